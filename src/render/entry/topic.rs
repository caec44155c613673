//! The page of a topic: every kind.

use super::text;
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{page::Page, view::TopicView},
    route::ON_TOPIC_PAGE,
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> TopicView {
    let of = |kind: Kind| -> Vec<Id> {
        let of_kind = |it: &&Id| page.entry(**it).kind == kind;
        entry.backlinks.iter().filter(of_kind).copied().collect()
    };
    let retex = page.index.shelf(Some(id)).map_or(&[][..], |it| it.ids.as_slice());
    let all = format!("{}{}/", page.address, page.t.get("address.retex"));
    TopicView {
        lead: text(page, entry, "description"),
        parent: entry.refs("parent").first().map(|it| page.link(*it)),
        children: page.index.children.get(&id).map(|it| page.links(it)).unwrap_or_default(),
        synonyms: entry
            .texts("synonyms", page.code)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        retex: page.cards(retex.iter().take(ON_TOPIC_PAGE)),
        all_retex: (retex.len() > ON_TOPIC_PAGE).then(|| {
            let count = page.t.count("count.retex", retex.len());
            page.named_link(&page.t.fill("all-of", &[("count", &count)]), &all)
        }),
        talks: page.cards(&of(Kind::Talk)),
        events: page.cards(&of(Kind::Event)),
        communities: page.tiles(&of(Kind::Community)),
        pages: page.links(&of(Kind::Page)),
    }
}
