//! Files for machines: sitemap, robots, feeds, lists as JSON.

mod atom;
mod data;
mod feed;
mod json_feed;
mod markdown;

use super::{page::Page, shared};
use crate::{
    route::{Format, Route, SITEMAP_PART, Subject},
    sink::Xml,
    snapshot::Site,
};

pub(super) use data::{Named, document, identity, list};
pub(super) use markdown::{llms, text};

/// A feed.
pub(super) fn feed(page: &Page<'_>, of: &Subject, format: Format) -> String {
    let feed = feed::Feed::of(page, of);
    match format {
        Format::Atom => atom::write(page, &feed),
        Format::Json => json_feed::write(page, &feed),
    }
}

/// Addresses of pages that search engines may know, in order.
fn indexed(site: &Site) -> impl Iterator<Item = &str> {
    let shown = |route: &Route| {
        !matches!(
            route,
            Route::NotFound
                | Route::Forbidden
                | Route::Redirect(_)
                | Route::Feed(..)
                | Route::Calendar(_)
                | Route::EventCalendar(_)
                | Route::Data(_)
                | Route::Llms
                | Route::Markdown(_)
                | Route::TalksData(_)
                | Route::VitalityData(..)
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
