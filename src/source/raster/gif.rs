//! GIF: blocks (`GIF89a`), and how often they are shown (the NETSCAPE extension).

use std::{
    io::{Read, Seek},
    time::Duration,
};

use super::{Format, Motion, Raster, Refusal, Seen, Turn, skip, take};

pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    let (mut plays, mut frames, mut time) = (1, 0, Duration::ZERO);
    skip(reader, 6)?;
    let [_, _, _, _, flags, _, _] = take(reader)?;
    skip(reader, table(flags))?;
    loop {
        match take(reader)? {
            [0x3b] => break,
            [0x2c] => {
                let [_, _, _, _, _, _, _, _, flags] = take(reader)?;
                frames += 1;
                // With the size of its codes.
                skip(reader, table(flags) + 1)?;
                blocks(reader)?;
            }
            [0x21] => match take(reader)? {
                [0xf9] => {
                    let [_, _, low, high, _, _] = take(reader)?;
                    time += shown(u16::from_le_bytes([low, high]));
                }
                [0xff] => {
                    let [length] = take(reader)?;
                    let mut name = vec![0; usize::from(length)];
                    reader.read_exact(&mut name)?;
                    if name == b"NETSCAPE2.0" {
                        plays = loops(reader)?.unwrap_or(plays);
                    }
                    blocks(reader)?;
                }
                _ => blocks(reader)?,
            },
            _ => return Ok(Err(Refusal::Damaged)),
        }
    }
    let motion = Motion::of(frames, time, plays);
    Ok(Ok(Raster { format: Format::Gif, turn: Turn::NONE, motion, is_print: false }))
}

/// Length of a table of colors.
fn table(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Steps over blocks, up to the empty one.
fn blocks(reader: &mut (impl Read + Seek)) -> std::io::Result<()> {
    loop {
        match take(reader)? {
            [0] => return Ok(()),
            [length] => skip(reader, length.into())?,
        }
    }
}

/// How often all is shown: once, and again as often as the extension says; 0 is for ever.
fn loops(reader: &mut (impl Read + Seek)) -> std::io::Result<Option<u32>> {
    let [length] = take(reader)?;
    if length != 3 {
        skip(reader, length.into())?;
        return Ok(None);
    }
    let [kind, low, high] = take(reader)?;
    let again = u32::from(u16::from_le_bytes([low, high]));
    Ok((kind == 1).then_some(if again == 0 { 0 } else { again + 1 }))
}

/// How long browsers show a frame: they take hundredths of a second below 2 for 10.
fn shown(hundredths: u16) -> Duration {
    let hundredths = if hundredths < 2 { 10 } else { hundredths };
    Duration::from_millis(u64::from(hundredths) * 10)
}
