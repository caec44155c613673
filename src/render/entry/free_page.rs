//! A free page.

use super::{backlinks, contents, text};
use crate::{
    portal::{Entry, Id},
    render::{page::Page, view::FreePageView},
};

pub(super) fn view(page: &Page<'_>, id: Id, entry: &Entry) -> FreePageView {
    let siblings: Vec<Id> = entry
        .community
        .and_then(|it| page.index.owned(it))
        .map(|it| it.pages.iter().copied().filter(|it| *it != id).collect())
        .unwrap_or_default();
    FreePageView {
        lead: text(page, entry, "summary"),
        contents: contents(page, entry),
        siblings: page.links(&siblings),
        backlinks: backlinks(page, entry, &siblings),
    }
}
