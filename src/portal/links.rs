//! Links of bodies → entries, files and anchors of the portal.

use std::sync::Arc;

use super::{Id, Shown, scope::Scope, weight::heavy};
use crate::{
    content::{
        Document,
        facts::Way,
        markdown::{Link, LinkKind, Outline, urls},
        slug::slugify,
    },
    diag::{Diagnostic, Fix, Span, nearest},
    source::{acts, foreign_image, is_image},
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
    let links = document.outline().links.iter().zip(document.ways());
    links.map(|(link, way)| one(link, way, document, scope, found)).collect()
}

fn one(
    link: &Link,
    way: &Way,
    from: &Document,
    scope: &Scope<'_>,
    found: &mut Vec<Diagnostic>,
) -> Target {
    let span = || Span::new(&from.source, link.range.clone());
    let (written, anchor) =
        link.target.split_once('#').map_or((&*link.target, None), |it| (it.0, Some(it.1)));
    let path = match way {
        Way::Unsafe => return Target::Broken,
        Way::Elsewhere => return Target::AsIs(Arc::clone(&link.target)),
        Way::Nowhere => {
            found.push(
                Diagnostic::warning("empty-link", "the link leads nowhere")
                    .at(span())
                    .help("write its address between the brackets: `[text](address)`"),
            );
            return Target::Broken;
        }
        Way::Here => {
            found.extend(wrong_anchor(anchor, from.outline(), span));
            return Target::AsIs(Arc::clone(&link.target));
        }
        Way::Outside => {
            let decoded = decoded(written);
            let message = format!("`{decoded}` leads out of the portal");
            found.push(
                Diagnostic::error("link-outside", message)
                    .at(span())
                    .help("links stay inside the portal's folder"),
            );
            return Target::Broken;
        }
        Way::Path(path) => path,
    };
    let link = Written { link, path: written, anchor, from };
    if let Some(target) = exact(path, &link, scope, found) {
        return target;
    }
    if let Some(right) = scope.spelled(path) {
        let right = right.to_owned();
        let target = exact(&right, &link, scope, found).unwrap_or(Target::Broken);
        if !ends_as(&right, path) {
            let decoded = link.decoded();
            found.push(
                Diagnostic::warning(
                    "link-spelling",
                    format!("`{decoded}` is not how the file is called"),
                )
                .at(span())
                .help(format!("write `{}`", from_here(&right, from.source.path())))
                .fix_if(respelled(&link, &right)),
            );
        }
        return target;
    }
    missing(path, &link, scope, found)
}

/// Gives a file its own name in a link, where the link stands in the file as it is read.
fn respelled(link: &Written<'_>, right: &str) -> Option<Fix> {
    let span = link.span();
    let right = from_here(right, link.from.source.path());
    // What would end the address, or begin something else.
    let is_plain = !right.contains([' ', '(', ')', '<', '>', '\\', '"', '#', '?', '&']);
    let as_written = span.text() == &*link.link.target && !link.path.is_empty();
    let start = span.range().start;
    let path = Span::new(span.source(), start..start + link.path.len());
    (is_plain && as_written).then(|| Fix::default().and(path, right))
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

    fn span(&self) -> Span {
        Span::new(&self.from.source, self.link.range.clone())
    }

    fn heavy(&self, size: u64) -> Option<Diagnostic> {
        heavy(size, || self.span()).filter(|_| self.link.kind == LinkKind::Link)
    }
}

