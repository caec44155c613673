//! Raw HTML in Markdown: cleaned by an allow-list, tag by tag.
//!
//! Markdown hands raw HTML over in pieces: `<kbd>` is one, `</kbd>` another, with Markdown
//! between them. Each piece is cut into tags and text here; what is written in the end is an
//! opening tag with the attributes that ammonia left, the closing tag of one that is open, or text that
//! ammonia escaped. Nothing of the author's is ever copied.

mod clean;
mod lost;
mod names;
mod place;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub(super) use clean::as_text;
use clean::{Clean, clean_tag, lacks_quote, tag_end};
pub(super) use lost::Lost;
use lost::MOST_ATTRIBUTES;
pub(super) use names::{ends_itself, is_html};

pub(super) use place::{is_phrasing, parts_words};

use crate::{
    sink::{Html, urls::bare},
    source::markup::{Attribute, Piece, scan},
};

/// How many elements around it a closing tag may be for; what is deeper ends with the Markdown
/// around it.
pub(super) const REACH: usize = 100;

/// A part of raw HTML, made safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// An opening tag with its allowed attributes; `void` ones have no end.
    Open {
        /// Name, lower case.
        name: &'static str,
        /// The place that it is for links, by its name.
        id: Option<String>,
        /// Its other attributes, each after a space.
        attributes: Html,
        /// Whether it has no closing tag.
        void: bool,
    },
    /// A link, as Markdown has them; it ends with `</a>`.
    Link {
        /// Address as written, entities resolved.
        target: String,
        /// Its title; empty for none.
        title: String,
    },
    /// An image, as Markdown has them.
    Image {
        /// Address as written, entities resolved.
        target: String,
        /// What it shows; empty when it only decorates, nothing when that is not said.
        alt: Option<String>,
        /// Its title; empty for none.
        title: String,
    },
    /// A place that links can lead to, by its name, whose element is not published as it is.
    Anchor(String),
    /// A closing tag, by its name.
    Close(String),
    /// Text, escaped.
    Text(Html),
    /// A tag of no element of HTML, as written: its author meant to show it.
    Unknown(String),
    /// A tag that lacks a quote, as written: nobody knows where it ends.
    Broken(String),
    /// Something that may not be published.
    Removed(Lost),
}

impl Token {
    /// The place that it is for links, by its name.
    pub(super) fn anchor(&self) -> Option<&str> {
        match self {
            Self::Anchor(id) => Some(id),
            Self::Open { id, .. } => id.as_deref(),
            _ => None,
        }
    }

    /// What was written like a tag, and is text.
    pub(super) fn shown(&self) -> Option<&str> {
        match self {
            Self::Unknown(tag) | Self::Broken(tag) => Some(tag),
            _ => None,
        }
    }
}

/// Whether an element has an opening and a closing tag that are both published.
pub(super) fn is_balanced(name: &str) -> bool {
    // HTML makes a paragraph of `</p>`, and a link without address is none.
    clean::is_published(name) && !VOID.contains(&name) && !matches!(name, "a" | "p")
}

/// Elements whose content is no markup: removed with what is in them.
const OPAQUE: &[&str] = &[
    "script",
    "style",
    "iframe",
    "textarea",
    "title",
    "xmp",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "template",
    "svg",
    "math",
    "object",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "hr", "wbr", "col"];

/// Elements whose tags go, while what is in them stays.
const WRAPPERS: &[&str] = &[
    "article", "aside", "center", "font", "footer", "h1", "header", "hgroup", "main",
    "nav", "section",
];

/// The opaque element that a tag opens, if it does.
pub(super) fn opens_opaque(tag: &str) -> Option<&'static str> {
    let name = tag.strip_prefix('<')?;
    let end = name.find(|it: char| it.is_whitespace() || it == '>' || it == '/');
    let name = name.get(..end.unwrap_or(name.len()))?;
    OPAQUE.iter().copied().find(|it| it.eq_ignore_ascii_case(name))
}

/// Whether a tag closes an element.
pub(super) fn closes(tag: &str, name: &str) -> bool {
    let own = tag.strip_prefix("</").map(|it| it.trim_end_matches('>').trim());
    own.is_some_and(|it| it.eq_ignore_ascii_case(name))
}

/// Cuts raw HTML into safe tokens, each with the place of the tag or the text that it comes from.
pub(super) fn tokens(html: &str) -> Vec<(Token, Range<usize>)> {
    let mut out = Vec::new();
    let mut part = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let start = html.len() - rest.len();
        rest = match rest.find('<') {
            Some(0) => one(rest, &mut part),
            next => {
                let (text, tail) =
                    rest.split_at_checked(next.unwrap_or(rest.len())).unwrap_or((rest, ""));
                part.push(Token::Text(clean::text(text)));
                tail
            }
        };
        let place = start..html.len() - rest.len();
        out.extend(part.drain(..).map(|it| (it, place.clone())));
    }
    out
}

