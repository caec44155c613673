//! What Tera says → diagnostics at the template's line.

use std::{ops::Range, sync::Arc};

use tera::ErrorKind;

use super::templates::Sources;
use crate::diag::{Diagnostic, Source, Span};

/// A failed template, and the page that was being made.
pub(super) fn diagnose(
    error: &tera::Error,
    sources: &Sources,
    place: &dyn Fn(&str, &Range<usize>) -> Range<usize>,
    page: Option<&str>,
) -> Diagnostic {
    let on = page.map(|it| format!(", on the page `{it}`")).unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (message, help) = split(report.message());
            let diagnostic =
                Diagnostic::error("template", format!("{message}{on}")).help_if(help);
            match sources.get(report.filename()) {
                Some(source) => diagnostic
                    .at(Span::new(source, place(report.filename(), &report.span().range))),
                None => diagnostic.in_file(report.filename().to_owned()),
            }
        }
        _ => {
            let text = error.to_string();
            let (message, help) = split(&text);
            let diagnostic = Diagnostic::error("template", format!("{message}{on}"));
            diagnostic.in_file(format!("themes/{}", super::NAME)).help_if(help)
        }
    }
}

/// What is wrong with a set of templates: Tera joins all reports to one text.
pub(super) fn of_loading(error: &tera::Error, sources: &Sources) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else {
        return vec![diagnose(error, sources, &|_, range| range.clone(), None)];
    };
    let reports: Vec<Diagnostic> =
        text.split("\n\nerror: ").filter_map(|it| report(it, sources)).collect();
    if reports.is_empty() {
        vec![diagnose(error, sources, &|_, range| range.clone(), None)]
    } else {
        reports
    }
}

/// `error: message`, then `--> name:line:column`, then the line with its underline.
fn report(text: &str, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = text.strip_prefix("error: ").unwrap_or(text).lines();
    let (message, help) = split(lines.next()?);
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let source = sources.get(parts.next()?)?;
    let width = lines.last().map_or(1, |it| it.matches('^').count()).max(1);
    Some(
        Diagnostic::error("template", message)
            .at(span(source, line, column, width))
            .help_if(help),
    )
}

fn span(source: &Arc<Source>, line: usize, column: usize, width: usize) -> Span {
    let start = source.line_start(line);
    let rest = source.text().get(start..).unwrap_or("");
    let at =
        |chars: usize| rest.char_indices().nth(chars).map_or(rest.len(), |letter| letter.0);
    let column = column.saturating_sub(1);
    Span::new(source, start + at(column)..start + at(column + width))
}

/// First sentence in our style, and the rest as help.
fn split(text: &str) -> (String, Option<String>) {
    let (first, rest) = match text.split_once(". ") {
        Some((first, rest)) => (first, Some(rest.trim_end_matches('.'))),
        None => (text.trim_end_matches('.'), None),
    };
    (lower(first), rest.map(lower))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |it| it.to_lowercase().chain(letters).collect())
}
