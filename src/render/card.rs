//! Short forms of entries, for lists.

use std::sync::{Arc, OnceLock};

use tera::Value;

use super::{
    body,
    page::Page,
    view::{Card, Link, PersonCard, SharedCard, Tile},
};
use crate::{
    content::{
        Kind, Occurrence,
        facts::Delivery,
        record::{Moment, Record},
        slug::slugify,
    },
    portal::{Entry, Id},
    sink::{Href, Html},
    snapshot::Site,
    yaml::Node,
};

/// The cards and links of a snapshot by language and entry: an entry stands in ten lists and
/// more, and more pages link to it.
#[derive(Debug)]
pub(super) struct Cards(Vec<Vec<Slot>>);

#[derive(Debug, Default)]
struct Slot {
    card: OnceLock<SharedCard>,
    link: OnceLock<Link>,
    /// What feeds show: of the newest entries of something only.
    whole: OnceLock<Arc<Html>>,
}

impl Cards {
    /// Room for all cards of a site.
    pub(super) fn of(site: &Site) -> &Self {
        let entries = site.portal.ids().count();
        site.cards.get(|| {
            let row = |_| (0..entries).map(|_| Slot::default()).collect();
            Self(site.theme.texts.iter().map(row).collect())
        })
    }

    fn slot(&self, lang: usize, id: Id) -> Option<&Slot> {
        self.0.get(lang)?.get(id.index())
    }
}

