//! A preview ends at once, also while somebody listens.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use super::{folder::Folder, harness::Running};

#[test]
fn a_preview_with_open_streams_ends_within_a_second_and_frees_its_port() {
    let folder = Folder::sample();
    let mut running = Running::start(&folder.root);
    let mut tabs: Vec<_> = (0..20).map(|_| running.tab("/")).collect();
    let idle = running.client();
    let start = Instant::now();
    running.stop();
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    TcpListener::bind(running.address).unwrap();
    for tab in &mut tabs {
        assert!(tab.ends(Duration::from_secs(1)));
    }
    drop(idle);
}

#[test]
fn two_previews_of_one_portal_show_the_same() {
    let folder = Folder::sample();
    let (one, two) = (Running::start(&folder.root), Running::start(&folder.root));
    folder.edit("index.md", "Bienvenue à tous", "Entrez");
    for running in [&one, &two] {
        super::harness::until_shows(running, "/", 200, "Entrez");
    }
}
