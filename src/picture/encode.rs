//! Pixels → bytes. A photo is made lighter step by step, until it is light enough for a reader.
//!
//! Looked at side by side: below a quality of 40, skin and leaves become blocks, and fewer pixels,
//! which a browser makes larger, look better at the same weight. So quality goes down first, then
//! pixels. Such a file is narrower than its address says, and that is all right: pages say how
//! wide a picture is shown, and a browser takes the width of a candidate as how fine it is.

use std::borrow::Cow;

use mozjpeg_rs::{Encoder as JpegEncoder, Preset};
use webp::{Encoder as WebpEncoder, WebPConfig};

use super::{clean::with_profile, pixels::Pixels};

/// What a picture of a page may weigh, in bytes, for each screen that it is tall.
const LIGHT: usize = 150_000;

/// Pixels that a byte holds, in a file without loss, below which it is a photo: in drawings and
/// texts, a pixel is mostly like its neighbors.
const SPARSE: usize = 2;

/// How a photo is made lighter: its quality, from 0 to 100, and its width in hundredths. Even
/// noise is light at the end.
const STEPS: [(u8, u32); 15] = [
    (80, 100),
    (72, 100),
    (64, 100),
    (56, 100),
    (48, 100),
    (40, 100),
    (48, 88),
    (48, 76),
    (48, 64),
    (48, 54),
    (48, 44),
    (48, 36),
    (48, 28),
    (40, 20),
    (40, 12),
];

/// How good a picture is that is published whole.
const WHOLE: u8 = 90;

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// A photo for a page.
    Photo,
    /// A drawing for a page: nothing of it may be lost.
    Drawing,
    /// All of a photo.
    Whole,
}

/// Writes a WebP; nothing when it cannot be written.
pub(super) fn webp(pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    match manner {
        Manner::Drawing => {
            let whole = lossless(pixels)?;
            // A photo that was saved as if it was a drawing would cost its readers ten times that.
            let (width, height) = (pixels.width as usize, pixels.height as usize);
            let is_photo = pixels.is_photo() || is_dense(whole.len(), (width, height));
            if whole.len() > light(width, height) && is_photo {
                return photo(pixels, manner);
            }
            colored(whole, pixels)
        }
        Manner::Photo | Manner::Whole => photo(pixels, manner),
    }
}

/// A WebP with the profile of its colors.
fn colored(webp: Vec<u8>, pixels: &Pixels) -> Option<Vec<u8>> {
    match &pixels.profile {
        Some(profile) => with_profile(&webp, profile, pixels),
        None => Some(webp),
    }
}

fn photo(pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    lighter(pixels, manner, |pixels, quality| {
        let mut config = WebPConfig::new().ok()?;
        config.quality = quality.into();
        colored(encode(pixels, &config)?, pixels)
    })
}

fn lossless(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut config = WebPConfig::new().ok()?;
    config.lossless = 1;
    // How much is tried, not how good it is.
    config.quality = 70.0;
    encode(pixels, &config)
}

fn encode(pixels: &Pixels, config: &WebPConfig) -> Option<Vec<u8>> {
    let Pixels { width, height, rgba, .. } = pixels;
    let encoder = WebpEncoder::from_rgba(rgba, *width, *height);
    encoder.encode_advanced(config).ok().map(|it| it.to_vec())
}

/// Writes a JPEG; nothing when it cannot be written.
pub(super) fn jpeg(pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    lighter(pixels, manner, |pixels, quality| {
        let encoder = JpegEncoder::new(Preset::ProgressiveBalanced).quality(quality);
        let encoder = match &pixels.profile {
            Some(profile) => encoder.icc_profile(profile.clone()),
            None => encoder,
        };
        encoder.encode_rgba(&pixels.rgba, pixels.width, pixels.height).ok()
    })
}

/// What a picture of a page may weigh. A strip, of which readers see a part at a time, may weigh
/// more: there are texts in it.
pub(super) fn light(width: usize, height: usize) -> usize {
    LIGHT.max(LIGHT.saturating_mul(height) / (width * 2).max(1))
}

