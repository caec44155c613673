//! A paragraph that is only a link to what a page may show more of: a video, slides.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    super::autolink::{Piece, cut},
    At, Form, Part, Parts, Placed,
};
use crate::content::media::shown;

impl<'a> Parts<'a> {
    /// A paragraph; when it is only such a link, it stands in a [`Form::Alone`].
    pub(super) fn paragraph(&mut self, at: Range<usize>) -> Placed<'a> {
        let start = (Event::Start(Tag::Paragraph), at.clone());
        let is_link = |it: &At<'a>| match &it.0 {
            Event::Start(Tag::Link { dest_url, .. }) => shown(dest_url).is_some(),
            _ => false,
        };
        let is_address = |it: &At<'a>| match &it.0 {
            Event::Text(text) => text.starts_with("https:"),
            _ => false,
        };
        let mut read = Vec::new();
        let mut is_alone = false;
        if let Some(link) = self.read_if(is_link) {
            read.push(link);
            is_alone = self.rest_of_link(&mut read) && self.ends(&mut read);
        } else if let Some(text) = self.read_if(is_address) {
            read.push(text);
            while let Some(more) = self.read_if(|it| matches!(it.0, Event::Text(_))) {
                read.push(more);
            }
            is_alone = self.ends(&mut read) && self.is_one_address(&mut read);
        }
        if !is_alone {
            self.wait_all(read);
            return (Part::Event(start.0), start.1);
        }
        self.wait(start);
        self.wait_all(read);
        self.ready.push_back((Part::End(Form::Alone), at.clone()));
        (Part::Start(Form::Alone), at)
    }

    /// Reads to the end of a link; whether there is only text in it.
    fn rest_of_link(&mut self, read: &mut Vec<At<'a>>) -> bool {
        let is_text = |it: &At<'a>| {
            matches!(
                it.0,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::SoftBreak
                    | Event::Start(Tag::Emphasis | Tag::Strong)
                    | Event::End(TagEnd::Emphasis | TagEnd::Strong)
            )
        };
        while let Some(text) = self.read_if(is_text) {
            read.push(text);
        }
        let end = self.read_if(|it| matches!(it.0, Event::End(TagEnd::Link)));
        let is_whole = end.is_some();
        read.extend(end);
        is_whole
    }

    /// Reads the end of the paragraph, if it is there.
    fn ends(&mut self, read: &mut Vec<At<'a>>) -> bool {
        let end = self.read_if(|it| matches!(it.0, Event::End(TagEnd::Paragraph)));
        let is_there = end.is_some();
        read.extend(end);
        is_there
    }

    /// Whether the text of a paragraph is one bare address; then it is made one text, since
    /// `_` and `&` part it.
    fn is_one_address(&self, read: &mut Vec<At<'a>>) -> bool {
        let Some(end) = read.pop() else { return false };
        let start = read.first().map_or(end.1.start, |it| it.1.start);
        let whole = start..read.last().map_or(start, |it| it.1.end);
        let written = self.text.get(whole.clone()).unwrap_or("");
        let is_one =
            matches!(cut(written).as_slice(), [Piece::Address(it)] if shown(it).is_some());
        if is_one {
            *read = vec![(Event::Text(written.into()), whole)];
        }
        read.push(end);
        is_one
    }
}
