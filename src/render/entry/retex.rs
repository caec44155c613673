//! The page of a retex.

use super::{backlinks, contents, text};
use crate::{
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
    let shown: Vec<Id> = related.iter().map(|it| it.0).collect();
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
    page.t.count("reading", variant.document.outline.minutes())
}

fn series(page: &Page<'_>, id: Id, entry: &Entry) -> Option<Series> {
    let series = entry.record()?.map("series")?;
    let parts = page.index.series(series.text("id")?);
    if parts.len() < 2 {
        return None;
    }
    let at = parts.iter().position(|it| it.1 == id)? + 1;
    let title = page.t.fill(
        "series-part",
        &[("n", &at.to_string()), ("count", &parts.len().to_string())],
    );
    let link = |it: &(u64, Id)| Link { current: it.1 == id, ..page.link(it.1) };
    Some(Series { title, parts: parts.iter().map(link).collect() })
}
