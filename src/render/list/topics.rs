//! The list of topics: a tree of any depth, written without calling itself.

use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        page::Page,
        view::{TopicRow, TopicsView},
    },
    sink::Html,
};

/// How many levels are shown as lists in each other; what is deeper stands at the last of them.
const DEEPEST: usize = 32;

/// The deepest heading that HTML has.
const LAST_LEVEL: usize = 6;

pub(super) fn html(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("topics", page.t.get("topics"));
    page.t.get("topics-text").clone_into(&mut frame.description);
    frame.section = page.url(page.address);
    frame.alternates = page.alternates(&["topics"]);
    let view = TopicsView { rows: rows(page) };
    page.html("topics.html", &frame, "topics", &view, &Html::new())
}

/// All topics, each before those below it.
fn rows(page: &Page<'_>) -> Vec<TopicRow> {
    let is_root = |it: &&Id| page.entry(**it).refs("parent").is_empty();
    let roots = page.index.kind(Kind::Topic).iter().filter(is_root);
    let mut open: Vec<(Id, usize)> = roots.rev().map(|it| (*it, 0)).collect();
    let mut rows: Vec<TopicRow> = Vec::new();
    let mut last = None;
    while let Some((id, depth)) = open.pop() {
        let opens = last.is_some_and(|it| depth > it);
        if let Some(before) = rows.last_mut() {
            before.ends = !opens;
            before.closes = vec![(); last.unwrap_or(0).saturating_sub(depth)];
        }
        rows.push(row(page, id, depth, opens));
        last = Some(depth);
        let below = page.index.children.get(&id).map_or(&[][..], Vec::as_slice);
        open.extend(below.iter().rev().map(|it| (*it, (depth + 1).min(DEEPEST))));
    }
    if let Some(before) = rows.last_mut() {
        before.ends = true;
        before.closes = vec![(); last.unwrap_or(0)];
    }
    rows
}

fn row(page: &Page<'_>, id: Id, depth: usize, is_first: bool) -> TopicRow {
    let count = page.index.on_topic.get(&id).copied().unwrap_or(0);
    TopicRow {
        link: page.link(id),
        description: page.words.text(page.entry(id), "description").unwrap_or_default(),
        count: if count > 0 { page.t.count("count.entries", count) } else { String::new() },
        level: (depth + 2).min(LAST_LEVEL),
        opens: is_first,
        ends: false,
        closes: Vec::new(),
    }
}
