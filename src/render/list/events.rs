//! Lists of events: upcoming, past, month by month.

use super::{month, pages};
use crate::{
    diag::Diagnostic,
    portal::Meeting,
    render::{
        index::few_of_each,
        page::Page,
        shared, subscribe,
        view::{EventsView, Filter, Link, Month, PageView},
    },
    sink::Html,
};

/// How many occurrences of each event are among the next ones; months have all.
const EACH: usize = 6;

pub(super) fn upcoming(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("events", page.t.get("upcoming-events"));
    frame.alternates = page.alternates(&["events"]);
    let next: Vec<Meeting> = few_of_each(&page.index.upcoming, EACH).collect();
    let view = EventsView {
        months: by_month(page, &next),
        empty: page.t.get("no-upcoming").to_owned(),
        subscribe: Some(subscribe::links(page, &page.root(), &page.words.portal())),
        ..lists(page)
    };
    html(page, frame, &view)
}

pub(super) fn past(page: &Page<'_>, number: usize) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("events", page.t.get("past-events"));
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &["events", "past"]);
        Some(format!("{list}{}", pages::tail(number)))
    });
    pages::name(page, &mut frame, number);
    frame.breadcrumb.push(page.word_link("events", &page.list(&["events"])));
    let (ids, here) = (&page.index.past, pages::first(page, number));
    let mut view = lists(page);
    view.months = by_month(page, pages::part(page, ids, number));
    page.t.get("no-past").clone_into(&mut view.empty);
    view.pagination = pages::pagination(page, here, number, ids.len());
    for tab in &mut view.tabs {
        tab.current = tab.url == page.url(here);
    }
    html(page, frame, &view)
}

pub(super) fn month(
    page: &Page<'_>,
    year: i16,
    month: i8,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let name = page.t.month_of_year(year, month);
    let mut frame = page.view("events", &page.t.fill("events-of", &[("name", &name)]));
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &["events"]);
        Some(format!("{list}{year}/{month:02}/"))
    });
    frame.breadcrumb.push(page.word_link("events", &page.list(&["events"])));
    let ids = page.index.months.get(&(year, month)).map_or(&[][..], Vec::as_slice);
    let mut months = by_month(page, ids);
    if let Some(only) = months.first_mut() {
        // The heading of the page says it already.
        only.title.clear();
    }
    let mut others = page.index.months.keys().copied();
    let before = others.clone().rev().find(|it| *it < (year, month));
    let after = others.find(|it| *it > (year, month));
    let view = EventsView {
        months,
        table: Some(month::table(page, (year, month), ids)),
        previous: before.map(|it| month_link(page, it)),
        next: after.map(|it| month_link(page, it)),
        ..lists(page)
    };
    html(page, frame, &view)
}

fn html(
    page: &Page<'_>,
    mut frame: PageView,
    view: &EventsView,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    frame.description.clone_from(&frame.heading);
    frame.section = page.url(&page.list(&["events"]));
    page.html("events.html", &frame, "events", view, &Html::new())
}

/// Neighbors in a list that are of one month, together.
fn by_month(page: &Page<'_>, meetings: &[Meeting]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    let mut last = None;
    for meeting in meetings {
        let date = page.site.portal.occurrence(*meeting).map(|it| it.from.date);
        let key = date.map(|it| (it.year(), it.month()));
        if key != last || months.is_empty() {
            let (year, month) = key.unwrap_or((0, 1));
            let link = month_link(page, (year, month));
            months.push(Month { title: link.label, url: link.url, cards: Vec::new() });
            last = key;
        }
        if let Some(month) = months.last_mut() {
            month.cards.push(page.meeting(*meeting));
        }
    }
    months
}

fn month_link(page: &Page<'_>, (year, month): (i16, i8)) -> Link {
    let address = format!("{}{year}/{month:02}/", page.list(&["events"]));
    page.named_link(&page.t.month_of_year(year, month), &address)
}

/// Ways to the other lists: upcoming and past, and the months of each year.
fn lists(page: &Page<'_>) -> EventsView {
    let tab = |key: &str, words: &[&str]| {
        let address = page.list(words);
        Link { current: address == page.address, ..page.word_link(key, &address) }
    };
    let mut filters: Vec<Filter> = Vec::new();
    for (year, month) in page.index.months.keys().rev() {
        let title = year.to_string();
        if filters.last().is_none_or(|it| it.title != title) {
            filters.push(Filter { title, links: Vec::new() });
        }
        let link = month_link(page, (*year, *month));
        let current = link.url == page.url(page.address);
        let label = page.t.month(*month).to_owned();
        if let Some(filter) = filters.last_mut() {
            filter.links.insert(0, Link { label, current, ..link });
        }
    }
    EventsView {
        tabs: vec![
            tab("upcoming-events", &["events"]),
            tab("past-events", &["events", "past"]),
        ],
        filters,
        ..EventsView::default()
    }
}
