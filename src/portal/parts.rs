//! Series of retex: each part once, and none left out.

use std::collections::BTreeMap;

use super::{Entry, Variant};
use crate::{
    content::{Kind, record::Record},
    diag::{Diagnostic, Span},
};

/// How many missing parts of a series are named.
const MOST: usize = 5;

/// How many parts of a series are said to be there twice: more of them say nothing new.
const TWICE: usize = 20;

/// A part of a series, and where it is written.
struct Part {
    number: u64,
    span: Span,
}

/// Says which parts are given twice, and which are not there.
pub(super) fn check(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut series: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for entry in entries.iter().filter(|it| it.kind == Kind::Retex) {
        let written = entry.record().and_then(|it| it.node("series"));
        let Some(record) = written.and_then(Record::of) else { continue };
        let part = record.number("part").zip(record.span("part"));
        let (Some(id), Some((number, span))) = (record.text("id"), part) else { continue };
        series.entry(id.to_owned()).or_default().push(Part { number, span });
    }
    // A part whose front matter is wrong is not missing.
    let is_broken = |it: &Variant| it.document.found().any(Diagnostic::is_error);
    let mut retex = entries.iter().filter(|it| it.kind == Kind::Retex);
    let is_whole = !retex.any(|it| it.variants.iter().any(is_broken));
    let mut found = Vec::new();
    for (id, mut parts) in series {
        // Entries come newest first; of two parts of one number the older was there first.
        parts.reverse();
        parts.sort_by_key(|it| it.number);
        found.extend(twice(&id, &parts));
        found.extend(gap(&id, &parts).filter(|_| is_whole));
    }
    found
}

fn twice(id: &str, parts: &[Part]) -> Vec<Diagnostic> {
    let again = parts.windows(2).filter_map(|it| match it {
        [first, second] if first.number == second.number => {
            let message =
                format!("part {} of the series `{id}` is given twice", first.number);
            Some(
                Diagnostic::warning("duplicate-part", message)
                    .at(second.span.clone())
                    .note("again here")
                    .label(first.span.clone(), "first here")
                    .help("give each part its own number, or each series its own `id`"),
            )
        }
        _ => None,
    });
    again.take(TWICE).collect()
}

/// Parts that are not there, at the first part behind them.
fn gap(id: &str, parts: &[Part]) -> Option<Diagnostic> {
    let mut missing: Vec<u64> = Vec::new();
    let mut place = None;
    let mut next = 1;
    for part in parts {
        if part.number > next {
            place = place.or(Some(part));
            // A number that was mistyped is not a million missing parts.
            missing.extend((next..part.number).take(MOST + 1));
        }
        next = part.number.saturating_add(1);
    }
    let place = place?;
    let mut names: Vec<String> =
        missing.iter().take(MOST).map(ToString::to_string).collect();
    if missing.len() > MOST {
        names.push("…".to_owned());
    }
    let word = if missing.len() == 1 { "part" } else { "parts" };
    let message = format!("the series `{id}` has no {word} {}", names.join(", "));
    Some(
        Diagnostic::warning("missing-part", message)
            .at(place.span.clone())
            .help("publish what is missing, or count the parts anew"),
    )
}
