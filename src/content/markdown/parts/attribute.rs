//! An id that a heading is given: `## Title {#id}`.
//!
//! pulldown-cmark's own reading is not used: it takes away everything in braces at the end of a
//! heading, also what readers should see (`## The set {a, b}`).

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};

use super::{At, Part, Parts, Placed};

/// What is in the braces at the end of a heading.
struct Attributes<'a> {
    /// With the braces.
    range: Range<usize>,
    id: Option<&'a str>,
    /// Classes and the like, as written.
    others: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    /// A heading with its id, and in the place of its classes all that is not published.
    pub(super) fn heading(&mut self, level: HeadingLevel, at: Range<usize>) -> Placed<'a> {
        let found = find(self.text, &at);
        self.cut = found.as_ref().map(|it| it.range.clone());
        let id = found.as_ref().and_then(|it| it.id).map(CowStr::from);
        let others = found.map(|it| it.others).unwrap_or_default();
        let classes = others.into_iter().map(CowStr::from).collect();
        let tag = Tag::Heading { level, id, classes, attrs: Vec::new() };
        (Part::Event(Event::Start(tag)), at)
    }

    /// An event of a heading without what is in the braces; nothing when it is all in there.
    pub(super) fn without_attributes(&self, (event, at): At<'a>) -> Option<At<'a>> {
        let Some(cut) = self.cut.as_ref().filter(|it| at.end > it.start) else {
            return Some((event, at));
        };
        if at.start >= cut.start {
            return None;
        }
        let Event::Text(text) = event else { return Some((event, at)) };
        let kept = text.get(..cut.start - at.start).unwrap_or(&text).trim_end();
        let kept = CowStr::from(kept.to_owned());
        (!kept.is_empty()).then_some((Event::Text(kept), at.start..cut.start))
    }
}

fn find<'a>(text: &'a str, heading: &Range<usize>) -> Option<Attributes<'a>> {
    let mut words = text.get(heading.clone())?.trim_end();
    if words.trim_start().starts_with('#') {
        let open = words.trim_end_matches('#');
        if open.ends_with([' ', '\t']) {
            words = open.trim_end();
        }
    } else {
        words = words.rsplit_once('\n')?.0.trim_end();
    }
    let inside = words.strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let inside = inside.get(open + 1..)?;
    let is_attribute =
        |it: &str| it.len() > 1 && (it.starts_with(['#', '.']) || it.contains('='));
    if inside.trim().is_empty() || !inside.split_whitespace().all(is_attribute) {
        return None;
    }
    let mut id = None;
    let mut others = Vec::new();
    for word in inside.split_whitespace() {
        match word.strip_prefix('#') {
            Some(name) if id.is_none() => id = Some(name),
            _ => others.push(word),
        }
    }
    let range = heading.start + open..heading.start + words.len();
    Some(Attributes { range, id, others })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn braces_that_are_no_attributes_are_words() {
        let read = |text: &str| {
            find(text, &(0..text.len())).map(|it| {
                let id = it.id.map(str::to_owned);
                (it.range, id, it.others.join(" "))
            })
        };
        let id = || Some("b".to_owned());
        assert_eq!(read("## A {#b}"), Some((5..9, id(), String::new())));
        assert_eq!(read("## A {#b} ##\n"), Some((5..9, id(), String::new())));
        assert_eq!(read("A {#b .c d=e}\n---\n"), Some((2..13, id(), ".c d=e".into())));
        for text in
            ["## A {b}", "## A {a, b}", "## {{ x }}", "## A {}", "## A {#}", "## A }"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
