//! Footnotes: numbered by their first reference, as readers meet them.

use std::collections::BTreeMap;

/// The footnotes of a text; `T` is what is known of each.
#[derive(Debug)]
pub(super) struct Notes<T> {
    notes: Vec<Note<T>>,
    /// Where the note of each label is.
    places: BTreeMap<String, usize>,
}

/// One footnote.
#[derive(Debug)]
pub(super) struct Note<T> {
    /// How often the text refers to it.
    pub(super) uses: usize,
    /// Its text, when the definition was met.
    pub(super) text: Option<T>,
}

impl<T> Notes<T> {
    pub(super) fn new() -> Self {
        Self { notes: Vec::new(), places: BTreeMap::new() }
    }

    /// A reference: the note's number and which use of it this is, both from 1.
    pub(super) fn refer(&mut self, label: &str) -> (usize, usize) {
        let at = self.place(label);
        let uses = self.notes.get_mut(at).map_or(1, |it| {
            it.uses += 1;
            it.uses
        });
        (at + 1, uses)
    }

    /// A definition; the first of a label counts.
    pub(super) fn define(&mut self, label: &str, text: T) {
        let at = self.place(label);
        if let Some(note) = self.notes.get_mut(at) {
            note.text.get_or_insert(text);
        }
    }

    fn place(&mut self, label: &str) -> usize {
        if let Some(at) = self.places.get(label) {
            return *at;
        }
        let at = self.notes.len();
        self.places.insert(label.to_owned(), at);
        self.notes.push(Note { uses: 0, text: None });
        at
    }

    /// All notes in the order of their numbers.
    pub(super) fn into_iter(self) -> impl Iterator<Item = (usize, Note<T>)> {
        self.notes.into_iter().enumerate().map(|(at, it)| (at + 1, it))
    }
}

/// What the anchor of a reference ends with: nothing for the first, `-2` for the second.
pub(super) fn use_suffix(use_: usize) -> String {
    if use_ > 1 { format!("-{use_}") } else { String::new() }
}
