//! The portal's folder → changes, read in parallel, in the order of paths.

use std::{
    fs, io,
    os::unix::fs::FileTypeExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::{Change, Contents, FileInfo, decode};
use crate::diag::{Checked, Diagnostic};

/// Largest file that is published.
const MAX_FILE: u64 = 100 * 1024 * 1024;

/// What to walk.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    /// The portal's folder.
    pub root: &'a Path,
    /// Folders that are not content although they are inside (output, cache).
    pub except: &'a [PathBuf],
}

/// A file or folder that could not be read: not the author's fault.
#[derive(Debug, thiserror::Error)]
#[error("cannot read `{}`: {source}", path.display())]
pub struct WalkError {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

struct Found {
    path: Arc<str>,
    disk: PathBuf,
    size: u64,
}

/// Reads all files of a portal.
pub fn walk(walk: &Walk<'_>) -> Result<Checked<Vec<Change>>, WalkError> {
    let mut found = Vec::new();
    let files = list(walk, &mut found)?;
    let read: Result<Vec<Checked<Change>>, WalkError> =
        files.par_iter().map(read).collect();
    let changes = read?.into_iter().map(|it| it.unload(&mut found)).collect();
    Ok(Checked::new(changes, found))
}

fn list(walk: &Walk<'_>, found: &mut Vec<Diagnostic>) -> Result<Vec<Found>, WalkError> {
    let mut files = Vec::new();
    let real_root = walk
        .root
        .canonicalize()
        .map_err(|source| WalkError { path: walk.root.into(), source })?;
    let entries = WalkDir::new(&real_root)
        .follow_links(true)
        .max_depth(40)
        .into_iter()
        .filter_entry(|it| it.depth() == 0 || wanted(it, walk.except, &real_root));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                unreadable(error, &real_root, found)?;
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let Some(path) = relative(entry.path(), &real_root, found) else { continue };
        if entry.path_is_symlink() && leaves(entry.path(), &real_root) {
            found.push(
                Diagnostic::error(
                    "link-outside",
                    "the symbolic link leads out of the portal",
                )
                .in_file(path)
                .help("copy the file into the portal"),
            );
            continue;
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            if path.ends_with(".md") || path.ends_with(".yaml") {
                let message = "this is a folder, where a file is expected";
                found.push(
                    Diagnostic::error("not-a-file", message)
                        .in_file(path)
                        .help("rename the folder"),
                );
            }
            continue;
        }
        if kind.is_fifo()
            || kind.is_socket()
            || kind.is_block_device()
            || kind.is_char_device()
        {
            let message = "this is a pipe, a socket or a device, not a file";
            found.push(
                Diagnostic::error("not-a-file", message).in_file(path).help("remove it"),
            );
            continue;
        }
        let size = entry.metadata().map_or(0, |it| it.len());
        files.push(Found { path, disk: entry.into_path(), size });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Hidden files, editors' files and secrets are never read and never published.
fn wanted(entry: &walkdir::DirEntry, except: &[PathBuf], root: &Path) -> bool {
    let name = entry.file_name().to_string_lossy();
    let well_known = name == ".well-known" && entry.depth() == 2;
    let hidden = name.starts_with('.') && !well_known;
    let editor = name.ends_with('~')
        || name.ends_with(".swp")
        || name == "Thumbs.db"
        || name == "node_modules";
    if hidden || editor || except.iter().any(|it| it == entry.path()) {
        return false;
    }
    let top = entry.path().strip_prefix(root).ok().and_then(|it| it.components().next());
    let top =
        top.map(|it| it.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    entry.depth() > 1
        || matches!(
            top.as_str(),
            "communities"
                | "events"
                | "talks"
                | "pages"
                | "people"
                | "static"
                | "themes"
                | "i18n"
                | "portal.yaml"
                | "topics.yaml"
                | "people.yaml"
                | "talks.yaml"
        )
        || top
            .strip_suffix(".md")
            .is_some_and(|it| it == "index" || it.starts_with("index."))
}

/// Loops and dangling links are the portal's fault, the rest the machine's.
fn unreadable(
    error: walkdir::Error,
    root: &Path,
    found: &mut Vec<Diagnostic>,
) -> Result<(), WalkError> {
    let path = error.path().unwrap_or(root).to_owned();
    let Some(shown) = relative(&path, root, found) else { return Ok(()) };
    if error.loop_ancestor().is_some() {
        found.push(
            Diagnostic::error(
                "link-loop",
                "the symbolic link leads to a folder it stands in",
            )
            .in_file(shown)
            .help("remove it"),
        );
        return Ok(());
    }
    if fs::symlink_metadata(&path).is_ok_and(|it| it.is_symlink()) {
        found.push(
            Diagnostic::error("link-dangling", "the symbolic link leads nowhere")
                .in_file(shown)
                .help("remove it, or put the file where it leads"),
        );
        return Ok(());
    }
    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("unreadable"));
    Err(WalkError { path, source })
}

fn leaves(path: &Path, root: &Path) -> bool {
    path.canonicalize().is_ok_and(|it| !it.starts_with(root))
}

fn relative(path: &Path, root: &Path, found: &mut Vec<Diagnostic>) -> Option<Arc<str>> {
    let path = path.strip_prefix(root).unwrap_or(path);
    let mut text = String::new();
    for part in path.components() {
        let part = part.as_os_str();
        let name = part.to_str().filter(|it| !it.contains(|it: char| it.is_control()));
        let Some(name) = name else {
            let shown = format!("{text}{}", part.to_string_lossy().escape_debug());
            found.push(
                Diagnostic::error("bad-file-name", "the file's name is not readable text")
                    .in_file(shown)
                    .help("rename the file: UTF-8, no line breaks"),
            );
            return None;
        };
        if !text.is_empty() {
            text.push('/');
        }
        text.extend(name.nfc());
    }
    Some(text.into())
}

/// Texts are content and theme files; everything else is published as it is.
fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |it| it.1);
    match path.split('/').next() {
        Some("static") => false,
        Some("themes") => {
            matches!(ending, "html" | "xml" | "css" | "yaml" | "txt" | "svg" | "js")
        }
        _ => matches!(ending, "md" | "yaml"),
    }
}

