//! `parvis vitality`.

use std::fs;

use crate::cli::{example, parvis};

fn says(args: &[&str]) -> (Option<i32>, String, String) {
    let root = example();
    let all = [&["vitality", root.as_str(), "--date", "2026-11-24"], args].concat();
    let done = parvis(&all);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn a_table_fits_a_terminal_and_steers_nothing() {
    for args in [&[][..], &["--community", "craft"]] {
        let (code, said, _) = says(args);
        assert_eq!(code, Some(0));
        assert!(said.lines().all(|it| it.chars().count() <= 80), "{said}");
        assert!(!said.contains('\u{1b}'));
        let last = said.lines().find(|it| it.starts_with("2026-Q4")).unwrap();
        assert!(last.contains('█'), "{last}");
        for words in ["quarter  retex", "last sign of life", "last four quarters"] {
            assert!(said.contains(words), "{words} in {said}");
        }
    }
    assert!(
        says(&[]).1.lines().any(|it| it.starts_with("craft ") && it.contains("2026-11-19"))
    );
}

#[test]
fn json_and_csv_are_what_is_published() {
    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("public");
    let root = example();
    let built = ["build", &root, "--date", "2026-11-24", "--output", out.to_str().unwrap()];
    assert_eq!(parvis(&built).status.code(), Some(0));
    for (args, path) in [
        (&["--format", "json"][..], "vitality.json"),
        (&["--format", "csv"], "vitality.csv"),
        (&["-c", "craft", "--format", "json"], "communautes/craft/vitality.json"),
        (&["-c", "craft", "--format", "csv"], "communautes/craft/vitality.csv"),
    ] {
        let (code, said, _) = says(args);
        assert_eq!(code, Some(0));
        assert_eq!(said, fs::read_to_string(out.join(path)).unwrap(), "{path}");
    }
}

#[test]
fn a_community_that_is_not_there_is_refused_with_the_one_that_was_meant() {
    let (code, said, error) = says(&["--community", "crfat"]);
    assert_eq!((code, said.as_str()), (Some(2), ""));
    assert!(error.contains("did you mean `craft`?"), "{error}");
    let (code, _, error) = says(&["--community", "\u{1b}[31mx"]);
    assert_eq!(code, Some(2));
    assert!(
        error.contains("known: `craft`, `fiabilite`, `ia`, `po`, `rte`, `scrum`, `ux`")
            && !error.contains('\u{1b}'),
        "{error}"
    );
}
