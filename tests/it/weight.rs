//! How heavy a portal is, beside what its host takes.

use std::fs;

use crate::cli::{ends_with, parvis};

/// What `build` and `check` say of a portal with files of so many bytes.
fn said(settings: &str, files: &[(&str, usize)], args: &[&str], code: i32) -> String {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("static")).unwrap();
    let text = format!("title: P\nurl: https://p.example/\n{settings}");
    fs::write(temp.path().join("portal.yaml"), text).unwrap();
    for (name, length) in files {
        fs::write(temp.path().join("static").join(name), vec![b'x'; *length]).unwrap();
    }
    let root = temp.path().to_str().unwrap();
    let one = |command: &str| {
        let mut done = parvis(&[&[command, root], args].concat());
        // `check` says on standard output what it finds.
        done.stderr.extend(&done.stdout);
        ends_with(code, &done)
    };
    let (check, build) = (one("check"), one("build"));
    let finding = |it: &str| {
        let from = it.find("[portal-size]")?;
        let text = it.get(from..)?.split("\n\n").next()?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(finding(&check), finding(&build));
    if code == 0 && finding(&build).is_some() {
        assert!(build.contains(", 1 warning"), "{build}");
        let again = one("build");
        assert_eq!(finding(&again), finding(&build));
        assert!(again.contains("nothing changed"), "{again}");
    }
    assert_eq!(temp.path().join("public").exists(), code == 0);
    finding(&build).unwrap_or_default()
}

#[test]
fn near_the_limit_of_the_host_the_largest_files_are_named() {
    let many: Vec<(String, usize)> =
        (10..25).map(|it| (format!("{it}.bin"), 1000 * (it + 20))).collect();
    let mut files: Vec<(&str, usize)> =
        many.iter().map(|it| (it.0.as_str(), it.1)).collect();
    files.push(("film.mp4", 700_000));
    let found = said("size_limit: 1\n", &files, &[], 0);
    assert!(found.contains("the portal weighs 1."), "{found}");
    assert!(found.contains("MB, of the 1 MB of `size_limit`"), "{found}");
    let largest = "`film.mp4` (700 kB), `24.bin` (44 kB), `23.bin` (43 kB)";
    assert!(found.contains(largest), "{found}");
    assert_eq!(found.matches(" kB)").count(), 10, "{found}");

    assert_eq!(said("size_limit: 4\n", &files, &[], 0), "");
    assert_eq!(said("size_limit: 0\n", &files, &[], 0), "");
    assert_eq!(said("size_limit: 1\nchecks: {portal-size: \"off\"}\n", &files, &[], 0), "");
    for (settings, args) in
        [("checks: {portal-size: error}\n", &[][..]), ("", &["--strict"][..])]
    {
        let found = said(&format!("size_limit: 1\n{settings}"), &files, args, 2);
        assert!(found.contains("weighs"), "{found}");
    }
}

#[test]
fn the_usual_limit_is_that_of_gitlab() {
    let files = [("a.bin", 45_000_000), ("b.bin", 30_000_000)];
    assert_eq!(said("", &files, &[], 0), "");
    let files = [("a.bin", 45_000_000), ("b.bin", 36_000_000)];
    let found = said("", &files, &[], 0);
    assert!(found.contains("the 100 MB that GitLab Pages takes"), "{found}");
    assert!(found.contains("`a.bin` (45.0 MB), `b.bin` (36.0 MB)"), "{found}");
}
