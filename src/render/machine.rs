//! Files for machines: sitemap, robots, feeds.

use jiff::civil::Date;

use super::{body, page::Page, shared};
use crate::{
    portal::{Entry, Id},
    route::{Route, SITEMAP_PART},
    sink::{Href, Xml},
    snapshot::Site,
};

/// Addresses of pages that search engines may know, in order.
fn indexed(site: &Site) -> impl Iterator<Item = &str> {
    let shown = |route: &Route| {
        !matches!(
            route,
            Route::NotFound
                | Route::Forbidden
                | Route::Redirect(_)
                | Route::Feed(_)
                | Route::TalksData(_)
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
    let root = format!("{}{}", site.settings.origin, site.settings.base);
    let mut out = Xml::document();
    let parts = site.routes.sitemap_parts();
    if part == 0 && parts > 1 {
        out.push("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for it in 1..=parts {
            out.push("<sitemap><loc>");
            out.text(&format!("{root}/sitemap-{it}.xml"));
            out.push("</loc></sitemap>\n");
        }
        out.push("</sitemapindex>\n");
        return out.into_string();
    }
    out.push("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let skip = part.saturating_sub(1) * SITEMAP_PART;
    for address in indexed(site).skip(skip).take(SITEMAP_PART) {
        out.push("<url><loc>");
        out.text(shared::url(site, address).absolute(&site.settings.origin).as_str());
        out.push("</loc></url>\n");
    }
    out.push("</urlset>\n");
    out.into_string()
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
    let name = of.map_or(String::new(), |it| format!("{} – ", page.words.title_of(it)));
    let newest = retex.iter().filter_map(|it| changed(page.entry(*it))).max();
    let portal = page.words.portal();
    let own = page.absolute(page.address);
    let mut out = Xml::document();
    out.push("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    out.text(page.code);
    out.push("\">\n");
    out.element("title", &format!("{name}{portal}"));
    out.element("id", own.as_str());
    link(&mut out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"", &own);
    let home = page.absolute(page.address.trim_end_matches("atom.xml"));
    link(&mut out, ALTERNATE, &home);
    out.element("updated", &moment(newest.unwrap_or(Date::constant(1970, 1, 1))));
    author(&mut out, &portal);
    for id in retex {
        item(&mut out, page, *id);
    }
    out.push("</feed>\n");
    out.into_string()
}

const ALTERNATE: &str = "<link rel=\"alternate\" type=\"text/html\" href=\"";

fn link(out: &mut Xml, begin: &'static str, url: &Href) {
    out.push(begin);
    out.text(url.as_str());
    out.push("\"/>\n");
}

fn author(out: &mut Xml, name: &str) {
    out.push("<author><name>");
    out.text(name);
    out.push("</name></author>\n");
}

/// The beginning of a day, as RFC 3339 has it.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// An entry of a feed.
fn item(out: &mut Xml, page: &Page<'_>, id: Id) {
    let entry = page.entry(id);
    let url = page.absolute(page.address_of(id));
    out.push("<entry>\n");
    out.element("title", &page.words.title(entry));
    out.element("id", url.as_str());
    link(out, ALTERNATE, &url);
    let published = entry.date().map(moment).unwrap_or_default();
    out.element("published", &published);
    out.element("updated", &changed(entry).map_or(published, moment));
    for it in page.people(entry, "authors") {
        author(out, &it.name);
    }
    out.element("summary", &page.words.summary(entry));
    let html = entry.variant(page.code).map(|it| body::absolute(page, it, &url));
    out.push("<content type=\"html\" xml:base=\"");
    out.text(url.as_str());
    out.push("\">");
    out.text(html.unwrap_or_default().as_str());
    out.push("</content>\n</entry>\n");
}
