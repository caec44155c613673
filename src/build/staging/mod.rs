//! Publishing: the output folder is the old one or the new one, never something between.
//!
//! In order of what happens:
//! 1. [`Staging::open`] [refuses](Refusal) folders that must not be replaced, takes the lock,
//!    removes what killed builds left, and reads what is published. What has a hidden name of
//!    ours and was not left by a build of this machine never gets into an output.
//! 2. [`Staging::write`] and [`Staging::copy`] take one output each, from any thread. An
//!    output that is published already is only noted; any other goes to a hidden folder
//!    beside the output, `.public.new-<pid>`, which the first one makes.
//! 3. [`Staging::publish`] does nothing if nothing differs. Else it completes the hidden
//!    folder with links to what is unchanged and to what is not ours, writes the manifest,
//!    and exchanges the two folders.
//!
//! Dropped before that, by an error or a panic, it leaves no trace.
//!
//! What is *not* promised: that the new output survives a power failure in the seconds after
//! the build (that would take an `fsync` for each of thousands of files), and that a build on
//! a mount point is one step (see `swap`).

mod error;
mod hidden;
mod lock;
mod manifest;
mod publish;
mod published;
mod refuse;
mod swap;
#[cfg(test)]
mod tests;
mod tree;
mod untouched;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

pub use self::error::{Class, PublishError, Refusal};
pub use self::publish::Published;
pub use self::refuse::Guard;

use self::hidden::Hidden;
use self::lock::Lock;
use self::manifest::Entry;
use self::tree::Tree;
use super::Weight;
use crate::source;

/// An output that was taken.
#[derive(Debug, Clone, Copy)]
struct Taken {
    entry: Entry,
    /// Whether its bytes are in the hidden folder; else they are published already.
    written: bool,
}

/// A new output that is being made. See the [module](self).
#[derive(Debug)]
pub struct Staging {
    /// Where the output is, symbolic links resolved.
    target: PathBuf,
    /// The same as the user named it, for messages.
    output: PathBuf,
    published: published::Published,
    taken: Mutex<BTreeMap<String, Taken>>,
    failed: AtomicBool,
    tree: Tree,
}

impl Staging {
    /// Whether a folder may be replaced at all; nothing is touched.
    pub fn check(output: &Path, guard: &Guard<'_>) -> Result<(), PublishError> {
        let target = refuse::resolve(output, guard)?;
        published::manifest_of(&target, output).map(|_| ())
    }

    /// Begins a new output for the folder `output`, which need not exist.
    pub fn open(output: &Path, guard: &Guard<'_>) -> Result<Self, PublishError> {
        let target = refuse::resolve(output, guard)?;
        let (Some(above), Some(name)) = (target.parent(), target.file_name()) else {
            let why = Refusal::FileSystemRoot;
            return Err(PublishError::Refused { output: output.to_owned(), why });
        };
        // Before the lock as well: a refusal should not need a writable disk.
        published::manifest_of(&target, output)?;
        if !above.is_dir() {
            fs::create_dir_all(above).map_err(PublishError::io("make", above))?;
        }
        let hidden = Hidden::beside(above, name);
        let lock = Lock::take(hidden.lock(), output)?;
        hidden.clear(&target, &lock).map_err(PublishError::io("remove", &hidden.tree()))?;
        // Under the hidden name, once the two are exchanged.
        lock.note(&target);
        let tree = Tree::new(hidden.tree(), lock);
        Ok(Self {
            published: published::Published::read(&target, output)?,
            output: output.to_owned(),
            taken: Mutex::default(),
            failed: AtomicBool::new(false),
            tree,
            target,
        })
    }

    /// Takes the output at `path`, which is relative and has `/` between its parts.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let entry = Entry::of(bytes);
        self.take(path, || {
            let written = !self.published.holds(path, &entry);
            if written {
                self.tree.write(path, bytes)?;
            }
            Ok(Taken { entry, written })
        })
    }

    /// Takes the file `from` as the output at `path`.
    ///
    /// The bytes are read to know whether they changed: sizes and times can lie, and a
    /// checkout in a CI gives every file a new time anyway. They are copied, never linked,
    /// because whoever edits the output must not edit the content.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), PublishError> {
        let read = |error| {
            self.failed.store(true, Ordering::Relaxed);
            PublishError::io("read", from)(error)
        };
        let open = || tree::patiently(|| source::open(from));
        let (mut file, length) = open().map(|it| (it.0, it.1.len())).map_err(read)?;
        if self.published.length(path) == Some(length) {
            let entry = pour(&mut file, &mut io::sink()).map_err(read)?;
            if self.published.holds(path, &entry) {
                return self.take(path, || Ok(Taken { entry, written: false }));
            }
            (file, _) = open().map_err(read)?;
        }
        self.take(path, || {
            let entry = pour(&mut file, &mut self.tree.create(path)?)?;
            Ok(Taken { entry, written: true })
        })
    }

    /// How heavy the new output is.
    pub fn weight(&self) -> Weight {
        let all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        Weight::of(all.iter().map(|(path, it)| (path.clone(), it.entry.length)))
    }

    /// How heavy the old output is.
    pub fn old_weight(&self) -> Weight {
        let files = self.published.files.iter();
        Weight::of(files.map(|(path, it)| (path.clone(), it.entry.length)))
    }

    /// Checks the path, does what is to be done, and notes the outcome.
    fn take(
        &self,
        path: &str,
        act: impl FnOnce() -> io::Result<Taken>,
    ) -> Result<(), PublishError> {
        let outcome = self.take_checked(path, act);
        if outcome.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        outcome
    }

    fn take_checked(
        &self,
        path: &str,
        act: impl FnOnce() -> io::Result<Taken>,
    ) -> Result<(), PublishError> {
        if !manifest::is_plain(path) {
            return Err(PublishError::BadPath { path: path.to_owned() });
        }
        let twice = || PublishError::Twice { path: path.to_owned() };
        let taken = act().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => twice(),
            _ => PublishError::io("write", &self.output.join(path))(error),
        })?;
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(path.to_owned(), taken).map_or(Ok(()), |_| Err(twice()))
    }
}

/// Copies all bytes, and says what they were.
fn pour(from: &mut File, to: &mut impl Write) -> io::Result<Entry> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                let bytes = buffer.get(..count).unwrap_or_default();
                hasher.update(bytes);
                to.write_all(bytes)?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Entry { hash: hasher.finalize(), length: hasher.count() })
}
