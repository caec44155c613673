//! Topics that stand above each other in a circle: none of them would be on the page of topics.

use std::collections::BTreeSet;

use super::{Entry, Id};
use crate::{content::Kind, diag::Diagnostic};

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
