//! An SVG is a document that can act: nothing active may be in it.
//!
//! Shown through `<img>` it cannot run, but its address can be opened by hand, and the pages of
//! a portal often share their origin with those of others.

use std::sync::Arc;

use super::markup::{Attribute, Piece, Tag, decode_references, scan};
use crate::diag::{Diagnostic, Source, Span};

/// Elements that run code, load a document, or hold one.
const ACTIVE: &[&str] = &[
    "script",
    "foreignobject",
    "iframe",
    "frame",
    "embed",
    "object",
    "applet",
    "handler",
    "listener",
    "base",
    "meta",
    "link",
    "form",
    "audio",
    "video",
    "portal",
];

/// Width and height of an SVG that does nothing; the findings say what it would do.
pub(super) fn look_at(
    path: &Arc<str>,
    text: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<(usize, usize)> {
    let pieces = scan(text);
    let source = || Arc::new(Source::new(Arc::clone(path), text));
    let root = pieces.iter().find_map(|it| match it {
        Piece::Open(tag) => Some(tag),
        _ => None,
    });
    let Some(root) = root.filter(|it| it.name == "svg") else {
        let message =
            format!("this is not an SVG image, but {}", super::image::guess(text));
        found.push(
            Diagnostic::error("bad-image", message)
                .in_file(Arc::clone(path))
                .help("export the drawing again as SVG, or give the file its true ending"),
        );
        return None;
    };
    for piece in &pieces {
        let fault = match piece {
            Piece::Open(tag) => element(tag).or_else(|| style(text, tag)),
            Piece::Declaration(range) => Some((
                range.clone(),
                "declares a document type or an entity".to_owned(),
                "remove the line that begins with `<!`",
            )),
            Piece::Instruction(range) => {
                let text = text.get(range.clone()).unwrap_or("").to_lowercase();
                text.starts_with("<?xml-").then(|| {
                    (
                        range.clone(),
                        "loads a style sheet".to_owned(),
                        "remove the line that begins with `<?xml-`",
                    )
                })
            }
            Piece::Text(_) => None,
            Piece::Unclosed(range) => {
                found.push(
                    Diagnostic::error("bad-image", "the SVG ends within a tag")
                        .at(Span::new(&source(), first_line(text, range.start)))
                        .help("export the drawing again: the file is cut off"),
                );
                return None;
            }
        };
        if let Some((range, what, help)) = fault {
            found.push(
                Diagnostic::error("active-svg", format!("the SVG {what}"))
                    .at(Span::new(&source(), clip(text, range)))
                    .help(help),
            );
            return None;
        }
    }
    size(root)
}

type Fault = (std::ops::Range<usize>, String, &'static str);

fn element(tag: &Tag) -> Option<Fault> {
    if ACTIVE.contains(&tag.name.as_str()) {
        let what = format!("contains `<{}>`, which can act", tag.name);
        return Some((tag.range.clone(), what, "export the drawing as a plain SVG"));
    }
    tag.attributes.iter().find_map(|it| attribute(tag, it))
}

/// What a `<style>` loads: all of it is read, whatever stands in it.
fn style(text: &str, tag: &Tag) -> Option<Fault> {
    let opens = tag.name == "style"
        && text.get(tag.range.clone()).is_some_and(|it| !it.ends_with("/>"));
    let start = tag.range.end;
    let rest = text.get(start..).filter(|_| opens)?;
    let (css, length) = style_text(rest);
    let raw = rest.get(..length).unwrap_or(rest);
    let css = decode_references(&css);
    let acts = |it: &str| it.contains('\\') || loads(it);
    (acts(raw) || acts(&css)).then(|| {
        // Where the words begin, behind the white space after the tag.
        let skip = raw.len() - raw.trim_start().len();
        (
            start + skip..start + length,
            "has a style that loads something".to_owned(),
            "keep styles without `@import`, `\\` and `url(…)` of other files",
        )
    })
}

/// The text of a style as an XML parser joins it, and how long it is as written.
///
/// Comments and tags cut a word in two that the browser puts together again.
fn style_text(rest: &str) -> (String, usize) {
    let mut css = String::new();
    let mut at = 0;
    loop {
        let tail = rest.get(at..).unwrap_or("");
        let Some(open) = tail.find('<') else {
            css.push_str(tail);
            return (css, rest.len());
        };
        css.push_str(tail.get(..open).unwrap_or(""));
        at += open;
        let tail = tail.get(open..).unwrap_or("");
        let behind =
            |end: &str| tail.find(end).map_or(rest.len(), |it| at + it + end.len());
        if let Some(closed) = tail.strip_prefix("</") {
            let ends = |it: char| it.is_whitespace() || it == '>';
            let name = closed.split(ends).next().unwrap_or("");
            let name = name.rsplit(':').next().unwrap_or(name);
            if name.eq_ignore_ascii_case("style") {
                return (css, at);
            }
            at = behind(">");
        } else if tail.starts_with("<!--") {
            at = behind("-->");
        } else if let Some(data) = tail.strip_prefix("<![CDATA[") {
            css.push_str(data.split_once("]]>").map_or(data, |it| it.0));
            at = behind("]]>");
        } else {
            at = behind(">");
        }
    }
}

fn attribute(tag: &Tag, it: &Attribute) -> Option<Fault> {
    let fault = |what: &str, help| Some((it.range.clone(), what.to_owned(), help));
    let value: String =
        it.value.chars().filter(|it| !it.is_whitespace() && !it.is_control()).collect();
    let value = value.to_lowercase();
    if it.name.starts_with("on") && it.name.len() > 2 {
        let what = format!("runs code on `{}`", it.name);
        return Some((it.range.clone(), what, "remove the attribute"));
    }
    if matches!(it.name.as_str(), "srcset" | "ping") {
        let what = format!("calls another site by `{}`", it.name);
        return Some((it.range.clone(), what, "remove the attribute"));
    }
    if it.name == "attributename" && (value.contains("href") || value.starts_with("on")) {
        return fault(
            "changes an address or a handler by animation",
            "remove the animation",
        );
    }
    if matches!(it.name.as_str(), "href" | "src" | "to" | "from" | "values" | "by") {
        let address = matches!(it.name.as_str(), "href" | "src");
        let anchor = tag.name == "a"
            && (value.starts_with("https://") || value.starts_with("mailto:"));
        let drawn =
            ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"]
                .iter()
                .any(|it| value.starts_with(it));
        if address && !(value.is_empty() || value.starts_with('#') || anchor || drawn) {
            return fault(
                "names an address outside itself",
                "keep only addresses that begin with `#`; embed what is missing",
            );
        }
        if value.contains("javascript:") {
            return fault("holds a `javascript:` address", "remove the attribute");
        }
    }
    if loads(&it.value) {
        return fault(
            "loads something by a style",
            "keep only `url(#…)`; embed what is missing",
        );
    }
    None
}

/// Whether CSS reaches outside: comments and escapes are refused, since they hide words.
fn loads(css: &str) -> bool {
    let css: String = css.chars().filter(|it| !it.is_whitespace()).collect();
    let css = css.to_lowercase();
    let outside = css.match_indices("url(").any(|(at, _)| {
        let target = css.get(at + 4..).unwrap_or("").trim_start_matches(['"', '\'']);
        !target.starts_with('#')
            && !target.starts_with("data:image/")
            && !target.starts_with("data:font/")
    });
    outside
        || css.contains("@import")
        || css.contains("image-set(")
        || css.contains("expression(")
        || css.contains("javascript:")
        || (css.contains('\\') && css.contains('('))
}

/// The first 60 characters of a place: a whole script is no help.
fn clip(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let line = part.lines().next().unwrap_or("");
    let end = line.char_indices().nth(60).map_or(line.len(), |it| it.0);
    range.start..range.start + end
}

fn first_line(text: &str, start: usize) -> std::ops::Range<usize> {
    clip(text, start..text.len())
}

fn size(root: &Tag) -> Option<(usize, usize)> {
    let value = |name: &str| {
        root.attributes.iter().find(|it| it.name == name).map(|it| it.value.as_str())
    };
    let number =
        |name: &str| value(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let boxed = || {
        let parts = value("viewbox")?.split([' ', ',']).filter(|it| !it.is_empty());
        let mut parts = parts.skip(2);
        Some((parts.next()?.parse::<f64>().ok()?, parts.next()?.parse::<f64>().ok()?))
    };
    let (width, height) = number("width").zip(number("height")).or_else(boxed)?;
    let round = |it: f64| format!("{:.0}", it.clamp(1.0, 1e6)).parse::<usize>().ok();
    Some((round(width)?, round(height)?))
}
