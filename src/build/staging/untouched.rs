//! Whether the output is still what a build left.

use std::io;

use rayon::prelude::*;

use super::{Published, Staging, pour, tree::patiently};
use crate::source;

impl Staging {
    /// What is published, if every file of the manifest is there as it was written; nothing
    /// when one is missing or was changed by others.
    pub fn untouched(&mut self) -> Option<Published> {
        let manifest = blake3::hash(self.published.manifest.as_deref()?);
        if !self.verify() {
            return None;
        }
        let files = &self.published.files;
        Some(Published {
            files: files.len(),
            bytes: files.values().map(|it| it.entry.length).sum(),
            changed: 0,
            removed: 0,
            unchanged: true,
            left: None,
            manifest,
        })
    }

    /// Reads all that is published. The times of files do not tell who wrote them: one that does
    /// not hold what was written will be written again. Says whether all do.
    pub fn verify(&mut self) -> bool {
        let target = &self.target;
        let files = self.published.files.par_iter_mut().map(|(path, it)| {
            it.intact = it.intact
                && patiently(|| source::open(&target.join(path)))
                    .and_then(|(mut file, _)| pour(&mut file, &mut io::sink()))
                    .is_ok_and(|read| read == it.entry);
            it.intact
        });
        files.reduce(|| true, |all, it| all && it)
    }
}
