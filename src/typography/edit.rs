//! What is changed in a text, and looks at what stands around a place.

use memchr::memchr;

/// The no-break space.
pub(super) const WIDE: &str = "\u{a0}";
/// The narrow no-break space.
pub(super) const NARROW: &str = "\u{202f}";

/// Stands for what is no text (code, an image): a word whose letters nobody may touch.
pub(super) const OBJECT: char = '\u{fffc}';
/// Stands for a line that the author ended.
pub(super) const LINE: char = '\u{2028}';

/// One change of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// The first byte that is changed.
    pub at: usize,
    /// Where the changed bytes end.
    pub end: usize,
    /// What stands there instead; nothing for letters that are raised.
    pub to: Option<&'static str>,
}

/// A text in which it can be looked around.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a>(pub(super) &'a str);

impl Around<'_> {
    /// The letter that ends at a place.
    pub(super) fn before(self, at: usize) -> Option<char> {
        match self.byte(at.checked_sub(1)?)? {
            it if it.is_ascii() => Some(char::from(it)),
            _ => self.0.get(..at)?.chars().next_back(),
        }
    }

    /// The letter that begins at a place.
    pub(super) fn after(self, at: usize) -> Option<char> {
        match self.byte(at)? {
            it if it.is_ascii() => Some(char::from(it)),
            _ => self.0.get(at..)?.chars().next(),
        }
    }

    /// A byte.
    pub(super) fn byte(self, at: usize) -> Option<u8> {
        self.0.as_bytes().get(at).copied()
    }

    /// Where the plain spaces begin that end at a place.
    pub(super) fn spaces_before(self, at: usize) -> usize {
        let head = self.0.as_bytes().get(..at).unwrap_or(&[]);
        at - head.iter().rev().take_while(|it| **it == b' ').count()
    }

    /// Where the plain spaces end that begin at a place.
    pub(super) fn spaces_after(self, at: usize) -> usize {
        let tail = self.0.as_bytes().get(at..).unwrap_or(&[]);
        at + tail.iter().take_while(|it| **it == b' ').count()
    }

    /// Where the digits end that begin at a place.
    pub(super) fn digits_after(self, at: usize) -> usize {
        let tail = self.0.as_bytes().get(at..).unwrap_or(&[]);
        at + tail.iter().take_while(|it| it.is_ascii_digit()).count()
    }

    /// Whether a word ends at a place with these letters, and has no others.
    pub(super) fn is_word_before(self, at: usize, word: &str) -> bool {
        let head = self.0.get(..at).unwrap_or("");
        head.strip_suffix(word).is_some_and(|it| !it.ends_with(is_word))
    }

    /// Whether a text has a byte at all.
    pub(super) fn has(self, byte: u8) -> bool {
        memchr(byte, self.0.as_bytes()).is_some()
    }
}

/// Whether a letter is part of a word or of a number.
pub(super) fn is_word(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphanumeric()
    } else {
        letter == OBJECT || letter.is_alphanumeric()
    }
}

/// Whether a letter is a space of any kind, or the end of a line.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace()
}
