//! Texts of front matter: shown as they are written, on pages and in lists, feeds and calendars.

use super::Record;
use crate::{
    content::{
        field::Field,
        markdown::plain::{marks, without},
    },
    diag::{Diagnostic, Fix, Span},
    yaml::{Node, is_block, is_plain, shorten},
};

/// Says what of a text is meant as markup, and is shown as it is written.
pub(super) fn text_marks(node: &Node, text: &str, path: &str) -> Option<Diagnostic> {
    let marks = marks(text);
    let first = text.get(marks.first()?.0.clone())?;
    let first = first.split(char::is_whitespace).next().unwrap_or(first);
    let right = without(text, &marks);
    let message =
        format!("`{path}` is plain text: its marks are shown as they are written");
    let warning = Diagnostic::warning("text-marks", message)
        .at(node.span.find(first))
        .help(format!("write `{}`", shorten(right.trim())));
    if right.trim().is_empty() {
        return Some(warning.help("write its words without marks"));
    }
    let is_same = |span: &Span| span.text() == text;
    let Some(value) = inner(&node.span).filter(is_same) else {
        return Some(warning.fix_if(over_lines(&node.span, &right)));
    };
    let quote = node.span.text().chars().next().filter(|it| matches!(it, '"' | '\''));
    let is_safe = match quote {
        Some(quote) => !right.contains([quote, '\\']),
        None => is_plain(&right),
    };
    let fix = Fix::default().and(value, right);
    Some(warning.fix_if(is_safe.then_some(fix)))
}

/// What takes the marks out of a text of several lines, each in its line.
fn over_lines(span: &Span, right: &str) -> Option<Fix> {
    let (text, start) = (span.text(), span.range().start);
    let is_block = is_block(span);
    let quote = text.chars().next().filter(|it| !is_block && matches!(it, '"' | '\''));
    let head = usize::from(quote.is_some());
    let body = text.get(head..text.len().checked_sub(usize::from(quote.is_some()))?)?;
    let found = marks(body);
    let mended = without(body, &found);
    let is_in_line = found.iter().all(|it| body.get(it.0.clone()).is_some_and(is_line));
    let is_same = mended.split_whitespace().eq(right.split_whitespace());
    let is_safe = match quote {
        Some(quote) => !body.contains('\\') && !mended.contains(quote),
        None => is_block || mended.lines().all(|it| is_plain(it.trim())),
    };
    let mut fix = Fix::default();
    for (at, words) in found {
        let at = start + head + at.start..start + head + at.end;
        fix = fix.and(Span::new(span.source(), at), words);
    }
    (!is_line(text) && is_in_line && is_same && is_safe).then_some(fix)
}

fn is_line(text: &str) -> bool {
    !text.contains('\n')
}

/// The place of a value of one line without its quotes.
fn inner(span: &Span) -> Option<Span> {
    let text = span.text();
    let range = span.range();
    let is_quoted = text.len() > 1 && text.starts_with(['"', '\'']);
    let cut = usize::from(is_quoted);
    let value = Span::new(span.source(), range.start + cut..range.end - cut);
    (!value.text().contains('\n')).then_some(value)
}

/// A picture that says nothing of what it shows: asked for, as that of an image of a text is.
pub(super) fn without_alt(record: &Record, fields: &[Field]) -> Option<Diagnostic> {
    let has_alt = fields.iter().any(|it| it.name == "alt");
    let image = record.node("image").filter(|_| has_alt && record.node("alt").is_none())?;
    Some(
        Diagnostic::warning("image-alt", "the picture has no alternative text")
            .at(image.span.clone())
            .help(
                "add `alt: …` with what it shows; or `alt: \"\"`, when it only decorates",
            ),
    )
}
