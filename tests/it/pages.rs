//! What is on a page.

use parvis::render::{Output, render};

use crate::diagnostics::portal;

fn page(text: &str, address: &str) -> String {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
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
    let attacks = "<script>alert(1)</script>\n\n<video src=x onerror=alert(1)></video>\n\na <b onclick=\"x\" style=\"color:red\">b</b> <iframe src=\"https://x.example\"></iframe>\n\n<style>*{}</style>\n\n<form action=x></form><base href=x><svg onload=x></svg>\n\n</main></body>";
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

/// The portal that people copy, as it is on the disk.
pub(crate) fn example() -> std::sync::Arc<parvis::snapshot::Snapshot> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content-example");
    // What was built there before is not content.
    let except = [root.join("public")];
    let read = parvis::source::walk(&parvis::source::Walk { root: &root, except: &except })
        .unwrap();
    let options = parvis::snapshot::Options {
        date: "2026-11-24".parse().ok(),
        ..parvis::snapshot::Options::default()
    };
    parvis::snapshot::Workspace::new(options).apply(read.value, read.diagnostics)
}

/// Address and HTML of all pages of the example.
fn example_pages() -> Vec<(String, String)> {
    let snapshot = example();
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let site = snapshot.site.as_ref().unwrap();
    let page = |address: &str| match render(site, address).unwrap() {
        Output::Bytes(bytes) => {
            Some((address.to_owned(), String::from_utf8(bytes).unwrap()))
        }
        Output::File(_) | Output::Picture(..) => None,
    };
    let html = |it: &&str| it.ends_with('/') || it.rsplit('.').next() == Some("html");
    site.routes.iter().map(|it| it.0).filter(html).filter_map(page).collect()
}

fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    html.split_once(start).and_then(|it| it.1.split_once(end)).map_or("", |it| it.0)
}

#[test]
fn each_page_of_the_example_has_a_title_of_its_own_and_one_heading() {
    let mut titles = std::collections::BTreeMap::new();
    for (address, html) in example_pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        assert_eq!(html.matches("<main").count(), 1, "{address}");
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        // What is embedded is a part of another site's page.
        let is_whole = !address.ends_with("/embed.html");
        let skip = html.contains("<a class=\"skip\" href=\"#page--content\">");
        assert_eq!(skip, is_whole, "{address}");
        let title = between(&html, "<title>", "</title>").to_owned();
        assert!(!title.is_empty(), "{address}");
        if let Some(other) = titles.insert(title.clone(), address.clone()) {
            panic!("`{title}` is the title of {other} and of {address}");
        }
    }
    assert!(titles.len() > 300, "{}", titles.len());
}

#[test]
fn no_page_of_the_example_has_style_foreign_script_or_a_third_party() {
    for (address, html) in example_pages() {
        // What a page has of its own is a file, and asks for nothing before it is used.
        let own = |it: &str| it.contains(".js\" defer");
        // Data, which nothing runs: `data.rs` looks at it.
        let data = between(&html, "<script type=\"application/ld+json\">", "</script>");
        let plain = html.replacen(
            &format!("<script type=\"application/ld+json\">{data}</script>"),
            "",
            1,
        );
        let mut parts = plain.split("<script src=\"/assets/");
        let mut rest = parts.next().unwrap_or("").to_owned();
        for part in parts {
            let (tag, after) = part.split_once("></script>").expect("the tag has an end");
            assert!(own(tag), "{tag} on {address}");
            rest.push_str(after);
        }
        assert_eq!(
            html.contains("<script src=\"/assets/copy-"),
            html.contains("<figure class=\"code\""),
            "{address}"
        );
        let lower = rest.to_lowercase();
        for word in ["<script", "<style", " style=", "<iframe", "javascript:"] {
            assert!(!lower.contains(word), "{word} on {address}");
        }
        for tag in html.split('<').map(|it| it.split('>').next().unwrap_or("")) {
            let handler = tag.split_whitespace().any(|it| {
                it.strip_prefix("on").is_some_and(|it| {
                    it.split_once('=')
                        .is_some_and(|it| it.0.bytes().all(|it| it.is_ascii_lowercase()))
                })
            });
            assert!(!handler, "{tag} on {address}");
            let loads =
                tag.starts_with("img") || tag.starts_with("link rel=\"stylesheet\"");
            assert!(!loads || !tag.contains("=\"http"), "{tag} on {address}");
        }
        let head: Vec<&str> = html.lines().skip(3).take(3).collect();
        assert_eq!(head[0], "<meta charset=\"utf-8\">", "{address}");
        assert!(head[1].starts_with("<meta http-equiv=\"Content-Security-Policy\""));
        assert!(head[2].starts_with("<meta name=\"referrer\""), "{address}");
    }
}

