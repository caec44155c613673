//! Entries by what they are called: a name that is written where an id stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Id, draft::Draft};
use crate::{
    content::{
        Document, Kind,
        slug::{name_key, slugify},
    },
    diag::Near,
    yaml::{Node, Value, shorten},
};

/// An entry that is called as a text says.
pub(super) struct Called<'a> {
    /// Which.
    pub(super) id: Id,
    /// What it is referred to by.
    pub(super) name: &'a str,
    /// What it is called.
    pub(super) title: &'a str,
    /// Whether all words are its own, and no other entry is called so.
    pub(super) sure: bool,
}

impl Called<'_> {
    /// The question whether it is meant.
    pub(super) fn help(&self) -> String {
        format!("did you mean `{}` ({})?", self.name, shorten(self.title))
    }
}

/// What the entries of a kind are called.
#[derive(Debug)]
pub(super) struct Titles {
    all: Vec<(String, Id)>,
    /// The entry of some words, in any order; nothing where several are called so.
    by_words: HashMap<String, Option<usize>>,
    /// What is near the words in their order.
    near: Near<String>,
    /// The entry of these.
    by_slug: HashMap<String, usize>,
}

impl Titles {
    /// The titles of all entries, by kind.
    pub(super) fn of_all(drafts: &[Draft<'_>]) -> BTreeMap<Kind, Self> {
        let mut all: BTreeMap<Kind, Vec<(String, Id)>> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            let texts = draft.texts.iter().map(|it| it.1).chain([draft.original]);
            let titles = texts.flat_map(|it| titles_of(it));
            let own = all.entry(draft.original.place.kind).or_default();
            own.extend(titles.map(|it| (it, Id(at))));
        }
        all.into_iter().map(|it| (it.0, Self::of(it.1))).collect()
    }

    fn of(all: Vec<(String, Id)>) -> Self {
        let mut by_words: HashMap<String, Option<usize>> = HashMap::new();
        let mut by_slug = HashMap::new();
        for (at, (title, id)) in all.iter().enumerate() {
            by_words
                .entry(name_key(title))
                .and_modify(|it| {
                    *it = it.filter(|it| all.get(*it).is_some_and(|it| it.1 == *id));
                })
                .or_insert(Some(at));
            by_slug.entry(slugify(title)).or_insert(at);
        }
        let slugs: BTreeSet<String> = by_slug.keys().cloned().collect();
        Self { near: Near::names(slugs), by_words, by_slug, all }
    }

    /// The title that a text is or is near, its entry, and whether the words are the same.
    pub(super) fn find(&self, text: &str) -> Option<(&str, Id, bool)> {
        let of = |at: usize, sure| self.all.get(at).map(|it| (it.0.as_str(), it.1, sure));
        match self.by_words.get(&name_key(text)) {
            Some(at) => of((*at)?, true),
            None => of(*self.by_slug.get(self.near.name(&slugify(text))?)?, false),
        }
    }
}

/// What a document calls its entry: its title in each language, and its short names.
fn titles_of(document: &Document) -> impl Iterator<Item = String> + '_ {
    let fields = [document.place.kind.title(), "short_title", "synonyms"];
    let nodes = fields.into_iter().filter_map(|it| document.record.node(it));
    let texts = nodes.flat_map(|it| match &it.value {
        Value::Map(pairs) => pairs.iter().filter_map(|it| it.1.text()).collect(),
        Value::List(items) => items.iter().filter_map(Node::text).collect(),
        _ => it.text().into_iter().collect::<Vec<_>>(),
    });
    texts.filter(|it| !slugify(it).is_empty()).map(str::to_owned)
}
