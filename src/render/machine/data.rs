//! All entries of a kind as JSON, for programs of other sites.
//!
//! The shape is versioned: a name never means something else, and none goes, without another
//! `version`. `tests/it/data.rs` holds each list to its JSON Schema.

use std::slice;

use serde::Serialize;

use crate::{
    content::{
        self, Kind,
        record::{Moment, Record},
    },
    portal::{Entry, Id},
    render::page::Page,
    sink::{Href, Json},
    yaml::Node,
};

/// The version of the shape of all lists but that of talks.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, T> {
    version: u32,
    kind: &'static str,
    language: &'a str,
    portal: Named,
    items: Vec<T>,
}

/// Something with a name and perhaps an address.
#[derive(Serialize)]
pub(in crate::render) struct Named {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::render) id: Option<String>,
    pub(in crate::render) name: String,
    #[serde(skip_serializing_if = "Href::is_empty")]
    pub(in crate::render) url: Href,
}

/// An entry; of what a kind does not have, nothing is written.
#[derive(Serialize)]
struct Item<'a> {
    /// Unique among the entries of the kind, and the same in all languages.
    id: String,
    url: Href,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    summary: String,
    /// Of the title, where it is not the list's.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    communities: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<&'a str>,
    #[serde(flatten)]
    own: Own<'a>,
}

/// What only one kind has.
#[derive(Serialize)]
#[serde(untagged)]
enum Own<'a> {
    Retex {
        date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        updated: Option<String>,
        authors: Vec<Named>,
        words: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        series: Option<Series>,
    },
    Event {
        start: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
        timezone: &'a str,
        all_day: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<&'a str>,
        status: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        recurrence: Option<&'a str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        exceptions: Vec<Exception>,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<Named>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        speakers: Vec<Named>,
    },
    Community {
        #[serde(skip_serializing_if = "Option::is_none")]
        short_title: Option<String>,
        status: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        founded: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        members: Option<u64>,
        leads: Vec<&'a str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        mandates: Vec<Mandate<'a>>,
    },
    Person {
        #[serde(skip_serializing_if = "Option::is_none")]
        organisation: Option<String>,
        former: bool,
    },
    Topic {
        #[serde(skip_serializing_if = "Option::is_none")]
        parent: Option<&'a str>,
        synonyms: Vec<String>,
    },
    Practice {
        status: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        since: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        review_by: Option<String>,
        applied_by: Vec<&'a str>,
        tried_by: Vec<&'a str>,
        supported_by: Vec<String>,
        contested_by: Vec<String>,
    },
    Initiative {
        status: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        end: Option<String>,
        owners: Vec<&'a str>,
        deliverables: Vec<Deliverable>,
    },
    Nothing {},
}

/// What is otherwise on a day of a rule.
#[derive(Serialize)]
struct Exception {
    date: String,
    cancelled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
}

/// From when and until when somebody leads a community.
#[derive(Serialize)]
struct Mandate<'a> {
    person: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct Series {
    id: String,
    part: u64,
}

#[derive(Serialize)]
struct Deliverable {
    title: String,
    #[serde(skip_serializing_if = "Href::is_empty")]
    url: Href,
    done: bool,
}

/// The list of a kind.
pub(in crate::render) fn list(page: &Page<'_>, kind: Kind) -> String {
    let items = page.index.kind(kind).iter().map(|it| item(page, *it)).collect();
    document::<Item<'_>>(page, kind, VERSION, items)
}

/// What the lists of all kinds have around their entries.
pub(in crate::render) fn document<T: Serialize>(
    page: &Page<'_>,
    kind: Kind,
    version: u32,
    items: Vec<T>,
) -> String {
    let document = Document {
        version,
        kind: kind.word(),
        language: page.code,
        portal: Named {
            id: None,
            name: page.words.portal(),
            url: page.absolute(&page.root()),
        },
        items,
    };
    Json::of(&document).into_string()
}

fn item<'a>(page: &Page<'a>, id: Id) -> Item<'a> {
    let entry = page.entry(id);
    let slugs = |ids: &[Id]| ids.iter().map(|it| &*page.entry(*it).slug).collect();
    let communities: Vec<Id> = entry.owners().filter(|it| *it != id).collect();
    Item {
        id: identity(page, id, entry),
        url: page.absolute(page.address_of(id)),
        title: page.words.title(entry),
        summary: page.words.summary(entry),
        language: page.foreign(entry),
        communities: slugs(&communities),
        topics: slugs(entry.refs("topics")),
        own: own(page, entry).unwrap_or(Own::Nothing {}),
    }
}

/// Two communities may each have an entry of the same name.
pub(in crate::render) fn identity(page: &Page<'_>, id: Id, entry: &Entry) -> String {
    match entry.community.filter(|it| *it != id) {
        Some(community) => format!("{}/{}", page.entry(community).slug, entry.slug),
        None => entry.slug.to_string(),
    }
}

