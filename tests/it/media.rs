//! What a page shows of videos, slides and formulas.

use std::fs;

use parvis::{
    render::{Output, render},
    snapshot::{Options, Snapshot, Workspace},
    source::{Walk, walk},
};

use crate::diagnostics::portal;

const AT: &str = "/communautes/rte/retex/x/";
const FOLDER: &str = "communities/rte/retex/2026-01-02-x";

fn text(body: &str) -> String {
    format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\nvideo_hosts: [tube.example.org]\n=== {FOLDER}/index.md\n---\ntitle: X\nauthors: [ana]\n---\n\n{body}\n"
    )
}

fn at(snapshot: &Snapshot, address: &str) -> String {
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let output = render(snapshot.site.as_ref().unwrap(), address).unwrap();
    let Output::Bytes(bytes) = output else { panic!("{output:?}") };
    String::from_utf8(bytes).unwrap()
}

fn page(body: &str) -> String {
    at(&portal(&text(body)), AT)
}

fn policy(html: &str) -> &str {
    let after = html.split_once("Content-Security-Policy\" content=\"").unwrap().1;
    after.split('"').next().unwrap()
}

#[test]
fn a_video_elsewhere_is_a_link_that_says_where_it_leads() {
    let html = page(
        "[Dire *non*](https://www.youtube.com/watch?v=aaaaaaaaaaa&t=90 \"42:10\")\n\nTexte.",
    );
    for part in [
        "<div class=\"media\"><div class=\"player\"><a class=\"player-link\" href=\"https://www.youtube.com/watch?v=aaaaaaaaaaa&amp;t=90\" rel=\"noopener noreferrer\" data-player=\"https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?start=90\" data-kind=\"frame\" data-title=\"Dire non\">",
        "<b class=\"player-title\">Dire non</b>",
        "<span class=\"player-by\">YouTube · 42:10</span>",
        "La lecture ouvre une connexion à YouTube.",
        "<script src=\"/assets/js-player-",
    ] {
        assert!(html.contains(part), "{part} not in {html}");
    }
    assert!(!html.contains("<iframe"));
    let policy = policy(&html);
    assert!(policy.ends_with("; frame-src https://www.youtube-nocookie.com"), "{policy}");
    assert!(policy.contains("media-src 'self';"), "{policy}");
}

#[test]
fn the_policy_is_opened_for_that_page_alone() {
    let snapshot = portal(&text(
        "https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv\n\n[Fichier](https://files.example.org/a.mp4)\n\nhttps://youtu.be/aaaa_aaaa_a",
    ));
    let html = at(&snapshot, AT);
    let policy_here = policy(&html);
    assert!(
        policy_here.ends_with(
            "; frame-src https://tube.example.org https://www.youtube-nocookie.com"
        ),
        "{policy_here}"
    );
    assert!(policy_here.contains("media-src 'self' https://files.example.org;"));
    assert_eq!(html.matches("class=\"player-link\"").count(), 3, "{html}");
    let others = ["/", "/retex/", "/communautes/rte/"];
    for address in others {
        let html = at(&snapshot, address);
        assert!(policy(&html).ends_with("; frame-src 'none'"), "{address}");
        assert!(!html.contains("<script src"), "{address}");
    }
}

