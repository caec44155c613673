//! What comes of pictures that tell too much, are too heavy, or were damaged.
#![expect(clippy::disallowed_methods, reason = "tests make the files that they look at")]

use std::{fs, path::Path, sync::Arc, thread};

use base64::Engine as _;
use mozjpeg_rs::{Encoder, Preset};
use png::{BitDepth, ColorType};

use super::{
    Form, Store, clean::clean, decode::decode, encode, forms, pixels::Pixels, widths,
};
use crate::source::{
    FileInfo, Raster,
    raster::{Format, Motion, Turn},
};

/// A photo of so many pixels, with as much noise as a phone makes in the evening.
pub(super) fn photo(width: u32, height: u32) -> Pixels {
    let mut random = 12345_u32;
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height {
        for x in 0..width {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            let wave = |step: u32, size: u32| (step % size).abs_diff(size / 2) * 256 / size;
            let light = wave(x, 600) + wave(y, 430) / 2 + wave(x + y, 37) / 4;
            for share in [4, 3, 2] {
                let noise = random >> (share * 4) & 31;
                rgba.push(u8::try_from((light * share / 8 + noise + 40).min(255)).unwrap());
            }
            rgba.push(255);
        }
    }
    Pixels { width, height, rgba, profile: None }
}

pub(super) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let Pixels { rgba, .. } = photo(width, height);
    Encoder::new(Preset::BaselineBalanced)
        .quality(90)
        .encode_rgba(&rgba, width, height)
        .unwrap()
}

/// A JPEG with more segments behind its beginning.
pub(super) fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for (marker, data) in segments {
        out.extend([0xff, *marker]);
        out.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        out.extend(*data);
    }
    out.extend(&jpeg[2..]);
    out
}

/// EXIF that says only how the camera was held.
const SIDEWAYS: &[u8] =
    b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";

/// A JPEG of inks alone, written as light and color (YCCK).
const CYAN: &str = "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0O\
    EQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQU\
    FBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/EABYAAQEBAAAA\
    AAAAAAAAAAAAAAAICf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAAAAAAAAAABwn/xAAU\
    EQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AJ0Qxqm1TAAAAf/Z";

pub(super) fn raster(format: Format) -> Raster {
    Raster { format, turn: Turn::NONE, motion: None, is_print: false }
}

pub(super) fn file(
    folder: &Path,
    bytes: &[u8],
    raster: Raster,
    size: (usize, usize),
) -> FileInfo {
    let disk = folder.join("picture");
    fs::write(&disk, bytes).unwrap();
    FileInfo {
        disk,
        size: bytes.len() as u64,
        dimensions: Some(size),
        raster: Some(raster),
        ..FileInfo::default()
    }
}

pub(super) fn get(store: &Store, file: &FileInfo, forms: &[Form]) -> Vec<Vec<u8>> {
    store.get(&Arc::from("a.jpg"), file, forms).unwrap()
}

#[test]
fn a_jpeg_keeps_its_pixels_and_its_colors_and_tells_nothing() {
    let plain = jpeg(64, 48);
    let kept = with_segments(&plain, &[(0xe2, b"ICC_PROFILE\0\x01\x01colors")]);
    let mut told = with_segments(
        &kept,
        &[
            (0xe1, SIDEWAYS),
            (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"),
            (0xed, b"Photoshop 3.0\0SECRET"),
            (0xe2, b"MPF\0SECRET"),
            (0xfe, b"SECRET"),
            (0xe0, b"JFXX\0SECRET"),
        ],
    );
    // What phones append: a film, or a second picture with an EXIF of its own.
    told.extend(with_segments(&plain, &[(0xe1, b"Exif\0\0SECRET")]));
    told.extend(b"SECRET");
    assert_eq!(clean(&told, Format::Jpeg).unwrap(), kept);
    assert_eq!(clean(&kept, Format::Jpeg).unwrap(), kept);
    for end in 0..plain.len() {
        assert_eq!(clean(&plain[..end], Format::Jpeg), None, "{end}");
    }
}

#[test]
fn a_png_keeps_its_pixels_and_tells_nothing() {
    let plain = encode::png(&photo(20, 10)).unwrap();
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        out.extend(name);
        out.extend(data);
        out.extend([0; 4]);
        out
    };
    let (head, rest) = plain.split_at(8 + 25);
    let gamma = chunk(b"gAMA", &[0; 4]);
    let told = [
        head,
        &chunk(b"eXIf", SIDEWAYS),
        &gamma,
        &chunk(b"tEXt", b"Author\0SECRET"),
        &chunk(b"zTXt", b"SECRET"),
        &chunk(b"iTXt", b"SECRET"),
        &chunk(b"tIME", b"SECRETS"),
        &chunk(b"prVW", b"SECRET"),
        rest,
        b"SECRET",
    ];
    let wanted = [head, &gamma, rest].concat();
    assert_eq!(clean(&told.concat(), Format::Png).unwrap(), wanted);
    assert_eq!(clean(&plain[..plain.len() - 1], Format::Png), None);
}

