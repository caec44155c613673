//! Where the front matter of a file is; offsets are the file's.

use std::{ops::Range, sync::Arc};

use crate::diag::{Checked, Diagnostic, Source, Span};

/// Largest front matter that is read.
pub(super) const MAX_FRONT_MATTER: usize = 64 * 1024;

/// The two parts of a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// YAML between the fences; nothing when there is no front matter.
    pub yaml: Option<Range<usize>>,
    /// Markdown.
    pub body: Range<usize>,
}

/// Finds the front matter: the first line is `---`, and so is a later one.
pub fn split(source: &Arc<Source>) -> Checked<Parts> {
    let text = source.text();
    let whole = 0..text.len();
    let start = text.len() - text.trim_start().len();
    let first = text.get(start..).and_then(|it| it.lines().next()).unwrap_or("");
    let fail = |code, message: &str, help: &str, body: Range<usize>| {
        let span = Span::new(source, start..start + first.len());
        let diagnostic = Diagnostic::error(code, message).at(span).help(help);
        Checked::new(Parts { yaml: None, body }, vec![diagnostic])
    };
    if text.trim().is_empty() {
        let help =
            "begin with a line `---`, then `title: …`, then a line `---`, then the text";
        return fail("empty-file", "the file is empty", help, whole);
    }
    if first.trim_end() == "+++" {
        let help =
            "Parvis reads YAML: put it between two lines `---`, and write `title: …`";
        return fail("toml-front-matter", "this front matter is TOML", help, whole);
    }
    if first.trim_end() != "---" {
        let dashes = first.trim_end().chars().all(|it| it == '-') && first.len() > 2;
        let help = if dashes {
            "write exactly three dashes: `---`"
        } else {
            "begin with a line `---`, then `title: …`, then a line `---`"
        };
        return fail("no-front-matter", "the file has no front matter", help, whole);
    }
    let yaml = start
        + text.get(start..).and_then(|it| it.find('\n')).map_or(first.len(), |it| it + 1);
    let mut at = yaml;
    for line in text.get(yaml..).unwrap_or("").split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            let parts = Parts { yaml: Some(yaml..at), body: at + line.len()..text.len() };
            if at - yaml > MAX_FRONT_MATTER {
                let message = "the front matter is longer than 64 KiB";
                return fail(
                    "too-long",
                    message,
                    "move the text below the second `---`",
                    at + line.len()..text.len(),
                );
            }
            return Checked::new(parts, Vec::new());
        }
        at += line.len();
    }
    fail(
        "unclosed-front-matter",
        "the front matter is never closed",
        "add a line `---` below its last field",
        text.len()..text.len(),
    )
}
