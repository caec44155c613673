//! JPEG: only the segments that a decoder needs, up to the end of the first picture
//! (ITU-T T.81, annex B).

/// The picture alone.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    out.extend(b"\xff\xd8");
    loop {
        let [0xff, marker, tail @ ..] = rest else { return None };
        let marker = *marker;
        match marker {
            // Bytes that fill up.
            0xff => {
                rest = rest.get(1..)?;
                continue;
            }
            0xd9 => {
                out.extend(b"\xff\xd9");
                return Some(out);
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(*tail.first_chunk()?));
        let (segment, behind) = tail.split_at_checked(length)?;
        if is_kept(marker, segment.get(2..)?) {
            out.extend([0xff, marker]);
            out.extend(segment);
        }
        rest = behind;
        if marker == 0xda {
            let end = scan(rest)?;
            let (picture, behind) = rest.split_at_checked(end)?;
            out.extend(picture);
            rest = behind;
        }
    }
}

/// Whether a segment is needed: tables, frames, scans, the color profile, and the two that say
/// what the numbers mean (JFIF, Adobe).
fn is_kept(marker: u8, segment: &[u8]) -> bool {
    match marker {
        0xe0 => segment.starts_with(b"JFIF\0"),
        0xe2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xee => segment.starts_with(b"Adobe"),
        0xc0..=0xcf | 0xda..=0xdf => true,
        _ => false,
    }
}

/// Length of the coded pixels, up to the next marker; 0xff of the code itself has a zero behind it.
fn scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(0xff, bytes.get(at..)?)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
