//! The examples of `parvis explain` are true: what is shown as wrong is found, and what is shown
//! as right is not.

use std::{fs, path::Path};

use parvis::{
    diag::codes::{
        examples::{Example, Piece, all},
        find,
    },
    render::render_safely,
};

use super::{c_images::PNG, event, files, portal_on_disk, retex};

/// What no text can show, and why.
const TOLD: &[(&str, &str)] = &[
    ("bad-image", "the bytes of a picture"),
    ("bug", "we know of none"),
    ("dead-link", "what a host answers"),
    ("heavy-file", "the weight of a file"),
    ("many-occurrences", "hundreds of events"),
    ("nesting", "a hundred levels"),
    ("not-utf-8", "bytes that are no text"),
    ("portal-size", "the weight of all files"),
    ("table-size", "a table of 40,000 cells"),
    ("too-large", "the weight of a picture"),
    ("too-long", "thousands of letters"),
    ("unreadable-file", "the mode of a file"),
];

/// What examples refer to.
const AROUND: &str = "\
=== portal.yaml
title: P
url: https://p.example/
vitality: {silent_quarters: 2, event_notes_days: 30}
=== people/bo.md
---
name: Bo
---
=== pages/charte.md
---
title: Charte
---

## Idée

Nos règles.
=== pages/brouillon.md
---
title: Brouillon
draft: true
---

Un début.
=== practices/relire-a-deux.md
---
title: Relire à deux
status: proposed
---

Un début.
=== communities/rte/events/cafe-des-rte.md
---
title: Café
start: 2026-09-20
---
=== communities/rte/talks/ma-conference.md
---
title: Ma conférence
speakers: [ana]
deliveries: [{conference: Agora, date: 2025-03-03}]
---
=== communities/rte/retex/2026-01-05-point.md
---
title: Point
authors: [ana]
series: {id: voies, part: 1}
---

Un début.
=== communities/ux/index.md
---
title: UX
---
=== communities/ux/retex/2026-07-06-point.md
---
title: Autre point
authors: [ana]
---

Un début.
=== communities/rte/retex/demo.html
<p>Une page.</p>
=== communities/rte/retex/plan.png
";

/// The codes that a piece has, in its portal.
fn codes(example: &Example, piece: &str) -> Vec<&'static str> {
    let settings = |more: &str| {
        let (start, rest) = AROUND.split_once("=== people").unwrap();
        format!("{start}{more}\n=== people{rest}")
    };
    let work = |folder: &str, piece: &str| {
        format!(
            "{AROUND}{}=== {folder}/w.md\n---\ntitle: W\n{piece}\n---\n",
            retex("", "t")
        )
    };
    let text = match example.piece {
        Piece::Text => {
            let checks = format!("checks: {{{}: warning}}", example.code);
            let is_off = find(example.code).is_some_and(|it| it.off);
            settings(if is_off { &checks } else { "" }) + &retex("", piece)
        }
        Piece::Retex => {
            let text = retex(&format!("{piece}\n"), "Trois équipes.");
            if piece.contains("authors:") {
                format!("{AROUND}{}", text.replacen("authors: [ana]\n", "", 1))
            } else {
                format!("{AROUND}{text}")
            }
        }
        Piece::Event => format!("{AROUND}{}", event(&format!("{piece}\n"))),
        Piece::Practice => work("practices", piece),
        Piece::Initiative => work("initiatives", piece),
        Piece::Community => {
            format!(
                "{AROUND}=== communities/tests/index.md\n---\ntitle: T\nfounded: 2025-02-03\n{piece}\n---\n"
            )
        }
        Piece::Page => format!("{AROUND}=== pages/p.md\n{piece}\n"),
        Piece::Settings => settings(piece),
        Piece::Files => AROUND.to_owned(),
        Piece::Told => return Vec::new(),
    };
    let temp = tempfile::tempdir().unwrap();
    let life = ["silent-community", "event-without-notes"].contains(&example.code);
    let text = if life { text } else { text.replace("vitality: ", "extra: ") };
    let text = text.replace("‹U+0007›", "\u{7}").replace("‹U+202E›", "\u{202e}");
    for (path, text) in files(&text) {
        // What no text shows is found; these are there for who names them.
        let name = path.rsplit('/').next().unwrap();
        if !["demo.html", "plan.png"].contains(&name) || piece.contains(&format!("({name}"))
        {
            put(temp.path(), &path, &text);
        }
    }
    if example.piece == Piece::Files {
        lay(temp.path(), &piece.replace("‹U+0007›", "\u{7}"));
    }
    let snapshot = portal_on_disk(temp.path());
    let found = snapshot.diagnostics.iter().map(|it| it.code);
    let rendered = snapshot.site.iter().filter(|_| example.code == "template");
    let rendered = rendered.filter_map(|it| render_safely(it, "/charte/").err()).flatten();
    found.chain(rendered.map(|it| it.code)).collect()
}

