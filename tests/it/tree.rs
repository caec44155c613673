//! What a second look at a folder finds, whatever was told of it.

use std::{
    collections::BTreeSet,
    fs::{self, File, FileTimes},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use parvis::source::{Contents, Scan, Tree};

struct Folder {
    dir: tempfile::TempDir,
    tree: Tree,
}

impl Folder {
    /// A folder that was looked at once, long after it was written.
    fn new(files: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let mut folder = Self { dir, tree: Tree::new(root, Vec::new()) };
        for (path, text) in files {
            folder.write(path, text);
        }
        let first = folder.tree.scan().unwrap();
        assert_eq!(first.changes.len(), files.len());
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn scan(&mut self) -> Vec<String> {
        said(&self.tree.scan().unwrap())
    }

    fn look_at(&mut self, paths: &[&str]) -> Option<Vec<String>> {
        let files: BTreeSet<PathBuf> = paths.iter().map(|it| self.path(it)).collect();
        self.tree.look_at(&files).as_ref().map(said)
    }
}

/// `+path` for a text, `.path` for a file, `-path` for what is gone, `!code` for a finding.
fn said(scan: &Scan) -> Vec<String> {
    let sign = |it: &Contents| match it {
        Contents::Text(_) => '+',
        Contents::File(_) => '.',
        Contents::Broken => '?',
        Contents::Gone => '-',
    };
    let changes =
        scan.changes.iter().map(|it| format!("{}{}", sign(&it.contents), it.path));
    changes.chain(scan.found.iter().map(|it| format!("!{}", it.code))).collect()
}

fn set_time(path: &Path, time: SystemTime) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_times(FileTimes::new().set_modified(time)).unwrap();
}

const A: &str = "communities/a/index.md";

#[test]
fn a_second_look_finds_only_what_is_new() {
    let mut folder = Folder::new(&[("portal.yaml", "title: P"), (A, "a")]);
    assert!(folder.scan().is_empty());
    folder.write(A, "b");
    folder.write("static/x.png", "no picture");
    fs::remove_file(folder.path("portal.yaml")).unwrap();
    let found = folder.scan();
    assert_eq!(
        found,
        [format!("+{A}").as_str(), "-portal.yaml", ".static/x.png", "!bad-image"]
    );
    assert!(folder.scan().is_empty());
}

#[test]
fn a_file_that_was_only_touched_is_the_same() {
    let mut folder = Folder::new(&[(A, "a")]);
    set_time(&folder.path(A), SystemTime::now() - Duration::from_secs(9));
    assert!(folder.scan().is_empty());
    folder.write(A, "a");
    assert_eq!(folder.look_at(&[A]), Some(vec![]));
}

#[test]
fn two_saves_of_one_length_within_a_tick_of_the_clock_are_two() {
    let mut folder = Folder::new(&[(A, "a")]);
    for text in ["b", "c", "d", "e"] {
        let before = fs::metadata(folder.path(A)).unwrap().modified().unwrap();
        folder.write(A, text);
        set_time(&folder.path(A), before);
        assert_eq!(folder.scan(), [format!("+{A}")], "{text}");
    }
}

#[test]
fn a_few_files_are_looked_at_alone() {
    let other = "communities/a/retex/b.md";
    let mut folder = Folder::new(&[(A, "a"), (other, "b")]);
    folder.write(A, "new");
    folder.write(other, "new");
    assert_eq!(folder.look_at(&[A]), Some(vec![format!("+{A}")]));
    assert_eq!(folder.scan(), [format!("+{other}")], "the rest is found later");
}

#[test]
fn files_of_editors_are_nothing_and_all_else_needs_a_walk() {
    let mut folder = Folder::new(&[(A, "a")]);
    folder.write("communities/a/.index.md.swp", "x");
    assert_eq!(
        folder.look_at(&["communities/a/.index.md.swp", "communities/a/index.md~"]),
        Some(vec![])
    );
    folder.write("communities/a/retex/new.md", "x");
    for path in ["communities/a/retex/new.md", "communities/a/retex", "communities/gone.md"]
    {
        assert_eq!(folder.look_at(&[path]), None, "{path}");
    }
    fs::remove_file(folder.path(A)).unwrap();
    assert_eq!(folder.look_at(&[A]), None, "what is gone may be elsewhere");
}

#[test]
fn two_files_that_swap_their_names_are_both_new() {
    let (b, c) = ("communities/a/retex/b.md", "communities/a/c.tmp");
    let mut folder = Folder::new(&[(A, "a"), (b, "b")]);
    fs::rename(folder.path(A), folder.path(c)).unwrap();
    fs::rename(folder.path(b), folder.path(A)).unwrap();
    fs::rename(folder.path(c), folder.path(b)).unwrap();
    assert_eq!(folder.scan(), [format!("+{A}"), format!("+{b}")]);
}

#[test]
fn what_is_said_of_a_link_goes_with_the_link() {
    let mut folder = Folder::new(&[(A, "a")]);
    let link = folder.path("communities/a/gone.md");
    std::os::unix::fs::symlink("nowhere.md", &link).unwrap();
    assert_eq!(folder.scan(), ["-communities/a/gone.md", "!link-dangling"]);
    assert!(folder.scan().is_empty());
    folder.write(A, "b");
    assert_eq!(folder.scan(), [format!("+{A}")], "it is not said again");
    fs::remove_file(link).unwrap();
    assert_eq!(folder.scan(), ["-communities/a/gone.md"]);
}

#[test]
fn what_is_said_of_a_name_stays_when_its_file_changes() {
    let (composed, apart) = ("communities/a/caf\u{e9}.md", "communities/a/cafe\u{301}.md");
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let mut folder = Folder { dir, tree: Tree::new(root, Vec::new()) };
    folder.write(composed, "a");
    folder.write(apart, "b");
    let first = format!("+{composed}");
    assert_eq!(folder.scan(), [first.as_str(), "!duplicate-entry"]);
    folder.write(composed, "c");
    folder.write(apart, "d");
    assert_eq!(folder.scan(), [first.as_str(), "!duplicate-entry"]);
}

#[test]
fn a_folder_that_is_gone_is_an_error_until_it_is_back() {
    let folder = Folder::new(&[("content/portal.yaml", "")][..0]);
    let root = folder.path("portal");
    fs::create_dir(&root).unwrap();
    folder.write("portal/index.md", "a");
    let mut tree = Tree::new(root.clone(), Vec::new());
    assert_eq!(said(&tree.scan().unwrap()), ["+index.md"]);
    fs::rename(&root, folder.path("away")).unwrap();
    assert_eq!(tree.scan().unwrap_err().path, root);
    fs::rename(folder.path("away"), &root).unwrap();
    assert!(tree.scan().unwrap().is_empty());
}
