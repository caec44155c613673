//! What is worked out once for a snapshot, on first use, by a layer above.

use std::{any::Any, fmt, sync::OnceLock};

/// One value that belongs to a snapshot, and lives as long: nothing invalidates it, because
/// nothing of the snapshot changes. Its type is known only to who makes it.
#[derive(Default)]
pub struct Memo(OnceLock<Box<dyn Any + Send + Sync>>);

impl Memo {
    /// The value, made on first use.
    ///
    /// # Panics
    /// When two layers share one memo: each has its own.
    pub fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> &T {
        self.0
            .get_or_init(|| Box::new(make()))
            .downcast_ref()
            .expect("a memo is used by one layer, with one type")
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.get().is_some() { "Memo(made)" } else { "Memo" })
    }
}
