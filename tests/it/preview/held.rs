//! What is broken is shown where it is, the rest stays fresh, and all of it heals by itself.

use std::fs;

use super::{
    folder::Folder,
    harness::{BAR, PATIENCE, Running, until, until_shows},
    oracle::Fresh,
    sample::{SETTINGS, image},
};

const FILE: &str = "communities/craft/retex/2026-01-05-mob.md";
const PAGE: &str = "/communautes/craft/retex/mob/";

#[track_caller]
fn until_held(running: &Running, held: &[&str]) {
    until(BAR, || {
        let said = running.diagnostics();
        let same = said["held"] == serde_json::json!(held);
        same.then_some(()).ok_or_else(|| said.to_string())
    });
}

#[track_caller]
fn until_equal(running: &Running) {
    let fresh = Fresh::of(&running.root, &running.options).unwrap();
    assert!(fresh.is_sound());
    let mut client = running.client();
    until(BAR, || fresh.compare(running, &mut client));
}

#[test]
fn a_broken_portal_starts_with_its_errors_and_heals() {
    for text in [None, Some("title: [\n"), Some(""), Some("title: P\nurl: nowhere\n")] {
        let folder = Folder::sample();
        match text {
            Some(text) => folder.write("portal.yaml", text),
            None => folder.remove("portal.yaml"),
        }
        let running = Running::start(&folder.root);
        let answer = running.client().get("/");
        assert_eq!(answer.status, 500, "{text:?}");
        assert!(answer.text().contains("error[") && answer.text().contains("portal.yaml"));
        assert_eq!(running.client().get(PAGE).status, 500);
        let mut tab = running.tab(PAGE);
        folder.write("portal.yaml", SETTINGS);
        tab.until("reload", BAR);
        until_shows(&running, PAGE, 200, "Nous avons");
        until_equal(&running);
    }
}

#[test]
fn of_a_large_portal_the_rest_is_said_when_its_first_page_is_there() {
    let folder = Folder::sample();
    let slip = "---\ntitle: Dix\nauthors: [ana]\n---\n\n[un texte] (2026-01-05-mob.md)\n";
    folder.write("communities/craft/retex/2026-01-06-dix.md", slip);
    for n in 0..2_000 {
        folder.write(&format!("static/{n}.txt"), "x");
    }
    let running = Running::start(&folder.root);
    let home = running.client().get("/").text();
    assert_eq!(running.client().get(PAGE).status, 200);
    assert_eq!(running.client().get("/").text(), home);
    let mut told = Vec::new();
    until(PATIENCE, || {
        told.extend(running.news().into_iter().flat_map(|it| it.new));
        let said = || told.iter().map(|it| it.code).collect::<Vec<_>>().join(" ");
        told.iter().any(|it| it.code == "not-a-link").then_some(()).ok_or_else(said)
    });
    assert_eq!(running.diagnostics()["warnings"], 1);
    until_equal(&running);
}

#[test]
fn an_empty_folder_becomes_a_portal() {
    let folder = Folder::of("");
    let running = Running::start(&folder.root);
    assert_eq!(running.client().get("/").status, 500);
    for (path, text) in super::sample::files() {
        folder.write(&path, text);
    }
    until_equal(&running);
}

#[test]
fn a_broken_entry_shows_its_error_and_heals() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab(PAGE);
    let mut other = running.tab("/communautes/rte/retex/pi/");
    let text = folder.text(FILE);
    folder.edit(FILE, "[ana, hugo]", "[ana, <b>nemo</b>]");
    tab.until("reload", BAR);
    until_shows(&running, PAGE, 500, "&lt;b&gt;nemo&lt;/b&gt;");
    let state = other.until("state", BAR);
    assert_eq!(state.data["errors"], 1);
    assert_eq!(running.client().get("/communautes/rte/retex/pi/").status, 200);
    folder.write(FILE, text);
    tab.until("reload", BAR);
    until_shows(&running, PAGE, 200, "Nous avons");
    assert_eq!(other.until("state", BAR).data["errors"], 0);
    assert_eq!(other.count("reload"), 0);
    until_equal(&running);
}

#[test]
fn broken_settings_leave_the_last_good_ones_and_texts_stay_fresh() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab("/communautes/rte/retex/pi/");
    let before = running.client().get("/").text();
    folder.write("portal.yaml", "title: [\n");
    assert_eq!(tab.until("state", BAR).data["held"], serde_json::json!(["settings"]));
    assert_eq!(running.client().get("/").text(), before);
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "Ils ont");
    folder.write("portal.yaml", SETTINGS.replace("Portail d’essai", "Autre"));
    assert_eq!(tab.until("state", BAR).data["held"], serde_json::json!([]));
    until_shows(&running, "/", 200, "Autre");
    until_equal(&running);
}

