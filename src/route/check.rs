//! Links to addresses (`/retex/`) can be checked only when all addresses are known.

use std::{cell::OnceCell, collections::BTreeMap};

use super::{Route, RouteTable, lists};
use crate::{
    config::{Settings, Texts},
    content::{
        markdown::{Link, Named},
        record::Record,
    },
    diag::{Diagnostic, Fix, Near, Span, nearest_path, of_one_file},
    portal::{Portal, Shown, Target, Variant},
    yaml::{Node, shorten},
};

/// Links of texts that lead to no address.
pub(super) fn paths(
    portal: &Portal,
    texts: &[Texts],
    table: &RouteTable,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let pages = Pages { table, near: OnceCell::new() };
    for variant in portal.ids().flat_map(|it| &portal.entry(it).variants) {
        of_one_file(|| {
            for it in links(variant) {
                if !pages.is_missing(it.path) {
                    found.extend(it.is_whole().then(|| pages.whole(&it, portal)));
                } else if lists::passes(it.path, texts) {
                    found.push(passing(it.path, it.span));
                } else {
                    found.push(pages.missing(&it, portal));
                }
            }
        });
    }
    found
}

/// Links of texts to addresses that another day brings.
pub(super) fn later(
    portal: &Portal,
    table: &RouteTable,
    (whole, all): (&Portal, &RouteTable),
    shown: Shown,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for variant in portal.ids().flat_map(|it| &portal.entry(it).variants) {
        for To { path, span, .. } in
            links(variant).filter(|it| table.known(it.path).is_none())
        {
            let Some(other) = all.known(path) else { continue };
            let held = match other.route {
                Route::Entry(id) => whole.entry(id).held(shown),
                _ => None,
            };
            found.push(held.map_or_else(
                || passing(path, span.clone()),
                |held| held.link(path, span.clone()),
            ));
        }
    }
    found
}

/// A link to an address of the portal.
struct To<'a> {
    path: &'a str,
    /// With its `#`; empty for none.
    anchor: &'a str,
    /// As written.
    target: &'a str,
    span: Span,
}

impl To<'_> {
    /// Whether the portal's whole address stands before it.
    fn is_whole(&self) -> bool {
        !self.target.starts_with('/')
    }
}

/// The addresses that a text links to, and where.
fn links(variant: &Variant) -> impl Iterator<Item = To<'_>> {
    let document = &variant.document;
    let links: &[Link] = if document.is_read() { &document.outline().links } else { &[] };
    variant.targets.known().iter().zip(links).filter_map(|(target, link)| {
        let Target::Path(path) = target else { return None };
        let (path, anchor) = path.split_at(path.find('#').unwrap_or(path.len()));
        let span = Span::new(&document.source, link.range.clone());
        Some(To { path, anchor, target: &link.target, span })
    })
}

/// A list that comes and goes with its entries.
fn passing(path: &str, span: Span) -> Diagnostic {
    let message = format!("there is no page `{path}` on this day");
    Diagnostic::warning("unpublished-link", message)
        .at(span)
        .note("the link is left out while nothing is listed there")
        .help("link to the whole list instead")
}

/// Whether something links to a list of meetings that comes and goes with the days.
pub fn follows_meetings(portal: &Portal, settings: &Settings, texts: &[Texts]) -> bool {
    let all = portal.whole().unwrap_or(portal);
    let mut variants = all.ids().flat_map(|it| &all.entry(it).variants);
    let menus = ["menu", "footer"].iter().flat_map(|it| settings.record.list(it));
    let mut pages = menus.filter_map(|it| Record::of(it)?.text("page").map(str::to_owned));
    variants.any(|it| links(it).any(|it| lists::passes(it.path, texts)))
        || pages.any(|it| lists::passes(&it, texts))
}

/// Links of the settings that lead to no address.
pub(super) fn menus(
    portal: &Portal,
    settings: &Settings,
    table: &RouteTable,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let pages = Pages { table, near: OnceCell::new() };
    let links = ["menu", "footer"].iter().flat_map(|it| settings.record.list(it));
    for link in links {
        let page = Record::of(link).and_then(|it| it.node("page").cloned());
        found.extend(page.and_then(|it| menu_page(&it, portal, &pages)));
        found.extend(target_of(link));
    }
    found
}

/// The addresses that there are.
struct Pages<'a> {
    table: &'a RouteTable,
    /// Pages, made when a link leads nowhere.
    near: OnceCell<BTreeMap<&'a str, Near<&'a str>>>,
}

