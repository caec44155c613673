//! Links of bodies → entries, files and anchors of the portal.

mod anchors;
mod missing;

use std::sync::Arc;

use super::{Id, Shown, scope::Scope, weight::heavy};
use crate::{
    content::{
        Document,
        facts::Way,
        markdown::{Link, LinkKind, urls, used},
    },
    diag::{Diagnostic, Fix, Span},
    source::{acts, foreign_image, is_image, renamed_image},
};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// As written: elsewhere, or an anchor of the same page.
    AsIs(Arc<str>),
    /// An entry, with the `#anchor` if there is one.
    Entry {
        /// Which.
        id: Id,
        /// Which of its texts the link names, by its place.
        variant: usize,
        /// `#anchor`; empty for none.
        anchor: String,
    },
    /// A file beside the text: its path in the content, and pixels if it is an image.
    Beside(Arc<str>, Option<(usize, usize)>),
    /// A file of `static/`: its path below.
    Static(String, Option<(usize, usize)>),
    /// A path of the portal that is no file (`/retex/`): checked with the routes.
    Path(String),
    /// An entry that is held back: the link is plain text.
    Held,
    /// Nothing may be written.
    Broken,
}

/// Where the links of a document lead; what is wrong with one is said.
pub(super) fn resolve(
    document: &Document,
    scope: &Scope<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Target> {
    let mut pass = Pass { from: document, scope, found };
    let links = document.outline().links.iter().zip(document.ways());
    links.map(|(link, way)| pass.named(link, way)).collect()
}

/// The links of one text.
struct Pass<'a, 'b> {
    from: &'a Document,
    scope: &'a Scope<'b>,
    found: &'a mut Vec<Diagnostic>,
}

impl Pass<'_, '_> {
    /// What is said of an address stands where it is given; the link is shown too.
    fn named(&mut self, link: &Link, way: &Way) -> Target {
        let before = self.found.len();
        let target = self.one(link, way);
        if let Some(at) = &link.by_name {
            let place = Span::new(&self.from.source, at.clone());
            self.found.iter_mut().skip(before).for_each(|it| it.labels.push(used(&place)));
        }
        target
    }

    fn one(&mut self, link: &Link, way: &Way) -> Target {
        let span = || Span::new(&self.from.source, link.range.clone());
        let (written, anchor) = link
            .target
            .split_once('#')
            .map_or((&*link.target, None), |it| (it.0, Some(it.1)));
        let path = match way {
            Way::Unsafe => return Target::Broken,
            Way::Elsewhere if link.kind == LinkKind::Link => {
                // An address of the portal's own is one of its pages, or of its files.
                return match self.scope.own(&link.target) {
                    Some(path) => Target::Path(path),
                    None => Target::AsIs(Arc::clone(&link.target)),
                };
            }
            Way::Elsewhere => return Target::AsIs(Arc::clone(&link.target)),
            Way::Nowhere => {
                self.found.push(
                    Diagnostic::warning("empty-link", "the link leads nowhere")
                        .at(span())
                        .help("write its address between the brackets: `[text](address)`"),
                );
                return Target::Broken;
            }
            Way::Here => {
                let link = Written { link, path: written, anchor, from: self.from };
                return Target::AsIs(self.anchor(&link, self.from.outline()).into());
            }
            Way::Outside => {
                let message = format!("`{}` leads out of the portal", decoded(written));
                self.found.push(
                    Diagnostic::error("link-outside", message)
                        .at(span())
                        .help("links stay inside the portal's folder"),
                );
                return Target::Broken;
            }
            Way::Path(path) => path,
        };
        let link = Written { link, path: written, anchor, from: self.from };
        if let Some(target) = self.exact(path, &link) {
            return target;
        }
        if let Some(right) = self.scope.spelled(path) {
            let target = self.exact(right, &link).unwrap_or(Target::Broken);
            if !ends_as(right, path) {
                let message = format!("`{}` is not the name of the file", link.decoded());
                self.found.push(
                    Diagnostic::warning("link-spelling", message)
                        .at(span())
                        .help(format!("write `{}`", from_here(right, self.path())))
                        .fix_if(link.moved(right)),
                );
            }
            return target;
        }
        self.missing(path, &link)
    }

    /// The path of the text.
    fn path(&self) -> &str {
        self.from.source.path()
    }

    /// What is at exactly this path.
    fn exact(&mut self, path: &str, it: &Written<'_>) -> Option<Target> {
        if let Some((id, variant)) = self.scope.files.get(path) {
            // Most links name no anchor: what they lead to need not be looked at.
            let text = it.anchor.and(self.scope.drafts.get(id.0));
            let text = text.and_then(|it| it.texts.get(*variant));
            let anchor = match text {
                Some(text) => self.anchor(it, text.1.outline()),
                None => it.with_anchor(""),
            };
            return Some(Target::Entry { id: *id, variant: *variant, anchor });
        }
        let assets = self.scope.assets;
        let in_static = format!("static/{path}");
        let is_there = assets.contains_key(in_static.as_str()) || assets.contains_key(path);
        if let Some(refusal) = no_image(path, it).filter(|_| is_there) {
            self.found.push(refusal);
            return Some(Target::Broken);
        }
        if let Some(file) = assets.get(in_static.as_str()) {
            self.found.extend(it.heavy(file.size));
            return Some(Target::Static(path.to_owned(), file.dimensions));
        }
        let (path, file) = assets.get_key_value(path)?;
        self.found.extend(it.heavy(file.size));
        Some(match path.strip_prefix("static/") {
            Some(below) => Target::Static(below.to_owned(), file.dimensions),
            None if acts(path, file).is_some() => {
                let message =
                    format!("`{}` can run code in its readers' browsers", it.decoded());
                self.found
                    .push(Diagnostic::error("active-file", message).at(it.span()).help(
                    "write it as Markdown, or publish it on another site and link there",
                ));
                Target::Broken
            }
            None => Target::Beside(Arc::clone(path), file.dimensions),
        })
    }
}

/// Says of links that what they lead to is held back, when the text itself is shown.
pub(super) fn check_held(
    document: &Document,
    targets: &[Target],
    (scope, shown): (&Scope<'_>, Shown),
    found: &mut Vec<Diagnostic>,
) {
    for (link, target) in document.outline().links.iter().zip(targets) {
        let Target::Entry { id, .. } = target else { continue };
        let draft = scope.drafts.get(id.0);
        let Some(held) = draft.and_then(|it| it.held(shown)) else { continue };
        let written = link.target.split('#').next().unwrap_or(&link.target);
        let span = Span::new(&document.source, link.range.clone());
        found.push(held.link(&decoded(written), span));
    }
}

fn decoded(written: &str) -> String {
    urls::decode(written).unwrap_or_else(|| written.to_owned())
}

/// A link as written, and its parts.
struct Written<'a> {
    link: &'a Link,
    /// Its path as written.
    path: &'a str,
    anchor: Option<&'a str>,
    from: &'a Document,
}

impl Written<'_> {
    fn decoded(&self) -> String {
        decoded(self.path)
    }

    /// Another path with the anchor of this one.
    fn with_anchor(&self, path: &str) -> String {
        self.anchor.map_or_else(|| path.to_owned(), |it| format!("{path}#{it}"))
    }

    fn span(&self) -> Span {
        Span::new(&self.from.source, self.link.range.clone())
    }

    fn heavy(&self, size: u64) -> Option<Diagnostic> {
        heavy(size, || self.span()).filter(|_| self.link.kind == LinkKind::Link)
    }

    /// Whether the address stands in the file as it is read.
    fn is_plain(&self) -> bool {
        self.span().text() == &*self.link.target && !self.path.is_empty()
    }

    /// Writes another path in its place: of a file, from the portal's root.
    fn moved(&self, right: &str) -> Option<Fix> {
        let right = from_here(right, self.from.source.path());
        // What would end the address, or begin something else.
        let fits = !right.contains(['(', ')', '<', '>', '\\', '"', '#', '?', '&']);
        let span = self.span();
        let start = span.range().start;
        let path = Span::new(span.source(), start..start + self.path.len());
        (fits && self.is_plain()).then(|| Fix::default().and(path, right))
    }

    /// Writes another address in its place.
    fn instead(&self, right: &str) -> Option<Fix> {
        self.is_plain().then(|| Fix::default().and(self.span(), right))
    }
}

