//! The only mutable state: files as they are now, and documents parsed from them.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use super::{
    Bodies, Options, Site, Snapshot,
    frame::{Frame, SETTINGS},
    shown::{name_places, said_of_names},
    tints,
};
use crate::{
    config::{self, Settings, on_by_default},
    content::{self, Difference, Document, Kind},
    diag::{self, Diagnostic},
    portal::{self, Edited, Portal, Shown},
    route::RouteTable,
    source::{Change, Contents, FileInfo},
    theme::Theme,
};

/// Makes snapshots: each shares with the one before it all that did not change.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(super) options: Options,
    /// Settings, theme and interface; another map when one of them changed.
    texts: Arc<BTreeMap<Arc<str>, Arc<str>>>,
    files: Arc<BTreeMap<Arc<str>, FileInfo>>,
    documents: BTreeMap<Arc<str>, Vec<Arc<Document>>>,
    /// What reading the files said.
    read: Vec<Diagnostic>,
    /// What was found when the portal was last put together as a whole.
    assembled: Vec<Diagnostic>,
    frame: Frame,
    /// What of `assembled` is about entries, and would be said again of the same ones.
    of_portal: Vec<Diagnostic>,
    /// The same of addresses.
    of_routes: Vec<Diagnostic>,
    /// Whether an entry or a file is another one than in the newest site.
    is_changed: bool,
    pub(super) newest: Option<Arc<Snapshot>>,
    /// The newest site, from however long ago.
    last: Option<Site>,
    /// What the newest snapshot has from the one before, because it is broken now.
    held: Vec<&'static str>,
    /// Whether bodies are unread ([`Bodies::Later`]).
    owes: bool,
    steps: Vec<(&'static str, Duration)>,
}

impl Workspace {
    /// A workspace without files.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Says what time it is from now on, as the command line read it.
    pub fn set_now(&mut self, now: jiff::Timestamp) {
        self.options.now = now;
    }

    /// Whether another day has begun than the newest snapshot's.
    pub fn is_another_day(&self) -> bool {
        let site = self.newest.as_ref().and_then(|it| it.site.as_ref());
        site.is_some_and(|it| it.today != self.day(&it.settings))
    }

    /// The day it is where the portal is.
    fn day(&self, settings: &Settings) -> jiff::civil::Date {
        let Options { date, now, .. } = &self.options;
        date.unwrap_or_else(|| now.to_zoned_datetime(settings.timezone.clone()).date())
    }

