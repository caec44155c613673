//! `talk add`: the right file or a clear message; nothing but the talk's file changes.

use std::{fs, net::TcpListener, path::Path};

use super::{
    changed, portal,
    server::{Play, Server, answer, html},
    tree,
};
use crate::cli::{ends_with, parvis};

const GOOD: &str = r##"<!doctype html><html lang=fr><head><title>Dire non – Agora</title>
<meta property="og:site_name" content="Agora">
<meta property="og:title" content="Dire non, autrement">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "EducationEvent", "name": "Dire non", "description": "<p>Un an de refus.</p>",
 "startDate": "2026-03-18T14:30:00+01:00", "inLanguage": "fr-FR",
 "performer": [{"@id": "#t"}, {"@type": "Person", "name": "Perrine Galet",
  "affiliation": {"@type": "Organization", "name": "Atelier"}, "url": "https://galet.example/"}],
 "superEvent": {"@type": "Event", "name": "Agora du logiciel 2026"},
 "location": {"@type": "Place", "address": {"addressLocality": "Lyon", "addressCountry": "France"}},
 "recordedIn": {"@type": "VideoObject", "url": "http://tube.example/w/1"}},
{"@id": "#t", "@type": "Person", "name": "ARDOISE Theo"}]}</script></head></html>"##;

const GOOD_FILE: &str = "---
title: Dire non
speakers:
  - theo-ardoise
  - name: Perrine Galet
    organisation: Atelier
    url: https://galet.example/
deliveries:
  - conference: Agora du logiciel
    edition: \"2026\"
    date: 2026-03-18
    city: Lyon
    country: France
    url: http://agora.example/good
    video: http://tube.example/w/1
summary: Un an de refus.
language: fr
# topics: []
# beginner, intermediate ou advanced.
# level: beginner
---
";

const VIDEO: &str = r#"<html><head><title>Dire non - Zélie Agate - Tube</title>
<meta property="og:type" content="video.other"><meta property="og:site_name" content="Tube">
<meta property="og:title" content="Dire non - Tube"><meta itemprop="uploadDate" content="2026-04-01">
<link rel="alternate" type="application/json+oembed" href="/oembed?x=1">
<link rel="alternate" type="application/json+oembed" href="http://other.example/oembed">"#;

const OEMBED: &str =
    r#"{"type": "video", "title": "Dire non – Zélie AGATE", "author_name": "Agora 2026"}"#;

const HOSTILE: &str = "<title>\u{1b}]0;x\u{7}---\nauthors: [x] # {{ 7*7 }}</title>\
<meta property=og:title content='</script>: \"a\" &#x202e;\u{0}\u{1b}[31m\ndraft: true'>\
<script type=application/ld+json>[[[[[[{\"@type\":\"Event\",\"performer\":{\"name\":\"- a: b\\n---\\n\",\"url\":\"javascript:alert(1)\"},\
\"superEvent\":{\"name\":\"=cmd()|' /C calc'!A0\"},\"startDate\":\"2026-13-45\",\
\"location\":{\"address\":{\"addressLocality\":\"]]> & <b>x</b>\"}},\"video\":{\"@type\":\"VideoObject\",\"url\":\"javascript:alert(1)\"}}]]]]]]</script>";

