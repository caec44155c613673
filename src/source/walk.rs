//! The portal's folder → changes, read in parallel, in the order of paths.

use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::{
        ffi::OsStrExt,
        fs::{FileTypeExt, MetadataExt},
    },
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{
    Change, read, stray, tracked,
    wanted::{FOLDERS, Verdict, judge},
};
use crate::{
    diag::{Checked, Diagnostic, called},
    sink::hidden::hidden,
};

/// How deep folders may be nested.
const MAX_DEPTH: usize = 32;

/// Longest path, in bytes: with the output's folder before it, it must fit the system.
const MAX_PATH: usize = 1024;

/// What to walk.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    /// The portal's folder.
    pub root: &'a Path,
    /// Folders that are not content although they are inside (output, cache).
    pub except: &'a [PathBuf],
}

/// A file or folder that could not be read: not the author's fault.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`: {source}", path.display())]
pub struct WalkError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// A file that was found.
pub(super) struct Listed {
    pub(super) path: Arc<str>,
    pub(super) disk: PathBuf,
    pub(super) stamp: Stamp,
}

/// What the system says of a file without opening it. While all of it is the same, so are the
/// bytes, but for those that were written in the moment after the stamp was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// Length in bytes.
    pub size: u64,
    /// When it was written, in nanoseconds since 1970.
    pub modified: i128,
    /// When anything about it was changed: a file that was moved here keeps its other times.
    pub changed: i128,
    /// Number of the file itself: two files that swap their names have swapped these.
    pub number: u64,
}

impl Stamp {
    /// The stamp that `meta` gives.
    pub fn of(meta: &fs::Metadata) -> Self {
        let nanos = |seconds: i64, rest: i64| {
            i128::from(seconds) * 1_000_000_000 + i128::from(rest)
        };
        Self {
            size: meta.len(),
            modified: nanos(meta.mtime(), meta.mtime_nsec()),
            changed: nanos(meta.ctime(), meta.ctime_nsec()),
            number: meta.ino(),
        }
    }
}

/// Reads all files of a portal.
pub fn walk(walk: &Walk<'_>) -> Result<Checked<Vec<Change>>, WalkError> {
    let mut found = Vec::new();
    let files = gather(walk, &mut found, read::read)?;
    let read: Result<Vec<Checked<Change>>, WalkError> =
        files.into_iter().map(|it| it.1).collect();
    let changes = read?.into_iter().map(|it| it.unload(&mut found)).collect();
    found.extend(walk.root.canonicalize().map_or(Vec::new(), |it| tracked::check(&it)));
    Ok(Checked::new(changes, found))
}

/// How many files one thread takes at once.
const BATCH: usize = 64;

/// All files in the order of their paths, each with what `read` makes of it. Files are read
/// while the next ones are looked for.
pub(super) fn gather<T: Send>(
    walk: &Walk<'_>,
    found: &mut Vec<Diagnostic>,
    read: impl Fn(&Listed) -> T + Sync,
) -> Result<Vec<(Listed, T)>, WalkError> {
    let all: Mutex<Vec<(Listed, T)>> = Mutex::default();
    let read_all = |files: Vec<Listed>| {
        let mut done: Vec<(Listed, T)> = Vec::with_capacity(files.len());
        for file in files {
            let made = read(&file);
            done.push((file, made));
        }
        all.lock().unwrap_or_else(PoisonError::into_inner).extend(done);
    };
    let read_all = &read_all;
    rayon::in_place_scope(|scope| {
        let mut batch = Vec::with_capacity(BATCH);
        let listed = each(walk, found, &mut |file| {
            batch.push(file);
            if batch.len() == BATCH {
                let files = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                scope.spawn(move |_| read_all(files));
            }
        });
        read_all(batch);
        listed
    })?;
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_by(|(a, _), (b, _)| (&a.path, &a.disk).cmp(&(&b.path, &b.disk)));
    same_names(&mut all, |it| &it.0, found);
    Ok(all)
}

struct Lister<'a> {
    root: PathBuf,
    except: &'a [PathBuf],
    found: &'a mut Vec<Diagnostic>,
    /// Folders that a symbolic link led to, by device and number: followed once each, since
    /// links that lead to folders of links have more paths than any disk has files.
    followed: BTreeMap<(u64, u64), String>,
    /// Those folders, and where they lead: what is opened later has no link in its path.
    linked: Vec<(PathBuf, PathBuf)>,
    take: &'a mut dyn FnMut(Listed),
}

