//! How editors save one file.

use std::{
    fs::{self, File, FileTimes},
    io::Write,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// A way in which an editor saves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::preview) enum Save {
    /// Opens, truncates, writes.
    InPlace,
    /// Truncates, and writes piece by piece.
    Slowly,
    /// A new file under a hidden name takes the place of the old one.
    Over,
    /// As vim does with `backup`: a try whether the folder can be written to, the old file under
    /// another name, a new one in its place.
    Vim,
    /// As the editors of `JetBrains` do with safe write.
    JetBrains,
    /// As emacs does: a lock, a copy beside, in place.
    Emacs,
    /// Removes the file, and makes it anew.
    Anew,
    /// Twice at once, the first time not to the end.
    Twice,
    /// With the time of the file that was there.
    OldTime,
    /// Keeps the old file as a second name of its own, as a backup.
    Backup,
}

pub(in crate::preview) const SAVES: &[Save] = &[
    Save::InPlace,
    Save::Slowly,
    Save::Over,
    Save::Vim,
    Save::JetBrains,
    Save::Emacs,
    Save::Anew,
    Save::Twice,
    Save::OldTime,
    Save::Backup,
];

/// A name beside a file.
fn beside(path: &Path, start: &str, end: &str) -> PathBuf {
    let name = path.file_name().unwrap().to_str().unwrap();
    path.with_file_name(format!("{start}{name}{end}"))
}

/// Saves a text over a file that is there.
pub(in crate::preview) fn save(path: &Path, text: &[u8], how: Save) {
    match how {
        Save::InPlace => fs::write(path, text).unwrap(),
        Save::Slowly => {
            let mut file = File::create(path).unwrap();
            for piece in text.chunks(text.len().div_ceil(4).max(1)) {
                file.write_all(piece).unwrap();
                // The hand of a slow program, not a wait for ours.
                thread::sleep(Duration::from_millis(1));
            }
        }
        Save::Over => {
            let temp = beside(path, ".", ".k3XqZ");
            fs::write(&temp, text).unwrap();
            fs::rename(temp, path).unwrap();
        }
        Save::Vim => {
            let (swap, backup) = (beside(path, ".", ".swp"), beside(path, "", "~"));
            let probe = path.with_file_name("4913");
            fs::write(&swap, "b0VIM 9.1").unwrap();
            fs::write(&probe, "").unwrap();
            fs::remove_file(probe).unwrap();
            fs::rename(path, &backup).unwrap();
            fs::write(path, text).unwrap();
            fs::remove_file(backup).unwrap();
            fs::remove_file(swap).unwrap();
        }
        Save::JetBrains => {
            let (temp, old) =
                (beside(path, "", "___jb_tmp___"), beside(path, "", "___jb_old___"));
            fs::write(&temp, text).unwrap();
            fs::rename(path, &old).unwrap();
            fs::rename(temp, path).unwrap();
            fs::remove_file(old).unwrap();
        }
        Save::Emacs => {
            let (lock, copy) = (beside(path, ".#", ""), beside(path, "#", "#"));
            std::os::unix::fs::symlink("ana@host.1234:5678", &lock).unwrap();
            fs::write(&copy, text).unwrap();
            fs::write(path, text).unwrap();
            fs::remove_file(copy).unwrap();
            fs::remove_file(lock).unwrap();
        }
        Save::Anew => {
            fs::remove_file(path).unwrap();
            fs::write(path, text).unwrap();
        }
        Save::Twice => {
            fs::write(path, &text[..text.len() / 2]).unwrap();
            fs::write(path, text).unwrap();
        }
        Save::OldTime => {
            let before = fs::metadata(path).unwrap().modified().unwrap();
            fs::write(path, text).unwrap();
            let file = File::options().write(true).open(path).unwrap();
            file.set_times(FileTimes::new().set_modified(before)).unwrap();
        }
        Save::Backup => {
            let (temp, backup) = (beside(path, ".", ".new"), beside(path, "", ".bak"));
            fs::hard_link(path, &backup).unwrap();
            fs::write(&temp, text).unwrap();
            fs::rename(temp, path).unwrap();
            fs::remove_file(backup).unwrap();
        }
    }
}
