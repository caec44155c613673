//! What every page needs: addresses, links, days, its frame; and how a view becomes a page.

use jiff::civil::Date;
use serde::Serialize;
use tera::{Context, Value};

use super::{
    card::Cards,
    index::Index,
    linked,
    media::{Opened, SCRIPT},
    picture::{self, Credit, Offer},
    shared::{self, Shared},
    view::{DateView, FeedLink, Link, MailView, Note, PageView, Picture, Script},
    words::Words,
};
use crate::{
    config::Texts,
    content::{Kind, markdown::urls},
    diag::Diagnostic,
    portal::{Entry, Id, Variant, join},
    route::Format,
    sink::{Href, Html, Json, Terms},
    snapshot::Site,
};

/// A page that is being made.
pub(super) struct Page<'a> {
    pub(super) site: &'a Site,
    pub(super) address: &'a str,
    pub(super) lang: usize,
    pub(super) code: &'a str,
    pub(super) t: &'a Texts,
    pub(super) index: &'a Index,
    pub(super) cards: &'a Cards,
    /// Texts of authors, as they are shown.
    pub(super) words: Words<'a>,
    shared: &'a Shared,
}

impl<'a> Page<'a> {
    pub(super) fn new(site: &'a Site, address: &'a str, lang: usize) -> Self {
        let t = site
            .theme
            .texts
            .get(lang)
            .expect("routes are made for the languages of the texts");
        let shared = Shared::of(site);
        let (index, cards) = (&shared.index, Cards::of(site));
        let words = Words::new(site, &t.lang);
        Self { site, address, lang, code: &t.lang, t, index, cards, words, shared }
    }

    /// An address with the base path.
    pub(super) fn url(&self, address: &str) -> Href {
        shared::url(self.site, address)
    }

    /// An absolute address.
    pub(super) fn absolute(&self, address: &str) -> Href {
        self.url(address).absolute(&self.site.settings.origin)
    }

    /// What names a thing for ever (RFC 4287, 4.2.6): its address at the `url` of the settings,
    /// though `--base-url` publishes it elsewhere.
    pub(super) fn identity(&self, address: &str) -> Href {
        let (origin, base) = &self.site.settings.home;
        Href::own(base, address).absolute(origin)
    }

    /// Abbreviations that the settings spell out.
    pub(super) fn terms(&self) -> &Terms {
        &self.shared.frame(self.lang).terms
    }

