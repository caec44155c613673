//! How many pages a PDF has (ISO 32000-1, 7.7.3.2: `/Count` of the root of the page tree).
//!
//! The file is read once from its beginning to its end, as a list of tokens: no reference
//! is followed, nothing recurs, and no more is unpacked than a limit. So no file can take more time
//! than its length, and one that is damaged or encrypted only loses its count.
//!
//! Compared were `hayro-syntax` 0.6, `lopdf` and `pdf`, which read all of PDF: they follow
//! references and nest without a limit, and unpack what a stream says, so that a small file of a
//! stranger can take all stack or all memory. `miniz_oxide` (MIT OR Zlib OR Apache-2.0, no `unsafe`)
//! unpacks up to a limit.

use std::{
    fs::File,
    io::{self, Read},
};

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Largest PDF that is looked into, in bytes.
const MAX_PDF: u64 = 64 * 1024 * 1024;

/// Most bytes of objects that are unpacked, of one stream and of all of a file.
const MAX_UNPACKED: [usize; 2] = [4 * 1024 * 1024, 32 * 1024 * 1024];

/// How deep dictionaries may nest.
const MAX_DEPTH: usize = 64;

/// Most pages that are believed.
const MAX_PAGES: usize = 20_000;

/// Pages of a PDF; nothing when they cannot be told.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn pages(file: File, size: u64) -> io::Result<Option<usize>> {
    if size > MAX_PDF {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(MAX_PDF).read_to_end(&mut bytes)?;
    Ok(count(&bytes))
}

fn count(bytes: &[u8]) -> Option<usize> {
    let is_pdf = bytes.get(..1024).unwrap_or(bytes).windows(5).any(|it| it == b"%PDF-");
    is_pdf.then_some(())?;
    let mut reader = Reader { best: None, left: MAX_UNPACKED[1] };
    reader.read(bytes, true);
    reader.best.filter(|it| (1..=MAX_PAGES).contains(it))
}

/// What a dictionary says of itself.
#[derive(Debug, Clone, Copy, Default)]
struct Dictionary {
    is_pages: bool,
    count: Option<usize>,
    /// A stream of objects that are packed as zlib packs.
    holds_objects: bool,
    is_packed: bool,
}

