//! Documents → portal: translations joined, unpublished entries left out, references resolved.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{
    Entry, Id, Portal, Variant, check, circle, date_of,
    links::{self, Scope},
    resolve::{self, Names},
    used,
};
use crate::{
    config::Settings,
    content::{
        Document, Kind,
        record::Record,
        slug::{slugify, sort_key},
        slug_of,
    },
    diag::{Checked, Diagnostic},
    source::FileInfo,
};

/// Which entries are shown.
#[derive(Debug, Clone, Copy)]
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
    assets: &BTreeMap<Arc<str>, FileInfo>,
    settings: &Settings,
    shown: Shown,
) -> Checked<Portal> {
    let mut found = Vec::new();
    let mut names = Names::default();
    let mut hidden = BTreeMap::new();
    let (mut groups, default) = (
        BTreeMap::<Key, Vec<&Arc<Document>>>::new(),
        settings.languages.first().cloned().unwrap_or_default(),
    );
    for document in documents.values().flatten() {
        if document.name.is_empty() {
            names.add_unread(document.place.kind);
        } else {
            groups.entry(key(document)).or_default().push(document);
        }
    }
    check::settings_files(&settings.record, assets, &mut found);
    let mut drafts = Vec::new();
    for (key, group) in groups {
        let group = shown_texts(group, &default, shown);
        let why = group.first().and_then(|it| hidden_because(&it.record, shown));
        if let Some(why) = why {
            let slug = group.first().map(|it| slug_of(it)).unwrap_or_default();
            names.add_hidden(key.0, key.1.as_deref(), slug, &why);
            hidden
                .extend(group.iter().map(|it| (it.source.path().to_owned(), why.clone())));
            continue;
        }
        for document in &group {
            check::files(document, assets, &mut found);
        }
        if let Some(entry) = join(&key, &group, settings, &default, &mut found) {
            drafts.push((key.1, entry));
        }
    }
    drafts.sort_by_cached_key(|it| order(&it.1, &default));
    let mut communities = BTreeMap::new();
    for (idx, (_, entry)) in drafts.iter().enumerate() {
        if entry.kind == Kind::Community {
            communities.insert(entry.slug.clone(), Id(idx));
        }
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(drafts.len());
    let mut homeless = BTreeSet::new();
    for (idx, (community, mut entry)) in drafts.into_iter().enumerate() {
        names.add(&entry, &entry.slug, community.as_deref(), Id(idx));
        // The file's name goes on to work when `slug:` gives another address.
        let name = entry.variants.first().map(|it| slugify(&it.document.name));
        if let Some(name) = name.filter(|it| *it != entry.slug) {
            names.add(&entry, &name, community.as_deref(), Id(idx));
        }
        if let Some(name) = community {
            // A folder may be named as people write; the id is made of it.
            let id = communities.get(&name).or_else(|| communities.get(&slugify(&name)));
            entry.community = id.copied();
            let first = entry.community.is_none() && homeless.insert(name.clone());
            if let (true, Some(variant)) = (first, entry.variants.first()) {
                found.push(
                    Diagnostic::error(
                        "unknown-community",
                        format!("the community `{name}` has no `index.md`"),
                    )
                    .at(variant.document.head.clone())
                    .help(format!("add `communities/{name}/index.md` with a `title`")),
                );
            }
        }
        entries.push(entry);
    }
    let resolved: Vec<_> = entries
        .par_iter()
        .map(|it| {
            let mut found = Vec::new();
            Checked::new(resolve::resolve(it, &names, &mut found), found)
        })
        .collect();
    for (entry, references) in entries.iter_mut().zip(resolved) {
        references.unload(&mut found).put(entry);
    }
    found.extend(circle::circles(&entries));
    let targets = resolve_links(&entries, hidden, assets, &mut found);
    fill(&mut entries, targets);
    let files = used::published(&entries, settings);
    found.extend(used::check(documents.values().flatten(), assets.keys(), &files));
    Checked::new(Portal::new(entries, files), found)
}

type Key = (Kind, Option<String>, String, String);

fn key(it: &Arc<Document>) -> Key {
    let community = it.place.community.as_deref().map(str::to_owned);
    (it.place.kind, community, it.place.folder.clone(), it.name.clone())
}

/// The original first, and without translations that are drafts themselves.
fn shown_texts<'a>(
    mut group: Vec<&'a Arc<Document>>,
    default: &str,
    shown: Shown,
) -> Vec<&'a Arc<Document>> {
    let rank = |it: &Document| match it.place.lang.as_deref() {
        None => 0,
        Some(lang) if lang == default => 1,
        Some(_) => 2,
    };
    group.sort_by_key(|it| rank(it));
    let mut first = true;
    group.retain(|it| {
        std::mem::take(&mut first) || shown.drafts || it.record.bool("draft") != Some(true)
    });
    group
}

