//! The page of an initiative.

use super::{backlinks, contents, text};
use crate::{
    content::record::Record,
    portal::{Entry, Id},
    render::{
        page::Page,
        related,
        view::{Deliverable, InitiativeView},
    },
    sink::Href,
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> InitiativeView {
    let related: Vec<Id> = related::chosen(page, id).iter().map(|it| it.0).collect();
    let (meetings, practices) = (entry.refs("meetings"), entry.refs("practices"));
    let shown = [&related, meetings, practices].concat();
    let (status, status_text) = page.status(entry);
    let day = |field| entry.record().and_then(|it| it.date(field));
    let is_open = matches!(status.as_str(), "chosen" | "running");
    let overdue = is_open && day("end").is_some_and(|it| it < page.site.today);
    let begins = |it: &Id| page.entry(*it).moments().map(|it| it.0);
    let (mut past, mut upcoming): (Vec<Id>, Vec<Id>) =
        meetings.iter().partition(|it| page.entry(**it).is_over(page.site.today));
    upcoming.sort_by_key(begins);
    past.sort_by_key(|it| std::cmp::Reverse(begins(it)));
    let deliverables = deliverables(page, entry);
    InitiativeView {
        lead: text(page, entry, "summary"),
        status,
        status_text,
        start: day("start").map(|it| page.date(it)),
        end: day("end").map(|it| page.date(it)),
        overdue,
        audience: text(page, entry, "audience"),
        owners: page.people(entry, "owners"),
        topics: page.links(entry.refs("topics")),
        cover: page.cover(entry),
        contents: contents(page, entry),
        delivered: delivered(page, &deliverables),
        deliverables,
        upcoming: page.cards(&upcoming),
        past: page.cards(&past),
        practices: page.cards(practices),
        related: page.cards(&related),
        backlinks: backlinks(page, entry, &shown),
    }
}

fn deliverables(page: &Page<'_>, entry: &Entry) -> Vec<Deliverable> {
    let one = |it: Record| Deliverable {
        title: page.words.part(entry, "deliverables", &it, "title").unwrap_or_default(),
        url: Href::outside(it.text("url").unwrap_or("")),
        done: it.bool("done") == Some(true),
    };
    let list = entry.list("deliverables", page.code).iter();
    list.filter_map(Record::of).map(one).collect()
}

fn delivered(page: &Page<'_>, all: &[Deliverable]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let done = all.iter().filter(|it| it.done).count();
    let values = [("n", &*done.to_string()), ("count", &*all.len().to_string())];
    page.t.fill("delivered", &values)
}
