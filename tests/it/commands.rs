//! What `init` and `new` write, and what they refuse to write.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::cli::{ends_with, find, fresh, parvis, read_tree};

fn new(portal: &Path, args: &[&str]) -> Output {
    let mut all = vec!["new", "-C", portal.to_str().unwrap()];
    all.extend(args);
    parvis(&all)
}

/// Runs `new`, and gives the file that it says.
#[track_caller]
fn made(portal: &Path, args: &[&str]) -> String {
    let done = new(portal, args);
    ends_with(0, &done);
    let said = String::from_utf8(done.stdout).unwrap();
    let path = PathBuf::from(said.trim_end());
    path.strip_prefix(portal.canonicalize().unwrap()).unwrap().to_str().unwrap().to_owned()
}

/// Runs `new`, and gives what it says; nothing may have been written.
#[track_caller]
fn refused(portal: &Path, args: &[&str]) -> String {
    let before = read_tree(portal);
    let done = new(portal, args);
    assert_eq!(read_tree(portal), before);
    assert_eq!(done.stdout, b"");
    ends_with(2, &done)
}

#[track_caller]
fn is_right(portal: &Path) {
    ends_with(0, &parvis(&["check", "--strict", portal.to_str().unwrap()]));
}

#[test]
fn a_fresh_portal_is_right_and_has_something_to_come() {
    let (_temp, portal) = fresh();
    is_right(&portal);
    ends_with(0, &parvis(&["build", portal.to_str().unwrap()]));
    let event = fs::read_to_string(portal.join("communities/rte/events/cafe-des-rte.md"));
    let event = event.unwrap();
    let start = event.split("\nstart: ").nth(1).unwrap().get(..10).unwrap();
    let html = fs::read_to_string(portal.join("public/index.html")).unwrap();
    assert!(html.contains("Café des RTE"), "the home page names the meeting of {start}");
    for schema in ["portal", "topics", "people"] {
        assert!(portal.join(format!(".schemas/{schema}.json")).exists());
    }
}

#[test]
fn init_overwrites_nothing_and_leaves_nothing_half_done() {
    let (temp, portal) = fresh();
    let before = read_tree(&portal);
    let said = ends_with(2, &parvis(&["init", portal.to_str().unwrap()]));
    assert!(said.contains("exists already"), "{said}");
    assert_eq!(read_tree(&portal), before);

    // A file in the way of one of the last: the ones before it are taken back.
    let other = temp.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("communities"), "mine").unwrap();
    fs::write(other.join("README.md"), "mine").unwrap();
    ends_with(3, &parvis(&["init", other.to_str().unwrap()]));
    let left: Vec<_> = read_tree(&other).into_values().collect();
    assert_eq!(left, [b"mine", b"mine"]);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 2);

    // What stands beside is no hindrance.
    fs::remove_file(other.join("communities")).unwrap();
    ends_with(0, &parvis(&["init", other.to_str().unwrap()]));
    assert_eq!(fs::read(other.join("README.md")).unwrap(), b"mine");
}

#[test]
fn init_leaves_the_gitignore_of_a_clone_and_says_what_it_needs() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join(".gitignore"), "/public/\n").unwrap();
    let said = ends_with(0, &parvis(&["init", temp.path().to_str().unwrap()]));
    let line = "`.gitignore` was left as it is: it needs `/public/`, `/.public.*`";
    assert!(said.contains(line), "{said}");
    assert_eq!(fs::read(temp.path().join(".gitignore")).unwrap(), b"/public/\n");
    assert!(temp.path().join("portal.yaml").exists());
}

