//! Every address of a portal and what is found there.

mod beside;
mod check;
mod claims;
mod lists;
mod table;

pub use check::follows_meetings;
pub use claims::file_path;
pub use table::{Found, RouteTable};

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    content::Kind,
    picture::Form,
    portal::{Entry, Id, Places},
};

/// Kinds of which all entries are published as JSON, and the file's name.
pub const DATA: [(Kind, &str); 7] = [
    (Kind::Community, "communities.json"),
    (Kind::Retex, "retex.json"),
    (Kind::Event, "events.json"),
    (Kind::Person, "people.json"),
    (Kind::Topic, "topics.json"),
    (Kind::Practice, "practices.json"),
    (Kind::Initiative, "initiatives.json"),
];

/// The name of an entry's text as Markdown, beside its page.
pub const TEXT_FILE: &str = "index.md";

/// How many addresses one sitemap may have.
pub const SITEMAP_PART: usize = 50_000;

/// How many retex and how many talks the page of a topic or a person shows; where there are
/// more, it leads to a list of them.
pub const ON_OWN_PAGE: usize = 12;

/// Of what a feed tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The portal.
    Portal,
    /// A community, a topic or a person.
    Entry(Id),
    /// A conference, by its slug.
    Conference(String),
}

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// All, in the order in which pages offer them.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// The file's name.
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }
}

/// How many practices and how many initiatives a community's own page shows; where there are
/// more, it has a list of them.
pub const ON_COMMUNITY_PAGE: usize = 12;

/// Of which practices or initiatives a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// Of all.
    Portal,
    /// Of those in a state.
    State(&'static str),
    /// Of those that a community has, applies or tries.
    Community(Id),
}

impl Within {
    /// The lists that a practice or an initiative stands in.
    pub fn of(entry: &Entry) -> impl Iterator<Item = Self> {
        let state = entry.state().map(Self::State);
        let communities = entry.involved().into_iter().map(Self::Community);
        [Self::Portal].into_iter().chain(state).chain(communities)
    }
}

/// What is found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The home page.
    Home,
    /// All communities.
    Communities,
    /// An entry's own page.
    Entry(Id),
    /// Retex of the portal, a community, a topic or a person, of a year or of all, a page of them.
    RetexList {
        /// The community, topic or person; the portal when it is none.
        of: Option<Id>,
        /// Of which year.
        year: Option<i16>,
        /// From 1.
        page: usize,
    },
    /// Upcoming events.
    Events,
    /// Events that are over.
    PastEvents,
    /// Events of a month.
    Month(i16, i8),
    /// All talks.
    Talks,
    /// Talks of a year.
    TalksOfYear(i16),
    /// Talks at a conference, by its slug.
    TalksAt(String),
    /// Talks at one edition of a conference, both by their slugs.
    TalksAtEdition(String, String),
    /// Talks in a language, by its code.
    TalksIn(String),
    /// Talks that have a recording.
    TalksWithVideo,
    /// All talks, for other sites and programs.
    TalksData(TalksForm),
    /// Talks of a person or on a topic.
    TalksOf(Id),
    /// Practices or initiatives, by state.
    Works(Kind, Within),
    /// Practices, and the communities that apply them.
    Matrix,
    /// The parts of a series of retex, by its id.
    Series(String),
    /// A further page, from 2, of a list that goes on over several.
    Further(Box<Route>, usize),
    /// The letters that the portal keeps.
    Letters,
    /// The letter of a day.
    Letter(Date),
    /// All people.
    People,
    /// All topics.
    Topics,
    /// What lives in the portal or a community.
    Vitality(Option<Id>),
    /// The same for programs and spreadsheets.
    VitalityData(Option<Id>, FiguresForm),
    /// The site plan.
    Plan,
    /// The accessibility statement.
    Accessibility,
    /// 404.
    NotFound,
    /// 403.
    Forbidden,
    /// An old address.
    Redirect(String),
    /// A feed.
    Feed(Subject, Format),
    /// All entries of a kind, as JSON.
    Data(Kind),
    /// What programs that read Markdown find in the portal.
    Llms,
    /// An entry's text as Markdown.
    Markdown(Id),
    /// Calendar of the portal, a community, a person or a topic.
    Calendar(Option<Id>),
    /// Calendar file of one event.
    EventCalendar(Id),
    /// `sitemap.xml`, or one of its parts from 1.
    Sitemap(usize),
    /// `robots.txt`.
    Robots,
    /// A text file of the theme, by its path in `static/`.
    Asset(String),
    /// A file published as it is; of a picture, all of it that is one.
    File(Arc<str>),
    /// A picture in another form than its file's.
    Picture(Arc<str>, Form),
}

/// How talks are given to other sites and programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TalksForm {
    /// `talks.json`, versioned.
    Json,
    /// `talks.csv`, a row for each delivery.
    Csv,
    /// A page to be embedded.
    Html,
}

impl TalksForm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Html];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Json => "talks.json",
            Self::Csv => "talks.csv",
            Self::Html => "embed.html",
        }
    }
}

/// How figures are given to programs and spreadsheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FiguresForm {
    /// `vitality.json`, versioned.
    Json,
    /// `vitality.csv`, a row for each quarter.
    Csv,
}

impl FiguresForm {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Json, Self::Csv];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Json => "vitality.json",
            Self::Csv => "vitality.csv",
        }
    }
}

impl Route {
    /// The same, when entries have other places in the portal.
    fn at(&self, places: &Places) -> Self {
        match self {
            Self::Entry(id) => Self::Entry(places.of(*id)),
            Self::RetexList { of, year, page } => {
                let of = of.map(|it| places.of(it));
                Self::RetexList { of, year: *year, page: *page }
            }
            Self::TalksOf(id) => Self::TalksOf(places.of(*id)),
            Self::Works(kind, Within::Community(id)) => {
                Self::Works(*kind, Within::Community(places.of(*id)))
            }
            Self::Further(list, number) => {
                Self::Further(Box::new(list.at(places)), *number)
            }
            Self::Feed(Subject::Entry(id), format) => {
                Self::Feed(Subject::Entry(places.of(*id)), *format)
            }
            Self::Calendar(of) => Self::Calendar(of.map(|it| places.of(it))),
            Self::Markdown(id) => Self::Markdown(places.of(*id)),
            Self::Vitality(of) => Self::Vitality(of.map(|it| places.of(it))),
            Self::VitalityData(of, form) => {
                Self::VitalityData(of.map(|it| places.of(it)), *form)
            }
            Self::EventCalendar(id) => Self::EventCalendar(places.of(*id)),
            other => other.clone(),
        }
    }
}
