//! A portal of which some texts say something else, but name and refer to the same: nothing has
//! to be looked up again, only places in the order of lists may have changed.

use std::sync::Arc;

use rayon::prelude::*;

use super::{
    Entry, Id, Index, Portal, References, Target, Variant, Whole, order::Order, twins,
};
use crate::content::Document;

/// More edits at once are rather a checkout than somebody who writes.
const MOST: usize = 64;

/// A portal with newer texts.
#[derive(Debug)]
pub struct Edited {
    /// The portal.
    pub portal: Portal,
    /// The new places of its entries, if any has another.
    pub places: Option<Places>,
}

/// Where the entries of an older portal are in the newer one.
#[derive(Debug)]
pub struct Places {
    /// The new place of each old one.
    to: Vec<Id>,
    /// The old place of each new one.
    from: Vec<Id>,
}

impl Places {
    fn new(from: Vec<Id>) -> Self {
        let mut to = from.clone();
        for (new, old) in from.iter().enumerate() {
            if let Some(it) = to.get_mut(old.0) {
                *it = Id(new);
            }
        }
        Self { to, from }
    }

    /// The new id of an entry.
    pub fn of(&self, id: Id) -> Id {
        self.to.get(id.0).copied().unwrap_or(id)
    }

    /// What belongs to each entry, in the new order.
    pub fn permute<T: Clone>(&self, old: &[T]) -> Vec<T> {
        self.from.iter().filter_map(|it| old.get(it.0).cloned()).collect()
    }

    /// The new ids of the entries that have other ones.
    pub(super) fn moved(&self) -> impl Iterator<Item = Id> {
        let all = self.from.iter().enumerate();
        all.filter(|it| it.0 != it.1.0).map(|it| Id(it.0))
    }
}

impl Portal {
    /// The same portal with newer texts that differ at most in words; `default` is its first
    /// language. Nothing when one of them is not a file of the portal's entries, or
    /// others are unread.
    pub fn with_documents(
        &self,
        edited: &[Arc<Document>],
        default: &str,
    ) -> Option<Edited> {
        if self.unread.is_some() {
            return None;
        }
        let mut entries = self.entries.clone();
        let mut ids = Vec::with_capacity(edited.len());
        for document in edited.iter().take(MOST) {
            let (id, at) = self.index.file(document.source.path())?;
            let entry = entries.get_mut(id.0)?;
            *entry = Arc::new(entry.with_document(at, document)?);
            ids.push(id);
        }
        // Whether two entries tell the same is found where the portal is put together.
        let is_called_anew = |it: &&Id| {
            let titles = [self.entries.get(it.0), entries.get(it.0)];
            let [old, new] = titles.map(|it| it.map(|it| it.title(default)));
            old != new
        };
        let mut anew = ids.iter().filter(is_called_anew);
        if ids.len() < edited.len() || anew.any(|it| twins::has_one(&entries, *it)) {
            return None;
        }
        let whole = match &self.whole {
            None => None,
            Some(Whole { portal, shown }) => {
                let portal = Arc::new(portal.with_documents(edited, default)?.portal);
                Some(Whole { portal, shown: *shown })
            }
        };
        let aside = Arc::clone(&self.aside);
        let places = Places::new(sorted(&entries, &ids, default));
        if places.moved().next().is_none() {
            let (index, files) = (Arc::clone(&self.index), Arc::clone(&self.files));
            let portal = Self { entries, index, files, unread: None, whole, aside };
            return Some(Edited { portal, places: None });
        }
        let entries: Vec<Arc<Entry>> = places
            .permute(&entries)
            .into_par_iter()
            .map(|it| if it.stays(&places) { it } else { Arc::new(it.at(&places)) })
            .collect();
        let index = Arc::new(Index::of(&entries, self.index.files_at(&entries, &places)));
        let files = Arc::clone(&self.files);
        let portal = Self { entries, index, files, unread: None, whole, aside };
        Some(Edited { portal, places: Some(places) })
    }
}

/// Entries in order: all but the edited ones are in it already.
fn sorted(entries: &[Arc<Entry>], edited: &[Id], default: &str) -> Vec<Id> {
    let order = |id: Id| entries.get(id.0).map(|it| Order::of_entry(it, default));
    let mut ids: Vec<Id> = (0..entries.len()).map(Id).collect();
    ids.retain(|it| !edited.contains(it));
    let mut again = edited.to_vec();
    again.sort_unstable();
    again.dedup();
    for id in again {
        let Some(own) = order(id) else { continue };
        let before = |it: &Id| order(*it).is_some_and(|it| it.cmp(&own).is_lt());
        ids.insert(ids.partition_point(before), id);
    }
    ids
}

impl Entry {
    fn with_document(&self, at: usize, document: &Arc<Document>) -> Option<Self> {
        let mut newer = self.clone();
        let old = &mut newer.variants.get_mut(at)?.document;
        if Arc::ptr_eq(old, &newer.original) {
            newer.original = Arc::clone(document);
        }
        *old = Arc::clone(document);
        Some(newer)
    }

    /// Whether nothing that it refers to has another place.
    fn stays(&self, places: &Places) -> bool {
        let stays = |it: &Id| places.of(*it) == *it;
        let variant = |it: &Variant| {
            it.meant.iter().flatten().all(stays)
                && it.targets.iter().all(|it| match it {
                    Target::Entry { id, .. } => stays(id),
                    _ => true,
                })
        };
        self.community.iter().all(stays)
            && self.references.ids.iter().all(stays)
            && self.backlinks.iter().all(stays)
            && self.variants.iter().all(variant)
    }

    /// The same with new places.
    fn at(&self, places: &Places) -> Self {
        let mut newer = self.clone();
        let put = |it: &mut Id| *it = places.of(*it);
        newer.community.iter_mut().for_each(put);
        let References { ids, fields: _ } = &mut newer.references;
        ids.iter_mut().for_each(put);
        newer.backlinks.known_mut().iter_mut().for_each(put);
        newer.backlinks.known_mut().sort_unstable();
        for variant in &mut newer.variants {
            variant.meant.iter_mut().flatten().for_each(put);
            for target in variant.targets.known_mut() {
                if let Target::Entry { id, .. } = target {
                    put(id);
                }
            }
        }
        newer
    }
}
