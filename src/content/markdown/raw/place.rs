//! Which elements of HTML stand in a line, and which part the words beside them.

/// Elements that may stand in a line of text.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong",
    "sub", "sup", "time", "u", "var", "wbr",
];

/// Whether an element may stand in a line of text.
pub(in crate::content::markdown) fn is_phrasing(name: &str) -> bool {
    PHRASING.contains(&name)
}

/// Elements that part the words before and behind them, also where they are not published.
const PARTING: &[&str] = &[
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Whether words before and behind a tag are not one.
pub(in crate::content::markdown) fn parts_words(name: &str) -> bool {
    PARTING.contains(&name)
}
