//! The days of rules: examples of RFC 5545 as the dates that they give, what local time does, and
//! thousands of rules as python-dateutil expands them (`tests/recurrence.py`).

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use parvis::content::recurrence::{Rule, parse};

fn rule(text: &str) -> Rule {
    parse(text).unwrap_or_else(|it| panic!("{text}: {it:?}"))
}

fn days(start: &str, text: &str, most: usize) -> String {
    let rule = rule(text);
    let last = rule.last_day(None, &TimeZone::UTC);
    let start: Date = start.parse().unwrap();
    let days: Vec<String> =
        rule.days(start, last).take(most).map(|it| it.to_string()).collect();
    days.join(" ")
}

/// Start, rule, how many days to ask for, days. Up to the remarks they are those of RFC 5545.
const EXAMPLES: &[(&str, &str, usize, &str)] = &[
    ("1997-09-02", "FREQ=DAILY;COUNT=3", 9, "1997-09-02 1997-09-03 1997-09-04"),
    (
        "1997-09-02",
        "FREQ=DAILY;INTERVAL=10;COUNT=5",
        9,
        "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12",
    ),
    (
        "1997-09-01",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224;WKST=SU;BYDAY=MO,WE,FR",
        5,
        "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17",
    ),
    (
        "1997-09-02",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        9,
        "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16",
    ),
    (
        "1997-09-05",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        4,
        "1997-09-05 1997-10-03 1997-11-07 1997-12-05",
    ),
    (
        "1997-09-07",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        5,
        "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04",
    ),
    (
        "1997-09-22",
        "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
        9,
        "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16",
    ),
    ("1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3", 3, "1997-09-28 1997-10-29 1997-11-28"),
    (
        "1997-01-01",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        4,
        "1997-01-01 1997-04-10 1997-07-19 2000-01-01",
    ),
    ("1997-05-19", "FREQ=YEARLY;BYDAY=20MO", 3, "1997-05-19 1998-05-18 1999-05-17"),
    (
        "1997-05-12",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        3,
        "1997-05-12 1998-05-11 1999-05-17",
    ),
    (
        "1997-03-13",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
        4,
        "1997-03-13 1997-03-20 1997-03-27 1998-03-05",
    ),
    (
        "1997-09-02",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        5,
        "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13",
    ),
    (
        "1996-11-05",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        3,
        "1996-11-05 2000-11-07 2004-11-02",
    ),
    (
        "1997-09-04",
        "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
        9,
        "1997-09-04 1997-10-07 1997-11-06",
    ),
    (
        "1997-09-29",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        3,
        "1997-09-29 1997-10-30 1997-11-27",
    ),
    // The day on which weeks begin counts.
    (
        "1997-08-05",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        9,
        "1997-08-05 1997-08-10 1997-08-19 1997-08-24",
    ),
    (
        "1997-08-05",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        9,
        "1997-08-05 1997-08-17 1997-08-19 1997-08-31",
    ),
    // Days that a month does not have are left out.
    ("2007-01-31", "FREQ=MONTHLY", 3, "2007-01-31 2007-03-31 2007-05-31"),
    ("2024-02-29", "FREQ=YEARLY", 3, "2024-02-29 2028-02-29 2032-02-29"),
    // A start that is no day of the rule is not one of them.
    ("2026-12-02", "FREQ=WEEKLY;BYDAY=TU;COUNT=2", 9, "2026-12-08 2026-12-15"),
    // Either weekday, also where one is counted and the other is not.
    (
        "2026-12-01",
        "FREQ=MONTHLY;BYDAY=SU,1MO;COUNT=6",
        9,
        "2026-12-06 2026-12-07 2026-12-13 2026-12-20 2026-12-27 2027-01-03",
    ),
    // The last day is one of them, and there is none that does not exist.
    ("2026-12-01", "FREQ=WEEKLY;UNTIL=20261215", 9, "2026-12-01 2026-12-08 2026-12-15"),
    ("2026-12-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 9, ""),
    ("2099-06-01", "FREQ=YEARLY", 9, "2099-06-01 2100-06-01"),
];

#[test]
fn the_examples_of_the_standard_give_its_days() {
    for (start, text, most, expected) in EXAMPLES {
        assert_eq!(days(start, text, *most), *expected, "{start} {text}");
    }
}

#[test]
fn an_end_with_a_time_is_read_in_the_zone_of_the_event() {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let kiritimati = TimeZone::get("Pacific/Kiritimati").unwrap();
    let at = |hour| Some(Time::constant(hour, 0, 0, 0));
    for (text, time, zone, expected) in [
        ("20261201", at(23), &paris, "2026-12-01"),
        ("20261201T140000", at(14), &paris, "2026-12-01"),
        ("20261201T140000", at(15), &paris, "2026-11-30"),
        ("20261201T140000", None, &paris, "2026-12-01"),
        ("20261201T140000Z", at(15), &paris, "2026-12-01"),
        ("20261201T140000Z", at(16), &paris, "2026-11-30"),
        ("20260701T230000Z", at(1), &paris, "2026-07-02"),
        ("20261201T110000Z", at(1), &kiritimati, "2026-12-02"),
    ] {
        let last = rule(&format!("FREQ=DAILY;UNTIL={text}")).last_day(time, zone);
        assert_eq!(last.unwrap().to_string(), expected, "{text} {time:?}");
    }
    assert_eq!(rule("FREQ=DAILY").last_day(None, &paris), None);
}

#[test]
fn a_rule_is_written_as_it_was_meant() {
    for (text, expected) in [
        ("freq=weekly;interval=1;byday=mo,th", "FREQ=WEEKLY;BYDAY=MO,TH"),
        (
            "BYSETPOS=-1;WKST=SU;BYDAY=+1TU,-1FR;FREQ=YEARLY;BYMONTH=1,12;INTERVAL=2;COUNT=3",
            "FREQ=YEARLY;INTERVAL=2;COUNT=3;BYMONTH=1,12;BYDAY=1TU,-1FR;BYSETPOS=-1;WKST=SU",
        ),
    ] {
        assert_eq!(rule(text).to_string(), expected);
        assert_eq!(parse(&rule(text).to_string()).unwrap(), rule(text));
    }
}

/// The file of `tests/recurrence.py`; `.ci/run outside` makes it.
#[test]
fn thousands_of_rules_give_the_days_of_another_program() {
    let Ok(path) = std::env::var("PARVIS_RECURRENCES") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    let mut wrong = Vec::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [start, last, text, expected] = parts.as_slice() else { panic!("{line}") };
        let rule = rule(text);
        let end = [rule.last_day(None, &TimeZone::UTC), last.parse().ok()];
        let end = end.into_iter().flatten().min();
        let days = rule.days(start.parse().unwrap(), end).take(60);
        let days: Vec<String> = days.map(|it| it.to_string()).collect();
        if days.join(" ") != *expected {
            wrong.push(format!("{start} {text}: {} for {expected}", days.join(" ")));
        }
    }
    assert!(text.lines().count() >= 2_000, "too few rules to tell");
    assert_eq!(wrong, Vec::<String>::new());
}
