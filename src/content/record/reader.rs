//! A mapping against the table of its kind.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Record,
    cut::{At, Cut, cut},
    date::day_of,
    names::mapped,
    prose::{text_marks, without_alt},
    synonyms::meant,
    whole::{whole, wrapped},
    words::{and, name_or, names, rebuild},
};
use crate::{
    content::{
        Kind,
        field::{Field, Type},
    },
    diag::{Checked, Diagnostic, Fix, Span},
    yaml::{Node, Value, shorten},
};

/// What is being read, for messages and for what is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// What the mapping is: `retex`, `portal.yaml`.
    pub what: &'a str,
    /// Whether texts may be maps of languages (settings and lists).
    pub localized: bool,
    /// Whether missing fields are said (not in a translation, which inherits).
    pub complete: bool,
    /// Where missing fields are said.
    pub head: &'a Span,
}

/// Reads a mapping against a table.
pub fn read(
    node: &Node,
    fields: &'static [Field],
    reading: Reading<'_>,
) -> Checked<Record> {
    let (found, draft) = (Vec::new(), is_draft(node));
    let mut reader = Reader { reading, found, day: day_of(node), item: false, draft };
    let record = reader.map(node, fields, "");
    Checked::new(record, reader.found)
}

pub(super) struct Reader<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) found: Vec<Diagnostic>,
    /// The day of the mapping that is read, which a time alone belongs to.
    pub(super) day: Option<Date>,
    /// Whether the value that is read is an item of a list, which has no name of its own.
    pub(super) item: bool,
    /// Whether it is a draft: its author may not know all yet, and only its author can publish it.
    draft: bool,
}

/// Whether an entry says that it is a draft.
fn is_draft(entry: &Node) -> bool {
    let Value::Map(pairs) = &entry.value else { return false };
    let own = pairs.iter().find(|it| it.0.text() == Some("draft"));
    own.is_some_and(|it| it.1.text() == Some("true"))
}

