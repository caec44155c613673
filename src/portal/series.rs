//! What the rule of an event says beside its other fields: days that it does not give.

use std::collections::BTreeMap;

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

use super::{Entry, draft::Draft};
use crate::{
    content::{
        MOST_OCCURRENCES, Series,
        record::{Moment, Record},
    },
    diag::{Diagnostic, Span},
};

/// How many occurrences of all events are shown in lists and on the pages of months: what a portal
/// lists does not grow without end by a rule of one line.
const MOST_OF_ALL: usize = 60_000;

/// How many occurrences of each event are shown: with many that come again, fewer.
pub(super) fn share(drafts: &[Draft<'_>]) -> usize {
    let comes_again = |it: &&Draft<'_>| {
        it.original.facts.series.as_ref().is_some_and(|it| it.rule.is_some())
    };
    let count = drafts.iter().filter(comes_again).count().max(1);
    (MOST_OF_ALL / count).clamp(2, MOST_OCCURRENCES)
}

/// Says once that so many events come again that some are shown with fewer dates.
pub(super) fn crowded(entries: &[Entry], most: usize) -> Option<Diagnostic> {
    if most == MOST_OCCURRENCES {
        return None;
    }
    let cut = entries.iter().filter(|it| it.occurrences.len() == most && it.recurs());
    let first = cut.min_by_key(|it| it.original.source.path())?;
    let message = format!(
        "so many events of the portal recur that only {most} dates of each are listed"
    );
    Some(
        Diagnostic::warning("many-occurrences", message)
            .at(first.record()?.span("recurrence")?)
            .help("give rules an end, `UNTIL=20271231`, and remove events that are over: calendars have all dates"),
    )
}

/// Checks a series against the days that its rule gives.
pub(super) fn check(
    record: &Record,
    series: &Series,
    zone: &TimeZone,
    found: &mut Vec<Diagnostic>,
) {
    let mut days = series.days(zone);
    let first = days.next();
    let rule = record.span("recurrence");
    let Some(first) = first else {
        let Some(rule) = rule else { return };
        found.push(
            Diagnostic::error("empty-recurrence", "the rule gives no day")
                .at(rule)
                .note(format!("none from {} to 2100", series.start.date))
                .help("remove a part of the rule, or mend `start`, `UNTIL` or a number"),
        );
        return;
    };
    if first != series.start.date
        && let (Some(start), Some(rule)) = (record.span("start"), rule)
    {
        found.push(other_start(series.start, first, days.next(), start, rule));
    }
    if series.rule.is_none() {
        found.extend(lone(record));
    } else {
        conflicts(record, series, zone, found);
    }
    for field in ["exceptions", "occurrences"] {
        for item in record.list(field).iter().filter_map(Record::of) {
            let Some((date, span)) = item.date("date").zip(item.span("date")) else {
                continue;
            };
            found.extend(no_such_day(series, zone, date, &span));
            let is_said = item.bool("cancelled") == Some(true)
                || item.node("moved_to").is_some()
                || field == "occurrences";
            if !is_said {
                let next = date.tomorrow().unwrap_or(date);
                let time = clock(series.start);
                found.push(
                    Diagnostic::error("empty-exception", "this exception changes nothing")
                        .at(span)
                        .help(format!(
                            "add `cancelled: true`, or `moved_to: {next}{time}`"
                        )),
                );
            }
        }
    }
}

/// What takes place once is planned otherwise by its own fields: those are what calendars read.
fn lone(record: &Record) -> Option<Diagnostic> {
    let exceptions =
        record.span("exceptions").filter(|_| !record.list("exceptions").is_empty());
    Some(
        Diagnostic::error("lone-exception", "an event that takes place once has no exceptions")
            .at(exceptions?)
            .help("write the new day as `start`, or `status: cancelled`; or say how it repeats: `recurrence: FREQ=MONTHLY`"),
    )
}

