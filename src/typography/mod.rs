//! Texts as a typographer of their language sets them: quotes, apostrophes, spaces that no line
//! breaks at, ellipses, dashes, raised ordinals.
//!
//! Spaces are those of the French *Lexique des règles typographiques en usage à l’Imprimerie
//! nationale*: U+202F before `;`, `!`, `?`, inside `« »` and between groups of three digits;
//! U+00A0 before `:`, between a number and its unit or its month, after `n°`, `p.`, `M.` and on
//! the inner side of the dashes of an aside. English gets its quotes, apostrophes, ellipses and
//! dashes, and no space. What other languages want is not known here: they stay as written.
//!
//! A plain space that the author wrote becomes the right one; a no-break space of any kind that
//! the author wrote stays. Addresses, e-mail addresses, times, ratios and what stands between
//! backticks are never touched. What is ambiguous stays as it is: a quote without a partner, an
//! inch, a hyphen in a word.
//!
//! [`set`] is for a text alone (a title, a label); [`Run`] is for the pieces of a paragraph, which
//! are set as the one text that they are read as.

mod dash;
mod edit;
mod mark;
mod number;
mod quote;
mod run;
mod scan;
mod skip;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, ops::Range};

pub use edit::Edit;
pub use run::Run;

/// Whose rules a text is set by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As French is.
    French,
    /// As English is.
    English,
    /// Not at all.
    #[default]
    AsWritten,
}

impl Style {
    /// The rules of a language, `fr` or `en-gb`.
    pub fn of(lang: &str) -> Self {
        let is = |name: &str| {
            let (head, tail) = lang.split_at_checked(name.len()).unwrap_or(("", ""));
            head.eq_ignore_ascii_case(name) && (tail.is_empty() || tail.starts_with('-'))
        };
        if is("fr") {
            Self::French
        } else if is("en") {
            Self::English
        } else {
            Self::AsWritten
        }
    }
}

/// Sets a text that stands alone. What would be raised (`1er`) stays in line.
pub fn set(text: &str, style: Style) -> Cow<'_, str> {
    set_around(text, style, &[])
}

/// [`set`], but for some places, which are in order: code.
pub fn set_around<'a>(text: &'a str, style: Style, kept: &[Range<usize>]) -> Cow<'a, str> {
    let mut edits = Vec::new();
    if kept.is_empty() {
        scan::scan(text, &[(text.len(), style)], scan::Within::Plain, &mut edits);
    } else {
        let mut parts: Vec<(usize, Style)> = Vec::with_capacity(2 * kept.len() + 1);
        for range in kept {
            parts.extend([(range.start, style), (range.end, Style::AsWritten)]);
        }
        parts.push((text.len(), style));
        scan::scan(text, &parts, scan::Within::Markdown, &mut edits);
    }
    edits.retain(|it| it.to.is_some());
    if edits.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(applied(text, &edits)) }
}

/// A text with its edits, which are in order; nothing is raised.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 4 * edits.len());
    let mut done = 0;
    for edit in edits {
        let Some(to) = edit.to else { continue };
        out.push_str(text.get(done..edit.at).unwrap_or(""));
        out.push_str(to);
        done = edit.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}
