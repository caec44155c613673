//! Addresses of the lists of practices and initiatives, and of series: only where there are any.

use std::collections::BTreeMap;

use super::{Maker, prefix};
use crate::{
    config::Texts,
    content::Kind,
    portal::{Id, states},
    route::{ON_COMMUNITY_PAGE, Route, Within, lists},
};

impl Maker<'_> {
    /// Practices and initiatives: all, by state, of a community that has many.
    pub(super) fn works(&mut self, lang: usize, t: &Texts) {
        let portal = self.portal;
        let at = prefix(lang, t);
        for kind in [Kind::Practice, Kind::Initiative] {
            let all: Vec<Id> = portal.of_kind(kind).collect();
            if all.is_empty() {
                continue;
            }
            let word = t.get(lists::word(kind));
            let base = format!("{at}/{word}/");
            self.claim(base.as_str(), Route::Works(kind, Within::Portal), lang, None);
            for state in states(kind) {
                if all.iter().any(|it| portal.entry(*it).state() == Some(state)) {
                    let own = t.get(&format!("address.{state}")).to_owned();
                    let address = format!("{base}{}/{own}/", t.get("address.state"));
                    let route = Route::Works(kind, Within::State(state));
                    self.claim(address, route, lang, None);
                }
            }
            let mut counts: BTreeMap<Id, usize> = BTreeMap::new();
            for id in all.iter().flat_map(|it| portal.entry(*it).involved()) {
                *counts.entry(id).or_default() += 1;
            }
            for (id, _) in counts.into_iter().filter(|it| it.1 > ON_COMMUNITY_PAGE) {
                let address = format!("{}{word}/", self.table.entry(id, lang));
                self.claim(address, Route::Works(kind, Within::Community(id)), lang, None);
            }
        }
        let is_used = |it: &Id| {
            let entry = portal.entry(*it);
            ["applied_by", "tried_by"].iter().any(|it| !entry.refs(it).is_empty())
        };
        if portal.of_kind(Kind::Practice).any(|it| is_used(&it)) {
            let words = (t.get("address.practices"), t.get("address.matrix"));
            let address = format!("{at}/{}/{}/", words.0, words.1);
            self.claim(address, Route::Matrix, lang, None);
        }
    }

    /// Series of which there are two parts or more.
    pub(super) fn series(&mut self, lang: usize, t: &Texts) {
        let base = format!(
            "{}/{}/{}/",
            prefix(lang, t),
            t.get("address.retex"),
            t.get("address.series")
        );
        let all = lists::series(self.portal).into_iter();
        for (id, _) in all.filter(|it| it.1 > 1) {
            let address = format!("{base}{id}/");
            self.claim(address, Route::Series(id), lang, None);
        }
    }
}
