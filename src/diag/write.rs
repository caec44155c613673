//! Draws diagnostics: for people, for editors, for programs.
//!
//! The only file that names `annotate_snippets`. Text from files is stripped of control
//! characters here, so that no title can steer a terminal.

use std::io::{self, Write};

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle,
};
use serde_json::{Value, json};

use super::{Diagnostic, Edit, Severity, Span};
use crate::sink::{
    Plain,
    plain::{is_plain, plain},
};

/// How many diagnostics a terminal is shown; all are counted.
pub const SHOWN: usize = 200;

/// How much of a very long line is drawn before and behind a mark, in bytes.
const BEFORE: usize = 300;

/// A form of a list of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the source line and the place underlined.
    #[default]
    Human,
    /// `path:line:column: error[code]: message`, one a line.
    Short,
    /// One JSON object, see the README.
    Json,
}

/// Writes a sorted list in a form.
pub fn write(
    out: &mut dyn Write,
    diagnostics: &[Diagnostic],
    format: Format,
    color: bool,
) -> io::Result<()> {
    match format {
        Format::Human => write_human(out, diagnostics, color),
        Format::Short => {
            diagnostics.iter().try_for_each(|it| writeln!(out, "{}", short(it)))
        }
        Format::Json => {
            writeln!(out, "{}", json_line(&json_report(diagnostics)))
        }
    }
}

fn write_human(out: &mut dyn Write, all: &[Diagnostic], color: bool) -> io::Result<()> {
    // Where not all can be shown, an error is never hidden by warnings.
    let errors = all.iter().filter(|it| it.is_error()).count();
    let (mut errors_left, mut warnings_left) = (SHOWN, SHOWN.saturating_sub(errors));
    for diagnostic in all {
        let left =
            if diagnostic.is_error() { &mut errors_left } else { &mut warnings_left };
        if *left > 0 {
            *left -= 1;
            writeln!(out, "{}\n", human(diagnostic, color))?;
        }
    }
    if all.len() > SHOWN {
        let more = all.len() - SHOWN;
        writeln!(out, "… and {more} more; `parvis check --format short` shows all")?;
    }
    Ok(())
}

/// One diagnostic as rustc would draw it.
pub fn human(it: &Diagnostic, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let message = clean(&it.message);
    let help = it.help.as_deref().map(clean);
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(message.as_str()).id(it.code);
    let places = places(it);
    let mut group = Group::with_title(title);
    for place in &places {
        group = match &place.text {
            Some(text) if place.is_cut => {
                let origin = Origin::path(place.path.as_str());
                let origin = origin.line(place.first_line).char_column(place.column);
                group.element(origin).element(snippet(place, text))
            }
            Some(text) => group.element(snippet(place, text)),
            None if place.is_label => {
                group.element(Level::NOTE.message(place.path.as_str()))
            }
            None => group.element(Origin::path(place.path.as_str())),
        };
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let drawn = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    if places.iter().any(|it| it.is_cut) { without_empty_origins(&drawn) } else { drawn }
}

/// A snippet without a path begins with a line that only says `:::`.
fn without_empty_origins(drawn: &str) -> String {
    let says = |line: &str| {
        let parts = line.split('\u{1b}').enumerate();
        let plain = parts.map(|(at, it)| match it.split_once('m') {
            Some((_, rest)) if at > 0 => rest,
            _ => it,
        });
        plain.collect::<String>().trim() != ":::"
    };
    drawn.lines().filter(|it| says(it)).collect::<Vec<_>>().join("\n")
}

/// The places of one file, with the part of its text that must be shown.
struct Place {
    path: String,
    text: Option<String>,
    first_line: usize,
    /// In the whole line, of which the text may be a part.
    column: usize,
    /// Whether the text is only the part of a line around the mark.
    is_cut: bool,
    /// Whether it is a second place.
    is_label: bool,
    marks: Vec<(AnnotationKind, std::ops::Range<usize>, String)>,
}

fn places(it: &Diagnostic) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let first =
        it.span.iter().map(|span| (AnnotationKind::Primary, span, it.note.as_str()));
    let rest =
        it.labels.iter().map(|it| (AnnotationKind::Context, &it.span, it.message.as_str()));
    for (kind, span, note) in first.chain(rest) {
        places.push(place(kind, span, note));
    }
    places
}

