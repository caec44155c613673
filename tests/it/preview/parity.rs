//! A preview of the example answers as a published copy of it would.

use std::{collections::BTreeSet, fs, path::PathBuf};

use parvis::{
    content::markdown::urls::{decode, encode_path},
    render::{Output, render},
    route::file_path,
    snapshot::Options,
};

use super::{
    client::{Answer, Client},
    edits::saves::{Save, save},
    folder::Folder,
    harness::{Running, options, until_shows},
    oracle::{Fresh, without_script},
    sample,
};

fn example() -> PathBuf {
    PathBuf::from(crate::cli::example()).canonicalize().unwrap()
}

/// The example, below a path, on a day on which all of it is out.
fn below(base: &'static str) -> Running {
    let base_url = Some(format!("https://portail.example{base}/"));
    let date = "2026-12-15".parse().ok();
    let mut running =
        Running::with(&example(), Options { base_url, date, ..options() }, None);
    running.base = base;
    running
}

#[test]
fn every_address_of_the_example_gives_what_a_build_writes() {
    // A program that is not optimized takes half a minute for each base.
    let bases: &[&str] =
        if cfg!(debug_assertions) { &["/ns/project"] } else { &["", "/ns/project"] };
    for base in bases {
        let running = below(base);
        let fresh = Fresh::of(&running.root, &running.options).unwrap();
        assert!(fresh.addresses().len() > 150 && fresh.snapshot.errors() == 0);
        fresh.compare(&running, &mut running.client()).unwrap();
    }
}

#[test]
fn every_page_has_the_policy_that_stands_in_it_and_every_answer_its_type() {
    let running = below("");
    let fresh = Fresh::of(&running.root, &running.options).unwrap();
    let site = fresh.snapshot.site.as_ref().unwrap();
    let mut client = running.client();
    let mut types = BTreeSet::new();
    for (idx, address) in fresh.addresses().into_iter().enumerate() {
        // Pictures and pages take long in a program that is not optimized: some of them then,
        // and one of each ending.
        let long =
            ["/", ".html", ".jpg", ".png", ".webp"].iter().any(|it| address.ends_with(it));
        let ending = file_path(&address);
        let ending = ending.rsplit_once('.').unwrap().1.to_owned();
        let is_new = types.iter().all(|it: &(String, String)| it.0 != ending);
        if cfg!(debug_assertions) && long && idx % 8 != 0 && !is_new {
            continue;
        }
        let answer = client.get(&encode_path(&address));
        let kind = answer.header("Content-Type").unwrap().to_owned();
        let policy = answer.header("Content-Security-Policy").map(str::to_owned);
        if ending == "html" {
            let text = answer.text();
            let start = "http-equiv=\"Content-Security-Policy\" content=\"";
            let meta = text.split_once(start).unwrap().1.split('"').next().unwrap();
            assert_eq!(policy.as_deref(), Some(meta), "{address}");
        } else {
            let sandbox = (ending == "svg").then_some("sandbox");
            assert_eq!(policy.as_deref(), sandbox, "{address}");
        }
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{address}");
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{address}");
        types.insert((ending, kind));
        let head = client.send("HEAD", &encode_path(&address), "");
        assert_eq!((head.status, head.body.len()), (200, 0), "{address}");
        let but_time = |it: &Answer| {
            let headers = it.headers.iter().filter(|it| it.0 != "Date");
            headers.cloned().collect::<Vec<_>>()
        };
        assert_eq!(but_time(&head), but_time(&answer), "{address}");
    }
    let types: Vec<String> =
        types.into_iter().map(|it| format!("{} {}", it.0, it.1)).collect();
    assert_eq!(
        types,
        [
            "css text/css; charset=utf-8",
            "csv text/csv; charset=utf-8",
            "html text/html; charset=utf-8",
            "ics text/calendar; charset=utf-8",
            "jpg image/jpeg",
            "js text/javascript; charset=utf-8",
            "json application/feed+json",
            "json application/json",
            "pdf application/pdf",
            "png image/png",
            "svg image/svg+xml",
            "txt text/plain; charset=utf-8",
            "vtt text/vtt; charset=utf-8",
            "webm video/webm",
            "webp image/webp",
            "xml application/atom+xml; charset=utf-8",
            "xml application/xml; charset=utf-8",
        ]
    );
    assert!(site.routes.len() > 150);
}

