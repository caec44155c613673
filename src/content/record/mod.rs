//! Front matter read against the table of its kind: every fault is said, every right value kept.
//!
//! A [`Record`] holds only values that have the right type, so that whoever reads them later
//! needs no error of its own.

mod address;
mod cut;
mod date;
mod names;
mod number;
mod prose;
mod reader;
mod scalar;
mod synonyms;
mod texts;
mod value;
mod whole;
mod words;

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use jiff::civil::{Date, DateTime, Time};

use super::{
    Kind,
    field::{Field, SETTINGS, Type, fields},
};
use crate::{
    diag::Span,
    yaml::{Node, Value},
};

pub use date::{NotAMoment, parse_moment};
pub use reader::{Reading, missing, read, to_add};
pub use scalar::example;

/// Right values of a mapping, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Record {
    values: Vec<(&'static str, Node)>,
}

/// A day, perhaps with a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The local time, if one was given.
    pub time: Option<Time>,
}

impl Moment {
    /// As a date and time; midnight when no time was given.
    pub fn to_datetime(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.values.len() == other.values.len()
            && self
                .values
                .iter()
                .zip(&other.values)
                .all(|(a, b)| a.0 == b.0 && same(&a.1, &b.1))
    }
}

/// Equality of meaning: positions do not count.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar { text: a, .. }, Value::Scalar { text: b, .. }) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| same(&a.0, &b.0) && same(&a.1, &b.1))
        }
        _ => false,
    }
}

impl Record {
    /// Whether two records of the same fields differ only in words, which are shown and sorted
    /// by, and nothing else is made of.
    pub fn same_but_words(&self, other: &Self, fields: &'static [Field]) -> bool {
        fields.iter().all(|it| match (self.node(it.name), other.node(it.name)) {
            (Some(a), Some(b)) => it.ty.is_words() || same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        })
    }

    /// The node of a field.
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.values.iter().find(|it| it.0 == name).map(|it| &it.1)
    }

    /// A scalar's text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.node(name)?.text()
    }

    /// The text of a field that may be given per language, and its place.
    pub fn local(&self, name: &str, lang: &str) -> Option<&str> {
        local_text(self.node(name)?, lang)
    }

    /// [`Record::local`], and the language that the text is given for.
    pub fn written(&self, name: &str, lang: &str) -> Option<Written<'_>> {
        written(self.node(name)?, lang)
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A bool.
    pub fn bool(&self, name: &str) -> Option<bool> {
        self.text(name).map(|it| it == "true")
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<Date> {
        self.text(name)?.parse().ok()
    }

    /// A day, perhaps with a time.
    pub fn moment(&self, name: &str) -> Option<Moment> {
        parse_moment(self.text(name)?).ok()
    }

    /// The values of a list; a list that is not there is empty.
    pub fn list(&self, name: &str) -> &[Node] {
        match self.node(name).map(|it| &it.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The pairs of a mapping.
    pub fn pairs(&self, name: &str) -> &[(Node, Node)] {
        match self.node(name).map(|it| &it.value) {
            Some(Value::Map(pairs)) => pairs,
            _ => &[],
        }
    }

    /// A mapping with fields of its own.
    pub fn map(&self, name: &str) -> Option<Record> {
        self.node(name).and_then(Record::of)
    }

    /// The record of a mapping that was checked as a part of another.
    pub fn of(node: &Node) -> Option<Record> {
        let Value::Map(pairs) = &node.value else { return None };
        let values = pairs
            .iter()
            .filter_map(|(key, value)| Some((intern(key.text()?)?, value.clone())))
            .collect();
        Some(Record { values })
    }

    /// Where a field stands.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.node(name).map(|it| it.span.clone())
    }

    /// Gives a field a value if it has none.
    pub fn set_default(&mut self, name: &'static str, node: Node) {
        if self.node(name).is_none() {
            self.values.push((name, node));
        }
    }

    /// Takes the fields that it lacks from another.
    pub fn inherit(&mut self, other: &Record) {
        for (name, node) in &other.values {
            self.set_default(name, node.clone());
        }
    }

    /// Names of the fields that are given.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.values.iter().map(|it| it.0)
    }
}

/// A text, and the language that it is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language; nothing when it is that of the file.
    pub lang: Option<&'a str>,
}

/// The text of a language; of the first one when it is not there.
pub fn local_text<'a>(node: &'a Node, lang: &str) -> Option<&'a str> {
    written(node, lang).map(|it| it.text)
}

/// [`local_text`], and the language that it is given for.
pub fn written<'a>(node: &'a Node, lang: &str) -> Option<Written<'a>> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Written { text, lang: None }),
        Value::Map(pairs) => {
            let own = pairs.iter().find(|it| it.0.text() == Some(lang));
            let (lang, text) = own.or(pairs.first())?;
            Some(Written { text: text.text()?, lang: lang.text() })
        }
        Value::List(_) | Value::Unread => None,
    }
}

/// Whether a list of names was written without its brackets: `authors: ana`. The portal says so,
/// which knows whom it names. Of all values that were checked, its names alone keep their mark of
/// being written without quotes.
pub fn is_bare(list: &Node) -> bool {
    let Value::List(items) = &list.value else { return false };
    let first = items.first().map(|it| &it.value);
    matches!(first, Some(Value::Scalar { plain: true, .. }))
}

/// Names of all fields, so that a record borrows them.
fn intern(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let mut names = BTreeSet::new();
        let kinds = Kind::ALL.into_iter().chain([Kind::Home]);
        for table in kinds.map(fields).chain([SETTINGS]) {
            collect(table, &mut names);
        }
        names
    });
    NAMES.get(name).copied()
}

fn collect(table: &'static [Field], names: &mut BTreeSet<&'static str>) {
    for field in table {
        names.insert(field.name);
        let mut ty = field.ty;
        while let Type::List(inner, _) = ty {
            ty = *inner;
        }
        if let Type::Map(inner) | Type::PersonOr(inner) = ty {
            collect(inner, names);
        }
    }
}

/// A scalar node without a place of its own, such as a date taken from a file name.
pub fn scalar(text: String, span: Span) -> Node {
    Node { value: Value::Scalar { text, plain: false }, span }
}

/// The whole of a source as a span's head: its first line.
pub fn head(source: &Arc<crate::diag::Source>) -> Span {
    let end = source.text().find('\n').unwrap_or(source.text().len());
    Span::new(source, 0..end)
}
