//! Names of entries that are written as a text or as a mapping: `authors: ana, camille`,
//! `authors: {id: ana}`.

use crate::{
    content::{Kind, field::Type},
    diag::Span,
    yaml::{Node, Value},
};

/// Words and signs that stand between names.
const BETWEEN: &[&str] = &[",", ";", " et ", " and ", " & ", " + ", " / "];

/// What stands around a name, and belongs to none.
fn is_around(letter: char) -> bool {
    letter.is_whitespace() || "()[]{}<>«»“”„‘’\"'".contains(letter)
}

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
        let name = rest.get(..end).unwrap_or("").trim_matches(is_around);
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

/// What stands before an id in a mapping, the surest first.
const IDS: &[&str] = &["id", "ids", "slug", "person", "name", "title", "label"];

/// The names that a mapping holds where ids stand: `{id: ana}`, `{ana, bob}`, `{retex: x}`.
/// Nothing where it says more of a person than an id, as the type allows.
pub(super) fn mapped(node: &Node, ty: Type) -> Option<Node> {
    let Value::Map(pairs) = &node.value else { return None };
    let own = match ty {
        Type::PersonOr(fields) => fields,
        _ => &[],
    };
    let is_own = |name: &str| own.iter().any(|it| it.name == name);
    let of = |name: &str| pairs.iter().find(|it| it.0.text() == Some(name));
    let is_more = pairs.iter().any(|it| it.0.text().is_some_and(is_own));
    if is_more && (is_own("person") || of("id").is_none()) {
        return None;
    }
    let items: Vec<Node> = match IDS.iter().find_map(|it| of(it)) {
        Some((_, value)) => match &value.value {
            Value::List(items) => items.clone(),
            _ => vec![value.clone()],
        },
        // Another name of one of its own fields is told as such.
        None if !own.is_empty() && pairs.iter().any(|it| !it.1.is_null()) => return None,
        None => pairs.iter().map(|it| keyed(&it.0, &it.1)).collect(),
    };
    let are_names = items.iter().all(|it| !it.is_null() && it.text().is_some());
    // The colon behind the last key, where it has no value, belongs to the mapping.
    let range = node.span.range();
    let rest = node.span.source().text().get(range.end..).unwrap_or("");
    let end = range.end + usize::from(rest.starts_with(':'));
    let span = Span::new(node.span.source(), range.start..end);
    (are_names && !items.is_empty()).then(|| Node { value: Value::List(items), span })
}

/// The name of a pair: `retex: x` is `retex:x`, of all others the key is an id.
fn keyed(key: &Node, value: &Node) -> Node {
    let kind = key.text().filter(|it| Kind::ALL.iter().any(|kind| kind.word() == *it));
    let (Some(kind), Some(name)) = (kind, value.text().filter(|_| !value.is_null())) else {
        return key.clone();
    };
    let range = key.span.range().start..value.span.range().end;
    let span = Span::new(key.span.source(), range);
    Node { value: Value::Scalar { text: format!("{kind}:{name}"), plain: false }, span }
}
