//! The cheap pass: headings, links, and everything that can be wrong in a text.

mod code;
mod heading;
pub(in crate::content::markdown) mod link;
mod media;
mod raw;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{
    Anchors, LinkKind, Outline,
    autolink::{Piece, cut, has_beginning, target},
    info::CodeInfo,
    lint::Lint,
    notes::{Notes, use_suffix},
    parts::{DECORATIVE, Form, Part, parts},
    prose::Prose,
    raw::Lost,
    reading::Reading,
};
use crate::diag::{Checked, Diagnostic, Source, Span};
use link::{Definitions, by_name};

/// How deep quotes and lists may be nested.
const MAX_NESTING: usize = 100;

/// Reads what others must know of a body, and looks for what its author probably did not mean:
/// below a title, which the page shows above it.
pub fn outline(
    source: &Arc<Source>,
    range: &Range<usize>,
    title: Option<&str>,
) -> Checked<Outline> {
    let mut pass = Pass {
        source,
        out: Outline::default(),
        found: Vec::new(),
        anchors: Anchors::default(),
        heading: None,
        heading_code: Vec::new(),
        heading_id: None,
        depth: 0,
        no_autolink: 0,
        lint: Lint::new(source, range.start, title),
        notes: Notes::new(),
        in_notes: 0,
        tables: 0,
        prose: Prose::default(),
        lost: BTreeMap::new(),
        unknown: BTreeMap::new(),
        alone: 0,
        meant: None,
        directives: 0,
        body: range.clone(),
        definitions: None,
    };
    let mut read = range.clone();
    let reading = Reading::new(source.text().get(range.clone()).unwrap_or(""));
    for (part, at) in parts(&reading, range.start) {
        let start = at.start;
        pass.take(part, at);
        if pass.depth > MAX_NESTING {
            let message = format!("nested more than {MAX_NESTING} levels deep");
            let diagnostic = Diagnostic::error("nesting", message);
            let diagnostic = diagnostic.at(pass.span(start..start + 1));
            pass.found.push(
                diagnostic.help("write fewer `>`, lists or brackets inside each other"),
            );
            read.end = start;
            break;
        }
    }
    pass.finish(&read)
}

struct Pass<'a> {
    source: &'a Arc<Source>,
    out: Outline,
    found: Vec<Diagnostic>,
    anchors: Anchors,
    heading: Option<(u8, String, Range<usize>)>,
    /// Where code stands in that heading's text.
    heading_code: Vec<Range<usize>>,
    /// The id that it is given.
    heading_id: Option<String>,
    depth: usize,
    no_autolink: usize,
    /// Rules that nothing else depends on.
    lint: Lint<'a>,
    notes: Notes<()>,
    /// How many footnotes are open.
    in_notes: usize,
    /// How many tables have begun.
    tables: usize,
    prose: Prose,
    /// What was removed of raw HTML: where first, and how often.
    lost: BTreeMap<Lost, (Range<usize>, usize)>,
    /// Tags that are text, by their name: whether each is in a line, and where.
    unknown: BTreeMap<String, Vec<(bool, Range<usize>)>>,
    /// How many links stood before the one that stands alone.
    alone: usize,
    /// Where a paragraph begins that is meant to be a formula.
    meant: Option<usize>,
    /// How many directives are open.
    directives: usize,
    /// The text that is read.
    body: Range<usize>,
    /// Where the addresses of names stand; read when a link has a name.
    definitions: Option<Definitions>,
}

