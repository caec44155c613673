//! Words of messages: names that were meant, samples, lists.

use super::{Record, scalar::example};
use crate::{
    content::{
        field::{Field, Type},
        slug::slugify,
    },
    sink::hidden::hidden,
    yaml::{Node, Value},
};

/// Names that other generators use, and ours.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("tags", "topics"),
    ("keywords", "topics"),
    ("categories", "topics"),
    ("description", "summary"),
    ("excerpt", "summary"),
    ("image", "cover"),
    ("author", "authors"),
    ("speaker", "speakers"),
    ("location", "place"),
    ("permalink", "slug"),
    ("lastmod", "updated"),
    ("baseURL", "url"),
    ("base_url", "url"),
    ("language", "languages"),
    ("lang", "languages"),
    ("titre", "title"),
    ("nom", "name"),
    ("auteur", "authors"),
    ("auteurs", "authors"),
    ("sujets", "topics"),
    ("resume", "summary"),
    ("debut", "start"),
    ("fin", "end"),
    ("lieu", "place"),
    ("name", "title"),
    ("title", "name"),
    ("label", "title"),
];

/// Values of choices as French authors write them, without accents, and ours.
const VALUES: &[(&str, &str)] = &[
    ("prevu", "planned"),
    ("annule", "cancelled"),
    ("canceled", "cancelled"),
    ("reporte", "postponed"),
    ("reunion", "meeting"),
    ("rencontre", "meeting"),
    ("atelier", "workshop"),
    ("formation", "training"),
    ("temoignage", "testimony"),
    ("conference", "conference"),
    ("convivial", "social"),
    ("debutant", "beginner"),
    ("intermediaire", "intermediate"),
    ("avance", "advanced"),
    ("actif", "active"),
    ("dormant", "dormant"),
    ("archive", "archived"),
    ("en-creation", "forming"),
    ("public", "public"),
    ("restreint", "restricted"),
    ("complet", "full"),
    ("total", "full"),
    ("partiel", "partial"),
    ("aucun", "none"),
];

/// The value that a French word means; it may have the ending of a woman's or of many.
pub(super) fn translated(text: &str) -> Option<&'static str> {
    let word = slugify(text);
    let one = word.strip_suffix('s').unwrap_or(&word);
    let bare = one.strip_suffix('e').unwrap_or(one);
    let forms = [word.as_str(), one, bare];
    let mut found = forms.iter().filter_map(|form| VALUES.iter().find(|it| it.0 == *form));
    found.next().map(|it| it.1)
}

/// A right value as it would be written.
pub(super) fn sample(ty: Type, item: bool, name: &str) -> String {
    let value = example(ty);
    if item { value.to_owned() } else { format!("{name}: {value}") }
}

/// Escapes of YAML can spell control characters, which no page, feed or calendar may carry.
fn visible(letter: char) -> char {
    match letter {
        '\n' | '\t' => letter,
        it if it.is_control() => '\u{fffd}',
        it => it,
    }
}

/// A text as people see it: what nobody sees was said, and is not published.
pub(super) fn seen(text: &str) -> String {
    let mut out: String = text.chars().map(visible).collect();
    if !out.is_ascii() {
        let places: Vec<_> = hidden(&out).collect();
        for (at, letter) in places.into_iter().rev() {
            out.replace_range(at..at + letter.len_utf8(), "");
        }
    }
    out
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn names(fields: &[Field]) -> String {
    fields.iter().map(|it| format!("`{}`", it.name)).collect::<Vec<_>>().join(", ")
}

pub(super) fn name_or(path: &str, what: &str) -> String {
    if path.is_empty() { format!("this {what}") } else { format!("`{path}`") }
}

/// A mapping whose values were checked, as a value of another.
pub(super) fn rebuild(node: &Node, record: Record) -> Node {
    let pairs = record
        .values
        .into_iter()
        .map(|(name, value)| {
            let key = Value::Scalar { text: name.to_owned(), plain: true };
            (Node { value: key, span: value.span.clone() }, value)
        })
        .collect();
    Node { value: Value::Map(pairs), span: node.span.clone() }
}
