//! One build at a time per output folder.
//!
//! The lock is the kernel's (`flock`), so it ends with its process, however that ends; the
//! file is only its name. It is removed at the end, and therefore whoever locks it must look
//! whether the file it locked is still the one that has the name.
//!
//! A build that was killed leaves the file, and in it which folders it had at hand. What else has
//! a hidden name of ours may have come with the portal, from whoever wrote that.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use super::error::PublishError;
use super::tree::patiently;

/// Most bytes that are read of a lock: some hundred marks.
const MOST: u64 = 16 * 1024;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Open is locked: the kernel lets go when the file is closed.
    file: File,
    /// The marks of folders that killed builds had at hand.
    left: Vec<String>,
    /// Whether the file stays, for something that it names stays too.
    kept: AtomicBool,
}

impl Lock {
    /// Locks `path` at once, or says who has it; `output` is for messages.
    pub(super) fn take(path: PathBuf, output: &Path) -> Result<Self, PublishError> {
        loop {
            let file = patiently(|| open(&path))
                .map_err(PublishError::io("open the lock", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Busy {
                        output: output.to_owned(),
                        pid: read(&file).0,
                    });
                }
                Err(TryLockError::Error(error))
                    if error.kind() == io::ErrorKind::Interrupted =>
                {
                    continue;
                }
                Err(TryLockError::Error(error)) => {
                    return Err(PublishError::io("lock", &path)(error));
                }
            }
            if is_named(&file, &path).map_err(PublishError::io("lock", &path))? {
                let (_, left) = read(&file);
                let lock = Self { path, file, left, kept: AtomicBool::new(false) };
                // What killed builds left stays named until it is removed.
                lock.write(&format!("{}\n", process::id()));
                return Ok(lock);
            }
        }
    }

    /// Whether a killed build had this folder at hand.
    pub(super) fn knows(&self, folder: &Metadata) -> bool {
        self.left.contains(&mark(folder))
    }

    /// Notes a folder that this build has at hand.
    pub(super) fn note(&self, folder: &Path) {
        if let Ok(found) = fs::symlink_metadata(folder) {
            self.write(&format!("{}\n", mark(&found)));
        }
    }

    /// Leaves the file, so that the next build knows the folders that it names.
    pub(super) fn keep(&self) {
        self.kept.store(true, Ordering::Relaxed);
    }

    /// Adds to the file. That it cannot is no error: a full disk must fail at its real victim.
    fn write(&self, text: &str) {
        let _unsaid = (&self.file).write_all(text.as_bytes());
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if !self.kept.load(Ordering::Relaxed) {
            // Still locked here, so nobody else believes to own this file.
            let _left = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o644)
        .custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed())
        .open(path)
}

/// Whether the name still stands for this file, and not for a later one or for none.
fn is_named(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok((named.dev(), named.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// What a folder is on this machine, and what nobody can choose who only writes files: its number,
/// and when it was made, where the file system knows that.
fn mark(folder: &Metadata) -> String {
    let made = folder.created().ok().and_then(|it| it.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", folder.ino(), made.map_or(0, |it| it.as_nanos()))
}

/// Who wrote a lock last, and the marks in it.
fn read(file: &File) -> (Option<u32>, Vec<String>) {
    let mut text = String::new();
    if file.take(MOST).read_to_string(&mut text).is_err() {
        return (None, Vec::new());
    }
    let (marks, pids): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|it| it.contains(' '));
    let pid = pids.last().and_then(|it| it.parse().ok());
    (pid, marks.into_iter().map(str::to_owned).collect())
}
