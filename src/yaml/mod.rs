//! YAML as a tree in which each value knows its place.
//!
//! The only file that names `serde_yaml` (serde-saphyr under that name): its event parser is
//! used, not its `Deserialize` support, because serde stops at the first error, and we owe all
//! errors of a file at once. Anchors, aliases, tags and deep nesting are refused while parsing,
//! before memory is spent on them.

mod syntax;

use std::{borrow::Cow, collections::HashMap, ops::Range, sync::Arc};

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as RawSpan};

use crate::{
    diag::{Checked, Diagnostic, Source, Span, invisible},
    sink::hidden::hidden,
};

/// How deep lists and mappings may be nested.
pub const MAX_DEPTH: usize = 32;

/// A YAML value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a YAML value is.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar as written; what it means is for the field to say.
    Scalar {
        /// The text, quotes and escapes taken away.
        text: String,
        /// Written without quotes, so that YAML might read it as a number or a bool.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The scalar's text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Nothing at all was written (`key:`), or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true }
            if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What a person would call it in a message.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::List(_) => "a list".into(),
            Value::Map(_) => "a mapping".into(),
            Value::Scalar { .. } if self.is_null() => "nothing".into(),
            Value::Scalar { text, plain } => match plain_type(text, *plain) {
                Some("bool") => format!("`{text}`, which YAML takes for true or false"),
                Some(word) => format!("the {word} `{}`", shorten(text)),
                None => format!("the text `{}`", shorten(text)),
            },
        }
    }
}

/// What YAML would make of a plain scalar, if not a text.
pub fn plain_type(text: &str, plain: bool) -> Option<&'static str> {
    if !plain {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "on" | "off") {
        return Some("bool");
    }
    let digits = lower.strip_prefix(['-', '+']).unwrap_or(&lower);
    let number = digits.starts_with(|it: char| it.is_ascii_digit())
        && digits.parse::<f64>().is_ok_and(f64::is_finite);
    number.then_some("number")
}

/// A text that fits into a message.
pub fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or(""))),
        None => Cow::Borrowed(text),
    }
}

/// Parses a part of a file; nothing when it is empty or broken.
pub fn parse(source: &Arc<Source>, range: Range<usize>) -> Checked<Option<Node>> {
    let text = source.text().get(range.clone()).unwrap_or("");
    let mut builder = Builder {
        source,
        offset: range.start,
        found: Vec::new(),
        twice: 0,
        stack: Vec::new(),
        root: None,
    };
    for event in Parser::new_from_str(text) {
        let done = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                let diagnostic = builder.scan_error(&error, text);
                builder.found.push(diagnostic);
                true
            }
        };
        if done {
            builder.root = None;
            break;
        }
    }
    Checked::new(builder.root, builder.found)
}

