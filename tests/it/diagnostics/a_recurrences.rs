//! A12: rules of recurrence.

use super::{check, event};

#[test]
fn a12_unknown_frequency() {
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=YEARY\n"),
        r#"
error[bad-recurrence]: `YEARY` is not a frequency
 --> communities/rte/events/e.md:4:13
  |
4 | recurrence: FREQ=YEARY
  |             ^^^^^^^^^^
  |
  = help: did you mean `FREQ=YEARLY`?
"#,
    );
}

#[test]
fn a12_count_and_until() {
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=WEEKLY;COUNT=3;UNTIL=20261231\n"),
        r#"
error[bad-recurrence]: `COUNT` and `UNTIL` cannot stand together
 --> communities/rte/events/e.md:4:25
  |
4 | recurrence: FREQ=WEEKLY;COUNT=3;UNTIL=20261231
  |                         ^^^^^^^
  |
  = help: keep one of the two
"#,
    );
}

#[test]
fn a12_interval_of_zero() {
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=WEEKLY;INTERVAL=0\n"),
        r#"
error[bad-recurrence]: `INTERVAL` must be a number from 1 to 1000, found `0`
 --> communities/rte/events/e.md:4:25
  |
4 | recurrence: FREQ=WEEKLY;INTERVAL=0
  |                         ^^^^^^^^^^
  |
  = help: write for example `INTERVAL=2`
"#,
    );
}

#[test]
fn a12_too_frequent() {
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=SECONDLY\n"),
        r#"
error[bad-recurrence]: an event cannot repeat `SECONDLY`
 --> communities/rte/events/e.md:4:13
  |
4 | recurrence: FREQ=SECONDLY
  |             ^^^^^^^^^^^^^
  |
  = help: the most frequent is `FREQ=DAILY`
"#,
    );
}

#[test]
fn a12_other_nonsense() {
    check(
        &event("start: 2026-12-08\nrecurrence: every month\n"),
        r#"
error[bad-recurrence]: `every month` is not a recurrence rule
 --> communities/rte/events/e.md:4:13
  |
4 | recurrence: every month
  |             ^^^^^^^^^^^
  |
  = help: write a rule such as `FREQ=MONTHLY;BYDAY=1TU`, on each first Tuesday
"#,
    );
    check(
        &event("start: 2026-12-08\nrecurrence: RRULE:FREQ=DAILY\n"),
        r#"
error[bad-recurrence]: the rule begins with `RRULE:`
 --> communities/rte/events/e.md:4:13
  |
4 | recurrence: RRULE:FREQ=DAILY
  |             ^^^^^^^^^^^^^^^^
  |
  = help: write `FREQ=DAILY`
"#,
    );
    check(
        &event(
            "start: 2026-12-08\nrecurrence: FREQ=MONTHLY;BYDAY=1TUE;COUNT=9999;UNTILL=2026\n",
        ),
        r#"
error[bad-recurrence]: `1TUE` is not a weekday
 --> communities/rte/events/e.md:4:26
  |
4 | recurrence: FREQ=MONTHLY;BYDAY=1TUE;COUNT=9999;UNTILL=2026
  |                          ^^^^^^^^^^
  |
  = help: weekdays are MO, TU, WE, TH, FR, SA, SU; `1TU` is the first Tuesday, `-1FR` the last Friday

error[bad-recurrence]: `COUNT` must be a number from 1 to 500, found `9999`
 --> communities/rte/events/e.md:4:37
  |
4 | recurrence: FREQ=MONTHLY;BYDAY=1TUE;COUNT=9999;UNTILL=2026
  |                                     ^^^^^^^^^^
  |
  = help: write for example `COUNT=2`

error[bad-recurrence]: a rule has no `UNTILL`
 --> communities/rte/events/e.md:4:48
  |
4 | recurrence: FREQ=MONTHLY;BYDAY=1TUE;COUNT=9999;UNTILL=2026
  |                                                ^^^^^^^^^^^
  |
  = help: did you mean `UNTIL`?
"#,
    );
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=MONTHLY;UNTIL=2026-12-31\n"),
        r#"
error[bad-recurrence]: `UNTIL` must be a day, found `2026-12-31`
 --> communities/rte/events/e.md:4:26
  |
4 | recurrence: FREQ=MONTHLY;UNTIL=2026-12-31
  |                          ^^^^^^^^^^^^^^^^
  |
  = help: write `UNTIL=20261231`, without hyphens
"#,
    );
    check(
        &event(
            "start: 2026-12-08\nrecurrence: FREQ=WEEKLY;BYDAY=1TU;BYSETPOS=1;BYMONTHDAY=3\n",
        ),
        r#"
error[bad-recurrence]: a number before a weekday needs `FREQ=MONTHLY` or `FREQ=YEARLY`
 --> communities/rte/events/e.md:4:25
  |
4 | recurrence: FREQ=WEEKLY;BYDAY=1TU;BYSETPOS=1;BYMONTHDAY=3
  |                         ^^^^^^^^^
  |
  = help: write the weekday alone, such as `BYDAY=TU`

error[bad-recurrence]: `BYMONTHDAY` cannot stand with `FREQ=WEEKLY`
 --> communities/rte/events/e.md:4:46
  |
4 | recurrence: FREQ=WEEKLY;BYDAY=1TU;BYSETPOS=1;BYMONTHDAY=3
  |                                              ^^^^^^^^^^^^
  |
  = help: write `BYDAY`, or `FREQ=MONTHLY`
"#,
    );
}

#[test]
fn a12_a_rule_without_days() {
    check(
        &event("start: 2026-12-08\nrecurrence: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n"),
        r#"
error[empty-recurrence]: the rule gives no day
 --> communities/rte/events/e.md:4:13
  |
4 | recurrence: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ none from 2026-12-08 to 2100
  |
  = help: remove a part of the rule, or mend `start`, `UNTIL` or a number
"#,
    );
}

