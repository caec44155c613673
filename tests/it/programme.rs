//! Programmes of events: their days, their times, and what calendars tell of them.

use crate::{
    calendars::{at, event},
    diagnostics::{check, portal},
    works::between,
};

const TWO_DAYS: &str = "start: 2026-12-08T09:00\nend: 2026-12-09T17:00\n";

#[test]
fn a_programme_of_two_days_has_a_heading_for_each() {
    let front = format!(
        "{TWO_DAYS}programme:\n- {{day: 2026-12-08, time: 09:00, title: Accueil}}\n- {{time: 14:00–15:00, title: Ateliers}}\n- {{day: 2026-12-09, time: 09:00, title: Bilan, speakers: [ana]}}"
    );
    let snapshot = portal(&event("e", &front));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let page = at(&snapshot, "/communautes/rte/evenements/e/");
    let part = between(&page, "<h2 id=\"page--programme\">", "</section>");
    let lists: Vec<&str> = part.split("<h3>").collect();
    assert_eq!(lists.len(), 3, "{part}");
    assert!(lists[1].starts_with("mardi 8 décembre 2026</h3>\n<ol"), "{part}");
    assert!(lists[1].contains("Accueil") && lists[1].contains("Ateliers"), "{part}");
    assert!(lists[2].starts_with("mercredi 9 décembre 2026</h3>"), "{part}");
    assert!(lists[2].contains("Bilan") && !lists[1].contains("Bilan"), "{part}");
    let ics = at(&snapshot, "/communautes/rte/evenements/e/event.ics").replace("\r\n ", "");
    let told = "mardi 8 décembre 2026\\n09:00 Accueil\\n14:00–15:00 Ateliers\\n\\nmercredi 9 décembre 2026\\n09:00 Bilan\\n";
    assert!(ics.contains(told), "{ics}");
}

#[test]
fn a_programme_without_days_is_one_list() {
    let front = "start: 2026-12-08\nprogramme: [{time: 9:00, title: A}, {title: B}]";
    let snapshot = portal(&event("e", front));
    let page = at(&snapshot, "/communautes/rte/evenements/e/");
    let part = between(&page, "<h2 id=\"page--programme\">", "</section>");
    assert!(!part.contains("<h3"), "{part}");
    assert_eq!(part.matches("<ol").count(), 1);
}

#[test]
fn a_day_that_is_none_of_the_events_is_said() {
    check(
        &event(
            "e",
            &format!(
                "{TWO_DAYS}programme:\n- {{day: 2026-12-09, title: A}}\n- {{day: 2026-12-08, title: B}}\n- {{day: 2026-12-10, title: C}}"
            ),
        ),
        r"
warning[programme-day]: `2026-12-08` comes after a later day
 --> communities/rte/events/e.md:7:9
  |
7 | - {day: 2026-12-08, title: B}
  |         ^^^^^^^^^^
  |
  = help: put the lines of a day together, in the order of the days

warning[programme-day]: `2026-12-10` is not a day of the event
 --> communities/rte/events/e.md:8:9
  |
8 | - {day: 2026-12-10, title: C}
  |         ^^^^^^^^^^
  |
  = help: write a day from `2026-12-08` to `2026-12-09`, or mend the event’s days
",
    );
    check(
        &event("e", "start: 2026-12-08\nprogramme: [{day: 2026-12-09, title: A}]"),
        r"
warning[programme-day]: `2026-12-09` is not a day of the event
 --> communities/rte/events/e.md:4:19
  |
4 | programme: [{day: 2026-12-09, title: A}]
  |                   ^^^^^^^^^^
  |
  = help: the event has one day, `2026-12-08`: leave `day` out, or add its `end`
",
    );
    check(
        &event(
            "e",
            "start: 2026-12-08\nrecurrence: FREQ=WEEKLY\nprogramme: [{day: 2026-12-08, title: A}]",
        ),
        r"
warning[programme-day]: an event that comes again has its programme on other days, too
 --> communities/rte/events/e.md:5:19
  |
5 | programme: [{day: 2026-12-08, title: A}]
  |                   ^^^^^^^^^^
  |
  = help: leave `day` out
",
    );
}

#[test]
fn time_runs_forward_within_a_day() {
    let lines = "programme:\n- {time: 09:00, title: A}\n- {time: 14:00, title: B}\n- {time: 09:00, title: C}";
    check(
        &event("e", &format!("{TWO_DAYS}{lines}")),
        r"
warning[programme-time]: `09:00` comes after a later time
 --> communities/rte/events/e.md:8:10
  |
8 | - {time: 09:00, title: C}
  |          ^^^^^
  |
  = help: where another day begins, add it, such as `day: 2026-12-09`; else put the line where its time is
",
    );
    check(
        &event("e", &format!("start: 2026-12-08\n{lines}")),
        r"
warning[programme-time]: `09:00` comes after a later time
 --> communities/rte/events/e.md:7:10
  |
7 | - {time: 09:00, title: C}
  |          ^^^^^
  |
  = help: put the line where its time is, or mend the time
",
    );
}

#[test]
fn a_time_in_words_is_told_as_it_is_written() {
    let times = ["Mercredi 9 h", "14h30", "2 pm", "matin", "mardi", "25:00", "Salle 12"];
    let lines: Vec<String> =
        times.iter().map(|it| format!("- {{time: {it}, title: A}}\n")).collect();
    let text = event("e", &format!("{TWO_DAYS}programme:\n{}", lines.concat()));
    let snapshot = portal(&text);
    let helps: Vec<&str> =
        snapshot.diagnostics.iter().filter_map(|it| it.help.as_deref()).collect();
    assert_eq!(
        helps,
        [
            "write `day: 2026-12-09` and `time: 09:00`",
            "write `time: 14:30`; words stand in `title`",
            "write `time: 14:00`; words stand in `title`",
            "write an hour, such as `time: 14:30`; words stand in `title`",
            "write `day: 2026-12-08`; words stand in `title`",
            "write an hour, such as `time: 14:30`; words stand in `title`",
            "write an hour, such as `time: 14:30`; words stand in `title`",
        ]
    );
    assert!(snapshot.diagnostics.iter().all(|it| it.code == "programme-time"));
}
