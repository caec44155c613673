//! The manual of the example portal, and the settings that `init` leaves commented out.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use super::{Piece, Place, Portal, in_file, pieces};
use crate::{
    cli::{ends_with, example, fresh, parvis},
    diagnostics::portal,
};

/// Files of the reader, which the example portal has not; and a series that the manual quotes,
/// whose first part it has.
const READERS_OWN: &[&str] = &["photo.jpg", "frise.png", "passer-a-l-echelle"];

fn is_own(found: &str) -> bool {
    READERS_OWN.iter().any(|it| found.contains(it))
}

/// Fields of an entry, and what they stand beside: where a page shows only some of them.
const KINDS: &[(&str, &str)] = &[
    (
        "communities/ux/events/essai.md",
        "start: 2026-11-26T12:30\nrecurrence: FREQ=WEEKLY;BYDAY=TH\n",
    ),
    ("communities/ux/events/essai.md", ""),
    ("communities/ux/retex/2026-11-01-essai.md", "authors: [maelys-verveine]\n"),
    ("communities/essai/index.md", "status: forming\n"),
];

/// The pages of the manual by their paths.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for folder in ["pages", "pages/guide"] {
        for entry in fs::read_dir(Path::new(&example()).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "md") {
                let name = path.file_name().unwrap().to_str().unwrap();
                pages
                    .insert(format!("{folder}/{name}"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    pages
}

#[test]
fn the_commands_of_the_manual_run_and_say_what_it_shows() {
    let mut count = 0;
    for (page, text) in pages() {
        let all = pieces(&text);
        let mut all =
            all.iter().filter(|it| ["sh", "console"].contains(&&*it.language)).peekable();
        if all.peek().is_none() {
            continue;
        }
        let place = Place::new();
        for piece in all {
            let (script, shown) = parted(piece);
            let done = place.run("content-example", &script);
            let said = String::from_utf8_lossy(&done.stderr)
                + String::from_utf8_lossy(&done.stdout);
            let wanted = if script.trim() == "parvis talk check" { 3 } else { 0 };
            assert_eq!(done.status.code(), Some(wanted), "{page}:{}: {said}", piece.line);
            assert!(said.contains(shown.trim()), "{page}:{}: {said}", piece.line);
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

/// Commands, and what a terminal shows of them. `fix` ends with 1 where it shows a patch.
fn parted(piece: &Piece) -> (String, String) {
    if piece.language == "sh" {
        return (piece.text.clone(), String::new());
    }
    let (mut script, mut shown) = (String::new(), String::new());
    for line in piece.text.lines() {
        match line.strip_prefix("$ ") {
            Some("parvis fix") => script.push_str("parvis fix || test $? = 1\n"),
            Some(command) => writeln!(script, "{command}").unwrap(),
            None => writeln!(shown, "{line}").unwrap(),
        }
    }
    (script, shown)
}

#[test]
fn what_the_manual_shows_to_be_typed_is_read_without_a_finding() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (page, text) in pages() {
        let mut example = Portal::new();
        for piece in pieces(&text) {
            let found = match (&*piece.language, piece.title.as_deref()) {
                ("yaml", Some("portal.yaml")) => settings(&piece.text),
                ("yaml", Some(path)) if piece.text.starts_with("---") => {
                    example.add(path, &whole(&piece.text))
                }
                ("yaml", _) => fields(&mut example, &piece.text),
                ("markdown", _) => {
                    let text = format!("---\ntitle: Essai\n---\n\n{}", piece.text);
                    example.found("pages/guide/essai.md", &text)
                }
                _ => continue,
            };
            count += 1;
            let found = found.iter().filter(|it| !is_own(it));
            wrong.extend(found.map(|it| format!("{page}:{}: {it}", piece.line)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 25, "{count}");
}

/// A file; a page may show its front matter alone.
fn whole(text: &str) -> String {
    if text.trim_end().ends_with("\n---") {
        format!("{text}\nTexte.\n")
    } else {
        text.to_owned()
    }
}

fn settings(text: &str) -> Vec<String> {
    let settings = format!("=== portal.yaml\ntitle: P\nurl: https://p.example/\n{text}");
    in_file(&portal(&settings), "portal.yaml")
}

/// Fields of one of the kinds, or of who made a picture.
fn fields(example: &mut Portal, text: &str) -> Vec<String> {
    let mut fewest: Option<Vec<String>> = None;
    for (path, beside) in KINDS {
        let front = format!("---\ntitle: Essai\n{beside}{text}---\n\nTexte.\n");
        let mut found = example.found(path, &front);
        found.retain(|it| !is_own(it));
        if fewest.as_ref().is_none_or(|it| found.len() < it.len()) {
            fewest = Some(found);
        }
    }
    let picture = "communities/craft/retex/2026-10-01-supprimer-cent-mille-lignes/lignes-de-code.svg.yaml";
    if text.starts_with("credit:") {
        fewest = Some(example.found(picture, text));
    }
    fewest.unwrap()
}

#[test]
fn each_setting_that_init_leaves_commented_out_is_right() {
    let (_temp, portal) = fresh();
    let file = portal.join("portal.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let is_setting = |it: &str| {
        it.strip_prefix("# ").is_some_and(|it| {
            let key = it.split(':').next().unwrap_or("");
            it.contains(':') && !key.is_empty() && !key.trim_start().contains(' ')
        })
    };
    let mut lines: Vec<String> = Vec::new();
    let mut count = 0;
    for line in text.lines() {
        let inner = line.strip_prefix("# ").filter(|_| is_setting(line));
        if let Some(inner) = inner.filter(|it| !it.starts_with("yaml-language-server")) {
            lines.push(inner.to_owned());
            count += 1;
        } else {
            lines.push(line.to_owned());
        }
    }
    assert_eq!(count, 5, "{lines:#?}");
    fs::write(&file, lines.join("\n") + "\n").unwrap();
    ends_with(0, &parvis(&["check", "--strict", portal.to_str().unwrap()]));
}
