//! What an author probably did not mean, though it can be published: rules of one text.
//!
//! Each part looks at the events of the outline's pass, which come anyway, and keeps only what
//! its rules need. What is found at the end of a text is found without a second parse, but for
//! texts that define links by name.

mod blocks;
mod definitions;
mod foreign;
mod headings;
mod images;
mod lines;
mod links;
mod marks;
mod no_table;
mod notes;
mod slips;
mod tables;
mod tags;

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{
    diag::{Diagnostic, Source, Span, invisible},
    sink::{hidden::may_hide, plain::is_plain},
    source::markup::reference,
};
use definitions::Definitions;
use headings::{Headings, Page};
use images::Images;
use lines::Lines;
use links::Links;
pub(super) use links::is_known_secure;
use marks::Marks;
use notes::Notes;
use slips::Slips;
use tables::Tables;
use tags::Tags;

/// The file that is looked at.
#[derive(Debug, Clone, Copy)]
struct File<'a>(&'a Arc<Source>);

impl<'a> File<'a> {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.0, range)
    }

    fn text(self, range: &Range<usize>) -> &'a str {
        self.0.text().get(range.clone()).unwrap_or("")
    }

    /// The line that a place is in, or what is near of it.
    fn line(self, at: usize) -> Range<usize> {
        let text = self.0.text();
        let bytes = text.as_bytes();
        let mut start = at.saturating_sub(NEAR);
        let before = bytes.get(start..at).and_then(|it| memchr::memrchr(b'\n', it));
        start += before.map_or(0, |it| it + 1);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let mut end = (at + NEAR).min(text.len());
        let behind = bytes.get(at..end).and_then(|it| memchr::memchr(b'\n', it));
        end = behind.map_or(end, |it| at + it);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        start..end
    }

    /// The first line of a range.
    fn first_line(self, at: &Range<usize>) -> Span {
        let end = at.start + self.text(at).lines().next().unwrap_or("").len();
        self.span(at.start..end)
    }
}

/// How far a line is looked at, to either side of a place, in bytes.
const NEAR: usize = 1000;

/// All parts, and what they found.
pub(super) struct Lint<'a> {
    file: File<'a>,
    found: Vec<Diagnostic>,
    in_code: bool,
    headings: Headings<'a>,
    lines: Lines<'a>,
    links: Links<'a>,
    marks: Marks<'a>,
    images: Images<'a>,
    tables: Tables<'a>,
    tags: Tags<'a>,
    notes: Notes<'a>,
    definitions: Definitions,
    slips: Slips,
}

impl<'a> Lint<'a> {
    /// The rules of a text that begins at `start`, of a page with that title.
    pub(super) fn new(
        source: &'a Arc<Source>,
        start: usize,
        title: Option<&'a str>,
    ) -> Self {
        let file = File(source);
        let page = Page { title, start };
        Self {
            file,
            found: Vec::new(),
            in_code: false,
            headings: Headings::new(file, page),
            lines: Lines::new(file),
            links: Links::new(file),
            marks: Marks::new(file),
            images: Images::new(file),
            tables: Tables::new(file),
            tags: Tags::new(file),
            notes: Notes::new(file),
            definitions: Definitions::default(),
            slips: Slips::default(),
        }
    }

    /// The next event, before it is used for anything else.
    pub(super) fn see(&mut self, event: &Event<'_>, at: &Range<usize>) {
        self.slips.see(event, at);
        match event {
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(tag) => self.tags.begin(matches!(tag, Tag::Paragraph)),
            Event::End(_) => self.tags.end(),
            _ => {}
        }
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            _ if self.in_code => return,
            // Most texts stand as they are read.
            Event::Text(text) if self.begins_with_reference(at) => {
                if let Some(letter) = text.chars().next() {
                    self.spelled(letter, at);
                }
            }
            _ => {}
        }
        let found = &mut self.found;
        self.lines.see(event, at, found);
        self.links.see(event, at, found);
        self.marks.see(event, at, found);
        self.images.see(event, at, found);
        self.tables.see(event, at, found);
        self.notes.see(event, at, found);
        self.definitions.see(event);
    }

    fn begins_with_reference(&self, at: &Range<usize>) -> bool {
        self.file.0.text().as_bytes().get(at.start) == Some(&b'&')
    }

    /// What nobody sees, spelled by a reference: `&#x202e;`. A mark of direction is meant.
    fn spelled(&mut self, letter: char, at: &Range<usize>) {
        let is_odd = may_hide(letter) && !is_plain(letter);
        if is_odd && !matches!(letter, '\u{200e}' | '\u{200f}') {
            self.found.push(invisible(letter, self.file.span(at.clone())));
        }
    }

    /// The same in a part of raw HTML; `place` gives the place in the file of one in it.
    pub(super) fn references(
        &mut self,
        html: &str,
        part: &Range<usize>,
        mut place: impl FnMut(usize) -> usize,
    ) {
        let bytes = html.as_bytes().get(part.clone()).unwrap_or(&[]);
        for at in memchr::memchr_iter(b'&', bytes).map(|it| part.start + it) {
            let Some((letter, length)) = html.get(at + 1..).and_then(reference) else {
                continue;
            };
            let start = place(at);
            self.spelled(letter, &(start..start + 1 + length));
        }
    }

    /// A heading, with its text without markup.
    pub(super) fn heading(&mut self, level: u8, text: &str, at: Range<usize>) {
        self.headings.see(level, text, at);
    }

    /// A form of ours begins.
    pub(super) fn begin(&mut self) {
        self.tags.begin(false);
    }

    /// It ends.
    pub(super) fn end(&mut self) {
        self.tags.end();
    }

    /// Tags of raw HTML.
    pub(super) fn tags(&mut self) -> &mut Tags<'a> {
        &mut self.tags
    }

    /// A text between two tags of a block of raw HTML, which is `html` and stands at a place;
    /// `place` gives the place of what is in it.
    pub(super) fn html_text(
        &mut self,
        block: (&str, &Range<usize>),
        text: &Range<usize>,
        place: impl FnOnce(usize) -> usize,
    ) -> bool {
        let found = blocks::judge(self.file, block, text, place);
        let is_found = found.is_some();
        self.found.extend(found);
        is_found
    }

    /// What was found; `body` is the text that was looked at.
    pub(super) fn finish(mut self, body: &Range<usize>) -> Vec<Diagnostic> {
        let found = &mut self.found;
        self.slips.end();
        self.tags.finish(found);
        self.headings.finish(found);
        self.notes.finish(found);
        self.marks.finish(found);
        self.slips.finish(self.file, body, found);
        self.definitions.finish(self.file, body, self.slips.covered(), found);
        self.found
    }
}
