//! What a template may see: plain values, no logic. The contract with themes.

use serde::Serialize;

/// A link.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Address, with the base path.
    pub url: String,
    /// Language of the label, where it is not the page's.
    pub lang: Option<String>,
}

/// A day in the page's language and for machines.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DateView {
    /// `2026-03-01`.
    pub iso: String,
    /// `1er mars 2026`.
    pub text: String,
    /// Day of the month.
    pub day: String,
    /// Name of the month, at most four letters.
    pub month: String,
    /// Year.
    pub year: String,
}

/// An entry in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    /// `retex`, `event` …
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Language of title and summary, where it is not the page's.
    pub lang: Option<String>,
    /// Summary, or the beginning of the text.
    pub summary: String,
    /// Its day.
    pub date: Option<DateView>,
    /// Its community.
    pub community: Option<Link>,
    /// Class of its community's color, `c-rte`; empty for none.
    pub class: String,
    /// Who wrote or speaks.
    pub people: Vec<String>,
    /// A few words: reading time, state, reason.
    pub note: String,
}

/// A fact about an entry.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// A text.
    pub text: String,
    /// For machines, where the text is a day.
    pub iso: String,
    /// Links instead of a text.
    pub links: Vec<Link>,
}

/// A part of a page that lists entries or links.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Cards.
    pub cards: Vec<Card>,
    /// Links, where cards would be too much.
    pub links: Vec<Link>,
    /// The whole list.
    pub more: Option<Link>,
}

/// A line of a programme, or a delivery of a talk.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    /// Time or day.
    pub when: String,
    /// What.
    pub title: String,
    /// Who or where.
    pub detail: String,
    /// Links.
    pub links: Vec<Link>,
}

/// A heading in the list of contents.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Content {
    /// 2 to 6.
    pub level: u8,
    /// Text.
    pub text: String,
    /// `#anchor`.
    pub url: String,
}

/// A picture.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Picture {
    /// Address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Width in pixels, 0 when unknown.
    pub width: usize,
    /// Height in pixels, 0 when unknown.
    pub height: usize,
}

/// A page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageView {
    /// `home`, `retex`, `list` … for the `class` of `body`.
    pub kind: String,
    /// Language of the page.
    pub lang: String,
    /// Language of the text, where it is not the page's.
    pub text_lang: Option<String>,
    /// Title of the window: unique in the portal.
    pub title: String,
    /// The only `h1`.
    pub heading: String,
    /// Said above the heading.
    pub kicker: Option<Link>,
    /// For search engines.
    pub description: String,
    /// Said below the heading.
    pub lead: String,
    /// Absolute address.
    pub canonical: String,
    /// Class of the community's color.
    pub class: String,
    /// From the home page to the page above this one.
    pub breadcrumb: Vec<Link>,
    /// The same page in other languages.
    pub alternates: Vec<Link>,
    /// Feed of the page's subject.
    pub feed: Option<Link>,
    /// Where the source can be edited.
    pub edit: Option<String>,
    /// Facts beside the text.
    pub facts: Vec<Fact>,
    /// Picture.
    pub cover: Option<Picture>,
    /// What to remember.
    pub takeaways: Vec<String>,
    /// List of contents.
    pub contents: Vec<Content>,
    /// The text, clean HTML.
    pub body: String,
    /// Programme or deliveries: title and rows.
    pub rows_title: String,
    /// Programme or deliveries.
    pub rows: Vec<Row>,
    /// Lists.
    pub sections: Vec<Section>,
    /// Newer and older neighbor.
    pub newer: Option<Link>,
    /// Older neighbor.
    pub older: Option<Link>,
    /// Other views of the list: years, months.
    pub filters: Vec<Section>,
    /// Pages of the list; the current one has no address.
    pub pages: Vec<Link>,
    /// Whether the page says that there is nothing.
    pub empty: bool,
    /// Not for search engines.
    pub hidden: bool,
}

/// What all pages of a language share.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteView {
    /// Name of the portal.
    pub title: String,
    /// Path before every address.
    pub base: String,
    /// Home page.
    pub home: String,
    /// Head.
    pub menu: Vec<Link>,
    /// Foot.
    pub footer: Vec<Link>,
    /// Style sheets.
    pub styles: Vec<String>,
    /// Icon.
    pub icon: String,
    /// The company.
    pub organisation: String,
    /// Texts of the interface.
    pub t: std::collections::BTreeMap<String, String>,
}
