//! Where the front matter of a file is; offsets are the file's.

use std::{ops::Range, sync::Arc};

use super::{Place, field::fields, record::to_add};
use crate::{
    diag::{Checked, Diagnostic, Source, Span},
    yaml::{as_value, shorten},
};

/// Largest front matter that is read.
const MAX_FRONT_MATTER: usize = 64 * 1024;

/// The two parts of a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// YAML between the fences; nothing when there is no front matter.
    pub yaml: Option<Range<usize>>,
    /// Markdown.
    pub body: Range<usize>,
}

/// Whether a file begins like one with front matter.
pub(super) fn is_begun(source: &Source) -> bool {
    let text = source.text().trim_start();
    text.is_empty()
        || text.starts_with("--")
        || text.starts_with("+++")
        || text.starts_with('—')
}

/// Finds the front matter: the first line is `---`, and so is a later one.
pub fn split(source: &Arc<Source>, place: &Place) -> Checked<Parts> {
    let text = source.text();
    let start = text.len() - text.trim_start().len();
    let first = text.get(start..).and_then(|it| it.lines().next()).unwrap_or("");
    if first.trim_end() != "---" {
        return without(source, start, first, place);
    }
    let yaml = start
        + text.get(start..).and_then(|it| it.find('\n')).map_or(first.len(), |it| it + 1);
    let mut at = yaml;
    let mut almost = None;
    for line in text.get(yaml..).unwrap_or("").split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == "---" || bare == "..." {
            return closed(source, start..start + first.len(), yaml..at, at + line.len());
        }
        if almost.is_none() && is_almost_a_fence(bare.trim_start()) {
            almost = Some(Span::new(source, at..at + bare.len()));
        }
        at += line.len();
    }
    let opening = Span::new(source, start..start + first.len());
    let diagnostic =
        Diagnostic::error("unclosed-front-matter", "the front matter is never closed");
    let diagnostic = match almost {
        Some(span) => diagnostic
            .at(opening)
            .note("it is opened here")
            .label(span, "this line was perhaps to close it")
            .help("write exactly three hyphens at the start of the line: `---`"),
        None => diagnostic.at(opening).help("add a line `---` below its last field"),
    };
    let parts = Parts { yaml: None, body: text.len()..text.len() };
    Checked::new(parts, vec![diagnostic])
}

/// `----`, `--`, an en dash or an em dash, or three hyphens behind spaces.
fn is_almost_a_fence(line: &str) -> bool {
    !line.is_empty()
        && line.chars().count() >= 2
        && line.chars().all(|it| matches!(it, '-' | '–' | '—' | '_' | '+'))
        || matches!(line, "—" | "–")
}

/// A file that does not begin with `---`.
fn without(
    source: &Arc<Source>,
    start: usize,
    first: &str,
    place: &Place,
) -> Checked<Parts> {
    let line = first.len();
    let first = first.trim_end();
    let heading = first.strip_prefix("# ").map(|it| it.trim_matches(['#', ' ']));
    let begin = begin_with(heading, place);
    let (code, message, help) = if first.is_empty() {
        (
            "empty-file",
            "the file is empty",
            "begin with a line `---`, then `title: …`, then a line `---`, then the text",
        )
    } else if first == "+++" {
        (
            "toml-front-matter",
            "this front matter is TOML",
            "Parvis reads YAML: put it between two lines `---`, and write `title: …`",
        )
    } else if is_almost_a_fence(first) {
        (
            "no-front-matter",
            "the file has no front matter: its first line is not `---`",
            "write exactly three hyphens: `---`",
        )
    } else {
        ("no-front-matter", "the file has no front matter", begin.as_str())
    };
    let span = Span::new(source, start..start + first.len());
    // A heading that is to be the title is none of the text then.
    let from = if heading.is_some() { start + line } else { 0 };
    let parts = Parts { yaml: None, body: from..source.text().len() };
    Checked::new(parts, vec![Diagnostic::error(code, message).at(span).help(help)])
}

/// The front matter that a file lacks, with the title that its heading gives.
fn begin_with(heading: Option<&str>, place: &Place) -> String {
    let title =
        heading.filter(|it| !it.is_empty()).map_or_else(|| "…".to_owned(), as_value);
    let name = place.kind.title();
    let required = fields(place.kind).iter().filter(|it| it.required && it.name != name);
    let others = required.filter(|it| it.name != "date" || place.date.is_none());
    let title = format!("`{name}: {}`", shorten(&title));
    let lines: Vec<String> = [title].into_iter().chain(others.map(to_add)).collect();
    format!("begin with a line `---`, then {}, then a line `---`", lines.join(", "))
}

fn closed(
    source: &Arc<Source>,
    opening: Range<usize>,
    yaml: Range<usize>,
    body: usize,
) -> Checked<Parts> {
    let length = yaml.len();
    let body = body..source.text().len();
    if length <= MAX_FRONT_MATTER {
        return Checked::new(Parts { yaml: Some(yaml), body }, Vec::new());
    }
    let message =
        format!("the front matter has {length} bytes, at most {MAX_FRONT_MATTER} are read");
    let diagnostic = Diagnostic::error("too-long", message)
        .at(Span::new(source, opening))
        .help("move the text below the second `---`");
    Checked::new(Parts { yaml: None, body }, vec![diagnostic])
}
