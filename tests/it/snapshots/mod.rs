//! What a new snapshot shares with the one before, and that it equals a fresh one.

mod edits;

use std::{collections::BTreeMap, sync::Arc};

use parvis::{
    render::{Output, render},
    route::Route,
    snapshot::{Bodies, Options, Snapshot, Workspace},
    source::{
        Change, Contents, FileInfo, Raster, Tree,
        raster::{Format, Turn},
    },
};

const PORTAL: &[(&str, &str)] = &[
    ("portal.yaml", "title: P\nurl: https://p.example/\n"),
    ("people/ana.md", "---\nname: Ana\n---\n"),
    ("communities/rte/index.md", "---\ntitle: RTE\n---\n"),
    (A, "---\ntitle: A\nauthors: [ana]\n---\n\nFirst words of a text.\n\n## Part\n"),
    (B, "---\ntitle: B\nauthors: [ana]\n---\n\n[a](2026-01-02-a.md#part)\n"),
];
const A: &str = "communities/rte/retex/2026-01-02-a.md";
const B: &str = "communities/rte/retex/2026-01-03-b.md";

fn change(path: &str, text: &str) -> Change {
    Change { path: path.into(), contents: Contents::Text(text.into()) }
}

fn workspace() -> Workspace {
    Workspace::new(Options { date: "2026-10-01".parse().ok(), ..Options::default() })
}

fn start() -> (Workspace, Arc<Snapshot>) {
    let mut workspace = workspace();
    let snapshot =
        workspace.apply(PORTAL.iter().map(|it| change(it.0, it.1)).collect(), Vec::new());
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    (workspace, snapshot)
}

fn pages(snapshot: &Snapshot) -> BTreeMap<String, Output> {
    let site = snapshot.site.as_ref().unwrap();
    site.routes.iter().map(|it| (it.0.to_owned(), render(site, it.0).unwrap())).collect()
}

/// Files of which one has slips of the pen, and a table that is too large.
fn with_slips() -> Vec<Change> {
    let cells = "| a ".repeat(600);
    let rule = "|---".repeat(600);
    let slips = format!(
        "---\ntitle: C\nauthors: [ana]\n---\n\n[a] (2026-01-02-a.md)\n\n#### Deep\n\n{cells}\n{rule}\n"
    );
    let files = PORTAL.iter().map(|it| change(it.0, it.1));
    files.chain([change("communities/rte/retex/2026-01-04-c.md", &slips)]).collect()
}

/// A workspace that reads no bodies at first.
fn front_first() -> Workspace {
    let date = "2026-10-01".parse().ok();
    Workspace::new(Options { date, bodies: Bodies::Later, ..Options::default() })
}

#[test]
fn bodies_that_are_read_later_make_the_same_portal_in_the_end() {
    let said = |it: &Snapshot| -> Vec<String> {
        it.diagnostics.iter().map(|it| format!("{it:?}")).collect()
    };
    let whole = workspace().apply(with_slips(), Vec::new());
    let mut workspace = front_first();
    let first = workspace.apply(with_slips(), Vec::new());
    assert!(workspace.owes() && said(&first).len() + 2 <= said(&whole).len());
    let last = workspace.read_bodies();
    assert_eq!(said(&last), said(&whole));
    assert!(!workspace.owes() && last.generation == first.generation + 1);
    assert_eq!(pages(&last), pages(&whole));
}

#[test]
fn what_changes_before_bodies_are_read_has_them_read() {
    let mut workspace = front_first();
    workspace.apply(PORTAL.iter().map(|it| change(it.0, it.1)).collect(), Vec::new());
    let slip = change(B, "---\ntitle: B\nauthors: [ana]\n---\n\n[a](2026-01-02-a.md#no)\n");
    let edited = workspace.apply(vec![slip], Vec::new());
    assert!(!workspace.owes());
    let said: Vec<&str> = edited.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(said, ["broken-anchor"]);
    let site = edited.site.as_ref().unwrap();
    assert!(site.portal.unread().is_none());
    // Others are shared again, as ever.
    let text = "---\ntitle: A\nauthors: [ana]\n---\n\nOther words, here.\n\n## Part\n";
    let after = workspace.apply(vec![change(A, text)], Vec::new());
    assert_eq!(after.errors(), 1);
}

