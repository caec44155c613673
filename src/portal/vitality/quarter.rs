//! Quarters of years: what lives is counted by them.

use std::fmt;

use jiff::civil::Date;

/// A quarter of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter(i32);

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: Date) -> Self {
        Self(i32::from(day.year()) * 4 + (i32::from(day.month()) - 1) / 3)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(4)
    }

    /// Which of the year, from 1.
    pub fn number(self) -> i32 {
        self.0.rem_euclid(4) + 1
    }

    /// So many quarters before.
    #[must_use]
    pub fn back(self, count: i32) -> Self {
        Self(self.0.saturating_sub(count))
    }

    /// How many quarters lie between the beginnings of an earlier one and this one.
    pub fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// All quarters from this one to another.
    pub fn up_to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + use<> {
        (self.0..=last.0).map(Self)
    }

    /// Its first and its last day.
    pub fn days(self) -> Option<(Date, Date)> {
        let first = |it: Self| {
            let month = i8::try_from((it.number() - 1) * 3 + 1).ok()?;
            Date::new(i16::try_from(it.year()).ok()?, month, 1).ok()
        };
        Some((first(self)?, first(Self(self.0 + 1))?.yesterday().ok()?))
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_has_four_quarters_and_a_day_is_in_one() {
        let of = |year, month, day| Quarter::of(Date::constant(year, month, day));
        assert_eq!(of(2026, 1, 1).to_string(), "2026-Q1");
        assert_eq!(of(2026, 3, 31).to_string(), "2026-Q1");
        assert_eq!(of(2026, 4, 1).to_string(), "2026-Q2");
        assert_eq!(of(2025, 12, 31).to_string(), "2025-Q4");
        assert_eq!(of(2026, 1, 1).since(of(2025, 12, 31)), 1);
        assert_eq!(of(2026, 11, 29).back(3), of(2026, 2, 28));
        let all = of(2025, 11, 1).up_to(of(2026, 6, 1)).map(|it| it.to_string());
        assert_eq!(all.collect::<Vec<_>>(), ["2025-Q4", "2026-Q1", "2026-Q2"]);
        let days = |it: Quarter| it.days().map(|it| (it.0.to_string(), it.1.to_string()));
        let fourth = Some(("2026-10-01".into(), "2026-12-31".into()));
        assert_eq!(days(of(2026, 11, 29)), fourth);
    }
}
