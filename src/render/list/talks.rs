//! Lists of talks: all, by year, conference, topic and speaker.

use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        page::Page,
        view::{Filter, Link, PageView, TalksView},
    },
};

pub(super) fn all(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("talks", page.t.get("talks"));
    frame.alternates = page.alternates(&["talks"]);
    html(page, frame, page.index.kind(Kind::Talk))
}

pub(super) fn of_year(page: &Page<'_>, year: i16) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let values = [("name", page.t.get("talks")), ("year", &year.to_string())];
    let heading = page.t.fill("year-of", &values);
    let ids = page.index.talk_years.get(&year).map_or(&[][..], Vec::as_slice);
    html(page, page.view("talks", &heading), ids)
}

pub(super) fn at(page: &Page<'_>, slug: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (name, ids) = page
        .index
        .conferences
        .get(slug)
        .map_or((slug, &[][..]), |it| (it.0.as_str(), it.1.as_slice()));
    let heading = page.t.fill("talks-at", &[("name", name)]);
    html(page, page.view("talks", &heading), ids)
}

pub(super) fn of(page: &Page<'_>, id: Id) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let entry = page.entry(id);
    let key = if entry.kind == Kind::Topic { "talks-on" } else { "talks-by" };
    let heading = page.t.fill(key, &[("name", entry.title(page.code))]);
    let mut frame = page.view("talks", &heading);
    frame.kicker = Some(page.link(id));
    let ids = page.index.talks_of.get(&id).map_or(&[][..], Vec::as_slice);
    html(page, frame, ids)
}

fn html(
    page: &Page<'_>,
    mut frame: PageView,
    ids: &[Id],
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let talks = page.list(&["talks"]);
    frame.section = page.url(&talks);
    frame.description.clone_from(&frame.heading);
    if page.address != talks {
        frame.breadcrumb.push(page.word_link("talks", &talks));
    }
    let view = TalksView { cards: page.cards(ids), filters: filters(page, &talks) };
    page.html("talks.html", &frame, "talks", &view, "")
}

fn filters(page: &Page<'_>, talks: &str) -> Vec<Filter> {
    let link = |word: &str, slug: &str, label: &str| {
        let address = format!("{talks}{}/{slug}/", page.t.get(word));
        Link { current: address == page.address, ..page.named_link(label, &address) }
    };
    let filter =
        |key: &str, links: Vec<Link>| Filter { title: page.t.get(key).to_owned(), links };
    let years = page.index.talk_years.keys().rev().map(|it| {
        let year = it.to_string();
        link("address.year", &year, &year)
    });
    let conferences =
        page.index.conferences.iter().map(|it| link("address.conference", it.0, &it.1.0));
    let of = |kind: Kind, word: &str| -> Vec<Link> {
        let all = page.index.talks_of.keys().filter(|it| page.entry(**it).kind == kind);
        all.map(|it| {
            let entry = page.entry(*it);
            link(word, &entry.slug, entry.title(page.code))
        })
        .collect()
    };
    vec![
        filter("by-year", years.collect()),
        filter("by-conference", conferences.collect()),
        filter("by-topic", of(Kind::Topic, "address.topic")),
        filter("by-speaker", of(Kind::Person, "address.speaker")),
    ]
}
