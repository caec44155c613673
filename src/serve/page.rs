//! What is shown at an address: the bytes that a build would write, and one script.

use std::collections::BTreeMap;

use blake3::Hasher;

use super::{
    client,
    overlay::{self, Overlay, Subject},
    state::{Desk, State, variant},
};
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::{HeldBack, Id},
    render::{Output, render_safely},
    route::Route,
    snapshot::Site,
};

/// Stands for a page as a reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The page but for the addresses of its style sheets; with the files that it shows.
    pub(super) page: String,
    /// Style sheets by their name.
    pub(super) styles: BTreeMap<String, String>,
}

/// A page of the portal, or one that says why it cannot be shown.
#[derive(Debug)]
pub(super) struct Page {
    /// 200, 404 or 500.
    pub(super) status: u16,
    /// The bytes that a build writes.
    pub(super) html: String,
    /// What stands for them.
    pub(super) key: Key,
}

/// The page at an address, or the one that is shown when there is none. Never a file.
pub(super) fn at(state: &State, address: &str) -> Page {
    let Some(site) = &state.site else { return unshown(state) };
    if let Some(it) = held_at(site, address) {
        return unpublished(state, site, &it);
    }
    let (address, status) = match site.routes.find(address) {
        Some(_) => (address, 200),
        None => ("/404.html", 404),
    };
    let faults = faults(state, site, address);
    if !faults.is_empty() {
        return broken(state, site, address, &faults);
    }
    match render_safely(site, address) {
        Ok(Output::Bytes(bytes)) => {
            let html = String::from_utf8_lossy(&bytes).into_owned();
            let key = key(state, site, &html);
            Page { status, html, key }
        }
        // Whoever asks for a page has looked whether it is one.
        Ok(_) => Page { status, html: String::new(), key: plain(site, "") },
        Err(found) => broken(state, site, address, &found.iter().collect::<Vec<_>>()),
    }
}

/// What is held back that will be at an address.
pub(super) fn held_at<'a>(site: &'a Site, address: &str) -> Option<HeldBack<'a>> {
    if site.routes.known(address).is_some() {
        return None;
    }
    site.portal.held_file(site.routes.held(address)?)
}

/// Stands where an entry will be: what it is, and why it is not there.
fn unpublished(state: &State, site: &Site, it: &HeldBack<'_>) -> Page {
    let (why, option) = (it.to_string(), it.option());
    let subject =
        Subject::Unpublished { title: it.title, file: it.path, why: &why, option };
    let of_it: Vec<&Diagnostic> = state.of_file(it.path).collect();
    let html = overlay(state, subject, &site.settings.base, &of_it);
    Page { status: 404, key: plain(site, &html), html }
}

/// Errors of the entry whose page is at an address.
fn faults<'a>(state: &'a State, site: &Site, address: &str) -> Vec<&'a Diagnostic> {
    let entry = entry_at(site, address);
    let said = entry.map(|(id, lang)| of_entry(state, site, id, lang)).unwrap_or_default();
    said.into_iter().filter(|it| it.is_error()).collect()
}

/// The entry whose page is at an address, and in which language.
pub(super) fn entry_at(site: &Site, address: &str) -> Option<(Id, usize)> {
    let found = site.routes.find(address)?;
    let id = match found.route {
        Route::Entry(id) => id,
        Route::Home => site.portal.of_kind(Kind::Home).next()?,
        _ => return None,
    };
    Some((id, found.lang))
}

/// What is said of an entry, in the language of its page.
pub(super) fn of_entry<'a>(
    state: &'a State,
    site: &Site,
    id: Id,
    lang: usize,
) -> Vec<&'a Diagnostic> {
    let original = site.portal.entry(id).variants.first();
    let shown = variant(site, id, lang);
    let mut paths: Vec<&str> = Vec::new();
    let mut said = Vec::new();
    for document in original.into_iter().chain(shown).map(|it| &it.document) {
        let path = document.source.path();
        if paths.contains(&path) {
            continue;
        }
        paths.push(path);
        let of_it = state.of_file(path).filter(|it| {
            !document.place.is_list || owner(site, it).is_some_and(|owner| owner == id)
        });
        said.extend(of_it);
    }
    said
}

