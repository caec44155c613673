//! A picture that was kept, looked at as a stranger's: whoever can write where pictures are kept
//! may have put another one there.
//!
//! It has the format, the size and the weight of what would be made, stands still, and has no
//! part that we would take out. What it shows cannot be told without making it.

use std::io::Cursor;

use super::{clean::clean, encode};
use crate::source::raster::{self, Format, Turn};

/// Room beside the pixels of a file without loss, in bytes: a profile of colors, heads, checksums.
const BESIDE: usize = 64 * 1024;

/// What would be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// How it is written.
    pub(super) format: Format,
    /// Its width and height, before it is made lighter.
    pub(super) size: (usize, usize),
    /// Whether it is written so that it is light for a page.
    pub(super) is_light: bool,
}

impl Wanted {
    /// Whether a file may be it.
    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        let (width, height) = self.size;
        let most = if self.is_light {
            encode::light(width, height)
        } else {
            width.saturating_mul(height).saturating_mul(4).saturating_add(BESIDE)
        };
        bytes.len() <= most
            && Format::of(bytes) == Some(self.format)
            && imagesize::blob_size(bytes).is_ok_and(|it| self.has((it.width, it.height)))
            && self.stands_still(bytes)
            && clean(bytes, self.format).is_some_and(|it| it == bytes)
    }

    fn has(&self, size: (usize, usize)) -> bool {
        size == self.size
            || self.is_light && encode::lighter_sizes(self.size).any(|it| it == size)
    }

    fn stands_still(&self, bytes: &[u8]) -> bool {
        let seen = raster::look_at(self.format, &mut Cursor::new(bytes));
        matches!(seen, Ok(Ok(it)) if it.motion.is_none() && it.turn == Turn::NONE)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test writes into its own folder")]
mod tests {
    use std::{fs, path::Path};

    use super::super::{
        Form, Store,
        store::MAKER,
        tests::{file, get, jpeg, photo, raster, with_segments},
    };
    use super::*;

    /// Writes another picture over the only one in a store, as whoever knows the program would.
    fn forge(folder: &Path, picture: &[u8]) {
        let mut names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        let name = names.next().unwrap();
        assert_eq!(names.next(), None);
        let hash = blake3::hash(picture);
        fs::write(name, [MAKER, hash.as_bytes(), picture].concat()).unwrap();
    }

    #[test]
    fn a_picture_of_a_stranger_is_not_taken_for_ours() {
        let temp = tempfile::tempdir().unwrap();
        let source = file(temp.path(), &jpeg(900, 600), raster(Format::Jpeg), (900, 600));
        let webp =
            |width, height| encode::webp(&photo(width, height), encode::Manner::Photo);
        let small = encode::jpeg(&photo(450, 300), encode::Manner::Photo).unwrap();
        let heavy = encode::jpeg(&photo(450, 300), encode::Manner::Whole).unwrap();
        let profile = [&b"ICC_PROFILE\0"[..], &vec![7; 60_000]].concat();
        let heavy = with_segments(&heavy, &[(0xe2, &profile[..]); 3]);
        let told = with_segments(&small, &[(0xfe, b"made by somebody")]);
        let behind = [&small[..], b"<script>"].concat();
        let jpegs: &[&[u8]] = &[
            b"",
            b"<!doctype html>",
            &webp(450, 300).unwrap(),
            &jpeg(440, 300),
            &told,
            &behind,
            &heavy,
            &small[..small.len() / 2],
        ];
        let moving = [&webp(450, 300).unwrap()[..], b"ANIM\x06\0\0\0\0\0\0\0\0\0"].concat();
        let webps: &[&[u8]] = &[&small, &webp(451, 300).unwrap(), &moving];
        for (form, forged) in [(Form::Jpeg(450), jpegs), (Form::Webp(450), webps)] {
            let folder = temp.path().join("images");
            let first = Store::of(folder.clone());
            let made = get(&first, &source, &[form]);
            for (at, forged) in forged.iter().enumerate() {
                forge(&folder, forged);
                let again = Store::of(folder.clone());
                assert_eq!(get(&again, &source, &[form]), made, "{form:?} {at}");
                assert_eq!(again.made(), 1, "{form:?} {at}");
            }
            // What the picture shows is not known without making it.
            let other = match form {
                Form::Webp(_) => webp(450, 300).unwrap(),
                _ => small.clone(),
            };
            forge(&folder, &other);
            let again = Store::of(folder.clone());
            assert_eq!((get(&again, &source, &[form]), again.made()), (vec![other], 0));
            fs::remove_dir_all(folder).unwrap();
        }
    }
}
