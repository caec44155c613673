//! What links may lead to, and what a broken one may mean.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use super::{Assets, Held, Id, draft::Draft};
use crate::{config::Settings, content::markdown::urls, diag::Near};

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
    /// Where the portal is published.
    pub(super) settings: &'a Settings,
    /// Paths by what case-blind disks see; made when a link is not found.
    pub(super) folded: OnceLock<Index<'a>>,
}

/// All paths in other orders, to tell what a broken link may mean.
#[derive(Debug)]
pub(super) struct Index<'a> {
    /// By what case-blind disks see.
    folded: BTreeMap<String, Vec<String>>,
    /// What is near in each part of the portal: of content and files, and of files alone.
    near: [OnceLock<BTreeMap<&'a str, Near<&'a str>>>; 2],
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

    /// The path below the portal's own address, if a link leads there.
    pub(super) fn own(&self, target: &str) -> Option<String> {
        let site = self.settings.origin.split_once("://")?.1;
        let (scheme, rest) = target.split_once("://")?;
        let is_web = ["https", "http"].iter().any(|it| it.eq_ignore_ascii_case(scheme));
        let (host, below) = rest.split_at_checked(site.len())?;
        let path = below.strip_prefix(self.settings.base.as_str())?;
        let is_own = is_web && host.eq_ignore_ascii_case(site);
        let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
        let path = path.split('?').next().unwrap_or("");
        if !is_own || !(path.is_empty() || path.starts_with('/')) {
            return None;
        }
        let path = urls::decode(path).unwrap_or_else(|| path.to_owned());
        let slash = if path.is_empty() { "/" } else { "" };
        let mark = if anchor.is_empty() { "" } else { "#" };
        Some(format!("{path}{slash}{mark}{anchor}"))
    }

    /// Whether a path stands in a folder of the portal that its first name names.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        let Some((folder, _)) = path.rsplit_once('/') else { return false };
        let folder = format!("{}/", fold(folder));
        let mut after = self.index().folded.range(folder.clone()..);
        after.next().is_some_and(|it| it.0.starts_with(&folder))
    }

    /// The text whose page a link to `x.html` means.
    pub(super) fn source_of(&self, path: &str) -> Option<&str> {
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
        let folder = stem.strip_suffix("/index").unwrap_or(stem);
        self.spelled(folder).filter(|it| self.files.contains_key(*it))
    }

    /// The path that was probably meant: of a name that is near, in the same part of the portal.
    pub(super) fn near(&self, path: &str, from: &str, image: bool) -> Option<&str> {
        let areas = self.index().near.get(usize::from(image))?.get_or_init(|| {
            let mut areas: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for path in self.paths(image).filter(|it| is_linked(it)) {
                let path = path.strip_prefix("static/").unwrap_or(path);
                areas.entry(area(path)).or_default().push(path);
            }
            areas.into_iter().map(|it| (it.0, Near::paths(it.1))).collect()
        });
        let wanted = [area(path), area(from)].map(|it| areas.get(it));
        wanted.into_iter().flatten().find_map(|it| it.path(path))
    }

    /// Where a file is now that was at a path: the only one of its name, if the name tells it from
    /// others, or it went no further than its community.
    pub(super) fn moved(&self, path: &str, from: &str, image: bool) -> Option<&str> {
        let names = self.index().names.get(usize::from(image))?.get_or_init(|| {
            let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for path in self.paths(image).filter(|it| is_linked(it)) {
                names.entry(name(path)).or_default().push(path);
            }
            names
        });
        let name = name(path);
        let [one] = names.get(name)?.as_slice() else { return None };
        let place = area(one.strip_prefix("static/").unwrap_or(one));
        let is_near = place == area(path) || place == area(from) || !in_community(place);
        let says_much = name.contains(['-', '_', ' ']) && name.len() > "a-b.md".len();
        (!is_common(name) && (is_near || says_much)).then_some(*one)
    }
}

/// The part of the portal that a path is in: a community, or a folder of the portal's own.
fn area(path: &str) -> &str {
    let parts = if in_community(path) { 2 } else { 1 };
    path.match_indices('/').nth(parts - 1).map_or("", |it| path.get(..it.0).unwrap_or(""))
}

fn in_community(path: &str) -> bool {
    path.starts_with("communities/")
}

/// What a file is called: its name, or its folder's where it is the text of one.
fn name(path: &str) -> &str {
    let is_index = path.ends_with("/index.md");
    let start = path.rmatch_indices('/').nth(usize::from(is_index));
    start.map_or(path, |it| path.get(it.0 + 1..).unwrap_or(path))
}

/// Names that say nothing of what is in a file.
fn is_common(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    matches!(
        stem.as_str(),
        "index" | "readme" | "image" | "cover" | "changelog" | "license"
    )
}

/// Whether people link to such files: not to what only programs read.
fn is_linked(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |it| it.1);
    !matches!(
        ending,
        "ics" | "json" | "xml" | "vtt" | "srt" | "yaml" | "yml" | "css" | "js"
    )
}

/// A path without the differences that some disks do not see.
fn fold(path: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    path.nfkc().flat_map(char::to_lowercase).collect()
}
