//! Further pages of the lists of talks and of past events.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Route, RouteTable};
use crate::{
    content::{Kind, record::Record, slug::slugify},
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
        let events = portal.of_kind(Kind::Event);
        let mut counts = Self {
            past: events.filter(|it| portal.entry(*it).is_over(today)).count(),
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
            let deliveries = entry.record().map_or(&[][..], |it| it.list("deliveries"));
            let deliveries: Vec<Record> =
                deliveries.iter().filter_map(Record::of).collect();
            // A talk that was given twice is in the list once.
            let years: BTreeSet<i16> = deliveries
                .iter()
                .filter_map(|it| it.date("date"))
                .map(Date::year)
                .collect();
            for year in years {
                *counts.years.entry(year).or_default() += 1;
            }
            let conferences: BTreeSet<String> = deliveries
                .iter()
                .filter_map(|it| it.text("conference").map(slugify))
                .collect();
            for conference in conferences {
                *counts.conferences.entry(conference).or_default() += 1;
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

/// Address, route and language of each further page of the lists that a table has.
pub(super) fn further(
    table: &RouteTable,
    portal: &Portal,
    size: usize,
    today: Date,
) -> Vec<(String, Route, usize)> {
    let counts = Counts::new(portal, today);
    let pages = |(address, found): (&str, &super::Found)| {
        let last = counts.of(&found.route).div_ceil(size.max(1));
        let (address, of, lang) = (address.to_owned(), found.route.clone(), found.lang);
        (2..=last).map(move |number| {
            let route = Route::Further(Box::new(of.clone()), number);
            (format!("{address}page/{number}/"), route, lang)
        })
    };
    table.iter().flat_map(pages).collect()
}
