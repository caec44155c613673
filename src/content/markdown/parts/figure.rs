//! `![alternative text](photo.jpg "caption")` alone in a paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{At, Form, Part, Parts, Placed};

/// What stands in the place of the caption of an image that only decorates.
pub(in super::super) const DECORATIVE: &str = "{decorative}";

impl<'a> Parts<'a> {
    /// A paragraph that begins with an image with a caption: a figure when that is all of it.
    pub(super) fn figure(&mut self, at: &Range<usize>) -> Option<Placed<'a>> {
        let has_caption = |it: &At<'a>| {
            matches!(&it.0, Event::Start(Tag::Image { title, .. })
                if !title.trim().is_empty() && &**title != DECORATIVE)
        };
        let image = self.read_if(has_caption)?;
        let mut depth = 0_usize;
        let mut next = Some(image);
        while let Some((event, place)) = next {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.ready.push_back((Part::Event(event), place));
            next = if depth > 0 { self.read() } else { None };
        }
        let end = self.read_if(|it| matches!(it.0, Event::End(TagEnd::Paragraph)));
        let begin = match end {
            Some((_, place)) => {
                self.ready.push_back((Part::End(Form::Figure), place));
                Part::Start(Form::Figure)
            }
            None => Part::Event(Event::Start(Tag::Paragraph)),
        };
        Some((begin, at.clone()))
    }
}
