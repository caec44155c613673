//! Documents → portal: drafts in the order of lists, then references and links resolved.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{
    Assets, Entry, Held, Id, Portal, References, Target, Told, Unread, Variant, Whole,
    check, circle,
    draft::{Draft, Drafts, drafts},
    held::Visible,
    links, media, parts,
    resolve::Names,
    scope::Scope,
    series, twins, used, vitality,
};
use crate::{
    config::Settings,
    content::{
        Document, Kind, Occurrence, facts::named_files, field::SETTINGS, slug::slugify,
    },
    diag::{Checked, Diagnostic, of_one_file},
};

/// Which entries are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The day it is.
    pub today: Date,
    /// Drafts too.
    pub drafts: bool,
    /// What is to be published later too.
    pub future: bool,
}

/// Puts a portal together.
pub fn assemble(
    documents: &BTreeMap<Arc<str>, Vec<Arc<Document>>>,
    assets: &Assets,
    settings: &Settings,
    shown: Shown,
) -> Checked<Portal> {
    let mut found = Vec::new();
    let of_settings = named_files(&settings.record, SETTINGS, "portal.yaml");
    check::files(&of_settings, "portal.yaml", assets, &mut found);
    let all = documents.values().flatten();
    let unread = all.clone().any(|it| !it.is_read()).then(Unread::default);
    let drafts = drafts(all, assets, settings, shown).unload(&mut found);
    let communities = communities(&drafts.all, &mut found);
    let (texts, names) = rayon::join(|| texts(&drafts.all), || Names::of(&drafts));
    let maker = Maker {
        names,
        scope: Scope {
            files: &texts,
            hidden: hidden(&drafts),
            assets,
            drafts: &drafts.all,
            settings,
            folded: OnceLock::new(),
        },
        communities,
        settings,
        shown,
        unread: unread.clone(),
        most: series::share(&drafts.all),
    };
    let most = maker.most;
    let made: Vec<Checked<Entry>> =
        drafts.all.par_iter().map(|it| of_one_file(|| maker.entry(it))).collect();
    let mut entries = Vec::with_capacity(made.len());
    entries.extend(made.into_iter().map(|it| it.unload(&mut found)));
    found.extend(circle::circles(&entries));
    found.extend(circle::same_labels(&entries));
    found.extend(parts::check(&entries));
    found.extend(series::crowded(&entries, most));
    found.extend(twins::check(&entries, |it| documents.contains_key(it)));
    let aside = drafts.all.iter().flat_map(|it| &it.aside);
    let aside = aside.map(|it| it.source.shared_path()).collect();
    let visible = Visible::of(&drafts.all);
    let (entries, texts, whole) = match visible {
        None => (entries, texts, None),
        Some(visible) => {
            let of = shown;
            let shown = (visible.entries(&entries), visible.texts(&texts));
            let all: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
            let files = used::published(&all, &of_settings, assets);
            let whole = Portal::new(all, texts, files, unread.clone());
            let whole = Whole { portal: Arc::new(whole), shown: of };
            (shown.0, shown.1, Some(whole))
        }
    };
    let backlinks = backlinks(&entries, unread.as_ref());
    let entries: Vec<Arc<Entry>> = entries
        .into_par_iter()
        .zip(backlinks)
        .map(|(entry, backlinks)| Arc::new(Entry { backlinks, ..entry }))
        .collect();
    let files = used::published(&entries, &of_settings, assets);
    let is_whole = unread.is_none();
    if is_whole {
        found.extend(used::check(documents.values().flatten(), assets, &files, settings));
    }
    let portal = Portal { whole, aside, ..Portal::new(entries, texts, files, unread) };
    if is_whole {
        found.extend(vitality::overdue(&portal, settings, shown.today));
    }
    Checked::new(portal, found)
}

/// The community of each folder of communities; one without its own text is said once.
fn communities<'a>(
    drafts: &'a [Draft<'a>],
    found: &mut Vec<Diagnostic>,
) -> HashMap<&'a str, Option<Id>> {
    let all = drafts.iter().enumerate();
    let known: BTreeMap<&str, Id> = all
        .filter(|it| it.1.original.place.kind == Kind::Community)
        .map(|(at, it)| (&*it.original.facts.slug, Id(at)))
        .collect();
    let mut communities = HashMap::new();
    for draft in drafts {
        let Some(name) = draft.original.place.community.as_deref() else { continue };
        if communities.contains_key(name) {
            continue;
        }
        // A folder may be named as people write; the id is made of it.
        let id = known.get(name).or_else(|| known.get(slugify(name).as_str())).copied();
        communities.insert(name, id);
        if let (None, Some((_, document))) = (id, draft.texts.first()) {
            found.push(
                Diagnostic::error(
                    "unknown-community",
                    format!("the community `{name}` has no `index.md`"),
                )
                .at(document.head.clone())
                .help(format!("add `communities/{name}/index.md` with a `title`")),
            );
        }
    }
    communities
}

