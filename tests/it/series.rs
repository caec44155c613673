//! Series of retex: each part leads to the next, and to all.

use crate::{
    diagnostics::portal,
    works::{between, html, in_order, retex},
};

#[test]
fn a_part_of_a_series_leads_to_the_next_and_to_all() {
    let text = (1..=15)
        .map(|it| {
            let title = if it == 1 { ", title: Tout un voyage" } else { "" };
            retex(
                &format!("{it:02}"),
                &format!("series: {{id: voyage, part: {it}{title}}}"),
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let snapshot = portal(&format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 10\n{text}"
    ));
    let page = html(&snapshot, "/communautes/rte/retex/08/");
    let facts = between(&page, "Partie 8 d’une série de 15</dt><dd>", "</dd>");
    assert!(facts.starts_with("<a href=\"/retex/serie/voyage/\">Tout un voyage</a>\n<ol class=\"series\" start=\"3\">"), "{facts}");
    in_order(facts, &[">R-03<", ">R-07<", "<b aria-current=\"page\">R-08</b>", ">R-13<"]);
    assert!(!facts.contains("R-02") && !facts.contains("R-14"), "{facts}");
    let nav = between(&page, "<nav class=\"neighbors\" aria-label=\"Partie 8", "</nav>");
    in_order(
        nav,
        &["Partie précédente</span> <b>R-07</b>", "Partie suivante</span> <b>R-09</b>"],
    );
    let last = html(&snapshot, "/communautes/rte/retex/15/");
    assert!(
        !last.contains("Partie suivante") && last.contains("Partie précédente"),
        "{last}"
    );
    let list = html(&snapshot, "/retex/serie/voyage/");
    assert!(list.contains("<h1>Série\u{a0}: Tout un voyage</h1>"), "{list}");
    assert!(list.contains("Une série de 15 retex, à lire dans l’ordre."), "{list}");
    in_order(&list, &[">R-01<", "Partie 1<", ">R-10<", "Partie 10<"]);
    assert!(!list.contains(">R-11<"));
    in_order(
        &html(&snapshot, "/retex/serie/voyage/page/2/"),
        &[">R-11<", "Partie 11<", ">R-15<"],
    );
}
