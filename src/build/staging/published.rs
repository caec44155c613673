//! The output folder as the last build left it, and what has become of it since.
//!
//! One walk with one `stat` per file. A file counts as unchanged when it has the length of
//! the manifest and is **no younger than the manifest**, which is always written last: so an
//! edit by hand is noticed although the manifest holds no times and no file is read. What
//! escapes is an edit of the same length within the tick of the clock (a few ms) in which the
//! manifest was written, or with the time set back: until the next build that has nothing to
//! change, or that is told to believe no cache, for these [read](super::Staging::verify) all that
//! is published. A copied output (`cp -r`, a CI's cache)
//! has times in any order: then files are written once more than needed, never once less.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::error::{PublishError, Refusal};
use super::manifest::{self, Entry};
use super::tree::patiently;

/// A file of ours.
#[derive(Debug)]
pub(super) struct Known {
    /// What the manifest says of it.
    pub(super) entry: Entry,
    /// Whether it is still so.
    pub(super) intact: bool,
}

/// Something that is not ours: it stays.
#[derive(Debug)]
pub(super) struct Foreign {
    /// Relative to the output folder.
    pub(super) path: PathBuf,
    /// For a folder what it must look like again; files are linked.
    pub(super) folder: Option<Looks>,
}

/// What a folder looks like from outside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Looks {
    /// Permissions.
    pub(super) mode: u32,
    /// Owner and group.
    pub(super) owner: (u32, u32),
}

impl Looks {
    /// How `found` looks.
    pub(super) fn of(found: &Metadata) -> Self {
        Self { mode: found.mode() & 0o7777, owner: (found.uid(), found.gid()) }
    }
}

/// The output folder before this build.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// Whether there is a folder at all, be it empty.
    pub(super) exists: bool,
    /// The manifest's text.
    pub(super) manifest: Option<Vec<u8>>,
    /// Our files by path.
    pub(super) files: BTreeMap<String, Known>,
    /// All else, folders before what they hold.
    pub(super) foreign: Vec<Foreign>,
}

impl Published {
    /// Reads the folder at `real`; refuses one that is neither ours nor empty.
    pub(super) fn read(real: &Path, output: &Path) -> Result<Self, PublishError> {
        let failed = || PublishError::io("read the old output", output);
        let refused = |why| PublishError::Refused { output: output.to_owned(), why };
        let (text, time) = match manifest_of(real, output)? {
            Folder::Missing => return Ok(Self::default()),
            Folder::Empty => return Ok(Self::empty()),
            Folder::Ours(text, time) => (text, time),
        };
        let entries = manifest::read(&text).map_err(refused)?;
        let known = |(path, entry)| (path, Known { entry, intact: false });
        let mut published = Self {
            manifest: Some(text),
            files: entries.into_iter().map(known).collect(),
            ..Self::empty()
        };
        published.compare(walk(real, Path::new("")).map_err(failed())?, time);
        Ok(published)
    }

    fn empty() -> Self {
        Self { exists: true, ..Self::default() }
    }

    /// Sorts what was found into ours and foreign.
    fn compare(&mut self, found: Vec<Found>, time: Time) {
        let ours: HashSet<String> = self
            .files
            .keys()
            .flat_map(|it| manifest::folders(it))
            .map(str::to_owned)
            .collect();
        for Found { path, metadata } in found {
            let name = path.to_str().unwrap_or_default();
            if let Some(known) = self.files.get_mut(name) {
                known.intact = is_intact(&metadata, &known.entry, time);
                if !metadata.is_dir() {
                    continue;
                }
            }
            if matches!(name, manifest::NAME | manifest::TEMPORARY) || ours.contains(name) {
                continue;
            }
            let folder = metadata.is_dir().then(|| Looks::of(&metadata));
            self.foreign.push(Foreign { path, folder });
        }
    }

    /// Whether the file at `path` is there, and holds just that.
    pub(super) fn holds(&self, path: &str, entry: &Entry) -> bool {
        self.files.get(path).is_some_and(|it| it.intact && it.entry == *entry)
    }

    /// How long the file at `path` is, if it is as we left it.
    pub(super) fn length(&self, path: &str) -> Option<u64> {
        self.files.get(path).filter(|it| it.intact).map(|it| it.entry.length)
    }
}

/// Seconds and nanoseconds.
pub(super) type Time = (i64, i64);

fn time(metadata: &Metadata) -> Time {
    (metadata.mtime(), metadata.mtime_nsec())
}

fn is_intact(found: &Metadata, entry: &Entry, manifest: Time) -> bool {
    found.is_file()
        && found.len() == entry.length
        && time(found) <= manifest
        && found.mode() & 0o444 == 0o444
}

/// What stands where the output goes.
#[derive(Debug)]
pub(super) enum Folder {
    /// Nothing.
    Missing,
    /// A folder with nothing in it.
    Empty,
    /// An output with this manifest, of this time.
    Ours(Vec<u8>, Time),
}

/// Looks at the folder at `real`; refuses one that is neither ours nor empty.
pub(super) fn manifest_of(real: &Path, output: &Path) -> Result<Folder, PublishError> {
    let failed = || PublishError::io("read the old output", output);
    if let Some((text, time)) = read_manifest(real).map_err(failed())? {
        return Ok(Folder::Ours(text, time));
    }
    match patiently(|| fs::read_dir(real)) {
        Ok(mut entries) => {
            // A build on a mount point may have been killed before its first `rename`.
            let foreign = |it: &io::Result<fs::DirEntry>| {
                it.as_ref().map_or(true, |it| it.file_name() != manifest::TEMPORARY)
            };
            if entries.find(foreign).transpose().map_err(failed())?.is_none() {
                return Ok(Folder::Empty);
            }
            let (output, why) = (output.to_owned(), Refusal::NotOurs);
            Err(PublishError::Refused { output, why })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Folder::Missing),
        Err(error) => Err(failed()(error)),
    }
}

/// The manifest in `folder`, and when it was written.
pub(super) fn read_manifest(folder: &Path) -> io::Result<Option<(Vec<u8>, Time)>> {
    let path = folder.join(manifest::NAME);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {
            Ok(Some((patiently(|| fs::read(&path))?, time(&found))))
        }
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Something in a folder.
#[derive(Debug)]
pub(super) struct Found {
    /// Relative to where the walk began.
    pub(super) path: PathBuf,
    /// Of the thing itself, were it a link.
    pub(super) metadata: Metadata,
}

/// Everything below `root/relative`, folders before what they hold; follows no links.
pub(super) fn walk(root: &Path, relative: &Path) -> io::Result<Vec<Found>> {
    let mut all = Vec::new();
    for entry in patiently(|| fs::read_dir(root.join(relative)))? {
        let entry = entry?;
        match entry.metadata() {
            Ok(metadata) => {
                all.push(Found { path: relative.join(entry.file_name()), metadata });
            }
            // A program of the user's may be at work in its own files.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let folders = all.par_iter().filter(|it| it.metadata.is_dir());
    let below: Vec<_> =
        folders.map(|it| walk(root, &it.path)).collect::<io::Result<_>>()?;
    all.extend(below.into_iter().flatten());
    Ok(all)
}
