//! The hidden names beside the output: its lock, and the new output while it is made.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process;

use super::lock::Lock;
use super::{manifest, swap};

/// Names for one output folder. Of `public`: `.public.lock` and `.public.new-<pid>`.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    above: &'a Path,
    name: &'a OsStr,
}

impl<'a> Hidden<'a> {
    /// The names beside the folder `name` in `above`.
    pub(super) fn beside(above: &'a Path, name: &'a OsStr) -> Self {
        Self { above, name }
    }

    /// Where the lock is.
    pub(super) fn lock(&self) -> PathBuf {
        self.above.join(self.named("lock"))
    }

    /// Where this process makes the new output.
    pub(super) fn tree(&self) -> PathBuf {
        self.above.join(self.named(&format!("new-{}", process::id())))
    }

    fn named(&self, suffix: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(self.name);
        name.push(".");
        name.push(suffix);
        name
    }

    /// Removes what killed builds left. Whoever has the lock knows that they are dead; pids
    /// would not tell, because every build in a container may have the same.
    ///
    /// Only what is in the way of this build is an error: the next build tries again.
    pub(super) fn clear(&self, target: &Path, lock: &Lock) -> io::Result<()> {
        let _not_there = fs::remove_file(target.join(manifest::TEMPORARY));
        let prefix = self.named("new-");
        let ours = self.tree();
        for entry in fs::read_dir(self.above)? {
            let entry = entry?;
            let name = entry.file_name();
            let pid = name.as_bytes().strip_prefix(prefix.as_bytes());
            let is_left =
                pid.is_some_and(|it| !it.is_empty() && it.iter().all(u8::is_ascii_digit));
            if is_left && entry.file_type()?.is_dir() {
                let path = entry.path();
                let is_known = lock.knows(&entry.metadata()?);
                let removed = if is_known {
                    swap::discard(&path, target)
                } else {
                    swap::discard_unknown(&path)
                };
                if is_known && removed.is_err() {
                    lock.keep();
                }
                if path == ours {
                    removed?;
                }
            }
        }
        Ok(())
    }
}