/// Reads what begins with `<`; gives back what follows it.
fn one<'a>(html: &'a str, out: &mut Vec<Token>) -> &'a str {
    if let Some(tail) = html.strip_prefix("<!--") {
        // Nobody misses a comment: that it goes needs no words.
        let end = tail.split_once("-->").map(|it| it.1);
        return end.unwrap_or_else(|| unclosed("<!--", "-->", out));
    }
    let body = html.strip_prefix('<').unwrap_or(html);
    let closing = body.strip_prefix('/');
    let named = closing.unwrap_or(body);
    let name: String =
        named.chars().take_while(|it| !it.is_whitespace() && !"/>".contains(*it)).collect();
    if !name.starts_with(|it: char| it.is_ascii_alphabetic()) {
        if body.starts_with(['!', '?', '/']) {
            let end = if body.starts_with('?') { "?>" } else { ">" };
            let end = if body.starts_with("![CDATA[") { "]]>" } else { end };
            let tail = html.split_once(end).or_else(|| html.split_once('>'));
            let Some((_, tail)) = tail else {
                let begin = body.chars().next().unwrap_or('!');
                return unclosed(&format!("<{begin}"), end, out);
            };
            out.push(Token::Removed(Lost::Declaration));
            return tail;
        }
        out.push(Token::Text(clean::text("<")));
        return body;
    }
    let (tag, tail) = html.split_at_checked(tag_end(html)).unwrap_or((html, ""));
    let name = name.to_ascii_lowercase();
    if !names::is_known(&name) {
        out.push(Token::Unknown(tag.to_owned()));
        return tail;
    }
    if closing.is_none() && lacks_quote(tag) {
        let end = html.find('>').map_or(html.len(), |it| it + 1);
        let (tag, tail) = html.split_at_checked(end).unwrap_or((html, ""));
        out.push(Token::Broken(tag.to_owned()));
        return tail;
    }
    if closing.is_some() {
        out.push(Token::Close(name));
        return tail;
    }
    if !tag.ends_with('>') {
        return unclosed(&format!("<{name}"), ">", out);
    }
    if OPAQUE.contains(&name.as_str()) {
        let Some(rest) = after_close(tail, &name) else {
            return unclosed(&format!("<{name}>"), &format!("</{name}>"), out);
        };
        out.push(Token::Removed(Lost::Element(name)));
        return rest;
    }
    open(tag, name, out);
    tail
}

/// What has no end takes all behind it away.
fn unclosed(begin: &str, end: &str, out: &mut Vec<Token>) -> &'static str {
    let (begin, end) = (begin.to_owned(), end.to_owned());
    out.push(Token::Removed(Lost::Unclosed { begin, end }));
    ""
}

/// What follows the end of an opaque element, if it has one.
fn after_close<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let is_end = |at: usize| {
        let found = html.get(at + 2..at + 2 + name.len());
        found.is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let at = html.match_indices("</").map(|it| it.0).find(|it| is_end(*it))?;
    Some(html.get(at..).and_then(|it| it.split_once('>')).map_or("", |it| it.1))
}

fn open(tag: &str, name: String, out: &mut Vec<Token>) {
    let attributes = read(tag);
    if attributes.len() > MOST_ATTRIBUTES {
        return out.push(Token::Removed(Lost::Crowded(name)));
    }
    let id =
        attributes.iter().find(|it| it.name == "id" || (it.name == "name" && name == "a"));
    let id = id.map(|it| it.value.clone()).filter(|it| is_anchor(it));
    let begin = out.len();
    element(tag, name, attributes, out);
    let own = out.get_mut(begin..).and_then(<[Token]>::last_mut);
    match (id, own) {
        (Some(own), Some(Token::Open { id, .. })) => *id = Some(own),
        (Some(own), _) => out.insert(begin, Token::Anchor(own)),
        (None, _) => {}
    }
}

/// Whether links can lead to a name.
pub(super) fn is_anchor(id: &str) -> bool {
    let plain = |it: char| it.is_alphanumeric() || "-_.:".contains(it);
    !id.is_empty() && id.len() <= 200 && id.chars().all(plain)
}

fn element(tag: &str, name: String, attributes: Vec<Attribute>, out: &mut Vec<Token>) {
    match name.as_str() {
        "a" => return link(attributes, out),
        "img" => return image(attributes, out),
        it if WRAPPERS.contains(&it) => {
            return out.push(Token::Removed(Lost::Wrapper(name)));
        }
        _ => {}
    }
    let Some(Clean { name: own, html, kept }) = clean_tag(tag, &name, &attributes) else {
        out.push(Token::Removed(Lost::Element(name)));
        return;
    };
    for Attribute { name, .. } in attributes {
        // An id is an anchor, and `rel` is ammonia's own.
        if name != "id" && name != "rel" && !kept.contains(&name.as_str()) {
            out.push(Token::Removed(Lost::Attribute(name)));
        }
    }
    let void = VOID.contains(&own);
    out.push(Token::Open { name: own, id: None, attributes: html, void });
}

fn link(attributes: Vec<Attribute>, out: &mut Vec<Token>) {
    let (mut target, mut title) = (None, String::new());
    for Attribute { name, value, .. } in attributes {
        match name.as_str() {
            "href" => target = Some(bare(&value).into_owned()),
            "title" => title = value,
            "rel" | "id" | "name" => {}
            _ => out.push(Token::Removed(Lost::Attribute(name))),
        }
    }
    // Without an address it is no link: only its text stays.
    out.extend(target.map(|target| Token::Link { target, title }));
}

fn image(attributes: Vec<Attribute>, out: &mut Vec<Token>) {
    let (mut target, mut alt, mut title) = (None, None, String::new());
    for Attribute { name, value, .. } in attributes {
        match name.as_str() {
            "src" => target = Some(bare(&value).into_owned()),
            "alt" => alt = Some(value),
            "title" => title = value,
            "id" => {}
            _ => out.push(Token::Removed(Lost::Attribute(name))),
        }
    }
    out.push(match target {
        Some(target) => Token::Image { target, alt, title },
        None => Token::Removed(Lost::Element("img".into())),
    });
}

/// The attributes of a tag, entities resolved.
fn read(tag: &str) -> Vec<Attribute> {
    let open = scan(tag).into_iter().find_map(|it| match it {
        Piece::Open(tag) => Some(tag.attributes),
        _ => None,
    });
    open.unwrap_or_default()
}
