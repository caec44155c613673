//! Lists of talks: all, by year, conference, topic and speaker.

use std::{cmp::Reverse, collections::BTreeSet};

use super::pages;
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        page::Page,
        shared,
        view::{Filter, Link, PageView, TalksView},
    },
    sink::Html,
};

/// How many conferences, topics and speakers the list of all talks names.
const MOST: usize = 60;

pub(super) fn all(page: &Page<'_>, number: usize) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("talks", page.t.get("talks"));
    frame.alternates = alternates(page, None, number);
    html(page, frame, page.index.kind(Kind::Talk), number)
}

pub(super) fn of_year(
    page: &Page<'_>,
    year: i16,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let values = [("name", page.t.get("talks")), ("year", &year.to_string())];
    let heading = page.t.fill("year-of", &values);
    let ids = page.index.talk_years.get(&year).map_or(&[][..], Vec::as_slice);
    let mut frame = page.view("talks", &heading);
    let slug = year.to_string();
    frame.alternates = alternates(page, Some(("address.year", &slug)), number);
    html(page, frame, ids, number)
}

pub(super) fn at(
    page: &Page<'_>,
    slug: &str,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (name, ids) = page
        .index
        .conferences
        .get(slug)
        .map_or((slug, &[][..]), |it| (it.0.as_str(), it.1.as_slice()));
    let name = page.words.name(name);
    let heading = page.t.fill("talks-at", &[("name", &name)]);
    let mut frame = page.view("talks", &heading);
    frame.feeds = page.feeds(pages::first(page, number), &name);
    frame.alternates = alternates(page, Some(("address.conference", slug)), number);
    html(page, frame, ids, number)
}

pub(super) fn of(
    page: &Page<'_>,
    id: Id,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let entry = page.entry(id);
    let (key, word) = match entry.kind {
        Kind::Topic => ("talks-on", "address.topic"),
        _ => ("talks-by", "address.speaker"),
    };
    let heading = page.t.fill(key, &[("name", &page.words.title(entry))]);
    let mut frame = page.view("talks", &heading);
    frame.kicker = Some(page.link(id));
    frame.alternates = alternates(page, Some((word, &entry.slug)), number);
    let ids = page.index.talks_of.get(&id).map_or(&[][..], Vec::as_slice);
    html(page, frame, ids, number)
}

/// The same list in other languages: all talks, or those of a word of the addresses and a slug.
fn alternates(page: &Page<'_>, of: Option<(&str, &str)>, number: usize) -> Vec<Link> {
    page.other_languages(|lang, t| {
        let mut address = shared::list(lang, t, &["talks"]);
        if let Some((word, slug)) = of {
            address = format!("{address}{}/{slug}/", t.get(word));
        }
        Some(address + &pages::tail(number))
    })
}

fn html(
    page: &Page<'_>,
    mut frame: PageView,
    ids: &[Id],
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let talks = page.list(&["talks"]);
    let here = pages::first(page, number);
    pages::name(page, &mut frame, number);
    frame.section = page.url(&talks);
    frame.description.clone_from(&frame.heading);
    if here != talks {
        frame.breadcrumb.push(page.word_link("talks", &talks));
    }
    let view = TalksView {
        cards: page.cards(pages::part(page, ids, number)),
        filters: filters(page, &talks, here),
        pagination: pages::pagination(page, here, number, ids.len()),
    };
    page.html("talks.html", &frame, "talks", &view, &Html::new())
}

/// Ways to the other lists: all years; of the other lists the largest, from the list of all
/// talks only, so that the pages of many lists do not name them all.
fn filters(page: &Page<'_>, talks: &str, here: &str) -> Vec<Filter> {
    let index = page.index;
    let link = |word: &str, slug: &str, label: &str| {
        let address = format!("{talks}{}/{slug}/", page.t.get(word));
        Link { current: address == here, ..page.named_link(label, &address) }
    };
    let filter =
        |key: &str, links: Vec<Link>| Filter { title: page.t.get(key).to_owned(), links };
    let years = index.talk_years.keys().rev().map(|it| {
        let year = it.to_string();
        link("address.year", &year, &year)
    });
    let conferences = index.conferences.iter().map(|it| {
        let name = page.words.name(&it.1.0);
        (it.1.1.len(), link("address.conference", it.0, &name))
    });
    let of = |kind: Kind, word: &'static str| {
        let all = index.talks_of.iter().filter(move |it| page.entry(*it.0).kind == kind);
        all.map(move |(id, talks)| {
            let entry = page.entry(*id);
            (talks.len(), link(word, &entry.slug, &page.words.title(entry)))
        })
    };
    let shown = |links: Vec<(usize, Link)>| {
        if page.address == talks { largest(links) } else { current(links) }
    };
    vec![
        filter("by-year", years.collect()),
        filter("by-conference", shown(conferences.collect())),
        filter("by-topic", shown(of(Kind::Topic, "address.topic").collect())),
        filter("by-speaker", shown(of(Kind::Person, "address.speaker").collect())),
    ]
}

/// The lists with the most talks, in their own order.
fn largest(links: Vec<(usize, Link)>) -> Vec<Link> {
    let mut counts: Vec<(Reverse<usize>, usize)> =
        links.iter().enumerate().map(|(at, it)| (Reverse(it.0), at)).collect();
    counts.sort_unstable();
    counts.truncate(MOST);
    let chosen: BTreeSet<usize> = counts.into_iter().map(|it| it.1).collect();
    let all = links.into_iter().enumerate();
    all.filter(|it| chosen.contains(&it.0)).map(|it| it.1.1).collect()
}

fn current(links: Vec<(usize, Link)>) -> Vec<Link> {
    links.into_iter().map(|it| it.1).filter(|it| it.current).collect()
}
