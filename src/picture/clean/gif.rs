//! GIF: pictures, their times, and how often they are shown (`GIF89a`).

/// The pictures alone.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut from = Reader { bytes, at: 0 };
    let head = from.take(13)?;
    out.extend(head);
    out.extend(from.take(table(*head.get(10)?))?);
    loop {
        let start = from.at;
        match from.byte()? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x2c => {
                let flags = *from.take(9)?.get(8)?;
                from.take(table(flags) + 1)?;
                from.blocks()?;
                out.extend(bytes.get(start..from.at)?);
            }
            0x21 => {
                let kind = from.byte()?;
                let name = bytes.get(from.at + 1..);
                let names = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];
                let is_known =
                    name.is_some_and(|it| names.iter().any(|name| it.starts_with(*name)));
                from.blocks()?;
                if kind == 0xf9 || (kind == 0xff && is_known) {
                    out.extend(bytes.get(start..from.at)?);
                }
            }
            _ => return None,
        }
    }
}

/// Length of a table of colors.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let part = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(part)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// Steps over blocks, up to the empty one.
    fn blocks(&mut self) -> Option<()> {
        loop {
            match self.byte()? {
                0 => return Some(()),
                length => self.take(length.into())?,
            };
        }
    }
}
