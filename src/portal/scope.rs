//! What links may lead to, and what a broken one may mean.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use super::{Assets, Held, Id, draft::Draft};
use crate::diag::Near;

/// What links may lead to.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// Content files by path, with the entry they belong to.
    pub(super) files: &'a HashMap<Arc<str>, (Id, usize)>,
    /// Paths of translations that are drafts, of entries that are none.
    pub(super) hidden: HashMap<&'a str, Held>,
    /// Files that are no content.
    pub(super) assets: &'a Assets,
    /// All entries.
    pub(super) drafts: &'a [Draft<'a>],
    /// Paths by what case-blind disks see; made when a link is not found.
    pub(super) folded: OnceLock<Index<'a>>,
}

/// All paths in other orders, to tell what a broken link may mean.
#[derive(Debug)]
pub(super) struct Index<'a> {
    /// By what case-blind disks see.
    folded: BTreeMap<String, Vec<String>>,
    /// What is near: of content and files, and of files alone.
    near: [OnceLock<Near<&'a str>>; 2],
    /// By the last part of the path: of content and files, and of files alone.
    names: [OnceLock<BTreeMap<&'a str, Vec<&'a str>>>; 2],
}

impl<'a> Scope<'a> {
    fn index(&self) -> &Index<'a> {
        self.folded.get_or_init(|| {
            let mut folded: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for known in self.paths(false) {
                let place = known.strip_prefix("static/").unwrap_or(known);
                folded.entry(fold(place)).or_default().push(known.to_owned());
            }
            let (near, names) = Default::default();
            Index { folded, near, names }
        })
    }

    /// Paths of content and files, or of files alone.
    fn paths(&self, image: bool) -> impl Iterator<Item = &'a str> + use<'a, '_> {
        let assets = self.assets.keys().map(|it| &**it);
        let texts = self.drafts.iter().flat_map(|it| &it.texts).map(|it| it.1);
        let texts = texts.filter(move |it| !image && !it.place.is_list);
        texts.map(|it| it.source.path()).chain(assets)
    }

    /// The only path that differs from one by case, Unicode form or ending.
    pub(super) fn spelled(&self, path: &str) -> Option<&str> {
        let folded = &self.index().folded;
        let wanted = fold(path);
        let wanted = wanted.trim_end_matches('/');
        let endings = ["", ".md", "/index.md"];
        let mut all = endings.iter().filter_map(|it| folded.get(&format!("{wanted}{it}")));
        match all.next()?.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The path that was probably meant.
    pub(super) fn near(&self, path: &str, image: bool) -> Option<&str> {
        let near = self.index().near.get(usize::from(image))?.get_or_init(|| {
            Near::paths(
                self.paths(image).map(|it| it.strip_prefix("static/").unwrap_or(it)),
            )
        });
        near.path(path)
    }

    /// The only file of a name, wherever it is.
    pub(super) fn same_name(&self, name: &str, image: bool) -> Option<&str> {
        let names = self.index().names.get(usize::from(image))?.get_or_init(|| {
            let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for path in self.paths(image) {
                let name = path.rsplit('/').next().unwrap_or(path);
                names.entry(name).or_default().push(path);
            }
            names
        });
        match names.get(name)?.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// A path without the differences that some disks do not see.
fn fold(path: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    path.nfkc().flat_map(char::to_lowercase).collect()
}
