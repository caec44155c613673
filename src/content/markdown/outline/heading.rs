//! Headings: their anchors, and what can be wrong with them.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{
    super::{Heading, raw::is_anchor},
    Pass,
};
use crate::diag::{Diagnostic, Span};

impl Pass<'_> {
    pub(super) fn close_heading(&mut self) {
        let Some((written, text, at)) = self.heading.take() else { return };
        let at = self.first_line(&at).range();
        let level = written.max(2);
        let warn = |code, message: &str, help: &str| {
            Diagnostic::warning(code, message)
                .at(Span::new(self.source, at.clone()))
                .help(help)
        };
        if text.trim().is_empty() {
            self.found.push(warn(
                "heading-empty",
                "the heading is empty",
                "write its text, or remove it",
            ));
        } else if written == 1 {
            self.found.push(warn(
                "heading-level",
                "the title is the page's only heading of level 1",
                "write `##`",
            ));
        } else if level > self.last_level + 1 {
            let message = format!(
                "a heading of level {level} follows one of level {}",
                self.last_level
            );
            let help = format!("write `{}`", "#".repeat(usize::from(self.last_level) + 1));
            self.found.push(warn("heading-level", &message, &help));
        }
        self.last_level = level;
        let given = self.heading_id.take();
        let id = self.anchors.claim_heading(given.as_deref(), &text);
        if let Some(given) = given.filter(|it| *it != id) {
            self.warn_id(&given, &id, &at);
        }
        self.said_before(&text, &at);
        let code = std::mem::take(&mut self.heading_code);
        if self.in_notes > 0 {
            // A footnote is no part of the page, and not there when nothing refers to it.
            return self.out.anchors.push(id);
        }
        self.out.headings.push(Heading { level, id, text, code });
    }

    /// A heading is given its id only: looks are the theme's.
    pub(super) fn warn_attributes(&mut self, words: &[CowStr<'_>], at: &Range<usize>) {
        let Some(first) = words.first() else { return };
        let all: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
        let verb = if all.len() > 1 { "are" } else { "is" };
        let message = format!("{} of a heading {verb} not published", all.join(", "));
        self.found.push(
            Diagnostic::warning("heading-attribute", message)
                .at(self.span(at.clone()).find(first))
                .help("remove it: a heading is given only an id, `## Title {#id}`"),
        );
    }

    fn warn_id(&mut self, given: &str, id: &str, at: &Range<usize>) {
        let why = if is_anchor(given) { "is taken" } else { "cannot be an id" };
        self.found.push(
            Diagnostic::warning("heading-id", format!("`#{given}` {why}"))
                .at(self.span(at.clone()).find(&format!("#{given}")))
                .help(format!(
                    "links to this heading need `#{id}`; write another word of letters, digits, `-` and `_`"
                )),
        );
    }

    /// Two headings of the same words cannot be told apart in the list of contents.
    fn said_before(&mut self, text: &str, at: &Range<usize>) {
        let words = text.trim();
        let span = self.span(at.clone());
        match self.headings.get(words) {
            Some(first) if !words.is_empty() => self.found.push(
                Diagnostic::warning("heading-twice", "two headings say the same")
                    .at(span)
                    .note("again here")
                    .label(self.span(first.clone()), "first here")
                    .help("give each heading words of its own"),
            ),
            _ => {
                self.headings.insert(words.to_owned(), at.clone());
            }
        }
    }
}
