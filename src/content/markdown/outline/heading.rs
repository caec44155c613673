//! Headings: their anchors.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{
    super::{Heading, raw::is_anchor},
    Pass,
};
use crate::diag::Diagnostic;

impl Pass<'_> {
    pub(super) fn close_heading(&mut self) {
        let Some((written, text, at)) = self.heading.take() else { return };
        let level = written.max(2);
        self.lint.heading(written, &text, at.clone());
        let given = self.heading_id.take();
        let id = self.anchors.claim_heading(given.as_deref(), &text);
        if let Some(given) = given.filter(|it| *it != id) {
            self.warn_id(&given, &id, &at);
        }
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
}
