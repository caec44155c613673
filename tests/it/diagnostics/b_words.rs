//! B10, B11, B14, B16, C12: what a text says, and what was not meant so.

use super::{check, retex};

#[test]
fn b10_footnotes() {
    check(
        &retex(
            "",
            "a[^nto] b[^Note] \\[^c] `[^d]`\n\n[^note]: A\n\n[^note]: B\n\n[^alone]: C",
        ),
        r#"
warning[footnote-undefined]: there is no footnote `nto`
 --> communities/rte/retex/2026-01-02-x.md:6:2
  |
6 | a[^nto] b[^Note] \[^c] `[^d]`
  |  ^^^^^^
  |
  = help: add a line `[^nto]: …`

warning[duplicate-definition]: the footnote `note` is defined twice
  --> communities/rte/retex/2026-01-02-x.md:10:1
   |
10 | [^note]: B
   | ^^^^^^^^^^ not published
   |
  ::: communities/rte/retex/2026-01-02-x.md:8:1
   |
 8 | [^note]: A
   | ---------- this one counts
   |
   = help: remove one of the two, or give it another name

warning[footnote-unused]: nothing refers to the footnote `alone`
  --> communities/rte/retex/2026-01-02-x.md:12:1
   |
12 | [^alone]: C
   | ^^^^^^^^^^^
   |
   = help: write `[^alone]` where it belongs, or remove it
"#,
    );
}

#[test]
fn b10_links_by_name() {
    check(
        &retex(
            "",
            "[a][Guide], [b][giude], [c][], `[d][no]`, t[0][1], [ ][x], [no]\n\n[guide]: https://a.example/\n[GUIDE]: https://b.example/\n[other]: https://c.example/\n[//]: # (a remark)",
        ),
        r#"
warning[link-undefined]: no address is given for `giude`
 --> communities/rte/retex/2026-01-02-x.md:6:13
  |
6 | [a][Guide], [b][giude], [c][], `[d][no]`, t[0][1], [ ][x], [no]
  |             ^^^^^^^^^^
  |
  = help: did you mean `[guide]`?

warning[link-undefined]: no address is given for `c`
 --> communities/rte/retex/2026-01-02-x.md:6:25
  |
6 | [a][Guide], [b][giude], [c][], `[d][no]`, t[0][1], [ ][x], [no]
  |                         ^^^
  |
  = help: add a line `[c]: https://…`

warning[duplicate-definition]: the address of `GUIDE` is given twice
 --> communities/rte/retex/2026-01-02-x.md:9:1
  |
9 | [GUIDE]: https://b.example/
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^ never used
  |
 ::: communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | [guide]: https://a.example/
  | --------------------------- this one counts
  |
  = help: remove one of the two, or give it another name

warning[definition-unused]: no link uses the address of `other`
  --> communities/rte/retex/2026-01-02-x.md:10:1
   |
10 | [other]: https://c.example/
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write `[text][other]`, or remove the line
"#,
    );
}

