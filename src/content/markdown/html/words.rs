//! Texts in the page: escaped, with their addresses as links, and set.

use super::{
    super::autolink::{Piece, cut, has_beginning},
    Pass,
};
use crate::typography::{Edit, applied};

impl Pass<'_> {
    /// A text of the author's; what is changed in it is in `edits`.
    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            return code.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
        if let Some(image) = self.images.last_mut() {
            return image.alt.push_str(&applied(text, &self.edits));
        }
        if let Some(alone) = &mut self.alone {
            alone.label.push_str(&applied(text, &self.edits));
        }
        let edits = std::mem::take(&mut self.edits);
        if self.open_links.is_empty() {
            self.linked(text, &edits);
        } else {
            self.words(text, 0, &edits);
        }
        self.edits = edits;
    }

    /// A text whose addresses become links.
    fn linked(&mut self, text: &str, edits: &[Edit]) {
        if !has_beginning(text) {
            return self.words(text, 0, edits);
        }
        let in_link = self.in_link();
        let mut from = 0;
        for piece in cut(text) {
            match piece {
                Piece::Text(text) => self.words(text, from, edits),
                Piece::Address(address) if in_link => {
                    // The outline does not know what raw HTML is open: it counts this one.
                    self.links += 1;
                    self.out().escaped(address);
                }
                Piece::Address(address) => {
                    self.open_link("");
                    self.out().escaped(address);
                    self.push("</a>");
                }
            }
            let (Piece::Text(part) | Piece::Address(part)) = piece;
            from += part.len();
        }
    }

    /// A part of a text, which begins at a place of it.
    fn words(&mut self, text: &str, from: usize, edits: &[Edit]) {
        let end = from + text.len();
        let mut done = 0;
        let first = edits.partition_point(|it| it.at < from);
        let own = edits.get(first..).unwrap_or(&[]).iter();
        for edit in own.take_while(|it| it.end <= end) {
            let (start, stop) = (edit.at - from, edit.end - from);
            self.out().escaped(text.get(done..start).unwrap_or(""));
            if let Some(set) = edit.to {
                self.out().escaped(set);
            } else {
                self.push("<sup>");
                self.out().escaped(text.get(start..stop).unwrap_or(""));
                self.push("</sup>");
            }
            done = stop;
        }
        self.out().escaped(text.get(done..).unwrap_or(""));
    }
}
