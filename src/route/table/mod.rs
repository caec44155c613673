//! Enumerates the routes of a portal, without rendering; addresses that clash are errors.

mod calendar;
mod entry;
mod held;
mod letters;
mod pictures;
mod published;
mod retex;
mod talks;
mod vitality;
mod works;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use calendar::{subscriptions, who_meets, who_tells};
use entry::{Words, of_entry};

use super::{
    DATA, Format, ON_OWN_PAGE, Route, SITEMAP_PART, Subject, TEXT_FILE, beside::Folders,
    check, claims::Claims, lists,
};
use crate::{
    config::{Settings, Texts},
    content::Kind,
    diag::{Checked, Span},
    picture::Widths,
    portal::{Id, Places, Portal, Shown, Unread},
    source::FileInfo,
};

/// A route and the language it is in (its place in `languages:`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is there.
    pub route: Route,
    /// In which language.
    pub lang: usize,
}

/// All addresses, without the base path.
#[derive(Debug, Default)]
pub struct RouteTable {
    /// In the order of addresses.
    routes: Vec<(Arc<str>, Found)>,
    entries: Vec<Addresses>,
    beside: BTreeMap<Arc<str>, Arc<str>>,
    /// The widths in which pictures are published.
    pictures: BTreeMap<Arc<str>, Vec<u32>>,
    sitemap_parts: usize,
    /// The files of entries that are held back, by the addresses that they will have.
    held: BTreeMap<Arc<str>, Arc<str>>,
    /// While bodies are unread: the files that only they show have no address yet.
    pub(super) unread: Option<Unread>,
}

/// The addresses of an entry by language, where it has one.
type Addresses = Box<[Option<Arc<str>>]>;

