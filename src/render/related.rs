//! What to read next, with the reason in words.

use super::page::Page;
use crate::{content::Kind, portal::Id};

/// How many entries are proposed.
const COUNT: usize = 5;

/// At most five entries, each with why: chosen, same series, topic, author, community.
pub(super) fn related(page: &Page<'_>, id: Id) -> Vec<(Id, String)> {
    let entry = page.entry(id);
    let mut out: Vec<(Id, String)> = Vec::new();
    let mut push = |other: Id, why: String| {
        if other != id && out.len() < COUNT && out.iter().all(|it| it.0 != other) {
            out.push((other, why));
        }
    };
    let t = page.t;
    entry
        .refs("related")
        .iter()
        .for_each(|it| push(*it, t.get("because-chosen").to_owned()));
    for (field, key) in [("topics", "because-topic"), ("authors", "because-author")] {
        for shared in entry.refs(field) {
            let name = page.entry(*shared).title(page.code);
            let why = t.fill(key, &[("name", name)]);
            // Backlinks are in the order of the portal: newest first.
            let others = page
                .entry(*shared)
                .backlinks
                .iter()
                .filter(|it| page.entry(**it).kind == Kind::Retex);
            others.take(COUNT + 1).for_each(|it| push(*it, why.clone()));
        }
    }
    out
}
