//! From what happens on the disk to the next state.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{cell::Cell, files::Files, news::News, state::State};
use crate::{
    diag::Diagnostic,
    snapshot::{Bodies, Options, Snapshot, Workspace},
    source::{Contents, Happened, Scan, Tree, WalkError, Watcher},
};

/// How often one looks at a folder although nobody said anything.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// How often one looks when nobody can tell.
const POLL: Duration = Duration::from_millis(250);

/// When the whole folder is looked at again, after something happened: a folder that is new is
/// watched a moment after it came, and of what came meanwhile nobody tells.
const VERIFY: Duration = Duration::from_millis(300);

/// How long what was found waits for what happens meanwhile.
const PATIENCE: Duration = Duration::from_millis(200);

/// When one looks again for that at the latest.
const AGAIN: Duration = Duration::from_millis(12);

/// How often a folder that cannot be read is looked at again before it is said: editors lock
/// a file for a moment, and move folders away and back.
const TRIES: u32 = 3;

/// From how many files on the home page comes before the bodies of other pages are read.
const MANY: usize = 2_000;

/// How long that waits for somebody who asks for the home page.
const HEAD_START: Duration = Duration::from_millis(60);

/// When the folder is looked at again after it was read for the first time.
const CALM: Duration = Duration::from_millis(250);

/// When one looks again for that.
const RETRY: Duration = Duration::from_millis(20);

/// Looking takes at most one part in so many of the time.
const SHARE: u32 = 25;

/// The same, shortly after something happened.
const SHARE_AFTER: u32 = 4;

/// Where the content is, and how it is read.
#[derive(Debug)]
pub(super) struct Follow {
    root: PathBuf,
    except: Vec<PathBuf>,
    options: Options,
    poll: Option<Duration>,
    workspace: Workspace,
    tree: Arc<Files>,
    /// Whether the folder could not be read when one last looked.
    lost: bool,
    /// How often it could not be read since it last could.
    failures: u32,
    /// What was found while more happened, and when: names may have changed between two looks
    /// into the folder, and what was never there at one moment is not shown.
    torn: Option<(Instant, Scan)>,
}