fn read(file: &Found) -> Result<Checked<Change>, WalkError> {
    let path = Arc::clone(&file.path);
    let error = |source| WalkError { path: file.disk.clone(), source };
    if is_text(&path) {
        let bytes = fs::read(&file.disk).map_err(error)?;
        let text = decode(&path, &bytes);
        return Ok(text.map(|text| Change {
            path,
            contents: text.map_or(Contents::Broken, Contents::Text),
        }));
    }
    let mut found = Vec::new();
    let dimensions = look_at(file, &mut found).map_err(error)?;
    let info = FileInfo { disk: file.disk.clone(), size: file.size, dimensions };
    Ok(Checked::new(Change { path, contents: Contents::File(info) }, found))
}

/// Reads the head of an image; a file that is not what its name says is an error.
fn look_at(
    file: &Found,
    found: &mut Vec<Diagnostic>,
) -> io::Result<Option<(usize, usize)>> {
    let push = |found: &mut Vec<Diagnostic>, code, message: &str, help: &str| {
        found.push(
            Diagnostic::error(code, message).in_file(Arc::clone(&file.path)).help(help),
        );
    };
    if file.size > MAX_FILE {
        push(
            found,
            "too-large",
            "the file is larger than 100 MiB",
            "publish it elsewhere, and link to it",
        );
        return Ok(None);
    }
    let ending =
        file.path.rsplit_once('.').map(|it| it.1.to_ascii_lowercase()).unwrap_or_default();
    if !matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
    {
        return Ok(None);
    }
    if ending == "svg" {
        let text = String::from_utf8_lossy(&fs::read(&file.disk)?).into_owned();
        let Some(pointer) = decode::lfs_pointer(&file.path, &text) else {
            return Ok(svg_size(&text, file, found));
        };
        found.push(pointer);
        return Ok(None);
    }
    let mut head = vec![0; 512];
    let length = io::Read::read(&mut fs::File::open(&file.disk)?, &mut head)?;
    head.truncate(length);
    if let Some(it) = decode::lfs_pointer(&file.path, &String::from_utf8_lossy(&head)) {
        found.push(it);
        return Ok(None);
    }
    let same_type = imagesize::image_type(&head).is_ok_and(|it| fits(it, &ending));
    if !same_type {
        let message = format!(
            "the file is not the {} image that its name promises",
            ending.to_uppercase()
        );
        push(
            found,
            "bad-image",
            &message,
            "export the image again, or give the file its true ending",
        );
        return Ok(None);
    }
    match imagesize::size(&file.disk) {
        Ok(size) if size.width * size.height > 50_000_000 => {
            let message = format!(
                "the image has {} × {} pixels, at most 50 million are allowed",
                size.width, size.height
            );
            push(found, "too-large", &message, "export it smaller");
            Ok(None)
        }
        Ok(size) => Ok(Some((size.width, size.height))),
        Err(_) => {
            push(found, "bad-image", "the image is damaged or cut off", "export it again");
            Ok(None)
        }
    }
}

