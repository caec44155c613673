//! What comes out for portals that are unusual, but right: who does what, days and hours,
//! translations, and portals with many of one thing.

use std::fmt::Write;

use parvis::{diag::write::short, route::Route, snapshot::Snapshot};

use crate::{data::at, diagnostics::portal};

fn html(snapshot: &Snapshot, address: &str) -> String {
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    at(snapshot, address)
}

fn page(text: &str, address: &str) -> String {
    html(&portal(text), address)
}

/// An event of the community `rte`, by its file's name.
fn event(name: &str, front: &str) -> String {
    format!("=== communities/rte/events/{name}.md\n---\ntitle: T-{name}\n{front}\n---\n")
}

/// In which order words first come.
#[track_caller]
fn in_order(html: &str, words: &[&str]) {
    let places: Vec<_> = words.iter().map(|it| html.find(it)).collect();
    let sorted = places.iter().all(Option::is_some) && places.is_sorted();
    assert!(sorted, "{words:?} at {places:?} in {html}");
}

/// The text between two others.
#[track_caller]
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let rest = html.split_once(from);
    let rest = rest.unwrap_or_else(|| panic!("{from} not in {html}")).1;
    rest.split_once(to).unwrap().0
}

#[test]
fn a_link_makes_nobody_a_lead_a_speaker_or_an_author() {
    let text = "=== communities/rte/index.md\n---\ntitle: RTE\nleads: [bo]\n---\n[Ana](/people/ana.md)\n=== people/bo.md\n---\nname: Bo\n---\n=== communities/rte/talks/t.md\n---\ntitle: Talk\nspeakers: [bo]\ndeliveries: [{conference: C, date: 2026-01-02}]\n---\nThanks to [Ana](/people/ana.md).\n=== communities/rte/events/e.md\n---\ntitle: Event\nstart: 2026-12-01\n---\n[Ana](/people/ana.md)\n=== communities/rte/events/f.md\n---\ntitle: Fair\nstart: 2026-12-02\nprogramme:\n  - title: Opening\n    speakers: [bo]\n---\n";
    let snapshot = portal(text);
    let ana = html(&snapshot, "/personnes/ana/");
    for title in ["Communautés animées", "Ses interventions", "Ses rendez-vous"] {
        assert!(!ana.contains(title), "{title} in {ana}");
    }
    let others = between(&ana, "Autres pages", "</section>");
    for name in ["RTE", "Talk", "Event"] {
        assert!(others.contains(&format!(">{name}</a>")), "{name} in {others}");
    }
    let bo = html(&snapshot, "/personnes/bo/");
    for title in ["Communautés animées", "Ses interventions", "Ses rendez-vous"] {
        assert!(bo.contains(title), "{title} not in {bo}");
    }
    assert!(bo.contains(">Fair</a>"));
}

#[test]
fn what_is_only_related_is_not_under_a_topic() {
    let talk = |name: &str, title: &str, front: &str| {
        format!(
            "=== communities/rte/talks/{name}.md\n---\ntitle: {title}\nspeakers: [ana]\ndeliveries: [{{conference: C, date: 2026-01-02}}]\n{front}\n---\n"
        )
    };
    let text = talk("t", "Beside", "related: ['topic:rust']")
        + &talk("u", "Under", "topics: [rust]")
        + &event("e", "start: 2026-11-02\ntopics: [rust]");
    let rust = page(&text, "/sujets/rust/");
    let others = between(&rust, "Autres pages", "</section>");
    assert!(others.contains(">Beside</a>") && !others.contains("Under"), "{others}");
    assert_eq!(rust.matches(">Beside</a>").count(), 1, "{rust}");
    assert!(rust.contains(">Under</a>") && rust.contains(">T-e</a>"), "{rust}");
}

