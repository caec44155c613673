//! Footnotes: links there and back, which work without a script.

use super::{
    super::notes::{Notes, use_suffix},
    Hole, Pass, Pieces, Within,
};
use crate::sink::Href;

impl Pass<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let (number, use_) = self.notes.refer(label);
        if !self.images.is_empty() {
            return;
        }
        let id =
            self.within.id(&format!("fnref-{number}{}", use_suffix(use_))).into_owned();
        // A link cannot stand in a link.
        let is_link = !self.in_link();
        self.push(if is_link { "<sup><a class=\"footnote-ref\"" } else { "<sup" });
        self.out().attribute("id", &id);
        if is_link {
            let note = self.within.id(&format!("fn-{number}")).into_owned();
            let note = Href::default().with_anchor(&format!("#{note}"));
            self.out().address("href", &note);
            // A number alone says nothing to those who hear it.
            self.push(" role=\"doc-noteref\" aria-label=\"");
            self.out().hole(Hole::Text("footnote"));
            self.push(" ");
            self.out().number(number);
            self.push("\"");
        }
        self.push(">");
        self.out().number(number);
        self.push(if is_link { "</a></sup>" } else { "</sup>" });
    }

    /// Writes the notes that the text refers to, below it.
    pub(super) fn write_notes(&mut self) {
        let notes = std::mem::replace(&mut self.notes, Notes::new());
        let mut list = Pieces::new();
        for (number, note) in notes.into_iter() {
            let Some(mut text) = note.text else { continue };
            let in_paragraph = text.strip("</p>\n");
            list.push("<li");
            list.attribute("id", &self.within.id(&format!("fn-{number}")));
            list.push(">");
            list.append(text);
            for use_ in 1..=note.uses {
                back(&mut list, self.within, number, use_);
            }
            list.push(if in_paragraph { "</p></li>\n" } else { "</li>\n" });
        }
        if !list.is_empty() {
            self.push("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
            self.out().hole(Hole::Text("footnotes"));
            self.push("\"><ol>\n");
            self.out().append(list);
            self.push("</ol></div>\n");
        }
    }
}

/// A link back to one of the places that refer to a note.
fn back(list: &mut Pieces, within: Within<'_>, number: usize, use_: usize) {
    list.push(" <a class=\"footnote-back\"");
    let id = format!("fnref-{number}{}", use_suffix(use_));
    let address = format!("#{}", within.id(&id));
    list.address("href", &Href::default().with_anchor(&address));
    list.push(" role=\"doc-backlink\" aria-label=\"");
    list.hole(Hole::Text("footnote-back"));
    list.push(" ");
    list.number(number);
    if use_ > 1 {
        // What is drawn beside the arrow is no text: the label says it.
        list.push(" (");
        list.number(use_);
        list.push(")\" data-n=\"");
        list.number(use_);
    }
    list.push("\">↩</a>");
}
