//! Images: what the bytes are, whether they are all there, how large the picture is.
//!
//! The bytes decide, not the name: a browser that is told `image/png` and finds HTML may show
//! it.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
    sync::Arc,
    time::Duration,
};

use imagesize::{Compression, ImageType};

use super::{
    decode::{decode, lfs_pointer},
    raster::{self, Format, Raster, Refusal},
    svg,
};
use crate::diag::Diagnostic;

/// Most pixels of an image.
const MAX_PIXELS: usize = 50_000_000;

/// Most pixels in a line: more cannot be said in a JPEG.
const MAX_LENGTH: usize = 65_535;

/// Largest picture, in bytes: a camera's are a third of that.
const MAX_PICTURE: u64 = 20 * 1024 * 1024;

/// How long a picture may move.
const MAX_MOTION: Duration = Duration::from_secs(5);

/// Largest SVG, in bytes: it is read as a whole.
const MAX_SVG: u64 = 4 * 1024 * 1024;

/// Whether a file's name promises an image that pages can show.
pub fn is_image(path: &str) -> bool {
    let ending = ending(path);
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg")
}

/// The name of a format of pictures that no page can show, and that we cannot take out of what
/// tells who made them; from the ending of a file.
pub fn foreign_image(path: &str) -> Option<&'static str> {
    Some(match ending(path).as_str() {
        "heic" | "heif" => "HEIC",
        "tif" | "tiff" => "TIFF",
        "jxl" => "JPEG XL",
        "jp2" | "j2k" | "jpf" => "JPEG 2000",
        "bmp" => "BMP",
        "psd" => "Photoshop",
        "dng" | "cr2" | "cr3" | "nef" | "arw" | "raf" | "orf" | "rw2" => "RAW",
        _ => return None,
    })
}

/// The name of a picture that pages show once it is called so: of a JPEG or a PNG that ends as
/// some programs end them.
pub fn renamed_image(path: &str) -> Option<String> {
    let right = match ending(path).as_str() {
        "jfif" | "jif" | "jpe" | "pjpeg" | "pjp" => "jpg",
        "apng" => "png",
        _ => return None,
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(format!("{}.{right}", name.rsplit_once('.').map_or(name, |it| it.0)))
}

/// The picture that a file tells the author of: `photo.jpg` of `photo.jpg.yaml`.
pub fn credited(path: &str) -> Option<&str> {
    path.strip_suffix(".yaml").filter(|it| is_image(it) && !it.starts_with("themes/"))
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|it| it.1.to_ascii_lowercase()).unwrap_or_default()
}

/// What was found of an image.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Width and height in pixels, as it is shown.
    pub(super) dimensions: Option<(usize, usize)>,
    /// What else its head tells, if it is a picture and not a drawing.
    pub(super) raster: Option<Raster>,
}

/// What the head of an image tells; the findings say what is wrong with it.
pub(super) fn look_at(
    path: &Arc<str>,
    disk: &Path,
    size: u64,
    found: &mut Vec<Diagnostic>,
) -> io::Result<Seen> {
    let (mut file, _) = super::open(disk)?;
    let mut head = Vec::with_capacity(512);
    Read::by_ref(&mut file).take(512).read_to_end(&mut head)?;
    if head.is_empty() {
        let help = "export the image again, or remove the file";
        found.push(fault(path, "bad-image", "the image is an empty file").help(help));
        return Ok(Seen::default());
    }
    if let Some(it) = lfs_pointer(path, &String::from_utf8_lossy(&head)) {
        found.push(it);
        return Ok(Seen::default());
    }
    let ending = ending(path);
    if ending == "svg" {
        let dimensions = drawing(path, file, size, found)?;
        return Ok(Seen { dimensions, raster: None });
    }
    let format = Format::of(&head);
    let Some(format) = format.filter(|it| endings(*it).contains(&&*ending)) else {
        found.push(misnamed(path, &ending, &head));
        return Ok(Seen::default());
    };
    picture(path, file, size, format, found)
}

fn fault(path: &Arc<str>, code: &'static str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, message).in_file(Arc::clone(path))
}

fn misnamed(path: &Arc<str>, ending: &str, head: &[u8]) -> Diagnostic {
    let what = guess(&String::from_utf8_lossy(head));
    let what = name_of(head).unwrap_or(what);
    let right = Format::of(head).and_then(|it| endings(it).first());
    let help = match right {
        Some(right) => format!("rename it to end in `.{right}`, or export it again"),
        None => "export the image again, as PNG, JPEG, WebP or AVIF".to_owned(),
    };
    let message = format!("this is not a {} image, but {what}", ending.to_uppercase());
    fault(path, "bad-image", message).help(help)
}

