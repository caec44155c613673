//! Markdown in a block of raw HTML: such a block ends at the next empty line, and all in it is
//! HTML.

use std::ops::Range;

use super::File;
use crate::diag::{Diagnostic, Fix};

/// Where Markdown begins in a text between two tags.
fn mark(text: &str) -> Option<usize> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    let mut may_begin = false;
    while let Some(line) = lines.next() {
        let words = line.trim_start();
        // A line of a sentence may begin with a dash; a list begins it, or has several.
        let begins = start > 0 && is_block(words);
        let goes_on = lines.peek().is_some_and(|it| is_block(it.trim_start()));
        let is_list = begins && (may_begin || goes_on);
        may_begin = line.trim().is_empty();
        if is_list || is_inline(words) {
            return Some(start + line.len() - words.len());
        }
        start += line.len();
    }
    None
}

/// Whether a line begins a list or a heading.
fn is_block(line: &str) -> bool {
    let marks = line.len() - line.trim_start_matches('#').len();
    let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let is_item = line.starts_with("- ") || line.starts_with("* ");
    let is_heading = (1..=6).contains(&marks) && line.get(marks..marks + 1) == Some(" ");
    is_item && line.trim().len() > 2
        || is_heading
        || (1..=2).contains(&digits) && line.get(digits..digits + 2) == Some(". ")
}

/// Whether a line has words between marks, or a link.
fn is_inline(line: &str) -> bool {
    let between = |sign: &str| {
        let mut parts = line.split(sign).skip(1);
        let inner = parts.next().unwrap_or("");
        parts.next().is_some() && !inner.is_empty() && inner.trim() == inner
    };
    let is_link = || {
        let words =
            line.split_once("](").filter(|it| it.0.contains('[') && it.1.contains(')'));
        words.is_some()
    };
    between("**") || between("`") || is_link()
}

/// Looks at a text between two tags of a block; `html` is the block, `at` its place.
pub(super) fn judge(
    file: File<'_>,
    (html, at): (&str, &Range<usize>),
    text: &Range<usize>,
    place: impl FnOnce(usize) -> usize,
) -> Option<Diagnostic> {
    let start = text.start + mark(html.get(text.clone())?)?;
    let begun = html.get(..start)?;
    let line = begun.rfind('\n').map_or(0, |it| it + 1);
    let indent = begun.get(line..)?;
    let own_line = indent.trim().is_empty() && line > 0;
    let found = place(start);
    let span = file.first_line(&(found..found + html.get(start..)?.lines().next()?.len()));
    let warning = Diagnostic::warning(
        "markdown-in-html",
        "this is shown as text: it stands in raw HTML",
    )
    .at(span);
    if !own_line {
        return Some(warning.help(
            "write it in HTML, such as `<b>…</b>`; or on a line of its own, with an empty line above it",
        ));
    }
    let is_whole = file.text(at) == html;
    let rest = html.get(start..)?;
    let closing = rest.lines().skip_while(|it| !it.trim_start().starts_with('<'));
    let words = rest.lines().take_while(|it| !it.trim_start().starts_with('<'));
    let mut closing = closing.filter(|it| !it.trim().is_empty());
    // What becomes a link or a heading may be wrong in its own way.
    let is_plain =
        words.clone().all(|it| !it.contains(['<', '[', '#']) && !it.starts_with("    "));
    let is_sure = is_whole
        && is_plain
        && indent.len() < 4
        && closing
            .all(|it| it.trim_start().starts_with("</") && it.trim_end().ends_with('>'));
    let edge = place_of_line(found, indent);
    let fix = Fix::default().and(file.span(edge..edge), "\n");
    Some(
        warning
            .help("leave an empty line after the tag above it")
            .fix_if(is_sure.then_some(fix)),
    )
}

fn place_of_line(at: usize, indent: &str) -> usize {
    at.saturating_sub(indent.len())
}
