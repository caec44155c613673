//! What is published, and what is left alone.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::time::Duration;

use super::*;

const OLD: &[(&str, &str)] =
    &[("a/index.html", "a"), ("b/c/index.html", "bc"), ("x.css", "x")];

#[test]
fn a_first_build_publishes_all() {
    let place = Place::new();
    let report = place.build(OLD);
    assert_eq!(place.published(), texts(OLD));
    assert_eq!((report.files, report.bytes, report.changed), (3, 4, 3));
    assert!(!report.unchanged);
    assert_eq!(place.beside(), ["pages", "public"]);
}

#[test]
fn dropped_without_publishing_it_leaves_no_trace() {
    let place = Place::new();
    place.open("public").unwrap().write("a", b"x").unwrap();
    assert_eq!(place.beside(), ["pages"]);
    place.build(OLD);
    place.open("public").unwrap().write("a/index.html", b"x").unwrap();
    assert_eq!(place.published(), texts(OLD));
}

#[test]
fn an_unchanged_build_writes_nothing() {
    let place = Place::new();
    place.build(OLD);
    let stamps = place.stamps();
    let report = place.build(OLD);
    assert!(report.unchanged);
    assert_eq!(place.stamps(), stamps);
}

#[test]
fn no_time_of_a_file_is_believed_before_nothing_is_done() {
    let place = Place::new();
    place.build(OLD);
    assert!(place.open("public").unwrap().untouched().is_some());
    let page = place.path("portal/public/b/c/index.html");
    let time = fs::metadata(&page).unwrap().modified().unwrap();
    place.put("portal/public/b/c/index.html", "xx");
    File::options().append(true).open(&page).unwrap().set_modified(time).unwrap();
    let mut staging = place.open("public").unwrap();
    assert!(staging.untouched().is_none());
    for (path, text) in OLD {
        staging.write(path, text.as_bytes()).unwrap();
    }
    assert_eq!(staging.publish().unwrap().changed, 1);
    assert_eq!(place.published(), texts(OLD));
}

#[test]
fn unchanged_files_keep_their_time_and_stale_ones_go() {
    let place = Place::new();
    place.build(OLD);
    let before = place.stamps();
    let new = &[("a/index.html", "A"), ("n/index.html", "n"), ("x.css", "x")];
    let report = place.build(new);
    assert_eq!((report.changed, report.removed), (2, 1));
    assert_eq!(place.published(), texts(new));
    assert!(!place.path("portal/public/b").exists());
    let style = |it: &&(PathBuf, u64, i64, i64, u32)| it.0 == Path::new("x.css");
    assert_eq!(place.stamps().iter().find(style), before.iter().find(style));
    assert_eq!(place.beside(), ["pages", "public"]);
}

#[test]
fn a_file_edited_by_hand_is_written_again() {
    let place = Place::new();
    place.build(OLD);
    let edited = place.path("portal/public/a/index.html");
    fs::write(&edited, "!").unwrap();
    let later = fs::metadata(&edited).unwrap().modified().unwrap() + Duration::from_secs(1);
    File::open(&edited).unwrap().set_modified(later).unwrap();
    fs::remove_file(place.path("portal/public/x.css")).unwrap();
    assert_eq!(place.build(OLD).changed, 2);
    assert_eq!(place.published(), texts(OLD));
}

#[test]
fn static_files_are_copied_and_then_left_alone() {
    let place = Place::new();
    let from = place.path("portal/pages/video");
    for (text, changed) in [("one", 1), ("one", 0), ("two", 1), ("three", 1)] {
        fs::write(&from, text).unwrap();
        let staging = place.open("public").unwrap();
        staging.copy("video.mp4", &from).unwrap();
        assert_eq!(staging.publish().unwrap().changed, changed, "{text}");
        assert_eq!(place.published(), texts(&[("video.mp4", text)]));
    }
    let published = fs::metadata(place.path("portal/public/video.mp4")).unwrap();
    assert_ne!(published.ino(), fs::metadata(&from).unwrap().ino());
    assert_eq!(published.mode() & 0o777, 0o644);
}

#[test]
fn files_of_the_user_stay() {
    let place = Place::new();
    place.build(OLD);
    place.put("portal/public/CNAME", "portal.example");
    place.put("portal/public/.git/refs/HEAD", "ref");
    place.put("portal/public/b/c/notes.txt", "mine");
    symlink("CNAME", place.path("portal/public/link")).unwrap();
    let closed = place.path("portal/public/.git/refs");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let before = place.stamps();
    let new = &[("a/index.html", "A")];
    place.build(new);
    place.build(new);
    let mut expected = texts(new);
    expected.extend(texts(&[
        ("CNAME", "portal.example"),
        (".git/refs/HEAD", "ref"),
        ("b/c/notes.txt", "mine"),
    ]));
    assert_eq!(place.published(), expected);
    assert_eq!(
        fs::read_link(place.path("portal/public/link")).unwrap(),
        Path::new("CNAME")
    );
    assert_eq!(fs::metadata(&closed).unwrap().mode() & 0o777, 0o555);
    let cname = |it: &&(PathBuf, u64, i64, i64, u32)| it.0 == Path::new("CNAME");
    assert_eq!(place.stamps().iter().find(cname), before.iter().find(cname));
    assert_eq!(place.beside(), ["pages", "public"]);
}

#[test]
fn a_file_of_the_user_is_not_published_over() {
    let place = Place::new();
    for (mine, published) in [("CNAME", "CNAME"), ("d", "d/index.html"), ("e/mine", "e")] {
        let target = place.path("portal/public");
        let _old = fs::remove_dir_all(&target);
        place.build(OLD);
        place.put(&format!("portal/public/{mine}"), "mine");
        let staging = place.open("public").unwrap();
        staging.write(published, b"x").unwrap();
        let error = staging.publish().unwrap_err();
        assert!(matches!(error, PublishError::Occupied { .. }), "{error}");
        assert_eq!(fs::read_to_string(target.join(mine)).unwrap(), "mine");
        assert_eq!(place.beside(), ["pages", "public"]);
    }
}

#[test]
fn a_linked_folder_is_swapped_at_its_real_place() {
    let place = Place::new();
    fs::create_dir_all(place.path("disk/site")).unwrap();
    symlink("../disk/site", place.path("portal/public")).unwrap();
    place.build(OLD);
    place.build(&OLD[..1]);
    assert!(fs::symlink_metadata(place.path("portal/public")).unwrap().is_symlink());
    let site = tree(&place.path("disk/site"));
    assert_eq!(site.len(), 2);
    assert_eq!(fs::read_dir(place.path("disk")).unwrap().count(), 1);
}

#[test]
fn equal_builds_have_equal_manifests_in_any_order() {
    let (one, two) = (Place::new(), Place::new());
    one.build(OLD);
    let turned: Vec<_> = OLD.iter().rev().copied().collect();
    two.build(&turned);
    let manifest =
        |it: &Place| fs::read(it.path("portal/public/.parvis-manifest")).unwrap();
    assert_eq!(manifest(&one), manifest(&two));
}
