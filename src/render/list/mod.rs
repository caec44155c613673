//! Pages that list entries, and the few that are neither list nor entry.

mod events;
mod home;
mod month;
mod pages;
mod people;
mod plan;
mod retex;
mod statement;
mod talks;
mod topics;
mod works;

use super::{
    digest,
    page::Page,
    view::{CommunitiesView, MessageView, RedirectView, Tile},
    vitality,
};
use crate::{content::Kind, diag::Diagnostic, portal::Id, route::Route, sink::Html};

/// The page of a list.
pub(super) fn html(page: &Page<'_>, route: &Route) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (route, number) = match route {
        Route::Further(of, number) => (of.as_ref(), *number),
        first => (first, 1),
    };
    match route {
        Route::Home => home::html(page),
        Route::Communities => communities(page),
        Route::People => people::html(page, number),
        Route::Topics => topics::html(page),
        Route::RetexList { of, year, page: number } => {
            retex::html(page, *of, *year, *number)
        }
        Route::Events => events::upcoming(page),
        Route::PastEvents => events::past(page, number),
        Route::Month(year, month) => events::month(page, *year, *month),
        Route::Talks => talks::all(page, number),
        Route::TalksOfYear(year) => talks::of_year(page, *year, number),
        Route::TalksAt(slug) => talks::at(page, slug, number),
        Route::TalksAtEdition(slug, edition) => {
            talks::at_edition(page, slug, edition, number)
        }
        Route::TalksIn(language) => talks::in_language(page, language, number),
        Route::TalksWithVideo => talks::with_video(page, number),
        Route::TalksOf(id) => talks::of(page, *id, number),
        Route::Works(kind, within) => works::html(page, *kind, *within, number),
        Route::Matrix => works::matrix(page, number),
        Route::Series(id) => works::series(page, id, number),
        Route::Letters => digest::letters(page),
        Route::Letter(date) => digest::letter(page, *date),
        Route::Plan => plan::html(page),
        Route::Accessibility => statement::html(page),
        Route::Redirect(to) => redirect(page, to),
        Route::Forbidden => message(page, "forbidden", "403"),
        _ => message(page, "not-found", "404"),
    }
}

fn communities(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("communities", page.t.get("communities"));
    page.t.get("communities-text").clone_into(&mut frame.description);
    frame.section = page.url(page.address);
    frame.alternates = page.alternates(&["communities"]);
    let ids = page.index.kind(Kind::Community).iter();
    let tile = |id: &Id| Tile { spark: Some(vitality::spark(page, *id)), ..page.tile(*id) };
    let mut tiles: Vec<Tile> = ids.map(tile).collect();
    tiles.sort_by_key(|it| it.archived);
    let view = CommunitiesView { tiles, vitality: vitality::link(page, None) };
    page.html("communities.html", &frame, "communities", &view, &Html::new())
}

fn message(page: &Page<'_>, key: &str, code: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("message", page.t.get(key));
    page.t.get(&format!("{key}-text")).clone_into(&mut frame.description);
    frame.hidden = true;
    let view = MessageView {
        code: code.to_owned(),
        text: frame.description.clone(),
        links: vec![
            page.word_link("home", &page.root()),
            page.word_link("retex", &page.list(&["retex"])),
            page.word_link("topics", &page.list(&["topics"])),
            page.word_link("plan", &page.list(&["plan"])),
        ],
    };
    page.html("message.html", &frame, "message", &view, &Html::new())
}

/// A plain page that leads on at once.
fn redirect(page: &Page<'_>, to: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("redirect", page.t.get("redirect"));
    frame.canonical = page.absolute(to);
    frame.hidden = true;
    let view = RedirectView { url: page.url(to) };
    page.html("redirect.html", &frame, "redirect", &view, &Html::new())
}