/// Writes a file; a picture is one, whatever its text.
fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if text.is_empty() && path.extension().is_some_and(|it| it == "png") {
        fs::write(path, PNG).unwrap();
    } else {
        fs::write(path, text).unwrap();
    }
}

/// Lays the files of an example into a portal, as [`Piece::Files`] writes them.
fn lay(root: &Path, piece: &str) {
    let mut lines = piece.lines();
    while let Some(line) = lines.next() {
        if let Some(path) = line.strip_prefix("no ") {
            let path = path.split_once(": ").map_or(path, |it| it.0);
            fs::remove_file(root.join(path)).ok();
        } else if let Some(path) = line.strip_suffix(':') {
            let text: Vec<&str> = lines.by_ref().collect();
            put(root, path, &text.join("\n"));
        } else if let Some((path, target)) = line.split_once(" -> ") {
            put(root, path, "x");
            fs::remove_file(root.join(path)).unwrap();
            std::os::unix::fs::symlink(target, root.join(path)).unwrap();
        } else {
            let path = line.split_once(", ").map_or(line, |it| it.0);
            if let Some(folder) = path.strip_suffix('/') {
                fs::remove_file(root.join(folder)).ok();
                fs::create_dir_all(root.join(folder)).unwrap();
            } else {
                put(root, path, &usual(path));
            }
        }
    }
}

/// The text of a file of which an example gives no more than the name.
fn usual(path: &str) -> String {
    let end = Path::new(path).extension().and_then(|it| it.to_str()).unwrap_or_default();
    match end {
        "md" => {
            let authors = if path.contains("/retex/") { "authors: [ana]\n" } else { "" };
            format!("---\ntitle: {path}\n{authors}---\n\nTrois équipes.\n").replace('?', "")
        }
        "html" if path.starts_with("themes/") => {
            "{% extends \"parvis/page.html\" %}".to_owned()
        }
        "html" => "<!doctype html><title>Outil</title>".to_owned(),
        "png" => String::new(),
        _ => "x".to_owned(),
    }
}

#[test]
fn what_is_shown_as_wrong_is_and_what_is_shown_as_right_is_not() {
    let mut untrue = Vec::new();
    for example in all().filter(|it| it.piece != Piece::Told) {
        let (wrong, right) = (codes(example, example.wrong), codes(example, example.right));
        let is_found = wrong.contains(&example.code);
        if !is_found || wrong.iter().any(|it| *it != example.code) || !right.is_empty() {
            untrue.push(format!("{}: {wrong:?} {right:?}", example.code));
        }
    }
    assert!(untrue.is_empty(), "{untrue:#?}");
}

#[test]
fn what_is_only_told_cannot_be_shown() {
    let mut told: Vec<&str> =
        all().filter(|it| it.piece == Piece::Told).map(|it| it.code).collect();
    told.sort_unstable();
    assert_eq!(told, TOLD.iter().map(|it| it.0).collect::<Vec<_>>());
}

#[test]
fn each_example_is_of_a_rule_and_each_rule_has_one_at_most() {
    let mut codes: Vec<&str> = all().map(|it| it.code).collect();
    assert!(codes.iter().all(|it| find(it).is_some()), "{codes:?}");
    codes.sort_unstable();
    assert!(codes.windows(2).all(|it| it[0] != it[1]), "{codes:?}");
    assert!(codes.len() > 110);
    assert!(all().all(|it| !it.wrong.is_empty() && it.wrong != it.right));
}
