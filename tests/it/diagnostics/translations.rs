//! Translations: what they inherit, and what they must say themselves.

use super::{check, retex};

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
error[missing-field]: this retex lacks `authors`
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
