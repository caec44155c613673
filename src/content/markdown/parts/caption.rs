//! Captions of tables: `Table: …` under the table, in a paragraph or directly below the rows.
//!
//! Directly below the rows, GFM takes the line for a row of one cell. Nobody who writes `Table:`
//! there wants that.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{At, Form, Part, Parts, cut_before};

/// What a caption begins with.
const WORD: &str = "Table:";

impl<'a> Parts<'a> {
    /// Reads a table that has a caption under it, the caption first; where it ends then.
    pub(super) fn caption(&mut self, table: &Range<usize>) -> Option<usize> {
        let within = self.text.get(table.clone())?.trim_end();
        let below = self.text.get(table.end..)?;
        let begins =
            |line: &str| line.trim_start_matches(['>', ' ', '\t']).starts_with(WORD);
        let is_empty = |line: &str| line.trim_start_matches(['>', ' ', '\t']).is_empty();
        let last = within.get(within.rfind('\n').map_or(0, |it| it + 1)..)?;
        let is_row = begins(last);
        if !is_row && !below.lines().find(|it| !is_empty(it)).is_some_and(begins) {
            return None;
        }
        let mut rows = Vec::new();
        while let Some(it) = self.read() {
            let is_end = it.0 == Event::End(TagEnd::Table);
            rows.push(it);
            if is_end {
                break;
            }
        }
        let caption =
            if is_row { self.last_row(&mut rows) } else { self.paragraph_below() };
        let end = caption.as_ref().map(|it| it.at.end);
        if let Some(Caption { at, parts }) = caption {
            self.ready.push_back((Part::Start(Form::Caption), at.start..at.start));
            self.wait_all(parts);
            self.ready.push_back((Part::End(Form::Caption), at.end..at.end));
        }
        self.wait_all(rows);
        end
    }

    /// The paragraph that follows, if it is a caption.
    fn paragraph_below(&mut self) -> Option<Caption<'a>> {
        let (Event::Start(Tag::Paragraph), at) = self.events.peek()? else { return None };
        let at = at.clone();
        if !self.line(at.start).starts_with(WORD) {
            return None;
        }
        // A paragraph that begins with these letters begins with a text.
        self.read();
        let mut parts = Vec::new();
        while let Some((event, at)) = self.read() {
            if event == Event::End(TagEnd::Paragraph) {
                break;
            }
            parts.push((event, at));
        }
        Some(self.without_word(at, parts))
    }

    /// Takes the last row away, if it is a caption.
    fn last_row(&self, rows: &mut Vec<At<'a>>) -> Option<Caption<'a>> {
        let start = rows.iter().rposition(|it| it.0 == Event::Start(Tag::TableRow))?;
        let at = rows.get(start)?.1.clone();
        let text = self.text.get(at.clone())?;
        if !text.starts_with(WORD) || text.contains('|') {
            return None;
        }
        let end = rows.len() - 1;
        let row: Vec<At<'a>> = rows.drain(start..end).collect();
        let cell = row.into_iter().skip(2);
        let cell = cell.take_while(|it| it.0 != Event::End(TagEnd::TableCell)).collect();
        Some(self.without_word(at, cell))
    }

    fn without_word(&self, at: Range<usize>, mut parts: Vec<At<'a>>) -> Caption<'a> {
        let after = self.line(at.start).get(WORD.len()..).unwrap_or("");
        let words = after.trim_start_matches([' ', '\t']);
        let place = at.start + WORD.len() + after.len() - words.len();
        if let Some((Event::Text(text), range)) = parts.first_mut() {
            let whole = std::mem::replace(text, "".into());
            *text = cut_before(whole, range, place);
            range.start = place.min(range.end);
        }
        Caption { at, parts }
    }
}

/// A caption without its word.
struct Caption<'a> {
    at: Range<usize>,
    parts: Vec<At<'a>>,
}
