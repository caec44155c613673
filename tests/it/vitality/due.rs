//! Warnings about days that are past, and about life that is missing.

use super::{COMMUNITIES, file, life, retex};
use crate::diagnostics::portal;

/// Settings with thresholds, which come before all files.
fn settings(lines: &str) -> String {
    format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nvitality: {{{lines}}}\n{COMMUNITIES}"
    )
}

/// What is said with one of these codes: where, and what.
fn said(text: &str) -> Vec<String> {
    let codes = ["silent-community", "ended-mandate", "late-review", "event-without-notes"];
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let found = snapshot.diagnostics.iter().filter(|it| codes.contains(&it.code));
    found
        .map(|it| {
            let span = it.span.as_ref().unwrap();
            let (path, at) = (span.source().path(), span.text());
            format!("{} {path} `{at}`: {}", it.code, it.message)
        })
        .collect()
}

fn community(front: &str) -> String {
    format!("=== communities/rte/index.md\n---\ntitle: RTE\n{front}\n---\n")
}

#[test]
fn a_review_that_is_late_is_said_unless_the_entry_is_over() {
    let practice = |status: &str, day: &str| {
        file(
            "practices/p",
            &format!("status: {status}\nsince: 2026-01-01\nreview_by: {day}\n"),
        )
    };
    assert_eq!(
        said(&practice("adopted", "2026-09-30")),
        [
            "late-review practices/p.md `2026-09-30`: the practice was to be reviewed by 2026-09-30"
        ]
    );
    assert!(said(&practice("adopted", "2026-10-01")).is_empty());
    assert!(said(&practice("retired", "2026-09-30")).is_empty());
    let page = file("pages/a", "review_by: 2026-01-01\n");
    assert_eq!(said(&page).len(), 1);
}

#[test]
fn a_mandate_that_ended_is_said_where_it_stands() {
    let text = "=== people.yaml\n- {id: bo, name: Bo}\n";
    let leads = |front: &str| format!("{text}{}", community(front));
    let ended = "leads:\n  - bo\n  - {person: ana, since: 2025-01-01, until: 2026-09-30}";
    assert_eq!(
        said(&leads(ended)),
        [
            "ended-mandate communities/rte/index.md `2026-09-30`: the mandate of `ana` ended on 2026-09-30"
        ]
    );
    assert!(said(&leads("leads: [bo, {person: ana, until: 2026-10-01}]")).is_empty());
    assert!(said(&leads(&format!("status: archived\n{ended}"))).is_empty());
    let wrong = leads("leads: [{person: ana, since: 2027-01-01, until: 2026-12-31}]");
    let codes: Vec<&str> = portal(&wrong).diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["end-before-start"]);
    let unknown = portal(&leads("leads: [{person: anna, until: 2026-12-31}]"));
    assert_eq!(unknown.diagnostics.first().unwrap().code, "unknown-person");
}

#[test]
fn a_community_is_silent_after_whole_quarters_and_only_where_the_settings_say_so() {
    let two = settings("silent_quarters: 2");
    let with = |front: &str, day: &str| {
        let others = "=== communities/ux/index.md\n---\ntitle: UX\nstatus: dormant\n---\n=== communities/craft/index.md\n---\ntitle: C\nstatus: forming\n---\n";
        let two = two.split_once("=== communities/ux").unwrap().0;
        let retex = retex(&format!("{day}-a"), "ana");
        format!("{two}{others}{}{retex}", community(front))
    };
    // It is the first day of the fourth quarter: the second and the third were silent.
    assert_eq!(
        said(&with("", "2026-03-31")),
        [
            "silent-community communities/rte/index.md `RTE`: the community has given no sign of life since 2026-03-31"
        ]
    );
    assert!(said(&with("", "2026-04-01")).is_empty());
    for status in ["dormant", "archived", "forming"] {
        assert!(
            said(&with(&format!("status: {status}"), "2026-03-31")).is_empty(),
            "{status}"
        );
    }
    // What is announced is no silence; what is cancelled is not announced.
    let event = |front: &str| {
        let event = format!("start: 2026-12-01\n{front}");
        with("", "2026-03-31") + &file("communities/rte/events/e", &event)
    };
    assert!(said(&event("")).is_empty());
    assert_eq!(said(&event("status: cancelled\n")).len(), 1);
    let without = with("", "2026-03-31").replace("silent_quarters: 2", "");
    assert!(said(&without).is_empty());
}