#[test]
fn every_internal_link_of_the_example_leads_somewhere() {
    let snapshot = example();
    let site = snapshot.site.as_ref().unwrap();
    for (address, html) in example_pages() {
        for part in html.split(" href=\"").skip(1).chain(html.split(" src=\"").skip(1)) {
            let url = part.split('"').next().unwrap();
            let path = url.split('#').next().unwrap();
            if path.starts_with('/') {
                assert!(site.routes.find(path).is_some(), "{url} on {address}");
            }
        }
    }
}

#[test]
fn a_cancelled_event_says_so_and_a_month_is_elided() {
    let event = "=== communities/rte/events/x.md\n---\ntitle: X\nstart: 2026-10-14T14:00\nend: 2026-10-14T16:30\nstatus: cancelled\nregistration: { url: \"https://a.example/\" }\n---\n";
    let html = page(event, "/communautes/rte/evenements/x/");
    assert!(html.contains("<strong>Annulé.</strong>"), "{html}");
    assert!(html.contains("mercredi 14 octobre 2026, de 14\u{a0}h à 16\u{a0}h\u{a0}30"));
    assert!(!html.contains("S’inscrire"), "nobody registers for what is cancelled");
    let html = page(event, "/evenements/2026/10/");
    assert!(html.contains("<h1>Événements d’octobre 2026</h1>"), "{html}");
    assert!(html.contains("class=\"state\">Annulé<"));
}

#[test]
fn lists_are_cut_into_pages_with_gaps() {
    let retex = |it| {
        format!(
            "=== communities/rte/retex/2026-01-{it:02}-r{it}.md\n---\ntitle: R{it}\nauthors: [ana]\n---\n\nt\n"
        )
    };
    let retex = (1..=30).map(retex).collect::<Vec<String>>().concat();
    let settings = "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 3\n";
    let html = page(&format!("{settings}{retex}"), "/retex/page/5/");
    let nav = between(&html, "<nav class=\"pagination\"", "</nav>");
    let numbers: Vec<&str> = nav
        .split("<li>")
        .skip(1)
        .map(|it| it.split_once("</").unwrap().0.rsplit('>').next().unwrap())
        .collect();
    assert_eq!(numbers, ["1", "…", "4", "5", "6", "…", "10"]);
    assert!(nav.contains("aria-current=\"page\">5</a>"), "{nav}");
    assert!(nav.contains("rel=\"prev\"") && nav.contains("rel=\"next\""));
    assert!(html.contains(">R18</a>") && !html.contains(">R19</a>"), "{html}");
}

#[test]
fn related_entries_say_why() {
    let retex = |name: &str, more: &str| {
        format!(
            "=== communities/rte/retex/2026-01-0{name}-r{name}.md\n---\ntitle: R{name}\nauthors: [ana]\n{more}---\n\nt\n"
        )
    };
    let text = [
        retex("1", "topics: [rust]\nrelated: [r4]\n"),
        retex("2", "topics: [rust]\n"),
        retex("3", ""),
        retex("4", ""),
    ]
    .concat();
    let html = page(&text, "/communautes/rte/retex/r1/");
    let related = between(&html, "id=\"page--related\"", "</section>");
    let whys: Vec<&str> = related
        .split("class=\"why\">")
        .skip(1)
        .map(|it| it.split('<').next().unwrap())
        .collect();
    assert_eq!(whys, ["Choisi par l’auteur", "Même sujet\u{a0}: Rust", "Aussi d’Ana"]);
}

