//! Whether the output is still what a build left.

use super::{Published, Staging};

impl Staging {
    /// What is published, if every file of the manifest is there as it was written; nothing
    /// when one is missing or was changed by others.
    pub fn untouched(&self) -> Option<Published> {
        let manifest = self.published.manifest.as_deref()?;
        let files = &self.published.files;
        files.values().all(|it| it.intact).then(|| Published {
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
