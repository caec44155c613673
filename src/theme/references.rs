//! Which template includes or extends which: names that do not exist, and circles.
//!
//! Tera finds a circle of includes alone or of parents alone; mixed ones would overflow the stack.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use super::{NAME, templates::Sources};
use crate::diag::{Diagnostic, Source, Span, nearest};

/// How deep templates may include and extend each other.
const MAX_DEPTH: usize = 50;

/// Says unknown names and circles of the portal's own templates.
pub(super) fn check(sources: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, source) in sources.iter().filter(|it| !it.0.starts_with("parvis/")) {
        for (target, range) in references(source.text()) {
            if resolve(sources, target).is_none() {
                found.push(unknown(source, target, range, sources));
            }
        }
        let mut chain = vec![name.as_str()];
        let mut done = BTreeSet::new();
        if let Some((source, range)) = circle(sources, &mut chain, &mut done) {
            let names: Vec<String> = chain.iter().map(|it| format!("`{it}`")).collect();
            let mut help = "a template cannot contain itself".to_owned();
            if embedded_of(sources, name).is_some() {
                help = format!("to build on the theme's own, write `parvis/{name}`");
            }
            found.push(
                Diagnostic::error("template", format!("circle: {}", names.join(" → ")))
                    .at(Span::new(&source, range))
                    .help(help),
            );
        }
    }
    found
}

fn embedded_of<'a>(sources: &'a Sources, name: &str) -> Option<&'a str> {
    sources.get_key_value(&format!("{NAME}/{name}")).map(|it| it.0.as_str())
}

/// The portal's own template, else the theme's.
fn resolve<'a>(sources: &'a Sources, name: &str) -> Option<&'a str> {
    let own = sources.get_key_value(name).map(|it| it.0.as_str());
    own.or_else(|| embedded_of(sources, name))
}

/// Follows references from the end of the chain until they come back to its beginning.
fn circle<'a>(
    sources: &'a Sources,
    chain: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<(Arc<Source>, Range<usize>)> {
    let source = sources.get(*chain.last()?)?;
    for (target, range) in references(source.text()) {
        let Some(target) = resolve(sources, target) else { continue };
        let back = chain.first() == Some(&target);
        if !back && !done.insert(target) {
            continue;
        }
        chain.push(target);
        if back || chain.len() > MAX_DEPTH || circle(sources, chain, done).is_some() {
            return Some((Arc::clone(source), range));
        }
        chain.pop();
    }
    None
}

fn unknown(
    source: &Arc<Source>,
    name: &str,
    range: Range<usize>,
    sources: &Sources,
) -> Diagnostic {
    let plain: BTreeSet<&str> =
        sources.keys().map(|it| it.strip_prefix("parvis/").unwrap_or(it)).collect();
    let list: Vec<&str> = plain.iter().copied().collect();
    let near = nearest(name, plain.iter().copied());
    let start = near.map(|it| format!("did you mean `{it}`? ")).unwrap_or_default();
    Diagnostic::error("template", format!("there is no template `{name}`"))
        .at(Span::new(source, range))
        .help(format!("{start}there are: {}", list.join(", ")))
}

/// Names after `include` and `extends`, with the place of the name.
pub(super) fn references(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|it| it.find('{')).map(|it| it + at) {
        let rest = text.get(start..).unwrap_or("");
        let end = |mark: &str| rest.find(mark).map_or(text.len(), |it| start + it + 2);
        if rest.starts_with("{#") {
            at = end("#}");
        } else if rest.starts_with("{%") {
            at = end("%}");
            let tag = text.get(start..at).unwrap_or("");
            let words = tag.trim_start_matches(['{', '%', '-', ' ', '\n', '\t']);
            if words.starts_with("include") || words.starts_with("extends") {
                let mut quoted = tag.split(['"', '\'', '`']);
                if let (Some(before), Some(name)) = (quoted.next(), quoted.next()) {
                    let from = start + before.len() + 1;
                    out.push((name, from..from + name.len()));
                }
            }
        } else {
            at = start + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::references;

    #[test]
    fn references_are_found_outside_comments() {
        let text = "{# {% include \"no\" %} #}{%- extends 'a.html' -%} { {{ x }} {% include \"b\" %}";
        let names: Vec<&str> = references(text).into_iter().map(|it| it.0).collect();
        assert_eq!(names, ["a.html", "b"]);
        let (name, range) = references(text).remove(0);
        assert_eq!(text.get(range), Some(name));
    }
}
