//! Texts as YAML takes them: as they are where it can be, else in quotes.

use super::plain_type;

/// Quotes that a word processor makes of straight ones.
const CURLY: [(char, char); 6] =
    [('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('‚', '‘'), ('”', '”')];

/// Whether a text is read as it is written, without quotes, as the value of a field. More is refused
/// than has to be: who reads it should not wonder.
/// See <https://yaml.org/spec/1.2.2/#733-plain-style>.
pub fn is_plain(text: &str) -> bool {
    let begins = |it: char| it.is_alphanumeric() || "(/«“…".contains(it);
    text.starts_with(begins)
        && !text.ends_with(|it: char| it == ':' || it.is_whitespace())
        && !text.split(':').skip(1).any(|it| it.starts_with(char::is_whitespace))
        && !text.contains(" #")
        && !text.contains(|it: char| it.is_control() || may_end_line(it))
        && plain_type(text, true).is_none()
        && !has_radix(text)
        && !text.eq_ignore_ascii_case("null")
}

/// Whether programs read a number of another base: `0x1f`, `0o17`, `0b1`.
fn has_radix(text: &str) -> bool {
    let mut letters = text.chars().map(|it| it.to_ascii_lowercase());
    letters.next() == Some('0') && letters.next().is_some_and(|it| "xob".contains(it))
}

/// A text as the value of a field: without quotes where it can be.
pub fn as_value(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// The same between brackets, where more has a meaning.
pub fn in_brackets(text: &str) -> String {
    let is_plain = is_plain(text) && !text.contains([',', '[', ']', '{', '}']);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in quotes: those that it does not hold itself, where it can be.
pub fn quoted(text: &str) -> String {
    let is_line = !text.contains(|it: char| it.is_control() || may_end_line(it));
    if is_line && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            it if it.is_control() || may_end_line(it) => {
                out.extend([format!("\\u{:04x}", u32::from(it))]);
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

/// What YAML or another program may take for the end of a line, or for nothing.
fn may_end_line(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// What stands between curly quotes that were meant as YAML's: they stand around all of it, and
/// none is within.
pub fn uncurled(text: &str) -> Option<&str> {
    CURLY.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.trim().is_empty() && !inner.contains([*open, *close])).then_some(inner)
    })
}

/// A value as its author meant it, in quotes: without those that stand around it already.
pub fn requoted(value: &str) -> String {
    if let Some(inner) = uncurled(value) {
        return quoted(inner.trim());
    }
    quoted(inner(value).unwrap_or(value))
}

/// What stands between straight quotes around a value; nothing where the first one closes
/// before the last, so that they are a part of the text.
fn inner(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?;
    let inner = match inner.strip_suffix(quote) {
        Some(inner) => inner,
        // It is never closed.
        None if !inner.contains(quote) => inner,
        None => return None,
    };
    let closes = inner.find(quote).is_some_and(|at| {
        let before = inner.get(..at).unwrap_or("");
        let after = inner.get(at + 1..).unwrap_or("").chars().next();
        !before.ends_with(char::is_whitespace)
            && after.is_some_and(|it| !it.is_alphanumeric())
    });
    (!closes).then_some(inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{as_value, in_brackets, quoted};
    use crate::{
        diag::Source,
        yaml::{Value, parse},
    };

    /// What YAML may read as more than it is.
    const PIECES: &[&str] = &[
        "yes",
        "No",
        "on",
        "true",
        "null",
        "~",
        "1e3",
        "0x1",
        "72.5",
        "2026-03-14",
        "12:30",
        ": ",
        ":",
        " #",
        "#",
        "- ",
        "-",
        "? ",
        "!",
        "&a",
        "*a",
        "%",
        "@",
        "`",
        "|",
        ">",
        "'",
        "\"",
        "\\",
        "\\n",
        "\n",
        "\t",
        " ",
        "  ",
        "\u{a0}",
        "\u{85}",
        "\u{2028}",
        ",",
        "[",
        "]",
        "{",
        "}",
        "é",
        "«",
        "“",
        "”",
        "…",
        "🎉",
        "a",
        "le mot",
        "C#",
        "https://x.example/#y",
        "<<",
        "=",
        "---",
        "...",
    ];

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(PIECES), 1..6).prop_map(|it| it.concat())
    }

    /// The value of `a`, as this crate and another reader of YAML have it.
    fn read(yaml: &str) -> Option<(String, String)> {
        let source = Arc::new(Source::new("a.yaml", yaml));
        let root = parse(&source, 0..yaml.len()).value?;
        let Value::Map(pairs) = root.value else { return None };
        let value = match &pairs.first()?.1.value {
            Value::List(items) => items.first()?.text()?.to_owned(),
            _ => pairs.first()?.1.text()?.to_owned(),
        };
        let other: serde_json::Value = serde_yaml::from_str(yaml).ok()?;
        let other = other.get("a")?;
        let other = other.get(0).unwrap_or(other).as_str()?.to_owned();
        Some((value, other))
    }

    proptest! {
        #[test]
        fn a_text_is_read_as_it_was(text in text()) {
            for yaml in [
                format!("a: {}\n", as_value(&text)),
                format!("a: {}\n", quoted(&text)),
                format!("a: [{}]\n", in_brackets(&text)),
            ] {
                prop_assert_eq!(read(&yaml), Some((text.clone(), text.clone())), "{}", yaml);
            }
        }
    }
}
