//! `letters:` of the settings: which letters the portal keeps as pages.

use jiff::{ToSpan, civil::Date};

use crate::{
    content::record::Record,
    diag::{Diagnostic, Span},
};

/// A letter that the portal keeps.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The day it closes: the last one that it tells of.
    pub date: Date,
    /// The first day that it tells of.
    pub since: Date,
    /// What else is said of it.
    pub record: Record,
    span: Span,
}

/// The letters of the settings, in the order of their days.
///
/// Without `since`, a letter begins on the day after the one before it: each entry is in one
/// letter, and none is in two.
pub(super) fn read(settings: &Record, found: &mut Vec<Diagnostic>) -> Vec<Letter> {
    let mut given: Vec<(Date, Record, Span)> = Vec::new();
    for node in settings.list("letters") {
        // What is no day has its own message.
        let letter = Record::of(node).and_then(|it| Some((it.date("date")?, it)));
        let Some((date, record)) = letter else { continue };
        let span = record.span("date").unwrap_or_else(|| node.span.clone());
        match given.iter().find(|it| it.0 == date) {
            Some(first) => found.push(twice(date, span, first.2.clone())),
            None => given.push((date, record, span)),
        }
    }
    given.sort_by_key(|it| it.0);
    let mut letters: Vec<Letter> = Vec::new();
    let mut before: Option<Date> = None;
    for (date, record, span) in given {
        // Also behind one that is wrong: it has its message already.
        let after = before.replace(date).and_then(|it| it.checked_add(1.day()).ok());
        let Some(since) = record.date("since").or(after) else {
            found.push(first_lacks(date, span));
            continue;
        };
        if since > date {
            found.push(backwards(&record, span));
            continue;
        }
        letters.push(Letter { date, since, record, span });
    }
    letters
}

impl Letter {
    /// Where its day stands.
    pub fn span(&self) -> Span {
        self.span.clone()
    }
}

fn twice(date: Date, again: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-entry", format!("there are two letters of {date}"))
        .at(again)
        .note("again here")
        .label(first, "first here")
        .help("give one of the two another `date`, or remove it")
}

fn first_lacks(date: Date, at: Span) -> Diagnostic {
    let message = format!("the letter of {date} is missing `since`");
    let before = date.checked_sub(2.months()).unwrap_or(date);
    Diagnostic::error("missing-field", message).at(at).help(format!(
        "it is the first one: add `since: {before}`, the first day that it tells of"
    ))
}

fn backwards(record: &Record, date: Span) -> Diagnostic {
    let since = record.span("since").unwrap_or_else(|| date.clone());
    Diagnostic::error("end-before-start", "the letter ends before it begins")
        .at(date)
        .note("it ends here")
        .label(since, "it begins here")
        .help("exchange `since` and `date`, or mend the day")
}