#[test]
fn b11_no_link() {
    check(
        &retex(
            "",
            "[le guide](docs/mon guide.pdf) [le site] (https://a.example) (le site)[https://b.example]\n\n[un [lien](https://c.example) dans un autre](https://d.example) f[0](x.y) [1] (https://e.example) [note](voir plus bas) \\[f](g.md)",
        ),
        r#"
warning[not-a-link]: this is shown as text: it is not a link
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [le guide](docs/mon guide.pdf) [le site] (https://a.example) (le site)[https://b.example]
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a space ends an address
  |
  = help: write `docs/mon%20guide.pdf`

warning[not-a-link]: this is shown as text: it is not a link
 --> communities/rte/retex/2026-01-02-x.md:6:32
  |
6 | [le guide](docs/mon guide.pdf) [le site] (https://a.example) (le site)[https://b.example]
  |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a space parts the text from its address
  |
  = help: write `[le site](https://a.example)`

warning[not-a-link]: this is shown as text: it is not a link
 --> communities/rte/retex/2026-01-02-x.md:6:62
  |
6 | [le guide](docs/mon guide.pdf) [le site] (https://a.example) (le site)[https://b.example]
  |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the brackets are the other way round
  |
  = help: write `[le site](https://b.example)`

warning[link-vague]: the link says only `lien`
 --> communities/rte/retex/2026-01-02-x.md:8:5
  |
8 | [un [lien](https://c.example) dans un autre](https://d.example) f[0](x.y) [1] (https://e.example) [note](voir plus bas) \[f](g.md)
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what it leads to

warning[not-a-link]: this is shown as text: it is not a link
 --> communities/rte/retex/2026-01-02-x.md:8:5
  |
8 | [un [lien](https://c.example) dans un autre](https://d.example) f[0](x.y) [1] (https://e.example) [note](voir plus bas) \[f](g.md)
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write `[text](address)`: no link stands in another, and each bracket and each quote has its pair

error[broken-link]: there is no file `x.y`
 --> communities/rte/retex/2026-01-02-x.md:8:70
  |
8 | [un [lien](https://c.example) dans un autre](https://d.example) f[0](x.y) [1] (https://e.example) [note](voir plus bas) \[f](g.md)
  |                                                                      ^^^
  |
  = help: a path is relative to this file, or begins with `/` at the portal's folder
"#,
    );
}

#[test]
fn b11_no_heading() {
    check(
        &retex("", "##Bilan\n\n#\u{a0}Suite\n\n#innersource\n\n    ##code\n"),
        r#"
warning[not-a-heading]: this is shown as text: it is not a heading
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ##Bilan
  | ^^^^^^^ a space is missing after the marks
  |
  = help: write `## …`

warning[not-a-heading]: this is shown as text: it is not a heading
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | # Suite
  | ^^^^^^^ the space after the mark is a non-breaking one
  |
  = help: write `# …`
"#,
    );
}

#[test]
fn b11_no_table() {
    check(
        &retex("", "| a | b | c |\n|---|---|\n| 1 | 2 | 3 |\n\na -- b\n\n--|--\n"),
        r#"
warning[not-a-table]: this is shown as text: it is not a table
 --> communities/rte/retex/2026-01-02-x.md:7:1
  |
7 | |---|---|
  | ^^^^^^^^^ 2 cells here
  |
 ::: communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | | a | b | c |
  | ------------- 3 cells here
  |
  = help: give both lines as many cells, such as `|---|---|---|`
"#,
    );
}

#[test]
fn b14_headings_of_the_same_words_below_others() {
    check(&retex("", "## Un\n\n### Bilan\n\n## Deux\n\n### Bilan\n"), "");
}

#[test]
fn b14_loud_headings() {
    check(
        &retex("", "## LES GRANDES ÉTAPES\n\n## API REST\n"),
        r#"
warning[all-caps]: the heading is all in capitals
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | ## LES GRANDES ÉTAPES
  | ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write it in small letters: some screen readers spell capitals out
"#,
    );
}

#[test]
fn b14_words_of_links() {
    check(
        &(retex(
            "",
            "[ici](https://a.example) [](https://b.example) [Le bilan](https://c.example), [le bilan](https://d.example)\n\n[https://e.example/une/page/avec/une/longue/adresse](https://e.example) <https://f.example/une/page/avec/une/longue/adresse> [www.g.example](https://g.example)\n\n[![Logo](a.png)](https://h.example)\n",
        ) + "=== communities/rte/retex/a.png\n"),
        r#"
warning[link-vague]: the link says only `ici`
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [ici](https://a.example) [](https://b.example) [Le bilan](https://c.example), [le bilan](https://d.example)
  | ^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what it leads to

warning[link-no-text]: the link has no text
 --> communities/rte/retex/2026-01-02-x.md:6:26
  |
6 | [ici](https://a.example) [](https://b.example) [Le bilan](https://c.example), [le bilan](https://d.example)
  |                          ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write between `[` and `]` what it leads to

warning[link-bare]: the link shows a long address
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | [https://e.example/une/page/avec/une/longue/adresse](https://e.example) <https://f.example/une/page/avec/une/longue/adresse> [www.g.e...
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: say what it leads to: a screen reader reads each letter
"#,
    );
}

#[test]
fn b14_links_of_the_same_words_are_said_when_asked_for() {
    let text = "[Le bilan](https://c.example), [le bilan](https://d.example), [le bilan](https://e.example)";
    check(&retex("", text), "");
    check(
        &format!(
            "{}=== portal.yaml\ntitle: P\nurl: https://p.example/\nchecks: {{link-same-text: warning}}\n",
            retex("", text)
        ),
        r#"
warning[link-same-text]: two links say the same, and lead to different places
 --> communities/rte/retex/2026-01-02-x.md:6:32
  |
6 | [Le bilan](https://c.example), [le bilan](https://d.example), [le bilan](https://e.example)
  |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this one
  |
 ::: communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [Le bilan](https://c.example), [le bilan](https://d.example), [le bilan](https://e.example)
  | ----------------------------- and this one
  |
  = help: say of each what it leads to
"#,
    );
}

#[test]
fn b14_words_of_images() {
    let long = "mot ".repeat(40);
    check(
        &(retex(
            "",
            &format!(
                "![IMG_2034](a.png)\n\n![Le tableau](a.png \"le tableau\")\n\n![photo de l'équipe](a.png)\n\n![{long}](a.png)\n\n![Un tableau](a.png \"Le tableau\")\n"
            ),
        ) + "=== communities/rte/retex/a.png\n"),
        r#"
warning[alt-file-name]: the alternative text `IMG_2034` is what programs call any picture
 --> communities/rte/retex/2026-01-02-x.md:6:3
  |
6 | ![IMG_2034](a.png)
  |   ^^^^^^^^
  |
  = help: say what the image shows

warning[alt-caption]: the alternative text repeats the caption
 --> communities/rte/retex/2026-01-02-x.md:8:3
  |
8 | ![Le tableau](a.png "le tableau")
  |   ^^^^^^^^^^
  |
  = help: say what the image shows; the caption is read as well

warning[alt-kind]: the alternative text begins with `photo de`
  --> communities/rte/retex/2026-01-02-x.md:10:3
   |
10 | ![photo de l'équipe](a.png)
   |   ^^^^^^^^^^^^^^^^^
   |
   = help: say what the image shows: screen readers say that it is one

warning[alt-long]: the alternative text has 159 characters
  --> communities/rte/retex/2026-01-02-x.md:12:3
   |
12 | ![mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot mot ](...
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: say it in 150, and the rest in the text beside it
"#,
    );
}

#[test]
fn b16_tables() {
    check(
        &retex(
            "",
            "| | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1 \\| 2 |\n\n| | |\n|---|---|\n| 1 | 2 |\n\n| a | |\n|---|---|\n| 1 | 2 |\n",
        ),
        r#"
warning[table-cells]: the last cell of the row is not shown
 --> communities/rte/retex/2026-01-02-x.md:8:1
  |
8 | | 1 | 2 | 3 |
  | ^^^^^^^^^^^^^
  |
  = help: give the first line of the table as many cells, or write `\|` for a bar in a text

warning[table-header]: the table has no headers
  --> communities/rte/retex/2026-01-02-x.md:11:1
   |
11 | | | |
   | ^^^^^
   |
   = help: write in its first line what each column holds

warning[table-header]: column 2 of the table has no header
  --> communities/rte/retex/2026-01-02-x.md:15:1
   |
15 | | a | |
   | ^^^^^^^
   |
   = help: write in its first line what each column holds
"#,
    );
}

#[test]
fn b16_a_table_that_no_browser_shows() {
    let row = "|a".repeat(150);
    let rows = format!("{row}\n").repeat(140);
    let found = super::portal(&retex("", &format!("{row}\n{}\n{rows}", "|-".repeat(150))));
    let codes: Vec<_> = found.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["table-size"]);
}

#[test]
fn c12_a_link_to_a_heavy_file() {
    let pdf = |size: usize| "x".repeat(size);
    let text = |size| {
        let page = retex("", "[le guide](guide.pdf)");
        format!("{page}=== communities/rte/retex/guide.pdf\n{}", pdf(size))
    };
    check(&text(10_000_000), "");
    check(
        &text(12_345_678),
        r#"
warning[heavy-file]: the link leads to a file of 12.3 MB
 --> communities/rte/retex/2026-01-02-x.md:6:12
  |
6 | [le guide](guide.pdf)
  |            ^^^^^^^^^
  |
  = help: export it smaller, or say its weight in the link's text
"#,
    );
}
