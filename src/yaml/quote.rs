//! Texts as YAML takes them: in quotes.

/// Quotes that a word processor makes of straight ones.
const CURLY: [(char, char); 6] =
    [('“', '”'), ('„', '“'), ('„', '”'), ('‘', '’'), ('‚', '‘'), ('”', '”')];

/// A text in quotes: those that it does not hold itself, where it can be.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
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