/// Why a link cannot lead to a file that is no picture for pages.
fn no_image(path: &str, it: &Written<'_>) -> Option<Diagnostic> {
    let written = it.decoded();
    let (message, help) = match foreign_image(path) {
        Some(format) => (
            format!("`{written}` is a {format} image, which browsers cannot show"),
            "export it as JPEG, PNG, WebP or AVIF".to_owned(),
        ),
        None if it.link.kind == LinkKind::Image && !is_image(path) => (
            format!("`{written}` is not an image that pages can show"),
            renamed_image(path).map_or_else(
                || {
                    "export it as JPEG, PNG, WebP or AVIF, or link to it: `[text](address)`"
                        .to_owned()
                },
                |it| format!("rename the file to `{it}`, and write that here"),
            ),
        ),
        None => return None,
    };
    Some(Diagnostic::error("bad-image", message).at(it.span()).help(help))
}

/// Whether a path was only written by its place in `static/`, which is right.
fn ends_as(right: &str, written: &str) -> bool {
    right == written || right.strip_prefix("static/") == Some(written)
}

/// How a path is written in a file: relative below its folder, else from the root.
fn from_here(path: &str, from: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |it| it.0);
    // A space would end the address.
    let path = path.strip_prefix("static/").unwrap_or(path).replace(' ', "%20");
    match path.strip_prefix(&format!("{folder}/")) {
        Some(short) if !folder.is_empty() => short.to_owned(),
        _ => format!("/{path}"),
    }
}
