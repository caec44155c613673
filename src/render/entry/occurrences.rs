//! The occurrences of an event that comes again, each with its anchor.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    content::{
        Occurrence, State,
        record::{Moment, Record},
    },
    portal::Entry,
    render::{meeting::anchor, page::Page, view::OccurrenceView},
    sink::Href,
};

/// Those that are to come, and those that are over, the latest first; none for what takes place
/// once and has nothing to add.
pub(super) fn views(
    page: &Page<'_>,
    entry: &Entry,
) -> (Vec<OccurrenceView>, Vec<OccurrenceView>) {
    let with: BTreeMap<Date, Record> = entry
        .list("occurrences", page.code)
        .iter()
        .filter_map(Record::of)
        .filter_map(|it| Some((it.date("date")?, it)))
        .collect();
    if !entry.recurs() && with.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let maker = Maker { page, entry, with };
    let all = entry.occurrences();
    let (over, next): (Vec<&Occurrence>, Vec<&Occurrence>) =
        all.iter().partition(|it| it.is_over(page.site.today));
    let next = next.into_iter().map(|it| maker.view(it)).collect();
    (next, over.into_iter().rev().map(|it| maker.view(it)).collect())
}

/// A moment for machines.
pub(super) fn machine(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{}T{}", moment.date, time.strftime("%H:%M")),
        None => moment.date.to_string(),
    }
}

struct Maker<'a, 'b> {
    page: &'b Page<'a>,
    entry: &'b Entry,
    with: BTreeMap<Date, Record>,
}

impl Maker<'_, '_> {
    fn view(&self, it: &Occurrence) -> OccurrenceView {
        let Self { page, entry, with } = self;
        let with = with.get(&it.day);
        let url =
            |name| with.and_then(|it| it.text(name)).map(Href::outside).unwrap_or_default();
        // The hour is said once for all; that of what was moved is another.
        let day = |date: Date| page.t.moment(Moment { date, time: None });
        let (status, status_text) = page.state(entry, it);
        let moved = it.state == State::Moved;
        OccurrenceView {
            anchor: anchor(it),
            url: Href::default().with_anchor(&format!("#{}", anchor(it))),
            start: machine(it.from),
            text: if moved { page.when(entry, it.from, it.to) } else { day(it.from.date) },
            instead: if moved {
                page.t.fill("instead-of", &[("date", &day(it.day))])
            } else {
                String::new()
            },
            status,
            status_text,
            recording: url("recording"),
            slides: url("slides"),
            notes: with
                .and_then(|it| page.words.part(entry, "occurrences", it, "notes"))
                .unwrap_or_default(),
        }
    }
}
