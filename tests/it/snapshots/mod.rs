//! What a new snapshot shares with the one before, and that it equals a fresh one.

mod edits;

use std::{collections::BTreeMap, sync::Arc};

use parvis::{
    content::markdown::Rules,
    render::{Output, render},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents},
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

#[test]
fn what_is_looked_for_later_is_the_same_in_the_end() {
    let said = |it: &Snapshot| -> Vec<String> {
        it.diagnostics.iter().map(|it| format!("{it:?}")).collect()
    };
    let now = said(&workspace().apply(with_slips(), Vec::new()));
    assert!(now.len() >= 2, "{now:?}");

    let day = "2026-10-01".parse().ok();
    let options = Options { date: day, rules: Rules::Later, ..Options::default() };
    let mut workspace = Workspace::new(options);
    let first = workspace.apply(with_slips(), Vec::new());
    assert!(workspace.owes() && said(&first).len() + 2 <= now.len(), "{:?}", said(&first));
    // What changes meanwhile is looked at as a whole, and nothing of the rest is lost.
    let slip = change(B, "---\ntitle: B\nauthors: [ana]\n---\n\n[a] (2026-01-02-a.md)\n");
    let edited = workspace.apply(vec![slip], Vec::new());
    assert_eq!(said(&edited).len(), said(&first).len() + 1);
    workspace.apply(PORTAL.iter().map(|it| change(it.0, it.1)).collect(), Vec::new());
    let last = workspace.look_closer();
    assert_eq!(said(&last), now);
    assert!(!workspace.owes() && last.generation == first.generation + 3);
    assert_eq!(pages(&last), pages(&first));
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
