//! Where a path of the portal leads on the disk: into the portal, or not at all.
//!
//! A symbolic link is kept by git, so it may be a stranger's. Reading follows those that stay in
//! the portal, when the folder is walked; what is opened after that has no link in its path. So
//! whoever puts a link in the place of a file between the two has it refused, not followed.

use std::{
    fs::{File, Metadata, OpenOptions},
    io,
    os::{fd::OwnedFd, unix::fs::OpenOptionsExt},
    path::{Component, Path, PathBuf},
};

use rustix::{
    fs::{CWD, Mode, OFlags, openat},
    io::Errno,
};

/// Opens a file, and only a file, at a path without links: a pipe that took its place since the
/// walk does not hang us, a link does not lead elsewhere.
///
/// # Errors
/// When it cannot be opened, or is no file.
pub fn open(disk: &Path) -> io::Result<(File, Metadata)> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    only_a_file(File::from(beneath(disk, flags)?))
}

/// Opens a file that is not the portal's, where links are the machine's own.
pub(super) fn open_anywhere(disk: &Path) -> io::Result<(File, Metadata)> {
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    only_a_file(OpenOptions::new().read(true).custom_flags(flags).open(disk)?)
}

fn only_a_file(file: File) -> io::Result<(File, Metadata)> {
    let metadata = file.metadata()?;
    if metadata.is_file() {
        return Ok((file, metadata));
    }
    Err(io::Error::other("it is no longer a file"))
}

/// Opens without following a link anywhere in the path.
#[cfg(target_os = "linux")]
fn beneath(disk: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    use std::sync::atomic::{AtomicBool, Ordering};
    // Older systems have no such call, and some containers forbid it.
    static LACKS: AtomicBool = AtomicBool::new(false);
    if !LACKS.load(Ordering::Relaxed) {
        match openat2(CWD, disk, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
            Err(Errno::NOSYS | Errno::PERM) => LACKS.store(true, Ordering::Relaxed),
            // A name was exchanged just now.
            Err(Errno::AGAIN) => {}
            opened => return opened,
        }
    }
    step_by_step(disk, flags)
}

#[cfg(not(target_os = "linux"))]
fn beneath(disk: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    step_by_step(disk, flags)
}

/// How a folder is opened that need not be read.
#[cfg(target_os = "linux")]
const FOLDER: OFlags = OFlags::PATH;
#[cfg(not(target_os = "linux"))]
const FOLDER: OFlags = OFlags::RDONLY;

/// The same by opening one folder after the other.
fn step_by_step(disk: &Path, flags: OFlags) -> rustix::io::Result<OwnedFd> {
    let (Some(above), Some(name)) = (disk.parent(), disk.file_name()) else {
        return Err(Errno::ISDIR);
    };
    let folder = FOLDER | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let start = if disk.is_absolute() { Path::new("/") } else { Path::new(".") };
    let mut at = openat(CWD, start, folder, Mode::empty())?;
    for part in above.components() {
        match part {
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
            Component::ParentDir => at = openat(&at, "..", folder, Mode::empty())?,
            Component::Normal(part) => at = openat(&at, part, folder, Mode::empty())?,
        }
    }
    openat(&at, name, flags | OFlags::NOFOLLOW, Mode::empty())
}

/// Where a file of the portal is or would be, links resolved; the portal's root is a real path.
///
/// # Errors
/// When a link in its path leads out of the portal, or nowhere: what is read stays in it, so
/// what is written does, too.
pub fn place(root: &Path, path: &str) -> Result<PathBuf, Astray> {
    let (mut real, mut shown) = (root.to_owned(), String::new());
    for part in path.split('/') {
        shown.extend([if shown.is_empty() { "" } else { "/" }, part]);
        real.push(part);
        if !real.is_symlink() {
            continue;
        }
        real = real.canonicalize().unwrap_or_default();
        if !real.starts_with(root) {
            return Err(Astray { link: shown });
        }
    }
    Ok(real)
}

