//! The list of people.

use super::pages;
use crate::{
    content::{Kind, slug::sort_key},
    diag::Diagnostic,
    render::{
        page::Page,
        shared,
        view::{Letter, PeopleView},
    },
    sink::Html,
};

pub(super) fn html(page: &Page<'_>, number: usize) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("people", page.t.get("people"));
    page.t.get("people-text").clone_into(&mut frame.description);
    let here = pages::first(page, number);
    pages::name(page, &mut frame, number);
    frame.section = page.url(here);
    frame.alternates = page.other_languages(|lang, t| {
        Some(shared::list(lang, t, &["people"]) + &pages::tail(number))
    });
    let all = page.index.kind(Kind::Person);
    let mut letters: Vec<Letter> = Vec::new();
    for id in pages::part(page, all, number) {
        let chosen = page.entry(*id).record().and_then(|it| it.text("sort_name"));
        let name = chosen.map_or_else(|| page.words.title_of(*id), str::to_owned);
        let letter: String =
            sort_key(&name).chars().take(1).flat_map(char::to_uppercase).collect();
        if letters.last().is_none_or(|it| it.letter != letter) {
            letters.push(Letter { letter, people: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.people.push(page.person(*id));
        }
    }
    let pagination = pages::pagination(page, here, number, all.len());
    let view = PeopleView { letters, pagination };
    page.html("people.html", &frame, "people", &view, &Html::new())
}
