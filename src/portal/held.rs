//! What is held back: written, but not published on this day.
//!
//! All of it is checked as if it were published, so that no day to come brings an error. The
//! portal of the day is then the rest: references to what is held back drop out, and links to it
//! are plain text.

use std::{collections::HashMap, fmt, sync::Arc};

use jiff::civil::Date;

use super::{Entry, Id, Portal, References, Shown, Target, Variant, Whole, draft::Draft};
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

/// A text that is not published.
#[derive(Debug, Clone, Copy)]
pub struct HeldBack<'a> {
    /// Its file.
    pub path: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Why.
    pub why: Held,
    /// What of its front matter says so.
    pub field: &'static str,
}

impl HeldBack<'_> {
    /// The option with which it is shown all the same.
    pub fn option(&self) -> &'static str {
        match self.why {
            Held::Draft => "--drafts",
            Held::Future(_) | Held::Expired(_) => "--future",
        }
    }
}

impl fmt::Display for HeldBack<'_> {
    /// `not published: it is for 2026-12-07 (`date`)`.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "not published: {} (`{}`)", self.why, self.field)
    }
}

impl Portal {
    /// What is held back, in the order of the portal, then translations that are drafts.
    pub fn held_back(&self) -> impl Iterator<Item = HeldBack<'_>> {
        let whole = self.whole.iter();
        let entries = whole.flat_map(|Whole { portal, shown }| {
            portal.entries.iter().filter_map(|it| it.held_back(*shown))
        });
        entries.chain(self.aside.iter().map(|it| aside(it)))
    }

    /// Why the entry of a file is held back, if it is.
    pub fn held_file(&self, path: &str) -> Option<HeldBack<'_>> {
        if let Some(own) = self.aside.iter().find(|it| ***it == *path) {
            return Some(aside(own));
        }
        let Whole { portal, shown } = self.whole.as_ref()?;
        portal.entry(portal.of_file(path)?.0).held_back(*shown)
    }
}

fn aside(path: &str) -> HeldBack<'_> {
    HeldBack { path, title: path, why: Held::Draft, field: "draft" }
}

impl Entry {
    fn held_back(&self, shown: Shown) -> Option<HeldBack<'_>> {
        let why = self.held(shown)?;
        let field = match why {
            Held::Draft => "draft",
            Held::Expired(_) => "expires",
            Held::Future(_) if self.original.record.date("publish").is_some() => "publish",
            Held::Future(_) => "date",
        };
        let title = self.title(self.variants.first().map_or("", |it| &it.lang));
        Some(HeldBack { path: self.original.source.path(), title, why, field })
    }
}

/// How much is held back, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeldCounts {
    /// Drafts.
    pub drafts: usize,
    /// What is for a later day.
    pub later: usize,
    /// The first of these days.
    pub first: Option<Date>,
    /// What has expired.
    pub expired: usize,
}

impl HeldCounts {
    /// Counts what a portal holds back.
    pub fn of(portal: &Portal) -> Self {
        let mut counts = Self::default();
        for it in portal.held_back() {
            match it.why {
                Held::Draft => counts.drafts += 1,
                Held::Expired(_) => counts.expired += 1,
                Held::Future(day) => {
                    counts.later += 1;
                    counts.first = Some(counts.first.map_or(day, |it| it.min(day)));
                }
            }
        }
        counts
    }

    /// All of it.
    pub fn all(&self) -> usize {
        self.drafts + self.later + self.expired
    }
}

impl fmt::Display for HeldCounts {
    /// `1 draft, 2 for later, the first on 2026-12-07`; empty for nothing.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.drafts == 1 { "" } else { "s" };
        let mut parts = Vec::new();
        if self.drafts > 0 {
            parts.push(format!("{} draft{s}", self.drafts));
        }
        if let Some(first) = self.first {
            let the = if self.later == 1 { "" } else { ", the first" };
            parts.push(format!("{} for later{the} on {first}", self.later));
        }
        if self.expired > 0 {
            parts.push(format!("{} expired", self.expired));
        }
        to.write_str(&parts.join(", "))
    }
}
