//! The parser's events as a tree.

use std::{collections::HashMap, ops::Range, sync::Arc};

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as RawSpan};

use super::{MAX_DEPTH, Node, Value, working::Working};
use crate::{
    diag::{Diagnostic, Source, Span, invisible},
    sink::hidden::hidden,
};

/// Why the parser stopped before the end.
pub(super) enum Stop {
    /// At this place, with these words; the text may be read on when it was mended.
    Fault(usize, String),
    /// What follows is not read.
    Final(Diagnostic),
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

/// Reads the parser's events.
pub(super) struct Builder<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    offset: usize,
    /// The text as it was mended, if it was.
    mended: Option<&'a Working>,
    found: Vec<Diagnostic>,
    /// How many keys repeat another.
    twice: usize,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl<'a> Builder<'a> {
    /// Reads a text, which begins in its file at an offset. What was found is kept if it was
    /// read to its end, and else found again.
    pub(super) fn run(
        source: &'a Arc<Source>,
        text: &'a str,
        offset: usize,
        mended: Option<&'a Working>,
        found: &mut Vec<Diagnostic>,
    ) -> (Option<Node>, Option<Stop>) {
        let mut builder = Self {
            source,
            text,
            offset,
            mended,
            found: Vec::new(),
            twice: 0,
            stack: Vec::new(),
            root: None,
        };
        for event in Parser::new_from_str(text) {
            let stop = match event {
                Ok((event, span)) => builder.take(event, &span),
                Err(error) => Some(builder.scan_error(&error)),
            };
            if stop.is_some() {
                return (None, stop);
            }
        }
        found.append(&mut builder.found);
        (builder.root, None)
    }

    fn span(&self, range: Range<usize>) -> Span {
        let range = match self.mended {
            Some(mended) => mended.range(range),
            None => self.offset + range.start..self.offset + range.end,
        };
        Span::new(self.source, range)
    }

    /// Takes one event; says why parsing must stop.
    fn take(&mut self, event: Event<'_>, raw: &RawSpan) -> Option<Stop> {
        let range = raw.byte_range().unwrap_or(0..0);
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Some(Stop::Fault(range.start, "unknown anchor".to_owned()));
            }
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                return Some(Stop::Fault(range.start, "anchor".to_owned()));
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, _, Some(_)) => {
                let tag = raw.tag_span().and_then(|it| it.byte_range()).unwrap_or(range);
                return Some(Stop::Fault(tag.start, "tag".to_owned()));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                return Some(Stop::Final(
                    Diagnostic::error(
                        "yaml-documents",
                        "a second YAML document starts here",
                    )
                    .at(self.span(range))
                    .help("remove the line `---`: one file holds one document"),
                ));
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
        None
    }

    /// Says what only an escape spells that nobody sees: `\u200b`.
    fn say_escaped(&mut self, text: &str, span: &Span) {
        let written = span.text();
        if written.contains('\\') && !text.is_ascii() {
            let own = hidden(text).find(|it| !written.contains(it.1));
            self.found.extend(own.map(|it| invisible(it.1, span.clone())));
        }
    }

    fn open(&mut self, open: Open) -> Option<Stop> {
        let (Open::List(_, range) | Open::Map(_, _, range)) = &open;
        if self.stack.len() >= MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            let span = self.span(range.clone());
            return Some(Stop::Final(Diagnostic::error("yaml-depth", message).at(span)));
        }
        self.stack.push(open);
        None
    }

    fn close(&mut self, end: &Range<usize>) {
        let Some(open) = self.stack.pop() else { return };
        let (value, range, last) = match open {
            Open::List(items, range) => {
                let last = items.last().map(|it| it.span.range().end);
                (Value::List(items), range, last)
            }
            Open::Map(Pairs { pairs, .. }, _, range) => {
                let last = pairs.last().map(|it| it.1.span.range().end);
                (Value::Map(pairs), range, last)
            }
        };
        let start = self.span(range);
        let last = last.unwrap_or(start.range().end);
        // A flow collection ends with its bracket; a block one has an empty end event.
        let close = if end.is_empty() { 0 } else { self.span(end.clone()).range().end };
        let span = Span::new(self.source, start.range().start..last.max(close));
        self.push(Node { value, span });
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
                    let at = key.span.range().start;
                    let is_left = self.mended.is_some_and(|it| it.is_left(at));
                    let value = if is_left && node.is_null() {
                        Node { value: Value::Unread, span: key.span.clone() }
                    } else {
                        node
                    };
                    pairs.push(key, value);
                }
            }
        }
    }

    fn scan_error(&self, error: &ScanError) -> Stop {
        let marker = error.marker();
        let at = marker.byte_offset();
        let at = at.unwrap_or_else(|| char_offset(self.text, marker.index()));
        Stop::Fault(at, error.info())
    }
}

fn char_offset(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |it| it.0)
}
