//! Pictures: each in the widths that pages ask for, as WebP and as what it is, without anything
//! that tells who made it, when or where.
//!
//! What is published of a picture follows from its size and the [`Widths`] of the theme alone, so
//! that all addresses are known before a pixel is read. The bytes are made when they are asked
//! for, by [`Store`], and kept by what they were made of.
//!
//! # Crates
//!
//! Compared on a noisy picture of 4000 × 3000 pixels, in one thread, and by what they add to a
//! build of this program from nothing on two cores:
//!
//! - **Reading**: `zune-jpeg` (0.2 s), `png` and `image-webp` themselves, not `image` over them. It
//!   brings `moxcms` and `pxfm` for colors (33 s of compiling, one after the other) and its own 13 s,
//!   and what it adds we do not need: color profiles are kept as they are.
//! - **Resizing**: `fast_image_resize` (0.03 s to 1280 pixels, where `image` takes nine times
//!   that), for one form of pixels: for all of them its callers compile for 40 s.
//! - **WebP**: `webp`, which is Google's encoder in C, behind a safe interface (33 s of one core to
//!   compile, beside the rest). `image-webp` writes without loss only: 20 times the bytes of a
//!   photo. `zenwebp` and `zenjpeg` are AGPL.
//! - **JPEG**: `mozjpeg-rs`, which has no line of unsafe code, and half the bytes of the encoder of
//!   `image`: as few as WebP. `jpeg-encoder` and the bindings of the original are under the IJG
//!   licence, too. The price is a younger crate; nothing but its bytes depends on it.
//! - **AVIF** has no encoder that is fast enough without assembly (`ravif`: 0.4 to 1.8 s for a
//!   picture of 800 × 533), and no decoder without a large library in C. It is published as it is.

mod clean;
mod decode;
mod encode;
mod gate;
mod kept;
mod pixels;
mod print;
mod store;
#[cfg(test)]
mod tests;

use crate::source::{FileInfo, Raster, raster::Format};

pub use clean::drawing;
pub use store::{FOLDER, Store, is_made, kept, put};

/// Most pixels of a side of a WebP.
const MAX_WEBP: usize = 16_383;

/// What is published of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// All of it as it is, but for what tells of its maker.
    Clean,
    /// In a width, in its own format.
    Own(u32),
    /// In a width, as WebP.
    Webp(u32),
    /// In a width, as JPEG: what stands beside the WebP of a photo that is a PNG.
    Jpeg(u32),
}

impl Form {
    /// The address of this form, from that of the picture: `a-800.jpg`, `a-800.jpg.webp`, `a-800.png.jpg`.
    pub fn address(self, picture: &str) -> String {
        let (stem, ending) = picture.rsplit_once('.').unwrap_or((picture, ""));
        match self {
            Self::Clean => picture.to_owned(),
            Self::Own(width) => format!("{stem}-{width}.{ending}"),
            Self::Webp(width) => format!("{stem}-{width}.{ending}.webp"),
            Self::Jpeg(width) => format!("{stem}-{width}.{ending}.jpg"),
        }
    }
}

/// The widths that a theme asks for, in pixels, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths {
    /// Of pictures in texts and above them.
    pub text: Vec<u32>,
    /// Of portraits.
    pub face: Vec<u32>,
}

/// The widths in which a picture is published beside the form that it has: those asked for that
/// are smaller than it, and its own when it is smaller than the largest of them.
pub fn widths(asked: &[u32], raster: &Raster, dimensions: (usize, usize)) -> Vec<u32> {
    let (width, height) = dimensions;
    let Ok(own) = u32::try_from(width) else { return Vec::new() };
    if !raster.can_be_resized() || own == 0 {
        return Vec::new();
    }
    let smaller = asked.iter().copied().filter(|it| *it < own);
    let is_small = asked.last().is_some_and(|it| own <= *it);
    let fits = |it: &u32| scaled(*it as usize, dimensions) <= MAX_WEBP && height > 0;
    smaller.chain(is_small.then_some(own)).filter(fits).collect()
}

/// The height that goes with a width: at least a pixel.
pub fn scaled(width: usize, (full, height): (usize, usize)) -> usize {
    ((width * height + full / 2) / full.max(1)).max(1)
}

/// Whether pages offer a picture as it is, beside its other forms: in its own width, or because
/// there is none in its own format.
pub fn offers_whole(forms: &[Form], widths: &[u32], width: usize) -> bool {
    let own = |it: &Form| match *it {
        Form::Own(width) | Form::Jpeg(width) => Some(width),
        Form::Clean | Form::Webp(_) => None,
    };
    let made: Vec<u32> = forms.iter().filter_map(own).collect();
    let is_whole = |it: &u32| *it as usize == width && !made.contains(it);
    made.is_empty() || widths.last().is_some_and(is_whole)
}

/// The forms in which a picture is published beside its clean one. What pages offer is light in
/// each of them, so that a heavy file has one of its own width, too.
pub fn forms(widths: &[u32], raster: &Raster, file: &FileInfo) -> Vec<Form> {
    let size = file.dimensions.unwrap_or_default();
    let is_whole = |it: u32| it as usize == size.0;
    let own = |it: u32| match raster.format {
        Format::Png if encode::is_heavy_photo(file.size, size) => Some(Form::Jpeg(it)),
        // A drawing is as sharp as it came.
        Format::Png => (!is_whole(it)).then_some(Form::Own(it)),
        _ => {
            let is_light = !raster.is_remade() && encode::is_light(file.size, size);
            (!is_whole(it) || !is_light).then_some(Form::Own(it))
        }
    };
    let webp = |it| (raster.format != Format::Webp).then_some(Form::Webp(it));
    widths.iter().flat_map(|it| own(*it).into_iter().chain(webp(*it))).collect()
}