    pub(super) fn entry(&self, id: Id) -> &'a Entry {
        self.site.portal.entry(id)
    }

    /// Start of this language's addresses.
    pub(super) fn root(&self) -> String {
        shared::root(self.lang, self.t)
    }

    /// The address of a list: `words` are those of `address.…`.
    pub(super) fn list(&self, words: &[&str]) -> String {
        shared::list(self.lang, self.t, words)
    }

    /// The address of an entry in this language.
    pub(super) fn address_of(&self, id: Id) -> &'a str {
        self.site.routes.entry(id, self.lang)
    }

    /// A link that says a community's short name.
    pub(super) fn short_link(&self, id: Id) -> Link {
        let mut link = self.link(id);
        if let Some(short) = self.words.text(self.entry(id), "short_title") {
            link.label = short;
        }
        link
    }

    pub(super) fn links(&self, ids: &[Id]) -> Vec<Link> {
        ids.iter().map(|it| self.link(*it)).collect()
    }

    pub(super) fn word_link(&self, key: &str, address: &str) -> Link {
        self.named_link(self.t.get(key), address)
    }

    pub(super) fn named_link(&self, label: &str, address: &str) -> Link {
        Link { label: label.to_owned(), url: self.url(address), ..Link::default() }
    }

    /// The text's language, where it is not the page's.
    pub(super) fn foreign(&self, entry: &Entry) -> Option<String> {
        let variant = entry.variant(self.code)?;
        let listed = variant.document.place.is_list;
        (variant.lang != self.code && !listed && entry.kind != Kind::Person)
            .then(|| variant.lang.clone())
    }

    pub(super) fn date(&self, date: Date) -> DateView {
        DateView {
            iso: date.to_string(),
            text: self.t.date(date),
            weekday: self.t.short_weekday(date).to_owned(),
            day: date.day().to_string(),
            month: self.t.short_month(date.month()).to_owned(),
            year: date.year().to_string(),
            soon: is_soon(date, self.site.today),
        }
    }

    /// The day of a meeting, of which people first ask what weekday it is.
    pub(super) fn meeting_day(&self, date: Date) -> DateView {
        DateView { text: self.t.short_date(date), ..self.date(date) }
    }

    /// The community whose color an entry wears.
    pub(super) fn community_of(&self, id: Id) -> Option<Id> {
        let entry = self.entry(id);
        if entry.kind == Kind::Community {
            return Some(id);
        }
        // What belongs to several has no color of one.
        let only = || match entry.refs("communities") {
            [only] if entry.kind != Kind::Person => Some(*only),
            _ => None,
        };
        entry.community.or_else(only)
    }

    pub(super) fn class(&self, id: Id) -> String {
        let community = self.community_of(id);
        community.map(|it| format!("c-{}", self.entry(it).slug)).unwrap_or_default()
    }

    /// A picture that a field of an entry names, relative to its file.
    pub(super) fn picture(&self, entry: &Entry, written: &str) -> Option<Picture> {
        let from = entry.variants.first()?.document.source.path();
        let path = join(from, written)?;
        let inside = format!("static/{path}");
        let path =
            if self.site.files.contains_key(inside.as_str()) { inside } else { path };
        let Offer { url, own, webp, width, height } = picture::offer(self.site, &path, "")?;
        let sizes = self.site.theme.images.sizes.clone();
        let credit = self.site.credits.get(path.as_str());
        let credit = credit.map(|it| Credit::of(it, &self.words)).unwrap_or_default();
        let picture =
            Picture { url, srcset: own, webp, sizes, width, height, ..Picture::default() };
        Some(with_credit(picture, credit))
    }

    /// The cover of an entry.
    pub(super) fn cover(&self, entry: &Entry) -> Option<Picture> {
        let cover = entry.map("cover", self.code)?;
        let local =
            |name| self.words.part(entry, "cover", &cover, name).unwrap_or_default();
        let picture = self.picture(entry, cover.text("image")?)?;
        let picture = Picture { alt: local("alt"), ..picture };
        // What the page says of its cover counts more than what the file beside it does.
        if cover.node("credit").is_none() {
            return Some(picture);
        }
        let credit = Credit::of(&cover, &self.words);
        Some(with_credit(picture, Credit { name: local("credit"), ..credit }))
    }

    /// Where a text can be edited.
    pub(super) fn edit(&self, variant: &Variant) -> Href {
        let Some(repository) = self.site.settings.record.map("repository") else {
            return Href::default();
        };
        let branch = urls::encode_path(repository.text("branch").unwrap_or("main"));
        let url = repository.text("url").unwrap_or("").trim_end_matches('/');
        let path = urls::encode_path(variant.document.source.path());
        Href::outside(&format!("{url}/-/edit/{branch}/{path}"))
    }

    /// The frame of a page: title of the window, canonical address, way from the home page.
    pub(super) fn view(&self, kind: &str, heading: &str) -> PageView {
        let portal = self.words.portal();
        PageView {
            kind: kind.to_owned(),
            lang: self.code.to_owned(),
            title: format!("{heading} – {portal}"),
            heading: heading.to_owned(),
            canonical: self.absolute(self.address),
            breadcrumb: vec![self.word_link("home", &self.root())],
            open_graph: "website",
            ..PageView::default()
        }
    }

    /// The feeds of what is at an address; `name` is what they are called, if it is not the
    /// portal.
    pub(super) fn feeds(&self, address: &str, name: &str) -> Vec<FeedLink> {
        let feed = |it: Format| {
            let (key, media_type) = match it {
                Format::Atom => ("feed", "application/atom+xml"),
                Format::Json => ("json-feed", "application/feed+json"),
            };
            let dash = if name.is_empty() { "" } else { " – " };
            FeedLink {
                label: format!("{}{dash}{name}", self.t.get(key)),
                url: self.url(&format!("{address}{}", it.file())),
                media_type,
            }
        };
        Format::ALL.into_iter().map(feed).collect()
    }

    /// Opens a page's policy for its players, and gives it their script.
    pub(super) fn open(&self, view: &mut PageView, opened: &Opened) {
        if !opened.any() {
            return;
        }
        view.frame_origins.extend(opened.frames.iter().cloned());
        view.media_origins.extend(opened.media.iter().cloned());
        let script = self.site.theme.assets.get(SCRIPT);
        let script = script.map(|it| Script { url: self.url(&it.address) });
        view.scripts.extend(script);
    }

    /// The name of a language, in that language, with the page's way to say it.
    pub(super) fn note_of_language(&self, lang: &str) -> Note {
        let name = self.t.language(lang);
        Note { text: self.t.fill("in-language", &[("name", name)]), link: None }
    }

    /// The same list in other languages.
    pub(super) fn alternates(&self, words: &[&str]) -> Vec<Link> {
        self.other_languages(|lang, t| Some(shared::list(lang, t, words)))
    }

    /// Links to other languages, where `address` gives one.
    pub(super) fn other_languages(
        &self,
        address: impl Fn(usize, &Texts) -> Option<String>,
    ) -> Vec<Link> {
        let others =
            self.site.theme.texts.iter().enumerate().filter(|it| it.0 != self.lang);
        let link = |(lang, t): (usize, &Texts)| {
            let link = self.named_link(t.get("language"), &address(lang, t)?);
            Some(Link { lang: Some(t.lang.clone()), ..link })
        };
        others.filter_map(link).collect()
    }

    /// Fills a template of the theme.
    pub(super) fn html<T: Serialize>(
        &self,
        template: &str,
        view: &PageView,
        name: &'static str,
        value: &T,
        body: &Html,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let frame = self.shared.frame(self.lang);
        let mut context = Context::new();
        context.insert_value("site", frame.site.clone());
        context.insert_value("t", frame.texts.clone());
        context.insert_value("settings", self.site.theme.settings.clone());
        context.insert_value("page", Value::from_serializable(view));
        context.insert_value(name, Value::from_serializable(value));
        context.insert("has_code", &(view.has_code || has_code(body)));
        context.insert_value("body", markup(body));
        let linked = if view.hidden { Json::default() } else { linked::data(self, view) };
        let source = if view.hidden { String::new() } else { linked.hash_source() };
        // Base64 and our own escapes: neither has a letter that HTML reads as more.
        context.insert_value("linked_source", Value::safe_string(&source));
        context.insert_value("linked", Value::safe_string(linked.as_str()));
        let theme = &self.site.theme;
        theme.render(template, &context, self.address).map_err(|it| vec![*it])
    }

    /// Fills a template of the theme that is no page.
    pub(super) fn mail(
        &self,
        template: &str,
        mail: &MailView,
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert_value("t", self.shared.frame(self.lang).texts.clone());
        context.insert_value("settings", self.site.theme.settings.clone());
        context.insert_value("mail", Value::from_serializable(mail));
        let theme = &self.site.theme;
        theme.render(template, &context, self.address).map_err(|it| vec![*it])
    }
}

/// HTML for a template, which does not escape it.
pub(super) fn markup(html: &Html) -> Value {
    Value::safe_string(html.as_str())
}

/// Whether a text shows code. No text looks like a tag of ours: its quotes are escaped.
pub(super) fn has_code(body: &Html) -> bool {
    body.as_str().contains("<figure class=\"code\"")
}

/// Whether a day is one of the twelve months that begin today: its month has no other year.
fn is_soon(date: Date, today: Date) -> bool {
    let month = |it: Date| i32::from(it.year()) * 12 + i32::from(it.month());
    date >= today && month(date) < month(today) + 12
}

fn with_credit(picture: Picture, credit: Credit) -> Picture {
    let Credit { name, source, license, license_url } = credit;
    Picture { credit: name, credit_url: source, license, license_url, ..picture }
}
