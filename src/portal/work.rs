//! What a practice or an initiative is to communities, and how far it has come.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Entry, Id};
use crate::content::{
    Kind,
    field::{INITIATIVE_STATES, PRACTICE_STATES},
    record::Record,
};

/// The states of a kind in the order of lists; none for a kind that has no lists by state.
pub fn states(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Practice => PRACTICE_STATES,
        Kind::Initiative => INITIATIVE_STATES,
        _ => &[],
    }
}

impl Entry {
    /// How far a practice or an initiative has come.
    pub fn state(&self) -> Option<&'static str> {
        let word = self.record()?.text("status")?;
        states(self.kind).iter().find(|it| **it == word).copied()
    }

    /// Since when it is in its state: one that runs, since its start; one that is over, since its
    /// end. Of one that is proposed or chosen, nothing tells that.
    pub fn state_since(&self) -> Option<Date> {
        let field = match (self.kind, self.state()?) {
            (Kind::Practice, _) => "since",
            (Kind::Initiative, "done" | "dropped") => "end",
            (Kind::Initiative, "running") => "start",
            _ => return None,
        };
        self.record()?.date(field)
    }

    /// The communities that it belongs to: the one in whose folder it stands, and those that it
    /// names.
    pub fn owners(&self) -> impl Iterator<Item = Id> {
        let others = self.refs("communities").iter().copied();
        self.community.into_iter().chain(others.filter(|it| self.community != Some(*it)))
    }

    /// The communities that it belongs to, and those that work this way or try to.
    pub fn involved(&self) -> BTreeSet<Id> {
        let users = ["applied_by", "tried_by"].into_iter().flat_map(|it| self.refs(it));
        self.owners().chain(users.copied()).collect()
    }

    /// The series that a retex is a part of: its id.
    pub fn part_of(&self) -> Option<String> {
        let series = Record::of(self.record()?.node("series")?)?;
        series.text("id").map(str::to_owned)
    }
}
