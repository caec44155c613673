//! HTML that is being made: text, and holes for what only the portal knows.

use super::super::Hole;

/// HTML with holes: there is always one segment more than holes.
#[derive(Debug)]
pub(super) struct Html {
    segments: Vec<String>,
    holes: Vec<Hole>,
}

impl Html {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { segments: vec![String::new()], holes: Vec::new() }
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.holes.is_empty() && self.segments.iter().all(String::is_empty)
    }

    /// The segment that is being written.
    pub(super) fn text(&mut self) -> &mut String {
        if self.segments.is_empty() {
            self.segments.push(String::new());
        }
        let last = self.segments.len() - 1;
        self.segments.get_mut(last).expect("there is always a segment")
    }

    /// How many bytes were written, holes not counted.
    pub(super) fn len(&self) -> usize {
        self.segments.iter().map(String::len).sum()
    }

    /// Adds HTML as it is.
    pub(super) fn push(&mut self, html: &str) {
        self.text().push_str(html);
    }

    /// Adds a text, escaped.
    pub(super) fn escaped(&mut self, text: &str) {
        escape(text, self.text());
    }

    /// Leaves a hole.
    pub(super) fn hole(&mut self, hole: Hole) {
        self.holes.push(hole);
        self.segments.push(String::new());
    }

    /// Adds another piece with its holes.
    pub(super) fn append(&mut self, other: Self) {
        let mut segments = other.segments.into_iter();
        if let Some(first) = segments.next() {
            self.push(&first);
        }
        self.segments.extend(segments);
        self.holes.extend(other.holes);
    }

    /// Takes an ending away; whether it was there.
    pub(super) fn strip(&mut self, ending: &str) -> bool {
        let text = self.text();
        let Some(rest) = text.strip_suffix(ending) else { return false };
        let length = rest.len();
        text.truncate(length);
        true
    }

    /// Segments and holes.
    pub(super) fn into_parts(self) -> (Vec<String>, Vec<Hole>) {
        (self.segments, self.holes)
    }
}

/// Escapes for text and double-quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        // All five stand between `"` and `>`, which few other bytes of a text do.
        if !(b'"'..=b'>').contains(&byte) {
            continue;
        }
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(text.get(clean..at).unwrap_or(""));
        out.push_str(escaped);
        clean = at + 1;
    }
    out.push_str(text.get(clean..).unwrap_or(""));
}

/// [`escape`], as a new text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(
            escaped("é<a href=\"x\" b='y'>&amp;"),
            "é&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn pieces_are_joined_with_their_holes_in_order() {
        let mut one = Html::new();
        one.push("a");
        one.hole(Hole::Link(0));
        let mut two = Html::new();
        two.push("b");
        two.hole(Hole::Link(1));
        two.push("c");
        one.append(two);
        let (segments, holes) = one.into_parts();
        assert_eq!(segments, ["a", "b", "c"]);
        assert_eq!(holes, [Hole::Link(0), Hole::Link(1)]);
    }
}
