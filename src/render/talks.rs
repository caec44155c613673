//! All talks for other sites and programs: `talks.json`, `talks.csv`, and a plain page to be
//! embedded. Addresses are absolute, days are those of ISO 8601.

use std::cmp::Reverse;

use serde::Serialize;

use super::{
    machine::{document, identity},
    page::Page,
    shared,
    view::Link,
};
use crate::{
    content::{Kind, record::Record},
    portal::{Entry, Id},
    route::TalksForm,
    sink::{Csv, Href, Html},
};

/// The version of the shape of `talks.json`, the last given first; the first had an envelope of
/// its own. Its JSON Schema is in `src/cli/schema/talks.schema.json`.
const VERSION: u32 = 2;

/// How many talks the page to be embedded shows; it leads to all of them.
const EMBEDDED: usize = 100;

#[derive(Debug, Serialize)]
struct Talk {
    /// As other entries name it: `rte/a-talk`, or `a-talk` for one of the whole portal.
    id: String,
    url: Href,
    title: String,
    summary: String,
    /// Language of title and summary.
    language: String,
    level: Option<String>,
    speakers: Vec<Speaker>,
    communities: Vec<Named>,
    topics: Vec<Named>,
    deliveries: Vec<Delivery>,
}

#[derive(Debug, Serialize)]
struct Speaker {
    name: String,
    /// Page of the person; none for many from outside.
    url: Option<Href>,
    /// Of somebody from outside.
    organisation: Option<String>,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
    url: Href,
}

#[derive(Debug, Serialize)]
struct Delivery {
    conference: String,
    edition: Option<String>,
    date: Option<String>,
    city: Option<String>,
    country: Option<String>,
    language: String,
    url: Option<Href>,
    video: Option<Href>,
    slides: Option<Href>,
}

/// Where a form of all talks is.
fn address(page: &Page<'_>, form: TalksForm) -> String {
    let folder = match form {
        TalksForm::Html => page.list(&["talks"]),
        TalksForm::Json | TalksForm::Csv => shared::root(page.lang, page.t),
    };
    folder + form.file()
}

/// Links to all forms.
pub(super) fn links(page: &Page<'_>) -> Vec<Link> {
    let forms =
        [("JSON", TalksForm::Json), ("CSV", TalksForm::Csv), ("HTML", TalksForm::Html)];
    forms.into_iter().map(|it| page.named_link(it.0, &address(page, it.1))).collect()
}

/// All talks in a form.
pub(super) fn data(page: &Page<'_>, form: TalksForm) -> String {
    let ids = page.index.kind(Kind::Talk);
    match form {
        TalksForm::Json => {
            let talks = ids.iter().map(|it| talk(page, *it)).collect();
            document::<Talk>(page, Kind::Talk, VERSION, talks)
        }
        TalksForm::Csv => csv(page, ids),
        TalksForm::Html => embedded(page, ids),
    }
}

fn talk(page: &Page<'_>, id: Id) -> Talk {
    let entry = page.entry(id);
    let url = page.absolute(page.address_of(id));
    let named = |it: Id| Named {
        id: page.entry(it).slug.to_string(),
        name: page.words.title_of(it),
        url: page.absolute(page.address_of(it)),
    };
    let record = entry.record();
    Talk {
        id: identity(page, id, entry),
        url,
        title: page.words.title(entry),
        summary: page.words.summary(entry),
        language: page.foreign(entry).unwrap_or_else(|| page.code.to_owned()),
        level: record.and_then(|it| it.text("level")).map(str::to_owned),
        speakers: speakers(page, entry),
        communities: entry.owners().map(named).collect(),
        topics: entry.refs("topics").iter().map(|it| named(*it)).collect(),
        deliveries: deliveries(page, entry),
    }
}

fn speakers(page: &Page<'_>, entry: &Entry) -> Vec<Speaker> {
    let origin = &page.site.settings.origin;
    let nodes = entry.list("speakers", page.code);
    let people = page.people_of(entry, "speakers", nodes);
    let is_outside = |url: &Href| url.is_elsewhere() || url.is_empty();
    let speaker = |it: super::view::PersonCard| {
        let outside = is_outside(&it.url);
        Speaker {
            name: it.name,
            url: (!it.url.is_empty()).then(|| it.url.absolute(origin)),
            organisation: Some(it.role).filter(|it| outside && !it.is_empty()),
        }
    };
    people.into_iter().map(speaker).collect()
}

fn deliveries(page: &Page<'_>, entry: &Entry) -> Vec<Delivery> {
    let list = entry.list("deliveries", page.code).iter();
    let mut all: Vec<Record> = list.filter_map(Record::of).collect();
    all.sort_by_key(|it| Reverse(it.date("date")));
    let own = entry.record().and_then(|it| it.text("language"));
    let own = own.or(entry.variants.first().map(|it| it.lang.as_str())).unwrap_or("");
    let delivery = |it: &Record| {
        let local = |name| page.words.part(entry, "deliveries", it, name);
        let link = |name| {
            let url = Href::outside(it.text(name).unwrap_or(""));
            Some(url).filter(|it| !it.is_empty())
        };
        Delivery {
            conference: local("conference").unwrap_or_default(),
            edition: it.text("edition").map(str::to_owned),
            date: it.date("date").map(|it| it.to_string()),
            city: local("city"),
            country: local("country"),
            language: it.text("language").unwrap_or(own).to_owned(),
            url: link("url"),
            video: link("video"),
            slides: link("slides"),
        }
    };
    all.iter().map(delivery).collect()
}

