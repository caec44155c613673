//! Occurrences of events in lists, each with its own address: an anchor of the event's page.

use tera::Value;

use super::{
    index::few_of_each,
    page::Page,
    view::{Card, SharedCard},
};
use crate::{
    content::{Occurrence, State, record::Moment},
    portal::{Entry, Meeting},
    sink::Href,
};

/// The anchor of an occurrence: the day that the rule gives, which stays when it is moved.
pub(super) fn anchor(occurrence: &Occurrence) -> String {
    format!("o-{}", occurrence.day)
}

impl Page<'_> {
    /// The address of an occurrence; of what takes place once, its page.
    pub(super) fn meeting_url(&self, meeting: Meeting) -> Href {
        let url = self.url(self.address_of(meeting.id));
        let entry = self.entry(meeting.id);
        match self.site.portal.occurrence(meeting) {
            Some(it) if entry.recurs() => url.with_anchor(&format!("#{}", anchor(it))),
            _ => url,
        }
    }

    /// How an occurrence differs from what was planned, as a word of the code and in words. What
    /// is said of the whole event counts more.
    pub(super) fn state(&self, entry: &Entry, occurrence: &Occurrence) -> (String, String) {
        let of_event = self.status(entry);
        if !of_event.0.is_empty() {
            return of_event;
        }
        match occurrence.state {
            State::Planned => of_event,
            State::Cancelled => {
                ("cancelled".to_owned(), self.t.get("status.cancelled").to_owned())
            }
            State::Moved => ("moved".to_owned(), self.t.get("status.moved").to_owned()),
        }
    }

    /// An occurrence in a list.
    pub(super) fn meeting(&self, meeting: Meeting) -> SharedCard {
        if self.entry(meeting.id).recurs() {
            Value::from_serializable(&self.meeting_card(meeting))
        } else {
            self.shared_card(meeting.id)
        }
    }

    /// The same, for what changes it.
    pub(super) fn meeting_card(&self, meeting: Meeting) -> Card {
        let entry = self.entry(meeting.id);
        let occurrence = self.site.portal.occurrence(meeting).filter(|_| entry.recurs());
        let Some(occurrence) = occurrence else { return self.card(meeting.id) };
        let (status, status_text) = self.state(entry, occurrence);
        Card {
            url: self.meeting_url(meeting),
            date: Some(self.meeting_day(occurrence.from.date)),
            note: self.time_and_place(entry, Some(occurrence)),
            status,
            status_text,
            ..self.card(meeting.id)
        }
    }

    /// The first so many of a list, and so many of each event.
    pub(super) fn next_meetings(
        &self,
        meetings: &[Meeting],
        each: usize,
        most: usize,
    ) -> Vec<SharedCard> {
        few_of_each(meetings, each).take(most).map(|it| self.meeting(it)).collect()
    }

    /// The occurrence that stands for an event where it is named once: the next one, else the
    /// last.
    pub(super) fn next_occurrence<'b>(&self, entry: &'b Entry) -> Option<&'b Occurrence> {
        let all = entry.occurrences();
        let takes_place = |it: &&Occurrence| it.state != State::Cancelled;
        let ahead = || all.iter().filter(|it| !it.is_over(self.site.today));
        ahead().find(takes_place).or_else(|| ahead().next()).or(all.last())
    }

    /// When something takes place, for people; of whole days no hours.
    pub(super) fn when(&self, entry: &Entry, from: Moment, to: Option<Moment>) -> String {
        let all_day = entry.record().and_then(|it| it.bool("all_day")) == Some(true);
        let day = |it: Moment| if all_day { Moment { time: None, ..it } } else { it };
        self.t.range(day(from), to.map(day))
    }
}
