//! A feed as Atom (RFC 4287).

use jiff::civil::Date;

use super::feed::{Feed, Item, moment};
use crate::{
    render::page::Page,
    sink::{Href, Xml},
};

const ALTERNATE: &str = "<link rel=\"alternate\" type=\"text/html\" href=\"";

pub(super) fn write(page: &Page<'_>, feed: &Feed) -> String {
    let own = page.absolute(page.address);
    let mut out = Xml::document();
    out.push("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    out.text(page.code);
    out.push("\">\n");
    out.element("title", &feed.title);
    out.element("id", page.identity(page.address).as_str());
    link(&mut out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"", &own);
    link(&mut out, ALTERNATE, &feed.home);
    out.element(
        "updated",
        &moment(page, feed.updated.unwrap_or(Date::constant(1970, 1, 1))),
    );
    author(&mut out, &page.words.portal(), &Href::default());
    for it in &feed.items {
        entry(&mut out, page, it);
    }
    out.push("</feed>\n");
    out.into_string()
}

fn link(out: &mut Xml, begin: &'static str, url: &Href) {
    out.push(begin);
    out.text(url.as_str());
    out.push("\"/>\n");
}

fn author(out: &mut Xml, name: &str, url: &Href) {
    out.push("<author><name>");
    out.text(name);
    out.push("</name>");
    if !url.is_empty() {
        out.push("<uri>");
        out.text(url.as_str());
        out.push("</uri>");
    }
    out.push("</author>\n");
}

fn entry(out: &mut Xml, page: &Page<'_>, item: &Item) {
    out.push("<entry");
    if let Some(lang) = &item.lang {
        out.push(" xml:lang=\"");
        out.text(lang);
        out.push("\"");
    }
    out.push(">\n");
    out.element("title", &item.title);
    out.element("id", item.id.as_str());
    link(out, ALTERNATE, &item.url);
    let day = |it: Option<Date>| it.map(|it| moment(page, it)).unwrap_or_default();
    out.element("published", &day(item.published));
    out.element("updated", &day(item.updated));
    for it in &item.people {
        author(out, &it.name, &it.url.absolute(&page.site.settings.origin));
    }
    for it in &item.topics {
        out.push("<category term=\"");
        out.text(it);
        out.push("\"/>\n");
    }
    out.element("summary", &item.summary);
    out.push("<content type=\"html\" xml:base=\"");
    out.text(item.url.as_str());
    out.push("\">");
    out.text(item.html.as_str());
    out.push("</content>\n</entry>\n");
}
