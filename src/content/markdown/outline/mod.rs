//! The cheap pass: headings, links, and everything that can be wrong in a text.

mod code;
mod heading;
mod media;
mod raw;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::{
    Anchors, Link, LinkKind, Outline,
    autolink::{Piece, cut, has_beginning, target},
    info::CodeInfo,
    lint::{Lint, is_known_secure},
    notes::{Notes, use_suffix},
    parts::{DECORATIVE, Form, Part, parts},
    prose::Prose,
    raw::Lost,
    reading::Reading,
    urls::{Address, classify},
};
use crate::{
    diag::{Checked, Diagnostic, Fix, Source, Span},
    yaml::shorten,
};

/// How deep quotes and lists may be nested.
const MAX_NESTING: usize = 100;

/// Reads what others must know of a body, and looks for what its author probably did not mean.
pub fn outline(source: &Arc<Source>, range: &Range<usize>) -> Checked<Outline> {
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
        lint: Lint::new(source),
        notes: Notes::new(),
        in_notes: 0,
        tables: 0,
        prose: Prose::default(),
        lost: BTreeMap::new(),
        unknown: BTreeMap::new(),
        alone: 0,
        meant: None,
        directives: 0,
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
            Tag::Link { dest_url, link_type, .. } => {
                self.no_autolink += 1;
                if *link_type == LinkType::Email {
                    self.link(&format!("mailto:{dest_url}"), LinkKind::Link, &at);
                } else {
                    self.link(dest_url, LinkKind::Link, &at);
                }
            }
            Tag::Image { dest_url, title, .. } => {
                self.prose.aside();
                self.no_autolink += 1;
                self.link(dest_url, LinkKind::Image, &at);
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
            Tag::Table(_) => self.tables += 1,
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
                    let target = target(address);
                    if target.starts_with("http:") {
                        self.found.push(insecure(&self.span(range.clone()), &target));
                    }
                    let target = target.into();
                    self.out.links.push(Link { target, kind: LinkKind::Link, range });
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

    fn link(&mut self, target: &str, kind: LinkKind, at: &Range<usize>) {
        let span = self.destination(at, target);
        let error = |code, message: &str| Diagnostic::error(code, message).at(span.clone());
        match (classify(target), kind) {
            (Address::Unsafe, LinkKind::Image) => self.found.push(
                error("unsafe-address", &format!("an image cannot have the address `{}`", shorten(target)))
                    .help("put the image beside the text, or into `static/img/`"),
            ),
            (Address::Unsafe, LinkKind::Link) => self.found.push(
                error("unsafe-address", &format!("a link cannot have the address `{}`", shorten(target)))
                    .help("links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal"),
            ),
            (Address::Web { insecure: true }, LinkKind::Link) => {
                self.found.push(insecure(&span, target));
            }
            (Address::Web { .. }, LinkKind::Image) => self.found.push(
                error("foreign-image", "the image is loaded from another site")
                    .help("pages load nothing from elsewhere: put the image beside the text, or link to it"),
            ),
            _ => {}
        }
        self.out.links.push(Link { target: target.into(), kind, range: span.range() });
    }

    /// Where the destination stands; the whole link when it stands elsewhere (`[a][b]`).
    fn destination(&self, at: &Range<usize>, target: &str) -> Span {
        let whole = self.span(at.clone());
        if let Some(start) = usual(whole.text(), target) {
            return self.span(at.start + start..at.start + start + target.len());
        }
        let behind = whole.text().rfind("](").map_or(at.start, |it| at.start + it + 2);
        let rest = self.span(behind..at.end);
        if rest.text().contains(target) { rest.find(target) } else { whole.find(target) }
    }
}

/// A link without encryption; mended where its site is known to have it.
fn insecure(place: &Span, target: &str) -> Diagnostic {
    let scheme = place.range().start..place.range().start + "http".len();
    let is_sure = place.text() == target && is_known_secure(target);
    let fix = Fix::default().and(Span::new(place.source(), scheme), "https");
    Diagnostic::warning("insecure-link", "the link is not encrypted")
        .at(place.clone())
        .help("write `https://`")
        .fix_if(is_sure.then_some(fix))
}

/// Where the destination of `[text](destination)` begins.
fn usual(link: &str, target: &str) -> Option<usize> {
    let before = link.strip_suffix(')')?.strip_suffix(target)?;
    let is_plain = !target.is_empty() && !target.contains(']');
    (is_plain && before.ends_with("](")).then_some(before.len())
}

pub(super) fn level_of(level: HeadingLevel) -> u8 {
    level as u8
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::outline;
    use crate::diag::Source;

    #[test]
    fn a_destination_stands_behind_its_text() {
        let links = [
            ("[b](b)", 4..5),
            ("[a]()", 4..5),
            ("[a](<b c> \"t\")", 5..8),
            ("[a](b \"t\")", 4..5),
            ("![b](b)", 5..6),
            ("[[b](b)](b)", 5..6),
        ];
        for (text, range) in links {
            let source = Arc::new(Source::new("a.md", text));
            let outline = outline(&source, &(0..text.len())).value;
            let first = outline.links.first().map(|it| it.range.clone());
            assert_eq!(first, Some(range), "{text}");
        }
    }
}
