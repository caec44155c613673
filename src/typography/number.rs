//! Numbers: their groups, units, months and ordinals; what stands before one.

use super::{
    edit::{NARROW, WIDE, is_word},
    scan::Scan,
};

/// Units and words that a number is not parted from, in order.
const UNITS: &[&str] = &[
    "$",
    "%",
    "A",
    "GB",
    "GHz",
    "GW",
    "GWh",
    "Gbit/s",
    "Gio",
    "Go",
    "Hz",
    "J",
    "KB",
    "Kio",
    "Ko",
    "L",
    "MB",
    "MHz",
    "MW",
    "MWh",
    "Mb/s",
    "Mbit/s",
    "Mds",
    "Md€",
    "Mio",
    "Mo",
    "M€",
    "N",
    "Pa",
    "Po",
    "TB",
    "TWh",
    "Tio",
    "To",
    "V",
    "VA",
    "W",
    "Wh",
    "ans",
    "août",
    "avr.",
    "avril",
    "bits",
    "ch",
    "cl",
    "cm",
    "cm²",
    "cm³",
    "dB",
    "déc.",
    "décembre",
    "euros",
    "fps",
    "févr.",
    "février",
    "g",
    "h",
    "hPa",
    "ha",
    "heures",
    "j",
    "janv.",
    "janvier",
    "jours",
    "juil.",
    "juillet",
    "juin",
    "kB",
    "kHz",
    "kJ",
    "kV",
    "kW",
    "kWh",
    "kbit/s",
    "kg",
    "km",
    "km/h",
    "km²",
    "ko",
    "k€",
    "l",
    "m",
    "m/s",
    "mA",
    "mL",
    "mV",
    "mW",
    "mai",
    "mars",
    "mg",
    "milliard",
    "milliards",
    "million",
    "millions",
    "min",
    "minutes",
    "ml",
    "mm",
    "ms",
    "m²",
    "m³",
    "nm",
    "nov.",
    "novembre",
    "ns",
    "o",
    "oct.",
    "octets",
    "octobre",
    "ppm",
    "ppp",
    "px",
    "s",
    "secondes",
    "sept.",
    "septembre",
    "t",
    "£",
    "°",
    "°C",
    "°F",
    "µg",
    "µm",
    "µs",
    "Ω",
    "‰",
    "€",
];

/// Abbreviations that a number follows.
const BEFORE: &[&str] = &[
    "p.", "pp.", "art.", "chap.", "ch.", "fig.", "vol.", "t.", "éd.", "al.", "tabl.", "l.",
    "no", "nos",
];

/// Courtesies, and what a person is called before the name.
const COURTESY: &[&str] =
    &["M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Drs", "Pr", "Prs"];

/// What is raised behind a number: `1er`, `2e`, `3es`.
const FIRST: &[&str] = &["er", "ers", "re", "res", "ère", "ères"];
const SECOND: &[&str] = &["nd", "nds", "nde", "ndes"];
const OTHER: &[&str] = &["e", "es", "ème", "èmes", "ième", "ièmes"];

/// The longest unit, in bytes.
const LONGEST: usize = 12;