/// A token, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Open,
    Close,
    Name(&'a [u8]),
    Word(&'a [u8]),
    Other,
}

struct Reader {
    /// The most that a node of the page tree counts: what its root counts.
    best: Option<usize>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl Reader {
    /// Reads objects; streams are looked into when `is_file`.
    fn read(&mut self, bytes: &[u8], is_file: bool) {
        let mut open: Vec<Dictionary> = Vec::new();
        let (mut key, mut last): (&[u8], _) = (b"", Dictionary::default());
        let mut at = 0;
        while let Some((token, next)) = token(bytes, at) {
            at = next;
            match token {
                Token::Open if open.len() < MAX_DEPTH => open.push(Dictionary::default()),
                Token::Open => return,
                Token::Close => {
                    last = open.pop().unwrap_or_default();
                    if last.is_pages {
                        self.best = self.best.max(last.count);
                    }
                }
                Token::Word(b"stream") if is_file && open.is_empty() => {
                    at = self.stream(bytes, at, last);
                }
                Token::Word(word) if key == b"Count" => {
                    if let Some(it) = open.last_mut() {
                        it.count = str::from_utf8(word).ok().and_then(|it| it.parse().ok());
                    }
                }
                Token::Name(name) => {
                    if let Some(it) = open.last_mut() {
                        it.is_pages |= key == b"Type" && name == b"Pages";
                        it.holds_objects |= key == b"Type" && name == b"ObjStm";
                        it.is_packed |= name == b"FlateDecode";
                    }
                    key = name;
                    continue;
                }
                Token::Word(_) | Token::Other => {}
            }
            key = b"";
        }
    }

    /// Looks into a stream of objects; where what follows it begins.
    fn stream(&mut self, bytes: &[u8], at: usize, of: Dictionary) -> usize {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let length = memchr::memmem::find(rest, b"endstream").unwrap_or(rest.len());
        if of.holds_objects && of.is_packed {
            let data = rest.get(..length).unwrap_or(&[]);
            let skip = data.iter().position(|it| !matches!(it, b'\r' | b'\n')).unwrap_or(0);
            let limit = self.left.min(MAX_UNPACKED[0]);
            let packed = data.get(skip..).unwrap_or(&[]);
            if let Ok(objects) = decompress_to_vec_zlib_with_limit(packed, limit) {
                self.left -= objects.len().min(self.left);
                self.read(&objects, false);
            }
        }
        at + length
    }
}

fn is_space(it: u8) -> bool {
    matches!(it, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn ends_word(it: u8) -> bool {
    is_space(it) || b"()<>[]{}/%".contains(&it)
}

/// The token at a place, and where the next one may begin.
fn token(bytes: &[u8], at: usize) -> Option<(Token<'_>, usize)> {
    let rest = bytes.get(at..)?;
    let skip = rest.iter().position(|it| !is_space(*it))?;
    let (at, rest) = (at + skip, rest.get(skip..)?);
    let word = |from: usize| {
        let rest = rest.get(from..).unwrap_or(&[]);
        let length = rest.iter().position(|it| ends_word(*it)).unwrap_or(rest.len());
        (rest.get(..length).unwrap_or(&[]), at + from + length)
    };
    let until = |end: &[u8]| {
        let found = rest.iter().position(|it| end.contains(it));
        (Token::Other, at + found.map_or(rest.len(), |it| it + 1))
    };
    Some(match rest {
        [b'<', b'<', ..] => (Token::Open, at + 2),
        [b'>', b'>', ..] => (Token::Close, at + 2),
        [b'<', ..] => until(b">"),
        [b'%', ..] => until(b"\r\n"),
        [b'(', ..] => (Token::Other, at + text(rest)),
        [b'/', ..] => {
            let (name, next) = word(1);
            (Token::Name(name), next)
        }
        [it, ..] if ends_word(*it) => (Token::Other, at + 1),
        _ => {
            let (word, next) = word(0);
            (Token::Word(word), next)
        }
    })
}

/// How long a text in brackets is: they may nest, and `\` takes away what they mean.
fn text(bytes: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth <= 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::count;

    const TREE: &str = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<< /Count 24 /Kids [3 0 R 4 0 R] /Resources <</Font <<>> >> /Type /Pages >>\nendobj\n3 0 obj\n<</Type/Pages/Parent 2 0 R/Count 9/Kids[5 0 R]>>endobj\n";

    /// A PDF whose objects are packed.
    fn packed(objects: &str) -> Vec<u8> {
        let data = compress_to_vec_zlib(objects.as_bytes(), 6);
        let mut pdf =
            b"%PDF-1.7\n7 0 obj <</Type/ObjStm/Filter/FlateDecode/N 3>> stream\r\n"
                .to_vec();
        pdf.extend(data);
        pdf.extend(b"\nendstream endobj\n%%EOF");
        pdf
    }

    #[test]
    fn pages_are_counted() {
        assert_eq!(count(format!("%PDF-1.4\n{TREE}%%EOF").as_bytes()), Some(24));
        assert_eq!(count(&packed(TREE)), Some(24));
    }

    #[test]
    fn what_only_looks_like_a_count_is_none() {
        for text in [
            "",
            "%PDF-1.7",
            "no pdf\n<</Type/Pages/Count 3>>",
            "%PDF-1.7\n<</Type/Page/Count 3>>",
            "%PDF-1.7\n<</Type/Outlines/Count 3>>",
            "%PDF-1.7\n(<</Type/Pages/Count 3>>)",
            "%PDF-1.7\n% <</Type/Pages/Count 3>>",
            "%PDF-1.7\n<</Length 9>> stream <</Type/Pages/Count 3>> endstream",
            "%PDF-1.7\n<</Type/Pages/Count -3>>",
            "%PDF-1.7\n<</Type/Pages/Count 99999999999999999999999>>",
            "%PDF-1.7\n<</Type/Pages/Count 900000>>",
            "%PDF-1.7\n<</Type/Pages/Kids[<</Count 3>>]>>",
        ] {
            assert_eq!(count(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn no_file_takes_more_than_its_length() {
        let deep = "<<".repeat(1_000_000);
        assert_eq!(count(format!("%PDF-1.7\n{deep}{TREE}").as_bytes()), None);
        let lists = "[".repeat(1_000_000);
        assert_eq!(count(format!("%PDF-1.7\n{lists}{TREE}").as_bytes()), Some(24));
        let open = "(".repeat(1_000_000);
        assert_eq!(count(format!("%PDF-1.7\n{open}{TREE}").as_bytes()), None);
        // What unpacks to more than the limit is passed over.
        let bomb = format!("{}{TREE}", " ".repeat(8 * 1024 * 1024));
        assert_eq!(count(&packed(&bomb)), None);
    }

    #[test]
    fn a_damaged_file_only_loses_its_count() {
        for whole in [format!("%PDF-1.4\n{TREE}%%EOF").into_bytes(), packed(TREE)] {
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                if let Some(byte) = damaged.get_mut(at) {
                    *byte ^= 0x55;
                }
                for bytes in [damaged.as_slice(), whole.split_at(at).0] {
                    assert!(count(bytes).is_none_or(|it| it < 20_000));
                }
            }
        }
    }
}
