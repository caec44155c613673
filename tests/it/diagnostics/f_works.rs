//! Practices, initiatives and series.

use super::{portal, retex, same};

fn practice(front: &str) -> String {
    format!("=== practices/p.md\n---\ntitle: P\n{front}---\n")
}

fn initiative(front: &str) -> String {
    format!("=== initiatives/i.md\n---\ntitle: I\n{front}---\n")
}

fn part(name: &str, part: &str) -> String {
    retex(&format!("series: {{id: s, part: {part}}}\n"), "t").replace("02-x.md", name)
}

#[track_caller]
fn says(text: &str, expected: &str) {
    same(&portal(text).diagnostics, expected);
}

#[test]
fn f01_states() {
    says(
        &practice("status: adoptd\n"),
        r#"
error[wrong-type]: `status` must be one of `adopted`, `tried`, `proposed`, `retired`, found the text `adoptd`
 --> practices/p.md:3:9
  |
3 | status: adoptd
  |         ^^^^^^
  |
  = help: write `status: adopted`
"#,
    );
    says(
        &practice("summary: S\n"),
        r#"
error[missing-field]: this practice is missing `status`
 --> practices/p.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `status: …`
"#,
    );
}

#[test]
fn f02_states_without_a_day() {
    says(
        &practice("status: adopted\n"),
        r#"
warning[undated-status]: `status: adopted` has no day
 --> practices/p.md:3:9
  |
3 | status: adopted
  |         ^^^^^^^
  |
  = help: add `since: 2026-03-14`, the day since when it is so
"#,
    );
    says(
        &initiative("status: dropped\n"),
        r#"
warning[undated-status]: `status: dropped` has no day
 --> initiatives/i.md:3:9
  |
3 | status: dropped
  |         ^^^^^^^
  |
  = help: add `end: 2026-03-14`, the day it ended
"#,
    );
    says(&practice("status: proposed\n"), "");
    says(&initiative("status: done\nend: 2026-03-04\n"), "");
}

#[test]
fn f03_an_initiative_ends_before_it_starts_or_is_late() {
    says(
        &initiative("status: running\nstart: 2026-03-02\nend: 2026-03-01\n"),
        r#"
error[end-before-start]: the initiative ends before it starts
 --> initiatives/i.md:5:6
  |
5 | end: 2026-03-01
  |      ^^^^^^^^^^ it ends here
  |
 ::: initiatives/i.md:4:8
  |
4 | start: 2026-03-02
  |        ---------- it starts here
  |
  = help: exchange `start` and `end`, or mend the day
"#,
    );
    says(
        &initiative("status: chosen\nend: 2026-09-30\n"),
        r#"
warning[overdue-initiative]: the initiative is chosen, and was due on 2026-09-30
 --> initiatives/i.md:4:6
  |
4 | end: 2026-09-30
  |      ^^^^^^^^^^
  |
  = help: write `status: done` or `dropped`, or give another `end`
"#,
    );
    says(&initiative("status: running\nend: 2026-10-01\n"), "");
}

#[test]
fn f04_for_and_against() {
    let text = practice("status: proposed\nsupported_by: [x]\ncontested_by:\n  - x\n");
    says(
        &(text + &retex("", "t")),
        r#"
warning[for-and-against]: `x` speaks for the practice and against it
 --> practices/p.md:6:5
  |
6 |   - x
  |     ^ against it here
  |
 ::: practices/p.md:4:16
  |
4 | supported_by: [x]
  |                - for it here
  |
  = help: keep it where its conclusion is, and say the rest in the text
"#,
    );
}

#[test]
fn f05_names() {
    let front = "status: proposed\nsupported_by: [xx, idee]\napplied_by: [rtee]\n";
    let text = practice(front)
        + &retex("", "t")
        + &initiative("status: proposed\npractices: [pp]\nmeetings: [x]\n")
            .replace("i.md", "idee.md");
    says(
        &text,
        r#"
error[unknown-practice]: unknown practice `pp`
 --> initiatives/idee.md:4:13
  |
4 | practices: [pp]
  |             ^^
  |
  = help: did you mean `p`? (`practices/p.md`)

error[unknown-event]: unknown event `x`
 --> initiatives/idee.md:5:12
  |
5 | meetings: [x]
  |            ^ `x` is a retex, not an event
  |
  = help: an id is a file's name without date and ending

error[unknown-retex]: unknown retex `xx`
 --> practices/p.md:4:16
  |
4 | supported_by: [xx, idee]
  |                ^^
  |
  = help: did you mean `x`? (`communities/rte/retex/2026-01-02-x.md`)

error[unknown-retex]: unknown retex `idee`
 --> practices/p.md:4:20
  |
4 | supported_by: [xx, idee]
  |                    ^^^^ `idee` is an initiative, not a retex
  |
  = help: an id is a file's name without date and ending

error[unknown-community]: unknown community `rtee`
 --> practices/p.md:5:14
  |
5 | applied_by: [rtee]
  |              ^^^^
  |
  = help: did you mean `rte`? (`communities/rte/index.md`)
"#,
    );
}

#[test]
fn f06_parts_of_a_series() {
    says(&(part("02-a.md", "1") + &part("03-b.md", "2")), "");
    says(
        &(part("02-a.md", "1") + &part("03-b.md", "1")),
        r#"
warning[duplicate-part]: part 1 of the series `s` is given twice
 --> communities/rte/retex/2026-01-03-b.md:4:23
  |
4 | series: {id: s, part: 1}
  |                       ^ again here
  |
 ::: communities/rte/retex/2026-01-02-a.md:4:23
  |
4 | series: {id: s, part: 1}
  |                       - first here
  |
  = help: give each part its own number, or each series its own `id`
"#,
    );
    says(
        &(part("02-a.md", "2") + &part("03-b.md", "4")),
        r#"
warning[missing-part]: the series `s` has no parts 1, 3
 --> communities/rte/retex/2026-01-02-a.md:4:23
  |
4 | series: {id: s, part: 2}
  |                       ^
  |
  = help: publish what is missing, or count the parts anew
"#,
    );
    says(
        &(part("02-a.md", "1") + &part("03-b.md", "4000000000")),
        r#"
warning[missing-part]: the series `s` has no parts 2, 3, 4, 5, 6, …
 --> communities/rte/retex/2026-01-03-b.md:4:23
  |
4 | series: {id: s, part: 4000000000}
  |                       ^^^^^^^^^^
  |
  = help: publish what is missing, or count the parts anew
"#,
    );
    // What is broken is not missing.
    says(
        &(part("02-a.md", "one") + &part("03-b.md", "2")),
        r#"
error[wrong-type]: `series.part` must be a whole number from 1, found the text `one`
 --> communities/rte/retex/2026-01-02-a.md:4:23
  |
4 | series: {id: s, part: one}
  |                       ^^^
  |
  = help: write a value such as `part: 1`
"#,
    );
}

#[test]
fn f07_a_portal_may_be_strict_or_silent() {
    let settings = |how: &str| {
        format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\nchecks: {{undated-status: {how}}}\n"
        )
    };
    let text = practice("status: adopted\n");
    assert_eq!(portal(&(settings("error") + &text)).errors(), 1);
    says(&(settings("off") + &text), "");
}
