//! Notes of meetings: Markdown in front matter, read as the text below it is.

use std::fs;

use crate::{
    calendars::{at, event},
    cli::{ends_with, fresh, parvis},
    diagnostics::{check, portal},
    works::between,
};

/// An event of three meetings, with what is kept of them.
fn meetings(occurrences: &str) -> String {
    let front = format!(
        "start: 2026-08-04T14:00\nend: 2026-08-04T15:00\nrecurrence: FREQ=MONTHLY;BYDAY=1TU;COUNT=3\noccurrences:\n{occurrences}"
    );
    event("e", front.trim_end())
}

const PAGE: &str = "=== pages/charte.md\n---\ntitle: Charte\n---\n\n## Règles\n\nx\n";

const OWN: &str = "/communautes/rte/evenements/e/";

#[test]
fn notes_are_shown_as_a_text_is() {
    let notes = "- date: 2026-08-04\n  notes: |\n    ## Décisions\n\n    - **Garder** [la charte](/pages/charte.md#regles)\n      - et \"relire\"\n    - voir [la suite](#suite)[^1]\n\n    ## Suite\n\n    ```rust\n    fn main() {}\n    ```\n\n    [^1]: Une note.\n- date: 2026-09-01\n  notes: \"## Suite\\n\\nRien, [là-haut](#suite).\"\n";
    let text = meetings(notes) + "\nSelon [le calendrier](/evenements/).\n";
    let snapshot = portal(&(text + PAGE));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let page = at(&snapshot, OWN);
    assert!(page.contains("<a href=\"/evenements/\">le calendrier</a>"), "{page}");
    let first = between(&page, "<li id=\"o-2026-08-04\">", "\n</ol>");
    for part in [
        "<div class=\"prose\"><h3 id=\"o-2026-08-04-decisions\">Décisions ",
        "<strong>Garder</strong> <a href=\"/charte/#regles\">la charte</a><ul>\n<li>et «",
        "<a href=\"#o-2026-08-04-suite\">la suite</a>",
        "href=\"#o-2026-08-04-fn-1\"",
        "<li id=\"o-2026-08-04-fn-1\"><p>Une note. <a class=\"footnote-back\" href=\"#o-2026-08-04-fnref-1\"",
        "<h3 id=\"o-2026-08-04-suite\">",
        "<code class=\"language-rust\">",
    ] {
        assert!(first.contains(part), "{part} not in {first}");
    }
    let second = between(&page, "<li id=\"o-2026-09-01\">", "<li id=\"o-2026-08-04\">");
    assert!(second.contains("<a href=\"#o-2026-09-01-suite\">là-haut</a>"), "{second}");
    // The page leads back from what the notes link to, and brings what shows code.
    assert!(at(&snapshot, "/charte/").contains("href=\"/communautes/rte/evenements/e/\""));
    assert!(page.contains(" data-label=\""), "{page}");
}

