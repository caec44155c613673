//! What is shown at one moment: a snapshot, and what the preview knows beside it.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::{
    editor::Editor,
    page::{self, Key},
};
use crate::{
    content::Document,
    diag::Diagnostic,
    portal::{Id, Variant},
    route::Route,
    snapshot::{Site, Snapshot},
};

/// How many addresses that went are remembered.
const TRAIL: usize = 4096;

/// How many addresses the keys of which are kept: also those that are not there.
const KEYS: usize = 20_000;

/// Which text was at an address that is gone.
type Trail = BTreeMap<String, Gone>;

/// A text by which it is known again under another name.
#[derive(Debug, Clone)]
struct Gone {
    path: Arc<str>,
    length: usize,
    hash: blake3::Hash,
}

impl Gone {
    fn of(document: &Document) -> Self {
        let (path, text) = (Arc::from(document.source.path()), document.source.text());
        Self { path, length: text.len(), hash: blake3::hash(text.as_bytes()) }
    }

    fn is(&self, document: &Document) -> bool {
        let text = document.source.text();
        !document.place.is_list
            && text.len() == self.length
            && blake3::hash(text.as_bytes()) == self.hash
    }
}

/// Where the files are that are written, and what opens them.
#[derive(Debug)]
pub(super) struct Desk {
    /// The portal's folder on the disk.
    pub(super) root: PathBuf,
    /// How files are opened.
    pub(super) editor: Editor,
}

/// What is shown at one moment. It is never changed: the next one takes its place.
#[derive(Debug)]
pub(super) struct State {
    /// Counts states, from 1; the cell gives the numbers.
    pub(super) generation: u64,
    /// The portal; nothing when there never was one that could be shown.
    pub(super) site: Option<Site>,
    /// Everything that is wrong, sorted.
    pub(super) diagnostics: Arc<[Diagnostic]>,
    /// What of it rendering found, which is not looked for anew in each state.
    pub(super) rendering: Arc<[Diagnostic]>,
    /// Which of settings, theme and folder are broken, so that the last good ones are shown.
    pub(super) held: Vec<&'static str>,
    /// How often each published file has changed since the preview began, if ever.
    pub(super) versions: Arc<BTreeMap<Arc<str>, u64>>,
    /// For links to the files.
    pub(super) desk: Arc<Desk>,
    trail: Arc<Trail>,
    /// Places of the diagnostics by the file that they are about.
    by_file: OnceLock<HashMap<String, Vec<usize>>>,
    keys: Mutex<HashMap<String, Key>>,
}

impl State {
    /// The first state.
    pub(super) fn first(snapshot: &Snapshot, desk: Desk) -> Self {
        Self::of(
            Arc::new(desk),
            snapshot.site.clone(),
            snapshot.diagnostics.clone(),
            snapshot.held.clone(),
        )
    }

    fn of(
        desk: Arc<Desk>,
        site: Option<Site>,
        diagnostics: Vec<Diagnostic>,
        held: Vec<&'static str>,
    ) -> Self {
        Self {
            generation: 1,
            site,
            diagnostics: diagnostics.into(),
            rendering: Arc::default(),
            held,
            versions: Arc::default(),
            desk,
            trail: Arc::default(),
            by_file: OnceLock::new(),
            keys: Mutex::default(),
        }
    }

    /// Whether bodies are unread: nothing but the home page can be told from it.
    pub(super) fn is_unread(&self) -> bool {
        self.site.as_ref().is_some_and(|it| it.portal.unread().is_some())
    }

    /// The state after this one: a new snapshot, and files whose bytes are others now. A
    /// snapshot that cannot be shown leaves the last site in place.
    pub(super) fn next(&self, snapshot: &Snapshot, files: &[Arc<str>]) -> Self {
        let mut held = snapshot.held.clone();
        let site = snapshot.site.clone().or_else(|| {
            held.extend(self.site.is_some().then_some("settings"));
            self.site.clone()
        });
        held.dedup();
        let trail = self.trail_to(site.as_ref());
        let same_shape = is_same_shape(self.site.as_ref(), site.as_ref());
        let rendering =
            if same_shape { Arc::clone(&self.rendering) } else { Arc::default() };
        let mut versions = Arc::clone(&self.versions);
        for path in files {
            *Arc::make_mut(&mut versions).entry(Arc::clone(path)).or_default() += 1;
        }
        let mut diagnostics = snapshot.diagnostics.clone();
        diagnostics.extend(rendering.iter().cloned());
        let next = Self::of(Arc::clone(&self.desk), site, diagnostics, held);
        Self { rendering, versions, trail, ..next }
    }

