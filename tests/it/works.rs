//! Practices and initiatives: who has them, where they are listed, and what their pages say.

use std::fmt::Write;

use parvis::{
    render::{Output, render},
    snapshot::Snapshot,
};

use crate::diagnostics::portal;

pub(crate) fn html(snapshot: &Snapshot, address: &str) -> String {
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn is_there(snapshot: &Snapshot, address: &str) -> bool {
    snapshot.site.as_ref().unwrap().routes.find(address).is_some()
}

/// The text between two others.
#[track_caller]
pub(crate) fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let rest = html.split_once(from);
    let rest = rest.unwrap_or_else(|| panic!("{from} not in {html}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("{to} not behind {from}")).0
}

/// In which order words first come.
#[track_caller]
pub(crate) fn in_order(html: &str, words: &[&str]) {
    let places: Vec<_> = words.iter().map(|it| html.find(it)).collect();
    let sorted = places.iter().all(Option::is_some) && places.is_sorted();
    assert!(sorted, "{words:?} at {places:?} in {html}");
}

const COMMUNITIES: &str = "=== communities/ux/index.md\n---\ntitle: UX\n---\n=== communities/craft/index.md\n---\ntitle: Craft people\nshort_title: Craft\n---\n";

pub(crate) fn practice(path: &str, title: &str, front: &str) -> String {
    format!("=== {path}.md\n---\ntitle: {title}\n{front}\n---\n\nText.\n")
}

pub(crate) fn retex(name: &str, front: &str) -> String {
    format!(
        "=== communities/rte/retex/2026-01-02-{name}.md\n---\ntitle: R-{name}\nauthors: [ana]\n{front}\n---\n\nText.\n"
    )
}

#[test]
fn a_portal_without_any_has_no_lists_of_them() {
    let snapshot = portal(&retex("a", "series: {id: s, part: 1}"));
    for address in
        ["/pratiques/", "/initiatives/", "/pratiques/par-communaute/", "/retex/serie/s/"]
    {
        assert!(!is_there(&snapshot, address), "{address}");
    }
    for address in ["/", "/plan/", "/communautes/rte/", "/personnes/ana/", "/sujets/rust/"]
    {
        let page = html(&snapshot, address);
        let page = page.replace("Les initiatives", "");
        for word in ["Pratiques", "Initiatives", "/pratiques/", "/initiatives/"] {
            assert!(!page.contains(word), "{word} on {address}: {page}");
        }
    }
    // One of the two does not bring the other, and no community brings no table.
    let snapshot = portal(&practice("practices/p", "P", "status: proposed"));
    assert!(is_there(&snapshot, "/pratiques/") && !is_there(&snapshot, "/initiatives/"));
    assert!(!is_there(&snapshot, "/pratiques/par-communaute/"));
    assert!(html(&snapshot, "/").contains(">Pratiques</a>"));
    assert!(!html(&snapshot, "/pratiques/p/").contains("par-communaute"));
}

#[test]
fn a_practice_says_its_state_its_owner_its_users_and_who_speaks_for_it() {
    let text = practice(
        "communities/rte/practices/p",
        "P",
        "status: adopted\nsince: 2026-03-01\nreview_by: 2027-03-01\napplied_by: [rte, craft]\ntried_by: [ux]\nsupported_by: [a]\ncontested_by: [b]\nowners: [ana]\ntopics: [rust]",
    ) + &retex("a", "")
        + &retex("b", "")
        + &retex("c", "").replace("Text.", "[P](../practices/p.md)")
        + COMMUNITIES;
    let snapshot = portal(&text);
    let page = html(&snapshot, "/communautes/rte/pratiques/p/");
    let head = between(&page, "<header class=\"head", "</header>");
    in_order(
        head,
        &[
            "<b>Adoptée</b>",
            "depuis le <time datetime=\"2026-03-01\">",
            "Responsable\u{a0}: <a href=\"/communautes/rte/\">RTE</a>",
            "à revoir avant le <time datetime=\"2027-03-01\">",
        ],
    );
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    in_order(
        facts,
        &["Appliquée par", ">RTE</a>", ">Craft</a>", "À l’essai chez", ">UX</a>"],
    );
    assert!(
        between(&page, "id=\"page--for\"", "</section>").contains(">R-a</a>"),
        "{page}"
    );
    assert!(
        between(&page, "id=\"page--against\"", "</section>").contains(">R-b</a>"),
        "{page}"
    );
    let others = between(&page, "id=\"page--backlinks\"", "</section>");
    assert!(others.contains(">R-c</a>") && !others.contains(">R-a</a>"), "{others}");
    // The other way round.
    let a = html(&snapshot, "/communautes/rte/retex/a/");
    assert!(between(&a, "Parle pour la pratique", "</div>").contains(">P</a>"), "{a}");
    let b = html(&snapshot, "/communautes/rte/retex/b/");
    assert!(between(&b, "Parle contre la pratique", "</div>").contains(">P</a>"), "{b}");
    for page in [a, b] {
        assert!(!page.contains("id=\"page--backlinks\""), "{page}");
    }
    // Everybody who has to do with it lists it.
    for (address, id) in [
        ("/communautes/rte/", "practices"),
        ("/communautes/craft/", "practices"),
        ("/communautes/ux/", "practices"),
        ("/sujets/rust/", "practices"),
        ("/personnes/ana/", "practices"),
    ] {
        let page = html(&snapshot, address);
        let part = between(&page, &format!("id=\"page--{id}\""), "</section>");
        assert!(
            part.contains(">P</a>") && part.contains("<b>Adoptée</b>"),
            "{address}: {part}"
        );
    }
}

#[test]
fn an_initiative_says_who_leads_it_what_comes_out_and_when_it_meets() {
    let text = practice(
        "communities/rte/initiatives/i",
        "I",
        "status: running\nowners: [ana]\nstart: 2026-01-02\nend: 2026-09-30\nmeetings: [later, sooner, past, before]\npractices: [w]\ndeliverables:\n  - {title: Guide, url: \"https://d.example/g\", done: true}\n  - {title: Talk}",
    ) + &practice("practices/w", "W", "status: proposed")
        + &[
            ("later", "2027-02-01"),
            ("sooner", "2026-11-02"),
            ("past", "2026-02-03"),
            ("before", "2026-01-03"),
        ]
        .map(|(name, day)| {
            practice(
                &format!("events/{name}"),
                &format!("M-{name}"),
                &format!("start: {day}"),
            )
        })
        .concat();
    let snapshot = portal(&text);
    let page = html(&snapshot, "/communautes/rte/initiatives/i/");
    assert!(
        between(&page, "<div class=\"byline\">", "</ul>").contains(">Ana</a>"),
        "{page}"
    );
    let deliverables = between(&page, "id=\"page--deliverables\"", "</section>");
    in_order(
        deliverables,
        &[
            "(1 sur 2)",
            "Fait</span> <a href=\"https://d.example/g\"",
            "À faire</span> Talk",
        ],
    );
    in_order(
        between(&page, "id=\"page--meetings\"", "</section>"),
        &["M-sooner", "M-later"],
    );
    in_order(between(&page, "id=\"page--past\"", "</section>"), &["M-past", "M-before"]);
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    in_order(
        facts,
        &["En cours", "Échéance", "datetime=\"2026-09-30\"", "échéance passée"],
    );
    assert!(
        between(
            &html(&snapshot, "/pratiques/w/"),
            "id=\"page--initiatives\"",
            "</section>"
        )
        .contains(">I</a>")
    );
    assert!(
        between(&html(&snapshot, "/personnes/ana/"), "Initiatives portées", "</section>")
            .contains(">I</a>")
    );
    let done = portal(&text.replace("running", "done"));
    let page = html(&done, "/communautes/rte/initiatives/i/");
    let facts = between(&page, "<dl class=\"facts\">", "</dl>");
    assert!(
        facts.contains("<dt>Fin</dt>") && !facts.contains("échéance passée"),
        "{facts}"
    );
}

#[test]
fn lists_go_by_state_and_have_pages() {
    let mut text = String::from(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\npage_size: 4\n",
    );
    for (state, count) in [("retired", 1), ("proposed", 2), ("tried", 3), ("adopted", 9)] {
        for it in 0..count {
            text += &practice(
                &format!("communities/rte/practices/{state}-{it}"),
                &format!("T-{state}-{it}"),
                &format!("status: {state}\nsince: 2026-01-02"),
            );
        }
    }
    let snapshot = portal(&text);
    let pages = ["", "page/2/", "page/3/", "page/4/"]
        .map(|it| html(&snapshot, &format!("/pratiques/{it}")));
    let titles = |html: &str| -> Vec<String> {
        html.split(">T-")
            .skip(1)
            .map(|it| it.split('<').next().unwrap().to_owned())
            .collect()
    };
    let all: Vec<String> = pages.iter().flat_map(|it| titles(it)).collect();
    assert_eq!(all.len(), 15, "{all:?}");
    let states: Vec<&str> = all.iter().map(|it| it.split('-').next().unwrap()).collect();
    let mut once = states.clone();
    once.dedup();
    assert_eq!(once, ["adopted", "tried", "proposed", "retired"]);
    in_order(
        &pages[2],
        &["<h2 id=\"adopted\">Adoptées</h2>", "<h2 id=\"tried\">À l’essai</h2>"],
    );
    assert!(!is_there(&snapshot, "/pratiques/page/5/"));
    // A list for each state that there is.
    let tried = html(&snapshot, "/pratiques/etat/a-l-essai/");
    assert_eq!(titles(&tried).len(), 3);
    assert!(tried.contains("<h1>Pratiques\u{a0}: à l’essai</h1>"), "{tried}");
    assert!(tried.contains("aria-current=\"page\">À l’essai (3)</a>"), "{tried}");
    assert!(
        tried.contains("hreflang=\"en\" href=\"/en/practices/state/tried/\""),
        "{tried}"
    );
    assert_eq!(titles(&html(&snapshot, "/pratiques/etat/adoptees/page/3/")).len(), 1);
    assert_eq!(titles(&html(&snapshot, "/en/practices/state/adopted/")).len(), 4);
    assert!(!is_there(&snapshot, "/initiatives/etat/en-cours/"));
    // A community names some, and has a list where there are more.
    let home = html(&snapshot, "/communautes/rte/");
    assert_eq!(titles(&home).len(), 12);
    assert!(
        home.contains("<a href=\"/communautes/rte/pratiques/\">Voir les 15 pratiques</a>"),
        "{home}"
    );
    assert_eq!(titles(&html(&snapshot, "/communautes/rte/pratiques/page/4/")).len(), 3);
}

/// The cells of a table, by row.
fn cells(table: &str) -> Vec<Vec<String>> {
    let plain = |it: &str| {
        let mut out = String::new();
        let mut inside = true;
        for letter in it.chars() {
            match letter {
                '<' => inside = false,
                '>' => inside = true,
                it if inside => out.push(it),
                _ => {}
            }
        }
        out
    };
    let row = |it: &str| -> Vec<String> {
        let it =
            it.split("</tr>").next().unwrap().replace("</td>", "|").replace("</th>", "|");
        plain(&it)
            .trim_end()
            .strip_suffix('|')
            .unwrap()
            .split('|')
            .map(|it| it.trim().to_owned())
            .collect()
    };
    table.split("<tr>").skip(1).map(row).collect()
}

#[test]
fn a_table_says_in_words_who_works_how() {
    let text = practice(
        "communities/rte/practices/a",
        "A",
        "status: adopted\nsince: 2026-01-02\napplied_by: [craft]",
    ) + &practice("practices/b", "B", "status: proposed\ntried_by: [ux]")
        + &practice("practices/c", "C", "status: proposed")
        + COMMUNITIES;
    let snapshot = portal(&text);
    let page = html(&snapshot, "/pratiques/par-communaute/");
    let table = between(&page, "<table class=\"matrix\">", "</table>");
    assert_eq!(
        cells(table),
        [
            vec!["Pratique", "État", "Craft", "RTE", "UX"],
            vec!["A", "Adoptée", "Appliquée", "Responsable", ""],
            vec!["B", "Proposée", "", "", "À l’essai"],
            vec!["C", "Proposée", "", "", ""],
        ]
    );
    assert!(page.contains(
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-1\">"
    ));
    assert!(
        table.starts_with(
            "\n<caption id=\"table-1\"><span>Pratiques et communautés, de Craft à UX</span></caption>"
        ),
        "{table}"
    );
    assert_eq!(table.matches("scope=\"row\"").count(), 3);
    assert_eq!(table.matches("scope=\"col\"").count(), 5);
    assert!(html(&snapshot, "/pratiques/").contains("href=\"/pratiques/par-communaute/\""));
}

#[test]
fn a_large_table_is_cut_into_narrow_ones_without_empty_rows_or_columns() {
    let mut text =
        String::from("=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 10\n");
    for it in 0..40 {
        writeln!(text, "=== communities/x{it:02}/index.md\n---\ntitle: X{it:02}\n---")
            .unwrap();
        // Each is applied by two neighbors.
        let front = format!(
            "status: adopted\nsince: 2026-01-02\napplied_by: [x{it:02}, x{:02}]",
            (it + 1) % 40
        );
        text += &practice(&format!("practices/p{it:02}"), &format!("P{it:02}"), &front);
    }
    let snapshot = portal(&text);
    let mut seen = 0;
    for number in 1..=4 {
        let tail = if number == 1 { String::new() } else { format!("page/{number}/") };
        let page = html(&snapshot, &format!("/pratiques/par-communaute/{tail}"));
        let mut captions = std::collections::BTreeSet::new();
        for (at, table) in page.split("<table class=\"matrix\">").skip(1).enumerate() {
            assert!(captions.insert(between(table, "<caption", "</caption>").to_owned()));
            let rows = cells(table.split("</table>").next().unwrap());
            assert!(rows[0].len() <= 14, "{rows:?}");
            for column in 2..rows[0].len() {
                assert!(
                    rows[1..].iter().any(|it| !it[column].is_empty()),
                    "{column} {rows:?}"
                );
            }
            for row in &rows[1..] {
                assert!(at == 0 || row[2..].iter().any(|it| !it.is_empty()), "{row:?}");
                seen += row[2..].iter().filter(|it| !it.is_empty()).count();
            }
        }
    }
    assert_eq!(seen, 80);
    assert!(!is_there(&snapshot, "/pratiques/par-communaute/page/5/"));
}
