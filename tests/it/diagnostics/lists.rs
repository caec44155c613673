//! Lists of entries: the same diagnostics as files, with line and column.

use super::check;

#[test]
fn an_item_has_its_own_lines() {
    check(
        "=== people.yaml\n- id: bob\n  name: Bob\n- id: eve\n  nom: Eve\n- name: Zoé\n- zoe\n",
        r#"
error[unknown-field]: unknown field `nom`
 --> people.yaml:4:3
  |
4 |   nom: Eve
  |   ^^^
  |
  = help: did you mean `name`?

error[missing-field]: this person is missing `id`
 --> people.yaml:5:3
  |
5 | - name: Zoé
  |   ^^^^^^^^^
  |
  = help: add `id: a-name`

error[wrong-type]: a person must be a mapping of fields, found the text `zoe`
 --> people.yaml:6:3
  |
6 | - zoe
  |   ^^^
  |
  = help: write `- id: a-name`, and its other fields below
"#,
    );
}

#[test]
fn a_list_must_be_a_list() {
    check(
        "=== people.yaml\nbob:\n  name: Bob\n",
        r#"
error[wrong-type]: the file must be a list, found a mapping
 --> people.yaml:1:1
  |
1 | bob:
  | ^
  |
  = help: begin each entry with `- id: …`
"#,
    );
}

#[test]
fn a_text_per_language() {
    check(
        "=== topics.yaml\n- id: rust\n  label: {fr: Rust, english: Rust}\n- id: go\n  label: {fr: Go, en: [Go]}\n",
        r#"
error[wrong-type]: `label`: `english` is not a language
 --> topics.yaml:2:21
  |
2 |   label: {fr: Rust, english: Rust}
  |                     ^^^^^^^
  |
  = help: write one text, or a text per language: `{fr: …, en: …}`

error[wrong-type]: `label` must be a text in each language, found a list
 --> topics.yaml:4:23
  |
4 |   label: {fr: Go, en: [Go]}
  |                       ^^^^
  |
  = help: write one text for each language: `{fr: …, en: …}`
"#,
    );
}

#[test]
fn a_broken_list_costs_no_other_message() {
    check(
        "=== people.yaml\n- id: bob\n  name: \"Bob\n=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [bob]\n---\n\nt\n",
        r#"
error[yaml-syntax]: the quote is never closed
 --> people.yaml:2:9
  |
2 |   name: "Bob
  |         ^^^^
  |
  = help: add `"` at the end of the text
"#,
    );
}