    /// How long each step of the last `apply` took.
    pub fn steps(&self) -> impl Iterator<Item = (&'static str, Duration)> + '_ {
        self.steps.iter().copied()
    }

    /// Runs a step, and notes how long it took.
    fn step<T>(&mut self, name: &'static str, run: impl FnOnce(&mut Self) -> T) -> T {
        let start = Instant::now();
        let done = run(self);
        self.steps.push((name, start.elapsed()));
        done
    }

    /// Takes what changed, and makes the next snapshot. `found` is what reading said of the
    /// changed files.
    ///
    /// When only words changed (titles, summaries, the text between headings and links), no
    /// name is looked up again: every index and the route table are those of the snapshot
    /// before, at most with entries in other places.
    pub fn apply(&mut self, changes: Vec<Change>, found: Vec<Diagnostic>) -> Arc<Snapshot> {
        self.steps.clear();
        let front = self.options.bodies == Bodies::Later && self.newest.is_none();
        if self.owes {
            self.read_all();
        }
        self.owes = front;
        let parsed = self.step("parse", |_| {
            changes.par_iter().map(|it| parse(it, front)).collect::<Vec<_>>()
        });
        let edited = self.only_words(&changes, &parsed, &found);
        self.read.retain(|it| changes.iter().all(|change| !names(it, &change.path)));
        self.read.extend(found);
        for (change, documents) in changes.into_iter().zip(parsed) {
            self.take(change, documents);
        }
        let shared = edited.and_then(|it| self.with_documents(&it));
        let site = shared.or_else(|| self.assemble());
        self.next(site)
    }

    /// The changed documents, if they name and refer to the same as before.
    fn only_words(
        &self,
        changes: &[Change],
        parsed: &[Vec<Arc<Document>>],
        found: &[Diagnostic],
    ) -> Option<Vec<Arc<Document>>> {
        let mut edited = Vec::new();
        for (change, documents) in changes.iter().zip(parsed) {
            // What was said of the file as part of the portal has places of the old text.
            let quiet = !self.assembled.iter().any(|it| names(it, &change.path));
            let (old, [new]) = (self.documents.get(&change.path)?, documents.as_slice())
            else {
                return None;
            };
            let [old] = old.as_slice() else { return None };
            let names = old.difference(new) == Difference::Names;
            if !quiet || names || new.place.is_list {
                return None;
            }
            edited.push(Arc::clone(new));
        }
        let same = found.is_empty() && !self.is_another_day();
        (!edited.is_empty() && same).then_some(edited)
    }

    /// The next site, in which all but the edited texts is shared.
    fn with_documents(&self, edited: &[Arc<Document>]) -> Option<Site> {
        let site = self.newest.as_ref()?.site.as_ref()?;
        let default = site.settings.languages.first().map_or("", String::as_str);
        let Edited { portal, places } = site.portal.with_documents(edited, default)?;
        let (mut routes, mut memo) = (Arc::clone(&site.routes), Arc::clone(&site.memo));
        if let Some(places) = places {
            // What is wrong may depend on who comes first, and so do colors of communities.
            let is_wrong = self.assembled.iter().any(Diagnostic::is_error);
            if is_wrong || tints(&portal) != tints(&site.portal) {
                return None;
            }
            (routes, memo) = (Arc::new(site.routes.at(&places)), Arc::default());
        }
        let (portal, cards) = (Arc::new(portal), Arc::default());
        Some(Site { portal, routes, memo, cards, ..site.clone() })
    }

    /// Whether bodies are unread.
    pub fn owes(&self) -> bool {
        self.owes
    }

    /// Reads the bodies, and makes the snapshot of the whole portal.
    pub fn read_bodies(&mut self) -> Arc<Snapshot> {
        self.read_all();
        self.owes = false;
        let site = self.assemble();
        self.next(site)
    }

    fn read_all(&mut self) {
        let all: Vec<&Arc<Document>> = self.documents.values().flatten().collect();
        all.par_iter().for_each(|it| it.read());
        // The portal was put together without them.
        self.is_changed = true;
    }

    /// Makes the snapshot of a site.
    fn next(&mut self, site: Option<Site>) -> Arc<Snapshot> {
        self.is_changed &= site.is_none();
        let snapshot = Arc::new(self.snapshot(site));
        self.newest = Some(Arc::clone(&snapshot));
        self.last = snapshot.site.clone().or_else(|| self.last.take());
        snapshot
    }

    fn take(&mut self, change: Change, documents: Vec<Arc<Document>>) {
        // Nothing is copied that has no such file.
        if self.files.contains_key(&change.path) {
            self.is_changed = true;
            Arc::make_mut(&mut self.files).remove(&change.path);
        }
        if self.texts.contains_key(&change.path) {
            Arc::make_mut(&mut self.texts).remove(&change.path);
        }
        let gone = self.documents.remove(&change.path).is_some();
        let is_text = matches!(change.contents, Contents::Text(_)) && documents.is_empty();
        self.is_changed |= gone || !(is_text || matches!(change.contents, Contents::Gone));
        match change.contents {
            Contents::Text(text) if documents.is_empty() => {
                Arc::make_mut(&mut self.texts).insert(change.path, text);
            }
            Contents::Text(_) => {
                self.documents.insert(change.path, documents);
            }
            Contents::File(info) => {
                Arc::make_mut(&mut self.files).insert(change.path, info);
            }
            Contents::Broken => {
                let documents = content::unreadable(&change.path).into_iter();
                self.documents.insert(change.path, documents.map(Arc::new).collect());
            }
            Contents::Gone => {}
        }
    }

    fn snapshot(&self, site: Option<Site>) -> Snapshot {
        let documents = self.documents.values().flatten();
        let mut diagnostics = self.read.clone();
        name_places(&mut diagnostics, &self.documents);
        diagnostics.extend(documents.flat_map(|it| it.found().cloned()));
        diagnostics.extend(self.assembled.iter().cloned());
        let judge = |it| match &site {
            Some(site) => site.settings.judge(it),
            None => on_by_default(it),
        };
        diagnostics = diagnostics.into_iter().filter_map(judge).collect();
        diag::sort(&mut diagnostics);
        let generation = self.newest.as_ref().map_or(1, |it| it.generation + 1);
        Snapshot { generation, site, diagnostics, held: self.held.clone() }
    }

    /// Puts the portal together anew.
    fn assemble(&mut self) -> Option<Site> {
        let mut found = content::misplaced(self.texts.iter());
        found.extend(said_of_names(&self.documents, &self.files));
        self.held.clear();
        let settings = self.sound_settings(&mut found);
        let site = settings.and_then(|it| self.site(it, &mut found));
        self.assembled = found;
        site
    }

    /// The settings; with [`Options::hold`] the last ones without an error.
    fn sound_settings(&mut self, found: &mut Vec<Diagnostic>) -> Option<Arc<Settings>> {
        let mut said = Vec::new();
        let settings = self.settings(&mut said);
        let broken = settings.is_none() || said.iter().any(Diagnostic::is_error);
        found.extend(said);
        let last = self.last().filter(|_| broken).map(|it| Arc::clone(&it.settings));
        if last.is_some() {
            self.held.push("settings");
        }
        // With broken settings and none before them, no page would be what it is meant to be.
        last.or(settings.filter(|_| !broken || !self.options.hold))
    }

    /// The site before, if what is broken may be taken from it.
    fn last(&self) -> Option<&Site> {
        self.last.as_ref().filter(|_| self.options.hold)
    }

    /// The last theme, if it is one for these settings.
    fn last_theme(&mut self, settings: &Settings) -> Option<Arc<Theme>> {
        let last = self.last()?;
        let same = last.settings.languages == settings.languages;
        let theme = same.then(|| Arc::clone(&last.theme))?;
        self.held.push("theme");
        Some(theme)
    }

    fn settings(&mut self, found: &mut Vec<Diagnostic>) -> Option<Arc<Settings>> {
        let Some(text) = self.texts.get(SETTINGS) else {
            if !self.read.iter().any(|it| names(it, SETTINGS)) {
                found.push(
                    Diagnostic::error("missing-settings", "there is no `portal.yaml`")
                        .help("add one with `title: …` and `url: https://…`"),
                );
            }
            return None;
        };
        let base_url = self.options.base_url.as_deref();
        self.frame.settings(text, base_url).unload(found)
    }

    fn site(
        &mut self,
        settings: Arc<Settings>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Site> {
        let today = self.day(&settings);
        let shown =
            Shown { today, drafts: self.options.drafts, future: self.options.future };
        let portal = self.step("assemble", |it| it.portal(&settings, shown, found));
        let tints = tints(&portal);
        let theme = self
            .step("theme", |it| it.frame.theme(&settings, &it.texts, tints))
            .unload(found);
        let Some(theme) = theme.or_else(|| self.last_theme(&settings)) else {
            // The last theme speaks the languages of the last settings: these are kept, too.
            let settings = Arc::clone(&self.last()?.settings);
            self.held.push("settings");
            let mut again = Vec::new();
            let site = self.site(settings, &mut again);
            again.retain(|it| !found.contains(it));
            found.extend(again);
            return site;
        };
        let routes =
            self.step("routes", |it| it.routes(&portal, &settings, &theme, shown, found));
        let credits = config::credits(&self.texts, &self.files).unload(found);
        Some(Site {
            settings,
            portal,
            theme,
            credits: Arc::new(credits),
            routes,
            files: Arc::clone(&self.files),
            today,
            colored: Arc::clone(&self.options.colored),
            memo: Arc::default(),
            cards: Arc::default(),
        })
    }
}

impl Workspace {
    /// The addresses: those before, if nothing has changed of which they are made. An edit of a
    /// template changes none.
    fn routes(
        &mut self,
        portal: &Arc<Portal>,
        settings: &Arc<Settings>,
        theme: &Theme,
        shown: Shown,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<RouteTable> {
        let last = self.newest.as_ref().and_then(|it| it.site.as_ref());
        let same = last.filter(|it| {
            Arc::ptr_eq(&it.portal, portal)
                && Arc::ptr_eq(&it.settings, settings)
                && Arc::ptr_eq(&it.files, &self.files)
                && it.theme.asks_for_the_addresses_of(theme)
        });
        if let Some(site) = same {
            found.extend(self.of_routes.iter().cloned());
            return Arc::clone(&site.routes);
        }
        let addresses: Vec<_> = theme.addresses().collect();
        let assets = (&*addresses, &theme.images.widths);
        let (texts, files) = (&theme.texts, &self.files);
        let made = RouteTable::enumerate(portal, settings, texts, files, assets, shown);
        self.of_routes.clone_from(&made.diagnostics);
        Arc::new(made.unload(found))
    }

    /// The portal of all entries: the one before, if no file of theirs changed.
    fn portal(
        &mut self,
        settings: &Arc<Settings>,
        shown: Shown,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<Portal> {
        let last = self.newest.as_ref().and_then(|it| it.site.as_ref());
        let same = last.filter(|it| {
            !self.is_changed
                && it.today == shown.today
                && Arc::ptr_eq(&it.settings, settings)
        });
        if let Some(site) = same {
            found.extend(self.of_portal.iter().cloned());
            return Arc::clone(&site.portal);
        }
        let made = portal::assemble(&self.documents, &self.files, settings, shown);
        self.of_portal.clone_from(&made.diagnostics);
        Arc::new(made.unload(found))
    }
}

/// The documents of a change; with `front`, only the home page's body is read.
fn parse(change: &Change, front: bool) -> Vec<Arc<Document>> {
    let Contents::Text(text) = &change.contents else { return Vec::new() };
    let documents = content::parse_front(&change.path, text);
    for document in &documents {
        if !front || document.place.kind == Kind::Home {
            document.read();
        }
    }
    documents.into_iter().map(Arc::new).collect()
}

/// Whether a diagnostic has a place in a file.
fn names(diagnostic: &Diagnostic, path: &str) -> bool {
    let labels = diagnostic.labels.iter().map(|it| &it.span);
    diagnostic.span.iter().chain(labels).any(|it| it.source().path() == path)
}
