//! Files for machines: sitemap, robots, feeds, redirects.

use super::{body, page::Page};
use crate::{
    content::{Kind, markdown::escaped},
    portal::Id,
    route::Route,
    snapshot::Site,
};

/// Escapes for XML 1.0, and drops what it does not allow.
fn xml(text: &str) -> String {
    let legal: String = text.chars().filter(|it| matches!(it, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)).collect();
    escaped(&legal)
}

/// `sitemap.xml` of all pages that search engines may know.
pub(super) fn sitemap(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (address, found) in site.routes.iter() {
        let page = matches!(
            found.route,
            Route::Home
                | Route::Communities
                | Route::Entry(_)
                | Route::RetexList { .. }
                | Route::Events
                | Route::PastEvents
                | Route::Month(..)
                | Route::Talks
                | Route::TalksOfYear(_)
                | Route::TalksAt(_)
                | Route::People
                | Route::Topics
                | Route::Plan
                | Route::Accessibility
        );
        if page {
            let page = Page::new(site, address, found.lang);
            out.push_str(&format!(
                "<url><loc>{}</loc></url>\n",
                xml(&page.absolute(address))
            ));
        }
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

/// A plain page that leads on at once.
pub(super) fn redirect(page: &Page<'_>, to: &str) -> String {
    let (url, title) = (escaped(&page.url(to)), escaped(page.t.get("redirect")));
    let canonical = escaped(&page.absolute(to));
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<meta http-equiv=\"refresh\" content=\"0; url={url}\">\n<link rel=\"canonical\" href=\"{canonical}\">\n<meta name=\"robots\" content=\"noindex\">\n</head>\n<body>\n<main><h1>{title}</h1><p><a href=\"{url}\">{url}</a></p></main>\n</body>\n</html>\n",
        page.code
    )
}

/// Newest retex of the portal, a community or a topic as Atom (RFC 4287).
pub(super) fn feed(page: &Page<'_>, of: Option<Id>) -> String {
    let portal = &page.site.portal;
    let retex: Vec<Id> = match of.map(|it| (it, page.entry(it))) {
        None => portal.of_kind(Kind::Retex).take(20).collect(),
        // Backlinks are in the order of the portal: newest first.
        Some((of, topic)) if topic.kind == Kind::Topic => topic
            .backlinks
            .iter()
            .copied()
            .filter(|it| page.entry(*it).kind == Kind::Retex)
            .filter(|it| page.entry(*it).refs("topics").contains(&of))
            .take(20)
            .collect(),
        Some((of, _)) => {
            portal.of_community(of, Kind::Retex).iter().copied().take(20).collect()
        }
    };
    let name =
        of.map_or(String::new(), |it| format!("{} – ", page.entry(it).title(page.code)));
    let newest = retex.iter().filter_map(|it| page.entry(*it).date()).max();
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
        let entry = page.entry(id);
        let url = xml(&page.absolute(page.site.routes.entry(id, page.lang)));
        let date = entry.date().map(|it| it.to_string()).unwrap_or_default();
        let updated = entry
            .record()
            .and_then(|it| it.date("updated"))
            .map_or(date.clone(), |it| it.to_string());
        let authors: String = page
            .people(entry)
            .iter()
            .map(|it| format!("<author><name>{}</name></author>", xml(&it.label)))
            .collect();
        let html =
            entry.variant(page.code).map(|it| body::html(page, it)).unwrap_or_default();
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n<published>{date}T00:00:00Z</published>\n<updated>{updated}T00:00:00Z</updated>\n{authors}\n<summary>{}</summary>\n<content type=\"html\" xml:base=\"{url}\">{}</content>\n</entry>\n",
            xml(entry.title(page.code)), xml(&page.summary(entry)), xml(&html),
        ));
    }
    out.push_str("</feed>\n");
    out
}