fn moved(client: &mut Client, from: &str) -> (u16, String) {
    let answer = client.get(from);
    (answer.status, answer.header("Location").unwrap_or_default().to_owned())
}

#[test]
fn other_spellings_of_an_address_lead_to_the_right_one() {
    for running in [below(""), below("/ns/project")] {
        let base = running.base;
        let mut client = running.client();
        let to = |it: &str| (308, format!("{base}{it}"));
        for (from, right) in [
            ("/communautes", "/communautes/"),
            ("/communautes/rte", "/communautes/rte/"),
            ("//communautes/rte/", "/communautes/rte/"),
            ("/communautes//rte/", "/communautes/rte/"),
            ("/./communautes/rte/", "/communautes/rte/"),
            ("/communautes/rte?a=b", "/communautes/rte/?a=b"),
        ] {
            assert_eq!(moved(&mut client, &format!("{base}{from}")), to(right), "{from}");
        }
        if !base.is_empty() {
            assert_eq!(moved(&mut client, base), to("/"));
            assert_eq!(moved(&mut client, "/"), to("/"));
            assert_eq!(client.get("/communautes/").status, 404);
        }
        let page = client.get(&format!("{base}/communautes/rte/"));
        for same in [
            "/communautes/rte/index.html",
            "/%63ommunautes/rte/",
            "/communautes/%72%74%65/",
        ] {
            let answer = client.get(&format!("{base}{same}"));
            assert_eq!((answer.status, &answer.body), (200, &page.body), "{same}");
        }
        let home = client.get(&format!("{base}/index.html"));
        assert_eq!(home.body, client.get(&format!("{base}/")).body);
        for wrong in [
            "/Communautes/rte/",
            "/communautes/RTE/",
            "/nowhere/",
            "/%ff/",
            "/%00/",
            "/communautes/rte/index.htm",
            "/communautes/rte/index.html/",
        ] {
            let answer = client.get(&format!("{base}{wrong}"));
            assert_eq!(answer.status, 404, "{wrong}");
        }
    }
}

#[test]
fn what_is_not_there_gives_the_portals_own_page_for_that() {
    let running = below("");
    let fresh = Fresh::of(&running.root, &running.options).unwrap();
    let built = render(fresh.snapshot.site.as_ref().unwrap(), "/404.html").unwrap();
    let answer = running.client().get("/nowhere/at/all");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("Content-Type"), Some("text/html; charset=utf-8"));
    let Output::Bytes(built) = built else { panic!("a file") };
    assert_eq!(without_script(&answer.body, "").unwrap(), built);
}

