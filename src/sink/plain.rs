//! Plain text for terminals, and for whoever reads what a terminal would show.

use std::fmt::{self, Display};

use super::hidden::may_hide;

/// A text that steers nothing: control characters are replaced, what nobody sees and what turns
/// the direction of what follows is spelled out (`\u{202e}`), line ends and tabs stay.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plain(String);

impl Plain {
    /// A text of several lines.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            if may_hide(letter) && !is_plain(letter) {
                out.extend(letter.escape_unicode());
            } else {
                out.push(plain(letter));
            }
        }
        Self(out)
    }

    /// A text of one line.
    pub fn line(text: &str) -> Self {
        Self::new(&text.replace(['\n', '\t'], " "))
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
    let is_hidden = |it: char| !is_plain(it) && !is_break(it);
    let words = text.split(is_break).map(|it| it.replace(is_hidden, ""));
    words.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What stands for a character.
pub fn plain(letter: char) -> char {
    if is_plain(letter) { letter } else { '\u{fffd}' }
}

/// Whether a character only shows something.
pub fn is_plain(letter: char) -> bool {
    match letter {
        // Most of these join what is beside them, or give it a form.
        '\n'
        | '\t'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{180e}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => true,
        it => !it.is_control() && !may_hide(it),
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
            "a\u{fffd}]0;title\u{fffd}\u{fffd}31m\\u{202e}b\u{fffd}\n\tc\u{fffd}\\u{200f}é"
        );
        assert_eq!(Plain::line("a\n\tb").as_str(), "a  b");
        assert_eq!(Plain::line("a\u{200b}\u{e0041}b").as_str(), "a\\u{200b}\\u{e0041}b");
        assert_eq!(one_line("a\u{202e}b \u{200b} c"), "ab c");
        assert_eq!(one_line(" a\r\n\u{2028}b\u{1b}  c\u{a0}: d "), "a b c\u{a0}: d");
    }
}
