//! Calendars (RFC 5545): one for the portal, each community, each person who speaks or leads,
//! each topic, and one file for each event.
//!
//! **Same content, same bytes.** There is no history here to count changes by, and no clock, and
//! a number that is worked out from what an event says now (its day, its exceptions) falls when
//! that is taken back: the file that is newer would be the older one (RFC 5546, 2.1.5), and who
//! has the other would keep it. Only an author knows which is newer. So `updated:` of an event
//! gives `DTSTAMP` and `LAST-MODIFIED` (RFC 5545, 3.8.7.2 and 3.8.7.3), and `SEQUENCE`, which must
//! never fall (3.8.7.4), is the number of minutes from 1970 to it. Moved occurrences have those of
//! their event. Without `updated:` there is no `SEQUENCE`, which means 0 (3.8.7.4), and `DTSTAMP`
//! is the beginning of 1970: in no future, older than any `updated:`, and the same for all files,
//! none of which claims to be newer. Who subscribes gets the whole calendar at each refresh, and
//! needs neither.
//!
//! **What does not take place blocks nobody.** A cancelled or postponed event is `TRANSPARENT`
//! (3.8.2.7), and says its state at the beginning of its `SUMMARY`: programs that do not know
//! `STATUS` show it as any other.
//!
//! **`UID` is the oldest address of the event.** A title, a summary or a date may change as they
//! will. Who renames a file or moves it to another community keeps its address as an alias, and
//! the first alias is the oldest: so the event stays the same one in every calendar. A language
//! changes nothing: the address is the default language's. Nor does `--base-url`: ids begin with
//! the `url` of the settings.

mod event;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::page::Page;
use crate::{
    content::Kind,
    portal::{Id, Portal},
    sink::Ics,
};

/// The calendar of the portal, a community, a person or a topic.
pub(super) fn of(page: &Page<'_>, of: Option<Id>) -> String {
    let name = match of {
        Some(id) => format!("{} – {}", page.words.title_of(id), page.words.portal()),
        None => page.words.portal(),
    };
    let events = events(&page.site.portal, of);
    write(page, &events, Some(&name))
}

/// The file of one event.
pub(super) fn of_event(page: &Page<'_>, id: Id) -> String {
    write(page, &[id], None)
}

/// The events of a calendar, in the order of the portal.
fn events(portal: &Portal, of: Option<Id>) -> Vec<Id> {
    let Some(id) = of else { return portal.of_kind(Kind::Event).collect() };
    let entry = portal.entry(id);
    match entry.kind {
        Kind::Community => portal.of_community(id, Kind::Event).to_vec(),
        Kind::Event => vec![id],
        _ => {
            let events = || entry.backlinks.iter().copied();
            let mut all = BTreeSet::new();
            for other in events() {
                let it = portal.entry(other);
                let names = |field: &str| it.refs(field).contains(&id);
                match it.kind {
                    Kind::Event if names("speakers") || names("programme") => {
                        all.insert(other);
                    }
                    Kind::Event if names("topics") => {
                        all.insert(other);
                    }
                    Kind::Community if names("leads") => {
                        all.extend(portal.of_community(other, Kind::Event));
                    }
                    _ => {}
                }
            }
            all.into_iter().collect()
        }
    }
}

fn write(page: &Page<'_>, events: &[Id], name: Option<&str>) -> String {
    let mut out = Ics::new();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Parvis//Parvis//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    if let Some(name) = name {
        out.text("NAME", name);
        out.text("X-WR-CALNAME", name);
        let zone = page.site.settings.timezone.iana_name().unwrap_or("UTC");
        out.value("X-WR-TIMEZONE", zone);
        out.line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
        out.line("X-PUBLISHED-TTL:PT12H");
    }
    let mut zones: BTreeMap<String, (TimeZone, i16, i16)> = BTreeMap::new();
    let mut found = Vec::new();
    for id in events {
        let Some(event) = event::Event::of(page, *id) else { continue };
        if let Some((from, to)) = event.years() {
            let zone = zones
                .entry(event.zone_name().to_owned())
                .or_insert_with(|| (event.zone.clone(), from, to));
            zone.1 = zone.1.min(from);
            zone.2 = zone.2.max(to);
        }
        found.push(event);
    }
    // A calendar has at least one component, also before the first meeting.
    if found.is_empty() {
        let year = page.site.today.year();
        let zone = page.site.settings.timezone.clone();
        zones.insert(event::name_of(&zone).to_owned(), (zone, year, year));
    }
    for (name, (zone, from, to)) in &zones {
        zone::write(&mut out, name, zone, (*from, *to));
    }
    for event in &found {
        event.write(&mut out);
    }
    out.line("END:VCALENDAR");
    out.into_string()
}
