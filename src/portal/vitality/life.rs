//! Which entries are signs of life, of whom, and on which days.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Count, Sign};
use crate::{
    content::Kind,
    portal::{Entry, Id},
};

/// The kinds of what is done: other entries only say who and what there is.
pub(super) const KINDS: [Kind; 5] =
    [Kind::Retex, Kind::Event, Kind::Talk, Kind::Practice, Kind::Initiative];

impl Count<'_> {
    /// The entries of a kind that are a community's, or all: a practice is also theirs who work
    /// this way.
    pub(super) fn entries(self, community: Option<Id>, kind: Kind) -> Vec<Id> {
        let Some(community) = community else { return self.portal.of_kind(kind).collect() };
        let owned = self.portal.of_community(community, kind);
        if kind != Kind::Practice {
            return owned.to_vec();
        }
        let applied = self.portal.entry(community).backlinks.iter().filter(|it| {
            let entry = self.portal.entry(**it);
            entry.kind == kind && entry.refs("applied_by").contains(&community)
        });
        let all: BTreeSet<Id> = owned.iter().chain(applied).copied().collect();
        all.into_iter().collect()
    }

    /// A day that is not to come.
    pub(super) fn past(self, day: Option<Date>) -> Option<Date> {
        day.filter(|it| *it <= self.today)
    }

    /// Each day on which an entry is a sign of life.
    pub(super) fn each_sign(self, entry: &Entry, sign: impl FnMut(Date)) {
        let record = entry.record();
        let reached = |state: &str, field: &str| {
            let record = record.filter(|_| entry.state() == Some(state))?;
            self.past(record.date(field))
        };
        match entry.kind {
            Kind::Retex => self.past(entry.date()).into_iter().for_each(sign),
            Kind::Event if entry.takes_place() => {
                let Some(series) = entry.series() else { return };
                let own = entry.timezone();
                let zone = own.as_ref().unwrap_or(self.zone);
                series.held(self.today, zone).for_each(sign);
            }
            Kind::Talk => {
                let days = entry.deliveries().iter().map(|it| it.date);
                days.filter_map(|it| self.past(it)).for_each(sign);
            }
            Kind::Practice => reached("adopted", "since").into_iter().for_each(sign),
            Kind::Initiative => reached("done", "end").into_iter().for_each(sign),
            _ => {}
        }
    }

    /// The last sign of life of a community: what [`super::Vitality::last`] says, without
    /// counting all.
    pub(super) fn last_sign(self, community: Id) -> Option<Sign> {
        let mut last: Option<Sign> = None;
        for kind in KINDS {
            for id in self.entries(Some(community), kind) {
                let entry = self.portal.entry(id);
                // Retex come newest first.
                if kind == Kind::Retex
                    && last.is_some_and(|it| self.past(entry.date()) < Some(it.day))
                {
                    break;
                }
                let mut put = |day| {
                    if last.is_none_or(|it| it.day < day) {
                        last = Some(Sign { day, id });
                    }
                };
                if kind == Kind::Event {
                    entry.last_held(self.today).into_iter().for_each(&mut put);
                } else {
                    self.each_sign(entry, put);
                }
            }
        }
        last
    }
}

impl Entry {
    /// Whether an event takes place as a whole: one that is cancelled or postponed does not.
    pub fn takes_place(&self) -> bool {
        let status = self.record().and_then(|it| it.text("status"));
        !matches!(status, Some("cancelled" | "postponed"))
    }

    /// The day on which an event took place for the last time.
    fn last_held(&self, today: Date) -> Option<Date> {
        if !self.takes_place() {
            return None;
        }
        let all = self.occurrences().iter();
        all.filter(|it| it.is_held(today)).map(|it| it.from.date).max()
    }
}
