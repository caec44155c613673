//! The command as a user runs it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub(crate) fn parvis(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parvis")).args(args).output().unwrap()
}

pub(crate) fn example() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/content-example").to_owned()
}

fn tree(dir: &Path, below: &Path, out: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tree(&path, below, out);
        } else {
            out.insert(
                path.strip_prefix(below).unwrap().to_owned(),
                fs::read(&path).unwrap(),
            );
        }
    }
}

pub(crate) fn read_tree(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    tree(dir, dir, &mut out);
    out
}

/// The only file of a folder whose path ends so.
#[track_caller]
pub(crate) fn find(dir: &Path, end: &str) -> PathBuf {
    let ends = |it: &PathBuf| it.to_string_lossy().ends_with(end);
    let all: Vec<PathBuf> = read_tree(dir).into_keys().filter(ends).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    dir.join(&all[0])
}

/// A new portal, fresh from `init`.
pub(crate) fn fresh() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let portal = temp.path().join("portal");
    assert!(parvis(&["init", portal.to_str().unwrap()]).status.success());
    (temp, portal)
}

#[track_caller]
pub(crate) fn ends_with(code: i32, done: &Output) -> String {
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(code), "{said}");
    said
}

#[test]
fn a_formula_that_its_crate_fails_on_is_a_finding_and_nothing_else() {
    let (_temp, portal) = fresh();
    let page = portal.join("pages/a.md");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    // Panics where debug assertions of the crate are on, as they are in tests.
    fs::write(page, "---\ntitle: A\nsummary: B\n---\n\n$$`^<#$$\n").unwrap();
    let done = parvis(&["check", "--format", "short", portal.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("pages/a.md:6:"), "{said}");
    assert!(said.contains("[bad-formula]"), "{said}");
    let said = ends_with(0, &done);
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_second_build_changes_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("public");
    let args =
        ["build", &example(), "--date", "2026-11-24", "--output", out.to_str().unwrap()];
    assert!(parvis(&args).status.success());
    let again = parvis(&args);
    assert!(String::from_utf8_lossy(&again.stderr).contains("nothing changed"));
}

#[test]
fn an_error_publishes_nothing_and_ends_with_1() {
    let temp = tempfile::tempdir().unwrap();
    let portal = temp.path().join("portal");
    let dir = portal.to_str().unwrap();
    assert!(parvis(&["init", dir]).status.success());
    assert!(parvis(&["build", dir]).status.success());
    let before = read_tree(&portal.join("public"));
    let retex = find(&portal, "-premier-retex.md");
    let text = fs::read_to_string(&retex).unwrap();
    fs::write(&retex, text.replace("[agilite]", "[agilit]")).unwrap();
    let failed = parvis(&["build", dir]);
    assert_eq!(failed.status.code(), Some(1));
    let said = String::from_utf8_lossy(&failed.stderr);
    assert!(said.contains("error[unknown-topic]: unknown topic `agilit`"), "{said}");
    assert!(said.contains("did you mean `agilite`?"), "{said}");
    assert_eq!(read_tree(&portal.join("public")), before);
}

#[test]
fn usage_and_refusals_end_with_2() {
    let temp = tempfile::tempdir().unwrap();
    assert_eq!(parvis(&["build", temp.path().to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(parvis(&["bild"]).status.code(), Some(2));
    fs::write(temp.path().join("mine.txt"), "x").unwrap();
    let refused = parvis(&["build", &example(), "--output", temp.path().to_str().unwrap()]);
    assert_eq!(
        refused.status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&refused.stderr)
    );
    assert!(temp.path().join("mine.txt").exists());
}

#[test]
fn a_build_prints_nothing_on_standard_output_and_nothing_at_all_when_quiet() {
    let (_temp, portal) = fresh();
    let dir = portal.to_str().unwrap();
    let done = parvis(&["build", dir, "--timings"]);
    let said = ends_with(0, &done);
    assert_eq!(done.stdout, b"");
    let head = said.lines().next().unwrap();
    for word in ["12 entries", "pages", "files", "kB", "0 warnings", " s, "] {
        assert!(head.contains(word), "{word} not in {head}");
    }
    for step in ["read", "parse", "assemble", "theme", "routes", "render", "publish"] {
        assert!(said.contains(&format!(" {step}  ")), "{step} not in {said}");
    }
    let quiet = parvis(&["build", dir, "--quiet"]);
    assert_eq!((quiet.stdout, quiet.stderr), (Vec::new(), Vec::new()));
}

#[test]
fn warnings_count_as_errors_when_strict() {
    let (_temp, portal) = fresh();
    let page = portal.join("pages/vide.md");
    fs::write(&page, "---\ntitle: Vide\n---\n").unwrap();
    let dir = portal.to_str().unwrap();
    ends_with(0, &parvis(&["check", dir]));
    ends_with(1, &parvis(&["check", dir, "--strict"]));
    let said = ends_with(1, &parvis(&["build", dir, "--strict", "--quiet"]));
    assert!(said.contains("warning[empty-text]"), "{said}");
    assert!(!portal.join("public").exists());
}

fn full() -> fs::File {
    fs::File::options().write(true).open("/dev/full").unwrap()
}

fn into_full_streams(args: &[&str]) -> Option<i32> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(args).stdout(full()).stderr(full()).status().unwrap().code()
}

#[test]
fn what_cannot_be_printed_is_an_error_only_when_it_was_asked_for() {
    let (_temp, portal) = fresh();
    let dir = portal.to_str().unwrap();
    assert_eq!(into_full_streams(&["build", dir, "--timings"]), Some(0));
    assert!(portal.join("public/index.html").exists());
    fs::write(portal.join("pages/vide.md"), "---\ntitle: Vide\n---\n").unwrap();
    for args in [
        &["schema"][..],
        &["schema", "--format", "markdown"],
        &["completions", "bash"],
        &["notices"],
        &["explain", "unknown-field"],
        &["--help"],
        &["--version"],
        &["check", dir, "--format", "short"],
        &["check", dir, "--format", "json"],
        &["check", dir],
    ] {
        assert_eq!(into_full_streams(args), Some(3), "{args:?}");
    }
}

#[test]
fn nothing_of_the_environment_is_needed() {
    let temp = tempfile::tempdir().unwrap();
    let build = |out: &Path, bare: bool| {
        let gone = temp.path().join("gone");
        fs::create_dir_all(&gone).unwrap();
        let script = if bare { "rmdir \"$0\"; exec \"$@\"" } else { "exec \"$@\"" };
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]).arg(&gone).current_dir(&gone);
        command.args([env!("CARGO_BIN_EXE_parvis"), "build", &example()]);
        command.args(["--date", "2026-11-24", "--output"]).arg(out);
        if bare {
            command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "POSIX");
        }
        let said = ends_with(0, &command.output().unwrap());
        assert!(!said.contains('\u{1b}'), "{said}");
        read_tree(out)
    };
    let usual = build(&temp.path().join("a/public"), false);
    let bare = build(&temp.path().join("b/public"), true);
    assert!(usual == bare && usual.len() > 100);
}

