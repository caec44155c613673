use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{Run, Style, set};

/// All that a rule looks at, close together.
const LETTERS: &str =
    "[ \u{a0}\u{202f}\n\"'«»“”‘’;:!?.,…%€°§/@`()\\[\\]0-9aefhlnprtMIVXÉé–—-]{0,40}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_set_is_set(text in LETTERS) {
        for style in [Style::French, Style::English] {
            let once = set(&text, style).into_owned();
            let twice = set(&once, style);
            prop_assert_eq!(&twice, &once, "{:?} of {:?}", style, text);
        }
    }

    #[test]
    fn no_letter_is_lost(text in LETTERS) {
        let letters = |it: &str| -> String { it.chars().filter(|it| it.is_alphanumeric()).collect() };
        for style in [Style::French, Style::English] {
            prop_assert_eq!(letters(&set(&text, style)), letters(&text));
        }
    }

    #[test]
    fn pieces_are_set_as_their_whole(text in LETTERS, cut in 0..40_usize) {
        let text = text.replace('`', "");
        let cut = (cut..=text.len()).find(|it| text.is_char_boundary(*it)).unwrap_or(text.len());
        let (a, b) = text.split_at(cut);
        let mut run = Run::default();
        run.text(a, Style::French);
        run.text(b, Style::French);
        run.set();
        for (at, piece) in [a, b].into_iter().enumerate() {
            for edit in run.edits(at) {
                prop_assert!(piece.get(edit.at..edit.end).is_some_and(|it| !it.is_empty()));
            }
        }
    }
}

// What grows with the square of such a text takes minutes; the machine may be busy.
#[test]
fn it_takes_as_long_as_the_text_is() {
    let patterns = [
        "\"", "'", "\"a ", "« ", "»", "a ; ", "1 000 ", "- a ", " - ", "-", "...", ".",
        "@", "a@b ", "://", "www.", "`", "M. X ", "XIXe ", "n° ", "\"'", " \"", "a' ",
        "16 : 9 ", "!?", "    ", "&a;", "1e-5 ", "é", "--", "1",
    ];
    let start = Instant::now();
    for pattern in patterns {
        let text = pattern.repeat(400_000 / pattern.len());
        for style in [Style::French, Style::English] {
            let begun = Instant::now();
            let length = set(&text, style).len();
            assert!(length > 0 && begun.elapsed() < Duration::from_secs(10), "{pattern}");
        }
    }
    assert!(start.elapsed() < Duration::from_secs(120));
}