/// A portal whose home page, menu and texts show each other's files.
fn with_files() -> Vec<Change> {
    let picture = |path: &str, size| Change {
        path: path.into(),
        contents: Contents::File(FileInfo {
            dimensions: Some(size),
            raster: Some(Raster {
                format: Format::Jpeg,
                turn: Turn::NONE,
                motion: None,
                is_print: false,
            }),
            ..FileInfo::default()
        }),
    };
    let texts = [
        (
            "portal.yaml",
            "title: P\nurl: https://p.example/\nmenu:\n  - { label: Plan, page: /plan/ }\n",
        ),
        ("people/ana.md", "---\nname: Ana\navatar: ana.jpg\n---\n"),
        (
            "index.md",
            "---\ntitle: P\n---\n\n[a](communities/rte/retex/2026-01-02-a.md#part)\n",
        ),
        (
            "communities/rte/retex/2026-01-04-c.md",
            "---\ntitle: C\nauthors: [ana]\nsummary: In short.\n---\n\n![Ana](../../../people/ana.jpg)\n\n[d](d.pdf)\n",
        ),
        (
            A,
            "---\ntitle: A\nauthors: [ana]\ncover: { image: a.jpg, alt: A }\n---\n\nWords.\n\n## Part\n",
        ),
        (B, "---\ntitle: B\nauthors: [ana]\n---\n\n[a](2026-01-02-a.md#part)\n"),
        ("communities/rte/index.md", "---\ntitle: RTE\n---\n"),
    ];
    let mut all: Vec<Change> = texts.iter().map(|it| change(it.0, it.1)).collect();
    all.push(picture("people/ana.jpg", (1200, 1200)));
    all.push(picture("communities/rte/retex/a.jpg", (2400, 1200)));
    let path = "communities/rte/retex/d.pdf".into();
    all.push(Change { path, contents: Contents::File(FileInfo::default()) });
    all
}

fn example() -> Vec<Change> {
    Tree::new(crate::cli::example().into(), Vec::new()).scan().unwrap().changes
}

#[test]
fn a_page_that_asks_for_nothing_unread_is_the_page_of_the_whole_portal() {
    let all: [fn() -> Vec<Change>; 3] = [with_files, with_slips, example];
    for files in all {
        let whole = workspace().apply(files(), Vec::new());
        let is_meant = |it: &str| it == "table-size" || it.starts_with("unpublished-");
        let wrong = whole.diagnostics.iter().filter(|it| it.is_error());
        let wrong: Vec<&str> = wrong.map(|it| it.code).filter(|it| !is_meant(it)).collect();
        assert_eq!(wrong, [""; 0]);
        let start = || front_first().apply(files(), Vec::new());
        let (mut same, mut asked, mut first) = (Vec::new(), Vec::new(), start());
        let routes = &whole.site.as_ref().unwrap().routes;
        let is_list = |it: &str| {
            it.ends_with('/') && !matches!(routes.find(it).unwrap().route, Route::Entry(_))
        };
        for (address, page) in pages(&whole) {
            // Of many entries, one is like the other.
            if routes.len() > 200 && !is_list(&address) {
                continue;
            }
            let site = first.site.as_ref().unwrap();
            let early = site.routes.find(&address).map(|_| render(site, &address).unwrap());
            if site.portal.unread().unwrap().was_asked() {
                asked.push(address);
                first = start();
            } else {
                assert_eq!(early.as_ref(), Some(&page), "{address}");
                same.push(address);
            }
        }
        assert!(same.iter().any(|it| it == "/"), "{asked:?}");
        assert!(same.iter().any(|it| it == "/retex/"), "{asked:?}");
        assert!(asked.iter().any(|it| it == "/vitalite/"), "{same:?}");
    }
}