#[test]
fn events_of_one_day_are_in_the_order_of_their_hours() {
    let at = |name: &str, start: &str| event(name, &format!("start: {start}"));
    let mut text = String::new();
    for part in ["12", "03"] {
        let day = format!("2026-{part}-08");
        for (name, time) in [("b", "T09:00"), ("a", "T14:00"), ("c", "T11:30"), ("d", "")] {
            text.push_str(&at(&format!("{name}{part}"), &format!("{day}{time}")));
        }
        text.push_str(&at(&format!("e{part}"), &format!("{day}T14:00")));
    }
    let snapshot = portal(&text);
    let soon = ["T-d12", "T-b12", "T-c12", "T-a12", "T-e12"];
    let late = ["T-a03", "T-e03", "T-c03", "T-b03", "T-d03"];
    in_order(&html(&snapshot, "/evenements/"), &soon);
    in_order(&html(&snapshot, "/"), &soon);
    in_order(&html(&snapshot, "/evenements/2026/12/"), &soon);
    in_order(&html(&snapshot, "/evenements/passes/"), &late);
    in_order(&html(&snapshot, "/communautes/rte/"), &soon);
    in_order(&html(&snapshot, "/communautes/rte/"), &late);
    let march = ["T-d03", "T-b03", "T-c03", "T-a03", "T-e03"];
    in_order(&html(&snapshot, "/evenements/2026/03/"), &march);
}

#[test]
fn what_comes_again_is_over_when_its_rule_says_so() {
    let mut text = String::new();
    for (name, rule) in [
        ("ever", "FREQ=MONTHLY"),
        ("count", "FREQ=MONTHLY;COUNT=2"),
        ("later", "FREQ=MONTHLY;UNTIL=20261231"),
        ("today", "FREQ=MONTHLY;UNTIL=20261001T200000Z"),
        ("ended", "FREQ=MONTHLY;UNTIL=20260930T200000Z"),
    ] {
        let front = format!("start: 2026-01-06T18:00\nrecurrence: {rule}");
        text.push_str(&event(name, &front));
    }
    text.push_str(&event("once", "start: 2026-11-05T18:00"));
    text.push_str(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 100\nlanguages: [fr, en]\n",
    );
    let snapshot = portal(&text);
    let (soon, past) =
        (html(&snapshot, "/evenements/"), html(&snapshot, "/evenements/passes/"));
    for name in ["ever", "later"] {
        let name = format!("T-{name}</a>");
        assert!(soon.contains(&name) && past.contains(&name), "{name}");
    }
    for name in ["count", "today", "ended"] {
        assert!(!soon.contains(&format!("T-{name}")), "{name}");
        assert!(past.contains(&format!("T-{name}")), "{name}");
    }
    // Six of what comes for ever, and those of the last three months of the year.
    assert_eq!(soon.matches("Récurrent").count(), 9, "{soon}");
    assert!(html(&snapshot, "/en/events/").contains("Recurring"));
    let own = html(&snapshot, "/communautes/rte/evenements/ever/");
    assert!(own.contains("le 6 de chaque mois") && !own.contains("Terminé"), "{own}");
    assert!(html(&snapshot, "/communautes/rte/evenements/ended/").contains("Terminé"));
    let once = html(&snapshot, "/communautes/rte/evenements/once/");
    assert!(!once.contains("Récurrent") && !once.contains("class=\"dates\""), "{once}");
}

#[test]
fn a_programme_leads_to_the_talks_that_it_names() {
    let talk = |of: &str| {
        format!(
            "=== communities/{of}/talks/same.md\n---\ntitle: Of {of}\nspeakers: [ana]\ndeliveries: [{{conference: C, date: 2026-01-02}}]\n---\n"
        )
    };
    let text = format!(
        "=== communities/craft/index.md\n---\ntitle: Craft\n---\n{}{}{}",
        talk("rte"),
        talk("craft"),
        event(
            "e",
            "start: 2026-12-01\nprogramme:\n  - title: One\n    talk: rte/same\n  - title: Two\n    talk: craft/same\n    speakers: [Ana]"
        )
    );
    let html = page(&text, "/communautes/rte/evenements/e/");
    assert!(
        html.contains("href=\"/communautes/rte/interventions/same/\">One</a>"),
        "{html}"
    );
    assert!(html.contains("href=\"/communautes/craft/interventions/same/\">Two</a>"));
    assert!(html.contains("href=\"/personnes/ana/\">Ana</a>"));
}

