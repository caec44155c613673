//! Texts in the folders of content that are no entry: nothing is lost in silence.

use std::{collections::BTreeMap, sync::Arc};

use super::{classify, kind::kind_of_folder};
use crate::{
    diag::{Diagnostic, Severity, nearest},
    source::{begins_as_entry, credited},
};

/// Folders of a community whose texts are entries.
const KINDS: &[&str] = &["retex", "events", "talks", "practices", "initiatives", "pages"];

/// Says which texts are not read because of where they stand; once for a folder.
pub fn misplaced<'a>(
    texts: impl Iterator<Item = (&'a Arc<str>, &'a Arc<str>)>,
) -> Vec<Diagnostic> {
    let mut folders = BTreeMap::new();
    let mut found = Vec::new();
    for (path, text) in texts {
        let ending = path.rsplit_once('.').map_or("", |it| it.1);
        let is_read = classify(path).is_some() || credited(path).is_some();
        if !matches!(ending, "md" | "yaml") || is_read {
            continue;
        }
        let parts: Vec<&str> = path.split('/').collect();
        // A whole text would be lost.
        let is_entry = ending == "md" && begins_as_entry(text);
        let severity = if is_entry { Severity::Error } else { Severity::Warning };
        match parts.as_slice() {
            ["communities", id, folder, _, ..] if kind_of_folder(folder).is_none() => {
                let of_folder = folders.entry((*id, *folder)).or_insert(severity);
                *of_folder = severity.min(*of_folder);
            }
            [
                "communities" | "events" | "talks" | "practices" | "initiatives" | "pages"
                | "people",
                ..,
            ] => {
                found.push(Diagnostic { severity, ..ignored(path, &parts, ending) });
            }
            _ => {}
        }
    }
    found.extend(
        folders.into_iter().map(|((id, folder), it)| unknown_folder(id, folder, it)),
    );
    found
}

fn unknown_folder(id: &str, folder: &str, severity: Severity) -> Diagnostic {
    let help = nearest(folder, KINDS.iter().copied()).map_or_else(
        || format!("the folders of a community are {}", list(KINDS)),
        |it| format!("did you mean `{it}/`?"),
    );
    let found =
        Diagnostic::warning("unknown-folder", "the texts of this folder are not read")
            .in_file(format!("communities/{id}/{folder}"))
            .help(help);
    Diagnostic { severity, ..found }
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
