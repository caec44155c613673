//! What may stand in front matter: one table per kind, from which checks, the JSON Schema, the
//! reference of the README and `parvis new` are all made, so that they cannot disagree.

mod kinds;
mod settings;
mod works;

use super::Kind;
use crate::yaml::Shape;

pub use kinds::{COMMUNITY, EVENT, HOME, PAGE, PERSON_FIELDS, RETEX, TALK, TOPIC};
pub use settings::{CREDIT, SETTINGS};
pub use works::{INITIATIVE, INITIATIVE_STATES, PRACTICE, PRACTICE_STATES};

/// What a value must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// One line of prose, at most 200 characters. A bare number or bool is not a text. It is
    /// plain text: in lists, feeds and calendars as well as on pages.
    Title,
    /// Prose, at most 2,000 characters; plain text, too.
    Text,
    /// Markdown, at most 20,000 characters, read as the text of a page is.
    Markdown,
    /// A short plain text taken as it is typed, also when YAML would read a number or a bool.
    Word,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Number,
    /// A whole number from 1.
    Positive,
    /// A number from 0 to 100, with decimals if need be.
    Percent,
    /// A day, `2026-03-14`, from 1970 to 2100.
    Date,
    /// A day, or a day with a local time, `2026-03-14T18:30`.
    DateTime,
    /// A name of the IANA time zone database, `Europe/Paris`.
    TimeZone,
    /// An `http` or `https` address.
    Url,
    /// An e-mail address.
    Email,
    /// A color, `#1f6f54`.
    Color,
    /// A language, `fr` or `pt-br`.
    Language,
    /// A name in addresses: `a-z`, `0-9` and `-`.
    Slug,
    /// A path from the portal's root, or an address of the portal: `/ancien/chemin/`.
    Path,
    /// A file beside the text, or `/img/…` of `static/`.
    File,
    /// The id of an entry of a kind.
    Reference(Kind),
    /// The id of an entry of any kind: `slug`, `community/slug` or `kind:slug`.
    AnyReference,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// A list of at most so many values.
    List(&'static Type, usize),
    /// A mapping with fields of its own.
    Map(&'static [Field]),
    /// A person's id, or a mapping for somebody from outside.
    PersonOr(&'static [Field]),
    /// A mapping of free names to free values.
    Extra,
    /// A mapping from names to one of some words.
    Choices(&'static [&'static str]),
}

impl Type {
    /// Whether it is prose: words for people, of which nothing is made.
    pub fn is_words(self) -> bool {
        match self {
            Self::Title | Self::Text | Self::Markdown => true,
            Self::List(inner, _) => inner.is_words(),
            _ => false,
        }
    }
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Name in YAML.
    pub name: &'static str,
    /// What it must be.
    pub ty: Type,
    /// Whether an entry without it is an error.
    pub required: bool,
    /// One sentence for the reference and the editor.
    pub doc: &'static str,
}

const fn required(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, required: true, doc }
}

const fn optional(name: &'static str, ty: Type, doc: &'static str) -> Field {
    Field { name, ty, required: false, doc }
}

/// What a field of a name takes in YAML, in whichever mapping of a table it stands.
pub fn shape(fields: &[Field], name: &str) -> Shape {
    named(fields, name).map_or(Shape::Other, |ty| match ty {
        Type::List(Type::Reference(_) | Type::AnyReference | Type::PersonOr(_), _) => {
            Shape::Names
        }
        Type::Reference(_) | Type::AnyReference | Type::PersonOr(_) => Shape::Name,
        Type::List(..) => Shape::List,
        Type::Map(_)
        | Type::Extra
        | Type::Choices(_)
        | Type::Bool
        | Type::Number
        | Type::Positive
        | Type::Percent => Shape::Other,
        _ => Shape::Text,
    })
}

/// [`shape`] in a file that lists entries.
pub fn list_shape(fields: &[Field], name: &str) -> Shape {
    match name {
        "" => Shape::List,
        "id" => Shape::Text,
        _ => shape(fields, name),
    }
}

fn named(fields: &[Field], name: &str) -> Option<Type> {
    let here = fields.iter().find(|it| it.name == name).map(|it| it.ty);
    here.or_else(|| {
        fields.iter().find_map(|it| match it.ty {
            Type::Map(inner) | Type::PersonOr(inner) => named(inner, name),
            Type::List(Type::Map(inner) | Type::PersonOr(inner), _) => named(inner, name),
            _ => None,
        })
    })
}

/// The fields of a kind.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Home => HOME,
        Kind::Community => COMMUNITY,
        Kind::Retex => RETEX,
        Kind::Event => EVENT,
        Kind::Talk => TALK,
        Kind::Practice => PRACTICE,
        Kind::Initiative => INITIATIVE,
        Kind::Person => PERSON_FIELDS,
        Kind::Topic => TOPIC,
        Kind::Page => PAGE,
    }
}
