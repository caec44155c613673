//! Learns that something happened in the folder; what it was, [`Tree`](super::Tree) finds out.
//!
//! The system tells of most changes at once. It tells of too many (also of what we read
//! ourselves), merges some, and says nothing of those on network drives, in some containers, or
//! when its queues are full. So its word only says *when* to look, and *where* first; and when
//! it was silent for a while, one looks all the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::{Duration, Instant},
};

use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{CreateKind, ModifyKind},
};

use super::wanted::{FOLDERS, Verdict, judge};

/// How long nothing more must happen before one looks.
const QUIET: Duration = Duration::from_millis(12);

/// How long one waits for that at most.
const PATIENCE: Duration = Duration::from_millis(200);

/// How many files are worth looking at one by one.
const MANY: usize = 64;

/// What made a wait end.
#[derive(Debug, PartialEq, Eq)]
pub enum Happened {
    /// Something to do with these files.
    Files(BTreeSet<PathBuf>),
    /// Something, somewhere.
    Anything,
    /// The time was over.
    Nothing,
}

#[derive(Debug)]
enum Message {
    Files(Vec<PathBuf>),
    Anything,
    /// Ends the wait; nothing happened.
    Wake,
}

/// Tells a watcher from elsewhere that something may have happened.
#[derive(Debug, Clone)]
pub struct Hints(Sender<Message>);

impl Hints {
    /// Somebody saw that a file is another one now.
    pub fn file(&self, disk: PathBuf) {
        self.send(Message::Files(vec![disk]));
    }

    /// Ends the wait.
    pub fn wake(&self) {
        self.send(Message::Wake);
    }

    fn send(&self, message: Message) {
        if self.0.send(message).is_err() {
            log::trace!("the watcher has ended");
        }
    }
}

/// Folders that may not be watched, although they were or should be. The system forgets one that
/// is removed or moved, also when it comes back, and its number may be given again. And a folder
/// that is new is not watched as a whole when something in it goes at that moment.
#[derive(Debug, Default)]
struct Unsure(Mutex<Folders>);

#[derive(Debug, Default)]
struct Folders {
    all: bool,
    some: BTreeSet<PathBuf>,
}

impl Unsure {
    fn change(&self, change: impl FnOnce(&mut Folders)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn add(&self, folder: &Path) {
        self.change(|it| {
            it.some.insert(folder.to_owned());
            // So many are found faster by going through all of them.
            it.all |= it.some.len() > MANY;
        });
    }

    fn all(&self) {
        self.change(|it| it.all = true);
    }

    fn take(&self) -> Folders {
        let mut taken = Folders::default();
        self.change(|it| std::mem::swap(it, &mut taken));
        taken
    }
}

/// Watches the folders of a portal.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
    /// Folders that are watched, and which folder had that name then.
    watched: BTreeMap<PathBuf, (u64, u64)>,
    unsure: Arc<Unsure>,
    hints: Hints,
    receiver: Receiver<Message>,
    heard: u64,
}

impl Watcher {
    /// A watcher of a folder, without links in its path, that watches from the first
    /// [`renew`](Self::renew) on. `told` is called, on another thread, as soon as the system says
    /// something. With `poll`, the system is not asked.
    pub fn new(
        root: PathBuf,
        except: Vec<PathBuf>,
        poll: bool,
        told: impl Fn() + Send + 'static,
    ) -> (Self, Option<String>) {
        let (sender, receiver) = channel();
        let hints = Hints(sender);
        let unsure = Arc::new(Unsure::default());
        let filter = Filter { root: root.clone(), except, unsure: Arc::clone(&unsure) };
        let sink = hints.clone();
        let system = (!poll).then(|| {
            let handle = move |event: notify::Result<Event>| {
                if let Some(message) = filter.message(event) {
                    told();
                    sink.send(message);
                }
            };
            // A link may lead to all files of the machine; where it may lead is watched anyway.
            RecommendedWatcher::new(handle, Config::default().with_follow_symlinks(false))
        });
        let (system, advice) = match system.transpose() {
            Ok(system) => (system, None),
            Err(error) => (None, Some(advice(&error))),
        };
        let watched = BTreeMap::new();
        (Self { root, system, watched, unsure, hints, receiver, heard: 0 }, advice)
    }

    /// For others to end a wait.
    pub fn hints(&self) -> Hints {
        self.hints.clone()
    }

    /// Whether nobody tells, so that one has to look often.
    pub fn is_blind(&self) -> bool {
        self.system.is_none()
    }

    /// How often somebody said something, up to what the last wait took.
    pub fn heard(&self) -> u64 {
        self.heard
    }

    /// Whether a folder may not be watched, because something happened to it just then.
    pub fn is_unsure(&self) -> bool {
        let mut unsure = false;
        self.unsure.change(|it| unsure = it.all || !it.some.is_empty());
        unsure
    }

    /// Watches folders that are new, or that have taken the place of others. What cannot be
    /// watched makes the watcher blind, with one line of advice.
    pub fn renew(&mut self) -> Option<String> {
        let unsure = self.unsure.take();
        let advice = self.renew_these(unsure).err();
        if advice.is_some() {
            self.system = None;
        }
        advice
    }

