//! The page of a community.

use super::text;
use crate::{
    content::{Kind, record::Record},
    portal::{Entry, Id},
    render::{
        page::Page,
        subscribe,
        view::{CommunityView, Link, PersonCard},
        vitality,
    },
    route::{ON_COMMUNITY_PAGE, Within},
    sink::Href,
    yaml::Node,
};

/// How many retex and events its page shows.
const LATEST: usize = 6;

/// How many past occurrences of each event its page shows.
const PAST: usize = 6;

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> CommunityView {
    let record = entry.record();
    let owned = page.index.owned(id);
    let list =
        |of: Option<&[Id]>, most: usize| page.cards(of.unwrap_or(&[]).iter().take(most));
    let members = record.and_then(|it| it.number("members"));
    let retex = owned.map_or(0, |it| it.retex.ids.len());
    let works = |kind: Kind, count: &str, address: &str| {
        let ids = page.index.works(kind, Within::Community(id));
        let all = (ids.len() > ON_COMMUNITY_PAGE).then(|| {
            let count = page.t.count(count, ids.len());
            let address = format!("{}{}/", page.address, page.t.get(address));
            page.named_link(&page.t.fill("all-of", &[("count", &count)]), &address)
        });
        (page.cards(ids.iter().take(ON_COMMUNITY_PAGE)), all)
    };
    let (practices, all_practices) =
        works(Kind::Practice, "count.practices", "address.practices");
    let (initiatives, all_initiatives) =
        works(Kind::Initiative, "count.initiatives", "address.initiatives");
    let review = record.and_then(|it| it.date("review_by"));
    let all = format!("{}{}/", page.address, page.t.get("address.retex"));
    CommunityView {
        lead: text(page, entry, "summary"),
        short: text(page, entry, "short_title"),
        status: page.status(entry).1,
        members: members
            .and_then(|it| usize::try_from(it).ok())
            .map(|it| page.t.count("members", it))
            .unwrap_or_default(),
        founded: record.and_then(|it| it.date("founded")).map(|it| page.date(it)),
        meeting: text(page, entry, "meeting"),
        leads: leads(page, entry),
        vitality: vitality::link(page, Some(id)),
        join: entry.map("join", page.code).map(|it| Link {
            label: page
                .words
                .part(entry, "join", &it, "label")
                .unwrap_or_else(|| page.t.get("join").to_owned()),
            url: Href::outside(it.text("url").unwrap_or("")),
            ..Link::default()
        }),
        contacts: page.labelled(entry, "contacts"),
        topics: page.links(entry.refs("topics")),
        review_late: review.is_some_and(|it| it < page.site.today),
        review: review.map(|it| page.date(it)),
        cover: page.cover(entry),
        upcoming: owned
            .map(|it| page.next_meetings(&it.upcoming, 3, LATEST))
            .unwrap_or_default(),
        subscribe: subscribe::of_entry(page, id, entry),
        retex: list(owned.map(|it| it.retex.ids.as_slice()), LATEST),
        all_retex: (retex > 0).then(|| {
            let count = page.t.count("count.retex", retex);
            let of_many = || page.t.fill("all-of", &[("count", &count)]);
            let label =
                if retex > 1 { of_many() } else { page.t.get("all-retex").to_owned() };
            page.named_link(&label, &all)
        }),
        talks: list(owned.map(|it| it.talks.as_slice()), usize::MAX),
        practices,
        all_practices,
        initiatives,
        all_initiatives,
        past: owned
            .map(|it| page.next_meetings(&it.past, PAST, usize::MAX))
            .unwrap_or_default(),
        pages: owned.map(|it| page.links(&it.pages)).unwrap_or_default(),
    }
}

/// Who leads it, and until when.
fn leads(page: &Page<'_>, entry: &Entry) -> Vec<PersonCard> {
    let lead = |it: &Node| {
        let record = Record::of(it);
        let name = record.as_ref().map_or_else(|| it.text(), |it| it.text("person"))?;
        let person = page.person(entry.named(Kind::Person, name)?);
        let Some(record) = record else { return Some(person) };
        let role = page.words.part(entry, "leads", &record, "role");
        let mandate = record.date("until").map(|it| {
            let over = it < page.site.today;
            let key = if over { "mandate-over" } else { "mandate" };
            page.t.fill(key, &[("date", &page.t.date(it))])
        });
        let mandate = mandate.unwrap_or_default();
        Some(PersonCard { mandate, role: role.unwrap_or(person.role), ..person })
    };
    entry.list("leads", page.code).iter().filter_map(lead).collect()
}
