//! Formulas, and links that stand alone.

use super::{super::math, Alone, Hole, Pass};

impl Pass<'_> {
    /// A formula as MathML; as it is written where it cannot be set.
    pub(super) fn formula(&mut self, tex: &str, block: bool) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(tex);
        }
        if let Some(image) = self.images.last_mut() {
            return image.alt.push_str(tex);
        }
        match math::mathml(tex, block) {
            Ok(html) if block => {
                self.push("<span class=\"formula\"");
                // A long one scrolls, and the keyboard must reach it; but not in a link.
                if !self.in_link() {
                    self.push(" role=\"group\" tabindex=\"0\" aria-label=\"");
                    self.out().hole(Hole::Text("formula"));
                    self.push("\"");
                }
                self.push(">");
                self.out().add(&html);
                self.push("</span>");
            }
            Ok(html) => self.out().add(&html),
            Err(_) => {
                let mark = if block { "$$" } else { "$" };
                self.push("<code class=\"formula-source\">");
                self.out().escaped(&format!("{mark}{tex}{mark}"));
                self.push("</code>");
            }
        }
    }

    /// Begins a link that stands alone.
    pub(super) fn open_alone(&mut self) {
        self.alone = Some(Alone { link: self.links, ..Alone::default() });
        self.begin();
    }

    /// Ends it: what a page makes of it is decided where the portal is known.
    pub(super) fn close_alone(&mut self) {
        let plain = self.end_piece();
        let Some(alone) = self.alone.take() else { return self.out().append(plain) };
        self.push("<div class=\"media\">");
        if self.links == alone.link + 1 && !self.in_link() {
            let place = self.stands.len();
            self.stands.push(alone);
            self.out().hole(Hole::Alone(place));
            self.out().append(plain);
            self.out().hole(Hole::AloneEnd);
        } else {
            self.out().append(plain);
        }
        self.push("</div>\n");
    }
}
