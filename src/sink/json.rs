//! JSON, such that it may stand in a script of a page as well.

use std::fmt::{self, Display, Write};

use serde::Serialize;

/// A finished value. Beside what JSON itself escapes, no letter of it can end a `<script>` or
/// begin a comment in it, and none ends a line of JavaScript: `<`, `>`, `&`, U+2028 and U+2029
/// stand in texts only, and are written `\u003c` …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Of a value whose maps have texts as names.
    pub fn of(value: &impl Serialize) -> Self {
        let text = serde_json::to_string(value);
        debug_assert!(text.is_ok(), "the value is none of JSON");
        let text = text.unwrap_or_else(|_| "null".to_owned());
        let mut out = String::with_capacity(text.len() + text.len() / 32);
        for letter in text.chars() {
            if matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
                let written = write!(out, "\\u{:04x}", u32::from(letter));
                debug_assert!(written.is_ok(), "writing to a text cannot fail");
            } else {
                out.push(letter);
            }
        }
        Self(out)
    }

    /// The finished document, with a line end.
    pub fn into_string(mut self) -> String {
        self.0.push('\n');
        self.0
    }
}

impl Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_a_script_and_each_comes_back() {
        let text = "</script><!-- ]]> & \u{2028}\u{2029} \" \\ \u{0} é🎉";
        let json = Json::of(&[text]).into_string();
        assert_eq!(
            json,
            "[\"\\u003c/script\\u003e\\u003c!-- ]]\\u003e \\u0026 \\u2028\\u2029 \\\" \\\\ \\u0000 é🎉\"]\n"
        );
        let back: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, [text]);
    }
}