#[test]
fn each_kind_is_written_where_it_belongs_and_is_right() {
    let (_temp, portal) = fresh();
    let title = "Été : « l’essai » # 1";
    let who = ["--community", "rte", "--author", "camille"];
    let date = ["--date", "2026-11-03"];
    let with = |kind: &str, more: &[&str]| {
        let mut args = vec![kind, title];
        args.extend(more);
        made(&portal, &args)
    };
    assert_eq!(
        with("retex", &[who, ["--date", "2026-11-03", "--author", "noa-gabarit"]].concat()),
        "communities/rte/retex/2026-11-03-ete-l-essai-1.md"
    );
    assert_eq!(with("event", &date), "events/ete-l-essai-1.md");
    assert_eq!(
        with("event", &[&who[..2], &date[..]].concat()),
        "communities/rte/events/ete-l-essai-1.md"
    );
    assert_eq!(with("talk", &who), "communities/rte/talks/ete-l-essai-1.md");
    assert_eq!(with("practice", &who), "communities/rte/practices/ete-l-essai-1.md");
    assert_eq!(with("initiative", &[]), "initiatives/ete-l-essai-1.md");
    assert_eq!(with("page", &who[..2]), "communities/rte/pages/ete-l-essai-1.md");
    assert_eq!(with("page", &[]), "pages/ete-l-essai-1.md");
    assert_eq!(with("person", &who[..2]), "people/ete-l-essai-1.md");
    assert_eq!(with("community", &who[2..]), "communities/ete-l-essai-1/index.md");
    assert_eq!(with("topic", &[]), "topics.yaml");
    is_right(&portal);
    let retex = fs::read_to_string(find(&portal, "2026-11-03-ete-l-essai-1.md")).unwrap();
    assert!(retex.contains("\nauthors: [camille, noa-gabarit]\n"), "{retex}");
    assert!(retex.contains("\ntitle: \"Été : « l’essai » # 1\"\n"), "{retex}");
}

#[test]
fn the_only_community_and_the_only_person_are_chosen_by_themselves() {
    let temp = tempfile::tempdir().unwrap();
    let portal = temp.path();
    fs::write(
        portal.join("portal.yaml"),
        "title: P\nurl: https://p.example/\nlanguages: [en]\n",
    )
    .unwrap();
    let said = refused(portal, &["retex", "x"]);
    assert!(said.contains("parvis new community"), "{said}");
    made(portal, &["community", "Craft"]);
    let said = refused(portal, &["retex", "x"]);
    assert!(said.contains("parvis new person"), "{said}");
    made(portal, &["person", "Ana"]);
    let day = ["--date", "2026-11-03"];
    let path = made(portal, &["retex", "x", day[0], day[1]]);
    assert_eq!(path, "communities/craft/retex/2026-11-03-x.md");
    assert_eq!(made(portal, &["talk", "x"]), "communities/craft/talks/x.md");
    assert_eq!(made(portal, &["topic", "Tests"]), "topics.yaml");
    let text = fs::read_to_string(portal.join(path)).unwrap();
    assert!(text.contains("authors: [ana]") && text.contains("## The context"), "{text}");
    is_right(portal);
}

