//! C9, C11, D4–D8: the folder of a portal, and what does not belong into it.

use std::{
    ffi::OsStr,
    fs,
    io::ErrorKind,
    os::unix::ffi::OsStrExt,
    path::Path,
    process::{Command, Output},
};

use super::{portal_on_disk, same, write};

pub(super) const RETEX: &str =
    "=== communities/rte/retex/2026-01-02-x.md\n---\ntitle: X\nauthors: [ana]\n---\n\nt\n";

/// What is said of a portal on disk after something was done to it.
#[track_caller]
pub(super) fn folder(change: impl FnOnce(&Path), expected: &str) {
    let temp = write(RETEX);
    change(temp.path());
    let outside = temp.path().display().to_string();
    let found = portal_on_disk(temp.path());
    for diagnostic in &found.diagnostics {
        assert!(!diagnostic.message.contains(&outside), "{}", diagnostic.message);
    }
    same(&found.diagnostics, expected);
}

pub(super) fn touch(root: &Path, path: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, "---\ntitle: T\n---\n\nt\n").unwrap();
}

#[test]
fn c09_names_that_are_no_text() {
    folder(
        |root| {
            touch(root, "static/a\nb.txt");
            fs::write(root.join("static").join(OsStr::from_bytes(b"caf\xe9.txt")), "x")
                .unwrap();
            touch(root, "static/a b%é?#+'.txt");
        },
        r#"
error[bad-file-name]: Windows refuses a name with `?`: nobody there can work on the portal
--> static/a b%é?#+'.txt
 = help: rename it to `a b%é-#+'.txt`

error[bad-file-name]: the file's name holds a control character
--> static/a\nb.txt
 = help: rename the file: letters, digits, `-`, `_` and `.`

error[bad-file-name]: the file's name is not UTF-8
--> static/caf�.txt
 = help: rename the file: letters, digits, `-`, `_` and `.`
"#,
    );
}

#[test]
fn c09_two_forms_of_one_name() {
    folder(
        |root| {
            touch(root, "pages/\u{e9}.md");
            touch(root, "pages/e\u{301}.md");
        },
        r#"
error[duplicate-entry]: two files have this name, spelled in two forms of Unicode
--> pages/é.md
 = help: rename or remove one of them, for example `\u{e9}.md`
"#,
    );
}

#[test]
fn c11_secrets_and_rubbish_are_not_published() {
    folder(
        |root| {
            for path in [
                "communities/rte/.env",
                "static/id_rsa",
                "static/tls.PEM",
                "pages/vault.kdbx",
                "static/.git/config",
                "static/.DS_Store",
                "static/Thumbs.db",
                "pages/a.md~",
                "pages/.a.md.swp",
                "pages/.#a.md",
                ".env",
                "id_rsa",
            ] {
                touch(root, path);
            }
        },
        r#"
warning[secret-file]: this looks like a secret; it is not published
--> communities/rte/.env
 = help: take it out of the portal, and change the secret if it was ever committed

warning[secret-file]: this looks like a secret; it is not published
--> pages/vault.kdbx
 = help: take it out of the portal, and change the secret if it was ever committed

warning[secret-file]: this looks like a secret; it is not published
--> static/id_rsa
 = help: take it out of the portal, and change the secret if it was ever committed

warning[secret-file]: this looks like a secret; it is not published
--> static/tls.PEM
 = help: take it out of the portal, and change the secret if it was ever committed
"#,
    );
    let temp = write(RETEX);
    for path in ["static/.env", "static/id_rsa", "static/.git/config", "static/right.txt"] {
        touch(temp.path(), path);
    }
    let snapshot = portal_on_disk(temp.path());
    let files: Vec<_> = snapshot.site.as_ref().unwrap().files.keys().cloned().collect();
    assert_eq!(files, ["static/right.txt".into()]);
}

/// Another test that starts a program just then may still hold the copy open for writing.
fn run(command: &mut Command) -> Output {
    loop {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                std::thread::yield_now();
            }
            other => return other.unwrap(),
        }
    }
}

/// Root may read everything: the command is then run as somebody else.
#[test]
fn d04_unreadable_files() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let temp = write(RETEX);
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(temp.path(), 0o755);
    let secret = temp.path().join("communities/rte/retex/2026-01-02-x.md");
    mode(&secret, 0o000);
    let root = rustix::process::geteuid().is_root();
    let binary = temp.path().join("parvis-under-test");
    fs::copy(env!("CARGO_BIN_EXE_parvis"), &binary).unwrap();
    let mut command = Command::new(&binary);
    command.args(["check", temp.path().to_str().unwrap()]).env_clear().current_dir("/");
    if root {
        command.uid(65534).gid(65534);
    }
    let output = run(&mut command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    let path = fs::canonicalize(temp.path())
        .unwrap()
        .join("communities/rte/retex/2026-01-02-x.md");
    let expected = format!("error: cannot read `{}`: Permission denied", path.display());
    assert!(said.starts_with(&expected), "{said}");
    mode(&secret, 0o644);
    let folder = temp.path().join("communities/rte/retex");
    mode(&folder, 0o000);
    let output = run(&mut command);
    let said = String::from_utf8(output.stderr).unwrap();
    mode(&folder, 0o755);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("communities/rte/retex`: Permission denied"), "{said}");
}

