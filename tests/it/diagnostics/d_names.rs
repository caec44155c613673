//! Names of files that were probably not meant, or that not every machine can keep.

use std::fs;

use super::{check, d_files::touch, portal, portal_on_disk, said, write};

/// What is said of a retex of this name, beside one called `essai.md`.
fn of(name: &str, front: &str) -> Vec<String> {
    let temp = write("");
    let folder = temp.path().join("communities/rte/retex");
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = |front: &str| format!("---\ntitle: T\nauthors: [ana]\n{front}---\n\nt\n");
    fs::write(folder.join("essai.md"), text("date: 2026-01-01\n")).unwrap();
    fs::write(file, text(front)).unwrap();
    said(&portal_on_disk(temp.path()).diagnostics)
}

/// Whether one of what is said has both parts.
#[track_caller]
fn says(name: &str, front: &str, message: &str, help: &str) {
    let found = of(name, front);
    let one = found.iter().find(|it| it.contains(message) && it.contains(help));
    assert!(one.is_some(), "{name}: {found:#?}");
}

const DAY: &str = "date: 2026-03-14\n";

#[test]
fn names_that_windows_refuses() {
    for (name, right) in [
        ("a:b.md", "`a-b.md`"),
        ("quoi ?.md", "`quoi.md`"),
        ("a\"b.md", "`a-b.md`"),
        ("a*b.md", "`a-b.md`"),
        ("a|b.md", "`a-b.md`"),
        ("a\\b.md", "`a-b.md`"),
        ("<b>.md", "`b.md`"),
        ("fin./index.md", "`fin`"),
        ("fin /index.md", "`fin`"),
    ] {
        says(name, DAY, "error bad-file-name: Windows refuses", right);
    }
}

#[test]
fn copies() {
    for name in [
        "essai - Copie.md",
        "essai - Copie (2).md",
        "essai (1).md",
        "essai copy.md",
        "essai copie 2.md",
        "essai-copie.md",
        "Copie de essai.md",
        "essai.sync-conflict-20260314-abc.md",
        "essai_BACKUP_123.md",
    ] {
        says(name, DAY, "copy of `essai.md`", "keep one of the two");
    }
    for name in ["retour (1).md", "version 2.md", "local.md", "copie.md"] {
        let found = of(name, DAY);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
    says("essai.en-US.md", DAY, "not as a translation", "`essai.en-us.md`");
}

#[test]
fn dates() {
    let not_read = "warning odd-file-name: the date at the start";
    says("12-03-2026-x.md", "", not_read, "`2026-03-12-x.md`");
    says("2026-3-14-b.md", DAY, not_read, "`2026-03-14-b.md`");
    says("20260314-b.md", DAY, not_read, "`2026-03-14-b.md`");
    says("14.03.2026_b/index.md", DAY, not_read, "`2026-03-14-b`");
    says("2026-02-30-a.md", "", "there is no such day", "such as");
    says("2026-03-15-a.md", DAY, "says 2026-03-15, and `date` says 2026-03-14", "correct");
    for name in ["2026-03-14-a.md", "2026-a.md", "100-1-1.md", "1-2-3-soleil.md"] {
        let found = of(name, DAY);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn texts_where_none_is_read() {
    for (path, severity) in [
        ("pages/g/Index.md", "error ignored-file"),
        ("pages/x.MD", "error ignored-file"),
        ("posts/x.md", "error unknown-folder"),
        ("blog/2026/x.md", "error unknown-folder"),
        ("guides/x.md", "error unknown-folder"),
        ("docs/x.md", "warning unknown-folder"),
        ("x.md", "error ignored-file"),
        ("communities/craft/x.md", "error ignored-file"),
        ("communities/craft/notes/x.md", "error unknown-folder"),
    ] {
        let temp = write("");
        touch(temp.path(), path);
        let found = said(&portal_on_disk(temp.path()).diagnostics);
        assert!(found.len() == 1 && found[0].starts_with(severity), "{path}: {found:?}");
    }
    for path in
        ["README.md", "CONTRIBUTING.md", ".github/x.md", "_site/x.md", "CHANGELOG.md"]
    {
        let temp = write("");
        touch(temp.path(), path);
        assert!(said(&portal_on_disk(temp.path()).diagnostics).is_empty(), "{path}");
    }
    // Texts of another kind are nobody's entry.
    let temp = write("");
    fs::create_dir(temp.path().join("docs")).unwrap();
    fs::write(temp.path().join("docs/x.md"), "# Notes\n").unwrap();
    fs::write(temp.path().join("TODO.md"), "# Notes\n").unwrap();
    assert!(said(&portal_on_disk(temp.path()).diagnostics).is_empty());
}

#[test]
fn two_entries_that_tell_the_same_under_unlike_names_are_said() {
    let retex = |name: &str, title: &str, authors: &str| {
        format!(
            "=== communities/rte/retex/2026-01-02-{name}.md\n---\ntitle: {title}\nauthors: {authors}\n---\nt\n"
        )
    };
    let bo = "=== people/bo.md\n---\nname: Bo\n---\n";
    let two = retex("a", "Bilan", "[ana, bo]") + &retex("final", "Bilan", "[bo, ana]");
    check(
        &(bo.to_owned() + &two),
        r#"
warning[same-entry]: two entries have the same title, day and authors: `a` and `final`
 --> communities/rte/retex/2026-01-02-final.md:2:8
  |
2 | title: Bilan
  |        ^^^^^ again here
  |
 ::: communities/rte/retex/2026-01-02-a.md:2:8
  |
2 | title: Bilan
  |        ----- first here
  |
  = help: keep one of the two; or say in the title of each what it alone tells
"#,
    );
    let event = |path: &str| {
        format!("=== {path}.md\n---\ntitle: E\nstart: 2026-12-02T10:00\n---\n")
    };
    let talk = "title: T, speakers: [ana, {name: Z}], deliveries: [{conference: C, date: 2026-01-02}]";
    for (text, count) in [
        (two + &retex("again", "Bilan", "[ana, bo]"), 2),
        (retex("a", "Bilan", "[ana]") + &retex("b", "Bilan", "[bo]"), 0),
        (retex("a", "Bilan", "[ana]") + &retex("b", "Autre bilan", "[ana]"), 0),
        // A name that is a copy's is one mistake.
        (retex("a", "Bilan", "[ana]") + &retex("a - Copie", "Bilan", "[ana]"), 0),
        (event("events/a") + &event("events/b"), 1),
        (event("events/a") + &event("communities/rte/events/b"), 0),
        (format!("=== talks.yaml\n- {{id: a, {talk}}}\n- {{id: b, {talk}}}\n"), 1),
        (
            format!(
                "=== talks.yaml\n- {{id: a, {talk}}}\n- {{id: b, {}}}\n",
                talk.replace("name: Z", "name: Y")
            ),
            0,
        ),
    ] {
        let said = said(&portal(&(bo.to_owned() + &text)).diagnostics);
        let own = said.iter().filter(|it| it.contains("same-entry")).count();
        assert_eq!(own, count, "{text} {said:?}");
    }
}
