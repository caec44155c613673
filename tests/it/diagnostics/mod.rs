//! What is said of broken content: the whole message, as an author sees it in a terminal.
//!
//! A test is a portal as one text, and what `parvis check` draws of it. When a message changes,
//! the failing test prints what is drawn now, ready to be pasted after it was read aloud;
//! `PARVIS_SHOW=1 cargo test diagnostics -- --nocapture` prints all of them.

#![expect(
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    clippy::print_stderr,
    clippy::format_collect,
    clippy::format_push_string,
    clippy::string_slice,
    reason = "tests are lists of texts, which are pasted as they are drawn"
)]

mod a_dates;
mod a_encodings;
mod a_limits;
mod a_names;
mod a_recurrences;
mod a_slugs;
mod a_types;
mod a_yaml;
mod b_addresses;
mod b_links;
mod b_markdown;
mod b_words;
mod c_drawings;
mod c_images;
mod c_media;
mod codes;
mod d_active;
mod d_files;
mod d_links;
mod d_names;
mod e_addresses;
mod e_letters;
mod e_settings;
mod examples;
mod f_works;
mod lists;
mod meant;
mod near;
mod once;
mod output;
mod translations;
mod written;

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use parvis::{
    diag::{Diagnostic, write::human},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents, Details, FileInfo, Walk, decode, is_text, walk},
};

/// What every portal of these tests begins with; a file of the same path takes its place.
const BASE: &str = "\
=== portal.yaml
title: P
url: https://p.example/
=== people/ana.md
---
name: Ana
---
=== topics.yaml
- id: rust
  label: Rust
=== communities/rte/index.md
---
title: RTE
---
";

/// The files of a portal from one text: `=== path` begins each.
fn files(text: &str) -> BTreeMap<String, String> {
    let text = format!("{BASE}{text}");
    let parts = text.split("=== ").skip(1);
    parts
        .map(|part| {
            let (path, text) = part.split_once('\n').unwrap();
            (path.to_owned(), text.to_owned())
        })
        .collect()
}

/// A portal from one text, on 1 October 2026. Pictures are there by their name alone.
pub(crate) fn portal(text: &str) -> Arc<Snapshot> {
    let files = files(text);
    portal_of(files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())))
}

/// The same portal, built for another address than the one in its settings.
pub(crate) fn portal_at(text: &str, base_url: &str) -> Arc<Snapshot> {
    let change = |(path, text): (String, String)| Change {
        path: path.as_str().into(),
        contents: Contents::Text(text.into()),
    };
    let changes = files(text).into_iter().map(change).collect();
    let options = Options { base_url: Some(base_url.to_owned()), ..options() };
    Workspace::new(options).apply(changes, Vec::new())
}

/// A portal from files in memory.
fn portal_of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Arc<Snapshot> {
    let mut found = Vec::new();
    let changes = files
        .map(|(path, bytes)| {
            let path: Arc<str> = path.into();
            let contents = if is_text(&path) {
                let text = decode(&path, bytes).unload(&mut found);
                text.map_or(Contents::Broken, Contents::Text)
            } else {
                let size = bytes.len() as u64;
                Contents::File(FileInfo {
                    disk: path.as_ref().into(),
                    size,
                    dimensions: None,
                    raster: None,
                    begins_as_page: false,
                    details: Details::None,
                })
            };
            Change { path, contents }
        })
        .collect();
    Workspace::new(options()).apply(changes, found)
}

fn options() -> Options {
    Options { date: "2026-10-01".parse().ok(), ..Options::default() }
}

/// A portal on disk, read as `parvis check` reads it.
fn portal_on_disk(root: &Path) -> Arc<Snapshot> {
    let read = walk(&Walk { root, except: &[] }).unwrap();
    Workspace::new(options()).apply(read.value, read.diagnostics)
}

/// Writes a portal, and gives its folder away when dropped.
fn write(text: &str) -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    for (path, text) in files(text) {
        let file = temp.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    temp
}

/// A retex with a title and an author: more front matter, and a body.
fn retex(front: &str, body: &str) -> String {
    format!(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n{front}---\n\n{body}\n"
    )
}

/// An event with a title.
fn event(front: &str) -> String {
    format!("=== communities/rte/events/e.md\n---\ntitle: E\n{front}---\n")
}

/// All that is said, as a terminal shows it.
fn drawn(found: &[Diagnostic]) -> String {
    let all: Vec<String> = found.iter().map(|it| human(it, false)).collect();
    let text = all.join("\n\n");
    // No line of a test ends with a space that an editor would take away.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Compares all that is said of a portal with what is expected.
#[track_caller]
pub(crate) fn check(text: &str, expected: &str) {
    same(&portal(text).diagnostics, expected);
}

/// Compares what was found with what is expected.
#[track_caller]
fn same(found: &[Diagnostic], expected: &str) {
    let drawn = drawn(found);
    let place = std::panic::Location::caller();
    if std::env::var_os("PARVIS_SHOW").is_some() {
        eprintln!("<<<{place}\n{drawn}\n>>>");
        return;
    }
    assert!(
        drawn.trim() == expected.trim(),
        "at {place} this is expected:\n{}\nbut this is said:\n<<<{place}\n{drawn}\n>>>",
        expected.trim()
    );
}

/// What is said, each in one line: severity, code, message and help.
fn said(found: &[Diagnostic]) -> Vec<String> {
    let line = |it: &Diagnostic| {
        let help = it.help.as_deref().unwrap_or("");
        format!("{} {}: {} | {help}", it.severity.word(), it.code, it.message)
    };
    found.iter().map(line).collect()
}
