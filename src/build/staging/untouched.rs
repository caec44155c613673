//! Whether the output is still what a build left.

use blake3::Hash;

use super::{Published, Staging};

impl Staging {
    /// The hash of the manifest, and what is published, if every file of the manifest is
    /// there as it was written; nothing when one is missing or was changed by others.
    pub fn untouched(&self) -> Option<(Hash, Published)> {
        let manifest = self.published.manifest.as_deref()?;
        let files = &self.published.files;
        files.values().all(|it| it.intact).then(|| {
            let published = Published {
                files: files.len(),
                bytes: files.values().map(|it| it.entry.length).sum(),
                changed: 0,
                removed: 0,
                unchanged: true,
                left: None,
            };
            (blake3::hash(manifest), published)
        })
    }
}
