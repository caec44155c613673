//! Documents → drafts: translations joined, all in the order of lists.

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;

use super::{
    Assets, Held, Shown, check,
    order::{Key, Order, key},
    programme, state, vitality,
};
use crate::{
    config::Settings,
    content::{Document, Kind},
    diag::{Checked, Diagnostic, of_one_file},
};

/// An entry before anything is known of the others. It borrows from the documents.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// The text that gives names and order.
    pub(super) original: &'a Arc<Document>,
    /// The texts in different languages of the portal; the original first if it is in one.
    pub(super) texts: Vec<(&'a str, &'a Arc<Document>)>,
    /// Translations that are drafts themselves.
    pub(super) aside: Vec<&'a Arc<Document>>,
    /// Why it is not published.
    pub(super) held: Option<Held>,
    order: Order<'a>,
}

impl Draft<'_> {
    /// Why it is held back on another day, or with other options.
    pub(super) fn held(&self, shown: Shown) -> Option<Held> {
        Held::of(self.original, shown)
    }

    /// When its readers see it first, and what they see then; nothing when no day brings it.
    pub(super) fn first_shown(&self, shown: Shown) -> Option<Shown> {
        match self.held {
            None => Some(shown),
            Some(Held::Future(today)) => Some(Shown { today, ..shown }),
            Some(Held::Draft | Held::Expired(_)) => None,
        }
    }
}

/// What is made of documents.
#[derive(Debug, Default)]
pub(super) struct Drafts<'a> {
    /// In the order of lists; also what is held back.
    pub(super) all: Vec<Draft<'a>>,
    /// Kinds of which a list could not be read.
    pub(super) unread: Vec<Kind>,
}

/// Makes drafts of all documents.
pub(super) fn drafts<'a>(
    documents: impl Iterator<Item = &'a Arc<Document>>,
    assets: &Assets,
    settings: &'a Settings,
    shown: Shown,
) -> Checked<Drafts<'a>> {
    let mut drafts = Drafts::default();
    let mut found = Vec::new();
    let mut at: HashMap<Key<'a>, usize> = HashMap::new();
    let mut groups: Vec<Vec<&'a Arc<Document>>> = Vec::new();
    for document in documents {
        if document.name.is_empty() {
            drafts.unread.push(document.place.kind);
            continue;
        }
        let idx = *at.entry(key(document)).or_insert(groups.len());
        match groups.get_mut(idx) {
            Some(group) => group.push(document),
            None => groups.push(vec![document]),
        }
    }
    let maker = Maker { assets, settings, shown };
    let made: Vec<Checked<Option<Draft<'a>>>> =
        groups.into_par_iter().map(|it| of_one_file(|| maker.make(it))).collect();
    drafts.all.extend(made.into_iter().filter_map(|it| it.unload(&mut found)));
    drafts.all.par_sort_unstable_by(|a, b| a.order.cmp(&b.order));
    Checked::new(drafts, found)
}

/// The texts of an entry.
type Group<'a> = Vec<&'a Arc<Document>>;

struct Maker<'a, 'b> {
    assets: &'b Assets,
    settings: &'a Settings,
    shown: Shown,
}

impl<'a> Maker<'a, '_> {
    fn default(&self) -> &'a str {
        self.settings.languages.first().map_or("", String::as_str)
    }

    fn make(&self, group: Vec<&'a Arc<Document>>) -> Checked<Option<Draft<'a>>> {
        let (group, aside) = self.parted(group);
        let mut found = Vec::new();
        for Document { facts, source, .. } in group.iter().chain(&aside).map(|it| &***it) {
            check::files(&facts.files, source.path(), self.assets, &mut found);
        }
        let made = self.join(&group, aside, &mut found);
        Checked::new(made, found)
    }

    /// The original first, and apart from it what is a draft of a translation.
    fn parted(&self, mut group: Vec<&'a Arc<Document>>) -> (Group<'a>, Group<'a>) {
        let rank = |it: &Document| match it.place.lang.as_deref() {
            None => 0,
            Some(lang) if lang == self.default() => 1,
            Some(_) => 2,
        };
        group.sort_by_key(|it| rank(it));
        let mut first = true;
        group.into_iter().partition(|it| {
            std::mem::take(&mut first) || self.shown.drafts || !it.facts.draft
        })
    }

    fn join(
        &self,
        group: &[&'a Arc<Document>],
        aside: Group<'a>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Draft<'a>> {
        let original = group.first()?;
        let mut texts: Vec<(&'a str, &'a Arc<Document>)> = Vec::with_capacity(group.len());
        for document in group {
            let written = document.place.lang.as_deref();
            let lang = written
                .or_else(|| document.record.text("lang"))
                .unwrap_or_else(|| self.default());
            let known = self.settings.languages.iter().any(|it| it == lang);
            if let (Some(written), false) = (written, known) {
                found.push(self.unknown_language(document, written));
                continue;
            }
            if let Some((_, first)) = texts.iter().find(|it| it.0 == lang) {
                found.push(twice(document, first));
                continue;
            }
            texts.push((lang, document));
        }
        if !check::name(original, &original.facts.slug, found) {
            return None;
        }
        for (_, document) in &texts {
            check::parts(document, original, found);
            programme::check(original, document, found);
        }
        check::complete(original, found);
        check::event(original, self.settings, found);
        state::check(original, self.shown.today, found);
        let held = Held::of(original, self.shown);
        if held.is_none() {
            vitality::check(original, self.shown.today, found);
        }
        for (_, document) in &texts {
            check::placeholders(document, held, found);
        }
        let of_texts = texts.iter().map(|it| (it.0, &**it.1));
        let order = Order::of(original, of_texts, self.default());
        Some(Draft { original, texts, aside, held, order })
    }

    fn unknown_language(&self, document: &Document, written: &str) -> Diagnostic {
        let list = self.settings.languages.join(", ");
        let message = format!("the portal has no language `{written}`");
        Diagnostic::error("unknown-portal-language", message)
            .in_file(document.source.path().to_owned())
            .help(format!(
                "its languages are {list}; add `{written}` to `languages:`, or rename the file"
            ))
    }
}

fn twice(document: &Document, first: &Document) -> Diagnostic {
    let word = document.place.kind.word();
    let message = format!("the {word} `{}` is given twice", document.name);
    Diagnostic::error("duplicate-entry", message)
        .at(document.head.clone())
        .note("again here")
        .label(first.head.clone(), "first here")
        .help(check::twice(document))
}
