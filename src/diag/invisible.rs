//! What is said of characters that nobody sees, wherever they stand.

use super::{Diagnostic, Span};
use crate::sink::hidden::{may_hide, name};

/// Names a character, at its place.
pub fn invisible(letter: char, span: Span) -> Diagnostic {
    let message = if letter == '\u{feff}' {
        "a byte-order mark (U+FEFF) stands inside the text".to_owned()
    } else {
        let count = span.text().chars().filter(|it| may_hide(*it)).count();
        let more =
            if count > 1 { format!(", and {} more,", count - 1) } else { String::new() };
        let name = called(letter);
        format!("the invisible character {name}{more} can make text read other than it is")
    };
    Diagnostic::warning("invisible-character", message)
        .at(span)
        .note("here")
        .help("remove it: nobody can see it in an editor")
}

/// A character by its number and its name.
pub fn called(letter: char) -> String {
    format!("U+{:04X} ({})", u32::from(letter), name(letter))
}
