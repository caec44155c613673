//! Translations: what they inherit, and what they must say themselves.

use super::{check, event, portal, retex, said};

#[test]
fn what_is_not_repeated_is_inherited() {
    check(
        &format!(
            "{}=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== communities/rte/retex/2026-01-02-x.en.md\n---\ntitle: X in English\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
"#,
    );
}

#[test]
fn without_an_original_nothing_is_inherited() {
    check(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== communities/rte/retex/2026-01-02-x.en.md\n---\ntitle: X\n---\n\nt\n",
        r#"
error[missing-field]: this retex is missing `authors`
 --> communities/rte/retex/2026-01-02-x.en.md:1:1
  |
1 | ---
  | ^^^ a translation without an original
  |
  = help: add `authors: […]`
"#,
    );
}

#[test]
fn a_language_that_the_portal_lacks() {
    check(
        &format!(
            "{}=== communities/rte/retex/2026-01-02-x.en.md\n---\ntitle: X\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
error[unknown-portal-language]: the portal has no language `en`
--> communities/rte/retex/2026-01-02-x.en.md
 = help: its languages are fr; add `en` to `languages:`, or rename the file
"#,
    );
}

#[test]
fn two_translations_of_one_language() {
    check(
        &format!(
            "{}=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== communities/rte/retex/2026-01-02-x.fr.md\n---\ntitle: X\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
error[duplicate-entry]: the retex `x` is given twice
 --> communities/rte/retex/2026-01-02-x.fr.md:1:1
  |
1 | ---
  | ^^^ again here
  |
 ::: communities/rte/retex/2026-01-02-x.md:1:1
  |
1 | ---
  | --- first here
  |
  = help: rename one of the two: the date at the start of a name does not count
"#,
    );
}

#[test]
fn references_of_a_translation_are_checked() {
    check(
        &format!(
            "{}=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== communities/rte/retex/2026-01-02-x.en.md\n---\ntitle: X\ntopics: [rsut]\n---\n\nt\n",
            retex("", "t")
        ),
        r#"
error[unknown-topic]: unknown topic `rsut`
 --> communities/rte/retex/2026-01-02-x.en.md:3:10
  |
3 | topics: [rsut]
  |          ^^^^
  |
  = help: did you mean `rust`? (`topics.yaml`)
"#,
    );
}

#[test]
fn a_mapping_of_a_translation_is_whole_with_the_originals() {
    let languages =
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n";
    let original = event("start: 2026-12-01\nplace: {name: Salle}\n");
    let english = |front: &str| {
        format!("=== communities/rte/events/e.en.md\n---\ntitle: E\n{front}---\n")
    };
    let right = english("place: {address: 1 Ball Road}\n");
    check(&format!("{original}{right}{languages}"), "");
    let wrong = english(
        "place: {address: 1 Ball Road}\nonline: {label: Call}\nprogramme: [{time: '10:00'}]\n",
    );
    check(
        &format!("{original}{wrong}{languages}"),
        r#"
error[missing-field]: `online` is missing `url`
 --> communities/rte/events/e.en.md:4:9
  |
4 | online: {label: Call}
  |         ^^^^^^^^^^^^^
  |
  = help: add `url: https://…`

error[missing-field]: `programme` is missing `title`
 --> communities/rte/events/e.en.md:5:13
  |
5 | programme: [{time: '10:00'}]
  |             ^^^^^^^^^^^^^^^
  |
  = help: add `title: …`
"#,
    );
}

#[test]
fn too_many_languages_are_said_once() {
    let all = "fr, en, de, es, it, pt, nl, pl, ja, ko, zh, ru, ar, fa, tr, sv, da, fi, no, cs, hu";
    let settings =
        format!("=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [{all}]\n");
    let texts = ["", ".en", ".de", ".hu"]
        .map(|it| format!("=== pages/a{it}.md\n---\ntitle: A\n---\n\nt\n"));
    let found = portal(&format!("{settings}{}", texts.concat()));
    let errors = said(&found.diagnostics).into_iter().filter(|it| it.starts_with("error"));
    let errors: Vec<_> = errors.collect();
    assert!(errors.len() == 1 && errors[0].contains("too-many"), "{errors:?}");
}
