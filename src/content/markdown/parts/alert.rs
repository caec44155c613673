//! GitHub's alerts (`> [!NOTE]`), with a title of their own and foldable.
//!
//! pulldown-cmark knows an alert only when nothing follows `[!NOTE]` on its line. The signs are
//! those of a tree: `-` is before what is open, `+` before what can be opened.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::{At, Form, Part, Parts, Placed, cut_before};

/// A box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Alert {
    /// What it is for.
    pub(in super::super) kind: BlockQuoteKind,
    /// Whether readers can fold it.
    pub(in super::super) folding: Folding,
    /// Whether it has a title of its own.
    pub(in super::super) is_titled: bool,
}

/// Whether readers can fold a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Folding {
    /// They cannot.
    Fixed,
    /// They can; it is open (`-`).
    Open,
    /// They can; it is closed (`+`).
    Closed,
}

impl<'a> Parts<'a> {
    /// A quote, or the box that it is.
    pub(super) fn quote(
        &mut self,
        kind: Option<BlockQuoteKind>,
        at: Range<usize>,
    ) -> Placed<'a> {
        let plain = |kind| Alert { kind, folding: Folding::Fixed, is_titled: false };
        let alert = kind.map(plain).or_else(|| self.titled());
        self.quotes.push(alert);
        let quote = Part::Event(Event::Start(Tag::BlockQuote(None)));
        (alert.map_or(quote, |it| Part::Start(Form::Alert(it))), at)
    }

    /// Reads the line with a box's marker, and what belongs to its title.
    fn titled(&mut self) -> Option<Alert> {
        let (Event::Start(Tag::Paragraph), paragraph) = self.events.peek()? else {
            return None;
        };
        let paragraph = paragraph.clone();
        let line = self.line(paragraph.start);
        let (mut alert, length) = marker(line)?;
        alert.is_titled = !line.get(length..)?.trim().is_empty();
        let start = self.read()?;
        if !matches!(self.events.peek()?.0, Event::Text(_)) {
            // The marker is something else, such as a link that is defined elsewhere.
            self.wait(start);
            return None;
        }
        let marked = paragraph.start + length;
        let is_marker =
            |(event, at): &At<'_>| matches!(event, Event::Text(_)) && at.start < marked;
        while let Some((Event::Text(text), at)) = self.read_if(is_marker) {
            if at.end > marked {
                self.title_begins(marked);
                let text = Event::Text(cut_before(text, &at, marked));
                self.wait((text, marked..at.end));
            }
        }
        if alert.is_titled {
            self.title_begins(marked);
        }
        self.title(paragraph.end);
        Some(alert)
    }

    fn title_begins(&mut self, place: usize) {
        if self.ready.is_empty() {
            self.ready.push_back((Part::Start(Form::Title), place..place));
        }
    }

    /// Reads up to the end of the line, or of what is open there.
    fn title(&mut self, paragraph: usize) {
        let mut depth = 0_usize;
        while let Some((event, at)) = self.read() {
            let place = at.end;
            match event {
                Event::SoftBreak | Event::HardBreak if depth == 0 => {
                    self.title_ends(at);
                    let rest = Event::Start(Tag::Paragraph);
                    return self.wait((rest, place..paragraph));
                }
                Event::End(TagEnd::Paragraph) => return self.title_ends(place..place),
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.wait((event, at));
        }
    }

    fn title_ends(&mut self, at: Range<usize>) {
        if !self.ready.is_empty() {
            self.ready.push_back((Part::End(Form::Title), at));
        }
    }
}

/// The box that a line begins, and where its title may begin.
fn marker(line: &str) -> Option<(Alert, usize)> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let kinds = [
        ("note", BlockQuoteKind::Note),
        ("tip", BlockQuoteKind::Tip),
        ("important", BlockQuoteKind::Important),
        ("warning", BlockQuoteKind::Warning),
        ("caution", BlockQuoteKind::Caution),
    ];
    let kind = kinds.iter().find(|it| it.0.eq_ignore_ascii_case(name))?.1;
    let (folding, title) = match (rest.strip_prefix('-'), rest.strip_prefix('+')) {
        (Some(rest), _) => (Folding::Open, rest),
        (_, Some(rest)) => (Folding::Closed, rest),
        _ => (Folding::Fixed, rest),
    };
    let words = title.trim_start_matches([' ', '\t']);
    let is_apart = words.len() < title.len() || words.is_empty();
    let alert = Alert { kind, folding, is_titled: false };
    is_apart.then_some((alert, line.len() - words.len()))
}

#[cfg(test)]
mod tests {
    use super::{Folding, marker};

    #[test]
    fn a_marker_stands_apart_from_its_title() {
        let read = |line| marker(line).map(|it| (it.0.folding, it.1));
        assert_eq!(read("[!NOTE]"), Some((Folding::Fixed, 7)));
        assert_eq!(read("[!Tip]  Do"), Some((Folding::Fixed, 8)));
        assert_eq!(read("[!NOTE]- Do"), Some((Folding::Open, 9)));
        assert_eq!(read("[!NOTE]+"), Some((Folding::Closed, 8)));
        for other in ["[!NOTE](x)", "[!NOTE]x", "[!NOTE]-x", "[!NOTES] x", "[NOTE] x"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
