//! The README: its commands run, its YAML is read, and what it names is there.

use std::{collections::BTreeSet, fs, path::Path};

use parvis::{content::slug::slugify, diag::codes};

use super::{
    Place,
    help::{commands, help},
    in_file, pieces,
};
use crate::{cli::parvis, diagnostics::portal};

/// Words in the form of a code that are none.
const NO_CODES: &[&str] = &[
    "a-z",
    "frame-ancestors",
    "libxml2-utils",
    "default-jre-headless",
    "gitlab-ci-local",
    "content-example",
    "ca-certificates",
    "python-dateutil",
    "mon-retex",
];

/// Files that a portal has of its own, beside those of the theme.
const OWN: &[&str] = &["static/css/90-own.css"];

/// Flags of other programs, and of the gate.
const NO_FLAGS: &[&str] =
    &["--profile", "--locked", "--release", "--git", "--path", "--open", "--test"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// What stands in backticks, outside of fences.
fn named(text: &str) -> Vec<&str> {
    let outside = text.split("```").step_by(2);
    outside.flat_map(|it| it.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn the_commands_of_the_readme_run_in_their_order() {
    let mut place = Place::new();
    let readme = readme();
    let mut folder = "";
    let mut count = 0;
    for piece in pieces(&readme).iter().filter(|it| it.language == "sh") {
        let done = place.run(folder, &piece.text);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "README.md:{}: {said}", piece.line);
        if piece.text.contains("parvis init") {
            folder = "content-example";
            assert!(place.path("portal/public/index.html").exists());
        }
        // Without a network, a talk is a draft to be completed: an error until then.
        if piece.text.contains("talk add") {
            place = Place::new();
        }
        count += 1;
    }
    assert_eq!(count, 5);
    assert!(place.path("content-example/lettre.eml").exists());
}

#[test]
fn the_settings_of_the_readme_are_read_without_a_finding() {
    let mut count = 0;
    for piece in pieces(&readme()).iter().filter(|it| it.language == "yaml") {
        let text = format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n{}",
            piece.text
        );
        let found = in_file(&portal(&text), "portal.yaml");
        assert!(found.is_empty(), "README.md:{}: {found:#?}", piece.line);
        count += 1;
    }
    assert_eq!(count, 3);
}

#[test]
fn the_finding_of_the_readme_is_what_is_drawn() {
    let all = pieces(&readme());
    let piece = all.iter().find(|it| it.text.starts_with("error[unknown-topic]")).unwrap();
    let place = Place::new();
    let text = "---\ntitle: Mon retex\nauthors: [camille]\ntopics: [rsut]\n---\n\nTrois équipes.\n";
    let made = place.run("", "parvis init portal");
    assert!(made.status.success());
    place.write(Path::new("portal/topics.yaml"), b"- {id: rust, label: Rust}\n");
    let path = "portal/communities/craft/retex/2026-03-14-mon-retex.md";
    place.write(Path::new(path), text.as_bytes());
    let done = place.run("portal", "parvis check || true");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(said.contains(piece.text.trim()), "{said}");
}

#[test]
fn each_command_flag_and_code_that_the_readme_names_is_there() {
    let readme = readme();
    let commands = commands();
    let helps: Vec<String> = commands.iter().map(|it| help(it)).collect();
    let flags: BTreeSet<&str> = helps
        .iter()
        .flat_map(|it| it.split(|it: char| it.is_whitespace() || "[]`,".contains(it)))
        .filter(|it| it.starts_with("--"))
        .collect();
    let (before, after) = readme.split_once("<!-- reference:start -->").unwrap();
    let after = after.split_once("## Contributing").unwrap().1;
    let mut wrong = Vec::new();
    for name in named(before) {
        if let Some(command) =
            name.strip_prefix("parvis ").filter(|it| !it.starts_with('<'))
        {
            let first = command.split_whitespace().next().unwrap();
            let is_there = commands.iter().any(|it| it.trim() == first);
            if !is_there && !first.starts_with('-') {
                wrong.push(name);
            }
        }
        let words = name.split_whitespace();
        wrong.extend(words.filter(|it| {
            let is_flag = it.starts_with("--") && it.len() > 2;
            is_flag && !flags.contains(it) && !NO_FLAGS.contains(it)
        }));
        let is_code = |it: &str| {
            it.contains('-')
                && it.starts_with(|it: char| it.is_ascii_lowercase())
                && it.chars().all(|it| it.is_ascii_lowercase() || it == '-')
        };
        let code = name.split_once(" (").map_or(name, |it| it.0);
        if is_code(code) && codes::find(code).is_none() && !NO_CODES.contains(&code) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for name in named(after) {
        let script = name.split_whitespace().find(|it| it.starts_with("tests/"));
        if let Some(script) =
            script.or_else(|| name.starts_with(".ci/").then_some(".ci/run"))
        {
            assert!(root().join(script).exists(), "{name}");
        }
    }
}

#[test]
fn each_file_of_the_theme_that_the_readme_names_is_there() {
    let readme = readme();
    let words = readme.split(|it: char| it.is_whitespace() || "`)(\"".contains(it));
    let below = words.filter_map(|it| it.strip_prefix("themes/parvis/"));
    let files: Vec<&str> = below.filter(|it| !it.is_empty()).collect();
    assert!(files.len() > 2);
    for file in files {
        let is_there = root().join("themes/parvis").join(file).exists();
        assert!(is_there || OWN.contains(&file), "{file}");
    }
}

#[test]
fn each_link_of_the_readme_leads_somewhere() {
    let readme = readme();
    let headings: Vec<String> = readme
        .lines()
        .filter(|it| it.starts_with('#'))
        .map(|it| slugify(it.trim_start_matches('#')))
        .collect();
    let outside: String = readme.split('`').step_by(2).collect();
    let targets: Vec<&str> = outside
        .split("](")
        .skip(1)
        .filter_map(|it| it.split_once(')'))
        .map(|it| it.0)
        .collect();
    assert!(targets.len() > 8);
    for target in &targets {
        match target.strip_prefix('#') {
            Some(anchor) => assert!(headings.iter().any(|it| it == anchor), "{target}"),
            None => assert!(root().join(target).exists(), "{target}"),
        }
    }
}

#[test]
fn each_exit_code_that_the_readme_lists_is_given() {
    let place = Place::new();
    for (code, script) in [
        (0, "parvis schema"),
        (
            1,
            "echo '- {id: a}' > content-example/topics.yaml; parvis check -q content-example",
        ),
        (2, "parvis chek"),
        (3, "parvis talk check content-example"),
    ] {
        let script = script.replace("check -q", "check");
        let done = place.run("", &format!("set +e; {script}"));
        assert_eq!(done.status.code(), Some(code), "{script}");
    }
    assert!(readme().contains("no network for `talk check`"));
    assert!(parvis(&["--version"]).status.success());
}
