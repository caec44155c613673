//! Footnotes: numbered by their first reference, as readers meet them.

use std::collections::BTreeMap;

/// The footnotes of a text; `T` is what is known of each. Labels are one note however their
/// letters are: `[^Source]` and `[^source]`.
#[derive(Debug)]
pub(super) struct Notes<T> {
    /// How often the text refers to each, in the order of their numbers.
    uses: Vec<usize>,
    /// Where the note of each folded label is in `uses`.
    places: BTreeMap<String, usize>,
    /// What was defined, by the folded label.
    defined: BTreeMap<String, T>,
}

/// One footnote that the text refers to.
#[derive(Debug)]
pub(super) struct Note<T> {
    /// How often the text refers to it.
    pub(super) uses: usize,
    /// Its text, when the definition was met.
    pub(super) text: Option<T>,
}

impl<T> Notes<T> {
    pub(super) fn new() -> Self {
        Self { uses: Vec::new(), places: BTreeMap::new(), defined: BTreeMap::new() }
    }

    /// A reference: the note's number and which use of it this is, both from 1.
    pub(super) fn refer(&mut self, label: &str) -> (usize, usize) {
        let next = self.uses.len();
        let at = *self.places.entry(fold(label)).or_insert(next);
        if at == next {
            self.uses.push(0);
        }
        let uses = self.uses.get_mut(at).map_or(1, |it| {
            *it += 1;
            *it
        });
        (at + 1, uses)
    }

    /// A definition; the first of a label counts.
    pub(super) fn define(&mut self, label: &str, text: T) {
        self.defined.entry(fold(label)).or_insert(text);
    }

    /// The notes that the text refers to, in the order of their numbers.
    pub(super) fn into_iter(mut self) -> impl Iterator<Item = (usize, Note<T>)> {
        let mut found: Vec<_> = self
            .places
            .into_iter()
            .map(|(label, at)| {
                let uses = self.uses.get(at).copied().unwrap_or(0);
                (at + 1, Note { uses, text: self.defined.remove(&label) })
            })
            .collect();
        found.sort_by_key(|it| it.0);
        found.into_iter()
    }
}

/// A label as it is compared: without the case of its letters, and with one space for each white
/// space in it.
pub(super) fn fold(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        folded.extend((!folded.is_empty()).then_some(' '));
        // Letters such as `ß` are two capitals.
        let letters = word.chars().flat_map(char::to_uppercase);
        folded.extend(letters.flat_map(char::to_lowercase));
    }
    folded
}

/// What the anchor of a reference ends with: nothing for the first, `-2` for the second.
pub(super) fn use_suffix(use_: usize) -> String {
    if use_ > 1 { format!("-{use_}") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{Notes, fold};

    #[test]
    fn a_label_is_one_however_it_is_written() {
        assert_eq!(fold("  A\t b\nÉ "), "a b é");
        assert_eq!((fold("Straße"), fold("ΣΑΣ")), (fold("STRASSE"), fold("σας")));
    }

    #[test]
    fn notes_are_numbered_by_their_references() {
        let mut notes = Notes::new();
        notes.define("unused", 'u');
        notes.define("b", 'b');
        assert_eq!(
            (notes.refer("A"), notes.refer("B"), notes.refer("a")),
            ((1, 1), (2, 1), (1, 2))
        );
        notes.define("a", 'a');
        notes.define("A", 'x');
        let all: Vec<_> =
            notes.into_iter().map(|it| (it.0, it.1.uses, it.1.text)).collect();
        assert_eq!(all, [(1, 2, Some('a')), (2, 1, Some('b'))]);
    }
}
