//! What a new entry must know of the portal that it is for. A portal with errors is good enough.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::tz::TimeZone;

use super::super::load;
use crate::{
    config,
    content::{
        self, Document, Kind,
        slug::{name_key, slugify},
        slug_of,
    },
    diag::Diagnostic,
    snapshot::{Options, Workspace},
    source::{Change, Contents},
};

pub(in crate::cli) struct Known {
    pub(in crate::cli) root: PathBuf,
    /// The first is the default.
    pub(super) languages: Vec<String>,
    pub(in crate::cli) timezone: TimeZone,
    changes: Vec<Change>,
    documents: Vec<Document>,
    found: Vec<Diagnostic>,
}

impl Known {
    pub(in crate::cli) fn read(dir: &Path) -> Result<Self, u8> {
        let root = load::find_root(dir)?;
        let read = load::read(&root, &root.join("public"))?;
        let texts = || read.value.iter().filter_map(|it| Some((&it.path, text(it)?)));
        let documents = texts().flat_map(|(path, it)| content::parse(path, it)).collect();
        let settings = texts()
            .find(|it| &**it.0 == "portal.yaml")
            .and_then(|(path, text)| config::parse(path, text, None).value);
        let (languages, timezone) = settings.map_or_else(
            || (vec!["fr".to_owned()], TimeZone::UTC),
            |it| (it.languages, it.timezone),
        );
        Ok(Self {
            root,
            languages,
            timezone,
            documents,
            changes: read.value,
            found: read.diagnostics,
        })
    }

    /// The language of the portal's authors.
    pub(in crate::cli) fn lang(&self) -> &str {
        self.languages.first().map_or("fr", String::as_str)
    }

    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.changes.iter().find(|it| &*it.path == path).and_then(text).map(|it| &**it)
    }

    /// Ids of the entries of a kind.
    pub(in crate::cli) fn ids(&self, kind: Kind) -> BTreeSet<String> {
        let named = self.documents.iter().filter(|it| it.place.kind == kind);
        named.map(slug_of).filter(|it| !it.is_empty()).collect()
    }

    /// The person of a name, in any order of its words; nothing when it could be two.
    pub(super) fn person(&self, name: &str) -> Option<String> {
        let wanted = name_key(name);
        let own = |it: &&Document| {
            let own = it.record.local("name", self.lang());
            own.is_some_and(|it| name_key(it) == wanted)
        };
        let found: BTreeSet<String> =
            self.all(Kind::Person).filter(own).map(slug_of).collect();
        found.first().filter(|it| found.len() == 1 && !it.is_empty()).cloned()
    }

    /// All documents of a kind, translations and items of lists as well.
    pub(in crate::cli) fn all(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |it| it.place.kind == kind)
    }

    /// Entries of a kind in a community, or of the portal, that are no translations.
    pub(super) fn originals(
        &self,
        kind: Kind,
        community: Option<&str>,
    ) -> impl Iterator<Item = &Document> {
        let own = move |it: &&Document| {
            let here =
                kind == Kind::Community || it.place.community.as_deref() == community;
            it.place.kind == kind && here && !it.name.is_empty()
        };
        let lang = self.lang();
        self.documents
            .iter()
            .filter(own)
            .filter(move |it| it.place.lang.as_deref().is_none_or(|it| it == lang))
    }

    /// The file that has a name already.
    pub(in crate::cli) fn taken(
        &self,
        kind: Kind,
        community: Option<&str>,
        slug: &str,
    ) -> Option<&str> {
        self.originals(kind, community)
            .find(|it| slug_of(it) == slug || slugify(&it.name) == slug)
            .map(|it| it.source.path())
    }

    /// Errors that the portal would have because of a file, did it have this text.
    pub(in crate::cli) fn errors_with(&self, path: &str, text: &str) -> Vec<Diagnostic> {
        let before = self.errors_at(path, None);
        let said = |it: &Diagnostic| before.iter().any(|old| old.message == it.message);
        self.errors_at(path, Some(text)).into_iter().filter(|it| !said(it)).collect()
    }

    fn errors_at(&self, path: &str, text: Option<&str>) -> Vec<Diagnostic> {
        let mut changes = self.changes.clone();
        if let Some(text) = text {
            let contents = Contents::Text(text.into());
            changes.push(Change { path: Arc::from(path), contents });
        }
        let options = Options {
            drafts: true,
            future: true,
            now: jiff::Timestamp::now(),
            ..Options::default()
        };
        let snapshot = Workspace::new(options).apply(changes, self.found.clone());
        let touches = |it: &&Diagnostic| {
            let spans = it.span.iter().chain(it.labels.iter().map(|it| &it.span));
            it.is_error() && spans.into_iter().any(|it| it.source().path() == path)
        };
        snapshot.diagnostics.iter().filter(touches).cloned().collect()
    }
}

fn text(change: &Change) -> Option<&Arc<str>> {
    match &change.contents {
        Contents::Text(text) => Some(text),
        _ => None,
    }
}
