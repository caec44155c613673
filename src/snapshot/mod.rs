//! All inputs of rendering, immutable; and the one owner that makes the next one.

mod ahead;
mod frame;
mod memo;
pub mod mend;
mod shown;
mod workspace;

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    config::{Credits, Settings},
    content::{Kind, markdown},
    diag::Diagnostic,
    portal::Portal,
    route::RouteTable,
    source::FileInfo,
    theme::{Theme, Tint},
};

pub use ahead::{Shows, Turn};
pub use memo::Memo;
pub use workspace::Workspace;

/// When bodies are read, of what is read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bodies {
    /// With their front matter.
    #[default]
    AtOnce,
    /// When [`Workspace::read_bodies`] is called, but for those of the home page: until then, its
    /// snapshot knows only what stands above them.
    Later,
}

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
    /// Code that was colored before.
    pub colored: Arc<markdown::Memo>,
    /// While settings or theme are broken, the last good ones are used.
    pub hold: bool,
    /// When bodies are read.
    pub bodies: Bodies,
}

/// A portal that can be rendered. Whatever a page depends on is in here.
#[derive(Debug, Clone)]
pub struct Site {
    /// Settings.
    pub settings: Arc<Settings>,
    /// Entries.
    pub portal: Arc<Portal>,
    /// Templates, assets and texts.
    pub theme: Arc<Theme>,
    /// Addresses.
    pub routes: Arc<RouteTable>,
    /// Files that are published as they are.
    pub files: Arc<BTreeMap<Arc<str>, FileInfo>>,
    /// Who made pictures.
    pub credits: Arc<Credits>,
    /// The day it is.
    pub today: Date,
    /// Colored code; it changes no byte, only the time it takes.
    pub colored: Arc<markdown::Memo>,
    /// What rendering works out once from all but the texts below the front matter: the next
    /// snapshot shares it when only those changed.
    pub memo: Arc<Memo>,
    /// The short forms of entries, which may show how a text begins: each snapshot has its own.
    pub cards: Arc<Memo>,
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
    /// Which of `settings` and `theme` are broken, so that the site has the last good ones.
    pub held: Vec<&'static str>,
}

impl Snapshot {
    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|it| it.is_error()).count()
    }
}

/// The communities and their colors: the theme computes shades that can be read.
fn tints(portal: &Portal) -> Vec<Tint> {
    let tint = |id| {
        let entry = portal.entry(id);
        let color = entry.record().and_then(|it| it.text("color")).map(str::to_owned);
        Tint { slug: entry.slug.to_string(), color }
    };
    portal.of_kind(Kind::Community).map(tint).collect()
}
