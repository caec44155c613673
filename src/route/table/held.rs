//! Where what is held back will be: nothing is published there, but a preview says why.

use std::{collections::BTreeMap, sync::Arc};

use super::RouteTable;
use crate::portal::{Portal, Shown};

impl RouteTable {
    /// The file of the entry that an address will have when its day comes.
    pub fn held(&self, address: &str) -> Option<&str> {
        self.held.get(address).map(|it| &**it)
    }
}

/// The files of what is held back, by the addresses that a whole portal gives them.
pub(super) fn addresses(
    whole: &Portal,
    all: &RouteTable,
    shown: Shown,
) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut held = BTreeMap::new();
    for id in whole.ids().filter(|it| whole.entry(*it).held(shown).is_some()) {
        let own = all.entries.get(id.index()).into_iter().flat_map(|it| it.iter());
        for (lang, address) in own.enumerate() {
            let texts = &whole.entry(id).variants;
            let text = texts.get(lang).or(texts.first());
            if let (Some(address), Some(text)) = (address, text) {
                held.insert(Arc::clone(address), text.document.source.shared_path());
            }
        }
    }
    held
}
