//! B1–B8, C1: links and images.

use super::{check, retex};

#[test]
fn b01_broken_link() {
    check(
        &retex("", "[a](../indx.md)"),
        r#"
error[broken-link]: there is no file `../indx.md`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](../indx.md)
  |     ^^^^^^^^^^
  |
  = help: did you mean `/communities/rte/index.md`?
"#,
    );
    check(
        &retex("", "[a](rien-du-tout.md) et [b](/retexx/)"),
        r#"
error[broken-link]: there is no file `rien-du-tout.md`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](rien-du-tout.md) et [b](/retexx/)
  |     ^^^^^^^^^^^^^^^
  |
  = help: a path is relative to this file, or begins with `/` at the portal's folder

error[broken-link]: there is no page `/retexx/`
 --> communities/rte/retex/2026-01-02-x.md:6:29
  |
6 | [a](rien-du-tout.md) et [b](/retexx/)
  |                             ^^^^^^^^
  |
  = help: did you mean `/retex/`?
"#,
    );
    check(
        &retex("", "[a](index.md)"),
        r#"
error[broken-link]: there is no file `index.md`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](index.md)
  |     ^^^^^^^^
  |
  = help: did you mean `/communities/rte/index.md`?
"#,
    );
}

#[test]
fn b03_broken_anchor() {
    check(
        &retex("", "## Le contexte\n\n[a](#le-contxte)"),
        r#"
error[broken-anchor]: there is no anchor `#le-contxte`
 --> communities/rte/retex/2026-01-02-x.md:8:5
  |
8 | [a](#le-contxte)
  |     ^^^^^^^^^^^
  |
  = help: did you mean `#le-contexte`?
"#,
    );
    check(
        &retex("", "[a](#rien)"),
        r#"
error[broken-anchor]: there is no anchor `#rien`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](#rien)
  |     ^^^^^
  |
  = help: the page has no headings: remove the anchor
"#,
    );
    check(
        &retex("", "## Un\n\n## Deux\n\n[a](../index.md#zzz) [b](#zzz)"),
        r#"
error[broken-anchor]: there is no anchor `#zzz`
  --> communities/rte/retex/2026-01-02-x.md:10:16
   |
10 | [a](../index.md#zzz) [b](#zzz)
   |                ^^^^
   |
   = help: the page has no headings: remove the anchor

error[broken-anchor]: there is no anchor `#zzz`
  --> communities/rte/retex/2026-01-02-x.md:10:26
   |
10 | [a](../index.md#zzz) [b](#zzz)
   |                          ^^^^
   |
   = help: its anchors are `#un`, `#deux`
"#,
    );
}

#[test]
fn b04_wrong_spelling_is_resolved() {
    check(
        &retex("", "[a](../Index.md)"),
        r#"
warning[link-spelling]: `../Index.md` is not the name of the file
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](../Index.md)
  |     ^^^^^^^^^^^
  |
  = help: write `/communities/rte/index.md`
"#,
    );
    check(
        &retex("", "[a](../index) et [b](/communities/rte)"),
        r#"
warning[link-spelling]: `../index` is not the name of the file
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](../index) et [b](/communities/rte)
  |     ^^^^^^^^
  |
  = help: write `/communities/rte/index.md`

warning[link-spelling]: `/communities/rte` is not the name of the file
 --> communities/rte/retex/2026-01-02-x.md:6:22
  |
6 | [a](../index) et [b](/communities/rte)
  |                      ^^^^^^^^^^^^^^^^
  |
  = help: write `/communities/rte/index.md`
"#,
    );
    check(
        "=== pages/\u{e9}t\u{e9} 1.md\n---\ntitle: A\n---\n\nt\n=== pages/b.md\n---\ntitle: B\n---\n\n[a](<e\u{301}te\u{301} 1.md>) [b](%C3%A9t%C3%A9%201.md)\n",
        r#"
"#,
    );
}

#[test]
fn b05_links_out_of_the_portal() {
    check(
        &retex("", "[a](../../../../etc/passwd)"),
        r#"
error[link-outside]: `../../../../etc/passwd` leads out of the portal
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](../../../../etc/passwd)
  |     ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: links stay inside the portal's folder
"#,
    );
    check(
        &retex("", "[a](/etc/passwd)"),
        r#"
error[broken-link]: there is no page `/etc/passwd`
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](/etc/passwd)
  |     ^^^^^^^^^^^
  |
  = help: link to a file of the portal instead, such as `/pages/a-propos.md`
"#,
    );
    check(
        &retex("", "[a](file:///etc/passwd)"),
        r#"
error[unsafe-address]: `file:///etc/passwd` is a place on a disk, not on the web
 --> communities/rte/retex/2026-01-02-x.md:6:5
  |
6 | [a](file:///etc/passwd)
  |     ^^^^^^^^^^^^^^^^^^
  |
  = help: put the file beside the text, and write its name alone
"#,
    );
    check(
        &retex("", "[a](<\\\\\\\\srv\\\\share>)"),
        r#"
error[unsafe-address]: `\\srv\share` is a place on a disk, not on the web
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | [a](<\\\\srv\\share>)
  | ^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the file beside the text, and write its name alone
"#,
    );
}

#[test]
fn b07_data_image() {
    check(
        &retex("", "![un](data:image/png;base64,AAAA)"),
        r#"
error[unsafe-address]: an image cannot have the address `data:image/png;base64,AAAA`
 --> communities/rte/retex/2026-01-02-x.md:6:7
  |
6 | ![un](data:image/png;base64,AAAA)
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the image beside the text, or into `static/img/`
"#,
    );
}