#[test]
fn hours_are_said_when_an_event_lasts_over_midnight() {
    let text = event("e", "start: 2026-12-22T22:00\nend: 2026-12-23T02:00")
        + &event("f", "start: 2026-12-31T22:30\nend: 2027-01-01T09:00")
        + &event("g", "start: 2026-12-22T09:00\nend: 2026-12-24T17:00\nall_day: true")
        + "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n"
        + "=== communities/rte/events/e.en.md\n---\ntitle: Night\n---\n";
    let snapshot = portal(&text);
    for (address, when) in [
        (
            "/communautes/rte/evenements/e/",
            "du 22 décembre à 22\u{a0}h au 23 décembre 2026 à 2\u{a0}h",
        ),
        (
            "/communautes/rte/evenements/f/",
            "du 31 décembre 2026 à 22\u{a0}h\u{a0}30 au 1er janvier 2027 à 9\u{a0}h",
        ),
        ("/communautes/rte/evenements/g/", "du 22 au 24 décembre 2026"),
        (
            "/en/communities/rte/events/e/",
            "22 December at 22:00 to 23 December 2026 at 2:00",
        ),
    ] {
        let html = html(&snapshot, address);
        assert!(html.contains(&format!(">{when}</time>")), "{when} not in {html}");
    }
    assert!(html(&snapshot, "/evenements/").contains("<span>22\u{a0}h – 2\u{a0}h</span>"));
}

#[test]
fn a_translation_may_reword_what_has_parts() {
    let text = "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [fr, en]\n=== communities/rte/events/dessin.png\nPNG\n=== people/bo.md\n---\nname: Bo\n---\n=== communities/rte/talks/t.md\n---\ntitle: Talk\nspeakers: [ana]\ndeliveries: [{conference: C, date: 2026-01-02}]\n---\n=== communities/rte/events/e.md\n---\ntitle: Bal\nstart: 2026-12-01T20:00\nplace: {name: Salle bleue, address: 1 rue du Bal, url: 'https://map.example/'}\nonline: {url: 'https://call.example/', label: Appel}\nregistration: {url: 'https://inscription.example/'}\ncover: {image: dessin.png, alt: Un dessin}\nspeakers: [ana]\nprogramme:\n  - title: Danse\n    speakers: [ana]\n---\n=== communities/rte/events/e.en.md\n---\ntitle: Ball\nplace: {name: Blue room}\nonline: {url: 'https://call.example/en', label: Call}\nregistration: {url: 'https://register.example/'}\ncover: {alt: A drawing}\nspeakers: [bo, {name: Zoe Invented}]\nprogramme:\n  - title: Dance\n    speakers: [bo]\n    talk: rte/t\n---\n=== communities/rte/index.md\n---\ntitle: RTE\njoin: {url: 'https://join.example/', label: Venez}\ncontacts: [{label: Courrier, email: a@p.example}]\n---\n=== communities/rte/index.en.md\n---\ntitle: RTE\njoin: {url: 'https://join.example/en', label: Come in}\ncontacts: [{label: Mail, email: b@p.example}]\n---\n";
    let snapshot = portal(text);
    let french = html(&snapshot, "/communautes/rte/evenements/e/");
    for part in
        ["Salle bleue", "Appel", "inscription.example", "Un dessin", "Danse", ">Ana<"]
    {
        assert!(french.contains(part), "{part} not in {french}");
    }
    let english = html(&snapshot, "/en/communities/rte/events/e/");
    for part in [
        "href=\"https://map.example/\">Blue room</a>",
        "1 rue du Bal",
        "href=\"https://call.example/en\">Call</a>",
        "register.example",
        "alt=\"A drawing\"",
        "/interventions/t/\">Dance</a>",
        ">Bo</a>",
        "Zoe Invented",
    ] {
        assert!(english.contains(part), "{part} not in {english}");
    }
    for part in ["Salle bleue", "Un dessin", "Danse", ">Ana<"] {
        assert!(!english.contains(part), "{part} in {english}");
    }
    assert!(html(&snapshot, "/en/events/").contains("Blue room"));
    let home = html(&snapshot, "/en/communities/rte/");
    for part in ["\"https://join.example/en\">Come in", "mailto:b@p.example\">Mail"] {
        assert!(home.contains(part), "{part} not in {home}");
    }
}

