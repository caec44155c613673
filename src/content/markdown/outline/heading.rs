//! Headings: their anchors.

use super::{super::Heading, Pass};

impl Pass<'_> {
    pub(super) fn close_heading(&mut self) {
        let Some((written, text, at)) = self.heading.take() else { return };
        let level = written.max(2);
        self.lint.heading(written, &text, at);
        let id = self.anchors.claim(&text);
        let code = std::mem::take(&mut self.heading_code);
        self.out.headings.push(Heading { level, id, text, code });
    }
}
