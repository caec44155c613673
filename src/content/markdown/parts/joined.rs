//! pulldown-cmark's events, whole: what it cuts into pieces is put together again, and scripts
//! are marked.
//!
//! A text of many words is a few hundred events, and a portal millions: each is moved once, from
//! the parser into a short queue, and all is done there that needs a look at its neighbors.

use std::{collections::VecDeque, ops::Range};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{
    super::{
        autolink, raw,
        reading::{Events, Reading},
    },
    At,
    script::cut,
};

/// How many events are read ahead at least.
const AHEAD: usize = 16;

/// Events of which each is all that belongs together:
///
/// - a text goes as far as it is written without markup: pulldown-cmark cuts it wherever a sign
///   could mean something;
/// - a block of raw HTML, which comes line by line, is one event, and so is a script in a line of
///   text with all that is in it.
pub(super) struct Joined<'a> {
    text: &'a str,
    events: Events<'a>,
    ready: VecDeque<At<'a>>,
    /// Whether code is being read, and whether it is at the front of what is ready.
    in_code: (bool, bool),
    /// Whether there is a sign of a script anywhere.
    has_signs: bool,
    /// The lines of the block of raw HTML that is the last event, from the second on.
    html: Lines,
    /// The element whose content is no markup that is being read.
    opaque: Option<Opaque>,
}

/// Lines that are one event.
#[derive(Default)]
struct Lines {
    count: usize,
    /// All of them, when there are several.
    text: String,
}

struct Opaque {
    name: &'static str,
    depth: usize,
    at: Range<usize>,
}

impl<'a> Joined<'a> {
    /// The events of a text.
    pub(super) fn new(reading: &'a Reading<'_>) -> Self {
        let text = reading.text();
        Self {
            text,
            events: reading.events(),
            ready: VecDeque::with_capacity(2 * AHEAD),
            in_code: (false, false),
            has_signs: memchr::memchr2(b'^', b'~', text.as_bytes()).is_some(),
            html: Lines::default(),
            opaque: None,
        }
    }

