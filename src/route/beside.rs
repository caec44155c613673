//! Where the files beside a text are published: beside its page.

use std::{collections::BTreeMap, sync::Arc};

use crate::portal::Portal;

/// Folders that are an entry (`x/index.md`), with the entry's address.
#[derive(Debug, Default)]
pub(super) struct Folders(BTreeMap<String, String>);

impl Folders {
    pub(super) fn of(
        portal: &Portal,
        address: impl Fn(crate::portal::Id) -> String,
    ) -> Self {
        let mut folders = BTreeMap::new();
        for id in portal.ids() {
            for variant in
                portal.entry(id).variants.iter().filter(|it| it.document.place.is_index)
            {
                let path = variant.document.source.path();
                let folder = path.rsplit_once('/').map_or("", |it| it.0);
                folders.entry(folder.to_owned()).or_insert_with(|| address(id));
            }
        }
        Self(folders)
    }

    /// The nearest folder above that is an entry gives the address.
    pub(super) fn address(&self, path: &Arc<str>) -> String {
        let mut folder = path.rsplit_once('/').map_or("", |it| it.0);
        loop {
            if let Some(address) = self.0.get(folder) {
                let rest = path.get(folder.len()..).unwrap_or("").trim_start_matches('/');
                return format!("{address}{rest}");
            }
            match folder.rsplit_once('/') {
                Some((above, _)) => folder = above,
                None if folder.is_empty() => return format!("/{path}"),
                None => folder = "",
            }
        }
    }
}
