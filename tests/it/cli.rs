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

#[test]
fn two_builds_are_the_same_whatever_the_threads_the_zone_and_the_folder() {
    let temp = tempfile::tempdir().unwrap();
    let mut trees = Vec::new();
    for (idx, (threads, zone)) in
        [("1", "Asia/Tokyo"), ("2", "UTC"), ("8", "America/New_York")]
            .into_iter()
            .enumerate()
    {
        let out = temp.path().join(format!("{idx}/public"));
        let done = Command::new(env!("CARGO_BIN_EXE_parvis"))
            .args(["build", &example(), "--date", "2026-11-24", "--output"])
            .arg(&out)
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        trees.push(read_tree(&out));
    }
    assert!(trees[0].len() > 100);
    assert!(trees.iter().all(|it| *it == trees[0]));
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
    let retex = portal.join("communities/rte/retex/2026-03-14-premier-retex.md");
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