pub(super) fn play(_: &str, path: &str) -> Play {
    let page = |kind: &str, body: &[u8]| {
        answer("200 OK", &format!("Content-Type: {kind}\r\n"), body)
    };
    let to = |place: &str| answer("302 Found", &format!("Location: {place}\r\n"), b"");
    match path {
        "/good" => html(GOOD),
        "/video" => html(VIDEO),
        "/oembed?x=1" => page("application/json", OEMBED.as_bytes()),
        "/partial" => html("<title>Dire non</title>"),
        "/huge" => {
            let mut body = GOOD.replace("EducationEvent", "Event").into_bytes();
            body.resize(3 << 20, b' ');
            page("text/html", &body)
        }
        "/slow" => Play::Stuck(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<ti".to_vec()),
        "/silent" => Play::Stuck(Vec::new()),
        "/inside" => to("http://127.0.0.1:1/latest/meta-data"),
        "/elsewhere" => to("http://other.example/good"),
        "/www" => to("http://www.agora.example/good"),
        "/file" => to("file:///etc/passwd"),
        "/round" => to("/round"),
        "/zip" => page("application/zip", b"PK"),
        "/talk.pdf" => page("application/pdf", b"%PDF"),
        "/latin1" => page(
            "text/html; charset=ISO-8859-1",
            b"<title>\xc9valuer l'\xe9t\xe9</title><meta name=description content='D\xe9j\xe0'>",
        ),
        "/hostile" => page("text/html", HOSTILE.as_bytes()),
        "/packed" => answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", b"\x1f\x8b"),
        "/broken" => Play::Bytes(b"GARBAGE\r\n\r\n".to_vec()),
        "/refused" => answer("403 Forbidden", "Content-Type: text/html\r\n", b"no"),
        _ => answer("404 Not Found", "Content-Type: text/html\r\n", b"no"),
    }
}

/// The only file that a command made, and what it said.
#[track_caller]
pub(super) fn added(
    server: &Server,
    portal: &Path,
    args: &[&str],
) -> (String, String, String) {
    let before = tree(portal);
    let done = server.add(portal, args);
    let said = ends_with(0, &done);
    let changed = changed(&before, &tree(portal));
    assert_eq!(changed.len(), 1, "{changed:?} {said}");
    let path = changed[0].to_str().unwrap().to_owned();
    let text = fs::read_to_string(portal.join(&path)).unwrap();
    let shown = String::from_utf8(done.stdout).unwrap();
    assert!(shown.trim_end().ends_with(&path), "{shown}");
    (path, text, said)
}

/// What a command said that changed nothing.
#[track_caller]
pub(super) fn refused(server: &Server, portal: &Path, code: i32, args: &[&str]) -> String {
    let before = tree(portal);
    let done = server.add(portal, args);
    let said = ends_with(code, &done);
    assert_eq!(changed(&before, &tree(portal)), Vec::<std::path::PathBuf>::new());
    said
}

pub(super) fn is_right(portal: &Path) {
    ends_with(0, &parvis(&["check", portal.to_str().unwrap()]));
}

const ALL: [&str; 6] =
    ["--speaker", "zelie", "--conference", "Agora 2026", "--date", "2026-03-18"];

#[test]
fn a_good_page_gives_the_whole_file_and_a_second_run_changes_nothing() {
    let (server, temp) = (Server::new(play), portal());
    let args = ["http://agora.example/good", "--community", "po"];
    let (path, text, said) = added(&server, temp.path(), &args);
    assert_eq!(
        (path.as_str(), text.as_str()),
        ("communities/po/talks/dire-non.md", GOOD_FILE)
    );
    assert!(
        said.contains("   speakers  `theo-ardoise`, Perrine Galet (from outside)\n"),
        "{said}"
    );
    is_right(temp.path());
    assert_eq!(server.asked(), ["GET agora.example /good"]);
    for again in [
        "http://agora.example/good#top",
        "http://www.agora.example/good/?utm_source=x",
        "http://tube.example/w/1",
    ] {
        let said = refused(&server, temp.path(), 0, &[again]);
        assert!(
            said.starts_with(
                "the portal has this address already: communities/po/talks/dire-non.md:1"
            ),
            "{said}"
        );
    }
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn guesses_are_not_taken_unless_they_are_allowed() {
    let (server, temp) = (Server::new(play), portal());
    let said = refused(&server, temp.path(), 2, &["http://tube.example/video"]);
    for line in [
        "      title  Dire non – Zélie AGATE (its oEmbed)",
        "   speakers  `zelie`",
        " conference  Agora (its oEmbed, a guess)",
        "       date  2026-04-01 (the page’s head, a guess)",
        "error: the page does not say for sure: conference, date",
        "  = help: add `--conference \"…\"` `--date 2026-03-14`, or `--yes` to take the guesses",
    ] {
        assert!(said.lines().any(|it| it == line), "{line}\n{said}");
    }
    assert_eq!(server.asked(), ["GET tube.example /video", "GET tube.example /oembed?x=1"]);
    let (path, text, _) = added(
        &server,
        temp.path(),
        &["http://tube.example/video", "--yes", "--quiet", "--title", "Dire non"],
    );
    assert_eq!(path, "talks/dire-non.md");
    assert!(text.contains("  - conference: Agora\n    edition: \"2026\"\n    date: 2026-04-01\n    video: http://tube.example/video\n"), "{text}");
    is_right(temp.path());
}

#[test]
fn what_lacks_is_named_and_flags_give_it() {
    let (server, temp) = (Server::new(play), portal());
    let said = refused(&server, temp.path(), 2, &["http://a.example/partial"]);
    assert!(said.ends_with("error: the page does not say for sure: speakers, conference, date\n  = help: add `--speaker …` `--conference \"…\"` `--date 2026-03-14`\n"), "{said}");
    let args =
        [&["http://a.example/partial", "--speaker", "Quelqu’une Ailleurs"], &ALL[..]]
            .concat();
    let (_, text, _) = added(&server, temp.path(), &args);
    assert!(
        text.contains("speakers:\n  - name: Quelqu’une Ailleurs\n  - zelie\n"),
        "{text}"
    );
    let said =
        refused(&server, temp.path(), 2, &["http://a.example/huge", "--speaker", "zelia"]);
    assert!(
        said.contains("error: unknown person `zelia`\n  = help: did you mean `zelie`?\n"),
        "{said}"
    );
    let said =
        refused(&server, temp.path(), 2, &["http://a.example/good", "--community", "pa"]);
    assert!(said.contains("did you mean `po`?"), "{said}");
}

#[test]
fn a_huge_page_and_an_old_encoding_are_read() {
    let (server, temp) = (Server::new(play), portal());
    let (_, text, _) = added(&server, temp.path(), &["http://agora.example/huge"]);
    assert_eq!(text, GOOD_FILE.replace("/good", "/huge"));
    let args = [&["http://a.example/latin1"], &ALL[..]].concat();
    let (path, text, _) = added(&server, temp.path(), &args);
    assert_eq!(path, "talks/evaluer-l-ete.md");
    assert!(text.contains("title: Évaluer l'été\n"), "{text}");
    assert!(text.contains("summary: Déjà\n"), "{text}");
    let (_, text, _) =
        added(&server, temp.path(), &["http://agora.example/www", "--title", "Autre"]);
    assert!(text.contains("url: http://www.agora.example/good\n"), "{text}");
    is_right(temp.path());
}

#[test]
fn hostile_metadata_is_only_text() {
    let (server, temp) = (Server::new(play), portal());
    let args = ["http://a.example/hostile", "--date", "2026-03-18"];
    let (path, text, said) = added(&server, temp.path(), &args);
    assert_eq!(path, "talks/a-31m-draft-true.md");
    assert_eq!(
        text,
        "---\ntitle: ': \"a\" [31m draft: true'\nspeakers:\n  - name: \"- a: b ---\"\ndeliveries:\n  - conference: \"=cmd()|' /C calc'!A0\"\n    date: 2026-03-18\n    city: \"]]> & x\"\n    url: http://a.example/hostile\n# topics: []\n# beginner, intermediate ou advanced.\n# level: beginner\n---\n"
    );
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said:?}");
    is_right(temp.path());
}

#[test]
fn where_nothing_is_answered_a_draft_is_written_and_it_says_why() {
    let server = Server::new(play);
    for (page, why) in [
        ("/slow", "there was no whole answer within 2 s"),
        ("/silent", "there was no whole answer within 2 s"),
        (
            "/inside",
            "it leads to another host, which is not asked: `http://127.0.0.1:1/latest/meta-data`",
        ),
        (
            "/elsewhere",
            "it leads to another host, which is not asked: `http://other.example/good`",
        ),
        ("/file", "it leads to another host, which is not asked: `file:///etc/passwd`"),
        ("/round", "it redirects more than 5 times"),
        ("/packed", "its answer is compressed"),
        ("/refused", "it answers 403 Forbidden"),
        ("/talk.pdf", "it is a file, application/pdf, and says nothing of itself"),
        ("/broken", "the answer is broken: "),
    ] {
        let temp = portal();
        let url = format!("http://a.example{page}");
        let (path, text, said) = added(&server, temp.path(), &[&url]);
        let line = format!("warning: `{url}` was not read: {why}");
        assert!(said.starts_with(&line), "{said}");
        assert!(
            said.ends_with(
                "it is a draft: complete it, and remove `draft: true`; its `date` is missing\n"
            ),
            "{said}"
        );
        assert!(
            text.contains("\ndraft: true\nspeakers:\n  - name: À compléter\n"),
            "{text}"
        );
        assert!(text.contains(&format!(": {url}\n")), "{text}");
        // No day is invented: that one lacks is all that is said. A draft stops nobody.
        assert!(!text.contains("\n    date: "), "{text}");
        let done = parvis(&["check", "--format", "short", temp.path().to_str().unwrap()]);
        ends_with(0, &done);
        let found = String::from_utf8(done.stdout).unwrap();
        assert!(
            found.contains("warning[missing-field]") && found.contains("date"),
            "{found}"
        );
        assert_eq!(found.lines().count(), 1, "{found}");
        // It can be looked at.
        let root = temp.path().to_str().unwrap();
        let page = temp.path().join("with-drafts");
        let page = page.to_str().unwrap();
        ends_with(0, &parvis(&["build", root, "--drafts", "--output", page]));
        // Published without its day, it is an error.
        fs::write(temp.path().join(&path), text.replace("draft: true\n", "")).unwrap();
        let done = parvis(&["check", "--format", "short", root]);
        ends_with(1, &done);
        fs::write(temp.path().join(&path), &text).unwrap();
        let said = refused(&server, temp.path(), 0, &[&url]);
        assert!(said.contains("has this address already"), "{said}");
    }
    // What the flags say is no place to be filled.
    let temp = portal();
    let args = [&["http://a.example/slow", "--title", "Dire non"], &ALL[..]].concat();
    let (path, text, _) = added(&server, temp.path(), &args);
    assert_eq!(path, "talks/dire-non.md");
    assert!(!text.contains("draft"), "{text}");
}

#[test]
fn what_cannot_be_right_is_refused() {
    let (server, temp) = (Server::new(play), portal());
    for (url, message) in [
        ("http://a.example/zip", "`http://a.example/zip` is not a page: application/zip"),
        ("http://a.example/lost", "`http://a.example/lost` answers 404 Not Found"),
        ("https://a.example/", "`https://a.example/` does not begin with `https://`"),
        ("http://me@a.example/good", "the address holds a name or a password"),
        (
            "agora.example/good",
            "`agora.example/good` is not an address: relative URL without a base",
        ),
    ] {
        let said = refused(&server, temp.path(), 2, &[url]);
        assert!(said.starts_with(&format!("error: {message}\n")), "{said}");
    }
}

/// Another server of the same machine is another machine.
#[test]
fn a_redirect_reaches_no_other_port() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    other.set_nonblocking(true).unwrap();
    let place = format!("Location: http://127.0.0.1:{port}/\r\n");
    let server = Server::new(move |_, _| answer("301 Moved", &place, b""));
    let temp = portal();
    let url = format!("http://{}/one-page", server.address);
    let (_, _, said) = added(&server, temp.path(), &[&url]);
    assert!(said.contains("leads to another host"), "{said}");
    let direct = format!("http://127.0.0.1:{port}/other-page");
    let (_, _, said) = added(&server, temp.path(), &[&direct]);
    assert!(said.contains("`127.0.0.1` is an address of a private network"), "{said}");
    assert!(other.accept().is_err());
}

/// As the program is released, it reaches nothing of this machine.
#[test]
fn the_program_itself_reaches_public_hosts_only() {
    let own = TcpListener::bind("127.0.0.1:0").unwrap();
    own.set_nonblocking(true).unwrap();
    let port = own.local_addr().unwrap().port();
    let temp = portal();
    let dir = temp.path().to_str().unwrap();
    let done = parvis(&["talk", "add", "-C", dir, &format!("https://127.0.0.1:{port}/a")]);
    let said = ends_with(0, &done);
    assert!(said.contains("`127.0.0.1` is an address of a private network"), "{said}");
    let before = tree(temp.path());
    let done = parvis(&["talk", "add", "-C", dir, &format!("http://127.0.0.1:{port}/b")]);
    let said = ends_with(2, &done);
    assert!(said.contains("does not begin with `https://`"), "{said}");
    assert_eq!(before, tree(temp.path()));
    assert!(own.accept().is_err());
}
