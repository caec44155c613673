//! E1–E3, E14: the settings, and how the command ends on them.

use super::{check, portal, retex, same, write};
use crate::cli::parvis;

/// How the command ends on a portal, and what it says.
fn ends(text: &str, args: &[&str]) -> (i32, String) {
    let temp = write(text);
    let root = temp.path().to_str().unwrap();
    let output = parvis(&[&["check", root], args].concat());
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn e02_syntax() {
    check(
        "=== portal.yaml\ntitle: P : q\nurl: https://p.example/\n",
        r#"
error[yaml-syntax]: a text that holds `: ` needs quotes
 --> portal.yaml:1:8
  |
1 | title: P : q
  |        ^^^^^
  |
  = help: write `title: "P : q"`
"#,
    );
}

#[test]
fn e02_unknown_key() {
    check(
        "=== portal.yaml\ntitel: P\nurl: https://p.example/\nbaseURL: x\n",
        r#"
error[unknown-field]: unknown field `titel`
 --> portal.yaml:1:1
  |
1 | titel: P
  | ^^^^^
  |
  = help: did you mean `title`?

error[unknown-field]: unknown field `baseURL`
 --> portal.yaml:3:1
  |
3 | baseURL: x
  | ^^^^^^^
  |
  = help: did you mean `url`?
"#,
    );
}

#[test]
fn e02_wrong_type() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: fr\npage_size: 0\ntimezone: Paris\n",
        r#"
error[wrong-type]: `languages` must be a list, found the text `fr`
 --> portal.yaml:3:12
  |
3 | languages: fr
  |            ^^
  |
  = help: write `languages: [fr]`

error[wrong-type]: `page_size` must be a whole number from 1, found the number `0`
 --> portal.yaml:4:12
  |
4 | page_size: 0
  |            ^
  |
  = help: write 1 or more

error[unknown-time-zone]: `timezone`: there is no time zone `Paris`
 --> portal.yaml:5:11
  |
5 | timezone: Paris
  |           ^^^^^
  |
  = help: did you mean `Europe/Paris`?
"#,
    );
}

#[test]
fn e02_empty() {
    check(
        "=== portal.yaml\n",
        r#"
error[missing-field]: the settings are missing `title` and `url`
 --> portal.yaml:1:1
  |
1 |
  | ^
  |
  = help: add `title: …` and `url: https://…`
"#,
    );
}

#[test]
fn e02_checks() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nchecks: {image-alt: maybe, imagealt: off, unknown-topic: off, heading-level: error}\n",
        r#"
error[wrong-type]: `checks.image-alt` must be one of `error`, `warning`, `off`, found the text `maybe`
 --> portal.yaml:3:21
  |
3 | checks: {image-alt: maybe, imagealt: off, unknown-topic: off, heading-level: error}
  |                     ^^^^^

error[unknown-check]: there is no rule `imagealt`
 --> portal.yaml:3:28
  |
3 | checks: {image-alt: maybe, imagealt: off, unknown-topic: off, heading-level: error}
  |                            ^^^^^^^^
  |
  = help: did you mean `image-alt`?

error[unknown-check]: the rule `unknown-topic` cannot be turned: it would break the portal
 --> portal.yaml:3:43
  |
3 | checks: {image-alt: maybe, imagealt: off, unknown-topic: off, heading-level: error}
  |                                           ^^^^^^^^^^^^^
  |
  = help: `parvis explain` lists all rules, and says which can be changed
"#,
    );
}

#[test]
fn e02_checks_turn_only_taste() {
    check(
        &format!(
            "{}=== portal.yaml\ntitle: P\nurl: https://p.example/\nchecks: {{heading-level: error, insecure-link: off}}\n",
            retex("", "# Un\n\n[a](http://a.example/)")
        ),
        r#"
error[heading-level]: the title is the page's only heading of level 1
 --> communities/rte/retex/2026-01-02-x.md:6:1
  |
6 | # Un
  | ^^^^
  |
  = help: write `##`
"#,
    );
}

#[test]
fn e02_language_twice() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en, fr]\n",
        r#"
error[duplicate-key]: the language `fr` is given twice
 --> portal.yaml:3:21
  |
3 | languages: [fr, en, fr]
  |                     ^^ again here
  |
 ::: portal.yaml:3:13
  |
3 | languages: [fr, en, fr]
  |             -- first here
  |
  = help: keep one of the two
"#,
    );
}

#[test]
fn e02_menu() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nmenu:\n  - {label: A, page: /pages/a.md}\n  - {label: B, page: /retx/}\n  - {label: C}\n",
        r#"
warning[menu-page]: there is no published file `/pages/a.md`
 --> portal.yaml:4:22
  |
4 |   - {label: A, page: /pages/a.md}
  |                      ^^^^^^^^^^^ the menu leaves this link out
  |
  = help: name a content file from the portal's folder on, or an address

warning[menu-page]: there is no page `/retx/`
 --> portal.yaml:5:22
  |
5 |   - {label: B, page: /retx/}
  |                      ^^^^^^ the menu leaves this link out
  |
  = help: did you mean `/retex/`?

error[missing-field]: this link is missing `page` or `url`
 --> portal.yaml:6:5
  |
6 |   - {label: C}
  |     ^^^^^^^^^^
  |
  = help: add `page: /pages/a-propos.md`, or `url: https://…`