#[test]
fn what_is_wrong_in_notes_is_said_where_it_stands() {
    check(
        &meetings(
            "- date: 2026-08-04\n  notes: |\n    Voir [la charte](charte.md), [le plan](#plan).\n\n    ![](plan.png)\n- {date: 2026-09-01, notes: \"Un [site](www.example.org), [le bilan](/bilan/).\"}\n- date: 2026-10-06\n  notes: >-\n    Plié sur\n    deux lignes : [site du club](http://github.com/a).\n",
        ),
        r#"
error[broken-link]: there is no file `charte.md`
 --> communities/rte/events/e.md:9:22
  |
9 |     Voir [la charte](charte.md), [le plan](#plan).
  |                      ^^^^^^^^^
  |
  = help: a path is relative to this file, or begins with `/` at the portal's folder

error[broken-anchor]: there is no anchor `#plan`
 --> communities/rte/events/e.md:9:44
  |
9 |     Voir [la charte](charte.md), [le plan](#plan).
  |                                            ^^^^^
  |
  = help: the page has no headings: remove the anchor

warning[image-alt]: the image has no alternative text
  --> communities/rte/events/e.md:11:5
   |
11 |     ![](plan.png)
   |     ^^^^^^^^^^^^^
   |
   = help: say what it shows: `![a chart of …](file.png)`; or that it shows nothing: `![](file.png "{decorative}")`

error[missing-image]: there is no image `plan.png`
  --> communities/rte/events/e.md:11:9
   |
11 |     ![](plan.png)
   |         ^^^^^^^^
   |
   = help: put it beside the text, or into `static/img/` and write `/img/…`

error[broken-link]: there is no file `www.example.org`
  --> communities/rte/events/e.md:12:40
   |
12 | - {date: 2026-09-01, notes: "Un [site](www.example.org), [le bilan](/bilan/)."}
   |                                        ^^^^^^^^^^^^^^^
   |
   = help: write `https://www.example.org`

error[broken-link]: there is no page `/bilan/`
  --> communities/rte/events/e.md:12:69
   |
12 | - {date: 2026-09-01, notes: "Un [site](www.example.org), [le bilan](/bilan/)."}
   |                                                                     ^^^^^^^
   |
   = help: did you mean `/plan/`?

warning[insecure-link]: the link is not encrypted
  --> communities/rte/events/e.md:16:34
   |
16 |     deux lignes : [site du club](http://github.com/a).
   |                                  ^^^^^^^^^^^^^^^^^^^
   |
   = help: write `https://`
"#,
    );
}

#[test]
fn notes_of_the_original_keep_their_language_in_a_translation() {
    let notes = "- {date: 2026-08-04, notes: \"Voir [la charte](/pages/charte.md).\"}\n";
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n";
    let english =
        "=== communities/rte/events/e.en.md\n---\ntitle: Meeting\n---\n\nHello.\n";
    let snapshot = portal(&format!("{text}{}{english}{PAGE}", meetings(notes)));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let page = at(&snapshot, "/en/communities/rte/events/e/");
    let part =
        "<div class=\"prose\" lang=\"fr\"><p>Voir <a href=\"/charte/\">la charte</a>.</p>";
    assert!(page.contains(part), "{page}");
}

#[test]
fn a_link_of_notes_to_a_draft_is_its_words() {
    let draft = PAGE.replace("title:", "draft: true\ntitle:");
    let notes = "- {date: 2026-08-04, notes: \"Voir [la charte](/pages/charte.md).\"}\n";
    let snapshot = portal(&(meetings(notes) + &draft));
    let found: Vec<_> = snapshot.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(found, ["unpublished-link"]);
    assert!(at(&snapshot, OWN).contains("<p>Voir <a>la charte</a>.</p>"));
}

#[test]
fn a_picture_of_notes_is_published() {
    let notes = "- {date: 2026-08-04, notes: \"![Le tableau](tableau.png)\"}\n";
    let picture = "=== communities/rte/events/tableau.png\nx\n";
    let snapshot = portal(&(meetings(notes) + picture));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let page = at(&snapshot, OWN);
    assert!(page.contains("alt=\"Le tableau\"") && page.contains("tableau"), "{page}");
    let routes = &snapshot.site.as_ref().unwrap().routes;
    assert!(routes.file("communities/rte/events/tableau.png").is_some());
}

#[test]
fn notes_are_told_to_programs_that_read_markdown() {
    let notes = "- date: 2026-08-04\n  notes: |\n    - [la charte](/pages/charte.md)\n";
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/x\nllms: true\n";
    let body = "\nSelon [le calendrier](/evenements/).\n";
    let snapshot = portal(&format!("{text}{}{body}{PAGE}", meetings(notes)));
    let file = at(&snapshot, &format!("{OWN}index.md"));
    let end = "/e/>\n\nSelon [le calendrier](https://p.example/x/evenements/).\n\n## 4 août 2026\n\n- [la charte](https://p.example/x/charte/)\n";
    assert!(file.ends_with(end), "{file}");
}

#[test]
fn what_is_sure_is_mended_in_notes() {
    let faulty = "---\ntitle: Point\nstart: 2026-08-04T14:00\noccurrences:\n- date: 2026-08-04\n  notes: |\n    ##Décisions\n\n    - voir [le code](http://github.com/a)\n      - et [le plan] (https://p.example/b.pdf)\n- date: 2026-08-05\n  notes: \"Le [code du club](http://github.com/a).\"\n---\n";
    let (_temp, folder) = fresh();
    fs::create_dir_all(folder.join("events")).unwrap();
    let file = folder.join("events/point.md");
    fs::write(&file, faulty).unwrap();
    let args = ["fix", folder.to_str().unwrap(), "--write"];
    ends_with(0, &parvis(&args));
    let mended = faulty
        .replace("##D", "## D")
        .replace("http:", "https:")
        .replace("plan] (", "plan](");
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
}
