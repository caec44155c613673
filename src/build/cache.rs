//! What is kept between builds, in `.parvis-cache/`: colored code, and what the last build
//! was made from.
//!
//! The folder may be kept between the jobs of a CI, deleted at any time, or damaged: each
//! block stands beside a checksum, what does not fit is passed over, and a build never fails
//! because of it.
//!
//! Whoever can write into it knows all that we do: a hash without a secret proves nothing, and a
//! secret has no place that a build has and its neighbors have not. So what is kept is looked at
//! as a stranger's before it is used, and this holds whoever wrote it:
//! - colored code has just the letters of the code, in spans of our classes: at worst the colors
//!   are wrong;
//! - a picture has the format, the size and the weight of what would be made, stands still, and
//!   has no part but pixels and a profile of colors ([`picture`]);
//! - "nothing changed" is said only after all that is published was read and is what the manifest
//!   of the last build says; an old output with a manifest of its own is what git may not track;
//! - no link is followed, and nothing is read without an end.
//!
//! What a cached picture shows is *not* promised: to know that, it would have to be made again.
//! So jobs of strangers must not share the folder with the job that publishes, as with any cache;
//! the pipeline that `init` writes keeps the two apart.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use blake3::Hash;

use crate::{
    content::markdown::{
        Memo, highlight,
        memo::{Kept, Key},
    },
    picture::{self, Store},
    portal::HeldCounts,
    sink::Html,
};

/// Name of the folder in the portal.
pub const FOLDER: &str = ".parvis-cache";

/// First line of the file of colored code; other versions are passed over.
const CODE_HEAD: &[u8] = b"parvis code 1\n";
/// First line of the record of the last build.
const BUILD_HEAD: &str = "parvis build 2";
/// Up to this size blocks are kept that the last build did not use, in bytes.
const ROOMY: u64 = 64 * 1024 * 1024;

/// Largest file that is read, in bytes.
const MOST: u64 = 4 * ROOMY;

/// A folder of things that can be made again.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// What a finished build was made from, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Of everything that pages depend on.
    pub inputs: Hash,
    /// Of the output's manifest.
    pub output: Hash,
    /// Entries of the portal.
    pub entries: usize,
    /// HTML pages.
    pub pages: usize,
    /// How many warnings there were.
    pub warnings: usize,
    /// What was held back.
    pub held: HeldCounts,
}

impl Cache {
    /// The cache of a portal.
    pub fn of(portal: &Path) -> Self {
        Self { folder: portal.join(FOLDER) }
    }

    /// Where pictures are kept.
    pub fn pictures(&self) -> Store {
        Store::of(self.folder.join(picture::FOLDER))
    }

    /// Colored code that was kept; what is missing or damaged is not in it. It is read when
    /// a page first needs some.
    pub fn memo(&self) -> Memo {
        let this = Self { folder: self.folder.clone() };
        Memo::over(move || Box::new(this.blocks()))
    }

    fn blocks(&self) -> Blocks {
        let bytes = self.read("code").unwrap_or_else(|error| {
            log::debug!("no cache in `{}`: {error}", self.folder.display());
            Vec::new()
        });
        Blocks::of(bytes)
    }

    /// Keeps colored code for the next build.
    ///
    /// # Errors
    /// When the folder cannot be written; the old one is then as it was.
    pub fn keep(&self, memo: &Memo) -> io::Result<()> {
        let size = fs::symlink_metadata(self.folder.join("code")).map_or(0, |it| it.len());
        if !memo.has_grown() && size <= ROOMY {
            return Ok(());
        }
        let mut bytes = CODE_HEAD.to_vec();
        for (key, html) in memo.blocks(size > ROOMY) {
            bytes.extend(key);
            bytes.extend(u32::try_from(html.len()).unwrap_or(0).to_le_bytes());
            bytes.extend(check(&key, html.as_str().as_bytes()));
            bytes.extend(html.as_str().as_bytes());
        }
        self.write("code", &bytes)
    }

    /// The last build that was noted.
    pub fn last(&self) -> Option<Record> {
        let bytes = self.read("build").ok()?;
        let mut lines = str::from_utf8(&bytes).ok()?.lines();
        (lines.next()? == BUILD_HEAD).then_some(())?;
        Some(Record {
            inputs: Hash::from_hex(lines.next()?).ok()?,
            output: Hash::from_hex(lines.next()?).ok()?,
            entries: lines.next()?.parse().ok()?,
            pages: lines.next()?.parse().ok()?,
            warnings: lines.next()?.parse().ok()?,
            held: held_of(lines.next()?)?,
        })
    }

    /// Notes a finished build.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn note(&self, it: &Record) -> io::Result<()> {
        let Record { inputs, output, entries, pages, warnings, held } = it;
        let (inputs, output) = (inputs.to_hex(), output.to_hex());
        let HeldCounts { drafts, later, first, expired } = held;
        let first = first.map(|it| it.to_string()).unwrap_or_default();
        let held = format!("{drafts},{later},{first},{expired}");
        let text = format!(
            "{BUILD_HEAD}\n{inputs}\n{output}\n{entries}\n{pages}\n{warnings}\n{held}\n"
        );
        self.write("build", text.as_bytes())
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        picture::kept(&self.folder.join(name), MOST)
    }

    /// The file appears whole or not at all; one that a killed build left is written over.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = (self.folder.as_path(), self.folder.as_path());
        picture::put(folder, &format!("{name}.new"), name, &[bytes])
    }
}

