//! Authors' texts as pages show them: each is set as its own language is, which may not be the
//! page's. No other module of [`render`](super) reads one (`tests/it/typography.rs`).

use crate::{
    config::Settings,
    content::{
        Kind,
        markdown::Heading,
        record::{Record, Written, written},
    },
    portal::{Entry, Id},
    snapshot::Site,
    typography::{set, set_around},
};

/// The texts of a language of the portal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    site: &'a Site,
    code: &'a str,
}

impl<'a> Words<'a> {
    pub(super) fn new(site: &'a Site, code: &'a str) -> Self {
        Self { site, code }
    }

    fn settings(&self) -> &'a Settings {
        &self.site.settings
    }

    /// A text in a language.
    fn set(&self, text: &str, lang: &str) -> String {
        set(text, self.settings().style(lang)).into_owned()
    }

    fn of(&self, text: Option<Written<'_>>, lang: &str) -> Option<String> {
        text.map(|it| self.set(it.text, it.lang.unwrap_or(lang)))
    }

    /// The portal's title.
    pub(super) fn portal(&self) -> String {
        self.setting(&self.settings().record, "title").unwrap_or_default()
    }

    /// A text of the settings.
    pub(super) fn setting(&self, record: &Record, name: &str) -> Option<String> {
        self.of(record.written(name, self.code), self.settings().default_language())
    }

    /// The texts of a list of the settings.
    pub(super) fn setting_list(&self, record: &Record, name: &str) -> Vec<String> {
        let lang = self.settings().default_language();
        let texts = record.list(name).iter().map(|it| written(it, self.code));
        texts.filter_map(|it| self.of(it, lang)).collect()
    }

    /// What an entry is called.
    pub(super) fn title(&self, entry: &Entry) -> String {
        self.text(entry, entry.kind.title()).unwrap_or_else(|| entry.slug.to_string())
    }

    /// What an entry is called.
    pub(super) fn title_of(&self, id: Id) -> String {
        self.title(self.site.portal.entry(id))
    }

    /// A text of front matter.
    pub(super) fn text(&self, entry: &Entry, field: &str) -> Option<String> {
        entry.written(field, self.code).map(|(text, lang)| self.set(text, lang))
    }

    /// The texts of a list of front matter.
    pub(super) fn texts(&self, entry: &Entry, field: &str) -> Vec<String> {
        let lang = entry.language(field, self.code);
        let texts = entry.list(field, self.code).iter().map(|it| written(it, self.code));
        texts.filter_map(|it| self.of(it, lang)).collect()
    }

    /// A text of a mapping that stands in a field of front matter.
    pub(super) fn part(
        &self,
        entry: &Entry,
        field: &str,
        part: &Record,
        name: &str,
    ) -> Option<String> {
        self.of(part.written(name, self.code), entry.language(field, self.code))
    }

    /// A name that is the same in all languages: that of a conference.
    pub(super) fn name(&self, name: &str) -> String {
        self.set(name, self.settings().default_language())
    }

    /// The text of a link, in a language.
    pub(super) fn label(&self, text: &str, lang: &str) -> String {
        self.set(text, lang)
    }

    /// The summary that an author wrote.
    pub(super) fn own_summary(&self, entry: &Entry) -> Option<String> {
        let field = match entry.kind {
            Kind::Topic => "description",
            Kind::Person => "role",
            _ => "summary",
        };
        self.text(entry, field)
    }

    /// Summary, else the beginning of the text.
    pub(super) fn summary(&self, entry: &Entry) -> String {
        let beginning = || {
            let variant =
                entry.variant(self.code).filter(|_| entry.kind != Kind::Person)?;
            let outline = variant.document.outline();
            let style = self.settings().style(&variant.lang);
            Some(set_around(&outline.excerpt, style, &outline.excerpt_code).into_owned())
        };
        self.own_summary(entry).or_else(beginning).unwrap_or_default()
    }

    /// The text of a heading, in a language.
    pub(super) fn heading(&self, heading: &Heading, lang: &str) -> String {
        set_around(&heading.text, self.settings().style(lang), &heading.code).into_owned()
    }
}
