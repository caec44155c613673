//! What a text is made of: pulldown-cmark's events, and the forms that it does not know.
//!
//! The outline and the HTML are both made of this one stream, so that they count the same links,
//! anchors and words. What is a form is decided here, and nowhere else:
//!
//! - a quote that begins with `[!NOTE]` is a box, with a title of its own (`[!NOTE] Title`) and
//!   foldable (`[!NOTE]-`, `[!NOTE]+`);
//! - a paragraph that is only a link to a video or to slides stands in a form of its own;
//! - a block of code in the language `math` is a formula, as GitLab has it;
//! - `Table: …` under a table is its caption;
//! - `## Title {#id}` gives a heading its id: [`Tag::Heading`] has it, and as classes all that
//!   is not published;
//! - each line above `: …` is a term;
//! - `10^3^` is a superscript, `H~2~O` a subscript;
//! - an image with a caption (`![…](photo.jpg "…")`) alone in its paragraph is a figure.
//!
//! A form whose meaning shows only later is read ahead into [`Parts::ready`]. What is put there
//! was read with [`Parts::read`], and so is whole in itself.

mod alert;
mod alone;
mod attribute;
mod caption;
mod figure;
mod joined;
mod script;

use std::{collections::VecDeque, ops::Range};

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::{info::CodeInfo, reading::Reading};
pub(super) use alert::{Alert, Folding};
pub(super) use figure::DECORATIVE;
use joined::Joined;

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
    /// A paragraph that is only a link to what a page may show more of.
    Alone,
    /// The caption of the table around it, which stands before the rows.
    Caption,
    /// An image with a caption, which is its title.
    Figure,
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

/// The parts of a text, with their ranges in the file; it begins at `offset` there.
pub(super) fn parts<'a>(
    reading: &'a Reading<'_>,
    offset: usize,
) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    let (text, events) = (reading.text(), Joined::new(reading));
    let (ready, quotes) = (VecDeque::new(), Vec::new());
    Parts { text, events, ready, quotes, cut: None, in_term: None }
        .map(move |(part, at)| (part, at.start + offset..at.end + offset))
}

/// A part and where it stands.
pub(super) type Placed<'a> = (Part<'a>, Range<usize>);

/// An event and where it stands.
type At<'a> = (Event<'a>, Range<usize>);

struct Parts<'a> {
    text: &'a str,
    events: Joined<'a>,
    /// What was read ahead, in order.
    ready: VecDeque<Placed<'a>>,
    /// The quotes that are open, and the box that each is.
    quotes: Vec<Option<Alert>>,
    /// What of the heading that is open stands in braces at its end.
    cut: Option<Range<usize>>,
    /// How much is open in the term that is being read.
    in_term: Option<usize>,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Placed<'a>;

    fn next(&mut self) -> Option<Placed<'a>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(ready);
        }
        let mut read = self.read()?;
        while self.cut.is_some() && !matches!(read.0, Event::End(TagEnd::Heading(_))) {
            if let Some(kept) = self.without_attributes(read) {
                let (event, at) = kept;
                return Some((Part::Event(event), at));
            }
            read = self.read()?;
        }
        // Looked at where it is, and moved once.
        let (event, at) = read;
        Some(match &event {
            Event::Start(Tag::Heading { level, .. }) => self.heading(*level, at),
            Event::End(TagEnd::Heading(_)) => {
                self.cut = None;
                (Part::Event(event), at)
            }
            Event::Start(Tag::DefinitionListTitle) => {
                self.in_term = Some(0);
                (Part::Event(event), at)
            }
            Event::End(TagEnd::DefinitionListTitle) => {
                self.in_term = None;
                (Part::Event(event), at)
            }
            Event::SoftBreak if self.in_term == Some(0) => self.next_term(at),
            Event::Start(Tag::BlockQuote(kind)) => self.quote(*kind, at),
            Event::End(TagEnd::BlockQuote(_)) => match self.quotes.pop().flatten() {
                Some(alert) => (Part::End(Form::Alert(alert)), at),
                None => (Part::Event(event), at),
            },
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if CodeInfo::parse(info).lang == "math" =>
            {
                self.formula(at)
            }
            Event::Start(Tag::Paragraph) => {
                self.figure(&at).unwrap_or_else(|| self.paragraph(at))
            }
            Event::Start(Tag::Table(_)) => {
                let end = self.caption(&at).unwrap_or(at.end);
                (Part::Event(event), at.start..end)
            }
            _ => {
                if let Some(depth) = &mut self.in_term {
                    *depth += usize::from(matches!(event, Event::Start(_)));
                    *depth =
                        depth.saturating_sub(usize::from(matches!(event, Event::End(_))));
                }
                (Part::Event(event), at)
            }
        })
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

    /// A block of code that is a formula: a paragraph with nothing else.
    fn formula(&mut self, at: Range<usize>) -> Placed<'a> {
        let mut tex = String::new();
        while let Some((event, _)) = self.read() {
            match event {
                Event::Text(text) => tex.push_str(&text),
                _ => break,
            }
        }
        self.wait((Event::DisplayMath(tex.into()), at.clone()));
        self.wait((Event::End(TagEnd::Paragraph), at.clone()));
        (Part::Event(Event::Start(Tag::Paragraph)), at)
    }

    /// A line end between terms: each line is one.
    fn next_term(&mut self, at: Range<usize>) -> Placed<'a> {
        let start = Event::Start(Tag::DefinitionListTitle);
        self.wait((start, at.end..at.end));
        (Part::Event(Event::End(TagEnd::DefinitionListTitle)), at)
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
