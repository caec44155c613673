//! JSON Schemas of the lists that a portal publishes for programs of other sites
//! (`retex.json` …). They allow more names: a program must not fail when one comes.

use serde_json::{Value, json};

use super::{DRAFT, SLUG};
use crate::content::{
    Kind,
    field::{INITIATIVE_STATES, PRACTICE_STATES},
};

/// An id: the community, where it stands in one, and the name.
const ID: &str = "^[a-z0-9-]+(/[a-z0-9-]+)*$";

/// The schema of the list of a kind.
pub(super) fn schema(kind: Kind) -> Value {
    json!({
        "$schema": DRAFT,
        "title": format!("Parvis: list of {}", kind.plural()),
        "type": "object",
        "required": ["version", "kind", "language", "portal", "items"],
        "properties": {
            "version": { "const": 1, "description": "Another number means another shape." },
            "kind": { "const": kind.word() },
            "language": { "type": "string", "description": "Of the texts." },
            "portal": named(false),
            "items": { "type": "array", "items": item(kind) },
        },
    })
}

/// The schema of `talks.json`. Its own id makes its references its own, also among other schemas.
pub(super) fn talks() -> Value {
    let text = include_str!("talks.schema.json");
    serde_json::from_str(text).expect("a test reads it")
}

/// The schema of what lives in a portal or a community.
pub(super) fn vitality() -> Value {
    const COUNTS: [&str; 7] =
        ["retex", "authors", "new_authors", "events", "talks", "practices", "initiatives"];
    let count = || json!({ "type": "integer", "minimum": 0 });
    let mut quarter = json!({
        "quarter": { "type": "string", "pattern": "^[0-9]{4}-Q[1-4]$" },
        "from": day(),
        "to": day(),
    });
    if let Some(all) = quarter.as_object_mut() {
        all.extend(COUNTS.map(|it| (it.to_owned(), count())));
    }
    let owed: Vec<&str> = ["quarter", "from", "to"].into_iter().chain(COUNTS).collect();
    json!({
        "$schema": DRAFT,
        "title": "Parvis: vitality",
        "type": "object",
        "required": ["version", "kind", "language", "day", "url", "portal", "recent", "quarters", "together"],
        "properties": {
            "version": { "const": 1, "description": "Another number means another shape." },
            "kind": { "const": "vitality" },
            "language": { "type": "string", "description": "Of the texts." },
            "day": day(),
            "url": address(),
            "portal": named(false),
            "community": named(true),
            "last_sign": {
                "type": "object",
                "required": ["day", "kind", "id", "title", "url"],
                "properties": {
                    "day": day(),
                    "kind": { "enum": ["retex", "event", "talk", "practice", "initiative"] },
                    "id": { "type": "string", "pattern": ID },
                    "title": text(),
                    "url": address(),
                },
            },
            "recent": {
                "type": "object",
                "required": ["quarters", "retex", "authors", "new_authors", "of_one_author"],
                "properties": {
                    "quarters": { "const": 4, "description": "The last ones, the running one included." },
                    "retex": count(),
                    "authors": count(),
                    "new_authors": count(),
                    "of_one_author": { "type": "integer", "minimum": 0, "description": "How many of the retex are by whoever wrote the most." },
                },
            },
            "quarters": {
                "type": "array",
                "description": "From the first sign of life to the running quarter, none left out.",
                "items": { "type": "object", "required": owed, "properties": quarter },
            },
            "together": {
                "type": "array",
                "description": "Communities that have entries in common; those with the most first.",
                "items": {
                    "type": "object",
                    "required": ["communities", "entries"],
                    "properties": {
                        "communities": { "type": "array", "items": named(true), "minItems": 2, "maxItems": 2 },
                        "entries": { "type": "integer", "minimum": 1 },
                        "last": day(),
                    },
                },
            },
        },
    })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn address() -> Value {
    json!({ "type": "string", "pattern": "^https?://" })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": super::DAY })
}

/// Local time of the event's zone.
fn moment() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?$" })
}

fn slugs() -> Value {
    json!({ "type": "array", "items": { "type": "string", "pattern": SLUG }, "minItems": 1 })
}

