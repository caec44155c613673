//! Which entries a letter tells of.

use std::{cmp::Reverse, collections::BTreeSet};

use jiff::{ToSpan, civil::Date};

use super::{Ask, kept};
use crate::{
    content::{
        Kind,
        record::{Moment, Record},
    },
    portal::{Entry, Id, Meeting},
    render::{
        index::few_of_each,
        page::Page,
        view::{Card, DigestPart, DigestView, Link},
    },
    route::Within,
};

/// How many weeks ahead of its last day a letter looks.
const WEEKS: i64 = 6;

/// How many entries a part names; the rest is a link away. With all parts full, an e-mail stays
/// below the 102 kB at which Gmail cuts it.
const MOST: usize = 8;

/// How many letters of a summary are shown: some are as long as a page.
const LETTERS: usize = 280;

/// How many dates of one event.
const EACH: usize = 3;

/// Entries with their days, in the order in which they are shown.
type Dated<T> = Vec<(Date, T)>;

struct Gather<'a, 'b> {
    page: &'b Page<'a>,
    ask: &'b Ask,
    /// The last day ahead.
    horizon: Date,
}

/// A letter, with addresses as pages have them.
pub(super) fn view(page: &Page<'_>, ask: &Ask) -> DigestView {
    let horizon = ask.until.checked_add(WEEKS.weeks()).unwrap_or(Date::MAX);
    let it = Gather { page, ask, horizon };
    let news = [it.retex(), it.talks(), it.practices(), it.initiatives(), it.communities()];
    let next = [it.meetings(), it.talks_to_come(), it.initiatives_to_come()];
    let mut parts: Vec<DigestPart> = news.into_iter().flatten().collect();
    let empty = if parts.is_empty() { page.t.get("letter-empty") } else { "" };
    parts.extend(next.into_iter().flatten());
    let intro = kept(page, ask).and_then(|it| page.words.setting(&it.record, "intro"));
    DigestView {
        lead: lead(page, ask),
        intro: intro.unwrap_or_default(),
        empty: empty.to_owned(),
        parts,
        ..DigestView::default()
    }
}

/// A time in words: `du 1er septembre au 1er novembre 2026`.
pub(super) fn range(page: &Page<'_>, since: Date, until: Date) -> String {
    let day = |date| Moment { date, time: None };
    page.t.range(day(since), Some(day(until)))
}

fn lead(page: &Page<'_>, ask: &Ask) -> String {
    let range = range(page, ask.since, ask.until);
    let Some(id) = ask.community else {
        return page.t.fill("letter-lead", &[("range", &range)]);
    };
    let name = page.words.title_of(id);
    page.t.fill("letter-lead-community", &[("name", &name), ("range", &range)])
}

impl Gather<'_, '_> {
    fn is_new(&self, day: Date) -> bool {
        (self.ask.since..=self.ask.until).contains(&day)
    }

    /// After the last day, and not too far away.
    fn is_next(&self, day: Date) -> bool {
        day > self.ask.until && day <= self.horizon
    }

    fn retex(&self) -> Option<DigestPart> {
        let all = self.page.index.shelf(self.ask.community);
        let all = all.map_or(&[][..], |it| &it.ids);
        let day = |id: &Id| self.page.entry(*id).date().filter(|it| self.is_new(*it));
        let new = all.iter().filter_map(|it| Some((day(it)?, *it)));
        self.part("retex", "retex", new.collect(), |_, id| self.page.card(id))
    }

    /// Talks as often as they were given.
    fn talks(&self) -> Option<DigestPart> {
        let given = self.deliveries(|it| self.is_new(it));
        self.part("talks", "talks", newest(given), |_, it| self.given(&it))
    }

    fn talks_to_come(&self) -> Option<DigestPart> {
        let mut planned = self.deliveries(|it| self.is_next(it));
        planned.sort_by_key(|it| it.0);
        let part = self.part("talks", "letter-talks", planned, |_, it| self.given(&it));
        part.map(|it| DigestPart { id: "next-talks".to_owned(), ..it })
    }

    fn given(&self, (id, record): &(Id, Record)) -> Card {
        self.page.card_of_delivery(*id, record)
    }

    fn deliveries(&self, fits: impl Fn(Date) -> bool) -> Dated<(Id, Record)> {
        let all = match self.ask.community {
            Some(id) => self.page.index.owned(id).map_or(&[][..], |it| &it.talks),
            None => self.page.index.kind(Kind::Talk),
        };
        let mut found = Vec::new();
        for id in all {
            let entry = self.page.entry(*id);
            // Most talks were given at another time: no record is made for them.
            if !entry.deliveries().iter().filter_map(|it| it.date).any(&fits) {
                continue;
            }
            let list = entry.list("deliveries", self.page.code).iter();
            for record in list.filter_map(Record::of) {
                let date = record.date("date").filter(|it| fits(*it));
                found.extend(date.map(|it| (it, (*id, record))));
            }
        }
        found
    }

    /// Practices that came into the state they are in.
    fn practices(&self) -> Option<DigestPart> {
        let day = |it: &Entry| it.date().filter(|it| self.is_new(*it));
        let new = newest(self.works(Kind::Practice, day));
        self.part("practices", "practices", new, |_, id| self.page.card(id))
    }

    /// Initiatives that began, or ended.
    fn initiatives(&self) -> Option<DigestPart> {
        let day = |it: &Entry| {
            let record = it.record()?;
            let new = |name| record.date(name).filter(|it| self.is_new(*it));
            match it.state()? {
                "proposed" => None,
                "done" | "dropped" => new("end").or_else(|| new("start")),
                _ => new("start"),
            }
        };
        let new = newest(self.works(Kind::Initiative, day));
        let card = |day, id| Card { date: Some(self.page.date(day)), ..self.page.card(id) };
        self.part("initiatives", "initiatives", new, card)
    }

