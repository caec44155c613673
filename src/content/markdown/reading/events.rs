//! pulldown-cmark's events, in the letters of the author.

use std::{borrow::Cow, collections::VecDeque, ops::Range};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, OffsetIter, Parser, Tag};

use super::{Reading, options};

type At<'a> = (Event<'a>, Range<usize>);

/// The events of a text, each with its place.
pub(in super::super) struct Events<'a> {
    reading: &'a Reading<'a>,
    parser: OffsetIter<'a>,
    /// Whether the parser is given the author's text.
    is_plain: bool,
    /// The formula that comes next.
    formula: usize,
    /// What was read of it.
    tex: String,
    ready: VecDeque<At<'a>>,
}

impl<'a> Events<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        let parser = Parser::new_ext(&reading.read, options()).into_offset_iter();
        let is_plain = reading.signs.is_empty()
            && reading.formulas.is_empty()
            && reading.read.as_ptr() == reading.text.as_ptr();
        let (tex, ready) = (String::new(), VecDeque::new());
        Self { reading, parser, is_plain, formula: 0, tex, ready }
    }

    /// A text that stands in the source: the author's letters, and the formulas in it.
    fn text(&mut self, at: &Range<usize>) {
        let text = self.reading.text;
        let slice = |at: Range<usize>| text.get(at).unwrap_or("");
        let mut from = at.start;
        while let Some(formula) = self.reading.formulas.get(self.formula) {
            if formula.range.start >= at.end {
                break;
            }
            if from < formula.range.start {
                let before = from..formula.range.start;
                let words = Event::Text(CowStr::Borrowed(slice(before.clone())));
                self.ready.push_back((words, before));
            }
            let is_whole = from <= formula.range.start && at.end >= formula.range.end;
            let piece = from.max(formula.tex.start)..at.end.min(formula.tex.end);
            from = at.end.min(formula.range.end);
            let tex = if is_whole {
                CowStr::Borrowed(slice(piece))
            } else {
                self.tex.push_str(text.get(piece).unwrap_or(""));
                if from < formula.range.end {
                    return;
                }
                std::mem::take(&mut self.tex).into()
            };
            let math = if formula.is_display {
                Event::DisplayMath(tex)
            } else {
                Event::InlineMath(tex)
            };
            self.ready.push_back((math, formula.range.clone()));
            self.formula += 1;
        }
        if from < at.end {
            let words = Event::Text(CowStr::Borrowed(slice(from..at.end)));
            self.ready.push_back((words, from..at.end));
        }
    }

    /// Whether a place is inside a formula of several lines.
    fn is_inside(&self, at: usize) -> bool {
        let next = self.reading.formulas.get(self.formula);
        next.is_some_and(|it| it.range.start < at && at < it.range.end)
    }

    fn letters(&self, text: CowStr<'a>) -> CowStr<'a> {
        match self.reading.letters(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(own) => own.into(),
        }
    }

    /// Any other event: what it holds has no formulas.
    fn other(&self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(tag) => Event::Start(self.tag(tag)),
            Event::Text(it) => Event::Text(self.letters(it)),
            Event::Code(it) => Event::Code(self.letters(it)),
            Event::Html(it) => Event::Html(self.letters(it)),
            Event::InlineHtml(it) => Event::InlineHtml(self.letters(it)),
            Event::FootnoteReference(it) => Event::FootnoteReference(self.letters(it)),
            other => other,
        }
    }

    fn tag(&self, tag: Tag<'a>) -> Tag<'a> {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => Tag::Link {
                link_type,
                dest_url: self.letters(dest_url),
                title: self.letters(title),
                id: self.letters(id),
            },
            Tag::Image { link_type, dest_url, title, id } => Tag::Image {
                link_type,
                dest_url: self.letters(dest_url),
                title: self.letters(title),
                id: self.letters(id),
            },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Tag::CodeBlock(CodeBlockKind::Fenced(self.letters(info)))
            }
            Tag::FootnoteDefinition(it) => Tag::FootnoteDefinition(self.letters(it)),
            other => other,
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        if self.is_plain {
            return self.parser.next();
        }
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            let (event, at) = self.parser.next()?;
            match &event {
                Event::Text(text) if self.reading.read.get(at.clone()) == Some(text) => {
                    self.text(&at);
                }
                Event::SoftBreak | Event::HardBreak if self.is_inside(at.start) => {
                    self.tex.push('\n');
                }
                _ => return Some((self.other(event), at)),
            }
        }
    }
}
