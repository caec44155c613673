//! What git tracks and must not.

use std::{fs, path::Path, process::Command};

use parvis::source::{Walk, walk};

fn git(folder: &Path, args: &[&str]) {
    let done = Command::new("git").current_dir(folder).args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn write(root: &Path, path: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "x").unwrap();
}

/// Paths that are said to be tracked.
fn said(root: &Path) -> Vec<String> {
    let found = walk(&Walk { root, except: &[] }).unwrap().diagnostics;
    let tracked = found.iter().filter(|it| it.code == "tracked-output");
    tracked.map(|it| it.span.as_ref().unwrap().source().path().to_owned()).collect()
}

#[test]
fn what_a_build_makes_or_runs_is_not_to_be_tracked() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path();
    git(root, &["init", "-q"]);
    assert!(said(root).is_empty());
    for path in [
        "pages/a.md",
        "pages/public/b.md",
        "static/.cargo/c",
        "portal/pages/d.md",
        ".cargo/config.toml",
        ".cargo/bin/parvis",
        ".parvis-cache/build",
        "public/evil.html",
        ".public.new-1/evil.html",
        "rust-toolchain.toml",
    ] {
        write(root, path);
    }
    std::os::unix::fs::symlink("/dev/zero", root.join(".parvis-cache/code")).unwrap();
    // What is there is the machine's own, until git tracks it.
    git(root, &["add", "pages", "static"]);
    assert!(said(root).is_empty());
    git(root, &["add", "-f", "."]);
    let expected =
        [".cargo", ".parvis-cache", ".public.new-1", "public", "rust-toolchain.toml"];
    assert_eq!(said(root), expected);
    // A name that is long, and one that is only meant to be added.
    write(root, &format!("pages/{}/{}.md", "a".repeat(200), "b".repeat(200)));
    write(root, "pages/e.md");
    git(root, &["add", "-f", "--intent-to-add", "pages"]);
    for version in ["2", "3", "4"] {
        git(root, &["update-index", "--index-version", version]);
        assert_eq!(said(root), expected, "version {version}");
    }
    // A portal that is a folder of the repository.
    assert!(said(&root.join("portal")).is_empty());
    write(root, "portal/public/index.html");
    git(root, &["add", "-f", "."]);
    assert_eq!(said(&root.join("portal")), ["public"]);
    // A damaged index says nothing, and ends nothing.
    let index = root.join(".git/index");
    let whole = fs::read(&index).unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        damaged.truncate(whole.len() - at % 7);
        fs::write(&index, damaged).unwrap();
        said(&root.join("portal"));
    }
}

#[test]
fn a_repository_of_other_hashes_and_a_worktree_are_read_too() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("a");
    fs::create_dir(&root).unwrap();
    git(&root, &["init", "-q", "--object-format=sha256"]);
    for path in ["pages/a.md", "public/index.html"] {
        write(&root, path);
    }
    git(&root, &["add", "-f", "."]);
    assert_eq!(said(&root), ["public"]);
    let name = ["-c", "user.name=Camille", "-c", "user.email=camille@exemple.example"];
    git(&root, &[name.as_slice(), &["commit", "-qm", "x"]].concat());
    git(&root, &["worktree", "add", "-q", "../b"]);
    assert_eq!(said(&temp.path().join("b")), ["public"]);
}