    /// Initiatives that are proposed, whenever that was, and those that begin soon.
    fn initiatives_to_come(&self) -> Option<DigestPart> {
        let day = |it: &Entry| match it.state()? {
            "proposed" => Some(it.date().unwrap_or(Date::MAX)),
            "done" | "dropped" => None,
            _ => it.date().filter(|it| self.is_next(*it)),
        };
        let mut all = self.works(Kind::Initiative, day);
        all.sort_by_key(|it| it.0);
        let card = |_, id| self.page.card(id);
        let part = self.part("initiatives", "letter-initiatives", all, card);
        part.map(|it| DigestPart { id: "next-initiatives".to_owned(), ..it })
    }

    fn works(&self, kind: Kind, day: impl Fn(&Entry) -> Option<Date>) -> Dated<Id> {
        let within = self.ask.community.map_or(Within::Portal, Within::Community);
        let all = self.page.index.works(kind, within).iter();
        all.filter_map(|it| Some((day(self.page.entry(*it))?, *it))).collect()
    }

    fn communities(&self) -> Option<DigestPart> {
        let all = self.page.index.kind(Kind::Community).iter();
        let asked = |it: &&Id| self.ask.community.is_none_or(|asked| asked == **it);
        let day = |id: &Id| {
            let founded = self.page.entry(*id).record()?.date("founded");
            founded.filter(|it| self.is_new(*it))
        };
        let new: Dated<Id> =
            all.filter(asked).filter_map(|it| Some((day(it)?, *it))).collect();
        let card = |day, id| Card { date: Some(self.page.date(day)), ..self.page.card(id) };
        self.part("communities", "letter-communities", newest(new), card)
    }

    /// The next dates, each with its state: that a meeting is cancelled is told as well.
    fn meetings(&self) -> Option<DigestPart> {
        let portal = &self.page.site.portal;
        let asked = |it: Meeting| {
            let of = |community| portal.entry(it.id).owners().any(|it| it == community);
            self.ask.community.is_none_or(of)
        };
        let ahead = portal.meetings().filter(|it| {
            it.1.from.date <= self.horizon && !it.1.is_over(self.ask.until) && asked(it.0)
        });
        let mut all: Vec<(Moment, Meeting)> = ahead.map(|it| (it.1.from, it.0)).collect();
        all.sort_by_key(|it| it.0);
        let count = all.len();
        let all: Vec<Meeting> = all.into_iter().map(|it| it.1).collect();
        let mut told = BTreeSet::new();
        let mut card = |it: Meeting| {
            let card = self.page.meeting_card(it);
            // What an event is about is said once, however often it comes.
            if told.insert(it.id) { card } else { Card { summary: String::new(), ..card } }
        };
        let cards = few_of_each(&all, EACH).take(MOST).map(&mut card).collect();
        let part = self.made("events", "upcoming-events", cards, count)?;
        Some(DigestPart { is_agenda: true, ..part })
    }

    /// A part of the first entries, if there are any; `word` is that of its list's address.
    fn part<T>(
        &self,
        word: &str,
        title: &str,
        all: Dated<T>,
        card: impl Fn(Date, T) -> Card,
    ) -> Option<DigestPart> {
        let count = all.len();
        let cards = all.into_iter().take(MOST).map(|(day, it)| card(day, it)).collect();
        self.made(word, title, cards, count)
    }

    fn made(
        &self,
        word: &str,
        title: &str,
        cards: Vec<Card>,
        count: usize,
    ) -> Option<DigestPart> {
        let left = count - cards.len();
        let more = (left > 0).then(|| self.more(word, left));
        (!cards.is_empty()).then(|| DigestPart {
            id: word.to_owned(),
            title: self.page.t.get(title).to_owned(),
            cards: cards.into_iter().map(|it| short(self.without_own(it))).collect(),
            more,
            is_agenda: false,
        })
    }

    /// A card that does not say on each line whose letter it is.
    fn without_own(&self, card: Card) -> Card {
        let own = self.ask.community.map(|it| self.page.short_link(it).url);
        let community = card.community.filter(|it| Some(&it.url) != own.as_ref());
        Card { community, ..card }
    }

    /// The list with the others; a community that has no such list has all on its page.
    fn more(&self, word: &str, left: usize) -> Link {
        let address = match self.ask.community {
            None => self.page.list(&[word]),
            Some(id) => {
                let own = self.page.address_of(id);
                let word = self.page.t.get(&format!("address.{word}")).to_owned();
                let list = format!("{own}{word}/");
                let is_there = self.page.site.routes.find(&list).is_some();
                if is_there { list } else { own.to_owned() }
            }
        };
        self.page.named_link(&self.page.t.count("letter-more", left), &address)
    }
}

/// With a summary that ends between two words.
fn short(mut card: Card) -> Card {
    if let Some((at, _)) = card.summary.char_indices().nth(LETTERS) {
        let head = card.summary.get(..at).unwrap_or("");
        let end = head.rfind(' ').unwrap_or(at);
        let head = head.get(..end).unwrap_or(head);
        let is_mark = |it: char| it.is_whitespace() || ",;:–-".contains(it);
        card.summary = format!("{}…", head.trim_end_matches(is_mark));
    }
    card
}

/// The newest first; of one day, in the order of lists.
fn newest<T>(mut all: Dated<T>) -> Dated<T> {
    all.sort_by_key(|it| Reverse(it.0));
    all
}
