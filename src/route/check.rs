//! Links to addresses (`/retex/`) can be checked only when all addresses are known.

use std::cell::OnceCell;

use super::RouteTable;
use crate::{
    config::Settings,
    content::record::Record,
    diag::{Diagnostic, Near, Span, nearest_path, of_one_file},
    portal::{Portal, Target, Variant},
    yaml::Node,
};

/// Links of texts and of the settings that lead to no address.
pub(super) fn paths(
    portal: &Portal,
    settings: &Settings,
    table: &RouteTable,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let pages = Pages { table, near: OnceCell::new() };
    for variant in portal.ids().flat_map(|it| &portal.entry(it).variants) {
        if !variant.document.is_read() {
            continue;
        }
        of_one_file(|| pages.of_text(variant, &mut found));
    }
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
    /// Made when a link leads nowhere.
    near: OnceCell<Near<&'a str>>,
}

impl Pages<'_> {
    /// Whether nothing is at an address, and nothing can come there.
    fn is_missing(&self, path: &str) -> bool {
        self.table.find(path).is_none() && !self.table.may_come(path)
    }

    /// The links of a text that lead to no address.
    fn of_text(&self, variant: &Variant, found: &mut Vec<Diagnostic>) {
        let links = &variant.document.outline().links;
        for (target, link) in variant.targets.known().iter().zip(links) {
            let Target::Path(path) = target else { continue };
            let path = path.split('#').next().unwrap_or(path);
            if self.is_missing(path) {
                let span = Span::new(&variant.document.source, link.range.clone());
                found.push(self.missing(path, span));
            }
        }
    }

    fn missing(&self, path: &str, span: Span) -> Diagnostic {
        let near = self.near.get_or_init(|| Near::names(self.table.addresses()));
        let help = near.name(path).map_or_else(
            || {
                "link to a file of the portal instead, such as `/pages/a-propos.md`"
                    .to_owned()
            },
            |it| format!("did you mean `{it}`?"),
        );
        Diagnostic::error("broken-link", format!("there is no page `{path}`"))
            .at(span)
            .help(help)
    }
}

/// `page:` of a menu: a content file, or an address.
fn menu_page(page: &Node, portal: &Portal, pages: &Pages<'_>) -> Option<Diagnostic> {
    let path = page.text()?;
    if path.rsplit_once('.').is_none_or(|it| it.1 != "md") {
        return pages.is_missing(path).then(|| {
            let help = pages.missing(path, page.span.clone()).help;
            left_out(page, format!("there is no page `{path}`")).help_if(help)
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
        Diagnostic::error("missing-field", "this link lacks `page` or `url`")
            .at(link.span.clone())
            .help("add `page: /pages/a-propos.md`, or `url: https://…`")
    })
}