    fn renew_these(&mut self, mut unsure: Folders) -> Result<(), String> {
        let Some(system) = self.system.as_mut() else { return Ok(()) };
        let mut before = std::mem::take(&mut self.watched);
        // The root comes first: then it is told of a folder that comes meanwhile.
        let folders = FOLDERS.iter().map(|it| self.root.join(it));
        for folder in std::iter::once(self.root.clone()).chain(folders) {
            let anew = unsure.some.remove(&folder) || unsure.all;
            let Some(at) = number(&folder) else { continue };
            let known = before.remove(&folder);
            if known == Some(at) && !anew {
                self.watched.insert(folder, at);
                continue;
            }
            if known.is_some_and(|it| it != at) {
                forget(system, &folder);
            }
            let mode = if folder == self.root {
                RecursiveMode::NonRecursive
            } else {
                RecursiveMode::Recursive
            };
            if watch(system, &folder, mode, &self.unsure)? {
                self.watched.insert(folder, at);
            }
        }
        for folder in before.keys() {
            forget(system, folder);
        }
        for folder in unsure.some.iter().filter(|_| !unsure.all) {
            if number(folder).is_some() {
                watch(system, folder, RecursiveMode::Recursive, &self.unsure)?;
            }
        }
        Ok(())
    }

    /// Waits until something happened and it has been quiet since, or until the time is over.
    pub fn wait(&mut self, until: Instant) -> Happened {
        let left = until.saturating_duration_since(Instant::now());
        let mut happened = match self.receiver.recv_timeout(left) {
            Ok(message) => self.take(message),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return Happened::Nothing;
            }
        };
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now()).min(QUIET);
            match self.receiver.recv_timeout(left) {
                Ok(message) => {
                    happened = together(happened, self.take(message));
                    if Instant::now() >= end {
                        return happened;
                    }
                }
                Err(_) => return happened,
            }
        }
    }

    fn take(&mut self, message: Message) -> Happened {
        self.heard += u64::from(!matches!(message, Message::Wake));
        match message {
            Message::Files(files) => Happened::Files(files.into_iter().collect()),
            Message::Anything => Happened::Anything,
            Message::Wake => Happened::Nothing,
        }
    }
}

fn together(happened: Happened, more: Happened) -> Happened {
    match (happened, more) {
        (it, Happened::Nothing) | (Happened::Nothing, it) => it,
        (Happened::Files(mut all), Happened::Files(more)) if all.len() < MANY => {
            all.extend(more);
            Happened::Files(all)
        }
        _ => Happened::Anything,
    }
}

/// Watches a folder, again or for the first time. False when something in it went meanwhile,
/// and what follows may not be watched. The error is advice.
fn watch(
    system: &mut RecommendedWatcher,
    folder: &Path,
    mode: RecursiveMode,
    unsure: &Unsure,
) -> Result<bool, String> {
    match system.watch(folder, mode) {
        Ok(()) => Ok(true),
        Err(error) if has_gone(&error) => {
            unsure.add(folder);
            Ok(false)
        }
        Err(error) => Err(advice(&error)),
    }
}

fn forget(system: &mut RecommendedWatcher, folder: &Path) {
    if let Err(error) = system.unwatch(folder) {
        log::trace!("{} was no longer watched: {error}", folder.display());
    }
}

fn has_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn number(folder: &Path) -> Option<(u64, u64)> {
    let meta = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    Some((meta.dev(), meta.ino()))
}

/// What is to be known of an event.
struct Filter {
    root: PathBuf,
    except: Vec<PathBuf>,
    unsure: Arc<Unsure>,
}

impl Filter {
    fn message(&self, event: notify::Result<Event>) -> Option<Message> {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                log::debug!("watching: {error}");
                self.unsure.all();
                return Some(Message::Anything);
            }
        };
        if event.need_rescan() {
            self.unsure.all();
            return Some(Message::Anything);
        }
        // We read files ourselves: to be told of that would never end.
        if matches!(event.kind, EventKind::Access(_)) {
            return None;
        }
        let files: Vec<PathBuf> =
            event.paths.into_iter().filter(|it| self.is_ours(it)).collect();
        for path in &files {
            let turned = match event.kind {
                EventKind::Create(CreateKind::Folder) => true,
                EventKind::Remove(_) => self.is_watched(path),
                EventKind::Modify(ModifyKind::Name(_)) => {
                    self.is_watched(path) || path.is_dir()
                }
                _ => false,
            };
            if turned {
                self.unsure.add(path);
            }
        }
        (!files.is_empty()).then_some(Message::Files(files))
    }

    /// Whether it is the root, or one of the folders in it that are watched as a whole.
    fn is_watched(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return true };
        let text = inside.to_string_lossy();
        text.is_empty() || FOLDERS.contains(&&*text)
    }

    fn is_ours(&self, path: &Path) -> bool {
        if self.except.iter().any(|it| path.starts_with(it)) {
            return false;
        }
        // The folder itself, or one above it.
        let Ok(inside) = path.strip_prefix(&self.root) else { return true };
        let text = inside.to_string_lossy();
        text.is_empty() || !matches!(judge(&text, false), Verdict::Pass)
    }
}

/// Why files are not watched, and what to do.
fn advice(error: &notify::Error) -> String {
    let what = match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more files (`sysctl fs.inotify.max_user_watches=524288` \
             allows more)"
                .to_owned()
        }
        ErrorKind::Io(error)
            if error.raw_os_error() == Some(rustix::io::Errno::MFILE.raw_os_error()) =>
        {
            "the system has no watcher left (`sysctl fs.inotify.max_user_instances=512` \
             allows more)"
                .to_owned()
        }
        _ => format!("the system cannot watch this folder ({error})"),
    };
    format!("{what}: looking for changes several times a second instead")
}
