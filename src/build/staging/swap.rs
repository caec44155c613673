//! How the new output takes the place of the old one, and what happens to the old one.
//!
//! 1. *Exchange*: one system call swaps the two folders. Before it the output is the old
//!    one, after it the new one, whole, with the user's files in both. Then the old folder,
//!    now under the hidden name, is removed; a kill there leaves it to the next build.
//! 2. *File by file*, where folders cannot be swapped (the output is a mount point, or the
//!    file system does not know how). Each file is the old one or the new one; the whole can
//!    be a mixture if the build is killed. Then a manifest that owns up to all files but
//!    vouches only for the unchanged ones makes the next build write the others again.

use std::collections::HashSet;
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::manifest::{self, Entry};
use super::published::{read_manifest, walk};
use super::tree::{make_folder, patiently};

/// Swaps two folders; `false` when this cannot be done here.
pub(super) fn exchange(new: &Path, old: &Path) -> io::Result<bool> {
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::XDEV | Errno::BUSY | Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// What has to be done to turn the old output into the new one.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// Files that are as they were.
    pub(super) unchanged: Vec<(&'a str, Entry)>,
    /// Files whose new bytes are in the staged folder.
    pub(super) written: Vec<&'a str>,
    /// Files of ours that the new output does not have.
    pub(super) removed: Vec<&'a str>,
}

impl Plan<'_> {
    /// Carries the plan out in `target`, with `staged` to take from.
    pub(super) fn in_place(&self, staged: &Path, target: &Path) -> io::Result<()> {
        self.admit(target)?;
        let (early, late) = self.deletions();
        early.iter().try_for_each(|it| delete(target, it))?;
        let (html, others): (Vec<&str>, Vec<&str>) =
            self.written.iter().partition(|it| is_page(it));
        // Pages last: a new page must find its style sheet, and an old page keeps its own.
        others.iter().chain(&html).try_for_each(|it| bring(staged, target, it))?;
        late.iter().try_for_each(|it| delete(target, it))?;
        bring(staged, target, manifest::NAME)
    }

    /// Writes the manifest of the time in between.
    fn admit(&self, target: &Path) -> io::Result<()> {
        let doubtful = self.written.iter().chain(&self.removed);
        let mut entries: Vec<_> = doubtful.map(|it| (*it, Entry::UNKNOWN)).collect();
        entries.extend(&self.unchanged);
        entries.sort_unstable_by_key(|it| it.0);
        let temporary = target.join(manifest::TEMPORARY);
        write(&temporary, manifest::write(entries).as_bytes())?;
        fs::rename(&temporary, target.join(manifest::NAME))
    }

    /// What is deleted before and after the new files come. Before: a file where now a folder
    /// is, and the files of a folder where now a file is.
    fn deletions(&self) -> (Vec<&str>, Vec<&str>) {
        let files: HashSet<&str> = self.written.iter().copied().collect();
        let folders: HashSet<&str> =
            self.written.iter().flat_map(|it| manifest::folders(it)).collect();
        let in_the_way = |it: &str| {
            folders.contains(it) || manifest::folders(it).any(|above| files.contains(above))
        };
        self.removed.iter().partition(|it| in_the_way(it))
    }
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "html")
}

/// Puts a staged file in its place in one step.
fn bring(staged: &Path, target: &Path, path: &str) -> io::Result<()> {
    let mut above: Vec<_> = manifest::folders(path).collect();
    above.reverse();
    above.iter().try_for_each(|it| make_folder(&target.join(it), false))?;
    let (from, to) = (staged.join(path), target.join(path));
    match fs::rename(&from, &to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
        renamed => return renamed,
    }
    let temporary = target.join(manifest::TEMPORARY);
    patiently(|| fs::copy(&from, &temporary))?;
    fs::rename(temporary, to)
}

/// Deletes a file, and the folders above it that are empty then.
fn delete(target: &Path, path: &str) -> io::Result<()> {
    match fs::remove_file(target.join(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    // A folder that is not empty says so, and has to stay.
    let _kept = manifest::folders(path).try_for_each(|it| fs::remove_dir(target.join(it)));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this is where outputs are written")]
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    patiently(|| fs::write(path, bytes))?;
    fs::set_permissions(path, Permissions::from_mode(0o644))
}

/// Removes an old or unfinished output, `folder`, of which `target` is the present one.
///
/// The user's files in it are linked in `target` too. Should one not be there, for it came
/// while the folders were swapped, it goes there now: only our own files are ever lost. A link
/// does not: it may lead anywhere.
pub(super) fn discard(folder: &Path, target: &Path) -> io::Result<()> {
    if read_manifest(target)?.is_some() {
        for path in foreign(folder)? {
            if fs::symlink_metadata(folder.join(&path))?.is_file() {
                rescue(folder, target, &path)?;
            }
        }
    }
    remove(folder)
}

/// Removes a folder with a hidden name of ours that no build of this machine is known to have
/// left. Nothing of it may get into an output; and what is somebody's stays where it is.
pub(super) fn discard_unknown(folder: &Path) -> io::Result<()> {
    if !foreign(folder)?.is_empty() {
        return Err(io::Error::other(
            "it holds files that parvis did not make: move them away",
        ));
    }
    remove(folder)
}

/// What an output with a manifest holds and its manifest does not name, folders left out.
fn foreign(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Some((text, _)) = read_manifest(folder)? else { return Ok(Vec::new()) };
    let Ok(ours) = manifest::read(&text) else { return Ok(Vec::new()) };
    let is_ours = |it: &str| {
        ours.contains_key(it) || matches!(it, manifest::NAME | manifest::TEMPORARY)
    };
    let found = walk(folder, Path::new(""))?.into_iter();
    let foreign =
        found.filter(|it| !it.metadata.is_dir() && !it.path.to_str().is_some_and(is_ours));
    Ok(foreign.map(|it| it.path).collect())
}

fn rescue(folder: &Path, target: &Path, path: &Path) -> io::Result<()> {
    let to = target.join(path);
    if fs::symlink_metadata(&to).is_ok() {
        return Ok(());
    }
    if let Some(above) = to.parent() {
        fs::create_dir_all(above)?;
    }
    fs::hard_link(folder.join(path), to)
}

/// Removes a folder of ours with all it holds, the manifest last: as long as it is there, it
/// is known which files are ours.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    remove_children(folder, Some(manifest::NAME))?;
    match fs::remove_file(folder.join(manifest::NAME)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::remove_dir(folder)
}

fn remove_children(folder: &Path, except: Option<&str>) -> io::Result<()> {
    // Only names and kinds: an entry that lives on keeps its folder open, and there may be
    // few descriptors.
    let mut children = Vec::new();
    for entry in patiently(|| fs::read_dir(folder))? {
        let entry = entry?;
        if except.is_none_or(|name| entry.file_name() != name) {
            children.push((entry.path(), entry.file_type()?.is_dir()));
        }
    }
    children.into_par_iter().try_for_each(|(path, is_folder)| {
        if !is_folder {
            return open_up(folder, || fs::remove_file(&path));
        }
        open_up(&path, || remove_children(&path, None))?;
        open_up(folder, || fs::remove_dir(&path))
    })
}

/// Tries again with all rights on `folder`, which may have been closed to writing.
fn open_up(folder: &Path, act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match act() {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            fs::set_permissions(folder, Permissions::from_mode(0o700))?;
            act()
        }
        done => done,
    }
}
