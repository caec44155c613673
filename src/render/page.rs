//! What every page needs: addresses, cards, the frame.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::view::{Card, DateView, Link, PageView, SiteView};
use crate::{
    config::Texts,
    content::{Kind, record::Record},
    diag::Diagnostic,
    portal::{Entry, Id},
    snapshot::Site,
};

/// A page that is being made.
pub(super) struct Page<'a> {
    pub(super) site: &'a Site,
    pub(super) address: &'a str,
    pub(super) lang: usize,
    pub(super) code: &'a str,
    pub(super) t: &'a Texts,
}

impl<'a> Page<'a> {
    pub(super) fn new(site: &'a Site, address: &'a str, lang: usize) -> Self {
        let t = site
            .theme
            .texts
            .get(lang)
            .expect("routes are made for the languages of the texts");
        Self { site, address, lang, code: &t.lang, t }
    }

    /// An address with the base path.
    pub(super) fn url(&self, address: &str) -> String {
        format!(
            "{}{}",
            self.site.settings.base,
            crate::content::markdown::urls::encode(address)
        )
    }

    /// An absolute address.
    pub(super) fn absolute(&self, address: &str) -> String {
        format!("{}{}", self.site.settings.origin, self.url(address))
    }

    pub(super) fn entry(&self, id: Id) -> &'a Entry {
        self.site.portal.entry(id)
    }

    /// Start of this language's addresses.
    pub(super) fn root(&self) -> String {
        if self.lang == 0 { "/".into() } else { format!("/{}/", self.code) }
    }

    /// The address of a list: `path` are words of `address.…` or literal parts.
    pub(super) fn list(&self, words: &[&str]) -> String {
        let mut address = self.root();
        for word in words {
            address.push_str(
                self.t.get(&format!("address.{word}")).trim_start_matches("address."),
            );
            address.push('/');
        }
        address
    }

    pub(super) fn link(&self, id: Id) -> Link {
        let entry = self.entry(id);
        Link {
            label: entry.title(self.code).to_owned(),
            url: self.url(self.site.routes.entry(id, self.lang)),
            lang: self.foreign(entry),
        }
    }

    pub(super) fn links(&self, ids: &[Id]) -> Vec<Link> {
        ids.iter().map(|it| self.link(*it)).collect()
    }

    pub(super) fn word_link(&self, key: &str, address: &str) -> Link {
        Link { label: self.t.get(key).to_owned(), url: self.url(address), lang: None }
    }

    /// The text's language, where it is not the page's.
    pub(super) fn foreign(&self, entry: &Entry) -> Option<String> {
        let variant = entry.variant(self.code)?;
        let listed = variant.document.place.is_list;
        (variant.lang != self.code && !listed && entry.kind != Kind::Person)
            .then(|| variant.lang.clone())
    }

    pub(super) fn date(&self, date: jiff::civil::Date) -> DateView {
        let month: String = self.t.month(date.month()).chars().take(4).collect();
        DateView {
            iso: date.to_string(),
            text: self.t.date(date),
            day: date.day().to_string(),
            month,
            year: date.year().to_string(),
        }
    }

    pub(super) fn class(&self, id: Id) -> String {
        let entry = self.entry(id);
        let community = if entry.kind == Kind::Community {
            Some(id)
        } else {
            entry.community.or_else(|| entry.refs("communities").first().copied())
        };
        community.map(|it| format!("c-{}", self.entry(it).slug)).unwrap_or_default()
    }

    /// Summary, else the beginning of the text.
    pub(super) fn summary(&self, entry: &Entry) -> String {
        let field = match entry.kind {
            Kind::Topic => "description",
            Kind::Person => "role",
            _ => "summary",
        };
        match entry.text(field, self.code) {
            Some(text) => text.to_owned(),
            None if entry.kind == Kind::Person => String::new(),
            None => entry
                .variant(self.code)
                .map(|it| it.document.outline.excerpt.clone())
                .unwrap_or_default(),
        }
    }

    /// Names of authors or speakers; people from outside too.
    pub(super) fn people(&self, entry: &Entry) -> Vec<Link> {
        let field = if entry.kind == Kind::Retex { "authors" } else { "speakers" };
        let mut ids = entry.refs(field).iter();
        let nodes = entry.record().map(|it| it.list(field)).unwrap_or(&[]);
        nodes
            .iter()
            .filter_map(|node| match Record::of(node) {
                Some(outside) => {
                    let organisation = outside
                        .text("organisation")
                        .map(|it| format!(" ({it})"))
                        .unwrap_or_default();
                    let label = format!("{}{organisation}", outside.text("name")?);
                    Some(Link {
                        label,
                        url: outside.text("url").unwrap_or("").to_owned(),
                        lang: None,
                    })
                }
                None => ids.next().map(|it| self.link(*it)),
            })
            .collect()
    }

    pub(super) fn card(&self, id: Id) -> Card {
        let entry = self.entry(id);
        let status = entry
            .record()
            .and_then(|it| it.text("status"))
            .filter(|it| !matches!(*it, "planned" | "active"));
        Card {
            kind: entry.kind.word().to_owned(),
            title: entry.title(self.code).to_owned(),
            url: self.url(self.site.routes.entry(id, self.lang)),
            lang: self.foreign(entry),
            summary: self.summary(entry),
            date: entry.date().map(|it| self.date(it)),
            community: entry.community.filter(|_| entry.kind != Kind::Community).map(
                |it| {
                    let mut link = self.link(it);
                    link.label = self
                        .entry(it)
                        .text("short_title", self.code)
                        .unwrap_or(&link.label)
                        .to_owned();
                    link
                },
            ),
            class: self.class(id),
            people: self.people(entry).into_iter().map(|it| it.label).collect(),
            note: status
                .map(|it| self.t.get(&format!("status.{it}")).to_owned())
                .unwrap_or_default(),
        }
    }

    pub(super) fn cards(&self, ids: impl IntoIterator<Item = Id>) -> Vec<Card> {
        ids.into_iter().map(|it| self.card(it)).collect()
    }

    /// A page with what all have.
    pub(super) fn view(&self, kind: &str, heading: &str) -> PageView {
        let portal = self.site.settings.title(self.code);
        let title = if heading == portal {
            heading.to_owned()
        } else {
            format!("{heading} – {portal}")
        };
        PageView {
            kind: kind.to_owned(),
            lang: self.code.to_owned(),
            title,
            heading: heading.to_owned(),
            canonical: self.absolute(self.address),
            breadcrumb: if self.address == self.root() {
                Vec::new()
            } else {
                vec![self.word_link("home", &self.root())]
            },
            ..PageView::default()
        }
    }

    /// Fills the theme's template.
    pub(super) fn html(&self, view: PageView) -> Result<String, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("site", Value::from_serializable(&self.frame()));
        context.insert_value("page", Value::from_serializable(&view));
        self.site
            .theme
            .tera
            .render("page.html", &context)
            .map_err(|it| vec![self.site.theme.diagnose(&it, Some(self.address))])
    }

    fn frame(&self) -> SiteView {
        let settings = &self.site.settings;
        let asset = |name: &str| {
            self.site.theme.assets.get(name).map(|it| self.url(&it.0)).unwrap_or_default()
        };
        let mut menu = vec![
            self.word_link("communities", &self.list(&["communities"])),
            self.word_link("retex", &self.list(&["retex"])),
            self.word_link("events", &self.list(&["events"])),
            self.word_link("talks", &self.list(&["talks"])),
            self.word_link("topics", &self.list(&["topics"])),
            self.word_link("people", &self.list(&["people"])),
        ];
        menu.extend(self.setting_links("menu"));
        let mut footer = vec![
            self.word_link("plan", &self.list(&["plan"])),
            self.word_link("accessibility", &self.list(&["accessibility"])),
            self.word_link("feed", &format!("{}atom.xml", self.root())),
        ];
        footer.extend(self.setting_links("footer"));
        SiteView {
            title: settings.title(self.code).to_owned(),
            base: settings.base.clone(),
            home: self.url(&self.root()),
            menu,
            footer,
            styles: vec![asset("style.css"), asset("communities.css")],
            icon: asset("icon.svg"),
            organisation: settings
                .record
                .map("organisation")
                .and_then(|it| it.local("name", self.code).map(str::to_owned))
                .unwrap_or_default(),
            t: TEXTS
                .iter()
                .map(|it| (it.replace('-', "_"), self.t.get(it).to_owned()))
                .collect::<BTreeMap<_, _>>(),
        }
    }

    fn setting_links(&self, field: &str) -> Vec<Link> {
        let portal = &self.site.portal;
        let path_of = |path: &str| {
            let path = path.trim_start_matches('/');
            portal.ids().find(|it| {
                portal.entry(*it).variants.iter().any(|it| {
                    it.document.source.path() == path && !it.document.place.is_list
                })
            })
        };
        self.site
            .settings
            .record
            .list(field)
            .iter()
            .filter_map(Record::of)
            .filter_map(|it| {
                let url = match (it.text("url"), it.text("page")) {
                    (Some(url), _) => url.to_owned(),
                    (None, Some(page)) if page.ends_with(".md") => {
                        self.url(self.site.routes.entry(path_of(page)?, self.lang))
                    }
                    (None, Some(page)) => {
                        self.url(self.site.routes.find(page).map(|_| page)?)
                    }
                    _ => return None,
                };
                Some(Link {
                    label: it.local("label", self.code)?.to_owned(),
                    url,
                    lang: None,
                })
            })
            .collect()
    }
}

/// Interface texts that templates use, with `_` for `-`.
const TEXTS: &[&str] = &[
    "skip",
    "menu",
    "main-menu",
    "breadcrumb",
    "home",
    "contents",
    "takeaways",
    "pagination",
    "newer",
    "older",
    "edit",
    "footer",
    "empty",
    "feed",
    "language",
    "previous",
    "next",
];
