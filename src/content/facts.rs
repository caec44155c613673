//! What a portal asks of a document each time it is put together, worked out once when the file
//! is read: so that putting thousands of unchanged documents together is a matter of look-ups.

use std::{borrow::Cow, sync::Arc};

use jiff::civil::Date;

use super::{
    Kind, Place, Series,
    field::{Field, Type, fields},
    join,
    markdown::urls::{self, Address},
    record::{self, Moment, Record, local_text},
    slug::{slugify, sort_key},
    stub,
};
use crate::{
    diag::Span,
    yaml::{Node, Value},
};

/// What follows from one document's front matter, and is asked for by all.
#[derive(Debug, Default)]
pub struct Facts {
    /// Its name in addresses and references.
    pub slug: Arc<str>,
    /// What others may call it: its slug, and its file's name where `slug:` gives another; each
    /// of them also behind its community.
    pub names: Vec<Box<str>>,
    /// The entries that its front matter names.
    pub references: Vec<Reference>,
    /// The files that its front matter names.
    pub files: Vec<NamedFile>,
    /// Where a text of ours was left in its front matter.
    pub left: Vec<Span>,
    /// Not to be published.
    pub draft: bool,
    /// The first day it is published.
    pub publish: Option<Date>,
    /// The first day it is no longer published.
    pub expires: Option<Date>,
    /// The day it is sorted by.
    pub date: Option<Date>,
    /// When an event begins.
    pub start: Option<Moment>,
    /// When an event takes place, once or again and again; nothing for a rule that is wrong.
    pub series: Option<Series>,
    /// When and where a talk was given.
    pub deliveries: Vec<Delivery>,
    /// Its place among others of no date.
    pub weight: Option<u64>,
    /// By what a person is sorted who says so. No rule finds the family name in all names.
    pub sort_name: Option<Box<str>>,
    /// The key by which its title is sorted, if that is one for all languages.
    title: Option<Box<str>>,
}

/// When and where a talk was given.
#[derive(Debug)]
pub struct Delivery {
    /// The day.
    pub date: Option<Date>,
    /// The conference, as it stands in addresses.
    pub conference: Box<str>,
    /// The conference, as written.
    pub name: Box<str>,
    /// Its edition, as it stands in addresses: the year, when none is given.
    pub edition: Box<str>,
    /// Its edition, as written.
    pub edition_name: Box<str>,
    /// Whether there is a recording.
    pub video: bool,
}

/// An entry that front matter names.
#[derive(Debug)]
pub struct Reference {
    /// The field, the outermost where fields have fields.
    pub field: &'static str,
    /// The field that it is the value of.
    pub own: &'static str,
    /// The list that was written without its brackets, `authors: ana`: nothing where it has them.
    pub bare: Option<Span>,
    /// Whether the field also takes `{name: …}`, for who has no entry.
    pub outside: bool,
    /// The name as written: `craft/a-report`, `talk:a-talk`.
    pub text: Box<str>,
    /// Kinds that the field takes.
    pub wanted: &'static [Kind],
    /// Kinds that are meant: the one that the text begins with, or all that the field takes.
    pub kinds: &'static [Kind],
    /// Where it stands.
    pub span: Span,
    /// Where the name begins, behind the kind.
    start: usize,
}

impl Reference {
    /// The name without the kind before it.
    pub fn name(&self) -> &str {
        self.text.get(self.start..).unwrap_or(&self.text)
    }
}

/// A file that front matter names.
#[derive(Debug)]
pub struct NamedFile {
    /// As written.
    pub written: Box<str>,
    /// From the portal's root; nothing when it climbs out.
    pub path: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
}

/// Where a link leads, as far as its own file can tell.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// To what is never published.
    Unsafe,
    /// To another site or a mailbox.
    Elsewhere,
    /// Nowhere: nothing is written.
    Nowhere,
    /// To an anchor of its own page.
    Here,
    /// Out of the portal.
    Outside,
    /// To this path from the portal's root.
    Path(Box<str>),
}

impl Facts {
    /// The facts of a document of these parts.
    pub(super) fn of(path: &str, place: &Place, name: &str, record: &Record) -> Self {
        let kind = place.kind;
        let by_name = slugify(name);
        let slug = record.text("slug").unwrap_or(&by_name);
        let title = match record.node(kind.title()).map(|it| &it.value) {
            Some(Value::Scalar { text, .. }) => Some(sort_key(text).into()),
            _ => None,
        };
        let start = record.moment("start").filter(|_| kind == Kind::Event);
        let deliveries = deliveries(kind, record);
        let date = match kind {
            Kind::Retex => record.date("date"),
            Kind::Event => start.map(|it| it.date),
            Kind::Talk => deliveries.iter().filter_map(|it| it.date).max(),
            Kind::Practice => record.date("since"),
            Kind::Initiative => record.date("start"),
            _ => None,
        };
        let mut references = Vec::new();
        collect(record, fields(kind), None, &mut references);
        Self {
            names: names(place.community.as_deref(), slug, &by_name),
            slug: slug.into(),
            references,
            files: named_files(record, fields(kind), path),
            left: stub::in_front(record),
            draft: record.bool("draft") == Some(true),
            publish: record.date("publish").or_else(|| record.date("date")),
            expires: record.date("expires"),
            date,
            start,
            series: start.and_then(|it| Series::of(record, it)),
            deliveries,
            weight: record.number("weight"),
            sort_name: record.text("sort_name").map(|it| sort_key(it).into()),
            title,
        }
    }

