//! PNG: chunks, and those of its moving form (PNG 3, sections 5 and 11).

use std::{
    io::{Read, Seek},
    time::Duration,
};

use super::{
    Format, MAX_EXIF, Motion, Raster, Seen, Turn, orientation, skip, take, take_long,
};

pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    let (mut turn, mut plays, mut frames) = (Turn::NONE, None, 0);
    let mut time = Duration::ZERO;
    skip(reader, 8)?;
    loop {
        let length = u64::from(u32::from_be_bytes(take(reader)?));
        let kind: [u8; 4] = take(reader)?;
        // With its checksum.
        let mut rest = length + 4;
        match &kind {
            b"IEND" => break,
            b"eXIf" if length < MAX_EXIF => {
                turn = orientation(&take_long(reader, length)?);
                rest = 4;
            }
            b"acTL" if length >= 8 => {
                let [_, _, _, _, count @ ..] = take::<8>(reader)?;
                plays = Some(u32::from_be_bytes(count));
                rest -= 8;
            }
            b"fcTL" if length >= 26 => {
                let head: [u8; 24] = take(reader)?;
                frames += 1;
                time += delay(head);
                rest -= 24;
            }
            _ => {}
        }
        skip(reader, rest)?;
    }
    let motion = plays.and_then(|it| Motion::of(frames, time, it));
    Ok(Ok(Raster { format: Format::Png, turn, motion, is_print: false }))
}

/// How long a frame is shown: a fraction of a second, of hundredths when it has no denominator.
fn delay(control: [u8; 24]) -> Duration {
    let [.., a, b, c, d] = control;
    let (time, unit) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    Duration::from_secs(time.into()) / u32::from(if unit == 0 { 100 } else { unit })
}
