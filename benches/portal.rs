//! Start, load, one change, one page and a whole build, at 100, 1,000 and 10,000 retex.
//!
//! The portals are made from content-example: its retex again and again under other names.
//! `cargo bench` runs all; `cargo bench -- page` those with `page` in their name.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark writes its own portal, and must stop when it cannot go on"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use criterion::{Criterion, criterion_group, criterion_main};
use parvis::{
    build::{
        self, Watch,
        staging::{Guard, Staging},
    },
    picture::Store,
    render::render,
    snapshot::{Options, Workspace},
    source::{Change, Contents, Walk, walk},
};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example")
}

fn is_retex(path: &str) -> bool {
    path.contains("/retex/") && path.split_once('.').is_some_and(|it| it.1 == "md")
}

/// The example's files and copies of its retex, `size` retex in all.
fn portal(size: usize) -> Vec<Change> {
    let root = example();
    let except = [root.join("public"), root.join(build::CACHE_FOLDER)];
    let mut changes = walk(&Walk { root: &root, except: &except }).unwrap().value;
    let plain = |it: &&Change| is_retex(&it.path) && !it.path.ends_with("index.md");
    let seeds: Vec<Change> = changes.iter().filter(plain).cloned().collect();
    for (idx, seed) in
        seeds.iter().cycle().take(size.saturating_sub(seeds.len())).enumerate()
    {
        let (Contents::Text(text), Some((stem, _))) =
            (&seed.contents, seed.path.rsplit_once('.'))
        else {
            continue;
        };
        // Aliases and slugs must stay unique.
        let unique = |it: &&str| !it.starts_with("slug:") && !it.starts_with("aliases:");
        let text: Vec<&str> = text.lines().filter(unique).collect();
        changes.push(Change {
            path: format!("{stem}-{idx}.md").into(),
            contents: Contents::Text(format!("{}\n", text.join("\n")).into()),
        });
    }
    changes
}

fn workspace() -> Workspace {
    Workspace::new(Options { date: "2026-11-24".parse().ok(), ..Options::default() })
}

/// The same retex with one word more, with another title that gives it another place in lists,
/// and with another reference.
fn edits(changes: &[Change]) -> [(&'static str, Change); 3] {
    let it = changes.iter().rfind(|it| is_retex(&it.path)).unwrap();
    let Contents::Text(text) = &it.contents else { unreachable!("a retex is a text") };
    let edits = [
        ("body", format!("{text}\nEncore un mot.\n")),
        ("title", text.replacen("title: ", "title: Autre ", 1)),
        ("topics", text.replacen("topics: [", "topics: [incidents, ", 1)),
    ];
    edits.map(|(name, new)| {
        assert_ne!(new, **text, "{name} stands in the retex");
        let contents = Contents::Text(new.into());
        (name, Change { path: Arc::clone(&it.path), contents })
    })
}

/// From the folder on the disk to the first page.
fn starting(c: &mut Criterion) {
    let mut group = c.benchmark_group("start");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for size in SIZES {
        let temp = tempfile::tempdir().unwrap();
        for change in portal(size) {
            let path = temp.path().join(&*change.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            match change.contents {
                Contents::Text(text) => fs::write(&path, &*text).unwrap(),
                Contents::File(info) => drop(fs::copy(info.disk, &path).unwrap()),
                Contents::Broken | Contents::Gone => {}
            }
        }
        group.bench_function(size.to_string(), |b| {
            b.iter(|| {
                let files = walk(&Walk { root: temp.path(), except: &[] }).unwrap();
                let snapshot = workspace().apply(files.value, files.diagnostics);
                render(snapshot.site.as_ref().unwrap(), "/").unwrap()
            });
        });
    }
}

fn loading(c: &mut Criterion) {
    let mut group = c.benchmark_group("load");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    for size in SIZES {
        let changes = portal(size);
        group.bench_function(size.to_string(), |b| {
            b.iter(|| workspace().apply(changes.clone(), Vec::new()));
        });
    }
}

fn changing(c: &mut Criterion) {
    let mut group = c.benchmark_group("change");
    group.sample_size(20);
    for size in SIZES {
        let changes = portal(size);
        let edits = edits(&changes);
        let path = &edits.first().unwrap().1.path;
        let old = changes.iter().find(|it| it.path == *path).unwrap().clone();
        let mut workspace = workspace();
        let first = workspace.apply(changes, Vec::new());
        let site = first.site.as_ref().unwrap();
        let is_edited = |id| {
            let mut texts = site.portal.entry(id).variants.iter();
            texts.any(|it| it.document.source.path() == &**path)
        };
        let id = site.portal.ids().find(|it| is_edited(*it)).unwrap();
        let address = site.routes.entry(id, 0).to_owned();
        // What somebody waits for who writes: the page, and the home page for its lists.
        for (name, edit) in edits {
            group.bench_function(format!("{name} of {size}"), |b| {
                let mut turn = [edit.clone(), old.clone()].into_iter().cycle();
                b.iter(|| {
                    let change = turn.next().into_iter().collect();
                    let snapshot = workspace.apply(change, Vec::new());
                    let site = snapshot.site.as_ref().unwrap();
                    [address.as_str(), "/"].map(|it| render(site, it).unwrap())
                });
            });
        }
    }
}

fn one_page(c: &mut Criterion) {
    let mut group = c.benchmark_group("page");
    for size in SIZES {
        let snapshot = workspace().apply(portal(size), Vec::new());
        let site = snapshot.site.as_ref().unwrap();
        for (name, address) in [
            ("retex", "/communautes/craft/retex/supprimer-cent-mille-lignes/"),
            ("home", "/"),
            ("list", "/retex/page/2/"),
        ] {
            group.bench_function(format!("{name} of {size}"), |b| {
                b.iter(|| render(site, address).unwrap());
            });
        }
    }
}

fn building(c: &mut Criterion) {
    let mut group = c.benchmark_group("build");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    let root = example();
    let guard = Guard { root: &root, content: &[], chosen: true, home: None, cwd: None };
    for size in SIZES {
        let snapshot = workspace().apply(portal(size), Vec::new());
        let temp = tempfile::tempdir().unwrap();
        let mut turn = 0;
        group.bench_function(size.to_string(), |b| {
            b.iter(|| {
                turn += 1;
                let staging =
                    Staging::open(&temp.path().join(turn.to_string()), &guard).unwrap();
                build::build(&snapshot, staging, &Store::default(), &Watch::default())
                    .unwrap()
                    .publish()
                    .unwrap()
            });
        });
        fs::remove_dir_all(temp.path()).unwrap();
    }
}

criterion_group!(benches, starting, loading, changing, one_page, building);
criterion_main!(benches);
