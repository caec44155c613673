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
mod notes;
mod slips;
mod tables;
mod tags;

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::{
    diag::{Diagnostic, Source, Span, invisible},
    sink::{hidden::may_hide, plain::is_plain},
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

    fn first_line(self, at: &Range<usize>) -> Span {
        let end = at.start + self.text(at).lines().next().unwrap_or("").len();
        self.span(at.start..end)
    }
}

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
            Event::Text(text) if !text.is_ascii() => self.entity(text, at),
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

    /// What nobody sees, spelled by a reference: `&#x202e;`. A mark of direction is meant.
    fn entity(&mut self, text: &str, at: &Range<usize>) {
        let written = self.file.text(at);
        let is_one = written.starts_with('&') && written.ends_with(';');
        let mut letters = text.chars().filter(|_| is_one);
        let is_odd = |it: &char| may_hide(*it) && !is_plain(*it);
        if let Some(letter) =
            letters.find(|it| is_odd(it) && !"\u{200e}\u{200f}".contains(*it))
        {
            self.found.push(invisible(letter, self.file.span(at.clone())));
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
