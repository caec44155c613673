//! The page of a retex.

use super::{backlinks, contents, text};
use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{
        page::Page,
        related,
        view::{Link, PageView, Proposal, RetexView, Series},
    },
    sink::Href,
};

pub(super) fn view(
    page: &Page<'_>,
    id: Id,
    entry: &Entry,
    frame: &mut PageView,
) -> RetexView {
    let record = entry.record();
    let day = |field| record.and_then(|it| it.date(field));
    let canonical = record.and_then(|it| it.text("canonical"));
    let canonical = Href::outside(canonical.unwrap_or(""));
    if !canonical.is_empty() {
        frame.canonical.clone_from(&canonical);
    }
    let related = related::related(page, id);
    // A mere link is among the backlinks.
    let cited = |field: &str| -> Vec<Id> {
        let cites = |it: &Id| {
            let other = page.entry(*it);
            other.kind == Kind::Practice && other.refs(field).contains(&id)
        };
        entry.backlinks.iter().copied().filter(cites).collect()
    };
    let (speaks_for, speaks_against) = (cited("supported_by"), cited("contested_by"));
    let practices = speaks_for.iter().chain(&speaks_against).copied();
    let shown: Vec<Id> = related.iter().map(|it| it.0).chain(practices).collect();
    let shelf = entry.community.and_then(|it| page.index.owned(it)).map(|it| &it.retex);
    let (newer, older) = shelf.map_or((None, None), |it| it.around(id));
    RetexView {
        lead: text(page, entry, "summary"),
        authors: page.people(entry, "authors"),
        date: entry.date().map(|it| page.date(it)),
        updated: day("updated").map(|it| page.date(it)),
        reading: reading(page, entry),
        topics: page.links(entry.refs("topics")),
        context: text(page, entry, "context"),
        audience: text(page, entry, "audience"),
        event: entry.refs("event").first().map(|it| page.link(*it)),
        talks: page.links(entry.refs("talks")),
        speaks_for: page.links(&speaks_for),
        speaks_against: page.links(&speaks_against),
        takeaways: page.words.texts(entry, "takeaways"),
        cover: page.cover(entry),
        contents: contents(page, entry),
        series: series(page, id, entry),
        first_published: canonical,
        related: related
            .into_iter()
            .map(|(id, why)| Proposal { card: page.shared_card(id), why })
            .collect(),
        backlinks: backlinks(page, entry, &shown),
        newer: newer.map(|it| page.link(it)),
        older: older.map(|it| page.link(it)),
    }
}

fn reading(page: &Page<'_>, entry: &Entry) -> String {
    let Some(variant) = entry.variant(page.code) else { return String::new() };
    page.t.count("reading", variant.document.outline().minutes())
}

/// How many parts of a long series are named before and behind the one that is shown.
const NEAR: usize = 5;

fn series(page: &Page<'_>, id: Id, entry: &Entry) -> Option<Series> {
    let name = entry.part_of()?;
    let parts = page.index.series(&name);
    if parts.len() < 2 {
        return None;
    }
    let at = parts.iter().position(|it| it.1 == id)?;
    let title = page.t.fill(
        "series-part",
        &[("n", &(at + 1).to_string()), ("count", &parts.len().to_string())],
    );
    let first = at.saturating_sub(NEAR);
    let near = parts.iter().skip(first).take(at - first + NEAR + 1);
    let link = |it: &(u64, Id)| Link { current: it.1 == id, ..page.link(it.1) };
    let address = format!("{}{name}/", page.list(&["retex", "series"]));
    let part = |at: Option<usize>| at.and_then(|it| parts.get(it)).map(link);
    Some(Series {
        title,
        all: page.named_link(&series_name(page, &name), &address),
        parts: near.map(link).collect(),
        start: first + 1,
        previous: part(at.checked_sub(1)),
        next: part(at.checked_add(1)),
    })
}

/// What a series is called: the first part that names it says it; else the title of its first
/// part.
pub(in crate::render) fn series_name(page: &Page<'_>, id: &str) -> String {
    let parts = page.index.series(id);
    let named = |it: &(u64, Id)| {
        let entry = page.entry(it.1);
        let series = entry.map("series", page.code)?;
        page.words.part(entry, "series", &series, "title")
    };
    let first = || Some(page.words.title_of(parts.first()?.1));
    parts.iter().take(NEAR).find_map(named).or_else(first).unwrap_or_default()
}
