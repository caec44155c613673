//! What lives in a portal and its communities: figures by quarter, their pages and files, and
//! what is said of what should have been done by now.

mod due;
mod pages;
mod terminal;

use std::sync::Arc;

use parvis::{
    portal::vitality::{Count, Figures, Quarter, Vitality, together},
    snapshot::Snapshot,
};
use serde_json::Value;

use crate::{data::at, diagnostics::portal};

/// The day of [`portal`] is 2026-10-01: the first of a quarter.
const COMMUNITIES: &str = "=== communities/ux/index.md\n---\ntitle: UX\n---\n=== communities/craft/index.md\n---\ntitle: Craft\n---\n=== people.yaml\n- {id: bo, name: Bo}\n- {id: cy, name: Cy}\n";

fn retex(name: &str, authors: &str) -> String {
    format!(
        "=== communities/rte/retex/{name}.md\n---\ntitle: R {name}\nauthors: [{authors}]\n---\n\nText.\n"
    )
}

fn file(path: &str, front: &str) -> String {
    format!("=== {path}.md\n---\ntitle: T\n{front}\n---\n\nText.\n")
}

fn made(parts: &[String]) -> Arc<Snapshot> {
    let snapshot = portal(&format!("{COMMUNITIES}{}", parts.concat()));
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    snapshot
}

fn json(snapshot: &Snapshot, address: &str) -> Value {
    serde_json::from_str(&at(snapshot, address)).unwrap()
}

fn count(snapshot: &Snapshot) -> Count<'_> {
    let site = snapshot.site.as_ref().unwrap();
    Count::of(&site.portal, &site.settings, site.today)
}

/// The figures of a community, or of the portal.
fn life(snapshot: &Snapshot, community: &str) -> Vitality {
    let count = count(snapshot);
    let id = count
        .portal
        .of_kind(parvis::content::Kind::Community)
        .find(|it| &*count.portal.entry(*it).slug == community);
    assert_eq!(id.is_none(), community.is_empty());
    Vitality::of(count, id)
}

/// The figures of a quarter.
fn in_quarter(life: &Vitality, name: &str) -> Figures {
    let found = life.quarters.iter().find(|it| it.0.to_string() == name);
    found.map(|it| it.1).unwrap_or_default()
}

