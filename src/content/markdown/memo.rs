//! Colored code by what it was made from, so that the same block is colored once: in one build
//! for several pages, and over builds when the command keeps the memo on disk.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::highlight;
use crate::sink::Html;

/// What a colored block was made from: the BLAKE3 of renderer version, language and code.
pub type Key = [u8; 32];

/// Colored blocks of earlier runs.
pub trait Kept: Debug + Send + Sync {
    /// A block, if it is there and whole.
    fn find(&self, key: &Key) -> Option<Html>;

    /// What there are blocks of.
    fn keys(&self) -> Vec<Key>;
}

/// Nothing was kept.
impl Kept for () {
    fn find(&self, _: &Key) -> Option<Html> {
        None
    }

    fn keys(&self) -> Vec<Key> {
        Vec::new()
    }
}

type Open = Box<dyn FnOnce() -> Box<dyn Kept> + Send>;

/// Blocks are spread over so many locks that two threads seldom meet.
const SHARDS: usize = 64;

/// Colored blocks; the result of a pure function, so that forgetting any of them changes no
/// output.
#[derive(Debug)]
pub struct Memo {
    /// Those that were used.
    shards: Vec<Mutex<BTreeMap<Key, Arc<Html>>>>,
    kept: LazyLock<Box<dyn Kept>, Open>,
    grown: AtomicBool,
}

impl Default for Memo {
    fn default() -> Self {
        Self::over(|| Box::new(()))
    }
}

impl Memo {
    /// A memo over blocks that were kept, which are opened when the first block is asked for.
    pub fn over(open: impl FnOnce() -> Box<dyn Kept> + Send + 'static) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        let open: Open = Box::new(open);
        Self { shards, kept: LazyLock::new(open), grown: AtomicBool::new(false) }
    }

    /// Code in colors; nothing for a language without.
    pub fn color(&self, lang: &str, code: &str) -> Option<Arc<Html>> {
        if !highlight::is_colored(lang, code) {
            return None;
        }
        let key = key(lang, code);
        if let Some(html) = self.find(&key, code) {
            return Some(html);
        }
        let html: Arc<Html> = highlight::highlight(lang, code)?.into();
        self.insert(key, Arc::clone(&html));
        self.grown.store(true, Ordering::Relaxed);
        Some(html)
    }

    /// Whether something was colored that was not known before.
    pub fn has_grown(&self) -> bool {
        self.grown.load(Ordering::Relaxed)
    }

    /// All blocks in the order of their keys; `used` ones only, or all.
    pub fn blocks(&self, used_only: bool) -> Vec<(Key, Arc<Html>)> {
        let mut blocks = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            blocks.extend(shard.iter().map(|(key, it)| (*key, Arc::clone(it))));
        }
        if !used_only {
            let rest = self.kept.keys().into_iter().filter(|it| self.used(it).is_none());
            blocks.extend(rest.filter_map(|it| Some((it, self.kept.find(&it)?.into()))));
        }
        blocks.sort_unstable_by_key(|it| it.0);
        blocks
    }

    /// A block that is known. What was kept may have been written by anybody who can write where
    /// it was kept: it has to say what the code says.
    fn find(&self, key: &Key, code: &str) -> Option<Arc<Html>> {
        if let Some(html) = self.used(key) {
            return Some(html);
        }
        let kept = self.kept.find(key).filter(|it| highlight::is_of(it, code))?;
        let html: Arc<Html> = kept.into();
        self.insert(*key, Arc::clone(&html));
        Some(html)
    }

    fn used(&self, key: &Key) -> Option<Arc<Html>> {
        let shard = self.shard(key)?.lock().unwrap_or_else(PoisonError::into_inner);
        shard.get(key).cloned()
    }

    fn insert(&self, key: Key, html: Arc<Html>) {
        if let Some(shard) = self.shard(&key) {
            shard.lock().unwrap_or_else(PoisonError::into_inner).insert(key, html);
        }
    }

    fn shard(&self, key: &Key) -> Option<&Mutex<BTreeMap<Key, Arc<Html>>>> {
        self.shards.get(usize::from(key.first().copied().unwrap_or(0)) % SHARDS)
    }
}

fn key(lang: &str, code: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&highlight::VERSION.to_le_bytes());
    hasher.update(lang.as_bytes());
    // Neither may end where the other begins.
    hasher.update(&[0]);
    hasher.update(code.as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One block, of the key of sevens.
    #[derive(Debug)]
    struct One;

    impl Kept for One {
        fn find(&self, key: &Key) -> Option<Html> {
            (*key == [7; 32]).then(Html::default)
        }

        fn keys(&self) -> Vec<Key> {
            vec![[7; 32]]
        }
    }

    #[test]
    fn a_block_is_colored_once_and_kept_only_when_it_was_used() {
        let memo = Memo::over(|| Box::new(One));
        let first = memo.color("rust", "let x = 1;\n").unwrap();
        let again = memo.color("rust", "let x = 1;\n").unwrap();
        assert!(Arc::ptr_eq(&first, &again) && memo.has_grown());
        assert_eq!(*first, highlight::highlight("rust", "let x = 1;\n").unwrap());
        assert_eq!((memo.blocks(true).len(), memo.blocks(false).len()), (1, 2));
        assert_eq!(memo.color("klingon", "x"), None);
        assert!(memo.find(&[7; 32], "x").is_none());
        assert!(memo.find(&[7; 32], "").is_some());
        assert_eq!((memo.blocks(true).len(), memo.blocks(false).len()), (2, 2));
    }

    #[test]
    fn what_was_kept_is_opened_when_it_is_needed() {
        static OPENED: AtomicBool = AtomicBool::new(false);
        let memo = Memo::over(|| {
            OPENED.store(true, Ordering::SeqCst);
            Box::new(One)
        });
        assert!(memo.blocks(true).is_empty());
        assert!(!OPENED.load(Ordering::SeqCst));
        memo.color("rust", "let x = 1;\n").unwrap();
        assert!(OPENED.load(Ordering::SeqCst));
    }
}
