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
    /// How many characters begin before each block of bytes: a long line may have a fault in each
    /// of its words, and is not counted for each.
    counts: OnceLock<Vec<usize>>,
}

/// Length of these blocks, in bytes.
const BLOCK: usize = 1024;

impl Source {
    /// A file with its text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let (path, text) = (path.into(), text.into());
        Self { path, text, read: true, lines: OnceLock::new(), counts: OnceLock::new() }
    }

    /// A file whose text nobody has (an image, a folder).
    pub fn unread(path: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: Arc::default(),
            read: false,
            lines: OnceLock::new(),
            counts: OnceLock::new(),
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
        let before = if before.len() <= BLOCK {
            before.chars().count()
        } else {
            self.characters(end) - self.characters(start)
        };
        LineColumn { line, column: before + 1 - bom }
    }

    /// How many characters begin before an offset.
    fn characters(&self, offset: usize) -> usize {
        let begun =
            |part: &[u8]| part.iter().filter(|it| (**it).cast_signed() >= -0x40).count();
        let counts = self.counts.get_or_init(|| {
            let mut all = 0;
            let blocks = self.text.as_bytes().chunks(BLOCK).map(|it| {
                all += begun(it);
                all
            });
            std::iter::once(0).chain(blocks).collect()
        });
        let block = offset / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        counts.get(block).copied().unwrap_or(0) + begun(rest)
    }

    /// Byte offset of the first byte of a line (from 1), clamped to the text.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines().get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn columns_of_long_lines_are_counted_in_characters() {
        let text = format!("\u{feff}a\n{}\nb", "é😀x".repeat(2000));
        let source = Source::new("a.md", text.as_str());
        let (mut line, mut column) = (1, 0);
        for (at, letter) in text.char_indices() {
            let found = source.line_column(at);
            if letter != '\u{feff}' {
                column += 1;
                assert_eq!((found.line, found.column), (line, column), "{at}");
            }
            if letter == '\n' {
                (line, column) = (line + 1, 0);
            }
        }
    }
}
