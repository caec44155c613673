//! `parvis schema`: the field tables as JSON Schema (draft 2020-12), for editors; and what is
//! published as JSON, for programs of other sites.
//!
//! A schema says what [`record`](crate::content::record) checks, as far as JSON Schema can: it
//! knows no other entries, so a reference is any text here.

mod data;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::{
    content::{
        Kind,
        field::{Field, SETTINGS, Type, fields},
    },
    diag::codes::CODES,
};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const DAY: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const MOMENT: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$";
const LANGUAGE: &str = "^[a-z]{2,3}(-[a-z0-9]{2,8})*$";
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// What has a schema of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// `portal.yaml`
    Settings,
    /// Front matter of the home page's introduction, `index.md`
    Home,
    /// Front matter of a community
    Community,
    /// Front matter of a retex
    Retex,
    /// Front matter of an event
    Event,
    /// Front matter of a talk
    Talk,
    /// Front matter of a practice
    Practice,
    /// Front matter of an initiative
    Initiative,
    /// Front matter of a person
    Person,
    /// A topic
    Topic,
    /// Front matter of a free page
    Page,
    /// The list `topics.yaml`
    Topics,
    /// The list `people.yaml`
    People,
    /// The list `talks.yaml`
    Talks,
    /// What is published as `communities.json`
    #[value(name = "communities.json")]
    CommunitiesData,
    /// What is published as `retex.json`
    #[value(name = "retex.json")]
    RetexData,
    /// What is published as `events.json`
    #[value(name = "events.json")]
    EventsData,
    /// What is published as `people.json`
    #[value(name = "people.json")]
    PeopleData,
    /// What is published as `topics.json`
    #[value(name = "topics.json")]
    TopicsData,
    /// What is published as `practices.json`
    #[value(name = "practices.json")]
    PracticesData,
    /// What is published as `initiatives.json`
    #[value(name = "initiatives.json")]
    InitiativesData,
    /// What is published as `talks.json`
    #[value(name = "talks.json")]
    TalksData,
    /// What is published as `vitality.json`
    #[value(name = "vitality.json")]
    VitalityData,
}

impl Part {
    fn name(self) -> String {
        self.to_possible_value().map(|it| it.get_name().to_owned()).unwrap_or_default()
    }

    /// The kind of its entries; nothing for the settings.
    pub(super) fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Settings | Self::TalksData | Self::VitalityData => return None,
            Self::Home => Kind::Home,
            Self::Community | Self::CommunitiesData => Kind::Community,
            Self::Retex | Self::RetexData => Kind::Retex,
            Self::Event | Self::EventsData => Kind::Event,
            Self::Talk | Self::Talks => Kind::Talk,
            Self::Practice | Self::PracticesData => Kind::Practice,
            Self::Initiative | Self::InitiativesData => Kind::Initiative,
            Self::Person | Self::People | Self::PeopleData => Kind::Person,
            Self::Topic | Self::Topics | Self::TopicsData => Kind::Topic,
            Self::Page => Kind::Page,
        })
    }

    /// Whether it is published, and not written by an author.
    pub(super) fn is_data(self) -> bool {
        matches!(
            self,
            Self::CommunitiesData
                | Self::TalksData
                | Self::RetexData
                | Self::EventsData
                | Self::PeopleData
                | Self::TopicsData
                | Self::PracticesData
                | Self::InitiativesData
                | Self::VitalityData
        )
    }

    /// Whether it is a file that lists many entries.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Topics | Self::People | Self::Talks)
    }

    /// The table.
    pub(super) fn fields(self) -> &'static [Field] {
        self.kind().map_or(SETTINGS, fields)
    }
}

/// One schema, or all of them below `$defs`, as text.
pub(super) fn text(part: Option<Part>) -> String {
    let value = part.map_or_else(all, whole);
    format!("{value:#}\n")
}

fn all() -> Value {
    let defs: Map<String, Value> =
        Part::value_variants().iter().map(|it| (it.name(), schema(*it))).collect();
    json!({ "$schema": DRAFT, "title": "Parvis", "$defs": defs })
}

fn whole(part: Part) -> Value {
    let mut head = json!({ "$schema": DRAFT, "title": format!("Parvis: {}", part.name()) });
    if let (Some(head), Value::Object(rest)) = (head.as_object_mut(), schema(part)) {
        head.extend(rest);
    }
    head
}