/// The sizes in which a photo may be written to be light.
pub(super) fn lighter_sizes(
    (width, height): (usize, usize),
) -> impl Iterator<Item = (usize, usize)> {
    STEPS.iter().map(move |(_, share)| {
        let part = |it: usize| it.saturating_mul(*share as usize).div_ceil(100);
        (part(width), part(height))
    })
}

/// Whether a file has too much in each pixel to be a drawing.
fn is_dense(bytes: usize, (width, height): (usize, usize)) -> bool {
    bytes.saturating_mul(SPARSE) > width.saturating_mul(height)
}

/// Whether a picture of so many bytes may stand in a page as it is.
pub(super) fn is_light(bytes: u64, (width, height): (usize, usize)) -> bool {
    usize::try_from(bytes).is_ok_and(|it| it <= light(width, height))
}

/// Whether a file without loss is a photo that is heavy for who reads no WebP.
pub(super) fn is_heavy_photo(bytes: u64, size: (usize, usize)) -> bool {
    let dense = usize::try_from(bytes).is_ok_and(|it| is_dense(it, size));
    dense && !is_light(bytes, size)
}

/// Writes a photo in the first step that is light. Of those behind the first one, half are passed
/// over at each try, because they weigh less from one to the next: five tries at most.
fn lighter(
    pixels: &Pixels,
    manner: Manner,
    mut write: impl FnMut(&Pixels, u8) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    if manner == Manner::Whole {
        return write(pixels, WHOLE);
    }
    let most = light(pixels.width as usize, pixels.height as usize);
    let mut step = |(quality, share): (u8, u32)| {
        let part = |it: u32| (u64::from(it) * u64::from(share)).div_ceil(100);
        let (width, height) = (part(pixels.width), part(pixels.height));
        let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        if share == 100 {
            return write(pixels, quality);
        }
        write(&pixels.resized(width, height)?, quality)
    };
    let (first, mut rest) = STEPS.split_first()?;
    let mut best = step(*first)?;
    if best.len() <= most {
        return Some(best);
    }
    while !rest.is_empty() {
        let (before, from) = rest.split_at_checked(rest.len() / 2)?;
        let (middle, behind) = from.split_first()?;
        let bytes = step(*middle)?;
        let is_light = bytes.len() <= most;
        if is_light || bytes.len() < best.len() {
            best = bytes;
        }
        rest = if is_light { before } else { behind };
    }
    Some(best)
}

/// Writes a PNG; nothing when it cannot be written.
pub(super) fn png(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    let (is_opaque, is_gray) = (pixels.is_opaque(), is_gray(&pixels.rgba));
    let (color, bytes): (_, Cow<'_, [u8]>) = match (is_opaque, is_gray) {
        (true, true) => {
            (png::ColorType::Grayscale, only(&pixels.rgba, |[gray, ..]| [gray]))
        }
        (true, false) => {
            (png::ColorType::Rgb, only(&pixels.rgba, |[r, g, b, _]| [r, g, b]))
        }
        (false, true) => {
            let pair = |[gray, _, _, alpha]: [u8; 4]| [gray, alpha];
            (png::ColorType::GrayscaleAlpha, only(&pixels.rgba, pair))
        }
        (false, false) => (png::ColorType::Rgba, Cow::Borrowed(&pixels.rgba)),
    };
    info.color_type = color;
    info.bit_depth = png::BitDepth::Eight;
    // A profile of colors cannot stand in a picture of grays.
    let profile = pixels.profile.as_deref().filter(|_| !is_gray);
    info.icc_profile = profile.map(Cow::Borrowed);
    let mut out = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::Adaptive);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&bytes).ok()?;
    writer.finish().ok()?;
    Some(out)
}

fn is_gray(rgba: &[u8]) -> bool {
    rgba.as_chunks::<4>()
        .0
        .iter()
        .all(|[red, green, blue, _]| red == green && green == blue)
}

fn only<const N: usize>(
    rgba: &[u8],
    of: impl Fn([u8; 4]) -> [u8; N],
) -> Cow<'static, [u8]> {
    Cow::Owned(rgba.as_chunks::<4>().0.iter().flat_map(|it| of(*it)).collect())
}
