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
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::{Duration, Instant},
};

use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::ModifyKind,
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

/// Watches the folders of a portal.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
    /// Folders that are watched, and which folder had that name then.
    watched: BTreeMap<PathBuf, (u64, u64)>,
    /// Set when something happened to a watched folder itself, or when words were lost: the
    /// system forgets a folder that is removed or moved, and its number may be given again.
    unsure: Arc<AtomicBool>,
    hints: Hints,
    receiver: Receiver<Message>,
    heard: u64,
}

impl Watcher {
    /// A watcher of a folder, without links in its path. `told` is called, on another thread, as
    /// soon as the system says something. With `poll`, the system is not asked.
    pub fn new(
        root: PathBuf,
        except: Vec<PathBuf>,
        poll: bool,
        told: impl Fn() + Send + 'static,
    ) -> (Self, Option<String>) {
        let (sender, receiver) = channel();
        let hints = Hints(sender);
        let unsure = Arc::new(AtomicBool::new(false));
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
        let mut watcher = Self { root, system, watched, unsure, hints, receiver, heard: 0 };
        let advice = advice.or_else(|| watcher.renew());
        (watcher, advice)
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

    /// Watches folders that are new, or that have taken the place of others. What cannot be
    /// watched makes the watcher blind, with one line of advice.
    pub fn renew(&mut self) -> Option<String> {
        let system = self.system.as_mut()?;
        let anew = self.unsure.swap(false, Ordering::AcqRel);
        let mut before = std::mem::take(&mut self.watched);
        // The root comes first: then it is told of a folder that comes meanwhile.
        let folders = FOLDERS.iter().map(|it| self.root.join(it));
        for folder in std::iter::once(self.root.clone()).chain(folders) {
            let Some(at) = number(&folder) else { continue };
            let known = before.remove(&folder);
            if known == Some(at) && !anew {
                self.watched.insert(folder, at);
                continue;
            }
            if known.is_some() {
                forget(system, &folder);
            }
            let mode = if folder == self.root {
                RecursiveMode::NonRecursive
            } else {
                RecursiveMode::Recursive
            };
            match system.watch(&folder, mode) {
                Ok(()) => {
                    self.watched.insert(folder, at);
                }
                // It went meanwhile, or something in it: the next look will see.
                Err(error) if has_gone(&error) || number(&folder) != Some(at) => {}
                Err(error) => {
                    let advice = advice(&error);
                    self.system = None;
                    return Some(advice);
                }
            }
        }
        for folder in before.keys() {
            forget(system, folder);
        }
        None
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
    unsure: Arc<AtomicBool>,
}

impl Filter {
    fn message(&self, event: notify::Result<Event>) -> Option<Message> {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                log::debug!("watching: {error}");
                self.unsure.store(true, Ordering::Release);
                return Some(Message::Anything);
            }
        };
        if event.need_rescan() {
            self.unsure.store(true, Ordering::Release);
            return Some(Message::Anything);
        }
        // We read files ourselves: to be told of that would never end.
        if matches!(event.kind, EventKind::Access(_)) {
            return None;
        }
        let files: Vec<PathBuf> =
            event.paths.into_iter().filter(|it| self.is_ours(it)).collect();
        let turned = matches!(
            event.kind,
            EventKind::Remove(_)
                | EventKind::Modify(ModifyKind::Name(_))
                | EventKind::Create(_)
        );
        if turned && files.iter().any(|it| self.is_watched(it)) {
            self.unsure.store(true, Ordering::Release);
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
