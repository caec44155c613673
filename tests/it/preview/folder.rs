//! A portal's folder on the disk, and the hands of an author in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::sample;

/// A folder in a temporary one, so that it can be moved away and come back.
pub(super) struct Folder {
    temp: tempfile::TempDir,
    /// The portal's own folder.
    pub(super) root: PathBuf,
}

impl Folder {
    /// The small portal of the tests.
    pub(super) fn sample() -> Self {
        let folder = Self::empty();
        for (path, text) in sample::files() {
            folder.write(&path, text.as_bytes());
        }
        folder
    }

    /// A portal from `=== path` and text, again and again.
    pub(super) fn of(text: &str) -> Self {
        let folder = Self::empty();
        for part in text.split("=== ").skip(1) {
            let (path, text) = part.split_once('\n').unwrap();
            folder.write(path, text.as_bytes());
        }
        folder
    }

    fn empty() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap().join("portal");
        fs::create_dir(&root).unwrap();
        Self { temp, root }
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A place on the same disk that is not the portal's.
    pub(super) fn outside(&self, name: &str) -> PathBuf {
        self.temp.path().canonicalize().unwrap().join(name)
    }

    /// Writes in place, with folders where there are none.
    #[track_caller]
    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        make_room(path.parent().unwrap());
        fs::write(path, bytes).unwrap();
    }

    #[track_caller]
    pub(super) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Writes what `change` makes of a file's text.
    #[track_caller]
    pub(super) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "`{from}` is not in {path}: {text}");
        self.write(path, text.replace(from, to));
    }

    #[track_caller]
    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    #[track_caller]
    pub(super) fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        make_room(to.parent().unwrap());
        fs::rename(self.path(from), to).unwrap();
    }

    /// Paths of all files below a folder, sorted; links and hidden files are not among them, nor
    /// names that are no text.
    pub(super) fn files(&self, below: &str) -> Vec<String> {
        self.walk(below, &mut |path| path.is_file() && !path.is_symlink())
    }

    /// Paths of all symbolic links.
    pub(super) fn links(&self) -> Vec<String> {
        self.walk("", &mut Path::is_symlink)
    }

    /// Paths of all folders below a folder, sorted.
    pub(super) fn folders(&self, below: &str) -> Vec<String> {
        self.walk(below, &mut |path| path.is_dir() && !path.is_symlink())
    }

    fn walk(&self, below: &str, take: &mut dyn FnMut(&Path) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        let mut dirs = vec![self.path(below)];
        while let Some(dir) = dirs.pop() {
            let Ok(entries) = fs::read_dir(dir) else { continue };
            for entry in entries {
                let entry = entry.unwrap();
                let path = entry.path();
                let hidden = entry.file_name().to_string_lossy().starts_with('.');
                if hidden {
                    continue;
                }
                if take(&path) {
                    let inside = path.strip_prefix(&self.root).unwrap();
                    found.extend(inside.to_str().map(str::to_owned));
                }
                if path.is_dir() && !path.is_symlink() {
                    dirs.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

/// Makes a folder; a file that stands where it or one above it must be goes.
#[track_caller]
fn make_room(folder: &Path) {
    for above in folder.ancestors().filter(|it| it.is_file()) {
        fs::remove_file(above).unwrap();
    }
    fs::create_dir_all(folder).unwrap();
}
