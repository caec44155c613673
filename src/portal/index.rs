//! Where what is of the sorted entries: by kind, community and file.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::Arc,
};

use super::{Entry, Id, Places};
use crate::content::Kind;

/// Indexes of one portal. A text of the same shape changes none of them.
#[derive(Debug, Default)]
pub(super) struct Index {
    kinds: BTreeMap<Kind, Range<usize>>,
    communities: BTreeMap<(Id, Kind), Vec<Id>>,
    files: HashMap<Arc<str>, (Id, usize)>,
}

impl Index {
    /// Indexes entries that are sorted by kind first.
    pub(super) fn of(
        entries: &[Arc<Entry>],
        files: HashMap<Arc<str>, (Id, usize)>,
    ) -> Self {
        let mut index = Self { files, ..Self::default() };
        for (at, entry) in entries.iter().enumerate() {
            let id = Id(at);
            index.kinds.entry(entry.kind).or_insert(at..at).end = at + 1;
            for owner in entry.owners() {
                index.communities.entry((owner, entry.kind)).or_default().push(id);
            }
        }
        index
    }

    pub(super) fn of_kind(
        &self,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = Id> + ExactSizeIterator + use<> {
        self.kinds.get(&kind).cloned().unwrap_or_default().map(Id)
    }

    pub(super) fn of_community(&self, community: Id, kind: Kind) -> &[Id] {
        self.communities.get(&(community, kind)).map_or(&[], Vec::as_slice)
    }

    /// Where the text of each file is, when entries have new places.
    pub(super) fn files_at(
        &self,
        entries: &[Arc<Entry>],
        places: &Places,
    ) -> HashMap<Arc<str>, (Id, usize)> {
        let mut files = self.files.clone();
        for id in places.moved() {
            let variants = entries.get(id.0).map_or(&[][..], |it| &it.variants);
            for (at, variant) in variants.iter().enumerate() {
                if let Some(place) = files.get_mut(variant.document.source.path()) {
                    *place = (id, at);
                }
            }
        }
        files
    }

    pub(super) fn file(&self, path: &str) -> Option<(Id, usize)> {
        self.files.get(path).copied()
    }
}