#[test]
fn a_gif_keeps_its_motion_and_tells_nothing() {
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".as_slice();
    let forever = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0".as_slice();
    let frame = b"!\xf9\x04\0\x64\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0".as_slice();
    let comment = b"!\xfe\x06SECRET\0".as_slice();
    let xmp = b"!\xff\x0bXMP DataXMP\x06SECRET\0".as_slice();
    let told = [head, forever, xmp, frame, comment, frame, b";SECRET"].concat();
    let wanted = [head, forever, frame, frame, b";"].concat();
    assert_eq!(clean(&told, Format::Gif).unwrap(), wanted);
}

#[test]
fn a_webp_keeps_its_pixels_and_tells_nothing() {
    let plain = encode::webp(&photo(20, 10), encode::Manner::Photo).unwrap();
    let profile = b"0123456789abcdefRGB profile".to_vec();
    let colored = Pixels { profile: Some(profile.clone()), ..photo(20, 10) };
    let colored = encode::webp(&colored, encode::Manner::Photo).unwrap();
    assert_eq!(decode(&colored, Format::Webp).unwrap().profile, Some(profile));
    let told = |webp: &[u8]| {
        let mut told = [webp, b"EXIF\x06\0\0\0SECRET", b"XMP \x06\0\0\0SECRET"].concat();
        let length = u32::try_from(told.len() - 8).unwrap();
        told[4..8].copy_from_slice(&length.to_le_bytes());
        told
    };
    assert_eq!(clean(&told(&plain), Format::Webp).unwrap(), plain);
    let mut extended = told(&colored);
    extended[20] |= 0x0c;
    assert_eq!(clean(&extended, Format::Webp).unwrap(), colored);
}

#[test]
fn a_photo_of_twelve_megapixels_is_light_in_every_width() {
    let temp = tempfile::tempdir().unwrap();
    let size = (4000, 3000);
    let file = file(temp.path(), &jpeg(4000, 3000), raster(Format::Jpeg), size);
    let forms = [
        Form::Own(800),
        Form::Own(1200),
        Form::Own(1600),
        Form::Webp(480),
        Form::Webp(1600),
    ];
    let store = Store::default();
    for (form, bytes) in forms.iter().zip(get(&store, &file, &forms)) {
        assert!(bytes.len() <= 150_000, "{form:?} has {} bytes", bytes.len());
        assert!(bytes.len() > 10_000, "{form:?} has {} bytes", bytes.len());
    }
}

#[test]
fn what_no_encoder_makes_light_has_fewer_pixels() {
    let mut noise = photo(1600, 1200);
    let mut random = 2_463_534_242_u32;
    for byte in &mut noise.rgba {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        *byte = random.to_le_bytes()[1];
    }
    for pixel in noise.rgba.as_chunks_mut::<4>().0 {
        pixel[3] = 255;
    }
    let manner = encode::Manner::Photo;
    for (bytes, format) in [
        (encode::jpeg(&noise, manner).unwrap(), Format::Jpeg),
        (encode::webp(&noise, manner).unwrap(), Format::Webp),
    ] {
        assert!((60_000..=150_000).contains(&bytes.len()), "{format:?} {}", bytes.len());
        let Pixels { width, height, .. } = decode(&bytes, format).unwrap();
        assert!((300..1600).contains(&width), "{format:?} {width}");
        assert_eq!(height, (width * 3).div_ceil(4), "{format:?} {width}");
    }
    // Most of it is one color: it is a photo all the same, and keeps all of its pixels.
    noise.rgba.truncate(1600 * 200 * 4);
    noise.rgba[1600 * 60 * 4..].fill(255);
    let profile = Some(b"0123456789abcdefRGB profile".to_vec());
    let colored = Pixels { height: 200, profile, ..noise };
    let bytes = encode::webp(&colored, encode::Manner::Drawing).unwrap();
    assert!(bytes.len() <= 150_000);
    let found = decode(&bytes, Format::Webp).unwrap();
    assert_eq!((found.width, found.profile), (1600, colored.profile));
}

