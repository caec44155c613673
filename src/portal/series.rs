//! What the rule of an event says beside its other fields: days that it does not give.

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::{
    content::{
        Series,
        record::{Moment, Record},
    },
    diag::{Diagnostic, Span},
};

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
                found.push(
                    Diagnostic::error("empty-exception", "this exception changes nothing")
                        .at(span)
                        .help("add `cancelled: true`, or `moved_to: 2026-12-09T14:30`"),
                );
            }
        }
    }
}

fn other_start(
    start: Moment,
    first: Date,
    second: Option<Date>,
    span: Span,
    rule: Span,
) -> Diagnostic {
    let time = start.time.map(|it| it.strftime("T%H:%M").to_string()).unwrap_or_default();
    let then = second.map(|it| format!("; then comes {}", named(it))).unwrap_or_default();
    let message = format!("{}, is not a day of the rule", named(start.date));
    Diagnostic::warning("start-off-recurrence", message)
        .at(span)
        .note("the event does not take place on this day")
        .label(rule, "the rule")
        .help(format!("write `start: {first}{time}`, {}{then}", word(first.weekday())))
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
