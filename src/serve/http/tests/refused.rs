//! Requests that no service sees.

use std::fmt::Write;

use super::{Client, start};

/// What comes back for `request`: the status, and whether the connection has ended then.
#[track_caller]
fn check(request: impl AsRef<[u8]>, status: u16, ends: bool) -> String {
    let shown =
        String::from_utf8_lossy(request.as_ref()).chars().take(300).collect::<String>();
    let (_server, address) = start();
    let mut client = Client::new(address);
    client.send(request.as_ref());
    let got = client.answer(!shown.starts_with("HEAD"));
    assert_eq!(got.status, status, "{shown:?}: {}", got.text());
    assert!(!got.head.contains("Access-Control"), "{}", got.head);
    assert_eq!(got.header("X-Content-Type-Options"), Some("nosniff"));
    assert_eq!(got.header("Connection") == Some("close"), ends, "{shown:?}: {}", got.head);
    if ends {
        assert!(client.has_ended_in_peace(), "{shown:?}");
    } else {
        assert_eq!(client.get("/ten", "").text(), "0123456789", "after {shown:?}");
    }
    got.text()
}

#[test]
fn foreign_hosts() {
    for (host, status) in [
        ("localhost", 200),
        ("LocalHost:1111", 200),
        ("localhost.", 200),
        ("localhost:", 200),
        ("a.b.localhost:80", 200),
        ("127.0.0.1:1111", 200),
        ("127.9.8.7", 200),
        ("[::1]:1111", 200),
        ("[::1]", 200),
        ("[0:0::0:1]", 200),
        ("preview.example:1111", 200),
        ("PREVIEW.example.", 200),
        ("192.0.2.7", 200),
        ("[2001:db8::7]:1111", 200),
        ("evil.example", 421),
        ("a.preview.example", 421),
        ("localhost.evil.example", 421),
        ("evillocalhost", 421),
        ("127.1", 421),
        ("0", 421),
        ("0.0.0.0", 421),
        ("0x7f.0.0.1", 421),
        ("2130706433", 421),
        ("127.0.0.1.evil.example", 421),
        ("[::]", 421),
        ("[::ffff:127.0.0.1]", 421),
    ] {
        let text =
            check(format!("GET /ten HTTP/1.1\r\nHost: {host}\r\n\r\n"), status, false);
        if status == 421 {
            let name = host.split_once("]:").map_or(host, |it| it.0);
            assert!(text.contains(&format!("`--allow-host {name}`")), "{text}");
        }
    }
    for host in [
        "",
        "::1",
        "localhost:x",
        "a@localhost",
        "localhost/",
        "localhost, evil.example",
        "local host",
        ".localhost",
        "..",
        "[::1",
        "[::1]x",
        "[fe80::1%25eth0]",
        "l\u{f6}calhost",
        "<script>",
    ] {
        check(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"), 400, true);
    }
    check("GET / HTTP/1.1\r\n\r\n", 400, true);
    check("GET / HTTP/1.0\r\n\r\n", 400, true);
    check("GET / HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n\r\n", 400, true);
}

#[test]
fn foreign_pages() {
    let link = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    let cases = [
        ("Origin: http://localhost:1111", "", 200),
        ("Origin: https://LOCALHOST:1111", "", 200),
        ("Origin: null", "", 403),
        ("Origin: http://evil.example", "", 403),
        ("Origin: http://localhost", "", 403),
        ("Origin: http://localhost:1112", "", 403),
        ("Origin: localhost:1111", "", 403),
        ("Origin: file://localhost:1111", "", 403),
        ("Origin: http://localhost:1111.evil.example", "", 403),
        ("Origin: ", "", 403),
        ("Sec-Fetch-Site: none", link, 200),
        ("Sec-Fetch-Site: same-origin", "", 200),
        ("Sec-Fetch-Site: same-origin", "Service-Worker: script\r\n", 403),
        ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Dest: serviceworker\r\n", 403),
        ("Sec-Fetch-Site: cross-site", link, 200),
        ("Sec-Fetch-Site: same-site", link, 200),
        ("Sec-Fetch-Site: cross-site", "", 403),
        ("Sec-Fetch-Site: same-site", "", 403),
        ("Sec-Fetch-Site: news", "", 403),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors\r\n", 403),
        (
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
            403,
        ),
        (
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: document\r\n",
            403,
        ),
        ("Origin: http://evil.example", link, 403),
    ];
    for (first, more, status) in cases {
        for path in ["/ten", "/events"] {
            if path == "/events" && status == 200 {
                continue;
            }
            let head = format!(
                "GET {path} HTTP/1.1\r\nHost: localhost:1111\r\n{first}\r\n{more}\r\n"
            );
            check(head, status, false);
        }
    }
    let twice = "Origin: http://localhost\r\nOrigin: http://localhost\r\n";
    check(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{twice}\r\n"), 400, true);
    let upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    check(format!("GET / HTTP/1.1\r\nHost: localhost\r\n{upgrade}\r\n"), 400, true);
    let foreign = "Origin: http://evil.example\r\n";
    check(
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{foreign}{upgrade}\r\n"),
        403,
        false,
    );
    let old =
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n";
    check(format!("GET /ten HTTP/1.1\r\nHost: localhost\r\n{old}\r\n"), 200, false);
}

#[test]
fn other_methods() {
    for method in ["OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "GETS"] {
        check(format!("{method} /ten HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405, false);
    }
    check("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, false);
    check("CONNECT localhost:443 HTTP/1.1\r\nHost: localhost:443\r\n\r\n", 405, false);
    check("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab", 405, true);
    let (_server, address) = start();
    let mut client = Client::new(address);
    let got = client.send("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n").answer(true);
    assert_eq!(got.header("Allow"), Some("GET, HEAD"));
}

#[test]
fn targets() {
    let get = |target: &str| format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    check(get("http://localhost/ten"), 400, false);
    check(get("*"), 400, false);
    check(get("ten"), 400, false);
    check(get("/#/../ten"), 400, false);
    check(get("/a b"), 400, true);
    check(get("/a\tb"), 400, true);
    check(b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, true);
    assert_eq!(check(get("//a/..%2f?x=1?y"), 200, false), "//a/..%2f x=1?y");
    assert_eq!(check(get("/\u{e9}t\u{e9}"), 200, false), "/\u{e9}t\u{e9} ");
}

#[test]
fn bodies_and_what_hides_in_them() {
    let get = |more: &str| format!("GET /ten HTTP/1.1\r\nHost: localhost\r\n{more}");
    check(get("Content-Length: 0\r\n\r\n"), 200, false);
    check(get("Content-Length: 5\r\n\r\nabcde"), 413, true);
    check(get("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 413, true);
    for more in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nContent-Length: 0\r\n",
        "Content-Length: 0, 0\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: \r\n",
        "Content-Length : 5\r\n",
        "Content Length: 5\r\n",
        "Transfer-Encoding\r\n",
        ": 5\r\n",
        "X: a\r\n b\r\n",
        "X: a\r\n\tb\r\n",
        "X: a\nContent-Length: 5\r\n",
        "X: a\rY: b\r\n",
        "X: a\0b\r\n",
        "X: a\u{7f}b\r\n",
        "X: a\u{1b}[2J\r\n",
    ] {
        let hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
        check(get(&format!("{more}\r\n{hidden}")), 400, true);
    }
    let old = "GET / HTTP/1.0\r\nHost: localhost\r\n";
    check(format!("{old}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400, true);
    // The rest of a large body is read up to a limit, so that the answer arrives.
    let mut large = get("Content-Length: 600000\r\n\r\n").into_bytes();
    large.resize(600_000, b'x');
    check(large, 413, true);
}

#[test]
fn sizes() {
    let line = |length: usize| {
        let around = "GET / HTTP/1.1".len();
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(length - around))
    };
    check(line(8190), 200, false);
    check(line(8192), 414, true);
    check(line(100_000), 414, true);
    let fields = |count: usize| {
        let mut head = "GET /ten HTTP/1.1\r\nHost: localhost\r\n".to_owned();
        (1..count).for_each(|it| write!(head, "X-{it}: 1\r\n").unwrap());
        head + "\r\n"
    };
    check(fields(100), 200, false);
    check(fields(101), 431, true);
    check(fields(1000), 431, true);
    let field = |length: usize| {
        let start = "GET /ten HTTP/1.1\r\nHost: localhost\r\nX: ";
        format!("{start}{}\r\n\r\n", "x".repeat(length - start.len() - 4))
    };
    check(field(16 * 1024), 200, false);
    check(field(16 * 1024 + 1), 431, true);
    check(field(1_000_000), 431, true);
}

#[test]
fn other_protocols() {
    check("GET /\r\n", 400, true);
    check("GET / HTTP/0.9\r\n", 400, true);
    check("GET / HTTP/2.0\r\n", 400, true);
    check("GET / HTTP/1.2\r\n", 400, true);
    check("GET / http/1.1\r\n", 400, true);
    check("GET  / HTTP/1.1\r\n", 400, true);
    check(" GET / HTTP/1.1\r\n", 400, true);
    check("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, true);
    check(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, true);
    check("GET / HTTP/1.1\nHost: localhost\n\n", 400, true);
    check("\r\n\r\nGET / HTTP/1.1\r\n", 400, true);
    check("G\u{e9}T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, true);
    check("\r\nGET /ten HTTP/1.1\r\nHost: localhost\r\n\r\n", 200, false);
}