    /// The next event, which stays.
    pub(super) fn peek(&mut self) -> Option<&At<'a>> {
        if self.ready.is_empty() {
            self.fill();
        }
        self.ready.front()
    }

    /// The next event, if it is wanted.
    pub(super) fn next_if(
        &mut self,
        wanted: impl FnOnce(&At<'a>) -> bool,
    ) -> Option<At<'a>> {
        if self.peek().is_some_and(wanted) { self.ready.pop_front() } else { None }
    }

    /// Reads some events, up to where one is known to be whole.
    fn fill(&mut self) {
        while let Some((event, at)) = self.events.next() {
            let may_go_on = self.take(event, at);
            if !may_go_on && self.ready.len() >= AHEAD {
                break;
            }
        }
        // Nothing is open here but at the end of the text.
        self.close_opaque();
        self.close_html();
        if self.has_signs {
            self.cut_scripts();
        }
    }

    /// Takes an event; whether the next one may belong to it.
    ///
    /// Events are looked at where they are: to take one apart and put it together again costs
    /// more than all else here.
    fn take(&mut self, event: Event<'a>, at: Range<usize>) -> bool {
        if self.is_swallowed(&event, &at) {
            return true;
        }
        if let Event::Html(html) = event {
            self.html(html, at);
            return true;
        }
        self.close_html();
        match &event {
            Event::Text(_) if !self.in_code.0 => {
                let Event::Text(text) = event else { return false };
                return self.text(text, at);
            }
            Event::InlineHtml(html) => {
                if let Some(name) = raw::opens_opaque(html) {
                    self.opaque = Some(Opaque { name, depth: 0, at });
                    return true;
                }
            }
            Event::Start(Tag::CodeBlock(_)) => self.in_code.0 = true,
            Event::End(TagEnd::CodeBlock) => self.in_code.0 = false,
            _ => {}
        }
        self.ready.push_back((event, at));
        false
    }

    /// A text, with the one before it when it goes on where that ended, as it is written.
    fn text(&mut self, text: CowStr<'a>, at: Range<usize>) -> bool {
        let source = self.text;
        let written = source.get(at.clone()).filter(|it| is_same(it, &text));
        if written.is_some()
            && let Some((Event::Text(CowStr::Borrowed(last)), place)) =
                self.ready.back_mut()
            && place.end == at.start
            && source.get(place.clone()).is_some_and(|it| is_same(it, last))
        {
            place.end = at.end;
            *last = source.get(place.clone()).unwrap_or(last);
            return true;
        }
        let text = written.map_or(text, CowStr::Borrowed);
        self.ready.push_back((Event::Text(text), at));
        written.is_some()
    }

    /// A line of a block of raw HTML.
    fn html(&mut self, html: CowStr<'a>, at: Range<usize>) {
        self.html.count += 1;
        match self.ready.back_mut() {
            Some((Event::Html(first), place)) if self.html.count > 1 => {
                place.end = at.end;
                if self.html.count == 2 {
                    self.html.text.push_str(first);
                }
                self.html.text.push_str(&html);
            }
            _ => {
                self.html.count = 1;
                self.ready.push_back((Event::Html(html), at));
            }
        }
    }

    fn close_html(&mut self) {
        if self.html.count == 0 {
            return;
        }
        let Lines { count, text } = std::mem::take(&mut self.html);
        if let Some((Event::Html(html), _)) = self.ready.back_mut().filter(|_| count > 1) {
            *html = text.into();
        }
    }

    /// Whether an event is inside an element whose content is no markup: that goes from its
    /// opening tag to its closing one, or to the end of the Markdown element.
    fn is_swallowed(&mut self, event: &Event<'a>, at: &Range<usize>) -> bool {
        let Some(opaque) = &mut self.opaque else { return false };
        if opaque.depth == 0 && matches!(event, Event::End(_)) {
            self.close_opaque();
            return false;
        }
        opaque.at.end = opaque.at.end.max(at.end);
        match event {
            Event::Start(_) => opaque.depth += 1,
            Event::End(_) => opaque.depth -= 1,
            Event::InlineHtml(html) if raw::closes(html, opaque.name) => {
                self.close_opaque();
            }
            _ => {}
        }
        true
    }

    fn close_opaque(&mut self) {
        let Some(Opaque { at, .. }) = self.opaque.take() else { return };
        let html = self.text.get(at.clone()).unwrap_or("");
        self.ready.push_back((Event::InlineHtml(CowStr::Borrowed(html)), at));
    }

    /// Cuts the texts that are ready at their scripts.
    fn cut_scripts(&mut self) {
        let was_in_code = self.in_code.1;
        let mut has_some = false;
        for (event, _) in &self.ready {
            has_some |= !self.in_code.1 && has_signs(event);
            match event {
                Event::Start(Tag::CodeBlock(_)) => self.in_code.1 = true,
                Event::End(TagEnd::CodeBlock) => self.in_code.1 = false,
                _ => {}
            }
        }
        if !has_some {
            return;
        }
        let mut in_code = was_in_code;
        for (event, at) in std::mem::take(&mut self.ready) {
            match event {
                Event::Text(text) if !in_code && has_signs_in(&text) => {
                    cut(text, &at, &mut self.ready);
                }
                event => {
                    match &event {
                        Event::Start(Tag::CodeBlock(_)) => in_code = true,
                        Event::End(TagEnd::CodeBlock) => in_code = false,
                        _ => {}
                    }
                    self.ready.push_back((event, at));
                }
            }
        }
    }
}

fn has_signs(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(text) if has_signs_in(text))
}

/// Whether a text may have scripts; an address never has any.
fn has_signs_in(text: &str) -> bool {
    memchr::memchr2(b'^', b'~', text.as_bytes()).is_some() && !autolink::has_beginning(text)
}

/// Whether a text is what stands in the source; nearly always it is that very place.
fn is_same(source: &str, text: &str) -> bool {
    source.len() == text.len() && (source.as_ptr() == text.as_ptr() || source == text)
}

impl<'a> Iterator for Joined<'a> {
    type Item = At<'a>;

    fn next(&mut self) -> Option<At<'a>> {
        if self.ready.is_empty() {
            self.fill();
        }
        self.ready.pop_front()
    }
}
