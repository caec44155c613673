//! What was said in a meeting: a text of front matter that is read as the text below it is.

use std::sync::Arc;

use super::{
    field::{Field, Type},
    markdown::{self, Body, Highlight, Link, Manner, Named, Outline, RawHtml, Within},
    record::Record,
};
use crate::{
    diag::{Diagnostic, Edit, Fix, Source, Span},
    typography::Style,
    yaml::{Node, Places, Value},
};

/// How many levels headings of such a text are below those of the page's own: it stands below the
/// title of a part.
const LEVELS: u8 = 1;

/// A text of front matter that is Markdown.
#[derive(Debug)]
pub(super) struct Minutes {
    node: Node,
    /// The text alone, under the path of its file.
    source: Arc<Source>,
    /// What its ids begin with: a page has the minutes of many days.
    ids: String,
}

/// All such texts of a record, in the order of the file.
pub(super) fn of(record: &Record, fields: &'static [Field]) -> Vec<Minutes> {
    let mut all = Vec::new();
    collect(record, fields, &mut all);
    all
}

fn collect(record: &Record, fields: &'static [Field], all: &mut Vec<Minutes>) {
    for field in fields.iter().filter(|it| has_markdown(it.ty)) {
        let Some(node) = record.node(field.name) else { continue };
        match (field.ty, &node.value) {
            (Type::Markdown, _) => all.extend(Minutes::new(node, record)),
            (Type::List(Type::Map(inner), _), Value::List(items)) => {
                for it in items.iter().filter_map(Record::of) {
                    collect(&it, inner, all);
                }
            }
            _ => {}
        }
    }
}

/// Whether a field is such a text, or a list of what has some.
fn has_markdown(ty: Type) -> bool {
    match ty {
        Type::Markdown => true,
        Type::List(Type::Map(inner), _) => inner.iter().any(|it| has_markdown(it.ty)),
        _ => false,
    }
}

impl Minutes {
    fn new(node: &Node, around: &Record) -> Option<Self> {
        let path: Arc<str> = node.span.source().path().into();
        let source = Arc::new(Source::new(path, node.text()?));
        let day = around.text("date").unwrap_or_default();
        Some(Self { node: node.clone(), source, ids: format!("o-{day}") })
    }

    /// Whether it is the value that stands here.
    pub(super) fn is_at(&self, value: &Span) -> bool {
        self.node.span.range() == value.range()
    }

    /// The HTML; its first link has this place in the outline of the document.
    pub(super) fn body(
        &self,
        first: usize,
        raw_html: RawHtml,
        style: Style,
        color: &Highlight<'_>,
    ) -> Body {
        let within = Within { ids: &self.ids, links: first, levels: LEVELS };
        let all = 0..self.source.text().len();
        let manner = Manner { raw_html, style, within };
        markdown::body_within(&self.source, &all, manner, color)
    }

    /// The text with other addresses.
    pub(super) fn with_addresses(
        &self,
        address: impl Fn(usize) -> Option<String>,
    ) -> String {
        let all = 0..self.source.text().len();
        let outline = markdown::outline(&self.source, &all, None).value;
        markdown::with_addresses(self.source.text(), &all, &outline.links, address)
    }

    /// Adds its links and anchors to those of the document, and says what is wrong with it.
    pub(super) fn read(&self, outline: &mut Outline) -> Vec<Diagnostic> {
        let all = 0..self.source.text().len();
        let own = markdown::outline(&self.source, &all, None);
        let places = Places::of(&self.node);
        let first = outline.links.len();
        outline.media.extend(own.value.media.iter().map(|it| first + it));
        let anchors = own.value.all_anchors().map(|it| format!("{}-{it}", self.ids));
        outline.anchors.extend(anchors);
        outline.links.extend(own.value.links.iter().map(|it| {
            let by_name = it.by_name.as_ref().map(|it| places.span(it).range());
            let range = places.span(&it.range).range();
            Link {
                target: self.target(&it.target, &own.value),
                range,
                by_name,
                ..it.clone()
            }
        }));
        own.diagnostics.into_iter().map(|it| self.placed(it, &places)).collect()
    }

    /// Where a link leads: to a place of its own text first.
    fn target(&self, written: &Arc<str>, own: &Outline) -> Arc<str> {
        let Some(anchor) = written.strip_prefix('#') else { return Arc::clone(written) };
        match own.named(anchor) {
            Named::Itself => format!("#{}-{anchor}", self.ids).into(),
            Named::Other(id) => format!("#{}-{id}", self.ids).into(),
            Named::Nothing => Arc::clone(written),
        }
    }

    /// A finding in the text as one in the file.
    fn placed(&self, mut found: Diagnostic, places: &Places) -> Diagnostic {
        let is_own = |it: &Span| Arc::ptr_eq(it.source(), &self.source);
        let place =
            |it: &Span| if is_own(it) { places.span(&it.range()) } else { it.clone() };
        found.span = found.span.as_ref().map(place);
        for label in &mut found.labels {
            label.span = place(&label.span);
        }
        found.fix = found.fix.and_then(|it| self.fix(&it, places));
        found
    }

    /// What mends the text, where it does so in the file: within a line, and by what YAML reads
    /// as it is written.
    fn fix(&self, fix: &Fix, places: &Places) -> Option<Fix> {
        let edits = fix.edits.iter().map(|Edit { span, text }| {
            let range = span.range();
            let place = places.span(&range);
            let is_sure = Arc::ptr_eq(span.source(), &self.source)
                && place.text() == span.text()
                && !text.contains(['\n', '\r'])
                && !span.text().contains('\n')
                && places.takes(range.start, text);
            is_sure.then(|| Edit { span: place, text: text.clone() })
        });
        Some(Fix { edits: edits.collect::<Option<Vec<_>>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::has_markdown;
    use crate::content::{Kind, field::fields};

    #[test]
    fn only_events_have_minutes() {
        // A list has a text for each language, and nobody reads those here.
        for kind in Kind::ALL {
            let has = fields(kind).iter().any(|it| has_markdown(it.ty));
            assert_eq!(has, kind == Kind::Event, "{}", kind.word());
        }
    }
}
