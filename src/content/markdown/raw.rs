//! Raw HTML in Markdown: cleaned by an allow-list, chunk by chunk, so that each is balanced.

use std::{collections::BTreeSet, sync::OnceLock};

use ammonia::Builder;

/// Cleans a chunk: no script, no style, no event handler, no form, no frame; tags balanced.
pub(super) fn clean(html: &str) -> String {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    let builder = BUILDER.get_or_init(|| {
        let mut builder = Builder::default();
        builder
            .rm_tags([
                "area", "map", "center", "font", "article", "aside", "header", "footer",
                "nav", "h1", "img", "hgroup",
            ])
            .rm_generic_attributes(["style"])
            .url_schemes(["https", "mailto", "tel"].into())
            .url_relative(ammonia::UrlRelative::Deny)
            .strip_comments(true);
        builder
    });
    builder.clean(html).to_string()
}

/// What the cleaning takes away: names of tags and attributes, for the warning.
pub(super) fn removed(html: &str) -> BTreeSet<String> {
    let clean = clean(html);
    let kept = words(&clean);
    words(html).difference(&kept).cloned().collect()
}

fn words(html: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (at, _) in html.match_indices('<') {
        let rest = html.get(at + 1..).unwrap_or("");
        let end = rest.find('>').unwrap_or(rest.len());
        let inner = rest.get(..end).unwrap_or("");
        if inner.starts_with("!--") {
            continue;
        }
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        if name.is_empty() {
            continue;
        }
        words.insert(format!("<{}>", name.to_lowercase()));
        for part in inner.split_whitespace().skip(1) {
            if let Some((name, _)) = part.split_once('=') {
                let name: String =
                    name.chars().filter(char::is_ascii_alphanumeric).collect();
                words.insert(name.to_lowercase());
            }
        }
    }
    words
}
