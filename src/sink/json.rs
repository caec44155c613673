//! JSON (RFC 8259): feeds, lists, and what pages say of themselves to machines.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// JSON that is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// A value in one line, for a file of its own.
    ///
    /// # Panics
    /// Never for what has only texts as keys.
    pub fn of(value: &impl Serialize) -> Self {
        let mut text = serde_json::to_string(value).expect("views have only texts as keys");
        text.push('\n');
        Self(text)
    }

    /// A value for the inside of a `script` of HTML, which no text can end: what HTML or an old
    /// JavaScript reads as more than a letter is written by its number
    /// (<https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements>).
    pub fn in_html(value: &impl Serialize) -> Self {
        let text = serde_json::to_string(value).expect("views have only texts as keys");
        // Most have none of them.
        let bytes = text.as_bytes();
        let is_rare = memchr::memchr3(b'<', b'>', b'&', bytes).is_some()
            || ["\u{2028}", "\u{2029}"]
                .iter()
                .any(|it| memchr::memmem::find(bytes, it.as_bytes()).is_some());
        if !is_rare {
            return Self(text);
        }
        let mut out = String::with_capacity(text.len() + 64);
        for letter in text.chars() {
            match letter {
                '<' => out.push_str("\\u003c"),
                '>' => out.push_str("\\u003e"),
                '&' => out.push_str("\\u0026"),
                '\u{2028}' => out.push_str("\\u2028"),
                '\u{2029}' => out.push_str("\\u2029"),
                other => out.push(other),
            }
        }
        Self(out)
    }

    /// What a content security policy calls an inline script with just this text
    /// (<https://www.w3.org/TR/CSP3/#grammardef-hash-source>, without its quotes). Browsers need
    /// none for data, but validators ask for it.
    pub fn hash_source(&self) -> String {
        format!("sha256-{}", STANDARD.encode(Sha256::digest(self.0.as_bytes())))
    }

    /// What is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The finished text.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn a_policy_names_a_text_by_its_hash() {
        // Of the text `1`: `printf 1 | openssl dgst -sha256 -binary | base64`.
        let expected = "sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=";
        assert_eq!(Json::in_html(&1).hash_source(), expected);
    }

    #[test]
    fn no_text_ends_the_script_that_holds_it() {
        let hostile = "</script><!--<script>&amp;]]>\u{2028}\u{2029}\"\\\u{0}\r\n";
        let Json(inside) = Json::in_html(&[hostile]);
        for bad in ["<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}", "\r", "\n"] {
            assert!(!inside.contains(bad), "{bad:?} in {inside}");
        }
        for written in [inside, Json::of(&[hostile]).into_string()] {
            let read: Vec<String> = serde_json::from_str(&written).unwrap();
            assert_eq!(read, [hostile]);
        }
    }
}
