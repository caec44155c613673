//! No day stops a portal: one without errors on a day has none on any later day.
//!
//! `PARVIS_DAYS=5000` tries so many portals instead of a few.

use std::fmt::Write as _;

use jiff::{ToSpan, civil::Date};
use parvis::{
    diag::Diagnostic,
    render::render,
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents},
};

use crate::random::Random;

/// A portal of one of each kind that has days, and the days on which something changes.
struct Portal {
    files: Vec<(String, String)>,
    days: Vec<Date>,
}

const ZONES: &[&str] = &["Europe/Paris", "America/Los_Angeles", "Pacific/Auckland", "UTC"];
const RULES: &[&str] = &[
    "FREQ=WEEKLY;COUNT=4",
    "FREQ=MONTHLY;UNTIL=20261231",
    "FREQ=DAILY;INTERVAL=9",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=YEARLY",
];

/// Makes front matter of what happens by chance.
struct Author {
    random: Random,
    days: Vec<Date>,
}

impl Author {
    fn one<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.random.below(all.len())]
    }

    fn chance(&mut self) -> bool {
        self.random.below(3) == 0
    }

    fn day(&mut self) -> Date {
        let start: Date = "2026-11-20".parse().unwrap();
        let day = start + i64::try_from(self.random.below(60)).unwrap().days();
        self.days.push(day);
        day
    }

    /// Fields that hold an entry back, if any.
    fn held(&mut self, kind: &str) -> String {
        let mut front = String::new();
        if self.chance() {
            front += "draft: true\n";
        }
        if kind == "retex" {
            for field in ["publish", "expires", "review_by"] {
                if self.chance() {
                    writeln!(front, "{field}: {}", self.day()).unwrap();
                }
            }
        }
        front
    }

    fn references(&mut self, kind: &str) -> String {
        let fields: &[(&str, &str)] = match kind {
            "retex" => {
                &[("related", "a"), ("talks", "t"), ("event", "e"), ("related", "i")]
            }
            "talks" => &[("related", "a"), ("related", "p")],
            "practices" => &[("supported_by", "a"), ("contested_by", "b")],
            _ => &[],
        };
        let mut front = String::new();
        let mut written = Vec::new();
        for (field, to) in fields {
            if self.chance() && !written.contains(field) {
                written.push(field);
                let value =
                    if *field == "event" { (*to).to_owned() } else { format!("[{to}]") };
                writeln!(front, "{field}: {value}").unwrap();
            }
        }
        front
    }

    fn text(&mut self) -> String {
        let links = [
            "/communities/c/retex/a.md",
            "/communities/c/retex/b.md#partie",
            "/communities/c/events/e.md",
            "/communities/c/talks/t.md",
            "/pages/p.md",
            "/communautes/c/retex/a/",
            "/communautes/c/retex/b/#partie",
            "/communautes/c/evenements/e/",
            "/interventions/",
            "/retex/2026/",
            "/evenements/2026/12/",
            "/ancien/",
        ];
        let mut text = String::from("Un texte.\n\n## Partie\n");
        for _ in 0..self.random.below(4) {
            let to = self.one(&links);
            writeln!(text, "\nVoir [ce que nous en savons]({to}).").unwrap();
        }
        text
    }

    fn entry(&mut self, path: &str, kind: &str, front: &str) -> (String, String) {
        let title = path.rsplit('/').next().unwrap().trim_end_matches(".md");
        let (held, references) = (self.held(kind), self.references(kind));
        let text = self.text();
        let front = format!("title: Texte {title}\n{front}{held}{references}");
        (path.to_owned(), format!("---\n{front}---\n\n{text}"))
    }
}

fn portal(seed: u64) -> Portal {
    let mut author = Author { random: Random::new(seed), days: Vec::new() };
    let zone = author.one(ZONES);
    let letter = author.day();
    let settings = format!(
        "title: P\nurl: https://p.example/\ntimezone: {zone}\npage_size: 2\nletters: [{{date: {letter}, since: 2026-01-01}}]\nmenu: [{{label: A, page: /communities/c/retex/a.md}}]\n"
    );
    let mandate = author.day();
    let community = format!(
        "---\ntitle: C\nleads: [{{person: ana, until: {mandate}}}]\n---\n\n{}",
        author.text()
    );
    let mut files = vec![
        ("portal.yaml".to_owned(), settings),
        ("people.yaml".to_owned(), "- {id: ana, name: Ana Modèle}\n".to_owned()),
        ("communities/c/index.md".to_owned(), community),
    ];
    for name in ["a", "b", "d"] {
        let mut front = format!("authors: [ana]\ndate: {}\n", author.day());
        if author.chance() {
            front += "series: {id: s, part: 1}\n";
        }
        if name == "a" && author.chance() {
            front += "aliases: [/ancien/]\n";
        }
        files.push(author.entry(
            &format!("communities/c/retex/{name}.md"),
            "retex",
            &front,
        ));
    }
    let mut event =
        format!("start: {}T09:00\ntimezone: {}\n", author.day(), author.one(ZONES));
    if author.chance() {
        writeln!(event, "recurrence: {}", author.one(RULES)).unwrap();
    }
    files.push(author.entry("communities/c/events/e.md", "events", &event));
    let talk = format!(
        "speakers: [ana]\ndeliveries: [{{conference: Conf, date: {}}}]\n",
        author.day()
    );
    files.push(author.entry("communities/c/talks/t.md", "talks", &talk));
    let alias = author.one(&[
        "",
        "",
        "aliases: [/communautes/c/retex/b/]\n",
        "aliases: [/ancien/]\n",
    ]);
    files.push(author.entry("pages/p.md", "pages", alias));
    let end = author.day();
    let initiative = format!("status: running\nstart: 2026-01-01\nend: {end}\n");
    files.push(author.entry("communities/c/initiatives/i.md", "initiatives", &initiative));
    let since = author.day();
    let practice = format!("status: adopted\nsince: {since}\n");
    files.push(author.entry("communities/c/practices/w.md", "practices", &practice));
    Portal { files, days: author.days }
}

