//! Pixels → bytes. A photo is made lighter step by step, until it is light enough for a reader.

use std::borrow::Cow;

use mozjpeg_rs::{Encoder as JpegEncoder, Preset};
use webp::{Encoder as WebpEncoder, WebPConfig};

use super::{clean::with_profile, pixels::Pixels};

/// What a picture of a page may weigh, in bytes.
const LIGHT: usize = 150_000;

/// How good photos are, from 0 to 100, until one is light. The last one is taken whatever it
/// weighs: below it, faces are no longer faces.
const QUALITIES: [u8; 7] = [80, 72, 64, 56, 48, 40, 32];

/// How good a picture is that is published whole.
const WHOLE: [u8; 1] = [90];

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

impl Manner {
    fn qualities(self) -> &'static [u8] {
        if self == Self::Whole { &WHOLE } else { &QUALITIES }
    }
}

/// Writes a WebP; nothing when it cannot be written.
pub(super) fn webp(pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    let bytes = match manner {
        Manner::Drawing => {
            let whole = lossless(pixels)?;
            // A photo that was saved as if it was a drawing would cost its readers ten times that.
            if whole.len() > LIGHT && pixels.is_photo() {
                photo(pixels, manner)?
            } else {
                whole
            }
        }
        Manner::Photo | Manner::Whole => photo(pixels, manner)?,
    };
    match &pixels.profile {
        Some(profile) => with_profile(&bytes, profile, pixels),
        None => Some(bytes),
    }
}

fn photo(pixels: &Pixels, manner: Manner) -> Option<Vec<u8>> {
    lighter(manner, |quality| {
        let mut config = WebPConfig::new().ok()?;
        config.quality = quality.into();
        encode(pixels, &config)
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
    lighter(manner, |quality| {
        let encoder = JpegEncoder::new(Preset::ProgressiveBalanced).quality(quality);
        let encoder = match &pixels.profile {
            Some(profile) => encoder.icc_profile(profile.clone()),
            None => encoder,
        };
        encoder.encode_rgba(&pixels.rgba, pixels.width, pixels.height).ok()
    })
}

fn lighter(
    manner: Manner,
    mut write: impl FnMut(u8) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let mut last = None;
    for quality in manner.qualities() {
        let bytes = write(*quality)?;
        let is_light = bytes.len() <= LIGHT;
        last = Some(bytes);
        if is_light {
            break;
        }
    }
    last
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