#[test]
fn a_printed_photo_is_published_in_the_colors_of_a_screen() {
    // 16 × 16 pixels of cyan ink.
    let bytes = base64::engine::general_purpose::STANDARD.decode(CYAN).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let printed = Raster { is_print: true, ..raster(Format::Jpeg) };
    let file = file(temp.path(), &bytes, printed, (16, 16));
    let forms = [Form::Clean, Form::Own(8), Form::Webp(16)];
    let made = get(&Store::default(), &file, &forms);
    for (bytes, format) in made.iter().zip([Format::Jpeg, Format::Jpeg, Format::Webp]) {
        let pixels = decode(bytes, format).unwrap();
        for (found, wanted) in pixels.rgba.iter().zip([0, 159, 227, 255]) {
            assert!(found.abs_diff(wanted) < 6, "{format:?} {:?}", &pixels.rgba[..4]);
        }
    }
    assert!(!made[0].windows(5).any(|it| it == b"Adobe"));
}

#[test]
fn a_drawing_loses_nothing() {
    let mut drawing =
        Pixels { width: 40, height: 30, rgba: vec![255; 4800], profile: None };
    drawing.rgba[4 * 45..4 * 70].fill(30);
    let webp = encode::webp(&drawing, encode::Manner::Drawing).unwrap();
    assert_eq!(decode(&webp, Format::Webp).unwrap(), drawing);
    let png = encode::png(&drawing).unwrap();
    assert_eq!(decode(&png, Format::Png).unwrap(), drawing);
}

#[test]
fn every_kind_of_png_is_read() {
    let kinds = [
        (ColorType::Grayscale, BitDepth::One, 1),
        (ColorType::Grayscale, BitDepth::Sixteen, 16),
        (ColorType::GrayscaleAlpha, BitDepth::Eight, 16),
        (ColorType::Indexed, BitDepth::Four, 4),
        (ColorType::Rgb, BitDepth::Sixteen, 48),
        (ColorType::Rgba, BitDepth::Sixteen, 64),
    ];
    for (color, depth, bits) in kinds {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 8, 2);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if color == ColorType::Indexed {
            encoder.set_palette(vec![9; 48]);
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![0x55; 2 * bits]).unwrap();
        writer.finish().unwrap();
        let pixels = decode(&bytes, Format::Png).unwrap();
        assert_eq!((pixels.width, pixels.height), (8, 2), "{color:?} {depth:?}");
    }
}

#[test]
fn a_photo_is_turned_and_no_longer_says_so() {
    let temp = tempfile::tempdir().unwrap();
    let bytes = with_segments(&jpeg(64, 48), &[(0xe1, SIDEWAYS)]);
    let turned = Raster { turn: Turn::of(6), ..raster(Format::Jpeg) };
    let file = file(temp.path(), &bytes, turned, (48, 64));
    let forms = [Form::Clean, Form::Own(24), Form::Webp(24)];
    let made = get(&Store::default(), &file, &forms);
    let sizes = made.iter().zip([Format::Jpeg, Format::Jpeg, Format::Webp]).map(|it| {
        let pixels = decode(it.0, it.1).unwrap();
        (pixels.width, pixels.height)
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [(48, 64), (24, 32), (24, 32)]);
    assert!(made.iter().all(|it| !it.windows(4).any(|it| it == b"Exif")));
}

#[test]
fn what_was_made_is_kept_and_damage_is_made_good() {
    let temp = tempfile::tempdir().unwrap();
    let cache = temp.path().join("cache/images");
    let size = (64, 48);
    let file = file(temp.path(), &jpeg(64, 48), raster(Format::Jpeg), size);
    let forms = [Form::Clean, Form::Own(24), Form::Webp(24), Form::Webp(64)];
    let first = Store::of(cache.clone());
    let made = get(&first, &file, &forms);
    assert_eq!(first.made(), 3);
    let again = Store::of(cache.clone());
    assert_eq!((get(&again, &file, &forms), again.made()), (made.clone(), 0));
    // Each in its own way: one is cut, one has another bit, one is gone.
    let mut kept: Vec<_> =
        fs::read_dir(&cache).unwrap().map(|it| it.unwrap().path()).collect();
    kept.sort();
    let [cut, bent, gone] = kept.as_slice() else { panic!("{kept:?}") };
    let mut bytes = fs::read(cut).unwrap();
    bytes.pop();
    fs::write(cut, bytes).unwrap();
    let mut bytes = fs::read(bent).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(bent, bytes).unwrap();
    fs::remove_file(gone).unwrap();
    let third = Store::of(cache.clone());
    assert_eq!((get(&third, &file, &forms), third.made()), (made, 3));
    // Nothing else is left there, and Git does not see it.
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 3);
    assert_eq!(fs::read_to_string(temp.path().join("cache/.gitignore")).unwrap(), "*\n");
}

