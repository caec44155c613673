//! Lists of retex: of the portal, a community or a topic, of a year or of all, page by page.

use super::pages;
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        index::Shelf,
        page::Page,
        shared,
        view::{Filter, Link, PageView, RetexListView},
    },
    sink::Html,
};

pub(super) fn html(
    page: &Page<'_>,
    of: Option<Id>,
    year: Option<i16>,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let empty = Shelf::default();
    let shelf = page.index.shelf(of).unwrap_or(&empty);
    let chosen = shelf.of(year);
    let base = base(page, of);
    let mut frame = frame(page, of, year, number);
    let here = match year {
        Some(year) => {
            let link = page.word_link("retex", &base);
            frame.breadcrumb.push(link);
            format!("{base}{year}/")
        }
        None => base.clone(),
    };
    frame.alternates = alternates(page, of, year, number);
    let mut filters: Vec<Filter> =
        years(page, of, shelf, year, &base).into_iter().collect();
    if of.is_none() {
        filters.extend(communities(page));
    }
    let view = RetexListView {
        count: page.t.count("count.retex", chosen.len()),
        filters,
        cards: page.cards(pages::part(page, chosen, number)),
        pagination: pages::pagination(page, &here, number, chosen.len()),
    };
    page.html("retex-list.html", &frame, "list", &view, &Html::new())
}

/// The address of the list of all years.
fn base(page: &Page<'_>, of: Option<Id>) -> String {
    match of {
        Some(id) => format!("{}{}/", page.address_of(id), page.t.get("address.retex")),
        None => page.list(&["retex"]),
    }
}

fn frame(page: &Page<'_>, of: Option<Id>, year: Option<i16>, number: usize) -> PageView {
    let name = of.map(|it| page.words.title_of(it));
    let topic = of.is_some_and(|it| page.entry(it).kind == Kind::Topic);
    let mut heading = match name.as_deref() {
        Some(name) if topic => page.t.fill("retex-on", &[("name", name)]),
        Some(name) => page.t.fill("retex-of", &[("name", name)]),
        None => page.t.get("retex-all").to_owned(),
    };
    if let Some(year) = year {
        let values = [("name", heading.as_str()), ("year", &year.to_string())];
        heading = page.t.fill("year-of", &values);
    }
    let mut frame = page.view("retex-list", &heading);
    frame.description.clone_from(&heading);
    pages::name(page, &mut frame, number);
    frame.section = page.url(&page.list(&["retex"]));
    if let Some(id) = of {
        frame.class = page.class(id);
        let key = match page.entry(id).kind {
            Kind::Topic => "topics",
            Kind::Person => "people",
            _ => "communities",
        };
        let link = page.link(id);
        frame.kicker = Some(link.clone());
        frame.breadcrumb.push(page.word_link(key, &page.list(&[key])));
        frame.breadcrumb.push(link);
    }
    let subject = of.map_or(page.root(), |it| page.address_of(it).to_owned());
    frame.feeds = page.feeds(&subject, name.as_deref().unwrap_or(""));
    frame
}

fn alternates(
    page: &Page<'_>,
    of: Option<Id>,
    year: Option<i16>,
    number: usize,
) -> Vec<Link> {
    let year = year.map(|it| format!("{it}/")).unwrap_or_default();
    let tail = format!("{year}{}", pages::tail(number));
    page.other_languages(|lang, t| {
        let home = of.map_or_else(
            || shared::root(lang, t),
            |it| page.site.routes.entry(it, lang).to_owned(),
        );
        Some(format!("{home}{}/{tail}", t.get("address.retex")))
    })
}

fn years(
    page: &Page<'_>,
    of: Option<Id>,
    shelf: &Shelf,
    year: Option<i16>,
    base: &str,
) -> Option<Filter> {
    if of.is_some_and(|it| page.entry(it).kind != Kind::Community) || shelf.years.len() < 2
    {
        return None;
    }
    let all = Link { current: year.is_none(), ..page.word_link("all-years", base) };
    let link = |it: i16| {
        let link = page.named_link(&it.to_string(), &format!("{base}{it}/"));
        Link { current: year == Some(it), ..link }
    };
    let links = std::iter::once(all).chain(shelf.years.iter().map(|it| link(it.0)));
    Some(Filter { title: page.t.get("by-year").to_owned(), links: links.collect() })
}

/// The lists of the communities, from the list of all.
fn communities(page: &Page<'_>) -> Option<Filter> {
    let ids = page.index.kind(Kind::Community);
    let link = |it: &Id| {
        let address = base(page, Some(*it));
        Link { url: page.url(&address), ..page.short_link(*it) }
    };
    let title = page.t.get("by-community").to_owned();
    (ids.len() > 1).then(|| Filter { title, links: ids.iter().map(link).collect() })
}
