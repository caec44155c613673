//! JPEG: segments up to the picture (ITU-T T.81, annex B).

use std::io::{Read, Seek};

use super::{
    Format, MAX_EXIF, Refusal, Seen, Turn, orientation, skip, still, take, take_long,
};

/// Whether a marker begins a frame; 0xc4, 0xc8 and 0xcc are something else.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    let mut turn = Turn::NONE;
    take::<2>(reader)?;
    loop {
        let [0xff, mut marker] = take(reader)? else { return Ok(Err(Refusal::Damaged)) };
        while marker == 0xff {
            [marker] = take(reader)?;
        }
        let length = u64::from(u16::from_be_bytes(take(reader)?));
        let Some(length) = length.checked_sub(2) else {
            return Ok(Err(Refusal::Damaged));
        };
        if marker == 0xe1 && length < MAX_EXIF {
            let segment = take_long(reader, length)?;
            if segment.starts_with(b"Exif\0\0") {
                turn = orientation(&segment);
            }
        } else if is_frame(marker) && length >= 6 {
            let [_, _, _, _, _, components] = take(reader)?;
            return Ok(match components {
                1 | 3 => Ok(still(Format::Jpeg, turn)),
                4 => Err(Refusal::Print),
                _ => Err(Refusal::Damaged),
            });
        } else if matches!(marker, 0xd8..=0xda) {
            return Ok(Err(Refusal::Damaged));
        } else {
            skip(reader, length)?;
        }
    }
}
