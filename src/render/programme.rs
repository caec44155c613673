//! The programme of an event, day by day.

use super::{
    page::Page,
    view::{ProgrammeDay, Session},
};
use crate::{
    content::{
        Kind,
        record::{Moment, Record},
    },
    portal::Entry,
};

/// What happens, by the days that the programme names; before the first of them, and where it
/// names none, a day without a name.
pub(super) fn days(page: &Page<'_>, entry: &Entry) -> Vec<ProgrammeDay> {
    let mut days: Vec<ProgrammeDay> = Vec::new();
    for line in entry.list("programme", page.code).iter().filter_map(Record::of) {
        let day = line.date("day");
        let day = day.map(|date| page.t.moment(Moment { date, time: None }));
        let session = session(page, entry, &line);
        match days.last_mut() {
            Some(last) if day.as_ref().is_none_or(|it| *it == last.day) => {
                last.sessions.push(session);
            }
            _ => {
                let day = day.unwrap_or_default();
                days.push(ProgrammeDay { day, sessions: vec![session] });
            }
        }
    }
    days
}

fn session(page: &Page<'_>, entry: &Entry, line: &Record) -> Session {
    let talk = line.text("talk").and_then(|it| entry.named(Kind::Talk, it));
    Session {
        time: line.text("time").unwrap_or("").to_owned(),
        title: page.words.part(entry, "programme", line, "title").unwrap_or_default(),
        url: talk.map(|it| page.url(page.address_of(it))).unwrap_or_default(),
        speakers: page.people_of(entry, "programme", line.list("speakers")),
    }
}

/// The same as plain text: a line each, and an empty one between days.
pub(super) fn plain(page: &Page<'_>, entry: &Entry) -> String {
    let day = |it: &ProgrammeDay| {
        let sessions = it.sessions.iter();
        let lines =
            sessions.map(|it| format!("{} {}", it.time, it.title).trim().to_owned());
        let head = Some(it.day.clone()).filter(|it| !it.is_empty());
        head.into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    };
    days(page, entry).iter().map(day).collect::<Vec<_>>().join("\n\n")
}
