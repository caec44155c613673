//! One file → its bytes, all of one moment.

use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
};

use super::{
    Change, Contents, FileInfo, WalkError,
    decode::{MAX_TEXT, decode, too_long},
    image,
    walk::Listed,
};
use crate::diag::{Checked, Diagnostic};

/// Largest file that is published.
const MAX_FILE: u64 = 100 * 1024 * 1024;

/// Opens a file, and only a file: a pipe that took its place since the walk does not hang us.
///
/// # Errors
/// When it cannot be opened, or is no file.
pub fn open(disk: &Path) -> io::Result<(File, Metadata)> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(disk)?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        return Ok((file, metadata));
    }
    Err(io::Error::other("it is no longer a file"))
}

/// Reads a file of the portal, or only its head when nothing reads the rest.
pub(super) fn read(file: &Listed) -> Result<Checked<Change>, WalkError> {
    let error = |source| WalkError { path: file.disk.clone(), source };
    let path = Arc::clone(&file.path);
    if !is_text(&path) {
        return published(file).map_err(error);
    }
    if file.stamp.size > MAX_TEXT as u64 {
        let found = vec![too_long(&path, file.stamp.size)];
        return Ok(Checked::new(Change { path, contents: Contents::Broken }, found));
    }
    let bytes = settled(&file.disk).map_err(error)?;
    let text = decode(&path, &bytes);
    Ok(text.map(|text| Change {
        path,
        contents: text.map_or(Contents::Broken, Contents::Text),
    }))
}

/// The bytes of a file that nobody writes to meanwhile: one more try, then it is an error.
fn settled(disk: &Path) -> io::Result<Vec<u8>> {
    match whole(disk) {
        Ok(Some(bytes)) => Ok(bytes),
        _ => whole(disk)?.ok_or_else(|| io::Error::other("it changed while it was read")),
    }
}

/// The bytes of a file; nothing when it changed while it was read.
fn whole(disk: &Path) -> io::Result<Option<Vec<u8>>> {
    let (mut file, before) = open(disk)?;
    let Some(length) = usize::try_from(before.len()).ok().filter(|it| *it <= MAX_TEXT)
    else {
        return Ok(None);
    };
    // With room for one byte more, one call tells that there is none.
    let mut bytes = vec![0; length + 1];
    let mut read = 0;
    while let Some(room @ [_, ..]) = bytes.get_mut(read..) {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) if read + count == length => {
                read = length;
                break;
            }
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    let same = read == length && times(&before) == times(&file.metadata()?);
    Ok(same.then_some(bytes))
}

fn times(it: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (it.len(), it.modified().ok())
}

/// Texts are content and theme files; everything else is published as it is.
pub fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |it| it.1);
    match path.split('/').next() {
        Some("static") => false,
        Some("themes") => {
            matches!(ending, "html" | "xml" | "css" | "yaml" | "txt" | "svg" | "js")
        }
        _ => matches!(ending, "md" | "yaml"),
    }
}

fn published(file: &Listed) -> io::Result<Checked<Change>> {
    let mut found = Vec::new();
    let mut dimensions = None;
    if file.stamp.size > MAX_FILE {
        found.push(
            Diagnostic::error("too-large", "the file is larger than 100 MiB")
                .in_file(Arc::clone(&file.path))
                .help("publish it elsewhere, and link to it"),
        );
    } else if image::is_image(&file.path) {
        dimensions = image::look_at(&file.path, &file.disk, file.stamp.size, &mut found)?;
    }
    let info = FileInfo { disk: file.disk.clone(), size: file.stamp.size, dimensions };
    let change = Change { path: Arc::clone(&file.path), contents: Contents::File(info) };
    Ok(Checked::new(change, found))
}
