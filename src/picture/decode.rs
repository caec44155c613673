//! Bytes of a file → pixels. Nothing is believed: sizes are those that the head was looked at for,
//! and what a decoder says is wrong costs this picture alone.

use std::io::Cursor;

use image_webp::WebPDecoder;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use png::{Decoder, Transformations};
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{pixels::Pixels, print};
use crate::source::raster::Format;

/// Most bytes that a decoder may take: those of the largest picture, twice.
const MAX_MEMORY: usize = 400 * 1024 * 1024;

/// Most bytes of a profile: those of cameras and screens have some thousand.
const MAX_PROFILE: usize = 32 * 1024;

/// The pixels of a picture that stands still, as its rows stand in the file.
pub(super) fn decode(bytes: &[u8], format: Format) -> Option<Pixels> {
    let pixels = match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::Webp => webp(bytes),
        Format::Gif | Format::Avif => None,
    }?;
    let wanted = (pixels.width as usize).checked_mul(pixels.height as usize)?;
    let right = wanted > 0 && wanted.checked_mul(4)? == pixels.rgba.len();
    let profile = pixels.profile.filter(|it| is_needed(it));
    right.then_some(Pixels { profile, ..pixels })
}

fn jpeg(bytes: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::default()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    // The decoder's own way from inks to RGBA is wrong, and to no paper's colors.
    let inks = decoder.input_colorspace().filter(|it| it.num_components() == 4);
    if let Some(inks) = inks {
        decoder.set_options(options.jpeg_set_out_colorspace(inks));
    }
    let mut rgba = decoder.decode().ok()?;
    match inks {
        Some(ColorSpace::YCCK) => print::from_ycck(&mut rgba),
        Some(_) => print::from_cmyk(&mut rgba),
        None => {}
    }
    let info = decoder.info()?;
    let profile = decoder.icc_profile();
    Some(Pixels { width: info.width.into(), height: info.height.into(), rgba, profile })
}

fn png(bytes: &[u8]) -> Option<Pixels> {
    let limits = png::Limits { bytes: MAX_MEMORY };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    // Palettes and few or many bits become eight bits of each color.
    decoder.set_transformations(Transformations::normalize_to_color8());
    // It would unpack any profile whole, a thousand times its length.
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().ok()?;
    let mut raw = vec![0; reader.output_buffer_size().filter(|it| *it <= MAX_MEMORY)?];
    let frame = reader.next_frame(&mut raw).ok()?;
    raw.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => raw,
        png::ColorType::Rgb => opaque(&raw),
        png::ColorType::Grayscale => {
            raw.iter().flat_map(|it| [*it, *it, *it, 255]).collect()
        }
        png::ColorType::GrayscaleAlpha => {
            let (pairs, _) = raw.as_chunks::<2>();
            pairs.iter().flat_map(|[gray, alpha]| [*gray, *gray, *gray, *alpha]).collect()
        }
        png::ColorType::Indexed => return None,
    };
    let profile = png_profile(bytes);
    Some(Pixels { width: frame.width, height: frame.height, rgba, profile })
}

/// The profile of a PNG, if it is short: `iCCP` has a name, a zero, how it is packed, and it
/// (PNG 3, 11.3.2.3).
fn png_profile(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.get(8..)?;
    loop {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let (kind, tail) = tail.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (data, behind) = tail.split_at_checked(length)?;
        match kind {
            b"iCCP" => {
                let (_, packed) = data.split_at_checked(memchr::memchr(0, data)? + 2)?;
                return decompress_to_vec_zlib_with_limit(packed, MAX_PROFILE).ok();
            }
            b"IDAT" => return None,
            _ => rest = behind.get(4..)?,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
    decoder.set_memory_limit(MAX_MEMORY);
    let (width, height) = decoder.dimensions();
    let mut raw = vec![0; decoder.output_buffer_size().filter(|it| *it <= MAX_MEMORY)?];
    decoder.read_image(&mut raw).ok()?;
    let rgba = if decoder.has_alpha() { raw } else { opaque(&raw) };
    let profile = decoder.icc_profile().ok().flatten();
    Some(Pixels { width, height, rgba, profile })
}

fn opaque(rgb: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgb.as_chunks::<3>();
    pixels.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, 255]).collect()
}

/// Whether a profile changes anything: without one, colors are those of sRGB. One of shades of
/// gray cannot stand in what we write (ICC.1:2022, 7.2: the space is at 16, of four letters), and
/// one with long tables would be most of what readers load.
fn is_needed(profile: &[u8]) -> bool {
    let is_rgb = profile.get(16..20) == Some(b"RGB ".as_slice());
    let says = |name: &[u8]| profile.windows(name.len()).any(|it| it == name);
    is_rgb && profile.len() <= MAX_PROFILE && !says(b"sRGB") && !says(b"s\0R\0G\0B")
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::decode;
    use crate::source::raster::Format;

    /// A PNG of one pixel with this profile; nobody looks at the checksum of a chunk passed over.
    fn png(profile: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        let packed = [b"p\0\0".as_slice(), &compress_to_vec_zlib(profile, 6)].concat();
        writer.write_chunk(png::chunk::iCCP, &packed).unwrap();
        writer.write_image_data(&[0, 0, 0, 255]).unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn a_profile_is_unpacked_up_to_a_limit() {
        let short = b"0123456789abcdefRGB profile";
        let kept = decode(&png(short), Format::Png).unwrap().profile;
        assert_eq!(kept.as_deref(), Some(short.as_slice()));
        let bomb = png(&[b"0123456789abcdefRGB ".as_slice(), &vec![0; 64 << 20]].concat());
        let used = allocation_counter::measure(|| {
            assert_eq!(decode(&bomb, Format::Png).unwrap().profile, None);
        });
        assert!(used.bytes_max < 8 << 20, "{} bytes", used.bytes_max);
    }
}
