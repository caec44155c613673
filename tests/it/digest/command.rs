//! `parvis digest` as a user runs it.

use std::fs;

use crate::cli::{ends_with, example, fresh, parvis};

fn digest(args: &[&str]) -> std::process::Output {
    parvis(&[&["digest", &example(), "--date", "2026-11-29"], args].concat())
}

#[test]
fn the_letter_goes_to_standard_output_or_to_a_file() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("lettre.eml");
    let since = ["--since", "2026-10-01"];
    for format in ["markdown", "html", "eml", "text"] {
        let form = [&since[..], &["--format", format]].concat();
        let done = digest(&form);
        assert_eq!(ends_with(0, &done), "");
        assert_eq!(done.stdout, digest(&form).stdout);
        fs::write(&file, "an older one").unwrap();
        let args = [&form[..], &["--output", file.to_str().unwrap()]].concat();
        let said = digest(&args);
        assert_eq!(said.stdout, b"");
        assert!(ends_with(0, &said).contains("from 2026-10-01 to 2026-11-29"));
        assert_eq!(fs::read(&file).unwrap(), done.stdout, "{format}");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }
    // The letter of the settings, with the day before which nothing is told twice.
    let kept = digest(&["--until", "2026-11-20"]).stdout;
    assert_eq!(kept, digest(&["--since", "2026-10-01", "--until", "2026-11-20"]).stdout);
    assert!(String::from_utf8(kept).unwrap().contains("/lettre/2026-11-20/)"));
}

#[test]
fn what_cannot_be_asked_ends_with_2_and_says_what_to_write() {
    let temp = tempfile::tempdir().unwrap();
    for (args, words) in [
        (
            &["--since", "2026-11-02", "--until", "2026-11-01"][..],
            "the letter would begin on 2026-11-02, after its end on 2026-11-01",
        ),
        (&["--since", "2026-12-01"], "give an earlier `--since`"),
        (&["--since", "2026-13-01"], "a day from 1970 to 2100"),
        (&[], "`portal.yaml` has no letter of 2026-11-29"),
        (&["--since", "2026-11-01", "--community", "rt"], "did you mean `rte`?"),
        (&["--since", "2026-11-01", "--language", "de"], "known: `fr`, `en`"),
        (&["--since", "2026-11-01", "--to", "a@x.example"], "add `--format eml`"),
        (
            &[
                "--since",
                "2026-11-01",
                "--format",
                "eml",
                "--to",
                "a@x.example, b@x.example",
            ],
            "`--to` is not an e-mail address",
        ),
        (
            &[
                "--since",
                "2026-11-01",
                "--format",
                "eml",
                "--from",
                "a@b\r\nBcc: c@d.example",
            ],
            "`--from` is not an e-mail address",
        ),
        (
            &["--since", "2026-11-01", "--output", temp.path().to_str().unwrap()],
            "is a folder",
        ),
    ] {
        let done = digest(args);
        let said = ends_with(2, &done);
        assert!(said.contains(words), "{args:?}: {said}");
        assert_eq!(done.stdout, b"", "{args:?}");
    }
    let file = temp.path().join("no/lettre.md");
    let done = digest(&["--since", "2026-11-01", "--output", file.to_str().unwrap()]);
    assert!(ends_with(3, &done).contains("cannot write"));
}

#[test]
fn a_portal_with_errors_gives_no_letter() {
    let (temp, portal) = fresh();
    let page = portal.join("pages/a-propos.md");
    fs::write(&page, "---\ntitle: A\n---\n\n[x](nowhere.md)\n").unwrap();
    let file = temp.path().join("lettre.md");
    let args = ["digest", portal.to_str().unwrap(), "--since", "2026-01-01", "--output"];
    let done = parvis(&[&args[..], &[file.to_str().unwrap()]].concat());
    let said = ends_with(1, &done);
    assert!(said.contains("error[broken-link]"), "{said}");
    assert!(said.contains("no letter was written"), "{said}");
    assert!(!file.exists());
}
