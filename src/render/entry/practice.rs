//! The page of a practice.

use super::{backlinks, contents, text};
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{
        page::Page,
        related,
        view::{Link, PracticeView},
    },
    route::Route,
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> PracticeView {
    let related: Vec<Id> = related::chosen(page, id).iter().map(|it| it.0).collect();
    let (supported, contested) = (entry.refs("supported_by"), entry.refs("contested_by"));
    let works_on = |it: &Id| {
        let other = page.entry(*it);
        other.kind == Kind::Initiative && other.refs("practices").contains(&id)
    };
    let initiatives: Vec<Id> = entry.backlinks.iter().copied().filter(works_on).collect();
    let shown = [&related, supported, contested, &initiatives].concat();
    let (status, status_text) = page.status(entry);
    PracticeView {
        lead: text(page, entry, "summary"),
        status,
        status_text,
        audience: text(page, entry, "audience"),
        owners: page.people(entry, "owners"),
        applied_by: short_links(page, entry.refs("applied_by")),
        tried_by: short_links(page, entry.refs("tried_by")),
        matrix: matrix(page),
        topics: page.links(entry.refs("topics")),
        cover: page.cover(entry),
        contents: contents(page, entry),
        supported_by: page.cards(supported),
        contested_by: page.cards(contested),
        initiatives: page.cards(&initiatives),
        related: page.cards(&related),
        backlinks: backlinks(page, entry, &shown),
    }
}

fn short_links(page: &Page<'_>, ids: &[Id]) -> Vec<Link> {
    ids.iter().map(|it| page.short_link(*it)).collect()
}

/// The table of practices and communities, if the portal has one.
pub(in crate::render) fn matrix(page: &Page<'_>) -> Option<Link> {
    let address = page.list(&["practices", "matrix"]);
    let found = page.site.routes.find(&address);
    found.filter(|it| it.route == Route::Matrix)?;
    Some(page.word_link("matrix", &address))
}
