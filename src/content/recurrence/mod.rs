//! Recurrences: rules of RFC 5545 (RRULE), read once, and the days that they give.
//!
//! A rule is expanded on civil days; the time of day is always that of the event's `start`, in
//! the event's zone. So a meeting at 14:30 stays at 14:30 when the clocks change, and no zone is
//! needed here. What a community's calendar cannot need is refused when a rule is read: nothing
//! more often than daily, no hours or minutes.
//!
//! The expander is ours: the crate `rrule` brings `chrono`, a second time zone database and
//! `regex` (2.8 MB), and works on instants. What it must give is known exactly: `.ci/run outside`
//! compares thousands of rules with python-dateutil.

mod days;
mod parse;
mod write;

use jiff::{
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

pub use days::{Days, LAST};
pub use parse::{Fault, check, parse};
pub use write::weekday;

/// How often a rule repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// `FREQ=YEARLY`.
    Yearly,
    /// `FREQ=MONTHLY`.
    Monthly,
    /// `FREQ=WEEKLY`.
    Weekly,
    /// `FREQ=DAILY`.
    Daily,
}

/// A weekday of `BYDAY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByDay {
    /// Which one of the month or year: `1` the first, `-1` the last, `0` every.
    pub nth: i8,
    /// The weekday.
    pub weekday: Weekday,
}

/// The end of a rule, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// The day.
    pub date: Date,
    /// The time on it; the whole day when none was written.
    pub time: Option<Time>,
    /// Whether day and time are those of UTC, not of the event's zone.
    pub is_utc: bool,
}

/// A rule that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// `FREQ`.
    pub frequency: Frequency,
    /// `INTERVAL`, from 1.
    pub interval: i32,
    /// `COUNT`, from 1.
    pub count: Option<u32>,
    /// `UNTIL`.
    pub until: Option<Until>,
    /// `BYDAY`.
    pub by_day: Vec<ByDay>,
    /// `BYMONTHDAY`; negative from the end of the month.
    pub by_month_day: Vec<i32>,
    /// `BYYEARDAY`; negative from the end of the year.
    pub by_year_day: Vec<i32>,
    /// `BYWEEKNO`; negative from the end of the year.
    pub by_week: Vec<i32>,
    /// `BYMONTH`.
    pub by_month: Vec<i32>,
    /// `BYSETPOS`; negative from the end of each period.
    pub by_place: Vec<i32>,
    /// `WKST`; Monday when nothing is said.
    pub week_start: Weekday,
}

impl Rule {
    /// A rule that only says how often.
    pub fn new(frequency: Frequency) -> Self {
        Self {
            frequency,
            interval: 1,
            count: None,
            until: None,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_year_day: Vec::new(),
            by_week: Vec::new(),
            by_month: Vec::new(),
            by_place: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    /// The last day on which something that begins at this time in this zone may begin, if the
    /// rule has an end. A day alone is meant whole.
    pub fn last_day(&self, time: Option<Time>, zone: &TimeZone) -> Option<Date> {
        let Until { date, time: end, is_utc } = self.until?;
        let (Some(end), Some(time)) = (end, time) else { return Some(date) };
        let mut end = date.to_datetime(end);
        if is_utc {
            let instant = TimeZone::UTC.to_timestamp(end).ok()?;
            end = zone.to_datetime(instant);
        }
        if time <= end.time() { Some(end.date()) } else { end.date().yesterday().ok() }
    }

    /// The days of the rule in order, from `start` on, up to `last` and at most up to [`LAST`].
    ///
    /// As in python-dateutil, `start` is one of them only when the rule gives it.
    pub fn days(&self, start: Date, last: Option<Date>) -> Days<'_> {
        Days::new(self, start, last)
    }
}
