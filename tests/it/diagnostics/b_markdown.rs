//! B9, B11, B14, B15, B22: what is written in a text.

use parvis::render::{Output, render};

use super::{check, portal, retex};

#[test]
fn b09_raw_html() {
    check(
        &retex(
            "",
            "a <span style=\"color:red\" onclick=\"x\">b</span>\n\n<script>alert(1)</script>",
        ),
        r#"
warning[raw-html]: looks of raw HTML are not published: `style=`
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 | a <span style="color:red" onclick="x">b</span>
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove them: the theme gives the looks, and what is in the tags stays

warning[raw-html]: the attribute `onclick=` is not published
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 | a <span style="color:red" onclick="x">b</span>
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove it: nothing runs in a page

warning[raw-html]: `<script>` is not published
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | <script>alert(1)</script>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove it: nothing runs in a page
"#,
    );
}

#[test]
fn b09_raw_html_has_its_place_in_blocks_and_quotes() {
    check(
        &retex(
            "",
            "<div>\n  <p>é</p> <form>\n</div>\n\n> a\n>\n> <div>\n>   <p onclick=\"x\">b</p>\n> <a href=\"x.md\">c</a></div>",
        ),
        r#"
warning[raw-html]: `<form>` is not published
 --> communities/rte/retex/2026-01-02-x.md:7:12
  |
7 |   <p>é</p> <form>
  |            ^^^^^^
  |
  = help: write it as Markdown, or remove it

warning[raw-html]: the attribute `onclick=` is not published
  --> communities/rte/retex/2026-01-02-x.md:13:5
   |
13 | >   <p onclick="x">b</p>
   |     ^^^^^^^^^^^^^^^
   |
   = help: remove it: nothing runs in a page

error[broken-link]: there is no file `x.md`
  --> communities/rte/retex/2026-01-02-x.md:14:12
   |
14 | > <a href="x.md">c</a></div>
   |            ^^^^
   |
   = help: did you mean `2026-01-02-x.md`?
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
  = help: add a line with only ``` below the code
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
fn b14_ids_of_headings() {
    check(
        &retex("", "## Un {#a .b c=d}\n\n## Deux {#a}\n\n## Trois {#a,b}"),
        r#"
warning[heading-attribute]: `.b`, `c=d` of a heading are not published
 --> communities/rte/retex/2026-01-02-x.md:6:11
  |
6 | ## Un {#a .b c=d}
  |           ^^
  |
  = help: remove it: a heading is given only an id, `## Title {#id}`

warning[heading-id]: `#a` is taken
 --> communities/rte/retex/2026-01-02-x.md:8:10
  |
8 | ## Deux {#a}
  |          ^^
  |
  = help: links to this heading need `#deux`; write another word of letters, digits, `-` and `_`

warning[heading-id]: `#a,b` cannot be an id
  --> communities/rte/retex/2026-01-02-x.md:10:11
   |
10 | ## Trois {#a,b}
   |           ^^^^
   |
   = help: links to this heading need `#trois`; write another word of letters, digits, `-` and `_`
"#,
    );
}

#[test]
fn b15_options_of_code() {
    check(
        &retex(
            "",
            "```rust tilte=\"x\" start=x foo=1\nx\n```\n\n```rust hl=1,3 start=2\nx\ny\n```\n\n```gherkin\nx\n```",
        ),
        r#"
warning[code-option]: `tilte="x"` says nothing about the code
 --> communities/rte/retex/2026-01-02-x.md:6:9
  |
6 | ```rust tilte="x" start=x foo=1
  |         ^^^^^^^^^
  |
  = help: did you mean `title`?

warning[code-option]: `start=x` says nothing about the code
 --> communities/rte/retex/2026-01-02-x.md:6:19
  |
6 | ```rust tilte="x" start=x foo=1
  |                   ^^^^^^^
  |
  = help: write the number of the first line: `start=10`

warning[code-option]: `foo=1` says nothing about the code
 --> communities/rte/retex/2026-01-02-x.md:6:27
  |
6 | ```rust tilte="x" start=x foo=1
  |                           ^^^^^
  |
  = help: there are: title=, lines, start=, hl=, diff

warning[code-option]: there is no line 1 to mark
  --> communities/rte/retex/2026-01-02-x.md:10:12
   |
10 | ```rust hl=1,3 start=2
   |            ^
   |
   = help: the lines of this code are 2 to 3

warning[unknown-language]: no colors for the language `gherkin`
  --> communities/rte/retex/2026-01-02-x.md:15:4
   |
15 | ```gherkin
   |    ^^^^^^^
   |
   = help: the code is shown without them; write `text` if that is meant
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
warning[heading-twice]: two headings say the same
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | ## Bilan
  | ^^^^^^^^ again here
  |
 ::: communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ## Bilan
  | -------- first here
  |
  = help: give each heading words of its own
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
  = help: say what it shows: `![a chart of …](file.png)`; or that it shows nothing: `![](file.png "{decorative}")`
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
  = help: the code is shown without them; write `text` if that is meant
"#,
    );
}

#[test]
fn b18_nesting() {
    check(
        &retex("", &format!("{}x", ">".repeat(500))),
        r#"
error[nesting]: nested more than 100 levels deep
 --> communities/rte/retex/2026-01-02-x.md:6:101
  |
6 | >>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>...
  |                                                                                                     ^
  |
  = help: write fewer `>`, lists or brackets inside each other
"#,
    );
}

#[test]
fn abbreviations_of_the_settings_are_spelled_out_in_texts() {
    let settings = "=== portal.yaml\ntitle: T\nurl: https://x.example/\nabbreviations:\n  - {short: CI, long: Intégration continue}\n";
    let text = retex("", "## La CI\n\nLa `CI`, la CI et la [CI](https://ci.example/CI).");
    let found = portal(&format!("{settings}{text}"));
    let site = found.site.as_ref().unwrap();
    let page = render(site, "/communautes/rte/retex/x/").unwrap();
    let Output::Bytes(page) = page else { panic!("a page is no file") };
    let page = String::from_utf8(page).unwrap();
    let expected = "La <code>CI</code>, la <abbr title=\"Intégration continue\">CI</abbr> et la <a href=\"https://ci.example/CI\"";
    assert!(page.contains(expected) && page.contains(">CI</a>"), "{page}");
    assert_eq!(page.matches("<abbr").count(), 1);
}

#[test]
fn b22_template_syntax_is_text() {
    check(
        &retex("summary: \"{{ 7*7 }} {% if %}\"\n", "{{ 7*7 }} {% raw %}"),
        r#"
warning[template-syntax]: `{% raw %}` means nothing here
 --> communities/rte/retex/2026-01-02-x.md:7:11
  |
7 | {{ 7*7 }} {% raw %}
  |           ^^^^^^^^^ shown as it is written
  |
  = help: write it as Markdown; what is to be shown stands between backticks
"#,
    );
}

#[test]
fn b12_directive_below_a_paragraph() {
    check(
        &retex("", "Avant\n\n:::note\nx\n:::"),
        r#"
warning[unknown-directive]: `:::` means nothing here
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | :::note
  | ^^^^^^^
  |
  = help: for a box, write a quote that begins with `[!NOTE]`: `> [!NOTE]`
"#,
    );
}
