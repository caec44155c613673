//! D1–D3: symbolic links.

use std::{fs, os::unix::fs::symlink};

use super::{
    d_files::{RETEX, folder, touch},
    portal_on_disk, write,
};

#[test]
fn d01_loops() {
    folder(
        |root| {
            fs::create_dir_all(root.join("pages")).unwrap();
            symlink(".", root.join("pages/loop")).unwrap();
            symlink("self.md", root.join("pages/self.md")).unwrap();
        },
        r#"
error[link-loop]: the symbolic link leads to itself, or to a folder it stands in
--> pages/loop
 = help: remove it

error[link-loop]: the symbolic link leads to itself, or to a folder it stands in
--> pages/self.md
 = help: remove it
"#,
    );
}

#[test]
fn d01_links_that_multiply() {
    let temp = write(RETEX);
    for level in 0..30 {
        let folder = temp.path().join(format!("static/{level}"));
        fs::create_dir_all(&folder).unwrap();
        for name in ["a", "b"] {
            symlink(format!("../{}", level + 1), folder.join(name)).unwrap();
        }
    }
    fs::create_dir_all(temp.path().join("static/30")).unwrap();
    let found = portal_on_disk(temp.path()).diagnostics.clone();
    assert!(
        found.len() < 100 && found.iter().all(|it| it.code == "link-loop"),
        "{}",
        found.len()
    );
}

#[test]
fn d02_links_out_of_the_portal() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir_all(outside.path().join("secrets")).unwrap();
    fs::write(outside.path().join("secrets/page.md"), "not even read: \u{0}").unwrap();
    folder(
        |root| {
            fs::create_dir_all(root.join("pages")).unwrap();
            fs::create_dir_all(root.join("static")).unwrap();
            symlink("/etc/passwd", root.join("pages/passwd.md")).unwrap();
            symlink(outside.path().join("secrets"), root.join("pages/deep")).unwrap();
            symlink("deep/page.md", root.join("pages/through.md")).unwrap();
            symlink("/dev/zero", root.join("static/zero.png")).unwrap();
            touch(root, ".env");
            symlink("../.env", root.join("static/env.txt")).unwrap();
        },
        r#"
error[link-outside]: the symbolic link leads out of the portal; it is not read
--> pages/deep
 = help: copy the file into the portal, and remove the link

error[link-outside]: the symbolic link leads out of the portal; it is not read
--> pages/passwd.md
 = help: copy the file into the portal, and remove the link

error[link-outside]: the symbolic link leads out of the portal; it is not read
--> pages/through.md
 = help: copy the file into the portal, and remove the link

error[link-outside]: the symbolic link leads to `.env`, which is not published
--> static/env.txt
 = help: remove the link

error[link-outside]: the symbolic link leads out of the portal; it is not read
--> static/zero.png
 = help: copy the file into the portal, and remove the link
"#,
    );
}

#[test]
fn d03_links_inside_and_to_nothing() {
    folder(
        |root| {
            touch(root, "pages/a.md");
            symlink("nothing.md", root.join("pages/dangling.md")).unwrap();
            fs::create_dir_all(root.join("static/img")).unwrap();
            fs::write(root.join("static/img/a.txt"), "x").unwrap();
            symlink("img", root.join("static/pictures")).unwrap();
        },
        r#"
error[link-dangling]: the symbolic link leads to `nothing.md`, which is not there
--> pages/dangling.md
 = help: remove it, or put the file where it leads
"#,
    );
}