fn own<'a>(page: &Page<'a>, entry: &'a Entry) -> Option<Own<'a>> {
    let record = entry.record()?;
    let day = |field: &str| record.date(field).map(|it| it.to_string());
    let slug = |it: &Id| &*page.entry(*it).slug;
    Some(match entry.kind {
        Kind::Retex => Own::Retex {
            date: entry.date().map(|it| it.to_string()),
            updated: day("updated"),
            authors: people(page, entry, "authors"),
            words: entry.variant(page.code).map_or(0, |it| it.document.outline().words),
            series: series(record),
        },
        Kind::Event => {
            let (start, end) = entry.moments()?;
            let place = entry.map("place", page.code);
            Own::Event {
                start: moment(start),
                end: end.map(moment),
                timezone: timezone(page, record),
                all_day: start.time.is_none() || record.bool("all_day") == Some(true),
                kind: record.text("kind"),
                status: record.text("status").unwrap_or("planned"),
                recurrence: record.text("recurrence"),
                exceptions: exceptions(entry),
                place: place.map(|it| Named {
                    id: None,
                    name: page.words.part(entry, "place", &it, "name").unwrap_or_default(),
                    url: Href::outside(it.text("url").unwrap_or("")),
                }),
                speakers: people(page, entry, "speakers"),
            }
        }
        Kind::Community => Own::Community {
            short_title: page.words.text(entry, "short_title"),
            status: record.text("status").unwrap_or("active"),
            founded: day("founded"),
            members: record.number("members"),
            leads: entry.refs("leads").iter().map(slug).collect(),
            mandates: mandates(page, entry),
        },
        Kind::Person => Own::Person {
            organisation: page.words.text(entry, "organisation"),
            former: record.bool("former") == Some(true),
        },
        Kind::Topic => Own::Topic {
            parent: entry.refs("parent").first().map(slug),
            synonyms: page.words.texts(entry, "synonyms"),
        },
        Kind::Practice => Own::Practice {
            status: record.text("status")?,
            since: day("since"),
            review_by: day("review_by"),
            applied_by: entry.refs("applied_by").iter().map(slug).collect(),
            tried_by: entry.refs("tried_by").iter().map(slug).collect(),
            supported_by: identities(page, entry.refs("supported_by")),
            contested_by: identities(page, entry.refs("contested_by")),
        },
        Kind::Initiative => Own::Initiative {
            status: record.text("status")?,
            start: day("start"),
            end: day("end"),
            owners: entry.refs("owners").iter().map(slug).collect(),
            deliverables: deliverables(page, entry),
        },
        Kind::Talk | Kind::Page | Kind::Home => return None,
    })
}

fn exceptions(entry: &Entry) -> Vec<Exception> {
    let all = entry.series().map(|it| it.exceptions.values());
    let exception = |it: &content::Exception| Exception {
        date: it.date.to_string(),
        cancelled: it.cancelled,
        moved_to: it.moved_to.filter(|_| !it.cancelled).map(moment),
    };
    all.into_iter().flatten().map(exception).collect()
}

fn mandates<'a>(page: &Page<'a>, entry: &'a Entry) -> Vec<Mandate<'a>> {
    let mandate = |it: &Node| {
        let lead = Record::of(it)?;
        let person = entry.named(Kind::Person, lead.text("person")?)?;
        let day = |field: &str| lead.date(field).map(|it| it.to_string());
        Some(Mandate {
            person: &page.entry(person).slug,
            role: page.words.part(entry, "leads", &lead, "role"),
            since: day("since"),
            until: day("until"),
        })
    };
    entry.list("leads", page.code).iter().filter_map(mandate).collect()
}

/// The ids of entries in their own lists.
fn identities(page: &Page<'_>, ids: &[Id]) -> Vec<String> {
    ids.iter().map(|it| identity(page, *it, page.entry(*it))).collect()
}

fn deliverables(page: &Page<'_>, entry: &Entry) -> Vec<Deliverable> {
    let all = entry.list("deliverables", page.code).iter().filter_map(Record::of);
    let deliverable = |it: Record| {
        Some(Deliverable {
            title: page.words.part(entry, "deliverables", &it, "title")?,
            url: Href::outside(it.text("url").unwrap_or("")),
            done: it.bool("done") == Some(true),
        })
    };
    all.filter_map(deliverable).collect()
}

fn series(record: &Record) -> Option<Series> {
    let series = record.map("series")?;
    Some(Series { id: series.text("id")?.to_owned(), part: series.number("part")? })
}

/// People of a field: those of the portal with their ids.
fn people(page: &Page<'_>, entry: &Entry, field: &str) -> Vec<Named> {
    let origin = &page.site.settings.origin;
    let named = |node: &Node| {
        let card = page.people_of(entry, field, slice::from_ref(node)).pop()?;
        let known = node.text().and_then(|it| entry.named(Kind::Person, it));
        Some(Named {
            id: known.map(|it| page.entry(it).slug.to_string()),
            url: card.url.absolute(origin),
            name: card.name,
        })
    };
    entry.list(field, page.code).iter().filter_map(named).collect()
}

/// `2026-03-01`, or `2026-03-01T14:30` in the event's time zone.
fn moment(it: Moment) -> String {
    it.time.map_or_else(|| it.date.to_string(), |time| format!("{}T{time}", it.date))
}

/// The time zone of an event's times.
fn timezone<'a>(page: &Page<'a>, record: &'a Record) -> &'a str {
    let own = record.text("timezone");
    own.or_else(|| page.site.settings.timezone.iana_name()).unwrap_or("UTC")
}
