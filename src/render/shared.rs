//! What all pages of a snapshot share: its lists, and the frame of each language.

use std::collections::BTreeMap;

use tera::Value;

use super::{
    index::Index,
    view::{Link, SiteView},
    words::Words,
};
use crate::{
    config::Texts,
    content::{Kind, record::Record},
    portal::join,
    sink::{Href, Terms},
    snapshot::Site,
    theme::Extra,
};

/// Made once for a snapshot.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) index: Index,
    frames: Vec<Frame>,
}

/// Made once for a language.
#[derive(Debug)]
pub(super) struct Frame {
    /// `site`: maps of Tera are shared, not copied.
    pub(super) site: Value,
    /// `t`: the interface's texts.
    pub(super) texts: Value,
    /// Abbreviations that the settings spell out.
    pub(super) terms: Terms,
}

impl Shared {
    pub(super) fn of(site: &Site) -> &Self {
        site.memo.get(|| Self {
            index: Index::new(site),
            frames: site
                .theme
                .texts
                .iter()
                .enumerate()
                .map(|(lang, t)| Maker { site, lang, t }.frame())
                .collect(),
        })
    }

    pub(super) fn frame(&self, lang: usize) -> &Frame {
        self.frames.get(lang).expect("there is a frame for each language of the texts")
    }
}

/// The path of an address of this site.
pub(super) fn url(site: &Site, address: &str) -> Href {
    Href::own(&site.settings.base, address)
}

/// Start of a language's addresses.
pub(super) fn root(lang: usize, t: &Texts) -> String {
    if lang == 0 { "/".into() } else { format!("/{}/", t.lang) }
}

/// The address of a list: `words` are those of `address.…`.
pub(super) fn list(lang: usize, t: &Texts, words: &[&str]) -> String {
    let mut address = root(lang, t);
    for word in words {
        address.push_str(t.get(&format!("address.{word}")));
        address.push('/');
    }
    address
}

struct Maker<'a> {
    site: &'a Site,
    lang: usize,
    t: &'a Texts,
}

impl Maker<'_> {
    fn frame(&self) -> Frame {
        let texts: BTreeMap<String, &str> =
            self.t.keys().map(|it| (it.replace(['-', '.'], "_"), self.t.get(it))).collect();
        let (site, texts) = (self.view(), Value::from_serializable(&texts));
        Frame { site, texts, terms: self.terms() }
    }

    fn terms(&self) -> Terms {
        let all = self.site.settings.record.list("abbreviations").iter();
        let records: Vec<Record> = all.filter_map(Record::of).collect();
        let pair = |it: &'_ Record| {
            Some((it.text("short")?.to_owned(), self.words().setting(it, "long")?))
        };
        let pairs: Vec<(String, String)> = records.iter().filter_map(pair).collect();
        Terms::of(pairs.iter().map(|it| (it.0.as_str(), it.1.as_str())))
    }

    fn words(&self) -> Words<'_> {
        Words::new(self.site, &self.t.lang)
    }

    fn view(&self) -> Value {
        let settings = &self.site.settings;
        let words = self.words();
        let organisation = settings.record.map("organisation").unwrap_or_default();
        let link = |key: &str, address: &str| Link {
            label: self.t.get(key).to_owned(),
            url: url(self.site, address),
            ..Link::default()
        };
        let list = |key: &str| link(key, &list(self.lang, self.t, &[key]));
        let shown = [
            ("communities", Kind::Community),
            ("retex", Kind::Retex),
            ("events", Kind::Event),
            ("talks", Kind::Talk),
            ("practices", Kind::Practice),
            ("initiatives", Kind::Initiative),
            ("topics", Kind::Topic),
            ("people", Kind::Person),
        ];
        // No reader is led to an empty list.
        let is_there = |it: &&(&str, Kind)| self.site.portal.of_kind(it.1).len() > 0;
        let feed = format!("{}atom.xml", root(self.lang, self.t));
        let mut footer = vec![list("plan"), list("accessibility"), link("feed", &feed)];
        let letters = self::list(self.lang, self.t, &["letter"]);
        if self.site.routes.find(&letters).is_some() {
            footer.insert(0, link("letters", &letters));
        }
        footer.extend(self.setting_links("footer"));
        let assets: BTreeMap<String, Href> = self
            .site
            .theme
            .assets
            .iter()
            .map(|it| (it.0.clone(), url(self.site, &it.1.address)))
            .chain(self.files())
            .collect();
        let contact = settings.record.text("contact").unwrap_or("");
        let asset = |name: &str| assets.get(name).cloned().unwrap_or_default();
        Value::from_serializable(&SiteView {
            title: words.portal(),
            description: words.setting(&settings.record, "description").unwrap_or_default(),
            base: settings.base.clone(),
            extra: Extra::of(settings.record.node("extra")),
            home: url(self.site, &root(self.lang, self.t)),
            menu: shown.iter().filter(is_there).map(|it| list(it.0)).collect(),
            links: self.setting_links("menu"),
            footer,
            style: asset("style.css"),
            lists: asset("lists.css"),
            icon: asset("icon.svg"),
            copy: asset("copy.js"),
            assets,
            organisation: words.setting(&organisation, "name").unwrap_or_default(),
            organisation_url: Href::outside(organisation.text("url").unwrap_or("")),
            logo: organisation
                .text("logo")
                .and_then(|it| self.logo(it))
                .unwrap_or_default(),
            contact: contact.to_owned(),
            contact_url: Href::mail(contact),
            feed: url(self.site, &feed),
        })
    }

    /// Pictures and fonts of the portal's own theme.
    fn files(&self) -> impl Iterator<Item = (String, Href)> {
        let start = format!("themes/{}/static/", self.site.settings.theme);
        self.site.files.keys().filter_map(move |path| {
            let name = path.strip_prefix(&start)?.to_owned();
            Some((name, url(self.site, self.site.routes.file(path)?)))
        })
    }

    fn logo(&self, written: &str) -> Option<Href> {
        let path = join("portal.yaml", written)?;
        let inside = format!("static/{path}");
        let path =
            self.site.routes.file(&inside).or_else(|| self.site.routes.file(&path))?;
        Some(url(self.site, path))
    }

    fn setting_links(&self, field: &str) -> Vec<Link> {
        let (site, portal) = (self.site, &self.site.portal);
        let of_file = |path: &str| {
            let path = path.trim_start_matches('/');
            portal.ids().find(|it| {
                portal.entry(*it).variants.iter().any(|it| {
                    it.document.source.path() == path && !it.document.place.is_list
                })
            })
        };
        let link = |it: Record| {
            let url = match (it.text("url"), it.text("page")) {
                (Some(url), _) => Href::outside(url),
                (None, Some(page)) if page.rsplit('.').next() == Some("md") => {
                    url(site, site.routes.entry(of_file(page)?, self.lang))
                }
                (None, Some(page)) => url(site, site.routes.find(page).map(|_| page)?),
                _ => return None,
            };
            let label = self.words().setting(&it, "label")?;
            Some(Link { label, url, ..Link::default() })
        };
        let list = site.settings.record.list(field);
        list.iter().filter_map(Record::of).filter_map(link).collect()
    }
}
