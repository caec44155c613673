//! One file → its bytes, all of one moment.

use std::{
    cell::RefCell,
    fs::Metadata,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use super::{
    Change, Contents, FileInfo, WalkError, acts,
    decode::{MAX_TEXT, decode, longest, too_long},
    details, image,
    place::open,
    walk::Listed,
};
use crate::diag::{Checked, Diagnostic};

/// Largest file that is published.
const MAX_FILE: u64 = 100 * 1024 * 1024;

/// How many bytes of room a thread keeps for the next file.
const KEPT: usize = 64 * 1024;

thread_local! {
    /// What is read lands here first: nearly every file fits, and none needs room of its own.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Reads a file of the portal, or only its head when nothing reads the rest.
pub(super) fn read(file: &Listed) -> Result<Checked<Change>, WalkError> {
    let error = |source| WalkError { path: file.disk.clone(), source };
    let path = Arc::clone(&file.path);
    if !is_text(&path) {
        return published(file).map_err(error);
    }
    if file.stamp.size > longest(&path) as u64 {
        let found = vec![too_long(&path, file.stamp.size)];
        return Ok(Checked::new(Change { path, contents: Contents::Broken }, found));
    }
    let text = BUFFER.with_borrow_mut(|bytes| {
        settled(&file.disk, bytes, || ()).map_err(error)?;
        let text = decode(&path, bytes);
        bytes.truncate(KEPT);
        bytes.shrink_to(KEPT);
        Ok(text)
    })?;
    Ok(text.map(|text| Change {
        path,
        contents: text.map_or(Contents::Broken, Contents::Text),
    }))
}

/// A text file as it is on the disk, with its byte-order mark and line ends.
///
/// # Errors
/// When it cannot be read, is longer than a text may be, or changes while it is read.
pub fn bytes(disk: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    settled(disk, &mut bytes, || ())?;
    Ok(bytes)
}

/// Reads a file that nobody writes to meanwhile: one more try, then it is an error. What
/// happens `meanwhile` is for tests.
fn settled(disk: &Path, bytes: &mut Vec<u8>, meanwhile: impl Fn()) -> io::Result<()> {
    if matches!(whole(disk, bytes, &meanwhile), Ok(true)) || whole(disk, bytes, &meanwhile)?
    {
        return Ok(());
    }
    Err(io::Error::other("it changed while it was read"))
}

/// Reads all of a file; false when it changed meanwhile.
fn whole(disk: &Path, bytes: &mut Vec<u8>, meanwhile: impl Fn()) -> io::Result<bool> {
    let (mut file, before) = open(disk)?;
    let Some(length) = usize::try_from(before.len()).ok().filter(|it| *it <= MAX_TEXT)
    else {
        return Ok(false);
    };
    // With room for one byte more, one call tells that there is none.
    bytes.resize(length + 1, 0);
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
    meanwhile();
    Ok(read == length && times(&before) == times(&file.metadata()?))
}

fn times(it: &Metadata) -> (u64, Option<std::time::SystemTime>) {
    (it.len(), it.modified().ok())
}

/// Texts are content and theme files; everything else is published as it is.
pub fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |it| it.1);
    match path.split('/').next() {
        Some("static") => image::credited(path).is_some(),
        Some("themes") => {
            matches!(ending, "html" | "xml" | "css" | "yaml" | "txt" | "svg" | "js")
        }
        _ => matches!(ending, "md" | "yaml"),
    }
}

fn published(file: &Listed) -> io::Result<Checked<Change>> {
    let mut found = Vec::new();
    let mut seen = image::Seen::default();
    if file.stamp.size > MAX_FILE {
        found.push(
            Diagnostic::error("too-large", "the file is larger than 100 MiB")
                .in_file(Arc::clone(&file.path))
                .help("publish it elsewhere, and link to it"),
        );
    } else if image::is_image(&file.path) {
        seen = image::look_at(&file.path, &file.disk, file.stamp.size, &mut found)?;
    } else if let Some(format) = image::foreign_image(&file.path)
        && file.path.starts_with("static/")
    {
        let message =
            format!("browsers cannot show a {format} image, and it tells who made it");
        found.push(
            Diagnostic::error("bad-image", message)
                .in_file(Arc::clone(&file.path))
                .help("export it as JPEG, PNG, WebP or AVIF"),
        );
    }
    let begins_as_page = acts::begins_as_page(file)?;
    let details = details::of(file, &mut found)?;
    let image::Seen { dimensions, raster } = seen;
    let (disk, size) = (file.disk.clone(), file.stamp.size);
    let info = FileInfo { disk, size, dimensions, raster, begins_as_page, details };
    let change = Change { path: Arc::clone(&file.path), contents: Contents::File(info) };
    Ok(Checked::new(change, found))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write their own folders")]
mod tests {
    use std::{cell::Cell, fs, io::Write, path::Path};

    use super::settled;

    fn grow(disk: &Path) {
        let mut file = fs::OpenOptions::new().append(true).open(disk).unwrap();
        file.write_all(b" and more").unwrap();
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_read_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.md");
        fs::write(&disk, "old").unwrap();
        let mut bytes = Vec::new();
        let looks = Cell::new(0);
        let once = || {
            if looks.replace(looks.get() + 1) == 0 {
                grow(&disk);
            }
        };
        settled(&disk, &mut bytes, once).unwrap();
        assert_eq!((bytes.as_slice(), looks.get()), (&b"old and more"[..], 2));
    }

    #[test]
    fn a_file_that_is_replaced_and_then_gone_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, other) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&disk, "old").unwrap();
        fs::write(&other, "newer").unwrap();
        let mut bytes = Vec::new();
        fs::rename(&other, &disk).unwrap();
        settled(&disk, &mut bytes, || ()).unwrap();
        assert_eq!(bytes, b"newer");
        let gone = settled(&disk, &mut bytes, || {
            grow(&disk);
            fs::rename(&disk, &other).unwrap();
        });
        assert_eq!(gone.unwrap_err().kind(), std::io::ErrorKind::NotFound);
    }

    #[test]
    fn a_file_that_never_settles_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let disk = folder.path().join("a.md");
        fs::write(&disk, "old").unwrap();
        let error = settled(&disk, &mut Vec::new(), || grow(&disk)).unwrap_err();
        assert_eq!(error.to_string(), "it changed while it was read");
    }
}