#[test]
fn a_quarter_counts_what_was_done_in_it_and_an_author_is_new_once() {
    let snapshot = made(&[
        retex("2026-01-01-a", "ana"),
        retex("2026-03-31-b", "ana, bo"),
        retex("2026-04-01-c", "bo"),
        retex("2026-09-30-d", "ana, cy"),
        retex("2026-10-01-e", "cy"),
    ]);
    let life = life(&snapshot, "");
    let names: Vec<String> = life.quarters.iter().map(|it| it.0.to_string()).collect();
    assert_eq!(names, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    let people = |name: &str| {
        let it = in_quarter(&life, name);
        (it.retex, it.authors, it.new_authors)
    };
    let all = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map(people);
    assert_eq!(all, [(2, 2, 2), (1, 1, 0), (1, 2, 1), (1, 1, 0)]);
    let recent = life.recent;
    assert_eq!(
        (recent.retex, recent.authors, recent.new_authors, recent.of_one),
        (5, 3, 3, 3)
    );
    assert_eq!(life.last.unwrap().day.to_string(), "2026-10-01");
}

#[test]
fn what_is_recent_is_a_year_of_quarters() {
    let snapshot = made(&[
        retex("2025-12-31-a", "ana"),
        retex("2026-01-01-b", "ana"),
        retex("2026-10-01-c", "bo"),
    ]);
    let recent = life(&snapshot, "").recent;
    assert_eq!((recent.retex, recent.authors, recent.new_authors), (2, 2, 1));
}

/// A page shows at most 500 occurrences of an event; the figures have them all.
#[test]
fn events_count_each_date_that_was_held() {
    let weekly = "start: 2026-07-07\nrecurrence: FREQ=WEEKLY\nexceptions:\n  - {date: 2026-07-14, cancelled: true}\n  - {date: 2026-09-29, moved_to: 2026-10-02}\n  - {date: 2026-10-06, moved_to: 2026-09-30}\n";
    let long = "start: 2026-09-29\nend: 2026-10-01\n";
    let snapshot = made(&[
        file("communities/rte/events/weekly", weekly),
        file("communities/ux/events/long", long),
        file("communities/ux/events/off", "start: 2026-07-01\nstatus: cancelled\n"),
        file(
            "communities/craft/events/daily",
            "start: 2023-01-01\nrecurrence: FREQ=DAILY\n",
        ),
    ]);
    // Tuesdays from July 7 to September 22, without the 14th; and October 6, held on September 30.
    let rte = life(&snapshot, "rte");
    assert_eq!(in_quarter(&rte, "2026-Q3").events, 12);
    assert_eq!(in_quarter(&rte, "2026-Q4").events, 0);
    assert_eq!(rte.last.unwrap().day.to_string(), "2026-09-30");
    // What ends today is not over.
    assert_eq!(life(&snapshot, "ux"), Vitality::default());
    let craft = life(&snapshot, "craft");
    let days: usize = craft.quarters.iter().map(|it| it.1.events).sum();
    assert_eq!(days, 365 + 366 + 365 + 273);
}

#[test]
fn talks_practices_and_initiatives_count_on_the_day_they_were_given_adopted_and_done() {
    let talk = "speakers: [ana]\ncommunities: [ux]\ndeliveries:\n  - {conference: A, date: 2026-05-05}\n  - {conference: B, date: 2026-10-01}\n  - {conference: C, date: 2026-10-02}\n";
    let snapshot = made(&[
        file("communities/rte/talks/t", talk),
        file(
            "practices/p",
            "status: adopted\nsince: 2026-05-01\napplied_by: [rte]\ntried_by: [ux]\n",
        ),
        file("practices/q", "status: tried\nsince: 2026-05-01\ncommunities: [rte]\n"),
        file("practices/later", "status: adopted\nsince: 2026-10-02\ncommunities: [rte]\n"),
        file(
            "communities/rte/initiatives/i",
            "status: done\nstart: 2026-01-01\nend: 2026-06-30\n",
        ),
        file("communities/rte/initiatives/j", "status: dropped\nend: 2026-06-30\n"),
    ]);
    let of = |community: &str, quarter: &str| {
        let it = in_quarter(&life(&snapshot, community), quarter);
        (it.talks, it.practices, it.initiatives)
    };
    assert_eq!(of("rte", "2026-Q2"), (1, 1, 1));
    assert_eq!(of("rte", "2026-Q4"), (1, 0, 0));
    assert_eq!(of("ux", "2026-Q2"), (1, 0, 0));
    assert_eq!(of("", "2026-Q2"), (1, 1, 1));
    let pairs = together(count(&snapshot), None);
    let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
    // The talk of both, and the practice that one applies and the other tries.
    assert_eq!(
        (pair.entries, pair.last.unwrap().to_string()),
        (2, "2026-10-01".to_owned())
    );
}

#[test]
fn what_is_not_published_does_not_count() {
    let draft = retex("2026-02-01-a", "ana").replace("\n---\n\n", "\ndraft: true\n---\n\n");
    let snapshot = made(&[draft, retex("2026-10-02-b", "ana")]);
    assert_eq!(life(&snapshot, ""), Vitality::default());
    let page = at(&snapshot, "/vitalite/");
    assert!(page.contains("Rien n’est encore publié ici"), "{page}");
    assert!(!page.contains("class=\"bars\""), "{page}");
    assert_eq!(json(&snapshot, "/vitality.json")["quarters"], serde_json::json!([]));
}

/// Nothing of it is made when a portal is built but its own pages.
#[test]
fn ten_thousand_retex_are_counted_in_the_blink_of_an_eye() {
    let many: Vec<String> = (0..10_000)
        .map(|it| {
            retex(&format!("20{:02}-0{}-11-r{it}", 10 + it % 17, 1 + it % 9), "ana, bo")
        })
        .collect();
    let snapshot = portal(&format!("{COMMUNITIES}{}", many.concat()));
    let start = std::time::Instant::now();
    let all = Vitality::of(count(&snapshot), None);
    let took = start.elapsed();
    let retex: usize = all.quarters.iter().map(|it| it.1.retex).sum();
    assert_eq!(retex, 10_000);
    assert_eq!(all.quarters.first().unwrap().0, Quarter::of("2010-01-01".parse().unwrap()));
    // It takes some five milliseconds here; other programs may run beside the tests.
    assert!(took.as_millis() < 200, "{took:?}");
}