const COLUMNS: [&str; 14] = [
    "title",
    "speakers",
    "conference",
    "edition",
    "date",
    "city",
    "country",
    "language",
    "page",
    "url",
    "video",
    "slides",
    "communities",
    "topics",
];

/// A row for each delivery, so that a spreadsheet can sort and count them.
fn csv(page: &Page<'_>, ids: &[Id]) -> String {
    let mut csv = Csv::new(&COLUMNS);
    for it in ids.iter().map(|it| talk(page, *it)) {
        let join = |names: Vec<&str>| names.join("; ");
        let speakers = join(it.speakers.iter().map(|it| it.name.as_str()).collect());
        let communities = join(it.communities.iter().map(|it| it.name.as_str()).collect());
        let topics = join(it.topics.iter().map(|it| it.name.as_str()).collect());
        for delivery in &it.deliveries {
            let text = |it: &Option<String>| it.clone().unwrap_or_default();
            let link = |it: &Option<Href>| it.as_ref().map_or("", Href::as_str).to_owned();
            let cells = [
                it.title.clone(),
                speakers.clone(),
                delivery.conference.clone(),
                text(&delivery.edition),
                text(&delivery.date),
                text(&delivery.city),
                text(&delivery.country),
                delivery.language.clone(),
                it.url.as_str().to_owned(),
                link(&delivery.url),
                link(&delivery.video),
                link(&delivery.slides),
                communities.clone(),
                topics.clone(),
            ];
            csv.row(&cells.each_ref().map(String::as_str));
        }
    }
    csv.into_string()
}

/// The head of the page to be embedded, up to its title; its policy lets nothing in.
const HEAD: &str = ">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'\">
<meta name=\"referrer\" content=\"strict-origin-when-cross-origin\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light\">
<meta name=\"robots\" content=\"noindex\">
<title>";

/// A page without script and without style, which looks like the site that it is embedded in or
/// can be read alone. Its links open in the whole window.
fn embedded(page: &Page<'_>, ids: &[Id]) -> String {
    let mut out = Html::new();
    // No two pages have one title.
    let title = format!("{} – {}", page.t.get("all-talks"), page.words.portal());
    out.push("<!doctype html>\n<html");
    out.attribute("lang", page.code);
    out.push(HEAD);
    out.text(&title);
    out.push("</title>\n<link rel=\"canonical\"");
    let list = page.absolute(&page.list(&["talks"]));
    out.address("href", &list);
    out.push(">\n</head>\n<body>\n<main>\n<h1>");
    out.text(&title);
    out.push("</h1>\n<ul>\n");
    for id in ids.iter().take(EMBEDDED) {
        item(page, &mut out, &talk(page, *id));
    }
    out.push("</ul>\n<p>");
    link(&mut out, &list, page.t.get("all-talks"));
    out.push("</p>\n</main>\n</body>\n</html>\n");
    out.as_str().to_owned()
}

fn item(page: &Page<'_>, out: &mut Html, talk: &Talk) {
    out.push("<li");
    if talk.language != page.code {
        out.attribute("lang", &talk.language);
    }
    out.push(">\n<p>");
    link(out, &talk.url, &talk.title);
    let names: Vec<&str> = talk.speakers.iter().map(|it| it.name.as_str()).collect();
    if !names.is_empty() {
        out.push("<br>");
        out.text(&names.join(", "));
    }
    out.push("</p>\n<ul>\n");
    for delivery in &talk.deliveries {
        out.push("<li>");
        out.text(&delivery.conference);
        let edition = delivery.edition.as_deref().unwrap_or("");
        if !edition.is_empty() && !delivery.conference.ends_with(edition) {
            out.push(" ");
            out.text(edition);
        }
        if let Some(day) = delivery.date.as_deref().and_then(|it| it.parse().ok()) {
            let shown = page.date(day);
            out.push(", <time");
            out.attribute("datetime", &shown.iso);
            out.push(">");
            out.text(&shown.text);
            out.push("</time>");
        }
        for (key, url) in [("video", &delivery.video), ("slides-short", &delivery.slides)] {
            if let Some(url) = url {
                out.push(" · ");
                link(out, url, page.t.get(key));
            }
        }
        out.push("</li>\n");
    }
    out.push("</ul>\n</li>\n");
}

fn link(out: &mut Html, url: &Href, label: &str) {
    out.push("<a");
    out.address("href", url);
    out.push(" target=\"_top\" rel=\"noopener\">");
    out.text(label);
    out.push("</a>");
}