    /// The same state with what rendering all pages found.
    pub(super) fn rendered(&self, found: Vec<Diagnostic>) -> Self {
        let known = &self.rendering;
        let mut diagnostics = self.diagnostics.to_vec();
        diagnostics.retain(|it| !known.contains(it));
        diagnostics.extend(found.iter().cloned());
        let site = self.site.clone();
        let next = Self::of(Arc::clone(&self.desk), site, diagnostics, self.held.clone());
        let (versions, trail) = (Arc::clone(&self.versions), Arc::clone(&self.trail));
        Self { rendering: found.into(), versions, trail, ..next }
    }

    /// The same state while the folder itself cannot be read.
    pub(super) fn without_folder(&self, why: Diagnostic) -> Self {
        let next =
            Self::of(Arc::clone(&self.desk), self.site.clone(), vec![why], vec!["folder"]);
        let (versions, trail) = (Arc::clone(&self.versions), Arc::clone(&self.trail));
        Self { versions, trail, ..next }
    }

    /// Remembers the texts whose addresses are gone.
    fn trail_to(&self, next: Option<&Site>) -> Arc<Trail> {
        let (Some(old), Some(new)) = (&self.site, next) else {
            return Arc::clone(&self.trail);
        };
        if Arc::ptr_eq(&old.routes, &new.routes) {
            return Arc::clone(&self.trail);
        }
        let mut trail = Arc::clone(&self.trail);
        for (address, found) in old.routes.iter() {
            let Route::Entry(id) = &found.route else { continue };
            if new.routes.find(address).is_some() {
                continue;
            }
            if trail.len() >= TRAIL {
                trail = Arc::default();
            }
            if let Some(variant) = variant(old, *id, found.lang) {
                let gone = Gone::of(&variant.document);
                Arc::make_mut(&mut trail).insert(address.to_owned(), gone);
            }
        }
        trail
    }

    /// Where the text is now that was at an address once.
    pub(super) fn moved(&self, address: &str) -> Option<&str> {
        let site = self.site.as_ref()?;
        if site.routes.find(address).is_some() {
            return None;
        }
        let (id, at) = find(site, self.trail.get(address)?)?;
        let lang = &site.portal.entry(id).variants.get(at)?.lang;
        let lang = site.theme.texts.iter().position(|it| it.lang == *lang).unwrap_or(0);
        Some(site.routes.entry(id, lang)).filter(|it| *it != address)
    }

    /// Numbers of errors and of warnings.
    pub(super) fn counts(&self) -> (usize, usize) {
        let errors = self.diagnostics.iter().filter(|it| it.is_error()).count();
        (errors, self.diagnostics.len() - errors)
    }

    /// What is wrong with a file.
    pub(super) fn of_file(&self, path: &str) -> impl Iterator<Item = &Diagnostic> {
        let by_file = self.by_file.get_or_init(|| {
            let mut map: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, it) in self.diagnostics.iter().enumerate() {
                if let Some(span) = &it.span {
                    map.entry(span.source().path().to_owned()).or_default().push(at);
                }
            }
            map
        });
        let places = by_file.get(path).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|it| self.diagnostics.get(*it))
    }

    /// What stands for the page at an address as it is shown now.
    pub(super) fn key(&self, address: &str) -> Key {
        if let Some(key) = self.keys().get(address) {
            return key.clone();
        }
        let key = page::at(self, address).key;
        self.keep(address, key.clone());
        key
    }

    /// Keeps the key of a page that was made.
    pub(super) fn keep(&self, address: &str, key: Key) {
        let mut keys = self.keys();
        if keys.len() >= KEYS {
            keys.clear();
        }
        keys.insert(address.to_owned(), key);
    }

    fn keys(&self) -> std::sync::MutexGuard<'_, HashMap<String, Key>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The text of an entry that its page in a language shows.
pub(super) fn variant(site: &Site, id: Id, lang: usize) -> Option<&Variant> {
    let code = site.theme.texts.get(lang).map_or("", |it| it.lang.as_str());
    site.portal.entry(id).variant(code)
}

/// Whether only texts changed, below their front matter.
fn is_same_shape(old: Option<&Site>, new: Option<&Site>) -> bool {
    old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(&old.memo, &new.memo))
}

/// The entry of a text: the one of its file, else the one with the very same text.
fn find(site: &Site, gone: &Gone) -> Option<(Id, usize)> {
    site.portal.of_file(&gone.path).or_else(|| {
        site.portal.ids().find_map(|id| {
            let mut variants = site.portal.entry(id).variants.iter();
            variants.position(|it| gone.is(&it.document)).map(|at| (id, at))
        })
    })
}
