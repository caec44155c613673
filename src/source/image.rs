//! Images: what the bytes are, whether they are all there, how large the picture is.
//!
//! The bytes decide, not the name: a browser that is told `image/png` and finds HTML may show
//! it.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

use imagesize::{Compression, ImageType};

use super::{
    decode::{decode, lfs_pointer},
    svg,
};
use crate::diag::Diagnostic;

/// Most pixels of an image.
const MAX_PIXELS: usize = 50_000_000;

/// Largest SVG, in bytes: it is read as a whole.
const MAX_SVG: u64 = 4 * 1024 * 1024;

/// Whether a file's name promises an image that pages can show.
pub fn is_image(path: &str) -> bool {
    let ending = ending(path);
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|it| it.1.to_ascii_lowercase()).unwrap_or_default()
}

/// Width and height of an image; the findings say what is wrong with it.
pub(super) fn look_at(
    path: &Arc<str>,
    disk: &Path,
    size: u64,
    found: &mut Vec<Diagnostic>,
) -> io::Result<Option<(usize, usize)>> {
    let fault = |code, message: String, help: &str| {
        Diagnostic::error(code, message).in_file(Arc::clone(path)).help(help)
    };
    let (mut file, _) = super::read::open(disk)?;
    let mut head = Vec::with_capacity(512);
    Read::by_ref(&mut file).take(512).read_to_end(&mut head)?;
    if head.is_empty() {
        let help = "export the image again, or remove the file";
        found.push(fault("bad-image", "the image is an empty file".into(), help));
        return Ok(None);
    }
    if let Some(it) = lfs_pointer(path, &String::from_utf8_lossy(&head)) {
        found.push(it);
        return Ok(None);
    }
    let ending = ending(path);
    if ending == "svg" {
        return drawing(path, file, size, found);
    }
    if !imagesize::image_type(&head).is_ok_and(|it| fits(it, &ending)) {
        let what = guess(&String::from_utf8_lossy(&head));
        let what = name_of(&head).unwrap_or(what);
        let kind = imagesize::image_type(&head).ok();
        let right = ENDINGS.iter().find(|it| kind.is_some_and(|kind| fits(kind, it)));
        let help = match right {
            Some(right) => format!("rename it to end in `.{right}`, or export it again"),
            None => "export the image again, as PNG, JPEG, WebP or AVIF".to_owned(),
        };
        let message = format!("this is not a {} image, but {what}", ending.to_uppercase());
        found.push(fault("bad-image", message, &help));
        return Ok(None);
    }
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::new(file);
    let Ok(pixels) = imagesize::reader_size(&mut reader) else {
        found.push(cut_off(path));
        return Ok(None);
    };
    if pixels.width.saturating_mul(pixels.height) > MAX_PIXELS {
        let message = format!(
            "the image has {} × {} pixels, at most 50 million are allowed",
            pixels.width, pixels.height
        );
        found.push(fault("too-large", message, "export it smaller"));
        return Ok(None);
    }
    if !is_whole(&mut reader, size, &ending)? {
        found.push(cut_off(path));
        return Ok(None);
    }
    Ok(Some((pixels.width, pixels.height)))
}

/// Endings of the images that pages can show.
const ENDINGS: &[&str] = &["png", "jpg", "gif", "webp", "avif"];

fn cut_off(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("bad-image", "the image is damaged or cut off")
        .in_file(Arc::clone(path))
        .help("export it again, or copy it again from where it came")
}

fn drawing(
    path: &Arc<str>,
    mut file: File,
    size: u64,
    found: &mut Vec<Diagnostic>,
) -> io::Result<Option<(usize, usize)>> {
    if size > MAX_SVG {
        found.push(
            Diagnostic::error("too-large", "the SVG is larger than 4 MiB")
                .in_file(Arc::clone(path))
                .help("simplify the drawing, or export it as PNG or WebP"),
        );
        return Ok(None);
    }
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.take(MAX_SVG).read_to_end(&mut bytes)?;
    // A file that is no UTF-8 could hide its tags from us and show them to a browser.
    let text = decode(path, &bytes).unload(found);
    Ok(text.and_then(|it| svg::look_at(path, &it, found)))
}

