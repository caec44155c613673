//! Front matter read against the table of its kind: every fault is said, every right value kept.
//!
//! A [`Record`] holds only values that have the right type, so that whoever reads them later
//! needs no error of its own.

use std::sync::Arc;

use jiff::{
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use super::field::{Field, Type};
use crate::{
    diag::{Checked, Diagnostic, Severity, Span, nearest},
    yaml::{Node, Value, plain_type, shorten},
};

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

    /// Names of the fields that are given.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.values.iter().map(|it| it.0)
    }
}

/// The text of a language; of the first one when it is not there.
pub fn local_text<'a>(node: &'a Node, lang: &str) -> Option<&'a str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        Value::Map(pairs) => pairs
            .iter()
            .find(|it| it.0.text() == Some(lang))
            .or(pairs.first())
            .and_then(|it| it.1.text()),
        Value::List(_) => None,
    }
}

/// Names of inner fields are few and known.
fn intern(name: &str) -> Option<&'static str> {
    const NAMES: &[&str] = &[
        "image",
        "alt",
        "credit",
        "label",
        "url",
        "email",
        "name",
        "organisation",
        "id",
        "part",
        "address",
        "date",
        "cancelled",
        "moved_to",
        "time",
        "title",
        "speakers",
        "talk",
        "until",
        "conference",
        "edition",
        "city",
        "country",
        "video",
        "slides",
        "language",
        "page",
        "logo",
        "branch",
        "raw_html",
        "standard",
        "status",
        "rate",
        "audited",
        "auditor",
        "issues",
    ];
    NAMES.iter().find(|it| **it == name).copied()
}

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
    let mut reader = Reader { reading, found: Vec::new() };
    let record = reader.map(node, fields, "");
    Checked::new(record, reader.found)
}

struct Reader<'a> {
    reading: Reading<'a>,
    found: Vec<Diagnostic>,
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
            self.found.push(Diagnostic::error("wrong-type", message).at(node.span.clone()));
            return record;
        };
        let mut seen: Vec<&str> = Vec::new();
        for (key, value) in pairs {
            let Some(name) = key.text() else {
                let message =
                    format!("a field's name must be a text, found {}", key.describe());
                self.found
                    .push(Diagnostic::error("wrong-type", message).at(key.span.clone()));
                continue;
            };
            let Some(field) = fields.iter().find(|it| it.name == name) else {
                self.unknown(key, name, fields);
                continue;
            };
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let inner =
                if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if value.is_null() && field.ty != Type::Word {
                continue;
            }
            if let Some(value) = self.value(value, field.ty, &inner) {
                record.values.push((field.name, value));
            }
        }
        if self.reading.complete || !path.is_empty() {
            self.missing(node, &seen, pairs, fields, path);
        }
        record
    }

    fn unknown(&mut self, key: &Node, name: &str, fields: &'static [Field]) {
        let near = nearest(name, fields.iter().map(|it| it.name));
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
        seen: &[&str],
        pairs: &[(Node, Node)],
        fields: &'static [Field],
        path: &str,
    ) {
        let empty =
            |name: &str| pairs.iter().any(|it| it.0.text() == Some(name) && it.1.is_null());
        let absent: Vec<&Field> = fields
            .iter()
            .filter(|it| it.required && (!seen.contains(&it.name) || empty(it.name)))
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
            Diagnostic::error(
                "missing-field",
                format!("{owner} lacks {}", list.join(" and ")),
            )
            .at(span)
            .help(format!("add {}", lines.join(" and "))),
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
                (!broken).then(|| rebuild(node, record))
            }
            Type::PersonOr(fields) => match &node.value {
                Value::Map(_) => self.value(node, Type::Map(fields), path),
                _ => self.scalar(node, Type::Reference(super::Kind::Person), path, last),
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
            let text = node.text().map(|it| format!("write `{path}: [{it}]`"));
            return self.wrong(node, path, "a list", text);
        };
        if items.len() > limit {
            let message =
                format!("`{path}` has {} values, at most {limit} are allowed", items.len());
            self.found.push(Diagnostic::error("too-many", message).at(node.span.clone()));
            return None;
        }
        let kept = items
            .iter()
            .filter(|it| !it.is_null())
            .filter_map(|it| self.value(it, inner, path))
            .collect();
        Some(Node { value: Value::List(kept), span: node.span.clone() })
    }

    fn prose(
        &mut self,
        node: &Node,
        path: &str,
        limit: usize,
        one_line: bool,
    ) -> Option<Node> {
        if let (Value::Map(pairs), true) = (&node.value, self.reading.localized) {
            let all =
                pairs.iter().all(|it| it.0.text().is_some_and(super::kind::is_language));
            if all && !pairs.is_empty() {
                let kept: Vec<_> = pairs
                    .iter()
                    .filter_map(|(key, value)| {
                        Some((key.clone(), self.prose(value, path, limit, one_line)?))
                    })
                    .collect();
                return (!kept.is_empty())
                    .then(|| Node { value: Value::Map(kept), span: node.span.clone() });
            }
        }
        let Value::Scalar { text, plain } = &node.value else {
            return self.wrong(node, path, "a text", None);
        };
        if plain_type(text, *plain).is_some() {
            let last = path.rsplit('.').next().unwrap_or(path);
            return self.wrong(
                node,
                path,
                "a text",
                Some(format!("write `{last}: \"{text}\"`")),
            );
        }
        let length = text.chars().count();
        if length > limit {
            let message =
                format!("`{path}` has {length} characters, at most {limit} are allowed");
            self.found.push(Diagnostic::error("too-long", message).at(node.span.clone()));
            return None;
        }
        if text.trim().is_empty() {
            self.found.push(
                Diagnostic::error("empty-field", format!("`{path}` is empty"))
                    .at(node.span.clone()),
            );
            return None;
        }
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

    fn scalar(&mut self, node: &Node, ty: Type, path: &str, last: &str) -> Option<Node> {
        let wanted = wanted(ty);
        let Some(text) = node.text() else {
            return self.wrong(node, path, &wanted, None);
        };
        match check_scalar(text, ty) {
            Ok(value) => Some(Node {
                value: Value::Scalar { text: value, plain: false },
                span: node.span.clone(),
            }),
            Err(Fault::Type(help)) => self.wrong(
                node,
                path,
                &wanted,
                help.map(|it| format!("write `{last}: {it}`")),
            ),
            Err(Fault::Other(code, message, help)) => {
                self.found.push(Diagnostic {
                    severity: Severity::Error,
                    ..Diagnostic::error(code, format!("`{path}`: {message}"))
                        .at(node.span.clone())
                        .help_if(help)
                });
                None
            }
        }
    }
}

