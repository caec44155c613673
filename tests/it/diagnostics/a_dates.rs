//! A7–A11, A36: days, times, time zones, publication.

use super::{check, event, retex};

#[test]
fn a07_impossible_dates() {
    check(
        &retex("updated: 2025-02-30\n", "t"),
        r#"
error[bad-date]: `updated`: there is no day 2025-02-30
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 2025-02-30
  |          ^^^^^^^^^^
  |
  = help: 2025-02 has 28 days
"#,
    );
    check(
        &retex("updated: 2026-13-01\n", "t"),
        r#"
error[bad-date]: `updated`: there is no day 2026-13-01
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 2026-13-01
  |          ^^^^^^^^^^
  |
  = help: months go from 01 to 12
"#,
    );
    check(
        &event("start: 2026-12-01T24:61\n"),
        r#"
error[bad-date]: `start`: there is no time `24:61`
 --> communities/rte/events/e.md:3:8
  |
3 | start: 2026-12-01T24:61
  |        ^^^^^^^^^^^^^^^^
  |
  = help: hours go from 00 to 23, minutes from 00 to 59
"#,
    );
    check(
        &event("start: 2026-12-01T18:30Z\n"),
        r#"
error[bad-date]: `start`: there is no time `18:30Z`
 --> communities/rte/events/e.md:3:8
  |
3 | start: 2026-12-01T18:30Z
  |        ^^^^^^^^^^^^^^^^^
  |
  = help: write `2026-12-01T18:30`, and the zone in `timezone:`
"#,
    );
}

#[test]
fn a07_dates_as_people_write_them() {
    check(
        &retex("updated: 14/03/2026\n", "t"),
        r#"
error[wrong-type]: `updated` must be a day such as `2026-03-14`, found the text `14/03/2026`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 14/03/2026
  |          ^^^^^^^^^^
  |
  = help: write `updated: 2026-03-14`
"#,
    );
    check(
        &retex("updated: 14 mars 2026\n", "t"),
        r#"
error[wrong-type]: `updated` must be a day such as `2026-03-14`, found the text `14 mars 2026`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 14 mars 2026
  |          ^^^^^^^^^^^^
  |
  = help: write `updated: 2026-03-14`
"#,
    );
    check(
        &retex("updated: 2026-3-4\n", "t"),
        r#"
error[wrong-type]: `updated` must be a day such as `2026-03-14`, found the text `2026-3-4`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 2026-3-4
  |          ^^^^^^^^
  |
  = help: write `updated: 2026-03-04`
"#,
    );
}

#[test]
fn a08_years_out_of_range() {
    check(
        &retex("updated: 0000-01-01\n", "t"),
        r#"
error[bad-date]: `updated`: the year 0 is not between 1970 and 2100
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 0000-01-01
  |          ^^^^^^^^^^
  |
  = help: write year, month and day, such as `2026-03-14`
"#,
    );
    check(
        &retex("updated: 9999-01-01\n", "t"),
        r#"
error[bad-date]: `updated`: the year 9999 is not between 1970 and 2100
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 9999-01-01
  |          ^^^^^^^^^^
  |
  = help: write year, month and day, such as `2026-03-14`
"#,
    );
    check(
        &retex("updated: -001-01-01\n", "t"),
        r#"
error[wrong-type]: `updated` must be a day such as `2026-03-14`, found the text `-001-01-01`
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: -001-01-01
  |          ^^^^^^^^^^
  |
  = help: write a value such as `updated: 2026-03-14`
"#,
    );
    check(
        &retex("updated: 10000-01-01\n", "t"),
        r#"
error[bad-date]: `updated`: the year 10000 is not between 1970 and 2100
 --> communities/rte/retex/2026-01-02-x.md:4:10
  |
4 | updated: 10000-01-01
  |          ^^^^^^^^^^^
  |
  = help: write year, month and day, such as `2026-03-14`
"#,
    );
}

#[test]
fn a09_end_before_start() {
    check(
        &event("start: 2026-12-08T14:00\nend: 2026-12-08T12:00\n"),
        r#"
error[end-before-start]: the event ends before it starts
 --> communities/rte/events/e.md:4:6
  |
4 | end: 2026-12-08T12:00
  |      ^^^^^^^^^^^^^^^^ it ends here
  |
 ::: communities/rte/events/e.md:3:8
  |
3 | start: 2026-12-08T14:00
  |        ---------------- it starts here
  |
  = help: exchange `start` and `end`, or mend the day
"#,
    );
}

