//! Pages that list entries, and the few that are neither list nor entry.

use serde::Serialize;

use crate::sink::Href;

use super::{
    Card, DateView, Filter, Link, MonthTable, Pagination, PersonCard, SharedCard,
    SubscribeView, Tile,
};

/// `home` in `home.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HomeView {
    /// One or two sentences about the portal.
    pub lead: String,
    /// Whether the introduction is too long to stand beside the title.
    pub long: bool,
    /// The newest retex, with its picture.
    pub first: Option<Card>,
    /// The next newest.
    pub retex: Vec<SharedCard>,
    /// All retex.
    pub all_retex: Link,
    /// Next dates.
    pub upcoming: Vec<SharedCard>,
    /// All events.
    pub all_events: Link,
    /// Communities.
    pub communities: Vec<Tile>,
    /// All communities.
    pub all_communities: Link,
    /// Latest talks.
    pub talks: Vec<SharedCard>,
    /// All talks.
    pub all_talks: Link,
    /// Topics with the most retex.
    pub topics: Vec<Link>,
}

/// `communities` in `communities.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CommunitiesView {
    /// All communities.
    pub tiles: Vec<Tile>,
    /// What lives in all of them.
    pub vitality: Link,
}

/// `list` in `retex-list.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RetexListView {
    /// `24 retex`.
    pub count: String,
    /// Years, communities.
    pub filters: Vec<Filter>,
    /// Retex of this page, newest first.
    pub cards: Vec<SharedCard>,
    /// Pages of the list; none when there is only one.
    pub pagination: Option<Pagination>,
}

/// Events of a month.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Month {
    /// `avril 2026`.
    pub title: String,
    /// All events of that month.
    pub url: Href,
    /// Its events, in order.
    pub cards: Vec<SharedCard>,
}

/// `events` in `events.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EventsView {
    /// Events by month.
    pub months: Vec<Month>,
    /// What stands in the place of none.
    pub empty: String,
    /// Upcoming and past.
    pub tabs: Vec<Link>,
    /// Months by year.
    pub filters: Vec<Filter>,
    /// The days of a month, on its page.
    pub table: Option<MonthTable>,
    /// Ways to subscribe, on the page of what is to come.
    pub subscribe: Option<SubscribeView>,
    /// The month before, on the page of a month.
    pub previous: Option<Link>,
    /// The month after, on the page of a month.
    pub next: Option<Link>,
    /// Pages of the events that are over; none when there is only one.
    pub pagination: Option<Pagination>,
}

/// Talks at one edition of a conference.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EditionView {
    /// `2026`; empty for talks without a day.
    pub title: String,
    /// All talks of that edition.
    pub url: Href,
    /// Its talks.
    pub cards: Vec<SharedCard>,
}

/// `talks` in `talks.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TalksView {
    /// Talks, the last given first.
    pub cards: Vec<SharedCard>,
    /// The same by edition, the latest first: on the page of a conference, instead.
    pub editions: Vec<EditionView>,
    /// Who spoke, on the page of a conference.
    pub speakers: Vec<PersonCard>,
    /// All talks for other sites: JSON, CSV, HTML.
    pub forms: Vec<Link>,
    /// Years, conferences, topics, speakers.
    pub filters: Vec<Filter>,
    /// Pages of the list; none when there is only one.
    pub pagination: Option<Pagination>,
}

/// People whose names begin alike.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Letter {
    /// The letter.
    pub letter: String,
    /// People.
    pub people: Vec<PersonCard>,
}

/// `people` in `people.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PeopleView {
    /// People by the first letter of their name.
    pub letters: Vec<Letter>,
    /// Other pages of the list.
    pub pagination: Option<Pagination>,
}

/// A topic with those below it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicRow {
    /// The topic.
    pub link: Link,
    /// What it is about.
    pub description: String,
    /// `12 entries` of all kinds, with those on topics below; empty for none.
    pub count: String,
    /// Of its heading.
    pub level: usize,
    /// Whether it is the first below the one before.
    pub opens: bool,
    /// Whether none is below it.
    pub ends: bool,
    /// One for each list that ends behind it.
    pub closes: Vec<()>,
}

/// `topics` in `topics.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicsView {
    /// All topics, each before those below it.
    pub rows: Vec<TopicRow>,
}

/// A part of the site plan.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PlanPart {
    /// What it lists.
    pub title: String,
    /// Its own page; empty for none.
    pub url: Href,
    /// Class of a community's color; empty for none.
    pub class: String,
    /// Pages below.
    pub links: Vec<Link>,
}

/// `plan` in `plan.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PlanView {
    /// Parts of the portal.
    pub parts: Vec<PlanPart>,
}

/// `statement` in `accessibility.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StatementView {
    /// What was found, in words.
    pub state: String,
    /// Day of the audit; none when nobody audited.
    pub audited: Option<DateView>,
    /// Date, standard and result of the audit.
    pub audit: String,
    /// Who audited.
    pub auditor: String,
    /// What is known not to be accessible.
    pub issues: Vec<String>,
    /// Where to report a difficulty.
    pub contact: String,
    /// The same as an address.
    pub contact_url: Href,
}

/// `message` in `message.html`: 404 and 403.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MessageView {
    /// `404`, `403`.
    pub code: String,
    /// What happened.
    pub text: String,
    /// Where to go on.
    pub links: Vec<Link>,
}

/// `redirect` in `redirect.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RedirectView {
    /// Where the page is now.
    pub url: Href,
}
