//! The letters that a portal keeps as pages.

use jiff::civil::Date;

use super::{Ask, address, gather, heading, published};
use crate::{
    diag::Diagnostic,
    render::{
        page::Page,
        shared,
        view::{Card, LettersView, Link, PageView},
    },
    sink::Html,
};

/// The list of all letters.
pub(in crate::render) fn letters(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("letters", page.t.get("letters"));
    page.t.get("letters-text").clone_into(&mut frame.description);
    frame.section = page.url(page.address);
    frame.alternates = page.alternates(&["letter"]);
    let card = |it: &crate::config::Letter| {
        let link = link(page, it.date);
        Card {
            kind: "letter".to_owned(),
            title: link.label,
            url: link.url,
            summary: page.words.setting(&it.record, "intro").unwrap_or_default(),
            note: gather::range(page, it.since, it.date),
            ..Card::default()
        }
    };
    let view = LettersView { cards: published(page).map(card).collect() };
    page.html("letters.html", &frame, "letters", &view, &Html::new())
}

/// The letter of a day.
pub(in crate::render) fn letter(
    page: &Page<'_>,
    date: Date,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut all = published(page).peekable();
    let mut newer = None;
    let letter = loop {
        let Some(it) = all.next().filter(|it| it.date >= date) else { break None };
        if it.date == date {
            break Some(it);
        }
        newer = Some(it.date);
    };
    let since = letter.map_or(date, |it| it.since);
    let ask = Ask { since, until: date, community: None, lang: page.lang };
    let mut view = gather::view(page, &ask);
    view.older = all.peek().map(|it| link(page, it.date));
    view.newer = newer.map(|it| link(page, it));
    let frame = PageView { description: view.lead.clone(), ..frame(page, &ask) };
    page.html("letter.html", &frame, "letter", &view, &Html::new())
}

fn frame(page: &Page<'_>, ask: &Ask) -> PageView {
    let mut frame = page.view("letter", &heading(page, ask));
    let list = page.list(&["letter"]);
    frame.section = page.url(&list);
    frame.breadcrumb.push(page.word_link("letters", &list));
    frame.open_graph = "article";
    frame.alternates = page.other_languages(|lang, t| {
        Some(format!("{}{}/", shared::list(lang, t, &["letter"]), ask.until))
    });
    frame
}

fn link(page: &Page<'_>, date: Date) -> Link {
    let label = page.t.fill("letter-of", &[("date", &page.t.date(date))]);
    page.named_link(&label, &address(page, date))
}
