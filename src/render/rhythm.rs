//! A rule of recurrence in plain words: `tous les deux mardis à 14 h 30, sauf en août`.
//!
//! What communities use has words; for the rest the page says only that the event comes again,
//! and its next days say when.

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::{
    config::Texts,
    content::{
        Series,
        recurrence::{ByDay, Frequency, Rule},
    },
};

/// The rule of a series in words, with its hour and its end.
pub(super) fn words(t: &Texts, series: &Series, zone: &TimeZone) -> Option<String> {
    let rule = series.rule.as_ref()?;
    let writer = Writer { t, rule, start: series.start.date };
    let Some(mut words) = writer.days() else {
        return Some(t.get("rhythm.any").to_owned());
    };
    if let Some(time) = series.start.time {
        words = t.fill("rhythm.at", &[("days", &words), ("time", &t.time(time))]);
    }
    words = writer.months(words);
    let day = |it: Date| t.date(it);
    if let Some(last) = series.last_day(zone) {
        words = t.fill("rhythm.until", &[("days", &words), ("date", &day(last))]);
    } else if let Some(count) = rule.count {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let times = t.count("rhythm.times", count);
        words = t.fill("rhythm.count", &[("days", &words), ("count", &times)]);
    }
    Some(words)
}

struct Writer<'a> {
    t: &'a Texts,
    rule: &'a Rule,
    start: Date,
}

