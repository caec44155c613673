//! A text as its author wrote it, with other addresses: to readers elsewhere, a path of the
//! portal means nothing.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::Parser;

use super::{
    Link,
    reading::{Reading, options},
};

/// The Markdown in a range of a file, in which addresses of links and images are replaced by
/// those that `address` gives for their place in `links`.
///
/// What is replaced are destinations as they stand in the text, and the definitions of those that
/// links refer to. One that is written in another way than it reads (`a&amp;b`) stays.
pub(in crate::content) fn with_addresses(
    file: &str,
    body: &Range<usize>,
    links: &[Link],
    address: impl Fn(usize) -> Option<String>,
) -> String {
    let text = file.get(body.clone()).unwrap_or("");
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    let mut referred: HashMap<&str, String> = HashMap::new();
    for (at, link) in links.iter().enumerate() {
        let Some(new) = address(at) else { continue };
        // Else it is the whole link: its destination stands elsewhere.
        if file.get(link.range.clone()) == Some(&*link.target) {
            let start = link.range.start.saturating_sub(body.start);
            places.push((start..start + link.target.len(), new));
        } else {
            referred.insert(&link.target, new);
        }
    }
    if !referred.is_empty() {
        let reading = Reading::new(text);
        let parser = Parser::new_ext(reading.for_places(), options());
        for (_, it) in parser.reference_definitions().iter() {
            let to = reading.letters(&it.dest);
            let place = destination(text, &it.span, &to);
            places.extend(place.zip(referred.get(&*to).cloned()));
        }
    }
    places.sort_by_key(|it| it.0.start);
    let mut out = String::with_capacity(text.len() + 40 * places.len());
    let mut done = 0;
    for (place, new) in places {
        // Two links may have one definition.
        let Some(before) = text.get(done..place.start) else { continue };
        out.push_str(before);
        out.push_str(&new);
        done = place.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

/// Where the destination of a definition stands: behind its label.
fn destination(
    text: &str,
    definition: &Range<usize>,
    destination: &str,
) -> Option<Range<usize>> {
    let whole = text.get(definition.clone())?;
    let label = whole.find("]:")? + 2;
    let start = definition.start + label + whole.get(label..)?.find(destination)?;
    (!destination.is_empty()).then(|| start..start + destination.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        content::markdown::{outline, portable::with_addresses},
        diag::Source,
    };

    /// The text behind some front matter, each address with its number in brackets.
    fn numbered(text: &str) -> String {
        let file = format!("---\ntitle: é\n---\n{text}");
        let body = file.len() - text.len()..file.len();
        let source = Arc::new(Source::new("a.md", file.clone()));
        let outline = outline(&source, &body, None).value;
        with_addresses(&file, &body, &outline.links, |it| {
            let target = &outline.links[it].target;
            (!target.starts_with("http")).then(|| format!("<{it}:{target}>"))
        })
    }

    #[test]
    fn addresses_are_replaced_where_they_stand() {
        for (text, expected) in [
            (
                "Un [é](a.md) et ![b](b.png \"c\").",
                "Un [é](<0:a.md>) et ![b](<1:b.png> \"c\").",
            ),
            ("[![b](b.png)](a.md)", "[![b](<1:b.png>)](<0:a.md>)"),
            ("[a](https://x.example) [b](b)", "[a](https://x.example) [b](<1:b>)"),
            ("`[a](a.md)` [a](a.md)", "`[a](a.md)` [a](<0:a.md>)"),
            ("[a.md](a.md)", "[a.md](<0:a.md>)"),
            ("[x][a], [y][A]\n\n[a]: a.md 'T'\n", "[x][a], [y][A]\n\n[a]: <0:a.md> 'T'\n"),
            ("[a]\n\n[a]:\n  b.md\n[c]: c.md\n", "[a]\n\n[a]:\n  <0:b.md>\n[c]: c.md\n"),
            ("[a](b&amp;c)", "[a](b&amp;c)"),
            ("<a href=\"a.md\">b</a>", "<a href=\"<0:a.md>\">b</a>"),
            ("Rien.", "Rien."),
        ] {
            assert_eq!(numbered(text), expected);
        }
    }
}
