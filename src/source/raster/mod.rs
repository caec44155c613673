//! What the head of a raster image tells beside its size: how it is turned, whether it moves,
//! whether it is one that we can work on.
//!
//! Only heads are read, whatever the length of a file: markers, chunks and blocks are stepped
//! over.

mod avif;
mod exif;
mod gif;
mod jpeg;
mod png;
mod webp;

use std::{
    io::{self, Read, Seek, SeekFrom},
    time::Duration,
};

pub use exif::orientation;
use imagesize::{Compression, ImageType};

/// The formats of pictures that pages can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG, also when it moves.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// AVIF.
    Avif,
}

impl Format {
    /// The format that first bytes belong to, if it is one of these.
    pub fn of(head: &[u8]) -> Option<Self> {
        match imagesize::image_type(head).ok()? {
            ImageType::Jpeg => Some(Self::Jpeg),
            ImageType::Png => Some(Self::Png),
            ImageType::Gif => Some(Self::Gif),
            ImageType::Webp => Some(Self::Webp),
            ImageType::Heif(Compression::Av1) => Some(Self::Avif),
            _ => None,
        }
    }
}

/// How a picture stands that a camera turned: the values 1 to 8 of EXIF's `Orientation`
/// (CIPA DC-008, 4.6.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn(u8);

impl Turn {
    /// As its rows stand in the file.
    pub const NONE: Self = Self(1);

    /// The value of EXIF; what is none of them turns nothing.
    pub fn of(value: u16) -> Self {
        u8::try_from(value).ok().filter(|it| (1..=8).contains(it)).map_or(Self::NONE, Self)
    }

    /// 1 to 8.
    pub fn value(self) -> u8 {
        self.0
    }

    /// Whether width and height change places.
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }
}

/// A raster image, as far as its head tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// What the bytes are.
    pub format: Format,
    /// How it is to be turned before it is shown.
    pub turn: Turn,
    /// How long it moves; nothing for a picture that stands still.
    pub motion: Option<Motion>,
    /// Whether its colors are the inks of a printing press (CMYK).
    pub is_print: bool,
}

impl Raster {
    /// Whether other widths of it can be made: what moves would stand still in them, and there
    /// is no decoder of AVIF that is safe and small.
    pub fn can_be_resized(&self) -> bool {
        self.motion.is_none() && !matches!(self.format, Format::Gif | Format::Avif)
    }

    /// Whether the whole picture is published as other pixels than those of the file: turned, or
    /// in the colors of a screen.
    pub fn is_remade(&self) -> bool {
        self.motion.is_none() && (self.turn != Turn::NONE || self.is_print)
    }
}

/// How long a picture moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// Once through all its frames, as often as it says.
    For(Duration),
    /// Without an end.
    Endless,
}

impl Motion {
    /// What comes of frames that last so long together, repeated so often; 0 is for ever.
    /// Nothing when there is one frame only.
    fn of(frames: usize, once: Duration, plays: u32) -> Option<Self> {
        if frames < 2 {
            return None;
        }
        Some(if plays == 0 { Self::Endless } else { Self::For(once * plays) })
    }

    /// Whether it moves for longer than that.
    pub fn is_longer_than(self, limit: Duration) -> bool {
        match self {
            Self::For(time) => time > limit,
            Self::Endless => true,
        }
    }
}

/// Why a picture cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It ends too early, or its parts do not fit together.
    Damaged,
    /// It says who made it and where, and we cannot take that out.
    Tells,
}

/// What the head of a picture tells.
///
/// # Errors
/// When it cannot be read.
pub fn look_at(
    format: Format,
    reader: &mut (impl Read + Seek),
) -> io::Result<Result<Raster, Refusal>> {
    reader.seek(SeekFrom::Start(0))?;
    let seen = match format {
        Format::Jpeg => jpeg::look_at(reader),
        Format::Png => png::look_at(reader),
        Format::Gif => gif::look_at(reader),
        Format::Webp => webp::look_at(reader),
        Format::Avif => avif::look_at(reader),
    };
    match seen {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Ok(Err(Refusal::Damaged))
        }
        other => other,
    }
}

/// What the head of a format tells; too short a file is an error of its own.
type Seen = io::Result<Result<Raster, Refusal>>;

fn still(format: Format, turn: Turn) -> Raster {
    Raster { format, turn, motion: None, is_print: false }
}

/// The next bytes.
fn take<const N: usize>(reader: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The next bytes, of a length that the file names.
fn take_long(reader: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.by_ref().take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        return Ok(bytes);
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// Steps over bytes.
fn skip(reader: &mut impl Seek, length: u64) -> io::Result<()> {
    let length = i64::try_from(length).map_err(|_| io::ErrorKind::UnexpectedEof)?;
    // Not `seek`, which would throw away what was read ahead.
    reader.seek_relative(length)
}

/// Most bytes of EXIF that are read: a thumbnail in it is a twentieth of that.
const MAX_EXIF: u64 = 1024 * 1024;
