//! What is said of files as such. What is wrong with an image is wrong with the pages that show
//! it: they are named.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    content::{self, Document, facts::Way, markdown::LinkKind},
    diag::{Diagnostic, Label, Span},
    source::{FileInfo, is_image},
};

/// Most places that are named for one image.
const MOST: usize = 5;

/// Adds to what is said of images where they are shown.
pub(super) fn name_places(
    found: &mut [Diagnostic],
    documents: &BTreeMap<Arc<str>, Vec<Arc<Document>>>,
) {
    for diagnostic in found {
        let Some(span) = &diagnostic.span else { continue };
        let path = span.source().path().to_owned();
        if span.source().is_read() || !is_image(&path) {
            continue;
        }
        let places = documents.values().flatten().flat_map(|it| places(it, &path));
        let labels =
            places.take(MOST).map(|span| Label { span, message: "shown here".into() });
        diagnostic.labels.extend(labels);
    }
}

/// What the names of files say.
pub(super) fn said_of_names(
    documents: &BTreeMap<Arc<str>, Vec<Arc<Document>>>,
    files: &BTreeMap<Arc<str>, FileInfo>,
) -> Vec<Diagnostic> {
    let mut found = content::check_paths(documents.keys().chain(files.keys()));
    let is_there = |path: &str| documents.contains_key(path);
    let first = documents.values().filter_map(|it| it.first());
    found.extend(first.filter_map(|it| content::check_name(it, is_there)));
    found
}

/// Where a document shows an image.
fn places<'a>(document: &'a Document, path: &'a str) -> impl Iterator<Item = Span> + 'a {
    let is_it =
        move |other: &str| other == path || path.strip_prefix("static/") == Some(other);
    let named = document.facts.files.iter();
    let named = named.filter(move |it| it.path.as_deref().is_some_and(is_it));
    let outline = document.is_read().then(|| document.outline());
    let links = outline.map_or(&[][..], |it| &it.links).iter();
    let links = links.zip(if document.is_read() { document.ways() } else { &[] });
    let links = links.filter(move |(link, way)| {
        link.kind == LinkKind::Image && matches!(way, Way::Path(it) if is_it(it))
    });
    let links = links.map(|it| Span::new(&document.source, it.0.range.clone()));
    named.map(|it| it.span.clone()).chain(links)
}