fn on(portal: &Portal, day: Date) -> std::sync::Arc<Snapshot> {
    let change = |(path, text): &(String, String)| Change {
        path: path.as_str().into(),
        contents: Contents::Text(text.as_str().into()),
    };
    let mut workspace = Workspace::new(Options { date: Some(day), ..Options::default() });
    workspace.apply(portal.files.iter().map(change).collect(), Vec::new())
}

fn errors(snapshot: &Snapshot) -> Vec<String> {
    let errors = snapshot.diagnostics.iter().filter(|it| it.is_error());
    errors.map(|it: &Diagnostic| format!("{}: {}", it.code, it.message)).collect()
}

#[test]
fn a_portal_without_errors_on_a_day_has_none_on_any_later_day() {
    let most = std::env::var("PARVIS_DAYS").ok().and_then(|it| it.parse().ok());
    let (mut sound, mut held) = (0, 0);
    let first = most.map_or(0, |_| 1000);
    for seed in first..first + most.unwrap_or(12) {
        let portal = portal(seed);
        let mut days: Vec<Date> = portal.days.clone();
        days.extend(portal.days.iter().map(|it| it.tomorrow().unwrap()));
        days.extend(["2027-06-01", "2031-01-01"].map(|it| it.parse::<Date>().unwrap()));
        days.sort_unstable();
        days.dedup();
        let mut before = None;
        for day in days {
            let snapshot = on(&portal, day);
            let errors = errors(&snapshot);
            if let Some(before) = before {
                assert_eq!(errors, [""; 0], "seed {seed}: none on {before}, but on {day}");
            } else if errors.is_empty() {
                before = Some(day);
                sound += 1;
            }
            held += snapshot
                .diagnostics
                .iter()
                .filter(|it| it.code.starts_with("unpub"))
                .count();
            // Pages are made without a fault on the first and the last day: it takes longer.
            if before != Some(day) && day.year() < 2031 {
                continue;
            }
            let site = snapshot.site.as_ref().unwrap();
            let all = site.routes.iter().map(|it| render(site, it.0));
            assert!(all.filter(Result::is_err).count() == 0, "seed {seed} on {day}");
        }
    }
    // Most portals are sound, and much of them is held back: else this would say nothing.
    assert!(sound >= 4 && held >= 50, "{sound} {held}");
}

/// What is said on a day, in the words of a line.
fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(parvis::diag::write::short).collect()
}

/// The files of what is shown on a day.
fn shown(snapshot: &Snapshot) -> Vec<String> {
    let portal = &snapshot.site.as_ref().unwrap().portal;
    let entries = portal.ids().map(|it| portal.entry(it));
    let paths = entries.map(|it| it.variants[0].document.source.path().to_owned());
    let mut paths: Vec<String> = paths.collect();
    paths.sort_unstable();
    paths
}

fn without(all: &[String], those: &[String]) -> Vec<String> {
    all.iter().filter(|it| !those.contains(it)).cloned().collect()
}

#[test]
fn what_is_told_ahead_is_what_each_day_shows() {
    let most = std::env::var("PARVIS_DAYS").ok().and_then(|it| it.parse().ok());
    let seeds = most.map_or(0..2, |it: u64| 1000..1000 + it);
    let mut turned = 0;
    for seed in seeds {
        let mut portal = portal(seed);
        if seed % 2 == 0 {
            portal.files[0].1 += "vitality: {silent_quarters: 1, event_notes_days: 5}\n";
        }
        let first: Date = "2026-11-25".parse().unwrap();
        let last: Date = "2027-01-10".parse().unwrap();
        let change = |(path, text): &(String, String)| Change {
            path: path.as_str().into(),
            contents: Contents::Text(text.as_str().into()),
        };
        let mut workspace =
            Workspace::new(Options { date: Some(first), ..Options::default() });
        let mut before =
            workspace.apply(portal.files.iter().map(change).collect(), Vec::new());
        let turns = workspace.ahead(last).unwrap();
        turned += turns.len();
        let mut day = first;
        while day < last {
            day = day.tomorrow().unwrap();
            let now = on(&portal, day);
            let (old, new) = (said(&before.diagnostics), said(&now.diagnostics));
            let (was, is) = (shown(&before), shown(&now));
            let turn = turns.iter().find(|it| it.day == day);
            let lines =
                |it: Option<&Vec<Diagnostic>>| it.map(|it| said(it)).unwrap_or_default();
            let at = format!("seed {seed} on {day}");
            assert_eq!(lines(turn.map(|it| &it.begins)), without(&new, &old), "{at}");
            assert_eq!(lines(turn.map(|it| &it.ends)), without(&old, &new), "{at}");
            let paths = |it: Option<&Vec<parvis::snapshot::Shows>>| {
                let all = it.into_iter().flatten().map(|it| it.path.clone());
                let mut all: Vec<String> = all.filter(|it| it != "portal.yaml").collect();
                all.sort_unstable();
                all
            };
            assert_eq!(paths(turn.map(|it| &it.appears)), without(&is, &was), "{at}");
            assert_eq!(paths(turn.map(|it| &it.disappears)), without(&was, &is), "{at}");
            before = now;
        }
    }
    assert!(turned >= 6, "{turned}");
}
