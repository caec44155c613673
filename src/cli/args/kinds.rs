//! The kinds that `parvis new` takes, and what people call them.

use std::ffi::OsStr;

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};

use crate::content::{Kind, slug::slugify};

/// Other words for a kind, in English and in French.
const WORDS: &[(&str, Kind)] = &[
    ("article", Kind::Retex),
    ("billet", Kind::Retex),
    ("blog", Kind::Retex),
    ("experience", Kind::Retex),
    ("feedback", Kind::Retex),
    ("post", Kind::Retex),
    ("rapport", Kind::Retex),
    ("report", Kind::Retex),
    ("retour", Kind::Retex),
    ("retour-d-experience", Kind::Retex),
    ("rex", Kind::Retex),
    ("agenda", Kind::Event),
    ("atelier", Kind::Event),
    ("evenement", Kind::Event),
    ("meeting", Kind::Event),
    ("meetup", Kind::Event),
    ("rencontre", Kind::Event),
    ("rendez-vous", Kind::Event),
    ("reunion", Kind::Event),
    ("workshop", Kind::Event),
    ("conference", Kind::Talk),
    ("intervention", Kind::Talk),
    ("presentation", Kind::Talk),
    ("author", Kind::Person),
    ("auteur", Kind::Person),
    ("autrice", Kind::Person),
    ("member", Kind::Person),
    ("membre", Kind::Person),
    ("people", Kind::Person),
    ("personne", Kind::Person),
    ("communaute", Kind::Community),
    ("communities", Kind::Community),
    ("group", Kind::Community),
    ("groupe", Kind::Community),
    ("sujet", Kind::Topic),
    ("tag", Kind::Topic),
    ("theme", Kind::Topic),
    ("pratique", Kind::Practice),
    ("chantier", Kind::Initiative),
    ("idea", Kind::Initiative),
    ("idee", Kind::Initiative),
    ("project", Kind::Initiative),
    ("projet", Kind::Initiative),
];

/// Reads a kind by its word; another usual word for it is answered with that.
#[derive(Debug, Clone)]
pub(super) struct Kinds;

impl TypedValueParser for Kinds {
    type Value = Kind;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Kind, Error> {
        if let Some(kind) = value.to_str().and_then(meant) {
            let word = kind.word();
            let message = format!(
                "`{}` is called `{word}` here: write `parvis new {word} …`\n",
                value.to_string_lossy()
            );
            return Err(Error::raw(ErrorKind::InvalidValue, message).with_cmd(command));
        }
        let known = PossibleValuesParser::new(Kind::ALL.map(Kind::word));
        let word = known.parse_ref(command, arg, value)?;
        let kind = Kind::ALL.into_iter().find(|it| it.word() == word);
        kind.ok_or_else(|| Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Kind::ALL.map(|it| PossibleValue::new(it.word())).into_iter()))
    }
}

/// The kind that another word means; in any case, with or without accents, one or many.
fn meant(value: &str) -> Option<Kind> {
    let slug = slugify(value);
    if Kind::ALL.iter().any(|it| it.word() == value) {
        return None;
    }
    let find = |word: &str| {
        let own = Kind::ALL.into_iter().find(|it| it.word() == word);
        own.or_else(|| WORDS.iter().find(|it| it.0 == word).map(|it| it.1))
    };
    find(&slug).or_else(|| find(slug.strip_suffix('s')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_for_a_kind_are_known() {
        for (word, kind) in [
            ("article", Kind::Retex),
            ("Blog", Kind::Retex),
            ("posts", Kind::Retex),
            ("REX", Kind::Retex),
            ("Retex", Kind::Retex),
            ("évènement", Kind::Event),
            ("événements", Kind::Event),
            ("personne", Kind::Person),
            ("communauté", Kind::Community),
            ("intervention", Kind::Talk),
            ("talks", Kind::Talk),
        ] {
            assert_eq!(meant(word), Some(kind), "{word}");
        }
        for word in ["retex", "practise", "x", "", "s"] {
            assert_eq!(meant(word), None, "{word}");
        }
    }
}
