//! What is said of broken content: the whole message, as an editor would show it.

use std::sync::Arc;

use parvis::{
    diag::write::short,
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents, decode},
};

/// A portal from one text: `--- path` begins a file. `portal.yaml` and a person are given.
pub(crate) fn portal(text: &str) -> Arc<Snapshot> {
    let base = "=== portal.yaml\ntitle: P\nurl: https://p.example/\n=== people/ana.md\n---\nname: Ana\n---\n=== topics.yaml\n- id: rust\n  label: Rust\n=== communities/rte/index.md\n---\ntitle: RTE\n---\n";
    let text = format!("{base}{text}");
    let mut files = std::collections::BTreeMap::new();
    for part in text.split("=== ").skip(1) {
        let (path, text) = part.split_once('\n').unwrap();
        files.insert(path.to_owned(), text.to_owned());
    }
    let mut found = Vec::new();
    let changes = files
        .into_iter()
        .map(|(path, text)| {
            let path: Arc<str> = path.into();
            let text = decode(&path, text.as_bytes()).unload(&mut found);
            Change { path, contents: text.map_or(Contents::Broken, Contents::Text) }
        })
        .collect();
    let options = Options { date: "2026-10-01".parse().ok(), ..Options::default() };
    Workspace::new(options).apply(changes, found)
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let snapshot = portal(text);
    let said: Vec<String> = snapshot
        .diagnostics
        .iter()
        .map(|it| match &it.help {
            Some(help) => format!("{} | {help}", short(it)),
            None => short(it),
        })
        .collect();
    assert_eq!(said, expected);
}

const R: &str = "=== communities/rte/retex/2026-01-02-x.md\n";

fn retex(front: &str, body: &str) -> String {
    format!("{R}---\ntitle: X\nauthors: [ana]\n{front}---\n\n{body}\n")
}

#[test]
fn a_right_portal_says_nothing() {
    check(
        &retex("topics: [rust]\n", "Text with {{ 7*7 }} and [a link](../index.md)."),
        &[],
    );
}

#[test]
fn all_faults_of_a_front_matter_are_said_at_once() {
    check(
        &format!(
            "{R}---\ntilte: X\nauthors: ana\ndraft: \"no\"\ntopics: [rsut]\nupdated: 2025-02-30\n---\n\ntext\n"
        ),
        &[
            "communities/rte/retex/2026-01-02-x.md:1:1: error[missing-field]: this retex lacks `title` | add `title: …`",
            "communities/rte/retex/2026-01-02-x.md:2:1: error[unknown-field]: unknown field `tilte` | did you mean `title`?",
            "communities/rte/retex/2026-01-02-x.md:3:10: error[wrong-type]: `authors` must be a list, found the text `ana` | write `authors: [ana]`",
            "communities/rte/retex/2026-01-02-x.md:4:8: error[wrong-type]: `draft` must be `true` or `false`, found the text `no` | write `draft: false`",
            "communities/rte/retex/2026-01-02-x.md:5:10: error[unknown-topic]: unknown topic `rsut` | did you mean `rust`?",
            "communities/rte/retex/2026-01-02-x.md:6:10: error[bad-date]: `updated`: there is no day 2025-02-30 | 2025-02 has 28 days; `2025-02-28`?",
        ],
    );
}

#[test]
fn yaml_faults_are_said_at_their_place() {
    check(
        &retex("title: Y\n", "t"),
        &[
            "communities/rte/retex/2026-01-02-x.md:4:1: error[duplicate-key]: `title` is given twice | keep one of the two",
        ],
    );
    check(
        &retex("takeaways:\n\t- x\n", "t"),
        &[
            "communities/rte/retex/2026-01-02-x.md:5:1: error[yaml-tab]: a tab cannot indent YAML | indent with spaces",
        ],
    );
    check(
        &retex("extra: {a: &x 1}\n", "t"),
        &[
            "communities/rte/retex/2026-01-02-x.md:4:15: error[yaml-anchor]: anchors and aliases are not allowed | write the value out where it is needed",
        ],
    );
    check(
        &retex("extra: {a: !!binary x}\n", "t"),
        &[
            "communities/rte/retex/2026-01-02-x.md:4:12: error[yaml-tag]: YAML tags are not allowed | remove the word that starts with `!`, or put the value in quotes",
        ],
    );
    check(
        &format!("{R}---\ntitle: X\n\ntext\n"),
        &[
            "communities/rte/retex/2026-01-02-x.md:1:1: error[unclosed-front-matter]: the front matter is never closed | add a line `---` below its last field",
        ],
    );
    check(
        &format!("{R}text\n"),
        &[
            "communities/rte/retex/2026-01-02-x.md:1:1: error[no-front-matter]: the file has no front matter | begin with a line `---`, then `title: …`, then a line `---`",
        ],
    );
}

