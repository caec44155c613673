//! The text of a recurrence, checked against the grammar of RFC 5545 (RRULE).
//!
//! Only the text: which days come out is for the calendar to say. What a community's calendar
//! cannot need is refused, so that no rule can fill a calendar: nothing more often than daily.

use crate::diag::nearest;

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

const DAYS: &[&str] = &["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn fault(part: &str, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { part: part.to_owned(), message: message.into(), help: help.into() }
}

/// Checks a rule; all that is wrong with it comes out.
pub fn check(rule: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let bare = rule.trim();
    if bare.to_uppercase().starts_with("RRULE:") {
        let rest = bare.get(6..).unwrap_or("");
        return vec![fault("", "the rule begins with `RRULE:`", format!("write `{rest}`"))];
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
        faults.extend(one(part, &name, value.trim()));
        seen.push((name, part));
    }
    let part = |name: &str| seen.iter().find(|it| it.0 == name).map(|it| it.1);
    let Some(freq) = part("FREQ") else {
        let help = "begin with `FREQ=DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`";
        faults.push(fault("", "the rule lacks `FREQ`", help));
        return faults;
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
    if let (Some(place), None) = (
        part("BYSETPOS"),
        seen.iter().find(|it| it.0.starts_with("BY") && it.0 != "BYSETPOS"),
    ) {
        let message = "`BYSETPOS` needs another `BY…` to choose from";
        faults.push(fault(place, message, "add for example `BYDAY=MO,TU,WE,TH,FR`"));
    }
    faults
}

fn one(part: &str, name: &str, value: &str) -> Option<Fault> {
    match name {
        "FREQ" => frequency(part, value),
        "COUNT" => whole(part, name, value, MAX_COUNT),
        "INTERVAL" => whole(part, name, value, 1000),
        "UNTIL" => until(part, value),
        "WKST" => (!is_day(value))
            .then(|| fault(part, format!("`{value}` is not a weekday"), "write `WKST=MO`")),
        "BYDAY" => by_day(part, value),
        "BYMONTHDAY" => numbers(part, name, value, 31, true),
        "BYYEARDAY" | "BYSETPOS" => numbers(part, name, value, 366, true),
        "BYWEEKNO" => numbers(part, name, value, 53, true),
        "BYMONTH" => numbers(part, name, value, 12, false),
        "BYHOUR" | "BYMINUTE" | "BYSECOND" => Some(fault(
            part,
            format!("`{name}` is not allowed: the time is that of `start`"),
            "remove it",
        )),
        _ => {
            let near = nearest(name, NAMES.iter().copied());
            let help = near.map_or_else(
                || format!("a rule knows {}", NAMES.join(", ")),
                |it| format!("did you mean `{it}`?"),
            );
            Some(fault(part, format!("a rule has no `{name}`"), help))
        }
    }
}

fn frequency(part: &str, value: &str) -> Option<Fault> {
    const KNOWN: &[&str] = &["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    let upper = value.to_uppercase();
    if KNOWN.contains(&upper.as_str()) {
        return None;
    }
    if ["SECONDLY", "MINUTELY", "HOURLY"].contains(&upper.as_str()) {
        let message = format!("an event cannot repeat `{upper}`");
        let help = "the most frequent is `FREQ=DAILY`";
        return Some(fault(part, message, help));
    }
    let near = nearest(&upper, KNOWN.iter().copied());
    let help = near.map_or_else(
        || format!("write one of {}", KNOWN.join(", ")),
        |it| format!("did you mean `FREQ={it}`?"),
    );
    Some(fault(part, format!("`{value}` is not a frequency"), help))
}

fn whole(part: &str, name: &str, value: &str, most: u32) -> Option<Fault> {
    let right = value.parse::<u32>().is_ok_and(|it| (1..=most).contains(&it));
    (!right).then(|| {
        let message =
            format!("`{name}` must be a number from 1 to {most}, found `{value}`");
        fault(part, message, format!("write for example `{name}=2`"))
    })
}

fn until(part: &str, value: &str) -> Option<Fault> {
    let (day, time) =
        value.split_once(['T', 't']).map_or((value, None), |it| (it.0, Some(it.1)));
    let digits =
        |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let date = (day.len() == 8)
        .then(|| {
            let month = i8::try_from(digits(day, 4, 6)?).ok()?;
            let of_month = i8::try_from(digits(day, 6, 8)?).ok()?;
            jiff::civil::Date::new(digits(day, 0, 4)?, month, of_month).ok()
        })
        .flatten()
        .is_some_and(|it| (1970..=2100).contains(&it.year()));
    let right_time = time.is_none_or(|it| {
        let clock = it.strip_suffix(['Z', 'z']).unwrap_or(it);
        let part = |from, to, most| digits(clock, from, to).is_some_and(|it| it <= most);
        clock.len() == 6 && part(0, 2, 23) && part(2, 4, 59) && part(4, 6, 59)
    });
    (!date || !right_time).then(|| {
        let message = format!("`UNTIL` must be a day, found `{value}`");
        fault(part, message, "write `UNTIL=20261231`, without hyphens")
    })
}

fn is_day(text: &str) -> bool {
    DAYS.contains(&text.to_uppercase().as_str())
}

fn by_day(part: &str, value: &str) -> Option<Fault> {
    value.split(',').find_map(|it| {
        let it = it.trim();
        let at = it.find(|it: char| it.is_ascii_alphabetic()).unwrap_or(it.len());
        let (number, day) = it.split_at_checked(at).unwrap_or((it, ""));
        let counted = number.is_empty()
            || number.parse::<i32>().is_ok_and(|it| it != 0 && it.abs() <= 53);
        (!is_day(day) || !counted).then(|| {
            let help = "weekdays are MO, TU, WE, TH, FR, SA, SU; `1TU` is the first Tuesday, `-1FR` the last Friday";
            fault(part, format!("`{it}` is not a weekday"), help)
        })
    })
}

fn numbers(
    part: &str,
    name: &str,
    value: &str,
    most: i32,
    negative: bool,
) -> Option<Fault> {
    value.split(',').find_map(|it| {
        let it = it.trim();
        let right = it.parse::<i32>().is_ok_and(|number| {
            number != 0 && number.abs() <= most && (negative || number > 0)
        });
        (!right).then(|| {
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
    })
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