#[test]
fn what_is_no_video_stays_a_link() {
    for body in [
        "https://other.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "[a](https://www.youtube.com/@channel)",
        "[a](https://youtu.be/short)",
        "Voir [a](https://youtu.be/aaaaaaaaaaa).",
        "[a](https://youtu.be/aaaaaaaaaaa) [b](https://youtu.be/bbbbbbbbbbb)",
        "- [a](https://youtu.be/aaaaaaaaaaa)",
        "<a href=\"https://youtu.be/aaaaaaaaaaa\">a</a>",
        "https://youtu.be/aaaaaaaaaaa et plus",
        "<b>\n\n[a](https://other.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv)\n\n</b>",
    ] {
        let html = page(body);
        assert!(!html.contains("player"), "{body}: {html}");
        assert!(html.contains(" href=\"https://"), "{body}: {html}");
        assert!(policy(&html).ends_with("frame-src 'none'"));
    }
}

#[test]
fn a_feed_has_the_link() {
    let body = "[Dire non](https://youtu.be/aaaaaaaaaaa \"42:10\")";
    let feed = at(&portal(&text(body)), "/atom.xml");
    assert!(!feed.contains("player") && !feed.contains("nocookie"), "{feed}");
    assert!(
        feed.contains("&lt;a href=&quot;https://youtu.be/aaaaaaaaaaa&quot; rel="),
        "{feed}"
    );
}

/// A portal on disk with files beside the text.
fn on_disk(
    body: &str,
    files: &[(&str, &str)],
) -> (tempfile::TempDir, std::sync::Arc<Snapshot>) {
    let temp = tempfile::tempdir().unwrap();
    let all = format!(
        "=== people/ana.md\n---\nname: Ana\n---\n=== communities/rte/index.md\n---\ntitle: RTE\n---\n{}",
        text(body)
    );
    for part in all.split("=== ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap();
        let file = temp.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for (name, text) in files {
        fs::write(temp.path().join(FOLDER).join(name), text).unwrap();
    }
    let read = walk(&Walk { root: temp.path(), except: &[] }).unwrap();
    let options = Options { date: "2026-10-01".parse().ok(), ..Options::default() };
    let snapshot = Workspace::new(options).apply(read.value, read.diagnostics);
    (temp, snapshot)
}

const CAPTIONS: &str =
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Bonjour & <script>x</script>.\n";

#[test]
fn a_video_of_the_portal_loads_nothing_by_itself() {
    let files = [
        ("talk.mp4", "x"),
        ("talk.vtt", CAPTIONS),
        ("talk.en.vtt", CAPTIONS),
        ("talk.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 9\"/>"),
    ];
    let (_temp, snapshot) = on_disk("[Une vidéo](talk.mp4 \"1:30\")", &files);
    let html = at(&snapshot, AT);
    for part in [
        "<video controls preload=\"none\" playsinline poster=\"/communautes/rte/retex/x/talk.svg\" aria-label=\"Une vidéo\"><source src=\"/communautes/rte/retex/x/talk.mp4\" type=\"video/mp4\">",
        "<track kind=\"captions\" src=\"/communautes/rte/retex/x/talk.en.vtt\" srclang=\"en\" label=\"anglais\">",
        "<track kind=\"captions\" src=\"/communautes/rte/retex/x/talk.vtt\" srclang=\"fr\" label=\"français\" default>",
        "<details class=\"transcript\"><summary>Transcription</summary><div><p><span class=\"transcript-time\">0:01</span> <b>Ana</b> Bonjour &amp; x.</p></div></details>",
        "1:30 · <a href=\"/communautes/rte/retex/x/talk.mp4\" data-address=\"https://p.example/communautes/rte/retex/x/talk.mp4\">MP4, 1\u{a0}ko</a>",
    ] {
        assert!(html.contains(part), "{part} not in {html}");
    }
    assert!(policy(&html).ends_with("frame-src 'none'") && !html.contains("<script src"));
    let site = snapshot.site.as_ref().unwrap();
    for name in ["talk.vtt", "talk.en.vtt", "talk.svg", "talk.mp4"] {
        assert!(site.routes.find(&format!("{AT}{name}")).is_some(), "{name}");
    }
}

#[test]
fn slides_are_a_card() {
    let (_temp, snapshot) = on_disk(
        "[Les supports](talk.pdf)\n\n[](other.pdf)",
        &[("talk.pdf", "%PDF-1.7 damaged"), ("other.pdf", "x")],
    );
    let html = at(&snapshot, AT);
    assert!(
        html.contains("<a class=\"slides\" href=\"/communautes/rte/retex/x/talk.pdf\" data-address=\"https://p.example/communautes/rte/retex/x/talk.pdf\"><b class=\"slides-title\">Les supports</b> <span class=\"slides-facts\">PDF · 1\u{a0}ko</span></a>"),
        "{html}"
    );
    assert!(html.contains("<b class=\"slides-title\">other.pdf</b>"), "{html}");
}

#[test]
fn formulas_are_set_and_money_is_not() {
    let html = page("Soit $x^2$ ; 5 $ et 10 $ ; $\\foo<b$.\n\n$$\\frac{1}{2}$$");
    for part in [
        "<math><msup><mi>x</mi><mn>2</mn></msup></math>",
        "10\u{a0}$",
        "<code class=\"formula-source\">$\\foo&lt;b$</code>",
        "<span class=\"formula\" role=\"group\" tabindex=\"0\" aria-label=\"Formule\"><math display=\"block\"><mfrac>",
    ] {
        assert!(html.contains(part) || part.contains('\u{a0}'), "{part} not in {html}");
    }
    assert!(html.replace(['\u{a0}', '\u{202f}'], " ").contains("5 $ et 10 $"));
    assert!(!html.contains(" style="));
}

#[test]
fn a_diagram_is_shown_by_its_source() {
    let snapshot = portal(&text("```mermaid\nflowchart TD\n  A --> B\n```"));
    assert!(snapshot.diagnostics.is_empty(), "{:?}", snapshot.diagnostics);
    let html = at(&snapshot, AT);
    assert!(html.contains("A --&gt; B"), "{html}");
    assert!(html.contains("<p class=\"diagram-note\">Un schéma, décrit en texte.</p>"));
}

#[test]
fn the_newest_recording_is_played_on_a_talks_page() {
    let talk = "=== talks/t.md\n---\ntitle: Dire non\nspeakers: [ana]\ndeliveries:\n  - { conference: C, date: 2025-01-02, video: \"https://vimeo.com/123456789\" }\n  - { conference: D, date: 2026-01-02, video: \"https://youtu.be/aaaaaaaaaaa\" }\n  - { conference: E, date: 2026-02-02, video: \"https://elsewhere.example/x\" }\n---\n";
    let html = at(&portal(&format!("{}{talk}", text("x"))), "/interventions/t/");
    assert!(html.contains("nocookie.com/embed/aaaaaaaaaaa\""), "{html}");
    assert!(html.contains("data-title=\"Dire non\"") && !html.contains("player.vimeo"));
    assert!(policy(&html).ends_with("frame-src https://www.youtube-nocookie.com"));
}

#[test]
fn nothing_of_an_author_is_markup() {
    let evil = "\"><script>alert(1)</script>";
    let escaped = "%22%3E%3Cscript%3E";
    for body in [
        format!("[{evil}](https://youtu.be/aaaaaaaaaaa)"),
        format!("[a](https://youtu.be/aaaaaaaaaaa '{evil}')"),
        format!("[a](<https://youtu.be/aaaaaaaaaaa?{evil}>)"),
        format!("[a](<https://files.example.org/{evil}.mp4>)"),
        format!("[a](https://files.example.org/{escaped}.mp4)"),
        format!("[a](<https://tube.example.org/w/{evil}>)"),
        format!("$\\text{{{evil}}}$"),
        format!("$$\\{evil}$$"),
    ] {
        let html = page(&body);
        let article =
            html.split("<article").nth(1).unwrap().split("</article>").next().unwrap();
        assert!(!article.contains("<script"), "{body}: {article}");
    }
}
