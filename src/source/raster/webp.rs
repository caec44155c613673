//! WebP: chunks of a RIFF (RFC 9649).

use std::{
    io::{Read, Seek},
    time::Duration,
};

use super::{
    Format, MAX_EXIF, Motion, Raster, Refusal, Seen, Turn, orientation, skip, take,
    take_long,
};

pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    let (mut turn, mut plays, mut frames) = (Turn::NONE, 1, 0);
    let mut time = Duration::ZERO;
    skip(reader, 4)?;
    let mut left = u64::from(u32::from_le_bytes(take(reader)?)).saturating_sub(4);
    skip(reader, 4)?;
    while left >= 8 {
        let kind: [u8; 4] = take(reader)?;
        let length = u64::from(u32::from_le_bytes(take(reader)?));
        // Odd ones are filled up.
        let whole = length + length % 2;
        let Some(behind) = left.checked_sub(8 + length) else {
            return Ok(Err(Refusal::Damaged));
        };
        left = behind.saturating_sub(length % 2);
        let mut rest = whole;
        match &kind {
            b"EXIF" if length < MAX_EXIF => {
                turn = orientation(&take_long(reader, length)?);
                rest -= length;
            }
            b"ANIM" if length >= 6 => {
                let [_, _, _, _, low, high] = take(reader)?;
                plays = u32::from(u16::from_le_bytes([low, high]));
                rest -= 6;
            }
            b"ANMF" if length >= 16 => {
                let head: [u8; 16] = take(reader)?;
                let [.., a, b, c, _] = head;
                frames += 1;
                time += Duration::from_millis(u32::from_le_bytes([a, b, c, 0]).into());
                rest -= 16;
            }
            _ => {}
        }
        skip(reader, rest)?;
    }
    let motion = Motion::of(frames, time, plays);
    Ok(Ok(Raster { format: Format::Webp, turn, motion, is_print: false }))
}
