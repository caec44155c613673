//! What a feed tells, however it is written: the newest retex and talks of a subject.

use std::{cmp::Reverse, sync::Arc};

use jiff::civil::{Date, Time};

use crate::{
    content::Kind,
    portal::{Entry, Id},
    render::{page::Page, view::PersonCard},
    route::{Format, Subject},
    sink::{Href, Html},
    yaml::Node,
};

/// How many entries a feed has.
const MOST: usize = 20;

/// A feed.
pub(super) struct Feed {
    /// What it is called.
    pub(super) title: String,
    /// Where the same is for people.
    pub(super) home: Href,
    /// The newest change; none in an empty feed.
    pub(super) updated: Option<Date>,
    /// The newest first.
    pub(super) items: Vec<Item>,
}

/// An entry of a feed.
pub(super) struct Item {
    /// Stays the same when the entry moves and its old address is kept.
    pub(super) id: Href,
    pub(super) url: Href,
    pub(super) title: String,
    /// Where it is not the feed's.
    pub(super) lang: Option<String>,
    pub(super) summary: String,
    pub(super) published: Option<Date>,
    pub(super) updated: Option<Date>,
    pub(super) people: Vec<PersonCard>,
    pub(super) topics: Vec<String>,
    /// The whole text, else the summary.
    pub(super) html: Arc<Html>,
}

impl Feed {
    /// The feed of a subject, for a page at one of its addresses.
    pub(super) fn of(page: &Page<'_>, subject: &Subject) -> Self {
        let portal = page.words.portal();
        let name = match subject {
            Subject::Portal => None,
            Subject::Entry(id) => Some(page.words.title_of(*id)),
            Subject::Conference(slug) => {
                let name = page.index.conferences.get(slug).map_or(slug, |it| &it.0);
                Some(page.words.name(name))
            }
        };
        // There are as many of these as people and topics: whole texts would be most of a portal.
        let is_short = matches!(subject, Subject::Entry(id) if page.entry(*id).kind != Kind::Community)
            && !page.site.settings.has_whole_feeds();
        let newest = newest(page, subject, MOST).into_iter();
        let items: Vec<Item> = newest.map(|it| item(page, it, is_short)).collect();
        let file = Format::ALL.into_iter().map(Format::file);
        let home = file.fold(page.address, |address, it| address.trim_end_matches(it));
        Self {
            title: name.map_or_else(|| portal.clone(), |it| format!("{it} – {portal}")),
            home: page.absolute(home),
            updated: items.iter().filter_map(|it| it.updated).max(),
            items,
        }
    }
}

/// The newest retex and talks, less those that were not given yet.
fn newest(page: &Page<'_>, subject: &Subject, most: usize) -> Vec<Id> {
    let index = page.index;
    let written: Vec<Id> = match subject {
        Subject::Entry(id) if page.entry(*id).kind == Kind::Person => {
            let is_author = |it: &&Id| {
                let other = page.entry(**it);
                other.kind == Kind::Retex && other.refs("authors").contains(id)
            };
            page.entry(*id).backlinks.iter().filter(is_author).take(most).copied().collect()
        }
        Subject::Conference(_) => Vec::new(),
        Subject::Portal | Subject::Entry(_) => {
            let of = if let Subject::Entry(id) = subject { Some(*id) } else { None };
            let all = index.shelf(of).map_or(&[][..], |it| it.ids.as_slice());
            all.iter().take(most).copied().collect()
        }
    };
    let talks = match subject {
        Subject::Portal => index.kind(Kind::Talk),
        Subject::Conference(slug) => {
            index.conferences.get(slug).map_or(&[][..], |it| it.1.as_slice())
        }
        Subject::Entry(id) => match index.owned(*id) {
            Some(owned) => &owned.talks,
            None => index.talks_of.get(id).map_or(&[][..], Vec::as_slice),
        },
    };
    let given = talks.iter().filter_map(|it| Some((given(page, page.entry(*it))?, *it)));
    let written = written.into_iter().map(|it| (page.entry(it).date(), it));
    let mut all: Vec<(Option<Date>, Id)> =
        written.chain(given.map(|(day, it)| (Some(day), it))).collect();
    all.sort_by_key(|it| (Reverse(it.0), it.1));
    all.truncate(most);
    all.into_iter().map(|it| it.1).collect()
}

/// When a talk was given last; nothing for one that is only to come.
fn given(page: &Page<'_>, talk: &Entry) -> Option<Date> {
    let days = talk.deliveries().iter().filter_map(|it| it.date);
    days.filter(|it| *it <= page.site.today).max()
}

fn item(page: &Page<'_>, id: Id, is_short: bool) -> Item {
    let entry = page.entry(id);
    let summary = page.words.summary(entry);
    let url = page.absolute(page.address_of(id));
    let is_talk = entry.kind == Kind::Talk;
    let published = if is_talk { given(page, entry) } else { entry.date() };
    let people = if is_talk { "speakers" } else { "authors" };
    let topics = entry.refs("topics").iter().map(|it| page.words.title_of(*it));
    Item {
        id: identity(page, id, entry),
        title: page.words.title(entry),
        lang: page.foreign(entry),
        html: if is_short { paragraph(&summary) } else { page.whole(id, &url) },
        summary,
        published,
        updated: entry.record().and_then(|it| it.date("updated")).max(published),
        people: page.people(entry, people),
        topics: topics.collect(),
        url,
    }
}

fn paragraph(text: &str) -> Arc<Html> {
    let mut html = Html::new();
    html.push("<p>");
    html.text(text);
    html.push("</p>");
    Arc::new(html)
}

/// Where an entry was first: readers that know it from there must not show it again.
fn identity(page: &Page<'_>, id: Id, entry: &Entry) -> Href {
    let alias = entry.list("aliases", page.code).first().and_then(Node::text);
    let address = alias.unwrap_or_else(|| page.address_of(id));
    page.identity(&format!("/{}", address.trim_start_matches('/')))
}

/// The beginning of a day in the portal's zone, as RFC 3339 has it: `2026-03-14T00:00:00-04:00`.
pub(super) fn moment(page: &Page<'_>, day: Date) -> String {
    let zone = page.site.settings.timezone.clone();
    // A day whose first hour a zone leaves out begins later.
    day.to_datetime(Time::midnight()).to_zoned_datetime(zone).map_or_else(
        |_| format!("{day}T00:00:00Z"),
        |it| it.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}
