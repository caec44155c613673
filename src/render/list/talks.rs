//! Lists of talks: all, by year, conference, edition, language, topic and speaker, and those with
//! a recording.

use std::cmp::Reverse;

use super::pages;
use crate::{
    content::{Kind, slug::sort_key},
    diag::Diagnostic,
    portal::Id,
    render::{
        index::Edition,
        page::Page,
        shared, talks,
        view::{EditionView, Filter, Link, PageView, PersonCard, TalksView},
    },
    route::Route,
    sink::{Href, Html},
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
    let name = conference(page, slug);
    let heading = page.t.fill("talks-at", &[("name", &name)]);
    let mut frame = page.view("talks", &heading);
    frame.feeds = page.feeds(pages::first(page, number), &name);
    frame.alternates = alternates(page, Some(("address.conference", slug)), number);
    let editions = page.index.editions.get(slug).map_or(&[][..], Vec::as_slice);
    // A talk that was given at two editions is shown at each.
    let rows: Vec<(usize, Id)> = editions
        .iter()
        .enumerate()
        .flat_map(|(at, it)| it.talks.iter().map(move |id| (at, *id)))
        .collect();
    let ids: Vec<Id> = rows.iter().map(|it| it.1).collect();
    let mut view = frame_of(page, &mut frame, &ids, number);
    let here = pages::first(page, number);
    for (at, id) in pages::part(page, &rows, number) {
        let Some(edition) = editions.get(*at) else { continue };
        let shown = edition_view(page, here, edition);
        if view.editions.last().is_none_or(|it: &EditionView| it.title != shown.title) {
            view.editions.push(shown);
        }
        if let Some(last) = view.editions.last_mut() {
            last.cards.push(page.card_at(*id, slug, &edition.slug));
        }
    }
    view.cards = Vec::new();
    if number == 1 {
        view.speakers = speakers(page, &ids);
    }
    page.html("talks.html", &frame, "talks", &view, &Html::new())
}

/// The name of a conference.
fn conference(page: &Page<'_>, slug: &str) -> String {
    let name = page.index.conferences.get(slug).map_or(slug, |it| it.0.as_str());
    page.words.name(name)
}

fn edition_view(page: &Page<'_>, here: &str, edition: &Edition) -> EditionView {
    let url = if edition.slug.is_empty() {
        Href::default()
    } else {
        page.url(&format!("{here}{}/", edition.slug))
    };
    EditionView { title: page.words.name(&edition.name), url, cards: Vec::new() }
}

/// Who gives talks, each once, by name.
fn speakers(page: &Page<'_>, ids: &[Id]) -> Vec<PersonCard> {
    let all = ids.iter().flat_map(|it| page.people(page.entry(*it), "speakers"));
    let mut all: Vec<PersonCard> = all.collect();
    all.sort_by(|a, b| (sort_key(&a.name), &a.url).cmp(&(sort_key(&b.name), &b.url)));
    all.dedup_by(|a, b| a.name == b.name && a.url == b.url);
    all.truncate(MOST);
    all
}

pub(super) fn at_edition(
    page: &Page<'_>,
    slug: &str,
    edition: &str,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let name = conference(page, slug);
    let found = page.index.edition(slug, edition);
    let shown = page.words.name(found.map_or(edition, |it| it.name.as_str()));
    let values = [("name", name.as_str()), ("edition", shown.as_str())];
    let mut frame = page.view("talks", &page.t.fill("talks-at-edition", &values));
    let talks = page.list(&["talks"]);
    let list = format!("{talks}{}/{slug}/", page.t.get("address.conference"));
    frame.kicker = Some(page.named_link(&name, &list));
    let both = format!("{slug}/{edition}");
    frame.alternates = alternates(page, Some(("address.conference", &both)), number);
    let ids = found.map_or(&[][..], |it| it.talks.as_slice());
    let mut view = frame_of(page, &mut frame, ids, number);
    let shown = pages::part(page, ids, number).iter();
    view.cards = shown.map(|it| page.card_at(*it, slug, edition)).collect();
    page.html("talks.html", &frame, "talks", &view, &Html::new())
}

pub(super) fn in_language(
    page: &Page<'_>,
    language: &str,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let heading = page.t.fill("talks-in", &[("name", page.t.language(language))]);
    let mut frame = page.view("talks", &heading);
    frame.alternates = alternates(page, Some(("address.language", language)), number);
    let ids = page.index.talk_languages.get(language).map_or(&[][..], Vec::as_slice);
    html(page, frame, ids, number)
}

pub(super) fn with_video(
    page: &Page<'_>,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("talks", page.t.get("talks-with-video"));
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &["talks", "video"]);
        Some(list + &pages::tail(number))
    });
    html(page, frame, &page.index.talks_with_video, number)
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
    let view = frame_of(page, &mut frame, ids, number);
    page.html("talks.html", &frame, "talks", &view, &Html::new())
}

