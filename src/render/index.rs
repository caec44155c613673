//! Which entries belong together: worked out once for a portal, so that no page looks at all.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use jiff::civil::Date;
use rayon::prelude::*;

use super::related::Ties;
use crate::{
    content::{Kind, facts::Delivery},
    portal::{Id, Meeting, Portal, states},
    route::Within,
    snapshot::Site,
};

/// Retex, newest first, and where each year stands.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) ids: Vec<Id>,
    pub(super) years: Vec<(i16, Range<usize>)>,
}

impl Shelf {
    fn push(&mut self, id: Id, date: Option<Date>) {
        let at = self.ids.len();
        self.ids.push(id);
        let Some(year) = date.map(Date::year) else { return };
        match self.years.last_mut().filter(|it| it.0 == year) {
            Some((_, range)) => range.end = at + 1,
            None => self.years.push((year, at..at + 1)),
        }
    }

    /// The retex of a year, or all.
    pub(super) fn of(&self, year: Option<i16>) -> &[Id] {
        let Some(year) = year else { return &self.ids };
        let range = self.years.iter().find(|it| it.0 == year).map(|it| it.1.clone());
        range.and_then(|it| self.ids.get(it)).unwrap_or(&[])
    }

    /// The neighbors of a retex: newer and older.
    pub(super) fn around(&self, id: Id) -> (Option<Id>, Option<Id>) {
        let Ok(at) = self.ids.binary_search(&id) else { return (None, None) };
        let newer = at.checked_sub(1).and_then(|it| self.ids.get(it)).copied();
        (newer, self.ids.get(at + 1).copied())
    }
}

/// What belongs to a community.
#[derive(Debug, Default)]
pub(super) struct Owned {
    pub(super) retex: Shelf,
    pub(super) upcoming: Vec<Meeting>,
    pub(super) past: Vec<Meeting>,
    pub(super) talks: Vec<Id>,
    pub(super) pages: Vec<Id>,
}

/// One edition of a conference.
#[derive(Debug)]
pub(super) struct Edition {
    /// As it stands in addresses.
    pub(super) slug: String,
    /// As written.
    pub(super) name: String,
    /// The last day of a talk at it.
    pub(super) date: Option<Date>,
    pub(super) talks: Vec<Id>,
}

/// All lists of a portal.
#[derive(Debug, Default)]
pub(super) struct Index {
    kinds: BTreeMap<Kind, Vec<Id>>,
    owned: BTreeMap<Id, Owned>,
    /// Of topics and of people.
    shelves: BTreeMap<Id, Shelf>,
    pub(super) retex: Shelf,
    /// The soonest first.
    pub(super) upcoming: Vec<Meeting>,
    /// The latest first.
    pub(super) past: Vec<Meeting>,
    /// Events by year and month, in order.
    pub(super) months: BTreeMap<(i16, i8), Vec<Meeting>>,
    /// Talks by year of a delivery.
    pub(super) talk_years: BTreeMap<i16, Vec<Id>>,
    /// Talks by conference: slug → name and talks.
    pub(super) conferences: BTreeMap<String, (String, Vec<Id>)>,
    /// Editions of each conference, by its slug; the latest first.
    pub(super) editions: BTreeMap<String, Vec<Edition>>,
    /// Where each edition stands in those of its conference, by both slugs.
    edition_places: BTreeMap<String, BTreeMap<String, usize>>,
    /// Talks by the language they were given in.
    pub(super) talk_languages: BTreeMap<String, Vec<Id>>,
    /// Talks that have a recording.
    pub(super) talks_with_video: Vec<Id>,
    /// Talks by person and by topic.
    pub(super) talks_of: BTreeMap<Id, Vec<Id>>,
    /// How many entries of all kinds are on a topic or on one below it.
    pub(super) on_topic: BTreeMap<Id, usize>,
    /// Narrower topics.
    pub(super) children: BTreeMap<Id, Vec<Id>>,
    /// Practices and initiatives of each list, by state.
    works: BTreeMap<(Kind, Within), Vec<Id>>,
    series: BTreeMap<String, Vec<(u64, Id)>>,
    /// By the place of the entry; only retex have any.
    ties: Vec<Option<Ties>>,
}

