//! Marks of punctuation: their spaces, and ellipses.

use super::{
    Style,
    edit::{NARROW, WIDE, is_space, is_word},
    scan::Scan,
};

/// What a mark may be written right behind, so that it lacks its space.
fn ends_word(letter: char) -> bool {
    is_word(letter)
        || matches!(letter, ')' | ']' | '»' | '”' | '’' | '…' | '%' | '€' | '°' | '.')
}

/// Whether a mark ends something, since this follows it. Behind a letter or a sign it is part
/// of something else: `a?b`, `!important`, `:smile:`.
fn ends(next: Option<char>) -> bool {
    let Some(next) = next else { return true };
    if next.is_ascii() {
        return is_space(next)
            || matches!(
                next,
                ')' | ']' | '}' | '"' | '\'' | ',' | '.' | ';' | ':' | '!' | '?'
            );
    }
    !is_word(next)
}

impl Scan<'_> {
    /// `;`, `!`, `?`, and several of them.
    pub(super) fn narrow(&mut self, at: usize) -> usize {
        let bytes = self.text.0.as_bytes().get(at..).unwrap_or(&[]);
        let length = match bytes.first() {
            Some(b';') => 1,
            _ => bytes.iter().take_while(|it| matches!(it, b'!' | b'?')).count().max(1),
        };
        let next = self.text.after(at + length);
        if ends(next) && !(length == 1 && self.is_entity(at)) {
            let (space, mark) = match bytes.first() {
                Some(b';') => (NARROW, "\u{202f};"),
                Some(b'!') => (NARROW, "\u{202f}!"),
                _ => (NARROW, "\u{202f}?"),
            };
            self.space_before(at, space, mark, true);
        }
        at + length
    }

    /// `:`, which wants the wide space; not in a time, a ratio or the name of a drive.
    pub(super) fn colon(&mut self, at: usize) -> usize {
        let next = self.text.after(at + 1);
        if !ends(next) || matches!(next, Some(':')) || self.text.before(at) == Some(':') {
            return at + 1;
        }
        let is_spaced =
            next.is_none_or(|it| is_space(it) || it == '»') || self.is_closing(at + 1);
        let glue = is_spaced && !self.is_scheme(at) && !self.is_emoji(at);
        if !self.is_ratio(at) {
            self.space_before(at, WIDE, "\u{a0}:", glue);
        }
        at + 1
    }

    /// Makes the plain space before a mark the right one; gives the mark one, if it may `glue`.
    fn space_before(
        &mut self,
        at: usize,
        space: &'static str,
        mark: &'static str,
        glue: bool,
    ) {
        let from = self.text.spaces_before(at);
        let Some(before) = self.set_before(from) else { return };
        if from < at {
            if !is_space(before) && !matches!(before, '(' | '[' | '{') {
                self.edit(from..at, space);
            }
        } else if glue && ends_word(before) {
            self.edit(at..at + 1, mark);
        }
    }

    /// Whether a `;` ends what looks like an entity: `&amp;` that a text shows.
    fn is_entity(&self, at: usize) -> bool {
        let head = self.text.0.as_bytes().get(..at).unwrap_or(&[]);
        let name = head.iter().rev().take(32);
        let length =
            name.take_while(|it| it.is_ascii_alphanumeric() || **it == b'#').count();
        length > 0
            && at.checked_sub(length + 1).and_then(|it| self.text.byte(it)) == Some(b'&')
    }

    /// `https:`, and `C:`.
    fn is_scheme(&self, at: usize) -> bool {
        let drive = self.text.before(at).is_some_and(|it| it.is_ascii_uppercase())
            && !at.checked_sub(1).and_then(|it| self.text.before(it)).is_some_and(is_word);
        drive
            || ["http", "https", "mailto", "tel", "ftp", "file"]
                .iter()
                .any(|it| self.text.is_word_before(at, it))
    }

    /// `:smile:`.
    fn is_emoji(&self, at: usize) -> bool {
        let head = self.text.0.as_bytes().get(..at).unwrap_or(&[]).iter().rev();
        let is_name = |it: &&u8| it.is_ascii_alphanumeric() || b"_+-".contains(it);
        let name = head.take(32).take_while(is_name).count();
        let start = at.checked_sub(name + 1);
        start.is_some_and(|it| {
            self.text.byte(it) == Some(b':') && !self.text.before(it).is_some_and(is_word)
        })
    }

    /// `16 : 9`: short numbers on both sides, and no word behind them.
    fn is_ratio(&self, at: usize) -> bool {
        let from = self.text.spaces_before(at);
        let digits = self.text.0.as_bytes().get(..from).unwrap_or(&[]).iter().rev();
        let left = digits.take(4).take_while(|it| it.is_ascii_digit()).count();
        let start = self.text.spaces_after(at + 1);
        let right = self.text.digits_after(start);
        let has_word = self.text.byte(right) == Some(b' ')
            && self.text.after(right + 1).is_some_and(char::is_alphabetic);
        (1..=3).contains(&left) && (1..=3).contains(&(right - start)) && !has_word
    }

    /// `...`, and the end of a sentence.
    pub(super) fn dots(&mut self, at: usize) -> usize {
        let tail = self.text.0.as_bytes().get(at..).unwrap_or(&[]);
        let end = at + tail.iter().take_while(|it| **it == b'.').count();
        let (before, after) = (self.text.before(at), self.text.after(end));
        if end - at == 3 {
            let within = before.is_some_and(is_word) && after.is_some_and(is_word);
            let path = |it: Option<char>| matches!(it, Some('/' | '\\'));
            if !within && !path(before) && !path(after) {
                self.edit(at..end, "…");
            }
        } else if end - at == 1
            && self.text.byte(end) == Some(b' ')
            && self.text.after(end + 1).is_some_and(char::is_uppercase)
        {
            self.end_sentence();
        }
        end
    }
}

/// `«`: a narrow space follows it.
pub(super) fn open(scan: &mut Scan<'_>, at: usize) -> usize {
    let end = at + '«'.len_utf8();
    let spaces = scan.text.spaces_after(end);
    match scan.text.after(spaces) {
        None | Some('«') => {}
        Some(it) if is_space(it) => {}
        Some(_) if spaces > end => {
            scan.edit(end..spaces, NARROW);
        }
        Some(_) => {
            scan.edit(at..end, "«\u{202f}");
        }
    }
    spaces
}

/// `»`: a narrow space stands before it.
pub(super) fn close(scan: &mut Scan<'_>, at: usize) -> usize {
    let end = at + '»'.len_utf8();
    let from = scan.text.spaces_before(at);
    match scan.set_before(from) {
        None | Some('»') => {}
        Some(it) if is_space(it) => {}
        Some(_) if from < at => {
            scan.edit(from..at, NARROW);
        }
        Some(_) => {
            scan.edit(at..end, "\u{202f}»");
        }
    }
    debug_assert!(scan.style == Style::French, "only French has guillemets here");
    end
}
