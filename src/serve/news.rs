//! What a save has changed, for whoever reads the terminal.

use std::{collections::HashSet, sync::Arc, time::Duration};

use super::state::State;
use crate::{
    content::markdown::urls,
    diag::{Diagnostic, Severity},
    snapshot::Site,
};

/// What is new.
#[derive(Debug, Default)]
pub struct News {
    /// Files that were saved, and the address of the page that each has, with its base path.
    pub saved: Vec<(Arc<str>, Option<String>)>,
    /// Saved files whose entries are held back, and why.
    pub unshown: Vec<(Arc<str>, String)>,
    /// What is wrong now and was not before.
    pub new: Vec<Diagnostic>,
    /// What was wrong before.
    pub mended: Vec<Diagnostic>,
    /// How many errors there are now.
    pub errors: usize,
    /// How many warnings there are now.
    pub warnings: usize,
    /// Which of settings, theme and folder are broken, so that the last good ones are shown.
    pub held: Vec<&'static str>,
    /// From the end of the save to the new pages.
    pub took: Duration,
    /// A line of advice.
    pub advice: Option<String>,
}

/// A finding, wherever in its file it is now: an edit above it moves it.
type Same<'a> = (Severity, &'static str, &'a str, &'a str);

fn same(it: &Diagnostic) -> Same<'_> {
    let path = it.span.as_ref().map_or("", |it| it.source().path());
    (it.severity, it.code, path, &it.message)
}

impl News {
    /// Compares two states.
    pub(super) fn of(old: &State, new: &State, paths: &[Arc<str>], took: Duration) -> Self {
        let (errors, warnings) = new.counts();
        let site = new.site.as_ref();
        let saved = |it: &Arc<str>| (Arc::clone(it), site.and_then(|site| url(site, it)));
        let unshown = |it: &Arc<str>| Some((Arc::clone(it), why_unshown(site?, it)?));
        Self {
            saved: paths.iter().map(saved).collect(),
            unshown: paths.iter().filter_map(unshown).collect(),
            new: beside(&new.diagnostics, &old.diagnostics),
            mended: beside(&old.diagnostics, &new.diagnostics),
            errors,
            warnings,
            held: new.held.clone(),
            took,
            advice: None,
        }
    }
}

/// What is in one list and not in the other.
fn beside(list: &[Diagnostic], other: &[Diagnostic]) -> Vec<Diagnostic> {
    let known: HashSet<Same<'_>> = other.iter().map(same).collect();
    list.iter().filter(|it| !known.contains(&same(it))).cloned().collect()
}

/// Why a file has no page, if its entry is held back, and how it is shown.
pub(super) fn why_unshown(site: &Site, path: &str) -> Option<String> {
    let it = site.portal.held_file(path)?;
    Some(format!("{it}; `{}` shows it", it.option()))
}

/// The address of the page that a file has.
pub(super) fn url(site: &Site, path: &str) -> Option<String> {
    let (id, at) = site.portal.of_file(path)?;
    let lang = &site.portal.entry(id).variants.get(at)?.lang;
    let lang = site.theme.texts.iter().position(|it| it.lang == *lang).unwrap_or(0);
    let address = site.routes.entry(id, lang);
    Some(format!("{}{}", site.settings.base, urls::encode(address)))
}
