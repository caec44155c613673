//! Texts and what they are set as. `~` stands for the narrow no-break space, `_` for the wide
//! one.

mod english;
mod french;
mod laws;
mod pieces;

use super::{Style, set};

/// Says all that is not as expected.
fn check(style: Style, cases: &[(&str, &str)]) {
    let shown = |it: &str| it.replace('\u{202f}', "~").replace('\u{a0}', "_");
    let real = |it: &str| it.replace('~', "\u{202f}").replace('_', "\u{a0}");
    let mut wrong = Vec::new();
    for (written, expected) in cases {
        let written = real(written);
        let once = set(&written, style);
        if shown(&once) != *expected {
            wrong.push(format!(
                "{written}\n  is      {}\n  must be {expected}",
                shown(&once)
            ));
        }
        let again = set(&once, style);
        if again != once {
            wrong.push(format!(
                "{written}\n  once  {}\n  twice {}",
                shown(&once),
                shown(&again)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
