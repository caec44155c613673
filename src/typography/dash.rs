//! Dashes: of asides, of dialogue; a hyphen with spaces around it is one that was typed so.

use super::{
    Style,
    edit::{LINE, WIDE, is_word},
    scan::Scan,
};

/// A dash that may begin an aside: the edits of the spaces around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    before: Option<usize>,
    after: Option<usize>,
}

impl Scan<'_> {
    /// `-`, `--`, `---`.
    pub(super) fn dash(&mut self, at: usize) -> usize {
        let tail = self.text.0.as_bytes().get(at..).unwrap_or(&[]);
        let length = tail.iter().take_while(|it| **it == b'-').count();
        let end = at + length;
        let dash = match length {
            1 | 2 => "–",
            3 => "—",
            _ => return end,
        };
        if self.is_between_spaces(at, end) {
            if length > 1 || !self.is_sum(at, end) {
                self.aside(at, end, dash);
            }
        } else if length > 1 && self.begins_line(at) && self.text.byte(end) == Some(b' ') {
            self.speech(at, end, "—");
        } else if self.style == Style::English {
            self.between(at, end, length);
        }
        end
    }

    /// `–` and `—` that the author wrote.
    pub(super) fn long_dash(&mut self, at: usize) -> usize {
        let end = at + '–'.len_utf8();
        let dash = if self.text.after(at) == Some('–') { "–" } else { "—" };
        if self.is_between_spaces(at, end) {
            if !self.is_sum(at, end) {
                self.aside(at, end, dash);
            }
        } else if self.begins_line(at) {
            self.speech(at, end, dash);
        }
        end
    }

    /// English: `word---word`, `2020--2024`.
    fn between(&mut self, at: usize, end: usize, length: usize) {
        let (before, after) = (self.text.before(at), self.text.after(end));
        let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        if length == 3 && both(char::is_alphabetic) {
            self.edit(at..end, "—");
        } else if length == 2 && both(|it| it.is_ascii_digit()) {
            self.edit(at..end, "–");
        }
    }

    fn begins_line(&self, at: usize) -> bool {
        matches!(self.text.before(self.text.spaces_before(at)), None | Some(LINE))
    }

    fn is_between_spaces(&self, at: usize, end: usize) -> bool {
        // The narrow space stands inside guillemets: a hyphen there is quoted.
        let is_blank = |it: char| matches!(it, ' ' | '\n' | '\u{a0}');
        self.text.before(at).is_some_and(is_blank)
            && self.text.after(end).is_some_and(is_blank)
            && !self.begins_line(at)
            && self.text.after(self.text.spaces_after(end)).is_some()
    }

    /// `10 - 3`, `a - b`.
    fn is_sum(&self, at: usize, end: usize) -> bool {
        let left = |it: usize| {
            let before = self.text.0.get(..it).and_then(|it| it.chars().next_back());
            (before, it - before.map_or(0, char::len_utf8))
        };
        let (_, from) = left(at);
        let (last, from) = left(from);
        let (other, _) = left(from);
        let mut right = self.text.0.get(end..).unwrap_or("").chars().skip(1);
        let (first, second) = (right.next(), right.next());
        let digits =
            [last, first].iter().all(|it| it.is_some_and(|it| it.is_ascii_digit()));
        let letters = [last, first].iter().all(|it| it.is_some_and(is_word))
            && !other.is_some_and(is_word)
            && !second.is_some_and(is_word);
        digits || letters
    }

    /// A dash between spaces: the second of a sentence ends the aside that the first began; the
    /// line may not break inside it.
    fn aside(&mut self, at: usize, end: usize, dash: &'static str) {
        let french = self.style == Style::French;
        let from = self.text.spaces_before(at);
        let closes = self.dash.take();
        let before = if french && from < at {
            self.edit(from..at, if closes.is_some() { WIDE } else { " " })
        } else {
            None
        };
        self.edit(at..end, dash);
        let to = self.text.spaces_after(end);
        if french && closes.is_none() {
            let after = if end < to { self.edit(end..to, WIDE) } else { None };
            self.dash = Some(Open { before, after });
        }
    }

    /// A dash that nothing closes stays with the word before it.
    pub(super) fn end_sentence(&mut self) {
        if let Some(Open { before, after }) = self.dash.take() {
            self.rewrite(before, WIDE);
            self.rewrite(after, " ");
        }
    }

    /// Somebody speaks: the dash at the beginning of a line stays with the first word.
    fn speech(&mut self, at: usize, end: usize, dash: &'static str) {
        self.edit(at..end, dash);
        let to = self.text.spaces_after(end);
        if self.style == Style::French && end < to && self.text.after(to).is_some() {
            self.edit(end..to, WIDE);
        }
    }
}
