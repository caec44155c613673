//! The texts of a paragraph, which are set as the one text that they are read as: a quote opens
//! in one and closes in another, and a mark looks at what stands before its own.

use super::{
    Style,
    edit::{Edit, LINE, OBJECT},
    scan::{Within, scan},
};

/// A paragraph that is being collected, and then what is changed in it.
#[derive(Debug, Default)]
pub struct Run {
    text: String,
    /// Where each part ends, and how it is set.
    parts: Vec<(usize, Style)>,
    /// Where each text begins and ends.
    texts: Vec<(usize, usize)>,
    edits: Vec<Edit>,
}

impl Run {
    /// Forgets the paragraph; its room is kept.
    pub fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
        self.texts.clear();
        self.edits.clear();
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str, style: Style) {
        self.text_after(text, 0, style);
    }

    /// Adds a text whose first bytes stay as they are.
    pub fn text_after(&mut self, text: &str, kept: usize, style: Style) {
        let start = self.text.len();
        if let Some((head, _)) = text.split_at_checked(kept).filter(|_| kept > 0) {
            self.text.push_str(head);
            self.end_part(Style::AsWritten);
        }
        self.text.push_str(text.get(self.text.len() - start..).unwrap_or(""));
        self.texts.push((start, self.text.len()));
        self.end_part(style);
    }

    /// Adds what is no text, but stands in the line like a word: code, an image.
    pub fn object(&mut self) {
        self.text.push(OBJECT);
        self.end_part(Style::AsWritten);
    }

    /// Adds the end of a line that is shown as a space.
    pub fn soft_break(&mut self) {
        self.text.push('\n');
        self.end_part(Style::AsWritten);
    }

    /// Adds the end of a line that is one for readers, too.
    pub fn hard_break(&mut self) {
        self.text.push(LINE);
        self.end_part(Style::AsWritten);
    }

    fn end_part(&mut self, style: Style) {
        let end = self.text.len();
        match self.parts.last_mut() {
            // Borders matter only where the style changes, and where texts meet: an edit is in one.
            Some(last) if last.1 == Style::AsWritten && style == Style::AsWritten => {
                last.0 = end;
            }
            _ => self.parts.push((end, style)),
        }
    }

    /// Sets the paragraph.
    pub fn set(&mut self) {
        self.edits.clear();
        scan(&self.text, &self.parts, Within::Markdown, &mut self.edits);
    }

    /// What is changed in a text, by its number from 0, with places of that text.
    pub fn edits(&self, text: usize) -> impl Iterator<Item = Edit> + '_ {
        let (start, end) = self.texts.get(text).copied().unwrap_or_default();
        let first = self.edits.partition_point(|it| it.at < start);
        let edits = self.edits.get(first..).unwrap_or(&[]).iter();
        edits.take_while(move |it| it.end <= end).map(move |it| Edit {
            at: it.at - start,
            end: it.end - start,
            to: it.to,
        })
    }
}
