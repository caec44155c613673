//! Occurrences of events in pages and lists: their addresses, their words, their times.

use crate::{
    calendars::{WEEKLY, at, event},
    diagnostics::portal,
};

#[test]
fn every_occurrence_has_its_address_its_state_and_its_notes() {
    let snapshot = portal(&event("a", WEEKLY));
    let own = at(&snapshot, "/communautes/rte/evenements/a/");
    for part in [
        "<li id=\"o-2026-10-20\" class=\"is-cancelled\"><a class=\"own\" href=\"#o-2026-10-20\"><s>mardi 20 octobre 2026</s></a> <strong class=\"state\">Annulé</strong>",
        "<li id=\"o-2026-11-03\" class=\"is-moved\"><a class=\"own\" href=\"#o-2026-11-03\"><time datetime=\"2026-11-04T09:00\">mercredi 4 novembre 2026, de 9\u{a0}h à 10\u{a0}h\u{a0}30</time></a>",
        "<s>au lieu du mardi 3 novembre 2026</s>",
        "<li id=\"o-2026-10-06\"><a class=\"own\" href=\"#o-2026-10-06\"><time datetime=\"2026-10-06T14:30\">mardi 6 octobre 2026</time></a></li>",
        "<p>Nous avons décidé d’attendre.</p>",
        "href=\"https://p.example/s\"",
        "tous les deux mardis à 14\u{a0}h\u{a0}30, en septembre, octobre, novembre et décembre, jusqu’au 31 décembre 2026",
    ] {
        assert!(own.contains(part), "{part} not in {own}");
    }
    // Where each of them is listed: not the past one, and the moved one on its new day.
    let next = at(&snapshot, "/communautes/rte/");
    for day in ["2026-10-06", "2026-10-20", "2026-11-03"] {
        let url = format!("href=\"/communautes/rte/evenements/a/#o-{day}\"");
        assert!(next.contains(&url), "{day} not in {next}");
    }
    assert!(next.contains("Déplacé") && next.contains("datetime=\"2026-11-04\""), "{next}");
    let past = at(&snapshot, "/evenements/passes/");
    assert!(past.contains("#o-2026-09-22\"") && !past.contains("#o-2026-10"), "{past}");
    for (month, days) in [("10", &["06", "20"][..]), ("12", &["01", "15", "29"])] {
        let page = at(&snapshot, &format!("/evenements/2026/{month}/"));
        for day in days {
            let url = format!("#o-2026-{month}-{day}\"");
            // In the table and in the list.
            assert_eq!(page.matches(&url).count(), 2, "{url} in {page}");
        }
    }
    let routes = &snapshot.site.as_ref().unwrap().routes;
    assert!(routes.find("/evenements/2027/01/").is_none());
}

#[test]
fn lists_leave_room_for_others_than_what_comes_every_day() {
    let text = event("daily", "start: 2026-10-01\nrecurrence: FREQ=DAILY")
        + &event("once", "start: 2027-03-01");
    let snapshot = portal(&text);
    let home = at(&snapshot, "/");
    assert_eq!(home.matches("T-daily</a>").count(), 1, "{home}");
    assert!(home.contains("T-once</a>"));
    let own = at(&snapshot, "/communautes/rte/");
    assert_eq!(own.matches("T-daily</a>").count(), 3, "{own}");
    assert!(own.contains("T-once</a>"));
    let next = at(&snapshot, "/evenements/");
    assert_eq!(next.matches("T-daily</a>").count(), 6, "{next}");
    let month = at(&snapshot, "/evenements/2027/02/");
    assert_eq!(month.matches("#o-2027-02-").count(), 2 * 28, "{month}");
}

/// Rules in French and in English, of what begins on 1 December 2026 at 14:30.
const WORDS: &[(&str, &str, &str)] = &[
    ("FREQ=DAILY", "tous les jours à 14\u{a0}h\u{a0}30", "every day at 14:30"),
    (
        "FREQ=DAILY;INTERVAL=3;COUNT=5",
        "tous les trois jours à 14\u{a0}h\u{a0}30, 5 fois",
        "every three days at 14:30, 5 times",
    ),
    ("FREQ=WEEKLY", "tous les mardis à 14\u{a0}h\u{a0}30", "every Tuesday at 14:30"),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "tous les deux mardis à 14\u{a0}h\u{a0}30",
        "every two weeks on Tuesday at 14:30",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU",
        "toutes les deux semaines, les mardis et jeudis à 14\u{a0}h\u{a0}30",
        "every two weeks on Tuesday and Thursday at 14:30",
    ),
    (
        "FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
        "tous les mardis à 14\u{a0}h\u{a0}30, sauf en août",
        "every Tuesday at 14:30, except in August",
    ),
    (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "du lundi au vendredi à 14\u{a0}h\u{a0}30",
        "from Monday to Friday at 14:30",
    ),
    (
        "FREQ=MONTHLY",
        "le 1er de chaque mois à 14\u{a0}h\u{a0}30",
        "the 1st of each month at 14:30",
    ),
    (
        "FREQ=MONTHLY;BYDAY=1TU,3TU",
        "le premier mardi et le troisième mardi de chaque mois à 14\u{a0}h\u{a0}30",
        "the first Tuesday and the third Tuesday of each month at 14:30",
    ),
    (
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU",
        "tous les trois mois, le premier mardi à 14\u{a0}h\u{a0}30",
        "every three months, the first Tuesday at 14:30",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "le dernier jour de chaque mois à 14\u{a0}h\u{a0}30",
        "the last day of each month at 14:30",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "le dernier jour ouvré de chaque mois à 14\u{a0}h\u{a0}30",
        "the last working day of each month at 14:30",
    ),
    (
        "FREQ=YEARLY",
        "chaque année, le 1er décembre à 14\u{a0}h\u{a0}30",
        "every year, the 1st of December at 14:30",
    ),
    (
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=10;BYDAY=-1FR",
        "tous les deux ans, le dernier vendredi d’octobre à 14\u{a0}h\u{a0}30",
        "every two years, the last Friday of October at 14:30",
    ),
    (
        "FREQ=YEARLY;BYWEEKNO=20",
        "à un rythme particulier\u{a0}: voir les dates",
        "at a rhythm of its own: see the dates",
    ),
];

