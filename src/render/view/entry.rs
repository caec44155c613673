//! Pages of one entry.

use serde::Serialize;

use crate::sink::Href;

use super::{
    DateView, Heading, Link, OccurrenceView, PersonCard, Picture, Proposal, Series,
    SharedCard, SubscribeView, Tile,
};

/// `retex` in `retex.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RetexView {
    /// Summary.
    pub lead: String,
    /// Who wrote it.
    pub authors: Vec<PersonCard>,
    /// Day of publication.
    pub date: Option<DateView>,
    /// Day of the last change that matters.
    pub updated: Option<DateView>,
    /// `6 minutes de lecture`.
    pub reading: String,
    /// Topics.
    pub topics: Vec<Link>,
    /// Where it happened.
    pub context: String,
    /// For whom it is.
    pub audience: String,
    /// The event where it was told.
    pub event: Option<Link>,
    /// Talks about the same subject.
    pub talks: Vec<Link>,
    /// Practices that it speaks for.
    pub speaks_for: Vec<Link>,
    /// Practices that it speaks against.
    pub speaks_against: Vec<Link>,
    /// What to remember.
    pub takeaways: Vec<String>,
    /// Picture.
    pub cover: Option<Picture>,
    /// List of contents.
    pub contents: Vec<Heading>,
    /// The series it is a part of.
    pub series: Option<Series>,
    /// Where it was published first; empty for here.
    pub first_published: Href,
    /// What to read next, each with the reason.
    pub related: Vec<Proposal>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
    /// Newer neighbor in the community.
    pub newer: Option<Link>,
    /// Older neighbor in the community.
    pub older: Option<Link>,
}

/// A programme, or a day of one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ProgrammeDay {
    /// `mardi 8 décembre 2026`; empty where no day is said.
    pub day: String,
    /// What happens, in order.
    pub sessions: Vec<Session>,
}

/// A line of a programme.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Session {
    /// Local time.
    pub time: String,
    /// What happens.
    pub title: String,
    /// Page of the talk; empty for none.
    pub url: Href,
    /// Who speaks.
    pub speakers: Vec<PersonCard>,
}

/// `event` in `event.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EventView {
    /// Summary.
    pub lead: String,
    /// First day; of what comes again, the next one.
    pub date: DateView,
    /// `du 8 au 9 décembre 2026`, `mardi 8 décembre 2026 à 14 h`.
    pub when: String,
    /// Beginning for machines.
    pub start: String,
    /// Time zone, where it is not the portal's.
    pub timezone: String,
    /// Whether it is over.
    pub over: bool,
    /// Whether it comes again after its first day.
    pub recurs: bool,
    /// `tous les deux mardis à 14 h 30`; empty for what takes place once.
    pub rhythm: String,
    /// The next occurrences, in order; none for what takes place once.
    pub dates: Vec<OccurrenceView>,
    /// Those after them.
    pub later: Vec<OccurrenceView>,
    /// `96 autres dates`.
    pub later_count: String,
    /// Occurrences that are over, the latest first.
    pub past: Vec<OccurrenceView>,
    /// `24 dates passées`.
    pub past_count: String,
    /// Ways to subscribe.
    pub subscribe: Option<SubscribeView>,
    /// Kind of event in words.
    pub kind: String,
    /// `cancelled`, `postponed`; empty for what goes as planned.
    pub status: String,
    /// The state in words.
    pub status_text: String,
    /// Name of the place, with its map.
    pub place: Option<Link>,
    /// Postal address.
    pub address: String,
    /// How to take part from afar.
    pub online: Option<Link>,
    /// Where to register, while it is possible.
    pub registration: Option<Link>,
    /// `jusqu’au 3 avril 2026`.
    pub registration_until: String,
    /// Recording.
    pub recording: Href,
    /// Slides.
    pub slides: Href,
    /// For whom it is.
    pub audience: String,
    /// Whose it is.
    pub communities: Vec<Link>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Who speaks.
    pub speakers: Vec<PersonCard>,
    /// What happens when.
    pub programme: Vec<ProgrammeDay>,
    /// Picture.
    pub cover: Option<Picture>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
}

/// One time that a talk was given.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Delivery {
    /// Day.
    pub date: Option<DateView>,
    /// Whether that day is still to come.
    pub is_coming: bool,
    /// Conference, with the list of all talks there.
    pub conference: Link,
    /// Edition.
    pub edition: String,
    /// `Lyon, France`.
    pub place: String,
    /// Language spoken, in words.
    pub language: String,
    /// The talk's page at the conference.
    pub url: Href,
    /// Recording.
    pub video: Href,
    /// Slides.
    pub slides: Href,
}

