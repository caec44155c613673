//! The inks of a printing press (CMYK) → the colors of a screen.
//!
//! Most software takes cyan for what a screen has at most of blue and green, which shines as no ink
//! does. Here, a pixel is what the eye sees of small dots beside and over each other: the mean of
//! the colors of paper, inks and inks over inks, by how much of it each covers (Demichel). Those
//! colors are the ones of coated paper as European presses print it (ISO 12647-2), in sRGB, with
//! white paper. A file's own profile would need tables and a crate that reads them.
//!
//! Numbers are those that Adobe writes, upside down: 255 is no ink. Browsers take all files so.

/// Paper, cyan, magenta, blue; then the same over yellow: each in red, green and blue.
const COLORS: [[u32; 3]; 8] = [
    [255, 255, 255],
    [0, 159, 227],
    [230, 0, 126],
    [49, 39, 131],
    [255, 237, 0],
    [0, 150, 64],
    [227, 6, 19],
    [60, 50, 46],
];

/// What is left of a color under black ink, of 255.
const UNDER_BLACK: u32 = 29;

/// Cyan, magenta, yellow and black become red, green, blue and opaque.
pub(super) fn from_cmyk(pixels: &mut [u8]) {
    for pixel in pixels.as_chunks_mut::<4>().0 {
        *pixel = screen(*pixel);
    }
}

/// The same for inks that are written as light and color, as photos are (ITU-T T.872, 6.5.3).
pub(super) fn from_ycck(pixels: &mut [u8]) {
    for pixel in pixels.as_chunks_mut::<4>().0 {
        let [light, blue, red, black] = pixel.map(i32::from);
        let (blue, red) = (blue - 128, red - 128);
        let inks = [
            light + (91_881 * red + 32_768) / 65_536,
            light - (22_554 * blue + 46_802 * red + 32_768) / 65_536,
            light + (116_130 * blue + 32_768) / 65_536,
        ];
        // What is made of them is upside down once more.
        let [cyan, magenta, yellow] = inks.map(|it| 255 - it);
        let all = [cyan, magenta, yellow, black];
        *pixel = screen(all.map(|it| u8::try_from(it.clamp(0, 255)).unwrap_or(0)));
    }
}

fn screen(written: [u8; 4]) -> [u8; 4] {
    let [cyan, magenta, yellow, black] = written.map(|it| 255 - u32::from(it));
    let [white, sky, pink, blue, sun, green, red, brown] = COLORS;
    let at = |it: [u32; 3], channel: usize| it.get(channel).copied().unwrap_or(0);
    let color = |channel: usize| {
        let mix = |paper, ink| mixed(at(paper, channel), at(ink, channel), cyan);
        let bright = mixed(mix(white, sky), mix(pink, blue), magenta);
        let warm = mixed(mix(sun, green), mix(red, brown), magenta);
        let inks = mixed(bright, warm, yellow);
        u8::try_from(mixed(inks, inks * UNDER_BLACK / 255, black)).unwrap_or(255)
    };
    [color(0), color(1), color(2), 255]
}

/// So much of one color that the other covers a share of 255.
fn mixed(one: u32, other: u32, share: u32) -> u32 {
    (one * (255 - share) + other * share + 127) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inks: [u8; 4]) -> [u8; 4] {
        let mut pixel = inks.map(|it| 255 - it);
        from_cmyk(&mut pixel);
        pixel
    }

    #[test]
    fn inks_look_as_on_paper() {
        assert_eq!(of([0; 4]), [255; 4]);
        assert_eq!(of([255, 0, 0, 0]), [0, 159, 227, 255]);
        assert_eq!(of([0, 255, 255, 0]), [227, 6, 19, 255]);
        assert_eq!(of([0, 0, 0, 255]), [29, 29, 29, 255]);
        assert_eq!(of([127, 0, 0, 0]), [128, 207, 241, 255]);
        let [red, green, blue, _] = of([255; 4]);
        assert!(red.max(green).max(blue) < 10);
        // More ink is never brighter, but for what is rounded.
        for ink in 0..4 {
            let shade = |amount: u8| {
                let mut inks = [40; 4];
                inks[ink] = amount;
                of(inks).iter().map(|it| u32::from(*it)).sum::<u32>()
            };
            assert!((0..=250).all(|it| shade(it + 5) <= shade(it)), "{ink}");
        }
    }

    #[test]
    fn light_and_color_are_the_same_inks() {
        // White paper, black, and a red as T.872 turns it.
        for (ycck, inks) in [
            ([0, 128, 128, 255], [0, 0, 0, 0]),
            ([0, 128, 128, 0], [0, 0, 0, 255]),
            ([179, 171, 1, 255], [0, 255, 255, 0]),
        ] {
            let mut pixel = ycck;
            from_ycck(&mut pixel);
            for (found, wanted) in pixel.iter().zip(of(inks)) {
                assert!(found.abs_diff(wanted) <= 3, "{ycck:?}: {pixel:?}");
            }
        }
    }
}