/// The entry that a diagnostic is about. In a list, it is the last one that begins before.
pub(super) fn owner(site: &Site, diagnostic: &Diagnostic) -> Option<Id> {
    let span = diagnostic.span.as_ref()?;
    let path = span.source().path();
    if let Some((id, _)) = site.portal.of_file(path) {
        return Some(id);
    }
    let at = span.range().start;
    let begins = |id: &Id| {
        let document = &site.portal.entry(*id).variants.first()?.document;
        let is_there = document.place.is_list && document.source.path() == path;
        is_there.then(|| document.head.range().start).filter(|it| *it <= at)
    };
    site.portal.ids().filter_map(|it| Some((begins(&it)?, it))).max().map(|it| it.1)
}

fn broken(state: &State, site: &Site, address: &str, faults: &[&Diagnostic]) -> Page {
    let entry = site.routes.find(address).and_then(|it| match it.route {
        Route::Entry(id) => variant(site, id, it.lang).map(|variant| (id, variant)),
        _ => None,
    });
    let subject = match entry {
        Some((id, variant)) => Subject::Entry {
            title: site.portal.entry(id).title(&variant.lang),
            file: variant.document.source.path(),
        },
        None => Subject::Page { address },
    };
    let html = overlay(state, subject, &site.settings.base, faults);
    Page { status: 500, key: plain(site, &html), html }
}

/// Nothing could ever be shown.
fn unshown(state: &State) -> Page {
    let faults: Vec<&Diagnostic> =
        state.diagnostics.iter().filter(|it| it.is_error()).collect();
    let html = overlay(state, Subject::Portal, "", &faults);
    let page = short(blake3::hash(html.as_bytes()));
    Page { status: 500, key: Key { page, styles: BTreeMap::new() }, html }
}

fn overlay(
    state: &State,
    subject: Subject<'_>,
    base: &str,
    found: &[&Diagnostic],
) -> String {
    let Desk { root, editor } = &*state.desk;
    let all = &state.diagnostics;
    overlay::page(&Overlay { subject, found, all, root, editor, base, hash: None })
        .to_string()
}

fn short(hash: blake3::Hash) -> String {
    hash.to_hex().get(..24).unwrap_or("").to_owned()
}

/// Style sheets of a site, by their name.
fn styles(site: &Site) -> BTreeMap<String, String> {
    let assets = site.theme.assets.iter().filter(|it| is_style(it.0));
    let url = |it: &str| format!("{}{it}", site.settings.base);
    assets.map(|(name, it)| (name.clone(), url(&it.address))).collect()
}

fn is_style(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|it| it.1 == "css")
}

fn plain(site: &Site, html: &str) -> Key {
    Key { page: short(blake3::hash(html.as_bytes())), styles: styles(site) }
}

/// A style sheet that changes is swapped in the open page; a picture that changes is not seen
/// in its HTML, but it is in the page.
fn key(state: &State, site: &Site, html: &str) -> Key {
    let styles = styles(site);
    let mut bare = html.to_owned();
    for (name, url) in &styles {
        if bare.contains(url.as_str()) {
            bare = bare.replace(url.as_str(), name);
        }
    }
    let mut hasher = Hasher::new();
    hasher.update(bare.as_bytes());
    if !state.versions.is_empty() {
        for url in html.split(" src=\"").skip(1).filter_map(|it| it.split('"').next()) {
            if let Some(version) = version(state, site, url) {
                hasher.update(&version.to_le_bytes());
            }
        }
    }
    Key { page: short(hasher.finalize()), styles }
}

/// How often the file at an address of a page has changed.
fn version(state: &State, site: &Site, url: &str) -> Option<u64> {
    let address = url.strip_prefix(site.settings.base.as_str())?;
    let address = crate::content::markdown::urls::decode(address)?;
    let (Route::File(path) | Route::Picture(path, _)) = &site.routes.find(&address)?.route
    else {
        return None;
    };
    state.versions.get(path).copied()
}

/// A page with the script that reloads it: the one difference to what a build writes.
pub(super) fn with_script(html: &str, base: &str, key: &Key) -> String {
    let tag = client::tag(base, &key.page);
    match html.rfind("</body>") {
        Some(at) => {
            let (before, after) = html.split_at(at);
            format!("{before}{tag}{after}")
        }
        None => format!("{html}{tag}"),
    }
}
