//! B6, B9, B11, B14, B15, B22: what is written in a text.

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
"#,
    );
}

/// Spellings of addresses that run code, as a link's or an image's destination.
const SPELLINGS: &[&str] = &[
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "javascript&#x3A;alert(1)",
    "javascript&#0058;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#x0D;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
    "\\javascript:alert(1)",
    "javascript\\:alert(1)",
    "&#1;javascript:alert(1)",
    "&#14;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "java\u{200b}script:alert(1)",
    "java\u{ad}script:alert(1)",
    "\u{2028}javascript:alert(1)",
    "\u{3000}javascript:alert(1)",
    "javascript://a.example/%0aalert(1)",
    "javascript:/*--></title></style>*/alert(1)",
    "vbscript:msgbox(1)",
    "VBScript&colon;msgbox(1)",
    "livescript:alert(1)",
    "mocha:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg>",
    "data&colon;text/html,x",
    "file:///etc/passwd",
    "blob:https://a.example/x",
    "filesystem:https://a.example/x",
    "view-source:https://a.example/",
    "feed:javascript:alert(1)",
    "jar:javascript:alert(1)!/",
    "ms-its:x",
    "about:blank",
    "ws://a.example/",
    "intent://a.example/#Intent;end",
];

/// How an address can be written into a text.
fn placed(address: &str) -> [String; 6] {
    [
        format!("[a](<{address}>)"),
        format!("![a](<{address}>)"),
        format!("[a]\n\n[a]: <{address}>"),
        format!("[a][b]\n\n[b]: <{address}> \"title\""),
        format!("<a href=\"{address}\">a</a>"),
        format!("a <a\nhref='{address}'>a</a>"),
    ]
}

#[test]
fn b06_no_spelling_of_a_script_is_published() {
    for spelling in SPELLINGS {
        for text in placed(&spelling.replace('<', "%3C").replace('>', "%3E")) {
            let found = portal(&retex("", &text));
            let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
            let refused = found.errors() > 0 && codes.contains(&"unsafe-address");
            assert!(refused, "{text:?} gives {codes:?}");
            let site = found.site.as_ref().unwrap();
            let page = render(site, "/communautes/rte/retex/x/").unwrap();
            let Output::Bytes(bytes) = page else { panic!("a page is no file") };
            let html = String::from_utf8(bytes).unwrap().to_lowercase();
            let body =
                html.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
            for part in body.split("href=\"").chain(body.split("src=\"")).skip(1) {
                let value = part.split('"').next().unwrap();
                let right = value.starts_with(['/', '#']) || value.starts_with("https:");
                assert!(
                    right || part.starts_with(body.get(..1).unwrap_or("")),
                    "{text:?} gives {value:?}"
                );
            }
            assert!(!body.contains("href=\"javascript") && !body.contains("src=\"data"));
        }
    }
}

#[test]
fn b06_the_whole_message() {
    check(
        &retex(
            "",
            "[a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)\n\n<a href=\"&#106;avascript:x\">c</a>",
        ),
        r#"
error[unsafe-address]: a link cannot have the address `java script:alert(1)`
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal

error[unsafe-address]: a link cannot have the address `javascript:x`
 --> communities/rte/retex/2026-01-02-x.md:6:32
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  |                                ^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal

error[unsafe-address]: an image cannot have the address `data:text/html,x`
 --> communities/rte/retex/2026-01-02-x.md:6:51
  |
6 | [a](java&Tab;script:alert(1)) <javascript:x> ![b](data:text/html,x)
  |                                                   ^^^^^^^^^^^^^^^^
  |
  = help: put the image beside the text, or into `static/img/`

error[unsafe-address]: a link cannot have the address `javascript:x`
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | <a href="&#106;avascript:x">c</a>
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal
"#,
    );
}
