//! What a text is made of: pulldown-cmark's events, and the forms that it does not know.
//!
//! The outline and the HTML are both made of this one stream, so that they count the same links,
//! anchors and words. What is a form is decided here, and nowhere else:
//!
//! - a quote that begins with `[!NOTE]` is a box, with a title of its own (`[!NOTE] Title`) and
//!   foldable (`[!NOTE]-`, `[!NOTE]+`);
//! - `Table: …` under a table is its caption.
//!
//! A form whose meaning shows only later is read ahead into [`Parts::ready`]. What is put there
//! was read with [`Parts::read`], and so is whole in itself.

mod alert;
mod caption;
mod html;

use std::{collections::VecDeque, iter::Peekable, ops::Range, sync::Arc};

use pulldown_cmark::{Alignment, CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::diag::Source;
pub(super) use alert::{Alert, Folding};
use html::WholeHtml;

/// A part of a text, in the order in which both passes take them.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part<'a> {
    /// As pulldown-cmark has it. Alerts are never in it.
    Event(Event<'a>),
    /// A form of our own begins.
    Start(Form),
    /// It ends.
    End(Form),
}

/// A form that pulldown-cmark does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A box: its own title first, if it has one, then blocks.
    Alert(Alert),
    /// The title of the box around it.
    Title,
    /// The caption of the table around it, which stands before the rows.
    Caption,
}

impl Part<'_> {
    /// Whether something begins that has an end.
    pub(super) fn is_start(&self) -> bool {
        matches!(self, Self::Start(_) | Self::Event(Event::Start(_)))
    }

    /// Whether something ends.
    pub(super) fn is_end(&self) -> bool {
        matches!(self, Self::End(_) | Self::Event(Event::End(_)))
    }
}

/// Which extensions of Markdown are read.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// The parts of a text, with their ranges in the file.
pub(super) fn parts<'a>(
    source: &'a Arc<Source>,
    range: &Range<usize>,
) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    let text = source.text().get(range.clone()).unwrap_or("");
    let offset = range.start;
    let events = WholeHtml::new(text, Parser::new_ext(text, options()).into_offset_iter());
    let events = events.peekable();
    Parts { text, events, ready: VecDeque::new(), quotes: Vec::new() }
        .map(move |(part, at)| (part, at.start + offset..at.end + offset))
}

/// A part and where it stands.
pub(super) type Placed<'a> = (Part<'a>, Range<usize>);

/// An event and where it stands.
type At<'a> = (Event<'a>, Range<usize>);

struct Parts<'a> {
    text: &'a str,
    events: Peekable<WholeHtml<'a, OffsetIter<'a>>>,
    /// What was read ahead, in order.
    ready: VecDeque<Placed<'a>>,
    /// The quotes that are open, and the box that each is.
    quotes: Vec<Option<Alert>>,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        let (event, at) = self.read()?;
        match event {
            Event::Start(Tag::BlockQuote(kind)) => Some(self.quote(kind, at)),
            Event::End(TagEnd::BlockQuote(kind)) => {
                let alert = self.quotes.pop().flatten();
                let end = Event::End(TagEnd::BlockQuote(kind));
                Some((alert.map_or(Part::Event(end), |it| Part::End(Form::Alert(it))), at))
            }
            Event::Start(Tag::Table(columns)) => Some(self.table(columns, at)),
            event => Some((Part::Event(event), at)),
        }
    }
}

impl<'a> Parts<'a> {
    /// The next event that was not read ahead.
    fn read(&mut self) -> Option<At<'a>> {
        self.events.next()
    }

    /// The next event, if it is wanted.
    fn read_if(&mut self, wanted: impl FnOnce(&At<'a>) -> bool) -> Option<At<'a>> {
        self.events.next_if(wanted)
    }

    /// The text as written from a place to the end of its line.
    fn line(&self, start: usize) -> &'a str {
        let rest = self.text.get(start..).unwrap_or("");
        rest.get(..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len()))
            .unwrap_or("")
    }

    /// Has an event wait until the parts before it are taken.
    fn wait(&mut self, (event, at): At<'a>) {
        self.ready.push_back((Part::Event(event), at));
    }

    fn wait_all(&mut self, events: Vec<At<'a>>) {
        self.ready.extend(events.into_iter().map(|(event, at)| (Part::Event(event), at)));
    }

    /// A table; what its columns are is only passed on.
    fn table(&mut self, columns: Vec<Alignment>, at: Range<usize>) -> Placed<'a> {
        let end = self.caption(&at).unwrap_or(at.end);
        (Part::Event(Event::Start(Tag::Table(columns))), at.start..end)
    }
}

/// A text without what stands before a place of the file.
fn cut_before<'a>(text: CowStr<'a>, at: &Range<usize>, place: usize) -> CowStr<'a> {
    let rest = |text: &str| text.get(place.saturating_sub(at.start)..).map(str::len);
    let Some(length) = rest(&text) else { return text };
    match text {
        CowStr::Borrowed(text) => {
            CowStr::Borrowed(text.get(text.len() - length..).unwrap_or(""))
        }
        text => {
            CowStr::from(text.get(text.len() - length..).unwrap_or_default().to_owned())
        }
    }
}
