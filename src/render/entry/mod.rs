//! The page of one entry.

mod community;
mod event;
mod free_page;
mod initiative;
mod occurrences;
mod person;
mod practice;
mod recording;
mod retex;
mod talk;
mod topic;
mod upkeep;

pub(super) use practice::matrix as matrix_of;
pub(super) use retex::series_name;

use std::collections::BTreeSet;

use super::{
    body, linked,
    media::Opened,
    page::Page,
    view::{Heading, Link, Note, PageView},
};
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::{Entry, Id},
    route::{Format, ON_OWN_PAGE, TEXT_FILE},
    sink::{Href, Html, escaped},
    theme::Extra,
};

/// The page of an entry. What no template is to blame for is said of its text.
pub(super) fn html(page: &Page<'_>, id: Id) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let entry = page.entry(id);
    filled(page, id, entry).map_err(|found| {
        let variant = entry.variant(page.code).or(entry.variants.first());
        let path = variant.map(|it| it.document.source.path().to_owned());
        let placed = |it: Diagnostic| match &path {
            Some(path) if it.span.is_none() => it.in_file(path.clone()),
            _ => it,
        };
        found.into_iter().map(placed).collect()
    })
}

fn filled(page: &Page<'_>, id: Id, entry: &Entry) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = frame(page, id, entry);
    let mut opened = Opened::default();
    let has_cover = matches!(
        entry.kind,
        Kind::Retex | Kind::Event | Kind::Practice | Kind::Initiative | Kind::Community
    );
    let cover = page.cover(entry).filter(|_| has_cover).map(|it| it.url);
    let mut text = match entry.variant(page.code) {
        Some(variant) => body::html(page, variant, &mut opened, cover.as_ref()),
        None => Html::new(),
    };
    recording::append(page, entry, &mut opened, &mut text);
    let minutes = occurrences::minutes(page, entry, &mut opened, &mut frame);
    page.open(&mut frame, &opened);
    frame.linked = linked::entry(page, id, &frame.picture, &opened.videos);
    match entry.kind {
        Kind::Retex => {
            let mut view = retex::view(page, id, entry, &mut frame);
            view.cover = view.cover.filter(|it| !shows(&text, &it.url));
            page.html("retex.html", &frame, "retex", &view, &text)
        }
        Kind::Event => {
            let mut view = event::view(page, id, entry, &minutes, &mut frame);
            view.cover = view.cover.filter(|it| !shows(&text, &it.url));
            page.html("event.html", &frame, "event", &view, &text)
        }
        Kind::Talk => {
            let view = talk::view(page, id, entry);
            page.html("talk.html", &frame, "talk", &view, &text)
        }
        Kind::Practice => {
            let mut view = practice::view(page, id, entry);
            view.cover = view.cover.filter(|it| !shows(&text, &it.url));
            page.html("practice.html", &frame, "practice", &view, &text)
        }
        Kind::Initiative => {
            let mut view = initiative::view(page, id, entry);
            view.cover = view.cover.filter(|it| !shows(&text, &it.url));
            page.html("initiative.html", &frame, "initiative", &view, &text)
        }
        Kind::Community => {
            let view = community::view(page, id, entry);
            page.html("community.html", &frame, "community", &view, &text)
        }
        Kind::Person => {
            let view = person::view(page, id, entry);
            page.html("person.html", &frame, "person", &view, &text)
        }
        Kind::Topic => {
            let view = topic::view(page, id, entry);
            page.html("topic.html", &frame, "topic", &view, &text)
        }
        Kind::Page | Kind::Home => {
            let view = free_page::view(page, id, entry);
            page.html("page.html", &frame, "free", &view, &text)
        }
    }
}

/// Whether a text shows a picture already, so that it is not shown twice.
fn shows(html: &Html, url: &Href) -> bool {
    html.as_str().contains(&format!(" src=\"{}\"", escaped(url.as_str())))
}

