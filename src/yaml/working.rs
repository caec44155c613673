//! A text that is mended while it is read, so that what follows a fault is read as well.

use std::{ops::Range, sync::Arc};

use super::syntax::Fault;
use crate::diag::{Diagnostic, Source, Span};

/// The text as it is read now, and where each place of it stands in the file.
#[derive(Debug)]
pub(super) struct Working {
    /// With all edits made.
    pub(super) text: String,
    /// Where the text begins in the file.
    offset: usize,
    /// From this place of the mended text on, places stand at that one of the file; sorted.
    pieces: Vec<Piece>,
    /// Names of fields whose value could not be read, by their place in the file.
    unread: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it begins in the mended text.
    at: usize,
    /// Where that is in the file.
    from: usize,
    /// How long the part of the file is that it stands for, if it was written anew.
    new: Option<usize>,
}

impl Working {
    pub(super) fn new(text: &str, offset: usize) -> Self {
        let pieces = vec![Piece { at: 0, from: offset, new: None }];
        Self { text: text.to_owned(), offset, pieces, unread: Vec::new() }
    }

    /// Says a fault, and mends the text as it was meant.
    pub(super) fn mend(&mut self, source: &Arc<Source>, fault: Fault) -> Diagnostic {
        let span = Span::new(source, self.range(fault.range));
        let mut found = Diagnostic::error(fault.code, fault.message)
            .at(span)
            .note(fault.note)
            .help_if(fault.help);
        if let Some(name) = fault.left {
            self.leave(name);
        }
        let mut edits = fault.edits;
        edits.sort_by_key(|it| it.0.start);
        for (range, text) in edits.into_iter().rev() {
            if fault.sure {
                found =
                    found.fix(Span::new(source, self.range(range.clone())), text.clone());
            }
            self.replace(range, &text);
        }
        found
    }

    /// The place in the file of a place of the text.
    pub(super) fn place(&self, at: usize) -> usize {
        let idx = self.pieces.partition_point(|it| it.at <= at).max(1) - 1;
        let Some(piece) = self.pieces.get(idx) else { return self.offset + at };
        let beyond = at - piece.at;
        piece.from + piece.new.map_or(beyond, |it| beyond.min(it))
    }

    /// The range in the file of a range of the text: of what was written anew, all that it
    /// stands for.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let idx = self.pieces.partition_point(|it| it.at <= range.start).max(1) - 1;
        let start = match self.pieces.get(idx) {
            Some(Piece { from, new: Some(_), .. }) => *from,
            _ => self.place(range.start),
        };
        let last = range.end.max(range.start + 1) - 1;
        let idx = self.pieces.partition_point(|it| it.at <= last).max(1) - 1;
        let end = match self.pieces.get(idx) {
            Some(Piece { from, new: Some(long), .. }) if !range.is_empty() => from + long,
            _ => self.place(range.end),
        };
        start..end.max(start)
    }

    /// Puts another text in a place.
    fn replace(&mut self, range: Range<usize>, text: &str) {
        if range.is_empty() && text.is_empty() {
            return;
        }
        let (from, until) = (self.place(range.start), self.place(range.end));
        let end = range.start + text.len();
        let mut pieces: Vec<Piece> =
            self.pieces.iter().copied().filter(|it| it.at < range.start).collect();
        if !text.is_empty() {
            let new = Some(until - from);
            pieces.push(Piece { at: range.start, from, new });
        }
        // What the rest stands for is as it was.
        let after = self.pieces.iter().rfind(|it| it.at <= range.end).copied();
        let new = after.and_then(|it| Some(it.new?.saturating_sub(range.end - it.at)));
        pieces.push(Piece { at: end, from: until, new });
        pieces.extend(
            self.pieces
                .iter()
                .filter(|it| it.at > range.end)
                .map(|it| Piece { at: it.at - range.end + end, ..*it }),
        );
        self.pieces = pieces;
        self.text.replace_range(range, text);
    }

    /// Remembers that the value of the field that is named here could not be read.
    fn leave(&mut self, name: usize) {
        let place = self.place(name);
        self.unread.push(place);
    }

    /// Whether the value of the field that is named at this place of the file was left out.
    pub(super) fn is_left(&self, place: usize) -> bool {
        self.unread.contains(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::Working;

    #[test]
    fn places_are_those_of_the_file_after_any_edits() {
        let mut it = Working::new("title: @x\ndate: y\n", 4);
        it.replace(7..9, "\"@x\"");
        assert_eq!(it.text, "title: \"@x\"\ndate: y\n");
        assert_eq!(it.range(7..11), 11..13);
        assert_eq!(it.range(12..16), 14..18);
        assert_eq!(it.range(0..5), 4..9);
        it.replace(18..19, "");
        assert_eq!(it.text, "title: \"@x\"\ndate: \n");
        assert_eq!(it.range(12..16), 14..18);
        assert_eq!(it.place(19), 22);
        it.replace(0..0, "  ");
        assert_eq!(it.range(9..13), 11..13);
        assert_eq!(it.range(14..18), 14..18);
    }
}