/// Walks a portal, and hands its files over as they come.
fn each(
    walk: &Walk<'_>,
    found: &mut Vec<Diagnostic>,
    take: &mut dyn FnMut(Listed),
) -> Result<(), WalkError> {
    let root = walk
        .root
        .canonicalize()
        .map_err(|source| WalkError { path: walk.root.into(), source })?;
    let followed = BTreeMap::new();
    let mut lister =
        Lister { root, except: walk.except, found, followed, linked: Vec::new(), take };
    let mut entries = WalkDir::new(&lister.root)
        .follow_links(true)
        .min_depth(1)
        .max_depth(MAX_DEPTH + 1)
        // The order of names: those of one folder begin alike, and to look for each name in its
        // path would cost a quarter of the walk.
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                let is_folder = entry.file_type().is_dir();
                if !lister.take(&entry) && is_folder {
                    entries.skip_current_dir();
                }
            }
            Err(error) => lister.unreadable(error)?,
        }
    }
    Ok(())
}

impl Lister<'_> {
    fn say(&mut self, code: &'static str, message: String, path: &str, help: String) {
        let diagnostic = Diagnostic::error(code, message);
        self.found.push(diagnostic.in_file(path.to_owned()).help(help));
    }

    /// Takes a file; false for a folder that is not to be entered.
    fn take(&mut self, entry: &DirEntry) -> bool {
        if self.except.iter().any(|it| it == entry.path()) {
            return false;
        }
        let kind = entry.file_type();
        let Some(path) = self.relative(entry.path()) else { return false };
        if entry.depth() == 1 && !kind.is_dir() && !kind.is_file() {
            return false;
        }
        match judge(&path, kind.is_dir()) {
            Verdict::Take => {}
            Verdict::Pass => {
                self.found.extend(stray::lost(entry, &path, None));
                return false;
            }
            Verdict::Say(diagnostic) => {
                self.found.extend(stray::lost(entry, &path, Some(*diagnostic)));
                return false;
            }
        }
        let link = entry.path_is_symlink();
        let disk = if link { self.follow(entry, &path) } else { Some(self.real(entry)) };
        let Some(disk) = disk else { return false };
        if kind.is_dir() {
            return self.is_shallow(&path, entry.depth());
        }
        if kind.is_fifo()
            || kind.is_socket()
            || kind.is_block_device()
            || kind.is_char_device()
        {
            let message = "this is a pipe, a socket or a device, not a file".to_owned();
            self.say("not-a-file", message, &path, "remove it".into());
            return false;
        }
        // Why a file cannot be looked at is said by who reads it.
        let stamp = entry.metadata().map(|it| Stamp::of(&it)).unwrap_or_default();
        (self.take)(Listed { path, disk, stamp });
        true
    }

    /// Where something that is no link is, the links above it resolved.
    fn real(&self, entry: &DirEntry) -> PathBuf {
        let path = entry.path();
        let mut below = self.linked.iter().rev().filter_map(|(link, real)| {
            path.strip_prefix(link).ok().map(|it| real.join(it))
        });
        below.next().unwrap_or_else(|| path.to_owned())
    }

    fn is_shallow(&mut self, path: &Arc<str>, depth: usize) -> bool {
        if depth <= MAX_DEPTH && path.len() <= MAX_PATH {
            return true;
        }
        let message = if depth > MAX_DEPTH {
            format!("folders are nested more than {MAX_DEPTH} deep")
        } else {
            format!("the path is longer than {MAX_PATH} bytes")
        };
        let start: String = path.chars().take(80).collect();
        self.say(
            "bad-file-name",
            message,
            &format!("{start}…"),
            "move the files up".into(),
        );
        false
    }

    /// Where a symbolic link leads that may be followed: inside the portal, to what is
    /// published, once.
    fn follow(&mut self, entry: &DirEntry, path: &str) -> Option<PathBuf> {
        let real = entry.path().canonicalize().ok()?;
        let Ok(inside) = real.strip_prefix(&self.root) else {
            let help = "copy the file into the portal, and remove the link".to_owned();
            let message =
                "the symbolic link leads out of the portal; it is not read".to_owned();
            self.say("link-outside", message, path, help);
            return None;
        };
        let inside = inside.to_string_lossy().into_owned();
        let parts: Vec<&str> = inside.split('/').collect();
        let hidden = (1..=parts.len()).any(|count| {
            let part = parts.get(..count).unwrap_or(&[]).join("/");
            let is_folder = count < parts.len() || entry.file_type().is_dir();
            !matches!(judge(&part, is_folder), Verdict::Take)
        });
        let top = parts.first().is_some_and(|it| FOLDERS.contains(it));
        if hidden || !top || self.except.iter().any(|it| real.starts_with(it)) {
            let message =
                format!("the symbolic link leads to `{inside}`, which is not published");
            self.say("link-outside", message, path, "remove the link".into());
            return None;
        }
        if !entry.file_type().is_dir() {
            return Some(real);
        }
        let meta = fs::metadata(&real).ok()?;
        let known = self.followed.insert((meta.dev(), meta.ino()), path.to_owned());
        if let Some(other) = known {
            let message = format!("`{other}` leads to the same folder");
            self.say("link-loop", message, path, "keep one of the two links".into());
            return None;
        }
        self.linked.push((entry.path().to_owned(), real.clone()));
        Some(real)
    }

    /// Loops and dangling links are the portal's fault, the rest the machine's.
    fn unreadable(&mut self, error: walkdir::Error) -> Result<(), WalkError> {
        let path = error.path().unwrap_or(&self.root).to_owned();
        let Some(shown) = self.relative(&path) else { return Ok(()) };
        let is_link = fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink());
        if is_link && matches!(judge(&shown, false), Verdict::Pass) {
            return Ok(());
        }
        let too_long = error.io_error().and_then(io::Error::raw_os_error)
            == Some(rustix::io::Errno::NAMETOOLONG.raw_os_error());
        if error.loop_ancestor().is_some()
            || (is_link
                && error.io_error().is_some_and(|it| {
                    it.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
                }))
        {
            let message = "the symbolic link leads to itself, or to a folder it stands in";
            self.say("link-loop", message.into(), &shown, "remove it".into());
        } else if is_link {
            let to = fs::read_link(&path).unwrap_or_default();
            let message = format!(
                "the symbolic link leads to `{}`, which is not there",
                to.display()
            );
            let help = "remove it, or put the file where it leads".to_owned();
            self.say("link-dangling", message, &shown, help);
        } else if too_long {
            self.is_shallow(&shown, MAX_DEPTH + 1);
        } else {
            let source =
                error.into_io_error().unwrap_or_else(|| io::Error::other("unreadable"));
            return Err(WalkError { path, source });
        }
        Ok(())
    }

    fn relative(&mut self, path: &Path) -> Option<Arc<str>> {
        if let Some(plain) = plain(path, &self.root) {
            return Some(plain.into());
        }
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let mut text = String::new();
        for part in path.components() {
            let part = part.as_os_str();
            if !text.is_empty() {
                text.push('/');
            }
            let name = part.to_str().filter(|it| !it.contains(|it: char| it.is_control()));
            let Some(name) = name else {
                let shown = format!("{text}{}", part.to_string_lossy().escape_debug());
                let message = match part.to_str() {
                    Some(_) => "the file's name holds a control character",
                    None => "the file's name is not UTF-8",
                };
                let help = "rename the file: letters, digits, `-`, `_` and `.`".to_owned();
                self.say("bad-file-name", message.into(), &shown, help);
                return None;
            };
            if let Some((_, letter)) = hidden(name).next() {
                let message = format!(
                    "the file's name holds the invisible character {}",
                    called(letter)
                );
                let shown = format!("{text}{}", name.escape_debug());
                let help = "rename the file: nobody can see that character".to_owned();
                self.say("bad-file-name", message, &shown, help);
                return None;
            }
            text.extend(name.nfc());
        }
        Some(text.into())
    }
}

