//! Footnotes: numbered by their first reference, as readers meet them.

/// The footnotes of a text; `T` is what is known of each.
#[derive(Debug)]
pub(super) struct Notes<T> {
    notes: Vec<Note<T>>,
}

/// One footnote.
#[derive(Debug)]
pub(super) struct Note<T> {
    label: String,
    /// How often the text refers to it.
    pub(super) uses: usize,
    /// Its text, when the definition was met.
    pub(super) text: Option<T>,
}

impl<T> Notes<T> {
    pub(super) fn new() -> Self {
        Self { notes: Vec::new() }
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
        if let Some(at) = self.notes.iter().position(|it| it.label == label) {
            return at;
        }
        self.notes.push(Note { label: label.to_owned(), uses: 0, text: None });
        self.notes.len() - 1
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
