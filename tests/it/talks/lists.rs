//! The catalogue of talks, and what other sites may take of it.

use parvis::render::{Output, render};
use serde_json::Value;

use crate::diagnostics::portal;

const SETTINGS: &str = "=== portal.yaml\ntitle: P\nurl: https://p.example/base/\nlanguages: [fr, en]\npage_size: 2\n";

fn talk(name: &str, title: &str, deliveries: &str) -> String {
    format!(
        "=== communities/rte/talks/{name}.md\n---\ntitle: {title}\nspeakers: [ana, {{name: Perrine Galet, organisation: Atelier}}]\ntopics: [rust]\nlanguage: fr\nlevel: beginner\ndeliveries:\n{deliveries}summary: Un résumé.\n---\n"
    )
}

fn three() -> String {
    let at = |conference: &str, edition: &str, date: &str, more: &str| {
        let edition = if edition.is_empty() {
            String::new()
        } else {
            format!("edition: \"{edition}\", ")
        };
        format!("  - {{conference: {conference}, {edition}date: {date}{more}}}\n")
    };
    [
        SETTINGS.to_owned(),
        talk(
            "a",
            "Alpha",
            &[
                at(
                    "Agora",
                    "2025",
                    "2025-03-01",
                    ", city: Lyon, country: France, url: \"https://agora.example/a\"",
                ),
                at(
                    "Agora",
                    "2026",
                    "2026-03-01",
                    ", video: \"https://tube.example/a\", language: en",
                ),
            ]
            .concat(),
        ),
        talk("b", "Bêta", &at("Agora", "", "2026-03-02", "")),
        talk("c", "Gamma", &at("Forum", "printemps 2026", "2026-05-01", "")),
    ]
    .concat()
}