/// Ids of entries in their own lists.
fn ids() -> Value {
    json!({ "type": "array", "items": { "type": "string", "pattern": ID } })
}

fn named(with_id: bool) -> Value {
    let mut schema = json!({
        "type": "object",
        "required": ["name"],
        "properties": { "name": text(), "url": address() },
    });
    if with_id && let Some(properties) = schema.get_mut("properties") {
        properties["id"] = json!({ "type": "string", "pattern": SLUG, "description": "Somebody of the portal." });
    }
    schema
}

fn people() -> Value {
    json!({ "type": "array", "items": named(true) })
}

fn item(kind: Kind) -> Value {
    let mut properties = json!({
        "id": { "type": "string", "pattern": ID, "description": "Unique in the list, and the same in all languages." },
        "url": address(),
        "title": text(),
        "summary": text(),
        "language": { "type": "string", "description": "Of title and summary, where it is not the list's." },
        "communities": slugs(),
        "topics": slugs(),
    });
    let mut required = vec!["id", "url", "title"];
    let (own, owed) = own(kind);
    if let (Some(all), Value::Object(own)) = (properties.as_object_mut(), own) {
        all.extend(own);
    }
    required.extend(owed);
    json!({ "type": "object", "required": required, "properties": properties })
}

/// What only a kind has, and what of it is always there.
#[expect(clippy::too_many_lines, reason = "a list of fields, kind by kind")]
fn own(kind: Kind) -> (Value, &'static [&'static str]) {
    match kind {
        Kind::Retex => (
            json!({
                "date": day(),
                "updated": day(),
                "authors": people(),
                "words": { "type": "integer", "minimum": 0 },
                "series": {
                    "type": "object",
                    "required": ["id", "part"],
                    "properties": { "id": { "type": "string", "pattern": SLUG }, "part": { "type": "integer" } },
                },
            }),
            &["date", "authors", "words"],
        ),
        Kind::Event => (
            json!({
                "start": moment(),
                "end": moment(),
                "timezone": { "type": "string", "examples": ["Europe/Paris"] },
                "all_day": { "type": "boolean" },
                "kind": text(),
                "status": { "enum": ["planned", "cancelled", "postponed"] },
                "recurrence": { "type": "string", "description": "RRULE of RFC 5545." },
                "exceptions": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["date", "cancelled"],
                        "properties": { "date": day(), "cancelled": { "type": "boolean" }, "moved_to": moment() },
                    },
                },
                "place": named(false),
                "speakers": people(),
            }),
            &["start", "timezone", "all_day", "status"],
        ),
        Kind::Community => (
            json!({
                "short_title": text(),
                "status": { "enum": ["forming", "active", "dormant", "archived"] },
                "founded": day(),
                "members": { "type": "integer", "minimum": 0 },
                "leads": { "type": "array", "items": { "type": "string", "pattern": SLUG } },
                "mandates": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["person"],
                        "properties": { "person": { "type": "string", "pattern": SLUG }, "role": text(), "since": day(), "until": day() },
                    },
                },
            }),
            &["status", "leads"],
        ),
        Kind::Person => (
            json!({ "organisation": text(), "former": { "type": "boolean" } }),
            &["former"],
        ),
        Kind::Topic => (
            json!({
                "parent": { "type": "string", "pattern": SLUG },
                "synonyms": { "type": "array", "items": text() },
            }),
            &["synonyms"],
        ),
        Kind::Practice => (
            json!({
                "status": { "enum": PRACTICE_STATES },
                "since": day(),
                "review_by": day(),
                "applied_by": ids(),
                "tried_by": ids(),
                "supported_by": ids(),
                "contested_by": ids(),
            }),
            &["status", "applied_by", "tried_by", "supported_by", "contested_by"],
        ),
        Kind::Initiative => (
            json!({
                "status": { "enum": INITIATIVE_STATES },
                "start": day(),
                "end": day(),
                "owners": ids(),
                "deliverables": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["title", "done"],
                        "properties": { "title": text(), "url": address(), "done": { "type": "boolean" } },
                    },
                },
            }),
            &["status", "owners", "deliverables"],
        ),
        Kind::Talk | Kind::Page | Kind::Home => (json!({}), &[]),
    }
}