/// The first tab before the first letter of a line, up to the place of an error: within a block
/// text such a tab is right, so that it is looked for only when something is wrong.
fn indenting_tab(text: &str, until: usize) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > until {
            return None;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indent).and_then(|it| it.find('\t'));
        if let (Some(tab), false) = (tab, line.trim().is_empty()) {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

enum Open {
    List(Vec<Node>, Range<usize>),
    Map(Pairs, Option<Node>, Range<usize>),
}

/// The pairs of a mapping that is being read, and where each name was given first.
#[derive(Default)]
struct Pairs {
    pairs: Vec<(Node, Node)>,
    /// Filled only for long mappings, where looking at each pair would take too long.
    names: HashMap<String, Span>,
}

impl Pairs {
    fn first(&self, name: &str) -> Option<&Span> {
        if self.names.is_empty() {
            return self
                .pairs
                .iter()
                .find(|it| it.0.text() == Some(name))
                .map(|it| &it.0.span);
        }
        self.names.get(name)
    }

    fn push(&mut self, key: Node, value: Node) {
        if self.pairs.len() == 32 {
            let names = self.pairs.iter();
            self.names = names
                .filter_map(|it| Some((it.0.text()?.to_owned(), it.0.span.clone())))
                .collect();
        }
        if let (true, Some(name)) = (self.pairs.len() >= 32, key.text()) {
            self.names.entry(name.to_owned()).or_insert_with(|| key.span.clone());
        }
        self.pairs.push((key, value));
    }
}

/// How many keys are said to repeat another: whoever has more of them knows by then.
const MOST_TWICE: usize = 100;

struct Builder<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    found: Vec<Diagnostic>,
    /// How many keys repeat another.
    twice: usize,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, self.offset + range.start..self.offset + range.end)
    }

    /// Takes one event; true when parsing must stop.
    fn take(&mut self, event: Event<'_>, raw: &RawSpan) -> bool {
        let range = raw.byte_range().unwrap_or(0..0);
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return self.refuse_anchor(range);
            }
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                return self.refuse_anchor(range);
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => return self.refuse_tag(raw, range),
            Event::DocumentStart(..) if self.root.is_some() => {
                self.found.push(
                    Diagnostic::error(
                        "yaml-documents",
                        "a second YAML document starts here",
                    )
                    .at(self.span(range))
                    .help("remove the line `---`: one file holds one document"),
                );
                return true;
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let span = self.span(range);
                if style == ScalarStyle::DoubleQuoted {
                    self.say_escaped(&text, &span);
                }
                let value = Value::Scalar { text: text.into_owned(), plain };
                self.push(Node { value, span });
            }
            Event::SequenceStart(..) => return self.open(Open::List(Vec::new(), range)),
            Event::MappingStart(..) => {
                return self.open(Open::Map(Pairs::default(), None, range));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&range),
            _ => {}
        }
        false
    }

    /// Says what only an escape spells that nobody sees: `\u200b`.
    fn say_escaped(&mut self, text: &str, span: &Span) {
        let written = span.text();
        if written.contains('\\') && !text.is_ascii() {
            let own = hidden(text).find(|it| !written.contains(it.1));
            self.found.extend(own.map(|it| invisible(it.1, span.clone())));
        }
    }

    fn refuse_anchor(&mut self, range: Range<usize>) -> bool {
        let span = self.span(range);
        self.found.push(anchor(span));
        true
    }

    fn refuse_tag(&mut self, raw: &RawSpan, range: Range<usize>) -> bool {
        let range = raw.tag_span().and_then(|it| it.byte_range()).unwrap_or(range);
        self.found.push(
            Diagnostic::error("yaml-tag", "YAML tags are not allowed")
                .at(self.span(range))
                .help("remove the word that starts with `!`, or put the value in quotes"),
        );
        true
    }

    fn open(&mut self, open: Open) -> bool {
        let (Open::List(_, range) | Open::Map(_, _, range)) = &open;
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            let span = self.span(range.clone());
            self.found.push(Diagnostic::error("yaml-depth", message).at(span));
            return true;
        }
        self.stack.push(open);
        false
    }

    fn close(&mut self, end: &Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        let node = match open {
            Open::List(items, range) => {
                let last =
                    items.last().map_or(range.end, |it| it.span.range().end - self.offset);
                let span = self.span(range.start..last.max(flow_end(end)));
                Node { value: Value::List(items), span }
            }
            Open::Map(Pairs { pairs, .. }, _, range) => {
                let last = pairs
                    .last()
                    .map_or(range.end, |it| it.1.span.range().end - self.offset);
                let span = self.span(range.start..last.max(flow_end(end)));
                Node { value: Value::Map(pairs), span }
            }
        };
        self.push(node);
    }

    fn push(&mut self, node: Node) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(items, _)) => items.push(node),
            Some(Open::Map(pairs, key @ None, _)) => {
                if let Some(first) = node.text().and_then(|it| pairs.first(it))
                    && self.twice < MOST_TWICE
                {
                    self.twice += 1;
                    self.found.push(
                        Diagnostic::error(
                            "duplicate-key",
                            format!(
                                "`{}` is given twice",
                                node.text().unwrap_or("this key")
                            ),
                        )
                        .at(node.span.clone())
                        .note("again here")
                        .label(first.clone(), "first here")
                        .help("keep one of the two"),
                    );
                }
                *key = Some(node);
            }
            Some(Open::Map(pairs, key, _)) => {
                if let Some(key) = key.take() {
                    pairs.push(key, node);
                }
            }
        }
    }

    fn scan_error(&self, error: &ScanError, text: &str) -> Diagnostic {
        let marker = error.marker();
        let at = marker.byte_offset().unwrap_or_else(|| char_offset(text, marker.index()));
        let until = if error.info().contains("tab") { text.len() } else { at };
        if let Some(tab) = indenting_tab(text, until) {
            return Diagnostic::error("yaml-tab", "a tab cannot indent YAML")
                .at(self.span(tab..tab + 1))
                .note("a tab")
                .help("indent with spaces");
        }
        if error.info().contains("unknown anchor") {
            return anchor(self.span(at..at + 1));
        }
        let fault = syntax::explain(&error.info(), text, at);
        Diagnostic::error("yaml-syntax", fault.message)
            .at(self.span(fault.range))
            .note(fault.note)
            .help_if(fault.help)
    }
}

fn anchor(span: Span) -> Diagnostic {
    Diagnostic::error("yaml-anchor", "anchors and aliases are not allowed").at(span).help(
        "write the value out where it is needed; put a text that begins with `&` or `*` in quotes",
    )
}

/// A flow collection ends with its bracket; a block one has an empty end event.
fn flow_end(end: &Range<usize>) -> usize {
    if end.end > end.start { end.end } else { 0 }
}

fn char_offset(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |it| it.0)
}
