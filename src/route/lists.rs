//! Further pages of lists: people, talks, past events, practices and initiatives, series.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    Found, Route, Within,
    claims::{Claim, Claims},
    table::prefix,
};
use crate::{
    config::Texts,
    content::Kind,
    portal::{Id, Portal},
};

/// How many entries the lists have that go on over several pages.
struct Counts {
    past: usize,
    people: usize,
    talks: usize,
    years: BTreeMap<i16, usize>,
    /// Of all editions: a talk that was given at two is listed at each.
    conferences: BTreeMap<String, usize>,
    editions: BTreeMap<(String, String), usize>,
    languages: BTreeMap<String, usize>,
    videos: usize,
    of: BTreeMap<Id, usize>,
    works: BTreeMap<(Kind, Within), usize>,
    series: BTreeMap<String, usize>,
}

/// The word of a kind in addresses of its lists.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Initiative => "address.initiatives",
        _ => "address.practices",
    }
}

/// Whether an address is one of the lists that come and go with the days: months of meetings,
/// and further pages of those that are past.
pub(super) fn passes(path: &str, texts: &[Texts]) -> bool {
    let number = |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    texts.iter().enumerate().any(|(lang, t)| {
        let events = format!("{}/{}/", prefix(lang, t), t.get("address.events"));
        let Some(rest) = path.strip_prefix(&events) else { return false };
        let parts: Vec<&str> = rest.split_terminator('/').collect();
        match parts.as_slice() {
            [past, "page", page] => *past == t.get("address.past") && number(page),
            [first, second] => (number(first) || *first == "page") && number(second),
            _ => false,
        }
    })
}

/// How many parts each series has.
pub(super) fn series(portal: &Portal) -> BTreeMap<String, usize> {
    let mut series = BTreeMap::new();
    for id in portal.of_kind(Kind::Retex).filter_map(|it| portal.entry(it).part_of()) {
        *series.entry(id).or_default() += 1;
    }
    series
}

/// How many practices or initiatives each list of them has.
fn works(portal: &Portal) -> BTreeMap<(Kind, Within), usize> {
    let mut works = BTreeMap::new();
    for kind in [Kind::Practice, Kind::Initiative] {
        for entry in portal.of_kind(kind).map(|it| portal.entry(it)) {
            for within in Within::of(entry) {
                *works.entry((kind, within)).or_default() += 1;
            }
        }
    }
    works
}

impl Counts {
    fn new(portal: &Portal, today: Date) -> Self {
        let mut counts = Self {
            past: portal.meetings().filter(|it| it.1.is_over(today)).count(),
            people: portal.of_kind(Kind::Person).len(),
            talks: portal.of_kind(Kind::Talk).len(),
            years: BTreeMap::new(),
            conferences: BTreeMap::new(),
            editions: BTreeMap::new(),
            languages: BTreeMap::new(),
            videos: 0,
            of: BTreeMap::new(),
            works: works(portal),
            series: series(portal),
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
            let deliveries = entry.deliveries().iter();
            let editions: BTreeSet<(&str, &str)> =
                deliveries.map(|it| (&*it.conference, &*it.edition)).collect();
            for (conference, edition) in editions {
                *counts.conferences.entry(conference.to_owned()).or_default() += 1;
                let edition = (conference.to_owned(), edition.to_owned());
                *counts.editions.entry(edition).or_default() += 1;
            }
            for language in entry.spoken() {
                *counts.languages.entry(language).or_default() += 1;
            }
            counts.videos += usize::from(entry.deliveries().iter().any(|it| it.video));
        }
        counts
    }

    fn of(&self, route: &Route) -> usize {
        let count = match route {
            Route::PastEvents => Some(&self.past),
            Route::People => Some(&self.people),
            Route::Talks => Some(&self.talks),
            Route::TalksOfYear(year) => self.years.get(year),
            Route::TalksAt(slug) => self.conferences.get(slug),
            Route::TalksAtEdition(slug, edition) => {
                self.editions.get(&(slug.clone(), edition.clone()))
            }
            Route::TalksIn(language) => self.languages.get(language),
            Route::TalksWithVideo => Some(&self.videos),
            Route::TalksOf(id) => self.of.get(id),
            Route::Works(kind, within) => self.works.get(&(*kind, *within)),
            Route::Matrix => self.works.get(&(Kind::Practice, Within::Portal)),
            Route::Series(id) => self.series.get(id),
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
