//! Plain text for terminals, and for whoever reads what a terminal would show.

use std::fmt::{self, Display};

/// A text that steers nothing: control characters and marks that turn the direction of what
/// follows are replaced, line ends and tabs stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plain(String);

impl Plain {
    /// A text of several lines.
    pub fn new(text: &str) -> Self {
        Self(text.chars().map(plain).collect())
    }

    /// A text of one line.
    pub fn line(text: &str) -> Self {
        let one = |it| if matches!(it, '\n' | '\t') { ' ' } else { plain(it) };
        Self(text.chars().map(one).collect())
    }

    /// What is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text as one line: what ends a line or steers becomes a space, and several are one. Spaces of
/// typographers stay.
pub fn one_line(text: &str) -> String {
    let is_break =
        |it: char| it == ' ' || it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    let words = text.split(is_break).filter(|it| !it.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What stands for a character.
pub fn plain(letter: char) -> char {
    if is_plain(letter) { letter } else { '\u{fffd}' }
}

/// Whether a character only shows something.
pub fn is_plain(letter: char) -> bool {
    match letter {
        '\n' | '\t' => true,
        '\u{feff}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => false,
        it => !it.is_control(),
    }
}

impl Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_a_terminal() {
        let text = "a\u{1b}]0;title\u{7}\u{9b}31m\u{202e}b\r\n\tc\u{7f}\u{200f}é";
        assert_eq!(
            Plain::new(text).as_str(),
            "a\u{fffd}]0;title\u{fffd}\u{fffd}31m\u{fffd}b\u{fffd}\n\tc\u{fffd}\u{fffd}é"
        );
        assert_eq!(Plain::line("a\n\tb").as_str(), "a  b");
    }
}
