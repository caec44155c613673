//! One line of YAML, taken apart as its author sees it: signs of lists, a name, a value.

use std::ops::Range;

/// Characters that look like a space, and are none for YAML.
pub(super) fn is_strange_blank(letter: char) -> bool {
    letter.is_whitespace() && !letter.is_ascii()
        || matches!(letter, '\u{200b}' | '\u{feff}')
}

/// What people type, or a word processor puts, in place of the hyphen of a list.
pub(super) fn is_bullet(letter: char) -> bool {
    matches!(
        letter,
        '–' | '—'
            | '―'
            | '−'
            | '‐'
            | '‑'
            | '‒'
            | '•'
            | '‣'
            | '◦'
            | '▪'
            | '●'
            | '○'
            | '·'
            | '*'
    )
}

/// One line without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// What stands in it.
    pub(super) text: &'a str,
    /// Where it begins in the whole text.
    pub(super) start: usize,
}

/// Name and value of a line, and where they stand in the whole text.
#[derive(Debug, Clone)]
pub(super) struct Parts<'a> {
    /// The column of the name, or of the value where there is none.
    pub(super) column: usize,
    /// Whether a sign of a list stands before them.
    pub(super) is_item: bool,
    /// The name before the colon.
    pub(super) name: Option<&'a str>,
    /// The value, without the remark behind it.
    pub(super) value: &'a str,
    /// Where the value stands.
    pub(super) range: Range<usize>,
}

/// All lines of a text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |it| {
        let line = Line { text: it.trim_end_matches(['\n', '\r']), start };
        start += it.len();
        line
    })
}

impl<'a> Line<'a> {
    /// The line around a place.
    pub(super) fn around(text: &'a str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = text.get(start..).and_then(|it| it.lines().next()).unwrap_or("");
        Self { text: line, start }
    }

    /// The line above, if there is one.
    pub(super) fn above(&self, text: &'a str) -> Option<Self> {
        Some(Self::around(text, self.start.checked_sub(1)?))
    }

    /// Where it ends.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether nothing stands in it but perhaps a remark.
    pub(super) fn is_blank(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || text.starts_with('#')
    }

    /// How far it is indented.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Its signs of lists, its name and its value.
    pub(super) fn parts(&self) -> Parts<'a> {
        let mut rest = self.text.trim_start_matches(' ');
        let mut is_item = false;
        while let Some(inner) = rest.strip_prefix("- ") {
            is_item = true;
            rest = inner.trim_start_matches(' ');
        }
        let column = self.text.len() - rest.len();
        let name = rest.find(':').and_then(|it| rest.get(..it)).filter(|name| {
            let after = rest.get(name.len() + 1..).unwrap_or("");
            is_name(name.trim()) && (after.is_empty() || after.starts_with([' ', '\t']))
        });
        let value = name.and_then(|it| rest.get(it.len() + 1..)).unwrap_or(rest);
        let from = self.end() - value.trim_start().len();
        let value = without_remark(value.trim());
        let range = from..from + value.len();
        Parts { column, is_item, name: name.map(str::trim), value, range }
    }

    /// Whether it is a part of a text in several lines, which `|` or `>` begins above it.
    pub(super) fn is_in_block(&self, text: &'a str) -> bool {
        let mut least = self.indent();
        let mut above = self.above(text);
        while let Some(line) = above {
            if !line.is_blank() && line.indent() < least {
                if begins_block(line.parts().value) {
                    return true;
                }
                least = line.indent();
            }
            if least == 0 {
                return false;
            }
            above = line.above(text);
        }
        false
    }
}

/// A name as fields have it.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'))
}

/// `|`, `>`, with what may stand behind them.
pub(super) fn begins_block(value: &str) -> bool {
    value.strip_prefix(['|', '>']).is_some_and(|it| {
        it.chars().all(|it| it.is_ascii_digit() || matches!(it, '+' | '-'))
    })
}

/// A value without the remark behind it: a remark has a space behind its sign.
pub fn without_remark(value: &str) -> &str {
    let end = value.match_indices('#').map(|it| it.0).find(|at| {
        let (before, after) = value.split_at_checked(*at).unwrap_or((value, ""));
        let after = after.strip_prefix('#').unwrap_or("");
        let is_remark = after.is_empty() || after.starts_with([' ', '\t', '#']);
        // Behind a colon, a text goes on.
        let goes_on = || is_open(before) || before.trim_end().ends_with(':');
        before.ends_with([' ', '\t']) && is_remark && !goes_on()
    });
    end.and_then(|it| value.get(..it)).unwrap_or(value).trim_end()
}

/// Whether a value that begins with a quote has not closed it yet.
fn is_open(value: &str) -> bool {
    let Some(quote) = value.chars().next().filter(|it| matches!(it, '"' | '\'')) else {
        return false;
    };
    value.matches(quote).count() % 2 == 1
}
