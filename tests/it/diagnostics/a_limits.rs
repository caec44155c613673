//! A21, A22, A28–A35: files that are not what they should be, and limits.

use std::{sync::Arc, time::Instant};

use parvis::{content, diag::Diagnostic};

use super::{check, retex, same};

#[test]
fn a21_front_matter_that_is_never_closed() {
    check(
        "=== pages/p.md\n---\ntitle: P\n\nText.\n",
        r#"
error[unclosed-front-matter]: the front matter is never closed
 --> pages/p.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add a line `---` below its last field
"#,
    );
    check(
        "=== pages/p.md\n---\ntitle: P\n----\n\nText.\n",
        r#"
error[unclosed-front-matter]: the front matter is never closed
 --> pages/p.md:1:1
  |
1 | ---
  | ^^^ it is opened here
  |
 ::: pages/p.md:3:1
  |
3 | ----
  | ---- this line was perhaps to close it
  |
  = help: write exactly three hyphens at the start of the line: `---`
"#,
    );
    check(
        "=== pages/p.md\n---\ntitle: P\n —\n\nText.\n",
        r#"
error[unclosed-front-matter]: the front matter is never closed
 --> pages/p.md:1:1
  |
1 | ---
  | ^^^ it is opened here
  |
 ::: pages/p.md:3:1
  |
3 |  —
  | -- this line was perhaps to close it
  |
  = help: write exactly three hyphens at the start of the line: `---`
"#,
    );
}

#[test]
fn a22_no_front_matter() {
    check(
        "=== pages/p.md\nText.\n",
        r#"
error[no-front-matter]: the file has no front matter
 --> pages/p.md:1:1
  |
1 | Text.
  | ^^^^^
  |
  = help: begin with a line `---`, then `title: …`, then a line `---`
"#,
    );
    check(
        "=== pages/p.md\n----\ntitle: P\n----\n\nText.\n",
        r#"
error[no-front-matter]: the file has no front matter: its first line is not `---`
 --> pages/p.md:1:1
  |
1 | ----
  | ^^^^
  |
  = help: write exactly three hyphens: `---`
"#,
    );
    check(
        "=== pages/p.md\n+++\ntitle = \"P\"\n+++\n\nText.\n",
        r#"
error[toml-front-matter]: this front matter is TOML
 --> pages/p.md:1:1
  |
1 | +++
  | ^^^
  |
  = help: Parvis reads YAML: put it between two lines `---`, and write `title: …`
"#,
    );
}

#[test]
fn a22_blank_lines_above_and_a_rule_below_are_right() {
    check(
        "=== pages/p.md\n\n\n---\ntitle: P\n---\n\nText.\n\n---\n\nMore.\n",
        r#"
"#,
    );
}

#[test]
fn a31_limits() {
    check(
        &retex(&format!("summary: {}\n", "a".repeat(2001)), "t"),
        r#"
error[too-long]: `summary` has 2001 characters, at most 2000 are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | ...y: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^...^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: shorten it; the long text stands below
"#,
    );
    check(
        &retex(&format!("topics: [{}]\n", vec!["rust"; 21].join(", ")), "t"),
        r#"
error[too-many]: `topics` has 21 values, at most 20 are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:9
  |
4 | topics: [rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust, rust]
  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: keep those that help a reader
"#,
    );
}

#[test]
fn a33_git_conflict() {
    check(
        &retex("", "<<<<<<< HEAD\nUn.\n=======\nDeux.\n>>>>>>> branche"),
        r#"
error[merge-conflict]: a Git conflict was not resolved
  --> communities/rte/retex/2026-01-02-x.md:6:1
   |
 6 | <<<<<<< HEAD
   | ^^^^^^^^^^^^ it starts here
   |
  ::: communities/rte/retex/2026-01-02-x.md:10:1
   |
10 | >>>>>>> branche
   | --------------- it ends here
   |
   = help: keep one of the two versions and remove the lines of `<`, `=` and `>`; indent such lines where a text shows them
"#,
    );
    check(
        &retex("", "Un.\n>>>>>>> branche"),
        r#"
error[merge-conflict]: a Git conflict was not resolved
 --> communities/rte/retex/2026-01-02-x.md:7:1
  |
7 | >>>>>>> branche
  | ^^^^^^^^^^^^^^^
  |
  = help: keep one of the two versions and remove the lines of `<`, `=` and `>`; indent such lines where a text shows them
"#,
    );
}

#[test]
fn a34_git_lfs_pointer() {
    check(
        "=== pages/p.md\nversion https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        r#"
error[lfs-pointer]: the file is a Git LFS pointer, not the file itself
--> pages/p.md
 = help: run `git lfs pull`; in CI set `GIT_LFS_SKIP_SMUDGE: "0"`
"#,
    );
}

#[test]
fn a35_empty_file() {
    check(
        "=== pages/p.md\n",
        r#"
error[empty-file]: the file is empty
 --> pages/p.md:1:1
  |
1 |
  | ^
  |
  = help: begin with a line `---`, then `title: …`, then a line `---`, then the text
"#,
    );
    check(
        "=== pages/p.md\n\u{feff}",
        r#"
error[empty-file]: the file is empty
 --> pages/p.md:1:1
  |
1 |
  | ^
  |
  = help: begin with a line `---`, then `title: …`, then a line `---`, then the text
"#,
    );
    check(
        "=== pages/p.md\n---\ntitle: P\n---\n",
        r#"
warning[empty-text]: this page has no text
 --> pages/p.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: write below the second `---`, or add `draft: true`
"#,
    );
}

