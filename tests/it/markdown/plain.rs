//! What our pipeline makes of a text, in the words of a specification.
//!
//! Whole forms differ on purpose, and are turned back here so that everything else can be
//! compared letter by letter: a heading has an anchor and never level 1, code is a figure that
//! can be scrolled, an image loads late, and void elements have no slash.

use std::{fmt::Write, sync::Arc};

use parvis::{
    content::markdown::{Hole, RawHtml, body, outline, urls},
    diag::Source,
    sink::escaped,
    typography::Style,
};

/// The HTML of a text, with each link's address as written.
pub(super) fn ours(text: &str) -> String {
    ours_with(text, |key| key)
}

/// The same, with other words for those of the interface.
pub(super) fn ours_with(text: &str, word: fn(&'static str) -> &'static str) -> String {
    let source = Arc::new(Source::new("a.md", text));
    let range = 0..text.len();
    let links = outline(&source, &range, None).value.links;
    let body = body(&source, &range, RawHtml::Sanitize, Style::AsWritten, &|_, _| None);
    let address = |at: &usize| escaped(&urls::encode(&links[*at].target));
    let mut html = String::new();
    let mut holes = body.holes.iter();
    for segment in &body.segments {
        html.push_str(segment.as_str());
        match holes.next() {
            Some(Hole::Link(at)) => write!(html, " href=\"{}\"", address(at)).unwrap(),
            Some(Hole::Image(at)) => write!(html, " src=\"{}\"", address(at)).unwrap(),
            Some(Hole::Text(key)) => html.push_str(word(key)),
            Some(_) | None => {}
        }
    }
    html
}

/// Our HTML without what every page has of its own.
pub(super) fn bare(html: &str) -> String {
    let mut out = html
        .replace("<figure class=\"code\"><pre tabindex=\"0\">", "<pre>")
        .replace("</code></pre></figure>", "</code></pre>")
        .replace(" decoding=\"async\"", "");
    for level in 2..=6 {
        out = without_between(&out, &format!("<h{level}"), ">", &format!("<h{level}>"));
    }
    out = without_between(&out, " <a class=\"anchor\"", "</a>", "");
    tidy(&out)
}

/// Replaces everything from one mark to the next other.
pub(super) fn without_between(html: &str, from: &str, to: &str, with: &str) -> String {
    let mut parts = html.split(from);
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(with);
        out.push_str(part.split_once(to).map_or("", |it| it.1));
    }
    out
}

/// A specification's HTML, as we would spell it.
pub(super) fn expected(html: &str) -> String {
    tidy(&html.replace("<h1>", "<h2>").replace("</h1>", "</h2>"))
}

/// Elements around which white space means nothing.
const BLOCKS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "caption",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "br",
    "section",
];

/// One spelling for void elements, quotes and white space outside of code.
fn tidy(html: &str) -> String {
    let html = html.replace(" />", ">").replace("&#39;", "'").replace("&quot;", "\"");
    let mut out = String::new();
    let mut in_pre = false;
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        push(&mut out, text, in_pre);
        let end = tail.find('>').map_or(tail.len(), |it| it + 1);
        let (tag, after) = tail.split_at(end);
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|it: char| !it.is_alphanumeric()).next().unwrap_or("");
        let is_block = BLOCKS.contains(&name);
        if is_block && !in_pre {
            out.truncate(out.trim_end().len());
        }
        in_pre = if name == "pre" { !tag.starts_with("</") } else { in_pre };
        out.push_str(tag);
        rest = if is_block && !in_pre { after.trim_start() } else { after };
    }
    push(&mut out, rest, in_pre);
    out.trim().to_owned()
}

fn push(out: &mut String, text: &str, in_pre: bool) {
    if in_pre {
        return out.push_str(text);
    }
    for letter in text.chars() {
        let space = letter.is_ascii_whitespace();
        if !(space && out.ends_with(' ')) {
            out.push(if space { ' ' } else { letter });
        }
    }
}
