//! A5, A6, A13: values that are not what their field needs.

use super::{check, event, retex};

#[test]
fn a05_number_as_title() {
    check(
        "=== pages/p.md\n---\ntitle: 2024\n---\n\nt\n",
        r#"
error[wrong-type]: `title` must be a text, found the number `2024`
 --> pages/p.md:2:8
  |
2 | title: 2024
  |        ^^^^
  |
  = help: write `title: "2024"`, in quotes
"#,
    );
}

#[test]
fn a05_bool_as_title() {
    check(
        "=== pages/p.md\n---\ntitle: yes\n---\n\nt\n",
        r#"
error[wrong-type]: `title` must be a text, found `yes`, which YAML takes for true or false
 --> pages/p.md:2:8
  |
2 | title: yes
  |        ^^^
  |
  = help: write `title: "yes"`, in quotes
"#,
    );
}

#[test]
fn a05_text_as_list() {
    check(
        &retex("topics: rust\n", "t"),
        r#"
error[wrong-type]: `topics` must be a list, found the text `rust`
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: rust
  |         ^^^^
  |
  = help: write `topics: [rust]`
"#,
    );
}

#[test]
fn a05_text_as_bool() {
    check(
        &retex("draft: \"false\"\n", "t"),
        r#"
error[wrong-type]: `draft` must be `true` or `false`, found the text `false`
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | draft: "false"
  |        ^^^^^^^
  |
  = help: write `draft: false`, without quotes
"#,
    );
    check(
        &retex("toc: no\n", "t"),
        r#"
error[wrong-type]: `toc` must be `true` or `false`, found `no`, which YAML takes for true or false
 --> communities/rte/retex/2026-01-02-x.md:4:6
  |
4 | toc: no
  |      ^^
  |
  = help: write `toc: false`
"#,
    );
    check(
        &retex("toc: peut-être\n", "t"),
        r#"
error[wrong-type]: `toc` must be `true` or `false`, found the text `peut-être`
 --> communities/rte/retex/2026-01-02-x.md:4:6
  |
4 | toc: peut-être
  |      ^^^^^^^^^
  |
  = help: write a value such as `toc: true`
"#,
    );
}

#[test]
fn a05_list_as_text() {
    check(
        &retex("summary: [a, b]\n", "t"),
        r#"
error[wrong-type]: `summary` must be a text, found a list
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: [a, b]
  |          ^^^^^^
  |
  = help: put it in quotes: `summary: "[a, b]"`
"#,
    );
    check(
        &retex("summary: {fr: a}\n", "t"),
        r#"
error[wrong-type]: `summary` must be a text, found a mapping
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: {fr: a}
  |          ^^^^^^^
  |
  = help: a translation stands in a file of its own, such as `x.en.md`
"#,
    );
}

#[test]
fn a05_text_as_number() {
    check(
        "=== pages/p.md\n---\ntitle: P\nweight: -1\n---\n\nt\n",
        r#"
error[wrong-type]: `weight` must be a whole number from 0, found the number `-1`
 --> pages/p.md:3:9
  |
3 | weight: -1
  |         ^^
  |
  = help: write a value such as `weight: 1`
"#,
    );
}

#[test]
fn a05_word_that_is_none_of_some() {
    check(
        &event("start: 2026-12-01\nstatus: canceled\n"),
        r#"
error[wrong-type]: `status` must be one of `planned`, `cancelled`, `postponed`, found the text `canceled`
 --> communities/rte/events/e.md:4:9
  |
4 | status: canceled
  |         ^^^^^^^^
  |
  = help: write `status: cancelled`
"#,
    );
}

#[test]
fn a05_text_as_mapping() {
    check(
        &event("start: 2026-12-01\nplace: Lyon\n"),
        r#"
error[wrong-type]: `place` must be a mapping of fields, found the text `Lyon`
 --> communities/rte/events/e.md:4:8
  |
4 | place: Lyon
  |        ^^^^
  |
  = help: write `place: {name: Lyon}`
"#,
    );
    check(
        "=== pages/p.md\n---\n- title\n---\n\nt\n",
        r#"
error[wrong-type]: this page must be a mapping of fields, found a list
 --> pages/p.md:2:1
  |
2 | - title
  | ^^^^^^^
  |
  = help: write one field on each line: `title: …`
"#,
    );
}

#[test]
fn a05_color() {
    check(
        "=== communities/rte/index.md\n---\ntitle: RTE\ncolor: vert\n---\n",
        r##"
error[wrong-type]: `color` must be a color such as `"#1f6f54"`, found the text `vert`
 --> communities/rte/index.md:3:8
  |
3 | color: vert
  |        ^^^^
  |
  = help: write a value such as `color: "#1f6f54"`
"##,
    );
}