impl Writer<'_> {
    /// When it comes again, if there are words for it.
    fn days(&self) -> Option<String> {
        let Rule { frequency, interval, by_day, by_month_day, by_place, .. } = self.rule;
        let has_weeks = !self.rule.by_week.is_empty() || !self.rule.by_year_day.is_empty();
        if has_weeks || (!by_day.is_empty() && !by_month_day.is_empty()) {
            return None;
        }
        match frequency {
            Frequency::Daily => {
                let plain = by_day.is_empty() && by_month_day.is_empty();
                let plain = plain && by_place.is_empty();
                plain.then(|| self.every("rhythm.day", *interval, &[]))
            }
            Frequency::Weekly if by_place.is_empty() => Some(self.weekly()),
            Frequency::Weekly => None,
            Frequency::Monthly => {
                let days = self.of_month()?;
                Some(self.every("rhythm.month", *interval, &[("days", &days)]))
            }
            Frequency::Yearly => {
                let months: Vec<String> = match self.rule.by_month.as_slice() {
                    [] if by_day.is_empty() && by_month_day.is_empty() => {
                        vec![self.t.month(self.start.month()).to_owned()]
                    }
                    [] => return None,
                    some => some.iter().map(|it| self.month(*it)).collect(),
                };
                let values =
                    [("days", &*self.of_month()?), ("months", &*self.t.and(months))];
                let key =
                    if by_day.is_empty() { "rhythm.days-of" } else { "rhythm.of-months" };
                let days = self.t.fill(key, &values);
                Some(self.every("rhythm.year", *interval, &[("days", &days)]))
            }
        }
    }

    fn weekly(&self) -> String {
        let mut days: Vec<Weekday> = self.rule.by_day.iter().map(|it| it.weekday).collect();
        if days.is_empty() {
            days.push(self.start.weekday());
        }
        days.sort_by_key(|it| it.to_monday_zero_offset());
        days.dedup();
        let word = |key: &'static str| {
            let all = days.iter().map(|it| self.weekday(key, *it));
            self.t.and(all.collect())
        };
        let (one, all) = (word("weekdays"), word("weekdays.all"));
        let values = [("day", &*one), ("days", &*all)];
        if is_working_week(&days) {
            return self.every("rhythm.working-week", self.rule.interval, &values);
        }
        let key = if days.len() == 1 { "rhythm.weekday" } else { "rhythm.weekdays" };
        self.every(key, self.rule.interval, &values)
    }

    /// The days of a month: `le premier mardi`, `le 15`, `le dernier jour ouvré`.
    fn of_month(&self) -> Option<String> {
        let Rule { by_day, by_month_day, by_place, .. } = self.rule;
        if !by_place.is_empty() {
            let days: Vec<Weekday> = by_day.iter().map(|it| it.weekday).collect();
            let plain = by_day.iter().all(|it| it.nth == 0);
            let yearly_in_many =
                self.rule.frequency == Frequency::Yearly && self.rule.by_month.len() != 1;
            if !plain || yearly_in_many || !is_working_week(&days) {
                return None;
            }
            let day = self.t.get("rhythm.working-day");
            let all = by_place.iter().map(|it| self.nth(*it, day));
            return Some(self.t.and(all.collect::<Option<_>>()?));
        }
        if by_day.is_empty() {
            let own = [i32::from(self.start.day())];
            let days =
                if by_month_day.is_empty() { &own[..] } else { by_month_day.as_slice() };
            let all = days.iter().map(|it| self.day(*it)).collect::<Option<_>>()?;
            return Some(self.t.and(all));
        }
        let counted = |it: &ByDay| {
            let weekday = self.weekday("weekdays", it.weekday);
            (it.nth != 0).then(|| self.nth(i32::from(it.nth), &weekday)).flatten()
        };
        Some(self.t.and(by_day.iter().map(counted).collect::<Option<_>>()?))
    }

    /// `le 15`, `le dernier jour`.
    fn day(&self, day: i32) -> Option<String> {
        if day < 0 {
            return self.nth(day, self.t.get("rhythm.a-day"));
        }
        let at = usize::try_from(day).ok()?.checked_sub(1)?;
        let day = self.t.get("days").split_whitespace().nth(at)?;
        Some(self.t.fill("rhythm.the-day", &[("day", day)]))
    }

    /// `le premier mardi`, `le dernier jour`.
    fn nth(&self, nth: i32, day: &str) -> Option<String> {
        let key = if nth > 0 { "ordinals" } else { "ordinals.last" };
        let at = usize::try_from(nth.unsigned_abs()).ok()?.checked_sub(1)?;
        let nth = self.t.get(key).split_whitespace().nth(at)?;
        Some(self.t.fill("rhythm.nth", &[("nth", nth), ("day", day)]))
    }

    /// `tous les …`; with an interval, `tous les deux …`.
    fn every(&self, key: &str, interval: i32, values: &[(&str, &str)]) -> String {
        if interval == 1 {
            return self.t.fill(key, values);
        }
        let word = usize::try_from(interval).ok().and_then(|it| self.t.number(it));
        let n = word.map_or_else(|| interval.to_string(), str::to_owned);
        let mut values = values.to_vec();
        values.push(("n", &n));
        self.t.fill(&format!("{key}.n"), &values)
    }

    /// Adds the months in which it takes place, or those in which it does not, if these are
    /// fewer.
    fn months(&self, days: String) -> String {
        let months = &self.rule.by_month;
        if months.is_empty() || self.rule.frequency == Frequency::Yearly {
            return days;
        }
        let but = months.len() > 6;
        let named = (1..=12).filter(|it| months.contains(it) != but);
        let named = self.t.and(named.map(|it| self.month(it)).collect());
        if named.is_empty() {
            return days;
        }
        let key = if but { "rhythm.but" } else { "rhythm.only" };
        self.t.fill(key, &[("days", &days), ("months", &named)])
    }

    fn month(&self, month: i32) -> String {
        self.t.month(i8::try_from(month).unwrap_or(1)).to_owned()
    }

    fn weekday(&self, key: &'static str, day: Weekday) -> String {
        let at = usize::try_from(day.to_monday_zero_offset()).unwrap_or(0);
        self.t.get(key).split_whitespace().nth(at).unwrap_or("").to_owned()
    }
}

fn is_working_week(days: &[Weekday]) -> bool {
    let of_week = |it: &Weekday| it.to_monday_zero_offset() < 5;
    days.len() == 5
        && days.iter().all(of_week)
        && (0..5).all(|at| days.iter().any(|it| it.to_monday_zero_offset() == at))
}
