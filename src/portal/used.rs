//! Files beside the content: those that an entry shows or links to are published.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{Assets, Entry, Target, media};
use crate::{
    config::Settings,
    content::{
        Document,
        facts::{Facts, NamedFile, Way},
        markdown::LinkKind,
    },
    diag::Diagnostic,
    source::{Acts, acts},
};

/// How a file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// It is a picture that pages show, in whatever form.
    Shown,
    /// Readers are led to the file itself.
    Whole,
}

/// Paths of the files that published entries or the settings use.
pub(super) fn published(
    entries: &[Arc<Entry>],
    settings: &[NamedFile],
    assets: &Assets,
) -> BTreeMap<Arc<str>, Use> {
    let mut used: BTreeMap<Arc<str>, Use> = BTreeMap::new();
    let mut add = |path: &Arc<str>, how: Use| {
        let known = used.entry(Arc::clone(path)).or_insert(how);
        *known = how.max(*known);
    };
    named(settings).for_each(|it| add(it, Use::Whole));
    for variant in entries.iter().flat_map(|it| &it.variants) {
        // What front matter names is shown: covers and portraits.
        named(&variant.document.facts.files).for_each(|it| add(it, Use::Shown));
        let targets = variant.targets.known().iter();
        let links =
            if targets.len() == 0 { &[] } else { &*variant.document.outline().links };
        for (target, link) in targets.zip(links) {
            if let Target::Beside(path, _) = target {
                let is_image = link.kind == LinkKind::Image;
                add(path, if is_image { Use::Shown } else { Use::Whole });
            }
        }
        for path in media::companions(variant, assets) {
            add(path, Use::Whole);
        }
    }
    used
}

/// What is to be said of files that are no texts.
pub(super) fn check<'a>(
    documents: impl Iterator<Item = &'a Arc<Document>>,
    assets: &'a Assets,
    published: &BTreeMap<Arc<str>, Use>,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let mut found = active(assets, settings);
    found.extend(unused(documents, assets, published));
    found
}

/// A warning for each file that no text of the portal uses, drafts included.
fn unused<'a>(
    documents: impl Iterator<Item = &'a Arc<Document>>,
    assets: &'a Assets,
    published: &BTreeMap<Arc<str>, Use>,
) -> Vec<Diagnostic> {
    let left: Vec<&Arc<str>> =
        assets.keys().filter(|it| is_content(it) && !published.contains_key(*it)).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let mut used: HashSet<&str> = HashSet::new();
    for document in documents {
        let Facts { files, .. } = &document.facts;
        let companions = media::companions_of_draft(document, assets);
        used.extend(companions.into_iter().map(|it| &**it));
        used.extend(named(files).map(|it| &**it));
        used.extend(document.ways().iter().filter_map(|it| match it {
            Way::Path(path) => Some(&**path),
            _ => None,
        }));
    }
    left.into_iter()
        .filter(|it| !used.contains(&***it))
        .map(|it| {
            Diagnostic::warning(
                "unused-file",
                "no text shows or links to this file: it is not published",
            )
            .in_file(Arc::clone(it))
            .help("link to it, remove it, or put it into `static/` to publish it as it is")
        })
        .collect()
}

/// An error for each file of `static/` that can act, unless the settings name it.
fn active(assets: &Assets, settings: &Settings) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (path, file) in assets {
        let Some(below) = path.strip_prefix("static/") else { continue };
        let Some(acts) = acts(path, file).filter(|_| !settings.allows(below)) else {
            continue;
        };
        let message = match acts {
            Acts::Runs => "the file can run code in its readers' browsers",
            Acts::LooksLikePage => {
                "the file begins as a page does, and a host may publish it as one"
            }
            Acts::Steers => "hosts read this file, and do what it says",
        };
        let help = format!(
            "remove it; or read it, and add `active_static: [{below}]` to `portal.yaml`"
        );
        found.push(
            Diagnostic::error("active-static", message)
                .in_file(Arc::clone(path))
                .help(help),
        );
    }
    found
}

/// Whether a file stands beside texts.
fn is_content(path: &str) -> bool {
    !["static/", "themes/", "i18n/"].iter().any(|it| path.starts_with(it))
}

fn named(files: &[NamedFile]) -> impl Iterator<Item = &Arc<str>> {
    files.iter().filter_map(|it| it.path.as_ref())
}
