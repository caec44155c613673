//! One number for all files of a portal.

use std::io;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::{Change, Contents, WalkError, open};

/// The BLAKE3 of every path and what is in it. Files that are not in memory are read: sizes
/// and times can lie, and a checkout gives every file a new time.
///
/// # Errors
/// When a file cannot be read.
pub fn fingerprint(changes: &[Change]) -> Result<Hash, WalkError> {
    let all: Vec<Hash> = changes.par_iter().map(one).collect::<Result<_, _>>()?;
    let mut hasher = Hasher::new();
    for (change, hash) in changes.iter().zip(all) {
        hasher.update(&(change.path.len() as u64).to_le_bytes());
        hasher.update(change.path.as_bytes());
        hasher.update(hash.as_bytes());
    }
    Ok(hasher.finalize())
}

fn one(change: &Change) -> Result<Hash, WalkError> {
    let mut hasher = Hasher::new();
    match &change.contents {
        Contents::Text(text) => {
            hasher.update(b"t");
            hasher.update(text.as_bytes());
        }
        Contents::File(info) => {
            hasher.update(b"f");
            let read = |hasher: &mut Hasher| -> io::Result<()> {
                io::copy(&mut open(&info.disk)?.0, hasher).map(|_| ())
            };
            read(&mut hasher)
                .map_err(|source| WalkError { path: info.disk.clone(), source })?;
        }
        Contents::Broken => {
            hasher.update(b"b");
        }
        Contents::Gone => {
            hasher.update(b"g");
        }
    }
    Ok(hasher.finalize())
}
