//! `VEVENT`: an event, its rule, and the occurrences that are otherwise.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use crate::{
    content::{
        Series,
        record::{Moment, Record},
    },
    portal::{Entry, Id},
    render::{page::Page, programme},
    sink::{Href, Ics},
};

/// An event that is written.
pub(super) struct Event<'a, 'b> {
    page: &'b Page<'a>,
    id: Id,
    entry: &'a Entry,
    series: &'a Series,
    /// The day and time of the first occurrence.
    start: Moment,
    end: Option<Moment>,
    all_day: bool,
    /// The zone of its times.
    pub(super) zone: TimeZone,
}

/// The name of a zone, as calendars know it.
pub(super) fn name_of(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

fn compact(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

impl<'a, 'b> Event<'a, 'b> {
    /// An event; nothing when its rule is wrong or gives no day.
    pub(super) fn of(page: &'b Page<'a>, id: Id) -> Option<Self> {
        let entry = page.entry(id);
        let series = entry.series()?;
        let zone = entry.timezone().unwrap_or_else(|| page.site.settings.timezone.clone());
        // Readers take `DTSTART` for the first one, whatever the rule says.
        let date = series.days(&zone).next()?;
        let start = Moment { date, ..series.start };
        let said = entry.record().and_then(|it| it.bool("all_day")) == Some(true);
        let (end, all_day) = (series.end_of(start), said || start.time.is_none());
        Some(Self { page, id, entry, series, start, end, all_day, zone })
    }

    pub(super) fn zone_name(&self) -> &str {
        name_of(&self.zone)
    }

    /// The first and the last year of its times; nothing where no zone is needed.
    pub(super) fn years(&self) -> Option<(i16, i16)> {
        if self.all_day || self.zone == TimeZone::UTC {
            return None;
        }
        let moved = self.series.exceptions.values().filter_map(|it| it.moved_to);
        let moved = moved.map(|it| it.date.year());
        let first = self.start.date.year();
        let last = self.entry.occurrences().last().map_or(first, |it| it.from.date.year());
        let first = moved.clone().chain([first]).min()?;
        Some((first, moved.chain([last]).max()?.max(first)))
    }

    /// Writes the event, and each occurrence that is moved.
    pub(super) fn write(&self, out: &mut Ics) {
        self.component(out, self.start, self.end, |out| {
            let Some(rule) = &self.series.rule else { return };
            let mut text = rule.to_string();
            if let Some(last) = self.series.last_day(&self.zone) {
                text.push_str(";UNTIL=");
                text.push_str(&self.until(last));
            }
            out.value("RRULE", text);
            for it in self.series.exceptions.values().filter(|it| it.cancelled) {
                self.at(out, "EXDATE", Moment { date: it.date, ..self.start });
            }
        });
        if self.series.rule.is_none() {
            return;
        }
        for it in self.series.exceptions.values().filter(|it| !it.cancelled) {
            let Some(to) = it.moved_to else { continue };
            let to = if self.all_day { Moment { time: None, ..to } } else { to };
            self.component(out, to, self.series.end_of(to), |out| {
                let planned = Moment { date: it.date, ..self.start };
                self.at(out, "RECURRENCE-ID", planned);
            });
        }
    }

    fn component(
        &self,
        out: &mut Ics,
        start: Moment,
        end: Option<Moment>,
        more: impl FnOnce(&mut Ics),
    ) {
        let Self { page, entry, .. } = self;
        out.line("BEGIN:VEVENT");
        out.value("UID", self.uid());
        self.revision(out);
        self.at(out, "DTSTART", start);
        if let Some(end) = self.end(start, end) {
            self.at(out, "DTEND", end);
        }
        more(out);
        let status = entry.record().and_then(|it| it.text("status"));
        out.line(match status {
            Some("cancelled") => "STATUS:CANCELLED",
            Some("postponed") => "STATUS:TENTATIVE",
            _ => "STATUS:CONFIRMED",
        });
        out.text("SUMMARY", &self.summary());
        let url = page.absolute(page.address_of(self.id));
        let description = self.description(&url);
        out.text("DESCRIPTION", &description);
        if let Some(place) = self.place() {
            out.text("LOCATION", &place);
        }
        out.value("URL", url);
        let topics: Vec<String> =
            entry.refs("topics").iter().map(|it| page.words.title_of(*it)).collect();
        if !topics.is_empty() {
            out.list("CATEGORIES", &topics);
        }
        // Whole days block nobody's calendar, nor does what does not take place.
        let is_free = self.all_day || matches!(status, Some("cancelled" | "postponed"));
        out.line(if is_free { "TRANSP:TRANSPARENT" } else { "TRANSP:OPAQUE" });
        out.line("END:VEVENT");
    }

    /// `NAME;TZID=…:…`, or a day.
    fn at(&self, out: &mut Ics, name: &'static str, moment: Moment) {
        if self.all_day {
            out.with(name, ("VALUE", "DATE"), compact(moment.date));
        } else if self.zone == TimeZone::UTC {
            out.value(name, format!("{}Z", local(moment.to_datetime())));
        } else {
            out.with(name, ("TZID", self.zone_name()), local(moment.to_datetime()));
        }
    }

    /// The end: of whole days, the day after the last one. What ends on a day without an hour
    /// ends with it.
    fn end(&self, start: Moment, end: Option<Moment>) -> Option<Moment> {
        if self.all_day {
            let last = end.map_or(start.date, |it| it.date);
            return Some(Moment { date: last.tomorrow().ok()?, time: None });
        }
        let end = end?;
        match end.time {
            None if end.date == start.date => None,
            None => Some(Moment {
                date: end.date.tomorrow().ok()?,
                time: Some(Time::midnight()),
            }),
            Some(_) => (end.to_datetime() > start.to_datetime()).then_some(end),
        }
    }

    /// The last beginning that a rule allows: in UTC, as RFC 5545 wants it of local times.
    fn until(&self, last: Date) -> String {
        if self.all_day {
            return compact(last);
        }
        let at = last.to_datetime(self.start.time.unwrap_or(Time::midnight()));
        let instant = self.zone.to_ambiguous_timestamp(at).compatible();
        instant.map_or_else(
            |_| compact(last),
            |it| format!("{}Z", local(TimeZone::UTC.to_datetime(it))),
        )
    }

    /// The oldest address of the event, without what cannot stand in an identifier.
    fn uid(&self) -> String {
        let settings = &self.page.site.settings;
        let aliases = self.entry.variants.iter();
        let mut aliases = aliases.flat_map(|it| it.document.record.list("aliases"));
        let own = self.page.site.routes.entry(self.id, 0);
        let address = aliases.find_map(|it| it.text()).unwrap_or(own);
        let (origin, base) = &settings.home;
        let path = Href::own(base, &format!("/{}", address.trim_matches('/')));
        let host = origin.split_once("://").map_or("", |it| it.1);
        format!("{}@{host}", path.as_str().trim_matches('/').replace('/', "."))
    }

    /// Which of two files of an event is newer.
    fn revision(&self, out: &mut Ics) {
        let updated = self.entry.record().and_then(|it| it.moment("updated"));
        let zone = self.page.site.settings.timezone.clone();
        let updated = updated.and_then(|it| {
            let there = zone.to_ambiguous_timestamp(it.to_datetime());
            there.compatible().ok().filter(|it| *it > Timestamp::UNIX_EPOCH)
        });
        let stamp = |it: Timestamp| format!("{}Z", local(TimeZone::UTC.to_datetime(it)));
        out.value("DTSTAMP", stamp(updated.unwrap_or(Timestamp::UNIX_EPOCH)));
        if let Some(updated) = updated {
            out.value("LAST-MODIFIED", stamp(updated));
            out.value("SEQUENCE", updated.as_second() / 60);
        }
    }

    /// The title; before it, that it does not take place.
    fn summary(&self) -> String {
        let Self { page, entry, .. } = self;
        let (title, (_, state)) = (page.words.title(entry), page.status(entry));
        if state.is_empty() {
            return title;
        }
        format!("{state}{} {title}", page.t.get("colon"))
    }

    fn place(&self) -> Option<String> {
        let Self { page, entry, .. } = self;
        let Some(place) = entry.map("place", page.code) else {
            let online = entry.map("online", page.code)?;
            return online.text("url").map(str::to_owned);
        };
        let name = page.words.part(entry, "place", &place, "name");
        let address = page.words.part(entry, "place", &place, "address");
        let parts: Vec<String> = name.into_iter().chain(address).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// State, summary, the programme, the call, the page.
    fn description(&self, url: &Href) -> String {
        let Self { page, entry, .. } = self;
        let (_, state) = page.status(entry);
        let online = entry.map("online", page.code);
        let online = online.as_ref().and_then(|it: &Record| it.text("url"));
        let online = online.map(|it| page.t.fill("online-at", &[("url", it)]));
        let programme = programme::plain(page, entry);
        let parts = [Some(state), Some(page.words.summary(entry)), Some(programme), online];
        let parts = parts.into_iter().flatten().filter(|it| !it.is_empty());
        let parts: Vec<String> = parts.chain([url.as_str().to_owned()]).collect();
        parts.join("\n\n")
    }
}
