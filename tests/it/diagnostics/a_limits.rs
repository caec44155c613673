//! A21, A22, A31–A36: files that are not what they should be.

use super::{check, retex};

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
        &retex(&format!("summary: {}\n", "a".repeat(2001)), "t")
            .replace(&"a".repeat(2001), &"a".repeat(2001)),
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
