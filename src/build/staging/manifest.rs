//! The manifest: what in the output folder is ours, and what was in it.
//!
//! It marks the folder as one that may be replaced, tells our files from the user's, and says
//! what is unchanged without reading the old files. It holds no times, so that equal builds
//! have equal bytes; it can do without, because [its own time](super::published) is enough.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use blake3::Hash;

use super::error::Refusal;

/// The manifest's path in the output folder.
pub(super) const NAME: &str = ".parvis-manifest";
/// A file that is being written, before it gets its name by `rename`.
pub(super) const TEMPORARY: &str = ".parvis-tmp";

const PROGRAM: &str = "parvis";
const VERSION: u32 = 1;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// The BLAKE3 of its bytes.
    pub(super) hash: Hash,
    /// How many there are.
    pub(super) length: u64,
}

impl Entry {
    /// A file of ours with who knows what in it.
    pub(super) const UNKNOWN: Self = Self { hash: Hash::from_bytes([0; 32]), length: 0 };

    /// The entry of a file with these bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self { hash: blake3::hash(bytes), length: bytes.len() as u64 }
    }
}

/// Our files by path.
pub(super) type Entries = BTreeMap<String, Entry>;

/// The manifest of these files, sorted by path.
pub(super) fn write<'a>(entries: impl IntoIterator<Item = (&'a str, Entry)>) -> String {
    let mut text = format!("{PROGRAM} {VERSION}\n");
    for (path, Entry { hash, length }) in entries {
        let line = writeln!(text, "{}  {length}  {path}", hash.to_hex());
        line.expect("a string takes any text");
    }
    text
}

/// Reads a manifest back, or says why the folder is not ours to replace.
pub(super) fn read(bytes: &[u8]) -> Result<Entries, Refusal> {
    let text = str::from_utf8(bytes).map_err(|_| Refusal::Damaged { line: 1 })?;
    let mut lines = text.lines().enumerate();
    let version =
        lines.next().and_then(|(_, it)| it.strip_prefix(PROGRAM)?.strip_prefix(' '));
    match version.and_then(|it| it.parse::<u32>().ok()) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Refusal::Newer),
        _ => return Err(Refusal::NotOurs),
    }
    if !text.ends_with('\n') {
        return Err(Refusal::Damaged { line: text.lines().count() });
    }
    lines.map(|(idx, it)| read_line(it).ok_or(Refusal::Damaged { line: idx + 1 })).collect()
}

fn read_line(line: &str) -> Option<(String, Entry)> {
    let (hash, rest) = line.split_once("  ")?;
    let (length, path) = rest.split_once("  ")?;
    let entry = Entry { hash: Hash::from_hex(hash).ok()?, length: length.parse().ok()? };
    // A path that leads out of the folder would let a manifest delete anything.
    is_plain(path).then(|| (path.to_owned(), entry))
}

/// Whether a path stays in the folder, has one spelling, and fits on a line.
pub(super) fn is_plain(path: &str) -> bool {
    let plain = |it: &str| !matches!(it, "" | "." | "..");
    !matches!(path, NAME | TEMPORARY)
        && !path.chars().any(char::is_control)
        && path.split('/').all(plain)
}

/// The folders above a path, nearest first, without the root.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(above(path), |it| above(it))
}

fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let entries = Entries::from([
            ("a b/  c.html".to_owned(), Entry::of(b"x")),
            ("é".to_owned(), Entry::UNKNOWN),
        ]);
        let text = write(entries.iter().map(|(path, entry)| (path.as_str(), *entry)));
        assert_eq!(read(text.as_bytes()), Ok(entries));
    }

    #[test]
    fn what_is_not_a_manifest_is_refused() {
        let line = format!("{}  1  ", blake3::hash(b""));
        for (text, why) in [
            (String::new(), Refusal::NotOurs),
            ("parvi 1\n".into(), Refusal::NotOurs),
            ("parvis 2\nwhat\n".into(), Refusal::Newer),
            ("parvis 1\nwhat\n".into(), Refusal::Damaged { line: 2 }),
            (format!("parvis 1\n{line}a/../../b\n"), Refusal::Damaged { line: 2 }),
            (format!("parvis 1\n{line}/etc\n"), Refusal::Damaged { line: 2 }),
            (format!("parvis 1\n{line}a\n{line}b"), Refusal::Damaged { line: 3 }),
        ] {
            assert_eq!(read(text.as_bytes()), Err(why), "{text:?}");
        }
    }

    #[test]
    fn folders_come_nearest_first() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(folders("a").count(), 0);
    }
}