impl Index {
    pub(super) fn new(site: &Site) -> Self {
        let mut index = Self::default();
        let portal = &site.portal;
        let ids: Vec<Id> = portal.ids().collect();
        let ties = |id: &Id| {
            let entry = portal.entry(*id);
            (entry.kind == Kind::Retex).then(|| Ties::of(entry))
        };
        index.ties = ids.par_iter().map(ties).collect();
        for id in ids {
            let kind = portal.entry(id).kind;
            index.count_topics(portal, id);
            index.kinds.entry(kind).or_default().push(id);
            match kind {
                Kind::Retex => index.add_retex(portal, id),
                Kind::Event => index.add_event(portal, id, site.today),
                Kind::Talk => index.add_talk(portal, id),
                Kind::Practice | Kind::Initiative => index.add_work(portal, id),
                Kind::Page => {
                    index.owners(portal, id, |it| it.pages.push(id));
                }
                Kind::Topic => {
                    for parent in portal.entry(id).refs("parent") {
                        index.children.entry(*parent).or_default().push(id);
                    }
                }
                Kind::Home | Kind::Community | Kind::Person => {}
            }
        }
        // What begins at the same time is in the order of names.
        let start = |it: &Meeting| portal.occurrence(*it).map(|it| it.from);
        let soonest = |list: &mut Vec<Meeting>| list.sort_by_key(start);
        let latest = |list: &mut Vec<Meeting>| list.sort_by_key(|it| Reverse(start(it)));
        soonest(&mut index.upcoming);
        latest(&mut index.past);
        for owned in index.owned.values_mut() {
            soonest(&mut owned.upcoming);
            latest(&mut owned.past);
        }
        index.months.values_mut().for_each(soonest);
        let state = |it: &Id| {
            let entry = portal.entry(*it);
            let state = entry.state();
            (states(entry.kind).iter().position(|it| Some(*it) == state), *it)
        };
        index.works.values_mut().for_each(|it| it.sort_by_key(state));
        index.series.values_mut().for_each(|it| it.sort_unstable());
        let latest = |a: &Edition, b: &Edition| (b.date, &b.slug).cmp(&(a.date, &a.slug));
        for (editions, places) in
            index.editions.values_mut().zip(index.edition_places.values_mut())
        {
            editions.sort_by(latest);
            for (at, it) in editions.iter().enumerate() {
                places.insert(it.slug.clone(), at);
            }
        }
        index
    }

    fn owners(&mut self, portal: &Portal, id: Id, mut put: impl FnMut(&mut Owned)) {
        for owner in portal.entry(id).owners() {
            put(self.owned.entry(owner).or_default());
        }
    }

    /// Counts an entry once for each of its topics and for each of those above them.
    fn count_topics(&mut self, portal: &Portal, id: Id) {
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let mut open: Vec<Id> = portal.entry(id).refs("topics").to_vec();
        while let Some(topic) = open.pop() {
            if seen.insert(topic) {
                *self.on_topic.entry(topic).or_default() += 1;
                open.extend(portal.entry(topic).refs("parent"));
            }
        }
    }

    fn add_retex(&mut self, portal: &Portal, id: Id) {
        let entry = portal.entry(id);
        let date = entry.date();
        self.retex.push(id, date);
        self.owners(portal, id, |it| it.retex.push(id, date));
        for of in entry.refs("topics").iter().chain(entry.refs("authors")) {
            self.shelves.entry(*of).or_default().push(id, date);
        }
        if let Some(series) = entry.record().and_then(|it| it.map("series")) {
            let name = series.text("id").unwrap_or("").to_owned();
            let part = series.number("part").unwrap_or(u64::MAX);
            self.series.entry(name).or_default().push((part, id));
        }
    }

