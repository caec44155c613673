//! What to read next, with the reason in words.

use super::page::Page;
use crate::portal::{Entry, Id};

/// How many entries are proposed.
const COUNT: usize = 5;

/// How many retex of the same topic or community are looked at, on each side in time: what is
/// proposed does not depend on the portal's size, and retex of one topic do not all propose the
/// same few.
const NEAR: usize = 8;

/// Entries that the author chose.
pub(super) fn chosen(page: &Page<'_>, id: Id) -> Vec<(Id, String)> {
    let mut out: Vec<(Id, String)> = Vec::new();
    for other in page.entry(id).refs("related") {
        if *other != id && out.len() < COUNT {
            out.push((*other, page.t.get("because-chosen").to_owned()));
        }
    }
    out
}

/// At most five entries: chosen by the author, then the nearest by topic, author, community.
pub(super) fn related(page: &Page<'_>, id: Id) -> Vec<(Id, String)> {
    let mut out = chosen(page, id);
    let entry = page.entry(id);
    let series = entry.record().and_then(|it| it.map("series"));
    let parts =
        series.as_ref().and_then(|it| it.text("id")).map(|it| page.index.series(it));
    // Parts of the same series are listed on the page already.
    let taken = |out: &[(Id, String)], other: Id| {
        other == id
            || out.iter().any(|it| it.0 == other)
            || parts.is_some_and(|it| it.iter().any(|it| it.1 == other))
    };
    let mut candidates = candidates(page, id);
    candidates.sort_unstable();
    candidates.dedup();
    candidates.retain(|it| !taken(&out, *it));
    let Some(ties) = page.index.ties(id) else { return out };
    let far = |it: Id| it.index().abs_diff(id.index());
    let near = |it: Id| Some((ties.score(page.index.ties(it)?), far(it), it));
    let mut near: Vec<_> = candidates.into_iter().filter_map(near).collect();
    near.sort_unstable_by_key(|it| (usize::MAX - it.0, it.1, it.2));
    for (_, _, other) in near.into_iter().take(COUNT - out.len()) {
        let why = reason(page, id, other);
        out.push((other, why));
    }
    out
}

/// Retex that share something, near in time.
fn candidates(page: &Page<'_>, id: Id) -> Vec<Id> {
    let entry = page.entry(id);
    let mut out = Vec::new();
    let mut window = |list: &[Id]| {
        let at = list.binary_search(&id).unwrap_or_else(|at| at);
        let from = at.saturating_sub(NEAR);
        let some = list.iter().skip(from).take(at - from + NEAR + 1);
        out.extend(some.filter(|it| page.index.ties(**it).is_some()).copied());
    };
    for topic in entry.refs("topics") {
        window(page.index.shelf(Some(*topic)).map_or(&[], |it| &it.ids));
    }
    for author in entry.refs("authors") {
        window(&page.entry(*author).backlinks);
    }
    if let Some(owned) = entry.community.and_then(|it| page.index.owned(it)) {
        window(&owned.retex.ids);
    }
    out
}

fn shared(page: &Page<'_>, a: Id, b: Id, field: &str) -> Vec<Id> {
    let other = page.entry(b).refs(field);
    page.entry(a).refs(field).iter().copied().filter(|it| other.contains(it)).collect()
}

/// What a retex can have in common with others: looked up once for a portal, since each is
/// compared with dozens.
#[derive(Debug, Default)]
pub(super) struct Ties {
    topics: Box<[Id]>,
    authors: Box<[Id]>,
    community: Option<Id>,
}

impl Ties {
    pub(super) fn of(entry: &Entry) -> Self {
        let ids = |field| entry.refs(field).into();
        Self { topics: ids("topics"), authors: ids("authors"), community: entry.community }
    }

    fn score(&self, other: &Self) -> usize {
        let common = |a: &[Id], b: &[Id]| a.iter().filter(|it| b.contains(it)).count();
        common(&self.topics, &other.topics) * 4
            + common(&self.authors, &other.authors) * 3
            + usize::from(self.community == other.community)
    }
}

/// The strongest tie, in words.
fn reason(page: &Page<'_>, a: Id, b: Id) -> String {
    let names = |ids: &[Id]| {
        let names: Vec<String> = ids.iter().map(|it| page.link(*it).label).collect();
        names.join(", ")
    };
    let topics = shared(page, a, b, "topics");
    if !topics.is_empty() {
        let one = if topics.len() == 1 { "because-topic" } else { "because-topics" };
        return page.t.fill(one, &[("name", &names(&topics))]);
    }
    let authors = shared(page, a, b, "authors");
    if let Some(author) = authors.first() {
        return page.t.fill("because-author", &[("name", &names(&[*author]))]);
    }
    page.t.get("because-community").to_owned()
}