fn fits(found: imagesize::ImageType, ending: &str) -> bool {
    use imagesize::ImageType;
    match found {
        ImageType::Png => ending == "png",
        ImageType::Jpeg => matches!(ending, "jpg" | "jpeg"),
        ImageType::Gif => ending == "gif",
        ImageType::Webp => ending == "webp",
        ImageType::Heif(_) => ending == "avif",
        _ => false,
    }
}

/// An SVG is a document that can act: nothing active may be in it.
fn svg_size(
    text: &str,
    file: &Found,
    found: &mut Vec<Diagnostic>,
) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let active = [
        "<script",
        "<foreignobject",
        "<!doctype",
        "<!entity",
        "javascript:",
        "<iframe",
        "<embed",
    ]
    .into_iter()
    .find(|it| lower.contains(it))
    .or_else(|| event_attribute(&lower).then_some("on…="));
    if !lower.contains("<svg") {
        let diagnostic = Diagnostic::error(
            "bad-image",
            "the file is not the SVG image that its name promises",
        );
        found.push(diagnostic.in_file(Arc::clone(&file.path)));
        return None;
    }
    if let Some(active) = active {
        let message = format!("the SVG contains `{active}`, which can run code");
        let diagnostic =
            Diagnostic::error("active-svg", message).in_file(Arc::clone(&file.path));
        found.push(
            diagnostic
                .help("export it as a plain SVG, without scripts and foreign objects"),
        );
        return None;
    }
    let tag = text.get(lower.find("<svg")?..)?;
    let tag = tag.get(..tag.find('>')?)?;
    let number = |name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        value.trim_end_matches("px").parse::<f64>().ok()
    };
    let boxed = || {
        let value = tag.split("viewBox=\"").nth(1)?.split('"').next()?;
        let mut parts = value.split([' ', ',']).filter(|it| !it.is_empty()).skip(2);
        Some((parts.next()?.parse::<f64>().ok()?, parts.next()?.parse::<f64>().ok()?))
    };
    let (width, height) = number("width").zip(number("height")).or_else(boxed)?;
    let round = |it: f64| format!("{:.0}", it.clamp(1.0, 1e6)).parse::<usize>().ok();
    Some((round(width)?, round(height)?))
}

fn event_attribute(lower: &str) -> bool {
    lower.match_indices(" on").any(|(at, _)| {
        let rest = lower.get(at + 3..).unwrap_or("");
        let name: usize = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        name > 1 && rest.get(name..).is_some_and(|it| it.trim_start().starts_with('='))
    })
}
