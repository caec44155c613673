//! PNG: only chunks that say how the pixels look or move (PNG 3, section 11).

/// What each PNG begins with.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that stay. Not among them: texts, EXIF, times, and whatever programs invent.
const KEPT: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT",
    b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The picture alone.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    out.extend(SIGNATURE);
    loop {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let kind = tail.first_chunk::<4>()?;
        // With length, name and checksum.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(12)?;
        let (chunk, behind) = rest.split_at_checked(whole)?;
        if KEPT.contains(&kind) {
            out.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = behind;
    }
}