impl RouteTable {
    /// All addresses in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Found)> {
        self.ask();
        self.routes.iter().map(|it| (&*it.0, &it.1))
    }

    /// What is at an address.
    pub fn find(&self, address: &str) -> Option<&Found> {
        let found = self.known(address);
        if found.is_none() && self.may_come(address) {
            self.ask();
        }
        found
    }

    /// What is at an address; to look for one is not to ask for what is not known yet.
    pub fn known(&self, address: &str) -> Option<&Found> {
        let at = self.routes.binary_search_by(|it| (*it.0).cmp(address)).ok()?;
        self.routes.get(at).map(|it| &it.1)
    }

    /// Number of addresses.
    pub fn len(&self) -> usize {
        self.ask();
        self.routes.len()
    }

    /// Whether there is no address.
    pub fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    /// In how many parts the sitemap is published.
    pub fn sitemap_parts(&self) -> usize {
        self.sitemap_parts
    }

    /// An entry's address in a language; the original's when it is not translated.
    pub fn entry(&self, id: Id, lang: usize) -> &str {
        let Some(all) = self.entries.get(id.index()) else { return "/" };
        let own = all.get(lang).and_then(Option::as_deref);
        own.or_else(|| all.iter().find_map(Option::as_deref)).unwrap_or("/")
    }

    /// The address of a file that is published as it is.
    pub fn file(&self, path: &str) -> Option<&str> {
        let found = self.beside.get(path);
        // What is in `static/` is published whoever shows it.
        if found.is_none() && !path.starts_with("static/") {
            self.ask();
        }
        found.map(|it| &**it)
    }

    /// All addresses that are known, in order.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.routes.iter().map(|it| &*it.0)
    }

    /// Whether something may be at an address when all bodies were read: they show files.
    pub(super) fn may_come(&self, address: &str) -> bool {
        self.unread.is_some() && !address.ends_with('/')
    }

    fn ask(&self) {
        if let Some(unread) = &self.unread {
            unread.ask();
        }
    }

    /// The widths in which a picture is published beside its own form; none for what is no
    /// picture, or not shown by a text.
    pub fn widths(&self, path: &str) -> &[u32] {
        let found = self.pictures.get(path);
        if found.is_none() {
            self.ask();
        }
        found.map_or(&[], Vec::as_slice)
    }

    /// The same addresses, when entries have other places in the portal.
    #[must_use]
    pub fn at(&self, places: &Places) -> Self {
        let found = |it: &Found| Found { route: it.route.at(places), lang: it.lang };
        Self {
            routes: self
                .routes
                .iter()
                .map(|it| (Arc::clone(&it.0), found(&it.1)))
                .collect(),
            entries: places.permute(&self.entries),
            beside: self.beside.clone(),
            pictures: self.pictures.clone(),
            sitemap_parts: self.sitemap_parts,
            held: self.held.clone(),
            unread: self.unread.clone(),
        }
    }

    /// Enumerates the routes. What is wrong with them is said of the portal as it is when
    /// nothing is held back, so that no day to come brings an error.
    pub fn enumerate(
        portal: &Portal,
        settings: &Settings,
        texts: &[Texts],
        files: &BTreeMap<Arc<str>, FileInfo>,
        assets: (&[(String, String)], &Widths),
        shown: Shown,
    ) -> Checked<RouteTable> {
        let mut made = Self::of(portal, settings, texts, files, assets, shown);
        let whole = portal.whole();
        let mut kept = settings.letters.iter();
        if whole.is_none() && kept.all(|it| letters::has_come(it, shown)) {
            let mut found = made.diagnostics;
            found.extend(check::paths(portal, texts, &made.value));
            found.extend(check::menus(portal, settings, &made.value));
            return Checked::new(made.value, found);
        }
        let whole = whole.unwrap_or(portal);
        let later = Shown { future: true, drafts: true, ..shown };
        let all = Self::of(whole, settings, texts, files, assets, later);
        made.value.held = held::addresses(whole, &all.value, shown);
        let mut found = all.diagnostics;
        found.extend(check::paths(whole, texts, &all.value));
        found.extend(check::later(portal, &made.value, (whole, &all.value), shown));
        found.extend(check::menus(portal, settings, &made.value));
        Checked::new(made.value, found)
    }

    fn of(
        portal: &Portal,
        settings: &Settings,
        texts: &[Texts],
        files: &BTreeMap<Arc<str>, FileInfo>,
        (assets, widths): (&[(String, String)], &Widths),
        shown: Shown,
    ) -> Checked<RouteTable> {
        let words: Vec<Words<'_>> =
            texts.iter().enumerate().map(|it| Words::of(it.0, it.1)).collect();
        let mut maker = Maker {
            portal,
            settings,
            texts,
            words: &words,
            table: RouteTable { unread: portal.unread().cloned(), ..RouteTable::default() },
            claims: Claims::with_capacity(portal.ids().len() * 3 / 2),
        };
        for (lang, words) in texts.iter().enumerate() {
            maker.fixed(lang, words);
        }
        maker.entries();
        for (lang, words) in texts.iter().enumerate() {
            maker.lists(lang, words);
            maker.letters(lang, words, shown);
        }
        let further =
            lists::further(&maker.claims, portal, settings.page_size, shown.today);
        for (address, found) in further {
            maker.claims.take(address, found, None, false);
        }
        maker.sitemap();
        maker.claim("/robots.txt", Route::Robots, 0, None);
        for (address, path) in assets {
            maker.claim(address.as_str(), Route::Asset(path.clone()), 0, None);
        }
        let resized = maker.resized(files, widths);
        maker.files(files, &resized);
        maker.pictures(resized);
        maker.aliases();
        let (taken, found) = maker.claims.finish(|below| settings.allows(below));
        let mut table = maker.table;
        table.routes = taken.into_iter().map(|it| (it.address, it.found)).collect();
        table.routes.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Checked::new(table, found)
    }
}

struct Maker<'a> {
    portal: &'a Portal,
    settings: &'a Settings,
    texts: &'a [Texts],
    words: &'a [Words<'a>],
    table: RouteTable,
    claims: Claims,
}

/// Start of the addresses of a language.
pub(super) fn prefix(lang: usize, t: &Texts) -> String {
    if lang == 0 { String::new() } else { format!("/{}", t.lang) }
}

