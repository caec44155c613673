//! What lives in a portal and its communities, from content alone: counted by quarters. Nobody
//! is followed; what is not published does not count, and what is to come neither.

mod due;
mod life;
mod quarter;
mod together;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{civil::Date, tz::TimeZone};

use super::{Id, Portal};
use crate::{config::Settings, content::Kind};

pub use quarter::Quarter;
pub use together::{Together, together};

pub(super) use due::{check, overdue};

/// How many quarters are "recent", the running one included: a year.
pub const RECENT: i32 = 4;

/// What is counted, and when.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// Of which portal.
    pub portal: &'a Portal,
    /// The day it is: what is later is not counted.
    pub today: Date,
    /// The time zone of events that name none.
    pub zone: &'a TimeZone,
}

impl<'a> Count<'a> {
    /// What is counted of a portal on a day.
    pub fn of(portal: &'a Portal, settings: &'a Settings, today: Date) -> Self {
        Self { portal, today, zone: &settings.timezone }
    }
}

/// What happened in one quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Retex that were published.
    pub retex: usize,
    /// Who wrote them.
    pub authors: usize,
    /// Those of the authors whose first retex it was.
    pub new_authors: usize,
    /// Events that took place, each occurrence for itself.
    pub events: usize,
    /// Talks that were given, each time for itself.
    pub talks: usize,
    /// Practices that were adopted.
    pub practices: usize,
    /// Initiatives that came to their end.
    pub initiatives: usize,
}

impl Figures {
    /// All of them, in the order of the fields: what tables and files have.
    pub fn all(self) -> [usize; 7] {
        let Self { retex, authors, new_authors, events, talks, practices, initiatives } =
            self;
        [retex, authors, new_authors, events, talks, practices, initiatives]
    }

    /// How many signs of life these are: people are none.
    pub fn signs(&self) -> usize {
        self.retex + self.events + self.talks + self.practices + self.initiatives
    }
}

/// The last that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// When.
    pub day: Date,
    /// What.
    pub id: Id,
}

/// Who wrote the retex of the last four quarters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recent {
    /// How many there are.
    pub retex: usize,
    /// How many people wrote them.
    pub authors: usize,
    /// Those of the last four quarters whose first retex is one of them.
    pub new_authors: usize,
    /// How many of them are by whoever wrote the most.
    pub of_one: usize,
}

/// What lives in a portal, or in one of its communities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vitality {
    /// From the first sign of life to the running one, none left out; nothing without any sign.
    pub quarters: Vec<(Quarter, Figures)>,
    /// The last sign of life.
    pub last: Option<Sign>,
    /// Retex of the last four quarters, and who wrote them.
    pub recent: Recent,
}

impl Vitality {
    /// Counts a portal, or one of its communities.
    pub fn of(count: Count<'_>, community: Option<Id>) -> Self {
        let mut tally = Tally::default();
        for kind in life::KINDS {
            for id in count.entries(community, kind) {
                let entry = count.portal.entry(id);
                count.each_sign(entry, |day| {
                    tally.sign(kind, Sign { day, id });
                });
                if let (Kind::Retex, Some(day)) = (kind, count.past(entry.date())) {
                    tally.authors(Quarter::of(day), entry.refs("authors"));
                }
            }
        }
        tally.finish(Quarter::of(count.today))
    }

    /// The figures of the last quarters: at least so many, and at most so many.
    pub fn newest(
        &self,
        today: Date,
        (least, most): (i32, i32),
    ) -> Vec<(Quarter, Figures)> {
        let now = Quarter::of(today);
        let known = self.quarters.first().map_or(0, |it| now.since(it.0) + 1);
        let first = now.back(known.clamp(least, most) - 1);
        let figures = |at| {
            self.quarters.iter().find(|it| it.0 == at).map(|it| it.1).unwrap_or_default()
        };
        first.up_to(now).map(|it| (it, figures(it))).collect()
    }

    /// The sum of the last four quarters, but for people: they are counted in
    /// [`Vitality::recent`].
    pub fn year(&self, today: Date) -> Figures {
        let mut sum = Figures::default();
        for (_, it) in self.newest(today, (RECENT, RECENT)) {
            sum.retex += it.retex;
            sum.events += it.events;
            sum.talks += it.talks;
            sum.practices += it.practices;
            sum.initiatives += it.initiatives;
        }
        sum
    }
}

/// What was counted so far.
#[derive(Debug, Default)]
struct Tally {
    figures: BTreeMap<Quarter, Figures>,
    last: Option<Sign>,
    /// Who wrote in each quarter, and how many retex.
    authors: BTreeMap<Quarter, BTreeMap<Id, usize>>,
}

impl Tally {
    fn sign(&mut self, kind: Kind, sign: Sign) {
        let figures = self.figures.entry(Quarter::of(sign.day)).or_default();
        match kind {
            Kind::Retex => figures.retex += 1,
            Kind::Event => figures.events += 1,
            Kind::Talk => figures.talks += 1,
            Kind::Practice => figures.practices += 1,
            Kind::Initiative => figures.initiatives += 1,
            _ => {}
        }
        // Of one day, the first in the order of entries.
        if self.last.is_none_or(|it| it.day < sign.day) {
            self.last = Some(sign);
        }
    }

    fn authors(&mut self, quarter: Quarter, authors: &[Id]) {
        let known = self.authors.entry(quarter).or_default();
        // Somebody may be named twice.
        for id in authors.iter().collect::<BTreeSet<_>>() {
            *known.entry(*id).or_default() += 1;
        }
    }

    fn finish(self, now: Quarter) -> Vitality {
        let mut figures = self.figures;
        let mut seen = BTreeSet::new();
        let (mut recent, mut wrote) = (Recent::default(), BTreeMap::new());
        for (quarter, authors) in &self.authors {
            let new = authors.keys().filter(|it| seen.insert(**it)).count();
            let it = figures.entry(*quarter).or_default();
            (it.authors, it.new_authors) = (authors.len(), new);
            if now.since(*quarter) < RECENT {
                recent.retex += it.retex;
                recent.new_authors += new;
                for (id, count) in authors {
                    *wrote.entry(*id).or_insert(0) += count;
                }
            }
        }
        recent.authors = wrote.len();
        recent.of_one = wrote.into_values().max().unwrap_or(0);
        let first = figures.keys().next().copied();
        let quarters = first.map(|it| it.up_to(now)).into_iter().flatten();
        Vitality {
            quarters: quarters
                .map(|it| (it, figures.get(&it).copied().unwrap_or_default()))
                .collect(),
            last: self.last,
            recent,
        }
    }
}
