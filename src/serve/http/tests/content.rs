//! Conditions, ranges, and the headers of answers.

use super::{Client, start, toy::file_bytes};

#[test]
fn ranges() {
    let cases: &[(&str, u16, &str, &str)] = &[
        ("bytes=0-0", 206, "bytes 0-0/10", "0"),
        ("bytes=2-4", 206, "bytes 2-4/10", "234"),
        ("Bytes = 2-4", 206, "bytes 2-4/10", "234"),
        ("bytes=7-", 206, "bytes 7-9/10", "789"),
        ("bytes=7-99", 206, "bytes 7-9/10", "789"),
        ("bytes=-3", 206, "bytes 7-9/10", "789"),
        ("bytes=-99", 206, "bytes 0-9/10", "0123456789"),
        ("bytes=9-99999999999999999999999999", 206, "bytes 9-9/10", "9"),
        ("bytes=10-", 416, "bytes */10", ""),
        ("bytes=10-20", 416, "bytes */10", ""),
        ("bytes=99999999999999999999999999-", 416, "bytes */10", ""),
        ("bytes=-0", 416, "bytes */10", ""),
        ("bytes=4-2", 200, "", "0123456789"),
        ("bytes=-", 200, "", "0123456789"),
        ("bytes=a-b", 200, "", "0123456789"),
        ("bytes=+1-2", 200, "", "0123456789"),
        ("bytes", 200, "", "0123456789"),
        ("lines=0-1", 200, "", "0123456789"),
        ("bytes=0-1,3-4", 200, "", "0123456789"),
    ];
    let (_server, address) = start();
    let mut client = Client::new(address);
    for (range, status, header, body) in cases {
        let got = client.get("/ten", &format!("Range: {range}\r\n"));
        assert_eq!((got.status, got.text().as_str()), (*status, *body), "{range}");
        assert_eq!(got.header("Content-Range").unwrap_or(""), *header, "{range}");
        assert_eq!(got.header("Content-Length"), Some(&*body.len().to_string()), "{range}");
    }
    let many = "0-9,".repeat(1000);
    assert_eq!(client.get("/ten", &format!("Range: bytes={many}0-1\r\n")).body.len(), 10);
    assert_eq!(client.get("/none", "Range: bytes=0-\r\n").status, 416);
    assert_eq!(client.get("/missing", "Range: bytes=0-1\r\n").status, 404);
    assert_eq!(client.head("/ten", "Range: bytes=0-1\r\n").status, 200);
    let tag = client.get("/ten", "").header("ETag").unwrap().to_owned();
    for (condition, status) in [
        (&*tag, 206),
        ("\"x\"", 200),
        (&*format!("W/{tag}"), 200),
        ("Sun, 01 Nov 2026", 200),
    ] {
        let got =
            client.get("/ten", &format!("Range: bytes=0-1\r\nIf-Range: {condition}\r\n"));
        assert_eq!(got.status, status, "{condition}");
    }
}

#[test]
fn files() {
    let whole = file_bytes();
    let (_server, address) = start();
    let mut client = Client::new(address);
    assert!(client.get("/file", "").body == whole);
    for (from, to) in [(0, 0), (1, 70_000), (65_535, 65_536), (100_000, 199_999)] {
        let got = client.get("/file", &format!("Range: bytes={from}-{to}\r\n"));
        assert!(got.body == whole[from..=to], "{from}-{to}");
    }
    let got = client.get("/gone", "");
    assert_eq!((got.status, client.get("/ten", "").status), (500, 200));
    // The length was said already: the client has to see that it lacks something.
    client.send("GET /short HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let head = client.until("\r\n\r\n");
    assert!(head.contains("Content-Length: 400000\r\n"), "{head}");
    let mut body = Vec::new();
    std::io::Read::read_to_end(&mut client.stream, &mut body).unwrap();
    assert!(body.len() < 400_000);
}

#[test]
fn tags() {
    let (_server, address) = start();
    let mut client = Client::new(address);
    for path in ["/ten", "/file"] {
        let first = client.get(path, "");
        let tag = first.header("ETag").unwrap().to_owned();
        assert!(tag.len() == 34 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
        for (conditions, status) in [
            (format!("If-None-Match: {tag}\r\n"), 304),
            (format!("If-None-Match: W/{tag}\r\n"), 304),
            ("If-None-Match: *\r\n".to_owned(), 304),
            (format!("If-None-Match: \"a,b\", W/\"c\" ,{tag}\r\n"), 304),
            (format!("If-None-Match: \"a\"\r\nIf-None-Match: {tag}\r\n"), 304),
            (format!("If-None-Match: {}\r\n", tag.trim_matches('"')), 200),
            ("If-None-Match: \"a\"\r\n".to_owned(), 200),
            ("If-Modified-Since: Sun, 01 Nov 2099 00:00:00 GMT\r\n".to_owned(), 200),
            (
                "If-None-Match: \"a\"\r\nIf-Modified-Since: Sun, 01 Nov 2099 00:00:00 GMT\r\n"
                    .to_owned(),
                200,
            ),
            (format!("If-None-Match: {tag}\r\nRange: bytes=0-1\r\n"), 304),
            (format!("If-Match: {tag}\r\n"), 200),
            ("If-Match: *\r\n".to_owned(), 200),
            (format!("If-Match: W/{tag}\r\n"), 412),
            (format!("If-Match: \"a\"\r\nIf-None-Match: {tag}\r\n"), 412),
        ] {
            let got = client.get(path, &conditions);
            assert_eq!(got.status, status, "{path} {conditions}");
            assert_eq!(got.header("ETag"), Some(&*tag), "{path} {conditions}");
            let head = client.head(path, &conditions);
            let is_range = conditions.contains("Range");
            assert!(is_range || head.head == got.head, "{} is not {}", head.head, got.head);
        }
    }
    assert_ne!(
        client.get("/ten", "").header("ETag"),
        client.get("/page", "").header("ETag")
    );
    let got = client.get("/missing", "If-None-Match: *\r\n");
    assert_eq!((got.status, got.header("ETag")), (404, None));
}

#[test]
fn heads_are_those_of_get() {
    let (_server, address) = start();
    let mut client = Client::new(address);
    for path in
        ["/ten", "/none", "/file", "/missing", "/moved", "/split", "/panic", "/gone"]
    {
        // A file that is shorter than was said is found by reading it only.
        let same = path != "/gone";
        let (get, head) = (client.get(path, ""), client.head(path, ""));
        assert_eq!(head.status == get.status && head.head == get.head, same, "{path}");
    }
    assert_eq!(client.head("/x", "Origin: null\r\n").status, 403);
    let got = client.get("/ten", "");
    assert_eq!(
        got.head,
        "Server: parvis\nCache-Control: no-store\nX-Content-Type-Options: nosniff\n\
         Cross-Origin-Opener-Policy: same-origin\n\
         Cross-Origin-Resource-Policy: same-origin\nX-Frame-Options: DENY\n\
         Referrer-Policy: same-origin\nETag: \"53b63a6fc8605d0c0ce559317a00177d\"\n\
         Accept-Ranges: bytes\nContent-Type: text/html; charset=utf-8\n\
         Content-Length: 10\n"
    );
}

#[test]
fn no_value_begins_a_header() {
    let (_server, address) = start();
    let mut client = Client::new(address);
    let got = client.get("/split", "");
    assert_eq!((got.status, got.header("X-Own")), (500, None));
    assert_eq!(client.get("/moved", "").header("Location"), Some("/page"));
}
