//! The newest state of the portal, and who waits for it.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::state::State;

/// Holds the newest [`State`]. Nobody holds its lock while a page is made.
#[derive(Debug)]
pub(super) struct Cell {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug)]
struct Inner {
    newest: Arc<State>,
    /// How often somebody said that something happened on the disk.
    noted: u64,
    /// Up to which of these the newest state knows what it was.
    seen: u64,
    /// Whether something was found on the disk that the newest state does not have yet.
    found: bool,
    /// When a page was last asked for.
    asked: Instant,
    /// Whether the first page was answered, or waits for what is being read.
    answered: bool,
    stopped: bool,
}

/// Why a wait for a newer state ended without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The time was over.
    Late,
    /// The preview ends.
    Stopped,
}

impl Inner {
    fn settle(&mut self, seen: Option<u64>) {
        let Some(seen) = seen else { return };
        self.seen = self.seen.max(seen);
        self.found = false;
    }
}

impl Cell {
    pub(super) fn new(first: State) -> Self {
        let newest = Arc::new(first);
        let (asked, stopped) = (Instant::now(), false);
        let (found, answered) = (false, false);
        let inner = Inner { newest, noted: 0, seen: 0, found, asked, answered, stopped };
        Self { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    // A thread that died with the lock has changed one number or one pointer: all is well.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest state, as it is.
    pub(super) fn newest(&self) -> Arc<State> {
        Arc::clone(&self.lock().newest)
    }

    /// Something happened on the disk: pages wait from now on, until it is known what.
    pub(super) fn note(&self) {
        self.lock().noted += 1;
    }

    /// How often something happened.
    pub(super) fn noted(&self) -> u64 {
        self.lock().noted
    }

    /// Something was found on the disk, of which maybe nobody said anything: pages wait from now
    /// on, until a state has it.
    pub(super) fn found(&self) {
        self.lock().found = true;
    }

    /// Puts a state in place of the one it was made from, with all that was found and that was
    /// noted up to `seen`; with nothing new of the disk when that is none.
    /// False when there is a newer one, from which it has to be made again.
    pub(super) fn publish(
        &self,
        from: &Arc<State>,
        mut state: State,
        seen: Option<u64>,
    ) -> bool {
        let mut inner = self.lock();
        let current = inner.newest.generation == from.generation;
        if current {
            inner.settle(seen);
            // Counted here, where no two can take the same number. The old one is not dropped
            // with the lock: whoever calls has it, too.
            state.generation = from.generation + 1;
            inner.newest = Arc::new(state);
        }
        drop(inner);
        self.changed.notify_all();
        current
    }

    /// What was found, and noted up to `seen`, changed nothing.
    pub(super) fn settle(&self, seen: u64) {
        self.lock().settle(Some(seen));
        self.changed.notify_all();
    }

    /// The state in which all that has been noted or found until now is known; after `patience` the
    /// newest that there is.
    pub(super) fn fresh(&self, patience: Duration) -> Arc<State> {
        let end = Instant::now() + patience;
        let mut inner = self.lock();
        inner.asked = Instant::now();
        let noted = inner.noted;
        while (inner.seen < noted || inner.found) && !inner.stopped {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            inner = self.wait(inner, left);
        }
        Arc::clone(&inner.newest)
    }

    /// Waits until all bodies were read, at most for `patience`.
    pub(super) fn read(&self, patience: Duration) {
        if self.newest().is_unread() {
            self.answered();
            let unread = |it: &Inner| it.newest.is_unread() && !it.stopped;
            drop(self.while_(unread, patience));
        }
    }

    /// The first page was answered, or waits: nobody need wait for it.
    pub(super) fn answered(&self) {
        self.lock().answered = true;
        self.changed.notify_all();
    }

    /// Waits until the first page was answered, at most for `patience`.
    pub(super) fn first_answer(&self, patience: Duration) {
        drop(self.while_(|it| !it.answered && !it.stopped, patience));
    }

    fn while_(
        &self,
        holds: impl Fn(&Inner) -> bool,
        patience: Duration,
    ) -> MutexGuard<'_, Inner> {
        let waited = self.changed.wait_timeout_while(self.lock(), patience, |it| holds(it));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Whether all that was noted or found is known.
    pub(super) fn is_settled(&self) -> bool {
        let inner = self.lock();
        !inner.found && inner.seen >= inner.noted
    }

    /// A state newer than a generation.
    pub(super) fn newer(
        &self,
        generation: u64,
        patience: Duration,
    ) -> Result<Arc<State>, Ended> {
        let end = Instant::now() + patience;
        let mut inner = self.lock();
        loop {
            if inner.stopped {
                return Err(Ended::Stopped);
            }
            if inner.newest.generation != generation {
                return Ok(Arc::clone(&inner.newest));
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Ended::Late);
            }
            inner = self.wait(inner, left);
        }
    }

    fn wait<'a>(
        &self,
        inner: MutexGuard<'a, Inner>,
        left: Duration,
    ) -> MutexGuard<'a, Inner> {
        self.changed.wait_timeout(inner, left).unwrap_or_else(PoisonError::into_inner).0
    }

    /// How long ago a page was last asked for.
    pub(super) fn idle(&self) -> Duration {
        self.lock().asked.elapsed()
    }

    /// Ends all waits.
    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.lock().stopped
    }
}

#[cfg(test)]
impl Cell {
    /// Whether pages wait.
    pub(super) fn is_behind(&self) -> bool {
        !self.is_settled()
    }
}