#[test]
fn a09_end_is_start() {
    check(
        &event("start: 2026-12-08T14:00\nend: 2026-12-08T14:00\n"),
        r#"
warning[end-is-start]: the event ends when it starts
 --> communities/rte/events/e.md:4:6
  |
4 | end: 2026-12-08T14:00
  |      ^^^^^^^^^^^^^^^^ it ends here
  |
 ::: communities/rte/events/e.md:3:8
  |
3 | start: 2026-12-08T14:00
  |        ---------------- it starts here
  |
  = help: remove `end`, or give the true one
"#,
    );
}

#[test]
fn a10_unknown_time_zone() {
    check(
        &event("start: 2026-12-08\ntimezone: Europe/Pari\n"),
        r#"
error[unknown-time-zone]: `timezone`: there is no time zone `Europe/Pari`
 --> communities/rte/events/e.md:4:11
  |
4 | timezone: Europe/Pari
  |           ^^^^^^^^^^^
  |
  = help: did you mean `Europe/Paris`?
"#,
    );
    check(
        &event("start: 2026-12-08\ntimezone: CEST\n"),
        r#"
error[unknown-time-zone]: `timezone`: there is no time zone `CEST`
 --> communities/rte/events/e.md:4:11
  |
4 | timezone: CEST
  |           ^^^^
  |
  = help: did you mean `CET`?
"#,
    );
}

#[test]
fn a11_time_that_is_skipped() {
    check(
        &event("start: 2026-03-29T02:30\n"),
        r#"
error[time-skipped]: `02:30` does not exist in Europe/Paris
 --> communities/rte/events/e.md:3:8
  |
3 | start: 2026-03-29T02:30
  |        ^^^^^^^^^^^^^^^^ the clocks go forward over it
  |
  = help: write `2026-03-29T01:30` or `2026-03-29T03:30`
"#,
    );
}

#[test]
fn a11_time_that_comes_twice() {
    check(
        &event("start: 2026-10-25T02:30\n"),
        r#"
warning[time-twice]: `02:30` comes twice in Europe/Paris
 --> communities/rte/events/e.md:3:8
  |
3 | start: 2026-10-25T02:30
  |        ^^^^^^^^^^^^^^^^ the clocks go back over it; the first is taken
  |
  = help: choose a time outside that hour, if the other one is meant
"#,
    );
}

#[test]
fn a11_the_zone_of_the_event_counts() {
    check(
        &event("start: 2026-03-29T02:30\ntimezone: UTC\n"),
        r#"
"#,
    );
}

#[test]
fn a36_what_leads_to_an_unpublished_entry() {
    check(
        &format!(
            "{}=== communities/rte/retex/d.md\n---\ntitle: D\nauthors: [ana]\ndate: 2026-01-01\ndraft: true\n---\n\nt\n",
            retex("related: [d, rte/d]\n", "[a](d.md)")
        ),
        r#"
warning[unpublished-reference]: the entry `d` is not published: it is a draft
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | related: [d, rte/d]
  |           ^
  |
  = help: the reference comes when `draft: true` is removed; until then it is left out

warning[unpublished-reference]: the entry `rte/d` is not published: it is a draft
 --> communities/rte/retex/2026-01-02-x.md:4:14
  |
4 | related: [d, rte/d]
  |              ^^^^^
  |
  = help: the reference comes when `draft: true` is removed; until then it is left out

warning[unpublished-link]: `d.md` is not published: it is a draft
 --> communities/rte/retex/2026-01-02-x.md:7:5
  |
7 | [a](d.md)
  |     ^^^^
  |
  = help: the link comes when `draft: true` is removed; until then only its text is shown
"#,
    );
    check(
        &format!(
            "{}=== communities/rte/retex/d.md\n---\ntitle: D\nauthors: [ana]\ndate: 2026-11-01\n---\n\nt\n",
            retex("related: [d]\n", "t")
        ),
        r#"
warning[unpublished-reference]: the entry `d` is not published: it is for 2026-11-01
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | related: [d]
  |           ^
  |
  = help: the reference comes by itself on 2026-11-01; until then it is left out
"#,
    );
    check(
        &format!(
            "{}=== communities/rte/retex/d.md\n---\ntitle: D\nauthors: [ana]\ndate: 2026-01-01\nexpires: 2026-02-01\n---\n\nt\n",
            retex("related: [d]\n", "t")
        ),
        r#"
warning[unpublished-reference]: the entry `d` is not published: it expired on 2026-02-01
 --> communities/rte/retex/2026-01-02-x.md:4:11
  |
4 | related: [d]
  |           ^
  |
  = help: remove the reference, or give what it names another `expires:`
"#,
    );
}