#[track_caller]
fn output(text: &str, address: &str) -> String {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let site = snapshot.site.as_ref().unwrap();
    assert!(site.routes.find(address).is_some(), "{address}");
    match render(site, address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Headings and titles of entries of a page, in order.
fn headings(html: &str) -> Vec<String> {
    let main = html.split("<main").nth(1).unwrap();
    let parts = main.split("<h2").skip(1).chain(main.split("<h3").skip(1));
    let text = |it: &str| {
        let inside = it.split('>').skip(1).find(|it| !it.starts_with('<'));
        inside.unwrap().split('<').next().unwrap().to_owned()
    };
    parts.map(text).collect()
}

#[test]
fn talks_are_listed_by_edition_language_and_recording() {
    let text = three();
    for (address, titles) in [
        ("/interventions/conference/agora/2026/", &["Bêta", "Alpha"][..]),
        ("/interventions/conference/agora/2025/", &["Alpha"]),
        ("/interventions/conference/forum/printemps-2026/", &["Gamma"]),
        ("/interventions/langue/en/", &["Alpha"]),
        ("/interventions/langue/fr/", &["Gamma", "Bêta"]),
        ("/interventions/langue/fr/page/2/", &["Alpha"]),
        ("/interventions/video/", &["Alpha"]),
        ("/en/talks/conference/agora/2026/", &["Bêta", "Alpha"]),
        ("/en/talks/language/en/", &["Alpha"]),
        ("/en/talks/video/", &["Alpha"]),
    ] {
        assert_eq!(headings(&output(&text, address)), titles, "{address}");
    }
    let all = output(&text, "/interventions/");
    for link in [
        "<a href=\"/base/interventions/langue/en/\">anglais</a>",
        "<a href=\"/base/interventions/video/\">Avec vidéo</a>",
        "<a href=\"/base/talks.json\">JSON</a></span><span><a href=\"/base/talks.csv\">CSV</a></span><span><a href=\"/base/interventions/embed.html\">HTML</a></span>",
    ] {
        assert!(all.contains(link), "{link}\n{all}");
    }
    let edition = output(&text, "/interventions/conference/agora/2026/");
    assert!(
        edition.contains("<h1>Interventions à la conférence Agora, 2026</h1>"),
        "{edition}"
    );
    assert!(
        edition.contains("hreflang=\"en\" href=\"/base/en/talks/conference/agora/2026/\""),
        "{edition}"
    );
}

#[test]
fn a_conference_shows_its_editions_with_their_talks_and_who_spoke() {
    let text = three();
    let first = output(&text, "/interventions/conference/agora/");
    let second = output(&text, "/interventions/conference/agora/page/2/");
    // Two of three rows: the talk that was given twice is at each edition.
    assert_eq!(headings(&first), ["2026", "Qui y a parlé", "Bêta", "Alpha"]);
    assert!(
        first.contains("<a href=\"/base/interventions/conference/agora/2026/\">2026</a>"),
        "{first}"
    );
    assert_eq!(first.matches("Perrine Galet</p>").count(), 1, "{first}");
    // As it was given there.
    assert!(second.contains("<time datetime=\"2025-03-01\">1er mars 2025</time><span>Agora 2025, Lyon</span>"), "{second}");
    assert_eq!(headings(&second), ["2025", "Alpha"]);
}

#[test]
fn the_json_of_all_talks_obeys_its_schema() {
    let said = crate::cli::parvis(&["schema", "talks.json"]);
    let schema: Value = serde_json::from_slice(&said.stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    // Among all schemas, it still finds its own parts.
    let said = crate::cli::parvis(&["schema"]);
    let mut all: Value = serde_json::from_slice(&said.stdout).unwrap();
    all["$ref"] = "#/$defs/talks.json".into();
    let all = jsonschema::validator_for(&all).unwrap();
    let read = |text: &str, address: &str| -> Value {
        let json = serde_json::from_str(&output(text, address)).unwrap();
        let faults: Vec<String> =
            schema.iter_errors(&json).map(|it| it.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(all.is_valid(&json), "{json}");
        json
    };
    let json = read(&three(), "/talks.json");
    let talk = &json["items"][2];
    assert_eq!(
        *talk,
        serde_json::json!({
            "id": "rte/a",
            "url": "https://p.example/base/communautes/rte/interventions/a/",
            "title": "Alpha",
            "summary": "Un résumé.",
            "language": "fr",
            "level": "beginner",
            "speakers": [
                { "name": talk["speakers"][0]["name"], "url": "https://p.example/base/personnes/ana/", "organisation": null },
                { "name": "Perrine Galet", "url": null, "organisation": "Atelier" },
            ],
            "communities": [{ "id": "rte", "name": talk["communities"][0]["name"], "url": "https://p.example/base/communautes/rte/" }],
            "topics": [{ "id": "rust", "name": talk["topics"][0]["name"], "url": "https://p.example/base/sujets/rust/" }],
            "deliveries": [
                { "conference": "Agora", "edition": "2026", "date": "2026-03-01", "city": null, "country": null, "language": "en", "url": null, "video": "https://tube.example/a", "slides": null },
                { "conference": "Agora", "edition": "2025", "date": "2025-03-01", "city": "Lyon", "country": "France", "language": "fr", "url": "https://agora.example/a", "video": null, "slides": null },
            ],
        })
    );
    assert_eq!(json["version"], 2);
    assert_eq!(json["kind"], "talk");
    assert_eq!(json["portal"]["url"], "https://p.example/base/");
    assert_eq!(read(&three(), "/en/talks.json")["language"], "en");
    assert_eq!(read("", "/talks.json")["items"], serde_json::json!([]));
}

/// The day is 2026-10-01.
#[test]
fn a_delivery_to_come_is_marked_and_one_that_was_given_is_not() {
    let rows = |date: &str| {
        let one = format!("  - {{conference: Agora, date: {date}}}\n");
        let page = output(&talk("a", "A", &one), "/communautes/rte/interventions/a/");
        page.matches("<strong class=\"state\">à venir</strong>").count()
    };
    assert_eq!(["2026-09-30", "2026-10-01", "2026-10-02"].map(rows), [0, 0, 1]);
}

const HOSTILE: &[&str] = &[
    "=cmd()|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "</script><script>alert(1)</script>",
    "]]> ; , \\\" ' & <b>",
    "a\\nb\\u2028c",
    "🎉🎉🎉",
];

#[test]
fn what_authors_write_is_text_in_each_form() {
    for hostile in HOSTILE {
        let text = format!(
            "{SETTINGS}=== talks/x.md\n---\ntitle: \"{hostile}\"\nspeakers: [{{name: \"{hostile}\", organisation: \"{hostile}\"}}]\ndeliveries:\n  - conference: \"{hostile}\"\n    edition: \"{hostile}\"\n    date: 2026-01-01\n    city: \"{hostile}\"\n    url: https://a.example/?=\"<b>\nsummary: \"{hostile}\"\nslug: x\n---\n"
        );
        let snapshot = portal(&text);
        // Some forms are refused where they are read.
        if snapshot.errors() > 0 {
            continue;
        }
        let meant: String = serde_json::from_str(&format!("\"{hostile}\"")).unwrap();
        let shown =
            |it: &str| it.replace(['\u{202f}', '\u{a0}', '’', '\n', '\u{2028}'], " ");
        let json = output(&text, "/talks.json");
        let read: Value = serde_json::from_str(&json).unwrap();
        let city = read["items"][0]["deliveries"][0]["city"].as_str().unwrap();
        assert_eq!(shown(city).len(), shown(&meant).len(), "{city}");
        let csv = output(&text, "/talks.csv");
        for cell in csv.split("\r\n").nth(1).unwrap().split(',') {
            let first = cell.trim_start_matches('"').chars().next();
            assert!(!first.is_some_and(|it| "=+-@".contains(it)), "{csv}");
        }
        let html = output(&text, "/interventions/embed.html");
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    }
}

#[test]
fn the_csv_has_a_row_for_each_delivery() {
    let csv = output(&three(), "/talks.csv");
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(rows.len(), 6, "{csv}");
    assert_eq!(
        rows[0],
        "title,speakers,conference,edition,date,city,country,language,page,url,video,slides,communities,topics"
    );
    assert!(rows[3].starts_with("Alpha,\""), "{csv}");
    assert!(rows[3].contains("; Perrine Galet\",Agora,2026,2026-03-01,,,en,https://p.example/base/communautes/rte/interventions/a/,,https://tube.example/a,,"), "{csv}");
    assert!(!csv.replace("\r\n", "").contains('\n'));
}

#[test]
fn the_list_to_be_embedded_stands_alone() {
    let html = output(&three(), "/interventions/embed.html");
    for part in [
        "<html lang=\"fr\">",
        "<a href=\"https://p.example/base/communautes/rte/interventions/a/\" target=\"_top\" rel=\"noopener\">Alpha</a><br>",
        "<li>Agora 2026, <time datetime=\"2026-03-01\">1er mars 2026</time> · <a href=\"https://tube.example/a\" target=\"_top\" rel=\"noopener\">Vidéo</a></li>",
        "<li>Forum printemps 2026, ",
        "<p><a href=\"https://p.example/base/interventions/\" target=\"_top\" rel=\"noopener\">Toutes les interventions</a></p>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    for word in ["<script", "<style", "style=", "class=", "<img"] {
        assert!(!html.contains(word), "{html}");
    }
    let links = html.matches("<a ").count();
    assert_eq!((links, html.matches("target=\"_top\"").count()), (links, links));
    let sitemap = output(&three(), "/sitemap.xml");
    assert!(
        sitemap.contains("conference/agora/2026/") && !sitemap.contains("embed"),
        "{sitemap}"
    );
}
