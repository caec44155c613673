//! YAML as a tree in which each value knows its place.
//!
//! `builder` is the only file that names `serde_yaml` (serde-saphyr under that name): its event
//! parser is used, not its `Deserialize` support, because serde stops at the first error, and we
//! owe all errors of a file at once. Anchors, aliases, tags and deep nesting are refused while
//! parsing, before memory is spent on them.
//!
//! Where the syntax is wrong, the line is mended as it was meant (`slip`), or its field left out,
//! and the text is read again, so that the faults behind the first are said in the same run.

mod builder;
mod flow;
mod line;
mod places;
mod quote;
mod slip;
mod syntax;
mod working;

use std::{borrow::Cow, ops::Range, sync::Arc};

use crate::diag::{Checked, Diagnostic, Source, Span};
use builder::{Builder, Stop};
use working::Working;

pub use line::without_remark;
pub use places::{Places, is_block};
pub use quote::{as_value, in_brackets, is_plain, quoted, requoted, uncurled};

/// How deep lists and mappings may be nested.
pub const MAX_DEPTH: usize = 32;

/// A YAML value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a YAML value is.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar as written; what it means is for the field to say.
    Scalar {
        /// The text, quotes and escapes taken away.
        text: String,
        /// Written without quotes, so that YAML might read it as a number or a bool.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<(Node, Node)>),
    /// Something that could not be read: why was said.
    Unread,
}

impl Node {
    /// The scalar's text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Nothing at all was written (`key:`), or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Whether it could not be read.
    pub fn is_unread(&self) -> bool {
        matches!(self.value, Value::Unread)
    }

    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        match &self.value {
            Value::Unread => false,
            Value::Scalar { .. } => true,
            Value::List(items) => items.iter().all(Self::is_whole),
            Value::Map(pairs) => pairs.iter().all(|it| it.1.is_whole()),
        }
    }

    /// What a person would call it in a message.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Unread => "what cannot be read".into(),
            Value::List(_) => "a list".into(),
            Value::Map(_) => "a mapping".into(),
            Value::Scalar { .. } if self.is_null() => "nothing".into(),
            Value::Scalar { text, plain } => match plain_type(text, *plain) {
                Some("bool") => format!("`{text}`, which YAML takes for true or false"),
                Some(word) => format!("the {word} `{}`", shorten(text)),
                None => {
                    let mut lines = text.trim().lines();
                    let first = shorten(lines.next().unwrap_or(""));
                    let more = if lines.next().is_some() { "…" } else { "" };
                    format!("the text `{first}{more}`")
                }
            },
        }
    }
}

/// What YAML would make of a plain scalar, if not a text.
pub fn plain_type(text: &str, plain: bool) -> Option<&'static str> {
    if !plain {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "on" | "off") {
        return Some("bool");
    }
    let digits = lower.strip_prefix(['-', '+']).unwrap_or(&lower);
    let number = digits.starts_with(|it: char| it.is_ascii_digit())
        && digits.parse::<f64>().is_ok_and(f64::is_finite);
    number.then_some("number")
}

/// A text that fits into a message.
pub fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(""))),
        None => Cow::Borrowed(text),
    }
}

/// What a field takes, as far as its syntax goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of texts.
    List,
    /// The id of an entry.
    Name,
    /// A list of ids.
    Names,
    /// Anything else.
    Other,
}

/// How often a text is read again after a fault.
const MOST_ROUNDS: usize = 20;

/// How many bytes are read again in all.
const MOST_AGAIN: usize = 2 * 1024 * 1024;

/// Parses a part of a file; nothing when it is empty or broken.
pub fn parse(source: &Arc<Source>, range: Range<usize>) -> Checked<Option<Node>> {
    let read = parse_on(source, range, &|_| Shape::Text);
    let is_broken = read.diagnostics.iter().any(is_syntax);
    Checked::new(read.value.filter(|_| !is_broken), read.diagnostics)
}

/// Whether a finding is about the syntax of YAML, so that what was read is what was meant, at
/// best.
pub fn is_syntax(found: &Diagnostic) -> bool {
    found.code.starts_with("yaml-")
}

/// Parses a part of a file, and reads on after a fault: what was meant stands for what was
/// written, and what could not be read is [`Value::Unread`]. `shapes` tells what a field takes;
/// of no name, what the whole takes.
pub fn parse_on(
    source: &Arc<Source>,
    range: Range<usize>,
    shapes: &dyn Fn(&str) -> Shape,
) -> Checked<Option<Node>> {
    let text = source.text().get(range.clone()).unwrap_or("");
    let mut found = Vec::new();
    let mut working = None;
    let quiet = slip::quiet(text, shapes);
    if !quiet.is_empty() {
        let mut mended = Working::new(text, range.start);
        for slip in quiet.into_iter().rev() {
            found.push(mended.mend(source, slip.into()));
        }
        found.reverse();
        working = Some(mended);
    }
    let most = MOST_AGAIN / text.len().max(1);
    for round in 0..=MOST_ROUNDS.min(most) {
        let now = working.as_ref().map_or(text, |it| it.text.as_str());
        let (root, stop) =
            Builder::run(source, now, range.start, working.as_ref(), &mut found);
        let Some(stop) = stop else { return Checked::new(root, found) };
        let mended = working.get_or_insert_with(|| Working::new(text, range.start));
        match stop {
            Stop::Final(diagnostic) => {
                found.push(diagnostic);
                break;
            }
            Stop::Fault(at, info) => {
                let fault = syntax::explain(&info, &mended.text, at, shapes);
                let goes_on = !fault.edits.is_empty() && round < MOST_ROUNDS.min(most);
                let said = mended.mend(source, fault);
                // The same place a second time was not mended: nothing more is sure.
                let again = found.iter().any(|it: &Diagnostic| it.span == said.span);
                if !again {
                    found.push(said);
                }
                if again || !goes_on {
                    break;
                }
            }
        }
    }
    Checked::new(None, found)
}
