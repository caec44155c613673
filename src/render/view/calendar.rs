//! Meetings in a month, occurrences of an event, and ways to subscribe to them.

use serde::Serialize;
use tera::Value;

use crate::sink::Href;

use super::Link;

/// A month as a table: weeks of seven days.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MonthTable {
    /// `décembre 2026`.
    pub title: String,
    /// Short names of the weekdays, each with its whole name.
    pub weekdays: Vec<(String, String)>,
    /// Its weeks.
    pub weeks: Vec<Vec<CalendarDay>>,
}

/// A day of a month.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CalendarDay {
    /// Day of the month; empty for a day of another month.
    pub day: String,
    /// Day for machines.
    pub iso: String,
    /// Whether it is the day of the build.
    pub today: bool,
    /// What takes place.
    pub meetings: Vec<CalendarMeeting>,
}

/// What takes place on a day.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CalendarMeeting {
    /// What it is called.
    pub title: String,
    /// Its language, where it is not the page's.
    pub lang: Option<String>,
    /// The occurrence's own address.
    pub url: Href,
    /// `14 h`; empty for whole days.
    pub time: String,
    /// Class of the community's color.
    pub class: String,
    /// `cancelled`, `moved`, `postponed`; empty for what goes as planned.
    pub status: String,
    /// The state in words.
    pub status_text: String,
}

/// One occurrence on the page of its event.
#[derive(Debug, Clone, Serialize)]
pub struct OccurrenceView {
    /// `o-2026-12-02`.
    pub anchor: String,
    /// The same as an address: `#o-2026-12-02`.
    pub url: Href,
    /// Beginning for machines.
    pub start: String,
    /// `mercredi 2 décembre 2026`.
    pub text: String,
    /// When it takes place instead, or would have; empty for what goes as planned.
    pub instead: String,
    /// `cancelled`, `moved`; empty for what goes as planned.
    pub status: String,
    /// The state in words.
    pub status_text: String,
    /// Its recording.
    pub recording: Href,
    /// Its slides.
    pub slides: Href,
    /// What was said and decided: HTML.
    pub notes: Value,
    /// The language of that, where it is not the page's.
    pub notes_lang: Option<String>,
}

/// Ways to a calendar.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SubscribeView {
    /// The file itself.
    pub download: Href,
    /// `webcal:`, Google, Outlook; none where readers need access.
    pub links: Vec<Link>,
    /// Whether the portal is read only with access, so that no calendar can subscribe.
    pub restricted: bool,
}
