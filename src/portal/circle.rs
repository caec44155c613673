//! Topics that stand above each other in a circle: none of them would be on the page of topics.
//! And topics that readers cannot tell from each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Id};
use crate::{
    content::Kind,
    diag::{Diagnostic, Span},
};

/// An error for each circle, at the `parent` of its first topic.
pub(super) fn circles(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut done = BTreeSet::new();
    let mut found = Vec::new();
    let topics = entries.iter().enumerate().filter(|it| it.1.kind == Kind::Topic);
    for (start, _) in topics {
        let mut way: Vec<Id> = Vec::new();
        let mut next = Some(Id(start));
        while let Some(id) = next.filter(|it| done.insert(*it)) {
            way.push(id);
            next = entries.get(id.0).and_then(|it| it.refs("parent").first()).copied();
        }
        // The way ends at a topic without parent, on an earlier way, or on itself.
        let Some(at) = next.and_then(|end| way.iter().position(|it| *it == end)) else {
            continue;
        };
        found.extend(diagnostic(entries, way.get(at..).unwrap_or(&[])));
    }
    found
}

/// A warning for each topic whose label is that of one before it, but for capitals.
pub(super) fn same_labels(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut first = BTreeMap::new();
    let mut found = Vec::new();
    for topic in entries.iter().filter(|it| it.kind == Kind::Topic) {
        let label =
            topic.record().and_then(|it| Some((it.text("label")?, it.span("label")?)));
        let Some((label, span)) = label else { continue };
        let Some(other) = first.get(&label.to_lowercase()) else {
            first.insert(label.to_lowercase(), span);
            continue;
        };
        let message = format!("two topics are called `{label}`");
        found.push(
            Diagnostic::warning("topic-twice", message)
                .at(span)
                .note("again here")
                .label(Span::clone(other), "first here")
                .help("keep one of the two, and write its id wherever the other is named"),
        );
    }
    found
}

fn diagnostic(entries: &[Entry], circle: &[Id]) -> Option<Diagnostic> {
    let topics: Vec<&Entry> = circle.iter().filter_map(|it| entries.get(it.0)).collect();
    let first = topics.first()?;
    let (message, help) = if topics.len() == 1 {
        (format!("the topic `{}` is its own parent", first.slug), "remove its `parent`")
    } else {
        let names: Vec<String> =
            topics.iter().chain([first]).map(|it| format!("`{}`", it.slug)).collect();
        let way = names.join(" → ");
        (
            format!("topics stand above each other in a circle: {way}"),
            "remove the `parent` of the widest of them",
        )
    };
    let span = first.record()?.span("parent")?;
    Some(Diagnostic::error("topic-circle", message).at(span).help(help))
}
