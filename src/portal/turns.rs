//! The days on which something changes though nobody writes: collected from the data, so that
//! no day between two of them has to be looked at.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span as Time, ToSpan, civil::Date};

use super::{Entry, Held, Id, Portal, Shown, check, state, vitality};
use crate::{
    config::Settings,
    content::{Kind, record::Record},
    diag::Diagnostic,
};

/// How far ahead of a day meetings are listed.
const AHEAD: i16 = 2;

/// The days on which something may change.
#[derive(Debug, Default)]
pub struct Turns {
    /// On these, others may be concerned: the portal has to be put together.
    pub whole: BTreeSet<Date>,
    /// On these, something is said of these entries alone.
    pub own: BTreeMap<Date, Vec<Id>>,
}

/// Collects days behind one and up to another.
struct Collector<'a> {
    settings: &'a Settings,
    range: (Date, Date),
    /// Whether a link leads to a list of meetings that comes and goes.
    meetings: bool,
    turns: Turns,
}

impl Portal {
    /// The days behind `range.0` and up to `range.1` on which something may change; `meetings`
    /// says whether lists of meetings that come and go are linked to. Ids are those of the
    /// portal in which nothing is held back.
    pub fn turns(&self, settings: &Settings, range: (Date, Date), meetings: bool) -> Turns {
        let all = self.whole().unwrap_or(self);
        let mut to = Collector { settings, range, meetings, turns: Turns::default() };
        for letter in &settings.letters {
            to.whole(Some(letter.date));
        }
        if settings.vitality.silent_quarters.is_some() {
            to.quarters();
        }
        for id in all.ids() {
            to.entry(id, all.entry(id));
        }
        to.turns
    }

    /// What is said of an entry alone because of the day.
    pub fn said_on(&self, id: Id, shown: Shown) -> Vec<Diagnostic> {
        let all = self.whole().unwrap_or(self);
        let original = &all.entry(id).original;
        let mut found = Vec::new();
        state::check(original, shown.today, &mut found);
        if Held::of(original, shown).is_none() {
            vitality::check(original, shown.today, &mut found);
        }
        found
    }
}

impl Collector<'_> {
    fn is_in(&self, day: Date) -> bool {
        self.range.0 < day && day <= self.range.1
    }

    fn whole(&mut self, day: Option<Date>) {
        if let Some(day) = day.filter(|it| self.is_in(*it)) {
            self.turns.whole.insert(day);
        }
    }

    /// What holds up to a day is over on the next one.
    fn behind(&mut self, id: Id, day: Option<Date>) {
        let next = day.and_then(|it| it.tomorrow().ok());
        if let Some(day) = next.filter(|it| self.is_in(*it)) {
            let ids = self.turns.own.entry(day).or_default();
            if ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }

    /// Silence is counted in quarters.
    fn quarters(&mut self) {
        for year in self.range.0.year()..=self.range.1.year() {
            for month in [1, 4, 7, 10] {
                self.whole(Date::new(year, month, 1).ok());
            }
        }
    }

    fn entry(&mut self, id: Id, entry: &Entry) {
        let (facts, record) = (&entry.original.facts, &entry.original.record);
        self.whole(facts.publish);
        self.whole(facts.expires);
        self.behind(id, record.date("review_by"));
        match entry.kind {
            Kind::Community => {
                for lead in record.list("leads").iter().filter_map(Record::of) {
                    self.behind(id, lead.date("until"));
                }
            }
            Kind::Initiative => self.behind(id, record.date("end")),
            Kind::Event => self.meetings(entry),
            _ => {}
        }
        // A day that comes may be a sign of life.
        if self.settings.vitality.silent_quarters.is_some() {
            let deliveries = facts.deliveries.iter().map(|it| it.date);
            let signs = [facts.date, record.date("since"), record.date("end")];
            deliveries.chain(signs).for_each(|it| self.whole(it));
        }
    }

    /// The days on which a meeting is over, or comes to be listed, or should have notes: only
    /// where something is said of that.
    fn meetings(&mut self, event: &Entry) {
        let limits = self.settings.vitality;
        let counts = self.meetings
            || limits.silent_quarters.is_some()
            || limits.event_notes_days.is_some();
        let Some(series) = event.original.facts.series.as_ref().filter(|_| counts) else {
            return;
        };
        let zone = check::zone(&event.original.record, self.settings);
        let years = |it: Date, n: i16| it.checked_add(n.years()).unwrap_or(Date::MAX);
        let notes = limits.event_notes_days.and_then(|it| i64::try_from(it).ok());
        let notes = notes.and_then(|it| Time::new().try_days(it).ok());
        let until = years(self.range.1, AHEAD).saturating_add(7.days());
        for (day, last) in series.ends(until, &zone) {
            let listed = years(day, -AHEAD);
            let told = [years(day, 1), years(last, 1)];
            let due = notes.and_then(|it| last.checked_add(it).ok());
            for it in [day, last, listed].into_iter().chain(told).chain(due) {
                // By the clocks of the portal it may be the day before or the day behind; and
                // there are years with a day more.
                for near in -1..=2 {
                    self.whole(it.checked_add(near.days()).ok());
                }
            }
        }
    }
}
