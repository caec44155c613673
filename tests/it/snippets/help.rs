//! The examples of `--help` run, each command's.

use std::fs;

use super::Place;
use crate::cli::parvis;

/// Examples that do not end with 0, and why.
const OTHERWISE: &[(&str, i32)] = &[
    // Names under `.example` are no hosts: there is no network for them.
    ("parvis talk check", 3),
];

/// A letter that an example names.
const LETTER: &str = "letters: [{date: 2026-11-01, since: 2026-09-01}]\n";

/// All commands, as they are called: `talk add`.
pub(super) fn commands() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut at = 0;
    while let Some(command) = all.get(at).cloned() {
        let help = help(&command);
        if let Some((_, list)) = help.split_once("\nCommands:\n") {
            let lines = list.lines().take_while(|it| it.starts_with("  "));
            let names = lines.filter_map(|it| it.split_whitespace().next());
            all.extend(
                names.filter(|it| *it != "help").map(|it| format!("{command} {it}")),
            );
        }
        at += 1;
    }
    all
}

/// What `--help` of a command says.
pub(super) fn help(command: &str) -> String {
    let args: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
    String::from_utf8(parvis(&args).stdout).unwrap()
}

#[test]
fn each_example_of_the_help_runs() {
    let place = Place::new();
    let made = place.run("", "parvis init portal && cp -r portal new");
    assert!(made.status.success());
    let settings = place.path("portal/portal.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("languages: [fr]", "languages: [fr, en]") + LETTER)
        .unwrap();
    let mut count = 0;
    for command in commands() {
        let help = help(&command);
        let Some((_, examples)) = help.split_once("\nExamples:\n") else { continue };
        for line in examples.lines().take_while(|it| !it.is_empty()) {
            assert!(
                line.starts_with("  parvis"),
                "the help breaks the line before: {line}"
            );
            let line = line.trim_start();
            let line = line.split("    ").next().unwrap();
            let empty = format!("empty-{count}");
            fs::create_dir(place.path(&empty)).unwrap();
            let folder = match line {
                it if it.starts_with("parvis init") => &empty,
                it if it.contains(" portal") => "",
                it if it.starts_with("parvis talk") => "content-example",
                _ => "portal",
            };
            let done = place.run(folder, line.split("   ").next().unwrap());
            let wanted = OTHERWISE.iter().filter(|it| line.starts_with(it.0));
            let wanted = wanted.map(|it| it.1).next().unwrap_or(0);
            let said = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(wanted), "{line}: {said}");
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}
