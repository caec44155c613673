//! The text of a recurrence, read by the grammar of RFC 5545 (RRULE).

use jiff::civil::{Date, Time, Weekday};

use super::{ByDay, Frequency, Rule, Until};
use crate::{diag::nearest, yaml::shorten};

/// What is wrong with a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The part of the rule that is wrong; the whole when it is empty.
    pub part: String,
    /// What is wrong with it.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Most occurrences that `COUNT` may ask for.
const MAX_COUNT: u32 = 500;

const NAMES: &[&str] = &[
    "FREQ",
    "UNTIL",
    "COUNT",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];

fn fault(part: &str, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { part: part.to_owned(), message: message.into(), help: help.into() }
}

/// Checks a rule; all that is wrong with it comes out.
pub fn check(rule: &str) -> Vec<Fault> {
    parse(rule).err().unwrap_or_default()
}

/// Reads a rule.
///
/// # Errors
/// All that is wrong with it.
pub fn parse(rule: &str) -> Result<Rule, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut made = Rule::new(Frequency::Daily);
    let bare = rule.trim();
    if bare.to_uppercase().starts_with("RRULE:") {
        let rest = bare.get(6..).unwrap_or("");
        let message = "the rule begins with `RRULE:`";
        return Err(vec![fault("", message, format!("write `{rest}`"))]);
    }
    if !bare.contains('=') {
        let message = format!("`{}` is not a recurrence rule", shorten(bare));
        return Err(vec![fault(
            "",
            message,
            format!("write a rule such as {}", like(bare)),
        )]);
    }
    let mut seen: Vec<(String, &str)> = Vec::new();
    for part in bare.split(';').filter(|it| !it.is_empty()) {
        let Some((name, value)) = part.split_once('=') else {
            let message = format!("`{part}` has no `=`");
            faults.push(fault(part, message, "write `NAME=VALUE`, with `;` between them"));
            continue;
        };
        let name = name.trim().to_uppercase();
        if seen.iter().any(|it| it.0 == name) {
            faults.push(fault(
                part,
                format!("`{name}` is given twice"),
                "keep one of the two",
            ));
            continue;
        }
        faults.extend(one(&mut made, part, &name, value.trim()).err());
        seen.push((name, part));
    }
    together(&seen, &mut faults);
    if faults.is_empty() { Ok(made) } else { Err(faults) }
}

/// A rule like the words that somebody wrote.
fn like(words: &str) -> &'static str {
    let words = words.to_lowercase();
    let says = |all: &[&str]| all.iter().any(|it| words.contains(it));
    if says(&["mois", "mensuel", "month"]) {
        "`FREQ=MONTHLY;BYDAY=1TU`, on each first Tuesday"
    } else if says(&["quinz", "deux sem", "two week", "fortnight", "biweek"]) {
        "`FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`, on every second Tuesday"
    } else if says(&["trimestr", "quarter"]) {
        "`FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU`, on the first Tuesday of every third month"
    } else if says(&["annuel", "tous les ans", "chaque ann", "year", "annual"]) {
        "`FREQ=YEARLY`, on the day of the first one"
    } else if says(&["tous les jours", "quotidien", "chaque jour", "every day", "daily"]) {
        "`FREQ=DAILY`, on each day"
    } else {
        "`FREQ=WEEKLY;BYDAY=TU`, on each Tuesday"
    }
}

