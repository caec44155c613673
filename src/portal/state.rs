//! What the state of a practice or an initiative promises: a day, and an end that is to come.

use jiff::civil::Date;

use crate::{
    content::{Document, Kind, record::Record},
    diag::Diagnostic,
    yaml::Node,
};

/// Says what does not go with the state of a practice or an initiative.
pub(super) fn check(document: &Document, today: Date, found: &mut Vec<Diagnostic>) {
    let record = &document.record;
    match document.place.kind {
        Kind::Practice => {
            let states = ["tried", "adopted", "retired"];
            let help = "add `since: 2026-03-14`, the day since when it is so";
            found.extend(undated(record, &states, "since", help));
            contradictions(record, found);
        }
        Kind::Initiative => {
            let help = "add `end: 2026-03-14`, the day it ended";
            found.extend(undated(record, &["done", "dropped"], "end", help));
            found.extend(order(record));
            found.extend(overdue(record, today));
        }
        _ => {}
    }
}

/// A state that nobody can count, because it has no day.
fn undated(
    record: &Record,
    states: &[&str],
    field: &str,
    help: &str,
) -> Option<Diagnostic> {
    let state = record.text("status").filter(|it| states.contains(it))?;
    if record.node(field).is_some() {
        return None;
    }
    let message = format!("`status: {state}` has no day");
    Some(
        Diagnostic::warning("undated-status", message)
            .at(record.span("status")?)
            .help(help),
    )
}

/// A retex that speaks for a practice and against it: then its text should say so, once.
fn contradictions(record: &Record, found: &mut Vec<Diagnostic>) {
    let names = |it: &Node| it.text().map(str::to_owned);
    let first = record.list("supported_by");
    for node in record.list("contested_by") {
        let Some(twin) = first.iter().find(|it| names(it) == names(node)) else { continue };
        let message = format!(
            "`{}` speaks for the practice and against it",
            node.text().unwrap_or("")
        );
        found.push(
            Diagnostic::warning("for-and-against", message)
                .at(node.span.clone())
                .note("against it here")
                .label(twin.span.clone(), "for it here")
                .help("keep it where its conclusion is, and say the rest in the text"),
        );
    }
}

fn order(record: &Record) -> Option<Diagnostic> {
    let (start, end) = (record.date("start")?, record.date("end")?);
    (end < start).then_some(())?;
    Some(
        Diagnostic::error("end-before-start", "the initiative ends before it starts")
            .at(record.span("end")?)
            .note("it ends here")
            .label(record.span("start")?, "it starts here")
            .help("exchange `start` and `end`, or mend the day"),
    )
}

/// What should be done by now.
fn overdue(record: &Record, today: Date) -> Option<Diagnostic> {
    let state = record.text("status").filter(|it| matches!(*it, "chosen" | "running"))?;
    let end = record.date("end").filter(|it| *it < today)?;
    // Mistaken days have their own message.
    (record.date("start").is_none_or(|it| it <= end)).then_some(())?;
    let message = format!("the initiative is {state}, and was due on {end}");
    Some(
        Diagnostic::warning("overdue-initiative", message)
            .at(record.span("end")?)
            .help("write `status: done` or `dropped`, or give another `end`"),
    )
}
