//! Lists of people, and of what is a person's or on a topic: they have pages, and feeds that are
//! short.

use std::fmt::Write;

use parvis::render::{Output, render};

use crate::diagnostics::portal;

fn output(text: &str, address: &str) -> String {
    let snapshot = portal(text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn busy(settings: &str) -> String {
    let mut text = format!(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 5\n{settings}"
    );
    for it in 1..=30 {
        let day = format!("2026-01-{it:02}");
        writeln!(text, "=== communities/rte/retex/{day}-r{it}.md\n---\ntitle: R{it}\nauthors: [ana]\ntopics: [rust]\nsummary: Short.\n---\n\nThe whole text.").unwrap();
        writeln!(text, "=== communities/rte/talks/t{it}.md\n---\ntitle: T{it}\nspeakers: [ana]\ntopics: [rust]\ndeliveries: [{{conference: C, date: {day}}}]\n---").unwrap();
    }
    text
}

#[test]
fn people_are_listed_page_by_page() {
    let mut text = String::from(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 5\n=== people.yaml\n",
    );
    for it in 10..22 {
        writeln!(text, "- {{id: x{it}, name: X{it}}}").unwrap();
    }
    let first = output(&text, "/personnes/");
    assert!(
        first.contains("/personnes/page/2/\" rel=\"next\"")
            || first.contains("rel=\"next\"")
    );
    let all: String = ["", "page/2/", "page/3/"]
        .map(|it| output(&text, &format!("/personnes/{it}")))
        .concat();
    for it in 10..22 {
        assert_eq!(all.matches(&format!("href=\"/personnes/x{it}/\"")).count(), 1, "x{it}");
    }
}

#[test]
fn people_stand_where_they_say_and_by_their_names_where_they_say_nothing() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\n=== people.yaml\n\
        - {id: p1, name: Zoé Alpha, sort_name: \"Alpha, Zoé\"}\n\
        - {id: p2, name: Bo Zulu, sort_name: \"Zulu, Bo\"}\n\
        - {id: p3, name: Mado}\n\
        - {id: p4, name: Élan Écho, sort_name: \"Écho, Élan\"}\n";
    let html = output(text, "/personnes/");
    let at = |it: &str| html.find(it).unwrap_or_else(|| panic!("{it}"));
    let names = ["Zoé Alpha</a>", "Élan Écho</a>", "Mado</a>", "Bo Zulu</a>"].map(at);
    assert!(names.is_sorted(), "{names:?}");
    let letters: Vec<&str> = html.split("<h2 ").skip(1).collect();
    let letters = letters.iter().filter_map(|it| it.split(['>', '<']).nth(1));
    assert_eq!(letters.collect::<String>(), "AEMZ");
}

#[test]
fn communities_that_are_archived_stand_last_and_ask_nobody_in() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\n\
        === communities/alt/index.md\n---\ntitle: Alt\nstatus: archived\nsummary: Gone.\nweight: 1\n---\n\
        === communities/neu/index.md\n---\ntitle: Neu\nsummary: Here.\nweight: 2\n---\n";
    for address in ["/", "/communautes/"] {
        let html = output(text, address);
        let at = |it: &str| html.find(it).unwrap_or_else(|| panic!("{address}: {it}"));
        assert!(at(">Neu</a>") < at(">Alt</a>"), "{address}");
        assert!(html.contains(" is-archived\""), "{address}");
        assert!(!html.contains("Gone.") && html.contains("Here."), "{address}");
    }
}

#[test]
fn a_language_has_a_name_also_where_the_interface_has_none_for_it() {
    let talk = |id: &str, language: &str| {
        format!(
            "=== talks/{id}.md\n---\ntitle: T {id}\nspeakers: [ana]\nlanguage: {language}\ndeliveries: [{{conference: C, date: 2026-01-02}}]\n---\n"
        )
    };
    let text = String::from("=== portal.yaml\ntitle: P\nurl: https://p.example/\n")
        + &talk("a", "ja")
        + &talk("b", "zh-hans")
        + &talk("c", "en");
    let html = output(&text, "/interventions/");
    for name in [">日本語</a>", ">简体中文</a>", ">anglais</a>"] {
        assert!(html.contains(name), "{name}");
    }
    assert!(output(&text, "/interventions/a/").contains("日本語"));
}

#[test]
fn nobody_is_asked_to_subscribe_to_what_brings_nothing() {
    let event = |day: &str| {
        format!(
            "=== portal.yaml\ntitle: P\nurl: https://p.example/\n\
             === communities/neu/index.md\n---\ntitle: Neu\n---\n\
             === communities/rte/index.md\n---\ntitle: RTE\n---\n\
             === communities/rte/events/e.md\n---\ntitle: E\nstart: {day}\n---\n"
        )
    };
    let asks = |text: &str, at: &str| output(text, at).contains("page--subscribe");
    let (past, to_come) = (event("2018-05-16"), event("2099-05-16"));
    let page = "/communautes/rte/evenements/e/";
    assert!(!asks(&past, page) && asks(&to_come, page));
    // Who follows a community hears of the next meeting, also when none is announced.
    assert!(asks(&past, "/communautes/rte/") && !asks(&past, "/communautes/neu/"));
}

#[test]
fn what_is_a_persons_or_on_a_topic_has_lists_of_its_own() {
    let text = busy("");
    for at in ["/personnes/ana/", "/sujets/rust/"] {
        let html = output(&text, at);
        let word = if at.contains("ana") { "personne" } else { "sujet" };
        let name = at.rsplit('/').nth(1).unwrap();
        assert!(
            html.contains(&format!("<a href=\"{at}retex/\">Voir les 30 retex</a>")),
            "{html}"
        );
        let talks = format!("/interventions/{word}/{name}/");
        assert!(
            html.contains(&format!("<a href=\"{talks}\">Voir les 30 interventions</a>")),
            "{html}"
        );
        assert!(!html.contains(">R1<") && html.contains(">R30<"), "{html}");
        assert!(output(&text, &format!("{at}retex/page/6/")).contains(">R1<"));
        assert!(output(&text, &format!("{talks}page/6/")).contains(">T1<"));
    }
}

#[test]
fn feeds_of_people_and_topics_tell_summaries_unless_whole_texts_are_asked_for() {
    let short = busy("");
    for at in ["/personnes/ana/", "/sujets/rust/"] {
        for file in ["atom.xml", "feed.json"] {
            let address = format!("{at}{file}");
            let feed = output(&short, &address);
            assert!(!feed.contains("The whole text") && feed.contains("Short."), "{feed}");
            assert!(output(&busy("feeds: whole\n"), &address).contains("The whole text"));
        }
        assert_eq!(output(&short, &format!("{at}atom.xml")).matches("<entry").count(), 20);
    }
    assert!(output(&short, "/communautes/rte/atom.xml").contains("The whole text"));
    let nothing = "=== people.yaml\n- {id: bob, name: Bob}\n";
    assert_eq!(output(nothing, "/personnes/bob/atom.xml"), "");
    assert!(!output(nothing, "/personnes/bob/").contains("atom+xml\" href=\"/personnes/"));
}
