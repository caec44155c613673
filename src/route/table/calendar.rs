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

/// The files beside an entry's page that programs ask for again and again: its calendar, if it
/// has one, and its feeds. A community has a calendar before it meets, so that one can subscribe
/// to it.
pub(super) fn subscriptions(
    kind: Kind,
    id: Id,
    meets: bool,
) -> impl Iterator<Item = (&'static str, Route)> {
    let calendar = match kind {
        Kind::Event => Some(("event.ics", Route::EventCalendar(id))),
        Kind::Community => Some(("calendar.ics", Route::Calendar(Some(id)))),
        Kind::Person | Kind::Topic => {
            meets.then_some(("calendar.ics", Route::Calendar(Some(id))))
        }
        _ => None,
    };
    let has_feeds = matches!(kind, Kind::Community | Kind::Topic | Kind::Person);
    let feeds = Format::ALL.into_iter().filter(move |_| has_feeds);
    let feed = move |it: Format| (it.file(), Route::Feed(Subject::Entry(id), it));
    calendar.into_iter().chain(feeds.map(feed))
}
