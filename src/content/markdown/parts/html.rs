//! Raw HTML in pieces that can be understood.

use std::{iter::Peekable, ops::Range};

use pulldown_cmark::{CowStr, Event};

use super::super::raw;

/// Raw HTML in pieces that can be understood: a block, which comes line by line, is one event,
/// and so is a script in a line of text with all that is in it.
pub(super) struct WholeHtml<'a, I: Iterator> {
    text: &'a str,
    events: Peekable<I>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> WholeHtml<'a, I> {
    /// Over the events of a text.
    pub(super) fn new(text: &'a str, events: I) -> Self {
        Self { text, events: events.peekable() }
    }

    /// From an opening tag to its closing one, or to the end of the Markdown element.
    fn opaque(&mut self, name: &str, mut at: Range<usize>) -> I::Item {
        let mut depth = 0_usize;
        while let Some((event, range)) =
            self.events.next_if(|it| depth > 0 || !matches!(it.0, Event::End(_)))
        {
            at.end = at.end.max(range.end);
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::InlineHtml(html) if raw::closes(&html, name) => break,
                _ => {}
            }
        }
        let html = self.text.get(at.clone()).unwrap_or("");
        (Event::InlineHtml(CowStr::from(html)), at)
    }
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Iterator for WholeHtml<'a, I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let (event, mut at) = self.events.next()?;
        if let Event::InlineHtml(html) = &event
            && let Some(name) = raw::opens_opaque(html)
        {
            return Some(self.opaque(name, at));
        }
        let Event::Html(first) = event else { return Some((event, at)) };
        let is_more = |it: &I::Item| matches!(it.0, Event::Html(_));
        let mut html = String::new();
        while let Some((Event::Html(more), range)) = self.events.next_if(is_more) {
            if html.is_empty() {
                html.push_str(&first);
            }
            html.push_str(&more);
            at.end = range.end;
        }
        let whole = if html.is_empty() { first } else { CowStr::from(html) };
        Some((Event::Html(whole), at))
    }
}
