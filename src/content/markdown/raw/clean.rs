//! One tag of raw HTML, cleaned by ammonia.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::OnceLock,
};

use ammonia::Builder;

use super::read;
use crate::{sink::Html, source::markup::Attribute};

/// Ammonia's list, without what a page has its own of, and without what loads something.
const REMOVED: &[&str] = &[
    "area", "map", "center", "font", "article", "aside", "header", "footer", "nav", "h1",
    "img", "hgroup",
];

fn builder() -> &'static Builder<'static> {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    BUILDER.get_or_init(|| {
        let mut builder = Builder::default();
        builder
            .rm_tags(REMOVED)
            .rm_tag_attributes("table", ["align", "char", "charoff", "summary"])
            .rm_tag_attributes("hr", ["align", "size", "width"])
            .url_schemes(["https", "mailto", "tel"].into())
            .url_relative(ammonia::UrlRelative::Deny)
            .strip_comments(true);
        for name in ["q", "blockquote", "del", "ins"] {
            builder.rm_tag_attributes(name, ["cite"]);
        }
        for name in ["col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"] {
            let dated = ["align", "char", "charoff", "valign", "axis", "width", "height"];
            builder.rm_tag_attributes(name, dated);
        }
        builder
    })
}

/// A text between tags, escaped; character references mean what they mean to a browser.
pub(super) fn text(text: &str) -> Html {
    builder().clean(text).into()
}

/// A tag that is shown: escaped, as other texts between tags are.
pub(in super::super) fn as_text(tag: &str) -> Html {
    let mut escaped = Html::new();
    escaped.text(tag);
    text(escaped.as_str())
}

/// Where a tag ends: behind the `>` that is not in quotes.
pub(super) fn tag_end(html: &str) -> usize {
    let (mut quote, mut before) = (None, ' ');
    for (at, letter) in html.char_indices() {
        match (quote, letter) {
            (None, '>') => return at + 1,
            // Elsewhere a quote is a letter like others.
            (None, '"' | '\'') if before == '=' => quote = Some(letter),
            (Some(open), it) if it == open => quote = None,
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    html.len()
}

/// Whether a value in quotes goes on behind them, or never ends: one of its quotes is missing.
pub(super) fn lacks_quote(tag: &str) -> bool {
    let mut letters = tag.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if before == '=' && matches!(letter, '"' | '\'') {
            let is_closed = letters.any(|it| it == letter);
            let ends = |it: &char| it.is_whitespace() || matches!(it, '>' | '/');
            if !is_closed || letters.peek().is_some_and(|it| !ends(it)) {
                return true;
            }
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    false
}

/// An opening tag that may be published.
pub(super) struct Clean {
    /// Name of the element.
    pub(super) name: &'static str,
    /// Its attributes, each after a space.
    pub(super) html: Html,
    /// Their names.
    pub(super) kept: Vec<&'static str>,
}

/// The opening tag with what ammonia leaves of it, in our words: names are those of the list,
/// and values are escaped by us. Parts of tables are read where they may stand.
///
/// Nothing for an element or an attribute that nobody reads alike.
pub(super) fn clean_tag(tag: &str, name: &str, attributes: &[Attribute]) -> Option<Clean> {
    let around = match name {
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => "<table>",
        "col" => "<table><colgroup>",
        "tr" => "<table><tbody>",
        "td" | "th" => "<table><tbody><tr>",
        _ => "",
    };
    // A name of an attribute with quotes or brackets in it is read differently by everybody.
    if attributes.iter().any(|it| it.name.contains(['"', '\'', '<', '`'])) {
        return None;
    }
    let clean = builder().clean(&format!("{around}{tag}")).to_string();
    let start = clean.rfind(&format!("<{name}"))?;
    let opened = clean.get(start..)?;
    let opened = opened.get(..tag_end(opened))?;
    let rest = opened.get(name.len() + 1..)?;
    rest.starts_with([' ', '>']).then_some(())?;
    written(name, &read(opened))
}

/// A tag that ammonia wrote, written by us.
fn written(name: &str, attributes: &[Attribute]) -> Option<Clean> {
    let lists = lists();
    let name = *lists.elements.get(name)?;
    let (mut html, mut kept) = (Html::new(), Vec::new());
    for it in attributes {
        let own = lists.attributes.get(name).and_then(|own| own.get(it.name.as_str()));
        // `rel` is of links, which do not come here.
        let Some(own) = own.or_else(|| lists.generic.get(it.name.as_str())) else {
            continue;
        };
        html.attribute(own, &it.value);
        kept.push(*own);
    }
    Some(Clean { name, html, kept })
}

/// Whether an element may be published.
pub(super) fn is_published(name: &str) -> bool {
    lists().elements.contains(name)
}

/// What the builder allows, by name.
struct Lists {
    elements: BTreeSet<&'static str>,
    generic: BTreeSet<&'static str>,
    attributes: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let builder = builder();
        let sorted = |it: HashSet<&'static str>| it.into_iter().collect();
        Lists {
            elements: sorted(builder.clone_tags()),
            generic: sorted(builder.clone_generic_attributes()),
            attributes: builder
                .clone_tag_attributes()
                .into_iter()
                .map(|it| (it.0, sorted(it.1)))
                .collect(),
        }
    })
}
