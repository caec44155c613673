//! Where the output may be. Publishing replaces a whole folder, so a wrong `--output` must
//! end in a sentence, never in a lost folder.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{PublishError, Refusal};

/// What must not be replaced. The environment is read by the caller, once.
#[derive(Debug, Clone, Copy)]
pub struct Guard<'a> {
    /// The portal's folder.
    pub root: &'a Path,
    /// Every folder the build reads from: content, static files, theme.
    pub content: &'a [PathBuf],
    /// Whether the user named the output. Where nobody did, it is in the portal: a link there may
    /// have come with the content, from whoever wrote that.
    pub chosen: bool,
    /// The user's home folder, if there is one.
    pub home: Option<&'a Path>,
    /// The working folder, if it still exists; relative paths start here.
    pub cwd: Option<&'a Path>,
}

/// The real place of the output folder, which need not exist yet.
///
/// Symbolic links are resolved first, for two reasons: the checks must see what would be
/// replaced, and the new folder must be made on the file system of the old one.
pub(super) fn resolve(output: &Path, guard: &Guard<'_>) -> Result<PathBuf, PublishError> {
    let refused = |why| PublishError::Refused { output: output.to_owned(), why };
    if output.as_os_str().is_empty() {
        return Err(refused(Refusal::Nameless));
    }
    let real = match guard.cwd {
        Some(cwd) => real_path(&cwd.join(output)),
        None => real_path(output),
    };
    let real = real.map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory => refused(Refusal::NotAFolder),
        io::ErrorKind::InvalidInput => refused(Refusal::Dangling),
        _ => PublishError::io("find", output)(error),
    })?;
    match forbidden(&real, guard) {
        Some(why) => Err(refused(why)),
        None => Ok(real),
    }
}

/// Like [`fs::canonicalize`], but the end of the path may be missing.
///
/// A symbolic link to nothing is [`io::ErrorKind::InvalidInput`].
fn real_path(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    if fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink()) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if path == Path::new(".") {
        // The working folder was removed.
        return Err(io::ErrorKind::NotFound.into());
    }
    let mut components = path.components();
    let Some(last) = components.next_back() else {
        return Err(io::ErrorKind::NotFound.into());
    };
    let above = components.as_path();
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    let mut real = real_path(above)?;
    match last {
        // What is missing has no links: `..` only takes back what was added.
        Component::ParentDir => drop(real.pop()),
        Component::CurDir => {}
        _ => real.push(last),
    }
    Ok(real)
}

/// The first reason why `real` must not be replaced.
fn forbidden(real: &Path, guard: &Guard<'_>) -> Option<Refusal> {
    let holds =
        |path: Option<&Path>| path.is_some_and(|it| canonical(it).starts_with(real));
    if real.parent().is_none() {
        return Some(Refusal::FileSystemRoot);
    }
    if !guard.chosen && !real.starts_with(canonical(guard.root)) {
        return Some(Refusal::LeadsOut(real.to_owned()));
    }
    if holds(guard.home) {
        return Some(Refusal::Home);
    }
    if holds(Some(guard.root)) {
        return Some(Refusal::Portal);
    }
    if holds(guard.cwd) {
        return Some(Refusal::WorkingFolder);
    }
    if let Some(why) = guard.content.iter().find_map(|it| content_refusal(real, it, guard))
    {
        return Some(why);
    }
    match fs::metadata(real) {
        Ok(found) if !found.is_dir() => Some(Refusal::NotAFolder),
        _ => None,
    }
}

/// Whether `real` and one content folder are in each other's way.
///
/// When the portal's root is itself content, the output may only be a folder right in it.
fn content_refusal(real: &Path, content: &Path, guard: &Guard<'_>) -> Option<Refusal> {
    let folder = canonical(content);
    if folder.starts_with(real) {
        return Some(Refusal::HoldsContent(content.to_owned()));
    }
    let beside = folder == canonical(guard.root) && real.parent() == Some(&folder);
    (real.starts_with(&folder) && !beside)
        .then(|| Refusal::InsideContent(content.to_owned()))
}

/// The real path, or the path itself when it cannot be found.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