/// Where the text of each file is.
fn texts(drafts: &[Draft<'_>]) -> HashMap<Arc<str>, (Id, usize)> {
    let mut texts = HashMap::with_capacity(drafts.len());
    for (at, draft) in drafts.iter().enumerate() {
        for (variant, (_, document)) in draft.texts.iter().enumerate() {
            if !document.place.is_list {
                texts.insert(document.source.shared_path(), (Id(at), variant));
            }
        }
    }
    texts
}

/// Paths of translations that are drafts themselves.
fn hidden<'a>(drafts: &'a Drafts<'a>) -> HashMap<&'a str, Held> {
    let aside = drafts.all.iter().flat_map(|it| &it.aside);
    aside.map(|it| (it.source.path(), Held::Draft)).collect()
}

struct Maker<'a> {
    names: Names<'a>,
    scope: Scope<'a>,
    communities: HashMap<&'a str, Option<Id>>,
    settings: &'a Settings,
    shown: Shown,
    unread: Option<Unread>,
    /// How many occurrences of each event are shown.
    most: usize,
}

impl Maker<'_> {
    /// An entry with all but its backlinks.
    fn entry(&self, draft: &Draft<'_>) -> Checked<Entry> {
        let mut found = Vec::new();
        let shown = draft.first_shown(self.shown);
        let mut variant = |(lang, document): &(&str, &Arc<Document>)| {
            let meant = self.names.resolve(&document.facts.references, shown, &mut found);
            let targets = match &self.unread {
                Some(unread) if !document.is_read() => Told::Unread(unread.clone()),
                _ => Told::Known(self.targets(document, shown, &mut found)),
            };
            let (lang, document) = ((*lang).to_owned(), Arc::clone(document));
            Variant { lang, document, targets, meant }
        };
        let variants: Vec<Variant> = draft.texts.iter().map(&mut variant).collect();
        // What is a draft may have no fault of its own either.
        for document in &draft.aside {
            variant(&("", document));
        }
        // What a translation repeats must be right too, though the original's counts.
        let references = variants.first().map_or_else(References::default, |it| {
            References::of(&it.document.facts.references, &it.meant)
        });
        let Document { place, facts, .. } = &**draft.original;
        let community = place.community.as_deref();
        let first = variants.first().map_or(&**draft.original, |it| &*it.document);
        let occurrences = self.occurrences(first);
        let entry = Entry {
            original: Arc::clone(draft.original),
            kind: place.kind,
            slug: Arc::clone(&facts.slug),
            community: community.and_then(|it| *self.communities.get(it)?),
            folder: place.folder.clone(),
            variants,
            references,
            backlinks: Told::Known(Vec::new()),
            date: facts.date,
            occurrences,
        };
        Checked::new(entry, found)
    }

    /// Where the links of a body lead.
    fn targets(
        &self,
        document: &Document,
        shown: Option<Shown>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Target> {
        let targets = links::resolve(document, &self.scope, found);
        if let Some(shown) = shown {
            links::check_held(document, &targets, (&self.scope, shown), found);
        }
        media::check(document, &targets, self.scope.assets, found);
        media::check_hosts(document, self.settings.record.list("video_hosts"), found);
        targets
    }

    /// When an event takes place: what its first text says counts.
    fn occurrences(&self, document: &Document) -> Arc<[Occurrence]> {
        let Some(series) = &document.facts.series else { return Arc::default() };
        let zone = check::zone(&document.record, self.settings);
        let all = series.occurrences(self.shown.today, &zone, self.most);
        let here = &self.settings.timezone;
        if zone == *here || document.record.bool("all_day") == Some(true) {
            return all;
        }
        // Lists of many events have one clock, by which they are in order.
        all.iter().map(|it| it.in_zone(&zone, here)).collect()
    }
}

/// Who refers or links to each entry, in the order of entries.
fn backlinks(entries: &[Entry], unread: Option<&Unread>) -> Vec<Told<Id>> {
    if let Some(unread) = unread {
        return vec![Told::Unread(unread.clone()); entries.len()];
    }
    let mut backlinks: Vec<Vec<Id>> = vec![Vec::new(); entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let targets = entry.variants.iter().flat_map(|it| it.targets.known());
        let linked = targets.filter_map(|it| match it {
            Target::Entry { id, .. } => Some(*id),
            _ => None,
        });
        for id in entry.references.ids.iter().copied().chain(linked) {
            let Some(list) = backlinks.get_mut(id.0).filter(|_| id.0 != at) else {
                continue;
            };
            // Entries come in order: who was there before is the last one.
            if list.last() != Some(&Id(at)) {
                list.push(Id(at));
            }
        }
    }
    backlinks.into_iter().map(Told::Known).collect()
}
