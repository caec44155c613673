//! What changes on the days to come, though nobody writes.
//!
//! The days are collected from the data ([`Portal::turns`](crate::portal::Portal::turns)), so
//! that no other has to be looked at. Nothing is read again; the portal is put together again only
//! for days that bring or take away an entry, a letter or a list.

use jiff::{ToSpan, civil::Date};

use super::{Site, Workspace};
use crate::{
    config::Settings,
    diag::{self, Diagnostic},
    portal::{Id, Shown, Turns},
    route::follows_meetings,
};

/// A day on which something changes.
#[derive(Debug)]
pub struct Turn {
    /// Which.
    pub day: Date,
    /// What is published from then on.
    pub appears: Vec<Shows>,
    /// What is not published any more.
    pub disappears: Vec<Shows>,
    /// What is said from then on.
    pub begins: Vec<Diagnostic>,
    /// What is not said any more.
    pub ends: Vec<Diagnostic>,
}

/// What appears or disappears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shows {
    /// Its file.
    pub path: String,
    /// What it is called.
    pub title: String,
}

impl Turn {
    fn is_empty(&self) -> bool {
        let Self { day: _, appears, disappears, begins, ends } = self;
        appears.is_empty() && disappears.is_empty() && begins.is_empty() && ends.is_empty()
    }
}

impl Workspace {
    /// The days behind that of the newest snapshot, and up to one, on which something changes;
    /// nothing while the settings or the theme are broken. What rendering finds is not looked for.
    /// The newest snapshot is that of the last such day then.
    pub fn ahead(&mut self, until: Date) -> Option<Vec<Turn>> {
        let first = self.newest.clone()?;
        let site = first.site.as_ref()?;
        let meetings = follows_meetings(&site.portal, &site.settings, &site.theme.texts);
        let range = (site.today, until);
        let Turns { whole, own } = site.portal.turns(&site.settings, range, meetings);
        let mut days: Vec<Date> = whole.iter().chain(own.keys()).copied().collect();
        days.sort_unstable();
        days.dedup();
        let mut said: Vec<Diagnostic> = first.diagnostics.clone();
        let mut before = site.today;
        let mut turns = Vec::new();
        for day in days {
            let shown = |today| self.shown(today);
            let (old, new) = (shown(before), shown(day));
            let next = if whole.contains(&day) {
                self.on(day)
            } else {
                let ids = own.get(&day).map_or(&[][..], Vec::as_slice);
                let eve = day.checked_sub(1.day()).unwrap_or(before);
                on_their_own(site, ids, &said, (self.shown(eve), new))
            };
            let (appears, disappears) = passing(site, old, new);
            let (begins, ends) =
                (diag::difference(&next, &said), diag::difference(&said, &next));
            let turn = Turn { day, appears, disappears, begins, ends };
            turns.extend(Some(turn).filter(|it| !it.is_empty()));
            (said, before) = (next, day);
        }
        Some(turns)
    }

    fn shown(&self, today: Date) -> Shown {
        Shown { today, drafts: self.options.drafts, future: self.options.future }
    }

    /// What is said on another day.
    fn on(&mut self, day: Date) -> Vec<Diagnostic> {
        self.options.date = Some(day);
        self.apply(Vec::new(), Vec::new()).diagnostics.clone()
    }
}

/// What is said when a day concerns only these entries, each for itself.
fn on_their_own(
    site: &Site,
    ids: &[Id],
    said: &[Diagnostic],
    (eve, day): (Shown, Shown),
) -> Vec<Diagnostic> {
    let all = |shown: Shown| {
        let found = ids.iter().flat_map(|it| site.portal.said_on(*it, shown));
        let mut found: Vec<_> = found.filter_map(|it| site.settings.judge(it)).collect();
        diag::sort(&mut found);
        found
    };
    let (old, new) = (all(eve), all(day));
    let mut next = diag::difference(said, &diag::difference(&old, &new));
    next.extend(diag::difference(&new, &old));
    diag::sort(&mut next);
    next
}

/// What appears and what disappears between two days.
fn passing(site: &Site, old: Shown, new: Shown) -> (Vec<Shows>, Vec<Shows>) {
    let whole = site.portal.whole().unwrap_or(&site.portal);
    let (mut appears, mut disappears) = (Vec::new(), Vec::new());
    for entry in whole.ids().map(|it| whole.entry(it)) {
        let is_shown = |shown| entry.held(shown).is_none();
        let list = match (is_shown(old), is_shown(new)) {
            (false, true) => &mut appears,
            (true, false) => &mut disappears,
            _ => continue,
        };
        list.extend(entry.variants.first().map(|it| Shows {
            path: it.document.source.path().to_owned(),
            title: entry.title(&it.lang).to_owned(),
        }));
    }
    appears.extend(letters(&site.settings, old, new));
    (appears, disappears)
}

/// The letters whose day has come.
fn letters(settings: &Settings, old: Shown, new: Shown) -> impl Iterator<Item = Shows> {
    let come = move |day: &Date| *day > old.today && *day <= new.today && !new.future;
    let days = settings.letters.iter().map(|it| it.date);
    days.filter(come).map(|day| Shows {
        path: "portal.yaml".to_owned(),
        title: format!("the letter of {day}"),
    })
}
