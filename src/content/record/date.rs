//! Days and local times.

use jiff::civil::{Date, Time};

use super::{Moment, scalar::Fault};
use crate::yaml::shorten;

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
    let help = "write a day as `2026-03-14`: year, month, day".to_owned();
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
                Ok(first) => format!(
                    "{year}-{month:02} has {} days: write `{}`",
                    first.days_in_month(),
                    first.last_of_month()
                ),
                Err(_) => "months go from 01 to 12".to_owned(),
            };
            let message = format!("there is no day {year:04}-{month:02}-{day:02}");
            return Fault::Other("bad-date", message, Some(help));
        }
    }
    Fault::Type(Some(other_order(day).unwrap_or_else(|| "2026-03-14".into())))
}

/// `14/03/2026` and `14.3.2026` as people write them.
fn other_order(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let date =
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1970..=2100).contains(&date.year()).then(|| date.to_string())
}

pub(super) fn check_moment(text: &str) -> Result<String, Fault> {
    match parse_moment(text) {
        Ok(moment) => in_range(moment.date).map(|_| text.to_owned()),
        Err(NotAMoment) => {
            match check_date(text.split(['T', 't', ' ']).next().unwrap_or(text)) {
                Err(fault) => Err(fault),
                Ok(date) => {
                    let rest = text.get(11..).unwrap_or("");
                    let message = format!("there is no time `{}`", shorten(rest));
                    let help = if rest.ends_with(['Z', 'z']) || rest.contains('+') {
                        format!(
                            "write `{date}T{}`, and the zone in `timezone:`",
                            rest.get(..5).unwrap_or("18:30")
                        )
                    } else {
                        format!(
                            "write `{date}T18:30`: hours go from 00 to 23, minutes from 00 to 59"
                        )
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
