//! The states a killed build can leave, made by hand.

use super::*;

const OLD: &[(&str, &str)] = &[("a", "old"), ("b/c", "old"), ("same", "same")];
const NEW: &[(&str, &str)] = &[("a", "new!"), ("d/e", "new!"), ("same", "same")];

/// A second output, and where it would be left.
fn left(place: &Place, files: &[(&str, &str)]) -> PathBuf {
    let other = Place::new();
    other.build(files);
    let left = place.path("portal/.public.new-4000000");
    fs::rename(other.path("portal/public"), &left).unwrap();
    left
}

/// Makes a folder one that a build had at hand when it was killed.
fn killed(place: &Place, left: &Path) {
    let lock = Lock::take(place.path("portal/.public.lock"), left).unwrap();
    lock.note(left);
    lock.keep();
}

#[test]
fn a_half_written_output_is_removed() {
    let place = Place::new();
    place.build(OLD);
    place.put("portal/.public.new-1/a", "half");
    place.put("portal/.public.new-1/.parvis-tmp", "parv");
    place.put(&format!("portal/.public.new-{}/a", std::process::id()), "half");
    place.put("portal/.public.lock", "1\n");
    place.put("portal/.public.new-mine/a", "not a name of ours");
    place.put("portal/.public.new-2", "not a folder");
    assert!(place.build(OLD).unchanged);
    assert_eq!(place.published(), texts(OLD));
    assert_eq!(place.beside(), [".public.new-2", ".public.new-mine", "pages", "public"]);
}

#[test]
fn an_old_output_is_removed_after_what_only_it_holds_was_saved() {
    let place = Place::new();
    place.build(NEW);
    let left = left(&place, OLD);
    place.put("portal/public/CNAME", "newer");
    fs::write(left.join("CNAME"), "older").unwrap();
    fs::create_dir_all(left.join("b/mine")).unwrap();
    fs::write(left.join("b/mine/notes"), "mine").unwrap();
    fs::remove_file(left.join("a")).unwrap();
    // A link may lead anywhere.
    std::os::unix::fs::symlink("/etc/passwd", left.join("words")).unwrap();
    killed(&place, &left);
    assert!(place.build(NEW).unchanged);
    let mut expected = texts(NEW);
    expected.extend(texts(&[("CNAME", "newer"), ("b/mine/notes", "mine")]));
    assert_eq!(place.published(), expected);
    assert_eq!(place.beside(), ["pages", "public"]);
}

/// A folder that came with the portal, with whatever its author wrote of it.
#[test]
fn what_no_build_left_gets_into_no_output() {
    let place = Place::new();
    place.build(OLD);
    let left = left(&place, OLD);
    fs::write(left.join("evil.html"), "evil").unwrap();
    place.put("portal/.public.lock", "4000000\n12 1790000000000000000\n");
    assert!(place.build(OLD).unchanged);
    assert_eq!(place.published(), texts(OLD));
    // It may be somebody's, so it stays; and says so where it is in the way.
    let beside = [".public.new-4000000", "pages", "public"];
    assert_eq!(place.beside(), beside);
    let ours = format!("portal/.public.new-{}", std::process::id());
    fs::rename(&left, place.path(&ours)).unwrap();
    let error = place.open("public").unwrap_err();
    assert_eq!(error.exit_code(), 3);
    assert!(error.to_string().contains("files that parvis did not make"), "{error}");
    fs::remove_file(place.path(&ours).join("evil.html")).unwrap();
    assert!(place.build(OLD).unchanged);
    assert_eq!(place.beside(), ["pages", "public"]);
}

#[test]
fn a_folder_that_two_killed_builds_left_is_known_to_the_third() {
    let place = Place::new();
    place.build(NEW);
    let left = left(&place, OLD);
    fs::write(left.join("CNAME"), "mine").unwrap();
    killed(&place, &left);
    let lock = Lock::take(place.path("portal/.public.lock"), &left).unwrap();
    lock.keep();
    drop(lock);
    place.build(NEW);
    assert!(place.published().contains_key("CNAME"));
    assert_eq!(place.beside(), ["pages", "public"]);
}

#[test]
fn a_leftover_brings_no_folder_back() {
    let place = Place::new();
    let left = left(&place, OLD);
    fs::write(left.join("CNAME"), "mine").unwrap();
    killed(&place, &left);
    place.build(NEW);
    assert_eq!(place.published(), texts(NEW));
    assert_eq!(place.beside(), ["pages", "public"]);
}

/// What is done where folders cannot be exchanged, stopped after each number of steps.
#[test]
fn file_by_file_heals_from_any_stop() {
    const FILES: usize = 3;
    for stop in 0..=FILES {
        let place = Place::new();
        place.build(OLD);
        place.put("portal/public/CNAME", "mine");
        let staged = left(&place, NEW);
        let target = place.path("portal/public");
        let plan = swap::Plan {
            unchanged: vec![("same", Entry::of(b"same"))],
            written: vec!["a", "d/e"],
            removed: vec!["b/c"],
        };
        if stop < FILES {
            // The second file, the first, or the manifest is missing: an error in the middle.
            let missing = ["a", "d/e", ".parvis-manifest"][stop];
            fs::remove_file(staged.join(missing)).unwrap();
            plan.in_place(&staged, &target).unwrap_err();
        } else {
            plan.in_place(&staged, &target).unwrap();
        }
        let report = place.build(NEW);
        assert_eq!(report.unchanged, stop == FILES);
        let mut expected = texts(NEW);
        expected.insert("CNAME".into(), "mine".into());
        assert_eq!(place.published(), expected, "{stop}");
        assert_eq!(place.beside(), ["pages", "public"]);
    }
}

#[test]
fn file_by_file_a_file_becomes_a_folder_and_a_folder_a_file() {
    let place = Place::new();
    place.build(&[("a", "file"), ("b/c/d", "deep")]);
    let new = &[("a/b", "deep"), ("b", "file")];
    let staged = left(&place, new);
    let plan = swap::Plan {
        unchanged: vec![],
        written: vec!["a/b", "b"],
        removed: vec!["a", "b/c/d"],
    };
    plan.in_place(&staged, &place.path("portal/public")).unwrap();
    assert_eq!(place.published(), texts(new));
}

#[test]
fn a_first_build_file_by_file_can_be_killed_before_its_first_rename() {
    let place = Place::new();
    place.put("portal/public/.parvis-tmp", "parv");
    place.build(NEW);
    assert_eq!(place.published(), texts(NEW));
}