/// What cannot stand together.
fn together(seen: &[(String, &str)], faults: &mut Vec<Fault>) {
    let part = |name: &str| seen.iter().find(|it| it.0 == name).map(|it| it.1);
    let Some(freq) = part("FREQ") else {
        let help = "begin with `FREQ=DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`";
        faults.push(fault("", "the rule is missing `FREQ`", help));
        return;
    };
    if let (Some(count), Some(_)) = (part("COUNT"), part("UNTIL")) {
        let message = "`COUNT` and `UNTIL` cannot stand together";
        faults.push(fault(count, message, "keep one of the two"));
    }
    let freq = freq.to_uppercase();
    if let (Some(week), false) = (part("BYWEEKNO"), freq.ends_with("YEARLY")) {
        let message = "`BYWEEKNO` needs `FREQ=YEARLY`";
        faults.push(fault(week, message, "remove it, or write `FREQ=YEARLY`"));
    }
    if let (Some(day), false) = (part("BYYEARDAY"), freq.ends_with("YEARLY")) {
        let message = "`BYYEARDAY` needs `FREQ=YEARLY`";
        faults.push(fault(day, message, "remove it, or write `FREQ=YEARLY`"));
    }
    if let (Some(day), true) = (part("BYMONTHDAY"), freq.ends_with("WEEKLY")) {
        let message = "`BYMONTHDAY` cannot stand with `FREQ=WEEKLY`";
        faults.push(fault(day, message, "write `BYDAY`, or `FREQ=MONTHLY`"));
    }
    let by_day = part("BYDAY").filter(|it| it.contains(|it: char| it.is_ascii_digit()));
    if let (Some(day), false) =
        (by_day, freq.ends_with("MONTHLY") || freq.ends_with("YEARLY"))
    {
        let message = "a number before a weekday needs `FREQ=MONTHLY` or `FREQ=YEARLY`";
        faults.push(fault(day, message, "write the weekday alone, such as `BYDAY=TU`"));
    }
    if let (Some(day), Some(_), true) = (by_day, part("BYWEEKNO"), freq.ends_with("YEARLY"))
    {
        let message = "a number before a weekday cannot stand with `BYWEEKNO`";
        faults.push(fault(day, message, "write the weekday alone, such as `BYDAY=TU`"));
    }
    if let (Some(place), None) = (
        part("BYSETPOS"),
        seen.iter().find(|it| it.0.starts_with("BY") && it.0 != "BYSETPOS"),
    ) {
        let message = "`BYSETPOS` needs another `BY…` to choose from";
        faults.push(fault(place, message, "add for example `BYDAY=MO,TU,WE,TH,FR`"));
    }
}

/// Puts one part into the rule.
fn one(rule: &mut Rule, part: &str, name: &str, value: &str) -> Result<(), Fault> {
    match name {
        "FREQ" => rule.frequency = frequency(part, value)?,
        "COUNT" => rule.count = Some(whole(part, name, value, MAX_COUNT)?),
        "INTERVAL" => {
            let interval = whole(part, name, value, 1000)?;
            rule.interval = i32::try_from(interval).unwrap_or(1);
        }
        "UNTIL" => rule.until = Some(until(part, value)?),
        "WKST" => {
            rule.week_start = weekday(value).ok_or_else(|| {
                fault(part, format!("`{value}` is not a weekday"), "write `WKST=MO`")
            })?;
        }
        "BYDAY" => rule.by_day = by_day(part, value)?,
        "BYMONTHDAY" => rule.by_month_day = numbers(part, name, value, 31, true)?,
        "BYYEARDAY" => rule.by_year_day = numbers(part, name, value, 366, true)?,
        "BYSETPOS" => rule.by_place = numbers(part, name, value, 366, true)?,
        "BYWEEKNO" => rule.by_week = numbers(part, name, value, 53, true)?,
        "BYMONTH" => rule.by_month = numbers(part, name, value, 12, false)?,
        "BYHOUR" | "BYMINUTE" | "BYSECOND" => {
            let message = format!("`{name}` is not allowed: the time is that of `start`");
            return Err(fault(part, message, "remove it"));
        }
        _ => {
            let near = nearest(name, NAMES.iter().copied());
            let help = near.map_or_else(
                || format!("a rule knows {}", NAMES.join(", ")),
                |it| format!("did you mean `{it}`?"),
            );
            return Err(fault(part, format!("a rule has no `{name}`"), help));
        }
    }
    Ok(())
}

fn frequency(part: &str, value: &str) -> Result<Frequency, Fault> {
    const KNOWN: [Frequency; 4] =
        [Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly];
    let upper = value.to_uppercase();
    if let Some(known) = KNOWN.into_iter().find(|it| it.word() == upper) {
        return Ok(known);
    }
    if ["SECONDLY", "MINUTELY", "HOURLY"].contains(&upper.as_str()) {
        let message = format!("an event cannot repeat `{upper}`");
        let help = "the most frequent is `FREQ=DAILY`";
        return Err(fault(part, message, help));
    }
    let words = KNOWN.map(Frequency::word);
    let help = nearest(&upper, words).map_or_else(
        || format!("write one of {}", words.join(", ")),
        |it| format!("did you mean `FREQ={it}`?"),
    );
    Err(fault(part, format!("`{value}` is not a frequency"), help))
}

fn whole(part: &str, name: &str, value: &str, most: u32) -> Result<u32, Fault> {
    let number = value.parse::<u32>().ok().filter(|it| (1..=most).contains(it));
    number.ok_or_else(|| {
        let message =
            format!("`{name}` must be a number from 1 to {most}, found `{value}`");
        fault(part, message, format!("write for example `{name}=2`"))
    })
}