#[test]
fn topics_that_are_above_each_other_are_an_error() {
    let topic =
        |id: &str, parent: &str| format!("- id: {id}\n  label: {id}\n  parent: {parent}\n");
    let text = format!(
        "=== topics.yaml\n{}{}{}{}",
        topic("a", "b"),
        topic("b", "a"),
        topic("own", "own"),
        topic("under", "a")
    );
    let snapshot = portal(&text);
    let said: Vec<String> = snapshot
        .diagnostics
        .iter()
        .map(|it| format!("{} | {}", short(it), it.help.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        said,
        [
            "topics.yaml:3:11: error[topic-circle]: topics stand above each other in a circle: `a` → `b` → `a` | remove the `parent` of the widest of them",
            "topics.yaml:9:11: error[topic-circle]: the topic `own` is its own parent | remove its `parent`",
        ]
    );
}

#[test]
fn narrow_topics_are_all_on_the_page_of_topics() {
    let mut text = String::from("=== topics.yaml\n- id: t0\n  label: Topic-0.\n");
    for it in 1..20 {
        writeln!(text, "- id: t{it}\n  label: Topic-{it}.\n  parent: t{}", it - 1).unwrap();
    }
    let html = page(&text, "/sujets/");
    for it in 0..20 {
        assert!(html.contains(&format!(">Topic-{it}.</a>")), "{it}");
    }
}

#[test]
fn a_page_names_only_the_pages_around_it() {
    let mut text = String::new();
    for it in 100..200 {
        let path = format!("communities/rte/pages/p{it}.md");
        writeln!(text, "=== {path}\n---\ntitle: Page-{it}.\n---").unwrap();
    }
    let snapshot = portal(&text);
    for (at, from, to) in [(100, 101, 130), (150, 135, 165), (199, 169, 198)] {
        let html = html(&snapshot, &format!("/communautes/rte/p{at}/"));
        let siblings = between(&html, "id=\"page--siblings\"", "</aside>");
        assert_eq!(siblings.matches("</li>").count(), 30, "{at}: {siblings}");
        for it in [from, to] {
            assert!(
                siblings.contains(&format!(">Page-{it}.</a>")),
                "{at}, {it}: {siblings}"
            );
        }
        assert!(!siblings.contains(&format!(">Page-{at}.</a>")));
    }
}

#[test]
fn lists_of_talks_name_the_largest_lists_once() {
    let mut text = String::new();
    for it in 100..200 {
        let again =
            if it == 170 { "\n  - {conference: Conf-199, date: 2025-03-02}" } else { "" };
        writeln!(text, "=== communities/rte/talks/t{it}.md\n---\ntitle: Talk-{it}\nspeakers: [ana]\ndeliveries:\n  - {{conference: Conf-{it}, date: 2026-03-02}}{again}\n---").unwrap();
    }
    let snapshot = portal(&text);
    let of = |html: &str| html.matches("<a href=\"/interventions/conference/").count();
    let all = html(&snapshot, "/interventions/");
    assert_eq!(of(&all), 60);
    // The one with two talks is there, though it is the last by name.
    assert!(all.contains(">Conf-199</a>") && !all.contains(">Conf-198</a>"));
    let year = html(&snapshot, "/interventions/annee/2025/");
    assert_eq!(of(&year), 0, "{year}");
    assert!(year.contains("href=\"/interventions/annee/2026/\""));
    let own = html(&snapshot, "/interventions/conference/conf-198/");
    // Its own, and that of its edition.
    assert_eq!(of(&own), 2);
    assert!(own.contains("aria-current=\"page\">Conf-198</a>"), "{own}");
    assert!(own.contains("href=\"/interventions/annee/2026/\""));
}

#[test]
fn lists_of_talks_and_of_past_events_have_pages() {
    let mut text = String::from(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 10\nlanguages: [fr, en]\n",
    );
    for it in 100..125 {
        writeln!(text, "=== communities/rte/talks/t{it}.md\n---\ntitle: Talk-{it}.\nspeakers: [ana]\ntopics: [rust]\ndeliveries:\n  - {{conference: Conf, date: 2026-03-02}}\n  - {{conference: Conf, date: 2026-03-03}}\n---").unwrap();
        let start = format!("start: 2026-0{}-0{}", 1 + it % 9, 1 + it % 7);
        text.push_str(&event(&format!("e{it}"), &start));
    }
    let snapshot = portal(&text);
    let talks: Vec<String> = (100..125).map(|it| format!(">Talk-{it}.</a>")).collect();
    let events: Vec<String> = (100..125).map(|it| format!(">T-e{it}</a>")).collect();
    for (base, names) in [
        ("/interventions/", &talks),
        ("/en/talks/", &talks),
        ("/interventions/annee/2026/", &talks),
        ("/interventions/conference/conf/", &talks),
        ("/interventions/personne/ana/", &talks),
        ("/interventions/sujet/rust/", &talks),
        ("/evenements/passes/", &events),
        ("/en/events/past/", &events),
    ] {
        let pages = [base.to_owned(), format!("{base}page/2/"), format!("{base}page/3/")];
        let all = pages.each_ref().map(|it| html(&snapshot, it));
        for (html, count) in all.iter().zip([10, 10, 5]) {
            let shown = names.iter().filter(|it| html.contains(*it)).count();
            assert_eq!(shown, count, "{base}: {html}");
            for to in &pages {
                assert!(
                    html.contains(&format!("href=\"{to}\" aria-label=\"Page ")),
                    "{to}"
                );
            }
            assert!(
                html.contains(" aria-current=\"page\">Past events</a>")
                    || !base.contains("past")
            );
        }
        for name in names {
            assert_eq!(
                all.iter().filter(|it| it.contains(name)).count(),
                1,
                "{base}, {name}"
            );
        }
        assert!(all[1].contains("page 2 – P</title>"), "{}", all[1]);
        assert!(all[1].contains(&format!(
            "rel=\"canonical\" href=\"https://p.example{}\"",
            pages[1]
        )));
        let site = snapshot.site.as_ref().unwrap();
        assert!(site.routes.find(&format!("{base}page/4/")).is_none());
        assert!(site.routes.find(&format!("{base}page/1/")).is_none());
    }
}

#[test]
fn every_list_leads_to_itself_in_the_other_language() {
    let mut text = String::from(
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\npage_size: 2\nlanguages: [fr, en]\n",
    );
    for it in 1..=14 {
        writeln!(text, "=== communities/rte/talks/t{it}.md\n---\ntitle: Talk-{it}.\nspeakers: [ana]\ntopics: [rust]\ndeliveries: [{{conference: Conf, date: 2026-03-02}}]\n---").unwrap();
        writeln!(text, "=== communities/rte/retex/202{}-01-02-r{it}.md\n---\ntitle: Retex-{it}.\nauthors: [ana]\ntopics: [rust]\n---", it % 2 + 4).unwrap();
        text.push_str(&event(&format!("e{it}"), "start: 2026-02-03"));
    }
    let snapshot = portal(&text);
    let site = snapshot.site.as_ref().unwrap();
    let mut seen = 0;
    for (address, found) in site.routes.iter() {
        let list = !matches!(found.route, Route::Entry(_) | Route::Redirect(_));
        if !address.ends_with('/') || !list {
            continue;
        }
        let other = ["en", "fr"][found.lang];
        let mark = format!("rel=\"alternate\" hreflang=\"{other}\" href=\"");
        let html = html(&snapshot, address);
        assert!(html.contains(&mark), "{address}: {html}");
        let to = between(&html, &mark, "\"").trim_start_matches("https://p.example");
        let there = site.routes.find(to).unwrap_or_else(|| panic!("{address} to {to}"));
        assert!(there.route == found.route && there.lang != found.lang, "{address}, {to}");
        seen += 1;
    }
    assert!(seen > 150, "{seen}");
}