#[test]
fn b08_unencrypted() {
    check(
        &retex("", "![un](http://a.example/x.png)\n\n[a](http://a.example/)"),
        r#"
error[foreign-image]: the image is loaded from another site
 --> communities/rte/retex/2026-01-02-x.md:6:7
  |
6 | ![un](http://a.example/x.png)
  |       ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: pages load nothing from elsewhere: put the image beside the text, or link to it

warning[insecure-link]: the link is not encrypted
 --> communities/rte/retex/2026-01-02-x.md:8:5
  |
8 | [a](http://a.example/)
  |     ^^^^^^^^^^^^^^^^^
  |
  = help: write `https://`
"#,
    );
}

#[test]
fn b08_foreign_image() {
    check(
        &retex("", "![un](https://a.example/x.png)"),
        r#"
error[foreign-image]: the image is loaded from another site
 --> communities/rte/retex/2026-01-02-x.md:6:7
  |
6 | ![un](https://a.example/x.png)
  |       ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: pages load nothing from elsewhere: put the image beside the text, or link to it
"#,
    );
}

#[test]
fn c01_missing_image() {
    check(
        &format!("{}=== communities/rte/retex/schema.png\n", retex("", "![un](shema.png)")),
        r#"
error[missing-image]: there is no image `shema.png`
 --> communities/rte/retex/2026-01-02-x.md:6:7
  |
6 | ![un](shema.png)
  |       ^^^^^^^^^
  |
  = help: did you mean `schema.png`?

warning[unused-file]: no text shows or links to this file: it is not published
--> communities/rte/retex/schema.png
 = help: link to it, remove it, or put it into `static/` to publish it as it is
"#,
    );
    check(
        &retex("", "![un](/img/x.png)"),
        r#"
error[missing-image]: there is no image `/img/x.png`
 --> communities/rte/retex/2026-01-02-x.md:6:7
  |
6 | ![un](/img/x.png)
  |       ^^^^^^^^^^
  |
  = help: put it beside the text, or into `static/img/` and write `/img/…`
"#,
    );
    check(
        &retex("cover: {image: x.png, alt: A}\n", "t"),
        r#"
error[missing-image]: there is no image `x.png`
 --> communities/rte/retex/2026-01-02-x.md:4:16
  |
4 | cover: {image: x.png, alt: A}
  |                ^^^^^
  |
  = help: put it beside the text, or into `static/img/` and write `/img/…`
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\norganisation: {name: O, logo: /img/lgo.svg}\n=== static/img/logo.svg\n",
        r#"
error[missing-image]: there is no image `/img/lgo.svg`
 --> portal.yaml:3:31
  |
3 | organisation: {name: O, logo: /img/lgo.svg}
  |                               ^^^^^^^^^^^^
  |
  = help: did you mean `/img/logo.svg`?
"#,
    );
}

#[test]
fn files_that_run_are_not_published_for_an_author() {
    check(
        &format!(
            "{}=== communities/rte/retex/evil.html\n<script>x</script>\n=== static/old.html\n<p>x</p>\n",
            retex("", "[un](evil.html) [deux]()")
        ),
        r#"
error[active-file]: `evil.html` can run code in its readers' browsers
 --> communities/rte/retex/2026-01-02-x.md:6:6
  |
6 | [un](evil.html) [deux]()
  |      ^^^^^^^^^
  |
  = help: write it as Markdown, or publish it on another site and link there

warning[empty-link]: the link leads nowhere
 --> communities/rte/retex/2026-01-02-x.md:6:24
  |
6 | [un](evil.html) [deux]()
  |                        ^
  |
  = help: write its address between the brackets: `[text](address)`

error[active-static]: the file can run code in its readers' browsers
--> static/old.html
 = help: remove it; or read it, and add `active_static: [old.html]` to `portal.yaml`
"#,
    );
}

#[test]
fn addresses_that_are_one_file_or_lie_below_a_file_collide() {
    check(
        &retex(
            "aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]\n",
            "t",
        ),
        r#"
error[address-collision]: the address `/index.html` is the same file as `/`
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]
  |           ^^^^^^^^^^^ claims `/index.html`
  |
  = help: `/` is a page that Parvis makes: choose another name

error[address-collision]: the address `/robots.txt/` lies below `/robots.txt`, which is a file
 --> communities/rte/retex/2026-01-02-x.md:4:24
  |
4 | aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]
  |                        ^^^^^^^^^^^^ claims `/robots.txt/`
  |
  = help: `/robots.txt` is a page that Parvis makes: choose another name

error[address-collision]: the address `/a.html/b/` lies below `/a.html`, which is a file
 --> communities/rte/retex/2026-01-02-x.md:4:47
  |
4 | aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]
  |                                               ^^^^^^^^^^ claims `/a.html/b/`
  |
 ::: communities/rte/retex/2026-01-02-x.md:4:38
  |
4 | aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]
  |                                      ------- claims `/a.html` too
  |
  = help: rename one of the two files, or give one another `slug:`

error[bad-path]: `aliases`: `/.hidden/` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:59
  |
4 | aliases: [/index.html, /robots.txt/, /a.html, /a.html/b/, /.hidden/]
  |                                                           ^^^^^^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`
"#,
    );
}
