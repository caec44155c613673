//! The list of people.

use crate::{
    content::{Kind, slug::sort_key},
    diag::Diagnostic,
    render::{
        page::Page,
        view::{Letter, PeopleView},
    },
    sink::Html,
};

pub(super) fn html(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("people", page.t.get("people"));
    page.t.get("people-text").clone_into(&mut frame.description);
    frame.section = page.url(page.address);
    frame.alternates = page.alternates(&["people"]);
    let mut letters: Vec<Letter> = Vec::new();
    for id in page.index.kind(Kind::Person) {
        let name = page.words.title_of(*id);
        let letter: String =
            sort_key(&name).chars().take(1).flat_map(char::to_uppercase).collect();
        if letters.last().is_none_or(|it| it.letter != letter) {
            letters.push(Letter { letter, people: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.people.push(page.person(*id));
        }
    }
    page.html("people.html", &frame, "people", &PeopleView { letters }, &Html::new())
}