"#,
    );
}

#[test]
fn e14_language_code() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [français]\n",
        r#"
error[wrong-type]: `languages` must be a language such as `fr`, found the text `français`
 --> portal.yaml:3:13
  |
3 | languages: [français]
  |             ^^^^^^^^
  |
  = help: write `fr`
"#,
    );
    check(
        &retex("lang: FR\n", "t"),
        r#"
error[wrong-type]: `lang` must be a language such as `fr`, found the text `FR`
 --> communities/rte/retex/2026-01-02-x.md:4:7
  |
4 | lang: FR
  |       ^^
  |
  = help: write `lang: fr`
"#,
    );
}

#[test]
fn e14_interface_without_texts() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, eo]\n",
        r#"
warning[untranslated-interface]: the interface has no texts in `eo`; those in `fr` are shown
--> portal.yaml
 = help: add `i18n/eo.yaml`
"#,
    );
}

#[test]
fn e14_text_that_no_page_shows() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\n=== i18n/fr.yaml\nretexs: Récits\nmon-texte-a-moi: ok\n",
        r#"
warning[unknown-text]: no page shows a text `retexs`
 --> i18n/fr.yaml:1:1
  |
1 | retexs: Récits
  | ^^^^^^
  |
  = help: did you mean `retex`?
"#,
    );
}

#[test]
fn e01_no_settings() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().to_str().unwrap();
    let output = parvis(&["check", root]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    let first = format!("error: there is no `portal.yaml` in `{root}` or above it\n");
    assert!(said.starts_with(&first) && said.contains("help: "), "{said}");
}

#[test]
fn e02_faults_of_the_settings_end_with_2_and_those_of_the_content_with_1() {
    let right = retex("", "t");
    for (text, code) in [
        (right.clone(), 0),
        (retex("zzz: 1\n", "t"), 1),
        (format!("{right}=== portal.yaml\ntitle: P\nurl: https://p.example/\nzzz: 1\n"), 2),
        (
            format!(
                "{right}=== portal.yaml\ntitle: P\nurl: https://p.example/\ntheme: zzz\n"
            ),
            2,
        ),
        (format!("{right}=== portal.yaml\ntitle: \"P\nurl: x\n"), 2),
        (format!("{right}=== i18n/fr.yaml\n\"a: b\n"), 2),
    ] {
        let (ended, said) = ends(&text, &[]);
        assert_eq!(ended, code, "{said}");
    }
    assert_eq!(ends(&retex("", "# Un"), &[]).0, 0);
    assert_eq!(ends(&retex("", "# Un"), &["--strict"]).0, 1);
}

#[test]
fn e03_the_base_url_of_the_command_line_is_checked_too() {
    let (ended, said) = ends(&retex("", "t"), &["--base-url", "p.example/a"]);
    assert_eq!(ended, 2, "{said}");
    let expected =
        "error[bad-url]: `--base-url`: `p.example/a` is not an `https://` address";
    assert!(said.contains(expected), "{said}");
    assert_eq!(ends(&retex("", "t"), &["--base-url", "https://p.example/ns/project"]).0, 0);
}

#[test]
fn e16_words_of_addresses() {
    let words = "address.retex: \"../../x\"\naddress.events: \"\"\naddress.talks: \".\"\naddress.people: \"/evil\"\naddress.topics: \"é à\"\naddress.plan: Übersicht\naddress.past: vorbei\n";
    let settings =
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, de]\n";
    let text = format!("{settings}=== i18n/de.yaml\n{words}");
    let mut found = portal(&text).diagnostics.clone();
    found.retain(|it| it.code != "untranslated-interface");
    same(
        &found,
        r#"
error[bad-slug]: `address.retex` cannot be `../../x`: it stands in addresses
 --> i18n/de.yaml:1:16
  |
1 | address.retex: "../../x"
  |                ^^^^^^^^^
  |
  = help: write `x`, or another word of `a-z`, `0-9` and `-`

error[bad-slug]: `address.events` is empty: it stands in addresses
 --> i18n/de.yaml:2:17
  |
2 | address.events: ""
  |                 ^^
  |
  = help: write `evenements`, or another word of `a-z`, `0-9` and `-`

error[bad-slug]: `address.talks` cannot be `.`: it stands in addresses
 --> i18n/de.yaml:3:16
  |
3 | address.talks: "."
  |                ^^^
  |
  = help: write `interventions`, or another word of `a-z`, `0-9` and `-`

error[bad-slug]: `address.people` cannot be `/evil`: it stands in addresses
 --> i18n/de.yaml:4:17
  |
4 | address.people: "/evil"
  |                 ^^^^^^^
  |
  = help: write `evil`, or another word of `a-z`, `0-9` and `-`

error[bad-slug]: `address.topics` cannot be `é à`: it stands in addresses
 --> i18n/de.yaml:5:17
  |
5 | address.topics: "é à"
  |                 ^^^^^
  |
  = help: write `e-a`, or another word of `a-z`, `0-9` and `-`

error[bad-slug]: `address.plan` cannot be `Übersicht`: it stands in addresses
 --> i18n/de.yaml:6:15
  |
6 | address.plan: Übersicht
  |               ^^^^^^^^^
  |
  = help: write `ubersicht`, or another word of `a-z`, `0-9` and `-`
"#,
    );
}
