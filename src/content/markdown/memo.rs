//! Colored code by what it was made from, so that the same block is colored once: in one build
//! for several pages, and over builds when the command keeps the memo on disk.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::highlight;
use crate::sink::Html;

/// What a colored block was made from: the BLAKE3 of renderer version, language and code.
pub type Key = [u8; 32];

/// Blocks are spread over so many locks that two threads seldom meet.
const SHARDS: usize = 64;

/// Colored blocks; the result of a pure function, so that forgetting any of them changes no
/// output.
#[derive(Debug)]
pub struct Memo {
    shards: Vec<Mutex<BTreeMap<Key, Block>>>,
    grown: AtomicBool,
}

#[derive(Debug)]
struct Block {
    html: Arc<Html>,
    used: bool,
}

impl Default for Memo {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self { shards, grown: AtomicBool::new(false) }
    }
}

impl Memo {
    /// A memo of blocks that were kept.
    pub fn of(blocks: impl IntoIterator<Item = (Key, Arc<Html>)>) -> Self {
        let memo = Self::default();
        memo.fill(blocks);
        memo
    }

    /// Adds blocks that were kept; those that are needed before are made.
    pub fn fill(&self, blocks: impl IntoIterator<Item = (Key, Arc<Html>)>) {
        for (key, html) in blocks {
            self.insert(key, html, false);
        }
    }

    /// Code in colors; nothing for a language without.
    pub fn color(&self, lang: &str, code: &str) -> Option<Arc<Html>> {
        if !highlight::is_colored(lang, code) {
            return None;
        }
        let key = key(lang, code);
        if let Some(html) = self.find(&key) {
            return Some(html);
        }
        let html: Arc<Html> = highlight::highlight(lang, code)?.into();
        self.insert(key, Arc::clone(&html), true);
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
            let kept = shard.iter().filter(|it| it.1.used || !used_only);
            blocks.extend(kept.map(|(key, it)| (*key, Arc::clone(&it.html))));
        }
        blocks.sort_unstable_by_key(|it| it.0);
        blocks
    }

    fn find(&self, key: &Key) -> Option<Arc<Html>> {
        let mut shard = self.shard(key)?.lock().unwrap_or_else(PoisonError::into_inner);
        let block = shard.get_mut(key)?;
        block.used = true;
        Some(Arc::clone(&block.html))
    }

    fn insert(&self, key: Key, html: Arc<Html>, used: bool) {
        if let Some(shard) = self.shard(&key) {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.insert(key, Block { html, used });
        }
    }

    fn shard(&self, key: &Key) -> Option<&Mutex<BTreeMap<Key, Block>>> {
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

    #[test]
    fn a_block_is_colored_once_and_kept_only_when_it_was_used() {
        let memo = Memo::of([([7; 32], Arc::default())]);
        let first = memo.color("rust", "let x = 1;\n").unwrap();
        let again = memo.color("rust", "let x = 1;\n").unwrap();
        assert!(Arc::ptr_eq(&first, &again) && memo.has_grown());
        assert_eq!(*first, highlight::highlight("rust", "let x = 1;\n").unwrap());
        assert_eq!((memo.blocks(true).len(), memo.blocks(false).len()), (1, 2));
        assert_eq!(memo.color("klingon", "x"), None);
    }
}
