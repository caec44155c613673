//! D15: files that act in a reader's browser, or at the host.

use std::fs;

use parvis::diag::Diagnostic;

use super::{portal_on_disk, write};

/// Codes of what is said of files on the disk.
fn said(settings: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let temp = write(&format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\n{settings}=== pages/d/index.md\n---\ntitle: D\n---\n[d](dossier.data)\n"
    ));
    for (path, bytes) in files {
        let path = temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let found = &portal_on_disk(temp.path()).diagnostics;
    let path =
        |it: &Diagnostic| it.span.as_ref().map_or("", |it| it.source().path()).to_owned();
    found.iter().map(|it| format!("{} {}", it.code, path(it))).collect()
}

#[test]
fn d15_what_a_host_takes_for_a_page_is_an_error_unless_it_is_named() {
    let page = b"\xef\xbb\xbf \n<!doctype html><script>alert(1)</script>".as_slice();
    let plain = ("pages/d/dossier.data", b"data".as_slice());
    for name in [
        "note",
        "x.foo",
        "x.rdf",
        "x.txt",
        "sub/a.b",
        "_redirects",
        "_headers",
        "CNAME",
        ".well-known/acme-challenge/token",
        "a.html.gz",
        "a.js.br",
    ] {
        let path = format!("static/{name}");
        let expected = format!("active-static {path}");
        assert_eq!(said("", &[plain, (&path, page)]), [expected], "{name}");
        let named = format!("active_static: [{name}]\n");
        assert!(said(&named, &[plain, (&path, page)]).is_empty(), "{name}");
        let other = said("active_static: [othe, sub, /b/]\n", &[plain, (&path, page)]);
        assert_eq!(other.len(), 1, "{name}");
    }
    let folder = "active_static: [/static/sub/]\n";
    assert!(said(folder, &[plain, ("static/sub/a.html", page)]).is_empty());
    let prefixed = b"<r:RDF xmlns:r='x'><h:script xmlns:h='http://www.w3.org/1999/xhtml'/>";
    assert_eq!(said("", &[plain, ("static/x.y", prefixed)]), ["active-static static/x.y"]);
    for (name, bytes) in [
        ("a.css", b"<!-- a".as_slice()),
        ("a.json", b"<"),
        ("a.csv", b"<5;6\n"),
        ("a.bin", b"\0<html"),
        ("a.csv.gz", b"\x1f\x8b"),
    ] {
        let path = format!("static/{name}");
        assert!(said("", &[plain, (&path, bytes)]).is_empty(), "{name}");
    }
    assert_eq!(
        said("", &[("pages/d/dossier.data", page)]),
        ["active-file pages/d/index.md"]
    );
}

#[test]
fn d15_what_a_host_answers_in_the_place_of_a_page_is_an_error() {
    let plain = ("pages/d/dossier.data", b"data".as_slice());
    let packed = b"\x1f\x8b".as_slice();
    for name in ["index.html.gz", "d/index.html.br", "robots.txt.gz", "search.zst"] {
        let path = format!("static/{name}");
        let files = [plain, (&path, packed), ("static/search", b"x")];
        assert!(
            said("", &files).iter().any(|it| it.starts_with("address-collision")),
            "{name}"
        );
        let named = format!("active_static: [{name}]\n");
        assert!(said(&named, &files).is_empty(), "{name}");
    }
}
