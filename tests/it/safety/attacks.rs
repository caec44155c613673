//! Attacks by whoever opens a merge request, as they were tried: drawings that act, links that lead
//! out of the portal, folders that came with it, an environment that costs.

use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Output},
};

use parvis::{
    picture::drawing,
    source::{Walk, walk},
};

use crate::cli::{ends_with, fresh, parvis, read_tree};

/// Each drawing, behind a line that begins with `=== ` and says what it tries.
const DRAWINGS: &str = include_str!("../../attacks/drawings.txt");

/// What no drawing has that is published: words of the attacks, and marks of XML that only draw
/// nothing.
const NEVER: [&str; 8] = ["alert", "evil", "script", "<!", "<?", " on", "&x;", "passwd"];

#[test]
fn no_drawing_acts_or_asks_for_anything() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("static");
    fs::create_dir(&folder).unwrap();
    let mut count = 0;
    for attack in DRAWINGS.split("=== ").skip(1) {
        let (what, text) = attack.split_once('\n').unwrap();
        let text = text.trim_end();
        fs::write(folder.join("a.svg"), text).unwrap();
        let found = walk(&Walk { root: temp.path(), except: &[] }).unwrap().diagnostics;
        let is_refused = found
            .iter()
            .any(|it| matches!(it.code, "active-svg" | "bad-image" | "bad-encoding"));
        let published = drawing(text).filter(|_| !is_refused).unwrap_or_default();
        let acts = NEVER.iter().find(|it| published.contains(**it));
        assert_eq!(acts, None, "{what}: {published}");
        count += 1;
    }
    assert!(count > 30);
}

fn build(portal: &Path) -> Output {
    parvis(&["build", portal.to_str().unwrap()])
}

#[test]
fn an_output_that_leads_out_of_the_portal_is_refused() {
    let (temp, portal) = fresh();
    let elsewhere = temp.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink("../elsewhere", portal.join("public")).unwrap();
    let said = ends_with(2, &build(&portal));
    assert!(said.contains("is a symbolic link out of the portal"), "{said}");
    assert!(said.contains("help: remove the link, or write `--output "), "{said}");
    assert!(read_tree(&elsewhere).is_empty());
    // Whoever names it, wants it.
    let named = elsewhere.to_str().unwrap();
    ends_with(0, &parvis(&["build", portal.to_str().unwrap(), "--output", named]));
    assert!(elsewhere.join("index.html").is_file());
}

#[test]
fn a_folder_that_came_with_the_portal_gets_into_no_output() {
    let (_temp, portal) = fresh();
    ends_with(0, &build(&portal));
    let before = read_tree(&portal.join("public"));
    let staged = portal.join(".public.new-1");
    fs::create_dir_all(staged.join("retex")).unwrap();
    fs::write(staged.join(".parvis-manifest"), "parvis 1\n").unwrap();
    for path in ["evil.html", "retex/index.html.gz"] {
        fs::write(staged.join(path), "evil").unwrap();
    }
    symlink("/etc/passwd", staged.join("pw")).unwrap();
    fs::write(portal.join(".public.lock"), "1\n").unwrap();
    ends_with(0, &build(&portal));
    assert_eq!(read_tree(&portal.join("public")), before);
}

#[test]
fn nothing_is_written_through_a_link_out_of_the_portal() {
    let (temp, portal) = fresh();
    let at = portal.to_str().unwrap();
    let elsewhere = temp.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("topics.yaml"), "- id: x\n  label: X\n").unwrap();
    for path in ["pages", "people"] {
        let path = portal.join(path);
        fs::remove_dir_all(&path).unwrap();
        symlink("../elsewhere", &path).unwrap();
    }
    fs::remove_file(portal.join("topics.yaml")).unwrap();
    symlink("../elsewhere/topics.yaml", portal.join("topics.yaml")).unwrap();
    let before = read_tree(&elsewhere);
    for (kind, link) in [("page", "pages"), ("person", "people"), ("topic", "topics.yaml")]
    {
        let said = ends_with(2, &parvis(&["new", kind, "Un texte", "--dir", at]));
        assert!(said.contains(&format!("the symbolic link `{link}` leads out")), "{said}");
    }
    parvis(&["fix", at, "--write"]);
    let clone = temp.path().join("clone");
    fs::create_dir(&clone).unwrap();
    symlink("../elsewhere", clone.join("communities")).unwrap();
    let said = ends_with(2, &parvis(&["init", clone.to_str().unwrap()]));
    assert!(said.contains("the symbolic link `communities` leads out"), "{said}");
    assert_eq!(fs::read_dir(&clone).unwrap().count(), 1);
    assert_eq!(read_tree(&elsewhere), before);
}

#[test]
fn a_working_folder_that_is_gone_is_an_error_and_no_end() {
    let (temp, portal) = fresh();
    let gone = temp.path().join("gone");
    fs::create_dir(&gone).unwrap();
    let line = "rmdir ../gone && exec \"$0\" build \"$1\" --output rel";
    let done = Command::new("sh")
        .args(["-c", line, env!("CARGO_BIN_EXE_parvis"), portal.to_str().unwrap()])
        .current_dir(&gone)
        .output()
        .unwrap();
    let said = ends_with(3, &done);
    assert!(said.starts_with("error: could not find `rel`"), "{said}");
}

#[test]
fn no_environment_asks_for_more_threads_than_help() {
    let (_temp, portal) = fresh();
    for name in ["RAYON_NUM_THREADS", "RAYON_RS_NUM_CPUS"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(["check", portal.to_str().unwrap()]).env(name, "50000000");
        ends_with(0, &command.output().unwrap());
    }
}
