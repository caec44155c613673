//! Pixels in memory: smaller ones, turned ones.

use fast_image_resize::{
    ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
    pixels::U8x4,
};

use crate::source::raster::Turn;

/// A picture in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    /// In pixels.
    pub(super) width: u32,
    /// In pixels.
    pub(super) height: u32,
    /// Red, green, blue and how opaque it is, of each pixel, row by row.
    pub(super) rgba: Vec<u8>,
    /// The profile of its colors (ICC.1), where they are not those of sRGB.
    pub(super) profile: Option<Vec<u8>>,
}

impl Pixels {
    /// Whether nothing shines through.
    pub(super) fn is_opaque(&self) -> bool {
        self.rgba.chunks_exact(4).all(|it| it.get(3) == Some(&0xff))
    }

    /// Nothing shines through: what did is white.
    pub(super) fn flat(mut self) -> Self {
        for pixel in self.rgba.as_chunks_mut::<4>().0 {
            let [.., alpha] = *pixel;
            for color in pixel.iter_mut() {
                let mixed =
                    u16::from(*color) * u16::from(alpha) + 255 * u16::from(255 - alpha);
                *color = u8::try_from(mixed / 255).unwrap_or(255);
            }
            let [.., opaque] = pixel;
            *opaque = 255;
        }
        self
    }

    /// The same, this wide; nothing when it cannot be.
    pub(super) fn resized(&self, width: u32, height: u32) -> Option<Self> {
        if (width, height) == (self.width, self.height) {
            return Some(self.clone());
        }
        let from =
            TypedImageRef::<U8x4>::from_buffer(self.width, self.height, &self.rgba).ok()?;
        let mut rgba = vec![0; width as usize * height as usize * 4];
        let mut to = TypedImage::<U8x4>::from_buffer(width, height, &mut rgba).ok()?;
        let options = ResizeOptions::new().use_alpha(!self.is_opaque());
        Resizer::new().resize_typed(&from, &mut to, &options).ok()?;
        drop(to);
        Some(Self { width, height, rgba, profile: self.profile.clone() })
    }

    /// As it is to be shown.
    pub(super) fn turned(self, turn: Turn) -> Self {
        if turn == Turn::NONE {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let (wide, high) =
            if turn.is_sideways() { (height, width) } else { (width, height) };
        let mut rgba = Vec::with_capacity(self.rgba.len());
        for y in 0..high {
            for x in 0..wide {
                // Where the pixel stands in the file (CIPA DC-008, 4.6.5).
                let (column, row) = match turn.value() {
                    2 => (width - 1 - x, y),
                    3 => (width - 1 - x, height - 1 - y),
                    4 => (x, height - 1 - y),
                    5 => (y, x),
                    6 => (y, height - 1 - x),
                    7 => (width - 1 - y, height - 1 - x),
                    8 => (width - 1 - y, x),
                    _ => (x, y),
                };
                let at = (row * width + column) * 4;
                rgba.extend(self.rgba.get(at..at + 4).unwrap_or(&[0; 4]));
            }
        }
        let size = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self { width: size(wide), height: size(high), rgba, profile: self.profile }
    }

    /// Whether it is a photo and no drawing: hardly a pixel is like the one before it.
    pub(super) fn is_photo(&self) -> bool {
        let pixels = self.rgba.chunks_exact(4);
        let same = pixels.clone().zip(pixels.skip(1)).filter(|it| it.0 == it.1).count();
        same < self.rgba.len() / 4 / 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one byte a pixel.
    fn of(width: u32, bytes: &[u8]) -> Pixels {
        let rgba: Vec<u8> = bytes.iter().flat_map(|it| [*it, 0, 0, 255]).collect();
        let height = u32::try_from(bytes.len()).unwrap() / width;
        Pixels { width, height, rgba, profile: None }
    }

    fn shown(it: &Pixels) -> (u32, Vec<u8>) {
        (it.width, it.rgba.chunks_exact(4).map(|it| it[0]).collect())
    }

    #[test]
    fn a_picture_is_turned_as_the_camera_was_held() {
        // ab
        // cd
        // ef
        let picture = of(2, b"abcdef");
        let turned = |it: u16| {
            let (width, bytes) = shown(&picture.clone().turned(Turn::of(it)));
            (width, String::from_utf8(bytes).unwrap())
        };
        let all: Vec<_> = (1..=8).map(turned).collect();
        let wanted = [
            (2, "abcdef"),
            (2, "badcfe"),
            (2, "fedcba"),
            (2, "efcdab"),
            (3, "acebdf"),
            (3, "ecafdb"),
            (3, "fdbeca"),
            (3, "bdface"),
        ];
        let wanted = wanted.map(|it| (it.0, it.1.to_owned()));
        assert_eq!(all, wanted);
    }

    #[test]
    fn what_shines_through_is_white() {
        let rgba = vec![0, 0, 0, 0, 9, 8, 7, 255, 0, 100, 255, 51];
        let pixels = Pixels { width: 3, height: 1, rgba, profile: None };
        let wanted = [255, 255, 255, 255, 9, 8, 7, 255, 204, 224, 255, 255];
        assert_eq!(pixels.flat().rgba, wanted);
    }

    #[test]
    fn a_smaller_picture_has_the_same_colors() {
        let small = of(8, &[100; 64]).resized(4, 4).unwrap();
        assert_eq!(shown(&small), (4, vec![100; 16]));
        assert!(small.is_opaque() && !small.is_photo());
    }
}
