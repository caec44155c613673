//! Letters that a portal keeps as pages.

use parvis::{
    render::{Output, digest::Form, render},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents},
};

use super::{PORTAL, ask, sound, written};

fn html(snapshot: &Snapshot, address: &str) -> String {
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn is_there(snapshot: &Snapshot, address: &str) -> bool {
    snapshot.site.as_ref().unwrap().routes.find(address).is_some()
}

/// The addresses of entries, in order.
fn links(text: &str, before: &str, after: char) -> Vec<String> {
    let all = text.split(before).skip(1);
    all.map(|it| it.split(after).next().unwrap().to_owned()).collect()
}

#[test]
fn a_page_tells_of_the_same_entries_as_the_command() {
    let snapshot = sound(PORTAL);
    let page = html(&snapshot, "/lettre/2026-09-30/");
    let body = page.split("<main").nth(1).unwrap().split("<nav class=\"neighbors\"").next();
    let shown = links(body.unwrap(), "<h3><a href=\"", '"');
    let text = written(&snapshot, &ask("2026-08-01", "2026-09-30"), &Form::Markdown);
    let told = links(&text, "](https://p.example", ')');
    let entries: Vec<&String> = told.iter().filter(|it| shown.contains(it)).collect();
    assert_eq!(entries, shown.iter().collect::<Vec<_>>(), "{page}");
    assert_eq!(shown.len(), 14, "{page}");
    for part in [
        "<h1>Lettre du 30 septembre 2026</h1>",
        "<title>Lettre du 30 septembre 2026 – Portail d’essai</title>",
        "C’est la rentrée\u{202f}!",
        "du 1er août au 30 septembre 2026",
        "hreflang=\"en\" href=\"/base/en/letter/2026-09-30/\"",
        "<a rel=\"prev\" href=\"/base/lettre/2026-07-31/\">",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("rel=\"next\" class=\"newer\""), "{page}");
    let english = html(&snapshot, "/en/letter/2026-09-30/");
    assert!(english.contains("<p class=\"intro\">Back to work.</p>"), "{english}");
}

#[test]
fn letters_are_listed_the_newest_first_and_none_before_its_day() {
    let snapshot = sound(PORTAL);
    let list = html(&snapshot, "/lettre/");
    let shown = links(&list, "<h2><a href=\"", '"');
    assert_eq!(shown, ["/base/lettre/2026-09-30/", "/base/lettre/2026-07-31/"]);
    assert!(list.contains("du 1er juin au 31 juillet 2026"), "{list}");
    assert!(!is_there(&snapshot, "/lettre/2026-10-31/"));
    for address in ["/", "/plan/"] {
        assert!(html(&snapshot, address).contains("href=\"/base/lettre/\""), "{address}");
    }
    assert!(html(&snapshot, "/sitemap.xml").contains("/base/lettre/2026-09-30/"));
    let options =
        Options { date: "2026-10-01".parse().ok(), future: true, ..Options::default() };
    let files = PORTAL.split("=== ").skip(1).map(|it| it.split_once('\n').unwrap());
    let ana = ("people/ana.md", "---\nname: Ana\n---\n");
    let changes = files.chain([ana]).map(|(path, text)| Change {
        path: path.into(),
        contents: Contents::Text(text.into()),
    });
    let future = Workspace::new(options).apply(changes.collect(), Vec::new());
    assert!(
        html(&future, "/lettre/2026-09-30/").contains("href=\"/base/lettre/2026-10-31/\"")
    );
    // It begins on the day after the one before.
    let next = html(&future, "/lettre/2026-10-31/");
    assert!(next.contains("du 1er au 31 octobre 2026"), "{next}");
}

#[test]
fn a_portal_without_letters_has_no_list_of_them() {
    let snapshot = sound(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nletters: [{date: 2026-10-02, since: 2026-09-01}]\n",
    );
    assert!(
        !is_there(&snapshot, "/lettre/") && !is_there(&snapshot, "/lettre/2026-10-02/")
    );
    for address in ["/", "/plan/"] {
        assert!(!html(&snapshot, address).contains("/lettre/"), "{address}");
    }
}
