//! Every address of a portal and what is found there.

mod beside;
mod check;
mod table;

pub use table::{Found, RouteTable};

use std::sync::Arc;

use crate::portal::Id;

/// What is found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The home page.
    Home,
    /// All communities.
    Communities,
    /// An entry's own page.
    Entry(Id),
    /// Retex of the portal or of a community, of a year or of all, a page of them.
    RetexList {
        /// Whose.
        community: Option<Id>,
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
    /// All people.
    People,
    /// All topics.
    Topics,
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
    /// Atom feed of the portal, a community or a topic.
    Feed(Option<Id>),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// A text file of the theme, by its path in `static/`.
    Asset(String),
    /// A file published as it is.
    File(Arc<str>),
}
