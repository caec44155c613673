//! Further pages of the lists of talks and of past events.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Found, Route,
    claims::{Claim, Claims},
};
use crate::{
    content::Kind,
    portal::{Id, Portal},
};

/// How many entries the lists have that go on over several pages.
struct Counts {
    past: usize,
    talks: usize,
    years: BTreeMap<i16, usize>,
    conferences: BTreeMap<String, usize>,
    of: BTreeMap<Id, usize>,
}

impl Counts {
    fn new(portal: &Portal, today: Date) -> Self {
        let mut counts = Self {
            past: portal.meetings().filter(|it| it.1.is_over(today)).count(),
            talks: portal.of_kind(Kind::Talk).len(),
            years: BTreeMap::new(),
            conferences: BTreeMap::new(),
            of: BTreeMap::new(),
        };
        for id in portal.of_kind(Kind::Talk) {
            let entry = portal.entry(id);
            for of in entry.refs("speakers").iter().chain(entry.refs("topics")) {
                *counts.of.entry(*of).or_default() += 1;
            }
            // A talk that was given twice is in the list once.
            let dates = entry.deliveries().iter().filter_map(|it| it.date);
            let years: BTreeSet<i16> = dates.map(Date::year).collect();
            for year in years {
                *counts.years.entry(year).or_default() += 1;
            }
            let conferences: BTreeSet<&str> =
                entry.deliveries().iter().map(|it| &*it.conference).collect();
            for conference in conferences {
                *counts.conferences.entry(conference.to_owned()).or_default() += 1;
            }
        }
        counts
    }

    fn of(&self, route: &Route) -> usize {
        let count = match route {
            Route::PastEvents => Some(&self.past),
            Route::Talks => Some(&self.talks),
            Route::TalksOfYear(year) => self.years.get(year),
            Route::TalksAt(slug) => self.conferences.get(slug),
            Route::TalksOf(id) => self.of.get(id),
            _ => None,
        };
        count.copied().unwrap_or(0)
    }
}

/// The further pages of the lists that were claimed.
pub(super) fn further(
    claims: &Claims,
    portal: &Portal,
    size: usize,
    today: Date,
) -> Vec<(Arc<str>, Found)> {
    let counts = Counts::new(portal, today);
    let pages = |claim: &Claim| {
        let Found { route, lang } = claim.found.clone();
        let last = counts.of(&route).div_ceil(size.max(1));
        let address = Arc::clone(&claim.address);
        (2..=last).map(move |number| {
            let route = Route::Further(Box::new(route.clone()), number);
            (format!("{address}page/{number}/").into(), Found { route, lang })
        })
    };
    claims.taken().iter().flat_map(pages).collect()
}
