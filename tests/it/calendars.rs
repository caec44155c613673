//! Calendars as RFC 5545 wants them, read with a strict reader. Other programs read them in `tests/calendars.py`.

use parvis::{
    render::{Output, render},
    snapshot::Snapshot,
};

use crate::diagnostics::portal;

pub(crate) fn at(snapshot: &Snapshot, address: &str) -> String {
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn event(name: &str, front: &str) -> String {
    format!("=== communities/rte/events/{name}.md\n---\ntitle: T-{name}\n{front}\n---\n")
}

/// What is wrong with the syntax of a calendar: lines, folds, characters, components.
pub(crate) fn faults(ics: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    if !ics.ends_with("\r\n") {
        found.push("no end of line at the end".to_owned());
    }
    for line in ics.split_terminator("\r\n") {
        if line.len() > 75 {
            found.push(format!("{} octets: {line}", line.len()));
        }
        if line.is_empty() || line.contains(|it: char| it.is_control() && it != '\t') {
            found.push(format!("{line:?}"));
        }
    }
    let whole = ics.replace("\r\n ", "");
    for line in whole.split_terminator("\r\n") {
        let Some((name, value)) = line.split_once([':', ';']) else {
            found.push(format!("no property: {line}"));
            continue;
        };
        let known = [
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "CALSCALE",
            "METHOD",
            "NAME",
            "X-WR-CALNAME",
            "X-WR-TIMEZONE",
            "REFRESH-INTERVAL",
            "X-PUBLISHED-TTL",
            "TZID",
            "DTSTART",
            "DTEND",
            "TZOFFSETFROM",
            "TZOFFSETTO",
            "TZNAME",
            "RRULE",
            "RDATE",
            "EXDATE",
            "RECURRENCE-ID",
            "UID",
            "DTSTAMP",
            "LAST-MODIFIED",
            "SEQUENCE",
            "STATUS",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "URL",
            "CATEGORIES",
            "TRANSP",
        ];
        if !known.contains(&name) {
            found.push(format!("unknown property: {line}"));
        }
        match name {
            "BEGIN" => open.push(value),
            "END" if open.pop() != Some(value) => found.push(format!("closes: {line}")),
            _ => {}
        }
    }
    if !open.is_empty() {
        found.push(format!("open at the end: {open:?}"));
    }
    found
}

/// The unfolded lines of a component that holds a line.
#[track_caller]
fn component(ics: &str, name: &str, line: &str) -> String {
    assert_eq!(faults(ics), [""; 0], "{ics}");
    let whole = ics.replace("\r\n ", "").replace("\r\n", "\n");
    let begin = format!("BEGIN:{name}\n");
    let mut all = whole.split(begin.as_str()).skip(1);
    let found = all.find(|it| it.lines().any(|it| it == line));
    let found = found.unwrap_or_else(|| panic!("no {line} in {whole}"));
    found.split(&format!("END:{name}")).next().unwrap().to_owned()
}

pub(crate) const WEEKLY: &str = "start: 2026-09-22T14:30\nupdated: 2026-09-01T10:30\nend: 2026-09-22T16:00\nrecurrence: FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231;BYMONTH=9,10,11,12\nexceptions:\n- {date: 2026-10-20, cancelled: true}\n- {date: 2026-11-03, moved_to: 2026-11-04T09:00}\noccurrences:\n- {date: 2026-09-22, notes: \"Nous avons décidé d'attendre.\", slides: https://p.example/s}\n";

#[test]
fn a_rule_its_exceptions_and_its_zone_are_in_the_calendar() {
    let snapshot = portal(&event("a", WEEKLY));
    let ics = at(&snapshot, "/communautes/rte/evenements/a/event.ics");
    let rule = "RRULE:FREQ=WEEKLY;INTERVAL=2;BYMONTH=9,10,11,12;UNTIL=20261231T133000Z";
    assert_eq!(
        component(&ics, "VEVENT", rule),
        "UID:communautes.rte.evenements.a@p.example\n\
         DTSTAMP:20260901T083000Z\n\
         LAST-MODIFIED:20260901T083000Z\n\
         SEQUENCE:29804190\n\
         DTSTART;TZID=Europe/Paris:20260922T143000\n\
         DTEND;TZID=Europe/Paris:20260922T160000\n\
         RRULE:FREQ=WEEKLY;INTERVAL=2;BYMONTH=9,10,11,12;UNTIL=20261231T133000Z\n\
         EXDATE;TZID=Europe/Paris:20261020T143000\n\
         STATUS:CONFIRMED\n\
         SUMMARY:T-a\n\
         DESCRIPTION:https://p.example/communautes/rte/evenements/a/\n\
         URL:https://p.example/communautes/rte/evenements/a/\n\
         TRANSP:OPAQUE\n"
    );
    let moved =
        component(&ics, "VEVENT", "RECURRENCE-ID;TZID=Europe/Paris:20261103T143000");
    assert!(moved.contains("\nDTSTART;TZID=Europe/Paris:20261104T090000\n"), "{moved}");
    assert!(moved.contains("\nDTEND;TZID=Europe/Paris:20261104T103000\n"), "{moved}");
    assert!(!moved.contains("RRULE"));
    assert_eq!(
        component(&ics, "DAYLIGHT", "TZOFFSETTO:+0200"),
        "DTSTART:20250330T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
    );
    // The same calendar for who subscribes to all, and in another order of things the same bytes.
    for address in ["/calendar.ics", "/communautes/rte/calendar.ics"] {
        let all = at(&snapshot, address);
        component(&all, "VEVENT", rule);
        assert!(all.contains("REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"), "{all}");
        assert!(all.contains("\r\nX-WR-CALNAME:"), "{all}");
    }
}

#[test]
fn a_calendar_has_whole_days_and_other_zones() {
    let text = event("days", "start: 2026-12-08\nend: 2026-12-09")
        + &event("day", "start: 2026-12-08T10:00\nall_day: true")
        + &event("far", "start: 2026-12-08T10:00\ntimezone: Pacific/Kiritimati")
        + &event(
            "asia",
            "start: 2026-12-08T10:00\ntimezone: Asia/Tokyo\nstatus: cancelled",
        )
        + &event("utc", "start: 2026-12-08T10:00\ntimezone: UTC\nstatus: postponed")
        + &event("off", "start: 2026-12-02\nrecurrence: FREQ=WEEKLY;BYDAY=TU");
    let ics = at(&portal(&text), "/calendar.ics");
    let days = component(&ics, "VEVENT", "SUMMARY:T-days");
    assert!(days.contains("DTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261210\n"));
    let day = component(&ics, "VEVENT", "SUMMARY:T-day");
    assert!(day.contains("DTSTART;VALUE=DATE:20261208\nDTEND;VALUE=DATE:20261209\n"));
    let far = component(&ics, "VEVENT", "SUMMARY:T-far");
    assert!(far.contains("DTSTART;TZID=Pacific/Kiritimati:20261208T100000\n"), "{far}");
    assert!(!far.contains("DTEND"), "{far}");
    component(&ics, "VTIMEZONE", "TZID:Pacific/Kiritimati");
    let asia = component(&ics, "VEVENT", "SUMMARY:Annulé : T-asia");
    assert!(asia.contains("STATUS:CANCELLED\n") && !asia.contains("SEQUENCE"), "{asia}");
    assert!(asia.contains("\nDTSTAMP:19700101T000000Z\n"), "{asia}");
    assert!(asia.contains("SUMMARY:Annulé : T-asia\n"), "{asia}");
    assert!(asia.contains("TRANSP:TRANSPARENT\n"), "{asia}");
    let utc = component(&ics, "VEVENT", "SUMMARY:Reporté : T-utc");
    assert!(utc.contains("DTSTART:20261208T100000Z\n"), "{utc}");
    assert!(utc.contains("STATUS:TENTATIVE\n"), "{utc}");
    // Readers take the first day for one of the rule's: so it is.
    let off = component(&ics, "VEVENT", "SUMMARY:T-off");
    assert!(off.contains("DTSTART;VALUE=DATE:20261208\n"), "{off}");
}

#[test]
fn a_zone_that_no_longer_changes_its_clocks_has_no_rule_for_it() {
    let text = event(
        "a",
        "start: 2019-12-08T10:00\ntimezone: America/Mexico_City\nrecurrence: FREQ=WEEKLY",
    );
    let ics = at(&portal(&text), "/calendar.ics");
    let zone = component(&ics, "VTIMEZONE", "TZID:America/Mexico_City");
    assert!(zone.contains("RDATE:20221030T020000\n"), "{zone}");
    assert!(!zone.contains("RRULE") && !zone.contains("2023"), "{zone}");
}

#[test]
fn an_event_stays_the_same_one_where_its_old_address_is_known() {
    let uid = |text: &str, address: &str| {
        let ics = at(&portal(text), address);
        ics.lines().find(|it| it.starts_with("UID:")).unwrap().to_owned()
    };
    let before = uid(&event("a", "start: 2026-12-08"), "/calendar.ics");
    let title = event("a", "start: 2026-12-09").replace("T-a", "Another");
    assert_eq!(uid(&title, "/calendar.ics"), before);
    let renamed =
        event("b", "start: 2026-12-08\naliases: [/communautes/rte/evenements/a/, /x/]");
    assert_eq!(uid(&renamed, "/calendar.ics"), before);
    // Who subscribed there hears of it there.
    assert_eq!(uid(&renamed, "/communautes/rte/evenements/a/event.ics"), before);
    assert_eq!(uid(&renamed, "/x/event.ics"), before);
    let english =
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n";
    let both = event("a", "start: 2026-12-08") + english;
    assert_eq!(uid(&both, "/en/calendar.ics"), before);
}

#[test]
fn who_speaks_or_leads_and_what_it_is_about_has_a_calendar() {
    let text = "=== communities/rte/index.md\n---\ntitle: RTE\nleads: [bo]\n---\n=== people/bo.md\n---\nname: Bo\n---\n=== people/cy.md\n---\nname: Cy\n---\n".to_owned()
        + &event("a", "start: 2026-12-08\nspeakers: [ana]\ntopics: [rust]")
        + &event("b", "start: 2026-12-09\nprogramme: [{title: P, speakers: [ana]}]")
        + "=== events/2026-12-10-c.md\n---\ntitle: T-c\nstart: 2026-12-10\n---\n";
    let snapshot = portal(&text);
    let titles = |address: &str| {
        let ics = at(&snapshot, address);
        assert_eq!(faults(&ics), [""; 0], "{ics}");
        let mut all: Vec<String> = ics
            .lines()
            .filter_map(|it| it.strip_prefix("SUMMARY:T-"))
            .map(str::to_owned)
            .collect();
        all.sort();
        all.concat()
    };
    assert_eq!(titles("/calendar.ics"), "abc");
    assert_eq!(titles("/communautes/rte/calendar.ics"), "ab");
    assert_eq!(titles("/personnes/ana/calendar.ics"), "ab");
    assert_eq!(titles("/personnes/bo/calendar.ics"), "ab");
    assert_eq!(titles("/sujets/rust/calendar.ics"), "a");
    let routes = &snapshot.site.as_ref().unwrap().routes;
    assert!(routes.find("/personnes/cy/calendar.ics").is_none());
    let page = at(&snapshot, "/personnes/ana/");
    for part in [
        "href=\"webcal://p.example/personnes/ana/calendar.ics\"",
        "href=\"/personnes/ana/calendar.ics\"",
        "href=\"https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fp.example%2Fpersonnes%2Fana%2Fcalendar.ics\"",
        "href=\"https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fp.example%2Fpersonnes%2Fana%2Fcalendar.ics&amp;name=Ana\"",
    ] {
        assert!(page.contains(part), "{part} not in {page}");
    }
    assert!(!at(&snapshot, "/personnes/cy/").contains("calendar.ics"));
    // Before the first meeting there is a calendar without any.
    let empty = at(&portal(""), "/communautes/rte/calendar.ics");
    assert_eq!(faults(&empty), [""; 0], "{empty}");
    assert!(empty.contains("BEGIN:VTIMEZONE") && !empty.contains("VEVENT"), "{empty}");
}

#[test]
fn nobody_is_asked_to_subscribe_to_what_needs_access() {
    let text = event("a", "start: 2026-12-08")
        + "=== portal.yaml\ntitle: P\nurl: https://p.example/\naccess: restricted\n";
    let page = at(&portal(&text), "/communautes/rte/");
    assert!(page.contains("href=\"/communautes/rte/calendar.ics\""), "{page}");
    assert!(page.contains("L’accès à ce portail est restreint"), "{page}");
    assert!(!page.contains("webcal:") && !page.contains("calendar.google"), "{page}");
}

/// The number after `SEQUENCE:`, 0 where there is none, and the moment after `DTSTAMP:`.
fn revision(front: &str) -> (i64, String) {
    let ics = at(&portal(&event("a", front)), "/calendar.ics");
    assert_eq!(faults(&ics), [""; 0], "{ics}");
    let value = |name: &str| ics.lines().find_map(|it| it.strip_prefix(name));
    let number = value("SEQUENCE:").map_or(0, |it| it.parse().unwrap());
    (number, value("DTSTAMP:").unwrap().to_owned())
}

#[test]
fn what_was_changed_later_is_the_newer_file_whatever_was_changed() {
    // Each line is a change of the one before: a day that is earlier, a state that is taken back,
    // an exception that is removed.
    let changes = [
        "start: 2027-04-20T18:30",
        "start: 2027-04-13T18:30\nupdated: 2026-11-01",
        "start: 2027-04-13T18:30\nupdated: 2026-11-02\nstatus: cancelled",
        "start: 2027-04-13T18:30\nupdated: 2026-11-02T09:15",
        "start: 2027-04-13T18:30\nupdated: 2026-11-03\nrecurrence: FREQ=WEEKLY;COUNT=3\nexceptions: [{date: 2027-04-20, cancelled: true}]",
        "start: 2027-04-13T18:30\nupdated: 2026-11-04\nrecurrence: FREQ=WEEKLY;COUNT=3",
    ];
    let all: Vec<_> = changes.iter().map(|it| revision(it)).collect();
    assert!(all.is_sorted() && all.windows(2).all(|it| it[0] != it[1]), "{all:?}");
    // Without a word on it no file claims to be newer than another, or to be of a day to come.
    assert_eq!(all[0], revision("start: 2027-01-01T10:00\nstatus: cancelled"));
    assert!(all[0].1.as_str() < "20261001T000000Z");
}

#[test]
fn a_cancelled_meeting_says_so_and_blocks_nobody() {
    for (status, word) in [("cancelled", "Annulé"), ("postponed", "Reporté")] {
        let front = format!("start: 2026-12-08T10:00\nstatus: {status}");
        let ics = at(&portal(&event("a", &front)), "/calendar.ics");
        let it = component(&ics, "VEVENT", "TRANSP:TRANSPARENT");
        assert!(it.contains(&format!("SUMMARY:{word} : T-a\n")), "{it}");
    }
}
