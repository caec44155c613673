//! Superscript and subscript, where nothing else can be meant: `10^3^`, `H~2~O`.
//!
//! pulldown-cmark's own reading is not used: it makes `2^10 or 3^5` a superscript, and takes
//! `~gone~` away from GFM, where one tilde strikes through as two do. So a sign belongs to the
//! word before it, and holds only what stands in exponents, indices and abbreviations.

use std::{collections::VecDeque, iter::Peekable, ops::Range};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{super::autolink, At, cut_before};

/// Longest script, in bytes: no sentence is one.
const MAX: usize = 40;

/// Events in which scripts are marked.
pub(super) struct Scripts<'a, I: Iterator> {
    text: &'a str,
    events: Peekable<I>,
    ready: VecDeque<At<'a>>,
    /// Whether each struck text that is open is a subscript.
    struck: Vec<bool>,
    in_code: bool,
    /// Whether there is a sign of a script anywhere.
    has_signs: bool,
}

impl<'a, I: Iterator<Item = At<'a>>> Scripts<'a, I> {
    pub(super) fn new(text: &'a str, events: I) -> Self {
        let (events, ready, struck) = (events.peekable(), VecDeque::new(), Vec::new());
        let has_signs = memchr::memchr2(b'^', b'~', text.as_bytes()).is_some();
        Self { text, events, ready, struck, in_code: false, has_signs }
    }

    /// Whether a struck text is a subscript: one tilde directly behind a word.
    fn is_subscript(&self, at: &Range<usize>) -> bool {
        let before = self.text.get(..at.start).unwrap_or("").chars().next_back();
        let inner = self.text.get(at.start + 1..at.end.saturating_sub(1)).unwrap_or("");
        before.is_some_and(belongs) && is_script(inner)
    }

    /// A text with those that follow it directly: pulldown-cmark cuts a text wherever a sign
    /// could mean something.
    fn whole(&mut self, text: CowStr<'a>, at: Range<usize>) -> At<'a> {
        let source = self.text;
        let as_written = |text: &CowStr<'a>, at: &Range<usize>| match text {
            // What pulldown-cmark changes nothing in is a part of the source itself.
            CowStr::Borrowed(text) => {
                text.len() == at.len()
                    && source.get(at.clone()).is_some_and(|it| it.as_ptr() == text.as_ptr())
            }
            text => source.get(at.clone()) == Some(text),
        };
        if self.in_code || !as_written(&text, &at) {
            return (Event::Text(text), at);
        }
        let mut end = at.end;
        let follows = |end: usize| move |(event, at): &At<'a>| matches!(event, Event::Text(text) if at.start == end && as_written(text, at));
        while let Some((_, more)) = self.events.next_if(follows(end)) {
            end = more.end;
        }
        let whole = if end > at.end { source.get(at.start..end) } else { None };
        (Event::Text(whole.map_or(text, CowStr::Borrowed)), at.start..end)
    }

    /// Cuts a text at its scripts.
    fn cut(&mut self, text: CowStr<'a>, at: &Range<usize>) {
        let (mut rest, mut from) = (text, at.start);
        while let Some((sign, Range { start, end })) = script(&rest) {
            let (tag, tag_end) = if sign == '^' {
                (Tag::Superscript, TagEnd::Superscript)
            } else {
                (Tag::Subscript, TagEnd::Subscript)
            };
            let part = |range: Range<usize>| {
                CowStr::from(rest.get(range).unwrap_or_default().to_owned())
            };
            let place = |range: Range<usize>| from + range.start..from + range.end;
            let around = place(start..end);
            self.ready.extend([
                (Event::Text(part(0..start)), place(0..start)),
                (Event::Start(tag), around.clone()),
                (Event::Text(part(start + 1..end - 1)), place(start + 1..end - 1)),
                (Event::End(tag_end), around),
            ]);
            let length = rest.len();
            rest = cut_before(rest, &(0..length), end);
            from += end;
        }
        if !rest.is_empty() {
            self.ready.push_back((Event::Text(rest), from..at.end));
        }
    }
}

impl<'a, I: Iterator<Item = At<'a>>> Iterator for Scripts<'a, I> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        let (event, at) = match self.events.next()? {
            (Event::Text(text), at) => self.whole(text, at),
            other => other,
        };
        let event = match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                Event::Start(Tag::CodeBlock(kind))
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                Event::End(TagEnd::CodeBlock)
            }
            Event::Start(Tag::Strikethrough) => {
                let is_subscript = self.is_subscript(&at);
                self.struck.push(is_subscript);
                Event::Start(if is_subscript { Tag::Subscript } else { Tag::Strikethrough })
            }
            Event::End(TagEnd::Strikethrough) => {
                let is_subscript = self.struck.pop().unwrap_or(false);
                Event::End(if is_subscript {
                    TagEnd::Subscript
                } else {
                    TagEnd::Strikethrough
                })
            }
            Event::Text(text)
                if self.has_signs
                    && !self.in_code
                    && memchr::memchr2(b'^', b'~', text.as_bytes()).is_some()
                    // Never in an address.
                    && !autolink::has_beginning(&text) =>
            {
                self.cut(text, &at);
                return self.ready.pop_front();
            }
            event => event,
        };
        Some((event, at))
    }
}

/// The sign of the first script of a text, and where it is.
fn script(text: &str) -> Option<(char, Range<usize>)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find(['^', '~'])?;
        from = start + 1;
        let before = text.get(..start)?.chars().next_back();
        let sign = text.get(start..)?.chars().next()?;
        let rest = text.get(from..)?;
        let Some(end) = rest.find(sign).filter(|it| *it <= MAX) else { continue };
        let inner = rest.get(..end)?;
        let after = rest.get(end + 1..)?.chars().next();
        // A formula goes on behind an index; behind an exponent it could be a second one.
        let apart =
            after.is_none_or(|it| it != sign && (sign == '~' || !it.is_alphanumeric()));
        if before.is_some_and(belongs) && is_script(inner) && apart {
            return Some((sign, start..from + end + 1));
        }
    }
}

/// Whether a script may belong to a letter before it.
fn belongs(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, ')' | ']' | '}')
}

fn is_script(inner: &str) -> bool {
    let plain = |it: char| it.is_alphanumeric() || "+-−,.()".contains(it);
    !inner.is_empty() && inner.len() <= MAX && inner.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn a_script_belongs_to_a_word() {
        assert_eq!(script("m^2^"), Some(('^', 1..4)));
        assert_eq!(script("2^a 1^er^ mai"), Some(('^', 5..9)));
        assert_eq!(script("é(x)^−1^."), Some(('^', 5..11)));
        assert_eq!(script("a~ H~2~O"), Some(('~', 4..7)));
        let long = format!("a{}", "^b".repeat(100_000));
        assert_eq!(script(&long), None);
        for text in [
            "2^10 or 3^5",
            "2^10+3^5",
            "^a^",
            " ^^",
            "a^b c^",
            "a^^",
            "a^",
            "x^y^z",
            "a~~b~~",
            "a~b c~",
        ] {
            assert_eq!(script(text), None, "{text}");
        }
    }
}
