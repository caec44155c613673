//! What publishing promises, each promise by a test.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk from outside")]

mod publishing;
mod recovery;
mod refusals;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

/// A folder with a portal in it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("portal/pages")).unwrap();
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self, output: &str) -> Result<Staging, PublishError> {
        self.open_as(output, true)
    }

    fn open_as(&self, output: &str, chosen: bool) -> Result<Staging, PublishError> {
        let (root, pages) = (self.path("portal"), self.path("portal/pages"));
        let (home, cwd) = (self.path("home"), self.path("portal/cwd"));
        Staging::open(
            &self.path("portal").join(output),
            &Guard {
                root: &root,
                content: &[pages],
                chosen,
                home: Some(&home),
                cwd: Some(&cwd),
            },
        )
    }

    /// Publishes these files to `portal/public`.
    fn build(&self, files: &[(&str, &str)]) -> Published {
        let staging = self.open("public").unwrap();
        for (path, text) in files {
            staging.write(path, text.as_bytes()).unwrap();
        }
        staging.publish().unwrap()
    }

    fn why(&self, output: &str) -> Refusal {
        match self.open(output) {
            Err(PublishError::Refused { why, .. }) => why,
            other => panic!("{other:?}"),
        }
    }

    /// The files of `portal/public` without the manifest.
    fn published(&self) -> BTreeMap<String, String> {
        let mut files = tree(&self.path("portal/public"));
        files.remove(manifest::NAME);
        files
    }

    /// What is in the portal's folder.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("portal")).unwrap();
        let mut names: Vec<_> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Inode, time and mode of everything in the output.
    fn stamps(&self) -> Vec<(PathBuf, u64, i64, i64, u32)> {
        let target = self.path("portal/public");
        let mut stamps: Vec<_> = published::walk(&target, Path::new(""))
            .unwrap()
            .into_iter()
            .map(|it| {
                let found = it.metadata;
                (it.path, found.ino(), found.mtime(), found.mtime_nsec(), found.mode())
            })
            .collect();
        stamps.sort();
        stamps
    }
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    published::walk(folder, Path::new(""))
        .unwrap()
        .into_iter()
        .filter(|it| it.metadata.is_file())
        .map(|it| {
            let text = fs::read_to_string(folder.join(&it.path)).unwrap();
            (it.path.into_os_string().into_string().unwrap(), text)
        })
        .collect()
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}
