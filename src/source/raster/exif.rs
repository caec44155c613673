//! EXIF: all that we want of it is how the camera was held.

use super::Turn;

/// The tag `Orientation` (CIPA DC-008, 4.6.5).
const ORIENTATION: u16 = 0x0112;

/// How a picture is to be turned, from a block of EXIF, which is a TIFF (TIFF 6.0, section 2).
/// What cannot be read turns nothing.
pub fn orientation(exif: &[u8]) -> Turn {
    // In a JPEG, and by mistake in other formats too, six bytes stand before it.
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    read(tiff).map_or(Turn::NONE, Turn::of)
}

fn read(tiff: &[u8]) -> Option<u16> {
    let is_big = match tiff.get(..4)? {
        b"II*\0" => false,
        b"MM\0*" => true,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let bytes = *tiff.get(4..)?.first_chunk::<4>()?;
    let first = if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
    let first = usize::try_from(first).ok()?;
    let count = usize::from(short(first)?);
    let mut entries = (0..count).map(|it| first + 2 + 12 * it);
    let entry = entries.find(|at| short(*at) == Some(ORIENTATION))?;
    // The value stands behind tag, type and count.
    short(entry + 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read_and_nonsense_turns_nothing() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(orientation(little).value(), 6);
        assert_eq!(orientation(big).value(), 8);
        for at in 0..little.len() {
            assert!(orientation(&little[..at]).value() <= 8);
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), Turn::NONE);
        assert_eq!(Turn::of(9), Turn::NONE);
    }
}