/// A warning does not count all: what it says of the last sign is what the figures say.
#[test]
fn the_last_sign_is_the_same_however_it_is_found() {
    let mut text = settings("silent_quarters: 1");
    let rule = "start: 2025-01-07\nrecurrence: FREQ=WEEKLY;UNTIL=20250301\nexceptions:\n  - {date: 2025-02-25, cancelled: true}\n  - {date: 2025-02-18, moved_to: 2025-03-20}\n";
    let talk = "speakers: [ana]\ndeliveries:\n  - {conference: A, date: 2025-05-05}\n  - {conference: B, date: 2024-05-05}\n";
    let done = "status: done\nstart: 2025-01-01\nend: 2025-08-08\n";
    let adopted = "status: adopted\nsince: 2025-04-04\napplied_by: [c3]\n";
    text += &file("communities/c0/events/e", rule);
    text += &file("communities/c1/talks/t", talk);
    text += &file("communities/c2/initiatives/i", done);
    text += &file("practices/p", adopted);
    text += &retex("2025-01-01-a", "ana").replace("communities/rte", "communities/c0");
    text += &retex("2025-06-01-a", "ana").replace("communities/rte", "communities/c1");
    for it in 0..4 {
        text += &file(&format!("communities/c{it}/index"), "")
            .replace(": T", &format!(": C{it}"));
    }
    let snapshot = portal(&text);
    let days = ["2025-03-20", "2025-06-01", "2025-08-08", "2025-04-04"];
    for (it, day) in days.iter().enumerate() {
        let slug = format!("c{it}");
        assert_eq!(life(&snapshot, &slug).last.unwrap().day.to_string(), *day, "{slug}");
        let of = |it: &&parvis::diag::Diagnostic| {
            let path = format!("communities/{slug}/index.md");
            it.span.as_ref().is_some_and(|it| it.source().path() == path)
        };
        let found = snapshot.diagnostics.iter().find(of).unwrap();
        assert!(found.message.ends_with(&format!("since {day}")), "{}", found.message);
    }
}

#[test]
fn who_has_just_begun_is_not_silent() {
    let two = settings("silent_quarters: 2");
    let only = two.split_once("=== communities/ux").unwrap().0;
    let founded = |day: &str| format!("{only}{}", community(&format!("founded: {day}")));
    assert!(said(&founded("2026-04-01")).is_empty());
    let said = said(&founded("2026-03-31"));
    assert!(said.first().unwrap().ends_with(": the community has given no sign of life"));
}

#[test]
fn an_event_of_which_nothing_is_kept_is_said_once() {
    let after = settings("event_notes_days: 30");
    let event =
        |front: &str| said(&format!("{after}{}", file("communities/rte/events/e", front)));
    // Thirty days before October 1 was September 1.
    assert_eq!(
        event("start: 2026-09-01T14:00\n"),
        [
            "event-without-notes communities/rte/events/e.md `2026-09-01T14:00`: nothing is kept of the event, which took place on 2026-09-01"
        ]
    );
    assert!(event("start: 2026-09-02\n").is_empty());
    assert!(event("start: 2026-08-31\nend: 2026-09-02\n").is_empty());
    for kept in [
        "recording: https://v.example/",
        "slides: https://v.example/",
        "occurrences: [{date: 2026-01-05, notes: We met.}]",
        "kind: social",
        "status: cancelled",
        "status: postponed",
    ] {
        assert!(event(&format!("start: 2026-01-05\n{kept}\n")).is_empty(), "{kept}");
    }
    let weekly = "start: 2026-06-02\nrecurrence: FREQ=WEEKLY\n";
    let found = event(weekly);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.ends_with("nothing is kept of the event of 2026-09-01"), "{one}");
    let noted = "occurrences: [{date: 2026-06-09, notes: We met.}]\n";
    assert!(event(&format!("{weekly}{noted}")).is_empty());
    // Who kept something two years ago no longer does.
    let old = weekly.replace("2026-06-02", "2024-06-04");
    let noted = "occurrences: [{date: 2024-06-04, notes: We met.}]\n";
    assert_eq!(event(&format!("{old}{noted}")).len(), 1);
}

#[test]
fn a_retex_that_names_an_event_is_its_notes_and_old_events_may_need_none() {
    let event = file("communities/rte/events/e", "start: 2026-02-03\n");
    let after = settings("event_notes_days: 30");
    assert_eq!(said(&format!("{after}{event}")).len(), 1);
    let told = retex("2026-02-04-a", "ana").replace("\n---\n\n", "\nevent: e\n---\n\n");
    assert!(said(&format!("{after}{event}{told}")).is_empty());
    let since = settings("event_notes_days: 30, event_notes_since: 2026-02-04");
    assert!(said(&format!("{since}{event}")).is_empty());
    let off = format!("checks: {{event-without-notes: off}}\n{COMMUNITIES}");
    assert!(said(&format!("{}{event}", after.replace(COMMUNITIES, &off))).is_empty());
    assert!(said(&format!("{COMMUNITIES}{event}")).is_empty());
}
