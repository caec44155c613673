//! Whether the output is still what a build left.

use std::io;

use rayon::prelude::*;

use super::{Published, Staging, open_source, pour, published::Known};

impl Staging {
    /// What is published, if every file of the manifest is there as it was written; nothing
    /// when one is missing or was changed by others.
    pub fn untouched(&self) -> Option<Published> {
        let manifest = self.published.manifest.as_deref()?;
        let files = &self.published.files;
        // The times of files do not tell who wrote them: nothing is believed that was not read.
        let holds = |(path, it): (&String, &Known)| {
            it.intact
                && open_source(&self.target.join(path))
                    .and_then(|(mut file, _)| pour(&mut file, &mut io::sink()))
                    .is_ok_and(|read| read == it.entry)
        };
        files.par_iter().all(holds).then(|| Published {
            files: files.len(),
            bytes: files.values().map(|it| it.entry.length).sum(),
            changed: 0,
            removed: 0,
            unchanged: true,
            left: None,
            manifest: blake3::hash(manifest),
        })
    }
}
