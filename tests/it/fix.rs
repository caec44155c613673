//! `parvis fix`: what it shows, what it writes, and that it changes nothing else.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Output, sync::Arc};

use parvis::{
    diag::{
        Diagnostic, Source,
        patch::{Patch, apply},
    },
    source::decode,
};
use proptest::prelude::*;

use crate::{
    cli::{ends_with, fresh, parvis, read_tree},
    diagnostics::portal,
};

/// A page that has a fault of each kind that can be mended.
const FAULTY: &str = "\
---
# A remark with 'quotes'
title:   \"Fautes\"
---

# Un titre

Voir [le code](http://github.com/a) et [la charte](A-PROPOS.md#Idée).

##Deux

#### Quatre

##### Cinq

(le guide)[https://guide.example/] ou [le guide] (https://guide.example/b.pdf).

[un fichier](/a propos.pdf)
";

/// The same, mended.
const MENDED: &str = "\
---
# A remark with 'quotes'
title:   \"Fautes\"
---

## Un titre

Voir [le code](https://github.com/a) et [la charte](a-propos.md#idee).

## Deux

### Quatre

#### Cinq

[le guide](https://guide.example/) ou [le guide](https://guide.example/b.pdf).

[un fichier](/a%20propos.pdf)
";

/// A portal with the page, its lines ended so.
fn faulty(end: &str, mark: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let (temp, portal) = fresh();
    fs::create_dir_all(portal.join("pages")).unwrap();
    let text = "---\ntitle: À propos\n---\n\n## Idée\n\nx\n";
    fs::write(portal.join("pages/a-propos.md"), text).unwrap();
    fs::create_dir_all(portal.join("static")).unwrap();
    fs::write(portal.join("static/a propos.pdf"), "%PDF-1.7\n").unwrap();
    let text = format!("{mark}{}", FAULTY.replace('\n', end));
    fs::write(portal.join("pages/fautes.md"), text).unwrap();
    (temp, portal)
}

fn fix(portal: &Path, args: &[&str]) -> Output {
    parvis(&[&["fix", portal.to_str().unwrap()], args].concat())
}

#[test]
fn a_patch_is_shown_and_nothing_written() {
    let (_temp, portal) = faulty("\n", "");
    let before = read_tree(&portal);
    let done = fix(&portal, &[]);
    let said = ends_with(1, &done);
    assert!(said.contains("`parvis fix --write` makes them"), "{said}");
    assert!(said.contains("not-a-link 3"), "{said}");
    assert_eq!(read_tree(&portal), before);
    let patch = String::from_utf8(done.stdout).unwrap();
    assert!(
        patch.starts_with("--- a/pages/fautes.md\n+++ b/pages/fautes.md\n@@ "),
        "{patch}"
    );
    assert!(patch.contains("\n-##Deux\n+## Deux\n"), "{patch}");
}

#[test]
fn a_patch_is_one_that_git_takes() {
    let (_temp, portal) = faulty("\r\n", "\u{feff}");
    let patch = portal.parent().unwrap().join("fix.patch");
    fs::write(&patch, fix(&portal, &[]).stdout).unwrap();
    let git = std::process::Command::new("git")
        .args(["apply", "--whitespace=nowarn", patch.to_str().unwrap()])
        .current_dir(&portal)
        .status();
    // Where there is no git, nobody applies a patch with it.
    let Ok(status) = git else { return };
    assert!(status.success());
    let mended = format!("\u{feff}{}", MENDED.replace('\n', "\r\n"));
    assert_eq!(fs::read_to_string(portal.join("pages/fautes.md")).unwrap(), mended);
}

#[test]
fn what_is_written_differs_in_nothing_else_and_needs_no_second_run() {
    for (end, mark) in [("\n", ""), ("\r\n", ""), ("\r\n", "\u{feff}")] {
        let (_temp, portal) = faulty(end, mark);
        let page = portal.join("pages/fautes.md");
        fs::set_permissions(&page, fs::Permissions::from_mode(0o640)).unwrap();
        let mut before = read_tree(&portal);
        let done = fix(&portal, &["--write"]);
        let said = ends_with(0, &done);
        assert!(said.starts_with("made ") && done.stdout.is_empty(), "{said}");
        let mended = format!("{mark}{}", MENDED.replace('\n', end));
        assert_eq!(fs::read_to_string(&page).unwrap(), mended);
        assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
        before.insert("pages/fautes.md".into(), mended.into_bytes());
        assert_eq!(read_tree(&portal), before);
        let again = ends_with(0, &fix(&portal, &["--write"]));
        assert_eq!(again, "nothing to fix\n");
        assert_eq!(read_tree(&portal), before);
    }
}

/// A page before and after.
#[track_caller]
fn mends(text: &str, right: &str) {
    let (_temp, portal) = fresh();
    let page = portal.join("pages/p.md");
    fs::create_dir_all(portal.join("pages")).unwrap();
    fs::write(&page, format!("---\ntitle: P\n---\n\n{text}")).unwrap();
    ends_with(0, &fix(&portal, &["--write"]));
    let mended = fs::read_to_string(&page).unwrap();
    assert_eq!(mended.strip_prefix("---\ntitle: P\n---\n\n").unwrap(), right);
}

#[test]
fn headings_keep_their_order() {
    mends("Un\n===\n\n## Deux\n", "Un\n---\n\n## Deux\n");
    mends("# A\n\n## B\n\n# C\n\n### D\n", "## A\n\n### B\n\n## C\n\n### D\n");
    mends("## A\n\n##### B\n\n###### C\n", "## A\n\n### B\n\n#### C\n");
    // What is mended makes room for what is not yet.
    mends("# A\n\n###### B\n\n# C\n\n## D\n", "## A\n\n### B\n\n## C\n\n### D\n");
    // What is below what cannot be told.
    mends("## A\n\n##### B\n\n#### C\n", "## A\n\n##### B\n\n#### C\n");
}

#[test]
fn what_stands_before_the_first_title_keeps_its_level() {
    mends("## A\n\n# B\n\n# C\n", "## A\n\n## B\n\n## C\n");
    mends("## A\n\n# B\n\n## b\n\n# C\n", "## A\n\n## B\n\n### b\n\n## C\n");
}

#[test]
fn a_title_that_the_text_repeats_is_removed() {
    mends("# P\n\n## A\n\n# B\n\nX\n", "## A\n\n## B\n\nX\n");
    mends("\n## p\n\nX\n", "\nX\n");
    mends("P\n===\n\n# A\n\nX\n", "## A\n\nX\n");
    // Not where it is more than the title, or not the first.
    mends("# [P](https://a.example)\n\nX\n", "# [P](https://a.example)\n\nX\n");
    mends("X\n\n# P\n\nX\n", "X\n\n## P\n\nX\n");
}

#[test]
fn a_fix_that_would_make_something_worse_is_not_made() {
    // Nothing is at the address that the author may have meant.
    mends("[x](/a b.pdf)\n", "[x](/a b.pdf)\n");
    // Somebody leads to the heading that would be removed.
    mends("# P\n\n[x](#p)\n", "# P\n\n[x](#p)\n");
}

#[test]
fn headings_that_skip_levels_are_lowered_together() {
    mends("# A\n\n#### B\n\n# C\n\n## D\n", "## A\n\n### B\n\n## C\n\n### D\n");
    // Which of two is below the other cannot be told any more.
    let unclear = "# A\n\n##### B\n\n#### C\n\n# D\n\n## E\n";
    mends(unclear, unclear);
}

#[test]
fn letters_of_an_old_encoding_are_written_and_what_nobody_sees_is_removed() {
    mends("Il dit \u{93}oui\u{94}.\n", "Il dit “oui”.\n");
    mends("l\u{92}été\u{85}\u{8}\n", "l’été…\n");
    mends("a\u{202e}b \u{feff}c\n", "ab c\n");
    // Hebrew may need it.
    mends("\u{2067}שלום\u{2069} a\n", "\u{2067}שלום\u{2069} a\n");
}

#[test]
fn an_address_loses_its_spaces_as_its_kind_is_written() {
    mends("## My part\n\n[x](#My part)\n", "## My part\n\n[x](#my-part)\n");
    mends("[x](mailto: ana@a.example)\n", "[x](mailto:ana@a.example)\n");
    mends("[x]({{ x }}/a.png)\n", "[x]({{ x }}/a.png)\n");
}

#[test]
fn only_what_is_named_is_mended() {
    let (_temp, portal) = faulty("\n", "");
    let page = portal.join("pages/fautes.md");
    let other = portal.join("pages/a-propos.md");
    ends_with(0, &parvis(&["fix", "--write", other.to_str().unwrap()]));
    assert_eq!(fs::read_to_string(&page).unwrap(), FAULTY);
    let args = ["fix", "--write", "--rule", "insecure-link", page.to_str().unwrap()];
    assert_eq!(ends_with(0, &parvis(&args)), "made 1 fix in 1 file: insecure-link 1\n");
    let text = FAULTY.replace("http://github", "https://github");
    assert_eq!(fs::read_to_string(&page).unwrap(), text);
    let done = parvis(&["fix", "--rule", "insecurelink", page.to_str().unwrap()]);
    assert!(ends_with(2, &done).contains("did you mean `insecure-link`?"));
    ends_with(2, &parvis(&["fix", page.to_str().unwrap(), "/"]));
    ends_with(2, &parvis(&["fix", portal.join("nothing").to_str().unwrap()]));
}

#[test]
fn a_link_to_a_file_stays_one_and_a_file_that_is_not_to_be_written_is_not() {
    let (_temp, portal) = faulty("\n", "");
    let (page, real) = (portal.join("pages/fautes.md"), portal.join("pages/real.txt"));
    fs::rename(&page, &real).unwrap();
    std::os::unix::fs::symlink("real.txt", &page).unwrap();
    ends_with(0, &fix(&portal, &["--write"]));
    assert!(fs::symlink_metadata(&page).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), MENDED);
}

#[test]
fn with_broken_settings_nothing_is_mended() {
    let (_temp, portal) = faulty("\n", "");
    fs::write(portal.join("portal.yaml"), "title: [\n").unwrap();
    let before = read_tree(&portal);
    assert!(ends_with(2, &fix(&portal, &["--write"])).contains("the settings are broken"));
    assert_eq!(read_tree(&portal), before);
}

/// What is found in a page of this text.
fn found(text: &str) -> Vec<Diagnostic> {
    let page = format!("=== pages/p.md\n---\ntitle: P\n---\n{text}");
    portal(&page).diagnostics.clone()
}

/// Pieces that are wrong, right or strange in each other's company.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# Un\n"),
        Just("##Deux\n"),
        Just("#\u{a0}Trois\n"),
        Just("#### Quatre\n"),
        Just("Cinq\n====\n"),
        Just("[a](http://github.com/x)"),
        Just("http://github.com/y "),
        Just("(b)[https://b.example]"),
        Just("[c] (https://c.example)"),
        Just("[d](a b.pdf)"),
        Just("[e](P.md)"),
        Just("[f](#Un)"),
        Just("é\n"),
        Just("\n\n"),
        Just("> "),
        Just("- "),
        Just("`x`"),
        Just("```\n"),
        Just("| a | b |\n|---|\n"),
        Just("[^n]"),
        Just("[^n]: n\n"),
        Just("[g][h]"),
        Just("[h]: http://w3.org/\n"),
        Just(" "),
        Just("]"),
        Just("("),
        Just("<b>"),
    ]
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Outside of its edits a file is what it was, whatever its lines end with; and what is
    /// mended is mended.
    #[test]
    fn a_fixed_file_differs_only_in_its_edits(
        pieces in prop::collection::vec(piece(), 0..12),
        ends in prop::sample::select(&["\n", "\r\n", "\r"][..]),
    ) {
        let mut text = pieces.concat();
        for _ in 0..8 {
            let mut patch = Patch::default();
            let found = found(&text);
            let fixes = found.iter().filter_map(|it| it.fix.as_ref());
            let taken = fixes.filter(|it| patch.take(it)).count();
            let Some((path, edits)) = patch.into_files().next() else { return Ok(()) };
            prop_assert!(taken > 0);
            let read = edits[0].span.source().text().to_owned();
            let raw = read.replace('\n', ends);
            let new = apply(&raw, &edits).unwrap();
            // What stands between the edits, in order, is all of the old file.
            let (mut rest, mut at) = (new.as_str(), 0);
            for edit in &edits {
                let range = edit.span.range();
                let kept = read.get(at..range.start).unwrap().replace('\n', ends);
                rest = rest.strip_prefix(kept.as_str()).unwrap();
                rest = rest.strip_prefix(edit.text.as_str()).unwrap();
                at = range.end;
            }
            prop_assert_eq!(rest, read.get(at..).unwrap().replace('\n', ends));
            let path: Arc<str> = path;
            let decoded = decode(&path, new.as_bytes()).value.unwrap();
            text = decoded.split_once("---\n").unwrap().1.split_once("---\n").unwrap().1.to_owned();
        }
        let left: Vec<_> = found(&text).into_iter().filter(|it| it.fix.is_some()).collect();
        prop_assert!(left.is_empty(), "{text:?} {left:?}");
    }
}

#[test]
fn a_fix_speaks_of_the_text_that_was_read() {
    let source = Arc::new(Source::new("a.md", "abc"));
    let span = parvis::diag::Span::new(&source, 1..2);
    let it =
        Diagnostic::warning("heading-level", "x").fix(span.clone(), "B").fix(span, "C");
    assert_eq!(it.fix.as_ref().map(|it| it.edits.len()), Some(2));
    // Both edits are of one place: it cannot be taken.
    assert!(!Patch::default().take(&it.fix.unwrap()));
}
