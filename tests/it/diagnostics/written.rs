//! What an author wrote is kept, or said: comments that cut a text, and values converted.

use super::{check, event, portal, retex};

/// The message and the help of all findings of a code.
fn said(text: &str, code: &str) -> Vec<(String, String)> {
    let found = &portal(text).diagnostics;
    let found = found.iter().filter(|it| it.code == code);
    found.map(|it| (it.message.clone(), it.help.clone().unwrap_or_default())).collect()
}

#[test]
fn a_comment_that_cuts_a_text_is_said_with_its_quotes() {
    for (front, help) in [
        ("summary: Le #42 et C# en prod\n", "`summary: \"Le #42 et C# en prod\"`"),
        ("summary: #NoEstimates\n", "`summary: \"#NoEstimates\"`"),
        ("topics: #rust\n", "`topics: [rust]`"),
    ] {
        let found = said(&retex(front, "t"), "cut-text");
        assert!(matches!(found.as_slice(), [(_, it)] if it.contains(help)), "{found:?}");
    }
    for front in ["summary: Essai # vraiment\n", "summary: \"a\" # b\n", "summary: C#4\n"] {
        assert_eq!(said(&retex(front, "t"), "cut-text"), [], "{front}");
    }
}

#[test]
fn a_help_converts_the_day_that_was_written() {
    for (written, right) in [
        ("12 mars 2026", "2026-03-12"),
        ("1er août 2026", "2026-08-01"),
        ("March 12, 2026", "2026-03-12"),
        ("12/03/2026", "2026-03-12"),
        ("2026/03/12", "2026-03-12"),
    ] {
        let found = said(&retex(&format!("updated: {written}\n"), "t"), "wrong-type");
        let help = format!("write `updated: {right}`");
        assert!(matches!(found.as_slice(), [(_, it)] if *it == help), "{found:?}");
    }
    let found = said(&event("start: 05/01/2027 12h30\n"), "wrong-type");
    assert!(matches!(found.as_slice(), [(_, it)] if it.contains("2027-01-05T12:30")));
}

#[test]
fn a_french_value_means_ours() {
    let front = "start: 2027-01-05\nstatus: annulée\nkind: réunion\n";
    let found = said(&event(front), "wrong-type");
    let help: Vec<&str> = found.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(help, ["write `status: cancelled`", "write `kind: meeting`"]);
}

#[test]
fn a_comment_that_takes_a_bracket_is_said() {
    check(
        &retex("topics: [#tests, #agilite]\n", "t"),
        r##"
error[unknown-topic]: unknown topic `agilite`
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: [#tests, #agilite]
  |         ^^^^^^^^^^^^^^^^^^
  |
  = help: add `- id: agilite` with its `label` to `topics.yaml`

error[unknown-topic]: unknown topic `tests`
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: [#tests, #agilite]
  |         ^^^^^^^^^^^^^^^^^^
  |
  = help: add `- id: tests` with its `label` to `topics.yaml`

error[yaml-syntax]: what follows `#` is a comment
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | topics: [#tests, #agilite]
  |          ^^^^^^^^^^^^^^^^^ the closing bracket is in it
  |
  = help: write `topics: [tests, agilite]`
"##,
    );
    check(
        &retex("takeaways: [Deux mots #b, c]\n", "t"),
        r##"
error[yaml-syntax]: what follows `#` is a comment
 --> communities/rte/retex/2026-01-02-x.md:4:23
  |
4 | takeaways: [Deux mots #b, c]
  |                       ^^^^^^ the closing bracket is in it
  |
  = help: write `takeaways: ["Deux mots #b", c]`
"##,
    );
    check(
        &retex("topics: [@rust]\n", "t"),
        r##"
error[yaml-syntax]: an id has no `@` before it
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: [@rust]
  |         ^^^^^^^
  |
  = help: write `topics: [rust]`
"##,
    );
}

#[test]
fn a_comment_that_cuts_an_item_is_said() {
    let front = "takeaways:\n  - Un #deux trois\n  - #Quatre\n  - Cinq # six\n";
    check(
        &retex(front, "t"),
        r##"
warning[cut-text]: a comment cuts off what is written in `takeaways`
 --> communities/rte/retex/2026-01-02-x.md:5:5
  |
5 |   - Un #deux trois
  |     ^^^^^^^^^^^^^^ ` #` begins a comment
  |
  = help: put it in quotes: `"Un #deux trois"`

warning[cut-text]: a comment cuts off what is written in `takeaways`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 |   - #Quatre
  |     ^^^^^^^ ` #` begins a comment
  |
  = help: put it in quotes: `"#Quatre"`
"##,
    );
    let last = said(&retex("takeaways:\n  - Un\n  - #Deux\nlang: fr\n", "t"), "cut-text");
    assert_eq!(last.len(), 1, "{last:?}");
    assert_eq!(said(&retex("summary: \"Un\" #deux\n", "t"), "cut-text"), []);
}

#[test]
fn a_time_alone_is_put_on_the_day_that_the_event_begins_on() {
    check(
        &event("start: 2027-01-05T18:30\nend: 20:00\n"),
        r##"
error[wrong-type]: `end` must be a day, or a day and a time such as `2026-03-14T18:30`, found the text `20:00`
 --> communities/rte/events/e.md:4:6
  |
4 | end: 20:00
  |      ^^^^^
  |
  = help: write `end: 2027-01-05T20:00`
"##,
    );
}
