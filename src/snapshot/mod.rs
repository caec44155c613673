//! All inputs of rendering, immutable; and the one owner that makes the next one.

mod workspace;

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    config::Settings,
    content::{Kind, markdown::Memo},
    diag::Diagnostic,
    portal::Portal,
    route::RouteTable,
    source::FileInfo,
    theme::Theme,
};

pub use workspace::Workspace;

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
    pub memo: Arc<Memo>,
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
    /// The day it is.
    pub today: Date,
    /// Colored code; it changes no byte, only the time it takes.
    pub memo: Arc<Memo>,
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
