//! The words of a text: how many, and how it begins.

/// How long an excerpt may be, in characters.
const EXCERPT: usize = 200;

/// A first paragraph that is shorter is continued with the next one, in bytes.
const SHORT: usize = 40;

/// Counts words and collects the beginning of a text.
#[derive(Debug, Default)]
pub(super) struct Prose {
    words: usize,
    excerpt: String,
    done: bool,
    /// How many headings, code blocks, images or footnotes are open.
    asides: usize,
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

    /// Text, as readers see it.
    pub(super) fn text(&mut self, text: &str) {
        if self.asides > 0 {
            return;
        }
        self.words += words(text);
        if !self.done {
            self.excerpt.push_str(text);
            self.done = self.excerpt.len() > 8 * EXCERPT;
        }
    }

    /// A paragraph or an item ends.
    pub(super) fn end_paragraph(&mut self) {
        if self.asides == 0 && !self.done {
            self.done = self.excerpt.len() > SHORT;
            self.excerpt.push(' ');
        }
    }

    /// Number of words, and the beginning.
    pub(super) fn finish(self) -> (usize, String) {
        let tidy = self.excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
        (self.words, cut_at_word(tidy))
    }
}

/// How many words a text has: what [`str::split_whitespace`] gives, but without a look at each
/// letter, since whole portals are counted whenever they are read.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or(&[]);
    if bytes.iter().enumerate().any(|(at, it)| *it >= 0xc2 && is_rare_space(bytes, at)) {
        return text.split_whitespace().count();
    }
    let is_space = |it: u8| (it == b' ') | ((it >= b'\t') & (it <= b'\r'));
    let begins = |(a, b): (&u8, &u8)| usize::from(is_space(*a) & !is_space(*b));
    let first = bytes.first().is_some_and(|it| !is_space(*it));
    usize::from(first) + bytes.iter().zip(next).map(begins).sum::<usize>()
}

/// Whether white space that is not ASCII begins here.
fn is_rare_space(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..).unwrap_or(&[]) {
        [0xc2, it, ..] => matches!(it, 0x85 | 0xa0),
        [0xe1, 0x9a, it, ..] => *it == 0x80,
        [0xe2, 0x80, it, ..] => matches!(it, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf),
        [0xe2, 0x81, it, ..] => *it == 0x9f,
        [0xe3, 0x80, it, ..] => *it == 0x80,
        _ => false,
    }
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
    use super::{Prose, words};

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
    fn an_excerpt_ends_between_words() {
        let mut prose = Prose::default();
        prose.text("Court.");
        prose.end_paragraph();
        prose.text(&"mot ".repeat(100));
        prose.end_paragraph();
        prose.text("jamais");
        let (words, excerpt) = prose.finish();
        assert_eq!(words, 102);
        assert!(excerpt.starts_with("Court. mot mot") && excerpt.ends_with("mot…"));
        assert!(excerpt.chars().count() <= 201);
    }
}
