//! Which entries have a calendar and feeds.

use std::collections::BTreeSet;

use crate::{
    content::Kind,
    portal::{Id, Portal},
    route::{Format, Route, Subject},
};

/// People who speak at an event or lead a community that has some, and topics of events.
pub(super) fn who_meets(portal: &Portal) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    for id in portal.of_kind(Kind::Event) {
        let entry = portal.entry(id);
        let named = ["speakers", "programme", "topics"].map(|it| entry.refs(it));
        found.extend(named.into_iter().flatten().copied());
    }
    for id in portal.of_kind(Kind::Community) {
        if !portal.of_community(id, Kind::Event).is_empty() {
            found.extend(portal.entry(id).refs("leads").iter().copied());
        }
    }
    found
}

/// Who has something to tell in a feed: authors, speakers, and what retex and talks are about.
pub(super) fn who_tells(portal: &Portal) -> BTreeSet<Id> {
    let ids = [Kind::Retex, Kind::Talk].into_iter().flat_map(|it| portal.of_kind(it));
    let named = |id: Id| {
        let entry = portal.entry(id);
        ["authors", "speakers", "topics"]
            .map(|it| entry.refs(it))
            .into_iter()
            .flatten()
            .copied()
    };
    ids.flat_map(named).collect()
}

/// The files beside an entry's page that programs ask for again and again: its calendar, if it
/// has one, and its feeds, if there is something to tell. A community has both before it meets or
/// writes, so that one can subscribe to it.
pub(super) fn subscriptions(
    kind: Kind,
    id: Id,
    (meets, tells): (bool, bool),
) -> impl Iterator<Item = (&'static str, Route)> {
    let calendar = match kind {
        Kind::Event => Some(("event.ics", Route::EventCalendar(id))),
        Kind::Community => Some(("calendar.ics", Route::Calendar(Some(id)))),
        Kind::Person | Kind::Topic => {
            meets.then_some(("calendar.ics", Route::Calendar(Some(id))))
        }
        _ => None,
    };
    let has_feeds = match kind {
        Kind::Community => true,
        Kind::Topic | Kind::Person => tells,
        _ => false,
    };
    let feeds = Format::ALL.into_iter().filter(move |_| has_feeds);
    let feed = move |it: Format| (it.file(), Route::Feed(Subject::Entry(id), it));
    calendar.into_iter().chain(feeds.map(feed))
}
