//! A portal of which bodies are not read yet: the first page of a large portal needs few of them.
//!
//! What only they say is not known then. Who asks for it gets nothing, and that is noted: a page
//! that was made meanwhile may be another one than that of the whole portal.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Stands for what only unread bodies say, and notes whether anybody asked for it.
#[derive(Debug, Clone, Default)]
pub struct Unread(Arc<AtomicBool>);

impl Unread {
    /// Notes that somebody asked.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether anybody asked until now.
    pub fn was_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A list of what bodies say. Whoever looks into one that is not known asks for it.
#[derive(Debug, Clone)]
pub enum Told<T> {
    /// All of it.
    Known(Vec<T>),
    /// Nothing yet.
    Unread(Unread),
}

impl<T> Told<T> {
    /// What is known until now; to look into it is not to ask.
    pub fn known(&self) -> &[T] {
        match self {
            Self::Known(all) => all,
            Self::Unread(_) => &[],
        }
    }

    pub(super) fn known_mut(&mut self) -> &mut [T] {
        match self {
            Self::Known(all) => all,
            Self::Unread(_) => &mut [],
        }
    }
}

impl<T> Deref for Told<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        if let Self::Unread(unread) = self {
            unread.ask();
        }
        self.known()
    }
}
