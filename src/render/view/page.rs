//! The frame of a page, and what all pages of a language share.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{sink::Href, theme::Extra};

use super::{Link, Note, Thing, Upkeep};

/// The frame of a page: what `base.html` needs.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// `home`, `retex`, `retex-list` … for the `class` of `body`.
    pub kind: String,
    /// Language of the page.
    pub lang: String,
    /// Language of heading and text, where it is not the page's.
    pub text_lang: Option<String>,
    /// Title of the window: unique in the portal.
    pub title: String,
    /// The only `h1`.
    pub heading: String,
    /// Said above the heading: the community, or the list that it is in.
    pub kicker: Option<Link>,
    /// For search engines.
    pub description: String,
    /// Absolute address, or where the text was published first.
    pub canonical: Href,
    /// The entry of the menu that this page is in, by its address.
    pub section: Href,
    /// `extra:` of the entry.
    pub extra: Extra,
    /// Class of the community's color, `c-rte`; empty for none.
    pub class: String,
    /// From the home page to the page above this one.
    pub breadcrumb: Vec<Link>,
    /// The same page in other languages.
    pub alternates: Vec<Link>,
    /// Feeds of the page's subject.
    pub feeds: Vec<FeedLink>,
    /// The page's text as Markdown, where the portal publishes that.
    pub markdown: Href,
    /// Where the source can be edited.
    pub edit: Href,
    /// Who looks after an entry, and until when that holds.
    pub upkeep: Option<Upkeep>,
    /// Said before the text: that it is in another language.
    pub notes: Vec<Note>,
    /// Whether it shows code beside its text.
    #[serde(skip)]
    pub has_code: bool,
    /// Not for search engines.
    pub hidden: bool,
    /// What the page is about, as things of schema.org.
    #[serde(skip)]
    pub linked: Vec<Thing>,
    /// A picture for those who link to the page; an absolute address.
    pub picture: Href,
    /// `article`, `profile` or `website` (<https://ogp.me/#types>).
    pub open_graph: &'static str,
    /// Scripts that this page needs.
    pub scripts: Vec<Script>,
    /// Origins that frames may come from, on this page alone.
    pub frame_origins: Vec<String>,
    /// Origins that videos may come from, on this page alone.
    pub media_origins: Vec<String>,
}

/// A feed that a page offers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FeedLink {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub url: Href,
    /// Its media type.
    pub media_type: &'static str,
}

/// A script of the theme.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Script {
    /// Where it is.
    pub url: Href,
}

/// What all pages of a language share.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteView {
    /// Name of the portal.
    pub title: String,
    /// One or two sentences about the portal.
    pub description: String,
    /// Path before every address.
    pub base: String,
    /// `extra:` of the settings.
    pub extra: Extra,
    /// Home page.
    pub home: Href,
    /// The portal's own lists.
    pub menu: Vec<Link>,
    /// Links that the settings add to the head.
    pub links: Vec<Link>,
    /// Foot.
    pub footer: Vec<Link>,
    /// The style sheet of every page.
    pub style: Href,
    /// The one of pages that are no articles; before the other, so that a portal's own sheet
    /// wins over both.
    pub lists: Href,
    /// The icon.
    pub icon: Href,
    /// The script that copies code, for pages that have any.
    pub copy: Href,
    /// Addresses of the theme's assets by their path in `static/`.
    pub assets: BTreeMap<String, Href>,
    /// The company's name.
    pub organisation: String,
    /// The company's address.
    pub organisation_url: Href,
    /// The company's logo.
    pub logo: Href,
    /// Where readers may write.
    pub contact: String,
    /// The same as an address.
    pub contact_url: Href,
    /// Atom feed of the portal.
    pub feed: Href,
}
