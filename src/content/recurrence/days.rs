//! The days of a rule: period by period, as the table of RFC 5545, 3.3.10 has it.

use std::vec;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::{ByDay, Frequency, Rule};

/// No rule gives a later day: fields of front matter take none.
pub const LAST: Date = Date::constant(2100, 12, 31);

/// The days of a rule, in order.
#[derive(Debug, Clone)]
pub struct Days<'a> {
    filter: Filter<'a>,
    start: Date,
    last: Date,
    left: u32,
    /// The first day of the next period; nothing when there is none.
    period: Option<Date>,
    ready: vec::IntoIter<Date>,
}

impl<'a> Days<'a> {
    pub(super) fn new(rule: &'a Rule, start: Date, last: Option<Date>) -> Self {
        let period = match rule.frequency {
            Frequency::Yearly => start.first_of_year(),
            Frequency::Monthly => start.first_of_month(),
            // The first week is that from the first day on.
            Frequency::Weekly | Frequency::Daily => start,
        };
        Self {
            filter: Filter::new(rule, start),
            start,
            last: last.unwrap_or(LAST).min(LAST),
            left: rule.count.unwrap_or(u32::MAX),
            period: Some(period),
            ready: Vec::new().into_iter(),
        }
    }

    /// Makes the days of the next period.
    fn fill(&mut self, first: Date) {
        let rule = self.filter.rule;
        let end = match rule.frequency {
            Frequency::Yearly => first.last_of_year(),
            Frequency::Monthly => first.last_of_month(),
            Frequency::Weekly => plus(week(first, rule.week_start), 6).unwrap_or(first),
            Frequency::Daily => first,
        };
        self.period = next(rule, first);
        let mut days = Vec::new();
        let mut weekday = first.weekday();
        let mut day = Some(first);
        while let Some(it) = day.filter(|it| *it <= end) {
            // In a year most months are not asked for.
            if !self.filter.has_month(it) {
                let skip = it.last_of_month();
                weekday = skip.weekday().next();
                day = skip.tomorrow().ok();
                continue;
            }
            if self.filter.has(it, weekday) {
                days.push(it);
            }
            weekday = weekday.next();
            day = it.tomorrow().ok();
        }
        self.ready = places(days, &rule.by_place).into_iter();
    }
}

impl Iterator for Days<'_> {
    type Item = Date;

    fn next(&mut self) -> Option<Date> {
        loop {
            let Some(day) = self.ready.next() else {
                let first = self.period.filter(|it| *it <= self.last)?;
                self.fill(first);
                continue;
            };
            if self.left == 0 || day > self.last {
                self.period = None;
                self.ready = Vec::new().into_iter();
                return None;
            }
            if day >= self.start {
                self.left -= 1;
                return Some(day);
            }
        }
    }
}

/// The first day of the period after the one that begins here.
fn next(rule: &Rule, first: Date) -> Option<Date> {
    let interval = i64::from(rule.interval);
    let span = match rule.frequency {
        Frequency::Yearly => interval.years(),
        Frequency::Monthly => interval.months(),
        Frequency::Weekly => {
            return plus(week(first, rule.week_start), interval * 7);
        }
        Frequency::Daily => interval.days(),
    };
    first.checked_add(span).ok()
}

fn plus(day: Date, days: i64) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// The first day of a week.
fn week(day: Date, start: Weekday) -> Date {
    let since = start.until(day.weekday());
    plus(day, -i64::from(since)).unwrap_or(day)
}

/// The number of a day's week, and how many weeks that year has: the first one has at least four
/// of its days.
fn week_number(day: Date, start: Weekday) -> (i32, i32) {
    let middle = |day: Date| plus(week(day, start), 3).unwrap_or(day);
    let number = |middle: Date| (i32::from(middle.day_of_year()) - 1) / 7 + 1;
    let own = middle(day);
    // The 28th of December is always in the last week of its year.
    let last = Date::new(own.year(), 12, 28).map_or(own, middle);
    (number(own), number(last))
}