/// What stands around a list, and its page of talks.
fn frame_of(page: &Page<'_>, frame: &mut PageView, ids: &[Id], number: usize) -> TalksView {
    let talks = page.list(&["talks"]);
    let here = pages::first(page, number);
    pages::name(page, frame, number);
    frame.section = page.url(&talks);
    frame.description.clone_from(&frame.heading);
    if here != talks {
        frame.breadcrumb.push(page.word_link("talks", &talks));
    }
    TalksView {
        cards: page.cards(pages::part(page, ids, number)),
        filters: filters(page, &talks, here),
        pagination: pages::pagination(page, here, number, ids.len()),
        forms: talks::links(page),
        ..TalksView::default()
    }
}

/// Ways to the other lists: all years; of the other lists the largest, from the list of all
/// talks only, so that the pages of many lists do not name them all. Any other names itself.
fn filters(page: &Page<'_>, base: &str, here: &str) -> Vec<Filter> {
    let index = page.index;
    let ways = Ways { page, base, here };
    let filter =
        |key: &str, links: Vec<Link>| Filter { title: page.t.get(key).to_owned(), links };
    let years = index.talk_years.keys().rev().map(|it| {
        let year = it.to_string();
        ways.to("address.year", &year, &year)
    });
    let video = format!("{base}{}/", page.t.get("address.video"));
    let recorded = Link {
        current: video == here,
        ..page.named_link(page.t.get("with-video"), &video)
    };
    let recorded = Some(recorded).filter(|_| !index.talks_with_video.is_empty());
    let [languages, conferences, topics, speakers] =
        if page.address == base { ways.largest() } else { ways.current() };
    // With one language, nothing can be chosen.
    let languages = if index.talk_languages.len() > 1 { languages } else { Vec::new() };
    vec![
        filter("by-year", years.collect()),
        filter("by-language", languages),
        filter("by-recording", recorded.into_iter().collect()),
        filter("by-conference", conferences),
        filter("by-topic", topics),
        filter("by-speaker", speakers),
    ]
}

/// Links to lists by language, by conference, by topic and by speaker.
type Links = [Vec<Link>; 4];

/// Links from one list of talks to others.
struct Ways<'a> {
    page: &'a Page<'a>,
    /// The list of all talks.
    base: &'a str,
    /// The first page of this one.
    here: &'a str,
}

impl Ways<'_> {
    fn to(&self, word: &str, slug: &str, label: &str) -> Link {
        let address = format!("{}{}/{slug}/", self.base, self.page.t.get(word));
        Link { current: address == self.here, ..self.page.named_link(label, &address) }
    }

    fn language(&self, code: &str) -> Link {
        self.to("address.language", code, self.page.t.language(code))
    }

    fn conference(&self, slug: &str) -> Link {
        self.to("address.conference", slug, &conference(self.page, slug))
    }

    fn entry(&self, id: Id) -> Link {
        let entry = self.page.entry(id);
        let word = match entry.kind {
            Kind::Topic => "address.topic",
            _ => "address.speaker",
        };
        self.to(word, &entry.slug, &self.page.words.title(entry))
    }

    /// The lists with the most talks, in their own order.
    fn largest(&self) -> Links {
        let index = self.page.index;
        let of = |kind: Kind| {
            let all = index.talks_of.iter();
            let all = all.filter(move |it| self.page.entry(*it.0).kind == kind);
            most(all.map(|it| (it.1.len(), *it.0)), |it| self.entry(it))
        };
        let languages = index.talk_languages.iter().map(|it| (it.1.len(), it.0));
        let conferences = index.conferences.iter().map(|it| (it.1.1.len(), it.0));
        [
            most(languages, |it| self.language(it)),
            most(conferences, |it| self.conference(it)),
            of(Kind::Topic),
            of(Kind::Person),
        ]
    }

    /// This list alone: looked up, since there may be as many lists as talks.
    fn current(&self) -> Links {
        let mut links = Links::default();
        let [languages, conferences, topics, speakers] = &mut links;
        match self.page.site.routes.known(self.here).map(|it| &it.route) {
            Some(Route::TalksIn(code)) => languages.push(self.language(code)),
            Some(Route::TalksAt(slug)) => conferences.push(self.conference(slug)),
            Some(Route::TalksOf(id)) => match self.page.entry(*id).kind {
                Kind::Topic => topics.push(self.entry(*id)),
                _ => speakers.push(self.entry(*id)),
            },
            _ => {}
        }
        links
    }
}

/// Links to those with the most talks, in their own order.
fn most<T: Copy>(
    all: impl Iterator<Item = (usize, T)>,
    link: impl Fn(T) -> Link,
) -> Vec<Link> {
    let mut all: Vec<(Reverse<usize>, usize, T)> =
        all.enumerate().map(|(at, it)| (Reverse(it.0), at, it.1)).collect();
    all.sort_by_key(|it| (it.0, it.1));
    all.truncate(MOST);
    all.sort_by_key(|it| it.1);
    all.into_iter().map(|it| link(it.2)).collect()
}
