//! Texts in the folders of content that are no entry: nothing is lost in silence.

use std::{collections::BTreeSet, sync::Arc};

use super::{classify, kind::kind_of_folder};
use crate::{
    diag::{Diagnostic, nearest},
    source::credited,
};

/// Folders of a community whose texts are entries.
const KINDS: &[&str] = &["retex", "events", "talks", "practices", "initiatives", "pages"];

/// Says which texts are not read because of where they stand; once for a folder.
pub fn misplaced<'a>(paths: impl Iterator<Item = &'a Arc<str>>) -> Vec<Diagnostic> {
    let mut folders = BTreeSet::new();
    let mut found = Vec::new();
    for path in paths {
        let ending = path.rsplit_once('.').map_or("", |it| it.1);
        let is_read = classify(path).is_some() || credited(path).is_some();
        if !matches!(ending, "md" | "yaml") || is_read {
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["communities", id, folder, _, ..] if kind_of_folder(folder).is_none() => {
                let first = folders.insert((*id, *folder));
                found.extend(first.then(|| unknown_folder(id, folder)));
            }
            [
                "communities" | "events" | "talks" | "practices" | "initiatives" | "pages"
                | "people",
                ..,
            ] => {
                found.push(ignored(path, &parts, ending));
            }
            _ => {}
        }
    }
    found
}

fn unknown_folder(id: &str, folder: &str) -> Diagnostic {
    let help = nearest(folder, KINDS.iter().copied()).map_or_else(
        || format!("the folders of a community are {}", list(KINDS)),
        |it| format!("did you mean `{it}/`?"),
    );
    Diagnostic::warning("unknown-folder", "the texts of this folder are not read")
        .in_file(format!("communities/{id}/{folder}"))
        .help(help)
}

fn ignored(path: &Arc<str>, parts: &[&str], ending: &str) -> Diagnostic {
    let help = match (parts, ending) {
        (["communities", id, _], "md") => format!(
            "a community's own text is `index.md`; others stand in `communities/{id}/pages/`"
        ),
        (["communities", _], _) => {
            "each community has a folder of its own: `communities/<id>/index.md`".to_owned()
        }
        (["people", ..], "md") => {
            "people stand in `people/` itself: `people/<id>.md`".to_owned()
        }
        (["communities", id, ..], _) => {
            format!("the only list of a community is `communities/{id}/talks.yaml`")
        }
        _ => {
            "lists are `people.yaml`, `talks.yaml` and `topics.yaml` in the portal's folder"
                .to_owned()
        }
    };
    Diagnostic::warning("ignored-file", "the file is not read, because of its place")
        .in_file(Arc::clone(path))
        .help(help)
}

fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
    words.join(", ")
}