#[test]
fn pictures_are_the_same_on_every_thread() {
    let temp = tempfile::tempdir().unwrap();
    let file = file(temp.path(), &jpeg(320, 240), raster(Format::Jpeg), (320, 240));
    let forms = [Form::Own(100), Form::Webp(100), Form::Webp(320)];
    let store = Store::default();
    let made = get(&store, &file, &forms);
    thread::scope(|scope| {
        let all: Vec<_> =
            (0..4).map(|_| scope.spawn(|| get(&store, &file, &forms))).collect();
        for thread in all {
            assert_eq!(thread.join().unwrap(), made);
        }
    });
}

#[test]
fn a_file_that_is_another_one_by_now_is_not_shown() {
    let temp = tempfile::tempdir().unwrap();
    let path = Arc::from("a.jpg");
    let store = Store::default();
    let other = file(temp.path(), &jpeg(64, 48), raster(Format::Jpeg), (80, 60));
    let found = store.get(&path, &other, &[Form::Webp(20)]).unwrap_err();
    assert_eq!(found.code, "bad-image");
    let nonsense = file(temp.path(), b"nonsense", raster(Format::Jpeg), (80, 60));
    for form in [Form::Clean, Form::Own(20)] {
        assert!(store.get(&path, &nonsense, &[form]).is_err());
    }
    let moving = Raster { motion: Some(Motion::Endless), ..raster(Format::Gif) };
    assert!(!moving.can_be_resized());
}

#[test]
fn nothing_is_enlarged_and_what_moves_has_one_form() {
    let raster = raster(Format::Jpeg);
    let asked = [480, 800, 1200];
    let of = |raster: &Raster, size| widths(&asked, raster, size);
    assert_eq!(of(&raster, (4000, 3000)), [480, 800, 1200]);
    assert_eq!(of(&raster, (1000, 10)), [480, 800, 1000]);
    assert_eq!(of(&raster, (800, 10)), [480, 800]);
    assert_eq!(of(&raster, (30, 10)), [30]);
    assert_eq!(of(&raster, (1000, 30_000)), [480]);
    let moving = Raster { motion: Some(Motion::Endless), ..raster };
    assert_eq!(of(&moving, (1000, 10)), [0; 0]);
    let names = |raster: &Raster, kilobytes: u64| {
        let size = kilobytes * 1000;
        let file = FileInfo { dimensions: Some((1000, 800)), size, ..FileInfo::default() };
        let forms = forms(&[480, 1000], raster, &file);
        forms.iter().map(|it| it.address("b.x")).collect::<Vec<_>>().join(" ")
    };
    // What is heavy, turned or printed has a light form of its own width.
    let light = "b-480.x b-480.x.webp b-1000.x.webp";
    let heavy = "b-480.x b-480.x.webp b-1000.x b-1000.x.webp";
    assert_eq!(names(&raster, 100), light);
    assert_eq!(names(&raster, 151), heavy);
    assert_eq!(names(&Raster { turn: Turn::of(3), ..raster }, 100), heavy);
    assert_eq!(names(&Raster { is_print: true, ..raster }, 100), heavy);
    let webp = Raster { format: Format::Webp, ..raster };
    assert_eq!(names(&webp, 100), "b-480.x");
    assert_eq!(names(&webp, 151), "b-480.x b-1000.x");
    // A drawing is published as it came; a photo that is none is also a JPEG.
    let png = Raster { format: Format::Png, ..raster };
    assert_eq!(names(&png, 390), light);
    let photo = "b-480.x.jpg b-480.x.webp b-1000.x.jpg b-1000.x.webp";
    assert_eq!(names(&png, 410), photo);
}
