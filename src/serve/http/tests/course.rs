//! How connections go on.

use std::{sync::Arc, time::Instant};

use super::{super::Limits, Client, Toy, start, start_with};

#[test]
fn a_page_on_a_kept_connection_waits_for_no_confirmation() {
    let (_server, address) = start();
    let mut client = Client::new(address);
    // In one write, and in several.
    for (path, size) in [("/page", 12_000), ("/file", 200_000)] {
        let mut times: Vec<_> = (0..100)
            .map(|_| {
                let before = Instant::now();
                assert_eq!(client.get(path, "").body.len(), size);
                before.elapsed()
            })
            .collect();
        times.sort();
        let limit = if path == "/page" { 5 } else { 20 };
        assert!(times[50].as_millis() < limit, "{path}: {:?} {:?}", times[50], times[99]);
    }
}

#[test]
fn requests_in_one_piece_and_in_many() {
    let (_server, address) = start();
    let mut client = Client::new(address);
    let request = "GET /ten HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(request.repeat(2000));
    for _ in 0..2000 {
        assert_eq!(client.answer(true).text(), "0123456789");
    }
    for byte in request.repeat(3).bytes() {
        client.send([byte]);
    }
    for _ in 0..3 {
        assert_eq!(client.answer(true).text(), "0123456789");
    }
}

#[test]
fn who_ends_a_connection() {
    let (_server, address) = start();
    for (version, header, kept, said) in [
        ("1.1", "", true, None),
        ("1.1", "Connection: keep-alive\r\n", true, None),
        ("1.1", "Connection: foo, Close\r\n", false, Some("close")),
        ("1.1", "Connection: foo\r\nConnection: close\r\n", false, Some("close")),
        ("1.0", "", false, Some("close")),
        ("1.0", "Connection: Keep-Alive\r\n", true, Some("keep-alive")),
    ] {
        let mut client = Client::new(address);
        client.send(format!("GET /ten HTTP/{version}\r\nHost: localhost\r\n{header}\r\n"));
        let got = client.answer(true);
        assert_eq!((got.text().as_str(), got.header("Connection")), ("0123456789", said));
        if kept {
            assert_eq!(client.get("/ten", "").status, 200);
        } else {
            assert!(client.has_ended(), "{version} {header}");
        }
    }
}

#[test]
fn a_panic_is_an_answer() {
    let toy = Arc::new(Toy::default());
    let (_server, address) = start_with(Limits::default(), &toy);
    let mut client = Client::new(address);
    for path in ["/panic", "/poison", "/panic"] {
        let got = client.get(path, "");
        assert_eq!(got.status, 500);
        assert_eq!(client.get("/ten", "").status, 200);
    }
    client.send("GET /broken HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    assert!(client.has_ended());
    assert_eq!(Client::new(address).get("/ten", "").status, 200);
}

#[test]
fn event_streams_begin_at_once_and_end_with_their_source() {
    let toy = Arc::new(Toy::default());
    let limits = Limits { look: std::time::Duration::from_millis(5), ..Limits::default() };
    let (_server, address) = start_with(limits, &toy);
    let mut client = Client::new(address);
    let head =
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").until("\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    for line in [
        "Content-Type: text/event-stream",
        "Cache-Control: no-store",
        "Connection: close",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(head.contains(&format!("\r\n{line}\r\n")), "{head}");
    }
    assert!(!head.contains("Content-Length") && !head.contains("Access-Control"), "{head}");
    for number in 1..=3 {
        assert_eq!(toy.publish(), number);
        assert_eq!(client.until("\n\n"), format!("id: {number}\n\n"));
    }
    let mut other = Client::new(address);
    let got = other.head("/events", "");
    assert_eq!(got.header("Content-Type"), Some("text/event-stream"));
    assert!(other.has_ended());
    toy.end();
    assert!(client.has_ended());
}
