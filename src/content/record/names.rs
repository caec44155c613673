//! Names of entries that are written as a text: `authors: ana, camille`.

use crate::{
    diag::Span,
    yaml::{Node, Value},
};

/// Words and signs that stand between names.
const BETWEEN: &[&str] = &[",", ";", " et ", " and ", " & ", " + ", " / "];

/// The names of a text of one line, each in its place.
pub(super) fn parts(node: &Node, text: &str) -> Option<Node> {
    let written = node.span.text();
    if written.contains('\n') || text.trim().is_empty() || text.starts_with(['-', '[', '{'])
    {
        return None;
    }
    let mut rest = text;
    let mut at = node.span.range().start;
    let mut items = Vec::new();
    while !rest.is_empty() {
        let cut = BETWEEN.iter().filter_map(|it| Some((rest.find(it)?, it.len()))).min();
        let (end, sign) = cut.unwrap_or((rest.len(), 0));
        let name = rest.get(..end).unwrap_or("").trim();
        if !name.is_empty() {
            let left = Span::new(node.span.source(), at..node.span.range().end);
            let span = left.find(name);
            at = span.range().end;
            let value = Value::Scalar { text: name.to_owned(), plain: false };
            items.push(Node { value, span });
        }
        rest = rest.get(end + sign..).unwrap_or("");
    }
    Some(Node { value: Value::List(items), span: node.span.clone() })
}