/// Only the lines of the span are handed to the renderer: a long file costs nothing.
fn place(kind: AnnotationKind, span: &Span, note: &str) -> Place {
    let source = span.source();
    let path = clean(source.path());
    let is_label = kind == AnnotationKind::Context;
    if !source.is_read() {
        let path = if is_label { format!("`{path}` {}", clean(note)) } else { path };
        let (text, marks, is_cut) = (None, Vec::new(), false);
        return Place { path, text, first_line: 1, column: 1, is_cut, is_label, marks };
    }
    let (first, last) = (span.start().line, span.end().line);
    let start = source.line_start(first);
    let end = source.line_start(last.min(first + 4) + 1);
    let text = source.text().get(start..end).unwrap_or("");
    let text = text.trim_end_matches(['\n', '\r']);
    let range = span.range();
    let (from, to) = (range.start - start, range.end.min(start + text.len()) - start);
    let is_cut = from > BEFORE;
    let (text, mark) = visible(text, from, to.max(from));
    let marks = vec![(kind, mark, clean(note))];
    let column = span.start().column;
    Place { path, text: Some(text), first_line: first, column, is_cut, is_label, marks }
}

/// Replaces control characters (so that no file steers the terminal), and keeps the mark.
/// Very long lines are cut around the mark.
fn visible(text: &str, from: usize, to: usize) -> (String, std::ops::Range<usize>) {
    let (mut shown, mut start, mut end) = (String::with_capacity(text.len()), None, None);
    let window = from.saturating_sub(BEFORE)..to.min(from + BEFORE) + BEFORE;
    for (at, letter) in text.char_indices() {
        if at >= from && start.is_none() {
            start = Some(shown.len());
        }
        if at >= to && end.is_none() {
            end = Some(shown.len());
        }
        if window.contains(&at) {
            shown.push(plain(letter));
        }
    }
    let start = start.unwrap_or(shown.len());
    let end = end.unwrap_or(shown.len());
    (shown, start..end.max(start))
}

fn clean(text: &str) -> String {
    Plain::line(text).to_string()
}

fn snippet<'a>(
    place: &'a Place,
    text: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let path = (!place.is_cut).then_some(place.path.as_str());
    let mut snippet = Snippet::source(text).path(path).line_start(place.first_line);
    for (kind, range, note) in &place.marks {
        let note = (!note.is_empty()).then_some(note.as_str());
        snippet = snippet.annotation(kind.span(range.clone()).label(note));
    }
    snippet
}

/// `path:line:column: error[code]: message`.
pub fn short(it: &Diagnostic) -> String {
    let head = format!("{}[{}]: {}", it.severity.word(), it.code, clean(&it.message));
    match &it.span {
        Some(span) => {
            let at = span.start();
            format!("{}:{}:{}: {head}", clean(span.source().path()), at.line, at.column)
        }
        None => head,
    }
}

/// The object that stands for a list of findings.
pub fn json_report(diagnostics: &[Diagnostic]) -> Value {
    let errors = diagnostics.iter().filter(|it| it.is_error()).count();
    json!({
        "version": 1,
        "errors": errors,
        "warnings": diagnostics.len() - errors,
        "diagnostics": diagnostics.iter().map(to_json).collect::<Vec<_>>(),
    })
}

/// JSON in a line that no terminal obeys.
pub fn json_line(json: &Value) -> String {
    escape_controls(&json.to_string())
}

/// JSON may hold DEL, C1 controls and direction marks as they are; a terminal obeys them.
/// They can only stand inside strings, where an escape means the same.
fn escape_controls(json: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_plain(letter) {
            out.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let written = write!(out, "\\u{unit:04x}");
                debug_assert!(written.is_ok(), "writing to a text cannot fail");
            }
        }
    }
    out
}

/// The object that stands for a finding.
pub fn to_json(it: &Diagnostic) -> Value {
    let labels: Vec<Value> = it
        .labels
        .iter()
        .map(|label| {
            let at = label.span.start();
            json!({
                "path": label.span.source().path(),
                "line": at.line,
                "column": at.column,
                "message": label.message,
            })
        })
        .collect();
    let span = it.span.as_ref();
    let (start, end) = (span.map(Span::start), span.map(Span::end));
    let mut json = json!({
        "code": it.code,
        "severity": it.severity.word(),
        "message": it.message,
        "path": span.map(|it| it.source().path()),
        "line": start.map(|it| it.line),
        "column": start.map(|it| it.column),
        "end_line": end.map(|it| it.line),
        "end_column": end.map(|it| it.column),
        "help": it.help,
        "labels": labels,
    });
    if let (Some(fix), Some(fields)) = (&it.fix, json.as_object_mut()) {
        fields.insert("fix".to_owned(), fix.edits.iter().map(edit_to_json).collect());
    }
    json
}

fn edit_to_json(edit: &Edit) -> Value {
    let (start, end) = (edit.span.start(), edit.span.end());
    json!({
        "path": edit.span.source().path(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": edit.text,
    })
}
