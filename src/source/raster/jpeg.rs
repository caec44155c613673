//! JPEG: segments up to the coded pixels (ITU-T T.81, annex B).

use std::io::{Read, Seek};

use super::{
    Format, MAX_EXIF, Raster, Refusal, Seen, orientation, skip, still, take, take_long,
};

/// What a segment of EXIF begins with (CIPA DC-008, 4.7.2).
const EXIF: &[u8] = b"Exif\0\0";

/// Whether a marker begins a frame; 0xc4, 0xc8 and 0xcc are something else.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Looks at all segments: EXIF stands behind XMP in some files, and behind the frame in a few.
pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    let (mut exif, mut components) = (Vec::new(), None);
    take::<2>(reader)?;
    loop {
        let [0xff, mut marker] = take(reader)? else { return Ok(Err(Refusal::Damaged)) };
        while marker == 0xff {
            [marker] = take(reader)?;
        }
        if marker == 0xda {
            let still = still(Format::Jpeg, orientation(&exif));
            return Ok(match components {
                Some(1 | 3) => Ok(still),
                Some(4) => Ok(Raster { is_print: true, ..still }),
                _ => Err(Refusal::Damaged),
            });
        }
        if matches!(marker, 0xd8 | 0xd9) {
            return Ok(Err(Refusal::Damaged));
        }
        let length = u64::from(u16::from_be_bytes(take(reader)?));
        let Some(mut length) = length.checked_sub(2) else {
            return Ok(Err(Refusal::Damaged));
        };
        if marker == 0xe1 {
            add(&mut exif, &take_long(reader, length)?);
            continue;
        }
        if is_frame(marker) && length >= 6 {
            let [_, _, _, _, _, count] = take(reader)?;
            components.get_or_insert(count);
            length -= 6;
        }
        skip(reader, length)?;
    }
}

/// Adds a segment of EXIF. What is too long for one goes on in the next, without a head of its
/// own; of two with a head, the first one counts, as it does for browsers.
fn add(exif: &mut Vec<u8>, segment: &[u8]) {
    let Some(part) = segment.strip_prefix(EXIF) else { return };
    let is_head = part.starts_with(b"II*\0") || part.starts_with(b"MM\0*");
    let fits = (exif.len() + part.len()) as u64 <= MAX_EXIF;
    if is_head == exif.is_empty() && fits {
        exif.extend(part);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// An EXIF whose directory stands behind so many other bytes.
    fn exif(turn: u8, before: usize) -> Vec<u8> {
        let mut out = b"II*\0".to_vec();
        out.extend(u32::try_from(8 + before).unwrap().to_le_bytes());
        out.extend(vec![b'x'; before]);
        out.extend(b"\x01\0\x12\x01\x03\0\x01\0\0\0");
        out.extend([turn, 0, 0, 0, 0, 0, 0, 0]);
        out
    }

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), data].concat()
    }

    fn app1(exif: &[u8]) -> Vec<u8> {
        segment(0xe1, &[EXIF, exif].concat())
    }

    fn turn(segments: &[Vec<u8>]) -> Result<u8, Refusal> {
        let bytes = [b"\xff\xd8".as_slice(), &segments.concat()].concat();
        let seen = look_at(&mut Cursor::new(bytes)).unwrap();
        seen.map(|it| it.turn.value())
    }

    #[test]
    fn how_a_camera_was_held_is_found_wherever_it_stands() {
        let frame =
            segment(0xc0, b"\x08\0\x10\0\x10\x03\x01\x22\0\x02\x11\x01\x03\x11\x01");
        let scan = segment(0xda, b"\x03\x01\0\x02\x11\x03\x11\0\x3f\0");
        let xmp = segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x/>");
        let other = segment(0xe2, b"MPF\0");
        let of = |segments: &[&Vec<u8>]| {
            turn(&segments.iter().map(|it| (*it).clone()).collect::<Vec<_>>())
        };
        let near = app1(&exif(6, 0));
        assert_eq!(of(&[&near, &frame, &scan]), Ok(6));
        assert_eq!(of(&[&xmp, &other, &near, &frame, &scan]), Ok(6));
        assert_eq!(of(&[&frame, &near, &scan]), Ok(6));
        // One that is too long for a segment goes on in the next ones.
        let long = exif(8, 150_000);
        let parts: Vec<_> = long.chunks(60_000).map(app1).collect();
        let [one, two, three] = parts.as_slice() else { panic!("{}", parts.len()) };
        assert_eq!(of(&[&xmp, one, two, three, &frame, &scan]), Ok(8));
        // What goes on turns nothing back, and a second one is not asked.
        assert_eq!(of(&[&near, two, &frame, &scan]), Ok(6));
        assert_eq!(of(&[&near, &app1(&exif(3, 0)), &frame, &scan]), Ok(6));
        assert_eq!(of(&[two, &near, &frame, &scan]), Ok(6));
        assert_eq!(of(&[&frame, &scan, &near]), Ok(1));
        assert_eq!(of(&[&near, &scan]), Err(Refusal::Damaged));
    }
}
