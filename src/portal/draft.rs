//! Documents → drafts: translations joined, what is not published left out, all in the order of
//! lists.

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;

use super::{
    Assets, Shown, check,
    order::{Key, Order, key},
    state, vitality,
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
    order: Order<'a>,
}

/// An entry that is not published.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    pub(super) group: Vec<&'a Arc<Document>>,
    pub(super) why: String,
}

/// What is made of documents.
#[derive(Debug, Default)]
pub(super) struct Drafts<'a> {
    /// In the order of lists.
    pub(super) shown: Vec<Draft<'a>>,
    /// In the order of kinds and names.
    pub(super) hidden: Vec<Hidden<'a>>,
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
    let made: Vec<Checked<Made<'a>>> =
        groups.into_par_iter().map(|it| of_one_file(|| maker.make(it))).collect();
    for it in made {
        match it.unload(&mut found) {
            Made::Shown(draft) => drafts.shown.push(draft),
            Made::Hidden(hidden) => drafts.hidden.push(hidden),
            Made::Nothing => {}
        }
    }
    drafts.shown.par_sort_unstable_by(|a, b| a.order.cmp(&b.order));
    drafts.hidden.sort_by_key(|it| it.group.first().map(|it| key(it)));
    Checked::new(drafts, found)
}

enum Made<'a> {
    Shown(Draft<'a>),
    Hidden(Hidden<'a>),
    Nothing,
}

struct Maker<'a, 'b> {
    assets: &'b Assets,
    settings: &'a Settings,
    shown: Shown,
}

/// Why an entry is not shown, by its original; nothing when it is.
pub fn hidden_because(original: &Document, shown: Shown) -> Option<String> {
    let facts = &original.facts;
    if facts.draft && !shown.drafts {
        return Some("it is a draft".into());
    }
    if shown.future {
        return None;
    }
    if let Some(day) = facts.publish.filter(|it| *it > shown.today) {
        return Some(format!("it is for {day}"));
    }
    let over = facts.expires.filter(|it| *it <= shown.today);
    over.map(|day| format!("it expired on {day}"))
}

impl<'a> Maker<'a, '_> {
    fn default(&self) -> &'a str {
        self.settings.languages.first().map_or("", String::as_str)
    }

    fn make(&self, group: Vec<&'a Arc<Document>>) -> Checked<Made<'a>> {
        let group = self.shown_texts(group);
        let mut found = Vec::new();
        let why = group.first().and_then(|it| hidden_because(it, self.shown));
        if let Some(why) = why {
            return Checked::new(Made::Hidden(Hidden { group, why }), found);
        }
        for Document { facts, source, .. } in group.iter().map(|it| &***it) {
            check::files(&facts.files, source.path(), self.assets, &mut found);
        }
        let made = self.join(&group, &mut found).map_or(Made::Nothing, Made::Shown);
        Checked::new(made, found)
    }

    /// The original first, and without translations that are drafts themselves.
    fn shown_texts(&self, mut group: Vec<&'a Arc<Document>>) -> Vec<&'a Arc<Document>> {
        let rank = |it: &Document| match it.place.lang.as_deref() {
            None => 0,
            Some(lang) if lang == self.default() => 1,
            Some(_) => 2,
        };
        group.sort_by_key(|it| rank(it));
        let mut first = true;
        group.retain(|it| {
            std::mem::take(&mut first) || self.shown.drafts || !it.facts.draft
        });
        group
    }

    fn join(
        &self,
        group: &[&'a Arc<Document>],
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
        }
        check::complete(original, found);
        check::event(original, self.settings, found);
        state::check(original, self.shown.today, found);
        vitality::check(original, self.shown.today, found);
        let of_texts = texts.iter().map(|it| (it.0, &**it.1));
        let order = Order::of(original, of_texts, self.default());
        Some(Draft { original, texts, order })
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