fn picture(
    path: &Arc<str>,
    mut file: File,
    size: u64,
    format: Format,
    found: &mut Vec<Diagnostic>,
) -> io::Result<Seen> {
    let said = found.len();
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::new(file);
    let Ok(pixels) = imagesize::reader_size(&mut reader) else {
        found.push(cut_off(path));
        return Ok(Seen::default());
    };
    let (width, height) = (pixels.width, pixels.height);
    let is_long = width.max(height) > MAX_LENGTH;
    if size > MAX_PICTURE {
        let message = "the image is larger than 20 MiB";
        found.push(
            fault(path, "too-large", message)
                .help("export it smaller: no page shows more than 2,000 pixels of width"),
        );
    } else if is_long || width.saturating_mul(height) > MAX_PIXELS {
        let most = if is_long { "65,535 in a line" } else { "50 million" };
        let message =
            format!("the image has {width} × {height} pixels, at most {most} are allowed");
        found.push(fault(path, "too-large", message).help("export it smaller"));
    } else if width == 0 || height == 0 || !is_whole(&mut reader, size, format)? {
        found.push(cut_off(path));
    }
    if found.len() > said {
        return Ok(Seen::default());
    }
    match raster::look_at(format, &mut reader)? {
        Ok(raster) => {
            found.extend(moves(path, &raster));
            let turned = raster.turn.is_sideways();
            let dimensions = if turned { (height, width) } else { (width, height) };
            Ok(Seen { dimensions: Some(dimensions), raster: Some(raster) })
        }
        Err(refusal) => {
            found.push(refused(path, refusal));
            Ok(Seen::default())
        }
    }
}

fn refused(path: &Arc<str>, refusal: Refusal) -> Diagnostic {
    match refusal {
        Refusal::Damaged => cut_off(path),
        Refusal::Tells => fault(
            path,
            "bad-image",
            "the image says who made it, when or where, which cannot be taken out of an AVIF",
        )
        .help("export it without metadata (EXIF, XMP), or as JPEG, PNG or WebP"),
    }
}

/// What moves beside a text for longer than readers can bear (WCAG 2.2.2).
fn moves(path: &Arc<str>, raster: &Raster) -> Option<Diagnostic> {
    raster.motion.filter(|it| it.is_longer_than(MAX_MOTION))?;
    let message = "the image moves for more than 5 seconds, and nobody can stop it";
    let diagnostic = Diagnostic::warning("moving-image", message).in_file(Arc::clone(path));
    Some(
        diagnostic.help(
            "publish it as a video, which readers start and stop; or let it run once",
        ),
    )
}

/// Endings that a format may have, the usual one first.
fn endings(format: Format) -> &'static [&'static str] {
    match format {
        Format::Jpeg => &["jpg", "jpeg"],
        Format::Png => &["png"],
        Format::Gif => &["gif"],
        Format::Webp => &["webp"],
        Format::Avif => &["avif"],
    }
}

/// Says that an image cannot be read to its end.
pub fn cut_off(path: &Arc<str>) -> Diagnostic {
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
fn is_whole(
    reader: &mut (impl Read + Seek),
    size: u64,
    format: Format,
) -> io::Result<bool> {
    let mut tail = Vec::new();
    reader.seek(SeekFrom::Start(size.saturating_sub(64)))?;
    reader.take(64).read_to_end(&mut tail)?;
    let trimmed = tail.iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
    let end = tail.get(..trimmed).unwrap_or(&[]);
    match format {
        Format::Png => {
            Ok(tail.ends_with(b"\0\0\0\0IEND\xae\x42\x60\x82") || png_ends(reader)?)
        }
        Format::Gif => Ok(end.ends_with(b";")),
        Format::Webp => {
            let mut head = [0; 12];
            reader.seek(SeekFrom::Start(0))?;
            reader.read_exact(&mut head)?;
            let [_, _, _, _, a, b, c, d, ..] = head;
            Ok(u64::from(u32::from_le_bytes([a, b, c, d])) + 8 <= size)
        }
        Format::Jpeg => Ok(end.ends_with(b"\xff\xd9") || jpeg_ends(reader)?),
        Format::Avif => Ok(true),
    }
}

/// Whether the picture of a PNG ends; programs that crop leave what was there before behind it.
fn png_ends(reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    reader.seek(SeekFrom::Start(8))?;
    let mut head = [0; 8];
    loop {
        if reader.read_exact(&mut head).is_err() {
            return Ok(false);
        }
        let [a, b, c, d, kind @ ..] = head;
        let mut rest = u64::from(u32::from_be_bytes([a, b, c, d])) + 4;
        if &kind == b"IEND" {
            return Ok(rest == 4 && reader.read_exact(&mut head[..4]).is_ok());
        }
        // What is read is in the buffer already; to seek would throw it away.
        let skipped = io::copy(&mut Read::by_ref(reader).take(rest), &mut io::sink())?;
        rest -= skipped;
        if rest > 0 {
            return Ok(false);
        }
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
