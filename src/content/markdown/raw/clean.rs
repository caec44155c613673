//! One tag of raw HTML, cleaned by ammonia.

use std::sync::OnceLock;

use ammonia::Builder;

use crate::source::markup::Attribute;

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

/// A text between tags, escaped.
pub(super) fn text(text: &str) -> String {
    builder().clean(text).to_string()
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

/// The opening tag as ammonia writes it. Parts of tables are read where they may stand.
///
/// Nothing for an element or an attribute that nobody reads alike.
pub(super) fn clean_tag(tag: &str, name: &str, attributes: &[Attribute]) -> Option<String> {
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
    rest.starts_with([' ', '>']).then(|| opened.to_owned())
}
