//! The only reader of the portal's files.
//!
//! The file system enters as [`Change`]s: a file's new contents, or its absence. Nothing above
//! this layer opens a content file, so that tests can feed changes from memory.

mod acts;
mod captions;
mod decode;
mod details;
mod document;
mod fingerprint;
mod image;
pub mod markup;
mod place;
pub mod raster;
mod read;
mod stray;
pub mod svg;
mod tracked;
mod tree;
mod walk;
mod wanted;
mod watch;

pub use acts::{Acts, acts, stands_for};
pub use captions::Turn;
pub use decode::{decode, lines};
pub use fingerprint::fingerprint;
pub use image::{credited, cut_off, foreign_image, is_image, renamed_image};
pub use place::{Astray, open, place};
pub use raster::Raster;
pub use read::{bytes, is_text};
pub use stray::begins_as_entry;
pub use tree::{Scan, Tree};
pub use walk::{Stamp, Walk, WalkError, walk};
pub use wanted::FOLDERS;
pub use watch::{Happened, Hints, Watcher};

use std::{path::PathBuf, sync::Arc};

/// What happened to one file.
#[derive(Debug, Clone)]
pub struct Change {
    /// Path from the portal's root, with `/`, NFC.
    pub path: Arc<str>,
    /// What is there now.
    pub contents: Contents,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    /// A text that Parvis reads.
    Text(Arc<str>),
    /// A text that cannot be read as one; the findings say why.
    Broken,
    /// A file that is published or looked at, not read as a whole.
    File(FileInfo),
    /// Nothing any more.
    Gone,
}

/// A file that is not held in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileInfo {
    /// Where it is on this machine.
    pub disk: PathBuf,
    /// Length in bytes.
    pub size: u64,
    /// Width and height in pixels as it is shown, for images whose head could be read.
    pub dimensions: Option<(usize, usize)>,
    /// What else the head of a picture tells.
    pub raster: Option<Raster>,
    /// Whether a host may take it for a page because of its first bytes.
    pub begins_as_page: bool,
    /// What a page says of it.
    pub details: Details,
}

/// What is known of the inside of a file that is no image.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Details {
    /// Nothing.
    #[default]
    None,
    /// How many pages a PDF has.
    Pages(usize),
    /// What captions or a transcript say.
    Words(Arc<[Turn]>),
}
