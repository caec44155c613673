//! One portal, one tree of bytes: whatever the threads, the time zone, the locale, the folder,
//! and the order in which files come. `tests/determinism.sh` tries every combination.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use parvis::{
    render::{Output, render},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Walk, walk},
};
use rayon::prelude::*;

use crate::cli::{example, read_tree};

const DATE: &str = "2026-11-24";

/// The example at another depth, with its files made in another order: their times and their
/// places in the folders differ.
fn copied_backwards(to: &Path) {
    let files = read_tree(Path::new(&example()));
    for (path, bytes) in files.iter().rev().filter(|it| !it.0.starts_with("public")) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn threads_zone_locale_and_folder_change_no_byte() {
    let temp = tempfile::tempdir().unwrap();
    let copy = temp.path().join("a/deeper/folder with spaces");
    copied_backwards(&copy);
    let (here, there) = (example(), copy.to_str().unwrap().to_owned());
    let runs = [
        (&here, "1", "Pacific/Kiritimati", "C"),
        (&there, "2", "UTC", "fr_FR.UTF-8"),
        (&here, "8", "America/New_York", "fr_FR.UTF-8"),
        (&there, "8", "Pacific/Pago_Pago", "C"),
    ];
    let mut first: Option<BTreeMap<_, _>> = None;
    for (idx, run) in runs.into_iter().enumerate() {
        let (portal, threads, zone, locale) = run;
        let out = temp.path().join(format!("{idx}/public"));
        let done = Command::new(env!("CARGO_BIN_EXE_parvis"))
            .args(["build", portal, "--date", DATE, "--output"])
            .arg(&out)
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        same(first.get_or_insert_with(|| read_tree(&out)), &read_tree(&out), &run);
    }
    assert!(first.unwrap().len() > 100);
}

/// All outputs by address.
fn rendered(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    let site = snapshot.site.as_ref().unwrap();
    let addresses: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
    addresses
        .into_par_iter()
        .map(|address| {
            let bytes = match render(site, address).unwrap() {
                Output::Bytes(bytes) => bytes,
                Output::File(path) => path.to_str().unwrap().as_bytes().to_vec(),
                Output::Picture(path, form) => format!("{path} {form:?}").into_bytes(),
            };
            (address.to_owned(), bytes)
        })
        .collect()
}

/// Another order for each seed.
fn shuffled(changes: &[Change], seed: u8) -> Vec<Change> {
    let mut changes = changes.to_vec();
    changes.sort_by_key(|it| {
        *blake3::Hasher::new()
            .update(&[seed])
            .update(it.path.as_bytes())
            .finalize()
            .as_bytes()
    });
    changes
}

#[test]
fn the_order_of_files_changes_no_byte() {
    let root = example();
    let public = Path::new(&root).join("public");
    let read = walk(&Walk { root: Path::new(&root), except: &[public] }).unwrap();
    assert!(read.diagnostics.is_empty());
    let workspace =
        || Workspace::new(Options { date: DATE.parse().ok(), ..Options::default() });
    let sorted = workspace().apply(read.value.clone(), Vec::new());
    let expected = rendered(&sorted);
    assert!(expected.len() > 100);
    let findings: Vec<String> =
        sorted.diagnostics.iter().map(|it| it.message.clone()).collect();
    for seed in 0..3 {
        let changes = shuffled(&read.value, seed);
        assert!(changes.iter().map(|it| &it.path).ne(read.value.iter().map(|it| &it.path)));
        // The last of them in two steps, as a preview gets them.
        let (early, late) = changes.split_at(if seed == 2 { changes.len() / 2 } else { 0 });
        let mut workspace = workspace();
        workspace.apply(early.to_vec(), Vec::new());
        let snapshot = workspace.apply(late.to_vec(), Vec::new());
        same(&expected, &rendered(&snapshot), &seed);
        let said: Vec<String> =
            snapshot.diagnostics.iter().map(|it| it.message.clone()).collect();
        assert_eq!(said, findings);
    }
}

/// Compares two trees, and names the first file that differs instead of printing all bytes.
#[track_caller]
fn same<K: Ord + std::fmt::Debug>(
    one: &BTreeMap<K, Vec<u8>>,
    two: &BTreeMap<K, Vec<u8>>,
    what: &impl std::fmt::Debug,
) {
    assert!(one.keys().eq(two.keys()), "{what:?}: not the same files");
    let different = one.iter().find(|(path, bytes)| two.get(path) != Some(bytes));
    assert!(different.is_none(), "{what:?}: {:?} differs", different.map(|it| it.0));
}
