//! Files for machines: sitemap, robots, feeds.

use std::fmt::Write;

use jiff::civil::Date;

use super::{body, page::Page, shared};
use crate::{
    content::markdown::escaped,
    portal::{Entry, Id},
    route::{Route, SITEMAP_PART},
    snapshot::Site,
};

/// Writing to a text cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "writing to a text cannot fail");
}

/// Escapes for XML 1.0, and drops what it does not allow.
fn xml(text: &str) -> String {
    let legal: String = text.chars().filter(|it| matches!(it, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)).collect();
    escaped(&legal)
}

/// Addresses of pages that search engines may know, in order.
fn indexed(site: &Site) -> impl Iterator<Item = &str> {
    let shown = |route: &Route| {
        !matches!(
            route,
            Route::NotFound
                | Route::Forbidden
                | Route::Redirect(_)
                | Route::Feed(_)
                | Route::Sitemap(_)
                | Route::Robots
                | Route::Asset(_)
                | Route::File(_)
        )
    };
    site.routes.iter().filter(move |it| shown(&it.1.route)).map(|it| it.0)
}

/// `sitemap.xml`: all pages, or an index of parts when there are more than fit into one.
pub(super) fn sitemap(site: &Site, part: usize) -> String {
    const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let root = format!("{}{}", site.settings.origin, site.settings.base);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let parts = site.routes.sitemap_parts();
    if part == 0 && parts > 1 {
        push(&mut out, format_args!("<sitemapindex xmlns=\"{SPACE}\">\n"));
        for it in 1..=parts {
            let url = xml(&format!("{root}/sitemap-{it}.xml"));
            push(&mut out, format_args!("<sitemap><loc>{url}</loc></sitemap>\n"));
        }
        out.push_str("</sitemapindex>\n");
        return out;
    }
    push(&mut out, format_args!("<urlset xmlns=\"{SPACE}\">\n"));
    let skip = part.saturating_sub(1) * SITEMAP_PART;
    for address in indexed(site).skip(skip).take(SITEMAP_PART) {
        let url = xml(&format!("{}{}", site.settings.origin, shared::url(site, address)));
        push(&mut out, format_args!("<url><loc>{url}</loc></url>\n"));
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`.
pub(super) fn robots(site: &Site) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}{}/sitemap.xml\n",
        site.settings.origin, site.settings.base
    )
}

/// The day of the last change that matters to readers.
fn changed(entry: &Entry) -> Option<Date> {
    entry.record().and_then(|it| it.date("updated")).max(entry.date())
}

/// Newest retex of the portal, a community or a topic as Atom (RFC 4287).
pub(super) fn feed(page: &Page<'_>, of: Option<Id>) -> String {
    let all = page.index.shelf(of).map_or(&[][..], |it| it.ids.as_slice());
    let retex = all.get(..all.len().min(20)).unwrap_or(&[]);
    let name =
        of.map_or(String::new(), |it| format!("{} – ", page.entry(it).title(page.code)));
    let newest = retex.iter().filter_map(|it| changed(page.entry(*it))).max();
    let updated = newest.map_or("1970-01-01".to_owned(), |it| it.to_string());
    let home = page.address.trim_end_matches("atom.xml");
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}{}</title>\n<id>{}</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        page.code,
        xml(&name),
        xml(page.site.settings.title(page.code)),
        xml(&page.absolute(page.address)),
        xml(&page.absolute(page.address)),
        xml(&page.absolute(home)),
        xml(page.site.settings.title(page.code)),
    );
    for id in retex {
        let entry = page.entry(*id);
        let own = page.absolute(page.address_of(*id));
        let url = xml(&own);
        let date = entry.date().map(|it| it.to_string()).unwrap_or_default();
        let updated = changed(entry).map_or(date.clone(), |it| it.to_string());
        let mut authors = String::new();
        for author in page.people(entry, "authors") {
            push(
                &mut authors,
                format_args!("<author><name>{}</name></author>", xml(&author.name)),
            );
        }
        let html = entry
            .variant(page.code)
            .map(|it| body::absolute(page, it, &own))
            .unwrap_or_default();
        push(
            &mut out,
            format_args!(
                "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n<published>{date}T00:00:00Z</published>\n<updated>{updated}T00:00:00Z</updated>\n{authors}\n<summary>{}</summary>\n<content type=\"html\" xml:base=\"{url}\">{}</content>\n</entry>\n",
                xml(entry.title(page.code)),
                xml(&page.summary(entry)),
                xml(&html),
            ),
        );
    }
    out.push_str("</feed>\n");
    out
}
