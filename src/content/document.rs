//! One entry as its file gives it; a function of that file alone.

use std::{
    borrow::Cow,
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::{
    Kind, Parts, Place, classify,
    facts::{Facts, Way, way},
    field::{fields, list_shape, shape},
    front_matter::is_begun,
    markdown::{self, Body, Memo, Outline, RawHtml, Spot},
    minutes::{self, Minutes},
    record::{self, Reading, Record},
    recurrence, split, stub,
};
use crate::{
    diag::{Diagnostic, Source, Span, of_one_file},
    typography::Style,
    yaml::{self, Node, Value},
};

/// How much others see of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The text below the front matter, without its headings and links: others may show how it
    /// begins.
    Text,
    /// What it is called and how it is described as well: others show that, and are sorted by
    /// it; but no address, reference or list is made of it.
    Words,
    /// Anything.
    Names,
}

/// One entry as written: a content file, or an item of a list.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// What its path says.
    pub place: Place,
    /// The `id` of a list's item, or the file's name.
    pub name: String,
    /// Right values of the front matter.
    pub record: Record,
    /// Where the entry is named in messages.
    pub head: Span,
    /// What a portal asks of it.
    pub facts: Facts,
    /// What was found above the body.
    diagnostics: Vec<Diagnostic>,
    /// Texts of its front matter that are read as the body is.
    minutes: Vec<Minutes>,
    /// What the body and these say, once they were read.
    text: OnceLock<Text>,
    range: Range<usize>,
}

/// What the body of a document says.
#[derive(Debug, Default)]
struct Text {
    outline: Outline,
    /// Where its links lead, in the order of the outline.
    ways: Vec<Way>,
    /// Where the links of each of the minutes begin in the outline.
    firsts: Vec<usize>,
    /// Where a text of ours was left.
    left: Vec<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The body, made anew each time: what is costly in it is the memo's.
    pub fn body(&self, raw_html: RawHtml, style: Style, memo: &Memo) -> Body {
        let color = |lang: &str, code: &str| memo.color(lang, code);
        markdown::body(&self.source, &self.range, raw_html, style, &color)
    }

    /// A text of front matter that is read as the body is, by its value's place in the file; its
    /// holes count links in the outline of the document.
    pub fn minutes(
        &self,
        value: &Span,
        raw_html: RawHtml,
        style: Style,
        memo: &Memo,
    ) -> Option<Body> {
        let (at, first) = self.minutes_at(value)?;
        let color = |lang: &str, code: &str| memo.color(lang, code);
        Some(at.body(first, raw_html, style, &color))
    }

    /// The same as it was written, in which addresses are replaced by those that `address` gives
    /// for their place in [`Outline::links`].
    pub fn minutes_with(
        &self,
        value: &Span,
        address: impl Fn(usize) -> Option<String>,
    ) -> Option<String> {
        let (at, first) = self.minutes_at(value)?;
        Some(at.with_addresses(|it| address(first + it)))
    }

    fn minutes_at(&self, value: &Span) -> Option<(&Minutes, usize)> {
        let at = self.minutes.iter().position(|it| it.is_at(value))?;
        Some((self.minutes.get(at)?, *self.text().firsts.get(at)?))
    }

    /// The body as it was written, in which addresses are replaced by those that `address` gives
    /// for their place in [`Outline::links`].
    pub fn text_with(&self, address: impl Fn(usize) -> Option<String>) -> String {
        let (file, links) = (self.source.text(), &self.outline().links);
        let own = self.text().firsts.first().copied().unwrap_or(links.len());
        let own = links.get(..own).unwrap_or_default();
        markdown::with_addresses(file, &self.range, own, address)
    }

    /// Where places of the file are in the body, as the page shows it.
    pub fn spots(&self, raw_html: RawHtml, offsets: &[usize]) -> Vec<Option<Spot>> {
        markdown::spots(&self.source, &self.range, raw_html, offsets)
    }

    /// Whether there is any text.
    pub fn has_body(&self) -> bool {
        self.source.text().get(self.range.clone()).is_some_and(|it| !it.trim().is_empty())
    }

    /// What others may know of the body; it is read if nobody has yet.
    pub fn outline(&self) -> &Outline {
        &self.text().outline
    }

    /// Where the links of the body lead, in the order of the outline.
    pub fn ways(&self) -> &[Way] {
        &self.text().ways
    }

    /// Reads the body.
    pub fn read(&self) {
        self.text();
    }

    /// Where a text of ours was left, as far as it was read.
    pub fn left(&self) -> impl Iterator<Item = &Span> {
        let text = self.text.get().map_or(&[][..], |it| &it.left);
        self.facts.left.iter().chain(text)
    }

    /// Whether the body was read. Until then, nothing that is wrong in it is known.
    pub fn is_read(&self) -> bool {
        self.text.get().is_some()
    }

