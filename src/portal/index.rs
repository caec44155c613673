//! Where what is of the sorted entries: by kind, community and file.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{Entry, Id};
use crate::content::Kind;

/// Indexes of one portal. A text of the same shape changes none of them.
#[derive(Debug, Default)]
pub(super) struct Index {
    kinds: BTreeMap<Kind, Range<usize>>,
    communities: BTreeMap<(Id, Kind), Vec<Id>>,
    files: BTreeMap<Arc<str>, (Id, usize)>,
}

impl Index {
    /// Indexes entries that are sorted by kind first.
    pub(super) fn of(entries: &[Arc<Entry>]) -> Self {
        let mut index = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            let id = Id(at);
            index.kinds.entry(entry.kind).or_insert(at..at).end = at + 1;
            let mut owners: Vec<Id> = entry.refs("communities").to_vec();
            owners.extend(entry.community);
            owners.sort_unstable();
            owners.dedup();
            for owner in owners {
                index.communities.entry((owner, entry.kind)).or_default().push(id);
            }
            for (variant, it) in entry.variants.iter().enumerate() {
                if !it.document.place.is_list {
                    index.files.insert(it.document.source.path().into(), (id, variant));
                }
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

    pub(super) fn file(&self, path: &str) -> Option<(Id, usize)> {
        self.files.get(path).copied()
    }
}
