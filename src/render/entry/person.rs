//! The page of a person: what they wrote, said and lead.

use super::text;
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{
        page::Page,
        view::{Link, PersonView},
    },
};

/// How many retex are shown as cards; the rest is a plain list.
const CARDS: usize = 6;

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> PersonView {
    // Backlinks are in the order of the portal: newest first.
    let of = |kind: Kind| {
        entry.backlinks.iter().copied().filter(move |it| page.entry(*it).kind == kind)
    };
    let authored: Vec<Id> = of(Kind::Retex)
        .filter(|it| page.entry(*it).refs("authors").contains(&id))
        .collect();
    let leads: Vec<Id> = of(Kind::Community).collect();
    let spoke: Vec<Id> = of(Kind::Talk).collect();
    let events: Vec<Id> = of(Kind::Event).collect();
    let others: Vec<Id> = of(Kind::Page)
        .chain(of(Kind::Retex).filter(|it| !authored.contains(it)))
        .take(24)
        .collect();
    PersonView {
        card: page.person(id),
        organisation: text(page, entry, "organisation"),
        communities: page.links(entry.refs("communities")),
        leads: page.tiles(&leads),
        links: links(page, entry),
        wrote: page.cards(authored.iter().take(CARDS)),
        more: page.cards(authored.iter().skip(CARDS)),
        talks: page.cards(&spoke),
        events: page.cards(&events),
        pages: page.links(&others),
    }
}

fn links(page: &Page<'_>, entry: &Entry) -> Vec<Link> {
    let mut links = page.labelled(entry, "links");
    let record = entry.record();
    let shown = record.and_then(|it| it.bool("show_email")) == Some(true);
    if let Some(email) = record.and_then(|it| it.text("email")).filter(|_| shown) {
        let url = format!("mailto:{email}");
        links.push(Link { label: email.to_owned(), url, ..Link::default() });
    }
    links
}
