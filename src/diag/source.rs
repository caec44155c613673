//! A file's path and text, as the user knows them.

use std::sync::{Arc, OnceLock};

/// A place counted as people count: from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A file as read: path relative to the portal, and text.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    text: Arc<str>,
    read: bool,
    /// Offsets of the first byte of each line; made on first use, since most files are fine.
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// A file with its text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), read: true, lines: OnceLock::new() }
    }

    /// A file whose text nobody has (an image, a folder).
    pub fn unread(path: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: Arc::default(),
            read: false,
            lines: OnceLock::new(),
        }
    }

    /// Path from the portal's root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path, for who keeps it.
    pub fn shared_path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// The text; empty for a file that was not read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text is known, so that a line can be shown.
    pub fn is_read(&self) -> bool {
        self.read
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut lines = vec![0];
            for (idx, byte) in bytes.iter().enumerate() {
                let lone_cr = *byte == b'\r' && bytes.get(idx + 1) != Some(&b'\n');
                if *byte == b'\n' || lone_cr {
                    lines.push(idx + 1);
                }
            }
            lines
        })
    }

    /// Line and column of a byte offset.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let lines = self.lines();
        let line = lines.partition_point(|start| *start <= offset).max(1);
        let start = lines.get(line - 1).copied().unwrap_or(0);
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = self.text.get(start..end).unwrap_or("");
        let bom = usize::from(start == 0 && before.starts_with('\u{feff}'));
        LineColumn { line, column: before.chars().count() + 1 - bom }
    }

    /// Byte offset of the first byte of a line (from 1), clamped to the text.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines().get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}
