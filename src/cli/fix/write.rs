//! Puts a mended file in the place of the old one, in one step.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{super::terminal, File, Files};
use crate::source;

/// A file as it is on the disk.
pub(in crate::cli) fn read(disk: &Path) -> Result<String, u8> {
    let bytes = source::bytes(disk).map_err(|error| failed("read", disk, &error))?;
    String::from_utf8(bytes).map_err(|_| moved(disk))
}

/// Says that somebody else wrote to a file, and refuses.
pub(super) fn moved(disk: &Path) -> u8 {
    let message = format!("`{}` changed since it was read", disk.display());
    terminal::usage(&message, Some("save it, and run `parvis fix` again"))
}

/// Writes all files; none, when one of them is another than was read.
pub(in crate::cli) fn all(files: &Files) -> Result<(), u8> {
    for file in files.values() {
        if read(&file.disk)? != file.old {
            return Err(moved(&file.disk));
        }
    }
    for file in files.values() {
        match replace(file) {
            Ok(true) => {}
            Ok(false) => return Err(moved(&file.disk)),
            Err(error) => return Err(failed("write", &file.disk, &error)),
        }
    }
    Ok(())
}

fn failed(what: &str, disk: &Path, error: &io::Error) -> u8 {
    terminal::error(&format!("cannot {what} `{}`: {error}", disk.display()), None);
    3
}

/// Writes beside the file and exchanges the two; false when the file changed meanwhile. Its
/// mode stays, and a link to it leads to the new one.
fn replace(file: &File) -> io::Result<bool> {
    let disk = file.disk.canonicalize()?;
    // A file that may not be written to is not replaced either.
    let mode = OpenOptions::new().write(true).open(&disk)?.metadata()?.permissions();
    let beside = beside(&disk);
    let write = || {
        let mut new = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        new.write_all(file.new.as_bytes())?;
        new.set_permissions(mode)?;
        new.sync_all()?;
        let same = source::bytes(&disk)? == file.old.as_bytes();
        if same {
            fs::rename(&beside, &disk)?;
        }
        Ok(same)
    };
    let written = write();
    if !matches!(written, Ok(true)) && beside.exists() {
        fs::remove_file(&beside)?;
    }
    written
}

/// A name that no portal reads.
fn beside(disk: &Path) -> PathBuf {
    let name = disk.file_name().unwrap_or_default().to_string_lossy();
    disk.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