impl Pass<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    fn first_line(&self, at: &Range<usize>) -> Span {
        let text = self.source.text().get(at.clone()).unwrap_or("");
        let end = at.start + text.lines().next().unwrap_or("").len();
        self.span(at.start..end)
    }

    fn take(&mut self, part: Part<'_>, at: Range<usize>) {
        match part {
            Part::Event(event) => self.event(&event, at),
            Part::Start(form) => {
                self.depth += 1;
                self.lint.begin();
                if form == Form::Alone {
                    self.open_alone();
                }
                if form == Form::Caption {
                    self.out.anchors.push(format!("tbl-{}", self.tables));
                }
            }
            Part::End(form) => {
                self.depth = self.depth.saturating_sub(1);
                self.lint.end();
                if form == Form::Alone {
                    self.close_alone();
                }
                if matches!(form, Form::Title | Form::Caption) {
                    self.prose.end_paragraph();
                }
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        self.lint.see(event, &at);
        match event {
            Event::Html(html) => self.raw(html, &at, true),
            Event::InlineHtml(html) => self.raw(html, &at, false),
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => {
                if *tag == TagEnd::Paragraph {
                    self.end_formula();
                }
                self.end(*tag);
            }
            Event::Text(text) => self.text(text, &at),
            Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    let start = heading.1.len();
                    heading.1.push_str(text);
                    self.heading_code.push(start..heading.1.len());
                }
                self.prose.code(text);
            }
            Event::InlineMath(tex) => self.formula(tex, false, &at),
            Event::DisplayMath(tex) => self.formula(tex, true, &at),
            Event::SoftBreak | Event::HardBreak => self.prose.text(" "),
            Event::FootnoteReference(label) => {
                let (number, use_) = self.notes.refer(label);
                self.out.anchors.push(format!("fnref-{number}{}", use_suffix(use_)));
                if use_ == 1 {
                    self.out.anchors.push(format!("fn-{number}"));
                }
            }
            _ => {}
        }
    }

    fn finish(mut self, body: &Range<usize>) -> Checked<Outline> {
        self.warn_raw();
        self.found.extend(self.lint.finish(body));
        let prose = self.prose.finish();
        self.out.words = prose.words;
        (self.out.excerpt, self.out.excerpt_code) = (prose.excerpt, prose.code);
        Checked::new(self.out, self.found)
    }

    fn start(&mut self, tag: &Tag<'_>, at: Range<usize>) {
        self.depth += 1;
        match tag {
            Tag::Heading { level, id, classes, .. } => {
                self.heading_id = id.as_ref().map(ToString::to_string);
                self.warn_attributes(classes, &at);
                self.prose.aside();
                self.heading = Some((level_of(*level), String::new(), at));
            }
            Tag::Link { dest_url, link_type, id, .. } => {
                self.no_autolink += 1;
                if *link_type == LinkType::Email {
                    self.link(&format!("mailto:{dest_url}"), LinkKind::Link, &at, None);
                } else {
                    let name = by_name(*link_type, id);
                    self.link(dest_url, LinkKind::Link, &at, name);
                }
            }
            Tag::Image { dest_url, title, link_type, id } => {
                self.prose.aside();
                self.no_autolink += 1;
                self.link(dest_url, LinkKind::Image, &at, by_name(*link_type, id));
                let text = self.source.text().get(at.clone()).unwrap_or("");
                if text.starts_with("![]") && &**title != DECORATIVE {
                    self.warn_alt(self.span(at));
                }
            }
            Tag::CodeBlock(kind) => {
                self.prose.aside();
                self.no_autolink += 1;
                if let CodeBlockKind::Fenced(info) = kind {
                    self.code_block(&CodeInfo::parse(info), &at);
                }
            }
            Tag::Paragraph => self.begin_formula(&at),
            Tag::FootnoteDefinition(_) => {
                self.in_notes += 1;
                self.prose.aside();
            }
            Tag::Table(_) => {
                self.tables += 1;
                self.prose.table();
            }
            _ => {}
        }
    }

    fn warn_alt(&mut self, place: Span) {
        let message = "the image has no alternative text";
        self.found.push(
            Diagnostic::warning("image-alt", message)
                .at(place)
                .help("say what it shows: `![a chart of …](file.png)`; or that it shows nothing: `![](file.png \"{decorative}\")`"),
        );
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        if matches!(tag, TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) {
            self.no_autolink = self.no_autolink.saturating_sub(1);
        }
        match tag {
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::Paragraph | TagEnd::Item => return self.prose.end_paragraph(),
            TagEnd::FootnoteDefinition => self.in_notes = self.in_notes.saturating_sub(1),
            TagEnd::Table => return self.prose.end_table(),
            TagEnd::Image | TagEnd::CodeBlock => {}
            _ => return,
        }
        self.prose.end_aside();
    }

    fn text(&mut self, text: &str, at: &Range<usize>) {
        self.prose.text(text);
        if let Some(heading) = &mut self.heading {
            heading.1.push_str(text);
        }
        if self.no_autolink == 0 && has_beginning(text) {
            // Nearly always the text is as written; not where it holds a reference (`&amp;`).
            let as_written = self.source.text().get(at.clone()) == Some(text);
            let mut from = at.start;
            for piece in cut(text) {
                let (Piece::Text(part) | Piece::Address(part)) = piece;
                let place = from..from + part.len();
                from = place.end;
                if let Piece::Address(address) = piece {
                    let range = if as_written { place } else { at.clone() };
                    self.address(&target(address), LinkKind::Link, &self.span(range));
                }
            }
        }
        // What closes one is said with it.
        let colons = text.strip_prefix(":::").map(|it| it.trim_matches([':', ' ', '\t']));
        if colons == Some("") && self.directives > 0 {
            self.directives -= 1;
        } else if colons.is_some() {
            self.directives += 1;
            self.found.push(
                Diagnostic::warning("unknown-directive", "`:::` means nothing here")
                    .at(self.span(at.clone()))
                    .help(
                        "for a box, write a quote that begins with `[!NOTE]`: `> [!NOTE]`",
                    ),
            );
        }
    }
}

pub(super) fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}
