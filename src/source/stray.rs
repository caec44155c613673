//! Texts where no portal has any: whoever wrote one, with front matter, wants it published.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::place::open;
use crate::diag::{Diagnostic, Severity};

/// How much of a file is looked at.
const HEAD: u64 = 4096;

/// How many files and folders are looked at, and how deep, before a folder is none of a portal's.
const MOST: usize = 500;
const DEEP: usize = 4;

/// Names of files about a project, which are no content of its portal.
const ABOUT: &[&str] = &[
    "readme",
    "contributing",
    "changelog",
    "license",
    "licence",
    "code_of_conduct",
    "security",
    "support",
    "notice",
    "authors",
    "maintainers",
    "governance",
    "agents",
];

/// Folders beside a portal that may well have texts with front matter for something else.
const OTHER: &[&str] = &[
    "archive",
    "archives",
    "brouillons",
    "doc",
    "docs",
    "documentation",
    "drafts",
    "examples",
    "exemples",
    "fixtures",
    "modeles",
    "modèles",
    "snippets",
    "templates",
    "test",
    "tests",
    "tools",
    "vendor",
];

/// Whether texts of a folder beside the portal are perhaps none of it.
fn is_other(name: &str) -> bool {
    OTHER.contains(&name.to_lowercase().as_str())
}

/// Whether a file is about the project.
fn is_about(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    ABOUT.contains(&stem.as_str())
}

/// Whether a text begins as an entry: with front matter that says what it is called.
pub fn begins_as_entry(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').trim_start().lines();
    lines.next().is_some_and(|it| it.trim_end() == "---")
        && lines.take_while(|it| it.trim_end() != "---").any(|it| {
            let name = it.split(':').next().unwrap_or("");
            it.contains(':') && matches!(name, "title" | "titre" | "name" | "nom" | "label")
        })
}

/// Whether a file is Markdown, and begins as an entry.
fn is_entry(disk: &Path) -> bool {
    let name = disk.file_name().unwrap_or_default().to_string_lossy();
    let ending = name.rsplit_once('.').map_or("", |it| it.1).to_lowercase();
    if !matches!(ending.as_str(), "md" | "markdown" | "mdown" | "mkd" | "mdwn" | "mdx")
        || is_about(&name)
    {
        return false;
    }
    let mut head = Vec::new();
    let read = open(disk).and_then(|it| it.0.take(HEAD).read_to_end(&mut head));
    read.is_ok() && begins_as_entry(&String::from_utf8_lossy(&head))
}

/// The first text of a folder that begins as an entry.
fn first_entry(folder: &Path) -> Option<PathBuf> {
    let is_seen = |it: &DirEntry| {
        let name = it.file_name().to_string_lossy();
        it.depth() == 0 || !name.starts_with('.') && name != "node_modules"
    };
    WalkDir::new(folder)
        .max_depth(DEEP)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_seen)
        .take(MOST)
        .flatten()
        .filter(|it| it.file_type().is_file())
        .find(|it| is_entry(it.path()))
        .map(DirEntry::into_path)
}

/// What is said of a file or folder that is not read: more than its name deserves, where a whole
/// text would be lost.
pub(super) fn lost(
    entry: &DirEntry,
    path: &str,
    said: Option<Diagnostic>,
) -> Option<Diagnostic> {
    let is_folder = entry.file_type().is_dir();
    let is_hidden = path.starts_with(['.', '_']) || entry.path_is_symlink();
    if entry.depth() > 1 && said.is_none() || is_hidden || path == "public" {
        return said;
    }
    let (text, code, message) = if is_folder {
        let text = first_entry(entry.path());
        (text, "unknown-folder", "the folder is not read: it does not belong to a portal")
    } else {
        let text = is_entry(entry.path()).then(|| entry.path().to_owned());
        (text, "ignored-file", "the file is not read: it does not belong to a portal")
    };
    let Some(text) = text else { return said };
    let found = said.unwrap_or_else(|| {
        let name = text.strip_prefix(entry.path()).unwrap_or(&text);
        let name = match name.to_str() {
            Some(inner) if !inner.is_empty() => format!("`{path}/{inner}`"),
            _ => "it".to_owned(),
        };
        let help = format!(
            "{name} has front matter: move such texts into `communities/<id>/retex/` or `pages/`"
        );
        Diagnostic::warning(code, message).in_file(path.to_owned()).help(help)
    });
    let severity = if is_other(path) { Severity::Warning } else { Severity::Error };
    Some(Diagnostic { severity, ..found })
}

#[cfg(test)]
mod tests {
    use super::begins_as_entry;

    #[test]
    fn an_entry_says_what_it_is_called() {
        assert!(begins_as_entry("\u{feff}---\r\ndate: 2026-03-14\r\ntitle: T\r\n---\r\n"));
        assert!(begins_as_entry("---\nname: Ana\n---\n"));
        for text in ["", "# T\n", "---\nsidebar: 1\n---\ntitle: x\n", "title: x\n", "---\n"]
        {
            assert!(!begins_as_entry(text), "{text:?}");
        }
    }
}
