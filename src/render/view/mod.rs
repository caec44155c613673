//! What a template may see: plain values, no logic. The contract with themes.
//!
//! Each template finds `site` and `t` (the same on all pages of a language), `page` (the frame
//! of this one), `body` (its text as clean HTML, empty where there is none), and one value named
//! after the kind of page: `retex`, `event`, `list` … An absent text is empty or `none`, so that
//! `{% if x.y %}` works for all. `mail.html` is no page: it finds `t`, `settings` and `mail`.

mod calendar;
mod digest;
mod entry;
mod listing;
mod page;
mod part;
mod thing;
mod vitality;
mod work;

pub use calendar::{
    CalendarDay, CalendarMeeting, MonthTable, OccurrenceView, SubscribeView,
};
pub use digest::{
    DigestPart, DigestView, LettersView, MailColors, MailEntry, MailPart, MailView,
};
pub use entry::{
    CommunityView, Delivery, EventView, FreePageView, PersonView, ProgrammeDay, RetexView,
    Session, TalkView, TopicView,
};
pub use listing::{
    CommunitiesView, EditionView, EventsView, HomeView, Letter, MessageView, Month,
    PeopleView, PlanPart, PlanView, RedirectView, RetexListView, StatementView, TalksView,
    TopicRow, TopicsView,
};
pub use page::{FeedLink, PageView, Script, SiteView};
pub use part::{
    Card, DateView, Filter, Heading, Link, Note, Pagination, PersonCard, Picture, Proposal,
    Series, SharedCard, Tile, Upkeep,
};
pub use thing::{Said, Thing};
pub use vitality::{
    Bar, BarPart, Chart, ChartRow, CommunityLife, LastSign, Pair, Spark, VitalityView,
};
pub use work::{
    Deliverable, InitiativeView, MatrixCell, MatrixRow, MatrixTable, MatrixView,
    PracticeView, SeriesView, StateGroup, WorksView,
};
