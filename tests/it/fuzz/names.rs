//! Names of output files, and texts of authors in a terminal.

use parvis::{content::slug::slugify, sink::Plain};
use proptest::prelude::*;

use super::{bounded, run};

/// Letters of all planes, and what steers terminals, paths and shells.
fn letters() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(&[
        "../",
        "/",
        "\\",
        ".",
        "-",
        " ",
        "\0",
        "\u{1b}]0;",
        "\u{7}",
        "\u{9b}2J",
        "\u{202e}",
    ] as &[&str]);
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        2 => "[A-Za-zÀ-ÿœŒßıİ0-9]{1,6}",
        1 => pieces.prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|it| it.concat())
}

#[test]
fn a_slug_is_never_a_path() {
    run(&letters(), |text| {
        let slug = bounded(text.len(), || slugify(&text))?;
        let is_plain =
            |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        prop_assert!(slug.bytes().all(is_plain), "{slug:?}");
        prop_assert!(
            !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--")
        );
        prop_assert_eq!(slugify(&slug), slug);
        Ok(())
    });
}

#[test]
fn no_text_steers_a_terminal() {
    run(&letters(), |text| {
        let plain = bounded(text.len(), || Plain::line(&text))?;
        let steers = |it: char| it.is_control() || ('\u{202a}'..='\u{202e}').contains(&it);
        prop_assert!(!plain.as_str().contains(steers), "{plain:?}");
        // What nobody sees is spelled out.
        prop_assert!(plain.as_str().chars().count() >= text.chars().count());
        Ok(())
    });
}
