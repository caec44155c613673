//! What a portal publishes for programs: feeds, lists as JSON, and what pages say of themselves.

use std::collections::BTreeMap;

use jsonschema::Validator;
use parvis::{
    render::{Output, render},
    snapshot::Snapshot,
};
use serde_json::Value;

use crate::{cli::parvis, diagnostics::portal, pages::example};

const HOSTILE: &str = "</script><!-- ]]> \u{2028} \"'`;,= &amp; \u{1F468}\u{200D}\u{1F469}";

/// What is at an address.
pub(crate) fn at(snapshot: &Snapshot, address: &str) -> String {
    match render(snapshot.site.as_ref().unwrap(), address).unwrap() {
        Output::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn json(snapshot: &Snapshot, address: &str) -> Value {
    serde_json::from_str(&at(snapshot, address)).unwrap()
}

fn retex(name: &str, front: &str) -> String {
    format!(
        "=== communities/rte/retex/{name}.md\n---\ntitle: {name}\nauthors: [ana]\n{front}---\n\nText of **{name}**, [there](#x).\n\n## X\n\nEnd.\n"
    )
}

fn talk(name: &str, front: &str) -> String {
    format!("=== communities/rte/talks/{name}.md\n---\ntitle: {name}\n{front}---\n")
}

const GIVEN: &str = "speakers: [ana]\ndeliveries:\n  - {conference: Conf Days, edition: \"2026\", date: 2026-05-05, city: Lyon}\n";

#[test]
fn a_feed_has_retex_and_talks_that_were_given_the_newest_first() {
    let text = [
        retex("2026-01-01-old", "topics: [rust]\n"),
        retex("2026-06-01-new", ""),
        talk("given", GIVEN),
        // It will be given again: then it is not over.
        talk(
            "again",
            &format!(
                "{}  - {{conference: Later, date: 2027-05-05}}\n",
                GIVEN.replace("2026-05-05", "2026-03-05")
            ),
        ),
        talk("to-come", &GIVEN.replace("2026-05-05", "2027-05-05")),
    ]
    .concat();
    let snapshot = portal(&text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let titles = |address: &str| -> Vec<String> {
        let feed = json(&snapshot, &format!("{address}feed.json"));
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["feed_url"], format!("https://p.example{address}feed.json"));
        assert_eq!(feed["home_page_url"], format!("https://p.example{address}"));
        let items = feed["items"].as_array().unwrap().iter();
        let titles: Vec<String> =
            items.map(|it| it["title"].as_str().unwrap().to_owned()).collect();
        let atom = at(&snapshot, &format!("{address}atom.xml"));
        let places: Vec<usize> = titles
            .iter()
            .map(|it| atom.find(&format!("<entry>\n<title>{it}</title>")).unwrap())
            .collect();
        assert!(places.is_sorted(), "{atom}");
        assert_eq!(atom.matches("<entry>").count(), titles.len());
        titles
    };
    let all = ["2026-06-01-new", "given", "again", "2026-01-01-old"];
    assert_eq!(titles("/"), all);
    assert_eq!(titles("/communautes/rte/"), all);
    assert_eq!(titles("/personnes/ana/"), all);
    assert_eq!(titles("/sujets/rust/"), ["2026-01-01-old"]);
    assert_eq!(titles("/interventions/conference/conf-days/"), ["given", "again"]);
    let feed = json(&snapshot, "/feed.json");
    assert_eq!(feed["items"][2]["date_published"], "2026-03-05T00:00:00+01:00");
}

#[test]
fn a_feed_has_whole_texts_with_absolute_addresses() {
    let snapshot = portal(&[retex("2026-01-01-a", ""), talk("b", GIVEN)].concat());
    let feed = json(&snapshot, "/feed.json");
    let [talk, text] = feed["items"].as_array().unwrap().as_slice() else {
        panic!("{feed}")
    };
    let html = text["content_html"].as_str().unwrap();
    let own = "https://p.example/communautes/rte/retex/a/";
    assert!(html.contains("Text of <strong>2026-01-01-a</strong>"), "{html}");
    assert!(html.contains(&format!("href=\"{own}#x\"")), "{html}");
    assert_eq!(text["url"], own);
    assert_eq!(text["date_published"], "2026-01-01T00:00:00+01:00");
    let ana = "https://p.example/personnes/ana/";
    assert_eq!(text["authors"], serde_json::json!([{ "name": "Ana", "url": ana }]));
    assert_eq!(talk["content_html"], "<p></p>");
}

/// Readers would show it again as something new.
#[test]
fn the_id_of_an_entry_stays_when_it_moves_and_keeps_its_old_address() {
    let ids = |text: &str| {
        let snapshot = portal(text);
        assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
        let feed = json(&snapshot, "/feed.json");
        let id = feed["items"][0]["id"].as_str().unwrap().to_owned();
        let atom = at(&snapshot, "/communautes/rte/atom.xml");
        assert!(atom.contains(&format!("<id>{id}</id>")), "{atom}");
        id
    };
    let before = ids(&retex("2026-01-01-a", ""));
    assert_eq!(before, "https://p.example/communautes/rte/retex/a/");
    let moved = retex("2026-01-01-b", "aliases: [/communautes/rte/retex/a/]\n");
    assert_eq!(ids(&moved), before);
    let again = "aliases: [/communautes/rte/retex/a/, /communautes/rte/retex/b/]\n";
    assert_eq!(ids(&retex("2026-01-01-c", again)), before);
}

fn schema(name: &str) -> Validator {
    let said = parvis(&["schema", name]);
    let schema: Value = serde_json::from_slice(&said.stdout).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

const LISTS: [&str; 7] = [
    "communities.json",
    "retex.json",
    "events.json",
    "people.json",
    "topics.json",
    "practices.json",
    "initiatives.json",
];

#[test]
fn every_list_obeys_its_schema() {
    let snapshot = example();
    let site = snapshot.site.as_ref().unwrap();
    for name in LISTS {
        let schema = schema(name);
        for prefix in ["/", "/en/"] {
            let list = json(&snapshot, &format!("{prefix}{name}"));
            let faults: Vec<String> = schema
                .iter_errors(&list)
                .map(|it| format!("{it} at {}", it.instance_path()))
                .collect();
            assert_eq!(faults, [""; 0], "{prefix}{name}");
            let items = list["items"].as_array().unwrap();
            assert!(items.len() >= 6, "{name}: {}", items.len());
            let ids: std::collections::BTreeSet<&str> =
                items.iter().map(|it| it["id"].as_str().unwrap()).collect();
            assert_eq!(ids.len(), items.len(), "{name}");
            for it in items {
                let path = it["url"]
                    .as_str()
                    .unwrap()
                    .strip_prefix(&site.settings.origin)
                    .unwrap();
                assert!(site.routes.find(path).is_some(), "{path}");
            }
            // A shape that nothing could break would hold nothing.
            let mut broken = list.clone();
            broken["items"][0].as_object_mut().unwrap().remove("url");
            assert!(!schema.is_valid(&broken), "{name}");
            broken = list;
            broken["version"] = 2.into();
            assert!(!schema.is_valid(&broken), "{name}");
        }
    }
}

#[test]
fn every_figure_obeys_its_schema() {
    let snapshot = example();
    let site = snapshot.site.as_ref().unwrap();
    let schema = schema("vitality.json");
    let all = site.routes.iter().map(|it| it.0).filter(|it| it.ends_with("/vitality.json"));
    let all: Vec<&str> = all.collect();
    assert_eq!(all.len(), 2 * 8, "the portal and seven communities in two languages");
    for address in all {
        let value = json(&snapshot, address);
        let faults: Vec<String> = schema
            .iter_errors(&value)
            .map(|it| format!("{it} at {}", it.instance_path()))
            .collect();
        assert_eq!(faults, [""; 0], "{address}");
        assert!(value["quarters"].as_array().unwrap().len() > 4, "{address}");
        let last = value["quarters"].as_array().unwrap().last().unwrap();
        assert_eq!(last["quarter"], "2026-Q4");
        for url in [&value["url"], &value["last_sign"]["url"]] {
            let path = url.as_str().unwrap().strip_prefix(&site.settings.origin).unwrap();
            assert!(site.routes.find(path).is_some(), "{path}");
        }
        for broken in ["recent", "quarters", "day"] {
            let mut value = value.clone();
            value.as_object_mut().unwrap().remove(broken);
            assert!(!schema.is_valid(&value), "{broken}");
        }
        let mut broken = value;
        broken["quarters"][0]["retex"] = "3".into();
        assert!(!schema.is_valid(&broken));
    }
}

/// The things of schema.org on a page, by their type.
fn things(html: &str) -> BTreeMap<String, Value> {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let (text, _) = rest.split_once("</script>").unwrap();
    assert!(!text.contains('<'), "{text}");
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["@context"], "https://schema.org");
    let graph = value["@graph"].as_array().unwrap().iter();
    graph.map(|it| (it["@type"].as_str().unwrap().to_owned(), it.clone())).collect()
}

#[test]
fn pages_say_what_they_are() {
    let event = "=== communities/rte/events/e.md\n---\ntitle: E\nstart: 2026-07-01T14:30\nend: 2026-07-01T16:00\nplace: {name: Hall, address: 1 rue X}\nonline: {url: https://call.example/}\nspeakers: [ana]\nstatus: cancelled\n---\n";
    let winter = "=== events/w.md\n---\ntitle: W\nstart: 2026-12-01T14:30\ntimezone: America/New_York\nrecurrence: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270601\nexceptions:\n  - {date: 2026-12-15, cancelled: true}\n---\n";
    let front = "summary: S.\ntopics: [rust]\nupdated: 2026-02-02\n";
    let text = [&retex("2026-01-01-a", front), event, winter, &talk("t", GIVEN)].concat();
    let snapshot = portal(&text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let thing = |address: &str, kind: &str| -> Value {
        let all = things(&at(&snapshot, address));
        all.get(kind).unwrap_or_else(|| panic!("{kind} at {address}: {all:?}")).clone()
    };
    let article = thing("/communautes/rte/retex/a/", "Article");
    for (name, value) in [
        ("headline", "2026-01-01-a"),
        ("datePublished", "2026-01-01"),
        ("dateModified", "2026-02-02"),
        ("description", "S."),
        ("inLanguage", "fr"),
    ] {
        assert_eq!(article[name], value, "{name}");
    }
    assert_eq!(article["author"][0]["name"], "Ana");
    assert_eq!(article["publisher"]["name"], "RTE");
    let event = thing("/communautes/rte/evenements/e/", "Event");
    assert_eq!(event["startDate"], "2026-07-01T14:30:00+02:00");
    assert_eq!(event["endDate"], "2026-07-01T16:00:00+02:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    assert_eq!(event["location"][0]["name"], "Hall");
    let winter = thing("/evenements/w/", "Event");
    assert_eq!(winter["startDate"], "2026-12-01T14:30:00-05:00");
    let schedule = &winter["eventSchedule"];
    for (name, value) in [
        ("repeatFrequency", "P2W"),
        ("scheduleTimezone", "America/New_York"),
        ("startDate", "2026-12-01"),
        ("endDate", "2027-06-01"),
        ("startTime", "14:30:00"),
    ] {
        assert_eq!(schedule[name], value, "{name}");
    }
    assert_eq!(schedule["byDay"], serde_json::json!(["TU"]));
    assert_eq!(schedule["exceptDate"], serde_json::json!(["2026-12-15"]));
    let talk = thing("/communautes/rte/interventions/t/", "PresentationDigitalDocument");
    assert_eq!(talk["recordedAt"][0]["startDate"], "2026-05-05");
    assert_eq!(thing("/personnes/ana/", "Person")["name"], "Ana");
    assert_eq!(thing("/communautes/rte/", "Organization")["name"], "RTE");
    assert_eq!(thing("/sujets/rust/", "DefinedTerm")["name"], "Rust");
    assert_eq!(thing("/", "WebSite")["name"], "P");
    let way = thing("/communautes/rte/retex/a/", "BreadcrumbList");
    let names: Vec<&str> = way["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.last(), Some(&"2026-01-01-a"));
    assert!(names.len() >= 3, "{names:?}");
}

#[test]
fn hostile_titles_stay_what_they_are_in_every_file_for_programs() {
    let quoted = serde_json::to_string(HOSTILE).unwrap();
    let text = [
        &retex("2026-01-01-a", "").replacen(
            "title: 2026-01-01-a",
            &format!("title: {quoted}"),
            1,
        ),
        "=== portal.yaml\ntitle: P\nurl: https://p.example/\nlanguages: [en]\n",
    ]
    .concat();
    let snapshot = portal(&text);
    assert_eq!(snapshot.errors(), 0, "{:?}", snapshot.diagnostics);
    let retex = &json(&snapshot, "/retex.json")["items"][0];
    let feed = &json(&snapshot, "/feed.json")["items"][0];
    let page = retex["url"].as_str().unwrap().strip_prefix("https://p.example").unwrap();
    let linked = things(&at(&snapshot, page));
    let set = retex["title"].as_str().unwrap();
    assert!(set.starts_with("</script><!-- ]]> "), "{set}");
    assert_eq!(feed["title"], set);
    assert_eq!(linked["Article"]["headline"], set);
    let atom = at(&snapshot, "/atom.xml");
    assert!(atom.contains("<title>&lt;/script&gt;&lt;!-- ]]&gt;"), "{atom}");
}
