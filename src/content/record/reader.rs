//! A mapping against the table of its kind.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Record,
    cut::{At, Cut, cut, cut_item},
    date::{day_of, time_of},
    prose::{text_marks, without_alt},
    scalar::{Fault, check_scalar, example, wanted},
    words::{SYNONYMS, and, name_or, names, rebuild, sample},
};
use crate::{
    content::{
        Kind,
        field::{Field, Type},
    },
    diag::{Checked, Diagnostic, Fix, Span, nearest},
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
    let mut reader = Reader { reading, found: Vec::new(), day: day_of(node), item: false };
    let record = reader.map(node, fields, "");
    Checked::new(record, reader.found)
}

pub(super) struct Reader<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) found: Vec<Diagnostic>,
    /// The day of the mapping that is read, which a time alone belongs to.
    day: Option<Date>,
    /// Whether the value that is read is an item of a list, which has no name of its own.
    item: bool,
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
            let names = fields.iter().filter(|it| it.required).map(|it| it.name);
            let names: Vec<String> = names.map(|it| format!("{it}: …")).collect();
            let help = match path.rsplit('.').next() {
                Some(last) if !path.is_empty() && !names.is_empty() => {
                    format!("write `{last}: {{{}}}`", names.join(", "))
                }
                _ => "write one field a line: `title: …`".to_owned(),
            };
            let diagnostic = Diagnostic::error("wrong-type", message).at(node.span.clone());
            self.found.push(diagnostic.help(help));
            return record;
        };
        let mut seen = BTreeSet::new();
        // Required fields whose value a comment took: they are said already.
        let mut lost = Vec::new();
        for (key, value) in pairs {
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
                self.unknown(key, name, fields, pairs);
                continue;
            };
            let inner =
                if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            let is_lost = field.required && value.is_null();
            let at = if is_lost { At::Lost } else { At::Field };
            let cut =
                (is_words(field.ty) || value.is_null()).then(|| cut(Some(key), value));
            if self.cut(cut.flatten(), field.ty, &inner, at) && is_lost {
                lost.push(field.name);
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
            let pairs: Vec<_> = pairs
                .iter()
                .filter(|it| !it.0.text().is_some_and(|it| lost.contains(&it)))
                .collect();
            self.missing(node, &seen, &pairs, fields, path);
        }
        record
    }

    fn unknown(
        &mut self,
        key: &Node,
        name: &str,
        fields: &'static [Field],
        pairs: &[(Node, Node)],
    ) {
        let near = meant(Some(name), fields);
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
            let given = pairs.iter().filter(|it| meant(it.0.text(), fields) == Some(near));
            if given.count() != 1 {
                return None;
            }
            let renamed = Fix::default().and(key.span.clone(), field.name);
            if self.takes(value, field.ty) {
                return Some(renamed);
            }
            let Type::List(inner, _) = field.ty else { return None };
            let text = value.text().filter(|it| !it.contains(','))?;
            let listed = format!("[{text}]");
            let is_written = value.span.text() == text;
            (is_written && self.takes(value, *inner))
                .then(|| renamed.and(value.span.clone(), listed))
        };
        found = found.fix_if(near.and_then(fits));
        self.found.push(found);
    }

    /// Whether a value is right for a type.
    fn takes(&self, value: &Node, ty: Type) -> bool {
        let (reading, found) = (self.reading, Vec::new());
        let mut trial = Reader { reading, found, day: None, item: false };
        !value.is_null() && trial.value(value, ty, "x").is_some() && trial.found.is_empty()
    }

    fn missing(
        &mut self,
        node: &Node,
        seen: &BTreeSet<&str>,
        pairs: &[&(Node, Node)],
        fields: &'static [Field],
        path: &str,
    ) {
        let empty =
            |name: &str| pairs.iter().any(|it| it.0.text() == Some(name) && it.1.is_null());
        let absent: Vec<&Field> = fields
            .iter()
            .filter(|it| it.required && (!seen.contains(it.name) || empty(it.name)))
            .collect();
        if absent.is_empty() {
            return;
        }
        let list: Vec<String> = absent.iter().map(|it| format!("`{}`", it.name)).collect();
        let lines: Vec<String> =
            absent.iter().map(|it| format!("`{}: {}`", it.name, example(it.ty))).collect();
        let span =
            if path.is_empty() { self.reading.head.clone() } else { node.span.clone() };
        let owner = if path.is_empty() {
            format!("this {}", self.reading.what)
        } else {
            format!("`{path}`")
        };
        self.found.push(
            Diagnostic::error("missing-field", format!("{owner} lacks {}", and(&list)))
                .at(span)
                .help(format!("add {}", and(&lines))),
        );
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

    fn value(&mut self, node: &Node, ty: Type, path: &str) -> Option<Node> {
        let last = path.rsplit('.').next().unwrap_or(path);
        match ty {
            Type::Title => self.prose(node, path, 200, true),
            Type::Text => self.prose(node, path, 2000, false),
            Type::List(inner, limit) => self.list(node, *inner, limit, path),
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
                Value::Map(_) => self.value(node, Type::Map(fields), path),
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

    fn list(&mut self, node: &Node, inner: Type, limit: usize, path: &str) -> Option<Node> {
        let Value::List(items) = &node.value else {
            let last = path.rsplit('.').next().unwrap_or(path);
            let text = node.text().map(|it| {
                if it.starts_with('-') {
                    return "write a space behind each `-`".to_owned();
                }
                format!("write `{last}: [{}]`", shorten(it))
            });
            return self.wrong(node, path, "a list", text);
        };
        if items.len() > limit {
            let message =
                format!("`{path}` has {} values, at most {limit} are allowed", items.len());
            let diagnostic = Diagnostic::error("too-many", message).at(node.span.clone());
            self.found.push(diagnostic.help("keep those that help a reader"));
            return None;
        }
        let mut above = node.span.range().start;
        for it in items {
            let cut = (is_words(inner) || it.is_null()).then(|| cut_item(above, it));
            self.cut(cut.flatten(), inner, path, At::Item);
            above = it.span.range().end;
        }
        let outer = std::mem::replace(&mut self.item, true);
        let kept = items
            .iter()
            .filter(|it| !it.is_null())
            .filter_map(|it| self.value(it, inner, path))
            .collect();
        self.item = outer;
        Some(Node { value: Value::List(kept), span: node.span.clone() })
    }

    fn scalar(&mut self, node: &Node, ty: Type, path: &str, last: &str) -> Option<Node> {
        let wanted = wanted(ty);
        let Some(text) = node.text() else {
            let help = format!("write `{}`", sample(ty, self.item, last));
            return self.wrong(node, path, &wanted, Some(help));
        };
        let quoted = matches!(node.value, Value::Scalar { plain: false, .. });
        if ty == Type::Bool && quoted && matches!(text, "true" | "false") {
            let help = format!("write `{last}: {text}`, without quotes");
            return self.wrong(node, path, &wanted, Some(help));
        }
        match check_scalar(text, ty) {
            Ok(value) => Some(Node {
                value: Value::Scalar { text: value, plain: false },
                span: node.span.clone(),
            }),
            Err(Fault::Type(help)) => self.wrong(
                node,
                path,
                &wanted,
                match help
                    .or_else(|| time_of(self.day.filter(|_| ty == Type::DateTime)?, text))
                {
                    Some(it) if self.item => Some(format!("write `{it}`")),
                    Some(it) => Some(format!("write `{last}: {it}`")),
                    None if matches!(ty, Type::Choice(_)) => None,
                    None => Some(format!(
                        "write a value such as `{}`",
                        sample(ty, self.item, last)
                    )),
                },
            ),
            Err(Fault::Other(code, message, help)) => {
                let diagnostic = Diagnostic::error(code, format!("`{path}`: {message}"));
                self.found.push(diagnostic.at(node.span.clone()).help_if(help));
                None
            }
        }
    }
}

/// Whether a value is a text as its author words it.
fn is_words(ty: Type) -> bool {
    matches!(ty, Type::Title | Type::Text | Type::Word)
}

/// The field that a name means.
fn meant(name: Option<&str>, fields: &'static [Field]) -> Option<&'static str> {
    let name = name?;
    let is_field = |name: &str| fields.iter().find(|it| it.name == name).map(|it| it.name);
    let other = SYNONYMS.iter().find(|it| it.0 == name).and_then(|it| is_field(it.1));
    let near = || nearest(name, fields.iter().map(|it| it.name));
    is_field(name).or(other).or_else(near)
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
    let mut reader = Reader { reading, found: Vec::new(), day: None, item: false };
    let seen: BTreeSet<&str> = record.names().collect();
    let node = Node { value: Value::Map(Vec::new()), span: head.clone() };
    reader.missing(&node, &seen, &[], fields, path);
    reader.found.pop()
}
