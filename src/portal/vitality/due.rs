//! What should have been done by now: days that are past, and life that is missing.

use std::collections::BTreeSet;

use jiff::{Span as Time, civil::Date};

use super::{Count, Quarter};
use crate::{
    config::Settings,
    content::{Document, Kind, Occurrence, record::Record},
    diag::{Diagnostic, Span},
    portal::{Entry, Id, Portal},
};

/// Days in the front matter of one entry that are past.
pub(in crate::portal) fn check(
    document: &Document,
    today: Date,
    found: &mut Vec<Diagnostic>,
) {
    let status = document.record.text("status");
    // Nobody looks again at what is over.
    if matches!(
        (document.place.kind, status),
        (Kind::Community, Some("archived"))
            | (Kind::Practice, Some("retired"))
            | (Kind::Initiative, Some("done" | "dropped"))
    ) {
        return;
    }
    found.extend(late_review(document, today));
    if document.place.kind == Kind::Community {
        let leads = document.record.list("leads").iter().filter_map(Record::of);
        found.extend(leads.filter_map(|it| mandate(&it, today)));
    }
}

fn late_review(document: &Document, today: Date) -> Option<Diagnostic> {
    let day = document.record.date("review_by").filter(|it| *it < today)?;
    let word = document.place.kind.word();
    Some(
        Diagnostic::warning(
            "late-review",
            format!("the {word} was to be reviewed by {day}"),
        )
        .at(document.record.span("review_by")?)
        .help("look at it again, then give `review_by` another day"),
    )
}

fn mandate(lead: &Record, today: Date) -> Option<Diagnostic> {
    let (until, span) = (lead.date("until")?, lead.span("until")?);
    if let Some(since) = lead.date("since").filter(|it| *it > until) {
        let message = format!("the mandate ends before it begins, on {since}");
        return Some(
            Diagnostic::error("end-before-start", message)
                .at(span)
                .note("it ends here")
                .label(lead.span("since")?, "it begins here")
                .help("exchange `since` and `until`, or mend the day"),
        );
    }
    if until >= today {
        return None;
    }
    let person = lead.text("person")?;
    let message = format!("the mandate of `{person}` ended on {until}");
    Some(
        Diagnostic::warning("ended-mandate", message)
            .at(span)
            .help("give another `until`, or name who leads the community now"),
    )
}

/// Life that is missing by the thresholds of the settings.
pub(in crate::portal) fn overdue(
    portal: &Portal,
    settings: &Settings,
    today: Date,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let limits = settings.vitality;
    let count = Count::of(portal, settings, today);
    if let Some(quarters) = limits.silent_quarters {
        let all = portal.of_kind(Kind::Community);
        found.extend(all.filter_map(|it| silent(count, it, quarters)));
    }
    if let Some(last) = limits.event_notes_days.and_then(|it| last_due(today, it)) {
        let due = limits.event_notes_since.unwrap_or(Date::MIN)..=last;
        let events = portal.of_kind(Kind::Event);
        found.extend(events.filter_map(|it| {
            let is_due = |it: &Occurrence| due.contains(&last_day(it));
            without_notes(portal, it, today, is_due)
        }));
    }
    found
}

/// The last day whose events should have notes.
fn last_due(today: Date, days: u64) -> Option<Date> {
    today.checked_sub(Time::new().try_days(i64::try_from(days).ok()?).ok()?).ok()
}

fn last_day(occurrence: &Occurrence) -> Date {
    occurrence.to.unwrap_or(occurrence.from).date
}

/// A community of which nothing was heard for long, and of which nothing is announced.
fn silent(count: Count<'_>, id: Id, quarters: u64) -> Option<Diagnostic> {
    let entry = count.portal.entry(id);
    let record = entry.record()?;
    let status = record.text("status").unwrap_or("active");
    if status != "active" || is_announced(count, id) {
        return None;
    }
    let last = count.last_sign(id).map(|it| it.day);
    // Who has just begun has had no time to say anything.
    let from = last.or_else(|| record.date("founded"));
    let silent = from.map(|it| Quarter::of(count.today).since(Quarter::of(it)) - 1);
    if silent.is_some_and(|it| u64::try_from(it).unwrap_or(0) < quarters.max(1)) {
        return None;
    }
    let message = match last {
        Some(day) => format!("the community has given no sign of life since {day}"),
        None => "the community has given no sign of life".to_owned(),
    };
    let span = record.span("status").or_else(|| record.span("title"))?;
    Some(Diagnostic::warning("silent-community", message).at(span).help(
        "announce or publish something, or write `status: forming`, `dormant` or `archived`",
    ))
}

fn is_announced(count: Count<'_>, community: Id) -> bool {
    let events = count.portal.of_community(community, Kind::Event).iter();
    events.map(|it| count.portal.entry(*it)).filter(|it| it.takes_place()).any(|it| {
        let mut all = it.occurrences().iter();
        all.any(|it| it.takes_place() && !it.is_over(count.today))
    })
}

/// An event that took place long enough ago, and of which nothing is kept.
fn without_notes(
    portal: &Portal,
    id: Id,
    today: Date,
    is_due: impl Fn(&Occurrence) -> bool,
) -> Option<Diagnostic> {
    let entry = portal.entry(id);
    let record = entry.record()?;
    let is_told = has_notes(record) || (!entry.recurs() && is_told(portal, id, entry));
    if is_told || !entry.takes_place() || record.text("kind") == Some("social") {
        return None;
    }
    let noted: BTreeSet<Date> = record
        .list("occurrences")
        .iter()
        .filter_map(Record::of)
        .filter(has_notes)
        .filter_map(|it| it.date("date"))
        .collect();
    // Who keeps something of some meetings of a series has chosen of which.
    let year = today.checked_sub(Time::new().years(1)).unwrap_or(Date::MIN);
    if entry.recurs() && noted.range(year..).next().is_some() {
        return None;
    }
    let held = entry.occurrences().iter().filter(|it| it.is_held(today) && is_due(it));
    let lacking: Vec<&Occurrence> = held.filter(|it| !noted.contains(&it.day)).collect();
    let last = lacking.last()?;
    let day = last.from.date;
    let message = if entry.recurs() {
        format!("nothing is kept of the event of {day}")
    } else {
        format!("nothing is kept of the event, which took place on {day}")
    };
    let span: Span = record.span("start")?;
    let mut diagnostic = Diagnostic::warning("event-without-notes", message).at(span);
    let before = lacking.len() - 1;
    if before > 0 {
        let s = if before == 1 { "" } else { "s" };
        diagnostic = diagnostic.note(format!("nor of {before} date{s} before"));
    }
    Some(diagnostic.help(format!(
        "add `recording`, `slides` or `notes` below `occurrences: [{{date: {}}}]`",
        last.day
    )))
}

fn has_notes(record: &Record) -> bool {
    ["recording", "slides", "notes"].iter().any(|it| record.node(it).is_some())
}

/// Whether a retex tells of an event.
fn is_told(portal: &Portal, id: Id, event: &Entry) -> bool {
    event.backlinks.iter().any(|it| {
        let entry = portal.entry(*it);
        entry.kind == Kind::Retex && entry.refs("event").contains(&id)
    })
}
