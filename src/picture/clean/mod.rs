//! Takes out of a file what is no picture: EXIF with its place and time, XMP, IPTC, comments,
//! thumbnails, and what phones append. The pixels stay as they are, byte for byte.
//!
//! What may stay is listed, not what must go: nobody knows all that cameras write.

mod gif;
mod jpeg;
mod png;
mod svg;
mod webp;

pub use svg::clean as drawing;
pub(super) use webp::with_profile;

use crate::source::raster::Format;

/// The picture alone; nothing when the file's parts do not fit together.
pub(super) fn clean(bytes: &[u8], format: Format) -> Option<Vec<u8>> {
    match format {
        Format::Jpeg => jpeg::clean(bytes),
        Format::Png => png::clean(bytes),
        Format::Gif => gif::clean(bytes),
        Format::Webp => webp::clean(bytes),
        // One that tells of its maker is refused when its head is read.
        Format::Avif => Some(bytes.to_vec()),
    }
}
