//! Markdown: one cheap pass for what others must know, one costly pass for the HTML.
//!
//! Both are functions of the file alone. The HTML has holes where it depends on the portal:
//! addresses of links, sizes of images, texts in the page's language.

mod anchors;
mod autolink;
mod diagram;
pub mod highlight;
mod html;
mod info;
mod lint;
mod math;
pub mod memo;
mod notes;
mod outline;
mod parts;
pub mod plain;
mod portable;
mod prose;
mod raw;
mod reading;

use std::{borrow::Cow, ops::Range, sync::Arc};

use crate::sink::Html;
use anchors::Anchors;

pub use crate::sink::urls;
pub use anchors::Named;
pub use highlight::Highlight;
pub(in crate::content) use html::{Manner, body_within};
pub use html::{Spot, body, spots};
pub use memo::Memo;
pub(crate) use outline::link::used;
pub use outline::outline;
pub(in crate::content) use portable::with_addresses;

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
    /// Where code stands in it, in order.
    pub code: Vec<Range<usize>>,
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
    /// Where the link stands that has the destination by a name, which is defined elsewhere.
    pub by_name: Option<Range<usize>>,
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
    /// Links and images in order: those of the text below the front matter, then those of texts
    /// that stand in it.
    pub links: Vec<Link>,
    /// Anchors that are no headings of the text (footnotes, headings of texts of front matter).
    pub anchors: Vec<String>,
    /// Links that stand alone in their paragraph and may be shown as more, by their place in
    /// `links`.
    pub media: Vec<usize>,
    /// Words of prose, for the reading time.
    pub words: usize,
    /// The beginning as plain text, at most 200 characters.
    pub excerpt: String,
    /// Where code stands in it, in order.
    pub excerpt_code: Vec<Range<usize>>,
    /// What its anchors are called, made when somebody asks.
    names: anchors::Names,
}

impl PartialEq for Outline {
    fn eq(&self, other: &Self) -> bool {
        self.headings == other.headings
            && self.links == other.links
            && self.anchors == other.anchors
            && self.media == other.media
    }
}

impl Outline {
    /// Whatever links can lead to.
    pub fn all_anchors(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|it| &it.id).chain(&self.anchors).map(String::as_str)
    }

    /// How long it takes to read, in minutes: at a pace of 220 words each, and never nothing.
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(220).max(1)
    }

    /// The anchor that a link calls so, as it is written behind `#`.
    pub fn named(&self, written: &str) -> Named<'_> {
        self.names.find(written, &self.headings, &self.anchors)
    }
}

/// Where a text stands in the page that shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Within<'a> {
    /// What its ids begin with, when it is not the page's own text.
    pub ids: &'a str,
    /// The place of its first link in [`Outline::links`].
    pub links: usize,
    /// How many levels its headings are below those of the page's own text.
    pub levels: u8,
}

impl Within<'_> {
    /// An id of the text in the page.
    fn id<'a>(&self, id: &'a str) -> Cow<'a, str> {
        if self.ids.is_empty() { id.into() } else { format!("{}-{id}", self.ids).into() }
    }
}

/// What a hole of the HTML is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hole {
    /// The address of a link, by its place in [`Outline::links`]: writes the attributes.
    Link(usize),
    /// What stands before an image that has several forms, by its place in [`Outline::links`].
    Picture(usize),
    /// The address and size of an image, by its place in [`Outline::links`].
    Image(usize),
    /// What stands behind an image that has several forms.
    PictureEnd,
    /// Who made an image, by its place in [`Outline::links`].
    Credit(usize),
    /// A text of the interface in the page's language.
    Text(&'static str),
    /// Begins what a link that stands alone is shown as, by its place in [`Body::alone`], up to
    /// [`Hole::AloneEnd`]: what stands between is shown where it is only a link.
    Alone(usize),
    /// Ends what [`Hole::Alone`] began.
    AloneEnd,
    /// The link of a heading to itself, by its place in [`Body::anchors`]: only the page of the
    /// text has it.
    Anchor(usize),
}

/// A link that stands alone in its paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alone {
    /// Its place in [`Outline::links`].
    pub link: usize,
    /// Its text without markup.
    pub label: String,
    /// What stands in the title's place.
    pub title: String,
}

/// HTML with holes: there is one segment more than holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// HTML between the holes.
    pub segments: Vec<Html>,
    /// What stands between the segments.
    pub holes: Vec<Hole>,
    /// Links that stand alone.
    pub alone: Vec<Alone>,
    /// Ids of headings.
    pub anchors: Vec<String>,
}