impl Maker<'_> {
    fn claim(
        &mut self,
        address: impl Into<Arc<str>>,
        route: Route,
        lang: usize,
        span: Option<Span>,
    ) -> bool {
        let is_alias = matches!(route, Route::Redirect(_));
        self.claims.take(address.into(), Found { route, lang }, span, is_alias)
    }

    /// Only pages have been claimed yet, and a few files: a part too many would be empty.
    fn sitemap(&mut self) {
        let pages = self.claims.taken().iter();
        let pages = pages.filter(|it| it.address.ends_with('/')).count();
        let parts = pages.div_ceil(SITEMAP_PART).max(1);
        self.claim("/sitemap.xml", Route::Sitemap(0), 0, None);
        for part in (1..=parts).filter(|_| parts > 1) {
            self.claim(format!("/sitemap-{part}.xml"), Route::Sitemap(part), 0, None);
        }
        self.table.sitemap_parts = parts;
    }

    fn fixed(&mut self, lang: usize, t: &Texts) {
        let at = prefix(lang, t);
        let pages = [
            (Route::Home, String::new()),
            (Route::Communities, t.get("address.communities").into()),
            (Route::Events, t.get("address.events").into()),
            (
                Route::PastEvents,
                format!("{}/{}", t.get("address.events"), t.get("address.past")),
            ),
            (Route::Talks, t.get("address.talks").into()),
            (Route::People, t.get("address.people").into()),
            (Route::Topics, t.get("address.topics").into()),
            (Route::Plan, t.get("address.plan").into()),
            (Route::Accessibility, t.get("address.accessibility").into()),
        ];
        for (route, path) in pages {
            let slash = if path.is_empty() { "" } else { "/" };
            self.claim(format!("{at}/{path}{slash}"), route, lang, None);
        }
        self.claim(format!("{at}/404.html"), Route::NotFound, lang, None);
        self.claim(format!("{at}/403.html"), Route::Forbidden, lang, None);
        self.feeds(&format!("{at}/"), &Subject::Portal, lang);
        self.claim(format!("{at}/calendar.ics"), Route::Calendar(None), lang, None);
        for (kind, name) in DATA {
            self.claim(format!("{at}/{name}"), Route::Data(kind), lang, None);
        }
        if self.settings.has_markdown() {
            self.claim(format!("{at}/llms.txt"), Route::Llms, lang, None);
            // Beside all others, its page is claimed by what it is, not by its entry.
            if let Some(id) = self.portal.of_kind(Kind::Home).next() {
                let file = format!("{at}/{TEXT_FILE}");
                self.claim(file, Route::Markdown(id), lang, None);
            }
        }
        self.vitality(&format!("{at}/"), None, lang, t);
    }

    /// The feeds of what is at an address.
    fn feeds(&mut self, at: &str, of: &Subject, lang: usize) {
        for format in Format::ALL {
            let address = format!("{at}{}", format.file());
            self.claim(address, Route::Feed(of.clone(), format), lang, None);
        }
    }

    fn entries(&mut self) {
        let (portal, texts, words) = (self.portal, self.texts, self.words);
        let ids: Vec<Id> = portal.ids().collect();
        self.table.entries =
            ids.par_iter().map(|it| of_entry(portal, *it, texts, words)).collect();
        let (meet, tell) = (who_meets(portal), who_tells(portal));
        for id in ids {
            let entry = portal.entry(id);
            for (lang, t) in texts.iter().enumerate() {
                let row = self.table.entries.get(id.index()).and_then(|it| it.get(lang));
                let Some(address) = row.and_then(Clone::clone) else { continue };
                let variant = entry.variants.iter().find(|it| it.lang == t.lang);
                let span =
                    variant.or(entry.variants.first()).map(|it| it.document.head.clone());
                if !self.claim(Arc::clone(&address), Route::Entry(id), lang, span) {
                    // What lies below another's page is not said again.
                    continue;
                }
                if self.settings.has_markdown() {
                    let file = format!("{address}{TEXT_FILE}");
                    self.claim(file, Route::Markdown(id), lang, None);
                }
                for (file, route) in
                    subscriptions(entry.kind, id, (meet.contains(&id), tell.contains(&id)))
                {
                    self.claim(format!("{address}{file}"), route, lang, None);
                }
            }
        }
    }

    fn lists(&mut self, lang: usize, t: &Texts) {
        let at = prefix(lang, t);
        let portal = self.portal;
        let retex: Vec<Id> = portal.of_kind(Kind::Retex).collect();
        let base = format!("{at}/{}/", t.get("address.retex"));
        self.retex_lists(&base, None, &retex, lang);
        let mut on: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for id in retex {
            let entry = portal.entry(id);
            for of in entry.refs("topics").iter().chain(entry.refs("authors")) {
                on.entry(*of).or_default().push(id);
            }
        }
        on.retain(|_, it| it.len() > ON_OWN_PAGE);
        let owned = portal
            .of_kind(Kind::Community)
            .map(|it| (it, portal.of_community(it, Kind::Retex).to_vec()));
        for (of, list) in owned.chain(on) {
            let base = format!("{}{}/", self.table.entry(of, lang), t.get("address.retex"));
            self.retex_lists(&base, Some(of), &list, lang);
        }
        for id in portal.of_kind(Kind::Community) {
            let address = self.table.entry(id, lang).to_owned();
            self.vitality(&address, Some(id), lang, t);
        }
        self.talks(lang, t);
        self.works(lang, t);
        self.series(lang, t);
        let months: BTreeSet<(i16, i8)> = portal
            .meetings()
            .map(|it| it.1.from.date)
            .map(|it| (it.year(), it.month()))
            .collect();
        for (year, month) in months {
            self.claim(
                format!("{at}/{}/{year}/{month:02}/", t.get("address.events")),
                Route::Month(year, month),
                lang,
                None,
            );
        }
    }
}
