//! From the text of a value back to the file in which it is written: indented, folded over lines,
//! or with escapes.

use std::ops::Range;

use super::Node;
use crate::{diag::Span, sink::hidden::may_hide};

/// Where each part of a value's text stands in its file.
#[derive(Debug)]
pub struct Places {
    /// Where parts begin that stand in the file as they are read: in the text, and in the file.
    parts: Vec<(usize, usize)>,
    /// The place of the value.
    whole: Span,
    is_block: bool,
}

impl Places {
    /// The places of a scalar.
    pub fn of(node: &Node) -> Self {
        let is_block = is_block(&node.span);
        let written = Written::of(node.span.text(), is_block);
        let parts = written.parts(node.text().unwrap_or(""), node.span.range().start);
        Self { parts, whole: node.span.clone(), is_block }
    }

    /// The place in the file of a range of the text.
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.place(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.place(last) + 1,
            _ => start,
        };
        Span::new(self.whole.source(), start..end.max(start))
    }

    /// Whether a text without line breaks is read as it is written when it takes the place of a
    /// part of the value, which begins at `start`.
    pub fn takes(&self, start: usize, text: &str) -> bool {
        match self.whole.text().chars().next() {
            _ if self.is_block => true,
            Some(quote @ ('"' | '\'')) => !text.contains([quote, '\\']),
            _ => {
                let is_bare = |it: &str| !it.contains(": ") && !it.contains(" #");
                start > 0
                    && is_bare(text)
                    && !text.ends_with([':', ' '])
                    && !text.starts_with(['#', ' '])
                    && !text.contains(['[', ']', '{', '}', ','])
            }
        }
    }

    fn place(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|it| it.0 <= at);
        match next.checked_sub(1).and_then(|it| self.parts.get(it)) {
            Some((text, file)) => file + (at - text),
            None => self.whole.range().start,
        }
    }
}

/// Whether a value is the block below a `|` or a `>`, which is no part of its place.
pub fn is_block(value: &Span) -> bool {
    let text = value.source().text();
    let above = text.get(..value.range().start).unwrap_or("");
    let Some((above, own)) = above.rsplit_once('\n') else { return false };
    let head = above.trim_end().rsplit('\n').next().unwrap_or("");
    // A comment may stand behind the mark.
    let head = head.split(" #").next().unwrap_or("").trim_end();
    let marked = head.trim_end_matches(|it: char| it.is_ascii_digit() || "+-".contains(it));
    own.trim().is_empty() && marked.ends_with(['|', '>'])
}

/// A scalar as it is written, and how far it was read.
struct Written<'a> {
    text: &'a str,
    at: usize,
    quote: Option<char>,
    is_block: bool,
}

impl<'a> Written<'a> {
    fn of(text: &'a str, is_block: bool) -> Self {
        let is_quote = |it: &char| !is_block && matches!(it, '"' | '\'');
        let quote = text.chars().next().filter(is_quote);
        Self { text, at: usize::from(quote.is_some()), quote, is_block }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn parts(mut self, read: &str, start: usize) -> Vec<(usize, usize)> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut until = None;
        for (at, letter) in read.char_indices() {
            let before = read.get(..at).unwrap_or("");
            if self.is_block && (at == 0 || before.ends_with('\n')) {
                self.skip_indentation(read.get(at..).unwrap_or(""));
            }
            let (from, length) = self.next(letter);
            let goes_on = until == Some(from) && length == letter.len_utf8();
            if !goes_on {
                parts.push((at, start + from));
            }
            until = (length == letter.len_utf8()).then_some(from + length);
        }
        parts
    }

    /// Goes over what is no part of a block's line: some of the blanks before it may be.
    fn skip_indentation(&mut self, line: &str) {
        let blanks = |it: &str| it.len() - it.trim_start_matches(' ').len();
        self.at += blanks(self.rest()).saturating_sub(blanks(line));
    }

    /// Where the next letter of what is read stands, and how many bytes are written for it.
    fn next(&mut self, letter: char) -> (usize, usize) {
        loop {
            let rest = self.rest();
            let Some(first) = rest.chars().next() else { return (self.at, 0) };
            let length = match (self.quote, first) {
                (Some('"'), '\\') => {
                    let length = escape(rest);
                    if rest.get(1..).is_some_and(|it| it.starts_with(['\n', '\r'])) {
                        self.at += length;
                        continue;
                    }
                    length
                }
                (Some('\''), '\'') => 2,
                _ if first == letter => first.len_utf8(),
                // Lines are folded: a blank may stand for their end, and for the indentation. What
                // is empty above a block is no part of its place.
                _ if letter.is_whitespace() => return (self.at, 0),
                _ if first.is_whitespace() || may_hide(first) => {
                    self.at += first.len_utf8();
                    continue;
                }
                _ => first.len_utf8(),
            };
            let from = self.at;
            self.at += length.min(rest.len());
            return (from, length);
        }
    }
}

/// The length of an escape of YAML, by its first letters.
/// See <https://yaml.org/spec/1.2.2/#57-escaped-characters>.
fn escape(text: &str) -> usize {
    match text.chars().nth(1) {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some(letter) => 1 + letter.len_utf8(),
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Places;
    use crate::{
        diag::Source,
        yaml::{Value, parse},
    };

    #[test]
    fn a_word_of_a_value_is_found_in_its_file() {
        for written in [
            "plain WORD here",
            "plain text\n  folded, WORD\n\n  again",
            "'it''s a WORD'",
            "\"a \\\"quoted\\\" \\u00e9 \\\n   WORD\\n\"",
            "\"- a\\n- WORD\"",
            "|\n    - é\n      - WORD\n\n    x\n",
            "|2-\n     indented\n  WORD\n",
            "|+ # a remark\n\n\n  'a WORD\n",
            "\n  'a\n  WORD'\n",
            "\n  a\n  WORD\n",
            ">\n  folded\n  over WORD\n\n  and\n",
            "|\r\n  a\r\n  WORD\r\n",
            "a\u{200b}b WORD",
        ] {
            let file = format!("key: {written}");
            let source = Arc::new(Source::new("a.yaml", file.as_str()));
            let root = parse(&source, 0..file.len()).value.unwrap();
            let Value::Map(pairs) = &root.value else { panic!("{written}") };
            let node = &pairs[0].1;
            let text = node.text().unwrap();
            let places = Places::of(node);
            let at = text.find("WORD").unwrap();
            assert_eq!(
                places.span(&(at..at + 4)).text(),
                "WORD",
                "{written}: {:?}",
                node.span.text()
            );
            let in_block = written.starts_with('|');
            assert_eq!(
                places.is_block,
                written.starts_with(['|', '>']),
                "{written}: {:?}",
                node.span.text()
            );
            let is_told =
                |it: &(usize, char)| in_block && it.1 != '\n' || it.1.is_alphanumeric();
            for (at, letter) in text.char_indices().filter(is_told) {
                let span = places.span(&(at..at + letter.len_utf8()));
                let found = file.get(span.range().start..).and_then(|it| it.chars().next());
                let is_escape = found == Some('\\');
                assert!(is_escape || found == Some(letter), "{written}: {letter} {span:?}");
            }
        }
    }
}