#[test]
fn d05_pipes_and_sockets() {
    let temp = write(RETEX);
    let root = temp.path();
    fs::create_dir_all(root.join("pages")).unwrap();
    let made = Command::new("mkfifo").arg(root.join("pages/pipe.md")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(root.join("pages/s.md")).unwrap();
    same(
        &portal_on_disk(root).diagnostics,
        r#"
error[not-a-file]: this is a pipe, a socket or a device, not a file
--> pages/pipe.md
 = help: remove it

error[not-a-file]: this is a pipe, a socket or a device, not a file
--> pages/s.md
 = help: remove it
"#,
    );
}

#[test]
fn d06_folders_and_files_at_each_others_place() {
    folder(
        |root| {
            touch(root, "pages/x.md/inner.md");
            fs::write(root.join("events"), "x").unwrap();
            fs::write(root.join("communities/rte/talks"), "x").unwrap();
        },
        r#"
error[not-a-folder]: `communities/rte/talks` is a file, where a folder is expected
--> communities/rte/talks
 = help: rename it, or make a folder `communities/rte/talks/` and move it there

error[not-a-folder]: `events` is a file, where a folder is expected
--> events
 = help: rename it, or make a folder `events/` and move it there

error[not-a-file]: this is a folder, where a file is expected
--> pages/x.md
 = help: rename the folder to `x`
"#,
    );
}

#[test]
fn d06_slips_of_the_pen() {
    folder(
        |root| {
            for path in [
                "comunities/ux/index.md",
                "evenements/a.md",
                "pages/a.markdown",
                "pages/B.MD",
                "talks.yml",
                "retex/2026-01-02-y.md",
                "docs/a.md",
                "communities/rte/evnts/a.md",
                "communities/rte/events.yaml",
                "communities/rte/notes.md",
                "communities/lost.md",
                "people/a/b.md",
                "communities/rte/img/note.txt",
            ] {
                touch(root, path);
            }
        },
        r#"
error[ignored-file]: the file is not read, because of its place
--> communities/lost.md
 = help: each community has a folder of its own: `communities/<id>/index.md`

warning[ignored-file]: the file is not read, because of its place
--> communities/rte/events.yaml
 = help: the only list of a community is `communities/rte/talks.yaml`

error[unknown-folder]: the texts of this folder are not read
--> communities/rte/evnts
 = help: did you mean `events/`?

warning[unused-file]: no text shows or links to this file: it is not published
--> communities/rte/img/note.txt
 = help: link to it, remove it, or put it into `static/` to publish it as it is

error[ignored-file]: the file is not read, because of its place
--> communities/rte/notes.md
 = help: a community's own text is `index.md`; others stand in `communities/rte/pages/`

error[unknown-folder]: the folder is not read: it does not belong to a portal
--> comunities
 = help: did you mean `communities/`?

warning[unknown-folder]: the folder is not read: it does not belong to a portal
--> docs
 = help: `docs/a.md` has front matter: move such texts into `communities/<id>/retex/` or `pages/`

error[unknown-folder]: the folder is not read: it does not belong to a portal
--> evenements
 = help: did you mean `events/`?

error[ignored-file]: the file is not read, because of its ending
--> pages/B.MD
 = help: rename it to `B.md`

error[ignored-file]: the file is not read, because of its ending
--> pages/a.markdown
 = help: rename it to `a.md`

error[ignored-file]: the file is not read, because of its place
--> people/a/b.md
 = help: people stand in `people/` itself: `people/<id>.md`

error[unknown-folder]: the folder is not read: it does not belong to a portal
--> retex
 = help: did you mean `communities/<id>/retex/`?

warning[ignored-file]: the file is not read: it does not belong to a portal
--> talks.yml
 = help: did you mean `talks.yaml`?
"#,
    );
}

#[test]
fn d08_paths_that_are_too_long() {
    folder(
        |root| {
            let deep = ["d"; 40].join("/");
            touch(root, &format!("pages/{deep}/a.md"));
        },
        r#"
error[bad-file-name]: folders are nested more than 32 deep
--> pages/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d…
 = help: move the files up
"#,
    );
    folder(
        |root| {
            let long = ["a".repeat(200).as_str(); 6].join("/");
            touch(root, &format!("static/{long}/a.txt"));
        },
        r#"
error[bad-file-name]: the path is longer than 1024 bytes
--> static/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…
 = help: move the files up
"#,
    );
    folder(
        |root| touch(root, &format!("pages/{}.md", "é".repeat(120))),
        r#"
error[bad-slug]: the name has 120 letters, at most 100 fit an address
 --> pages/éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé.md:1:1
  |
1 | ---
  | ^^^
  |
  = help: add another `slug:`, such as `eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee`
"#,
    );
}
