//! The costly pass: HTML with holes.
//!
//! Everything is written by this module or comes out of an escaper; pulldown-cmark's own
//! writer is not used, because it writes `style=` and ids of its own.

mod alert;
mod buffer;
mod code;
mod inline;
mod media;
mod note;
mod raw;
mod spot;
mod table;
mod tag;
#[cfg(test)]
mod tests;
mod typeset;
mod words;

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    Alone, Anchors, Body, Highlight, Hole, RawHtml, Within,
    highlight::Budget,
    info::CodeInfo,
    notes::Notes,
    parts::{Alert, Form, Part, parts},
    reading::Reading,
};
use crate::{
    diag::Source,
    typography::{Edit, Style},
};
use buffer::Pieces;
pub use spot::{Spot, spots};
use table::Table;
use typeset::Typeset;

/// Renders a body.
pub fn body(
    source: &Arc<Source>,
    range: &Range<usize>,
    raw_html: RawHtml,
    style: Style,
    color: &Highlight<'_>,
) -> Body {
    let within = Within::default();
    body_within(source, range, Manner { raw_html, style, within }, color)
}

/// Renders a text that stands beside others in a page.
pub(in crate::content) fn body_within(
    source: &Arc<Source>,
    range: &Range<usize>,
    manner: Manner<'_>,
    color: &Highlight<'_>,
) -> Body {
    read(source, range, manner, color, |_, _, _| ()).finish()
}

/// How a text is written.
#[derive(Clone, Copy)]
pub(in crate::content) struct Manner<'a> {
    /// What becomes of raw HTML.
    pub(in crate::content) raw_html: RawHtml,
    /// How its language is set.
    pub(in crate::content) style: Style,
    /// Where its page has it.
    pub(in crate::content) within: Within<'a>,
}

fn read<'a>(
    source: &Arc<Source>,
    range: &Range<usize>,
    Manner { raw_html, style, within }: Manner<'a>,
    color: &'a Highlight<'a>,
    mut before: impl FnMut(&Pass<'_>, &Part<'_>, &Range<usize>),
) -> Pass<'a> {
    let mut pass = Pass {
        raw_html,
        style,
        within,
        edits: Vec::new(),
        color,
        budget: Budget::default(),
        buffers: vec![Pieces::new()],
        open: Vec::new(),
        anchors: Anchors::default(),
        links: within.links,
        open_links: Vec::new(),
        raw_links: 0,
        around: Vec::new(),
        heading: None,
        heading_id: None,
        code: None,
        figure: None,
        images: Vec::new(),
        tables: Vec::new(),
        tables_begun: 0,
        alerts: Vec::new(),
        notes: Notes::new(),
        defining: Vec::new(),
        in_block: false,
        alone: None,
        stands: Vec::new(),
        linked: Vec::new(),
    };
    let reading = Reading::new(source.text().get(range.clone()).unwrap_or(""));
    let parts = parts(&reading, range.start);
    let mut typeset = Typeset::new(source, parts, style, raw_html);
    while let Some((part, at)) = typeset.next(&mut pass.edits) {
        before(&pass, &part, &at);
        pass.take(&part);
    }
    pass
}

/// An image whose alternative text is being read.
struct Image {
    link: usize,
    title: String,
    alt: String,
}

/// What is open, so that raw HTML cannot close what is not its own.
enum Open {
    Markdown,
    Paragraph,
    Raw(&'static str),
}

struct Pass<'a> {
    raw_html: RawHtml,
    /// How the page's language is set.
    style: Style,
    /// Where the page has it.
    within: Within<'a>,
    /// What is changed in the text that is being taken.
    edits: Vec<Edit>,
    color: &'a Highlight<'a>,
    /// What coloring may still cost.
    budget: Budget,
    /// The text, and what is inside it and needs its whole HTML (a heading, a footnote).
    buffers: Vec<Pieces>,
    open: Vec<Open>,
    anchors: Anchors,
    links: usize,
    /// The links that are open, and whether a tag was written for each.
    open_links: Vec<bool>,
    /// How many links of raw HTML are open.
    raw_links: usize,
    /// What the paragraph that is being read closes around it.
    around: Vec<String>,
    /// Text of the heading that is being read.
    heading: Option<String>,
    /// The id that it is given.
    heading_id: Option<String>,
    /// The code block that is being read.
    code: Option<(CodeInfo, String)>,
    /// Whether the image that is being read is a figure, and then its link and its caption.
    figure: Option<(usize, String)>,
    /// The image that is being read, and those in its alternative text.
    images: Vec<Image>,
    tables: Vec<Table>,
    /// How many tables have begun.
    tables_begun: usize,
    /// The boxes that are open.
    alerts: Vec<Alert>,
    notes: Notes<Pieces>,
    /// Labels of the footnotes whose definition is being read.
    defining: Vec<String>,
    in_block: bool,
    /// The link that stands alone and is being read.
    alone: Option<Alone>,
    /// All that were read.
    stands: Vec<Alone>,
    /// Ids of the headings that have a link to themselves.
    linked: Vec<String>,
}

