//! What is on a page.

use parvis::render::{Output, render};

use crate::diagnostics::portal;

fn page(text: &str, address: &str) -> String {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        Output::File(path) => panic!("{}", path.display()),
    }
}

const HEAD: &str = "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: A <b> & {{ 7*7 }}\nauthors: [ana]\ntopics: [rust]\n---\n\n";
const AT: &str = "/communautes/rte/retex/x/";

#[test]
fn an_authors_text_is_escaped_everywhere() {
    let html = page(&format!("{HEAD}Text {{{{ 8*8 }}}}.\n"), AT);
    assert!(html.contains("<h1>A &lt;b&gt; &amp; {{ 7*7 }}</h1>"), "{html}");
    assert!(html.contains("Text {{ 8*8 }}."));
    assert_eq!(html.matches("<h1").count(), 1);
    let feed = page(&format!("{HEAD}Text.\n"), "/atom.xml");
    assert!(feed.contains("<title>A &lt;b&gt; &amp; {{ 7*7 }}</title>"));
}

#[test]
fn nothing_active_comes_out_of_raw_html() {
    let attacks = "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\na <b onclick=\"x\" style=\"color:red\">b</b> <iframe src=\"https://x.example\"></iframe>\n\n<style>*{}</style>\n\n<form action=x></form><base href=x><svg onload=x></svg>\n\n</main></body>";
    let html = page(&format!("{HEAD}{attacks}\n"), AT);
    let article =
        html.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
    for word in [
        "<script", "onerror", "onclick", "style=", "<iframe", "<style", "<form", "<base",
        "<svg", "</main",
    ] {
        assert!(!article.contains(word), "{word} in {article}");
    }
}

#[test]
fn markdown_features_come_out_with_classes_only() {
    let html = page(&format!("{HEAD}## Été\n\n## Été\n\n> [!NOTE]\n> n\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nVoir https://a.example/x. Note[^1]\n\n[^1]: La note.\n\n```rust title=\"m.rs\" {{1}}\nfn f() {{}}\n```\n").replace("{{1}}", "{1}"), AT);
    for part in [
        "<h2 id=\"ete\">",
        "<h2 id=\"ete-2\">",
        "class=\"alert alert-note\"",
        "<th scope=\"col\" class=\"right\">b</th>",
        "<a href=\"https://a.example/x\" rel=\"noopener noreferrer\">https://a.example/x</a>.",
        "id=\"fnref-1\"",
        "<li id=\"fn-1\">",
        "<figcaption>m.rs</figcaption>",
        "<span class=\"line hl\"><span class=\"k\">fn </span>",
    ] {
        assert!(html.contains(part), "{part} not in {html}");
    }
    assert!(!html.contains("style="));
}

#[test]
fn addresses_carry_the_base_path() {
    let html = page(&format!("=== portal.yaml\ntitle: P\nurl: https://p.example/ns/project/\n{HEAD}[r](../index.md#x)\n").replace("#x", ""), AT);
    assert!(html.contains("href=\"/ns/project/communautes/rte/\">r</a>"), "{html}");
    assert!(!html.contains("href=\"/communautes"));
}
