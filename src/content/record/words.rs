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

/// Values of choices as authors write them, in French or with another English word, without
/// accents; and ours. One word may mean a value of several choices.
const VALUES: &[(&str, &[&str])] = &[
    ("planned", &["prevu", "planifie", "confirme", "confirmed", "scheduled", "a-venir"]),
    ("cancelled", &["annule", "canceled", "supprime", "off"]),
    ("postponed", &["reporte", "decale", "deplace", "moved", "delayed"]),
    ("meeting", &["reunion", "rencontre", "rendez-vous", "point", "call", "meetup"]),
    ("workshop", &["atelier", "hackathon", "kata", "dojo"]),
    ("training", &["formation", "cours", "course"]),
    ("testimony", &["temoignage", "retour-d-experience", "retex", "talk"]),
    ("conference", &["conference", "colloque", "webinaire", "webinar", "presentation"]),
    ("social", &["convivial", "moment-convivial", "social-event", "aperitif", "afterwork"]),
    ("beginner", &["debutant", "facile", "easy", "novice"]),
    ("intermediate", &["intermediaire", "moyen", "medium"]),
    ("advanced", &["avance", "expert", "confirme", "difficile", "hard"]),
    ("forming", &["en-formation", "en-creation", "nouveau", "nouvelle", "new", "starting"]),
    ("active", &["actif", "active", "vivant", "running"]),
    ("dormant", &["en-sommeil", "en-veille", "endormi", "inactif", "inactive", "paused"]),
    ("archived", &["archive", "ferme", "closed", "dissous"]),
    ("adopted", &["adopte", "en-vigueur", "accepted", "accepte", "valide", "in-use"]),
    (
        "tried",
        &["a-l-essai", "en-essai", "en-test", "essaye", "teste", "trial", "on-trial"],
    ),
    ("proposed", &["propose", "proposition", "idee", "idea", "brouillon", "draft"]),
    ("retired", &["retire", "abandonne", "obsolete", "deprecated", "rejete"]),
    ("running", &["en-cours", "actif", "in-progress", "ongoing", "started", "lance"]),
    ("chosen", &["retenu", "choisi", "accepted", "accepte", "selected", "valide"]),
    ("done", &["termine", "fini", "fait", "finished", "completed", "acheve", "clos"]),
    ("dropped", &["abandonne", "arrete", "annule", "cancelled", "stopped"]),
    ("public", &["public", "ouvert", "open", "publique"]),
    ("restricted", &["restreint", "prive", "private", "interne", "internal"]),
    ("full", &["complet", "total", "totalement-conforme", "conforme", "compliant"]),
    ("partial", &["partiel", "partiellement-conforme", "partially"]),
    ("none", &["aucun", "non-conforme", "non"]),
    ("summary", &["resume", "resumes", "extrait", "excerpt"]),
    ("whole", &["entier", "complet", "tout", "full", "all"]),
    ("error", &["erreur", "fatal", "errors", "true"]),
    ("warning", &["avertissement", "alerte", "warn", "warnings"]),
    ("off", &["non", "ignore", "ignorer", "desactive", "disabled", "none", "false", "no"]),
    ("sanitize", &["nettoyer", "nettoye", "clean", "safe"]),
    ("text", &["texte", "escape", "brut"]),
];

/// The value of a choice that a word means; it may have the ending of a woman's or of many.
pub(super) fn translated(
    text: &str,
    words: &'static [&'static str],
) -> Option<&'static str> {
    let word = slugify(text);
    let one = word.strip_suffix('s').unwrap_or(&word);
    let bare = one.strip_suffix('e').unwrap_or(one);
    [word.as_str(), one, bare].into_iter().find_map(|form| {
        let means =
            |it: &str| VALUES.iter().any(|(own, all)| *own == it && all.contains(&form));
        words.iter().find(|it| **it == form || means(it)).copied()
    })
}

/// Languages by their name, without accents, and their tag.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("fr", &["francais", "french"]),
    ("en", &["anglais", "english"]),
    ("de", &["allemand", "german", "deutsch"]),
    ("es", &["espagnol", "spanish", "espanol"]),
    ("it", &["italien", "italian", "italiano"]),
    ("pt", &["portugais", "portuguese", "portugues"]),
    ("nl", &["neerlandais", "dutch", "nederlands"]),
    ("pl", &["polonais", "polish"]),
    ("ja", &["japonais", "japanese"]),
    ("zh", &["chinois", "chinese"]),
    ("ar", &["arabe", "arabic"]),
];

/// The tag of a language that is given by its name.
pub(super) fn language_named(text: &str) -> Option<&'static str> {
    let word = slugify(text);
    let found = LANGUAGES.iter().find(|it| it.1.contains(&word.as_str()));
    found.map(|it| it.0)
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