#[test]
fn what_would_be_wrong_is_not_written() {
    let (_temp, portal) = fresh();
    for (args, wanted) in [
        (&["retex", "X"][..], "add `--community`: `craft`, `rte`"),
        (&["retex", "X", "-c", "rte"], "add `--author`: `camille`, `noa-gabarit`"),
        (&["retex", "X", "-c", "rt", "-a", "camille"], "did you mean `rte`?"),
        (&["retex", "X", "-c", "rte", "-a", "camile"], "did you mean `camille`?"),
        (&["retex", "Premier retex", "-c", "rte", "-a", "camille"], "exists already"),
        (&["event", "Café des RTE", "-c", "rte"], "exists already"),
        (&["person", "Sacha Modèle"], "exists already: `people.yaml`"),
        (&["topic", "Tests"], "exists already: `topics.yaml`"),
        (&["topic", "X", "-c", "rte"], "belongs to no community"),
        (&["page", "X", "-a", "camille"], "a page has no authors"),
        (&["page", "???"], "no address can be made"),
        (&["page", "Index"], "the name `index` is reserved"),
        (&["retex", "premier-retex", "-c", "rte", "-l", "en"], "unknown language `en`"),
    ] {
        let said = refused(&portal, args);
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    let said = refused(&portal, &["page", &"x".repeat(201)]);
    assert!(said.contains("201 characters"), "{said}");
}

#[test]
fn the_other_topics_stay_as_they_are_byte_for_byte() {
    for (old, wanted) in [
        ("- id: a\n  label: A # note\n", "- id: été\n"),
        ("# x\r\n  - {id: a, label: A}\r\n", "  - id: b\r\n    label: Brouillons\r\n"),
        ("- id: a\n  label: A", "\n- id: b\n"),
        ("", "- id: b\n"),
    ] {
        let (_temp, portal) = fresh();
        let file = portal.join("topics.yaml");
        fs::write(&file, old).unwrap();
        made(&portal, &["topic", "B"]);
        let now = fs::read_to_string(&file).unwrap();
        let added = now.strip_prefix(old).unwrap();
        let wanted = wanted.replace("été", "b").replace("Brouillons", "B");
        assert!(added.starts_with(&wanted), "{added:?}");
    }
    // A list that cannot be continued line by line is left to its author.
    let (_temp, portal) = fresh();
    fs::write(
        portal.join("topics.yaml"),
        "[{id: agilite, label: A}, {id: tests, label: T}]\n",
    )
    .unwrap();
    let said = refused(&portal, &["topic", "B"]);
    assert!(said.contains("nothing was written"), "{said}");
}

#[test]
fn a_translation_stands_beside_its_original() {
    let (_temp, portal) = fresh();
    let settings = portal.join("portal.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("languages: [fr]", "languages: [fr, en]")).unwrap();
    let original = find(&portal, "-premier-retex.md");
    let name = original.file_name().unwrap().to_str().unwrap();
    let wanted = format!("communities/rte/retex/{}", name.replace(".md", ".en.md"));
    let title = "Une planification trimestrielle en quatre demi-journées";
    let said = refused(&portal, &["retex", "premier-rtex", "-c", "rte", "-l", "en"]);
    assert!(said.contains("did you mean `premier-retex`?"), "{said}");
    assert_eq!(made(&portal, &["retex", title, "-c", "rte", "-l", "en"]), wanted);
    let again = refused(&portal, &["retex", "premier-retex", "-c", "rte", "-l", "en"]);
    assert!(again.contains("exists already"), "{again}");
    assert_eq!(
        made(&portal, &["community", "rte", "-l", "en"]),
        "communities/rte/index.en.md"
    );
    assert_eq!(made(&portal, &["person", "camille", "-l", "en"]), "people/camille.en.md");
    let listed = refused(&portal, &["person", "sacha-modele", "-l", "en"]);
    assert!(listed.contains("the list `people.yaml`"), "{listed}");
    let topic = refused(&portal, &["topic", "tests", "-l", "en"]);
    assert!(topic.contains("write `label: {fr: …, en: …}`"), "{topic}");
    is_right(&portal);
}

#[test]
fn the_five_minutes_of_the_readme_work_as_they_are_written() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.unwrap();
    let part = readme.split("## Five minutes").nth(1).unwrap();
    let script = part.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(script.matches("\nparvis ").count(), 4, "{script}");
    let temp = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_parvis")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", programs.display());
    let done = Command::new("/bin/sh")
        .args(["-ec", script])
        .current_dir(temp.path())
        .env("PATH", path)
        .output()
        .unwrap();
    let said = ends_with(0, &done);
    assert!(
        said.contains("0 errors, 0 warnings; 1 text not published (1 draft)\n"),
        "{said}"
    );
    assert!(said.contains("1 more not published (1 draft), "), "{said}");
    let portal = temp.path().join("portal");
    assert!(portal.join("public/index.html").exists());
    let page = portal.join("public/communautes/craft/retex/mon-premier-retex/index.html");
    assert!(!page.exists());
    let file = find(&portal, "mon-premier-retex.md");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(file, text.replace("draft: true\n", "")).unwrap();
    let said = ends_with(0, &parvis(&["build", portal.to_str().unwrap()]));
    assert_eq!(said.matches("warning[placeholder]").count(), 3, "{said}");
    assert!(page.exists());
}

