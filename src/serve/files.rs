//! The files as the preview last saw them.

use std::{
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
    thread,
    time::{Duration, Instant},
};

use crate::source::{Stamp, Tree};

/// How long a page waits until its file can be compared.
const TURN: Duration = Duration::from_millis(500);

/// The files as they were last seen: for those who answer, too.
#[derive(Debug)]
pub(super) struct Files(Mutex<Tree>);

impl Files {
    pub(super) fn of(tree: Tree) -> Self {
        Self(Mutex::new(tree))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Tree> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a file is, if it is another one now than was read. Nothing while somebody looks
    /// at the whole folder for long.
    pub(super) fn is_stale(&self, path: &str) -> Option<PathBuf> {
        let end = Instant::now() + TURN;
        let tree = loop {
            match self.0.try_lock() {
                Ok(tree) => break tree,
                Err(TryLockError::Poisoned(tree)) => break tree.into_inner(),
                Err(TryLockError::WouldBlock) if Instant::now() > end => return None,
                // That look may have passed this file before it was saved.
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
            }
        };
        let (disk, stamp) = tree.file(path)?;
        let now = std::fs::metadata(disk).ok().map(|it| Stamp::of(&it));
        (now != Some(stamp)).then(|| disk.to_owned())
    }
}
