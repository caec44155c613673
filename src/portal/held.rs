//! What is held back: written, but not published on this day.
//!
//! All of it is checked as if it were published, so that no day to come brings an error. The
//! portal of the day is then the rest: references to what is held back drop out, and links to it
//! are plain text.

use std::{collections::HashMap, fmt, sync::Arc};

use jiff::civil::Date;

use super::{Entry, Id, References, Shown, Target, Variant, draft::Draft};
use crate::{
    content::Document,
    diag::{Diagnostic, Span},
};

/// Why an entry is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Its author has not finished it.
    Draft,
    /// It is for this day.
    Future(Date),
    /// It is not published any more since this day.
    Expired(Date),
}

impl Held {
    /// Why an entry is held back, by its original; nothing when it is shown.
    pub fn of(original: &Document, shown: Shown) -> Option<Self> {
        let facts = &original.facts;
        if facts.draft && !shown.drafts {
            return Some(Self::Draft);
        }
        if shown.future {
            return None;
        }
        if let Some(day) = facts.publish.filter(|it| *it > shown.today) {
            return Some(Self::Future(day));
        }
        facts.expires.filter(|it| *it <= shown.today).map(Self::Expired)
    }

    /// Says of a link that it is plain text until what it leads to is published.
    pub fn link(self, written: &str, span: Span) -> Diagnostic {
        let message = format!("`{written}` is not published: {self}");
        Diagnostic::warning("unpublished-link", message)
            .at(span)
            .help(self.help("link", "only its text is shown"))
    }

    /// What becomes of what names it, in words for an author.
    pub(super) fn help(self, what: &str, until: &str) -> String {
        match self {
            Self::Draft => {
                format!(
                    "the {what} comes when `draft: true` is removed; until then {until}"
                )
            }
            Self::Future(day) => {
                format!("the {what} comes by itself on {day}; until then {until}")
            }
            Self::Expired(_) => {
                format!("remove the {what}, or give what it names another `expires:`")
            }
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => to.write_str("it is a draft"),
            Self::Future(day) => write!(to, "it is for {day}"),
            Self::Expired(day) => write!(to, "it expired on {day}"),
        }
    }
}

/// Where the entries of a portal are when what is held back is left out.
#[derive(Debug)]
pub(super) struct Visible {
    /// The new place of each entry; nothing for what is held back.
    to: Vec<Option<Id>>,
}

impl Visible {
    /// Nothing when no entry is held back.
    pub(super) fn of(drafts: &[Draft<'_>]) -> Option<Self> {
        drafts.iter().any(|it| it.held.is_some()).then_some(())?;
        let mut next = 0;
        let to = drafts.iter().map(|it| {
            it.held.is_none().then(|| {
                next += 1;
                Id(next - 1)
            })
        });
        Some(Self { to: to.collect() })
    }

    fn id(&self, id: Id) -> Option<Id> {
        self.to.get(id.0).copied().flatten()
    }

    /// The entries that are shown, and what they refer and link to of them.
    pub(super) fn entries(&self, all: &[Entry]) -> Vec<Entry> {
        let shown = all.iter().zip(&self.to).filter(|it| it.1.is_some());
        shown.map(|it| self.entry(it.0)).collect()
    }

    fn entry(&self, entry: &Entry) -> Entry {
        let mut entry = entry.clone();
        entry.community = entry.community.and_then(|it| self.id(it));
        entry.references = self.references(&entry.references);
        for Variant { meant, targets, .. } in &mut entry.variants {
            for it in meant.iter_mut() {
                *it = it.and_then(|it| self.id(it));
            }
            for target in targets.known_mut() {
                let Target::Entry { id, .. } = target else { continue };
                match self.id(*id) {
                    Some(new) => *id = new,
                    None => *target = Target::Held,
                }
            }
        }
        entry
    }

    fn references(&self, old: &References) -> References {
        let mut new = References::default();
        for (field, _) in &old.fields {
            new.ids.extend(old.get(field).iter().filter_map(|it| self.id(*it)));
            new.fields.push((field, new.ids.len()));
        }
        new
    }

    /// Where the text of each file is that is shown.
    pub(super) fn texts(
        &self,
        all: &HashMap<Arc<str>, (Id, usize)>,
    ) -> HashMap<Arc<str>, (Id, usize)> {
        let shown = all
            .iter()
            .filter_map(|(path, (id, at))| Some((Arc::clone(path), (self.id(*id)?, *at))));
        shown.collect()
    }
}
