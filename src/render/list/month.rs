//! A month as a table of weeks.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use crate::{
    portal::Meeting,
    render::{
        page::Page,
        view::{CalendarDay, CalendarMeeting, MonthTable},
    },
};

/// The table of a month with its meetings, which are in order.
pub(super) fn table(
    page: &Page<'_>,
    (year, month): (i16, i8),
    meetings: &[Meeting],
) -> MonthTable {
    let Ok(first) = Date::new(year, month, 1) else { return MonthTable::default() };
    let before = Weekday::Monday.until(first.weekday());
    let Ok(monday) = first.checked_sub(i64::from(before).days()) else {
        return MonthTable::default();
    };
    let name = |key: &str| {
        let words = page.t.get(key).split_whitespace();
        words.map(str::to_owned).collect::<Vec<String>>()
    };
    let days: Vec<CalendarDay> = monday
        .series(1.day())
        .take_while(|it| *it <= first.last_of_month() || it.weekday() != Weekday::Monday)
        .map(|it| day(page, it, month, meetings))
        .collect();
    MonthTable {
        title: page.t.month_of_year(year, month),
        weekdays: name("weekdays.short").into_iter().zip(name("weekdays")).collect(),
        weeks: days.chunks(7).map(<[CalendarDay]>::to_vec).collect(),
    }
}

fn day(page: &Page<'_>, date: Date, month: i8, meetings: &[Meeting]) -> CalendarDay {
    if date.month() != month {
        return CalendarDay::default();
    }
    CalendarDay {
        day: date.day().to_string(),
        iso: date.to_string(),
        today: date == page.site.today,
        meetings: meetings.iter().filter_map(|it| meeting(page, *it, date)).collect(),
    }
}

/// What takes place on a day, if it does.
fn meeting(page: &Page<'_>, meeting: Meeting, date: Date) -> Option<CalendarMeeting> {
    let occurrence = page.site.portal.occurrence(meeting)?;
    let last = occurrence.to.unwrap_or(occurrence.from).date;
    if date < occurrence.from.date || date > last {
        return None;
    }
    let entry = page.entry(meeting.id);
    let (status, status_text) = page.state(entry, occurrence);
    let time = occurrence.from.time.filter(|_| date == occurrence.from.date);
    Some(CalendarMeeting {
        title: page.words.title(entry),
        lang: page.foreign(entry),
        url: page.meeting_url(meeting),
        time: time.map(|it| page.t.time(it)).unwrap_or_default(),
        class: page.class(meeting.id),
        status,
        status_text,
    })
}