#[test]
fn a_word_that_is_nearly_right_is_answered_with_the_right_one() {
    for (args, wanted) in [
        (&["bild"][..], "'build'"),
        (&["build", "--strct"], "'--strict'"),
        (&["check", "--format", "shrt"], "'short'"),
        (&["new", "rtex", "x"], "'retex'"),
        (&["schema", "retx"], "'retex'"),
    ] {
        let said = ends_with(2, &parvis(args));
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn every_command_has_an_example() {
    let help = String::from_utf8(parvis(&["--help"]).stdout).unwrap();
    let listed = help.split("Commands:\n").nth(1).unwrap();
    let names: Vec<&str> = listed
        .lines()
        .take_while(|it| !it.is_empty())
        .filter_map(|it| it.split_whitespace().next())
        .filter(|it| !["help", "notices"].contains(it))
        .collect();
    assert!(names.len() > 6, "{names:?}");
    for name in names {
        let help = String::from_utf8(parvis(&[name, "--help"]).stdout).unwrap();
        assert!(help.contains(&format!("Examples:\n  parvis {name}")), "{help}");
    }
}

/// A new portal and a way to build it.
fn portal() -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let portal = temp.path().join("portal");
    assert!(parvis(&["init", portal.to_str().unwrap()]).status.success());
    (temp, portal)
}

fn build(portal: &Path, more: &[&str]) -> String {
    let mut args =
        vec!["build", portal.to_str().unwrap(), "--date", "2026-11-24", "--timings"];
    args.extend(more);
    let done = parvis(&args);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    said
}

#[test]
fn a_build_of_what_was_built_before_renders_nothing_and_says_the_same() {
    let (_temp, portal) = portal();
    let first = build(&portal, &[]);
    let tree = read_tree(&portal.join("public"));
    let again = build(&portal, &[]);
    let counts = |it: &str| it.split(" in `").next().map(str::to_owned);
    assert_eq!(counts(&first), counts(&again));
    assert!(first.contains("parse") && !again.contains("parse"), "{again}");
    assert!([first, again].iter().all(|it| it.contains("0 warnings, for 2026-11-24)")));
    assert_eq!(read_tree(&portal.join("public")), tree);
    // Whatever pages depend on makes a build anew: a text, an option, the day, the output.
    let retex = portal.join("communities/rte/index.md");
    let text = fs::read_to_string(&retex).unwrap();
    fs::write(&retex, format!("{text}\nEncore un mot.\n")).unwrap();
    assert!(build(&portal, &[]).contains("1 file changed"));
    assert!(build(&portal, &["--drafts"]).contains("parse"));
    assert!(build(&portal, &[]).contains("parse"));
    fs::remove_file(portal.join("public/index.html")).unwrap();
    assert!(build(&portal, &[]).contains("1 file changed"));
    fs::write(portal.join("public/index.html"), "by hand").unwrap();
    assert!(build(&portal, &[]).contains("1 file changed"));
    assert!(build(&portal, &["--no-cache"]).contains("parse"));
}

#[test]
fn a_damaged_cache_changes_no_byte() {
    let (_temp, portal) = portal();
    let code = "\n\n```rust\nfn main() {}\n```\n";
    let retex = portal.join("communities/rte/index.md");
    let text = fs::read_to_string(&retex).unwrap();
    fs::write(&retex, format!("{text}{code}")).unwrap();
    build(&portal, &["--no-cache"]);
    let tree = read_tree(&portal.join("public"));
    let cache = portal.join(".parvis-cache");
    assert!(!cache.exists());
    build(&portal, &[]);
    let kept = fs::read(cache.join("code")).unwrap();
    assert!(kept.len() > 80);
    for at in (0..kept.len()).step_by(kept.len() / 6) {
        let mut damaged = kept.clone();
        damaged[at] ^= 0xff;
        fs::write(cache.join("code"), damaged).unwrap();
        fs::write(cache.join("build"), "x").unwrap();
        fs::remove_dir_all(portal.join("public")).unwrap();
        build(&portal, &[]);
        assert_eq!(read_tree(&portal.join("public")), tree);
    }
    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, "a file where the folder should be").unwrap();
    build(&portal, &[]);
    assert_eq!(read_tree(&portal.join("public")), tree);
}

#[test]
fn what_reading_finds_is_said_also_when_no_page_can_have_changed() {
    let (_temp, portal) = portal();
    // A clean build, so that the next one could do without reading the texts.
    assert!(build(&portal, &[]).contains("0 warnings"));
    std::os::unix::fs::symlink("/nowhere", portal.join("communities/rte/lien")).unwrap();
    let args = ["build", portal.to_str().unwrap(), "--date", "2026-11-24"];
    let failed = parvis(&args);
    let said = String::from_utf8_lossy(&failed.stderr);
    assert_eq!(failed.status.code(), Some(1), "{said}");
    assert!(said.contains("error[link-dangling]"), "{said}");
    fs::remove_file(portal.join("communities/rte/lien")).unwrap();
    fs::write(portal.join("communities/rte/id_rsa"), "x").unwrap();
    assert!(build(&portal, &[]).contains("warning[secret-file]"));
}
