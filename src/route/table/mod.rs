//! Enumerates the routes of a portal, without rendering; addresses that clash are errors.

mod published;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;

use super::{
    ON_TOPIC_PAGE, Route, SITEMAP_PART, beside::Folders, check, claims::Claims, lists,
};
use crate::{
    config::{Settings, Texts},
    content::{Kind, record::Record, slug::slugify},
    diag::{Checked, Span},
    portal::{Id, Places, Portal},
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
    routes: BTreeMap<String, Found>,
    entries: Vec<Vec<String>>,
    beside: BTreeMap<Arc<str>, String>,
    sitemap_parts: usize,
}

impl RouteTable {
    /// All addresses in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Found)> {
        self.routes.iter().map(|it| (it.0.as_str(), it.1))
    }

    /// What is at an address.
    pub fn find(&self, address: &str) -> Option<&Found> {
        self.routes.get(address)
    }

    /// Number of addresses.
    pub fn len(&self) -> usize {
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
        let all = self.entries.get(id.index());
        all.and_then(|it| {
            it.get(lang)
                .filter(|it| !it.is_empty())
                .or_else(|| it.iter().find(|it| !it.is_empty()))
        })
        .map_or("/", String::as_str)
    }

    /// The address of a file that is published as it is.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.beside.get(path).map(String::as_str)
    }

    /// The same addresses, when entries have other places in the portal.
    #[must_use]
    pub fn at(&self, places: &Places) -> Self {
        let found = |it: &Found| Found { route: it.route.at(places), lang: it.lang };
        Self {
            routes: self.routes.iter().map(|it| (it.0.clone(), found(it.1))).collect(),
            entries: places.permute(&self.entries),
            beside: self.beside.clone(),
            sitemap_parts: self.sitemap_parts,
        }
    }

    /// Enumerates the routes.
    pub fn enumerate(
        portal: &Portal,
        settings: &Settings,
        texts: &[Texts],
        files: &BTreeMap<Arc<str>, FileInfo>,
        assets: impl Iterator<Item = (String, String)>,
        today: Date,
    ) -> Checked<RouteTable> {
        let mut maker = Maker {
            portal,
            settings,
            texts,
            table: RouteTable::default(),
            claims: Claims::default(),
        };
        for (lang, words) in texts.iter().enumerate() {
            maker.fixed(lang, words);
        }
        maker.entries();
        for (lang, words) in texts.iter().enumerate() {
            maker.lists(lang, words);
        }
        let further = lists::further(&maker.table, portal, settings.page_size, today);
        for (address, route, lang) in further {
            maker.claim(&address, route, lang, None);
        }
        maker.sitemap();
        maker.claim("/robots.txt", Route::Robots, 0, None);
        for (address, path) in assets {
            maker.claim(&address, Route::Asset(path), 0, None);
        }
        maker.files(files);
        maker.aliases();
        let mut found = maker.claims.finish();
        found.extend(check::paths(portal, settings, &maker.table));
        Checked::new(maker.table, found)
    }
}

struct Maker<'a> {
    portal: &'a Portal,
    settings: &'a Settings,
    texts: &'a [Texts],
    table: RouteTable,
    claims: Claims,
}

/// Start of the addresses of a language.
pub(super) fn prefix(texts: &[Texts], lang: usize) -> String {
    if lang == 0 {
        String::new()
    } else {
        texts.get(lang).map_or(String::new(), |it| format!("/{}", it.lang))
    }
}

