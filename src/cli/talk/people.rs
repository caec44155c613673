//! Who speaks: the people of the portal are known by their names, in any order, with or without
//! accents, and by their ids.

use super::{
    super::{new::one_of, terminal},
    facts::Named,
};
use crate::{
    content::{
        Document,
        slug::{name_key, slugify},
        slug_of,
    },
    diag::nearest,
    yaml::Node,
};

/// A person of the portal.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    /// The name, folded.
    name: String,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Of the portal, by id.
    Known(String),
    /// From outside.
    Outside(Named),
}

impl Speaker {
    /// What tells one from another.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Known(id) => id.clone(),
            Self::Outside(it) => name_key(&it.name),
        }
    }

    /// As it is said in a line.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Known(id) => format!("`{id}`"),
            Self::Outside(it) => format!("{} (from outside)", it.name),
        }
    }
}

/// The people of documents.
pub(super) fn known<'a>(
    documents: impl Iterator<Item = &'a Document>,
    lang: &str,
) -> Vec<Known> {
    let person = |it: &Document| {
        let name = it.record.local("name", lang).unwrap_or("");
        Known { id: slug_of(it), name: slugify(name) }
    };
    let mut all: Vec<Known> =
        documents.map(person).filter(|it| !it.id.is_empty()).collect();
    all.dedup_by(|a, b| a.id == b.id);
    all
}

/// The person of the portal that a name or an id means; nothing when it could be two.
fn find<'a>(people: &'a [Known], name: &str) -> Option<&'a Known> {
    let (slug, wanted) = (slugify(name), name_key(name));
    let is = |it: &&Known| it.id == slug || name_key(&it.name) == wanted;
    let mut found = people.iter().filter(is);
    let first = found.next().filter(|_| !wanted.is_empty())?;
    found.next().is_none().then_some(first)
}

/// The person of the portal whose name differs from another by a slip or two.
fn nearly<'a>(people: &'a [Known], name: &str) -> Option<&'a Known> {
    let wanted = slugify(name);
    let near = nearest(&wanted, people.iter().map(|it| it.name.as_str()))?;
    let same =
        |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|it| it.0 == it.1).count();
    let close = near.chars().count().abs_diff(wanted.chars().count()) <= 2
        && same(near, &wanted) + 2 >= near.chars().count() / 3;
    people.iter().find(|it| close && it.name == near)
}

/// Who is named: people of the portal by id.
pub(super) fn recognize(people: &[Known], named: &[Named]) -> Vec<Speaker> {
    let one = |it: &Named| match find(people, &it.name) {
        Some(person) => Speaker::Known(person.id.clone()),
        None => Speaker::Outside(it.clone()),
    };
    once(named.iter().map(one))
}

/// Those of the portal that are named.
pub(super) fn only_known(people: &[Known], named: &[Named]) -> Vec<Speaker> {
    let names = named.iter().flat_map(|it| it.name.split([',', '&', ';', '/']));
    once(names.filter_map(|it| Some(Speaker::Known(find(people, it)?.id.clone()))))
}

/// Those of the portal whose whole name stands in a text.
pub(super) fn mentioned(people: &[Known], text: &str) -> Vec<Speaker> {
    let text = format!("-{}-", slugify(text));
    let is_in = |it: &&Known| {
        // One word alone is any word.
        it.name.rsplit_once('-').is_some_and(|(first, last)| {
            text.contains(&format!("-{}-", it.name))
                || text.contains(&format!("-{last}-{first}-"))
        })
    };
    once(people.iter().filter(is_in).map(|it| Speaker::Known(it.id.clone())))
}

fn once(speakers: impl Iterator<Item = Speaker>) -> Vec<Speaker> {
    let mut all: Vec<Speaker> = Vec::new();
    for it in speakers {
        if !all.iter().any(|other| other.key() == it.key()) {
            all.push(it);
        }
    }
    all
}

/// Those whom the user names: ids, names of the portal's people, or of others.
pub(super) fn of_flags(people: &[Known], names: &[String]) -> Result<Vec<Speaker>, u8> {
    let one = |name: &String| {
        if let Some(person) = find(people, name) {
            return Ok(Speaker::Known(person.id.clone()));
        }
        if !name.trim().contains(' ') {
            // A name of one word is rather an id with a slip in it.
            let ids: Vec<&str> = people.iter().map(|it| it.id.as_str()).collect();
            return one_of("person", name, &ids).map(Speaker::Known);
        }
        if let Some(near) = nearly(people, name) {
            let message = format!(
                "`{name}` is taken for somebody from outside: did you mean `{}`?",
                near.id
            );
            terminal::warning(&message);
        }
        Ok(Speaker::Outside(Named::new(name)))
    };
    let all = names.iter().map(one).collect::<Result<Vec<_>, u8>>()?;
    Ok(once(all.into_iter()))
}

/// What tells a speaker of a talk that is known from others.
pub(super) fn key_of(people: &[Known], node: &Node) -> Option<String> {
    let outside = crate::content::record::Record::of(node);
    let name = outside.as_ref().and_then(|it| it.text("name")).or_else(|| node.text())?;
    Some(find(people, name).map_or_else(|| name_key(name), |it| it.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Known> {
        let of = |id: &str, name: &str| Known { id: id.to_owned(), name: slugify(name) };
        vec![
            of("zelie", "Zélie de la Tour"),
            of("theo-ardoise", "Théo Ardoise"),
            of("solo", "Solo"),
            of("jean-1", "Jean Martin"),
            of("jean-2", "Martin Jean"),
        ]
    }

    fn is(name: &str) -> Option<String> {
        find(&people(), name).map(|it| it.id.clone())
    }

    #[test]
    fn a_person_is_known_by_a_name_in_any_order_and_by_an_id() {
        for name in ["Théo Ardoise", "ARDOISE Theo", "theo-ardoise", "Ardoise, Théo"] {
            assert_eq!(is(name).as_deref(), Some("theo-ardoise"), "{name}");
        }
        assert_eq!(is("DE LA TOUR Zélie").as_deref(), Some("zelie"));
        for name in ["Théo", "Théo Ardoisier", "", "Jean Martin", "!"] {
            assert_eq!(is(name), None, "{name}");
        }
    }

    #[test]
    fn only_whole_names_are_found_in_a_text() {
        let found = |text: &str| mentioned(&people(), text).len();
        assert_eq!(found("Dire non, par Théo ARDOISE et d’autres"), 1);
        assert_eq!(found("Ardoise Théo"), 1);
        assert_eq!(found("Zelie de la tour !"), 1);
        assert_eq!(found("Solo, Théo et l’ardoise, de théo ardoises"), 0);
    }
}