#[test]
fn a05_addresses() {
    check(
        &retex("canonical: www.exemple.example/a\n", "t"),
        r#"
error[bad-url]: `canonical`: `www.exemple.example/a` is not an `https://` address
 --> communities/rte/retex/2026-01-02-x.md:4:12
  |
4 | canonical: www.exemple.example/a
  |            ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `https://www.exemple.example/a`
"#,
    );
    check(
        &retex("canonical: javascript:alert(1)\n", "t"),
        r#"
error[bad-url]: `canonical`: `javascript:alert(1)` is not an `https://` address
 --> communities/rte/retex/2026-01-02-x.md:4:12
  |
4 | canonical: javascript:alert(1)
  |            ^^^^^^^^^^^^^^^^^^^
  |
  = help: an address begins with `https://`
"#,
    );
    check(
        &retex("canonical: https://exemple.example/a b\n", "t"),
        r#"
error[bad-url]: `canonical`: `https://exemple.example/a b` is not an address
 --> communities/rte/retex/2026-01-02-x.md:4:12
  |
4 | canonical: https://exemple.example/a b
  |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: an address has a host and no spaces; write `%20` for a space
"#,
    );
}

#[test]
fn a05_email() {
    check(
        "=== people/bob.md\n---\nname: Bob\nemail: bob at exemple\n---\n",
        r#"
error[wrong-type]: `email` must be an e-mail address, found the text `bob at exemple`
 --> people/bob.md:3:8
  |
3 | email: bob at exemple
  |        ^^^^^^^^^^^^^^
  |
  = help: write a value such as `email: ana@exemple.example`
"#,
    );
}

#[test]
fn a05_empty_text() {
    check(
        &retex("summary: \"\"\n", "t"),
        r#"
error[empty-field]: `summary` is empty
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: ""
  |          ^^
  |
  = help: write its text, or remove the field
"#,
    );
}

#[test]
fn a06_words_stay_as_they_are_typed() {
    check(
        "=== people/010.md\n---\nname: \"010\"\n---\n=== talks/no.md\n---\ntitle: T\nspeakers: [010]\ndeliveries: [{conference: C, date: 2026-01-01, edition: 2026, city: on, country: no}]\n---\n=== events/e.md\n---\ntitle: E\nstart: 2026-01-01\nprogramme: [{time: 12:30, title: P}]\n---\n",
        r#"
"#,
    );
}

#[test]
fn a13_missing_fields() {
    check(
        "=== communities/rte/retex/x.md\n---\nsummary: S\n---\n\nt\n",
        r#"
error[missing-field]: this retex is missing `title`, `authors` and `date`
 --> communities/rte/retex/x.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `title: …`, `authors: […]` and `date: …`, such as `2026-03-14`
"#,
    );
    check(
        "=== communities/rte/retex/x.md\n---\n---\n\nt\n",
        r#"
error[missing-field]: this retex is missing `title`, `authors` and `date`
 --> communities/rte/retex/x.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `title: …`, `authors: […]` and `date: …`, such as `2026-03-14`
"#,
    );
    check(
        &event(""),
        r#"
error[missing-field]: this event is missing `start`
 --> communities/rte/events/e.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `start: …`, such as `2026-03-14T18:30`
"#,
    );
    check(
        &event("start: 2026-12-01\nplace: {address: A}\n"),
        r#"
error[missing-field]: `place` is missing `name`
 --> communities/rte/events/e.md:4:8
  |
4 | place: {address: A}
  |        ^^^^^^^^^^^^
  |
  = help: add `name: …`
"#,
    );
}

#[test]
fn a13_all_faults_of_a_front_matter_at_once() {
    check(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntilte: X\nauthors: ana\ndraft: \"no\"\ntopics: [rsut]\nupdated: 2025-02-30\n---\n\ntext\n",
        r#"
error[unknown-field]: unknown field `tilte`
 --> communities/rte/retex/2026-01-02-x.md:2:1
  |
2 | tilte: X
  | ^^^^^
  |
  = help: did you mean `title`?

error[wrong-type]: `authors` must be a list, found the text `ana`
 --> communities/rte/retex/2026-01-02-x.md:3:10
  |
3 | authors: ana
  |          ^^^
  |
  = help: write `authors: [ana]`

error[wrong-type]: `draft` must be `true` or `false`, found the text `no`
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | draft: "no"
  |        ^^^^
  |
  = help: write `draft: false`

error[unknown-topic]: unknown topic `rsut`
 --> communities/rte/retex/2026-01-02-x.md:5:10
  |
5 | topics: [rsut]
  |          ^^^^
  |
  = help: did you mean `rust`? (`topics.yaml`)

error[bad-date]: `updated`: there is no day 2025-02-30
 --> communities/rte/retex/2026-01-02-x.md:6:10
  |
6 | updated: 2025-02-30
  |          ^^^^^^^^^^
  |
  = help: 2025-02 has 28 days
"#,
    );
}

#[test]
fn a15_author_without_name() {
    check(
        "=== people/bob.md\n---\nrole: RTE\n---\n",
        r#"
error[missing-field]: this person is missing `name`
 --> people/bob.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `name: …`
"#,
    );
}

#[test]
fn a13_a_list_that_names_nobody_is_missing() {
    check(
        "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: []\n---\n\nt\n",
        r"
error[missing-field]: this retex is missing `authors`
 --> communities/rte/retex/2026-01-02-x.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `authors: […]`
",
    );
}
