//! Folders that are not replaced.

use std::os::unix::fs::symlink;

use super::*;

#[test]
fn folders_that_hold_something_are_refused() {
    let place = Place::new();
    for folder in ["home", "portal/cwd", "portal/pages/deep"] {
        fs::create_dir_all(place.path(folder)).unwrap();
    }
    assert_eq!(place.why("/"), Refusal::FileSystemRoot);
    assert_eq!(place.why("../home"), Refusal::Home);
    assert_eq!(place.why("."), Refusal::Portal);
    assert_eq!(place.why(".."), Refusal::Home);
    assert_eq!(place.why("cwd"), Refusal::WorkingFolder);
    assert_eq!(
        place.why("cwd/../pages"),
        Refusal::HoldsContent(place.path("portal/pages"))
    );
    let inside = Refusal::InsideContent(place.path("portal/pages"));
    assert_eq!(place.why("pages/deep"), inside);
    assert_eq!(place.why("pages/not/there/yet"), inside);
    assert_eq!(place.why("missing/../pages/out"), inside);
    assert_eq!(place.beside(), ["cwd", "pages"]);
}

#[test]
fn the_empty_name_is_refused() {
    let root = Path::new("/nowhere");
    let guard = Guard { root, content: &[], chosen: true, home: None, cwd: Some(root) };
    let error = Staging::open(Path::new(""), &guard).unwrap_err();
    assert!(matches!(error, PublishError::Refused { why: Refusal::Nameless, .. }));
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn when_the_root_is_content_only_a_folder_right_in_it_will_do() {
    let place = Place::new();
    let root = place.path("portal");
    let content = [root.clone(), root.join("pages")];
    let guard =
        Guard { root: &root, content: &content, chosen: true, home: None, cwd: None };
    assert!(Staging::open(&root.join("public"), &guard).is_ok());
    for output in ["pages", "pages/public", "build/public"] {
        let error = Staging::open(&root.join(output), &guard).unwrap_err();
        assert_eq!(error.class(), Class::Refusal, "{output}");
    }
}

#[test]
fn what_is_not_an_output_of_ours_is_refused() {
    let place = Place::new();
    place.put("portal/public", "a file");
    assert_eq!(place.why("public"), Refusal::NotAFolder);
    assert_eq!(place.why("public/below"), Refusal::NotAFolder);
    symlink("nowhere", place.path("portal/link")).unwrap();
    assert_eq!(place.why("link"), Refusal::Dangling);
    place.put("portal/photos/one.jpg", "x");
    assert_eq!(place.why("photos"), Refusal::NotOurs);
    place.put("portal/newer/.parvis-manifest", "parvis 9\n…");
    assert_eq!(place.why("newer"), Refusal::Newer);
    place.put("portal/damaged/.parvis-manifest", "parvis 1\n…\n");
    assert_eq!(place.why("damaged"), Refusal::Damaged { line: 2 });
    assert!(!place.beside().iter().any(|it| it.starts_with('.')));
}

#[test]
fn messages_say_one_thing_and_what_helps() {
    let place = Place::new();
    place.put("portal/photos/one.jpg", "x");
    let error = place.open("photos").unwrap_err();
    let photos = place.path("portal/photos").display().to_string();
    assert_eq!(
        error.to_string(),
        format!("the output folder `{photos}` was not made by parvis")
    );
    assert!(error.help().unwrap().contains("--output"));
}

#[test]
fn two_builds_at_once_are_refused_and_name_the_first() {
    let place = Place::new();
    let first = place.open("public").unwrap();
    let error = place.open("public").unwrap_err();
    let pid = std::process::id();
    assert!(matches!(error, PublishError::Busy { pid: Some(it), .. } if it == pid));
    assert_eq!(error.exit_code(), 3);
    drop(first);
    assert!(place.open("public").is_ok());
    assert_eq!(place.beside(), ["pages"]);
}

#[test]
fn paths_that_lead_astray_are_a_bug_of_the_caller() {
    let place = Place::new();
    for path in ["", "/a", "a/", "a//b", "../a", "a/./b", "a\nb", ".parvis-manifest"] {
        let staging = place.open("public").unwrap();
        let error = staging.write(path, b"x").unwrap_err();
        assert_eq!(error.class(), Class::Bug, "{path:?}");
        assert!(matches!(staging.publish(), Err(PublishError::Incomplete)));
    }
    let staging = place.open("public").unwrap();
    staging.write("a", b"x").unwrap();
    assert!(matches!(staging.write("a", b"x"), Err(PublishError::Twice { .. })));
    drop(staging);
    assert_eq!(place.beside(), ["pages"]);
}

#[test]
fn a_link_that_came_with_the_portal_leads_no_output_out_of_it() {
    let place = Place::new();
    fs::create_dir(place.path("elsewhere")).unwrap();
    symlink("../elsewhere", place.path("portal/public")).unwrap();
    let error = place.open_as("public", false).unwrap_err();
    assert_eq!(error.exit_code(), 2);
    let (text, elsewhere) = (error.to_string(), place.path("elsewhere"));
    let elsewhere = elsewhere.display().to_string();
    assert!(text.ends_with(&format!("out of the portal, to `{elsewhere}`")), "{text}");
    let help =
        format!("remove the link, or write `--output {elsewhere}` to replace that folder");
    assert_eq!(error.help().unwrap(), help);
    assert!(place.open("public").is_ok(), "whoever names an output may have it anywhere");
    assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);

    let place = Place::new();
    fs::create_dir(place.path("portal/made")).unwrap();
    symlink("made", place.path("portal/public")).unwrap();
    assert!(place.open_as("public", false).is_ok(), "a link within the portal is its own");
}
