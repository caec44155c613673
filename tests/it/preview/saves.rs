//! One save is one reload, however an editor does it; and what changes no byte is none.

use std::{
    fs::{self, File, FileTimes, Permissions},
    os::unix::fs::PermissionsExt,
    time::{Duration, Instant, SystemTime},
};

use super::{
    client::Stream,
    edits::saves::{SAVES, Save, save},
    folder::Folder,
    harness::{BAR, PATIENCE, Running, until, until_shows},
};

const FILE: &str = "communities/craft/retex/2026-01-05-mob.md";
const PAGE: &str = "/communautes/craft/retex/mob/";

/// Longer than this, a save has become two for anybody who watches.
const QUICK: Duration = Duration::from_millis(10);

/// Makes and takes back a warning that changes no page, and waits until the tab was told: what
/// was done before has been told by then.
fn mark(folder: &Folder, running: &Running, tab: &mut Stream) {
    let mut told = |shown: bool| {
        let mut generation = 0;
        until(PATIENCE, || {
            let found = running.diagnostics();
            generation = found["generation"].as_u64().unwrap();
            let is_shown = found.to_string().contains("static/mark.pem");
            (is_shown == shown).then_some(()).ok_or_else(|| found.to_string())
        });
        // Told of an older state, or of a newer one that holds this one, too.
        while tab.until("state", PATIENCE).id < generation {}
    };
    folder.write("static/mark.pem", "");
    told(true);
    folder.remove("static/mark.pem");
    told(false);
}

/// Reloads of a tab after a save; nothing when the machine was too busy to save quickly.
fn reloads(folder: &Folder, running: &Running, how: Save, count: usize) -> Option<usize> {
    let mut tab = running.tab(PAGE);
    let word = format!("{how:?}-{count}");
    let text = format!("{}\nEncore : {word}.\n", folder.text(FILE));
    let start = Instant::now();
    save(&folder.path(FILE), text.as_bytes(), how);
    let took = start.elapsed();
    tab.until("reload", BAR);
    until_shows(running, PAGE, 200, &word);
    mark(folder, running, &mut tab);
    (took < QUICK).then(|| tab.count("reload"))
}

#[test]
fn each_way_of_saving_is_one_reload() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    for how in SAVES {
        // Where the machine is busy with other things, a save may be cut in two.
        let tries: Vec<_> = (0..8).map(|at| move || at).collect();
        let one = tries.iter().any(|at| reloads(&folder, &running, *how, at()) == Some(1));
        assert!(one, "{how:?} is never one reload");
    }
}

#[test]
fn what_changes_no_byte_is_no_reload_and_no_new_state() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab(PAGE);
    mark(&folder, &running, &mut tab);
    let before = running.diagnostics()["generation"].as_u64().unwrap();
    running.news();
    // Of a picture only the system's word is known, so that it counts as another one.
    for path in [FILE, "portal.yaml", "topics.yaml"] {
        let disk = folder.path(path);
        fs::set_permissions(&disk, Permissions::from_mode(0o640)).unwrap();
        let file = File::options().write(true).open(&disk).unwrap();
        let old = SystemTime::now() - Duration::from_secs(1000);
        file.set_times(FileTimes::new().set_modified(old)).unwrap();
        folder.write(path, folder.text(path));
        // And what editors leave beside it.
        folder.write(&format!("{path}~"), "old");
        folder.write(&format!("{path}.swp"), "old");
    }
    fs::create_dir_all(folder.path("public/new")).unwrap();
    folder.write("public/new/index.html", "built");
    mark(&folder, &running, &mut tab);
    assert_eq!((tab.count("reload"), tab.count("style"), tab.count("moved")), (0, 0, 0));
    let after = running.diagnostics()["generation"].as_u64().unwrap();
    let saved: Vec<_> = running.news().into_iter().flat_map(|it| it.saved).collect();
    assert_eq!(after - before, 2, "more than the two marks: {saved:?}");
    assert!(saved.iter().all(|it| &*it.0 == "static/mark.pem"), "{saved:?}");
}

#[test]
fn a_page_that_was_just_saved_is_never_the_old_one() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut client = running.client();
    let text = folder.text(FILE);
    let mut mark = String::new();
    for _ in 0..60 {
        // Another length each time: then the file itself says that it is another one, even to
        // somebody who was told nothing yet.
        mark.push('x');
        folder.write(FILE, text.replace("Nous avons", &format!("[{mark}] nous avons")));
        let answer = client.get(PAGE);
        assert_eq!(answer.status, 200);
        let text = answer.text();
        let shown = text.split_once("<div class=\"prose\">").unwrap().1;
        assert!(shown.contains(&format!("[{mark}] nous")), "{mark}: {shown}");
    }
}

#[test]
fn a_reload_is_said_when_the_new_page_is_there() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab(PAGE);
    let mut other = running.tab("/communautes/rte/retex/train/");
    let mut client = running.client();
    let text = folder.text(FILE);
    let mut last = 0;
    for at in 0..20 {
        folder
            .write(FILE, text.replace("Nous avons", &format!("Version {at}, nous avons")));
        let event = tab.until("reload", BAR);
        assert!(event.id > last, "{} after {last}", event.id);
        last = event.id;
        let page = client.get(PAGE).text();
        assert!(page.contains(&format!("Version {at},")), "{page}");
    }
    mark(&folder, &running, &mut other);
    assert_eq!(other.count("reload"), 0, "another page is the same");
    assert_eq!(tab.count("reload"), 20);
}

#[test]
fn a_save_is_told_with_the_address_of_its_page() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "Ils ont");
    let told = || running.news().into_iter().flat_map(|it| it.saved).collect::<Vec<_>>();
    until(BAR, || match told().as_slice() {
        [(path, Some(url))] if &**path == FILE && url == PAGE => Ok(()),
        other => Err(format!("{other:?}")),
    });
}

#[test]
fn what_is_held_back_is_said_where_it_will_be() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let report = || {
        let query = format!("/__parvis/page?page={}", PAGE.replace('/', "%2F"));
        let text = running.client().get(&query).text();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()
    };
    for (field, why, option) in [
        ("draft: true", "not published: it is a draft (`draft`)", "--drafts"),
        (
            "publish: 2099-12-07",
            "not published: it is for 2099-12-07 (`publish`)",
            "--future",
        ),
        (
            "expires: 2020-01-05",
            "not published: it expired on 2020-01-05 (`expires`)",
            "--future",
        ),
    ] {
        let text = folder.text(FILE);
        folder.write(FILE, text.replacen("---\n", &format!("---\n{field}\n"), 1));
        until_shows(&running, PAGE, 404, why);
        let page = running.client().get(PAGE).text();
        assert!(page.contains(FILE) && page.contains(option), "{page}");
        let said = report();
        assert_eq!((&said["why"], &said["file"]), (&why.into(), &FILE.into()));
        assert_eq!(said["published"], false);
        let told =
            || running.news().into_iter().flat_map(|it| it.unshown).collect::<Vec<_>>();
        until(BAR, || match told().as_slice() {
            [(path, it)]
                if &**path == FILE && *it == format!("{why}; `{option}` shows it") =>
            {
                Ok(())
            }
            other => Err(format!("{other:?}")),
        });
        folder.write(FILE, text);
        until_shows(&running, PAGE, 200, "Nous avons");
    }
    assert_eq!(running.client().get("/communautes/craft/retex/rien/").status, 404);
}
