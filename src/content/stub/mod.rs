//! Texts of ours that stand in new entries until their authors write their own: the only place
//! that knows them. What writes them takes them from here, and so does the rule that finds them
//! where they were left.

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::{Arc, LazyLock},
};

use include_dir::{Dir, DirEntry, include_dir};

use super::record::Record;
use crate::{
    diag::{Diagnostic, Source, Span},
    yaml::{Node, Value},
};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/content/stub/templates");

/// What stands for what is not known yet, in French and in others' language.
const FILL: [&str; 2] = ["À compléter", "To be completed"];

/// Marks the lines of a template that are only for kinds that have drafts.
pub const FOR_DRAFTS: &str = "{draft}";

/// The template of a new entry, for authors of a language.
pub fn template(name: &str, lang: &str) -> &'static str {
    let folder = if is_french(lang) { "fr" } else { "en" };
    let file = TEMPLATES.get_file(format!("{folder}/{name}"));
    file.and_then(|it| it.contents_utf8()).unwrap_or_default()
}

/// What stands for what is not known yet.
pub fn fill(lang: &str) -> &'static str {
    let [french, other] = FILL;
    if is_french(lang) { french } else { other }
}

fn is_french(lang: &str) -> bool {
    lang.starts_with("fr")
}

/// All texts that somebody has to replace.
struct Ours {
    texts: BTreeSet<&'static str>,
    /// Which lengths they have: most texts need not be looked for.
    lengths: Vec<bool>,
}

static OURS: LazyLock<Ours> = LazyLock::new(|| {
    let mut texts = BTreeSet::from(FILL);
    collect(TEMPLATES.entries(), &mut texts);
    let longest = texts.iter().map(|it| it.len()).max().unwrap_or(0);
    let mut lengths = vec![false; longest + 1];
    for it in &texts {
        if let Some(is_one) = lengths.get_mut(it.len()) {
            *is_one = true;
        }
    }
    Ours { texts, lengths }
});

fn collect(entries: &'static [DirEntry<'static>], texts: &mut BTreeSet<&'static str>) {
    for it in entries {
        collect(it.as_dir().map_or(&[], Dir::entries), texts);
        let text = it.as_file().and_then(|it| it.contents_utf8()).unwrap_or_default();
        let mut parts = text.splitn(3, "---\n").skip(1);
        let front = parts.next().unwrap_or_default().lines().filter_map(of_front);
        let body = parts.next().unwrap_or_default().lines();
        // A heading may be kept.
        let body = body.map(|it| it.trim_start_matches(FOR_DRAFTS));
        let body = body.filter(|it| !it.is_empty() && !it.starts_with('#'));
        texts.extend(front.chain(body));
    }
}

/// The value of a line of front matter that is a text of ours: the words in it, or the summary
/// that it proposes.
fn of_front(line: &'static str) -> Option<&'static str> {
    let (name, value) = line.split_once(": ")?;
    let is_said = !name.trim_start().starts_with('#') || name == "# summary";
    let is_text = value.contains(' ') && !value.contains(['{', '[']);
    (is_said && is_text).then_some(value)
}

impl Ours {
    fn has(&self, text: &str) -> bool {
        self.lengths.get(text.len()) == Some(&true) && self.texts.contains(text)
    }
}

/// The texts of ours in front matter.
pub(super) fn in_front(record: &Record) -> Vec<Span> {
    let mut found = Vec::new();
    for node in record.names().filter_map(|it| record.node(it)) {
        in_node(node, &mut found);
    }
    found
}

fn in_node(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Scalar { text, .. } => {
            if OURS.has(text.trim()) {
                found.push(node.span.clone());
            }
        }
        Value::List(items) => items.iter().for_each(|it| in_node(it, found)),
        Value::Map(pairs) => pairs.iter().for_each(|it| in_node(&it.1, found)),
        Value::Unread => {}
    }
}

/// The lines of a body that are texts of ours; what code shows is nobody's text.
pub(super) fn in_body(source: &Arc<Source>, range: &Range<usize>) -> Vec<Span> {
    let body = source.text().get(range.clone()).unwrap_or_default();
    let mut at = range.start;
    let mut found = Vec::new();
    let mut fence = None;
    for line in body.split_inclusive('\n') {
        let text = line.trim();
        if let Some(open) = fence {
            fence = Some(open).filter(|it| {
                fence_of(text).is_none_or(|end| end != text || !end.starts_with(it))
            });
        } else if let Some(marks) = fence_of(text) {
            fence = Some(marks);
        } else if OURS.has(text) {
            let start = at + (line.len() - line.trim_start().len());
            found.push(Span::new(source, start..start + text.len()));
        }
        at += line.len();
    }
    found
}

/// The marks with which a line begins or ends a block of code.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|it| "`~".contains(*it))?;
    let rest = line.trim_start_matches(mark);
    if mark == '`' && rest.contains('`') {
        return None;
    }
    line.strip_suffix(rest).filter(|it| it.len() > 2)
}

/// Says of a place that a text of ours was left there.
pub fn left(span: &Span, has_draft: bool) -> Diagnostic {
    let message = format!("`{}` is a text that Parvis wrote, to be replaced", span.text());
    let help = if has_draft {
        "write your own, or add `draft: true` until it is written"
    } else {
        "write your own, or remove it"
    };
    Diagnostic::warning("placeholder", message).at(span.clone()).help(help)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{OURS, in_body};
    use crate::diag::Source;

    #[test]
    fn what_code_shows_is_nobodys_text() {
        let ours = OURS.texts.iter().find(|it| it.contains(' ')).unwrap();
        for (text, lines) in [
            (format!("{ours}\n"), 1),
            (format!("```md\n{ours}\n```\n\n{ours}\n"), 1),
            (format!("~~~\n```\n{ours}\n```\n~~~\n"), 0),
            (format!("````\n```\n{ours}\n`````\n{ours}\n"), 1),
            (format!("1. a\n   ```\n   {ours}\n   ```\n"), 0),
            (format!("```x``` y\n\n{ours}\n"), 1),
        ] {
            let source = Arc::new(Source::new("a.md", &*text));
            assert_eq!(in_body(&source, &(0..text.len())).len(), lines, "{text}");
        }
    }
}
