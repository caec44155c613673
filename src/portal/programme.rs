//! The programme of an event: its days are those of the event, and time goes forward in each.

use jiff::civil::{Date, Time};

use crate::{
    content::{
        Document,
        record::{Moment, Record},
    },
    diag::{Diagnostic, Span},
};

/// The days of the week, as authors write them in front of an hour.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["lundi", "monday"],
    ["mardi", "tuesday"],
    ["mercredi", "wednesday"],
    ["jeudi", "thursday"],
    ["vendredi", "friday"],
    ["samedi", "saturday"],
    ["dimanche", "sunday"],
];

/// The days of an event that takes place once.
#[derive(Clone, Copy)]
struct Days {
    first: Date,
    last: Date,
}

/// Says what is wrong with the days and times of a programme, in one of the texts of an event.
pub(super) fn check(event: &Document, text: &Document, found: &mut Vec<Diagnostic>) {
    let lines = text.record.list("programme");
    let Some(start) = event.record.moment("start").filter(|_| !lines.is_empty()) else {
        return;
    };
    let last = event.record.moment("end").map_or(start.date, |it: Moment| it.date);
    let days = Days { first: start.date, last: last.max(start.date) };
    let is_once = event.record.node("recurrence").is_none();
    let (mut day, mut before) = (None, None);
    for line in lines.iter().filter_map(Record::of) {
        if let (Some(date), Some(span)) = (line.date("day"), line.span("day")) {
            found.extend(days.fault(date, is_once, day, span));
            if day.replace(date) != Some(date) {
                before = None;
            }
        }
        let (Some(written), Some(span)) = (line.text("time"), line.span("time")) else {
            continue;
        };
        match time(written) {
            None => found.push(no_time(written, days, span)),
            Some(time) => {
                if before.is_some_and(|it| time < it) {
                    found.push(days.backwards(written, day, span));
                }
                before = Some(time);
            }
        }
    }
}

impl Days {
    fn fault(
        self,
        date: Date,
        is_once: bool,
        before: Option<Date>,
        span: Span,
    ) -> Option<Diagnostic> {
        let Self { first, last } = self;
        let (message, help) = if !is_once {
            let message = "an event that comes again has its programme on other days, too";
            (message.to_owned(), "leave `day` out".to_owned())
        } else if (first..=last).contains(&date) {
            before.filter(|it| date < *it)?;
            let message = format!("`{date}` comes after a later day");
            (
                message,
                "put the lines of a day together, in the order of the days".to_owned(),
            )
        } else {
            let help = if first == last {
                format!(
                    "the event has one day, `{first}`: leave `day` out, or add its `end`"
                )
            } else {
                format!("write a day from `{first}` to `{last}`, or mend the event’s days")
            };
            (format!("`{date}` is not a day of the event"), help)
        };
        Some(Diagnostic::warning("programme-day", message).at(span).help(help))
    }

    fn backwards(self, written: &str, day: Option<Date>, span: Span) -> Diagnostic {
        let next = day.unwrap_or(self.first).tomorrow().ok();
        let help = match next.filter(|it| *it <= self.last) {
            Some(next) => {
                format!(
                    "where another day begins, add it, such as `day: {next}`; else put the line where its time is"
                )
            }
            None => "put the line where its time is, or mend the time".to_owned(),
        };
        let message = format!("`{written}` comes after a later time");
        Diagnostic::warning("programme-time", message).at(span).help(help)
    }
}

/// A time that is written in words.
fn no_time(written: &str, days: Days, span: Span) -> Diagnostic {
    let words = written.to_lowercase();
    let names = |it: &Date| {
        let names =
            WEEKDAYS.get(usize::from(it.weekday().to_monday_zero_offset().unsigned_abs()));
        names.is_some_and(|it| it.iter().any(|it| words.contains(it)))
    };
    let day =
        days.first.series(jiff::Span::new().days(1)).take_while(|it| *it <= days.last);
    let day = day.take(7).find(names).filter(|_| days.first != days.last);
    let help = match (day, hour(&words)) {
        (Some(day), Some(time)) => format!("write `day: {day}` and `time: {time}`"),
        (None, Some(time)) => format!("write `time: {time}`; words stand in `title`"),
        (Some(day), None) => format!("write `day: {day}`; words stand in `title`"),
        (None, None) => {
            "write an hour, such as `time: 14:30`; words stand in `title`".to_owned()
        }
    };
    let message = format!("`{written}` is not a time of day");
    Diagnostic::warning("programme-time", message).at(span).help(help)
}

/// `14:30`, or the beginning of `14:30–15:00`.
fn time(written: &str) -> Option<Time> {
    let mut ends = written.split(['-', '–', '—']).map(|it| clock(it.trim()));
    let (from, to) = (ends.next()??, ends.next());
    (to != Some(None) && ends.next().is_none()).then_some(from)
}

/// `14:30`.
fn clock(written: &str) -> Option<Time> {
    let (hour, minute) = written.split_once(':')?;
    let is_right = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if !is_right(hour) || !is_right(minute) || minute.len() != 2 || hour.len() > 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The first hour that words tell, as `14:30`: `9 h`, `14h30`, `2 pm`.
fn hour(words: &str) -> Option<String> {
    let digits = |it: char| it.is_ascii_digit();
    let mut rest = words;
    while let Some(at) = rest.find(digits) {
        let (_, number) = rest.split_at_checked(at)?;
        let (number, after) = number
            .split_at_checked(number.find(|it| !digits(it)).unwrap_or(number.len()))?;
        rest = after;
        let after = after.trim_start();
        let minutes = |it: &str| -> String {
            let it = it.trim_start();
            let end = it.find(|it| !digits(it)).unwrap_or(it.len());
            it.get(..end).filter(|it| it.len() == 2).unwrap_or("00").to_owned()
        };
        let read = |hour: i8, minute: String| {
            let time = Time::new(hour, minute.parse().ok()?, 0, 0).ok()?;
            Some(time.strftime("%H:%M").to_string())
        };
        let Ok(hour) = number.parse::<i8>() else { continue };
        let said = if let Some(it) = after.strip_prefix(['h', ':']) {
            read(hour, minutes(it))
        } else if after.starts_with("am") {
            read(hour % 12, minutes(""))
        } else if after.starts_with("pm") {
            read(hour % 12 + 12, minutes(""))
        } else {
            None
        };
        if said.is_some() {
            return said;
        }
    }
    None
}
