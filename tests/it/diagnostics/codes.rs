//! The table of all rules and the code of the program say the same.

use std::{collections::BTreeSet, fs, path::Path};

use parvis::diag::codes::{CODES, find};

/// Codes that the program gives to a diagnostic: the first text behind one of these words.
const MAKERS: &[&str] =
    &["::error(", "::warning(", "fault(", "fail(", "warn(", "error(", "warning(", "say("];

fn sources(dir: &Path, out: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("codes") && !path.ends_with("tests") {
            sources(&path, out);
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(fs::read_to_string(path).unwrap());
        }
    }
}

fn is_code(text: &str) -> bool {
    text.contains('-')
        && text
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
}

/// The text literal that a piece of code begins with.
fn literal(code: &str) -> Option<&str> {
    code.trim_start().strip_prefix('"')?.split_once('"').map(|it| it.0)
}

#[test]
fn every_code_is_in_the_table_and_every_rule_is_used() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut given = BTreeSet::new();
    for text in &files {
        for maker in MAKERS {
            for (at, _) in text.match_indices(maker) {
                let code = literal(&text[at + maker.len()..]);
                given.extend(code.filter(|it| is_code(it)).map(str::to_owned));
            }
        }
    }
    let unknown: Vec<_> = given.iter().filter(|it| find(it).is_none()).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    let all = files.concat();
    let unused: Vec<_> = CODES
        .iter()
        .map(|it| it.code)
        .filter(|it| !all.contains(&format!("\"{it}\"")))
        .collect();
    assert!(unused.is_empty(), "never given: {unused:?}");
    assert!(given.len() > 40, "{given:?}");
}

#[test]
fn rules_are_sorted_unique_and_say_something() {
    for pair in CODES.windows(2) {
        assert!(pair[0].code < pair[1].code, "{} {}", pair[0].code, pair[1].code);
    }
    for rule in CODES.iter() {
        assert!(is_code(&format!("{}-", rule.code)), "{}", rule.code);
        for text in [rule.meaning, rule.mend] {
            assert!(text.len() > 15 && text.ends_with(['.', '`']), "{}: {text}", rule.code);
        }
    }
}
