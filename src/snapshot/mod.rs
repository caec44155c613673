//! All inputs of rendering, immutable; and the one owner that makes the next one.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::{
    config::{self, Settings},
    content::{self, Document, Kind},
    diag::{self, Diagnostic},
    portal::{self, Portal, Shown},
    route::RouteTable,
    source::{Change, Contents, FileInfo},
    theme::{self, Theme},
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
    steps: Vec<(&'static str, Duration)>,
}

impl Workspace {
    /// A workspace without files.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// How long each step of the last `apply` took.
    pub fn steps(&self) -> impl Iterator<Item = (&'static str, Duration)> + '_ {
        self.steps.iter().copied()
    }

    /// Runs a step, and notes how long it took.
    fn step<T>(&mut self, name: &'static str, run: impl FnOnce(&Self) -> T) -> T {
        let start = Instant::now();
        let done = run(self);
        self.steps.push((name, start.elapsed()));
        done
    }

    /// Takes what changed, and makes the next snapshot. `found` is what reading said.
    pub fn apply(&mut self, changes: Vec<Change>, found: Vec<Diagnostic>) -> Arc<Snapshot> {
        self.steps.clear();
        let parsed: Vec<_> = self.step("parse", |_| {
            let parse = |it: &Change| match &it.contents {
                Contents::Text(text) => {
                    content::parse(&it.path, text).into_iter().map(Arc::new).collect()
                }
                _ => Vec::new(),
            };
            changes.par_iter().map(parse).collect()
        });
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

    fn snapshot(&mut self, mut found: Vec<Diagnostic>) -> Snapshot {
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

    fn site(&mut self, settings: Settings, found: &mut Vec<Diagnostic>) -> Option<Site> {
        let today = self.options.date.unwrap_or_else(|| {
            self.options.now.to_zoned_datetime(settings.timezone.clone()).date()
        });
        let shown =
            Shown { today, drafts: self.options.drafts, future: self.options.future };
        let portal = self
            .step("assemble", |it| {
                portal::assemble(&it.documents, &it.files, &settings, shown)
            })
            .unload(found);
        let theme = self
            .step("theme", |it| theme::load(&settings, &it.texts, colors(&portal)))
            .unload(found)?;
        let assets = theme.assets.iter().map(|(name, it)| (it.0.clone(), name.clone()));
        let routes = self
            .step("routes", |it| {
                RouteTable::enumerate(&portal, &settings, &theme.texts, &it.files, assets)
            })
            .unload(found);
        Some(Site { settings, portal, theme, routes, files: self.files.clone(), today })
    }
}

/// The communities' colors as a style sheet: the page has classes only.
fn colors(portal: &Portal) -> String {
    let mut css = String::new();
    for id in portal.of_kind(Kind::Community) {
        let entry = portal.entry(id);
        let color = entry.record().and_then(|it| it.text("color")).unwrap_or("#3a5a78");
        let (light, dark) = (readable(color, true), readable(color, false));
        css.push_str(&format!(".c-{}{{--c:{light};--c-dark:{dark}}}\n", entry.slug));
    }
    css
}

/// The nearest shade with a contrast of at least 4.5 on the page: darkened for white, lightened
/// for the dark ground (`WCAG 2.2`, relative luminance).
fn readable(color: &str, on_light: bool) -> String {
    let part = |at: usize| {
        color.get(at..at + 2).and_then(|it| u8::from_str_radix(it, 16).ok()).unwrap_or(80)
    };
    let mut rgb = [part(1), part(3), part(5)].map(f64::from);
    let ground = if on_light {
        luminance([247.0, 246.0, 242.0])
    } else {
        luminance([23.0, 26.0, 31.0])
    };
    for _ in 0..60 {
        let own = luminance(rgb);
        let contrast = (own.max(ground) + 0.05) / (own.min(ground) + 0.05);
        if contrast >= 4.6 {
            break;
        }
        rgb = rgb.map(|it| if on_light { it * 0.95 } else { it + (255.0 - it) * 0.06 });
    }
    let [red, green, blue] = rgb.map(|it| format!("{it:.0}").parse::<u8>().unwrap_or(0));
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn luminance(rgb: [f64; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|it| {
        let it = it / 255.0;
        if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