impl Pass<'_> {
    fn out(&mut self) -> &mut Pieces {
        if self.buffers.is_empty() {
            self.buffers.push(Pieces::new());
        }
        self.buffers.last_mut().expect("there is always a buffer")
    }

    fn push(&mut self, markup: &'static str) {
        self.out().push(markup);
    }

    fn begin(&mut self) {
        self.buffers.push(Pieces::new());
    }

    fn end_piece(&mut self) -> Pieces {
        self.buffers.pop().unwrap_or_else(Pieces::new)
    }

    fn take(&mut self, part: &Part<'_>) {
        match part {
            Part::Event(event) => self.event(event),
            Part::Start(form) => {
                self.open.push(Open::Markdown);
                self.start_form(*form);
            }
            Part::End(form) => {
                self.close_raw();
                self.end_form(*form);
            }
        }
    }

    fn start_form(&mut self, form: Form) {
        match form {
            Form::Alert(alert) => self.open_alert(alert),
            Form::Title => {}
            Form::Alone => self.open_alone(),
            Form::Caption => self.open_caption(),
            Form::Figure => self.open_figure(),
        }
    }

    fn end_form(&mut self, form: Form) {
        match form {
            Form::Alert(alert) => self.close_alert(alert),
            Form::Title => self.close_title(),
            Form::Alone => self.close_alone(),
            Form::Caption => self.push("</caption>\n"),
            Form::Figure => self.close_figure(),
        }
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.raw_block(true),
            Event::End(TagEnd::HtmlBlock) => self.raw_block(false),
            Event::Start(tag) => {
                let is_paragraph = matches!(tag, Tag::Paragraph);
                self.open.push(if is_paragraph { Open::Paragraph } else { Open::Markdown });
                self.start(tag);
            }
            Event::End(tag) => {
                self.close_raw();
                self.end(*tag);
                if *tag == TagEnd::Paragraph {
                    self.close_around();
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html),
            Event::Code(text) => self.code_span(text),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.push("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::Text(text) => self.text(text),
            Event::InlineMath(tex) => self.formula(tex, false),
            Event::DisplayMath(tex) => self.formula(tex, true),
        }
    }

    fn line_break(&mut self, html: &'static str) {
        match self.images.last_mut() {
            Some(image) => return image.alt.push(' '),
            None => self.push(html),
        }
        if let Some(alone) = &mut self.alone {
            alone.label.push(' ');
        }
    }

    fn task(&mut self, done: bool) {
        let (html, label) = if done {
            ("<input type=\"checkbox\" disabled checked aria-label=\"", "task-done")
        } else {
            ("<input type=\"checkbox\" disabled aria-label=\"", "task-open")
        };
        self.push(html);
        self.out().hole(Hole::Text(label));
        self.push("\"> ");
    }

    fn code_span(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if let Some(image) = self.images.last_mut() {
            return image.alt.push_str(text);
        }
        if let Some(alone) = &mut self.alone {
            alone.label.push_str(text);
        }
        self.push("<code>");
        self.out().escaped(text);
        self.push("</code>");
    }

    fn in_link(&self) -> bool {
        self.raw_links > 0 || !self.open_links.is_empty()
    }

    fn finish(mut self) -> Body {
        self.close_raw();
        self.write_notes();
        let (segments, holes) = self.end_piece().into_parts();
        Body { segments, holes, alone: self.stands, anchors: self.linked }
    }
}
