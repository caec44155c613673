//! A1–A4, A28, A30: the syntax of front matter.

use super::{check, retex};

#[test]
fn a01_unclosed_quote() {
    check(
        &retex("summary: \"L’été\n", "t"),
        r#"
error[yaml-syntax]: the quote is never closed
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: "L’été
  |          ^^^^^^
  |
  = help: add `"` at the end of the text
"#,
    );
}

#[test]
fn a01_text_that_needs_quotes() {
    check(
        &retex("summary: Retour : le bilan\n", "t"),
        r#"
error[yaml-syntax]: a text that holds `: ` needs quotes
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: Retour : le bilan
  |          ^^^^^^^^^^^^^^^^^
  |
  = help: write `summary: "Retour : le bilan"`
"#,
    );
}

#[test]
fn a01_apostrophe_in_quotes() {
    check(
        &retex("summary: 'l'été'\n", "t"),
        r#"
error[yaml-syntax]: a text that goes on after `'` needs other quotes
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: 'l'été'
  |          ^^^^^^^
  |
  = help: write `summary: "l'été"`
"#,
    );
}

#[test]
fn a01_unclosed_bracket() {
    check(
        &retex("topics: [rust\nupdated: 2026-02-01\n", "t"),
        r#"
error[yaml-syntax]: the bracket `[` is never closed
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: [rust
  |         ^
  |
  = help: add `]`, or put the text in quotes
"#,
    );
}

#[test]
fn a01_bad_indent() {
    check(
        &retex(" topics: [rust]\n", "t"),
        r#"
error[yaml-syntax]: this line is neither in the list above nor a field beside it
 --> communities/rte/retex/2026-01-02-x.md:4:2
  |
4 |  topics: [rust]
  |  ^^^^^^^^^^^^^^
  |
  = help: begin it at the column of the other fields, or with `- ` in the list
"#,
    );
    check(
        &retex("takeaways:\n  - Un\n  Deux\n", "t"),
        r#"
error[yaml-syntax]: this line has no `: `
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 |   Deux
  |   ^^^^
  |
  = help: write `name: value`; a text that goes on is indented deeper than its field
"#,
    );
}

#[test]
fn a01_missing_space() {
    check(
        &retex("summary:Bilan\ntopics: [rust]\n", "t"),
        r#"
error[yaml-syntax]: a space is missing after `:`
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | summary:Bilan
  |        ^
  |
  = help: write `summary: Bilan`
"#,
    );
    check(
        &retex("takeaways:\n  -Un\n  -Deux\n", "t"),
        r#"
error[wrong-type]: `takeaways` must be a list, found the text `-Un -Deux`
 --> communities/rte/retex/2026-01-02-x.md:5:3
  |
5 | /   -Un
6 | |   -Deux
  | |_______^
  |
  = help: write a space after each `-`
"#,
    );
}

#[test]
fn a01_text_that_begins_with_a_sign() {
    check(
        &retex("summary: @ana dit\n", "t"),
        r#"
error[yaml-syntax]: a text that begins with `@` needs quotes
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | summary: @ana dit
  |          ^^^^^^^^
  |
  = help: write `summary: "@ana dit"`
"#,
    );
}

#[test]
fn a02_tab() {
    check(
        &retex("takeaways:\n\t- Un\n", "t"),
        r#"
error[yaml-tab]: a tab cannot indent YAML
 --> communities/rte/retex/2026-01-02-x.md:5:1
  |
5 |     - Un
  | ^^^^ a tab
  |
  = help: indent with spaces
"#,
    );
}

#[test]
fn a02_tab_within_a_block_text_is_right() {
    check(
        &retex("context: |\n  un\n  \tdeux\n", "t"),
        r#"
"#,
    );
}

#[test]
fn a03_duplicate_key() {
    check(
        &retex("title: Y\n", "t"),
        r#"
error[duplicate-key]: `title` is given twice
 --> communities/rte/retex/2026-01-02-x.md:4:1
  |
4 | title: Y
  | ^^^^^ again here
  |
 ::: communities/rte/retex/2026-01-02-x.md:2:1
  |
2 | title: X
  | ----- first here
  |
  = help: keep one of the two
"#,
    );
}

#[test]
fn a04_unknown_field() {
    check(
        &retex("sumary: S\n", "t"),
        r#"
error[unknown-field]: unknown field `sumary`
 --> communities/rte/retex/2026-01-02-x.md:4:1
  |
4 | sumary: S
  | ^^^^^^
  |
  = help: did you mean `summary`?
"#,
    );
    check(
        &retex("tags: [rust]\n", "t"),
        r#"
error[unknown-field]: unknown field `tags`
 --> communities/rte/retex/2026-01-02-x.md:4:1
  |
4 | tags: [rust]
  | ^^^^
  |
  = help: did you mean `topics`?
"#,
    );
    check(
        &retex("zzz: 1\n", "t"),
        r#"
error[unknown-field]: unknown field `zzz`
 --> communities/rte/retex/2026-01-02-x.md:4:1
  |
4 | zzz: 1
  | ^^^
  |
  = help: free fields stand under `extra:`
"#,
    );
    check(
        &retex("cover: {image: a.png, altt: A}\n=== communities/rte/retex/a.png\n", "t")
            .replace("\n=== communities/rte/retex/a.png", ""),
        r#"
error[unknown-field]: unknown field `altt`
 --> communities/rte/retex/2026-01-02-x.md:4:23
  |
4 | cover: {image: a.png, altt: A}
  |                       ^^^^
  |
  = help: did you mean `alt`?
"#,
    );
}

#[test]
fn a04_free_fields_stand_under_extra() {
    check(
        &retex("extra: {zzz: 1, deep: {er: [1, 2]}}\n", "t"),
        r#"
"#,
    );
}

#[test]
fn a28_anchors_aliases_and_merge_keys() {
    check(
        &retex("extra: {a: &x 1, b: *x}\n", "t"),
        r#"
error[yaml-anchor]: anchors and aliases are not allowed
 --> communities/rte/retex/2026-01-02-x.md:4:15
  |
4 | extra: {a: &x 1, b: *x}
  |               ^
  |
  = help: write the value out where it is needed; put a text that begins with `&` or `*` in quotes
"#,
    );
    check(
        &retex("extra:\n  <<: *x\n", "t"),
        r#"
error[yaml-anchor]: anchors and aliases are not allowed
 --> communities/rte/retex/2026-01-02-x.md:5:7
  |
5 |   <<: *x
  |       ^
  |
  = help: write the value out where it is needed; put a text that begins with `&` or `*` in quotes
"#,
    );
    check(
        &retex("extra: *x\n", "t"),
        r#"
error[yaml-anchor]: anchors and aliases are not allowed
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | extra: *x
  |        ^
  |
  = help: write the value out where it is needed; put a text that begins with `&` or `*` in quotes
"#,
    );
}

#[test]
fn a30_tags_and_documents() {
    check(
        &retex("extra: {a: !!binary x}\n", "t"),
        r#"
error[yaml-tag]: YAML tags are not allowed
 --> communities/rte/retex/2026-01-02-x.md:4:12
  |
4 | extra: {a: !!binary x}
  |            ^^^^^^^^
  |
  = help: remove the word that starts with `!`, or put the value in quotes
"#,
    );
    check(
        &retex("extra: !include secret.yaml\n", "t"),
        r#"
error[yaml-tag]: YAML tags are not allowed
 --> communities/rte/retex/2026-01-02-x.md:4:8
  |
4 | extra: !include secret.yaml
  |        ^^^^^^^^
  |
  = help: remove the word that starts with `!`, or put the value in quotes
"#,
    );
    check(
        "=== topics.yaml\n- id: rust\n  label: Rust\n---\n- id: go\n  label: Go\n",
        r#"
error[yaml-documents]: a second YAML document starts here
 --> topics.yaml:3:1
  |
3 | ---
  | ^^^
  |
  = help: remove the line `---`: one file holds one document
"#,
    );
}
