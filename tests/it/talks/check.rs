//! `talk check`: which links died, and where they stand.

use std::fs;

use super::{
    portal,
    server::{Play, Server, answer},
    tree,
};
use crate::cli::ends_with;

fn play(method: &str, path: &str) -> Play {
    let page = |status: &str, body: &str| {
        answer(status, "Content-Type: text/html\r\n", body.as_bytes())
    };
    match (method, path) {
        ("HEAD", "/no-head") => page("405 Method Not Allowed", ""),
        (_, "/ok" | "/no-head" | "/w/connue") => page("200 OK", ""),
        (_, "/moved") => answer("302 Found", "Location: http://other.example/ok\r\n", b""),
        (_, "/memento") => answer(
            "404 Not Found",
            "Link: <http://archive.example/m>; rel=\"memento\"\r\n",
            b"",
        ),
        (_, "/page") => page(
            "410 Gone",
            "<a href='https://web.archive.org/web/2020/http://a.example/page'>x</a>",
        ),
        (_, "/error") => page("503 Service Unavailable", ""),
        (_, "/private") => answer("302 Found", "Location: http://10.0.0.1/\r\n", b""),
        _ => page("404 Not Found", "<a href='https://web.archive.example/web/2020/'>x</a>"),
    }
}

fn talk(links: &[(&str, &str)]) -> String {
    let links: Vec<String> =
        links.iter().map(|it| format!("    {}: {}\n", it.0, it.1)).collect();
    let links = links.concat();
    format!(
        "---\ntitle: T\nspeakers: [zelie]\ndeliveries:\n  - conference: Conférence\n    date: 2026-01-01\n{links}---\n"
    )
}

#[test]
fn links_that_died_are_said_at_their_place() {
    let (server, temp) = (Server::new(play), portal());
    let connue = temp.path().join("communities/rte/talks/connue.md");
    let text = fs::read_to_string(&connue).unwrap().replace("https://tube", "http://tube");
    fs::write(connue, text).unwrap();
    for (name, links) in [
        (
            "a",
            [
                ("url", "http://a.example/ok#part"),
                ("video", "http://b.example/gone"),
                ("slides", "http://a.example/no-head"),
            ],
        ),
        (
            "b",
            [
                ("url", "http://a.example/moved"),
                ("video", "http://a.example/memento"),
                ("slides", "http://a.example/page"),
            ],
        ),
        (
            "c",
            [
                ("url", "http://a.example/error"),
                ("video", "http://b.example/gone"),
                ("slides", "http://a.example/private"),
            ],
        ),
    ] {
        fs::create_dir_all(temp.path().join("talks")).unwrap();
        fs::write(temp.path().join(format!("talks/{name}.md")), talk(&links)).unwrap();
    }
    let before = tree(temp.path());
    let dir = temp.path().to_str().unwrap();
    let done = server.parvis(&["parvis", "talk", "check", dir, "--format", "short"]);
    ends_with(1, &done);
    assert_eq!(
        String::from_utf8(done.stdout).unwrap(),
        "talks/a.md:8:12: error[dead-link]: `http://b.example/gone` answers 404 Not Found\n\
         talks/b.md:8:12: error[dead-link]: `http://a.example/memento` answers 404 Not Found\n\
         talks/b.md:9:13: error[dead-link]: `http://a.example/page` answers 410 Gone\n\
         talks/c.md:7:10: warning[unanswered-link]: `http://a.example/error` answers 503 Service Unavailable\n\
         talks/c.md:8:12: error[dead-link]: `http://b.example/gone` answers 404 Not Found\n\
         talks/c.md:9:13: warning[unanswered-link]: `http://a.example/private` was not read: `10.0.0.1` is an address of a private network\n"
    );
    assert_eq!(before, tree(temp.path()));
    // Each address once; only what the head does not show is asked for again.
    let asked = server.asked();
    let times = |line: &str| asked.iter().filter(|it| *it == line).count();
    assert_eq!(times("HEAD b.example /gone"), 1, "{asked:?}");
    assert_eq!((times("HEAD a.example /ok"), times("GET a.example /ok")), (1, 0));
    assert_eq!((times("HEAD other.example /ok"), times("GET a.example /no-head")), (1, 1));

    let done = server.parvis(&["parvis", "talk", "check", dir]);
    let said = ends_with(1, &done);
    let shown = String::from_utf8(done.stdout).unwrap();
    for line in [
        "an archived copy is at `http://archive.example/m`",
        "an archived copy is at `https://web.archive.org/web/2020/http://a.example/page`",
        "correct the address, or remove it",
    ] {
        assert!(shown.contains(line), "{shown}");
    }
    assert!(
        said.ends_with("4 errors, 2 warnings\nasked for 9 addresses of 3 hosts\n"),
        "{said}"
    );

    let done = server.parvis(&["parvis", "talk", "check", dir, "--format", "json"]);
    ends_with(1, &done);
    let json: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(
        (&json["errors"], &json["diagnostics"][0]["code"]),
        (&4.into(), &"dead-link".into())
    );
}

#[test]
fn what_lives_is_not_spoken_of() {
    let (server, temp) = (Server::new(play), portal());
    let dir = temp.path().to_str().unwrap();
    let done = server.parvis(&["parvis", "talk", "check", dir, "--format", "short"]);
    ends_with(0, &done);
    assert_eq!((done.stdout.as_slice(), server.asked().len()), (&b""[..], 0));
}
