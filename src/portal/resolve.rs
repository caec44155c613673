//! Names in front matter → ids, with "did you mean".

use std::collections::BTreeMap;

use super::{Entry, Id};
use crate::{
    content::{
        Kind,
        field::{Field, Type, fields},
        record::Record,
        slug::slugify,
    },
    diag::{Diagnostic, nearest},
    yaml::{Node, Value},
};

/// Names of all entries: `(kind, name)`, with `community/name` where entries have one.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: BTreeMap<(Kind, String), Vec<Id>>,
    hidden: BTreeMap<(Kind, String), String>,
}

impl Names {
    pub(super) fn add(&mut self, kind: Kind, name: &str, community: Option<&str>, id: Id) {
        if let Some(community) = community {
            self.names.entry((kind, format!("{community}/{name}"))).or_default().push(id);
        }
        self.names.entry((kind, name.to_owned())).or_default().push(id);
    }

    /// Remembers an entry that is not published, for a better message.
    pub(super) fn add_hidden(&mut self, kind: Kind, name: String, why: String) {
        self.hidden.insert((kind, name), why);
    }

    fn kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.names.keys().filter(move |it| it.0 == kind).map(|it| it.1.as_str())
    }

    fn find(&self, kind: Kind, name: &str) -> &[Id] {
        let exact = self.names.get(&(kind, name.to_owned()));
        let folded = || {
            let name = name.split('/').map(slugify).collect::<Vec<_>>().join("/");
            self.names.get(&(kind, name))
        };
        exact.or_else(folded).map_or(&[], Vec::as_slice)
    }
}

/// Resolves all references of an entry.
pub(super) fn resolve(
    entry: &Entry,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<&'static str, Vec<Id>> {
    let mut out = BTreeMap::new();
    let Some(record) = entry.record() else { return out };
    walk(record, fields(entry.kind), None, names, found, &mut out);
    out
}

fn walk(
    record: &Record,
    fields: &'static [Field],
    outer: Option<&'static str>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    out: &mut BTreeMap<&'static str, Vec<Id>>,
) {
    for field in fields {
        let Some(node) = record.node(field.name) else { continue };
        value(node, field.ty, outer.unwrap_or(field.name), names, found, out);
    }
}

fn value(
    node: &Node,
    ty: Type,
    name: &'static str,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    out: &mut BTreeMap<&'static str, Vec<Id>>,
) {
    match (ty, &node.value) {
        (Type::List(inner, _), Value::List(items)) => {
            items.iter().for_each(|it| value(it, *inner, name, names, found, out));
        }
        (Type::Map(fields) | Type::PersonOr(fields), Value::Map(_)) => {
            if let Some(record) = Record::of(node) {
                walk(&record, fields, Some(name), names, found, out);
            }
        }
        (Type::PersonOr(_), Value::Scalar { text, .. }) => {
            one(node, text, &[Kind::Person], name, names, found, out);
        }
        (Type::Reference(kind), Value::Scalar { text, .. }) => {
            one(node, text, &[kind], name, names, found, out);
        }
        (Type::AnyReference, Value::Scalar { text, .. }) => {
            let kinds = [
                Kind::Retex,
                Kind::Event,
                Kind::Talk,
                Kind::Page,
                Kind::Community,
                Kind::Person,
                Kind::Topic,
            ];
            one(node, text, &kinds, name, names, found, out);
        }
        _ => {}
    }
}

fn one(
    node: &Node,
    text: &str,
    kinds: &[Kind],
    name: &'static str,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    out: &mut BTreeMap<&'static str, Vec<Id>>,
) {
    let prefixed = text.split_once(':').and_then(|(word, rest)| {
        Some((Kind::ALL.iter().find(|it| it.word() == word)?, rest))
    });
    let (kinds, text) = match &prefixed {
        Some((kind, rest)) => (std::slice::from_ref(*kind), *rest),
        None => (kinds, text),
    };
    let all: Vec<Id> = kinds
        .iter()
        .map(|it| names.find(*it, text))
        .find(|it| !it.is_empty())
        .unwrap_or(&[])
        .to_vec();
    match all.as_slice() {
        [id] => {
            let list = out.entry(name).or_default();
            if !list.contains(id) {
                list.push(*id);
            }
        }
        [] => found.push(unknown(node, text, kinds, names)),
        _ => found.push(
            Diagnostic::error(
                "ambiguous-reference",
                format!("`{text}` names {} entries", all.len()),
            )
            .at(node.span.clone())
            .help(format!("write the community before it: `community/{text}`")),
        ),
    }
}

fn unknown(node: &Node, text: &str, kinds: &[Kind], names: &Names) -> Diagnostic {
    let (word, code) = match kinds {
        [Kind::Topic] => ("topic", "unknown-topic"),
        [Kind::Person] => ("person", "unknown-person"),
        [Kind::Community] => ("community", "unknown-community"),
        [Kind::Event] => ("event", "unknown-event"),
        [Kind::Talk] => ("talk", "unknown-talk"),
        _ => ("entry", "unknown-reference"),
    };
    if let Some(why) = kinds.iter().find_map(|it| names.hidden.get(&(*it, text.to_owned())))
    {
        return Diagnostic::error(
            "unpublished-reference",
            format!("the {word} `{text}` is not published: {why}"),
        )
        .at(node.span.clone())
        .help("publish it too, or remove the reference");
    }
    let near = kinds.iter().find_map(|kind| nearest(text, names.kind(*kind)));
    let help = match (near, kinds) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, [Kind::Topic]) => format!("add `- id: {}` to `topics.yaml`", slugify(text)),
        (None, [Kind::Person]) => {
            format!("add `people/{}.md`, or an entry of `people.yaml`", slugify(text))
        }
        _ => "an id is a file's name without date and ending".to_owned(),
    };
    Diagnostic::error(code, format!("unknown {word} `{text}`"))
        .at(node.span.clone())
        .help(help)
}
