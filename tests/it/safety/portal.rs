//! Every attack in every field of every kind, and the places of a body together: whole pages.
//!
//! `PARVIS_ATTACKS=<folder>` writes the pages there, for a browser to look at.

use std::{env, fs, path::Path, sync::Arc};

use parvis::{
    render::{Output, render},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents, Details, FileInfo, decode},
};
use url::Url;

use super::{
    dom::faults,
    payloads::{PLACES, payloads, placed, quoted},
};

/// Files of one attack: `§` is it as a scalar of YAML, `№` its number, `¤` the places of a body.
///
/// A new field gets its line here, and is under all attacks.
const FILES: &str = include_str!("../../attacks/fields.txt");

fn change(path: &str, text: &str) -> Option<Change> {
    let path: Arc<str> = path.into();
    // A file with control characters is refused as a whole.
    let text = decode(&path, text.as_bytes()).value?;
    Some(Change { path, contents: Contents::Text(text) })
}

fn picture(path: &str) -> Change {
    let info = FileInfo {
        disk: path.into(),
        size: 9,
        dimensions: Some((640, 480)),
        raster: None,
        begins_as_page: false,
        details: Details::None,
    };
    let contents = Contents::File(info);
    Change { path: path.into(), contents }
}

/// Places of a body under one attack, beginning with another one for each kind.
fn body(payload: &str, first: usize, count: usize) -> String {
    let places = PLACES.iter().cycle().skip(first).take(count);
    places.map(|it| format!("\n\n{}\n\n***\n\n", placed(it, payload))).collect()
}

/// The files of a portal in which everything is an attack.
fn files(payloads: &[String], places: usize) -> Vec<Change> {
    let mut changes = vec![picture("static/a.png"), picture("communities/c0/a.png")];
    let mut topics = String::new();
    for (number, payload) in payloads.iter().enumerate() {
        let text = FILES.replace('№', &number.to_string()).replace('§', &quoted(payload));
        for (at, file) in text.split("=== ").skip(1).enumerate() {
            let (path, text) = file.split_once('\n').unwrap();
            if path == "topics.yaml" {
                topics.push_str(text);
                continue;
            }
            let text = text.replace('¤', &body(payload, at * 13, places));
            changes.extend(change(path, &text));
        }
    }
    changes.extend(change("topics.yaml", &topics));
    let settings = include_str!("../../attacks/portal.yaml");
    // The settings are of one portal: their texts are one attack after another.
    let mut rest = payloads.iter().filter(|it| it.chars().count() < 180).cycle().skip(40);
    let parts: Vec<&str> = settings.split('§').collect();
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        text.push_str(part);
        if at + 1 < parts.len() {
            text.push_str(&quoted(rest.next().unwrap()));
        }
    }
    changes.extend(change("portal.yaml", &text));
    changes
}

fn portal(payloads: &[String], places: usize) -> Arc<Snapshot> {
    let options = Options { date: "2026-10-01".parse().ok(), ..Options::default() };
    Workspace::new(options).apply(files(payloads, places), Vec::new())
}

/// Pages, feeds and maps of a snapshot.
fn rendered(snapshot: &Snapshot) -> Vec<(String, String)> {
    let site = snapshot.site.as_ref().expect("the settings can be read");
    let mut pages = Vec::new();
    for (address, _) in site.routes.iter() {
        let Ok(Output::Bytes(bytes)) = render(site, address) else { continue };
        pages.push((address.to_owned(), String::from_utf8(bytes).unwrap()));
    }
    pages
}

/// What each escaper does, undone behind its back: the guard must see it.
#[test]
fn a_broken_escaper_is_found() {
    let base = Url::parse("https://p.example/").unwrap();
    let payloads: Vec<String> = payloads().into_iter().step_by(11).collect();
    let pages = rendered(&portal(&payloads, 13));
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&quot;", "\""),
        ("%22", "\" onclick=\""),
        ("\\u003c", "<"),
        ("/in/", "javascript:"),
    ] {
        // No page of a portal has the last of them: it stands for the others' control.
        let broken =
            pages.iter().filter(|it| it.0.ends_with('/')).any(|(address, html)| {
                let html = html.replace(escaped, plain);
                !faults(&html, &base.join(address).unwrap()).is_empty()
            });
        assert_eq!(broken, escaped != "/in/", "{escaped}");
    }
    for (address, xml) in pages.iter().filter(|it| it.0.ends_with("atom.xml")) {
        let broken = xml.replace("&lt;", "<");
        assert!(broken == *xml || is_xml(&broken).is_err(), "{address}");
    }
}

/// Reads XML with a strict parser.
fn is_xml(text: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// Rows of another width than the first, and cells that a spreadsheet computes.
fn csv_faults(text: &str) -> Vec<String> {
    let (mut rows, mut quoted) = (vec![vec![String::new()]], false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                row.last_mut().unwrap().extend(letters.next());
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && letters.next_if_eq(&'\n').is_some() => {
                rows.push(vec![String::new()]);
            }
            other => row.last_mut().unwrap().push(other),
        }
    }
    let width = rows[0].len();
    let last = rows.pop();
    let mut faults: Vec<String> = rows
        .iter()
        .filter(|it| it.len() != width)
        .map(|it| format!("{} cells: {it:?}", it.len()))
        .collect();
    let computes = |it: &&String| it.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    faults.extend(rows.iter().flatten().filter(computes).cloned());
    faults.extend((quoted || last != Some(vec![String::new()])).then(|| "no end".into()));
    faults
}

fn keep(folder: &Path, address: &str, text: &str) {
    let address = address.trim_start_matches('/');
    let file = if address.is_empty() || address.ends_with('/') {
        folder.join(address).join("index.html")
    } else {
        folder.join(address)
    };
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

#[test]
fn no_attack_in_any_field_gets_through() {
    let folder = env::var_os("PARVIS_ATTACKS");
    let base = Url::parse("https://p.example/").unwrap();
    let mut payloads = payloads();
    if folder.is_none() {
        // These are quick enough for each run of the tests; the gate takes all.
        payloads = payloads.into_iter().step_by(7).collect();
    }
    let places = if folder.is_some() { PLACES.len() } else { 13 };
    let snapshot = portal(&payloads, places);
    let mut bad = Vec::new();
    let (mut pages, mut shown) = (0, 0);
    for (address, text) in rendered(&snapshot) {
        let found = if address.ends_with('/') || address.ends_with(".html") {
            pages += 1;
            shown += usize::from(text.contains("alert(1)"));
            faults(&text, &base.join(&address).unwrap())
        } else if address.ends_with(".xml") {
            is_xml(&text).err().into_iter().collect()
        } else if address.ends_with(".json") {
            let read = serde_json::from_str::<serde_json::Value>(&text);
            read.err().map(|it| it.to_string()).into_iter().collect()
        } else if address.ends_with(".csv") {
            csv_faults(&text)
        } else if address.ends_with(".ics") {
            crate::calendars::faults(&text)
        } else {
            Vec::new()
        };
        if let Some(folder) = &folder {
            keep(Path::new(folder), &address, &text);
        }
        if !found.is_empty() {
            bad.push(format!("{address}: {found:?}\n"));
        }
    }
    assert!(pages > 7 * payloads.len() && shown > 4 * payloads.len(), "{pages}, {shown}");
    let count = bad.len();
    bad.truncate(30);
    assert!(bad.is_empty(), "{count} of {pages} pages:\n{}", bad.concat());
}
