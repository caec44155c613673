//! `VTIMEZONE`: what the clocks of a zone did and will do, from our own time zone database.
//!
//! The years of the events count, and ten more. Changes of a kind that are on the same weekday of
//! the same month each year up to the last one are a rule, which goes on; all others are given
//! one by one.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};

use crate::{content::recurrence::weekday, sink::Ics};

/// How many years behind the last event changes of the clocks are looked for.
const AHEAD: i16 = 10;

/// A change of the clocks.
#[derive(Debug, Clone)]
struct Change {
    /// When, by the clock before it.
    at: DateTime,
    from: Offset,
    to: Offset,
    name: String,
    is_dst: bool,
}

/// Changes that are the same but for the day.
type Kind<'a> = (Offset, Offset, &'a str, bool);

impl Change {
    fn kind(&self) -> Kind<'_> {
        (self.from, self.to, &self.name, self.is_dst)
    }
}

/// Writes a zone as it is in these years and after.
pub(super) fn write(out: &mut Ics, name: &str, zone: &TimeZone, years: (i16, i16)) {
    out.line("BEGIN:VTIMEZONE");
    out.value("TZID", name);
    let changes = changes(zone, years);
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for change in &changes {
        if !kinds.contains(&change.kind()) {
            kinds.push(change.kind());
        }
    }
    if kinds.is_empty() {
        let offset = zone.to_offset(start_of(years.0));
        let name = format!("{}", Clock(offset));
        observance(out, (offset, offset, &name, false), &[Date::MIN.into()], None);
    }
    // What ended before is no rule that goes on.
    let last = years.1.saturating_add(AHEAD);
    for kind in kinds {
        let of: Vec<DateTime> =
            changes.iter().filter(|it| it.kind() == kind).map(|it| it.at).collect();
        let regular = regular(&of, last);
        let (single, rule) = of.split_at(of.len() - regular.map_or(0, |it| it.0));
        if !single.is_empty() {
            observance(out, kind, single, None);
        }
        if let Some((_, nth)) = regular {
            observance(out, kind, rule, Some(nth));
        }
    }
    out.line("END:VTIMEZONE");
}

fn start_of(year: i16) -> Timestamp {
    let day = Date::new(year, 1, 1).unwrap_or(Date::ZERO);
    TimeZone::UTC
        .to_timestamp(day.to_datetime(jiff::civil::Time::midnight()))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The change that is in force when the first year begins, and all up to the last year.
fn changes(zone: &TimeZone, (from, to): (i16, i16)) -> Vec<Change> {
    let begin = start_of(from.saturating_sub(1));
    let end = start_of(to.saturating_add(AHEAD + 1));
    let before = zone.preceding(begin).next().map(|it| it.timestamp());
    let after = zone.following(begin).map(|it| it.timestamp());
    let mut changes = Vec::new();
    for instant in before.into_iter().chain(after.take_while(|it| *it < end)) {
        let Ok(earlier) = Timestamp::from_second(instant.as_second() - 1) else { continue };
        let (old, new) = (zone.to_offset_info(earlier), zone.to_offset_info(instant));
        let (from, to) = (old.offset(), new.offset());
        let same = from == to && old.abbreviation() == new.abbreviation();
        if same && !changes.is_empty() {
            continue;
        }
        changes.push(Change {
            at: from.to_datetime(instant),
            from,
            to,
            name: new.abbreviation().to_owned(),
            is_dst: new.dst().is_dst(),
        });
    }
    changes
}

/// How many of the last changes of a kind fit one rule up to the last year, and which weekday of
/// the month that is: `-1` the last one.
fn regular(of: &[DateTime], last: i16) -> Option<(usize, i8)> {
    let newest = *of.last().filter(|it| it.year() == last)?;
    let fits = |nth: i8| {
        let mut year = newest.year() + 1;
        let same = |it: &&DateTime| {
            year -= 1;
            it.year() == year
                && it.month() == newest.month()
                && it.time() == newest.time()
                && it.weekday() == newest.weekday()
                && nth_of(it.date(), nth) == nth
        };
        of.iter().rev().take_while(same).count()
    };
    let newest = newest.date();
    let from_start = nth_of(newest, 1);
    let both = [(fits(-1), -1), (fits(from_start), from_start)];
    both.into_iter().max_by_key(|it| it.0).filter(|it| it.0 > 2)
}

/// Which weekday of its month a day is: from its start, or from its end.
fn nth_of(date: Date, like: i8) -> i8 {
    if like > 0 {
        (date.day() - 1) / 7 + 1
    } else {
        -((date.days_in_month() - date.day()) / 7 + 1)
    }
}

/// One observance: its days one by one, or a rule that begins with the first.
fn observance(
    out: &mut Ics,
    (from, to, name, is_dst): Kind<'_>,
    at: &[DateTime],
    nth: Option<i8>,
) {
    let Some(first) = at.first() else { return };
    // Before all events where there never was a change.
    let first = if first.year() < 1900 {
        DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
    } else {
        *first
    };
    out.line(if is_dst { "BEGIN:DAYLIGHT" } else { "BEGIN:STANDARD" });
    out.value("DTSTART", first.strftime("%Y%m%dT%H%M%S"));
    out.value("TZOFFSETFROM", Clock(from));
    out.value("TZOFFSETTO", Clock(to));
    out.text("TZNAME", name);
    if let Some(nth) = nth {
        let (month, day) = (first.month(), weekday(first.weekday()));
        out.value("RRULE", format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{day}"));
    }
    for it in at.iter().skip(1).filter(|_| nth.is_none()) {
        out.value("RDATE", it.strftime("%Y%m%dT%H%M%S"));
    }
    out.line(if is_dst { "END:DAYLIGHT" } else { "END:STANDARD" });
}

/// An offset as RFC 5545, 3.3.14 has it: `+0100`, `-033015`.
struct Clock(Offset);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = self.0.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let all = seconds.unsigned_abs();
        let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
        write!(f, "{sign}{hours:02}{minutes:02}")?;
        if rest > 0 { write!(f, "{rest:02}") } else { Ok(()) }
    }
}
