//! Which entries have a calendar.

use std::collections::BTreeSet;

use crate::{
    content::Kind,
    portal::{Id, Portal},
    route::Route,
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

/// The name of the calendar of an entry, if it has one: a community has one before it meets, so
/// that one can subscribe to it.
pub(super) fn of_entry(kind: Kind, meets: bool) -> Option<&'static str> {
    match kind {
        Kind::Community => Some("calendar.ics"),
        Kind::Person | Kind::Topic => meets.then_some("calendar.ics"),
        Kind::Event => Some("event.ics"),
        _ => None,
    }
}

/// The route of the calendar of an entry.
pub(super) fn route(kind: Kind, id: Id) -> Route {
    if kind == Kind::Event { Route::EventCalendar(id) } else { Route::Calendar(Some(id)) }
}
