//! The addresses of entries.

use std::sync::Arc;

use super::{Addresses, prefix};
use crate::{
    config::Texts,
    content::{Kind, slug::slugify},
    portal::{Entry, Id, Portal},
};

/// The words of a language that stand in addresses of entries: looked up once, not for each.
pub(super) struct Words<'a> {
    /// Start of all addresses of the language.
    at: String,
    communities: &'a str,
    retex: &'a str,
    events: &'a str,
    talks: &'a str,
    practices: &'a str,
    initiatives: &'a str,
    people: &'a str,
    topics: &'a str,
}

impl<'a> Words<'a> {
    pub(super) fn of(lang: usize, t: &'a Texts) -> Self {
        Self {
            at: prefix(lang, t),
            communities: t.get("address.communities"),
            retex: t.get("address.retex"),
            events: t.get("address.events"),
            talks: t.get("address.talks"),
            practices: t.get("address.practices"),
            initiatives: t.get("address.initiatives"),
            people: t.get("address.people"),
            topics: t.get("address.topics"),
        }
    }
}

/// The addresses of an entry in each language.
pub(super) fn of_entry(
    portal: &Portal,
    id: Id,
    texts: &[Texts],
    words: &[Words<'_>],
) -> Addresses {
    let entry = portal.entry(id);
    // Communities, people and topics have a page in each language: it lists.
    let lists = matches!(entry.kind, Kind::Community | Kind::Person | Kind::Topic);
    // In a language of its own that the portal does not speak.
    let is_foreign = || {
        let spoken = |lang: &str| texts.iter().any(|it| it.lang == *lang);
        !entry.variants.iter().any(|it| spoken(&it.lang))
    };
    let all = texts.iter().zip(words).enumerate();
    all.map(|(lang, (t, words))| {
        let variant = entry.variants.iter().find(|it| it.lang == t.lang);
        let has_page = variant.is_some() || lists || (lang == 0 && is_foreign());
        if !has_page || entry.kind == Kind::Home {
            return None;
        }
        let slug = variant.and_then(|it| it.document.record.text("slug"));
        Some(address(portal, entry, words, slug.unwrap_or(&entry.slug)))
    })
    .collect()
}

fn address(portal: &Portal, entry: &Entry, words: &Words<'_>, slug: &str) -> Arc<str> {
    let Words { at, communities, .. } = words;
    let list = match entry.kind {
        Kind::Home => return format!("{at}/").into(),
        Kind::Community => return format!("{at}/{communities}/{slug}/").into(),
        Kind::Person => return format!("{at}/{}/{slug}/", words.people).into(),
        Kind::Topic => return format!("{at}/{}/{slug}/", words.topics).into(),
        Kind::Retex => words.retex,
        Kind::Event => words.events,
        Kind::Talk => words.talks,
        Kind::Practice => words.practices,
        Kind::Initiative => words.initiatives,
        Kind::Page => "",
    };
    let mut address = at.clone();
    if let Some(community) = entry.community {
        address.extend(["/", communities, "/", &portal.entry(community).slug]);
    }
    let folders = entry.folder.split('/').filter(|_| entry.kind == Kind::Page);
    let folders: Vec<String> = folders.filter(|it| !it.is_empty()).map(slugify).collect();
    for part in folders.iter().map(String::as_str).chain([list, slug]) {
        if !part.is_empty() {
            address.extend(["/", part]);
        }
    }
    address.push('/');
    address.into()
}