#[test]
fn a_title_of_any_script_is_named_by_its_slug() {
    let (_temp, portal) = fresh();
    let said = refused(&portal, &["page", "日本語"]);
    assert!(said.contains("add `--slug` with a name of these"), "{said}");
    let said = refused(&portal, &["page", "日本語", "--slug", "Ni Hon"]);
    assert!(said.contains("write `--slug ni-hon`"), "{said}");
    let path =
        made(&portal, &["page", "日本語", "--slug", "nihongo", "--community", "rte"]);
    assert_eq!(path, "communities/rte/pages/nihongo.md");
    assert!(fs::read_to_string(portal.join(path)).unwrap().contains("日本語"));
}

/// Takes the draft away, and gives what is said then.
fn published(portal: &Path, path: &str) -> Vec<String> {
    let file = portal.join(path);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("\ndraft: true\n", "\n")).unwrap();
    let done = parvis(&["check", "--format", "short", portal.to_str().unwrap()]);
    ends_with(0, &done);
    let said = String::from_utf8(done.stdout).unwrap();
    said.lines().map(|it| it.split_once(": ").unwrap().1.to_owned()).collect()
}

#[test]
fn a_text_of_ours_that_was_left_is_named() {
    let french: [(&str, &[&str]); 8] = [
        (
            "retex",
            &[
                "Où cela s’est passé, et ce que nous cherchions.",
                "Ce que nous avons fait, dans l’ordre où nous l’avons fait.",
                "Ce que nous referions, et ce que nous ne referions pas.",
            ],
        ),
        ("event", &["Ce qui s’y passera, et ce qu’il faut préparer."]),
        ("talk", &["Nom de la conférence", "Le résumé de l’intervention."]),
        ("practice", &["Comment on fait, quand c’est utile, et quand ça ne l’est pas."]),
        ("initiative", &["Le problème, l’idée, et ce qu’il faut pour commencer."]),
        ("page", &["Le texte de la page."]),
        ("community", &[]),
        ("person", &[]),
    ];
    let english: [(&str, &[&str]); 8] = [
        (
            "retex",
            &[
                "Where it happened, and what we were after.",
                "What we did, in the order in which we did it.",
                "What we would do again, and what we would not.",
            ],
        ),
        ("event", &["What will happen, and what to prepare."]),
        ("talk", &["Name of the conference", "What the talk says."]),
        ("practice", &["How it is done, when it helps, and when it does not."]),
        ("initiative", &["The problem, the idea, and what is needed to begin."]),
        ("page", &["The text of the page."]),
        ("community", &[]),
        ("person", &[]),
    ];
    for (lang, kinds) in [("fr", french), ("en", english)] {
        let (_temp, portal) = fresh();
        let settings = portal.join("portal.yaml");
        let text = fs::read_to_string(&settings).unwrap();
        let other = if lang == "fr" { "en" } else { "fr" };
        let languages = format!("languages: [{lang}, {other}]");
        fs::write(&settings, text.replace("languages: [fr]", &languages)).unwrap();
        for (kind, left) in kinds {
            let mut args = vec![kind, "Un essai", "--date", "2026-03-14"];
            if !["community", "person"].contains(&kind) {
                args.extend(["-c", "rte"]);
            }
            if ["retex", "talk"].contains(&kind) {
                args.extend(["-a", "camille"]);
            }
            let path = made(&portal, &args);
            let has_draft = !["community", "person"].contains(&kind);
            let file = portal.join(&path);
            let text = fs::read_to_string(&file).unwrap();
            assert_eq!(text.contains("\ndraft: true\n"), has_draft, "{text}");
            let wanted: Vec<String> = left
                .iter()
                .map(|it| {
                    format!("warning[placeholder]: `{it}` is a text that Parvis wrote, to be replaced")
                })
                .collect();
            assert_eq!(published(&portal, &path), wanted, "{lang} {kind}");
            let text = fs::read_to_string(&file).unwrap();
            let own = left.iter().fold(text, |text, it| text.replace(it, "Un mot de nous"));
            fs::write(&file, own).unwrap();
            assert_eq!(published(&portal, &path), [""; 0], "{lang} {kind}");
            if kind == "page" {
                let path = made(&portal, &["page", "un-essai", "-c", "rte", "-l", other]);
                let left = if lang == "fr" {
                    "Le texte, traduit."
                } else {
                    "The text, translated."
                };
                let said = published(&portal, &path);
                assert!(said.len() == 1 && said[0].contains(left), "{said:?}");
                fs::remove_file(portal.join(path)).unwrap();
            }
            fs::remove_file(&file).unwrap();
        }
    }
}

