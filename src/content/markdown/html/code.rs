//! Code blocks: title, colors by class, numbered and marked lines.

use super::{super::diagram::is_diagram, Hole, Pass};
use crate::sink::Html;

impl Pass<'_> {
    /// Writes the code block whose text was collected.
    pub(super) fn close_code(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        self.push("<figure class=\"code\">");
        if let Some(title) = &info.title {
            self.push("<figcaption>");
            self.out().escaped(title);
            self.push("</figcaption>");
        }
        // Long lines scroll: the keyboard must reach them.
        self.push("<pre tabindex=\"0\"");
        if info.numbers {
            self.push(" class=\"numbers\"");
        }
        self.push("><code");
        if !info.lang.is_empty() {
            self.push(" class=\"language-");
            self.out().escaped(&info.lang);
            self.push("\"");
        }
        self.push(">");
        let colored = (self.color)(&info.lang, &code);
        let html = colored.unwrap_or_else(|| {
            let mut plain = Html::new();
            plain.text(&code);
            plain.into()
        });
        if info.numbers || !info.marked.is_empty() {
            for (idx, line) in html.lines().enumerate() {
                let marked = info.marks(idx + 1);
                self.push(if marked {
                    "<span class=\"line hl\">"
                } else {
                    "<span class=\"line\">"
                });
                self.out().add(&line);
                self.push("</span>\n");
            }
        } else {
            self.out().add(&html);
        }
        self.push("</code></pre>");
        if is_diagram(&info.lang) {
            self.push("<p class=\"diagram-note\">");
            self.out().hole(Hole::Text("diagram-note"));
            self.push("</p>");
        }
        self.push("</figure>\n");
    }
}