impl Follow {
    /// Reads a portal for the first time.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(super) fn open(
        root: PathBuf,
        except: Vec<PathBuf>,
        options: Options,
        poll: Option<Duration>,
    ) -> Result<(Self, Arc<Snapshot>), WalkError> {
        let options = Options { hold: true, ..options };
        let mut tree = Tree::new(root.clone(), except.clone());
        let scan = tree.scan()?;
        let is_large = scan.changes.len() >= MANY;
        let bodies = if is_large { Bodies::Later } else { Bodies::AtOnce };
        let mut workspace = Workspace::new(Options { bodies, ..options.clone() });
        let snapshot = workspace.apply(scan.changes, scan.found);
        let tree = Arc::new(Files::of(tree));
        Ok((
            Self {
                root,
                except,
                options,
                poll,
                workspace,
                tree,
                lost: false,
                failures: 0,
                torn: None,
            },
            snapshot,
        ))
    }

    /// Whether bodies are unread.
    pub(super) fn owes(&self) -> bool {
        self.workspace.owes()
    }

    /// The files as they were last seen.
    pub(super) fn files(&self) -> Arc<Files> {
        Arc::clone(&self.tree)
    }

    /// Watches the folder. The advice is for somebody whose system cannot.
    pub(super) fn watcher(&self, cell: &Arc<Cell>) -> (Watcher, Option<String>) {
        let cell = Arc::clone(cell);
        let (root, except) = (self.root.clone(), self.except.clone());
        Watcher::new(root, except, self.poll.is_some(), move || cell.note())
    }

    /// Follows the folder until the preview ends.
    pub(super) fn run(mut self, cell: &Cell, mut watcher: Watcher, tell: &dyn Fn(News)) {
        if self.workspace.owes() {
            cell.first_answer(HEAD_START);
            let read = AssertUnwindSafe(|| self.read_bodies(cell, tell));
            if catch_unwind(read).is_err() {
                self.start_anew(cell, tell);
            }
        }
        // What happened between the first look and the first word of the system is looked for
        // when the first page is there.
        let mut pause = CALM;
        while !cell.is_stopped() {
            let happened = watcher.wait(Instant::now() + pause);
            if cell.is_stopped() {
                return;
            }
            let look = AssertUnwindSafe(|| self.look(happened, cell, &mut watcher, tell));
            let looked = catch_unwind(look);
            pause = looked.unwrap_or_else(|_| {
                self.start_anew(cell, tell);
                HEARTBEAT
            });
        }
    }

    /// Reads the bodies, which the home page did not need.
    fn read_bodies(&mut self, cell: &Cell, tell: &dyn Fn(News)) {
        let start = Instant::now();
        let snapshot = self.workspace.read_bodies();
        let (old, new) = publish(cell, None, |old| old.next(&snapshot, &[]));
        tell(News::of(&old, &new, &[], start.elapsed()));
    }

    /// Looks at what happened, and says when to look again if nothing more does.
    fn look(
        &mut self,
        happened: Happened,
        cell: &Cell,
        watcher: &mut Watcher,
        tell: &dyn Fn(News),
    ) -> Duration {
        // What is said from now on may be about what is looked at already.
        let noted = cell.noted();
        let start = Instant::now();
        let something = happened != Happened::Nothing || self.torn.is_some();
        let files = match happened {
            Happened::Files(files) if !self.lost => Some(files),
            _ => None,
        };
        let quick =
            files.and_then(|it| self.find(cell, |tree| tree.look_at(&it).ok_or(())).ok());
        let (scan, known) = if let Some(scan) = quick {
            // Of a few files, one knows only what was said until they were looked at.
            (Ok(scan), watcher.heard())
        } else {
            // Watched before it is looked at: what happens in between is told.
            if let Some(advice) = watcher.renew() {
                tell(News { advice: Some(advice), ..News::default() });
            }
            (self.find(cell, Tree::scan), noted)
        };
        let took = start.elapsed();
        self.failures = if scan.is_ok() { 0 } else { self.failures.saturating_add(1) };
        if (1..=TRIES).contains(&self.failures) && !self.lost {
            return RETRY;
        }
        let Some(scan) = self.whole(scan, cell.noted() == known) else { return AGAIN };
        self.take(scan, (cell, known), start, tell);
        let usual = match (watcher.is_blind(), self.poll) {
            (true, Some(poll)) => poll,
            (true, None) => POLL,
            // Nobody tells that a folder is back.
            (false, _) if self.lost => POLL,
            (false, _) => HEARTBEAT,
        };
        // Where something happened, something else may have, of which nobody told.
        let something = something || watcher.is_unsure();
        let usual = if something { usual.min(VERIFY) } else { usual };
        usual.max(took * if something { SHARE_AFTER } else { SHARE })
    }

    /// Looks at some files, or at all. Whoever asks for a page from then on waits for what was
    /// found: to them, the tree knows the new file already ([`Files::is_stale`]).
    fn find<E>(
        &self,
        cell: &Cell,
        look: impl FnOnce(&mut Tree) -> Result<Scan, E>,
    ) -> Result<Scan, E> {
        let mut tree = self.tree.lock();
        let scan = look(&mut tree)?;
        if !scan.is_empty() {
            cell.found();
        }
        Ok(scan)
    }

    /// All that was found, unless more happens and it can wait.
    fn whole(
        &mut self,
        scan: Result<Scan, WalkError>,
        quiet: bool,
    ) -> Option<Result<Scan, WalkError>> {
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) => return Some(Err(error)),
        };
        let (since, mut all) =
            self.torn.take().unwrap_or((Instant::now(), Scan::default()));
        all.then(scan);
        if quiet || all.is_empty() || since.elapsed() > PATIENCE {
            return Some(Ok(all));
        }
        self.torn = Some((since, all));
        None
    }

    /// Makes the next state, if anything has changed.
    fn take(
        &mut self,
        scan: Result<Scan, WalkError>,
        (cell, noted): (&Cell, u64),
        start: Instant,
        tell: &dyn Fn(News),
    ) {
        self.workspace.set_now(jiff::Timestamp::now());
        let scan = match scan {
            Ok(scan) => scan,
            Err(error) => return self.lose(&error, (cell, noted), tell),
        };
        let found_again = std::mem::take(&mut self.lost);
        if scan.is_empty() && !self.workspace.is_another_day() && !found_again {
            return cell.settle(noted);
        }
        let paths: Vec<Arc<str>> =
            scan.changes.iter().map(|it| Arc::clone(&it.path)).collect();
        let is_file =
            |it: &&crate::source::Change| matches!(it.contents, Contents::File(_));
        let files: Vec<Arc<str>> =
            scan.changes.iter().filter(is_file).map(|it| Arc::clone(&it.path)).collect();
        let snapshot = self.workspace.apply(scan.changes, scan.found);
        let (old, new) = publish(cell, Some(noted), |old| old.next(&snapshot, &files));
        tell(News::of(&old, &new, &paths, start.elapsed()));
    }

    /// A panic while the portal is read is a bug of ours; the preview lives on, and starts anew
    /// from the files.
    fn start_anew(&mut self, cell: &Cell, tell: &dyn Fn(News)) {
        self.workspace = Workspace::new(self.options.clone());
        *self.tree.lock() = Tree::new(self.root.clone(), self.except.clone());
        self.torn = None;
        let source =
            std::io::Error::other("this is more than parvis can, and a bug of ours");
        let error = WalkError { path: self.root.clone(), source };
        let lost = AssertUnwindSafe(|| self.lose(&error, (cell, cell.noted()), tell));
        if catch_unwind(lost).is_err() {
            log::debug!("and nobody could be told");
        }
    }

    /// The folder cannot be read: what was shown is shown until it can.
    fn lose(
        &mut self,
        error: &WalkError,
        (cell, noted): (&Cell, u64),
        tell: &dyn Fn(News),
    ) {
        if std::mem::replace(&mut self.lost, true) {
            return cell.settle(noted);
        }
        let why = Diagnostic::error("unreadable-file", error.to_string())
            .help("what was there before is shown until it can be read again");
        let why = |old: &State| old.without_folder(why.clone());
        let (old, new) = publish(cell, Some(noted), why);
        tell(News::of(&old, &new, &[], Duration::ZERO));
    }
}

