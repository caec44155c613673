//! A portal's folder as it was last seen, and what has changed since.
//!
//! Whoever watches a folder may be told too late, twice, or not at all: so nobody's word is
//! taken for what happened. The folder is walked again, and compared by what the system says of
//! each file (its [`Stamp`]), then by its bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{
    Change, Contents, Stamp, Walk, WalkError, is_text, read,
    walk::{Listed, gather},
    wanted::{Verdict, judge},
};
use crate::diag::{Checked, Diagnostic};

/// How often a file is tried that its editor holds, or that changes while it is read.
const TRIES: usize = 3;

/// How long one waits before the next try.
const PAUSE: Duration = Duration::from_millis(20);

/// How old a file must be for its stamp to be trusted: clocks of file systems tick, some only
/// every two seconds, and two writes within a tick look like one.
const SETTLED: i128 = 2_500_000_000;

/// What a look at the folder found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Files with other contents than before, in the order of their paths.
    pub changes: Vec<Change>,
    /// What reading says of them.
    pub found: Vec<Diagnostic>,
}

impl Scan {
    /// Whether all is as it was.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Adds what a later look found: of a file that both found, only that counts.
    pub fn then(&mut self, later: Self) {
        let is_new = |path: &str| later.changes.iter().any(|it| &*it.path == path);
        self.changes.retain(|it| !is_new(&it.path));
        self.found.retain(|it| path_of(it).is_none_or(|path| !is_new(&path)));
        self.changes.extend(later.changes);
        self.found.extend(later.found);
        self.changes.sort_by(|a, b| a.path.cmp(&b.path));
    }
}

/// The folder as it was last seen.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    except: Vec<PathBuf>,
    known: BTreeMap<Arc<str>, Known>,
    /// What was said of what is not read.
    passed: Vec<Diagnostic>,
    /// What was found by a scan that then could not be ended.
    untold: Scan,
}

#[derive(Debug)]
struct Known {
    disk: PathBuf,
    stamp: Stamp,
    /// Whether the stamp was taken long enough after the last write.
    settled: bool,
    seen: Seen,
}

#[derive(Debug, Clone, PartialEq)]
struct Seen {
    contents: Contents,
    found: Vec<Diagnostic>,
}

impl Tree {
    /// A folder that nobody has looked at yet: the first scan finds all of it.
    pub fn new(root: PathBuf, except: Vec<PathBuf>) -> Self {
        let (known, passed, untold) = (BTreeMap::new(), Vec::new(), Scan::default());
        Self { root, except, known, passed, untold }
    }

    /// Where a file is, and its stamp as it was last seen.
    pub fn file(&self, path: &str) -> Option<(&Path, Stamp)> {
        self.known.get(path).map(|it| (it.disk.as_path(), it.stamp))
    }

    /// Walks the whole folder.
    ///
    /// # Errors
    /// When the folder itself, or one below it, cannot be read.
    pub fn scan(&mut self) -> Result<Scan, WalkError> {
        for _ in 0..TRIES {
            let (more, is_sure) = self.scan_once()?;
            self.untold.then(more);
            if is_sure {
                break;
            }
        }
        Ok(std::mem::take(&mut self.untold))
    }

    /// What one walk finds, and whether it can be true: a file that was listed and is gone when
    /// it is read may have another name by now, which the list had not yet.
    fn scan_once(&mut self) -> Result<(Scan, bool), WalkError> {
        let now = now();
        let (files, passed) = self.list()?;
        let here: BTreeSet<&str> = files.iter().map(|it| &*it.0.path).collect();
        let gone: Vec<Arc<str>> =
            self.known.keys().filter(|it| !here.contains(&***it)).cloned().collect();
        drop(here);
        let other =
            files.into_iter().filter_map(|(file, read)| Some((file, read?))).collect();
        let (mut scan, is_sure) = self.take(other, now);
        for path in gone {
            self.known.remove(&path);
            scan.changes.push(Change { path, contents: Contents::Gone });
        }
        self.pass(passed, &mut scan);
        scan.changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok((scan, is_sure))
    }

    /// Looks at a few files, if that can be enough: each is a plain file that was known before,
    /// or one that nobody reads. Nothing when only a walk can tell.
    pub fn look_at(&mut self, files: &BTreeSet<PathBuf>) -> Option<Scan> {
        if !self.untold.is_empty() {
            return None;
        }
        let mut listed = Vec::new();
        for disk in files {
            let inside = disk.strip_prefix(&self.root).ok()?.to_str()?;
            let Ok(meta) = fs::symlink_metadata(disk) else {
                // A file that came and went, as editors make them, was never the portal's.
                let passing =
                    !inside.is_empty() && matches!(judge(inside, false), Verdict::Pass);
                if passing {
                    continue;
                }
                return None;
            };
            if meta.is_file() && matches!(judge(inside, false), Verdict::Pass) {
                continue;
            }
            let (path, known) = self.known.get_key_value(inside)?;
            if !meta.is_file() || known.disk != *disk {
                return None;
            }
            let (path, disk) = (Arc::clone(path), disk.clone());
            listed.push(Listed { path, disk, stamp: Stamp::of(&meta) });
        }
        listed.retain(|it| !self.is_same(it));
        let now = now();
        let read = listed.into_iter().map(|it| {
            let read = patiently(&it);
            (it, read)
        });
        let (mut scan, _) = self.take(read.collect(), now);
        self.repeat(&mut scan);
        Some(scan)
    }