/// What is said of one file, with how it is read timed: a bomb must not go off.
#[track_caller]
fn quick(front: &str, expected: &str) {
    let text: Arc<str> = format!("---\ntitle: P\n{front}---\n\nt\n").into();
    let path: Arc<str> = "pages/p.md".into();
    let start = Instant::now();
    let documents = content::parse(&path, &text);
    let time = start.elapsed();
    let found: Vec<Diagnostic> =
        documents.iter().flat_map(content::Document::found).cloned().collect();
    same(&found, expected);
    assert!(time.as_millis() < 500, "{time:?}");
}

#[test]
fn a28_alias_bomb() {
    let mut bomb = String::from("extra:\n  a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (last, next) in "abcdefghijklmno".chars().zip("bcdefghijklmnop".chars()) {
        bomb.push_str(&format!("  {next}: &{next} [*{last}, *{last}, *{last}, *{last}]\n"));
    }
    quick(
        &bomb,
        r#"
error[yaml-anchor]: anchors and aliases are not allowed
 --> pages/p.md:4:9
  |
4 |   a: &a [x, x, x, x, x, x, x, x, x]
  |         ^
  |
  = help: write the value out where it is needed; put a text that begins with `&` or `*` in quotes
"#,
    );
}

#[test]
fn a29_depth() {
    quick(
        &format!("extra: {}\n", "[".repeat(10_000)),
        r#"
error[yaml-syntax]: the bracket `[` is never closed
 --> pages/p.md:3:263
  |
3 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
  |                                                                    ^
  |
  = help: add `]`, or put the text in quotes
"#,
    );
    quick(
        &format!("extra: {}\n", "{a: ".repeat(10_000)),
        r#"
error[yaml-depth]: nested more than 32 levels deep
 --> pages/p.md:3:132
  |
3 | ...{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a...
  |                                                                    ^
"#,
    );
}

#[test]
fn a31_front_matter_that_is_too_long() {
    quick(
        &format!("extra: [{}]\n", "x, ".repeat(400_000)),
        r#"
error[too-long]: the front matter has 1200019 bytes, at most 65536 are read
 --> pages/p.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: move the text below the second `---`
"#,
    );
    let title = "x".repeat(60_000);
    let found = content::parse(
        &"pages/p.md".into(),
        &format!("---\ntitle: {title}\n---\n\nt\n").into(),
    );
    assert_eq!(
        found[0].found().next().unwrap().message,
        "`title` has 60000 characters, at most 200 are allowed"
    );
}

#[test]
fn a31_a_list_may_have_thousands_of_entries() {
    let people: String =
        (0..5000).map(|it| format!("- id: p{it}\n  name: Person {it}\n")).collect();
    check(
        &format!("=== people.yaml\n{people}"),
        r#"
"#,
    );
}

#[test]
fn a31_a_list_that_nobody_wrote_by_hand() {
    check(
        &format!("=== people.yaml\n{}", "- {}\n".repeat(25_001)),
        r"
error[too-long]: the list has 25001 entries, at most 25000 are read
 --> people.yaml:1:1
  |
1 | - {}
  | ^
  |
  = help: divide it: every community can have lists of its own
",
    );
}

#[test]
fn a31_a_text_of_more_than_a_megabyte() {
    check(
        &format!("=== pages/p.md\n---\ntitle: P\n---\n\n{}", "Words. ".repeat(150_000)),
        r"
error[too-long]: the file has 1050018 bytes, at most 1048576 are read
--> pages/p.md
 = help: divide it, or publish it as it is from `static/`
",
    );
}

#[test]
fn a31_a_template_of_more_than_a_quarter_of_a_megabyte() {
    check(
        &format!("=== themes/parvis/templates/home.html\n{}", "{{ 1 }}".repeat(40_000)),
        r"
error[too-long]: the file has 280000 bytes, at most 262144 are read
--> themes/parvis/templates/home.html
 = help: divide it, or publish it as it is from `static/`
",
    );
}

#[test]
fn a31_a_tag_of_too_many_attributes_is_not_read() {
    let attributes: String = (0..60_000).map(|it| format!(" a{it}=1")).collect();
    let start = Instant::now();
    check(
        &format!("=== pages/p.md\n---\ntitle: P\n---\n\n<p\n{attributes}>\n"),
        r"
warning[raw-html]: the tag `<p>` with more than 50 attributes is not published
 --> pages/p.md:5:1
  |
5 | <p
  | ^^
  |
  = help: remove those that say nothing
",
    );
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a31_many_fields_are_not_slow() {
    let fields: String = (0..50_000).map(|it| format!("  k{it}: v\n")).collect();
    let start = Instant::now();
    check(
        &format!(
            "=== people.yaml\n- id: bob\n  name: Bob\n  extra:\n{}",
            fields.replace("  k", "    k")
        ),
        r#"
"#,
    );
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