/// Exceptions that say two things of one occurrence, or make two of them one.
fn conflicts(
    record: &Record,
    series: &Series,
    zone: &TimeZone,
    found: &mut Vec<Diagnostic>,
) {
    let mut of_day: BTreeMap<Date, Span> = BTreeMap::new();
    let mut taken: BTreeMap<Moment, Span> = BTreeMap::new();
    for item in record.list("exceptions").iter().filter_map(Record::of) {
        let Some((date, at)) = item.date("date").zip(item.span("date")) else { continue };
        let cancelled = item.bool("cancelled") == Some(true);
        if let Some(first) = of_day.insert(date, at.clone()) {
            found.push(
                conflict("this day has two exceptions", at.clone())
                    .label(first, "the first is here")
                    .help("keep the one that holds"),
            );
        }
        let Some((to, place)) = item.moment("moved_to").zip(item.span("moved_to")) else {
            continue;
        };
        if let (true, Some(span)) = (cancelled, item.span("cancelled")) {
            found.push(
                conflict("an occurrence cannot be both cancelled and moved", place.clone())
                    .label(span, "cancelled here")
                    .help("keep one of the two"),
            );
            continue;
        }
        let to = Moment { time: to.time.or(series.start.time), ..to };
        if let Some(first) = taken.insert(to, place.clone()) {
            found.push(
                at_once("two occurrences are moved to one time", place)
                    .label(first, "the first is here")
                    .help("move one of them elsewhere, or write `cancelled: true`"),
            );
        } else if to.time == series.start.time
            && !series.exceptions.contains_key(&to.date)
            && no_such_day(series, zone, to.date, &place).is_none()
        {
            found.push(
                at_once("another occurrence takes place at this time", place)
                    .help(format!("move it elsewhere, write `cancelled: true`, or add an exception for `{}`", to.date)),
            );
        }
    }
}

/// A series that has two dates at one time: mostly a slip, but nothing that cannot be.
fn at_once(message: &str, at: Span) -> Diagnostic {
    Diagnostic::warning("occurrences-at-once", message).at(at)
}

fn conflict(message: &str, at: Span) -> Diagnostic {
    Diagnostic::error("conflicting-exceptions", message).at(at)
}

fn other_start(
    start: Moment,
    first: Date,
    second: Option<Date>,
    span: Span,
    rule: Span,
) -> Diagnostic {
    let time = clock(start);
    let then = second.map(|it| format!("; then comes {}", named(it))).unwrap_or_default();
    let message = format!("{}, is not a day of the rule", named(start.date));
    Diagnostic::warning("start-off-recurrence", message)
        .at(span)
        .note("the event does not take place on this day")
        .label(rule, "the rule")
        .help(format!("write `start: {first}{time}`, {}{then}", word(first.weekday())))
}

/// The time of a day as a field has it; empty when there is none.
fn clock(it: Moment) -> String {
    it.time.map(|it| it.strftime("T%H:%M").to_string()).unwrap_or_default()
}

/// An exception or what belongs to an occurrence, where there is none.
fn no_such_day(
    series: &Series,
    zone: &TimeZone,
    date: Date,
    span: &Span,
) -> Option<Diagnostic> {
    let (mut before, mut after) = (None, None);
    for day in series.days(zone) {
        if day >= date {
            after = Some(day);
            break;
        }
        before = Some(day);
    }
    if after == Some(date) {
        return None;
    }
    let near: Vec<String> = before.into_iter().chain(after).map(named).collect();
    let help = match near.as_slice() {
        [one] => format!("the nearest is {one}"),
        all => format!("the nearest are {}", all.join(" and ")),
    };
    let message = format!("there is no occurrence on {}", named(date));
    Some(Diagnostic::error("no-such-occurrence", message).at(span.clone()).help(help))
}

/// A day with the weekday, which is what is mostly wrong.
fn named(date: Date) -> String {
    format!("`{date}`, {}", word(date.weekday()))
}

fn word(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "a Monday",
        Weekday::Tuesday => "a Tuesday",
        Weekday::Wednesday => "a Wednesday",
        Weekday::Thursday => "a Thursday",
        Weekday::Friday => "a Friday",
        Weekday::Saturday => "a Saturday",
        Weekday::Sunday => "a Sunday",
    }
}
