//! Formulas that are no TeX, and links that stand alone.

use std::ops::Range;

use super::{super::math, Pass};
use crate::diag::Diagnostic;

impl Pass<'_> {
    /// A formula: its source counts as text, and what is wrong with it is said.
    pub(super) fn formula(&mut self, tex: &str, block: bool, at: &Range<usize>) {
        if let Some(heading) = &mut self.heading {
            let start = heading.1.len();
            heading.1.push_str(tex);
            self.heading_code.push(start..heading.1.len());
        }
        self.prose.code(tex);
        self.meant = None;
        let Err(fault) = math::mathml(tex, block) else { return };
        let length = if block { 2 } else { 1 };
        let inner = at.start + length..at.end.saturating_sub(length);
        // In a quote of several lines the text is not as written.
        let as_written = self.source.text().get(inner.clone()) == Some(tex);
        let place = if !as_written {
            at.clone()
        } else if fault.at.is_empty() {
            inner.start + fault.at.start..inner.start + fault.at.start + 1
        } else {
            inner.start + fault.at.start..inner.start + fault.at.end
        };
        self.bad_formula(fault.message, place);
    }

    fn bad_formula(&mut self, message: String, at: Range<usize>) {
        self.found.push(
            Diagnostic::warning("bad-formula", message)
                .at(self.span(at))
                .help("mend the formula, or write `\\$` for a dollar that begins none"),
        );
    }

    /// A paragraph that begins with `$$` is meant to be a formula.
    pub(super) fn begin_formula(&mut self, at: &Range<usize>) {
        let text = self.source.text().get(at.clone()).unwrap_or("");
        self.meant = text.starts_with("$$").then_some(at.start);
    }

    /// It ends, and no formula was in it.
    pub(super) fn end_formula(&mut self) {
        if let Some(start) = self.meant.take() {
            let message = "the formula has no end, or its braces do not match";
            self.bad_formula(message.to_owned(), start..start + 2);
        }
    }

    /// A link that stands alone has begun.
    pub(super) fn open_alone(&mut self) {
        self.alone = self.out.links.len();
    }

    /// It ends: noted, if it is what it seemed.
    pub(super) fn close_alone(&mut self) {
        if self.out.links.len() == self.alone + 1 {
            self.out.media.push(self.alone);
        }
    }
}
