//! Headings: their anchors, and what can be wrong with them.

use std::ops::Range;

use super::{super::Heading, Pass};
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
        let id = self.anchors.claim(&text);
        self.said_before(&text, &at);
        let code = std::mem::take(&mut self.heading_code);
        self.out.headings.push(Heading { level, id, text, code });
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