impl Reader<'_> {
    fn map(&mut self, node: &Node, fields: &'static [Field], path: &str) -> Record {
        let mut record = Record::default();
        let Value::Map(pairs) = &node.value else {
            let message = format!(
                "{} must be a mapping of fields, found {}",
                name_or(path, self.reading.what),
                node.describe()
            );
            let given = node.text().and_then(|it| wrapped(it, fields));
            let names = fields.iter().filter(|it| it.required).map(|it| it.name);
            let names: Vec<String> = names.map(|it| format!("{it}: …")).collect();
            let is_below = node.span.text_before().trim_end().ends_with('-');
            let sign = if self.item && is_below { "- " } else { "" };
            let help = match given.or_else(|| (!names.is_empty()).then(|| whole(&names))) {
                Some(right) if !path.is_empty() => {
                    format!("write `{sign}{}{}`", self.before(path), shorten(&right))
                }
                _ => "write one field on each line: `title: …`".to_owned(),
            };
            let diagnostic = Diagnostic::error("wrong-type", message).at(node.span.clone());
            self.found.push(diagnostic.help(help));
            return record;
        };
        let mut seen = BTreeSet::new();
        // Fields that are said already: a comment took their value, or they have another name.
        let mut said = Vec::new();
        for (at, (key, value)) in pairs.iter().enumerate() {
            let Some(name) = key.text() else {
                let message =
                    format!("a field's name must be a text, found {}", key.describe());
                self.found
                    .push(Diagnostic::error("wrong-type", message).at(key.span.clone()));
                continue;
            };
            // That a field is given twice was said by who read the YAML.
            if !seen.insert(name) {
                continue;
            }
            let Some(field) = fields.iter().find(|it| it.name == name) else {
                if !self.decimal(key, value, at.checked_sub(1).and_then(|it| pairs.get(it)))
                {
                    said.extend(self.unknown(key, name, fields, pairs));
                }
                continue;
            };
            let inner =
                if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let is_lost = field.required && value.is_null();
            let at = if is_lost { At::Lost } else { At::Field };
            let is_text = is_words(field.ty);
            let cut = (is_text || value.is_null())
                .then(|| cut(Some(key), value, is_text && field.required));
            if self.cut(cut.flatten(), field.ty, &inner, at) && is_lost {
                said.push(field.name);
            }
            if value.is_null() && (field.ty != Type::Word || value.text() != Some("")) {
                continue;
            }
            let outer = std::mem::replace(&mut self.item, false);
            if let Some(value) = self.value(value, field.ty, &inner) {
                record.values.push((field.name, value));
            }
            self.item = outer;
        }
        // A mapping of a translation may give a part of the original's; an item of a list is whole.
        let inherits = !self.reading.complete && !self.item && !path.contains('.');
        if !inherits {
            let is_given = |name: &str| {
                let own = pairs.iter().find(|it| it.0.text() == Some(name));
                own.is_some_and(|it| !it.1.is_null() && !has_nothing(&it.1))
                    || said.contains(&name)
            };
            self.missing(node, is_given, fields, path);
        }
        record
    }

    /// `{rate: 72,5}`: between braces, a comma ends the number, and its decimals are a name.
    fn decimal(&mut self, key: &Node, value: &Node, before: Option<&(Node, Node)>) -> bool {
        let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let (Some((name, whole)), Some(decimals), true) =
            (before, key.text(), value.is_null())
        else {
            return false;
        };
        let (Some(name), Some(units)) = (name.text(), whole.text()) else { return false };
        let range = whole.span.range().start..key.span.range().end;
        let span = Span::new(key.span.source(), range);
        if !digits(decimals)
            || !digits(units)
            || span.text() != format!("{units},{decimals}")
        {
            return false;
        }
        let right = format!("{units}.{decimals}");
        self.found.push(
            Diagnostic::error("wrong-type", "a comma ends a value between `{` and `}`")
                .at(span.clone())
                .help(format!("write `{name}: {right}`"))
                .fix(span, right),
        );
        true
    }

    /// Says so; gives the field that was meant.
    fn unknown(
        &mut self,
        key: &Node,
        name: &str,
        fields: &'static [Field],
        pairs: &[(Node, Node)],
    ) -> Option<&'static str> {
        let near = meant(name, fields);
        let free = fields.iter().any(|it| it.name == "extra");
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if free => "free fields stand under `extra:`".to_owned(),
            None => format!("known fields: {}", names(fields)),
        };
        let message = format!("unknown field `{}`", shorten(name));
        let mut found =
            Diagnostic::error("unknown-field", message).at(key.span.clone()).help(help);
        // A fix is made only where the value is right under the other name.
        let fits = |near: &str| {
            let field = fields.iter().find(|it| it.name == near)?;
            let value = &pairs.iter().find(|it| it.0.text() == Some(name))?.1;
            let means = |it: &Node| it.text().and_then(|it| meant(it, fields));
            let given = pairs.iter().filter(|it| means(&it.0) == Some(near));
            if given.count() != 1 {
                return None;
            }
            let renamed = Fix::default().and(key.span.clone(), field.name);
            // A text is no list, though it is read as one when it names entries.
            let (Type::List(inner, _), Some(text)) = (field.ty, value.text()) else {
                return self.takes(value, field.ty).then_some(renamed);
            };
            let listed = format!("[{text}]");
            let is_written = value.span.text() == text;
            (is_written && !text.contains(',') && self.takes(value, *inner))
                .then(|| renamed.and(value.span.clone(), listed))
        };
        found = found.fix_if(near.and_then(fits));
        self.found.push(found);
        near
    }

    /// Whether a value is right for a type.
    pub(super) fn takes(&self, value: &Node, ty: Type) -> bool {
        let (reading, found) = (self.reading, Vec::new());
        let draft = self.draft;
        let mut trial = Reader { reading, found, day: None, item: false, draft };
        !value.is_null() && trial.value(value, ty, "x").is_some() && trial.found.is_empty()
    }

    fn missing(
        &mut self,
        node: &Node,
        is_given: impl Fn(&str) -> bool,
        fields: &'static [Field],
        path: &str,
    ) {
        let absent: Vec<&Field> =
            fields.iter().filter(|it| it.required && !is_given(it.name)).collect();
        if absent.is_empty() {
            return;
        }
        let list: Vec<String> = absent.iter().map(|it| format!("`{}`", it.name)).collect();
        let lines: Vec<String> = absent.iter().map(|it| to_add(it)).collect();
        let span =
            if path.is_empty() { self.reading.head.clone() } else { node.span.clone() };
        let owner = if path.is_empty() {
            format!("this {}", self.reading.what)
        } else {
            format!("`{path}`")
        };
        let message = format!("{owner} is missing {}", and(&list));
        let found = if self.draft {
            Diagnostic::warning("missing-field", message)
                .note("it is a draft: add this before it is published")
        } else {
            Diagnostic::error("missing-field", message)
        };
        self.found.push(found.at(span).help(format!("add {}", and(&lines))));
    }

    pub(super) fn wrong(
        &mut self,
        node: &Node,
        path: &str,
        wanted: &str,
        help: Option<String>,
    ) -> Option<Node> {
        let message = format!("`{path}` must be {wanted}, found {}", node.describe());
        self.found.push(
            Diagnostic::error("wrong-type", message).at(node.span.clone()).help_if(help),
        );
        None
    }

    pub(super) fn value(&mut self, node: &Node, ty: Type, path: &str) -> Option<Node> {
        if node.is_unread() {
            return None;
        }
        let last = path.rsplit('.').next().unwrap_or(path);
        match ty {
            Type::Title | Type::Text | Type::Markdown => self.prose(node, path, ty),
            Type::List(inner, limit) => self.list(node, *inner, limit, path),
            Type::Map(fields) if self.unnamed(node, fields) => None,
            Type::Map(fields) => {
                let before = self.found.len();
                let outer = std::mem::replace(&mut self.day, day_of(node));
                let record = self.map(node, fields, path);
                self.day = outer;
                let broken = self.found.iter().skip(before).any(Diagnostic::is_error);
                let alt = without_alt(&record, fields);
                self.found.extend(alt.filter(|_| self.reading.complete && !broken));
                (!broken).then(|| rebuild(node, record))
            }
            Type::PersonOr(fields) => match &node.value {
                Value::Map(_) if mapped(node, ty).is_none() => {
                    self.value(node, Type::Map(fields), path)
                }
                _ => self.scalar(node, Type::Reference(Kind::Person), path, last),
            },
            Type::Extra => match &node.value {
                Value::Map(_) => Some(node.clone()),
                _ => self.wrong(node, path, "a mapping", None),
            },
            Type::Choices(words) => self.choices(node, words, path),
            Type::Word => {
                let text = node.text().and_then(|it| text_marks(node, it, path));
                self.found.extend(text);
                self.scalar(node, ty, path, last)
            }
            _ => self.scalar(node, ty, path, last),
        }
    }

    /// Says what a comment cuts off a value; whether it does.
    pub(super) fn cut(&mut self, cut: Option<Cut>, ty: Type, path: &str, at: At) -> bool {
        let said = cut.map(|it| it.said(path, at, ty));
        let is_cut = said.is_some();
        self.found.extend(said);
        is_cut
    }

    fn choices(
        &mut self,
        node: &Node,
        words: &'static [&'static str],
        path: &str,
    ) -> Option<Node> {
        let Value::Map(pairs) = &node.value else {
            return self.wrong(node, path, "a mapping", None);
        };
        let kept = pairs
            .iter()
            .filter_map(|(key, value)| {
                let name = format!("{path}.{}", key.text().unwrap_or("?"));
                Some((key.clone(), self.value(value, Type::Choice(words), &name)?))
            })
            .collect();
        Some(Node { value: Value::Map(kept), span: node.span.clone() })
    }
}

