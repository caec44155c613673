//! WebP: only chunks that say how the pixels look or move (RFC 9649).

use crate::picture::pixels::Pixels;

/// Chunks that stay.
const KEPT: &[&[u8; 4]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// What a `VP8X` says of chunks that were taken out.
const EXIF_AND_XMP: u8 = 0x0c;
const HAS_PROFILE: u8 = 0x20;
const HAS_ALPHA: u8 = 0x10;

/// The picture alone.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in chunks(bytes)? {
        let (kind, data) = chunk?;
        if kind == *b"VP8X" {
            let (flags, rest) = data.split_first()?;
            let mut plain = vec![flags & !EXIF_AND_XMP];
            plain.extend(rest);
            push(&mut out, kind, &plain)?;
        } else if KEPT.contains(&&kind) {
            push(&mut out, kind, data)?;
        }
    }
    riff(&out)
}

type Chunk<'a> = ([u8; 4], &'a [u8]);

/// The chunks of a file; nothing instead of one that does not fit.
fn chunks(bytes: &[u8]) -> Option<impl Iterator<Item = Option<Chunk<'_>>>> {
    let rest = bytes.strip_prefix(b"RIFF")?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let rest = rest.get(..length.min(rest.len()))?;
    let mut rest = rest.strip_prefix(b"WEBP")?;
    Some(std::iter::from_fn(move || {
        // What is shorter is no chunk.
        (rest.len() >= 8).then(|| {
            let (kind, tail) = rest.split_first_chunk::<4>()?;
            let (length, tail) = tail.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_le_bytes(*length)).ok();
            let Some((data, behind)) = length.and_then(|it| tail.split_at_checked(it))
            else {
                rest = &[];
                return None;
            };
            // Odd ones are filled up.
            rest = behind.get(data.len() % 2..).unwrap_or(&[]);
            Some((*kind, data))
        })
    }))
}

fn push(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend(kind);
    out.extend(u32::try_from(data.len()).ok()?.to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
    Some(())
}

fn riff(chunks: &[u8]) -> Option<Vec<u8>> {
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(chunks.len() + 4).ok()?.to_le_bytes());
    out.extend(b"WEBP");
    out.extend(chunks);
    Some(out)
}

/// A WebP as the encoder writes it, with a profile of its colors.
pub(crate) fn with_profile(bytes: &[u8], profile: &[u8], of: &Pixels) -> Option<Vec<u8>> {
    let flags = if of.is_opaque() { HAS_PROFILE } else { HAS_PROFILE | HAS_ALPHA };
    let mut head = vec![flags, 0, 0, 0];
    for side in [of.width, of.height] {
        let [a, b, c, _] = side.checked_sub(1)?.to_le_bytes();
        head.extend([a, b, c]);
    }
    let mut out = Vec::new();
    push(&mut out, *b"VP8X", &head)?;
    push(&mut out, *b"ICCP", profile)?;
    for chunk in chunks(bytes)? {
        let (kind, data) = chunk?;
        if kind != *b"VP8X" {
            push(&mut out, kind, data)?;
        }
    }
    riff(&out)
}
