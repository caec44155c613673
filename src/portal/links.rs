//! Links of bodies → entries, files and anchors of the portal.

use std::{collections::BTreeMap, sync::Arc};

use super::{Entry, Id};
use crate::{
    content::markdown::{
        Link, LinkKind,
        urls::{self, Address},
    },
    diag::{Diagnostic, Span, nearest},
    source::FileInfo,
};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// As written: elsewhere, or an anchor of the same page.
    AsIs(String),
    /// An entry, with the `#anchor` if there is one.
    Entry(Id, String),
    /// A file beside the text: its path in the content, and pixels if it is an image.
    Beside(Arc<str>, Option<(usize, usize)>),
    /// A file of `static/`: its path below.
    Static(String, Option<(usize, usize)>),
    /// A path of the portal that is no file (`/retex/`): checked with the routes.
    Path(String),
    /// Nothing may be written.
    Broken,
}

/// What links may lead to.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// Content files by path, with the entry they belong to.
    pub(super) files: BTreeMap<&'a str, (Id, usize)>,
    /// Paths of content files that are not published, and why.
    pub(super) hidden: BTreeMap<String, String>,
    /// Files that are no content.
    pub(super) assets: &'a BTreeMap<Arc<str>, FileInfo>,
    /// All entries.
    pub(super) entries: &'a [Entry],
}

/// Resolves one link of a document.
pub(super) fn resolve(
    link: &Link,
    from: &Span,
    here: &[String],
    scope: &Scope<'_>,
    found: &mut Vec<Diagnostic>,
) -> Target {
    let span = Span::new(from.source(), link.range.clone());
    match urls::classify(&link.target) {
        Address::Unsafe => return Target::Broken,
        Address::Web { .. } | Address::Contact => return Target::AsIs(link.target.clone()),
        Address::Inner => {}
    }
    let (path, anchor) = link
        .target
        .split_once('#')
        .map_or((link.target.as_str(), None), |it| (it.0, Some(it.1)));
    if path.is_empty() {
        let anchor = anchor.unwrap_or("");
        if !anchor.is_empty() && !here.iter().any(|it| it == anchor) {
            found.push(broken_anchor(anchor, here, &span));
        }
        return Target::AsIs(link.target.clone());
    }
    let decoded = urls::decode(path).unwrap_or_else(|| path.to_owned());
    let Some(path) = join(from.source().path(), &decoded) else {
        let message = format!("`{decoded}` leads out of the portal");
        found.push(
            Diagnostic::error("link-outside", message)
                .at(span)
                .help("links stay inside the portal's folder"),
        );
        return Target::Broken;
    };
    if let Some((id, variant)) = scope.files.get(path.as_str()) {
        let anchors = anchors(scope, *id, *variant);
        if let Some(anchor) =
            anchor.filter(|it| !it.is_empty() && !anchors.iter().any(|known| known == it))
        {
            found.push(broken_anchor(anchor, &anchors, &span));
        }
        let anchor = anchor.map(|it| format!("#{it}")).unwrap_or_default();
        return Target::Entry(*id, anchor);
    }
    asset(&path, &decoded, link, scope, &span, found)
}

fn asset(
    path: &str,
    written: &str,
    link: &Link,
    scope: &Scope<'_>,
    span: &Span,
    found: &mut Vec<Diagnostic>,
) -> Target {
    let in_static = format!("static/{path}");
    if let Some(file) = scope.assets.get(in_static.as_str()) {
        return Target::Static(path.to_owned(), file.dimensions);
    }
    if let Some((path, file)) = scope.assets.get_key_value(path) {
        return Target::Beside(Arc::clone(path), file.dimensions);
    }
    if link.kind == LinkKind::Link
        && written.starts_with('/')
        && (written.ends_with('/') || written.ends_with(".xml"))
    {
        return Target::Path(written.to_owned());
    }
    if let Some(why) = scope.hidden.get(path) {
        found.push(
            Diagnostic::error(
                "unpublished-link",
                format!("`{written}` is not published: {why}"),
            )
            .at(span.clone())
            .help(format!("publish `{path}` too, or remove the link")),
        );
        return Target::Broken;
    }
    let image = link.kind == LinkKind::Image;
    let folder = span.source().path().rsplit_once('/').map_or("", |it| it.0);
    let near = if image {
        nearest(
            path,
            scope.assets.keys().map(|it| it.strip_prefix("static/").unwrap_or(it)),
        )
    } else {
        nearest(
            path,
            scope.files.keys().copied().chain(
                scope.assets.keys().map(|it| it.strip_prefix("static/").unwrap_or(it)),
            ),
        )
    };
    let help = near.map(|it| match it.strip_prefix(&format!("{folder}/")) {
        Some(short) => format!("did you mean `{short}`?"),
        None => format!("did you mean `/{it}`?"),
    });
    let (code, message) = if image {
        ("missing-image", format!("there is no image `{written}`"))
    } else {
        ("broken-link", format!("there is no file `{written}`"))
    };
    found.push(Diagnostic::error(code, message).at(span.clone()).help_if(help));
    Target::Broken
}

fn anchors(scope: &Scope<'_>, id: Id, variant: usize) -> Vec<String> {
    let variant = scope.entries.get(id.0).and_then(|it| it.variants.get(variant));
    variant.map(|it| own_anchors(&it.document.outline)).unwrap_or_default()
}

/// Anchors of a body.
pub(super) fn own_anchors(outline: &crate::content::markdown::Outline) -> Vec<String> {
    outline
        .headings
        .iter()
        .map(|it| it.id.clone())
        .chain(outline.anchors.iter().cloned())
        .collect()
}

fn broken_anchor(anchor: &str, known: &[String], span: &Span) -> Diagnostic {
    let near = nearest(anchor, known.iter().map(String::as_str))
        .map(|it| format!("did you mean `#{it}`?"));
    let list: Vec<String> = known.iter().take(12).map(|it| format!("`#{it}`")).collect();
    let help = near.unwrap_or_else(|| {
        if list.is_empty() {
            "the page has no headings".into()
        } else {
            format!("its anchors are {}", list.join(", "))
        }
    });
    Diagnostic::error("broken-anchor", format!("there is no anchor `#{anchor}`"))
        .at(span.find(&format!("#{anchor}")))
        .help(help)
}

/// A path from the portal's root; nothing when it climbs out.
pub fn join(from: &str, to: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let mut parts: Vec<&str> =
        if to.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            it => parts.push(it),
        }
    }
    let path = parts.join("/");
    // Normalizing costs more than all the rest, and nearly every path is ASCII.
    Some(if path.is_ascii() { path } else { path.nfc().collect() })
}
