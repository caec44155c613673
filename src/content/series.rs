//! The days and times at which an event takes place, from its file alone.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{ToSpan, civil::Date, tz::TimeZone};

use super::{
    record::{Moment, Record},
    recurrence::{self, Rule},
};

/// Most occurrences of one event that are shown.
pub const MOST: usize = 500;

/// How many years ahead occurrences are shown.
const AHEAD: i64 = 2;

/// What was planned otherwise for one occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// The day that the rule gives.
    pub date: Date,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// When it takes place instead.
    pub moved_to: Option<Moment>,
}

/// How an occurrence differs from the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It does not.
    Planned,
    /// It does not take place.
    Cancelled,
    /// It takes place at another time than the rule gives.
    Moved,
}

/// One time that an event takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day that the rule gives: its name.
    pub day: Date,
    /// Its beginning.
    pub from: Moment,
    /// Its end.
    pub to: Option<Moment>,
    /// How it differs from the others.
    pub state: State,
    /// Beginning and end by the clocks of the event's own zone, where the others are by those of
    /// the portal's.
    pub there: Option<(Moment, Option<Moment>)>,
}

impl Occurrence {
    /// The same by the clocks of another zone; whole days are the same days everywhere.
    #[must_use]
    pub fn in_zone(self, own: &TimeZone, zone: &TimeZone) -> Self {
        let shift = |it: Moment| {
            let Some(_) = it.time else { return it };
            let instant = own.to_ambiguous_timestamp(it.to_datetime()).compatible();
            instant.map_or(it, |at| {
                let at = zone.to_datetime(at);
                Moment { date: at.date(), time: Some(at.time()) }
            })
        };
        if self.from.time.is_none() {
            return self;
        }
        let there = Some((self.from, self.to));
        Self { from: shift(self.from), to: self.to.map(shift), there, ..self }
    }

    /// Whether its last day is past.
    pub fn is_over(&self, today: Date) -> bool {
        self.to.unwrap_or(self.from).date < today
    }

    /// Whether it is not cancelled.
    pub fn takes_place(&self) -> bool {
        self.state != State::Cancelled
    }

    /// Whether it took place.
    pub fn is_held(&self, today: Date) -> bool {
        self.takes_place() && self.is_over(today)
    }
}

/// When an event takes place, once or again and again.
#[derive(Debug)]
pub struct Series {
    /// How it repeats; nothing for what takes place once.
    pub rule: Option<Rule>,
    /// What `start` says.
    pub start: Moment,
    /// What `end` says.
    pub end: Option<Moment>,
    /// Occurrences that are cancelled or moved, by day.
    pub exceptions: BTreeMap<Date, Exception>,
    /// What was asked last: a portal is put together more often than a day or a zone changes.
    last: Mutex<Option<Last>>,
}

/// Occurrences, and what they depend on beside the file.
#[derive(Debug)]
struct Last {
    today: Date,
    end: Option<Date>,
    most: usize,
    occurrences: Arc<[Occurrence]>,
}

impl Series {
    /// The series of an event; nothing when its rule is wrong.
    pub(super) fn of(record: &Record, start: Moment) -> Option<Self> {
        let rule = match record.text("recurrence") {
            Some(text) => Some(recurrence::parse(text).ok()?),
            None => None,
        };
        let exception = |it: Record| {
            let moved_to = it.moment("moved_to").map(|to| Moment {
                // A day alone is at the usual time.
                time: to.time.or(start.time),
                ..to
            });
            let cancelled = it.bool("cancelled") == Some(true);
            Some(Exception { date: it.date("date")?, cancelled, moved_to })
        };
        let exceptions = record.list("exceptions").iter().filter_map(Record::of);
        let exceptions = exceptions.filter_map(exception).map(|it| (it.date, it)).collect();
        let end = record.moment("end").filter(|it| it.date >= start.date);
        Some(Self { rule, start, end, exceptions, last: Mutex::default() })
    }

