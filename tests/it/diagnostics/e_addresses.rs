//! E3, E11, E15: addresses of the portal, and things that claim one.

use super::check;

#[test]
fn e03_url() {
    check(
        "=== portal.yaml\ntitle: P\nurl: p.example\n",
        r#"
error[bad-url]: `url`: `p.example` is not an `https://` address
 --> portal.yaml:2:6
  |
2 | url: p.example
  |      ^^^^^^^^^
  |
  = help: write `https://p.example`
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: ftp://p.example/\n",
        r#"
error[bad-url]: `url`: `ftp://p.example/` is not an `https://` address
 --> portal.yaml:2:6
  |
2 | url: ftp://p.example/
  |      ^^^^^^^^^^^^^^^^
  |
  = help: an address begins with `https://`
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/?a=b\n",
        r#"
error[bad-url]: `url`: `https://p.example/?a=b` has a query or an anchor
 --> portal.yaml:2:6
  |
2 | url: https://p.example/?a=b
  |      ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write scheme, host and path only
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/#a\n",
        r#"
error[bad-url]: `url`: `https://p.example/#a` has a query or an anchor
 --> portal.yaml:2:6
  |
2 | url: https://p.example/#a
  |      ^^^^^^^^^^^^^^^^^^^^
  |
  = help: write scheme, host and path only
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: \"https://p.example/a b\"\n",
        r#"
error[bad-url]: `url`: `https://p.example/a b` is not an address
 --> portal.yaml:2:6
  |
2 | url: "https://p.example/a b"
  |      ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: an address has a host and no spaces; write `%20` for a space
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://communautés.example/\n",
        r#"
error[bad-url]: `url`: `https://communautés.example/` has a host with accents
 --> portal.yaml:2:6
  |
2 | url: https://communautés.example/
  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the host as computers know it, in ASCII: it begins with `xn--`
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/été/\n",
        r#"
error[bad-url]: `url`: `https://p.example/été/` has a path with accents
 --> portal.yaml:2:6
  |
2 | url: https://p.example/été/
  |      ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path without accents, as the server knows it
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://\n",
        r#"
error[bad-url]: `url`: `https://` is not an address: it has no host
 --> portal.yaml:2:6
  |
2 | url: https://
  |      ^^^^^^^^
  |
  = help: write the host after it, or remove the address
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://ana@p.example/\n",
        r#"
error[bad-url]: `url`: `https://ana@p.example/` holds a user name, which every reader would see
 --> portal.yaml:2:6
  |
2 | url: https://ana@p.example/
  |      ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove what stands before `@`
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/a//b/\n",
        r#"
error[bad-url]: `url`: `https://p.example/a//b/` has a path with `..` or `//`
 --> portal.yaml:2:6
  |
2 | url: https://p.example/a//b/
  |      ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path as it is
"#,
    );
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/../x/\n",
        r#"
error[bad-url]: `url`: `https://p.example/../x/` has a path with `..` or `//`
 --> portal.yaml:2:6
  |
2 | url: https://p.example/../x/
  |      ^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the path as it is
"#,
    );
}

#[test]
fn e15_two_kinds_at_one_address() {
    check(
        "=== communities/rte/pages/retex.md\n---\ntitle: R\n---\n\nt\n=== pages/communautes/rte.md\n---\ntitle: R2\n---\n\nt\n",
        r#"
error[address-collision]: the address `/communautes/rte/retex/` is claimed twice
 --> communities/rte/pages/retex.md:1:1
  |
1 | ---
  | ^^^ claims `/communautes/rte/retex/`
  |
  = help: `/communautes/rte/retex/` is a page that Parvis makes: choose another name

error[address-collision]: the address `/communautes/rte/` is claimed twice
 --> pages/communautes/rte.md:1:1
  |
1 | ---
  | ^^^ claims `/communautes/rte/`
  |
 ::: communities/rte/index.md:1:1
  |
1 | ---
  | --- claims `/communautes/rte/` too
  |
  = help: rename one of the two files, or give one another `slug:`
"#,
    );
}

#[test]
fn e11_files_at_one_address() {
    check(
        "=== static/robots.txt\n=== static/pages/logo.svg\n=== static/Pages/logo.svg\n",
        r#"
error[address-collision]: the address `/pages/logo.svg` differs from another only by case or Unicode form
--> static/pages/logo.svg
 = note: `static/Pages/logo.svg` claims `/Pages/logo.svg` too
 = help: rename one of the two files, or give one another `slug:`

error[address-collision]: the address `/robots.txt` is claimed twice
--> static/robots.txt
 = help: `/robots.txt` is a page that Parvis makes: choose another name
"#,
    );
}