/// A field that is lacking, as it would be written.
pub fn to_add(field: &Field) -> String {
    let name = field.name;
    match field.ty {
        Type::Date => format!("`{name}: …`, such as `2026-03-14`"),
        Type::DateTime => format!("`{name}: …`, such as `2026-03-14T18:30`"),
        Type::Positive => format!("`{name}: …`, a number"),
        Type::List(..) => format!("`{name}: […]`"),
        Type::Map(_) => format!("`{name}: {{…}}`"),
        Type::Url => format!("`{name}: https://…`"),
        _ => format!("`{name}: …`"),
    }
}

/// Whether a list names nothing: `[]`, or items that are empty.
fn has_nothing(value: &Node) -> bool {
    matches!(&value.value, Value::List(items) if items.iter().all(Node::is_null))
}

/// Whether a value is a text as its author words it.
pub(super) fn is_words(ty: Type) -> bool {
    matches!(ty, Type::Title | Type::Text | Type::Markdown | Type::Word)
}

/// Says which fields are lacking that no original gives: those of an entry, or, with a path, of
/// a mapping in it.
pub fn missing(
    record: &Record,
    fields: &'static [Field],
    (what, path): (&str, &str),
    head: &Span,
) -> Option<Diagnostic> {
    let reading = Reading { what, localized: false, complete: true, head };
    let (found, draft) = (Vec::new(), record.bool("draft") == Some(true));
    let mut reader = Reader { reading, found, day: None, item: false, draft };
    let node = Node { value: Value::Map(Vec::new()), span: head.clone() };
    reader.missing(&node, |name| record.node(name).is_some(), fields, path);
    reader.found.pop()
}
