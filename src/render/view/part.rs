//! Parts that several kinds of page show.

use serde::Serialize;

use super::Spark;
use crate::sink::{Href, Srcset};

/// A link.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Address, with the base path; empty when there is none.
    pub url: Href,
    /// Language of the label, where it is not the page's.
    pub lang: Option<String>,
    /// Class of a community's color; empty for none.
    pub class: String,
    /// The page that is shown, or the choice that was made.
    pub current: bool,
}

/// A day in the page's language and for machines.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DateView {
    /// `2026-03-01`.
    pub iso: String,
    /// `1er mars 2026`.
    pub text: String,
    /// `lun.`
    pub weekday: String,
    /// Day of the month.
    pub day: String,
    /// `mars`, `févr.`
    pub month: String,
    /// Year.
    pub year: String,
    /// Whether it is one of the twelve months to come, which need no year.
    pub soon: bool,
}

/// An entry in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    /// `retex`, `event`, `talk` …
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its page.
    pub url: Href,
    /// Language of title and summary, where it is not the page's.
    pub lang: Option<String>,
    /// Summary, or the beginning of the text.
    pub summary: String,
    /// Its day.
    pub date: Option<DateView>,
    /// Its community, by its short name.
    pub community: Option<Link>,
    /// Class of its community's color, `c-rte`; empty for none.
    pub class: String,
    /// Who wrote or speaks.
    pub people: Vec<String>,
    /// A few words: time and place of an event, last conference of a talk.
    pub note: String,
    /// `cancelled`, `adopted`, `running`; empty for an event that goes as planned.
    pub status: String,
    /// The state in words.
    pub status_text: String,
    /// Its picture, where the page shows one.
    pub cover: Option<Picture>,
}

/// A [`Card`] as templates see it: made once for all lists of a snapshot.
pub type SharedCard = tera::Value;

/// What to read next.
#[derive(Debug, Clone, Serialize)]
pub struct Proposal {
    /// The entry.
    pub card: SharedCard,
    /// Why it is proposed, in words.
    pub why: String,
}

/// A community in a list of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tile {
    /// Name.
    pub title: String,
    /// Short name; the name when there is none.
    pub short: String,
    /// Its page.
    pub url: Href,
    /// Language of name and summary, where it is not the page's.
    pub lang: Option<String>,
    /// Class of its color.
    pub class: String,
    /// One or two sentences.
    pub summary: String,
    /// `24 membres`; empty when nobody counted.
    pub members: String,
    /// `12 retex`.
    pub retex: String,
    /// State in words, when it is not simply active.
    pub status: String,
    /// Whether it is kept for what it wrote only.
    pub archived: bool,
    /// Its last quarters, in the list of all communities.
    pub spark: Option<Spark>,
}

/// A person in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PersonCard {
    /// Name.
    pub name: String,
    /// Page; empty for people from outside who have none.
    pub url: Href,
    /// Role, or organisation of somebody from outside.
    pub role: String,
    /// Portrait.
    pub avatar: Option<Picture>,
    /// First letters of the name, where there is no portrait.
    pub initials: String,
    /// Whether the person has left.
    pub former: bool,
    /// The mandate of who leads a community, in words.
    pub mandate: String,
}

/// A picture.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Picture {
    /// Address for who cannot choose.
    pub url: Href,
    /// The picture in several widths; empty when there is one only.
    pub srcset: Srcset,
    /// The same as WebP; empty for what is none.
    pub webp: Srcset,
    /// How wide the theme says that a text shows it.
    pub sizes: String,
    /// What it shows.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Where it comes from.
    pub credit_url: Href,
    /// What may be done with it.
    pub license: String,
    /// The words of the license.
    pub license_url: Href,
    /// Width in pixels, 0 when unknown.
    pub width: usize,
    /// Height in pixels, 0 when unknown.
    pub height: usize,
}

/// A heading in the list of contents.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// Text.
    pub text: String,
    /// `#anchor`.
    pub url: Href,
}

/// A series of retex.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Series {
    /// `Partie 3 d’une série de 4`.
    pub title: String,
    /// What the series is called, with its list; of one without a name, the list's name.
    pub all: Link,
    /// The parts in order; of a long series those near this one.
    pub parts: Vec<Link>,
    /// The number of the first of them, from 1.
    pub start: usize,
    /// The part before this one.
    pub previous: Option<Link>,
    /// The part behind this one.
    pub next: Option<Link>,
}

/// Who looks after an entry, since when, and when somebody will look at it again.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Upkeep {
    /// The state of a practice or an initiative in words; empty for others.
    pub state: String,
    /// Communities, by their short names; the portal's own people when it is of none.
    pub owners: Vec<Link>,
    /// Since when it is so.
    pub since: Option<DateView>,
    /// Whether that day is still to come.
    pub is_coming: bool,
    /// By when somebody should look at it again.
    pub review: Option<DateView>,
    /// Whether that day is past.
    pub late: bool,
}

/// A remark before the text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub link: Option<Link>,
}

/// Other views of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Filter {
    /// By what.
    pub title: String,
    /// The choices.
    pub links: Vec<Link>,
}

/// The pages of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pagination {
    /// The page before this one.
    pub previous: Href,
    /// The page after this one.
    pub next: Href,
    /// Pages by number; one without label is a gap.
    pub pages: Vec<Link>,
}