#[test]
fn a_broken_theme_leaves_the_last_good_one_and_texts_stay_fresh() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let template = "themes/parvis/templates/retex.html";
    folder.write(
        template,
        "{% extends \"parvis/retex.html\" %}\n{% block main %}<p>MIEN</p>{{ super() }}{% endblock main %}\n",
    );
    until_shows(&running, PAGE, 200, "MIEN");
    folder.write(template, "{% block main %}{{ title");
    until_held(&running, &["theme"]);
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "MIEN");
    until_shows(&running, PAGE, 200, "Ils ont");
    folder.remove(template);
    until_held(&running, &[]);
    until_equal(&running);
}

#[test]
fn two_things_broken_at_once_leave_the_last_good_ones_and_texts_stay_fresh() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let template = "themes/parvis/templates/retex.html";
    folder.write(template, "{% block main %}{{ title");
    until_held(&running, &["theme"]);
    // The last theme speaks the languages of before.
    folder.write("portal.yaml", SETTINGS.replace("[fr, en]", "[fr]"));
    until_held(&running, &["settings", "theme"]);
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "Ils ont");
    folder.write("portal.yaml", "title: [\n");
    until_held(&running, &["settings", "theme"]);
    folder.edit(FILE, "Ils ont", "Elles ont");
    until_shows(&running, PAGE, 200, "Elles ont");
    folder.write("portal.yaml", SETTINGS);
    until_held(&running, &["theme"]);
    folder.remove(template);
    until_held(&running, &[]);
    until_equal(&running);
}

#[test]
fn a_template_that_fails_is_an_error_of_its_pages_alone() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let template = "themes/parvis/templates/talks.html";
    folder.write(
        template,
        "{% extends \"parvis/talks.html\" %}\n{% block main %}{{ nobody.nothing.at_all }}{% endblock main %}",
    );
    until_shows(&running, "/interventions/", 500, "talks.html");
    until_shows(&running, PAGE, 200, "Nous avons");
    // Nobody has the page open; it is found all the same.
    let mut tab = running.tab(PAGE);
    if running.diagnostics()["errors"] == 0 {
        assert!(tab.until("state", PATIENCE).data["errors"].as_u64().unwrap() > 0);
    }
    folder.remove(template);
    until_shows(&running, "/interventions/", 200, "Durer");
    until_equal(&running);
}

#[test]
fn a_folder_that_is_gone_is_shown_as_it_was_and_comes_back() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let before = running.client().get(PAGE).text();
    fs::rename(&folder.root, folder.outside("away")).unwrap();
    until_held(&running, &["folder"]);
    assert_eq!(running.client().get(PAGE).text(), before);
    fs::rename(folder.outside("away"), &folder.root).unwrap();
    folder.edit(FILE, "Nous avons", "Ils ont");
    until_shows(&running, PAGE, 200, "Ils ont");
    until_held(&running, &[]);
    fs::remove_dir_all(&folder.root).unwrap();
    until_held(&running, &["folder"]);
    for (path, text) in super::sample::files() {
        folder.write(&path, text);
    }
    until_equal(&running);
}

#[test]
fn another_style_is_swapped_in_without_a_reload() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab(PAGE);
    folder.write("themes/parvis/static/css/60-own.css", "main { color: red }\n");
    let event = tab.until("style", BAR);
    let to = event.data["to"].as_str().unwrap();
    assert_ne!(event.data["from"], to);
    let sheet = running.client().get(to);
    assert_eq!(sheet.status, 200);
    assert!(sheet.text().contains("color:red"));
    // A tab that was away is told, too.
    folder.write("themes/parvis/static/css/60-own.css", "main { color: tan }\n");
    tab.until("style", BAR);
    assert_eq!(tab.count("reload"), 0, "{:?}", tab.said);
    until_shows(&running, PAGE, 200, tab.said.last().unwrap().data["to"].as_str().unwrap());
}

#[test]
fn theme_words_and_lists_reload_the_pages_that_show_them() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let edits: [(&str, String); 4] = [
        ("themes/parvis/templates/base.html", "{% extends \"parvis/base.html\" %}{% block footer %}<p>MIEN</p>{{ super() }}{% endblock footer %}".into()),
        ("i18n/fr.yaml", "skip: Aller au texte\n".into()),
        ("topics.yaml", super::sample::TOPICS.replace("fr: Tests", "fr: Essais")),
        ("people.yaml", folder.text("people.yaml").replace("Léa", "Zoé")),
    ];
    for (path, text) in edits {
        let page = if path == "people.yaml" { "/communautes/rte/retex/pi/" } else { PAGE };
        let mut tab = running.tab(page);
        folder.write(path, text);
        tab.until("reload", BAR);
        until_equal(&running);
    }
}

#[test]
fn another_picture_reloads_the_page_that_shows_it_alone() {
    let folder = Folder::sample();
    let running = Running::start(&folder.root);
    let mut tab = running.tab("/communautes/ux/retex/tests-en-agence/");
    let mut other = running.tab(PAGE);
    folder.write(
        "communities/ux/retex/2026-02-03-tests-en-agence/resultats.svg",
        image("black"),
    );
    tab.until("reload", BAR);
    until_equal(&running);
    folder.write("static/mark.pem", "");
    other.until("state", BAR);
    assert_eq!(other.count("reload"), 0);
}
