//! Footnotes: each reference has a note, and each note a reference.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use pulldown_cmark::{Event, Tag};

use super::{super::notes::fold, File};
use crate::diag::{Diagnostic, nearest};

/// Longest label that is looked for, in bytes.
const LONG: usize = 100;

/// How many references without a note are said: each is compared with all notes.
const MOST: usize = 100;

pub(super) struct Notes<'a> {
    file: File<'a>,
    /// Labels that are referred to, folded.
    used: BTreeSet<String>,
    /// The label as written and the line of each definition, by the folded label.
    defined: BTreeMap<String, (String, Range<usize>)>,
    /// References without a note, with their place.
    missing: Vec<(String, Range<usize>)>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (used, defined) = (BTreeSet::new(), BTreeMap::new());
        Self { file, used, defined, missing: Vec::new() }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        match event {
            Event::FootnoteReference(label) => {
                self.used.insert(fold(label));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let line = self.file.first_line(at).range();
                self.define(label, line, found);
            }
            // What refers to nothing is plain text.
            Event::Text(_) => {
                // Of the two signs of a label this is the rare one.
                for sign in memchr::memchr_iter(b'^', self.file.text(at).as_bytes()) {
                    self.missing(at.start + sign);
                }
            }
            _ => {}
        }
    }

    fn define(&mut self, label: &str, line: Range<usize>, found: &mut Vec<Diagnostic>) {
        if let Some((_, first)) = self.defined.get(&fold(label)) {
            let message = format!("the footnote `{label}` is defined twice");
            found.push(
                Diagnostic::warning("duplicate-definition", message)
                    .at(self.file.span(line))
                    .note("not published")
                    .label(self.file.span(first.clone()), "this one counts")
                    .help("remove one of the two, or give it another name"),
            );
            return;
        }
        self.defined.insert(fold(label), (label.to_owned(), line));
    }

    /// A `^` that stands behind `[`, and begins a label without white space.
    fn missing(&mut self, at: usize) {
        let text = self.file.0.text();
        let before = text.get(..at).and_then(|it| it.strip_suffix('['));
        let Some(before) = before.filter(|_| self.missing.len() < MOST) else { return };
        let behind = text.get(at + 1..).unwrap_or("");
        let is_label = |it: &(usize, char)| it.0 < LONG && !it.1.is_whitespace();
        let end = behind.char_indices().take_while(is_label).find(|it| it.1 == ']');
        let label = end.and_then(|it| behind.get(..it.0)).unwrap_or("");
        if !label.is_empty() && !before.ends_with('\\') {
            self.missing.push((label.to_owned(), at - 1..at + label.len() + 2));
        }
    }

    pub(super) fn finish(&self, found: &mut Vec<Diagnostic>) {
        for (label, place) in &self.missing {
            let near = nearest(label, self.defined.values().map(|it| it.0.as_str()));
            let help = near.map_or_else(
                || format!("add a line `[^{label}]: …`"),
                |it| format!("did you mean `[^{it}]`?"),
            );
            let message = format!("there is no footnote `{label}`");
            found.push(
                Diagnostic::warning("footnote-undefined", message)
                    .at(self.file.span(place.clone()))
                    .help(help),
            );
        }
        for (folded, (label, line)) in &self.defined {
            if !self.used.contains(folded) {
                let message = format!("nothing refers to the footnote `{label}`");
                found.push(
                    Diagnostic::warning("footnote-unused", message)
                        .at(self.file.span(line.clone()))
                        .help(format!("write `[^{label}]` where it belongs, or remove it")),
                );
            }
        }
    }
}
