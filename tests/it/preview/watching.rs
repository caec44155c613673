//! When the system tells too much, or nothing.

use std::{fs, time::Duration};

use super::{
    folder::Folder,
    harness::{Running, options, until, until_shows},
    oracle::Fresh,
    sample,
};

/// More than the system's queue holds.
const MANY: usize = 20_500;

/// After that many files, looking takes longer than after one; more so when nothing is optimized.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 2 });

#[test]
fn more_than_the_system_can_tell_is_found_and_watched_afterwards() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let deep = "communities/rte/retex/2026-04-01-tempete/a/b";
    for idx in 0..MANY {
        if idx == MANY - 500 {
            folder.write(
                "communities/rte/retex/2026-04-01-tempete/index.md",
                sample::retex(
                    "Tempête",
                    "lea",
                    "tests",
                    "![Un](a/b/un.svg) Après la pluie.",
                ),
            );
            folder.write(&format!("{deep}/un.svg"), sample::image("red"));
        }
        folder.write(&format!("static/many/{}/{idx}.txt", idx % 40), "x");
    }
    let page = "/communautes/rte/retex/tempete/";
    let mut client = running.client();
    until(PATIENCE, || {
        let answer = client.get(page);
        let good = answer.status == 200 && answer.text().contains("Après la pluie.");
        good.then_some(()).ok_or_else(|| format!("{}", answer.status))
    });
    until(PATIENCE, || {
        let answer = client.get(&format!("/many/{}/{}.txt", (MANY - 1) % 40, MANY - 1));
        (answer.status == 200).then_some(()).ok_or_else(|| format!("{}", answer.status))
    });
    for (name, patience) in [("many", PATIENCE), ("img", PATIENCE)] {
        fs::remove_dir_all(folder.path(&format!("static/{name}"))).unwrap();
        let fresh = Fresh::of(&folder.root, &running.options).unwrap();
        until(patience, || fresh.compare(&running, &mut client));
    }
    // In the folders that came while words were lost, the next word is heard.
    let mut tab = running.tab(page);
    folder.write(&format!("{deep}/un.svg"), sample::image("tan"));
    tab.until("reload", super::harness::BAR);
}

#[test]
fn whoever_is_told_nothing_finds_all_by_looking() {
    let folder = Folder::sample();
    let poll = Some(Duration::from_millis(100));
    let running = Running::with(&folder.root, options(), poll);
    let file = "communities/craft/retex/2026-01-05-mob.md";
    let mut tab = running.tab("/communautes/craft/retex/mob/");
    folder.edit(file, "Nous avons", "Vous avez");
    tab.until("reload", super::harness::BAR);
    until_shows(&running, "/communautes/craft/retex/mob/", 200, "Vous avez");
    let equal = || {
        let fresh = Fresh::of(&folder.root, &running.options).unwrap();
        let mut client = running.client();
        until(super::harness::BAR, || fresh.compare(&running, &mut client));
    };
    folder.rename("communities/ux", "communities/design");
    equal();
    folder.write("pages/a/b/c.md", "---\ntitle: C\n---\n\nAu fond.\n");
    equal();
    fs::rename(&folder.root, folder.outside("away")).unwrap();
    until(super::harness::BAR, || {
        let held = running.diagnostics()["held"].clone();
        (held[0] == "folder").then_some(()).ok_or_else(|| held.to_string())
    });
    fs::rename(folder.outside("away"), &folder.root).unwrap();
    folder.remove(file);
    equal();
}

#[test]
fn a_pipe_in_the_place_of_a_file_stops_nobody() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut client = running.client();
    for _ in 0..10 {
        folder.write("static/data.txt", "Des données.\n");
        until_shows(&running, "/data.txt", 200, "Des données.");
        let pipe = folder.outside("pipe");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        fs::rename(pipe, folder.path("static/data.txt")).unwrap();
        assert_eq!(client.get("/data.txt").status, 404);
        until(super::harness::BAR, || {
            let errors = running.diagnostics()["errors"].clone();
            (errors == 1).then_some(()).ok_or_else(|| errors.to_string())
        });
        folder.remove("static/data.txt");
    }
}

#[test]
fn a_folder_is_watched_also_when_a_link_to_it_has_gone() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    std::os::unix::fs::symlink(folder.path("static/img"), folder.path("static/link"))
        .unwrap();
    until_shows(&running, "/link/logo.svg", 200, "red");
    folder.write("static/img/logo.svg", sample::image("tan"));
    until_shows(&running, "/link/logo.svg", 200, "tan");
    until_shows(&running, "/img/logo.svg", 200, "tan");
    folder.remove("static/link");
    until_shows(&running, "/link/logo.svg", 404, "</html>");
    // Pages that show the picture are told of it at once.
    folder.write("index.md", "---\ntitle: Accueil\n---\n\n![Un logo](/img/logo.svg)\n");
    until_shows(&running, "/", 200, "<img");
    for color in ["pink", "gold", "navy"] {
        let mut tab = running.tab("/");
        folder.write("static/img/logo.svg", sample::image(color));
        tab.until("reload", super::harness::BAR);
    }
}

/// Whether edits are told, not only found by a look now and then: that would be two seconds
/// from one to the next. No page is asked for, because its file would be looked at then.
#[track_caller]
fn is_watched(folder: &Folder, running: &Running, file: &str, page: &str) {
    let mut tab = running.tab(page);
    for word in ["un", "deux", "trois"] {
        folder.write(file, format!("{}\n{word}.\n", folder.text(file)));
        tab.until("reload", Duration::from_millis(1400));
    }
}

#[test]
fn folders_that_were_moved_or_made_anew_are_watched_again() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let (file, page) = ("pages/guide/index.md", "/guide/");
    let again = || is_watched(&folder, &running, file, page);
    again();
    let away = folder.outside("away");
    // The same folder by the same name: nothing of it seems to be another.
    for path in ["pages", "pages/guide", ""] {
        fs::rename(folder.path(path), &away).unwrap();
        fs::rename(&away, folder.path(path)).unwrap();
        again();
    }
    // Another folder by the same name, with the number that the old one had: systems give the
    // numbers of what was removed again.
    for path in ["pages", "pages/guide", ""] {
        fs::remove_dir_all(folder.path(path)).unwrap();
        for (path, text) in sample::files() {
            folder.write(&path, text);
        }
        until_shows(&running, page, 200, "<img");
        again();
    }
    // Folders that are new, and that came in one piece.
    folder.write("pages/a/b/c/d.md", "---\ntitle: D\n---\n");
    until_shows(&running, "/a/b/c/d/", 200, "</html>");
    is_watched(&folder, &running, "pages/a/b/c/d.md", "/a/b/c/d/");
    fs::rename(folder.path("pages/a"), &away).unwrap();
    until_shows(&running, "/a/b/c/d/", 404, "</html>");
    fs::rename(&away, folder.path("pages/z")).unwrap();
    until_shows(&running, "/z/b/c/d/", 200, "</html>");
    is_watched(&folder, &running, "pages/z/b/c/d.md", "/z/b/c/d/");
}
