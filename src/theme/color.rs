//! Colors and their contrast (WCAG 2.2, relative luminance).

use std::fmt;

/// An opaque color.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Color([f64; 3]);

impl Color {
    /// Reads `#1f6f54` or `#1f5`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digits: Vec<u32> =
            digits.chars().map(|it| it.to_digit(16)).collect::<Option<_>>()?;
        let pair = |high: &u32, low: &u32| f64::from(high * 16 + low);
        match digits.as_slice() {
            [red, green, blue] => {
                Some(Self([pair(red, red), pair(green, green), pair(blue, blue)]))
            }
            [red, red2, green, green2, blue, blue2] => {
                Some(Self([pair(red, red2), pair(green, green2), pair(blue, blue2)]))
            }
            _ => None,
        }
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|it| {
            let it = it / 255.0;
            if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast of two colors, from 1 to 21.
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A little of this color on another.
    pub(super) fn tint(self, on: Self, share: f64) -> Self {
        let (own, ground) = (self.0, on.0);
        let part = |own: f64, ground: f64| own * share + ground * (1.0 - share);
        let [red, green, blue] = own;
        Self([part(red, ground[0]), part(green, ground[1]), part(blue, ground[2])])
            .rounded()
    }

    /// The nearest shade that can be read on all of some grounds, and on its own tint of them.
    pub(super) fn readable(mut self, grounds: &[Self], least: f64, share: f64) -> Self {
        let dark_ground = grounds.iter().all(|it| it.luminance() < 0.18);
        for _ in 0..80 {
            let own = self.rounded();
            let fits = |ground: &Self| {
                own.contrast(*ground) >= least
                    && own.contrast(own.tint(*ground, share)) >= least
            };
            if grounds.iter().all(fits) {
                break;
            }
            let shade =
                |it: f64| if dark_ground { it + (255.0 - it) * 0.05 } else { it * 0.95 };
            self = Self(self.0.map(shade));
        }
        self.rounded()
    }

    fn rounded(self) -> Self {
        Self(self.0.map(f64::round))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0.map(hex);
        write!(f, "#{red}{green}{blue}")
    }
}

/// Two digits of a part from 0 to 255.
fn hex(part: f64) -> String {
    let part = (0..=255_u8).rev().find(|it| f64::from(*it) <= part.round()).unwrap_or(0);
    format!("{part:02x}")
}

#[cfg(test)]
mod tests {
    use super::Color;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let color = |it| Color::parse(it).unwrap();
        assert!((color("#fff").contrast(color("#000000")) - 21.0).abs() < 1e-9);
        assert!((color("#777777").contrast(color("#ffffff")) - 4.478).abs() < 1e-3);
        let paper = color("#fbfaf7");
        let shade = color("#f0c000").readable(&[paper], 4.5, 0.1);
        assert!(shade.contrast(paper) >= 4.5, "{shade}");
        assert_eq!(color("#0f5c6e").readable(&[paper], 4.5, 0.1).to_string(), "#0f5c6e");
        assert_eq!(Color::parse("red"), None);
    }
}