/// A path below a root, if nothing of it has to be looked at: most names are ASCII, and the
/// system has no empty parts.
fn plain<'a>(path: &'a Path, root: &Path) -> Option<&'a str> {
    let below = path.as_os_str().as_bytes().strip_prefix(root.as_os_str().as_bytes())?;
    let below = below.strip_prefix(b"/")?;
    let is_plain = below.iter().all(|it| it.is_ascii() && !it.is_ascii_control());
    str::from_utf8(below).ok().filter(|_| is_plain)
}

/// A letter that looks the same in two forms, told apart.
fn spelled(letter: char) -> String {
    if letter.is_ascii() { letter.to_string() } else { letter.escape_unicode().to_string() }
}

/// Two names that are the same to people and to macOS: one would hide the other.
fn same_names<T>(
    files: &mut Vec<T>,
    file: impl Fn(&T) -> &Listed,
    found: &mut Vec<Diagnostic>,
) {
    for pair in files.windows(2) {
        let [first, second] = pair else { continue };
        let (first, second) = (file(first), file(second));
        if first.path == second.path {
            let name = second.disk.file_name().unwrap_or_default().to_string_lossy();
            let escaped: String = name.chars().map(spelled).collect();
            let message = "two files have this name, spelled in two forms of Unicode";
            found.push(
                Diagnostic::error("duplicate-entry", message)
                    .in_file(Arc::clone(&first.path))
                    .help(format!("rename or remove one of them, for example `{escaped}`")),
            );
        }
    }
    files.dedup_by(|a, b| file(a).path == file(b).path);
}