impl Maker<'_> {
    fn claim(&mut self, address: &str, route: Route, lang: usize, span: Option<Span>) {
        let is_alias = matches!(route, Route::Redirect(_));
        if self.claims.take(address, span, is_alias) {
            self.table.routes.insert(address.to_owned(), Found { route, lang });
        }
    }

    /// Only pages have been claimed yet, and a few files: a part too many would be empty.
    fn sitemap(&mut self) {
        let page = |address: &&String| address.ends_with('/');
        let pages = self.table.routes.keys().filter(page).count();
        let parts = pages.div_ceil(SITEMAP_PART).max(1);
        self.claim("/sitemap.xml", Route::Sitemap(0), 0, None);
        for part in (1..=parts).filter(|_| parts > 1) {
            self.claim(&format!("/sitemap-{part}.xml"), Route::Sitemap(part), 0, None);
        }
        self.table.sitemap_parts = parts;
    }

    fn fixed(&mut self, lang: usize, t: &Texts) {
        let at = prefix(self.texts, lang);
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
            self.claim(&format!("{at}/{path}{slash}"), route, lang, None);
        }
        self.claim(&format!("{at}/404.html"), Route::NotFound, lang, None);
        self.claim(&format!("{at}/403.html"), Route::Forbidden, lang, None);
        self.claim(&format!("{at}/atom.xml"), Route::Feed(None), lang, None);
    }

    fn entries(&mut self) {
        let portal = self.portal;
        for id in portal.ids() {
            let entry = portal.entry(id);
            let mut addresses = vec![String::new(); self.texts.len()];
            for lang in 0..self.texts.len() {
                let code = self.texts.get(lang).map_or("", |it| it.lang.as_str());
                // Communities, people and topics have a page in each language: it lists.
                let lists =
                    matches!(entry.kind, Kind::Community | Kind::Person | Kind::Topic);
                let variant = entry.variants.iter().find(|it| it.lang == code);
                // In a language of its own that the portal does not speak.
                let is_spoken =
                    |lang: &String| self.texts.iter().any(|it| it.lang == *lang);
                let foreign =
                    lang == 0 && !entry.variants.iter().any(|it| is_spoken(&it.lang));
                if (variant.is_none() && !lists && !foreign) || entry.kind == Kind::Home {
                    continue;
                }
                let slug = variant
                    .and_then(|it| it.document.record.text("slug"))
                    .unwrap_or(&*entry.slug);
                let address = self.address(id, lang, slug);
                let span =
                    variant.or(entry.variants.first()).map(|it| it.document.head.clone());
                self.claim(&address, Route::Entry(id), lang, span);
                if matches!(entry.kind, Kind::Community | Kind::Topic) {
                    self.claim(
                        &format!("{address}atom.xml"),
                        Route::Feed(Some(id)),
                        lang,
                        None,
                    );
                }
                if let Some(slot) = addresses.get_mut(lang) {
                    *slot = address;
                }
            }
            self.table.entries.push(addresses);
        }
    }

    fn address(&self, id: Id, lang: usize, slug: &str) -> String {
        let entry = self.portal.entry(id);
        let at = prefix(self.texts, lang);
        let word = |key: &'static str| self.texts.get(lang).map_or(key, |it| it.get(key));
        let home = entry.community.filter(|_| entry.kind != Kind::Community).map_or(
            at.clone(),
            |it| {
                format!(
                    "{at}/{}/{}",
                    word("address.communities"),
                    self.portal.entry(it).slug
                )
            },
        );
        match entry.kind {
            Kind::Home => format!("{at}/"),
            Kind::Community => format!("{at}/{}/{slug}/", word("address.communities")),
            Kind::Retex => format!("{home}/{}/{slug}/", word("address.retex")),
            Kind::Event => format!("{home}/{}/{slug}/", word("address.events")),
            Kind::Talk => format!("{home}/{}/{slug}/", word("address.talks")),
            Kind::Person => format!("{at}/{}/{slug}/", word("address.people")),
            Kind::Topic => format!("{at}/{}/{slug}/", word("address.topics")),
            Kind::Page if entry.folder.is_empty() => format!("{home}/{slug}/"),
            Kind::Page => {
                let folder: Vec<String> = entry.folder.split('/').map(slugify).collect();
                format!("{home}/{}/{slug}/", folder.join("/"))
            }
        }
    }

    fn lists(&mut self, lang: usize, t: &Texts) {
        let at = prefix(self.texts, lang);
        let portal = self.portal;
        let retex: Vec<Id> = portal.of_kind(Kind::Retex).collect();
        let base = format!("{at}/{}/", t.get("address.retex"));
        self.retex_lists(&base, None, &retex, lang);
        let mut on: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for id in retex {
            for topic in portal.entry(id).refs("topics") {
                on.entry(*topic).or_default().push(id);
            }
        }
        on.retain(|_, it| it.len() > ON_TOPIC_PAGE);
        let owned = portal
            .of_kind(Kind::Community)
            .map(|it| (it, portal.of_community(it, Kind::Retex).to_vec()));
        for (of, list) in owned.chain(on) {
            let base = format!("{}{}/", self.table.entry(of, lang), t.get("address.retex"));
            self.retex_lists(&base, Some(of), &list, lang);
        }
        self.talks_of(lang, t);
        let months: BTreeSet<(i16, i8)> = portal
            .of_kind(Kind::Event)
            .filter_map(|it| portal.entry(it).date())
            .map(|it| (it.year(), it.month()))
            .collect();
        for (year, month) in months {
            self.claim(
                &format!("{at}/{}/{year}/{month:02}/", t.get("address.events")),
                Route::Month(year, month),
                lang,
                None,
            );
        }
        let deliveries = || {
            portal
                .of_kind(Kind::Talk)
                .filter_map(|it| portal.entry(it).record())
                .flat_map(|it| it.list("deliveries"))
                .filter_map(Record::of)
        };
        let years: BTreeSet<i16> =
            deliveries().filter_map(|it| it.date("date")).map(Date::year).collect();
        let conferences: BTreeSet<String> = deliveries()
            .filter_map(|it| it.text("conference").map(slugify))
            .filter(|it| !it.is_empty())
            .collect();
        for year in years {
            self.claim(
                &format!(
                    "{at}/{}/{}/{year}/",
                    t.get("address.talks"),
                    t.get("address.year")
                ),
                Route::TalksOfYear(year),
                lang,
                None,
            );
        }
        for name in conferences {
            self.claim(
                &format!(
                    "{at}/{}/{}/{name}/",
                    t.get("address.talks"),
                    t.get("address.conference")
                ),
                Route::TalksAt(name),
                lang,
                None,
            );
        }
    }

    /// Talks by speaker and by topic.
    fn talks_of(&mut self, lang: usize, t: &Texts) {
        let portal = self.portal;
        let at = prefix(self.texts, lang);
        for (field, word) in [("speakers", "address.speaker"), ("topics", "address.topic")]
        {
            let all: BTreeSet<Id> = portal
                .of_kind(Kind::Talk)
                .flat_map(|it| portal.entry(it).refs(field))
                .copied()
                .collect();
            for id in all {
                let slug = &portal.entry(id).slug;
                let address =
                    format!("{at}/{}/{}/{slug}/", t.get("address.talks"), t.get(word));
                self.claim(&address, Route::TalksOf(id), lang, None);
            }
        }
    }

    fn retex_lists(&mut self, base: &str, of: Option<Id>, retex: &[Id], lang: usize) {
        let size = self.settings.page_size;
        let portal = self.portal;
        for page in 1..=retex.len().div_ceil(size).max(1) {
            let address =
                if page == 1 { base.to_owned() } else { format!("{base}page/{page}/") };
            self.claim(&address, Route::RetexList { of, year: None, page }, lang, None);
        }
        if of.is_some_and(|it| portal.entry(it).kind == Kind::Topic) {
            return;
        }
        for (year, count) in portal.years(retex.iter().copied()) {
            for page in 1..=count.div_ceil(size) {
                let address = if page == 1 {
                    format!("{base}{year}/")
                } else {
                    format!("{base}{year}/page/{page}/")
                };
                self.claim(
                    &address,
                    Route::RetexList { of, year: Some(year), page },
                    lang,
                    None,
                );
            }
        }
    }
}