#[test]
fn a12_a_start_that_is_no_day_of_the_rule() {
    check(
        &event("start: 2026-12-02T14:30\nrecurrence: FREQ=MONTHLY;BYDAY=1TU\n"),
        r#"
warning[start-off-recurrence]: `2026-12-02`, a Wednesday, is not a day of the rule
 --> communities/rte/events/e.md:3:8
  |
3 | start: 2026-12-02T14:30
  |        ^^^^^^^^^^^^^^^^ the event does not take place on this day
  |
 ::: communities/rte/events/e.md:4:13
  |
4 | recurrence: FREQ=MONTHLY;BYDAY=1TU
  |             ---------------------- the rule
  |
  = help: write `start: 2027-01-05T14:30`, a Tuesday; then comes `2027-02-02`, a Tuesday
"#,
    );
}

#[test]
fn a12_an_exception_on_another_day() {
    check(
        &event(
            "start: 2026-12-08\nrecurrence: FREQ=WEEKLY;COUNT=3\nexceptions:\n- date: 2026-12-16\n  cancelled: true\n- date: 2026-12-15\noccurrences:\n- date: 2026-12-30\n  notes: Rien.\n",
        ),
        r#"
error[no-such-occurrence]: there is no occurrence on `2026-12-16`, a Wednesday
 --> communities/rte/events/e.md:6:9
  |
6 | - date: 2026-12-16
  |         ^^^^^^^^^^
  |
  = help: the nearest are `2026-12-15`, a Tuesday and `2026-12-22`, a Tuesday

error[empty-exception]: this exception changes nothing
 --> communities/rte/events/e.md:8:9
  |
8 | - date: 2026-12-15
  |         ^^^^^^^^^^
  |
  = help: add `cancelled: true`, or `moved_to: 2026-12-16`

error[no-such-occurrence]: there is no occurrence on `2026-12-30`, a Wednesday
  --> communities/rte/events/e.md:10:9
   |
10 | - date: 2026-12-30
   |         ^^^^^^^^^^
   |
   = help: the nearest is `2026-12-22`, a Tuesday
"#,
    );
}

#[test]
fn a12_exceptions_that_contradict_each_other() {
    check(
        &event(
            "start: 2026-12-07T10:00\nrecurrence: FREQ=WEEKLY\nexceptions:\n- {date: 2026-12-07, cancelled: true, moved_to: 2026-12-08}\n- {date: 2026-12-14, moved_to: 2026-12-21}\n- {date: 2026-12-14, cancelled: true}\n- {date: 2026-12-28, moved_to: 2026-12-30}\n- {date: 2027-01-04, moved_to: 2026-12-30T10:00}\n- {date: 2027-01-11, moved_to: 2027-01-18T11:00}\n",
        ),
        r#"
error[conflicting-exceptions]: an occurrence cannot be both cancelled and moved
 --> communities/rte/events/e.md:6:49
  |
6 | - {date: 2026-12-07, cancelled: true, moved_to: 2026-12-08}
  |                                                 ^^^^^^^^^^
  |
 ::: communities/rte/events/e.md:6:33
  |
6 | - {date: 2026-12-07, cancelled: true, moved_to: 2026-12-08}
  |                                 ---- cancelled here
  |
  = help: keep one of the two

warning[occurrences-at-once]: another occurrence takes place at this time
 --> communities/rte/events/e.md:7:32
  |
7 | - {date: 2026-12-14, moved_to: 2026-12-21}
  |                                ^^^^^^^^^^
  |
  = help: move it elsewhere, write `cancelled: true`, or add an exception for `2026-12-21`

error[conflicting-exceptions]: this day has two exceptions
 --> communities/rte/events/e.md:8:10
  |
8 | - {date: 2026-12-14, cancelled: true}
  |          ^^^^^^^^^^
  |
 ::: communities/rte/events/e.md:7:10
  |
7 | - {date: 2026-12-14, moved_to: 2026-12-21}
  |          ---------- the first is here
  |
  = help: keep the one that holds

warning[occurrences-at-once]: two occurrences are moved to one time
  --> communities/rte/events/e.md:10:32
   |
10 | - {date: 2027-01-04, moved_to: 2026-12-30T10:00}
   |                                ^^^^^^^^^^^^^^^^
   |
  ::: communities/rte/events/e.md:9:32
   |
 9 | - {date: 2026-12-28, moved_to: 2026-12-30}
   |                                ---------- the first is here
   |
   = help: move one of them elsewhere, or write `cancelled: true`
"#,
    );
}

/// An exception that changes what is moved onto another day, whose own occurrence is moved away.
#[test]
fn a12_occurrences_may_change_places() {
    check(
        &event(
            "start: 2026-12-07T10:00\nrecurrence: FREQ=WEEKLY\nexceptions:\n- {date: 2026-12-07, moved_to: 2026-12-14}\n- {date: 2026-12-14, moved_to: 2026-12-07}\n",
        ),
        "",
    );
}

#[test]
fn a12_an_exception_of_what_takes_place_once() {
    check(
        &event(
            "start: 2026-12-07T10:00\nexceptions:\n- {date: 2026-12-07, moved_to: 2026-12-08}\n",
        ),
        r#"
error[lone-exception]: an event that takes place once has no exceptions
 --> communities/rte/events/e.md:5:3
  |
5 | - {date: 2026-12-07, moved_to: 2026-12-08}
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write the new day as `start`, or `status: cancelled`; or say how it repeats: `recurrence: FREQ=MONTHLY`
"#,
    );
}