fn until(part: &str, value: &str) -> Result<Until, Fault> {
    let (day, time) =
        value.split_once(['T', 't']).map_or((value, None), |it| (it.0, Some(it.1)));
    let read = || {
        let digits = |text: &str| text.bytes().all(|it| it.is_ascii_digit());
        let number = |text: &str, from, to| text.get(from..to)?.parse::<i8>().ok();
        if day.len() != 8 || !digits(day) {
            return None;
        }
        let year = day.get(..4)?.parse().ok()?;
        let date = Date::new(year, number(day, 4, 6)?, number(day, 6, 8)?).ok()?;
        if !(1970..=2100).contains(&year) {
            return None;
        }
        let Some(time) = time else {
            return Some(Until { date, time: None, is_utc: false });
        };
        let bare = time.strip_suffix(['Z', 'z']);
        let is_utc = bare.is_some();
        let clock = bare.unwrap_or(time);
        if clock.len() != 6 || !digits(clock) {
            return None;
        }
        let (hour, minute) = (number(clock, 0, 2)?, number(clock, 2, 4)?);
        let time = Time::new(hour, minute, number(clock, 4, 6)?, 0).ok()?;
        Some(Until { date, time: Some(time), is_utc })
    };
    read().ok_or_else(|| {
        let message = format!("`UNTIL` must be a day, found `{value}`");
        // The day may come first: `31/12/2027`.
        let mut parts: Vec<&str> = value.split(|it: char| !it.is_ascii_digit()).collect();
        if parts.len() == 3 && parts.last().is_some_and(|it| it.len() == 4) {
            parts.reverse();
        }
        let parts = parts.iter().map(|it| format!("{it:0>2}"));
        let digits: String = parts.collect::<String>().chars().take(8).collect();
        let year = digits.get(..4).and_then(|it| it.parse::<u32>().ok());
        let help = match year {
            Some(1970..=2100) if digits.len() == 8 => {
                format!("write `UNTIL={digits}`, without hyphens")
            }
            _ => "write a day such as `UNTIL=20261231`".to_owned(),
        };
        fault(part, message, help)
    })
}

fn weekday(text: &str) -> Option<Weekday> {
    let upper = text.to_uppercase();
    let mut all = Weekday::Monday.cycle_forward().take(7);
    all.find(|it| super::write::weekday(*it) == upper)
}

fn by_day(part: &str, value: &str) -> Result<Vec<ByDay>, Fault> {
    let one = |it: &str| {
        let it = it.trim();
        let at = it.find(|it: char| it.is_ascii_alphabetic()).unwrap_or(it.len());
        let (number, day) = it.split_at_checked(at)?;
        let nth = match number {
            "" => 0,
            _ => number.parse::<i8>().ok().filter(|it| *it != 0 && it.abs() <= 53)?,
        };
        Some(ByDay { nth, weekday: weekday(day)? })
    };
    let all = value.split(',').map(|it| {
        one(it).ok_or_else(|| {
            let help = "weekdays are MO, TU, WE, TH, FR, SA, SU; `1TU` is the first Tuesday, `-1FR` the last Friday";
            fault(part, format!("`{}` is not a weekday", it.trim()), help)
        })
    });
    all.collect()
}

fn numbers(
    part: &str,
    name: &str,
    value: &str,
    most: i32,
    negative: bool,
) -> Result<Vec<i32>, Fault> {
    let one = |it: &str| {
        let it = it.trim();
        let number = it.parse::<i32>().ok().filter(|number| {
            *number != 0 && number.abs() <= most && (negative || *number > 0)
        });
        number.ok_or_else(|| {
            let range = if negative {
                format!("from 1 to {most}, or from -{most} to -1")
            } else {
                format!("from 1 to {most}")
            };
            fault(
                part,
                format!("`{name}` must have numbers {range}, found `{it}`"),
                format!("write for example `{name}=1`"),
            )
        })
    };
    value.split(',').map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn rules_that_communities_use_are_right() {
        for rule in [
            "FREQ=MONTHLY;BYDAY=1TU",
            "freq=weekly;interval=2;byday=mo,th",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12",
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20301231T220000Z",
            "FREQ=DAILY;UNTIL=20261231",
            "FREQ=YEARLY;BYWEEKNO=20;WKST=MO",
        ] {
            assert_eq!(check(rule), [], "{rule}");
        }
    }
}