/// The places of `BYSETPOS`, each once and in order; all when none is given.
fn places(days: Vec<Date>, by_place: &[i32]) -> Vec<Date> {
    if by_place.is_empty() {
        return days;
    }
    let count = i32::try_from(days.len()).unwrap_or(0);
    let at = |place: &i32| if *place > 0 { place - 1 } else { count + place };
    let at = by_place.iter().map(at).filter_map(|it| usize::try_from(it).ok());
    let mut chosen: Vec<Date> = at.filter_map(|it| days.get(it).copied()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Which days of a period are of the rule.
#[derive(Debug, Clone)]
struct Filter<'a> {
    rule: &'a Rule,
    /// What the first day says where the rule does not.
    month: Option<i32>,
    month_day: Option<i32>,
    weekday: Option<Weekday>,
}

impl<'a> Filter<'a> {
    fn new(rule: &'a Rule, start: Date) -> Self {
        let mut filter = Self { rule, month: None, month_day: None, weekday: None };
        let says_day = !rule.by_day.is_empty()
            || !rule.by_month_day.is_empty()
            || !rule.by_year_day.is_empty()
            || !rule.by_week.is_empty();
        if says_day {
            return filter;
        }
        match rule.frequency {
            Frequency::Yearly => {
                let month = i32::from(start.month());
                filter.month = rule.by_month.is_empty().then_some(month);
                filter.month_day = Some(i32::from(start.day()));
            }
            Frequency::Monthly => filter.month_day = Some(i32::from(start.day())),
            Frequency::Weekly => filter.weekday = Some(start.weekday()),
            Frequency::Daily => {}
        }
        filter
    }

    fn has_month(&self, day: Date) -> bool {
        let month = i32::from(day.month());
        let Self { rule, month: own, .. } = self;
        own.is_none_or(|it| it == month)
            && (rule.by_month.is_empty() || rule.by_month.contains(&month))
    }

    fn has(&self, day: Date, weekday: Weekday) -> bool {
        let rule = self.rule;
        let either = |list: &[i32], from_start: i32, from_end: i32| {
            list.is_empty() || list.contains(&from_start) || list.contains(&from_end)
        };
        let of_month = i32::from(day.day());
        let of_year = i32::from(day.day_of_year());
        self.has_month(day)
            && self.weekday.is_none_or(|it| it == weekday)
            && self.month_day.is_none_or(|it| it == of_month)
            && (rule.by_month_day.is_empty()
                || either(
                    &rule.by_month_day,
                    of_month,
                    of_month - i32::from(day.days_in_month()) - 1,
                ))
            && (rule.by_day.is_empty()
                || rule.by_day.iter().any(|it| self.is_weekday(*it, day, weekday)))
            && (rule.by_year_day.is_empty()
                || either(
                    &rule.by_year_day,
                    of_year,
                    of_year - i32::from(day.days_in_year()) - 1,
                ))
            && (rule.by_week.is_empty() || {
                let (number, weeks) = week_number(day, rule.week_start);
                either(&rule.by_week, number, number - weeks - 1)
            })
    }

    /// Whether a day is this weekday, counted in its month, or in its year where a yearly rule
    /// names no months.
    fn is_weekday(&self, wanted: ByDay, day: Date, weekday: Weekday) -> bool {
        if wanted.weekday != weekday || wanted.nth == 0 {
            return wanted.weekday == weekday;
        }
        let in_year =
            self.rule.frequency == Frequency::Yearly && self.rule.by_month.is_empty();
        let (at, of) = if in_year {
            (day.day_of_year(), day.days_in_year())
        } else {
            (i16::from(day.day()), i16::from(day.days_in_month()))
        };
        let nth = i16::from(wanted.nth);
        if nth > 0 { (at - 1) / 7 + 1 == nth } else { (of - at) / 7 + 1 == -nth }
    }
}
