//! A free page.

use super::{backlinks, contents, text};
use crate::{
    portal::{Entry, Id},
    render::{page::Page, view::FreePageView},
};

/// How many other pages of its community a page names.
const SIBLINGS: usize = 30;

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> FreePageView {
    let siblings: Vec<Id> = entry
        .community
        .and_then(|it| page.index.owned(it))
        .map(|it| around(&it.pages, id))
        .unwrap_or_default();
    FreePageView {
        lead: text(page, entry, "summary"),
        contents: contents(page, entry),
        siblings: page.links(&siblings),
        backlinks: backlinks(page, entry, &siblings),
    }
}

/// The nearest neighbors of a page in the order of lists, as many as are shown.
fn around(pages: &[Id], id: Id) -> Vec<Id> {
    let at = pages.iter().position(|it| *it == id).unwrap_or(0);
    let last = pages.len().saturating_sub(SIBLINGS + 1);
    let from = at.saturating_sub(SIBLINGS / 2).min(last);
    let near = pages.iter().skip(from).take(SIBLINGS + 1);
    near.copied().filter(|it| *it != id).collect()
}
