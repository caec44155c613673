//! What is wrong with a drawing, and what to write.

use std::ops::Range;

use quick_xml::{
    Error,
    errors::{IllFormedError, SyntaxError},
};

use super::{allowed, read::Written};

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) range: Option<Range<usize>>,
    pub(super) message: String,
    pub(super) help: String,
}

/// The drawing acts, or asks for something from elsewhere.
fn active(
    range: Range<usize>,
    what: impl std::fmt::Display,
    help: impl Into<String>,
) -> Fault {
    let message = format!("the SVG {what}");
    Fault { code: "active-svg", range: Some(range), message, help: help.into() }
}

/// No browser shows the drawing.
fn bad(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Fault {
    let (message, help) = (message.into(), help.into());
    Fault { code: "bad-image", range: Some(range), message, help }
}

const AGAIN: &str = "export the drawing again as SVG, or give the file its true ending";
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// What the parser did not understand.
pub(super) fn ill_formed(text: &str, error: &Error, at: usize) -> Fault {
    let range = at..text.len();
    match error {
        Error::Syntax(
            SyntaxError::UnclosedTag
            | SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue,
        ) => bad(
            range,
            "the SVG ends within a tag",
            "export the drawing again: the file is cut off",
        ),
        Error::Syntax(SyntaxError::InvalidBangMarkup) => active(
            range,
            "declares a document type or an entity",
            "remove the line that begins with `<!`",
        ),
        Error::Syntax(_) => bad(
            range,
            "the SVG ends within a comment or a declaration",
            "export the drawing again: the file is cut off",
        ),
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => bad(
            range,
            format!("`</{found}>` closes `<{expected}>`, which is still open"),
            format!("close it before: `</{expected}>`, or end its tag with `/>`"),
        ),
        Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => bad(
            range,
            format!("`</{name}>` closes nothing"),
            "remove it, or export the drawing again",
        ),
        Error::IllFormed(IllFormedError::UnclosedReference) => bad(
            range,
            "`&` begins a reference, and none follows",
            "write `&amp;` for the letter itself",
        ),
        _ => bad(range, "the SVG is not well-formed XML", "export the drawing again"),
    }
}

pub(super) fn never_closed(range: Range<usize>, name: &str) -> Fault {
    let help = format!("end its tag with `/>`, or close it: `</{name}>`");
    bad(range, format!("`<{name}>` is never closed"), help)
}

/// A file without any element, or with text before it.
pub(super) fn no_drawing(text: &str) -> Fault {
    let what = crate::source::image::guess(text);
    let message = if what == "an SVG drawing" {
        "something other than XML stands before `<svg>`".to_owned()
    } else {
        format!("this is not an SVG image, but {what}")
    };
    Fault { code: "bad-image", range: None, message, help: AGAIN.to_owned() }
}

/// The outermost element is not the one of a drawing.
pub(super) fn no_root(text: &str, range: Range<usize>, name: &str) -> Fault {
    if name != "svg" {
        let what = crate::source::image::guess(text);
        let what = if what == "an HTML page" {
            what.to_owned()
        } else {
            format!("an XML document of `<{name}>`")
        };
        let message = format!("this is not an SVG image, but {what}");
        return Fault { code: "bad-image", range: None, message, help: AGAIN.to_owned() };
    }
    let message = "`<svg>` does not say that it is SVG, and no browser draws it";
    bad(range, message, format!("write `<svg xmlns=\"{NAMESPACE}\" …>`"))
}

pub(super) fn behind_the_end(range: Range<usize>) -> Fault {
    bad(
        range,
        "something stands after the end of `<svg>`, and no browser draws the file",
        "remove what stands after `</svg>`",
    )
}

pub(super) fn undeclared(range: Range<usize>, name: &str) -> Fault {
    let prefix = name.split(':').next().unwrap_or(name);
    let address = match prefix {
        "xlink" => "http://www.w3.org/1999/xlink",
        "svg" => NAMESPACE,
        _ => "…",
    };
    bad(
        range,
        format!("the prefix of `{name}` is not declared, and no browser draws the file"),
        format!("add `xmlns:{prefix}=\"{address}\"` to `<svg>`, or remove the prefix"),
    )
}

pub(super) fn unknown_reference(range: Range<usize>, written: &str) -> Fault {
    if written == "&nbsp;" {
        let message = "XML knows no `&nbsp;`, and no browser draws the file";
        return bad(range, message, "write `&#160;`");
    }
    bad(
        range,
        "a `&` begins a reference that XML does not know",
        "write the character itself; for the letter `&`, write `&amp;`",
    )
}

pub(super) fn illegal_character(range: Range<usize>) -> Fault {
    let message = "the SVG holds a character that XML does not allow";
    bad(range, message, "remove it, or export the drawing again")
}

pub(super) fn bad_attribute(range: Range<usize>) -> Fault {
    bad(
        range,
        "an attribute of this tag is not well-formed, or stands there twice",
        "write each one once, as `name=\"value\"`",
    )
}

pub(super) fn too_deep(range: Range<usize>) -> Fault {
    bad(range, "elements are nested more than 200 deep", "simplify the drawing")
}

pub(super) fn too_many_attributes(range: Range<usize>) -> Fault {
    bad(range, "this tag has more than 200 attributes", "export the drawing again")
}

pub(super) fn too_many_prefixes(range: Range<usize>) -> Fault {
    bad(range, "more than 64 prefixes are declared", "export the drawing again")
}

pub(super) fn declares_entities(range: Range<usize>) -> Fault {
    active(
        range,
        "declares an entity",
        "remove all from `<!DOCTYPE` to `]>`, or export the drawing as a plain SVG",
    )
}

pub(super) fn loads_sheet(range: Range<usize>) -> Fault {
    active(range, "loads a style sheet", "remove the line that begins with `<?xml-`")
}

/// An element that is not allowed.
pub(super) fn acts(range: Range<usize>, name: &str) -> Fault {
    let local = name.rsplit(':').next().unwrap_or(name);
    if local == "foreignObject" {
        return active(
            range,
            "contains `<foreignObject>`, which holds a page",
            "draw.io: turn off “Formatted Text” of the labels; Mermaid: set `htmlLabels: false`; \
             or export the drawing as PNG",
        );
    }
    let can_act = ["script", "handler", "listener", "iframe", "embed", "object", "audio"]
        .contains(&&*local.to_ascii_lowercase());
    let why = if can_act { "can act" } else { "is not part of a drawing" };
    let what = format!("contains `<{name}>`, which {why}");
    active(range, what, "export the drawing as a plain SVG")
}

/// Attributes that act, whatever they hold.
pub(super) fn of_attribute(
    element: &str,
    it: &Written<'_>,
    name: &str,
) -> Result<(), Fault> {
    let lower = name.to_ascii_lowercase();
    let place = || it.place.clone();
    if lower.starts_with("on") && lower.len() > 2 {
        let what = format!("runs code on `{name}`");
        return Err(active(place(), what, "remove the attribute"));
    }
    if matches!(&*lower, "srcset" | "ping" | "src") {
        let what = format!("calls another site by `{name}`");
        return Err(active(place(), what, "remove the attribute"));
    }
    let moves = matches!(element, "animate" | "animateTransform" | "set");
    if moves && name == "attributeName" {
        let moved = allowed::attribute(it.value.trim());
        if moved.is_none_or(|it| it.1 == allowed::Holds::Address) {
            let what = "changes an address or a handler by animation";
            return Err(active(place(), what, "remove the animation"));
        }
    }
    Ok(())
}

/// Where an address may lead.
pub(super) fn of_address(element: &str, it: &Written<'_>) -> Result<(), Fault> {
    const PICTURES: &[&str] = &["png", "jpeg", "jpg", "gif", "webp"];
    let value: String = it
        .value
        .chars()
        .take(40)
        .filter(|it| !it.is_whitespace() && !it.is_control())
        .collect();
    let value = value.to_lowercase();
    let leads = match element {
        "a" => value.starts_with("https://") || value.starts_with("mailto:"),
        "image" | "feImage" => value.strip_prefix("data:image/").is_some_and(|it| {
            PICTURES.contains(&it.split([';', ',']).next().unwrap_or(it))
        }),
        _ => false,
    };
    if value.is_empty() || value.starts_with('#') || leads {
        return Ok(());
    }
    Err(active(
        it.place.clone(),
        "names an address outside itself",
        "keep only addresses that begin with `#`; embed what is missing",
    ))
}

pub(super) fn paint_loads(range: Range<usize>) -> Fault {
    active(
        range,
        "loads something by a style",
        "keep only `url(#…)`; embed what is missing",
    )
}

pub(super) fn style_loads(range: Range<usize>) -> Fault {
    active(
        range,
        "has a style that loads something",
        "keep styles without `@import`, `\\` and `url(…)` of other files",
    )
}
