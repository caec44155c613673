//! What of raw HTML counts for others, and what of it is not published.

use std::ops::Range;

use super::{
    super::{
        LinkKind,
        raw::{self, Lost, Token},
        urls::{Address, classify},
    },
    Pass,
};
use crate::{
    diag::Diagnostic,
    source::markup::{Piece as Markup, scan},
    yaml::shorten,
};

/// Leads from raw HTML back to the file. In a quote or a list the HTML is not the text of the
/// file: what stands before each line is no part of it. Each line ends alike in both.
struct Lines<'a> {
    html: &'a str,
    source: &'a str,
    /// A line of the HTML, and the same line in the file; without their ends.
    line: (Range<usize>, Range<usize>),
}

impl<'a> Lines<'a> {
    fn new(html: &'a str, source: &'a str, at: &Range<usize>) -> Self {
        let source = source.get(..at.end).unwrap_or("");
        Self { html, source, line: (line(html, 0), line(source, at.start)) }
    }

    /// The place in the file of a place in the HTML, which is not before the last one.
    fn place(&mut self, at: usize) -> usize {
        while at > self.line.0.end && self.line.0.end < self.html.len() {
            self.line = (
                line(self.html, self.line.0.end + 1),
                line(self.source, self.line.1.end + 1),
            );
        }
        let (html, source) = &self.line;
        let behind = html.end.saturating_sub(at);
        source.end.saturating_sub(behind).max(source.start)
    }
}

/// The line that begins at a place, without its end.
fn line(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or("");
    start..start + rest.find('\n').unwrap_or(rest.len())
}

impl Pass<'_> {
    /// Notes what of raw HTML is not published.
    pub(super) fn raw(&mut self, html: &str, at: &Range<usize>, in_block: bool) {
        self.unsafe_addresses(html, at);
        let mut lines = Lines::new(html, self.source.text(), at);
        let (mut last, mut tag) = (0..0, at.clone());
        for (token, place) in raw::tokens(html) {
            // Several tokens may come of one tag.
            if last != place {
                tag = lines.place(place.start)..lines.place(place.end);
                last = place;
            }
            if let Some(id) = token.anchor()
                && self.anchors.claim_as_is(id)
            {
                self.out.anchors.push(id.to_owned());
            }
            let lost = match token {
                Token::Removed(what) => what,
                Token::Link { target, .. } => {
                    self.link(&target, LinkKind::Link, &tag);
                    continue;
                }
                Token::Image { target, alt, .. } => {
                    self.link(&target, LinkKind::Image, &tag);
                    self.check_raw_alt(alt.as_deref(), &tag);
                    continue;
                }
                Token::Open { name, .. } if !in_block && !raw::is_phrasing(name) => {
                    Lost::Element(name.into())
                }
                _ => continue,
            };
            self.lost.entry(lost).or_insert_with(|| (tag.clone(), 0)).1 += 1;
        }
    }

    /// In HTML, an empty text says that an image only decorates.
    fn check_raw_alt(&mut self, alt: Option<&str>, tag: &Range<usize>) {
        if alt.is_some_and(|it| it.is_empty() || !it.trim().is_empty()) {
            return;
        }
        let message = "the image has no alternative text";
        self.found.push(
            Diagnostic::warning("image-alt", message)
                .at(self.first_line(tag))
                .help("say what it shows: `alt=\"a chart of …\"`; or that it shows nothing: `alt=\"\"`"),
        );
    }

    /// Says what was removed of the raw HTML: each thing once, where it is first.
    pub(super) fn warn_raw(&mut self) {
        let lost = std::mem::take(&mut self.lost);
        let (looks, lost): (Vec<_>, Vec<_>) =
            lost.into_iter().partition(|it| it.0.is_cosmetic());
        self.warn_looks(&looks);
        for (lost, (at, count)) in lost {
            let (what, help) = lost.describe();
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            let place = self.first_line(&at);
            self.found.push(
                Diagnostic::warning("raw-html", format!("{what} is not published{times}"))
                    .at(place)
                    .help(help),
            );
        }
    }

    /// What only looks like something is said in one line.
    fn warn_looks(&mut self, looks: &[(Lost, (Range<usize>, usize))]) {
        let Some(first) = looks.iter().map(|it| &it.1.0).min_by_key(|it| it.start) else {
            return;
        };
        let names: Vec<String> = looks
            .iter()
            .map(|(it, _)| match it {
                Lost::Attribute(name) => format!("`{name}=`"),
                Lost::Wrapper(name) | Lost::Element(name) | Lost::Crowded(name) => {
                    format!("`<{name}>`")
                }
                Lost::Declaration => String::new(),
            })
            .collect();
        let count: usize = looks.iter().map(|it| it.1.1).sum();
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        let message =
            format!("looks of raw HTML are not published: {}{times}", names.join(", "));
        self.found.push(
            Diagnostic::warning("raw-html", message).at(self.first_line(first)).help(
                "remove them: the theme gives the looks, and what is in the tags stays",
            ),
        );
    }

    /// An address in raw HTML that could run code is an error: it was no slip of the pen.
    fn unsafe_addresses(&mut self, html: &str, at: &Range<usize>) {
        let mut lines = Lines::new(html, self.source.text(), at);
        for piece in scan(html) {
            let Markup::Open(tag) = piece else { continue };
            if matches!(tag.name.as_str(), "a" | "img") {
                // Those are read like Markdown's own.
                continue;
            }
            for attribute in &tag.attributes {
                let is_address = matches!(
                    attribute.name.as_str(),
                    "href"
                        | "src"
                        | "action"
                        | "formaction"
                        | "data"
                        | "poster"
                        | "cite"
                        | "background"
                );
                if is_address && classify(&attribute.value) == Address::Unsafe {
                    let Range { start, end } = attribute.range;
                    let span = self.span(lines.place(start)..lines.place(end));
                    let message = format!(
                        "raw HTML cannot have the address `{}`",
                        shorten(&attribute.value)
                    );
                    self.found.push(
                        Diagnostic::error("unsafe-address", message).at(span).help(
                            "remove it, or write a Markdown link to an `https:` address",
                        ),
                    );
                }
            }
        }
    }
}