impl Pages<'_> {
    /// Whether nothing is at an address, and nothing can come there.
    fn is_missing(&self, path: &str) -> bool {
        self.table.find(path).is_none() && !self.table.may_come(path)
    }

    fn missing(&self, it: &To<'_>, portal: &Portal) -> Diagnostic {
        let error =
            Diagnostic::error("broken-link", format!("there is no page `{}`", it.path))
                .at(it.span.clone());
        if let Some(address) = self.of_file(it.path) {
            let right = self.instead(&address, it, portal);
            return error.help(format!("write `{}`", right.written)).fix_if(right.fix);
        }
        error.help(self.nearest(it.path))
    }

    fn nearest(&self, path: &str) -> String {
        self.near(path).map_or_else(
            || {
                "link to a file of the portal instead, such as `/pages/a-propos.md`"
                    .to_owned()
            },
            |it| format!("did you mean `{it}`?"),
        )
    }

    /// The address of the page whose file another program would call so: `/a/b.html`.
    fn of_file(&self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"))?;
        let folder = stem.strip_suffix("/index").unwrap_or(stem);
        Some(format!("{folder}/")).filter(|it| self.table.known(it).is_some())
    }

    /// How a link to the page at an address is written: by its file, where it has one.
    fn instead(&self, address: &str, it: &To<'_>, portal: &Portal) -> Instead {
        let file = match self.table.known(address).map(|it| (&it.route, it.lang)) {
            Some((Route::Entry(id), lang)) => {
                let texts = &portal.entry(*id).variants;
                let nth = if texts.len() > lang { lang } else { 0 };
                let text = texts.get(nth).filter(|it| !it.document.place.is_list);
                text.map(|it| (format!("/{}", it.document.source.path()), it))
            }
            _ => None,
        };
        let (right, is_sound) = match file {
            Some((file, text)) => {
                let anchor = it.anchor.trim_start_matches('#');
                let named = anchor.is_empty()
                    || text.document.outline().named(anchor) == Named::Itself;
                (file, named)
            }
            None => (address.to_owned(), true),
        };
        let written = format!("{right}{}", it.anchor);
        let fits =
            !written.contains(|it: char| it.is_whitespace() || "()<>\"\\".contains(it));
        let fix = (is_sound && fits && it.span.text() == it.target)
            .then(|| Fix::default().and(it.span.clone(), written.as_str()));
        Instead { written, fix }
    }

    /// The page that was probably meant: one of the same part of the portal.
    fn near(&self, path: &str) -> Option<&str> {
        let near = self.near.get_or_init(|| {
            let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            // What only programs read is no page.
            for it in self.table.addresses().filter(|it| it.ends_with('/')) {
                parts.entry(above(it)).or_default().push(it);
            }
            parts.into_iter().map(|it| (it.0, Near::names(it.1))).collect()
        });
        near.get(above(path))?.name(path)
    }

    /// Says that a link to a page of the portal has the address that it is published at, which
    /// another preview does not have.
    fn whole(&self, it: &To<'_>, portal: &Portal) -> Diagnostic {
        let right = self.instead(it.path, it, portal);
        let message = format!("`{}` is a page of this portal", shorten(it.target));
        Diagnostic::warning("link-spelling", message)
            .at(it.span.clone())
            .help(format!(
                "write `{}`: so it is found wherever the portal is",
                right.written
            ))
            .fix_if(right.fix)
    }
}

/// How a link is to be written.
struct Instead {
    written: String,
    /// What writes it so, where nothing more is to be said of it then.
    fix: Option<Fix>,
}

/// What an address stands in.
fn above(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    address.rfind('/').and_then(|it| address.get(..=it)).unwrap_or("/")
}

/// `page:` of a menu: a content file, or an address.
fn menu_page(page: &Node, portal: &Portal, pages: &Pages<'_>) -> Option<Diagnostic> {
    let path = page.text()?;
    if path.rsplit_once('.').is_none_or(|it| it.1 != "md") {
        return pages.is_missing(path).then(|| {
            left_out(page, format!("there is no page `{path}`")).help(pages.nearest(path))
        });
    }
    let file = path.trim_start_matches('/');
    let files = || {
        portal
            .ids()
            .flat_map(|it| &portal.entry(it).variants)
            .filter(|it| !it.document.place.is_list)
            .map(|it| it.document.source.path())
    };
    if files().any(|it| it == file) {
        return None;
    }
    let help = nearest_path(file, files()).map_or_else(
        || "name a content file from the portal's folder on, or an address".to_owned(),
        |it| format!("did you mean `/{it}`?"),
    );
    Some(left_out(page, format!("there is no published file `{path}`")).help(help))
}

/// A menu works without one of its links: the portal is published all the same.
fn left_out(page: &Node, message: String) -> Diagnostic {
    Diagnostic::warning("menu-page", message)
        .at(page.span.clone())
        .note("the menu leaves this link out")
}

/// A link of a menu must lead somewhere.
fn target_of(link: &Node) -> Option<Diagnostic> {
    let record = Record::of(link)?;
    let leads = record.node("page").is_some() || record.node("url").is_some();
    (!leads).then(|| {
        Diagnostic::error("missing-field", "this link is missing `page` or `url`")
            .at(link.span.clone())
            .help("add `page: /pages/a-propos.md`, or `url: https://…`")
    })
}