fn fits(found: ImageType, ending: &str) -> bool {
    match found {
        ImageType::Png => ending == "png",
        ImageType::Jpeg => matches!(ending, "jpg" | "jpeg"),
        ImageType::Gif => ending == "gif",
        ImageType::Webp => ending == "webp",
        ImageType::Heif(Compression::Av1) => ending == "avif",
        _ => false,
    }
}

/// What the first bytes are, as a person would call it.
fn name_of(head: &[u8]) -> Option<&'static str> {
    let name = match imagesize::image_type(head) {
        Ok(ImageType::Png) => "a PNG image",
        Ok(ImageType::Jpeg) => "a JPEG image",
        Ok(ImageType::Gif) => "a GIF image",
        Ok(ImageType::Webp) => "a WebP image",
        Ok(ImageType::Heif(Compression::Av1)) => "an AVIF image",
        Ok(ImageType::Heif(_)) => "a HEIC image",
        Ok(ImageType::Bmp) => "a BMP image",
        Ok(ImageType::Tiff) => "a TIFF image",
        Ok(ImageType::Psd) => "a Photoshop file",
        _ if head.starts_with(b"PK\x03\x04") => "a ZIP archive or an Office document",
        _ if head.starts_with(b"%PDF-") => "a PDF document",
        _ if head.starts_with(b"MZ") || head.starts_with(b"\x7fELF") => "a program",
        _ => return None,
    };
    Some(name)
}

/// What a text is, as a person would call it.
pub(super) fn guess(head: &str) -> &'static str {
    let lower = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.contains("<html") {
        "an HTML page"
    } else if lower.contains("<svg") {
        "an SVG drawing"
    } else if head.contains('\u{fffd}') || head.contains('\0') {
        "a file of another kind"
    } else {
        "a text"
    }
}

/// Whether the file ends as its format ends.
fn is_whole(reader: &mut (impl Read + Seek), size: u64, ending: &str) -> io::Result<bool> {
    let mut tail = Vec::new();
    reader.seek(SeekFrom::Start(size.saturating_sub(64)))?;
    reader.take(64).read_to_end(&mut tail)?;
    let trimmed = tail.iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
    let end = tail.get(..trimmed).unwrap_or(&[]);
    match ending {
        "png" => Ok(tail.ends_with(b"\0\0\0\0IEND\xae\x42\x60\x82")),
        "gif" => Ok(end.ends_with(b";")),
        "webp" => {
            let mut head = [0; 12];
            reader.seek(SeekFrom::Start(0))?;
            reader.read_exact(&mut head)?;
            let [_, _, _, _, a, b, c, d, ..] = head;
            Ok(u64::from(u32::from_le_bytes([a, b, c, d])) + 8 <= size)
        }
        "jpg" | "jpeg" => Ok(end.ends_with(b"\xff\xd9") || jpeg_ends(reader)?),
        _ => Ok(true),
    }
}

/// Whether the picture of a JPEG ends; cameras append other things behind it.
fn jpeg_ends(reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    reader.seek(SeekFrom::Start(2))?;
    let mut pair = [0; 2];
    loop {
        if reader.read_exact(&mut pair).is_err() {
            return Ok(false);
        }
        let [0xff, marker] = pair else { return Ok(false) };
        if reader.read_exact(&mut pair).is_err() {
            return Ok(false);
        }
        let length = i64::from(u16::from_be_bytes(pair)).saturating_sub(2).max(0);
        reader.seek(SeekFrom::Current(length))?;
        if marker == 0xda {
            break;
        }
    }
    let mut before = 0;
    let mut block = vec![0; 64 * 1024];
    loop {
        let length = reader.read(&mut block)?;
        for byte in block.get(..length).unwrap_or(&[]) {
            if before == 0xff && *byte == 0xd9 {
                return Ok(true);
            }
            before = *byte;
        }
        if length == 0 {
            return Ok(false);
        }
    }
}
