//! How much memory all pictures may take that are worked on at one time.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// All pictures together may take this much, in bytes. A larger one waits until it is alone.
const ROOM: u64 = 384 * 1024 * 1024;

/// Lets in as many as there is room for.
#[derive(Debug, Default)]
pub(super) struct Gate {
    taken: Mutex<u64>,
    freed: Condvar,
}

/// Room that is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place<'a> {
    gate: &'a Gate,
    bytes: u64,
}

impl Gate {
    /// Waits until there is room for so many bytes. Whoever has a place must not ask for another.
    pub(super) fn enter(&self, bytes: u64) -> Place<'_> {
        let bytes = bytes.min(ROOM);
        let mut taken = self.lock();
        while *taken + bytes > ROOM {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken += bytes;
        Place { gate: self, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut taken = self.gate.lock();
        *taken = taken.saturating_sub(self.bytes);
        drop(taken);
        self.gate.freed.notify_all();
    }
}
