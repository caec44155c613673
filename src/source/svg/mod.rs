//! An SVG is a document that can act: what is published of it is what we read of it.
//!
//! Shown through `<img>` it cannot run, but its address can be opened by hand, and the pages of
//! a portal often share their origin with those of others. So a drawing is read as XML into
//! [`Piece`]s of names that only draw, and written again from those.

mod allowed;
mod fault;
mod names;
mod read;
mod style;

use std::sync::Arc;

use crate::diag::{Diagnostic, Source, Span};

/// A piece of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element begins.
    Open {
        /// Its name, in the vocabulary of SVG.
        name: &'static str,
        /// Its attributes, in their order.
        attributes: Vec<Attribute>,
    },
    /// The element that began last ends.
    Close,
    /// Text between tags.
    Text(String),
}

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name, with the prefix `xlink:` or `xml:` when it has one.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

/// The pieces of a drawing, if it is one, and only draws.
pub fn pieces(text: &str) -> Option<Vec<Piece>> {
    read::read(text).ok()
}

/// The pieces of a drawing; the findings say why there are none.
pub fn drawing(
    path: &Arc<str>,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<Piece>> {
    let fault = match read::read(text) {
        Ok(pieces) => return Some(pieces),
        Err(fault) => fault,
    };
    let diagnostic = Diagnostic::error(fault.code, fault.message).help(fault.help);
    found.push(match fault.range {
        Some(range) => {
            let source = Arc::new(Source::new(Arc::clone(path), text));
            diagnostic.at(Span::new(&source, clip(text, range)))
        }
        None => diagnostic.in_file(Arc::clone(path)),
    });
    None
}

/// Width and height of an SVG that does nothing; the findings say what it would do.
pub(super) fn look_at(
    path: &Arc<str>,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<(usize, usize)> {
    match drawing(path, text, found)?.first()? {
        Piece::Open { attributes, .. } => size(attributes),
        Piece::Close | Piece::Text(_) => None,
    }
}

/// The first 60 characters of a place: a whole script is no help.
fn clip(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let line = part.lines().next().unwrap_or("");
    let end = line.char_indices().nth(60).map_or(line.len(), |it| it.0);
    range.start..range.start + end
}

fn size(root: &[Attribute]) -> Option<(usize, usize)> {
    let value =
        |name: &str| root.iter().find(|it| it.name == name).map(|it| it.value.as_str());
    let number =
        |name: &str| value(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let boxed = || {
        let parts = value("viewBox")?.split([' ', ',']).filter(|it| !it.is_empty());
        let mut parts = parts.skip(2);
        Some((parts.next()?.parse::<f64>().ok()?, parts.next()?.parse::<f64>().ok()?))
    };
    let (width, height) = number("width").zip(number("height")).or_else(boxed)?;
    let round = |it: f64| format!("{:.0}", it.clamp(1.0, 1e6)).parse::<usize>().ok();
    Some((round(width)?, round(height)?))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn no_drawing_takes_more_than_its_length() {
        let svg = |inner: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>")
        };
        for (part, is_drawn) in [
            ("<style>", false),
            ("<style/>", true),
            ("<style>a{b:rgb(1)}</style>", true),
            ("<g>", false),
            ("<!-- -->a", true),
            ("url(", true),
            ("&amp;", true),
            ("<x xmlns=\"urn:x\">", false),
        ] {
            assert_eq!(pieces(&svg(&part.repeat(50_000))).is_some(), is_drawn, "{part}");
        }
        let many = |count: usize, start: &str| {
            let names: Vec<_> = (0..count).map(|it| format!(" {start}{it}='x'")).collect();
            svg(&format!("<g{}/>", names.concat()))
        };
        assert_eq!(pieces(&many(50_000, "a")), None);
        assert_eq!(pieces(&many(150, "xmlns:a")), None);
        let css = "(".repeat(50_000) + &"a".repeat(50_000) + " " + &"url(#".repeat(50_000);
        assert!(pieces(&svg(&format!("<style>{css}</style>"))).is_some());
    }
}
