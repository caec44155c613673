//! What is held back, and what changes on days to come, as the commands say it.

use std::{fmt::Write as _, fs, path::PathBuf};

use serde_json::Value;

use crate::cli::{ends_with, parvis};

const FILES: &[(&str, &str)] = &[
    (
        "portal.yaml",
        "title: P\nurl: https://p.example/\nletters: [{date: 2026-12-09, since: 2026-11-01}]\n",
    ),
    ("people.yaml", "- {id: ana, name: Ana Modèle}\n"),
    (
        "communities/c/index.md",
        "---\ntitle: C\nleads: [{person: ana, until: 2026-12-10}]\n---\n\nLisez [un texte](retex/a.md) et [un autre](retex/b.md).\n",
    ),
    (
        "communities/c/retex/a.md",
        "---\ntitle: Un texte\nauthors: [ana]\ndate: 2026-11-01\nexpires: 2026-12-05\n---\n\nUn texte.\n",
    ),
    (
        "communities/c/retex/b.md",
        "---\ntitle: Un autre\nauthors: [ana]\ndate: 2026-12-07\nreview_by: 2027-03-01\nrelated: [a]\n---\n\nUn autre texte.\n",
    ),
    (
        "communities/c/retex/d.md",
        "---\ntitle: Un brouillon\nauthors: [ana]\ndate: 2026-11-07\ndraft: true\n---\n\nUn texte.\n",
    ),
    (
        "communities/c/initiatives/i.md",
        "---\ntitle: Une idée\nstatus: running\nstart: 2026-01-01\nend: 2026-12-20\n---\n\nUn texte.\n",
    ),
];

fn portal() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    for (path, text) in FILES {
        let file = temp.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let root = temp.path().to_owned();
    (temp, root)
}

#[track_caller]
fn run(code: i32, portal: &std::path::Path, args: &[&str]) -> (String, String) {
    let mut all = vec![args[0], portal.to_str().unwrap(), "--date", "2026-12-01"];
    all.extend(&args[1..]);
    let done = parvis(&all);
    let said = ends_with(code, &done);
    (String::from_utf8(done.stdout).unwrap(), said)
}

const HELD: &str = "(1 draft, 1 for later on 2026-12-07)";

/// What changes, a line each, as `--format short` has it.
const CHANGES: &str = "\
2026-12-05: disappears: communities/c/retex/a.md: Un texte
2026-12-05: begins: communities/c/index.md:6:18: warning[unpublished-link]: `retex/a.md` is not published: it expired on 2026-12-05
2026-12-07: appears: communities/c/retex/b.md: Un autre
2026-12-07: ends: communities/c/index.md:6:44: warning[unpublished-link]: `retex/b.md` is not published: it is for 2026-12-07
2026-12-09: appears: portal.yaml: the letter of 2026-12-09
2026-12-11: begins: communities/c/index.md:3:30: warning[ended-mandate]: the mandate of `ana` ended on 2026-12-10
2026-12-21: begins: communities/c/initiatives/i.md:5:6: warning[overdue-initiative]: the initiative is running, and was due on 2026-12-20
2027-03-02: begins: communities/c/retex/b.md:5:12: warning[late-review]: the retex was to be reviewed by 2027-03-01
";

