//! All inputs of rendering, immutable; and the one owner that makes the next one.

mod memo;

pub use memo::Memo;

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    config::{self, Settings},
    content::{self, Document, Kind},
    diag::{self, Diagnostic},
    portal::{self, Portal, Shown},
    route::RouteTable,
    source::{Change, Contents, FileInfo},
    theme::{self, Theme, Tint},
};

/// What the user chose on the command line.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Address of the portal, instead of `url:`.
    pub base_url: Option<String>,
    /// Show drafts.
    pub drafts: bool,
    /// Show what is to be published later.
    pub future: bool,
    /// The day it is; nothing means `now` in the portal's time zone.
    pub date: Option<Date>,
    /// The instant, read once by the command line.
    pub now: jiff::Timestamp,
}

/// A portal that can be rendered. Whatever a page depends on is in here.
#[derive(Debug)]
pub struct Site {
    /// Settings.
    pub settings: Settings,
    /// Entries.
    pub portal: Portal,
    /// Templates, assets and texts.
    pub theme: Theme,
    /// Addresses.
    pub routes: RouteTable,
    /// Files that are published as they are.
    pub files: BTreeMap<Arc<str>, FileInfo>,
    /// The day it is.
    pub today: Date,
    /// What rendering works out once.
    pub memo: Memo,
}

/// One immutable state of a portal.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts from 1.
    pub generation: u64,
    /// What can be rendered; nothing when the settings or the theme are broken.
    pub site: Option<Site>,
    /// Everything that was found, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|it| it.is_error()).count()
    }
}

/// The only mutable state: files as they are now, and documents parsed from them.
#[derive(Debug, Default)]
pub struct Workspace {
    options: Options,
    generation: u64,
    texts: BTreeMap<Arc<str>, Arc<str>>,
    files: BTreeMap<Arc<str>, FileInfo>,
    documents: BTreeMap<Arc<str>, Vec<Arc<Document>>>,
}

impl Workspace {
    /// A workspace without files.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Takes what changed, and makes the next snapshot. `found` is what reading said.
    pub fn apply(&mut self, changes: Vec<Change>, found: Vec<Diagnostic>) -> Arc<Snapshot> {
        let parsed: Vec<_> = changes
            .par_iter()
            .map(|it| match &it.contents {
                Contents::Text(text) => {
                    content::parse(&it.path, text).into_iter().map(Arc::new).collect()
                }
                _ => Vec::new(),
            })
            .collect();
        for (change, documents) in changes.into_iter().zip(parsed) {
            self.files.remove(&change.path);
            self.texts.remove(&change.path);
            self.documents.remove(&change.path);
            match change.contents {
                Contents::Text(text) if documents.is_empty() => {
                    self.texts.insert(change.path, text);
                }
                Contents::Text(_) => {
                    self.documents.insert(change.path, documents);
                }
                Contents::File(info) => {
                    self.files.insert(change.path, info);
                }
                Contents::Broken | Contents::Gone => {}
            }
        }
        self.generation += 1;
        Arc::new(self.snapshot(found))
    }

    fn snapshot(&self, mut found: Vec<Diagnostic>) -> Snapshot {
        found.extend(
            self.documents.values().flatten().flat_map(|it| it.diagnostics.iter().cloned()),
        );
        let mut settings = None;
        match self.texts.get("portal.yaml") {
            Some(text) => {
                settings = config::parse(
                    &Arc::from("portal.yaml"),
                    text,
                    self.options.base_url.as_deref(),
                )
                .unload(&mut found);
            }
            None if found.iter().any(|it| {
                it.span.as_ref().is_some_and(|it| it.source().path() == "portal.yaml")
            }) => {}
            None => found.push(
                Diagnostic::error("missing-settings", "there is no `portal.yaml`")
                    .help("add one with `title: …` and `url: https://…`"),
            ),
        }
        let site = settings.and_then(|it| self.site(it, &mut found));
        if let Some(site) = &site {
            found = found.into_iter().filter_map(|it| site.settings.judge(it)).collect();
        }
        diag::sort(&mut found);
        Snapshot { generation: self.generation, site, diagnostics: found }
    }

    fn site(&self, settings: Settings, found: &mut Vec<Diagnostic>) -> Option<Site> {
        let today = self.options.date.unwrap_or_else(|| {
            self.options.now.to_zoned_datetime(settings.timezone.clone()).date()
        });
        let shown =
            Shown { today, drafts: self.options.drafts, future: self.options.future };
        let portal =
            portal::assemble(&self.documents, &self.files, &settings, shown).unload(found);
        let theme = theme::load(&settings, &self.texts, &tints(&portal)).unload(found)?;
        let assets =
            theme.assets.iter().map(|(name, it)| (it.address.clone(), name.clone()));
        let routes =
            RouteTable::enumerate(&portal, &settings, &theme.texts, &self.files, assets)
                .unload(found);
        Some(Site {
            settings,
            portal,
            theme,
            routes,
            files: self.files.clone(),
            today,
            memo: Memo::default(),
        })
    }
}

/// The communities and their colors: the theme computes shades that can be read.
fn tints(portal: &Portal) -> Vec<Tint> {
    let tint = |id| {
        let entry = portal.entry(id);
        let color = entry.record().and_then(|it| it.text("color")).map(str::to_owned);
        Tint { slug: entry.slug.clone(), color }
    };
    portal.of_kind(Kind::Community).map(tint).collect()
}
