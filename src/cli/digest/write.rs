//! Writes the letter to the file that was named: whole, or not at all.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::terminal;

/// Refuses what cannot be a file before anything is read.
pub(super) fn check(output: &Path) -> Result<(), u8> {
    if output.is_dir() || output.file_name().is_none() {
        let message = format!("`{}` is a folder", output.display());
        return Err(terminal::usage(&message, Some("name a file: `--output lettre.eml`")));
    }
    Ok(())
}

/// Writes beside the file, and exchanges the two: who reads it meanwhile sees the old one. What
/// is no file, such as `/dev/stdout`, is written to.
pub(super) fn write(output: &Path, bytes: &[u8]) -> Result<(), u8> {
    // A link to a file stays one.
    let file = output.canonicalize().unwrap_or_else(|_| output.to_owned());
    let is_special = file.metadata().is_ok_and(|it| !it.is_file());
    let open = || OpenOptions::new().write(true).open(&file)?.write_all(bytes);
    let written = if is_special { open() } else { replace(&file, bytes) };
    written.map_err(|error| {
        terminal::error(&format!("cannot write `{}`: {error}", output.display()), None);
        3
    })
}

fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(file);
    let write = || {
        let mut new = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        new.write_all(bytes)?;
        if let Ok(old) = file.metadata() {
            new.set_permissions(old.permissions())?;
        }
        new.sync_all()?;
        fs::rename(&beside, file)
    };
    let written = write();
    if written.is_err() && beside.exists() {
        fs::remove_file(&beside)?;
    }
    written
}

/// A name that no portal reads.
fn beside(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}
