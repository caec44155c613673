//! The order of lists.

use std::{borrow::Cow, cmp::Ordering};

use super::Entry;
use crate::content::{Document, Kind, slug::sort_key};

/// What tells entries apart: kind, community, folder, name.
pub(super) type Key<'a> = (Kind, Option<&'a str>, &'a str, &'a str);

pub(super) fn key(it: &Document) -> Key<'_> {
    let place = &it.place;
    (place.kind, place.community.as_deref(), &place.folder, &it.name)
}

/// By what an entry is sorted.
#[derive(Debug)]
pub(super) struct Order<'a> {
    original: &'a Document,
    title: Cow<'a, str>,
}

impl<'a> Order<'a> {
    /// The order of an entry with these texts, each with its language. The title is the one in
    /// the default language, else the first text's.
    pub(super) fn of(
        original: &'a Document,
        mut texts: impl Iterator<Item = (&'a str, &'a Document)> + Clone,
        default: &str,
    ) -> Self {
        let first = texts.clone().next().map(|it| it.1);
        let own = texts.find(|it| it.0 == default).map(|it| it.1).or(first);
        let chosen = original.facts.sort_name.as_deref().map(Cow::Borrowed);
        let title = chosen
            .or_else(|| own?.title_key(default))
            .or_else(|| first?.title_key(default))
            .unwrap_or_else(|| Cow::Owned(sort_key(&original.facts.slug)));
        Self { original, title }
    }

    /// The order of an entry.
    pub(super) fn of_entry(entry: &'a Entry, default: &str) -> Self {
        let texts = entry.variants.iter().map(|it| (it.lang.as_str(), &*it.document));
        Self::of(&entry.original, texts, default)
    }

    /// Newest first, events of a day by their hour; what has no date by weight, then by name as
    /// a dictionary sorts.
    pub(super) fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.original.facts, &other.original.facts);
        let weight = |it: Option<u64>| it.unwrap_or(u64::MAX);
        self.original
            .place
            .kind
            .cmp(&other.original.place.kind)
            .then_with(|| (b.date, b.start).cmp(&(a.date, a.start)))
            .then_with(|| weight(a.weight).cmp(&weight(b.weight)))
            .then_with(|| self.title.cmp(&other.title))
            .then_with(|| a.slug.cmp(&b.slug))
            .then_with(|| key(self.original).cmp(&key(other.original)))
    }
}