#[test]
fn what_changes_on_which_day_is_told() {
    let (_temp, portal) = portal();
    let until = ["check", "--until", "2027-12-31"];
    let (out, said) = run(0, &portal, &until);
    let human = out.split_once("\n2026-12-05\n").unwrap().1;
    assert_eq!(
        human,
        "  disappears  communities/c/retex/a.md: Un texte
  begins      communities/c/index.md:6:18: warning[unpublished-link]: `retex/a.md` is not published: it expired on 2026-12-05

2026-12-07
  appears     communities/c/retex/b.md: Un autre
  ends        communities/c/index.md:6:44: warning[unpublished-link]: `retex/b.md` is not published: it is for 2026-12-07

2026-12-09
  appears     portal.yaml: the letter of 2026-12-09

2026-12-11
  begins      communities/c/index.md:3:30: warning[ended-mandate]: the mandate of `ana` ended on 2026-12-10

2026-12-21
  begins      communities/c/initiatives/i.md:5:6: warning[overdue-initiative]: the initiative is running, and was due on 2026-12-20

2027-03-02
  begins      communities/c/retex/b.md:5:12: warning[late-review]: the retex was to be reviewed by 2027-03-01

"
    );
    assert_eq!(
        said,
        format!(
            "0 errors, 2 warnings; 2 texts not published {HELD}\nchanges on 6 days until 2027-12-31\n"
        )
    );
    let (out, _) = run(0, &portal, &[&until[..], &["--format", "short"]].concat());
    assert!(out.ends_with(CHANGES), "{out}");
    let (out, _) = run(0, &portal, &[&until[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["version"], &report["until"]), (&1.into(), &"2027-12-31".into()));
    let mut lines = String::new();
    for day in report["days"].as_array().unwrap() {
        for verb in ["appears", "disappears", "begins", "ends"] {
            for it in day[verb].as_array().unwrap() {
                let (day, path) =
                    (day["day"].as_str().unwrap(), it["path"].as_str().unwrap());
                let what = match &it["title"] {
                    Value::String(title) => format!("{path}: {title}"),
                    _ => format!(
                        "{path}:{}:{}: {}[{}]: {}",
                        it["line"],
                        it["column"],
                        it["severity"].as_str().unwrap(),
                        it["code"].as_str().unwrap(),
                        it["message"].as_str().unwrap()
                    ),
                };
                writeln!(lines, "{day}: {verb}: {what}").unwrap();
            }
        }
    }
    assert_eq!(lines, CHANGES);
}

#[test]
fn a_day_that_is_none_or_not_after_today_is_refused() {
    let (_temp, portal) = portal();
    for day in ["2026-12-01", "2025-01-01"] {
        let (out, said) = run(2, &portal, &["check", "--until", day]);
        assert_eq!(out, "");
        assert!(
            said.contains(&format!(
                "error: `--until {day}` is not after 2026-12-01, the day of this check"
            )),
            "{said}"
        );
    }
    run(2, &portal, &["check", "--until", "demain"]);
    // A quiet while is said, too.
    let (out, said) = run(0, &portal, &["check", "--until", "2026-12-03"]);
    assert!(
        !out.contains("begins")
            && said.ends_with("nothing changes by itself until 2026-12-03\n")
    );
}

#[test]
fn what_a_later_day_brings_counts_for_who_is_strict() {
    let (_temp, portal) = portal();
    let b = portal.join("communities/c/retex/b.md");
    let index = portal.join("communities/c/index.md");
    let text = fs::read_to_string(&b).unwrap();
    fs::write(b, text.replace("related: [a]\n", "")).unwrap();
    fs::write(index, FILES[2].1.replace(" et [un autre](retex/b.md)", "")).unwrap();
    run(0, &portal, &["check", "--strict"]);
    run(0, &portal, &["check", "--strict", "--until", "2026-12-04"]);
    run(0, &portal, &["check", "--until", "2026-12-05"]);
    run(1, &portal, &["check", "--strict", "--until", "2026-12-05"]);
}

#[test]
fn what_is_held_back_is_said() {
    let (_temp, portal) = portal();
    let (_, said) = run(0, &portal, &["check"]);
    assert_eq!(said, format!("0 errors, 2 warnings; 2 texts not published {HELD}\n"));
    let (out, _) = run(0, &portal, &["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    let held = serde_json::json!([
        { "path": "communities/c/retex/b.md", "title": "Un autre", "reason": "later", "day": "2026-12-07" },
        { "path": "communities/c/retex/d.md", "title": "Un brouillon", "reason": "draft", "day": null },
    ]);
    assert_eq!(report["not_published"], held);
    for args in [&["build"][..], &["build"], &["build", "--no-cache"]] {
        let (_, said) = run(0, &portal, args);
        assert!(
            said.contains(&format!("4 entries, 2 more not published {HELD}, ")),
            "{said}"
        );
    }
    let (_, said) = run(0, &portal, &["build", "--drafts", "--future"]);
    assert!(said.contains("6 entries, ") && !said.contains("not published"), "{said}");
}

#[test]
fn what_is_held_back_is_said_also_by_a_build_that_has_nothing_to_do() {
    let (_temp, portal) = portal();
    fs::remove_file(portal.join("communities/c/retex/b.md")).unwrap();
    fs::write(portal.join("communities/c/index.md"), "---\ntitle: C\n---\n\nUn texte.\n")
        .unwrap();
    let say = |args: &[&str]| run(0, &portal, args).1;
    let (first, again) = (say(&["build"]), say(&["build", "--timings"]));
    assert!(!again.contains("parse"), "{again}");
    for said in [first, again] {
        assert!(said.contains("1 more not published (1 draft), "), "{said}");
    }
    let a = portal.join("communities/c/retex/a.md");
    let text = fs::read_to_string(&a).unwrap().replace("2026-12-05", "2026-11-05");
    fs::write(&a, text).unwrap();
    assert!(say(&["build"]).contains("2 more not published (1 draft, 1 expired), "));
}
