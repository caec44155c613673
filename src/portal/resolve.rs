//! Names in front matter → ids, with "did you mean".

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use super::{Entry, Id};
use crate::{
    content::{
        Kind,
        field::{Field, Type, fields},
        record::Record,
        slug::slugify,
    },
    diag::{Diagnostic, Near, Source},
    yaml::{Node, Value, shorten},
};

/// Names of all entries: `(kind, name)`, with `community/name` where entries have one.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: BTreeMap<(Kind, String), Vec<Id>>,
    hidden: BTreeMap<(Kind, String), String>,
    /// The file of each entry, for messages.
    paths: BTreeMap<Id, Arc<Source>>,
    /// Kinds of which a list could not be read: what is missing may be in it.
    unread: BTreeSet<Kind>,
    /// What is near a name; made when one is unknown.
    near: OnceLock<BTreeMap<Kind, Near<String>>>,
}

impl Names {
    pub(super) fn add(
        &mut self,
        entry: &Entry,
        name: &str,
        community: Option<&str>,
        id: Id,
    ) {
        let kind = entry.kind;
        self.near = OnceLock::new();
        if let Some(variant) = entry.variants.first() {
            self.paths.insert(id, Arc::clone(&variant.document.source));
        }
        if let Some(community) = community {
            self.ids.entry((kind, format!("{community}/{name}"))).or_default().push(id);
        }
        self.ids.entry((kind, name.to_owned())).or_default().push(id);
    }

    /// Remembers an entry that is not published, for a better message.
    pub(super) fn add_hidden(
        &mut self,
        kind: Kind,
        community: Option<&str>,
        name: String,
        why: &str,
    ) {
        if let Some(community) = community {
            self.hidden.insert((kind, format!("{community}/{name}")), why.to_owned());
        }
        self.hidden.insert((kind, name), why.to_owned());
    }

    /// Remembers that a list of a kind could not be read.
    pub(super) fn add_unread(&mut self, kind: Kind) {
        self.unread.insert(kind);
    }

    /// Where the first entry of a name is written.
    fn path(&self, kind: Kind, name: &str) -> Option<&str> {
        let id = self.find(kind, name).first()?;
        self.paths.get(id).map(|it| it.path())
    }

    /// The name of a kind that was probably meant.
    fn near(&self, kind: Kind, name: &str) -> Option<&str> {
        let near = self.near.get_or_init(|| {
            let mut names: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
            for (kind, name) in self.ids.keys() {
                names.entry(*kind).or_default().push(name.clone());
            }
            names.into_iter().map(|it| (it.0, Near::names(it.1))).collect()
        });
        near.get(&kind)?.name(name)
    }

    fn find(&self, kind: Kind, name: &str) -> &[Id] {
        let exact = self.ids.get(&(kind, name.to_owned()));
        let folded = || {
            let name = name.split('/').map(slugify).collect::<Vec<_>>().join("/");
            self.ids.get(&(kind, name))
        };
        exact.or_else(folded).map_or(&[], Vec::as_slice)
    }
}

/// What the front matter of an entry names.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    fields: BTreeMap<&'static str, Vec<Id>>,
    named: Vec<(Kind, Box<str>, Id)>,
}

impl Resolved {
    /// Hands it to the entry.
    pub(super) fn put(self, entry: &mut Entry) {
        (entry.references, entry.named) = (self.fields.into_iter().collect(), self.named);
    }

    /// Adds an entry to a field's list, once, and to what is named.
    fn add(&mut self, field: &'static str, kind: Kind, text: &str, id: Option<Id>) {
        let Some(id) = id else { return };
        let list = self.fields.entry(field).or_default();
        if !list.contains(&id) {
            list.push(id);
        }
        let known = |it: &(Kind, Box<str>, Id)| it.0 == kind && *it.1 == *text;
        if matches!(kind, Kind::Person | Kind::Talk) && !self.named.iter().any(known) {
            self.named.push((kind, text.into(), id));
        }
    }
}

