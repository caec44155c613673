//! A18–A20: names that cannot stand in an address.

use super::{check, retex};

#[test]
fn a18_reserved_names() {
    check(
        "=== pages/index.md\n---\ntitle: I\n---\n\nt\n=== pages/nul.md\n---\ntitle: N\n---\n\nt\n=== people/com1.md\n---\nname: C\n---\n=== pages/accessibilite.md\n---\ntitle: A\n---\n\nt\n=== pages/aux/a.md\n---\ntitle: A\n---\n\nt\n",
        r#"
error[address-collision]: the address `/accessibilite/` is claimed twice
 --> pages/accessibilite.md:1:1
  |
1 | ---
  | ^^^ claims `/accessibilite/`
  |
  = help: `/accessibilite/` is a page that Parvis makes: choose another name

error[reserved-slug]: the name `aux` is reserved: Windows cannot keep such a file
 --> pages/aux/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: rename the folder

error[reserved-slug]: the name `index` is reserved
 --> pages/index.md:1:1
  |
1 | ---
  | ^^^ Parvis publishes something of this name
  |
  = help: add another `slug:`; reserved are `index`, `404`, `403`, `feed`, `assets`, `page`

error[reserved-slug]: the name `nul` is reserved: Windows cannot keep such a file
 --> pages/nul.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add another `slug:`

error[reserved-slug]: the name `com1` is reserved: Windows cannot keep such a file
 --> people/com1.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: rename the file
"#,
    );
    check(
        &retex("slug: assets\n", "t"),
        r#"
error[reserved-slug]: the name `assets` is reserved
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: assets
  |       ^^^^^^ Parvis publishes something of this name
  |
  = help: add another `slug:`; reserved are `index`, `404`, `403`, `feed`, `assets`, `page`
"#,
    );
}

#[test]
fn a19_empty_slugs() {
    check(
        "=== pages/%%%.md\n---\ntitle: P\n---\n\nt\n=== people/🙂.md\n---\nname: S\n---\n=== pages/!!/a.md\n---\ntitle: A\n---\n\nt\n",
        r#"
error[empty-slug]: nothing of the folder's name `!!` can stand in an address
 --> pages/!!/a.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: rename the folder

error[empty-slug]: nothing of the name `%%%` can stand in an address
 --> pages/%%%.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add `slug: a-name`

error[empty-slug]: nothing of the name `🙂` can stand in an address
 --> people/🙂.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: rename the file
"#,
    );
}

#[test]
fn a20_slugs_that_are_paths() {
    check(
        &retex("slug: ../x\n", "t"),
        r#"
error[bad-slug]: `slug`: `../x` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: ../x
  |       ^^^^
  |
  = help: write `x`
"#,
    );
    check(
        &retex("slug: a/b\n", "t"),
        r#"
error[bad-slug]: `slug`: `a/b` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: a/b
  |       ^^^
  |
  = help: write `a-b`
"#,
    );
    check(
        &retex("slug: \"%2e%2e\"\n", "t"),
        r#"
error[bad-slug]: `slug`: `%2e%2e` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: "%2e%2e"
  |       ^^^^^^^^
  |
  = help: write `2e-2e`
"#,
    );
    check(
        &retex("slug: \"a\\\\b\"\n", "t"),
        r#"
error[bad-slug]: `slug`: `a\b` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: "a\\b"
  |       ^^^^^^
  |
  = help: write `a-b`
"#,
    );
    check(
        &retex("slug: .cache\n", "t"),
        r#"
error[bad-slug]: `slug`: `.cache` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: .cache
  |       ^^^^^^
  |
  = help: write `cache`
"#,
    );
    check(
        &retex("slug: \"a\\0b\"\n", "t"),
        r#"
error[bad-slug]: `slug`: `a�b` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: "a\0b"
  |       ^^^^^^
  |
  = help: write `a-b`
"#,
    );
    check(
        &retex("slug: L’Été\n", "t"),
        r#"
error[bad-slug]: `slug`: `L’Été` is not a slug: only a-z, 0-9 and - are allowed
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: L’Été
  |       ^^^^^
  |
  = help: write `l-ete`
"#,
    );
}

#[test]
fn a20_aliases_that_leave_the_portal() {
    check(
        &retex(
            "aliases: [../x, //evil.example, \"https://evil.example/\", /a/../b, /a%2f..]\n",
            "t",
        ),
        r#"
error[bad-path]: `aliases`: `../x` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | aliases: [../x, //evil.example, "https://evil.example/", /a/../b, /a%2f..]
  |           ^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`

error[bad-path]: `aliases`: `//evil.example` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:17
  |
4 | aliases: [../x, //evil.example, "https://evil.example/", /a/../b, /a%2f..]
  |                 ^^^^^^^^^^^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`

error[bad-path]: `aliases`: `https://evil.example/` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:33
  |
4 | aliases: [../x, //evil.example, "https://evil.example/", /a/../b, /a%2f..]
  |                                 ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`

error[bad-path]: `aliases`: `/a/../b` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:58
  |
4 | aliases: [../x, //evil.example, "https://evil.example/", /a/../b, /a%2f..]
  |                                                          ^^^^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`

error[bad-path]: `aliases`: `/a%2f..` is not a path of the portal
 --> communities/rte/retex/2026-01-02-x.md:4:67
  |
4 | aliases: [../x, //evil.example, "https://evil.example/", /a/../b, /a%2f..]
  |                                                                   ^^^^^^^
  |
  = help: a path starts with `/` and has no `..`, `?` or `#`, such as `/ancien/chemin/`
"#,
    );
}

#[test]
fn a20_slug_that_is_too_long() {
    check(
        &retex(&format!("slug: {}\n", "abcde-".repeat(20).trim_end_matches('-')), "t"),
        r#"
error[bad-slug]: the name has 119 letters, at most 100 fit an address
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | slug: abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: add another `slug:`, such as `abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde`
"#,
    );
}