/// What was held back, as it is noted; nothing for what is damaged.
fn held_of(line: &str) -> Option<HeldCounts> {
    let mut parts = line.split(',');
    let mut next = || parts.next();
    let (drafts, later, first) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?);
    let first = if first.is_empty() { None } else { Some(first.parse().ok()?) };
    Some(HeldCounts { drafts, later, first, expired: next()?.parse().ok()? })
}

/// The first half of a BLAKE3 over key and text.
fn check(key: &Key, html: &[u8]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key);
    hasher.update(html);
    let mut half = [0; 16];
    half.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    half
}

/// The file of colored code, each block of which is looked at when it is asked for.
#[derive(Debug)]
struct Blocks {
    bytes: Vec<u8>,
    /// Where each begins, in the order of the keys.
    places: Vec<(Key, usize)>,
}

impl Blocks {
    fn of(bytes: Vec<u8>) -> Self {
        let mut places = Vec::new();
        let mut rest = bytes.strip_prefix(CODE_HEAD).unwrap_or_default();
        while let Some((block, tail)) = block(rest) {
            places.push((block.key, bytes.len() - rest.len()));
            rest = tail;
        }
        // As they were written, unless the file is damaged.
        places.sort_unstable();
        Self { bytes, places }
    }
}

impl Kept for Blocks {
    fn find(&self, key: &Key) -> Option<Html> {
        let at = self.places.binary_search_by_key(key, |it| it.0).ok()?;
        let (Block { key, sum, html }, _) =
            block(self.bytes.get(self.places.get(at)?.1..)?)?;
        (check(&key, html) == *sum).then_some(())?;
        // That it says what the code does is for who knows the code to see.
        Html::verified(str::from_utf8(html).ok()?, &highlight::MARKUP)
    }

    fn keys(&self) -> Vec<Key> {
        self.places.iter().map(|it| it.0).collect()
    }
}

/// A block as it stands in the file.
struct Block<'a> {
    key: Key,
    sum: &'a [u8; 16],
    html: &'a [u8],
}

/// The block with which something begins, and what follows it.
fn block(bytes: &[u8]) -> Option<(Block<'_>, &[u8])> {
    let (key, rest) = bytes.split_first_chunk::<32>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<16>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (html, tail) = rest.split_at_checked(length)?;
    Some((Block { key: *key, sum, html }, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(cache: &Cache) -> usize {
        cache.memo().blocks(false).len()
    }

    #[test]
    fn blocks_are_kept_and_damage_is_passed_over() {
        let temp = tempfile::tempdir().unwrap();
        let cache = Cache::of(temp.path());
        assert_eq!(kept(&cache), 0);
        let memo = Memo::default();
        for code in ["let a = 1;\n", "let b = 2;\n", "let c = 3;\n"] {
            memo.color("rust", code).unwrap();
        }
        cache.keep(&memo).unwrap();
        assert_eq!(cache.memo().blocks(false), memo.blocks(false));
        let whole = cache.read("code").unwrap();
        // Whatever byte is changed or wherever it is cut, only whole blocks come back.
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            if let Some(byte) = damaged.get_mut(at) {
                *byte ^= 0x55;
            }
            for bytes in [damaged.as_slice(), whole.split_at(at).0] {
                let bytes = bytes.to_vec();
                let blocks = Memo::over(|| Box::new(Blocks::of(bytes))).blocks(false);
                assert!(blocks.len() < 3);
                assert!(blocks.iter().all(|it| memo.blocks(false).contains(it)));
            }
        }
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the test looks at the disk from outside"
    )]
    fn no_link_is_followed() {
        let temp = tempfile::tempdir().unwrap();
        let (victim, folder) = (temp.path().join("victim"), temp.path().join(FOLDER));
        fs::write(&victim, "mine").unwrap();
        fs::create_dir(&folder).unwrap();
        for name in ["code.new", "code"] {
            std::os::unix::fs::symlink(&victim, folder.join(name)).unwrap();
        }
        let (cache, memo) = (Cache::of(temp.path()), Memo::default());
        memo.color("rust", "let a = 1;\n").unwrap();
        cache.keep(&memo).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
        assert_eq!(kept(&cache), 1);

        // Nor is one read: a device has no end, and another file is none of ours.
        for target in [Path::new("/dev/zero"), &victim] {
            for name in ["code", "build"] {
                let name = folder.join(name);
                let _old = fs::remove_file(&name);
                std::os::unix::fs::symlink(target, name).unwrap();
            }
            assert_eq!((kept(&cache), cache.last()), (0, None));
        }
        // A list for git that a full disk left empty is filled.
        fs::write(folder.join(".gitignore"), "").unwrap();
        cache.keep(&memo).unwrap();
        assert_eq!(fs::read_to_string(folder.join(".gitignore")).unwrap(), "*\n");

        let elsewhere = temp.path().join("elsewhere");
        fs::rename(&folder, &elsewhere).unwrap();
        fs::remove_file(elsewhere.join("code")).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &folder).unwrap();
        cache.keep(&memo).unwrap_err();
        assert!(!elsewhere.join("code").exists());
    }

    #[test]
    fn a_build_is_noted() {
        let temp = tempfile::tempdir().unwrap();
        let cache = Cache::of(temp.path());
        assert_eq!(cache.last(), None);
        let record = Record {
            inputs: blake3::hash(b"in"),
            output: blake3::hash(b"out"),
            entries: 2,
            pages: 3,
            warnings: 0,
            held: HeldCounts::default(),
        };
        let first = Some(jiff::civil::Date::constant(2026, 12, 7));
        let held = HeldCounts { drafts: 1, later: 2, first, expired: 3 };
        for record in [record, Record { held, ..record }] {
            cache.note(&record).unwrap();
            assert_eq!(cache.last(), Some(record));
        }
    }
}