/// Resolves all references of an entry.
pub(super) fn resolve(
    entry: &Entry,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> Resolved {
    let mut out = Resolved::default();
    let mut original = None;
    for variant in &entry.variants {
        let record = &variant.document.record;
        walk(record, fields(entry.kind), None, names, found, &mut out);
        // What a translation repeats must be right too, though the original's counts.
        let own = std::mem::take(&mut out.fields);
        original.get_or_insert(own);
    }
    out.fields = original.unwrap_or_default();
    out
}

fn walk(
    record: &Record,
    fields: &'static [Field],
    outer: Option<&'static str>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
    out: &mut Resolved,
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
    out: &mut Resolved,
) {
    match (ty, &node.value) {
        (Type::List(inner, _), Value::List(items)) => {
            for item in items {
                value(item, *inner, name, names, found, out);
            }
        }
        (Type::Map(fields) | Type::PersonOr(fields), Value::Map(_)) => {
            if let Some(record) = Record::of(node) {
                walk(&record, fields, Some(name), names, found, out);
            }
        }
        (Type::PersonOr(_), Value::Scalar { text, .. }) => {
            out.add(
                name,
                Kind::Person,
                text,
                one(node, text, &[Kind::Person], names, found),
            );
        }
        (Type::Reference(kind), Value::Scalar { text, .. }) => {
            out.add(name, kind, text, one(node, text, &[kind], names, found));
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
            // Of any kind: nobody looks for it by its name.
            out.add(name, Kind::Page, text, one(node, text, &kinds, names, found));
        }
        _ => {}
    }
}

/// The entry that a name means; otherwise it is said why none is.
fn one(
    node: &Node,
    text: &str,
    kinds: &[Kind],
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> Option<Id> {
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
        [id] => return Some(*id),
        [] if kinds.iter().any(|it| names.unread.contains(it)) => {}
        [] => found.push(unknown(node, text, kinds, names)),
        _ => found.push(
            Diagnostic::error(
                "ambiguous-reference",
                format!("`{text}` names {} entries", all.len()),
            )
            .at(node.span.clone())
            .help(ambiguous(text, &all, names)),
        ),
    }
    None
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
    let diagnostic = Diagnostic::error(code, format!("unknown {word} `{}`", shorten(text)))
        .at(node.span.clone());
    let near = kinds.iter().find_map(|it| Some((*it, names.near(*it, text)?)));
    if let Some((kind, near)) = near {
        let place = names.path(kind, near).map(|it| format!(" (`{it}`)"));
        let place = place.unwrap_or_default();
        return diagnostic.help(format!("did you mean `{near}`?{place}"));
    }
    let other = Kind::ALL.iter().find(|it| !names.find(**it, text).is_empty());
    if let Some(other) = other {
        let message = format!("`{text}` is a {}, not a {word}", other.word());
        return diagnostic.note(message).help(define(text, kinds));
    }
    diagnostic.help(define(text, kinds))
}

/// Where an entry that does not exist would be written.
fn define(text: &str, kinds: &[Kind]) -> String {
    let slug = slugify(text);
    match kinds {
        [Kind::Topic] => format!("add `- id: {slug}` with its `label` to `topics.yaml`"),
        [Kind::Person] => {
            format!("add `people/{slug}.md` with a `name`, or an entry of `people.yaml`")
        }
        [Kind::Community] => {
            format!("add `communities/{slug}/index.md` with a `title`")
        }
        _ => "an id is a file's name without date and ending".to_owned(),
    }
}

fn ambiguous(text: &str, all: &[Id], names: &Names) -> String {
    let paths: Vec<String> = all
        .iter()
        .filter_map(|it| names.paths.get(it))
        .map(|it| format!("`{}`", it.path()))
        .collect();
    format!(
        "write the community before it, `community/{text}`; it may be {}",
        paths.join(" or ")
    )
}
