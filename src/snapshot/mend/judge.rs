//! Whether a portal is worse after a step than before.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use super::{super::Snapshot, UNREAD};
use crate::diag::{Diagnostic, Edit};

/// The sorted edits of one file.
pub(super) type Edits = (Arc<str>, Vec<Edit>);

/// Findings of one code in one file, by place; used when one of the later ones is found in it.
type Known = BTreeMap<(String, &'static str), Vec<(Range<usize>, bool)>>;

/// Whether something is found that was not, or is still found though it was mended.
pub(super) fn is_worse(
    before: &Snapshot,
    after: &Snapshot,
    mended: &[usize],
    edits: &[Edits],
) -> bool {
    if before.site.is_some() && after.site.is_none() {
        return true;
    }
    let mended: BTreeSet<usize> = mended.iter().copied().collect();
    let is_unread = mended
        .iter()
        .filter_map(|it| before.diagnostics.get(*it))
        .any(|it| UNREAD.contains(&it.code));
    // A file that could not be read had no other fault that anybody knew of.
    let counts = |it: &&Diagnostic| !is_unread || UNREAD.contains(&it.code);
    let place = |it: &Diagnostic| {
        let (path, range) = place(it);
        // One reader may stop at what another passed over.
        let code = if is_unread && UNREAD.contains(&it.code) { "" } else { it.code };
        ((path, code), range)
    };
    let moved = |path: &str, range: Range<usize>| {
        let edits = edits.iter().find(|it| *it.0 == *path);
        edits.map_or(range.clone(), |it| forward(&it.1, range))
    };
    let mut known = Known::new();
    for (nth, it) in before.diagnostics.iter().enumerate() {
        // The reader stops at its first fault: the one behind it was there.
        let behind = is_unread && UNREAD.contains(&it.code);
        if mended.contains(&nth) && !behind {
            continue;
        }
        let (key, range) = place(it);
        let mut range = moved(&key.0, range);
        if behind {
            let start = if mended.contains(&nth) { range.end + 1 } else { range.start };
            range = start..usize::MAX;
        }
        known.entry(key).or_default().push((range, false));
    }
    !after.diagnostics.iter().filter(counts).all(|it| {
        let (key, range) = place(it);
        let mut places = known.get_mut(&key).into_iter().flatten();
        let old = places
            .find(|(old, used)| !used && old.start <= range.end && range.start <= old.end);
        old.map(|it| it.1 = true).is_some()
    })
}

/// What a finding is about, but for its place; and its place.
fn place(it: &Diagnostic) -> (String, Range<usize>) {
    match &it.span {
        Some(span) => (span.source().path().to_owned(), span.range()),
        None => (format!(":{}", it.message), 0..0),
    }
}

/// Where a place of a text is after edits; one that an edit touches is all that it wrote.
fn forward(edits: &[Edit], range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    let (mut grown, mut shrunk) = (0, 0);
    for edit in edits {
        let old = edit.span.range();
        if old.end < range.start {
            grown += edit.text.len();
            shrunk += old.len();
        } else if old.start <= range.end {
            start = start.min(old.start);
            end = end.max(old.end) + edit.text.len();
            end -= old.len();
        }
    }
    let moved = |it: usize| (it + grown).saturating_sub(shrunk);
    moved(start)..moved(end)
}
