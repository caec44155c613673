//! Talks given outside: what is asked of the network for them, and what others may take.

mod add;
mod check;
mod known;
mod lists;
mod server;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::cli::read_tree;

/// A portal with people, two communities and a talk.
fn portal() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("portal.yaml", "title: Portail\nurl: https://portail.example/\nlanguages: [fr]\n"),
        ("communities/po/index.md", "---\ntitle: PO\n---\n"),
        ("communities/rte/index.md", "---\ntitle: RTE\n---\n"),
        (
            "people.yaml",
            "- id: theo-ardoise\n  name: Théo Ardoise\n- id: zelie\n  name: Zélie Agate\n",
        ),
        (
            "communities/rte/talks/connue.md",
            "---\ntitle: Déjà connue\nspeakers: [zelie]\ndeliveries:\n  - conference: Agora\n    date: 2026-03-18 # un mercredi\n    video: https://tube.example/w/connue\n    # city: Lyon\nsummary: Un résumé.\n---\n\nLe texte.\n",
        ),
    ] {
        let path = temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    temp
}

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// The files that differ between two trees.
fn changed(before: &Tree, after: &Tree) -> Vec<PathBuf> {
    let mut all: Vec<&PathBuf> = before.keys().chain(after.keys()).collect();
    all.sort();
    all.dedup();
    all.into_iter().filter(|it| before.get(*it) != after.get(*it)).cloned().collect()
}

fn tree(dir: &Path) -> Tree {
    read_tree(dir)
}