#[test]
fn next_steps_are_said_beside_the_path() {
    let (_temp, portal) = fresh();
    let done = new(&portal, &["page", "Un essai"]);
    let said = ends_with(0, &done);
    assert_eq!(String::from_utf8_lossy(&done.stdout).lines().count(), 1);
    assert!(
        said.contains("see it: parvis serve --drafts --open ")
            && said.contains("un-essai.md")
    );
    assert!(said.contains("remove its line `draft: true`"), "{said}");
    let said = ends_with(0, &new(&portal, &["person", "Élie Gabarit"]));
    assert!(
        said.contains("see it: parvis serve --open ") && !said.contains("draft"),
        "{said}"
    );
}

#[test]
fn people_are_found_by_name_and_kinds_by_other_words() {
    let (_temp, portal) = fresh();
    let with = ["retex", "X", "-c", "rte", "--date", "2026-03-14", "-a"];
    let path = made(&portal, &[&with[..], &["EXEMPLE Camille"]].concat());
    let text = fs::read_to_string(portal.join(path)).unwrap();
    assert!(text.contains("\nauthors: [camille]\n"), "{text}");
    for (args, wanted) in [
        (
            &["article", "X"][..],
            "`article` is called `retex` here: write `parvis new retex …`",
        ),
        (&["évènement", "X"], "`évènement` is called `event` here"),
        (
            &["person", "Camille Exemple", "--slug", "camille"],
            "add `--slug`, such as `--slug camille-2`",
        ),
    ] {
        let said = refused(&portal, args);
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    made(&portal, &["person", "Jean Martin"]);
    let said = refused(&portal, &["person", "Jean Martin"]);
    assert!(said.contains("such as `--slug jean-martin-2`"), "{said}");
    let path = made(&portal, &["person", "Jean Martin", "--slug", "jean-martin-2"]);
    assert_eq!(path, "people/jean-martin-2.md");
}

#[test]
fn a_new_entry_has_a_folder_for_its_pictures_when_one_is_asked_for() {
    let (_temp, portal) = fresh();
    let retex = ["retex", "Mon essai", "--community", "craft", "--author", "camille"];
    let path = made(&portal, &[&retex[..], &["--date", "2026-03-14", "--folder"]].concat());
    assert_eq!(path, "communities/craft/retex/2026-03-14-mon-essai/index.md");
    let path = made(&portal, &["page", "Nos photos", "--folder"]);
    assert!(path.ends_with("pages/nos-photos/index.md"), "{path}");
    let path = made(&portal, &["community", "Data", "--folder"]);
    assert_eq!(path, "communities/data/index.md");
    let said = refused(&portal, &["person", "Ada Modèle", "--folder"]);
    assert_eq!(
        said,
        "error: a person has no folder of its own\n  = help: leave `--folder` away\n"
    );
}
