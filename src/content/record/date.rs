//! Days and local times.

use jiff::civil::{Date, Time};

use super::{Moment, scalar::Fault};
use crate::{
    content::slug::slugify,
    yaml::{Node, Value, shorten},
};

pub(super) fn check_date(text: &str) -> Result<Date, Fault> {
    let date: Date = match text.parse() {
        Ok(date) if text.len() == 10 => date,
        _ => return Err(bad_date(text)),
    };
    in_range(date)
}

fn in_range(date: Date) -> Result<Date, Fault> {
    if (1970..=2100).contains(&date.year()) {
        return Ok(date);
    }
    Err(bad_year(i32::from(date.year())))
}

fn bad_year(year: i32) -> Fault {
    let message = format!("the year {year} is not between 1970 and 2100");
    let help = "write year, month and day, such as `2026-03-14`".to_owned();
    Fault::Other("bad-date", message, Some(help))
}

fn bad_date(text: &str) -> Fault {
    let day = text.split(['T', 't', ' ']).next().unwrap_or(text);
    let parts: Vec<&str> = day.split('-').collect();
    if let [year, month, day] = parts.as_slice() {
        let numbers = (year.parse::<i32>(), month.parse::<i8>(), day.parse::<i8>());
        if let (Ok(year), Ok(month), Ok(day)) = numbers {
            if !(1970..=2100).contains(&year) {
                return bad_year(year);
            }
            if let Ok(date) = Date::new(i16::try_from(year).unwrap_or(0), month, day) {
                return Fault::Type(Some(date.to_string()));
            }
            let first = Date::new(i16::try_from(year).unwrap_or(0), month, 1);
            let help = match first {
                Ok(first) => {
                    format!("{year}-{month:02} has {} days", first.days_in_month())
                }
                Err(_) => "months go from 01 to 12".to_owned(),
            };
            let message = format!("there is no day {year:04}-{month:02}-{day:02}");
            return Fault::Other("bad-date", message, Some(help));
        }
    }
    Fault::Type(converted_day(text))
}

/// Months as people write them in French and in English, by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["fev", "feb"],
    &["mar"],
    &["avr", "apr"],
    &["mai", "may"],
    &["juin", "jun"],
    &["juil", "jul"],
    &["aou", "aug"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

fn month(word: &str) -> Option<i8> {
    let word = slugify(word);
    let at = MONTHS.iter().position(|it| it.iter().any(|it| word.starts_with(it)))?;
    i8::try_from(at + 1).ok()
}

/// A day as people write it, the day first: `14/03/2026`, `14.3.2026`, `14 mars 2026`,
/// `March 14, 2026`; or the year first: `2026/03/14`. More words may follow.
fn converted_day(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || "/.-,T".contains(it))
        .filter(|it| !it.is_empty())
        .collect();
    words.windows(3).find_map(ordered).map(|it| it.to_string())
}

fn ordered(parts: &[&str]) -> Option<Date> {
    let [a, b, c] = parts else { return None };
    let number = |it: &str| {
        let digits = it.trim_end_matches(|it: char| it.is_alphabetic());
        digits.parse::<i8>().ok()
    };
    let year = |it: &str| (it.len() == 4).then(|| it.parse::<i16>().ok()).flatten();
    let date = match (year(a), year(c)) {
        (Some(year), _) => Date::new(year, number(b)?, number(c)?),
        (_, Some(year)) => match month(a) {
            Some(month) => Date::new(year, month, number(b)?),
            None => Date::new(year, b.parse().ok().or_else(|| month(b))?, number(a)?),
        },
        _ => return None,
    };
    date.ok().filter(|it| (1970..=2100).contains(&it.year()))
}

/// A time as people write it behind a day: `12h30`, `12 h`, `9:30`.
fn converted_time(text: &str) -> Option<String> {
    let at = text.char_indices().find_map(|(at, it)| {
        matches!(it, 'h' | 'H' | ':').then_some(at).filter(|at| {
            text.get(..*at)
                .is_some_and(|it| it.trim_end().ends_with(|it: char| it.is_ascii_digit()))
        })
    })?;
    let hour = text.get(..at)?.trim_end();
    let hour = hour.rsplit(|it: char| !it.is_ascii_digit()).next()?.parse().ok()?;
    let rest = text.get(at + 1..)?.trim_start();
    let minute = rest.split(|it: char| !it.is_ascii_digit()).next()?;
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let time = Time::new(hour, minute, 0, 0).ok()?;
    Some(format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// The day that a mapping begins on, or is about.
pub(super) fn day_of(node: &Node) -> Option<Date> {
    let Value::Map(pairs) = &node.value else { return None };
    let given = |name: &str| pairs.iter().find(|it| it.0.text() == Some(name));
    let text = given("start").or_else(|| given("date"))?.1.text()?;
    parse_moment(text).ok().map(|it| it.date)
}

/// A time alone on its day: `20:00`, `20h`.
pub(super) fn time_of(day: Date, text: &str) -> Option<String> {
    let is_time =
        text.chars().all(|it| it.is_ascii_digit() || matches!(it, 'h' | 'H' | ':' | ' '));
    let time = converted_time(text).filter(|_| is_time)?;
    Some(format!("{day}T{time}"))
}

/// A day and a time, converted.
pub(super) fn converted_moment(text: &str) -> Option<String> {
    let day = converted_day(text)?;
    Some(match converted_time(text) {
        Some(time) => format!("{day}T{time}"),
        None => day,
    })
}

pub(super) fn check_moment(text: &str) -> Result<String, Fault> {
    let is_iso = text.get(..10).is_some_and(|it| it.parse::<Date>().is_ok());
    if !is_iso && let Some(right) = converted_moment(text) {
        return Err(Fault::Type(Some(right)));
    }
    match parse_moment(text) {
        Ok(moment) => in_range(moment.date).map(|_| text.to_owned()),
        Err(NotAMoment) => {
            match check_date(text.split(['T', 't', ' ']).next().unwrap_or(text)) {
                Err(fault) => Err(fault),
                Ok(date) => {
                    let rest = text.get(11..).unwrap_or("");
                    let message = format!("there is no time `{}`", shorten(rest));
                    let has_zone = rest.ends_with(['Z', 'z']) || rest.contains('+');
                    let help = match converted_time(rest) {
                        Some(time) if has_zone => {
                            format!("write `{date}T{time}`, and the zone in `timezone:`")
                        }
                        Some(time) => format!("write `{date}T{time}`"),
                        None => "hours go from 00 to 23, minutes from 00 to 59".to_owned(),
                    };
                    Err(Fault::Other("bad-date", message, Some(help)))
                }
            }
        }
    }
}

/// What was read is neither a day nor a day with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAMoment;

/// Reads a day, or a day and a local time behind `T` or a space.
pub fn parse_moment(text: &str) -> Result<Moment, NotAMoment> {
    let date = text.get(..10).ok_or(NotAMoment)?.parse::<Date>().map_err(|_| NotAMoment)?;
    match text.get(10..).unwrap_or("") {
        "" => Ok(Moment { date, time: None }),
        rest => {
            let clock = rest.strip_prefix(['T', ' ', 't']).ok_or(NotAMoment)?;
            let clean = clock.len() >= 5
                && clock.bytes().all(|it| it.is_ascii_digit() || it == b':');
            let time = clock.parse::<Time>().map_err(|_| NotAMoment)?;
            if clean { Ok(Moment { date, time: Some(time) }) } else { Err(NotAMoment) }
        }
    }
}
