//! GitHub's alerts: `> [!NOTE]`.

use pulldown_cmark::BlockQuoteKind;

use super::{Hole, Pass};

impl Pass<'_> {
    /// Opens an alert; its title is in the page's language.
    pub(super) fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.push("<div class=\"alert alert-");
        self.push(class);
        self.push("\" role=\"note\"><p class=\"alert-title\">");
        self.out().hole(Hole::Text(title));
        self.push("</p>\n");
    }
}