/// What is at exactly this path.
fn exact(
    path: &str,
    it: &Written<'_>,
    scope: &Scope<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Target> {
    if let Some((id, variant)) = scope.files.get(path) {
        // Most links name no anchor: what they lead to need not be looked at.
        let text = it.anchor.and(scope.drafts.get(id.0));
        let text = text.and_then(|it| it.texts.get(*variant));
        let wrong =
            text.and_then(|text| wrong_anchor(it.anchor, text.1.outline(), || it.span()));
        found.extend(wrong);
        let anchor = it.anchor.map(|it| format!("#{it}")).unwrap_or_default();
        return Some(Target::Entry { id: *id, variant: *variant, anchor });
    }
    let in_static = format!("static/{path}");
    let is_there =
        scope.assets.contains_key(in_static.as_str()) || scope.assets.contains_key(path);
    if let Some(refusal) = no_image(path, it).filter(|_| is_there) {
        found.push(refusal);
        return Some(Target::Broken);
    }
    if let Some(file) = scope.assets.get(in_static.as_str()) {
        found.extend(it.heavy(file.size));
        return Some(Target::Static(path.to_owned(), file.dimensions));
    }
    let (path, file) = scope.assets.get_key_value(path)?;
    found.extend(it.heavy(file.size));
    Some(match path.strip_prefix("static/") {
        Some(below) => Target::Static(below.to_owned(), file.dimensions),
        None if acts(path, file).is_some() => {
            let message =
                format!("`{}` can run code in its readers' browsers", it.decoded());
            found.push(Diagnostic::error("active-file", message).at(it.span()).help(
                "write it as Markdown, or publish it on another site and link there",
            ));
            Target::Broken
        }
        None => Target::Beside(Arc::clone(path), file.dimensions),
    })
}

/// Why a link cannot lead to a file that is no picture for pages.
fn no_image(path: &str, it: &Written<'_>) -> Option<Diagnostic> {
    let written = it.decoded();
    let (message, help) = match foreign_image(path) {
        Some(format) => (
            format!("`{written}` is a {format} image, which browsers cannot show"),
            "export it as JPEG, PNG, WebP or AVIF",
        ),
        None if it.link.kind == LinkKind::Image && !is_image(path) => (
            format!("`{written}` is no image that pages can show"),
            "export it as JPEG, PNG, WebP or AVIF, or link to it: `[text](address)`",
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

/// Says that nothing is at a path.
fn missing(
    path: &str,
    it: &Written<'_>,
    scope: &Scope<'_>,
    found: &mut Vec<Diagnostic>,
) -> Target {
    let written = it.decoded();
    let last = path.rsplit('/').next().unwrap_or(path);
    let is_address =
        last.rsplit_once('.').is_none_or(|it| it.1 == "xml") || written.ends_with('/');
    if it.link.kind == LinkKind::Link && written.starts_with('/') && is_address {
        let anchor = it.anchor.map(|it| format!("#{it}")).unwrap_or_default();
        return Target::Path(format!("{written}{anchor}"));
    }
    if let Some(held) = scope.hidden.get(path) {
        found.push(held.link(&written, it.span()));
        return Target::Held;
    }
    let image = it.link.kind == LinkKind::Image;
    let near = scope.near(path, image).or_else(|| scope.same_name(last, image));
    let help = match near {
        Some(near) => {
            format!("did you mean `{}`?", from_here(near, it.from.source.path()))
        }
        None if image => {
            "put it beside the text, or into `static/img/` and write `/img/…`".to_owned()
        }
        None => {
            "a path is relative to this file, or begins with `/` at the portal's folder"
                .to_owned()
        }
    };
    let (code, message) = if image {
        ("missing-image", format!("there is no image `{written}`"))
    } else {
        ("broken-link", format!("there is no file `{written}`"))
    };
    found.push(Diagnostic::error(code, message).at(it.span()).help(help));
    Target::Broken
}

/// Of how many anchors the likeliest come first in a message.
const MOST_SORTED: usize = 200;

/// Says that a text has no such anchor.
fn wrong_anchor(
    anchor: Option<&str>,
    outline: &Outline,
    span: impl FnOnce() -> Span,
) -> Option<Diagnostic> {
    let anchor = anchor.filter(|it| !it.is_empty())?;
    if outline.has_anchor(anchor) {
        return None;
    }
    Some(broken_anchor(anchor, outline, &span()))
}

fn broken_anchor(anchor: &str, outline: &Outline, span: &Span) -> Diagnostic {
    let near = nearest(anchor, outline.all_anchors());
    let mut list: Vec<&str> = outline.all_anchors().take(MOST_SORTED + 1).collect();
    if near.is_none() && list.len() <= MOST_SORTED {
        list.sort_by_cached_key(|it| strsim::damerau_levenshtein(anchor, it));
    }
    let more = if list.len() > 8 { " …" } else { "" };
    let list: Vec<String> = list.iter().take(8).map(|it| format!("`#{it}`")).collect();
    let help = match near {
        Some(near) => format!("did you mean `#{near}`?"),
        None if list.is_empty() => "the page has no headings: remove the anchor".into(),
        None => format!("its anchors are {}{more}", list.join(", ")),
    };
    let span = span.find(&format!("#{anchor}"));
    // `#Été` for `#ete`: as other programs make anchors of the same heading.
    let same = slugify(anchor);
    let is_same =
        outline.has_anchor(&same) && span.text().strip_prefix('#') == Some(anchor);
    let fix = Fix::default().and(span.clone(), format!("#{same}"));
    Diagnostic::error("broken-anchor", format!("there is no anchor `#{anchor}`"))
        .at(span)
        .help(help)
        .fix_if(is_same.then_some(fix))
}