impl Page<'_> {
    /// An entry in a list.
    pub(super) fn card(&self, id: Id) -> Card {
        let entry = self.entry(id);
        let mut card = Card {
            kind: entry.kind.word().to_owned(),
            title: self.words.title(entry),
            url: self.url(self.address_of(id)),
            lang: self.foreign(entry),
            summary: self.words.summary(entry),
            date: entry.date().map(|it| self.date(it)),
            class: self.class(id),
            community: self
                .community_of(id)
                .filter(|_| entry.kind != Kind::Community)
                .map(|it| self.short_link(it)),
            ..Card::default()
        };
        match entry.kind {
            Kind::Retex => card.people = self.names(entry, "authors"),
            Kind::Talk => {
                card.people = self.names(entry, "speakers");
                card.note = self.last_delivery(entry);
            }
            Kind::Event => {
                let next = self.next_occurrence(entry);
                let day = next.map(|it| it.from.date).or_else(|| entry.date());
                card.date = day.map(|it| self.meeting_day(it));
                card.note = self.time_and_place(entry, next);
                (card.status, card.status_text) = self.status(entry);
            }
            Kind::Practice => {
                (card.status, card.status_text) = self.status(entry);
                let users = entry.refs("applied_by").len();
                if users > 0 {
                    card.note = self.t.count("applied-by", users);
                }
            }
            Kind::Initiative => {
                (card.status, card.status_text) = self.status(entry);
                card.date = entry.state_since().map(|it| self.date(it)).or(card.date);
                card.people = self.names(entry, "owners");
            }
            _ => {}
        }
        card
    }

    /// An entry in a list, made on first use and shared by all lists.
    pub(super) fn shared_card(&self, id: Id) -> SharedCard {
        let make = || Value::from_serializable(&self.card(id));
        let slot = self.cards.slot(self.lang, id);
        slot.map_or_else(make, |it| it.card.get_or_init(make).clone())
    }

    /// A talk in the list of an edition of a conference, both by their slugs: as it was given
    /// there.
    pub(super) fn card_at(&self, id: Id, conference: &str, edition: &str) -> SharedCard {
        let entry = self.entry(id);
        let there =
            |it: &&Delivery| *it.conference == *conference && *it.edition == *edition;
        let date = entry.deliveries().iter().filter(there).filter_map(|it| it.date).max();
        let given = entry.list("deliveries", self.code).iter().filter_map(Record::of);
        let mut same = given.filter(|it| {
            let name = slugify(it.text("conference").unwrap_or(""));
            name == conference && it.date("date") == date
        });
        let found = same.next().filter(|_| date.is_some());
        let card = found
            .map_or_else(|| self.card(id), |record| self.card_of_delivery(id, &record));
        Value::from_serializable(&card)
    }

    /// A talk as it was given once.
    pub(super) fn card_of_delivery(&self, id: Id, delivery: &Record) -> Card {
        Card {
            date: delivery.date("date").map(|it| self.date(it)),
            note: self.delivery(self.entry(id), delivery),
            ..self.card(id)
        }
    }

    /// A link to an entry, made on first use and shared by all pages.
    pub(super) fn link(&self, id: Id) -> Link {
        let make = || {
            let entry = self.entry(id);
            Link {
                label: self.words.title(entry),
                url: self.url(self.address_of(id)),
                lang: self.foreign(entry),
                class: self.class(id),
                current: false,
            }
        };
        let slot = self.cards.slot(self.lang, id);
        slot.map_or_else(make, |it| it.link.get_or_init(make).clone())
    }

    /// The whole text for readers elsewhere, made on first use and shared by all feeds; the
    /// summary where there is no text. `url` is its absolute address.
    pub(super) fn whole(&self, id: Id, url: &Href) -> Arc<Html> {
        let make = || {
            let entry = self.entry(id);
            let variant = entry.variant(self.code).filter(|it| it.document.has_body());
            Arc::new(variant.map_or_else(
                || {
                    let mut summary = Html::new();
                    summary.push("<p>");
                    summary.text(&self.words.summary(entry));
                    summary.push("</p>");
                    summary
                },
                |it| body::absolute(self, it, url),
            ))
        };
        let slot = self.cards.slot(self.lang, id);
        slot.map_or_else(make, |it| Arc::clone(it.whole.get_or_init(make)))
    }

    pub(super) fn cards<'b>(
        &self,
        ids: impl IntoIterator<Item = &'b Id>,
    ) -> Vec<SharedCard> {
        ids.into_iter().map(|it| self.shared_card(*it)).collect()
    }

    /// The state of what does not go as planned, as a word of the code and in words.
    pub(super) fn status(&self, entry: &Entry) -> (String, String) {
        let status = entry.record().and_then(|it| it.text("status"));
        match status.filter(|it| !matches!(*it, "planned" | "active")) {
            Some(it) => (it.to_owned(), self.t.get(&format!("status.{it}")).to_owned()),
            None => (String::new(), String::new()),
        }
    }

    /// `14 h – 16 h · Lyon`.
    pub(super) fn time_and_place(
        &self,
        entry: &Entry,
        occurrence: Option<&Occurrence>,
    ) -> String {
        let mut parts = Vec::new();
        if let Some(Occurrence { from, to, there, .. }) = occurrence {
            let there = there.and_then(|it| self.hours(it.0, it.1));
            let there = there.zip(self.zone_of(entry));
            let there = there.map(|(hours, zone)| format!(" ({hours}, {zone})"));
            let hours = self.hours(*from, *to);
            parts.extend(hours.map(|it| it + &there.unwrap_or_default()));
        }
        if entry.recurs() {
            parts.push(self.t.get("recurring").to_owned());
        }
        if let Some(place) = entry.map("place", self.code) {
            parts.extend(self.words.part(entry, "place", &place, "name"));
        } else if entry.node("online", self.code).is_some() {
            parts.push(self.t.get("online").to_owned());
        }
        parts.join(" · ")
    }

    /// `heure de Berlin`, of an event that has clocks of its own.
    pub(super) fn zone_of(&self, entry: &Entry) -> Option<String> {
        let zone = entry.record().and_then(|it| it.text("timezone"))?;
        Some(self.t.fill("in-zone", &[("zone", zone)]))
    }

    /// Hours of one day or night; the last day of several.
    fn hours(&self, from: Moment, to: Option<Moment>) -> Option<String> {
        match (from.time, to) {
            (_, Some(to)) if to.date != from.date && !is_night(from, to) => {
                Some(self.t.fill("until", &[("date", &self.t.date(to.date))]))
            }
            (Some(from), Some(Moment { time: Some(to), .. })) => {
                Some(format!("{} – {}", self.t.time(from), self.t.time(to)))
            }
            (Some(from), _) => Some(self.t.time(from)),
            (None, _) => None,
        }
    }

    fn last_delivery(&self, entry: &Entry) -> String {
        let deliveries = entry.list("deliveries", self.code).iter();
        let last = deliveries.filter_map(Record::of).max_by_key(|it| it.date("date"));
        last.map(|it| self.delivery(entry, &it)).unwrap_or_default()
    }

    /// `Agora 2026, Lyon`.
    fn delivery(&self, entry: &Entry, last: &Record) -> String {
        let local = |name| self.words.part(entry, "deliveries", last, name);
        let conference = local("conference").unwrap_or_default();
        let city = local("city").map(|it| format!(", {it}")).unwrap_or_default();
        format!("{}{city}", with_edition(&conference, last.text("edition")))
    }

    fn names(&self, entry: &Entry, field: &str) -> Vec<String> {
        let name = |it: &Node| {
            if let Some(outside) = Record::of(it) {
                return self.words.part(entry, field, &outside, "name");
            }
            let id = entry.named(Kind::Person, it.text()?)?;
            Some(self.words.title_of(id))
        };
        entry.list(field, self.code).iter().filter_map(name).collect()
    }

    /// People of a field; those from outside too.
    pub(super) fn people(&self, entry: &Entry, field: &str) -> Vec<PersonCard> {
        self.people_of(entry, field, entry.list(field, self.code))
    }

    /// People of a list that stands in the front matter of an entry.
    pub(super) fn people_of(
        &self,
        entry: &Entry,
        field: &str,
        list: &[Node],
    ) -> Vec<PersonCard> {
        let person = |it: &Node| match Record::of(it) {
            Some(outside) => Some(self.outside(entry, field, &outside)),
            None => Some(self.person(entry.named(Kind::Person, it.text()?)?)),
        };
        list.iter().filter_map(person).collect()
    }

    /// Somebody from outside.
    fn outside(&self, entry: &Entry, field: &str, record: &Record) -> PersonCard {
        let local = |name| self.words.part(entry, field, record, name).unwrap_or_default();
        let name = local("name");
        PersonCard {
            initials: initials(&name),
            url: Href::outside(record.text("url").unwrap_or("")),
            role: local("organisation"),
            name,
            ..PersonCard::default()
        }
    }

    /// A person of the portal.
    pub(super) fn person(&self, id: Id) -> PersonCard {
        let entry = self.entry(id);
        let name = self.words.title(entry);
        let record = entry.record();
        PersonCard {
            initials: initials(&name),
            url: self.url(self.address_of(id)),
            role: self.words.text(entry, "role").unwrap_or_default(),
            avatar: record
                .and_then(|it| it.text("avatar"))
                .and_then(|it| self.picture(entry, it)),
            former: record.and_then(|it| it.bool("former")) == Some(true),
            mandate: String::new(),
            name,
        }
    }

    /// A community in a list of them.
    pub(super) fn tile(&self, id: Id) -> Tile {
        let entry = self.entry(id);
        let title = self.words.title(entry);
        let short = self.words.text(entry, "short_title");
        let retex = self.index.owned(id).map_or(0, |it| it.retex.ids.len());
        let members = entry.record().and_then(|it| it.number("members"));
        Tile {
            short: short.unwrap_or_else(|| title.clone()),
            title,
            url: self.url(self.address_of(id)),
            lang: self.foreign(entry),
            class: self.class(id),
            summary: self.words.text(entry, "summary").unwrap_or_default(),
            members: members
                .and_then(|it| usize::try_from(it).ok())
                .map(|it| self.t.count("members", it))
                .unwrap_or_default(),
            retex: if retex > 0 {
                self.t.count("count.retex", retex)
            } else {
                String::new()
            },
            archived: self.status(entry).0 == "archived",
            status: self.status(entry).1,
            spark: None,
        }
    }

    /// Communities in a list, those that are archived last.
    pub(super) fn tiles(&self, ids: &[Id]) -> Vec<Tile> {
        let mut tiles: Vec<Tile> = ids.iter().map(|it| self.tile(*it)).collect();
        tiles.sort_by_key(|it| it.archived);
        tiles
    }

    /// Links of a field with labels and addresses.
    pub(super) fn labelled(&self, entry: &Entry, field: &str) -> Vec<Link> {
        let list = entry.list(field, self.code);
        let link = |it: Record| {
            let mail = || it.text("email").map(Href::mail);
            let url = it.text("url").map(Href::outside).or_else(mail)?;
            let label = self.words.part(entry, field, &it, "label")?;
            Some(Link { label, url, ..Link::default() })
        };
        list.iter().filter_map(Record::of).filter_map(link).collect()
    }
}

/// Whether less than a day passes, over midnight.
fn is_night(from: Moment, to: Moment) -> bool {
    from.date.tomorrow().ok() == Some(to.date) && to.time.is_some() && to.time < from.time
}

/// `Agora du logiciel 2026`: the edition after the name.
pub(super) fn with_edition(name: &str, edition: Option<&str>) -> String {
    match edition {
        Some(edition) if !name.ends_with(edition) => format!("{name} {edition}"),
        _ => name.to_owned(),
    }
}

/// First letters of the first and the last name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|it| it.chars().next());
    let last = words.next_back().and_then(|it| it.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}
