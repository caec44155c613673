//! Files beside the content: those that an entry shows or links to are published.

use std::{collections::BTreeSet, sync::Arc};

use super::{Entry, Target, check::named_files, join, links::is_active};
use crate::{
    config::Settings,
    content::{
        Document,
        field::{SETTINGS, fields},
        markdown::urls,
        record::Record,
    },
    diag::Diagnostic,
};

/// Paths of the files that published entries or the settings use.
pub(super) fn published(entries: &[Entry], settings: &Settings) -> BTreeSet<Arc<str>> {
    let mut used = named(&settings.record, SETTINGS, "portal.yaml");
    for variant in entries.iter().flat_map(|it| &it.variants) {
        used.extend(front_matter(&variant.document));
        used.extend(variant.targets.iter().filter_map(|it| match it {
            Target::Beside(path, _) => Some(Arc::clone(path)),
            _ => None,
        }));
    }
    used
}

/// What is to be said of files that are no texts.
pub(super) fn check<'a>(
    documents: impl Iterator<Item = &'a Arc<Document>>,
    assets: impl Iterator<Item = &'a Arc<str>> + Clone,
    published: &BTreeSet<Arc<str>>,
) -> Vec<Diagnostic> {
    let mut found = active(assets.clone());
    found.extend(unused(documents, assets, published));
    found
}

/// A warning for each file that no text of the portal uses, drafts included.
fn unused<'a>(
    documents: impl Iterator<Item = &'a Arc<Document>>,
    assets: impl Iterator<Item = &'a Arc<str>>,
    published: &BTreeSet<Arc<str>>,
) -> Vec<Diagnostic> {
    let left: Vec<&Arc<str>> =
        assets.filter(|it| is_content(it) && !published.contains(*it)).collect();
    if left.is_empty() {
        return Vec::new();
    }
    let mut used = BTreeSet::new();
    for document in documents {
        used.extend(front_matter(document));
        for link in &document.outline.links {
            let path = link.target.split('#').next().unwrap_or("");
            let path = urls::decode(path).unwrap_or_else(|| path.to_owned());
            used.extend(join(document.source.path(), &path).map(Arc::from));
        }
    }
    left.into_iter()
        .filter(|it| !used.contains(*it))
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

/// A warning for each file of `static/` that a browser would run.
fn active<'a>(assets: impl Iterator<Item = &'a Arc<str>>) -> Vec<Diagnostic> {
    let active = assets.filter(|it| it.starts_with("static/") && is_active(it));
    active
        .map(|it| {
            let message = "the file can run code in its readers' browsers";
            Diagnostic::warning("active-static", message)
                .in_file(Arc::clone(it))
                .help("publish only what you wrote yourself, or have read")
        })
        .collect()
}

/// Whether a file stands beside texts.
fn is_content(path: &str) -> bool {
    !["static/", "themes/", "i18n/"].iter().any(|it| path.starts_with(it))
}

fn front_matter(document: &Document) -> BTreeSet<Arc<str>> {
    named(&document.record, fields(document.place.kind), document.source.path())
}

fn named(
    record: &Record,
    fields: &'static [crate::content::field::Field],
    from: &str,
) -> BTreeSet<Arc<str>> {
    let mut paths = BTreeSet::new();
    named_files(record, fields, &mut |node| {
        paths.extend(node.text().and_then(|it| join(from, it)).map(Arc::from));
    });
    paths
}
