//! The words of a text: how many, and how it begins.

use std::ops::Range;

/// How long an excerpt may be, in characters.
const EXCERPT: usize = 200;

/// A first paragraph that is shorter is continued with the next one, in bytes.
const SHORT: usize = 40;

/// What stands around code in an excerpt that is being made: no characters, which no text has.
const CODE: (char, char) = ('\u{fdd0}', '\u{fdd1}');

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Number of words.
    pub(super) words: usize,
    /// The beginning.
    pub(super) excerpt: String,
    /// Where code stands in it.
    pub(super) code: Vec<Range<usize>>,
}

/// Counts words and collects the beginning of a text.
#[derive(Debug, Default)]
pub(super) struct Prose {
    words: usize,
    /// Letters of scripts that write no blanks between words.
    unparted: Unparted,
    excerpt: String,
    done: bool,
    /// How many headings, code blocks, images or footnotes are open.
    asides: usize,
    /// How many tables are open: read with the text, but no beginning of it.
    tables: usize,
}

impl Prose {
    /// Something begins that is no prose.
    pub(super) fn aside(&mut self) {
        self.asides += 1;
    }

    /// It ends.
    pub(super) fn end_aside(&mut self) {
        self.asides = self.asides.saturating_sub(1);
    }

    /// A table begins.
    pub(super) fn table(&mut self) {
        self.tables += 1;
    }

    /// It ends.
    pub(super) fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
    }

    /// Text, as readers see it.
    pub(super) fn text(&mut self, text: &str) {
        if self.asides > 0 {
            return;
        }
        let (words, unparted) = words(text);
        self.words += words;
        self.unparted.ideographs += unparted.ideographs;
        self.unparted.letters += unparted.letters;
        if !self.done && self.tables == 0 {
            self.excerpt.push_str(text);
            self.done = self.excerpt.len() > 8 * EXCERPT;
        }
    }

    /// Code in a line, as readers see it.
    pub(super) fn code(&mut self, text: &str) {
        let mark = self.asides == 0 && !self.done && self.tables == 0;
        self.excerpt.extend(mark.then_some(CODE.0));
        self.text(text);
        self.excerpt.extend(mark.then_some(CODE.1));
    }

    /// A paragraph or an item ends.
    pub(super) fn end_paragraph(&mut self) {
        if self.asides == 0 && !self.done {
            self.done = self.excerpt.len() > SHORT;
            self.excerpt.push(' ');
        }
    }

    /// Number of words, and the beginning.
    pub(super) fn finish(self) -> Read {
        let mut tidy = String::new();
        let mut letters = 0;
        for word in self.excerpt.split_whitespace() {
            // Behind the longest excerpt nothing matters.
            if letters > EXCERPT {
                break;
            }
            if !tidy.is_empty() {
                tidy.push(' ');
            }
            tidy.push_str(word);
            letters += word.chars().count() + 1;
        }
        let (excerpt, code) = unmark(&cut_at_word(tidy));
        Read { words: self.words + self.unparted.words(), excerpt, code }
    }
}

/// Letters of words that no blanks part.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Unparted {
    /// Of Chinese and Japanese.
    ideographs: usize,
    /// Of Thai, Lao, Burmese and Khmer.
    letters: usize,
}

impl Unparted {
    /// As many words as take as long to read: 500 ideographs a minute, or words of 5 letters.
    fn words(self) -> usize {
        (self.ideographs * 22).div_ceil(50) + self.letters.div_ceil(5)
    }
}

/// A text without its marks, and where the code is that they stood around.
fn unmark(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut out, mut code) = (String::with_capacity(text.len()), Vec::new());
    let mut open = None;
    for letter in text.chars() {
        if letter == CODE.0 {
            open = Some(out.len());
        } else if letter == CODE.1 {
            code.extend(open.take().map(|it| it..out.len()));
        } else {
            out.push(letter);
        }
    }
    code.extend(open.map(|it| it..out.len()));
    (out, code)
}

/// How many words a text has: what [`str::split_whitespace`] gives, but without a look at each
/// letter, since whole portals are counted whenever they are read; and the letters of words that
/// stand beside each other.
fn words(text: &str) -> (usize, Unparted) {
    let bytes = text.as_bytes();
    // Nothing here branches, so that the compiler looks at many bytes at once.
    let (mut count, mut rare, mut far) = (0_usize, 0_u8, 0_u8);
    let mut before = b' ';
    for piece in bytes.chunks(PIECE) {
        let next = piece.get(1..).unwrap_or(&[]);
        // No more than fits into a byte.
        let mut begun =
            u8::from(space(before) & !space(piece.first().copied().unwrap_or(b' ')));
        for (a, b) in piece.iter().zip(next) {
            begun += u8::from(space(*a) & !space(*b));
        }
        for it in piece {
            rare |= u8::from(begins_rare(*it));
            far |= u8::from(begins_unparted(*it));
        }
        count += usize::from(begun);
        before = piece.last().copied().unwrap_or(b' ');
    }
    if far != 0 && text.chars().any(|it| is_ideograph(it) || is_linked(it)) {
        return unparted(text);
    }
    if rare != 0 && has_rare_space(bytes) {
        count = text.split_whitespace().count();
    }
    (count, Unparted::default())
}

