//! Tags and attributes of XML and HTML, as far as a guard must see them.
//!
//! No parser: nothing is built, nothing is mended. Names lose their prefix and their case, and
//! values their character references, so that no spelling hides what a browser would see.

use std::ops::Range;

/// A piece of a marked-up text that is not plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// `<name …>` or `<name …/>`.
    Open(Tag),
    /// Text between tags that is not only white space.
    Text(Range<usize>),
    /// `<!DOCTYPE …>`, `<!ENTITY …>` and the like.
    Declaration(Range<usize>),
    /// `<?name …?>`.
    Instruction(Range<usize>),
    /// From a `<` on that never ends.
    Unclosed(Range<usize>),
}

/// The start of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Name in lower case, without its prefix.
    pub name: String,
    /// Attributes in order.
    pub attributes: Vec<Attribute>,
    /// Where it stands, from `<` to behind `>`.
    pub range: Range<usize>,
}

/// An attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Name in lower case, without its prefix.
    pub name: String,
    /// Value, character references resolved.
    pub value: String,
    /// Where name and value stand.
    pub range: Range<usize>,
}

/// Cuts a text into its pieces; closing tags and comments are passed over.
pub fn scan(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|it| it.find('<')).map(|it| it + at) {
        push_text(text, at..start, &mut pieces);
        let rest = text.get(start..).unwrap_or("");
        let closed = |end: &str| rest.find(end).map(|it| start + it + end.len());
        at = if rest.starts_with("<!--") {
            closed("-->").unwrap_or(text.len())
        } else if rest.starts_with("<![CDATA[") {
            let end = closed("]]>").unwrap_or(text.len());
            pieces.push(Piece::Text(start + 9..end.max(start + 9)));
            end
        } else if rest.starts_with("<!") {
            let end = closed(">").unwrap_or(text.len());
            pieces.push(Piece::Declaration(start..end));
            end
        } else if rest.starts_with("<?") {
            let end = closed(">").unwrap_or(text.len());
            pieces.push(Piece::Instruction(start..end));
            end
        } else if rest.starts_with("</") {
            closed(">").unwrap_or(text.len())
        } else if rest.get(1..).is_some_and(|it| it.starts_with(char::is_alphabetic)) {
            tag(text, start, &mut pieces)
        } else {
            start + 1
        };
    }
    push_text(text, at..text.len(), &mut pieces);
    pieces
}

fn push_text(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    if text.get(range.clone()).is_some_and(|it| !it.trim().is_empty()) {
        pieces.push(Piece::Text(range));
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_lowercase()
}

/// Reads a tag that begins at `start`; what comes out is where it ends.
fn tag(text: &str, start: usize, pieces: &mut Vec<Piece>) -> usize {
    let ends = |it: char| it.is_whitespace() || matches!(it, '/' | '>' | '=');
    let span = |from: usize, stop: &dyn Fn(char) -> bool| {
        let rest = text.get(from..).unwrap_or("");
        from + rest.find(stop).unwrap_or(rest.len())
    };
    let mut at = span(start + 1, &ends);
    let name = local(text.get(start + 1..at).unwrap_or(""));
    let mut attributes = Vec::new();
    loop {
        at = span(at, &|it| !(it.is_whitespace() || matches!(it, '/' | '=')));
        let rest = text.get(at..).unwrap_or("");
        if rest.is_empty() {
            pieces.push(Piece::Unclosed(start..text.len()));
            return text.len();
        }
        if rest.starts_with('>') {
            pieces.push(Piece::Open(Tag { name, attributes, range: start..at + 1 }));
            return at + 1;
        }
        let from = at;
        at = span(at, &ends).max(at + rest.chars().next().map_or(1, char::len_utf8));
        let attribute = local(text.get(from..at).unwrap_or(""));
        let equals = span(at, &|it| !it.is_whitespace());
        let mut value = "";
        if text.get(equals..).is_some_and(|it| it.starts_with('=')) {
            let open = span(equals + 1, &|it| !it.is_whitespace());
            let quote = text.get(open..).and_then(|it| it.chars().next());
            if let Some(quote @ ('"' | '\'')) = quote {
                let end = span(open + 1, &|it| it == quote);
                if end == text.len() {
                    pieces.push(Piece::Unclosed(start..end));
                    return end;
                }
                value = text.get(open + 1..end).unwrap_or("");
                at = end + 1;
            } else {
                at = span(open, &|it| it.is_whitespace() || it == '>');
                value = text.get(open..at).unwrap_or("");
            }
        }
        let value = decode_references(value);
        attributes.push(Attribute { name: attribute, value, range: from..at });
    }
}

/// Resolves `&#106;`, `&#x6a;` and the named references that can spell an address.
pub fn decode_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (letter, length) = reference(after).unwrap_or(('&', 0));
        out.push(letter);
        rest = after.get(length..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

/// The character behind a `&`, and how many bytes spell it. Browsers want no semicolon.
pub fn reference(after: &str) -> Option<(char, usize)> {
    const NAMED: &[(&str, char)] = &[
        ("Tab;", '\t'),
        ("NewLine;", '\n'),
        ("colon;", ':'),
        ("sol;", '/'),
        ("bsol;", '\\'),
        ("lpar;", '('),
        ("rpar;", ')'),
        ("period;", '.'),
        ("num;", '#'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("amp;", '&'),
        ("quot;", '"'),
        ("apos;", '\''),
        ("nbsp;", '\u{a0}'),
        ("shy;", '\u{ad}'),
        ("zwj;", '\u{200d}'),
        ("zwnj;", '\u{200c}'),
        ("lrm;", '\u{200e}'),
        ("rlm;", '\u{200f}'),
        ("ZeroWidthSpace;", '\u{200b}'),
        ("NegativeThinSpace;", '\u{200b}'),
        ("NoBreak;", '\u{2060}'),
        ("af;", '\u{2061}'),
        ("ApplyFunction;", '\u{2061}'),
        ("it;", '\u{2062}'),
        ("InvisibleTimes;", '\u{2062}'),
        ("ic;", '\u{2063}'),
        ("InvisibleComma;", '\u{2063}'),
    ];
    if let Some((name, letter)) = NAMED.iter().find(|it| after.starts_with(it.0)) {
        return Some((*letter, name.len()));
    }
    let digits = after.strip_prefix('#')?;
    let hex = digits.strip_prefix(['x', 'X']);
    let (digits, radix, skip) = hex.map_or((digits, 10, 1), |it| (it, 16, 2));
    let length = digits.find(|it: char| !it.is_digit(radix)).unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let semicolon = usize::from(digits.get(length..)?.starts_with(';'));
    Some((char::from_u32(code).unwrap_or('\u{fffd}'), skip + length + semicolon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_hides_a_name_or_a_value() {
        let text = "<svg:SCRIPT xlink:HREF = 'java&#x73;cript&colon;x' onload=a&gt;b>";
        let pieces = scan(text);
        let [Piece::Open(tag)] = pieces.as_slice() else { panic!("{pieces:?}") };
        let read: Vec<_> =
            tag.attributes.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
        assert_eq!(tag.name, "script");
        assert_eq!(read, [("href", "javascript:x"), ("onload", "a>b")]);
    }

    #[test]
    fn what_never_ends_is_told() {
        assert_eq!(scan("a <b c=\"d"), [Piece::Text(0..2), Piece::Unclosed(2..9)]);
        assert_eq!(scan("<!-- <b> --><!doctype x>"), [Piece::Declaration(12..24)]);
    }
}
