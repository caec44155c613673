//! Talks that the portal has already: by an address, or by title and speakers.

use std::collections::BTreeSet;

use super::people::{self, Known as People, Speaker};
use crate::{
    content::{Document, media, media::Provider, record::Record, slug::slugify},
    diag::Span,
    fetch::Url,
    yaml::Node,
};

/// Fields of a delivery that are addresses.
pub(super) const ADDRESSES: [&str; 3] = ["url", "video", "slides"];

/// What two addresses of one page have in common.
pub(super) fn key(address: &str) -> String {
    let player = media::player(address, &[]).filter(|it| it.provider != Provider::File);
    if let Some(player) = player {
        return format!("{}:{}", player.name, player.id);
    }
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path().trim_end_matches('/');
    let is_own = |it: &&str| !it.starts_with("utm_") && !it.is_empty();
    let query: Vec<&str> = url.query().unwrap_or("").split('&').filter(is_own).collect();
    let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
    format!("{host}{port}{path}?{}", query.join("&"))
}

/// Where an address stands in the deliveries of talks.
pub(super) fn with_address<'a>(
    talks: impl Iterator<Item = &'a Document>,
    url: &Url,
) -> Option<Span> {
    let wanted = key(url.as_str());
    let mut nodes = talks.flat_map(addresses);
    nodes.find(|it| it.0 == wanted).map(|it| it.1)
}

fn addresses(talk: &Document) -> Vec<(String, Span)> {
    let records = talk.record.list("deliveries").iter().filter_map(Record::of);
    let of = |it: Record| {
        let nodes = ADDRESSES.map(|name| it.node(name).cloned());
        nodes.into_iter().flatten().collect::<Vec<Node>>()
    };
    records.flat_map(of).filter_map(|it| Some((key(it.text()?), it.span.clone()))).collect()
}

/// The talk of a title, if it shares a speaker.
pub(super) fn with_title<'a>(
    mut talks: impl Iterator<Item = &'a Document>,
    people: &[People],
    title: &str,
    speakers: &[Speaker],
) -> Option<&'a Document> {
    let wanted = slugify(title);
    let keys: BTreeSet<String> = speakers.iter().map(Speaker::key).collect();
    let shares = |it: &Document| {
        let nodes = it.record.list("speakers").iter();
        nodes.filter_map(|it| people::key_of(people, it)).any(|it| keys.contains(&it))
    };
    let named = |it: &Document| {
        let titles = it.record.node("title").map(all_texts).unwrap_or_default();
        titles.iter().any(|it| slugify(it) == wanted)
    };
    talks.find(|it| !wanted.is_empty() && named(it) && shares(it))
}

/// A text, or each one of a text per language.
fn all_texts(node: &Node) -> Vec<&str> {
    match &node.value {
        crate::yaml::Value::Map(pairs) => {
            pairs.iter().filter_map(|it| it.1.text()).collect()
        }
        _ => node.text().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn addresses_of_one_page_are_the_same() {
        for (a, b) in [
            ("https://www.a.example/x/", "https://a.example/x#part"),
            ("https://a.example/x?utm_source=y&a=1", "https://a.example/x?a=1"),
            (
                "https://youtu.be/dQw4w9WgXcQ?t=3",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            ),
        ] {
            assert_eq!(key(a), key(b));
        }
        for (a, b) in [
            ("https://a.example/talk.mp4", "https://b.example/talk.mp4"),
            ("https://a.example/x?a=1", "https://a.example/x?a=2"),
            ("https://a.example:8443/x", "https://a.example/x"),
        ] {
            assert_ne!(key(a), key(b));
        }
    }
}
