//! Templates, style sheets and interface texts: the embedded theme, and what the portal lays
//! over it file by file.
//!
//! The embedded theme is named `parvis`. A portal's own `themes/<name>/` wins file by file:
//! its templates stand under their plain name, the embedded ones under `parvis/…`, so that an
//! override can extend what it overrides (`{% extends "parvis/base.html" %}`).

mod assets;
mod color;
mod error;
mod fuel;
mod images;
mod meter;
mod palette;
mod references;
mod templates;
mod texts;
mod tones;
mod unused;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    config::{Settings, Texts},
    diag::{Checked, Diagnostic, of_one_file},
};
use include_dir::{Dir, include_dir};

pub use assets::Asset;
pub use images::Images;
pub use palette::Extra;
pub use templates::MAX_PAGE;
pub use tones::{Tone, Tones};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/parvis");

/// Name of the embedded theme, and the folder of its templates for those that extend them.
const NAME: &str = "parvis";

/// Texts of the portal's own `themes/` and `i18n/`, by path.
type Files = BTreeMap<Arc<str>, Arc<str>>;

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    /// Assets by their path in `static/`; the bundled style sheets are `style.css`, and
    /// `lists.css` for pages that are no articles.
    pub assets: BTreeMap<String, Asset>,
    /// Texts of each language of the portal, in the order of `languages:`.
    pub texts: Vec<Texts>,
    /// Free settings of the portal for its own templates (`theme_settings: extra:`).
    pub settings: tera::Value,
    /// In which widths pictures are published.
    pub images: Images,
    /// Colors for what has no style sheet.
    pub tones: Tones,
    templates: templates::Loaded,
}

impl Theme {
    /// Where its assets are published, with their names.
    pub fn addresses(&self) -> impl Iterator<Item = (String, String)> {
        self.assets.iter().map(|(name, it)| (it.address.clone(), name.clone()))
    }

    /// Whether a portal has the same addresses with another theme: those of pages are made of
    /// words, those of pictures of widths.
    pub fn asks_for_the_addresses_of(&self, other: &Self) -> bool {
        self.texts == other.texts
            && self.images == other.images
            && self.addresses().eq(other.addresses())
    }
}

/// A community and the color that its settings give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tint {
    /// Slug; the class is `c-` and the slug.
    pub slug: String,
    /// `#1f6f54`, if one is given.
    pub color: Option<String>,
}

/// Loads the theme. Nothing comes out when a template cannot be used.
pub fn load(settings: &Settings, files: &Files, tints: &[Tint]) -> Checked<Option<Theme>> {
    let mut found = Vec::new();
    let own = Own { name: &settings.theme, files };
    if settings.theme != NAME && own.folder("").is_empty() {
        let mut diagnostic = Diagnostic::error(
            "unknown-theme",
            format!("there is no theme `{}`", settings.theme),
        )
        .help(format!("write `theme: {NAME}`, or add `themes/{}/templates/`", own.name));
        diagnostic.span = settings.record.span("theme");
        return Checked::new(None, vec![diagnostic]);
    }
    let chosen = palette::read(settings, &own, &mut found);
    unused::check(settings, &own, files, &mut found);
    let assets = assets::load(&own, &chosen.css(tints), &mut found);
    let texts = settings
        .languages
        .iter()
        .map(|it| of_one_file(|| texts::load(it, settings, files, &mut found)));
    let texts = texts.collect();
    let Some(templates) = templates::load(&own).unload(&mut found) else {
        return Checked::new(None, found);
    };
    let tones = chosen.tones(tints);
    let (settings, images) = (chosen.extra, chosen.images);
    let theme = Theme { assets, texts, settings, images, tones, templates };
    Checked::new(Some(theme), found)
}

/// The portal's own files of its theme.
struct Own<'a> {
    name: &'a str,
    files: &'a Files,
}

impl Own<'_> {
    /// Paths below a folder of the theme → path in the portal and text.
    fn folder(&self, folder: &str) -> BTreeMap<String, (String, String)> {
        let start = format!("themes/{}/{folder}", self.name);
        let named = |it: (&Arc<str>, &Arc<str>)| {
            let name = it.0.strip_prefix(&start)?.to_owned();
            Some((name, (it.0.to_string(), it.1.to_string())))
        };
        self.files.iter().filter_map(named).collect()
    }
}

/// Embedded files below a folder: path below it → path in the repository and text.
fn embedded(folder: &str) -> BTreeMap<String, (String, String)> {
    let mut out = BTreeMap::new();
    let mut dirs: Vec<&Dir<'_>> = EMBEDDED.get_dir(folder).into_iter().collect();
    while let Some(dir) = dirs.pop() {
        dirs.extend(dir.dirs());
        for file in dir.files() {
            let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
            else {
                continue;
            };
            let name = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
            out.insert(name.to_owned(), (format!("themes/{NAME}/{path}"), text.to_owned()));
        }
    }
    out
}
