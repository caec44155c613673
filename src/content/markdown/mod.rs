//! Markdown: one cheap pass for what others must know, one costly pass for the HTML.
//!
//! Both are functions of the file alone. The HTML has holes where it depends on the portal:
//! addresses of links, sizes of images, texts in the page's language.

mod autolink;
pub mod highlight;
mod html;
mod info;
pub mod memo;
mod notes;
mod outline;
mod prose;
mod raw;

use std::{collections::BTreeMap, iter::Peekable, ops::Range, sync::Arc};

use pulldown_cmark::{CowStr, Event, Options as CmarkOptions, Parser};

use crate::{diag::Source, sink::Html};

pub use crate::sink::urls;
pub use highlight::Highlight;
pub use html::{Spot, body, spots};
pub use memo::Memo;
pub use outline::outline;

/// What a Markdown text can depend on beside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Cleaned by an allow-list.
    #[default]
    Sanitize,
    /// Shown as text.
    Text,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Anchor, unique in the page.
    pub id: String,
    /// Text without markup.
    pub text: String,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Leads somewhere.
    Link,
    /// Shows an image.
    Image,
}

/// A link or an image of a body.
#[derive(Debug, Clone)]
pub struct Link {
    /// Destination as written, entities and escapes resolved.
    pub target: Arc<str>,
    /// What it is for.
    pub kind: LinkKind,
    /// Where the destination stands in the file; positions do not count for equality.
    pub range: Range<usize>,
}

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        self.target == other.target && self.kind == other.kind
    }
}

/// What the rest of the portal may know of a body.
///
/// Equality is that of what others index: neither positions nor the words count, since cards
/// and feeds take those from the newest document.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links and images in order.
    pub links: Vec<Link>,
    /// Anchors that are no headings (footnotes).
    pub anchors: Vec<String>,
    /// Words of prose, for the reading time.
    pub words: usize,
    /// The beginning as plain text, at most 200 characters.
    pub excerpt: String,
}

impl PartialEq for Outline {
    fn eq(&self, other: &Self) -> bool {
        self.headings == other.headings
            && self.links == other.links
            && self.anchors == other.anchors
    }
}

impl Outline {
    /// How long it takes to read, in minutes: at a pace of 220 words each, and never nothing.
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(220).max(1)
    }
}

/// What a hole of the HTML is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// The address of a link, by its place in [`Outline::links`]: writes the attributes.
    Link(usize),
    /// The address and size of an image, by its place in [`Outline::links`].
    Image(usize),
    /// A text of the interface in the page's language.
    Text(&'static str),
}

/// HTML with holes: there is one segment more than holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// HTML between the holes.
    pub segments: Vec<Html>,
    /// What stands between the segments.
    pub holes: Vec<Hole>,
}

fn options() -> CmarkOptions {
    CmarkOptions::ENABLE_TABLES
        | CmarkOptions::ENABLE_FOOTNOTES
        | CmarkOptions::ENABLE_STRIKETHROUGH
        | CmarkOptions::ENABLE_TASKLISTS
        | CmarkOptions::ENABLE_GFM
        | CmarkOptions::ENABLE_DEFINITION_LIST
}

/// Events with their ranges in the file.
fn events<'a>(
    source: &'a Arc<Source>,
    range: &Range<usize>,
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> + use<'a> {
    let text = source.text().get(range.clone()).unwrap_or("");
    let offset = range.start;
    let events = Parser::new_ext(text, options()).into_offset_iter();
    WholeHtml { text, events: events.peekable() }
        .map(move |(event, at)| (event, at.start + offset..at.end + offset))
}

/// Raw HTML in pieces that can be understood: a block, which comes line by line, is one event,
/// and so is a script in a line of text with all that is in it.
struct WholeHtml<'a, I: Iterator> {
    text: &'a str,
    events: Peekable<I>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> WholeHtml<'a, I> {
    /// From an opening tag to its closing one, or to the end of the Markdown element.
    fn opaque(&mut self, name: &str, mut at: Range<usize>) -> I::Item {
        let mut depth = 0_usize;
        while let Some((event, range)) =
            self.events.next_if(|it| depth > 0 || !matches!(it.0, Event::End(_)))
        {
            at.end = at.end.max(range.end);
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::InlineHtml(html) if raw::closes(&html, name) => break,
                _ => {}
            }
        }
        let html = self.text.get(at.clone()).unwrap_or("");
        (Event::InlineHtml(CowStr::from(html)), at)
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for WholeHtml<'a, I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let (event, mut at) = self.events.next()?;
        if let Event::InlineHtml(html) = &event
            && let Some(name) = raw::opens_opaque(html)
        {
            return Some(self.opaque(name, at));
        }
        let Event::Html(first) = event else { return Some((event, at)) };
        let is_more = |it: &I::Item| matches!(it.0, Event::Html(_));
        let mut html = String::new();
        while let Some((Event::Html(more), range)) = self.events.next_if(is_more) {
            if html.is_empty() {
                html.push_str(&first);
            }
            html.push_str(&more);
            at.end = range.end;
        }
        let whole = if html.is_empty() { first } else { CowStr::from(html) };
        Some((Event::Html(whole), at))
    }
}

/// Ids that a page has of its own, so that no heading may have them; in order.
const TAKEN: &[&str] = &[
    "about",
    "backlinks",
    "communities",
    "content",
    "contents",
    "dates",
    "footer",
    "header",
    "latest",
    "main",
    "menu",
    "nav",
    "page",
    "programme",
    "related",
    "speakers",
    "takeaways",
    "talks",
    "top",
    "topics",
];

/// Gives each heading an anchor of its own: `x`, `x-2`, `x-3`; `section-n` when nothing of
/// the text can stand in an address.
#[derive(Debug, Default)]
struct Anchors {
    used: BTreeMap<String, usize>,
    headings: usize,
}

impl Anchors {
    /// How many of a name were given, if any.
    fn used(&self, id: &str) -> Option<usize> {
        let taken = || TAKEN.binary_search(&id).is_ok().then_some(1);
        self.used.get(id).copied().or_else(taken)
    }

    /// Takes a name as it is; false when it is taken.
    fn claim_as_is(&mut self, id: &str) -> bool {
        let reserved = ["fn", "fnref"].iter().any(|it| id.split('-').next() == Some(it));
        let free = !reserved && self.used(id).is_none();
        if free {
            self.used.insert(id.to_owned(), 1);
        }
        free
    }

    fn claim(&mut self, text: &str) -> String {
        self.headings += 1;
        let mut base = super::slug::slugify(text);
        if base.is_empty() {
            base = format!("section-{}", self.headings);
        } else if ["fn", "fnref"].iter().any(|it| base.split('-').next() == Some(it)) {
            // Those are the footnotes'.
            base = format!("section-{base}");
        }
        let mut id = base.clone();
        let mut count = self.used(&base).unwrap_or(0);
        while self.used(&id).is_some() {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.used.insert(base, count.max(1));
        self.used.entry(id.clone()).or_insert(1);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn taken_names_are_in_order() {
        assert!(super::TAKEN.is_sorted());
    }

    #[test]
    fn anchors_are_unique_and_stable() {
        let mut anchors = Anchors::default();
        let ids =
            ["Été", "Ete", "Ete 2", "été", "🎉", "main", "fn"].map(|it| anchors.claim(it));
        assert_eq!(
            ids,
            ["ete", "ete-2", "ete-2-2", "ete-3", "section-5", "main-2", "section-fn"]
        );
    }
}
