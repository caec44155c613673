//! A text as the parser is given it: of the same length, so that every place in it is one of the
//! author's text.
//!
//! pulldown-cmark takes for markup what authors write as text: a dollar of a price, a colon or a
//! single tilde. To take its reading apart again afterwards is to lose what it ate meanwhile
//! (emphasis between two prices, a note). So it reads plain Markdown, and nothing else:
//!
//! - what begins a line and is no definition, and a tilde that stands alone, have a stand-in that
//!   means nothing (see [`stand`]);
//! - a formula is letters between its dollars, so that nothing in it is markup. It is one where
//!   plain Markdown has both dollars as text (see [`formula`]).
//!
//! [`Events`] puts the author's letters back.

mod events;
mod formula;
mod none;
mod stand;

use std::{borrow::Cow, ops::Range};

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

pub(super) use events::Events;
use formula::Formula;
use stand::Stand;

/// Which extensions of Markdown are read.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// A text, and what the parser is given for it.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    text: &'a str,
    read: Cow<'a, str>,
    /// Each sign that has a stand-in, behind that.
    signs: Vec<(char, char)>,
    /// In order.
    formulas: Vec<Formula>,
}

impl<'a> Reading<'a> {
    /// Looks where a text is read otherwise than it stands.
    pub(super) fn new(text: &'a str) -> Self {
        let (stands, signs) = stand::find(text);
        let mut reading =
            Self { text, read: replaced(text, &stands, &[]), signs, formulas: Vec::new() };
        if formula::may_be(text) {
            reading.formulas = reading.formulas();
            if !reading.formulas.is_empty() {
                reading.read = replaced(text, &stands, &reading.formulas);
            }
        }
        reading
    }

    /// The text as its author wrote it.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The text for a parser: only its places are the author's.
    pub(super) fn for_places(&self) -> &str {
        &self.read
    }

    /// The author's letters of what a parser read.
    pub(super) fn letters<'b>(&self, read: &'b str) -> Cow<'b, str> {
        if self.signs.iter().all(|it| !read.contains(it.0)) {
            return Cow::Borrowed(read);
        }
        let back = |letter: char| {
            let own = self.signs.iter().find(|it| it.0 == letter);
            own.map_or(letter, |it| it.1)
        };
        Cow::Owned(read.chars().map(back).collect())
    }

    /// What the text is made of, in the author's letters.
    pub(super) fn events(&self) -> Events<'_> {
        Events::new(self)
    }

    /// The formulas, where plain Markdown has a text without a break in it.
    fn formulas(&self) -> Vec<Formula> {
        let (mut found, mut dollars) = (Vec::new(), Vec::new());
        let (mut in_code, mut in_cell) = (false, false);
        // How many links are open whose text is the name of their address.
        let mut named = 0_usize;
        // Where the last formula of GitLab's ends: a dollar belongs to one.
        let mut taken = 0;
        for (event, at) in Parser::new_ext(&self.read, options()).into_offset_iter() {
            match &event {
                Event::Text(_) if in_code || named > 0 => continue,
                Event::Text(_) => {
                    let at = at.start.max(taken)..at.end;
                    formula::dollars(self.text, &at, &mut dollars);
                    continue;
                }
                Event::SoftBreak
                | Event::HardBreak
                | Event::Start(Tag::Emphasis)
                | Event::End(TagEnd::Emphasis) => continue,
                Event::Code(_) if named == 0 => {
                    let code = formula::around(self.text, &at, in_cell);
                    if let Some(code) = code.filter(|it| it.range.start >= taken) {
                        taken = code.range.end;
                        dollars.pop_if(|it| *it == code.range.start);
                        found.push(code);
                    }
                }
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                _ => {}
            }
            formula::pairs(self.text, &dollars, in_cell, &mut found);
            dollars.clear();
            match &event {
                Event::Start(Tag::TableCell) => in_cell = true,
                Event::End(TagEnd::TableCell) => in_cell = false,
                Event::Start(Tag::Link { link_type, .. }) => {
                    named += usize::from(named > 0 || is_named(*link_type));
                }
                Event::End(TagEnd::Link) => named = named.saturating_sub(1),
                _ => {}
            }
        }
        // Notes stand where they are defined, and so does all else: in order.
        found.sort_by_key(|it| it.range.start);
        found
    }
}

/// Whether the text of a link is also the name of its address.
fn is_named(link: LinkType) -> bool {
    matches!(
        link,
        LinkType::Collapsed | LinkType::Shortcut | LinkType::Autolink | LinkType::Email
    )
}

/// A text with its stand-ins, and with letters for what is in its formulas; both in order.
fn replaced<'a>(text: &'a str, stands: &[Stand], formulas: &[Formula]) -> Cow<'a, str> {
    if stands.is_empty() && formulas.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut stands = stands.iter().peekable();
    let mut until = |end: usize, out: &mut String| {
        while let Some(stand) = stands.next_if(|it| it.at < end) {
            if stand.at >= out.len() {
                out.push_str(text.get(out.len()..stand.at).unwrap_or(""));
                out.push(stand.sign);
            }
        }
        out.push_str(text.get(out.len()..end).unwrap_or(""));
    };
    for formula in formulas {
        until(formula.range.start + 1, &mut out);
        let inner: Range<usize> = formula.range.start + 1..formula.range.end - 1;
        formula.fill(text.get(inner).unwrap_or(""), &mut out);
    }
    until(text.len(), &mut out);
    Cow::Owned(out)
}
