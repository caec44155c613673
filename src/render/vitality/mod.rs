//! What lives in a portal and its communities: pages, small bars in lists, and files for
//! programs.

mod chart;
mod data;
mod html;

use super::{
    page::Page,
    view::{Link, Spark},
};
use crate::{
    portal::{
        Id,
        vitality::{Count, Vitality},
    },
    route::FiguresForm,
};

pub(super) use data::data;
pub(super) use html::html;

/// How many quarters a page shows: at least, and at most.
const SHOWN: (i32, i32) = (4, 12);

/// What is counted.
fn count<'a>(page: &Page<'a>) -> Count<'a> {
    let site = page.site;
    Count::of(&site.portal, &site.settings, site.today)
}

/// What lives in the portal, or in a community.
fn life(page: &Page<'_>, of: Option<Id>) -> Vitality {
    Vitality::of(count(page), of)
}

/// The last quarters of a community as small bars.
pub(super) fn spark(page: &Page<'_>, community: Id) -> Spark {
    chart::spark(page, community, &life(page, Some(community)))
}

/// Where a portal or a community begins.
fn home(page: &Page<'_>, of: Option<Id>) -> String {
    of.map_or_else(|| page.root(), |it| page.address_of(it).to_owned())
}

/// The address of the page of the portal, or of a community.
fn address(page: &Page<'_>, of: Option<Id>) -> String {
    format!("{}{}/", home(page, of), page.t.get("address.vitality"))
}

/// The way to the page of the portal, or of a community where that is named already.
pub(super) fn link(page: &Page<'_>, of: Option<Id>) -> Link {
    let key = if of.is_some() { "vitality-here" } else { "vitality-portal" };
    page.named_link(page.t.get(key), &address(page, of))
}

/// Links to the files for programs.
fn forms(page: &Page<'_>, of: Option<Id>) -> Vec<Link> {
    let names = [("JSON", FiguresForm::Json), ("CSV", FiguresForm::Csv)];
    let link = |(name, form): (&str, FiguresForm)| {
        page.named_link(name, &format!("{}{}", home(page, of), form.file()))
    };
    names.into_iter().map(link).collect()
}

fn heading(page: &Page<'_>, of: Option<Id>) -> String {
    match of {
        None => page.t.get("vitality-portal").to_owned(),
        Some(id) => page.t.fill("vitality-of", &[("name", &page.words.title_of(id))]),
    }
}
