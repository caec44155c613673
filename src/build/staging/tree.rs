//! The new output while it is made: a hidden folder beside the old one.
//!
//! Beside, because only there a `rename` can put it in its place. It is made with the first
//! file that differs: a build that changes nothing leaves the disk alone.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::io::Errno;

use super::lock::Lock;
use super::manifest;
use super::published::{Foreign, Looks};

const FOLDER_MODE: u32 = 0o755;
const FILE_MODE: u32 = 0o644;

/// A folder that is removed when dropped, unless it was published.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    /// `None` before the folder is made; then whether the umask leaves our modes as they are.
    begun: Mutex<Option<bool>>,
    /// The folders that are there. Asking the disk would cost as much as making them.
    folders: Mutex<HashSet<String>>,
    /// Held while a folder is made that is not usable before its `chmod`.
    narrow: Mutex<()>,
    /// What lies at `root` is not ours to remove any more.
    kept: AtomicBool,
    /// Dropped after the tree was removed: nothing of ours is touched without the lock.
    lock: Lock,
}

impl Tree {
    /// A tree that will be made at `root` by whoever has the lock.
    pub(super) fn new(root: PathBuf, lock: Lock) -> Self {
        Self {
            root,
            begun: Mutex::default(),
            folders: Mutex::default(),
            narrow: Mutex::default(),
            kept: AtomicBool::new(false),
            lock,
        }
    }

    /// From now on what is at the tree's place is not to be removed.
    pub(super) fn keep(&self) {
        self.kept.store(true, Ordering::Relaxed);
    }

    /// What lies at the tree's place could not be removed: the next build must know it.
    pub(super) fn leave(&self) {
        self.lock.keep();
    }

    /// Where the tree is.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the root at the first call; says whether modes need no `chmod`.
    pub(super) fn begin(&self) -> io::Result<bool> {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(exact) = *begun {
            return Ok(exact);
        }
        DirBuilder::new().mode(FOLDER_MODE).create(&self.root)?;
        self.lock.note(&self.root);
        let exact = fs::symlink_metadata(&self.root)?.mode() & 0o777 == FOLDER_MODE;
        if !exact {
            fs::set_permissions(&self.root, Permissions::from_mode(FOLDER_MODE))?;
        }
        *begun = Some(exact);
        Ok(exact)
    }

    /// Makes the folders above `path`.
    fn make_folders(&self, path: &str) -> io::Result<()> {
        let Some(folder) = manifest::folders(path).next() else { return Ok(()) };
        if self.folders.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        self.make_folders(folder)?;
        let exact = self.begin()?;
        let _narrow =
            (!exact).then(|| self.narrow.lock().unwrap_or_else(PoisonError::into_inner));
        make_folder(&self.root.join(folder), exact)?;
        self.folders
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(folder.to_owned());
        Ok(())
    }

    /// A new, empty file.
    pub(super) fn create(&self, path: &str) -> io::Result<File> {
        let exact = self.begin()?;
        self.make_folders(path)?;
        let file = patiently(|| {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(FILE_MODE).open(self.root.join(path))
        })?;
        if !exact {
            file.set_permissions(Permissions::from_mode(FILE_MODE))?;
        }
        Ok(file)
    }

    /// A new file with these bytes.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create(path)?.write_all(bytes)
    }

    /// The file at `path` of the old output, which keeps its bytes and its time.
    pub(super) fn link(&self, path: &str, old: &Path) -> io::Result<()> {
        self.begin()?;
        self.make_folders(path)?;
        let from = old.join(path);
        match fs::hard_link(&from, self.root.join(path)) {
            Err(error) if cannot_link(&error) => self.imitate(path, &from),
            linked => linked,
        }
    }

    /// What [`Tree::link`] does where there are no hard links.
    fn imitate(&self, path: &str, from: &Path) -> io::Result<()> {
        let mut old = patiently(|| File::open(from))?;
        let mut new = self.create(path)?;
        io::copy(&mut old, &mut new)?;
        new.set_modified(old.metadata()?.modified()?)
    }

    /// Something of the user's: folders are made anew, all else is linked, so that it is in
    /// the old output and in the new one, and no moment is without it.
    pub(super) fn adopt(&self, foreign: &Foreign, old: &Path) -> io::Result<()> {
        self.begin()?;
        let new = self.root.join(&foreign.path);
        let adopt = || match &foreign.folder {
            Some(_) => make_folder(&new, false),
            None => fs::hard_link(old.join(&foreign.path), &new),
        };
        match adopt() {
            // It was in a folder of ours that the new output may not have.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let above: Vec<_> = foreign.path.ancestors().skip(1).collect();
                for folder in above.iter().rev() {
                    make_folder(&self.root.join(folder), false)?;
                }
                adopt()
            }
            adopted => adopted,
        }
    }

    /// Gives the folders of the user's their looks, inner ones first. Last of all, because one
    /// of them may be closed to writing.
    pub(super) fn finish(&self, foreign: &[Foreign]) -> io::Result<()> {
        for Foreign { path, folder } in foreign.iter().rev() {
            let Some(looks) = folder else { continue };
            let path = self.root.join(path);
            let made = Looks::of(&fs::symlink_metadata(&path)?);
            if made.owner != looks.owner {
                chown(&path, Some(looks.owner.0), Some(looks.owner.1))?;
            }
            if made != *looks {
                fs::set_permissions(&path, Permissions::from_mode(looks.mode))?;
            }
        }
        Ok(())
    }

    /// Writes the manifest, which says that the tree is complete: it appears by `rename`, so
    /// that a half-written one is never seen.
    pub(super) fn seal(&self, text: &str) -> io::Result<()> {
        self.write(manifest::TEMPORARY, text.as_bytes())?;
        fs::rename(self.root.join(manifest::TEMPORARY), self.root.join(manifest::NAME))
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let begun = self.begun.get_mut().unwrap_or_else(PoisonError::into_inner);
        if begun.is_some() && !self.kept.load(Ordering::Relaxed) {
            // If even that fails, the next build does it, which has to know whose it is.
            if super::swap::remove(&self.root).is_err() {
                self.leave();
            }
        }
    }
}

/// Makes one folder that may be there already.
pub(super) fn make_folder(path: &Path, exact: bool) -> io::Result<()> {
    match DirBuilder::new().mode(FOLDER_MODE).create(path) {
        Ok(()) if exact => Ok(()),
        Ok(()) => fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether the file system, not the file, is the reason.
pub(super) fn cannot_link(error: &io::Error) -> bool {
    let reasons = [Errno::XDEV, Errno::PERM, Errno::MLINK, Errno::OPNOTSUPP, Errno::NOSYS];
    Errno::from_io_error(error).is_some_and(|it| reasons.contains(&it))
}

/// Whether too many files are open, here or on the whole machine.
pub(super) fn is_out_of_descriptors(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::MFILE | Errno::NFILE))
}

/// Tries again for a second while too many files are open. Each thread holds two at most, so
/// waiting is how the work goes on with fewer threads.
pub(super) fn patiently<T>(mut open: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for exponent in 0..10 {
        match open() {
            Err(error) if is_out_of_descriptors(&error) => {
                thread::sleep(Duration::from_millis(1 << exponent));
            }
            done => return done,
        }
    }
    open()
}
