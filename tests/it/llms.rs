//! What a portal publishes as Markdown: `llms.txt`, and the text of each entry.

use std::collections::BTreeSet;

use parvis::route::Route;
use pulldown_cmark::{Event, Parser, Tag};

use crate::{data::at, diagnostics::portal};

/// Addresses that the Markdown at an address leads to.
fn links(markdown: &str) -> Vec<String> {
    let address = |it| match it {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            Some(dest_url.to_string())
        }
        _ => None,
    };
    Parser::new(markdown).filter_map(address).collect()
}

const SETTINGS: &str = "=== portal.yaml\ntitle: P\nurl: https://p.example/x\nlanguages: [en, fr]\ndescription: A *portal*.\nllms: true\n";

fn some() -> String {
    format!(
        "{SETTINGS}\
         === communities/rte/index.md\n---\ntitle: RTE\nleads: [ana]\n---\n\nWelcome, see [it](retex/2026-03-02-a.md#more).\n\
         === communities/rte/retex/2026-03-02-a.md\n---\ntitle: One * two\nauthors: [ana]\nsummary: Short.\n---\n\n## More\n\nOf [us](../index.md) and [them][1], [up](#more).\n\n[1]: /pages/b.md\n\
         === index.md\n---\nsummary: Hello.\n---\n\nHome, [b](pages/b.md).\n\
         === pages/b.md\n---\ntitle: B\n---\n\nB.\n\
         === pages/b.fr.md\n---\ntitle: Bé\n---\n\nBé, [a](/communities/rte/retex/2026-03-02-a.md).\n"
    )
}

#[test]
fn a_text_is_beside_its_page_with_absolute_addresses() {
    let snapshot = portal(&some());
    // Marks of Markdown in the description are told, and published as they are.
    let found: Vec<_> = snapshot.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(found, ["text-marks"]);
    assert_eq!(
        at(&snapshot, "/communities/rte/reports/a/index.md"),
        "# One \\* two\n\nShort.\n\n\
         - 2 March 2026\n\
         - **Communities** [RTE](https://p.example/x/communities/rte/)\n\
         - **People** [Ana](https://p.example/x/people/ana/)\n\
         - <https://p.example/x/communities/rte/reports/a/>\n\
         \n\
         ## More\n\n\
         Of [us](https://p.example/x/communities/rte/) and [them][1], \
         [up](https://p.example/x/communities/rte/reports/a/#more).\n\n\
         [1]: https://p.example/x/b/\n"
    );
    let home = at(&snapshot, "/index.md");
    assert!(home.starts_with("# P\n\nHello.\n\n- <https://p.example/x/>\n\nHome, [b](https://p.example/x/b/)."), "{home}");
    assert!(at(&snapshot, "/").contains("type=\"text/markdown\" href=\"/x/index.md\""));
    let french = at(&snapshot, "/fr/b/index.md");
    assert!(french.starts_with("# Bé\n\n- <https://p.example/x/fr/b/>\n"), "{french}");
    let html = at(&snapshot, "/communities/rte/reports/a/");
    let link = "<link rel=\"alternate\" type=\"text/markdown\" href=\"/x/communities/rte/reports/a/index.md\">";
    assert!(html.contains(link), "{html}");
}

/// Whatever it names is there, and all of the texts are named.
#[test]
fn llms_txt_names_the_texts() {
    let snapshot = portal(&some());
    let site = snapshot.site.as_ref().unwrap();
    let text = at(&snapshot, "/llms.txt");
    assert!(
        text.starts_with("# P\n\n> A \\*portal\\*.\n\n## Communities\n\n- [RTE]("),
        "{text}"
    );
    assert!(text.contains("\n- [One \\* two](https://p.example/x/communities/rte/reports/a/index.md): Short.\n"), "{text}");
    let named: BTreeSet<String> = links(&text).into_iter().collect();
    for it in &named {
        let address = it.strip_prefix("https://p.example/x").unwrap();
        assert!(site.routes.find(address).is_some(), "{it}");
    }
    let texts = site.routes.iter().filter(|it| it.1.lang == 0);
    let texts = texts.filter(|it| matches!(it.1.route, Route::Markdown(_)));
    // People are named by what they wrote.
    let texts: Vec<&str> =
        texts.map(|it| it.0).filter(|it| !it.contains("/people/")).collect();
    assert!(texts.len() >= 3, "{texts:?}");
    for it in texts {
        assert!(named.contains(&format!("https://p.example/x{it}")), "{it}");
    }
    assert!(
        at(&snapshot, "/fr/llms.txt").contains("[Bé](https://p.example/x/fr/b/index.md)")
    );
    assert!(!at(&snapshot, "/sitemap.xml").contains(".md"));
}

#[test]
fn neither_is_there_unless_it_is_asked_for() {
    let snapshot = portal(&some().replace("llms: true\n", ""));
    let routes = &snapshot.site.as_ref().unwrap().routes;
    let found: Vec<&str> = routes
        .iter()
        .map(|it| it.0)
        .filter(|it| it.contains("llms") || it.contains("index.md"))
        .collect();
    assert_eq!(found, [""; 0]);
    assert!(!at(&snapshot, "/b/").contains("text/markdown"));
}

#[test]
fn what_front_matter_says_is_text() {
    let hostile = "a](javascript:x) <script>alert(1)</script> ![b](c) `d` # e";
    let text = some().replace("One * two", &format!("'{hostile}'"));
    let snapshot = portal(&text);
    for address in ["/llms.txt", "/communities/rte/reports/a/index.md"] {
        let markdown = at(&snapshot, address);
        assert!(links(&markdown).iter().all(|it| it.starts_with("https://")), "{markdown}");
        let is_raw =
            |it| matches!(it, Event::Html(_) | Event::InlineHtml(_) | Event::Code(_));
        assert!(!Parser::new(&markdown).any(is_raw), "{markdown}");
    }
}
