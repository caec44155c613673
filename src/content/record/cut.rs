//! Words that YAML takes for a comment, though their author meant them to be read.

use super::reader::is_words;
use crate::{
    content::field::Type,
    diag::{Diagnostic, Span},
    yaml::{Node, Value, quoted, shorten},
};

/// A value as its author wrote it, up to the end of its line.
pub(super) struct Cut {
    /// All of it, with what YAML leaves out.
    span: Span,
    text: String,
}

/// Where a value stands that a comment cuts off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Behind its name.
    Field,
    /// Behind the name of a field that must be there, and nothing is left of it.
    Lost,
    /// In a list.
    Item,
}

/// What a comment cuts off a value, which stands behind the `:` of its key if it has one. Only a
/// `#` that touches its word counts: a remark has a space behind it. Where a text must be, and
/// nothing else is, any was meant as one.
pub(super) fn cut(key: Option<&Node>, value: &Node, must_be: bool) -> Option<Cut> {
    if !matches!(value.value, Value::Scalar { plain: true, .. }) {
        return None;
    }
    let source = value.span.source();
    let range = value.span.range();
    let is_empty = value.is_null() && range.is_empty();
    let (end, sign) = match key {
        Some(key) if is_empty => (key.span.range().end, ":"),
        _ => (range.end, ""),
    };
    let line = source.text().get(end..)?.lines().next()?;
    let tail = line.strip_prefix(sign)?;
    let words = tail.trim();
    let inner = words.strip_prefix('#')?;
    let inner = if must_be && is_empty { inner.trim_start() } else { inner };
    let begins = inner.starts_with(char::is_alphanumeric);
    if !begins || !tail.starts_with([' ', '\t']) {
        return None;
    }
    let until = end + line.trim_end().len();
    let from = if is_empty { until - words.len() } else { range.start };
    let text = source.text().get(from..until)?.to_owned();
    (!text.contains('\n')).then(|| Cut { span: Span::new(source, from..until), text })
}

/// [`cut`] of an item of a list, which stands behind what is above it. Where nothing is left of
/// it, the reader of YAML gives it the place of what follows.
pub(super) fn cut_item(above: usize, value: &Node) -> Option<Cut> {
    let range = value.span.range();
    if !value.is_null() || !range.is_empty() {
        return cut(None, value, false);
    }
    let source = value.span.source();
    let mut at = above;
    for line in source.text().get(above..range.start)?.split_inclusive('\n') {
        let words = line.trim_start().strip_prefix("- ").map_or("", str::trim);
        if words.strip_prefix('#').is_some_and(|it| it.starts_with(char::is_alphanumeric)) {
            let until = at + line.trim_end().len();
            let span = Span::new(source, until - words.len()..until);
            return Some(Cut { span, text: words.to_owned() });
        }
        at += line.len();
    }
    None
}

impl Cut {
    /// The finding: an error where a field that must be there has nothing left.
    pub(super) fn said(self, path: &str, at: At, ty: Type) -> Diagnostic {
        let message = format!("a comment cuts off what is written in `{path}`");
        let made = if at == At::Lost {
            Diagnostic::error("cut-text", message)
        } else {
            Diagnostic::warning("cut-text", message)
        };
        let quoted = quoted(&self.text);
        let found = made.at(self.span.clone()).note("` #` begins a comment");
        let name = path.rsplit('.').next().unwrap_or(path);
        let before = if at == At::Item { String::new() } else { format!("{name}: ") };
        if is_words(ty) || ty == Type::Color {
            let help = format!("put it in quotes: `{before}{}`", shorten(&quoted));
            return found.help(help).fix(self.span, quoted);
        }
        let bare = self.text.trim_start_matches('#');
        let help = match ty {
            Type::List(..) => format!("write `{before}[{}]`, without `#`", shorten(bare)),
            _ => format!("write `{before}{}`, without `#`", shorten(bare)),
        };
        found.help(help)
    }
}
