//! The pages of figures, small bars in lists, and the files for programs.

use super::{at, file, json, made, retex};

const HOSTILE: [&str; 4] = ["=1+1; a, b", "</script><b>", "\\\"q\\\"\\r\\n", "@sum"];

/// A portal of which there is something of everything.
fn lively() -> Vec<String> {
    vec![
        retex("2025-02-01-a", "ana"),
        retex("2026-05-01-b", "ana"),
        retex("2026-06-01-c", "ana, bo"),
        retex("2026-07-01-d", "ana"),
        retex("2026-09-30-e", "ana"),
        file("events/both", "start: 2026-09-01\ncommunities: [rte, ux]\n"),
        file("communities/rte/practices/p", "status: adopted\nsince: 2026-05-01\n"),
    ]
}

#[test]
fn the_page_says_what_the_figures_say_and_names_nobody() {
    let snapshot = made(&lively());
    let page = at(&snapshot, "/communautes/rte/vitalite/");
    for words in [
        "<h1>Vitalité de la communauté RTE</h1>",
        "Dernier signe de vie hier, le <time datetime=\"2026-09-30\">30 septembre 2026</time>",
        "<a href=\"/communautes/rte/retex/e/\">R 2026-09-30-e</a>",
        "4 retex, 1 rendez-vous tenu et 1 pratique adoptée.",
        "2 personnes ont écrit, dont 1 pour la première fois.",
        "Les quatre retex sont de la même personne",
        "href=\"/communautes/rte/vitality.json\"",
        "href=\"/communautes/rte/vitality.csv\"",
        "<a href=\"/communautes/ux/\">UX</a>",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let main = page.split_once("<main").unwrap().1;
    for name in ["Ana", ">Bo<"] {
        assert!(!main.contains(name), "{name}");
    }
    assert!(page.contains("hreflang=\"fr\"") || !page.contains("hreflang"), "one language");
    let portal = at(&snapshot, "/vitalite/");
    assert!(portal.contains("<h1>Vitalité du portail</h1>"));
    assert!(portal.contains("href=\"/communautes/rte/vitalite/\""));
}

/// Each drawing has a title, a description and a table; nothing of it needs a script or a style.
#[test]
fn every_chart_has_a_name_a_description_and_its_table() {
    let page = at(&made(&lively()), "/communautes/rte/vitalite/");
    let charts: Vec<&str> = page.split("<figure class=\"chart").skip(1).collect();
    assert_eq!(charts.len(), 4);
    for chart in charts {
        let chart = chart.split_once("</figure>").unwrap().0;
        let between = |from: &str, to: &str| {
            let rest =
                chart.split_once(from).unwrap_or_else(|| panic!("{from} in {chart}"));
            rest.1.split_once(to).unwrap().0.to_owned()
        };
        let id = between("aria-labelledby=\"", "\"");
        assert!(chart.contains(&format!(
            "role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\""
        )));
        assert!(!between(&format!("<title id=\"{id}-title\">"), "</title>").is_empty());
        let desc = between(&format!("<desc id=\"{id}-desc\">"), "</desc>");
        assert!(desc.contains("de T1 2025 à T4 2026"), "{desc}");
        // The numbers above the bars are those of the table.
        let table = between("<tbody>", "</tbody>");
        assert_eq!(table.matches("<th scope=\"row\">T").count(), 8, "{table}");
        assert!(table.contains("T4 2026 <small>en cours</small>"));
        for (at, _) in chart.match_indices("<text class=\"value\"") {
            let rest = chart.split_at(at).1.split_once('>').unwrap().1;
            let value = rest.split_once('<').unwrap().0;
            assert!(value.parse::<usize>().unwrap() > 0);
        }
        assert!(!chart.contains("style=") && !chart.contains("NaN"), "{chart}");
    }
}

#[test]
fn communities_have_small_bars_in_their_list_and_links_to_their_figures() {
    let snapshot = made(&lively());
    let list = at(&snapshot, "/communautes/");
    assert_eq!(list.matches("<svg class=\"spark\" role=\"img\"").count(), 3, "{list}");
    assert!(list.contains("<title id=\"spark-c-rte\">Signes de vie de la communauté RTE"));
    let desc = "De T1 2024 à T4 2026\u{a0}: 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 3, 0.";
    assert!(list.contains(desc), "{list}");
    assert!(list.contains("<a href=\"/vitalite/\">"));
    assert!(!at(&snapshot, "/").contains("spark"));
    assert!(
        at(&snapshot, "/communautes/rte/").contains("href=\"/communautes/rte/vitalite/\"")
    );
    let plan = at(&snapshot, "/plan/");
    assert!(plan.contains("href=\"/vitalite/\""));
    assert!(plan.contains("href=\"/communautes/ux/vitalite/\""));
    assert!(at(&snapshot, "/sitemap.xml").contains("/communautes/ux/vitalite/</loc>"));
    assert!(!at(&snapshot, "/sitemap.xml").contains("vitality.json"));
}

#[test]
fn a_mandate_is_on_the_page_of_its_community() {
    let front = "leads:\n  - ana\n  - {person: bo, role: Entraide, until: 2027-03-31}\n  - {person: cy, until: 2026-03-01}\n";
    let community = format!("=== communities/rte/index.md\n---\ntitle: RTE\n{front}---\n");
    let snapshot = made(&[community]);
    let page = at(&snapshot, "/communautes/rte/");
    for words in [
        "<p class=\"person-role\">Entraide</p><p class=\"person-role\">mandat jusqu’au 31 mars 2027</p>",
        "mandat terminé le 1er mars 2026",
        "href=\"/personnes/ana/\"",
    ] {
        assert!(page.replace("<sup>er</sup>", "er").contains(words), "{words} in {page}");
    }
    let list = json(&snapshot, "/communities.json");
    let items = list["items"].as_array().unwrap();
    let rte = items.iter().find(|it| it["id"] == "rte").unwrap();
    assert_eq!(rte["leads"], serde_json::json!(["ana", "bo", "cy"]));
    let mandates = serde_json::json!([
        { "person": "bo", "role": "Entraide", "until": "2027-03-31" },
        { "person": "cy", "until": "2026-03-01" },
    ]);
    assert_eq!(rte["mandates"], mandates);
    // Whoever leads it with a mandate leads it on their own page, too.
    assert!(at(&snapshot, "/personnes/bo/").contains("href=\"/communautes/rte/\""));
}

/// A title is a text, in a page, a spreadsheet and a program.
#[test]
fn no_title_is_more_than_a_text() {
    let mut parts = lively();
    for (at, title) in HOSTILE.iter().enumerate() {
        parts.push(format!(
            "=== communities/h{at}/index.md\n---\ntitle: \"{title}\"\n---\n"
        ));
        let ids = format!("start: 2026-09-0{}\ncommunities: [h{at}, rte]\n", at + 1);
        parts.push(file(&format!("events/h{at}"), &ids));
    }
    let snapshot =
        crate::diagnostics::portal(&format!("{}{}", super::COMMUNITIES, parts.concat()));
    for it in 0..HOSTILE.len() {
        let csv = at(&snapshot, &format!("/communautes/h{it}/vitality.csv"));
        let (head, row) = csv.split_once("\r\n").unwrap();
        assert_eq!(
            head,
            "of,quarter,from,to,retex,authors,new_authors,events,talks,practices,initiatives"
        );
        let first = row.trim_start_matches('"').chars().next().unwrap();
        assert!(!"=+-@\r\n\t".contains(first), "{csv}");
        let value = json(&snapshot, &format!("/communautes/h{it}/vitality.json"));
        assert!(!value["community"]["name"].as_str().unwrap().is_empty());
        let page = at(&snapshot, &format!("/communautes/h{it}/vitalite/"));
        assert!(!page.contains("</script><b>"), "{page}");
    }
    let csv = at(&snapshot, "/communautes/h0/vitality.csv");
    assert!(csv.contains("\r\n\"'=1+1"), "{csv}");
    let row = " a, b\",2026-Q3,2026-07-01,2026-09-30,0,0,0,1,0,0,0\r\n";
    assert!(csv.contains(row), "{csv}");
}

#[test]
fn the_last_sign_says_what_it_was() {
    let snapshot = made(&lively());
    let of = |address: &str| json(&snapshot, address)["last_sign"].clone();
    assert_eq!(of("/vitality.json")["id"], "rte/e");
    assert_eq!(of("/communautes/ux/vitality.json")["id"], "both");
    assert_eq!(of("/communautes/ux/vitality.json")["day"], "2026-09-01");
    assert_eq!(of("/communautes/craft/vitality.json"), serde_json::Value::Null);
}
