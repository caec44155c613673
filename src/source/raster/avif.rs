//! AVIF: the head says whether more than a picture is in the file (ISO/IEC 14496-12, 8.11.6).

use std::io::{self, Read, Seek};

use super::{Format, Refusal, Seen, Turn, skip, still, take, take_long};

/// Longest box `meta` that is read: it holds no pictures, only where they are.
const MAX_META: u64 = 1024 * 1024;

/// A picture has one box of what is in the file. Each thing in it has a type of four letters, and
/// those that tell of a person are `Exif` and, for XMP, `mime`.
pub(super) fn look_at(reader: &mut (impl Read + Seek)) -> Seen {
    loop {
        let length = u64::from(u32::from_be_bytes(take(reader)?));
        let kind: [u8; 4] = take(reader)?;
        let length = match length {
            1 => u64::from_be_bytes(take(reader)?).checked_sub(16),
            // Up to the end of the file: nothing comes behind it.
            0 => return Ok(Err(Refusal::Damaged)),
            other => other.checked_sub(8),
        };
        let Some(length) = length else { return Ok(Err(Refusal::Damaged)) };
        if &kind != b"meta" {
            skip(reader, length)?;
            continue;
        }
        if length > MAX_META {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let meta = take_long(reader, length)?;
        let tells = entries(&meta, *b"Exif") || entries(&meta, *b"mime");
        return Ok(if tells {
            Err(Refusal::Tells)
        } else {
            Ok(still(Format::Avif, Turn::NONE))
        });
    }
}

/// Whether an entry has this type. It stands behind version, flags, number and protection, and
/// the number has two bytes or four.
fn entries(meta: &[u8], kind: [u8; 4]) -> bool {
    let is_one = |it: &[u8]| {
        it.starts_with(b"infe")
            && [12, 14].iter().any(|at| it.get(*at..at + 4) == Some(&kind[..]))
    };
    meta.windows(18).any(is_one)
}