/// `talk` in `talk.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TalkView {
    /// Summary.
    pub lead: String,
    /// Who speaks.
    pub speakers: Vec<PersonCard>,
    /// What listeners should know, in words.
    pub level: String,
    /// Language, in words.
    pub language: String,
    /// For whom it is.
    pub audience: String,
    /// Where and when it was given, the last first.
    pub deliveries: Vec<Delivery>,
    /// Whose it is.
    pub communities: Vec<Link>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Entries about the same subject.
    pub related: Vec<SharedCard>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
}

/// `community` in `community.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CommunityView {
    /// Summary.
    pub lead: String,
    /// Short name; empty for none.
    pub short: String,
    /// State in words, when it is not simply active.
    pub status: String,
    /// `24 membres`.
    pub members: String,
    /// The day it began.
    pub founded: Option<DateView>,
    /// When and where it meets.
    pub meeting: String,
    /// Who leads it.
    pub leads: Vec<PersonCard>,
    /// What lives in it, in figures.
    pub vitality: Link,
    /// How to join.
    pub join: Option<Link>,
    /// Where to write.
    pub contacts: Vec<Link>,
    /// Topics.
    pub topics: Vec<Link>,
    /// By when somebody should look at it again.
    pub review: Option<DateView>,
    /// Whether that day is past.
    pub review_late: bool,
    /// Picture.
    pub cover: Option<Picture>,
    /// Next meetings.
    pub upcoming: Vec<SharedCard>,
    /// Ways to subscribe to its meetings.
    pub subscribe: Option<SubscribeView>,
    /// Latest retex.
    pub retex: Vec<SharedCard>,
    /// All its retex.
    pub all_retex: Option<Link>,
    /// Talks.
    pub talks: Vec<SharedCard>,
    /// Practices that it has, applies or tries.
    pub practices: Vec<SharedCard>,
    /// All of these, where the page does not show them all.
    pub all_practices: Option<Link>,
    /// Initiatives.
    pub initiatives: Vec<SharedCard>,
    /// All of these, where the page does not show them all.
    pub all_initiatives: Option<Link>,
    /// Events that are over.
    pub past: Vec<SharedCard>,
    /// Free pages.
    pub pages: Vec<Link>,
}

/// `person` in `person.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PersonView {
    /// Name, role and portrait.
    pub card: PersonCard,
    /// Company or association.
    pub organisation: String,
    /// Communities of which the person is a member.
    pub communities: Vec<Link>,
    /// Communities that the person leads.
    pub leads: Vec<Tile>,
    /// Pages of the person, and the e-mail address when it is published.
    pub links: Vec<Link>,
    /// The latest of what the person wrote.
    pub wrote: Vec<SharedCard>,
    /// The rest of what the person wrote.
    pub more: Vec<SharedCard>,
    /// Talks.
    pub talks: Vec<SharedCard>,
    /// All talks, where these are not all.
    pub all_talks: Option<Link>,
    /// All retex, where these are not all.
    pub all_retex: Option<Link>,
    /// Initiatives that the person leads.
    pub initiatives: Vec<SharedCard>,
    /// Practices that the person looks after.
    pub practices: Vec<SharedCard>,
    /// Events where the person spoke.
    pub events: Vec<SharedCard>,
    /// Ways to subscribe to its meetings; none where there is no calendar.
    pub subscribe: Option<SubscribeView>,
    /// Other pages that name the person.
    pub pages: Vec<Link>,
}

/// `topic` in `topic.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicView {
    /// Description.
    pub lead: String,
    /// The wider topic.
    pub parent: Option<Link>,
    /// Narrower topics.
    pub children: Vec<Link>,
    /// Other words for it.
    pub synonyms: Vec<String>,
    /// Latest retex.
    pub retex: Vec<SharedCard>,
    /// All retex, where these are not all.
    pub all_retex: Option<Link>,
    /// Talks.
    pub talks: Vec<SharedCard>,
    /// All talks, where these are not all.
    pub all_talks: Option<Link>,
    /// Events.
    pub events: Vec<SharedCard>,
    /// Practices.
    pub practices: Vec<SharedCard>,
    /// Initiatives.
    pub initiatives: Vec<SharedCard>,
    /// Ways to subscribe to its meetings; none where there is no calendar.
    pub subscribe: Option<SubscribeView>,
    /// Communities.
    pub communities: Vec<Tile>,
    /// Other pages that name it.
    pub pages: Vec<Link>,
}

/// `free` in `page.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FreePageView {
    /// Summary.
    pub lead: String,
    /// List of contents.
    pub contents: Vec<Heading>,
    /// Other pages of the same community or folder.
    pub siblings: Vec<Link>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
}