/// Why an entry is not shown, by the front matter of its original; nothing when it is.
pub fn hidden_because(record: &Record, shown: Shown) -> Option<String> {
    if record.bool("draft") == Some(true) && !shown.drafts {
        return Some("it is a draft".into());
    }
    let later = record
        .date("publish")
        .or_else(|| record.date("date"))
        .filter(|it| *it > shown.today);
    if let (Some(day), false) = (later, shown.future) {
        return Some(format!("it is for {day}"));
    }
    let over = record.date("expires").filter(|it| *it <= shown.today);
    over.filter(|_| !shown.future).map(|day| format!("it expired on {day}"))
}

fn join(
    key: &Key,
    group: &[&Arc<Document>],
    settings: &Settings,
    default: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Entry> {
    let original = group.first()?;
    let mut variants: Vec<Variant> = Vec::new();
    for document in group {
        let lang = document
            .place
            .lang
            .clone()
            .or_else(|| document.record.text("lang").map(str::to_owned))
            .unwrap_or_else(|| default.to_owned());
        if let (Some(written), false) =
            (&document.place.lang, settings.languages.contains(&lang))
        {
            let list = settings.languages.join(", ");
            found.push(
                Diagnostic::error("unknown-portal-language", format!("the portal has no language `{written}`"))
                    .in_file(document.source.path().to_owned())
                    .help(format!("its languages are {list}; add `{written}` to `languages:`, or rename the file")),
            );
            continue;
        }
        if let Some(first) = variants.iter().find(|it| it.lang == lang) {
            found.push(
                Diagnostic::error(
                    "duplicate-entry",
                    format!("the {} `{}` is given twice", key.0.word(), document.name),
                )
                .at(document.head.clone())
                .note("again here")
                .label(first.document.head.clone(), "first here")
                .help(check::twice(document)),
            );
            continue;
        }
        variants.push(Variant {
            lang,
            document: Arc::clone(document),
            targets: Vec::new(),
        });
    }
    let slug = slug_of(original);
    if !check::name(original, &slug, found) {
        return None;
    }
    for variant in &variants {
        check::parts(&variant.document, original, found);
    }
    check::complete(original, found);
    check::event(original, settings, found);
    Some(Entry {
        kind: key.0,
        slug,
        community: None,
        folder: key.2.clone(),
        variants,
        references: Vec::new(),
        named: Vec::new(),
        backlinks: Vec::new(),
        date: date_of(key.0, &original.record),
    })
}

/// Newest first, events of a day by their hour; what has no date by weight, then by name as a
/// dictionary sorts.
fn order(entry: &Entry, lang: &str) -> impl Ord + use<> {
    let start = entry.moments().filter(|_| entry.kind == Kind::Event).map(|it| it.0);
    let weight = entry.record().and_then(|it| it.number("weight")).unwrap_or(u64::MAX);
    (
        entry.kind,
        Reverse((entry.date(), start)),
        weight,
        sort_key(entry.title(lang)),
        entry.slug.clone(),
    )
}

fn resolve_links(
    entries: &[Entry],
    hidden: BTreeMap<String, String>,
    assets: &BTreeMap<Arc<str>, FileInfo>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Vec<links::Target>> {
    let files = entries.iter().enumerate().flat_map(|(idx, entry)| {
        entry
            .variants
            .iter()
            .enumerate()
            .filter(|it| !it.1.document.place.is_list)
            .map(move |(at, it)| (it.document.source.path(), (Id(idx), at)))
    });
    let folded = OnceLock::new();
    let scope = Scope { files: files.collect(), hidden, assets, entries, folded };
    let variants: Vec<&Variant> = entries.iter().flat_map(|it| &it.variants).collect();
    let targets: Vec<Checked<Vec<links::Target>>> = variants
        .par_iter()
        .map(|it| {
            let (links, mut found) = (&it.document.outline.links, Vec::new());
            let here = if links.is_empty() {
                Vec::new()
            } else {
                links::own_anchors(&it.document.outline)
            };
            let head = &it.document.head;
            let resolve = |it| links::resolve(it, head, &here, &scope, &mut found);
            Checked::new(links.iter().map(resolve).collect(), found)
        })
        .collect();
    targets.into_iter().map(|it| it.unload(found)).collect()
}

fn fill(entries: &mut [Entry], targets: Vec<Vec<links::Target>>) {
    let mut backlinks: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    let mut targets = targets.into_iter();
    for (idx, entry) in entries.iter_mut().enumerate() {
        let mut to: Vec<Id> =
            entry.references.iter().flat_map(|it| &it.1).copied().collect();
        for variant in &mut entry.variants {
            variant.targets = targets.next().unwrap_or_default();
            to.extend(variant.targets.iter().filter_map(|it| {
                if let links::Target::Entry { id, .. } = it { Some(*id) } else { None }
            }));
        }
        to.sort_unstable();
        to.dedup();
        for id in to.into_iter().filter(|it| it.0 != idx) {
            backlinks.entry(id).or_default().push(Id(idx));
        }
    }
    for (id, list) in backlinks {
        if let Some(entry) = entries.get_mut(id.0) {
            entry.backlinks = list;
        }
    }
}