/// The same, letter by letter.
fn unparted(text: &str) -> (usize, Unparted) {
    let (mut words, mut found, mut in_word) = (0, Unparted::default(), false);
    for letter in text.chars() {
        let (is_ideograph, is_linked) = (is_ideograph(letter), is_linked(letter));
        found.ideographs += usize::from(is_ideograph);
        found.letters += usize::from(is_linked && letter.is_alphabetic());
        if is_ideograph || is_linked || letter.is_whitespace() {
            in_word = false;
        } else if letter.is_alphanumeric() && !in_word {
            (words, in_word) = (words + 1, true);
        }
    }
    (words, found)
}

/// A letter of Chinese or Japanese. Korean has blanks.
fn is_ideograph(it: char) -> bool {
    matches!(it, '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{312f}' | '\u{31a0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// A letter of Thai, Lao, Burmese or Khmer.
fn is_linked(it: char) -> bool {
    matches!(it, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// How many bytes are counted together: at most every second one begins a word.
const PIECE: usize = 256;

/// Whether white space that is not ASCII stands in a text.
fn has_rare_space(bytes: &[u8]) -> bool {
    let next = bytes.get(1..).unwrap_or(&[]);
    let third = bytes.get(2..).unwrap_or(&[]);
    let mut rare = 0;
    for ((a, b), c) in bytes.iter().zip(next).zip(third) {
        rare |= u8::from(rare_space(*a, *b, *c));
    }
    rare != 0 || bytes.ends_with(&[0xc2, 0x85]) || bytes.ends_with(&[0xc2, 0xa0])
}

/// First bytes of all letters that are white space, but not ASCII.
fn begins_rare(it: u8) -> bool {
    it == 0xc2 || it.wrapping_sub(0xe1) < 3
}

/// First bytes of all letters of words that no blanks part.
fn begins_unparted(it: u8) -> bool {
    (it.wrapping_sub(0xe3) < 7) | (it.wrapping_sub(0xe0) < 2) | (it.wrapping_sub(0xef) < 2)
}

fn space(it: u8) -> bool {
    it == b' ' || it.wrapping_sub(b'\t') < 5
}

/// Whether a letter may begin here that is white space, but not ASCII.
#[expect(clippy::needless_bitwise_bool, reason = "a branch for each byte would be slow")]
fn rare_space(a: u8, b: u8, c: u8) -> bool {
    let latin = (a == 0xc2) & ((b == 0x85) | (b == 0xa0));
    let general = (a == 0xe2) & (b == 0x80);
    let general = general & ((c <= 0x8a) | (c == 0xa8) | (c == 0xa9) | (c == 0xaf));
    let others = (a == 0xe1) & (b == 0x9a) | (a == 0xe2) & (b == 0x81);
    latin | general | others | (a == 0xe3) & (b == 0x80)
}

fn cut_at_word(text: String) -> String {
    match text.char_indices().nth(EXCERPT) {
        None => text,
        Some((end, _)) => {
            let head = text.get(..end).unwrap_or("");
            let head = head.rsplit_once(' ').map_or(head, |it| it.0);
            format!("{}…", head.trim_end_matches([',', ';', ':', '(', '«', ' ']))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Prose, Read};

    fn words(text: &str) -> usize {
        let (words, unparted) = super::words(text);
        words + unparted.words()
    }

    #[test]
    fn words_are_counted_whatever_parts_them() {
        let spaces: Vec<char> =
            ('\0'..=char::MAX).filter(|it| it.is_whitespace()).collect();
        assert!(spaces.len() > 20);
        for space in spaces {
            assert_eq!(words(&format!("{space}l’été{space}{space}à « b »{space}")), 5);
        }
        assert_eq!((words(""), words("–"), words(" "), words("à bé c ")), (0, 1, 0, 3));
    }

    #[test]
    fn words_that_no_blanks_part_are_counted_by_their_letters() {
        assert_eq!(words(&"日本語の文です。".repeat(500)), 3500 * 22 / 50);
        assert_eq!(words("React 日本 と Rust"), 2 + 2);
        assert_eq!(words(&"ภาษาไทย".repeat(10)), 14);
        assert_eq!(words("한국어는 띄어 쓴다"), 3);
        assert_eq!(words("l’été « à »"), 4);
    }

    #[test]
    fn words_are_counted_across_pieces() {
        for before in super::PIECE - 3..super::PIECE + 3 {
            for word in ["a", "é", "ab cd", "a b\u{a0}c", " x", "  "] {
                let text =
                    format!("{}{word} fin", "b ".repeat(before / 2)) + &"c".repeat(before);
                assert_eq!(
                    words(&text),
                    text.split_whitespace().count(),
                    "{before} {word:?}"
                );
                let text = "c".repeat(before) + word + " d";
                assert_eq!(
                    words(&text),
                    text.split_whitespace().count(),
                    "{before} {word:?}"
                );
            }
        }
        assert_eq!(words(&"a ".repeat(1000)), 1000);
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        let mut prose = Prose::default();
        prose.text("Court.");
        prose.end_paragraph();
        prose.text(&"mot ".repeat(100));
        prose.end_paragraph();
        prose.text("jamais");
        let Read { words, excerpt, .. } = prose.finish();
        assert_eq!(words, 102);
        assert!(excerpt.starts_with("Court. mot mot") && excerpt.ends_with("mot…"));
        assert!(excerpt.chars().count() <= 201);
    }
}