/// Where an entry stands: title, way from the home page, languages.
fn frame(page: &Page<'_>, id: Id, entry: &Entry) -> PageView {
    let heading = page.words.title(entry);
    let mut frame = page.view(entry.kind.word(), &heading);
    let portal = page.words.portal();
    frame.text_lang = page.foreign(entry);
    frame.class = page.class(id);
    frame.extra = Extra::of(entry.node("extra", page.code));
    frame.description = page.words.summary(entry);
    let communities = || page.word_link("communities", &page.list(&["communities"]));
    if let Some(community) = entry.community.filter(|it| *it != id) {
        let link = page.link(community);
        frame.title = format!("{heading} – {} – {portal}", link.label);
        frame.kicker = Some(link.clone());
        frame.section = communities().url;
        frame.breadcrumb.push(communities());
        frame.breadcrumb.push(link);
    } else if let Some(word) = list_of(entry.kind) {
        let link = page.word_link(word, &page.list(&[word]));
        frame.title = format!("{heading} – {} – {portal}", link.label);
        frame.section.clone_from(&link.url);
        frame.breadcrumb.push(link);
    }
    match entry.kind {
        Kind::Retex => frame.section = page.url(&page.list(&["retex"])),
        Kind::Event => frame.section = page.url(&page.list(&["events"])),
        Kind::Talk => frame.section = page.url(&page.list(&["talks"])),
        Kind::Practice => frame.section = page.url(&page.list(&["practices"])),
        Kind::Initiative => frame.section = page.url(&page.list(&["initiatives"])),
        _ => {}
    }
    let feed = format!("{}{}", page.address, Format::Atom.file());
    let lists = matches!(entry.kind, Kind::Community | Kind::Topic | Kind::Person);
    if lists && page.site.routes.known(&feed).is_some() {
        frame.feeds = page.feeds(page.address, &heading);
    }
    if let Some(variant) = entry.variant(page.code) {
        frame.edit = page.edit(variant);
    }
    if page.site.settings.has_markdown() && entry.kind != Kind::Home {
        frame.markdown = page.url(&format!("{}{TEXT_FILE}", page.address));
    }
    let cover = page.cover(entry).map(|it| it.url).unwrap_or_default();
    frame.picture = cover.absolute(&page.site.settings.origin);
    frame.open_graph = match entry.kind {
        Kind::Retex => "article",
        Kind::Person => "profile",
        _ => "website",
    };
    frame.upkeep = upkeep::of(page, entry);
    languages(page, id, entry, &mut frame);
    frame
}

fn list_of(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Community => Some("communities"),
        Kind::Event => Some("events"),
        Kind::Talk => Some("talks"),
        Kind::Practice => Some("practices"),
        Kind::Initiative => Some("initiatives"),
        Kind::Person => Some("people"),
        Kind::Topic => Some("topics"),
        Kind::Retex | Kind::Page | Kind::Home => None,
    }
}

fn languages(page: &Page<'_>, id: Id, entry: &Entry, frame: &mut PageView) {
    let lists = matches!(entry.kind, Kind::Community | Kind::Person | Kind::Topic);
    frame.alternates = page.other_languages(|lang, t| {
        (lists || entry.variants.iter().any(|it| it.lang == t.lang))
            .then(|| page.site.routes.entry(id, lang).to_owned())
    });
    if let Some(lang) = &frame.text_lang {
        frame.notes.push(page.note_of_language(lang));
    }
    if !lists {
        let note = |it: &Link| Note { text: String::new(), link: Some(it.clone()) };
        frame.notes.extend(frame.alternates.iter().map(note));
    }
}

/// Headings of the text, as a list of contents; none when there are too few to need one.
fn contents(page: &Page<'_>, entry: &Entry) -> Vec<Heading> {
    if entry.record().and_then(|it| it.bool("toc")) == Some(false) {
        return Vec::new();
    }
    let Some(variant) = entry.variant(page.code) else { return Vec::new() };
    let headings: Vec<Heading> = variant
        .document
        .outline()
        .headings
        .iter()
        .filter(|it| it.level <= 3)
        .map(|it| Heading {
            level: it.level.max(2),
            text: page.words.heading(it, &variant.lang),
            url: Href::default().with_anchor(&format!("#{}", it.id)),
        })
        .collect();
    if headings.len() < 2 { Vec::new() } else { headings }
}

/// Who refers or links to an entry, less those that the page shows already.
fn backlinks(page: &Page<'_>, entry: &Entry, shown: &[Id]) -> Vec<Link> {
    const MOST: usize = 24;
    let others = entry.backlinks.iter().filter(|it| !shown.contains(it));
    others.take(MOST).map(|it| page.link(*it)).collect()
}

/// Entries that link to a person or a topic, less those that the page shows already.
fn mentions(page: &Page<'_>, entry: &Entry, shown: &BTreeSet<Id>) -> Vec<Id> {
    const MOST: usize = 24;
    let other = |it: &Id| {
        !matches!(page.entry(*it).kind, Kind::Person | Kind::Topic) && !shown.contains(it)
    };
    entry.backlinks.iter().copied().filter(other).take(MOST).collect()
}

/// The way to a list, where its entries are more than the page shows.
fn all_of(page: &Page<'_>, key: &str, count: usize, list: &str) -> Option<Link> {
    (count > ON_OWN_PAGE).then(|| {
        let count = page.t.count(key, count);
        page.named_link(&page.t.fill("all-of", &[("count", &count)]), list)
    })
}

/// The list of the talks of a person or on a topic.
fn talks_of(page: &Page<'_>, entry: &Entry) -> String {
    let word = match entry.kind {
        Kind::Topic => "address.topic",
        _ => "address.speaker",
    };
    format!("{}{}/{}/", page.list(&["talks"]), page.t.get(word), entry.slug)
}

/// A word of a choice, such as `kind: workshop`, in the page's language.
fn word(page: &Page<'_>, entry: &Entry, field: &str) -> String {
    let word = entry.record().and_then(|it| it.text(field));
    word.map(|it| page.t.get(&format!("{field}.{it}")).to_owned()).unwrap_or_default()
}

/// A text of a field; empty when there is none.
fn text(page: &Page<'_>, entry: &Entry, field: &str) -> String {
    page.words.text(entry, field).unwrap_or_default()
}
