//! Why nothing was published: what is said, what helps, and the exit code's class.

use std::io;
use std::path::{Path, PathBuf};

/// Which of the program's exit codes an error belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// We will not do what was asked, because it could destroy something: exit code 2.
    Refusal,
    /// The disk, a permission, or another build is in the way: exit code 3.
    Environment,
    /// The caller used [`Staging`](super::Staging) wrongly: exit code 70.
    Bug,
}

/// Why an output folder is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No name was given.
    #[error("has no name")]
    Nameless,
    /// It is `/`.
    #[error("is the root of the file system")]
    FileSystemRoot,
    /// It is the home folder, or holds it.
    #[error("holds the home folder")]
    Home,
    /// It is the working folder, or holds it.
    #[error("holds the working folder")]
    WorkingFolder,
    /// It is the portal, or holds it.
    #[error("holds the portal itself")]
    Portal,
    /// It holds a folder that the portal is made from.
    #[error("holds content: `{}`", .0.display())]
    HoldsContent(PathBuf),
    /// It lies in a folder that the portal is made from.
    #[error("lies inside content: `{}`", .0.display())]
    InsideContent(PathBuf),
    /// It is a file, a socket or the like, or lies below one.
    #[error("is not a folder")]
    NotAFolder,
    /// It is a symbolic link out of the portal, and nobody named it.
    #[error("is a symbolic link out of the portal, to `{}`", .0.display())]
    LeadsOut(PathBuf),
    /// It is a symbolic link to nothing.
    #[error("is a symbolic link to nothing")]
    Dangling,
    /// It is not empty and has no marker of ours.
    #[error("was not made by parvis")]
    NotOurs,
    /// A later parvis wrote it, with a manifest this one cannot read.
    #[error("was made by a newer parvis")]
    Newer,
    /// Its manifest cannot be read any more.
    #[error("has a damaged manifest, line {line}")]
    Damaged {
        /// The first line that makes no sense, from 1.
        line: usize,
    },
}

/// Why nothing was published. The output folder is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The output folder must not be replaced.
    #[error("the output folder `{}` {why}", output.display())]
    Refused {
        /// The folder, as the user named it.
        output: PathBuf,
        /// What is wrong with it.
        why: Refusal,
    },
    /// A file that is not ours stands where the portal publishes one.
    #[error("`{}` was not made by parvis, and the portal publishes the same path", path.display())]
    Occupied {
        /// The file.
        path: PathBuf,
    },
    /// Another build holds the lock.
    #[error("another build{} is writing `{}`", said(*pid), output.display())]
    Busy {
        /// The folder, as the user named it.
        output: PathBuf,
        /// Who holds the lock, when that could be read.
        pid: Option<u32>,
    },
    /// The system said no.
    #[error("could not {action} `{}`: {source}", path.display())]
    Io {
        /// A verb: what was tried.
        action: &'static str,
        /// With what it was tried.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// A path that would leave the output folder, or break the manifest.
    #[error("`{}` cannot be the path of an output", path.escape_debug())]
    BadPath {
        /// The path.
        path: String,
    },
    /// Two outputs with one path.
    #[error("two outputs have the path `{path}`")]
    Twice {
        /// The path.
        path: String,
    },
    /// [`Staging::publish`](super::Staging::publish) after a write that failed.
    #[error("an output could not be written, and yet the folder was to be published")]
    Incomplete,
}

impl PublishError {
    /// Wraps an I/O error with what was tried and where.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// What kind of failure this is.
    pub fn class(&self) -> Class {
        match self {
            Self::Refused { .. } | Self::Occupied { .. } => Class::Refusal,
            Self::Busy { .. } | Self::Io { .. } => Class::Environment,
            Self::BadPath { .. } | Self::Twice { .. } | Self::Incomplete => Class::Bug,
        }
    }

    /// The exit code of [`PublishError::class`].
    pub fn exit_code(&self) -> u8 {
        match self.class() {
            Class::Refusal => 2,
            Class::Environment => 3,
            Class::Bug => 70,
        }
    }

    /// What the user can do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Refused { output, why } => {
                refusal_help(&output.display().to_string(), why)
            }
            Self::Occupied { path } => {
                format!("move `{}` away, or rename what publishes it", path.display())
            }
            Self::Busy { .. } => "wait for it to end, or name another `--output`".into(),
            Self::Io { source, .. } => io_help(source)?.into(),
            Self::BadPath { .. } | Self::Twice { .. } | Self::Incomplete => return None,
        };
        Some(help)
    }
}

/// The process that holds the lock, as part of a sentence.
fn said(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (pid {pid})"))
}

fn refusal_help(output: &str, why: &Refusal) -> String {
    match why {
        Refusal::NotOurs => format!(
            "parvis wants a folder of its own: empty `{output}` yourself, or name a new one with `--output`"
        ),
        Refusal::Damaged { .. } => {
            format!("delete `{output}`; the next build makes it again")
        }
        Refusal::Newer => format!("update parvis, or delete `{output}`"),
        Refusal::LeadsOut(to) => format!(
            "remove the link, or write `--output {}` to replace that folder",
            to.display()
        ),
        Refusal::Dangling => "remove the link, or make the folder it points to".into(),
        _ => "name a folder of its own with `--output`, such as `public`".into(),
    }
}

/// Errors that come from the state of the machine, not from the path alone.
fn io_help(error: &io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        io::ErrorKind::StorageFull => "free some space on the disk of the output folder",
        io::ErrorKind::QuotaExceeded => "free some of your quota on that disk",
        io::ErrorKind::FileTooLarge => "raise the limit on the size of files (`ulimit -f`)",
        io::ErrorKind::ReadOnlyFilesystem => {
            "name an `--output` on a disk that can be written"
        }
        io::ErrorKind::PermissionDenied => {
            "the folder that holds the output must be writable, because the new output is made beside the old one"
        }
        _ if super::tree::is_out_of_descriptors(error) => {
            "raise the limit on open files (`ulimit -n`)"
        }
        _ => return None,
    })
}
