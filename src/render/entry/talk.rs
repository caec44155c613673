//! The page of a talk.

use std::cmp::Reverse;

use super::{backlinks, event::communities, text, word};
use crate::{
    content::{record::Record, slug::slugify},
    portal::{Entry, Id},
    render::{
        page::Page,
        related,
        view::{Delivery, Link, TalkView},
    },
    sink::Href,
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> TalkView {
    let record = entry.record();
    let related = related::chosen(page, id);
    let shown: Vec<Id> = related.iter().map(|it| it.0).collect();
    TalkView {
        lead: text(page, entry, "summary"),
        speakers: page.people(entry, "speakers"),
        level: word(page, entry, "level"),
        language: record
            .and_then(|it| it.text("language"))
            .map(|it| page.t.language(it).to_owned())
            .unwrap_or_default(),
        audience: text(page, entry, "audience"),
        deliveries: deliveries(page, entry),
        communities: communities(page, entry),
        topics: page.links(entry.refs("topics")),
        related: page.cards(related.iter().map(|it| &it.0)),
        backlinks: backlinks(page, entry, &shown),
    }
}

fn deliveries(page: &Page<'_>, entry: &Entry) -> Vec<Delivery> {
    let list = entry.list("deliveries", page.code).iter();
    let mut all: Vec<Record> = list.filter_map(Record::of).collect();
    all.sort_by_key(|it| Reverse(it.date("date")));
    let talks = page.list(&["talks"]);
    let own = entry.record().and_then(|it| it.text("language"));
    let delivery = |it: &Record| {
        let url = |field: &str| Href::outside(it.text(field).unwrap_or(""));
        let local = |name| page.words.part(entry, "deliveries", it, name);
        let name = local("conference").unwrap_or_default();
        let slug = slugify(it.text("conference").unwrap_or(""));
        let list = format!("{talks}{}/{slug}/", page.t.get("address.conference"));
        let place: Vec<String> =
            ["city", "country"].into_iter().filter_map(local).collect();
        Delivery {
            date: it.date("date").map(|it| page.date(it)),
            is_coming: it.date("date").is_some_and(|it| it > page.site.today),
            conference: if slug.is_empty() {
                Link { label: name.clone(), ..Link::default() }
            } else {
                page.named_link(&name, &list)
            },
            edition: it
                .text("edition")
                .filter(|it| !name.ends_with(it))
                .unwrap_or("")
                .to_owned(),
            place: place.join(", "),
            language: it
                .text("language")
                .filter(|it| own != Some(*it))
                .map(|it| page.t.language(it).to_owned())
                .unwrap_or_default(),
            url: url("url"),
            video: url("video"),
            slides: url("slides"),
        }
    };
    all.iter().map(delivery).collect()
}
