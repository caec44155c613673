//! Communities that have entries in common.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::{Count, life::KINDS};
use crate::{
    content::Kind,
    portal::{Entry, Id},
};

/// Two communities, and what they have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// The two, in the order of lists.
    pub communities: (Id, Id),
    /// How many entries.
    pub entries: usize,
    /// The last day of one of them.
    pub last: Option<Date>,
}

/// The pairs of a portal, or those that a community is one of; those with the most in common
/// first.
pub fn together(count: Count<'_>, community: Option<Id>) -> Vec<Together> {
    let mut pairs: BTreeMap<(Id, Id), (usize, Option<Date>)> = BTreeMap::new();
    for id in entries(count, community) {
        let entry = count.portal.entry(id);
        let all: Vec<Id> = entry.involved().into_iter().collect();
        let day = day(count, entry);
        // Practices and initiatives need no day; what else has none has not begun yet.
        let is_work = matches!(entry.kind, Kind::Practice | Kind::Initiative);
        if all.len() < 2 || (day.is_none() && !is_work) {
            continue;
        }
        for (at, first) in all.iter().enumerate() {
            for second in all.iter().skip(at + 1) {
                if community.is_some_and(|it| it != *first && it != *second) {
                    continue;
                }
                let pair = pairs.entry((*first, *second)).or_default();
                *pair = (pair.0 + 1, pair.1.max(day));
            }
        }
    }
    let pair = |(communities, (entries, last))| Together { communities, entries, last };
    let mut pairs: Vec<Together> = pairs.into_iter().map(pair).collect();
    pairs.sort_by_key(|it| (Reverse(it.entries), it.communities));
    pairs
}

/// The entries that may be common.
fn entries(count: Count<'_>, community: Option<Id>) -> BTreeSet<Id> {
    let own = KINDS.into_iter().flat_map(|it| count.entries(community, it));
    // Who tries a practice has to do with it, too.
    let tried = community.map(|it| count.portal.entry(it).backlinks.iter());
    let tried = tried.into_iter().flatten().copied();
    own.chain(tried.filter(|it| count.portal.entry(*it).kind == Kind::Practice)).collect()
}

/// The last day of what is common, up to today.
fn day(count: Count<'_>, entry: &Entry) -> Option<Date> {
    let day = |field| count.past(entry.record()?.date(field));
    match entry.kind {
        Kind::Practice => day("since"),
        Kind::Initiative => {
            // Before it is done, `end` is the day it is due.
            let end = day("end").filter(|_| entry.state() == Some("done"));
            end.max(day("start"))
        }
        _ => {
            let mut last = None;
            count.each_sign(entry, |it| last = last.max(Some(it)));
            last
        }
    }
}