#[test]
fn a_template_changes_no_address_and_a_style_or_a_word_of_the_interface_does() {
    let (mut workspace, mut before) = start();
    let routes = |it: &Snapshot| Arc::clone(&it.site.as_ref().unwrap().routes);
    for (path, text, is_same) in [
        ("themes/parvis/templates/own.html", "<p>", true),
        ("themes/parvis/static/css/90-own.css", ".own { color: red }", false),
        ("themes/parvis/templates/own.html", "<b>", true),
        ("i18n/fr.yaml", "address.retex: recits\n", false),
    ] {
        let after = workspace.apply(vec![change(path, text)], Vec::new());
        assert_eq!(after.errors(), 0, "{:?}", after.diagnostics);
        assert_eq!(Arc::ptr_eq(&routes(&before), &routes(&after)), is_same, "{path}");
        before = after;
    }
    assert!(routes(&before).find("/recits/").is_some());
}

/// Applies one edit, and compares with a workspace that never saw the text before it.
#[track_caller]
fn edit(path: &str, text: &str) -> (Arc<Snapshot>, Arc<Snapshot>) {
    let (mut workspace, before) = start();
    let after = workspace.apply(vec![change(path, text)], Vec::new());
    let mut fresh = self::workspace();
    let files = PORTAL.iter().filter(|it| it.0 != path).map(|it| change(it.0, it.1));
    let fresh = fresh.apply(files.chain([change(path, text)]).collect(), Vec::new());
    assert_eq!(pages(&after), pages(&fresh));
    let said = |it: &Snapshot| format!("{:?}", it.diagnostics);
    assert_eq!(said(&after), said(&fresh));
    assert_eq!(after.generation, before.generation + 1);
    (before, after)
}

fn shares(before: &Snapshot, after: &Snapshot) -> bool {
    let (before, after) = (before.site.as_ref().unwrap(), after.site.as_ref().unwrap());
    Arc::ptr_eq(&before.routes, &after.routes) && Arc::ptr_eq(&before.theme, &after.theme)
}

#[test]
fn another_text_shares_every_index_and_shows_everywhere() {
    let text = "---\ntitle: A\nauthors: [ana]\n---\n\nOther words, here.\n\n## Part\n";
    let (before, after) = edit(A, text);
    assert!(shares(&before, &after));
    assert_ne!(pages(&before), pages(&after));
}

#[test]
fn another_title_shares_every_index_too_and_shows_everywhere() {
    let text = "---\ntitle: C\nauthors: [ana]\n---\n\nFirst words of a text.\n\n## Part\n";
    let (before, after) = edit(A, text);
    assert!(shares(&before, &after));
    assert_ne!(pages(&before), pages(&after));
}

#[test]
fn a_heading_a_link_or_a_reference_makes_the_portal_anew_but_not_the_theme() {
    let head = "---\ntitle: A\nauthors: [ana]\n---\n\n";
    for text in [
        format!("{head}## Part\n\n## More\n"),
        format!("{head}## Part\n\n[b](2026-01-03-b.md)\n"),
        format!("{}## Part\n", head.replace("authors: [ana]", "related: [b]")),
    ] {
        let (before, after) = edit(A, &text);
        assert!(!shares(&before, &after), "{text}");
        let (before, after) = (before.site.as_ref().unwrap(), after.site.as_ref().unwrap());
        assert!(Arc::ptr_eq(&before.theme, &after.theme), "{text}");
        assert!(Arc::ptr_eq(&before.settings, &after.settings), "{text}");
    }
}

#[test]
fn a_fault_goes_when_it_is_mended_and_its_place_is_never_an_old_one() {
    let (mut workspace, _) = start();
    let head = "---\ntitle: B\nauthors: [ana]\n---\n\n";
    let broken =
        workspace.apply(vec![change(B, &format!("{head}[x](no.md)\n"))], Vec::new());
    assert_eq!(broken.errors(), 1);
    let moved = workspace
        .apply(vec![change(B, &format!("{head}More.\n\n[x](no.md)\n"))], Vec::new());
    let line = moved.diagnostics.first().unwrap().span.as_ref().unwrap().start().line;
    assert_eq!((moved.errors(), line), (1, 8));
    let mended = workspace.apply(vec![change(B, head)], Vec::new());
    assert_eq!(mended.errors(), 0);
}