    /// The key by which a title is sorted that is this in the document's record.
    pub(super) fn title_key(&self, title: &Node, lang: &str) -> Option<Cow<'_, str>> {
        match &self.title {
            Some(key) => Some(Cow::Borrowed(key)),
            None => Some(Cow::Owned(sort_key(local_text(title, lang)?))),
        }
    }
}

fn names(community: Option<&str>, slug: &str, by_name: &str) -> Vec<Box<str>> {
    let other = Some(by_name).filter(|it| *it != slug);
    let mut names = Vec::with_capacity(2);
    for name in [slug].into_iter().chain(other) {
        names.push(name.into());
        names.extend(community.map(|it| format!("{it}/{name}").into()));
    }
    names
}

fn deliveries(kind: Kind, record: &Record) -> Vec<Delivery> {
    if kind != Kind::Talk {
        return Vec::new();
    }
    let one = |it: Record| {
        let name = it.text("conference").unwrap_or("");
        let year = it.date("date").map(|it| it.year().to_string());
        let edition = it.text("edition").map(str::to_owned).or(year).unwrap_or_default();
        Delivery {
            date: it.date("date"),
            edition: slugify(&edition).into(),
            edition_name: edition.into(),
            video: it.text("video").is_some(),
            conference: slugify(name).into(),
            name: name.into(),
        }
    };
    record.list("deliveries").iter().filter_map(Record::of).map(one).collect()
}

fn collect(
    record: &Record,
    fields: &'static [Field],
    outer: Option<&'static str>,
    out: &mut Vec<Reference>,
) {
    for field in fields {
        let Some(node) = record.node(field.name) else { continue };
        value(node, field.ty, (outer.unwrap_or(field.name), field.name), out);
    }
}

fn value(
    node: &Node,
    ty: Type,
    (field, own): (&'static str, &'static str),
    out: &mut Vec<Reference>,
) {
    let wanted = match (ty, &node.value) {
        (Type::List(inner, _), Value::List(items)) => {
            let before = out.len();
            for it in items {
                value(it, *inner, (field, own), out);
            }
            if record::is_bare(node) {
                let all = out.iter_mut().skip(before);
                all.for_each(|it| it.bare = Some(node.span.clone()));
            }
            return;
        }
        (Type::Map(fields) | Type::PersonOr(fields), Value::Map(_)) => {
            if let Some(record) = Record::of(node) {
                collect(&record, fields, Some(field), out);
            }
            return;
        }
        (Type::PersonOr(_), _) => Kind::Person.alone(),
        (Type::Reference(kind), _) => kind.alone(),
        // Of any kind: in the order in which most are meant.
        (Type::AnyReference, _) => &[
            Kind::Retex,
            Kind::Event,
            Kind::Talk,
            Kind::Practice,
            Kind::Initiative,
            Kind::Page,
            Kind::Community,
            Kind::Person,
            Kind::Topic,
        ],
        _ => return,
    };
    let Some(text) = node.text() else { return };
    let kind = text.split_once(':').and_then(|(word, _)| {
        Some((Kind::ALL.iter().find(|it| it.word() == word)?.alone(), word.len() + 1))
    });
    let (kinds, start) = kind.unwrap_or((wanted, 0));
    let (text, span) = (text.into(), node.span.clone());
    let outside =
        matches!(ty, Type::PersonOr(fields) if fields.iter().any(|it| it.name == "name"));
    let bare = None;
    out.push(Reference { field, own, bare, outside, text, wanted, kinds, span, start });
}

/// The files that a record names, in a file of this path.
pub fn named_files(
    record: &Record,
    fields: &'static [Field],
    path: &str,
) -> Vec<NamedFile> {
    let mut out = Vec::new();
    for field in fields {
        match (field.ty, record.node(field.name)) {
            (Type::File, Some(node)) => {
                let Some(written) = node.text() else { continue };
                out.push(NamedFile {
                    written: written.into(),
                    path: join(path, written).map(Arc::from),
                    span: node.span.clone(),
                });
            }
            (Type::Map(inner), Some(Node { value: Value::Map(_), .. })) => {
                if let Some(record) = record.map(field.name) {
                    out.extend(named_files(&record, inner, path));
                }
            }
            _ => {}
        }
    }
    out
}

pub(super) fn way(from: &str, target: &str) -> Way {
    match urls::classify(target) {
        Address::Unsafe => return Way::Unsafe,
        Address::Web { .. } | Address::Contact => return Way::Elsewhere,
        Address::Inner if target.trim().is_empty() => return Way::Nowhere,
        Address::Inner => {}
    }
    let path = target.split('#').next().unwrap_or("");
    if path.is_empty() {
        return Way::Here;
    }
    let decoded = if path.contains('%') { urls::decode(path) } else { None };
    let path = join(from, decoded.as_deref().unwrap_or(path));
    path.map_or(Way::Outside, |it| Way::Path(it.into()))
}
