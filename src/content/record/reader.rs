//! A mapping against the table of its kind.

use std::collections::BTreeSet;

use super::{
    Record,
    prose::{text_marks, without_alt},
    scalar::{Fault, check_scalar, example, wanted},
    words::{SYNONYMS, and, name_or, names, rebuild, sample, visible},
};
use crate::{
    content::{
        Kind,
        field::{Field, Type},
        kind::is_language,
    },
    diag::{Checked, Diagnostic, Span, nearest},
    yaml::{Node, Value, plain_type, shorten},
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
    let mut reader = Reader { reading, found: Vec::new(), item: false };
    let record = reader.map(node, fields, "");
    Checked::new(record, reader.found)
}

struct Reader<'a> {
    reading: Reading<'a>,
    found: Vec<Diagnostic>,
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
                self.unknown(key, name, fields);
                continue;
            };
            let inner =
                if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
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
            self.missing(node, &seen, pairs, fields, path);
        }
        record
    }

    fn unknown(&mut self, key: &Node, name: &str, fields: &'static [Field]) {
        let other = SYNONYMS.iter().find(|it| it.0 == name).map(|it| it.1);
        let near = other
            .filter(|it| fields.iter().any(|field| field.name == *it))
            .or_else(|| nearest(name, fields.iter().map(|it| it.name)));
        let free = fields.iter().any(|it| it.name == "extra");
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if free => "free fields stand under `extra:`".to_owned(),
            None => format!("known fields: {}", names(fields)),
        };
        let message = format!("unknown field `{}`", shorten(name));
        self.found.push(
            Diagnostic::error("unknown-field", message).at(key.span.clone()).help(help),
        );
    }

    fn missing(
        &mut self,
        node: &Node,
        seen: &BTreeSet<&str>,
        pairs: &[(Node, Node)],
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

    fn wrong(
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
                let record = self.map(node, fields, path);
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
            _ => self.scalar(node, ty, path, last),
        }
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
        let outer = std::mem::replace(&mut self.item, true);
        let kept = items
            .iter()
            .filter(|it| !it.is_null())
            .filter_map(|it| self.value(it, inner, path))
            .collect();
        self.item = outer;
        Some(Node { value: Value::List(kept), span: node.span.clone() })
    }

    fn prose(
        &mut self,
        node: &Node,
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        let (text, plain) = match &node.value {
            Value::Map(pairs) if self.reading.localized && !pairs.is_empty() => {
                return self.per_language(node, pairs, path, limit, one_line);
            }
            Value::Map(_) => {
                let help = "a translation stands in a file of its own, such as `x.en.md`";
                return self.wrong(node, path, "a text", Some(help.into()));
            }
            Value::List(_) => {
                let help = "write one text, or put it in quotes if it begins with `[`";
                return self.wrong(node, path, "a text", Some(help.into()));
            }
            Value::Scalar { text, plain } => (text, plain),
        };
        if plain_type(text, *plain).is_some() {
            let last = path.rsplit('.').next().unwrap_or(path);
            return self.wrong(
                node,
                path,
                "a text",
                Some(format!("write `{last}: \"{text}\"`, in quotes")),
            );
        }
        let length = text.chars().count();
        if length > limit {
            let message =
                format!("`{path}` has {length} characters, at most {limit} are allowed");
            let diagnostic = Diagnostic::error("too-long", message).at(node.span.clone());
            self.found.push(diagnostic.help("shorten it; the long text stands below"));
            return None;
        }
        if text.trim().is_empty() {
            self.found.push(
                Diagnostic::error("empty-field", format!("`{path}` is empty"))
                    .at(node.span.clone())
                    .help("write its text, or remove the field"),
            );
            return None;
        }
        self.found.extend(text_marks(node, text, path));
        let text: String = text.chars().map(visible).collect();
        let tidy = if one_line {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.trim().to_owned()
        };
        Some(Node {
            value: Value::Scalar { text: tidy, plain: false },
            span: node.span.clone(),
        })
    }

    /// A text per language: `{fr: …, en: …}`.
    fn per_language(
        &mut self,
        node: &Node,
        pairs: &[(Node, Node)],
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        let mut kept = Vec::new();
        for (key, value) in pairs {
            let name = key.text().unwrap_or("");
            if !is_language(name) {
                let message = format!("`{path}`: `{}` is not a language", shorten(name));
                self.found.push(
                    Diagnostic::error("wrong-type", message)
                        .at(key.span.clone())
                        .help("write one text, or a text per language: `{fr: …, en: …}`"),
                );
            } else if let Some(value) = self.text_of(value, path, limit, one_line) {
                kept.push((key.clone(), value));
            }
        }
        (!kept.is_empty())
            .then(|| Node { value: Value::Map(kept), span: node.span.clone() })
    }

    /// The text of one language.
    fn text_of(
        &mut self,
        node: &Node,
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        if node.text().is_some() {
            return self.prose(node, path, limit, one_line);
        }
        let help = "write one text for each language: `{fr: …, en: …}`";
        self.wrong(node, path, "a text in each language", Some(help.into()))
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
                match help {
                    Some(it) if self.item => Some(format!("write `{it}`")),
                    Some(it) => Some(format!("write `{last}: {it}`")),
                    None if matches!(ty, Type::Choice(_)) => None,
                    None => Some(format!("write `{}`", sample(ty, self.item, last))),
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

/// Says which fields are lacking that no original gives: those of an entry, or, with a path, of
/// a mapping in it.
pub fn missing(
    record: &Record,
    fields: &'static [Field],
    (what, path): (&str, &str),
    head: &Span,
) -> Option<Diagnostic> {
    let reading = Reading { what, localized: false, complete: true, head };
    let mut reader = Reader { reading, found: Vec::new(), item: false };
    let seen: BTreeSet<&str> = record.names().collect();
    let node = Node { value: Value::Map(Vec::new()), span: head.clone() };
    reader.missing(&node, &seen, &[], fields, path);
    reader.found.pop()
}