enum Fault {
    Type(Option<String>),
    Other(&'static str, String, Option<String>),
}

fn rebuild(node: &Node, record: Record) -> Node {
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

fn check_scalar(text: &str, ty: Type) -> Result<String, Fault> {
    let trimmed = text.trim();
    match ty {
        Type::Bool => match trimmed {
            "true" | "false" => Ok(trimmed.to_owned()),
            "yes" | "on" | "Yes" | "True" | "TRUE" => Err(Fault::Type(Some("true".into()))),
            "no" | "off" | "No" | "False" | "FALSE" => {
                Err(Fault::Type(Some("false".into())))
            }
            _ => Err(Fault::Type(None)),
        },
        Type::Number => match trimmed.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(Fault::Type(None)),
        },
        Type::Date => check_date(trimmed).map(|it| it.to_string()),
        Type::DateTime => check_moment(trimmed),
        Type::TimeZone => match TimeZone::get(trimmed) {
            Ok(_) => Ok(trimmed.to_owned()),
            Err(_) => Err(unknown_zone(trimmed)),
        },
        Type::Url => check_url(trimmed),
        Type::Email => match trimmed.split_once('@') {
            Some((user, host))
                if !user.is_empty()
                    && host.contains('.')
                    && !trimmed
                        .contains(|it: char| it.is_whitespace() || it.is_control()) =>
            {
                Ok(trimmed.to_owned())
            }
            _ => Err(Fault::Type(None)),
        },
        Type::Color => check_color(trimmed),
        Type::Language if super::kind::is_language(trimmed) => Ok(trimmed.to_owned()),
        Type::Language => Err(Fault::Type(Some("fr".into()))),
        Type::Slug => check_slug(trimmed),
        Type::Path => check_path(trimmed),
        Type::File => check_file(trimmed),
        Type::Choice(words) => match words.iter().find(|it| **it == trimmed) {
            Some(word) => Ok((*word).to_owned()),
            None => {
                Err(Fault::Type(nearest(trimmed, words.iter().copied()).map(str::to_owned)))
            }
        },
        Type::Word | Type::Reference(_) | Type::AnyReference => check_word(text),
        _ => Ok(text.to_owned()),
    }
}

fn check_word(text: &str) -> Result<String, Fault> {
    let length = text.chars().count();
    if length > 500 {
        let message = format!("{length} characters, at most 500 are allowed");
        return Err(Fault::Other("too-long", message, None));
    }
    Ok(text.trim().to_owned())
}

fn check_date(text: &str) -> Result<Date, Fault> {
    let date: Date = match text.parse() {
        Ok(date) if text.len() == 10 => date,
        _ => return Err(bad_date(text)),
    };
    in_range(date)
}

fn in_range(date: Date) -> Result<Date, Fault> {
    if (1970..=2100).contains(&date.year()) {
        return Ok(date);
    }
    let message = format!("the year {} is not between 1970 and 2100", date.year());
    Err(Fault::Other("bad-date", message, None))
}

fn bad_date(text: &str) -> Fault {
    let parts: Vec<&str> = text.get(..10).unwrap_or(text).split('-').collect();
    if let [year, month, day] = parts.as_slice() {
        let numbers = (year.parse::<i16>(), month.parse::<i8>(), day.parse::<i8>());
        if let (Ok(year), Ok(month), Ok(day)) = numbers {
            let first = Date::new(year, month, 1);
            let help = match first {
                Ok(first) => format!(
                    "{year}-{month:02} has {} days; `{}`?",
                    first.days_in_month(),
                    first.last_of_month()
                ),
                Err(_) => "months go from 01 to 12".to_owned(),
            };
            let message = format!("there is no day {year:04}-{month:02}-{day:02}");
            return Fault::Other("bad-date", message, Some(help));
        }
    }
    Fault::Type(Some("2026-03-14".into()))
}

fn check_moment(text: &str) -> Result<String, Fault> {
    match parse_moment(text) {
        Ok(moment) => in_range(moment.date).map(|_| text.to_owned()),
        Err(()) => match check_date(text.get(..10).unwrap_or(text)) {
            Err(fault) => Err(match fault {
                Fault::Type(_) => Fault::Type(Some("2026-03-14T18:30".into())),
                other => other,
            }),
            Ok(date) => {
                let rest = text.get(11..).unwrap_or("");
                let message = format!("there is no time `{}`", shorten(rest));
                let help = format!(
                    "write `{date}T18:30`: hours from 00 to 23, minutes from 00 to 59; the zone stands in `timezone:`"
                );
                Err(Fault::Other("bad-date", message, Some(help)))
            }
        },
    }
}

/// Reads a day, or a day and a local time behind `T` or a space.
pub fn parse_moment(text: &str) -> Result<Moment, ()> {
    let date = text.get(..10).ok_or(())?.parse::<Date>().map_err(|_| ())?;
    match text.get(10..).unwrap_or("") {
        "" => Ok(Moment { date, time: None }),
        rest => {
            let clock = rest.strip_prefix(['T', ' ', 't']).ok_or(())?;
            let clean = clock.len() >= 5
                && clock.bytes().all(|it| it.is_ascii_digit() || it == b':');
            let time = clock.parse::<Time>().map_err(|_| ())?;
            if clean { Ok(Moment { date, time: Some(time) }) } else { Err(()) }
        }
    }
}

fn unknown_zone(text: &str) -> Fault {
    let names: Vec<String> =
        jiff::tz::db().available().map(|it| it.as_str().to_owned()).collect();
    let near = nearest(text, names.iter().map(String::as_str));
    let help = near.map(|it| format!("did you mean `{it}`?"));
    Fault::Other(
        "unknown-time-zone",
        format!("there is no time zone `{}`", shorten(text)),
        help,
    )
}

fn check_url(text: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or(lower.strip_prefix("http://"))
    else {
        let bare = text.starts_with("www.") || (text.contains('.') && !text.contains(':'));
        let help =
            bare.then(|| format!("write `https://{}`", text.trim_start_matches('/')));
        let message = format!("`{}` is not an `https://` address", shorten(text));
        return Err(Fault::Other("bad-url", message, help));
    };
    let bad = text.contains(|it: char| {
        it.is_whitespace() || it.is_control() || it == '<' || it == '>' || it == '"'
    });
    if bad || rest.is_empty() || rest.starts_with('/') || text.len() > 2000 {
        let message = format!("`{}` is not an address", shorten(text));
        let help =
            "an address has a host and no spaces; write `%20` for a space".to_owned();
        return Err(Fault::Other("bad-url", message, Some(help)));
    }
    Ok(text.to_owned())
}

fn check_color(text: &str) -> Result<String, Fault> {
    let digits = text.strip_prefix('#').unwrap_or("");
    let hex = digits.bytes().all(|it| it.is_ascii_hexdigit());
    match digits.len() {
        6 if hex => Ok(text.to_ascii_lowercase()),
        3 if hex => {
            Ok(format!("#{}", digits.chars().flat_map(|it| [it, it]).collect::<String>())
                .to_ascii_lowercase())
        }
        _ => Err(Fault::Type(Some("\"#1f6f54\"".into()))),
    }
}

fn check_slug(text: &str) -> Result<String, Fault> {
    let slug = super::slug::slugify(text);
    if slug == text && !slug.is_empty() {
        return Ok(slug);
    }
    let help = (!slug.is_empty()).then(|| format!("write `{slug}`"));
    let message =
        format!("`{}` is not a slug: only a-z, 0-9 and - are allowed", shorten(text));
    Err(Fault::Other("bad-slug", message, help))
}

fn check_path(text: &str) -> Result<String, Fault> {
    let lower = text.to_ascii_lowercase();
    let climbs = lower.split('/').any(|it| it == ".." || it == ".");
    let bad = climbs
        || lower.starts_with("//")
        || lower.contains("%2e")
        || lower.contains("%2f")
        || text.contains(|it: char| it.is_control() || "\\?#:<>\"".contains(it));
    if bad || !text.starts_with('/') || text.len() > 500 {
        let message = format!("`{}` is not a path of the portal", shorten(text));
        let help = "a path starts with `/` and has no `..`, `?` or `#`: `/ancien/chemin/`";
        return Err(Fault::Other("bad-path", message, Some(help.into())));
    }
    Ok(text.to_owned())
}

fn check_file(text: &str) -> Result<String, Fault> {
    let has_scheme = text.split('/').next().is_some_and(|it| it.contains(':'));
    if has_scheme || text.starts_with("//") || text.contains('\\') {
        let message = format!("`{}` is not a file of the portal", shorten(text));
        let help = "put the file beside the text, or into `static/img/` and write `/img/…`";
        return Err(Fault::Other("bad-path", message, Some(help.into())));
    }
    Ok(text.to_owned())
}

fn wanted(ty: Type) -> String {
    match ty {
        Type::Bool => "`true` or `false`".into(),
        Type::Number => "a whole number".into(),
        Type::Date => "a day such as `2026-03-14`".into(),
        Type::DateTime => "a day, or a day and a time such as `2026-03-14T18:30`".into(),
        Type::TimeZone => "a time zone such as `Europe/Paris`".into(),
        Type::Url => "an address".into(),
        Type::Email => "an e-mail address".into(),
        Type::Color => "a color such as `\"#1f6f54\"`".into(),
        Type::Language => "a language such as `fr`".into(),
        Type::Slug => "a slug".into(),
        Type::Path => "a path".into(),
        Type::File => "a file".into(),
        Type::Reference(kind) => format!("the id of a {}", kind.word()),
        Type::AnyReference => "the id of an entry".into(),
        Type::Choice(words) => {
            let list: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
            format!("one of {}", list.join(", "))
        }
        _ => "a text".into(),
    }
}

/// What a value looks like, for help.
pub fn example(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "true",
        Type::Number => "1",
        Type::Date => "2026-03-14",
        Type::DateTime => "2026-03-14T18:30",
        Type::TimeZone => "Europe/Paris",
        Type::Url => "https://…",
        Type::Reference(_) | Type::AnyReference => "an-id",
        Type::List(..) => "[…]",
        Type::Map(_) | Type::Extra | Type::Choices(_) => "{…}",
        _ => "…",
    }
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|it| format!("`{}`", it.name)).collect::<Vec<_>>().join(", ")
}

fn name_or(path: &str, what: &str) -> String {
    if path.is_empty() { format!("this {what}") } else { format!("`{path}`") }
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