impl Scan<'_> {
    /// A number, from its first digit.
    pub(super) fn number(&mut self, at: usize) -> usize {
        let end = self.text.digits_after(at);
        let before = self.text.before(at);
        if before.is_some_and(is_word) {
            return end;
        }
        self.named(at);
        if let Some(to) = self.ordinal(at, end) {
            self.edit(end..to, None);
            return self.counts(to);
        }
        match self.text.after(end) {
            Some(' ') => {
                let next = self.text.spaces_after(end);
                if self.is_grouped(at, end, next) {
                    self.edit(end..next, NARROW);
                    return next;
                }
                return self.counts(end);
            }
            Some('%') => self.sign(end, "%", "\u{a0}%"),
            Some('€') => self.sign(end, "€", "\u{a0}€"),
            Some('‰') => self.sign(end, "‰", "\u{a0}‰"),
            _ => {}
        }
        end
    }

    /// `p. 3`.
    fn named(&mut self, at: usize) {
        let from = self.text.spaces_before(at);
        let ends = from.checked_sub(1).and_then(|it| self.text.byte(it));
        // All of them end so, and few other words do.
        let may = from < at && matches!(ends, Some(b'.' | b'o' | b's'));
        if may && BEFORE.iter().any(|it| self.text.is_word_before(from, it)) {
            self.edit(from..at, WIDE);
        }
    }

    /// Where the ending of an ordinal ends.
    fn ordinal(&self, at: usize, end: usize) -> Option<usize> {
        let no_word = matches!(self.text.before(at), Some('.' | ',' | '#' | '-' | '_'));
        if end - at > 4 || no_word {
            return None;
        }
        let own = match self.text.0.get(at..end) {
            Some("1") => self.suffix(end, FIRST),
            Some("2") => self.suffix(end, SECOND),
            _ => None,
        };
        own.or_else(|| self.suffix(end, OTHER))
    }

    /// Where one of some endings ends, if a word ends with it.
    fn suffix(&self, at: usize, endings: &[&str]) -> Option<usize> {
        // Most numbers end with a space or a mark.
        if !matches!(self.text.byte(at)?, b'a'..=b'z' | 0xc3) {
            return None;
        }
        let rest = self.text.0.get(at..)?;
        let ends = |it: &&&str| {
            let end = at + it.len();
            let part =
                self.text.after(end).is_some_and(|it| is_word(it) || "_+=".contains(it));
            // `1e-5`.
            let power = self.text.after(end) == Some('-')
                && self.text.after(end + 1).is_some_and(|it| it.is_ascii_digit());
            rest.starts_with(**it) && !part && !power
        };
        endings.iter().find(ends).map(|it| at + it.len())
    }

    /// `50%`: the sign lacks its space.
    fn sign(&mut self, at: usize, sign: &str, spaced: &'static str) {
        let end = at + sign.len();
        if !self.text.after(end).is_some_and(|it| is_word(it) || "_-=/&".contains(it)) {
            self.edit(at..end, spaced);
        }
    }

    /// Behind a number: its unit or its month.
    fn counts(&mut self, end: usize) -> usize {
        let next = self.text.spaces_after(end);
        let Some(unit) = self.unit(next).filter(|_| next > end) else { return end };
        self.edit(end..next, WIDE);
        // `14 h 30`.
        let (from, to) = (next + unit, self.text.spaces_after(next + unit));
        let is_hour = self.text.0.get(next..from) == Some("h");
        if is_hour && from < to && self.text.digits_after(to) == to + 2 {
            self.edit(from..to, WIDE);
            return self.text.digits_after(to);
        }
        from
    }

    /// `10 000`: one to three digits, then three.
    fn is_grouped(&self, at: usize, end: usize, next: usize) -> bool {
        let group = self.text.digits_after(next);
        (1..=3).contains(&(end - at))
            && next == end + 1
            && group == next + 3
            && !matches!(self.text.before(at), Some('.' | ',' | '-' | '/' | ':' | '_'))
            && !self.text.after(group).is_some_and(|it| is_word(it) || it == '-')
    }

    /// How long a unit is that begins at a place.
    fn unit(&self, at: usize) -> Option<usize> {
        let rest = self.text.0.get(at..)?;
        let is_part = |it: &char| is_word(*it) || "/%°€$£µ‰²³Ω".contains(*it);
        let mut length: usize =
            rest.chars().take(LONGEST).take_while(is_part).map(char::len_utf8).sum();
        // `janv.`
        if rest.get(length..).is_some_and(|it| it.starts_with('.'))
            && is_known(rest.get(..=length)?)
        {
            length += 1;
        }
        let apart = !matches!(self.text.after(at + length), Some('\'' | '’'));
        (apart && is_known(rest.get(..length)?)).then_some(length)
    }
}

fn is_known(unit: &str) -> bool {
    UNITS.binary_search(&unit).is_ok()
}

/// `M. Durand`.
pub(super) fn courtesy(scan: &mut Scan<'_>, at: usize) -> usize {
    let rest = scan.text.0.get(at..).unwrap_or("");
    let length = rest.find(' ').filter(|it| *it <= 6).unwrap_or(0);
    if !rest.get(..length).is_some_and(|it| COURTESY.contains(&it)) {
        return at + 1;
    }
    let (from, to) = (at + length, scan.text.spaces_after(at + length));
    if scan.text.after(to).is_some_and(char::is_uppercase) {
        scan.edit(from..to, WIDE);
    }
    to
}

/// `XIXe`, `Ier`: of I, V and X only, so that `Ce` is a word.
pub(super) fn roman(scan: &mut Scan<'_>, at: usize) -> usize {
    let tail = scan.text.0.as_bytes().get(at..).unwrap_or(&[]);
    let length = tail.iter().take_while(|it| b"IVX".contains(it)).count();
    let end = at + length;
    let is_one = scan.text.0.get(at..end) == Some("I");
    let endings: &[&str] = if is_one { &["er", "ers"] } else { &["e", "ème"] };
    if length < 16
        && let Some(to) = scan.suffix(end, endings)
    {
        scan.edit(end..to, None);
        return to;
    }
    end
}

/// `n° 5`.
pub(super) fn numero(scan: &mut Scan<'_>, at: usize) -> usize {
    let end = at + '°'.len_utf8();
    let named = ["n", "N"].iter().any(|it| scan.text.is_word_before(at, it));
    let to = scan.text.spaces_after(end);
    if named && end < to && scan.text.after(to).is_some_and(is_word) {
        scan.edit(end..to, WIDE);
    } else if named && scan.text.after(end).is_some_and(|it| it.is_ascii_digit()) {
        let is_degree = scan.text.after(at) == Some('°');
        scan.edit(at..end, if is_degree { "°\u{a0}" } else { "º\u{a0}" });
    }
    end
}

/// `§ 5`.
pub(super) fn section(scan: &mut Scan<'_>, at: usize) -> usize {
    let end = at + '§'.len_utf8();
    let to = scan.text.spaces_after(end);
    if end < to && scan.text.after(to).is_some_and(is_word) {
        scan.edit(end..to, WIDE);
    }
    end
}

#[cfg(test)]
mod tests {
    #[test]
    fn units_are_in_order() {
        assert!(super::UNITS.is_sorted());
    }
}
