//! Feeds: whose ids and days they have, and what of a page is left out of them.

use crate::{
    calendars::{at, event},
    diagnostics::{portal, portal_at},
};

#[test]
fn ids_are_those_of_the_settings_wherever_a_build_is_published() {
    let text = event("a", "start: 2026-12-08")
        + "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n---\n\nText.\n";
    let ids = |url: Option<&str>| {
        let snapshot = url.map_or_else(|| portal(&text), |it| portal_at(&text, it));
        let feed: serde_json::Value =
            serde_json::from_str(&at(&snapshot, "/feed.json")).unwrap();
        let part = |text: &str, from: &str, to: &str| {
            let parts: Vec<String> = text
                .split(from)
                .skip(1)
                .map(|it| it.split(to).next().unwrap().to_owned())
                .collect();
            parts.join(" ")
        };
        [
            part(&at(&snapshot, "/calendar.ics"), "\r\nUID:", "\r\n"),
            part(&at(&snapshot, "/atom.xml"), "<id>", "</id>"),
            feed["items"][0]["id"].as_str().unwrap().to_owned(),
        ]
    };
    let own = ids(None);
    assert_eq!(own[0], "communautes.rte.evenements.a@p.example");
    assert_eq!(
        own[1],
        "https://p.example/atom.xml https://p.example/communautes/rte/retex/x/"
    );
    assert_eq!(ids(Some("https://other.example/group/")), own);
}

#[test]
fn a_day_in_a_feed_begins_in_the_portals_zone() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\ntimezone: America/Toronto\n=== communities/rte/retex/2026-03-14-x.md\n---\ntitle: X\nauthors: [ana]\n---\n\nText.\n";
    let snapshot = portal(text);
    for address in ["/atom.xml", "/feed.json"] {
        let feed = at(&snapshot, address);
        assert!(feed.contains("2026-03-14T00:00:00-04:00"), "{feed}");
        assert!(!feed.contains("00:00:00Z"), "{feed}");
    }
}

#[test]
fn a_heading_has_its_link_on_its_page_only() {
    let text = "=== communities/rte/retex/x.md\n---\ntitle: X\nauthors: [ana]\ndate: 2026-03-14\n---\n\n## Le contexte\n\nUn texte, et [plus bas](#suite).\n\n## Suite\n\nFin.\n";
    let snapshot = portal(text);
    let page = at(&snapshot, "/communautes/rte/retex/x/");
    assert_eq!(page.matches("class=\"anchor\"").count(), 2, "{page}");
    for address in ["/atom.xml", "/feed.json", "/communautes/rte/atom.xml"] {
        let feed = at(&snapshot, address);
        assert!(!feed.contains("anchor") && !feed.contains(">#<"), "{feed}");
        let id = feed.replace("&lt;", "<").replace("&quot;", "\"").replace("&gt;", ">");
        let id = id.replace("\\\"", "\"");
        assert!(id.contains("id=\"le-contexte\">Le contexte</h2>"), "{id}");
        assert!(id.contains("/communautes/rte/retex/x/#suite\""), "{id}");
    }
}
