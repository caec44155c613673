//! The page of an event.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    backlinks,
    occurrences::{self, Minutes},
    text, word,
};
use crate::{
    content::record::Record,
    portal::{Entry, Id},
    render::{
        page::Page,
        programme, rhythm, subscribe,
        view::{EventView, Link, PageView},
    },
    sink::Href,
};

/// How many of its next occurrences are shown at once.
const NEXT: usize = 8;

pub(super) fn view(
    page: &Page<'_>,
    id: Id,
    entry: &Entry,
    minutes: &BTreeMap<Date, Minutes>,
    frame: &mut PageView,
) -> EventView {
    let Some((record, (from, to))) = entry.record().zip(entry.moments()) else {
        return EventView::default();
    };
    let next = page.next_occurrence(entry);
    let there = next.and_then(|it| it.there);
    let (from, to) = next.map_or((from, to), |it| (it.from, it.to));
    // Meetings that are one file each have the same title: the day tells them apart.
    if !entry.recurs() {
        frame.title = frame.title.replacen(
            &frame.heading,
            &format!("{}, {}", frame.heading, page.t.date(from.date)),
            1,
        );
    }
    let (mut dates, past) = occurrences::views(page, entry, minutes);
    let later = dates.split_off(dates.len().min(NEXT));
    let (status, status_text) = page.status(entry);
    let over = entry.is_over(page.site.today);
    let place = entry.map("place", page.code);
    let open = |it: &Record| {
        !over
            && status != "cancelled"
            && it.date("until").is_none_or(|it| it >= page.site.today)
    };
    let registration = entry.map("registration", page.code).filter(open);
    let until = registration.as_ref().and_then(|it| it.date("until"));
    let own_time = there.map(|it| page.when(entry, it.0, it.1)).zip(page.zone_of(entry));
    let url = |field: &str| Href::outside(record.text(field).unwrap_or(""));
    EventView {
        lead: text(page, entry, "summary"),
        date: page.meeting_day(from.date),
        when: page.when(entry, from, to),
        start: occurrences::machine(from),
        timezone: own_time
            .map(|(time, zone)| format!("{time}, {zone}"))
            .unwrap_or_default(),
        over,
        recurs: entry.recurs(),
        rhythm: rhythm(page, entry),
        dates,
        later_count: page.t.count("later-dates", later.len()),
        later,
        past_count: page.t.count("past-dates", past.len()),
        past,
        subscribe: subscribe::of_entry(page, id, entry),
        kind: word(page, entry, "kind"),
        status,
        status_text,
        place: place.as_ref().map(|it| Link {
            label: page.words.part(entry, "place", it, "name").unwrap_or_default(),
            url: Href::outside(it.text("url").unwrap_or("")),
            ..Link::default()
        }),
        address: place
            .and_then(|it| page.words.part(entry, "place", &it, "address"))
            .unwrap_or_default(),
        online: if over { None } else { online(page, entry) },
        registration: registration.map(|it| Link {
            label: page.t.get("register").to_owned(),
            url: Href::outside(it.text("url").unwrap_or("")),
            ..Link::default()
        }),
        registration_until: until
            .map(|it| page.t.fill("until", &[("date", &page.t.date(it))]))
            .unwrap_or_default(),
        recording: url("recording"),
        slides: url("slides"),
        audience: text(page, entry, "audience"),
        communities: communities(page, entry),
        topics: page.links(entry.refs("topics")),
        speakers: page.people(entry, "speakers"),
        programme: programme::days(page, entry),
        cover: page.cover(entry),
        backlinks: backlinks(page, entry, &[]),
    }
}

/// How to take part from afar.
fn online(page: &Page<'_>, entry: &Entry) -> Option<Link> {
    let online = entry.map("online", page.code)?;
    let label = page.words.part(entry, "online", &online, "label");
    Some(Link {
        label: label.unwrap_or_else(|| page.t.get("join-online").to_owned()),
        url: Href::outside(online.text("url").unwrap_or("")),
        ..Link::default()
    })
}

/// How it repeats, in words.
fn rhythm(page: &Page<'_>, entry: &Entry) -> String {
    let zone = entry.timezone().unwrap_or_else(|| page.site.settings.timezone.clone());
    let series = entry.series();
    let words = series.and_then(|it| rhythm::words(page.t, it, &zone)).unwrap_or_default();
    let is_there = entry.occurrences().iter().any(|it| it.there.is_some());
    match page.zone_of(entry).filter(|_| is_there && !words.is_empty()) {
        Some(zone) => format!("{words} ({zone})"),
        None => words,
    }
}

/// The community whose folder it is in, and those that it names.
pub(super) fn communities(page: &Page<'_>, entry: &Entry) -> Vec<Link> {
    entry.owners().map(|it| page.link(it)).collect()
}