fn schema(part: Part) -> Value {
    match part {
        Part::VitalityData => return data::vitality(),
        Part::TalksData => return data::talks(),
        _ => {}
    }
    if let Some(kind) = part.kind().filter(|_| part.is_data()) {
        return data::schema(kind);
    }
    // Texts may be given per language where there is no file per language.
    let localized = part == Part::Settings || part.is_list();
    let mut item = mapping(part.fields(), localized);
    if part == Part::Retex {
        // The date may come from the file's name, which a schema does not see.
        drop_required(&mut item, "date");
    }
    if !part.is_list() {
        return item;
    }
    if let Some(properties) = item.get_mut("properties").and_then(Value::as_object_mut) {
        let id = json!({ "type": "string", "pattern": SLUG, "description": "Name in references and addresses." });
        properties.insert("id".into(), id);
    }
    if let Some(required) = item.get_mut("required").and_then(Value::as_array_mut) {
        required.insert(0, "id".into());
    }
    json!({ "type": "array", "items": item })
}

fn drop_required(schema: &mut Value, name: &str) {
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|it| it != name);
    }
}

fn mapping(fields: &[Field], localized: bool) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|it| (it.name.to_owned(), property(it, localized))).collect();
    let required: Vec<&str> =
        fields.iter().filter(|it| it.required).map(|it| it.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field, localized: bool) -> Value {
    let mut schema = value(field.ty, localized);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".into(), field.doc.into());
    }
    schema
}

fn value(ty: Type, localized: bool) -> Value {
    match ty {
        Type::Title => prose(200, localized),
        Type::Text => prose(2000, localized),
        Type::Markdown => prose(20_000, localized),
        Type::Word => json!({ "type": ["string", "number", "boolean"] }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Positive => json!({ "type": "integer", "minimum": 1, "maximum": u32::MAX }),
        Type::Percent => json!({ "type": "number", "minimum": 0, "maximum": 100 }),
        Type::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Type::Date => json!({ "type": "string", "format": "date", "pattern": DAY }),
        Type::DateTime => json!({ "type": "string", "pattern": MOMENT }),
        Type::TimeZone => json!({ "type": "string", "examples": ["Europe/Paris", "UTC"] }),
        Type::Url => {
            json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^/\\s<>\"][^\\s<>\"]*$", "maxLength": 2000 })
        }
        Type::Email => {
            json!({ "type": "string", "format": "email", "pattern": "^[^\\s@]+@[^\\s]*\\.[^\\s]*$" })
        }
        Type::Color => {
            json!({ "type": "string", "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$" })
        }
        Type::Language => json!({ "type": "string", "pattern": LANGUAGE }),
        // A bare number is a name too.
        Type::Slug => {
            json!({ "type": ["string", "integer"], "pattern": SLUG, "minimum": 0 })
        }
        Type::Path => {
            json!({ "type": "string", "pattern": "^/[^\\\\?#:<>\"]*$", "maxLength": 500 })
        }
        Type::File => json!({ "type": "string", "pattern": "^(?!//)[^\\\\]+$" }),
        Type::Reference(_) | Type::AnyReference => {
            json!({ "type": ["string", "number"], "maxLength": 500 })
        }
        Type::Choice(words) => json!({ "enum": words }),
        Type::List(inner, limit) => {
            json!({ "type": "array", "items": value(*inner, localized), "maxItems": limit })
        }
        Type::Map(fields) => mapping(fields, localized),
        Type::PersonOr(fields) => json!({
            "anyOf": [value(Type::Reference(Kind::Person), localized), mapping(fields, localized)]
        }),
        Type::Extra => json!({ "type": "object" }),
        // The only one is `checks:` of the settings.
        Type::Choices(words) => json!({
            "type": "object",
            "propertyNames": { "enum": turnable() },
            "additionalProperties": { "enum": words },
        }),
    }
}

/// Codes that `checks:` may turn.
fn turnable() -> Vec<&'static str> {
    CODES.iter().filter(|it| it.taste).map(|it| it.code).collect()
}

/// A text, or a map from languages to texts.
fn prose(limit: usize, localized: bool) -> Value {
    let text = json!({ "type": "string", "pattern": "\\S", "maxLength": limit });
    if !localized {
        return text;
    }
    let each = json!({
        "type": "object",
        "propertyNames": { "pattern": LANGUAGE },
        "additionalProperties": text,
        "minProperties": 1,
    });
    json!({ "anyOf": [text, each] })
}
