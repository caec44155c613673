//! The fixes of a list of diagnostics put together, applied to a file as it is on the disk, and
//! drawn as a patch. Nothing here reads or writes a file.
//!
//! Diagnostics speak of a text without a byte-order mark, in which each line ends with `\n`. A
//! file has what its author's editor wrote, and keeps all of it: [`apply`] finds the place of
//! each edit in the file itself.
//!
//! The patch is drawn by `similar` (Apache-2.0): it has the unified form with context and the
//! last line's missing end, needs no other crate, and is what `insta` shows its differences
//! with. `diffy` also applies and merges, which is not needed here; `imara-diff` is faster on
//! large files, but leaves the unified form to its user.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use similar::{ChangeTag, TextDiff};

use super::{Edit, Fix};
use crate::sink::Plain;

/// Lines before and behind a change that are shown with it.
const CONTEXT: usize = 3;

/// Fixes that do not touch each other, by file.
#[derive(Debug, Default)]
pub struct Patch {
    files: BTreeMap<Arc<str>, Vec<Edit>>,
}

impl Patch {
    /// Takes a fix as a whole. False when it touches one that was taken before, or itself: then
    /// nothing of it is taken, and it may still be right when the others were made.
    pub fn take(&mut self, fix: &Fix) -> bool {
        let mut edits: Vec<&Edit> = fix.edits.iter().collect();
        edits.sort_by_key(|it| it.span.range().start);
        let own = edits.windows(2).any(|it| match it {
            [a, b] => touch(a, b),
            _ => false,
        });
        let others = edits.iter().any(|it| {
            let taken = self.files.get(it.span.source().path());
            taken.is_some_and(|taken| taken.iter().any(|other| touch(it, other)))
        });
        if own || others || edits.is_empty() {
            return false;
        }
        for edit in edits {
            let path = edit.span.source().shared_path();
            self.files.entry(path).or_default().push(edit.clone());
        }
        true
    }

    /// The edits of each file, by path and place.
    pub fn into_files(self) -> impl Iterator<Item = (Arc<str>, Vec<Edit>)> {
        self.files.into_iter().map(|(path, mut edits)| {
            edits.sort_by_key(|it| it.span.range().start);
            (path, edits)
        })
    }
}

/// Whether two edits have a place in common, or only stand side by side: then it would matter
/// which is made first.
fn touch(a: &Edit, b: &Edit) -> bool {
    let (one, other) = (a.span.range(), b.span.range());
    a.span.source().path() == b.span.source().path()
        && one.start <= other.end
        && other.start <= one.end
}

/// Makes sorted edits in a file as it is on the disk. All that is outside of them stays, byte
/// for byte. Nothing when an edit is outside of the text, or overlaps the one before it.
pub fn apply(raw: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(raw.len() + 64);
    let mut places = Places::new(raw);
    let mut kept = 0;
    for edit in edits {
        let Range { start, end } = edit.span.range();
        let (from, to) = (places.find(start)?, places.find(end)?);
        out.push_str(raw.get(kept..from)?);
        match line_end(raw, from) {
            "\n" => out.push_str(&edit.text),
            other => out.push_str(&edit.text.replace('\n', other)),
        }
        kept = to;
    }
    out.push_str(raw.get(kept..)?);
    Some(out)
}

/// Offsets of the text as it is read → offsets of the file; each at or behind the one before.
struct Places<'a> {
    raw: &'a [u8],
    at: usize,
    read: usize,
}

impl<'a> Places<'a> {
    fn new(raw: &'a str) -> Self {
        let mark = '\u{feff}';
        let at = if raw.starts_with(mark) { mark.len_utf8() } else { 0 };
        Self { raw: raw.as_bytes(), at, read: 0 }
    }

    fn find(&mut self, wanted: usize) -> Option<usize> {
        while self.read < wanted {
            let pair = self.raw.get(self.at..)?.starts_with(b"\r\n");
            self.at += if pair { 2 } else { 1 };
            self.read += 1;
        }
        (self.read == wanted && self.at <= self.raw.len()).then_some(self.at)
    }
}

