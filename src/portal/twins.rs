//! Two entries under unlike names that tell the same: a copy that was kept, and stands twice in
//! lists and feeds.

use std::{collections::BTreeMap, sync::Arc};

use super::{Entry, Id};
use crate::{
    content::{Document, Kind, check_name},
    diag::{Diagnostic, Span},
    yaml::{Node, Value},
};

/// What two entries of one kind and day have in common, if they tell the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    title: &'a str,
    people: Vec<&'a str>,
}

/// The kinds that are of one day, with the field of their people, and words for their day.
fn fields(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Retex => Some(("authors", "day")),
        Kind::Talk => Some(("speakers", "day")),
        Kind::Event => Some(("speakers", "beginning")),
        _ => None,
    }
}

impl<'a> Key<'a> {
    fn of(entry: &'a Entry) -> Option<Self> {
        let (people, _) = fields(entry.kind)?;
        let record = entry.record()?;
        let lang = &entry.variants.first()?.lang;
        let title = record.local(entry.kind.title(), lang)?;
        let mut people: Vec<&str> = record.list(people).iter().filter_map(name).collect();
        people.sort_unstable();
        // A meeting of another community is another one.
        let owner = entry.original.place.community.as_deref();
        people.extend(owner.filter(|_| entry.kind == Kind::Event));
        Some(Self { title, people })
    }
}

/// Who is named: an id, or the name of somebody from outside.
fn name(node: &Node) -> Option<&str> {
    let Value::Map(pairs) = &node.value else { return node.text() };
    pairs.iter().find(|it| it.0.text() == Some("name")).and_then(|it| it.1.text())
}

/// Whether two entries that follow each other are of one kind and day.
fn is_of_day(a: &Entry, b: &Entry) -> bool {
    let (of_a, of_b) = (&a.original.facts, &b.original.facts);
    a.kind == b.kind && a.date == b.date && of_a.start == of_b.start
}

/// A warning for each entry that tells the same as one before it. Entries come in the order of
/// lists, so those of a day stand together. `is_there` tells whether the portal has a text.
pub(super) fn check(entries: &[Entry], is_there: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for day in entries.chunk_by(is_of_day).filter(|it| it.len() > 1) {
        let mut first = BTreeMap::new();
        for entry in day.iter().filter(|it| it.date.is_some()) {
            let Some(key) = Key::of(entry) else { continue };
            let other = *first.entry(key).or_insert(entry);
            if !std::ptr::eq(other, entry) {
                found.extend(twice(entry, other, &is_there));
            }
        }
    }
    found
}

/// Whether an entry of sorted ones tells the same as another.
pub(super) fn has_one(entries: &[Arc<Entry>], id: Id) -> bool {
    let Some(own) = entries.get(id.0).filter(|it| it.date.is_some()) else { return false };
    let Some(key) = Key::of(own) else { return false };
    let others = entries.iter().enumerate().filter(|it| it.0 != id.0);
    let mut others = others.filter(|it| is_of_day(it.1, own));
    others.any(|it| Key::of(it.1).is_some_and(|it| it == key))
}

fn twice(
    entry: &Entry,
    other: &Entry,
    is_there: impl Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let (own, first) =
        (&entry.variants.first()?.document, &other.variants.first()?.document);
    // A name that is a copy's was said by itself.
    let is_said = |it: &Document| check_name(it, &is_there).is_some();
    if is_said(own) || is_said(first) {
        return None;
    }
    let (people, day) = fields(entry.kind)?;
    let title = entry.kind.title();
    let same = if own.record.list(people).is_empty() {
        format!("title and {day}")
    } else {
        format!("title, {day} and {people}")
    };
    let place = |it: &Document| -> Span {
        it.record.span(title).unwrap_or_else(|| it.head.clone())
    };
    let message =
        format!("two entries have the same {same}: `{}` and `{}`", other.slug, entry.slug);
    Some(
        Diagnostic::warning("same-entry", message)
            .at(place(own))
            .note("again here")
            .label(place(first), "first here")
            .help("keep one of the two; or say in the title of each what it alone tells"),
    )
}