    fn text(&self) -> &Text {
        self.text.get_or_init(|| {
            let mut diagnostics = Vec::new();
            let title = self.record.text(self.place.kind.title());
            let outline =
                of_one_file(|| markdown::outline(&self.source, &self.range, title));
            let mut outline = outline.unload(&mut diagnostics);
            let mut firsts = Vec::new();
            for it in &self.minutes {
                firsts.push(outline.links.len());
                diagnostics.extend(it.read(&mut outline));
            }
            let links = outline.links.iter();
            let ways = links.map(|it| way(self.source.path(), &it.target)).collect();
            let left = stub::in_body(&self.source, &self.range);
            Text { outline, ways, firsts, left, diagnostics }
        })
    }

    /// All that was found until now.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        let text = self.text.get().map(|it| it.diagnostics.as_slice());
        self.diagnostics.iter().chain(text.unwrap_or_default())
    }

    /// The key by which its title in a language is sorted.
    pub fn title_key(&self, lang: &str) -> Option<Cow<'_, str>> {
        let title = self.record.node(self.place.kind.title())?;
        self.facts.title_key(title, lang)
    }

    /// How much others see of the difference to a newer reading of the same file.
    pub fn difference(&self, newer: &Self) -> Difference {
        let is_broken = |it: &Self| it.found().any(Diagnostic::is_error);
        if self.name != newer.name
            || self.outline() != newer.outline()
            // A text without faults of its own may have one as part of the portal.
            || is_broken(self) != is_broken(newer)
            || self.left().count() != newer.left().count()
        {
            return Difference::Names;
        }
        if self.record == newer.record {
            return Difference::Text;
        }
        if self.record.same_but_words(&newer.record, fields(self.place.kind)) {
            return Difference::Words;
        }
        Difference::Names
    }
}

/// Reads a content file; a list gives many documents. Nothing for files that are no content.
pub fn parse(path: &Arc<str>, text: &Arc<str>) -> Vec<Document> {
    let documents = parse_front(path, text);
    documents.iter().for_each(Document::read);
    documents
}

/// The same; bodies are read when somebody asks for what they say.
pub fn parse_front(path: &Arc<str>, text: &Arc<str>) -> Vec<Document> {
    let Some(place) = classify(path) else { return Vec::new() };
    let source = Arc::new(Source::new(Arc::clone(path), Arc::clone(text)));
    of_one_file(|| {
        if place.is_list {
            parse_list(&source, &place)
        } else {
            vec![parse_file(&source, place)]
        }
    })
}

/// Stands for a file that is no text: its entry is there, so that what refers to it is not
/// wrong too; why it cannot be read was said when it was read.
pub fn unreadable(path: &Arc<str>) -> Vec<Document> {
    let Some(place) = classify(path) else { return Vec::new() };
    let source = Arc::new(Source::unread(Arc::clone(path)));
    let name = place.stem.clone();
    let blank = blank(&source, &place, Vec::new());
    let facts = Facts::of(path, &place, &name, &blank.record);
    vec![Document { name, facts, ..blank }]
}

fn parse_file(source: &Arc<Source>, place: Place) -> Document {
    let mut found = Vec::new();
    // A translation repeats nothing that it inherits, and the home page needs no title.
    let needs_none = place.lang.is_some() || place.kind == Kind::Home;
    let parts = if needs_none && !is_begun(source) {
        Parts { yaml: None, body: 0..source.text().len() }
    } else {
        split(source, &place).unload(&mut found)
    };
    let head = record::head(source);
    let node = match parts.yaml.clone() {
        Some(range) => {
            let blank = found.is_empty();
            let shape = |name: &str| shape(fields(place.kind), name);
            let node = yaml::parse_on(source, range, &shape).unload(&mut found);
            // `---` twice with nothing between them lacks all that is required.
            node.or_else(|| (blank && found.is_empty()).then(|| empty_map(&head)))
        }
        None => None,
    };
    let reading = Reading {
        what: place.kind.word(),
        localized: false,
        complete: place.lang.is_none() && place.kind != Kind::Home,
        head: &head,
    };
    let dated = place.date.map(|it| record::scalar(it.to_string(), head.clone()));
    let mut values = node
        .map(|it| with_date(it, dated.as_ref(), place.kind))
        .map(|it| record::read(&it, fields(place.kind), reading).unload(&mut found))
        .unwrap_or_default();
    if let (Kind::Retex, Some(date)) = (place.kind, dated) {
        values.set_default("date", date);
    }
    if let Some(rule) = values.node("recurrence") {
        found.extend(check_recurrence(rule));
    }
    let name = place.stem.clone();
    let document = Document {
        facts: Facts::of(source.path(), &place, &name, &values),
        minutes: minutes::of(&values, fields(place.kind)),
        source: Arc::clone(source),
        name,
        place,
        record: values,
        head,
        diagnostics: found,
        text: OnceLock::new(),
        range: parts.body,
    };
    warn_empty(document)
}

fn empty_map(head: &Span) -> Node {
    Node { value: Value::Map(Vec::new()), span: head.clone() }
}

/// A date in the file's name stands for the one that front matter lacks.
fn with_date(mut node: Node, date: Option<&Node>, kind: Kind) -> Node {
    if let (Value::Map(pairs), Some(date), Kind::Retex) = (&mut node.value, date, kind)
        && !pairs.iter().any(|it| it.0.text() == Some("date"))
    {
        pairs.push((record::scalar("date".into(), date.span.clone()), date.clone()));
    }
    node
}

