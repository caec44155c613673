//! HTML that is being made: text, and holes for what only the portal knows.

use super::super::Hole;
use crate::sink::{Href, Html, Number};

/// HTML with holes: there is always one segment more than holes.
#[derive(Debug)]
pub(super) struct Pieces {
    segments: Vec<Html>,
    holes: Vec<Hole>,
}

impl Pieces {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { segments: vec![Html::new()], holes: Vec::new() }
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.holes.is_empty() && self.segments.iter().all(Html::is_empty)
    }

    /// The segment that is being written.
    fn html(&mut self) -> &mut Html {
        if self.segments.is_empty() {
            self.segments.push(Html::new());
        }
        let last = self.segments.len() - 1;
        self.segments.get_mut(last).expect("there is always a segment")
    }

    /// How many bytes were written, holes not counted.
    pub(super) fn len(&self) -> usize {
        self.segments.iter().map(Html::len).sum()
    }

    /// Adds markup of ours.
    pub(super) fn push(&mut self, markup: &'static str) {
        self.html().push(markup);
    }

    /// Adds a text, escaped.
    pub(super) fn escaped(&mut self, text: &str) {
        self.html().text(text);
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: impl Number) {
        self.html().number(number);
    }

    /// Adds ` name="value"`.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) {
        self.html().attribute(name, value);
    }

    /// Adds ` name="address"`.
    pub(super) fn address(&mut self, name: &'static str, address: &Href) {
        self.html().address(name, address);
    }

    /// Adds finished HTML.
    pub(super) fn add(&mut self, html: &Html) {
        self.html().append(html);
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.holes.push(hole);
        self.segments.push(Html::new());
    }

    /// Adds another piece with its holes.
    pub(super) fn append(&mut self, other: Self) {
        let mut segments = other.segments.into_iter();
        if let Some(first) = segments.next() {
            self.add(&first);
        }
        self.segments.extend(segments);
        self.holes.extend(other.holes);
    }

    /// Takes an ending away; whether it was there.
    pub(super) fn strip(&mut self, ending: &'static str) -> bool {
        self.html().strip(ending)
    }

    /// Segments and holes.
    pub(super) fn into_parts(self) -> (Vec<Html>, Vec<Hole>) {
        (self.segments, self.holes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_with_their_holes_in_order() {
        let mut one = Pieces::new();
        one.push("a");
        one.hole(Hole::Link(0));
        let mut two = Pieces::new();
        two.push("b");
        two.hole(Hole::Link(1));
        two.push("c");
        one.append(two);
        let (segments, holes) = one.into_parts();
        assert_eq!(segments.iter().map(Html::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(holes, [Hole::Link(0), Hole::Link(1)]);
    }
}
