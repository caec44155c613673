//! What pages say of their entry's state: since when, and when it is looked at again.

use crate::{
    diagnostics::portal,
    works::{between, html, practice, retex},
};

#[test]
fn what_should_have_been_reviewed_says_so() {
    for (day, words) in [
        (
            "2026-09-30",
            "<strong class=\"state\">relecture en retard\u{a0}: prévue avant le",
        ),
        // The day itself is not too late.
        ("2026-10-01", "<span>à revoir avant le"),
    ] {
        let front = format!("review_by: {day}");
        let text = retex("a", &front)
            + &practice("pages/p", "P", &format!("since: 2026-12-01\n{front}"))
            + &practice(
                "communities/rte/events/e",
                "E",
                &format!("start: 2026-12-01\n{front}"),
            )
            + &practice("initiatives/i", "I", &format!("status: proposed\n{front}"))
            + &practice("practices/w", "W", &format!("status: proposed\n{front}"));
        let snapshot = portal(&text);
        for address in [
            "/communautes/rte/retex/a/",
            "/p/",
            "/communautes/rte/evenements/e/",
            "/initiatives/i/",
            "/pratiques/w/",
        ] {
            let page = html(&snapshot, address);
            let words = format!("{words} <time datetime=\"{day}\">");
            assert!(
                between(&page, "<header class=\"head", "</header>").contains(&words),
                "{address} {page}"
            );
        }
        // What is nobody's is the portal's, and a day to come is one.
        let page = html(&snapshot, "/p/");
        assert!(
            page.contains(
                "<span>Responsable\u{a0}: <span>l’équipe du portail</span></span>"
            ),
            "{page}"
        );
        assert!(page.contains("à partir du <time datetime=\"2026-12-01\">"), "{page}");
    }
}

#[test]
fn a_state_is_as_old_as_it_is() {
    let since = |front: &str| {
        let text = format!("=== initiatives/i.md\n---\ntitle: I\n{front}---\n");
        let page = html(&portal(&text), "/initiatives/i/");
        let said =
            page.split_once("depuis le").or_else(|| page.split_once("à partir du"))?.1;
        let day = said.split_once("datetime=\"")?.1;
        Some(day.split_once('"')?.0.to_owned())
    };
    let days = "start: 2025-11-03\nend: 2026-02-27\n";
    assert_eq!(
        since(&format!("status: running\n{}", days.replace("2026-02", "2027-02"))),
        Some("2025-11-03".into())
    );
    assert_eq!(since(&format!("status: dropped\n{days}")), Some("2026-02-27".into()));
    assert_eq!(since(&format!("status: done\n{days}")), Some("2026-02-27".into()));
    assert_eq!(since("status: proposed\nstart: 2025-11-03\n"), None);
}
