//! A byte range that keeps its source alive, so that it can be drawn at any time.

use std::{ops::Range, sync::Arc};

use super::{LineColumn, Source};

/// A byte range of a source.
#[derive(Debug, Clone)]
pub struct Span {
    source: Arc<Source>,
    range: Range<usize>,
}

/// The same place of a file, whatever else of the file has changed.
impl PartialEq for Span {
    fn eq(&self, other: &Self) -> bool {
        self.range == other.range && self.source.path() == other.source.path()
    }
}

impl Eq for Span {}

impl Span {
    /// A range of a source; both ends are clamped to the text.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let len = source.text().len();
        let start = range.start.min(len);
        Self { source: Arc::clone(source), range: start..range.end.clamp(start, len) }
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Byte range in the file's text.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The text of the range.
    pub fn text(&self) -> &str {
        self.source.text().get(self.range()).unwrap_or("")
    }

    /// What stands before the range in its line.
    pub fn text_before(&self) -> &str {
        let before = self.source.text().get(..self.range.start).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("")
    }

    /// First line and column.
    pub fn start(&self) -> LineColumn {
        self.source.line_column(self.range.start)
    }

    /// Line and column just behind the range.
    pub fn end(&self) -> LineColumn {
        self.source.line_column(self.range.end)
    }

    /// A part of the range, found by its text; the whole when it is not there.
    #[must_use]
    pub fn find(&self, part: &str) -> Self {
        match self.text().find(part) {
            Some(at) if !part.is_empty() => {
                let start = self.range.start + at;
                Self::new(&self.source, start..start + part.len())
            }
            _ => self.clone(),
        }
    }
}