    /// The days that the rule gives, in order; of what takes place once, its day.
    pub fn days(&self, zone: &TimeZone) -> Box<dyn Iterator<Item = Date> + '_> {
        match &self.rule {
            Some(rule) => Box::new(rule.days(self.start.date, self.last_day(zone))),
            None => Box::new([self.start.date].into_iter()),
        }
    }

    /// The last day that the rule may give, when it has an end.
    pub fn last_day(&self, zone: &TimeZone) -> Option<Date> {
        self.rule.as_ref()?.last_day(self.start.time, zone)
    }

    /// The occurrences up to two years ahead, and at least the next one; at most so many, of
    /// which half are past where there are more.
    pub fn occurrences(
        &self,
        today: Date,
        zone: &TimeZone,
        most: usize,
    ) -> Arc<[Occurrence]> {
        let end = self.last_day(zone);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |it: &&Last| it.today == today && it.end == end && it.most == most;
        if let Some(last) = last.as_ref().filter(is_known) {
            return Arc::clone(&last.occurrences);
        }
        let days = window(self.days(zone), today, most);
        let mut all: Vec<Occurrence> = days.into_iter().map(|it| self.at(it)).collect();
        all.sort_by_key(|it| it.from);
        let occurrences: Arc<[Occurrence]> = all.into();
        *last = Some(Last { today, end, most, occurrences: Arc::clone(&occurrences) });
        occurrences
    }

    /// The days on which it took place: all of them, however many.
    pub fn held(&self, today: Date, zone: &TimeZone) -> impl Iterator<Item = Date> {
        // What was to come may have been brought forward.
        let last = self.exceptions.keys().next_back().copied().max(Some(today));
        let days = self.days(zone).take_while(move |it| Some(*it) <= last);
        let all = days.map(|it| self.at(it)).filter(move |it| it.is_held(today));
        all.map(|it| it.from.date)
    }

    /// The days that the rule gives up to one, each with the last day of what takes place then.
    pub fn ends(&self, until: Date, zone: &TimeZone) -> impl Iterator<Item = (Date, Date)> {
        let days = self.days(zone).take_while(move |it| *it <= until);
        days.map(|day| {
            let it = self.at(day);
            (day, it.to.unwrap_or(it.from).date)
        })
    }

    /// The occurrence of a day that the rule gives.
    fn at(&self, day: Date) -> Occurrence {
        let exception = self.exceptions.get(&day);
        let (from, state) = match exception {
            Some(Exception { cancelled: true, .. }) => {
                (Moment { date: day, ..self.start }, State::Cancelled)
            }
            Some(Exception { moved_to: Some(to), .. }) => (*to, State::Moved),
            _ => (Moment { date: day, ..self.start }, State::Planned),
        };
        Occurrence { day, from, to: self.end_of(from), state, there: None }
    }

    /// The end of what begins then, as long as the first one lasts: by the clock, so that it
    /// ends at the same hour on the day on which the clocks change.
    pub fn end_of(&self, from: Moment) -> Option<Moment> {
        let end = self.end?;
        let (Some(start), Some(time)) = (self.start.time, end.time) else {
            let days = (end.date - self.start.date).get_days();
            let date = from.date.checked_add(days.days()).ok()?;
            return Some(Moment { date, time: end.time });
        };
        if Some(start) == from.time {
            let days = (end.date - self.start.date).get_days();
            return Some(Moment {
                date: from.date.checked_add(days.days()).ok()?,
                time: end.time,
            });
        }
        let lasts = self.start.date.to_datetime(start).until(end.date.to_datetime(time));
        let end = from.to_datetime().checked_add(lasts.ok()?).ok()?;
        Some(Moment { date: end.date(), time: Some(end.time()) })
    }
}

/// The days that are shown.
fn window(days: impl Iterator<Item = Date>, today: Date, most: usize) -> Vec<Date> {
    let horizon = today.checked_add(AHEAD.years()).unwrap_or(Date::MAX);
    let (mut past, mut ahead) = (VecDeque::new(), Vec::new());
    for day in days {
        if day < today {
            past.push_back(day);
            if past.len() > most {
                past.pop_front();
            }
        } else if ahead.is_empty() || (day <= horizon && ahead.len() < most) {
            ahead.push(day);
        } else {
            break;
        }
    }
    ahead.truncate(most - past.len().min(most / 2));
    let skip = past.len().saturating_sub(most - ahead.len());
    past.into_iter().skip(skip).chain(ahead).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::recurrence::{Frequency, parse};

    fn shown(rule: &str, start: Date) -> Vec<Date> {
        let rule = parse(rule).unwrap();
        window(rule.days(start, None), Date::constant(2026, 11, 29), MOST)
    }

    #[test]
    fn two_years_ahead_are_shown_and_five_hundred_at_most() {
        let weekly = shown("FREQ=WEEKLY", Date::constant(2026, 10, 6));
        assert_eq!(weekly.len(), 8 + 105);
        assert_eq!(weekly.last(), Some(&Date::constant(2028, 11, 28)));
        let daily = shown("FREQ=DAILY", Date::constant(2020, 1, 1));
        assert_eq!(daily.len(), 500);
        assert_eq!(daily.get(250), Some(&Date::constant(2026, 11, 29)));
        let new = shown("FREQ=DAILY", Date::constant(2026, 11, 29));
        assert_eq!(new.len(), 500);
        let old = shown("FREQ=WEEKLY;COUNT=500", Date::constant(2000, 1, 1));
        assert_eq!((old.len(), old.first()), (500, Some(&Date::constant(2000, 1, 1))));
        // What comes seldom is not over.
        let seldom = shown("FREQ=YEARLY;INTERVAL=10", Date::constant(2020, 6, 1));
        assert_eq!(seldom.last(), Some(&Date::constant(2030, 6, 1)));
        assert!(Rule::new(Frequency::Daily).days(recurrence::LAST, None).count() == 1);
    }
}