    fn add_event(&mut self, portal: &Portal, id: Id, today: Date) {
        for (at, it) in portal.entry(id).occurrences().iter().enumerate() {
            let meeting = Meeting { id, at };
            let over = it.is_over(today);
            if over { &mut self.past } else { &mut self.upcoming }.push(meeting);
            let month = (it.from.date.year(), it.from.date.month());
            self.months.entry(month).or_default().push(meeting);
            self.owners(portal, id, |it| {
                if over { &mut it.past } else { &mut it.upcoming }.push(meeting);
            });
        }
    }

    fn add_talk(&mut self, portal: &Portal, id: Id) {
        let entry = portal.entry(id);
        self.owners(portal, id, |it| it.talks.push(id));
        for of in entry.refs("speakers").iter().chain(entry.refs("topics")) {
            self.talks_of.entry(*of).or_default().push(id);
        }
        for language in entry.spoken() {
            self.talk_languages.entry(language).or_default().push(id);
        }
        if entry.deliveries().iter().any(|it| it.video) {
            self.talks_with_video.push(id);
        }
        for it in entry.deliveries() {
            let Delivery { date, conference, name, .. } = it;
            if !conference.is_empty() {
                self.add_edition(id, it);
            }
            if let Some(date) = date {
                add_once(self.talk_years.entry(date.year()).or_default(), id);
            }
            if !conference.is_empty() {
                let at = self.conferences.entry(conference.to_string());
                let first = || (name.to_string(), Vec::new());
                add_once(&mut at.or_insert_with(first).1, id);
            }
        }
    }

    fn add_work(&mut self, portal: &Portal, id: Id) {
        let entry = portal.entry(id);
        for within in Within::of(entry) {
            self.works.entry((entry.kind, within)).or_default().push(id);
        }
    }

    /// Practices or initiatives of a list, by state.
    pub(super) fn works(&self, kind: Kind, within: Within) -> &[Id] {
        self.works.get(&(kind, within)).map_or(&[], Vec::as_slice)
    }

    fn add_edition(&mut self, id: Id, delivery: &Delivery) {
        let conference = delivery.conference.to_string();
        let editions = self.editions.entry(conference.clone()).or_default();
        let places = self.edition_places.entry(conference).or_default();
        let at = *places.entry(delivery.edition.to_string()).or_insert(editions.len());
        match editions.get_mut(at) {
            Some(edition) => {
                edition.date = edition.date.max(delivery.date);
                add_once(&mut edition.talks, id);
            }
            None => editions.push(Edition {
                slug: delivery.edition.to_string(),
                name: delivery.edition_name.to_string(),
                date: delivery.date,
                talks: vec![id],
            }),
        }
    }

    /// An edition of a conference, by their slugs.
    pub(super) fn edition(&self, conference: &str, edition: &str) -> Option<&Edition> {
        let at = *self.edition_places.get(conference)?.get(edition)?;
        self.editions.get(conference)?.get(at)
    }

    /// All entries of a kind, in the order of lists.
    pub(super) fn kind(&self, kind: Kind) -> &[Id] {
        self.kinds.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// What belongs to a community.
    pub(super) fn owned(&self, community: Id) -> Option<&Owned> {
        self.owned.get(&community)
    }

    /// The retex of a community, a topic or a person, or all.
    pub(super) fn shelf(&self, of: Option<Id>) -> Option<&Shelf> {
        let Some(id) = of else { return Some(&self.retex) };
        self.owned.get(&id).map(|it| &it.retex).or_else(|| self.shelves.get(&id))
    }

    /// What a retex can have in common with others.
    pub(super) fn ties(&self, id: Id) -> Option<&Ties> {
        self.ties.get(id.index())?.as_ref()
    }

    /// Parts of a series, in order.
    pub(super) fn series(&self, name: &str) -> &[(u64, Id)] {
        self.series.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The first so many of each event, in order: what comes every week leaves room for the others.
pub(super) fn few_of_each(
    meetings: &[Meeting],
    most: usize,
) -> impl Iterator<Item = Meeting> + '_ {
    let mut seen: BTreeMap<Id, usize> = BTreeMap::new();
    meetings.iter().copied().filter(move |it| {
        let count = seen.entry(it.id).or_default();
        *count += 1;
        *count <= most
    })
}

fn add_once(list: &mut Vec<Id>, id: Id) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}
