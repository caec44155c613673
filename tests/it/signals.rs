//! A build that somebody ends.

use std::{
    fmt::Write,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::cli::fresh;

/// A portal that takes long enough to be interrupted.
fn big(portal: &Path) {
    let mut body = String::new();
    for idx in 0..40 {
        writeln!(body, "## Partie {idx}\n\n```rust\nfn f() -> u32 {{ {idx} }}\n```\n")
            .unwrap();
    }
    for idx in 0..1000 {
        let head = format!("---\ntitle: Page {idx}\n---\n\n");
        fs::write(portal.join(format!("pages/p{idx}.md")), head + &body).unwrap();
    }
}

fn hidden(portal: &Path) -> Vec<String> {
    let names = fs::read_dir(portal).unwrap();
    let names = names.map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|it| it.starts_with(".public")).collect()
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().try_into().unwrap()).unwrap()
}

#[test]
fn a_signal_ends_a_build_and_leaves_nothing() {
    let (_temp, portal) = fresh();
    big(&portal);
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_parvis"))
            .arg("build")
            .arg(&portal)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The first page is in the staged folder: rendering goes on.
        while hidden(&portal).iter().all(|it| !portal.join(it).is_dir()) {
            assert!(child.try_wait().unwrap().is_none(), "too fast to be interrupted");
            std::thread::yield_now();
        }
        kill_process(pid(&child), signal).unwrap();
        let start = std::time::Instant::now();
        assert_eq!(child.wait().unwrap().code(), Some(code));
        assert!(start.elapsed().as_secs_f64() < 1.0, "{:?}", start.elapsed());
        assert!(!portal.join("public").exists());
        let left = hidden(&portal);
        assert!(left.iter().all(|it| !portal.join(it).is_dir()), "{left:?}");
    }
}

/// A page that takes far longer than anybody waits: formulas are read in a stack of their own.
fn slow(portal: &Path) {
    let body = "$$a ".repeat(250_000);
    let head = "---\ntitle: Page\n---\n\n";
    fs::write(portal.join("pages/slow.md"), format!("{head}{body}")).unwrap();
}

#[test]
fn a_signal_ends_a_build_that_waits_for_one_page() {
    let (_temp, portal) = fresh();
    slow(&portal);
    let mut child = Command::new(env!("CARGO_BIN_EXE_parvis"))
        .arg("build")
        .arg(&portal)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !portal.join(".public.lock").exists() {
        assert!(child.try_wait().unwrap().is_none(), "too fast to be interrupted");
        std::thread::yield_now();
    }
    kill_process(pid(&child), Signal::TERM).unwrap();
    let start = std::time::Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(start.elapsed().as_secs_f64() < 1.0, "{:?}", start.elapsed());
    assert!(!portal.join("public").exists());
}
