//! B6, B9, B11, B14, B15, B22: what is written in a text.

use super::{check, retex};

#[test]
fn b09_raw_html() {
    check(
        &retex(
            "",
            "a <span style=\"color:red\" onclick=\"x\">b</span>\n\n<script>alert(1)</script>",
        ),
        r#"
warning[raw-html]: raw HTML is not published: `style=`, `onclick=`
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 | a <span style="color:red" onclick="x">b</span>
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it as Markdown, or remove it

warning[raw-html]: raw HTML is not published: `<script>`
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | <script>alert(1)</script>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it as Markdown, or remove it
"#,
    );
}

#[test]
fn b11_unclosed_fence() {
    check(
        &retex("", "```rust\nfn f() {}"),
        r#"
warning[unclosed-fence]: the code block is never closed
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ```rust
  | ^^^^^^^
  |
  = help: add a line ````` below the code
"#,
    );
}

#[test]
fn b11_unclosed_directive() {
    check(
        &retex("", "::: note\nx\n:::"),
        r#"
warning[unknown-directive]: `:::` means nothing here
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ::: note
  | ^^^^^^^^
  |
  = help: for a box, write a quote that begins with `[!NOTE]`: `> [!NOTE]`
"#,
    );
}

#[test]
fn b14_headings() {
    check(
        &retex("", "# Un\n\n## Deux\n\n#### Quatre\n\n##\n"),
        r#"
warning[heading-level]: the title is the page's only heading of level 1
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | # Un
  | ^^^^
  |
  = help: write `##`

warning[heading-level]: a heading of level 4 follows one of level 2
  --> communities/rte/retex/2026-01-02-x.md:10:1
   |
10 | #### Quatre
   | ^^^^^^^^^^^
   |
   = help: write `###`

warning[heading-empty]: the heading is empty
  --> communities/rte/retex/2026-01-02-x.md:12:1
   |
12 | ##
   | ^^
   |
   = help: write its text, or remove it
"#,
    );
    check(
        &retex("", "## Bilan\n\n## Bilan\n"),
        r#"
"#,
    );
}

#[test]
fn b14_image_without_words() {
    check(
        &format!("{}=== communities/rte/retex/a.png\n", retex("", "![](a.png)")),
        r#"
warning[image-alt]: the image has no alternative text
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ![](a.png)
  | ^^^^^^^^^^
  |
  = help: say what it shows: `![a chart of …](file.png)`
"#,
    );
}

#[test]
fn b15_unknown_language() {
    check(
        &retex("", "```pyhton\nx\n```"),
        r#"
warning[unknown-language]: no colors for the language `pyhton`
 --> communities/rte/retex/2026-01-02-x.md:6:4
  |
6 | ```pyhton
  |    ^^^^^^
  |
  = help: did you mean `python`?
"#,
    );
    check(
        &retex("", "```\"><script>\nx\n```"),
        r#"
warning[unknown-language]: no colors for the language `"><script>`
 --> communities/rte/retex/2026-01-02-x.md:6:4
  |
6 | ```"><script>
  |    ^^^^^^^^^^
  |
  = help: write `text` for no colors
"#,
    );
}

#[test]
fn b18_nesting() {
    check(
        &retex("", &format!("{}x", ">".repeat(500))),
        r#"
error[nesting]: nested more than 100 levels deep
 --> communities/rte/retex/2026-01-02-x.md:5:1
  |
5 | /
6 | | >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>x
  | |_____________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________________^
"#,
    );
}

#[test]
fn b22_template_syntax_is_text() {
    check(
        &retex("summary: \"{{ 7*7 }} {% if %}\"\n", "{{ 7*7 }} {% raw %}"),
        r#"
"#,
    );
}
