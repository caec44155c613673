//! One build at a time per output folder.
//!
//! The lock is the kernel's (`flock`), so it ends with its process, however that ends; the
//! file is only its name. It is removed at the end, and therefore whoever locks it must look
//! whether the file it locked is still the one that has the name.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process;

use super::error::PublishError;
use super::tree::patiently;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Open is locked: the kernel lets go when the file is closed.
    _file: File,
}

impl Lock {
    /// Locks `path` at once, or says who has it; `output` is for messages.
    pub(super) fn take(path: PathBuf, output: &Path) -> Result<Self, PublishError> {
        loop {
            let mut file = patiently(|| open(&path))
                .map_err(PublishError::io("open the lock", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Busy {
                        output: output.to_owned(),
                        pid: read_pid(&mut file),
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
                // Only for the message of others: a full disk must fail at its real victim.
                let _unsaid = write_pid(&mut file);
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Still locked here, so nobody else believes to own this file.
        let _left = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
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

fn write_pid(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "{}", process::id())
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