#[test]
fn a_link_to_a_translation_leads_there_and_an_anchor_to_the_text_that_has_it() {
    let head = "---\ntitle: X\nauthors: [ana]\n---\n\n";
    let at = "communities/rte/retex/2026-01-02-x";
    let other = "communities/rte/retex/2026-01-03-y";
    let snapshot = portal(&format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== {at}.md\n{head}## Partie\n\n## Nom\n=== {at}.en.md\n## Part\n\n## Nom\n=== {other}.md\n{head}[a](2026-01-02-x.en.md#part) [b](2026-01-02-x.md#partie) [c](2026-01-02-x.md)\n=== {other}.en.md\n[d](2026-01-02-x.md#partie) [e](2026-01-02-x.md#nom) [f](2026-01-02-x.md)\n"
    ));
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let site = snapshot.site.as_ref().unwrap();
    let links = |address: &str| -> Vec<String> {
        let Ok(Output::Bytes(bytes)) = render(site, address) else { panic!("{address}") };
        let html = String::from_utf8(bytes).unwrap();
        let body =
            html.split("<p><a href=\"").nth(1).unwrap().split("</p>").next().unwrap();
        let cut = |it: &str| it.split('"').next().unwrap().to_owned();
        body.split("<a href=\"").map(cut).collect()
    };
    assert_eq!(
        links("/communautes/rte/retex/y/"),
        [
            "/en/communities/rte/reports/x/#part",
            "/communautes/rte/retex/x/#partie",
            "/communautes/rte/retex/x/"
        ]
    );
    assert_eq!(
        links("/en/communities/rte/reports/y/"),
        [
            "/communautes/rte/retex/x/#partie",
            "/en/communities/rte/reports/x/#nom",
            "/en/communities/rte/reports/x/"
        ]
    );
}

#[test]
fn a_meeting_says_its_weekday_and_its_year_only_when_it_is_far() {
    let event = |name: &str, start: &str| {
        format!(
            "=== communities/rte/events/{name}.md\n---\ntitle: E\nstart: {start}\n---\n"
        )
    };
    let text = format!("{}{}", event("a", "2026-12-07T10:00"), event("b", "2028-12-07"));
    let html = page(&text, "/evenements/");
    assert!(html.contains("<time class=\"day\" datetime=\"2026-12-07\"><i>lun.</i> <b>7</b> <span>déc.</span></time>"), "{html}");
    assert!(
        html.contains("<i>jeu.</i> <b>7</b> <span>déc.</span> <small>2028</small></time>")
    );
    assert!(page(&text, "/").contains("<i>lun.</i> <b>7</b>"));
    let past = event("c", "2020-12-07T10:00");
    assert!(page(&past, "/communautes/rte/").contains(">lun. 7 déc. 2020</time>"));
}

#[test]
fn a_box_without_facts_has_no_heading_and_a_label_no_dot_after_it() {
    let bare = HEAD.replace("topics: [rust]\n", "");
    assert!(!page(&format!("{bare}Text.\n"), AT).contains("id=\"page--about\""));
    assert!(page(&format!("{HEAD}Text.\n"), AT).contains("id=\"page--about\""));
    let talk = "=== communities/rte/talks/t.md\n---\ntitle: T\nspeakers: [ana]\ndeliveries: [{conference: Agora, date: 2026-01-02}]\n---\n";
    let html = page(talk, "/interventions/");
    assert!(html.contains("<span>Pour votre propre site\u{a0}: <a href="), "{html}");
}

#[test]
fn topics_may_be_nested_as_deep_as_anybody_likes_and_count_what_is_below_them() {
    let one = |it: usize| format!("- {{id: t{it}, label: T{it}, parent: t{}}}\n", it - 1);
    let deep = (1..60).map(one).collect::<Vec<String>>().concat();
    let text = format!(
        "=== topics.yaml\n- {{id: t0, label: T0}}\n{deep}- {{id: u, label: U, parent: t0}}\n- {{id: v, label: V}}\n=== talks.yaml\n- {{id: a, title: A, speakers: [{{name: X}}], topics: [t50, t3, u], deliveries: [{{conference: C, date: 2026-01-02}}]}}\n"
    );
    let html = page(&text, "/sujets/");
    let shown = between(&html, "class=\"topic-tree\"", "</main>");
    let count = |tag: &str| shown.matches(tag).count();
    assert_eq!(count("<li>"), 62);
    assert_eq!((count("<li>"), count("<ul>") + 1), (count("</li>"), count("</ul>")));
    assert_eq!(count("<h7"), 0);
    for (topic, counted) in
        [("t0", true), ("t50", true), ("t51", false), ("u", true), ("v", false)]
    {
        let row = between(shown, &format!("/sujets/{topic}/\""), "</h");
        assert_eq!(row.contains("<small>1 contenu</small>"), counted, "{row}");
        assert!(counted || !row.contains("<small>"), "{row}");
    }
}
