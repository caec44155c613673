//! The page of a person: what they wrote, said and lead.

use std::collections::BTreeSet;

use super::{all_of, mentions, talks_of, text};
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{
        page::Page,
        subscribe,
        view::{Link, PersonView},
    },
    route::ON_OWN_PAGE,
    sink::Href,
};

/// How many retex are shown as cards; the rest is a plain list.
const CARDS: usize = 6;

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> PersonView {
    // Backlinks are in the order of the portal: newest first. A mere link is among them.
    let of = |kind: Kind, fields: &[&str]| -> Vec<Id> {
        let named = |it: &Id| {
            let other = page.entry(*it);
            other.kind == kind && fields.iter().any(|it| other.refs(it).contains(&id))
        };
        entry.backlinks.iter().copied().filter(named).collect()
    };
    let authored = of(Kind::Retex, &["authors"]);
    let leads = of(Kind::Community, &["leads"]);
    let spoke = of(Kind::Talk, &["speakers"]);
    let events = of(Kind::Event, &["speakers", "programme"]);
    let initiatives = of(Kind::Initiative, &["owners"]);
    let practices = of(Kind::Practice, &["owners"]);
    let lists = [&authored, &leads, &spoke, &events, &initiatives, &practices];
    let shown: BTreeSet<Id> = lists.into_iter().flatten().copied().collect();
    let all = format!("{}{}/", page.address, page.t.get("address.retex"));
    let others = mentions(page, entry, &shown);
    PersonView {
        card: page.person(id),
        organisation: text(page, entry, "organisation"),
        communities: page.links(entry.refs("communities")),
        leads: page.tiles(&leads),
        links: links(page, entry),
        wrote: page.cards(authored.iter().take(CARDS)),
        more: page.cards(authored.iter().take(ON_OWN_PAGE).skip(CARDS)),
        all_retex: all_of(page, "count.retex", authored.len(), &all),
        talks: page.cards(spoke.iter().take(ON_OWN_PAGE)),
        all_talks: all_of(page, "count.all-talks", spoke.len(), &talks_of(page, entry)),
        initiatives: page.cards(&initiatives),
        practices: page.cards(&practices),
        events: page.cards(&events),
        subscribe: subscribe::of_entry(page, id, entry),
        pages: page.links(&others),
    }
}

fn links(page: &Page<'_>, entry: &Entry) -> Vec<Link> {
    let mut links = page.labelled(entry, "links");
    let record = entry.record();
    let shown = record.and_then(|it| it.bool("show_email")) == Some(true);
    if let Some(email) = record.and_then(|it| it.text("email")).filter(|_| shown) {
        let url = Href::mail(email);
        links.push(Link { label: email.to_owned(), url, ..Link::default() });
    }
    links
}