/// How the line of a place ends, or the one before it where none follows.
fn line_end(raw: &str, at: usize) -> &str {
    let behind = raw.get(at..).unwrap_or("");
    let before = raw.get(..at).unwrap_or("");
    let ends = ['\r', '\n'];
    let found = match behind.find(ends) {
        Some(found) => behind.get(found..),
        None => before.rfind(ends).and_then(|found| {
            let pair = before.get(found.saturating_sub(1)..).filter(|it| *it == "\r\n");
            pair.or_else(|| before.get(found..))
        }),
    };
    match found {
        Some(it) if it.starts_with("\r\n") => "\r\n",
        Some(it) if it.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The difference of a file before and after, in the form that `git apply` and `patch` take.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let (from, to) = (format!("a/{path}"), format!("b/{path}"));
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff().context_radius(CONTEXT).header(&from, &to).to_string()
}

/// The same for a terminal: colored, and with no character that could steer it.
pub fn colored(path: &str, old: &str, new: &str) -> String {
    const BOLD: &str = "\u{1b}[1m";
    const CYAN: &str = "\u{1b}[36m";
    const RED: &str = "\u{1b}[31m";
    const GREEN: &str = "\u{1b}[32m";
    let mut out = String::new();
    let mut line = |color: &str, text: &str| {
        let reset = if color.is_empty() { "" } else { "\u{1b}[0m" };
        out.extend([color, Plain::line(text).as_str(), reset, "\n"]);
    };
    line(BOLD, &format!("--- a/{path}"));
    line(BOLD, &format!("+++ b/{path}"));
    let diff = TextDiff::from_lines(old, new);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        line(CYAN, &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (color, sign) = match change.tag() {
                ChangeTag::Delete => (RED, '-'),
                ChangeTag::Insert => (GREEN, '+'),
                ChangeTag::Equal => ("", ' '),
            };
            let text = change.value().trim_end_matches(['\n', '\r']);
            line(color, &format!("{sign}{text}"));
            if change.missing_newline() {
                line("", "\\ No newline at end of file");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Edit, Fix, Patch, apply, colored, unified};
    use crate::diag::{Source, Span};

    fn edit(text: &str, range: std::ops::Range<usize>, new: &str) -> Edit {
        let source = Arc::new(Source::new("a.md", text));
        Edit { span: Span::new(&source, range), text: new.to_owned() }
    }

    #[test]
    fn a_file_keeps_its_mark_and_its_line_ends() {
        let read = "é\nb\nc\n";
        let edits = [edit(read, 3..4, "B\nB"), edit(read, 5..6, "")];
        for (raw, new) in [
            ("é\nb\nc\n", "é\nB\nB\n\n"),
            ("\u{feff}é\r\nb\r\nc\r\n", "\u{feff}é\r\nB\r\nB\r\n\r\n"),
            ("é\rb\rc\r", "é\rB\rB\r\r"),
            ("é\r\nb\nc\r", "é\r\nB\nB\n\r"),
        ] {
            assert_eq!(apply(raw, &edits).as_deref(), Some(new), "{raw:?}");
        }
    }

    #[test]
    fn an_edit_of_another_text_is_refused() {
        let edits = [edit("0123456789", 3..8, "")];
        assert_eq!(apply("0123", &edits), None);
        assert_eq!(apply("é", &[edit("ab", 1..1, "x")]), None);
        let overlap = [edit("0123", 0..3, ""), edit("0123", 2..4, "")];
        assert_eq!(apply("0123", &overlap), None);
    }

    #[test]
    fn a_fix_is_taken_as_a_whole_or_not_at_all() {
        let text = "0123456789";
        let fix = |edits: &[(usize, usize)]| {
            let edits = edits.iter().map(|it| edit(text, it.0..it.1, "x")).collect();
            Fix { edits }
        };
        let mut patch = Patch::default();
        assert!(patch.take(&fix(&[(4, 5), (0, 1)])));
        let touching: [&[_]; 5] =
            [&[(8, 9), (4, 4)], &[(5, 6)], &[(0, 9)], &[(7, 8), (8, 9)], &[]];
        for touching in touching {
            assert!(!patch.take(&fix(touching)), "{touching:?}");
        }
        assert!(patch.take(&fix(&[(2, 3)])));
        let files: Vec<_> = patch.into_files().collect();
        let starts: Vec<_> = files[0].1.iter().map(|it| it.span.range().start).collect();
        assert_eq!((files.len(), starts), (1, vec![0, 2, 4]));
    }

    #[test]
    fn a_patch_is_shown_with_its_context() {
        let patch = "--- a/x.md\n+++ b/x.md\n@@ -2,4 +2,4 @@\n b\n c\n d\n-e\n\\ No newline at end of file\n+E\n\\ No newline at end of file\n";
        assert_eq!(unified("x.md", "a\nb\nc\nd\ne", "a\nb\nc\nd\nE"), patch);
        let drawn = colored("x.md", "a\u{7}\r\n", "b\r\n");
        assert!(drawn.contains("\u{1b}[31m-a\u{fffd}\u{1b}[0m\n"), "{drawn}");
        assert!(!drawn.contains('\r') && !drawn.contains('\u{7}'));
    }
}