    /// All files, and what is in those that are others than before. A folder that vanishes
    /// while it is walked is looked for again.
    fn list(&self) -> Result<(Vec<Looked>, Vec<Diagnostic>), WalkError> {
        let walk = Walk { root: &self.root, except: &self.except };
        let mut tries = 1;
        loop {
            let mut passed = Vec::new();
            let read = |it: &Listed| (!self.is_same(it)).then(|| patiently(it));
            match gather(&walk, &mut passed, read) {
                Ok(files) => return Ok((files, passed)),
                Err(error)
                    if tries < TRIES
                        && error.source.kind() == io::ErrorKind::NotFound
                        && error.path != self.root =>
                {
                    tries += 1;
                    thread::sleep(PAUSE);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn is_same(&self, file: &Listed) -> bool {
        let known = self.known.get(&file.path);
        known.is_some_and(|it| it.settled && it.stamp == file.stamp && it.disk == file.disk)
    }

    /// Keeps what is new of files that were read; and says whether all were still there.
    fn take(&mut self, files: Vec<(Listed, Read)>, now: i128) -> (Scan, bool) {
        let is_sure = files.iter().all(|it| it.1.is_some());
        let mut scan = Scan::default();
        // What is new is in the order of paths: put together at once, it costs a third.
        let mut new = Vec::with_capacity(files.len());
        for (file, seen) in files {
            let Listed { path, disk, stamp } = file;
            let before = self.known.get(&path);
            let Some(seen) = seen else {
                // It went meanwhile.
                if self.known.remove(&path).is_some() {
                    scan.changes.push(Change { path, contents: Contents::Gone });
                }
                continue;
            };
            let written = stamp.modified.max(stamp.changed);
            let settled = now - written > SETTLED;
            // A text is the same when its words are; of other files only the stamp is known.
            let same = before
                .is_some_and(|it| it.seen == seen && (is_text(&path) || it.stamp == stamp));
            if !same {
                scan.found.extend(seen.found.iter().cloned());
                let (path, contents) = (Arc::clone(&path), seen.contents.clone());
                scan.changes.push(Change { path, contents });
            }
            new.push((path, Known { disk, stamp, settled, seen }));
        }
        if self.known.is_empty() {
            self.known = new.into_iter().collect();
        } else {
            self.known.extend(new);
        }
        (scan, is_sure)
    }

    /// What is said of what is not read: where it differs, its file counts as changed.
    fn pass(&mut self, passed: Vec<Diagnostic>, scan: &mut Scan) {
        if passed != self.passed {
            let paths: BTreeSet<Arc<str>> =
                self.passed.iter().chain(&passed).filter_map(path_of).collect();
            for path in paths {
                if scan.changes.iter().all(|it| it.path != path) {
                    // A file that is read has its own word, which must not go with this one.
                    let seen = self.known.get(&path).map(|it| it.seen.clone());
                    let seen =
                        seen.unwrap_or(Seen { contents: Contents::Gone, found: vec![] });
                    scan.found.extend(seen.found);
                    scan.changes.push(Change { path, contents: seen.contents });
                }
            }
            self.passed = passed;
        }
        self.repeat(scan);
    }

    /// What is said of a changed file replaces all that was said of it before.
    fn repeat(&self, scan: &mut Scan) {
        let of_changed = |it: &&Diagnostic| {
            path_of(it).is_some_and(|path| scan.changes.iter().any(|it| it.path == path))
        };
        let said: Vec<_> = self.passed.iter().filter(of_changed).cloned().collect();
        scan.found.extend(said);
    }
}

fn path_of(diagnostic: &Diagnostic) -> Option<Arc<str>> {
    diagnostic.span.as_ref().map(|it| Arc::from(it.source().path()))
}

/// A file, and what is in it if it is another one than before.
type Looked = (Listed, Option<Read>);

/// What is in a file; nothing when it is gone.
type Read = Option<Seen>;

/// A file's contents. What cannot be read for long is said.
fn patiently(file: &Listed) -> Read {
    let mut tries = 1;
    loop {
        match read::read(file) {
            Ok(Checked { value, diagnostics }) => {
                return Some(Seen { contents: value.contents, found: diagnostics });
            }
            Err(error) if error.source.kind() == io::ErrorKind::NotFound => return None,
            Err(_) if tries < TRIES => {
                tries += 1;
                thread::sleep(PAUSE);
            }
            Err(error) => {
                let message = format!("the file cannot be read: {}", error.source);
                let diagnostic = Diagnostic::error("unreadable-file", message)
                    .in_file(Arc::clone(&file.path))
                    .help("see that you may read it, and that no other program holds it");
                return Some(Seen { contents: Contents::Broken, found: vec![diagnostic] });
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "compared with times of files, not shown")]
fn now() -> i128 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |it| i128::try_from(it.as_nanos()).unwrap_or(i128::MAX))
}