#[test]
fn rules_have_words_in_both_languages() {
    let english =
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n";
    for (rule, fr, en) in WORDS {
        let text = event("a", &format!("start: 2026-12-01T14:30\nrecurrence: {rule}"))
            + english
            + "=== communities/rte/events/a.en.md\n---\ntitle: A\n---\n";
        let snapshot = portal(&text);
        for (address, words) in
            [("/communautes/rte/evenements/a/", fr), ("/en/communities/rte/events/a/", en)]
        {
            let page = at(&snapshot, address);
            let words = format!("<span class=\"rhythm\">{words}</span>");
            assert!(page.contains(&words), "{rule}: {words} not in {page}");
        }
    }
}

#[test]
fn times_of_another_zone_are_shown_and_sorted_by_the_portals_clock() {
    let zone = "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntimezone: America/Los_Angeles\n";
    let text = event("pacific", "start: 2027-01-12T08:00")
        + &event(
            "berlin",
            "start: 2027-01-12T09:00\nend: 2027-01-12T10:00\ntimezone: Europe/Berlin",
        )
        + &event(
            "early",
            "start: 2027-02-01T03:00\ntimezone: Europe/Berlin\nrecurrence: FREQ=WEEKLY;COUNT=2",
        )
        + zone;
    let snapshot = portal(&text);
    for address in ["/evenements/", "/evenements/2027/01/", "/communautes/rte/"] {
        let html = at(&snapshot, address);
        let (berlin, pacific) = (html.find("T-berlin"), html.find("T-pacific"));
        assert!(berlin.is_some() && berlin < pacific, "{address}: {html}");
        let hours = "0\u{a0}h – 1\u{a0}h (9\u{a0}h – 10\u{a0}h, heure de Europe/Berlin)";
        assert!(html.contains(hours), "{address}: {html}");
    }
    let month = at(&snapshot, "/evenements/2027/01/");
    assert!(month.contains("<b>0\u{a0}h</b> <span>T-berlin"), "{month}");
    // The evening before, in another month.
    assert!(month.contains("datetime=\"2027-01-31\""), "{month}");
    let page = at(&snapshot, "/communautes/rte/evenements/berlin/");
    assert!(page.contains("mardi 12 janvier 2027, de 0\u{a0}h à 1\u{a0}h</time> (mardi 12 janvier 2027, de 9\u{a0}h à 10\u{a0}h, heure de Europe/Berlin)"), "{page}");
    let page = at(&snapshot, "/communautes/rte/evenements/early/");
    assert!(page.contains("lundis à 3\u{a0}h"), "{page}");
    assert!(page.contains("dimanche 31 janvier 2027"), "{page}");
    // Where all clocks are the same, nothing is said of them.
    let text = event("a", "start: 2027-01-12T09:00\ntimezone: Europe/Paris");
    assert!(!at(&portal(&text), "/evenements/").contains("heure de"));
}

#[test]
fn many_events_that_recur_are_listed_with_fewer_dates_each() {
    let daily = |count: usize| -> String {
        let one =
            |it| event(&format!("e{it}"), "start: 2020-01-01\nrecurrence: FREQ=DAILY");
        (0..count).map(one).collect()
    };
    let snapshot = portal(&daily(120));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let own = at(&snapshot, "/communautes/rte/evenements/e0/");
    assert_eq!(own.matches("<li id=\"o-").count(), 500);
    let snapshot = portal(&daily(240));
    let found: Vec<_> = snapshot.diagnostics.iter().map(|it| &*it.message).collect();
    assert_eq!(
        found,
        ["so many events of the portal recur that only 250 dates of each are listed"]
    );
    let own = at(&snapshot, "/communautes/rte/evenements/e0/");
    assert_eq!(own.matches("<li id=\"o-").count(), 250);
    assert!(own.contains("<li id=\"o-2026-10-01\""), "{own}");
    let ics = at(&snapshot, "/communautes/rte/evenements/e0/event.ics");
    assert!(ics.contains("RRULE:FREQ=DAILY\r\n"), "{ics}");
}
