//! The occurrences of an event that comes again, each with its anchor.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tera::Value;

use crate::{
    content::{
        Occurrence, State,
        record::{Moment, Record},
    },
    portal::Entry,
    render::{
        body,
        media::Opened,
        meeting::anchor,
        page::{Page, has_code, markup},
        view::{OccurrenceView, PageView},
    },
    sink::Href,
};

/// What was said and decided in an occurrence.
pub(super) struct Minutes {
    html: Value,
    /// Its language, where it is not the page's.
    lang: Option<String>,
}

/// What was said and decided in each occurrence of an event. What it plays is noted in `opened`.
pub(super) fn minutes(
    page: &Page<'_>,
    entry: &Entry,
    opened: &mut Opened,
    frame: &mut PageView,
) -> BTreeMap<Date, Minutes> {
    let Some(variant) = entry.given_by("occurrences", page.code) else {
        return BTreeMap::new();
    };
    let lang = Some(&variant.lang).filter(|it| *it != page.code);
    let mut all = BTreeMap::new();
    for it in variant.document.record.list("occurrences").iter().filter_map(Record::of) {
        let Some((date, value)) = it.date("date").zip(it.node("notes")) else { continue };
        let html = body::minutes(page, variant, &value.span, opened);
        frame.has_code |= has_code(&html);
        all.insert(date, Minutes { html: markup(&html), lang: lang.cloned() });
    }
    all
}

/// Those that are to come, and those that are over, the latest first; none for what takes place
/// once and has nothing to add.
pub(super) fn views(
    page: &Page<'_>,
    entry: &Entry,
    minutes: &BTreeMap<Date, Minutes>,
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
    let maker = Maker { page, entry, with, minutes };
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
    minutes: &'b BTreeMap<Date, Minutes>,
}

impl Maker<'_, '_> {
    fn view(&self, it: &Occurrence) -> OccurrenceView {
        let Self { page, entry, with, minutes } = self;
        let minutes = minutes.get(&it.day);
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
            notes: minutes.map_or_else(|| "".into(), |it| it.html.clone()),
            notes_lang: minutes.and_then(|it| it.lang.clone()),
        }
    }
}