#[test]
fn deep_nesting_is_refused_before_memory_is_spent() {
    let deep = format!("extra: {}\n", "[".repeat(20_000));
    let snapshot = portal(&retex(&deep, "t"));
    assert!(
        snapshot
            .diagnostics
            .iter()
            .any(|it| it.code == "yaml-depth" || it.code == "yaml-syntax")
    );
}

#[test]
fn links_are_checked_over_the_whole_portal() {
    check(
        &retex("", "[a](../indx.md)"),
        &[
            "communities/rte/retex/2026-01-02-x.md:6:5: error[broken-link]: there is no file `../indx.md` | did you mean `/communities/rte/index.md`?",
        ],
    );
    check(
        &retex("", "## Le contexte\n\n[a](#le-contxte)"),
        &[
            "communities/rte/retex/2026-01-02-x.md:8:5: error[broken-anchor]: there is no anchor `#le-contxte` | did you mean `#le-contexte`?",
        ],
    );
    check(
        &retex("", "[a](../../../../etc/passwd)"),
        &[
            "communities/rte/retex/2026-01-02-x.md:6:5: error[link-outside]: `../../../../etc/passwd` leads out of the portal | links stay inside the portal's folder",
        ],
    );
    check(
        &retex("", "[a](javascript:alert(1))"),
        &[
            "communities/rte/retex/2026-01-02-x.md:6:5: error[unsafe-address]: a link cannot have this address | links begin with `https:`, `mailto:` or `tel:`, or name a file of the portal",
        ],
    );
    check(
        &retex("", "![a](no.png)"),
        &[
            "communities/rte/retex/2026-01-02-x.md:6:6: error[missing-image]: there is no image `no.png`",
        ],
    );
}

#[test]
fn two_entries_with_one_address_are_named_both() {
    let second = "=== communities/rte/retex/2026-02-02-x.md\n---\ntitle: Z\nauthors: [ana]\n---\n\nt\n";
    let snapshot = portal(&format!("{}{second}", retex("slug: y\n", "t")));
    assert!(
        snapshot.diagnostics.iter().any(|it| it.code == "duplicate-entry"),
        "{:?}",
        snapshot.diagnostics
    );
    let second = second.replace("-x.md", "-z.md").replace("title: Z", "title: Z\nslug: x");
    let snapshot = portal(&format!("{}{second}", retex("", "t")));
    let clash =
        snapshot.diagnostics.iter().find(|it| it.code == "address-collision").unwrap();
    assert_eq!(clash.labels.len(), 1);
}

#[test]
fn unpublished_entries_are_named_when_something_leads_to_them() {
    let draft = "=== communities/rte/retex/2026-02-02-d.md\n---\ntitle: D\nauthors: [ana]\ndraft: true\n---\n\nt\n";
    check(
        &format!("{}{draft}", retex("related: [d]\n", "[a](2026-02-02-d.md)")),
        &[
            "communities/rte/retex/2026-01-02-x.md:4:11: error[unpublished-reference]: the entry `d` is not published: it is a draft | publish it too, or remove the reference",
            "communities/rte/retex/2026-01-02-x.md:7:5: error[unpublished-link]: `2026-02-02-d.md` is not published: it is a draft | publish `communities/rte/retex/2026-02-02-d.md` too, or remove the link",
        ],
    );
}

#[test]
fn encodings_are_explained() {
    let path: Arc<str> = "pages/a.md".into();
    let says = |bytes: &[u8]| {
        decode(&path, bytes).diagnostics.iter().map(short).collect::<Vec<_>>()
    };
    assert_eq!(
        says(b"abc\n\xe9t\xe9"),
        ["pages/a.md:2:1: error[not-utf-8]: the byte 0xE9 is not UTF-8"]
    );
    assert_eq!(
        says(b"\xff\xfea\0b\0"),
        ["pages/a.md:1:1: error[not-utf-8]: the file is in UTF-16 or UTF-32"]
    );
    assert_eq!(
        says("a\u{0}b".as_bytes()),
        [
            "pages/a.md:1:2: error[control-character]: the control character U+0000 is not allowed"
        ]
    );
    assert_eq!(decode(&path, b"\xef\xbb\xbfa\r\nb\rc").value.as_deref(), Some("a\nb\nc"));
}
