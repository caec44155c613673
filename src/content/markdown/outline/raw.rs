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
    diag::{Diagnostic, Fix},
    source::markup::{Piece as Markup, Tag, scan},
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

/// What is open in a block of raw HTML.
#[derive(Default)]
struct Inside {
    /// How many elements whose text is code.
    code: usize,
    /// A heading: its level, its text and where it begins.
    heading: Option<(u8, String, usize)>,
    /// Whether it was said that Markdown stands in it.
    has_markdown: bool,
}

impl Inside {
    fn text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.1.push_str(text);
        }
    }
}

/// Elements whose text is code.
const CODE: &[&str] = &["code", "kbd", "pre", "samp", "var"];

/// The level of a heading, by its name.
fn level(name: &str) -> Option<u8> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (2..=6).contains(&level).then_some(level)
}

impl Pass<'_> {
    /// Notes what of raw HTML is not published, and what of it others may know.
    pub(super) fn raw(&mut self, html: &str, at: &Range<usize>, in_block: bool) {
        self.letters(html, at);
        let mut lines = Lines::new(html, self.source.text(), at);
        let (mut last, mut tag) = (0..0, at.clone());
        let mut inside = Inside::default();
        for (token, place) in raw::tokens(html) {
            // Several tokens may come of one tag.
            if last != place {
                tag = lines.place(place.start)..lines.place(place.end);
                last.clone_from(&place);
            }
            if let Some(id) = token.anchor()
                && self.anchors.claim_as_is(id)
            {
                self.out.anchors.push(id.to_owned());
            }
            if in_block {
                self.inside(&mut inside, &token, (html, at), (&place, &tag));
            }
            self.token(token, &tag, in_block);
        }
    }

    fn token(&mut self, token: Token, tag: &Range<usize>, in_block: bool) {
        let lost = match token {
            Token::Removed(what) => what,
            Token::Link { target, .. } => {
                self.link(&target, LinkKind::Link, tag, None);
                return self.lint.tags().open("a", tag.clone());
            }
            Token::Image { target, alt, .. } => {
                self.link(&target, LinkKind::Image, tag, None);
                return self.check_raw_alt(alt.as_deref(), tag);
            }
            Token::Unknown(written) => {
                let name = written.trim_start_matches(['<', '/']);
                let end = name.find(|it: char| it.is_whitespace() || "/>".contains(it));
                let name = name.get(..end.unwrap_or(name.len())).unwrap_or("").to_owned();
                self.unknown.entry(name).or_default().push((!in_block, tag.clone()));
                return self.shown(&written);
            }
            Token::Broken(written) => {
                self.lint.tags().broken(tag.clone());
                return self.shown(&written);
            }
            Token::Open { name, .. } if !in_block && !raw::is_phrasing(name) => {
                self.lint.tags().dropped(name);
                Lost::Element(name.into())
            }
            Token::Open { name, void: false, .. } => {
                return self.lint.tags().open(name, tag.clone());
            }
            Token::Close(name) => {
                let tags = self.lint.tags();
                return if in_block || raw::is_phrasing(&name) {
                    tags.close(&name, tag.clone());
                } else {
                    tags.close_block(&name, tag.clone());
                };
            }
            Token::Open { .. } | Token::Anchor(_) | Token::Text(_) => return,
        };
        self.lost.entry(lost).or_insert_with(|| (tag.clone(), 0)).1 += 1;
    }

    /// What looks like a tag, and is read as text.
    fn shown(&mut self, tag: &str) {
        self.prose.text(tag);
        if let Some(heading) = &mut self.heading {
            heading.1.push_str(tag);
        }
    }

    /// What is in a block: its headings, and Markdown that is none there.
    fn inside(
        &mut self,
        inside: &mut Inside,
        token: &Token,
        block: (&str, &Range<usize>),
        (place, tag): (&Range<usize>, &Range<usize>),
    ) {
        match token {
            Token::Open { name, .. } => {
                inside.code += usize::from(CODE.contains(name));
                if let Some(level) = level(name) {
                    inside.heading = Some((level, String::new(), tag.start));
                }
            }
            Token::Close(name) => {
                let is_code = CODE.contains(&name.as_str());
                inside.code = inside.code.saturating_sub(usize::from(is_code));
                if level(name).is_some()
                    && let Some((level, text, start)) = inside.heading.take()
                {
                    self.lint.heading(level, text.trim(), start..tag.end);
                }
            }
            Token::Image { alt: Some(alt), .. } => inside.text(alt),
            Token::Text(_) => {
                inside.text(block.0.get(place.clone()).unwrap_or(""));
                if inside.code == 0 && !inside.has_markdown {
                    let to_file =
                        |it| Lines::new(block.0, self.source.text(), block.1).place(it);
                    inside.has_markdown = self.lint.html_text(block, place, to_file);
                }
            }
            _ => {}
        }
    }

    /// Says which tags are text, each once: with a `\` before it, nobody takes it for a tag.
    fn warn_unknown(&mut self) {
        for (name, places) in std::mem::take(&mut self.unknown) {
            let Some((_, first)) = places.first() else { continue };
            let count = places.len();
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            let written = self.span(first.clone());
            let mut fix = Fix::default();
            for (_, at) in &places {
                fix = fix.and(self.span(at.start..at.start), "\\");
            }
            let is_sure = places.iter().all(|it| {
                it.0 && !self.span(it.1.clone()).text().contains(['"', '\'', '\n'])
            });
            let message = format!("`<{}>` is not an HTML element{times}", shorten(&name));
            let tag = shorten(written.text());
            self.found.push(
                Diagnostic::warning("raw-html", message)
                    .help(format!("write `\\{tag}`, or put it between backticks"))
                    .at(self.first_line(first))
                    .note("shown as text")
                    .fix_if(is_sure.then_some(fix)),
            );
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
        self.warn_unknown();
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
                Lost::Declaration | Lost::Unclosed { .. } => String::new(),
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

    /// What of raw HTML is wrong by its letters. An address that could run code is an error: it
    /// was no slip of the pen.
    fn letters(&mut self, html: &str, at: &Range<usize>) {
        let mut lines = Lines::new(html, self.source.text(), at);
        let mut spelled = Lines::new(html, self.source.text(), at);
        for piece in scan(html) {
            if let Markup::Open(Tag { range, .. }) | Markup::Text(range) = &piece {
                self.lint.references(html, range, |it| spelled.place(it));
            }
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::outline;
    use crate::diag::Source;

    /// What of a text is said to be seen by nobody.
    fn invisible(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        let own = found.iter().filter(|it| it.code == "invisible-character");
        own.filter_map(|it| it.span.as_ref().map(|it| it.text().to_owned())).collect()
    }

    #[test]
    fn what_nobody_sees_is_said_alike_in_raw_html_and_beside_it() {
        let words =
            "a&#x200b;b &rlm;c &ZeroWidthSpace; &#8203;d &#x202e; &amp;#x202e; e&shy;f";
        let hidden = ["&#x200b;", "&ZeroWidthSpace;", "&#8203;", "&#x202e;"];
        assert_eq!(invisible(words), hidden);
        assert_eq!(invisible(&format!("> <p>{words}\n> </p>\n")), hidden);
        assert_eq!(invisible("<p title=\"a&#x202e;b\">c</p>"), ["&#x202e;"]);
        assert_eq!(invisible("a <b title=\"a&#x202e;b\">c</b>"), ["&#x202e;"]);
        assert_eq!(invisible("<!-- &#x202e; -->\n\n`&#x202e;`"), [""; 0]);
    }
}
