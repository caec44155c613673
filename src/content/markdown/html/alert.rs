//! Boxes: `> [!NOTE]`, with a title of their own and foldable.

use pulldown_cmark::BlockQuoteKind;

use super::{
    super::parts::{Alert, Folding},
    Hole, Pass,
};

impl Pass<'_> {
    /// Opens a box; a title that is not the author's is in the page's language.
    pub(super) fn open_alert(&mut self, alert: Alert) {
        self.alerts.push(alert);
        let (class, title) = match alert.kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.push(if alert.folding == Folding::Fixed { "<div" } else { "<details" });
        self.push(" class=\"alert alert-");
        self.push(class);
        self.push(match alert.folding {
            Folding::Fixed => "\" role=\"note\"><p class=\"alert-title\">",
            Folding::Open => "\" open><summary class=\"alert-title\">",
            Folding::Closed => "\"><summary class=\"alert-title\">",
        });
        if alert.is_titled {
            // The color alone says nothing to those who do not see it.
            self.push("<span class=\"hidden\">");
            self.out().hole(Hole::Text(title));
            self.push(" – </span>");
        } else {
            self.out().hole(Hole::Text(title));
            self.close_title();
        }
    }

    /// Closes the title of the box that is open.
    pub(super) fn close_title(&mut self) {
        let folding = self.alerts.last().map(|it| it.folding);
        self.push(if folding == Some(Folding::Fixed) { "</p>\n" } else { "</summary>\n" });
    }

    pub(super) fn close_alert(&mut self, alert: Alert) {
        self.alerts.pop();
        self.push(if alert.folding == Folding::Fixed {
            "</div>\n"
        } else {
            "</details>\n"
        });
    }
}
