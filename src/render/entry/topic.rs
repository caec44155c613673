//! The page of a topic: every kind.

use std::collections::BTreeSet;

use super::{all_of, mentions, talks_of, text};
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{page::Page, subscribe, view::TopicView},
    route::ON_OWN_PAGE,
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> TopicView {
    // A mere link is among the backlinks.
    let of = |kind: Kind| -> Vec<Id> {
        let named = |it: &Id| {
            let other = page.entry(*it);
            other.kind == kind && other.refs("topics").contains(&id)
        };
        entry.backlinks.iter().copied().filter(named).collect()
    };
    let (talks, events) = (of(Kind::Talk), of(Kind::Event));
    let (practices, initiatives) = (of(Kind::Practice), of(Kind::Initiative));
    let communities = of(Kind::Community);
    let retex = page.index.shelf(Some(id)).map_or(&[][..], |it| it.ids.as_slice());
    let lists = [retex, &talks, &events, &practices, &initiatives, &communities];
    let shown: BTreeSet<Id> = lists.into_iter().flatten().copied().collect();
    let all = format!("{}{}/", page.address, page.t.get("address.retex"));
    TopicView {
        lead: text(page, entry, "description"),
        parent: entry.refs("parent").first().map(|it| page.link(*it)),
        children: page.index.children.get(&id).map(|it| page.links(it)).unwrap_or_default(),
        synonyms: page.words.texts(entry, "synonyms"),
        retex: page.cards(retex.iter().take(ON_OWN_PAGE)),
        all_retex: all_of(page, "count.retex", retex.len(), &all),
        talks: page.cards(talks.iter().take(ON_OWN_PAGE)),
        all_talks: all_of(page, "count.all-talks", talks.len(), &talks_of(page, entry)),
        events: page.cards(&events),
        practices: page.cards(&practices),
        initiatives: page.cards(&initiatives),
        subscribe: subscribe::of_entry(page, id, entry),
        communities: page.tiles(&communities),
        pages: page.links(&mentions(page, entry, &shown)),
    }
}