fn check_recurrence(rule: &Node) -> Vec<Diagnostic> {
    let faults = recurrence::check(rule.text().unwrap_or("")).into_iter();
    faults
        .map(|it| {
            Diagnostic::error("bad-recurrence", it.message)
                .at(rule.span.find(&it.part))
                .help(it.help)
        })
        .collect()
}

fn warn_empty(mut document: Document) -> Document {
    let wants_text = matches!(document.place.kind, Kind::Retex | Kind::Page);
    if wants_text && document.diagnostics.is_empty() && !document.has_body() {
        document.diagnostics.push(
            Diagnostic::warning(
                "empty-text",
                format!("this {} has no text", document.place.kind.word()),
            )
            .at(document.head.clone())
            .help("write below the second `---`, or add `draft: true`"),
        );
    }
    document
}

/// How many entries one list may have: each has a page.
const MAX_ENTRIES: usize = 25_000;

fn parse_list(source: &Arc<Source>, place: &Place) -> Vec<Document> {
    let mut found = Vec::new();
    let shape = |it: &str| list_shape(fields(place.kind), it);
    let root = yaml::parse_on(source, 0..source.text().len(), &shape).unload(&mut found);
    let is_whole = root.as_ref().is_some_and(Node::is_whole);
    let mut documents = Vec::new();
    match root {
        Some(Node { value: Value::List(items), span }) if items.len() > MAX_ENTRIES => {
            let message = format!(
                "the list has {} entries, at most {MAX_ENTRIES} are read",
                items.len()
            );
            let help = "divide it: every community can have lists of its own";
            let start = span.range().start;
            let place = Span::new(source, start..start + 1);
            found.push(Diagnostic::error("too-long", message).at(place).help(help));
        }
        Some(Node { value: Value::List(items), .. }) => {
            documents = items
                .into_iter()
                .filter_map(|it| item(source, place, it, &mut found))
                .collect();
        }
        Some(node) if !node.is_null() => found.push(
            Diagnostic::error(
                "wrong-type",
                format!("the file must be a list, found {}", node.describe()),
            )
            .at(Span::new(source, node.span.range().start..node.span.range().start + 1))
            .help("begin each entry with `- id: …`"),
        ),
        _ => {}
    }
    match documents.first_mut() {
        Some(first) => first.diagnostics.extend(found),
        None if !found.is_empty() => return vec![blank(source, place, found)],
        None => return documents,
    }
    if !is_whole {
        // What is missing elsewhere may be what could not be read.
        documents.push(blank(source, place, Vec::new()));
    }
    documents
}

/// Carries the findings of a list that gives no entry.
fn blank(source: &Arc<Source>, place: &Place, found: Vec<Diagnostic>) -> Document {
    Document {
        source: Arc::clone(source),
        place: place.clone(),
        name: String::new(),
        record: Record::default(),
        head: record::head(source),
        facts: Facts::default(),
        diagnostics: found,
        minutes: Vec::new(),
        text: OnceLock::from(Text::default()),
        range: 0..0,
    }
}

fn item(
    source: &Arc<Source>,
    place: &Place,
    mut node: Node,
    found: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let id = match &mut node.value {
        Value::Map(pairs) => pairs
            .iter()
            .position(|it| it.0.text() == Some("id"))
            .map(|at| pairs.remove(at).1),
        _ => None,
    };
    if node.is_unread() || id.as_ref().is_some_and(Node::is_unread) {
        return None;
    }
    let Some(name) = id.as_ref().and_then(Node::text).filter(|it| !it.is_empty()) else {
        let word = place.kind.word();
        if !matches!(node.value, Value::Map(_)) {
            let message =
                format!("a {word} must be a mapping of fields, found {}", node.describe());
            let diagnostic = Diagnostic::error("wrong-type", message).at(node.span);
            found.push(diagnostic.help("write `- id: a-name`, and its other fields below"));
            return None;
        }
        let message = format!("this {word} is missing `id`");
        let end = node.span.text().lines().next().unwrap_or("").len();
        let start = node.span.range().start;
        found.push(
            Diagnostic::error("missing-field", message)
                .at(Span::new(source, start..start + end))
                .help("add `id: a-name`"),
        );
        return None;
    };
    let name = name.to_owned();
    let head = id.map_or_else(|| node.span.clone(), |it| it.span);
    let reading =
        Reading { what: place.kind.word(), localized: true, complete: true, head: &head };
    let checked = record::read(&node, fields(place.kind), reading);
    let place = Place { stem: name.clone(), ..place.clone() };
    Some(Document {
        facts: Facts::of(source.path(), &place, &name, &checked.value),
        source: Arc::clone(source),
        place,
        name,
        record: checked.value,
        head,
        diagnostics: checked.diagnostics,
        minutes: Vec::new(),
        text: OnceLock::from(Text::default()),
        range: 0..0,
    })
}

/// A document's name as a slug.
pub fn slug_of(document: &Document) -> String {
    document.facts.slug.to_string()
}