/// Puts the next state in place, made anew when somebody else was faster. The one before, and
/// the newest.
fn publish(
    cell: &Cell,
    seen: Option<u64>,
    next: impl Fn(&State) -> State,
) -> (Arc<State>, Arc<State>) {
    loop {
        let old = cell.newest();
        if cell.publish(&old, next(&old), seen) {
            return (old, cell.newest());
        }
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write their own folders")]
mod tests {
    use std::{
        fs,
        path::Path,
        sync::Arc,
        time::{Duration, Instant},
    };

    use super::{Cell, Follow, Happened, News, RETRY, Scan, State, TRIES, Tree, Watcher};
    use crate::serve::{editor::Editor, state::Desk};

    /// A preview of a portal of one file, as it is when it has begun.
    fn begun(root: &Path) -> (Follow, Arc<Cell>, Watcher) {
        fs::create_dir(root).unwrap();
        fs::write(root.join("portal.yaml"), "title: Portail\n").unwrap();
        let options = crate::snapshot::Options::default();
        let (follow, snapshot) =
            Follow::open(root.to_owned(), Vec::new(), options, None).unwrap();
        let desk = Desk { root: root.to_owned(), editor: Editor::None };
        let cell = Arc::new(Cell::new(State::first(&snapshot, desk)));
        let (mut watcher, _) = follow.watcher(&cell);
        assert_eq!(watcher.renew(), None);
        (follow, cell, watcher)
    }

    #[test]
    fn pages_wait_for_what_was_found_before_anybody_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("portal");
        let (mut follow, _, _) = begun(&root);
        // One to which nothing is told.
        let snapshot = follow.workspace.apply(Vec::new(), Vec::new());
        let desk = Desk { root: root.clone(), editor: Editor::None };
        let cell = Cell::new(State::first(&snapshot, desk));

        let scan = follow.find(&cell, Tree::scan);
        assert!(scan.as_ref().is_ok_and(Scan::is_empty) && !cell.is_behind());
        fs::write(root.join("portal.yaml"), "title: Un autre\n").unwrap();
        let scan = follow.find(&cell, Tree::scan);
        assert!(follow.files().is_stale("portal.yaml").is_none(), "the tree has it");
        assert!(cell.is_behind(), "the pages have not");
        follow.take(scan, (&cell, 0), Instant::now(), &|_: News| ());
        assert!(!cell.is_behind());
    }

    #[test]
    fn what_cannot_be_read_for_a_moment_is_not_said() {
        let folder = tempfile::tempdir().unwrap();
        let (root, away) = (folder.path().join("portal"), folder.path().join("away"));
        let (mut follow, cell, mut watcher) = begun(&root);
        let mut look =
            || follow.look(Happened::Anything, &cell, &mut watcher, &|_: News| ());
        let held = || cell.newest().held.clone();

        fs::rename(&root, &away).unwrap();
        for _ in 0..TRIES {
            assert_eq!(look(), RETRY);
            assert!(held().is_empty(), "{:?}", held());
        }
        fs::rename(&away, &root).unwrap();
        assert!(look() > Duration::ZERO);
        assert!(held().is_empty(), "{:?}", held());

        fs::rename(&root, &away).unwrap();
        for _ in 0..=TRIES {
            look();
        }
        assert_eq!(held(), ["folder"]);
    }
}