/// A symbolic link leads out of the portal, or nowhere.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the symbolic link `{link}` leads out of the portal; nothing is written there")]
pub struct Astray {
    /// The link, by its path in the portal.
    pub link: String,
}

impl Astray {
    /// What mends it.
    pub const HELP: &str = "remove the link, or make a folder or file of the portal of it";
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests write their own folders")]
mod tests {
    use std::{
        fs,
        io::Read,
        os::unix::fs::symlink,
        sync::atomic::{AtomicBool, Ordering},
        thread,
    };

    use super::*;

    /// Puts a link in the place of something again and again while it is opened; gives what was
    /// read.
    fn read_while_swapped(
        swapped: &Path,
        link: &Path,
        read: impl Fn() -> io::Result<(File, Metadata)>,
    ) -> Vec<String> {
        let stop = AtomicBool::new(false);
        let beside = swapped.with_file_name("beside");
        thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    fs::rename(swapped, &beside).unwrap();
                    fs::rename(link, swapped).unwrap();
                    fs::rename(swapped, link).unwrap();
                    fs::rename(&beside, swapped).unwrap();
                }
            });
            let mut all = Vec::new();
            for _ in 0..4000 {
                let mut text = String::new();
                if let Ok((mut file, _)) = read() {
                    file.read_to_string(&mut text).unwrap();
                }
                all.push(text);
            }
            stop.store(true, Ordering::Relaxed);
            all
        })
    }

    #[test]
    fn a_link_that_took_the_place_of_a_file_or_a_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for at in ["portal/static/deep", "secret/deep"] {
            fs::create_dir_all(root.join(at)).unwrap();
        }
        let file = root.join("portal/static/deep/a");
        fs::write(&file, "ours").unwrap();
        fs::write(root.join("secret/deep/a"), "secret").unwrap();
        let link = root.join("link");
        let step = |disk: &Path| {
            let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
            only_a_file(File::from(step_by_step(disk, flags)?))
        };
        for (swapped, target) in [
            (file.clone(), root.join("secret/deep/a")),
            (root.join("portal/static/deep"), root.join("secret/deep")),
            (root.join("portal/static"), root.join("secret")),
        ] {
            symlink(target, &link).unwrap();
            for seen in [
                read_while_swapped(&swapped, &link, || open(&file)),
                read_while_swapped(&swapped, &link, || step(&file)),
            ] {
                assert!(seen.iter().any(|it| it == "ours"));
                assert!(seen.iter().all(|it| it != "secret"), "{}", swapped.display());
            }
            fs::remove_file(&link).unwrap();
        }
    }

    #[test]
    fn nothing_is_written_through_a_link_out_of_the_portal() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("portal");
        for at in ["pages/deep", "../elsewhere", "../portal-2"] {
            fs::create_dir_all(root.join(at)).unwrap();
        }
        fs::write(root.join("../elsewhere/a.md"), "x").unwrap();
        for (link, target) in [
            ("talks", "pages/deep"),
            ("people", "../elsewhere"),
            ("events", "../portal-2"),
            ("retex", "nowhere"),
            ("pages/b.md", "../../elsewhere/a.md"),
            ("pages/deep/up", "../../.."),
        ] {
            symlink(target, root.join(link)).unwrap();
        }
        let at = |path| place(&root, path).map_err(|it| it.link);
        for path in ["pages/a.md", "pages/new/a.md", "new/a/b.md"] {
            assert_eq!(at(path), Ok(root.join(path)));
        }
        assert_eq!(at("talks/a.md"), Ok(root.join("pages/deep/a.md")));
        for (path, link) in [
            ("people/a.md", "people"),
            ("events/x/a.md", "events"),
            ("retex/a.md", "retex"),
            ("pages/b.md", "pages/b.md"),
            ("talks/up/a.md", "talks/up"),
        ] {
            assert_eq!(at(path), Err(link.to_owned()), "{path}");
        }
    }
}