#[test]
fn files_come_in_parts_and_by_every_name() {
    let folder = Folder::sample();
    let names =
        ["été.bin", "a b.bin", "100%.bin", "x#y.bin", "a?b.bin", "%2e%2e.bin", "A+B.bin"];
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    for name in names {
        folder.write(&format!("static/{name}"), &bytes);
    }
    let running = Running::start(&folder.root);
    let mut client = running.client();
    for name in names {
        let path = format!("/{}", encode_path(name));
        assert_eq!(decode(&path).unwrap(), format!("/{name}"));
        let whole = client.get(&path);
        assert_eq!((whole.status, whole.body.len()), (200, bytes.len()), "{name}");
        assert_eq!(whole.header("Content-Type"), Some("application/octet-stream"));
        let part = client.send("GET", &path, "Range: bytes=1000-1999\r\n");
        assert_eq!(
            (part.status, part.body.as_slice()),
            (206, &bytes[1000..2000]),
            "{name}"
        );
        assert_eq!(part.header("Content-Range"), Some("bytes 1000-1999/300000"));
        let end = client.send("GET", &path, "Range: bytes=-10\r\n");
        assert_eq!((end.status, end.body.as_slice()), (206, &bytes[299_990..]));
        let none = client.send("GET", &path, "Range: bytes=300000-\r\n");
        assert_eq!(none.status, 416);
        let tag = whole.header("ETag").unwrap();
        let same = client.send("GET", &path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!(same.status, 304);
    }
    // Raw, in the other case, and in the other form of Unicode.
    for (path, status) in
        [("/été.bin", 200), ("/%c3%a9t%c3%A9.bin", 200), ("/e%CC%81te%CC%81.bin", 308)]
    {
        assert_eq!(client.get(path).status, status, "{path}");
    }
    // A file of the same length and time has another tag.
    let path = "/A+B.bin";
    let tag = client.get(path).header("ETag").unwrap().to_owned();
    let other: Vec<u8> = bytes.iter().rev().copied().collect();
    save(&folder.path("static/A+B.bin"), &other, Save::OldTime);
    super::harness::until(super::harness::BAR, || {
        let answer = client.send("GET", path, &format!("If-None-Match: {tag}\r\n"));
        let new = answer.status == 200 && answer.body.first() == bytes.get(299_999);
        new.then_some(()).ok_or_else(|| format!("{}", answer.status))
    });
}

#[test]
fn a_page_has_a_tag_that_changes_with_it() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut client = running.client();
    let page = "/communautes/craft/retex/mob/";
    let tag = client.get(page).header("ETag").unwrap().to_owned();
    let asked = format!("If-None-Match: {tag}\r\n");
    assert_eq!(client.send("GET", page, &asked).status, 304);
    folder.edit("communities/craft/retex/2026-01-05-mob.md", "Nous avons", "Ils ont");
    until_shows(&running, page, 200, "Ils ont");
    assert_eq!(client.send("GET", page, &asked).status, 200);
    folder.write("static/img/logo.svg", sample::image("tan"));
}

#[test]
fn drafts_and_what_is_for_later_are_shown_when_that_is_asked_for() {
    let folder = Folder::sample();
    folder.write(
        "communities/rte/retex/2027-01-02-plus-tard.md",
        sample::retex("Plus tard", "lea", "tests", "Bientôt."),
    );
    let (draft, later) =
        ("/communautes/rte/retex/brouillon/", "/communautes/rte/retex/plus-tard/");
    for (drafts, future) in [(false, false), (true, false), (false, true), (true, true)] {
        let running =
            Running::with(&folder.root, Options { drafts, future, ..options() }, None);
        let mut client = running.client();
        let status = |shown: bool| if shown { 200 } else { 404 };
        assert_eq!(client.get(later).status, status(future));
        // It is dated later than the day, too.
        assert_eq!(client.get(draft).status, status(drafts && future));
        let fresh = Fresh::of(&folder.root, &running.options).unwrap();
        fresh.compare(&running, &mut client).unwrap();
    }
    assert!(fs::metadata(folder.path("public")).is_err());
}

#[test]
fn what_an_author_put_there_runs_as_a_page_of_no_site() {
    const SANDBOX: &str =
        "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads";
    let portal = Folder::of(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nactive_static: [demo, x.js, lisez-moi.txt]\n\
         === static/demo/index.html\n<!doctype html><script src=\"/x.js\"></script>\n\
         === static/x.js\nfetch(\"/_parvis/\")\n\
         === static/lisez-moi.txt\n<!doctype html><p>Bonjour\n\
         === static/notes.txt\nBonjour\n",
    );
    let running = Running::start(&portal.root);
    let mut client = running.client();
    let mut policy = |address: &str| {
        let answer = client.get(address);
        assert_eq!(answer.status, 200, "{address}");
        answer.header("Content-Security-Policy").map(str::to_owned)
    };
    for address in ["/demo/index.html", "/x.js", "/lisez-moi.txt"] {
        assert_eq!(policy(address).as_deref(), Some(SANDBOX), "{address}");
    }
    assert_eq!(policy("/notes.txt"), None);
}
