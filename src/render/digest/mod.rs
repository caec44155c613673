//! Letters: what is new in a time, and what comes next, of the portal or of a community.
//!
//! A letter is worked out once ([`DigestView`]), and written as Markdown, as plain text, as HTML
//! for e-mail, as a message, and as a page: all of them tell of the same entries.
//!
//! What is new is told by the days that entries give themselves. A state has one day, the newest:
//! of a practice that was tried, then adopted, an old letter no longer says that it was tried.

mod gather;
mod mail;
mod markdown;
mod page;
mod text;

pub(super) use page::{letter, letters};

use jiff::civil::Date;

use super::{
    page::Page,
    view::{Card, DigestView, Link},
};
use crate::{
    config::Letter,
    diag::Diagnostic,
    portal::Id,
    route::Route,
    sink::{Href, Mailbox, plain::one_line},
    snapshot::Site,
};

/// Of what a letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The first day.
    pub since: Date,
    /// The last day; what comes next begins on it.
    pub until: Date,
    /// The community; the portal when it is none.
    pub community: Option<Id>,
    /// The language, by its place in `languages:`.
    pub lang: usize,
}

/// How a letter is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// For chats and merge requests.
    Markdown,
    /// For whatever shows nothing else.
    Text,
    /// The HTML of an e-mail.
    Html,
    /// A whole message.
    Mail(Envelope),
}

/// What a message says beside the letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// Who writes; the portal's contact when nobody is named.
    pub from: Option<Mailbox>,
    /// To whom.
    pub to: Vec<Mailbox>,
    /// The subject, if not that of the letter.
    pub subject: Option<String>,
}

/// A letter, its name, and where more is.
struct Digest<'a> {
    page: Page<'a>,
    heading: String,
    view: DigestView,
    links: Vec<Link>,
}

/// Writes a letter; addresses are absolute.
pub fn write(site: &Site, ask: &Ask, form: &Form) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let page = Page::new(site, "/", ask.lang);
    let mut view = gather::view(&page, ask);
    let origin = &site.settings.origin;
    let absolute = |it: &mut Href| *it = it.absolute(origin);
    for part in &mut view.parts {
        part.more.iter_mut().for_each(|it| absolute(&mut it.url));
        part.cards.iter_mut().for_each(|it| absolute(&mut it.url));
    }
    let heading = heading(&page, ask);
    let links = links(&page, ask);
    let digest = Digest { page, heading, view, links };
    match form {
        Form::Markdown => Ok(markdown::write(&digest).into_bytes()),
        Form::Text => Ok(text::write(&digest).into_bytes()),
        Form::Html => mail::html(&digest),
        Form::Mail(envelope) => mail::message(&digest, ask, envelope),
    }
}

/// What a letter is called.
fn heading(page: &Page<'_>, ask: &Ask) -> String {
    let date = page.t.date(ask.until);
    let Some(id) = ask.community else {
        return page.t.fill("letter-of", &[("date", &date)]);
    };
    let name = page.words.title_of(id);
    page.t.fill("letter-of-community", &[("name", &name), ("date", &date)])
}

/// The letter of the settings that is asked for.
fn kept<'a>(page: &Page<'a>, ask: &Ask) -> Option<&'a Letter> {
    let same = |it: &&Letter| it.date == ask.until && it.since == ask.since;
    page.site.settings.letters.iter().find(same).filter(|_| ask.community.is_none())
}

/// Where readers of an e-mail go on: the letter's page, the community or the portal, its mailbox.
fn links(page: &Page<'_>, ask: &Ask) -> Vec<Link> {
    let own = kept(page, ask).map(|it| it.date).filter(|it| is_published(page, *it));
    let mut links: Vec<Link> = Vec::new();
    links.extend(own.map(|it| page.word_link("letter-on-portal", &address(page, it))));
    links.extend(ask.community.map(|it| page.link(it)));
    links.push(page.named_link(&page.words.portal(), &page.root()));
    for link in &mut links {
        link.url = link.url.absolute(&page.site.settings.origin);
    }
    let contact = page.site.settings.record.text("contact").unwrap_or("");
    if !contact.is_empty() {
        let label = page.t.get("write-us").to_owned();
        links.push(Link { label, url: Href::mail(contact), ..Link::default() });
    }
    links
}

/// The address of a letter that is kept.
fn address(page: &Page<'_>, date: Date) -> String {
    format!("{}{date}/", page.list(&["letter"]))
}

/// Letters that are published, the newest first.
fn published<'a, 'b>(page: &'b Page<'a>) -> impl Iterator<Item = &'a Letter> + use<'a, 'b> {
    let all: &'a [Letter] = &page.site.settings.letters;
    all.iter().rev().filter(|it| is_published(page, it.date))
}

fn is_published(page: &Page<'_>, date: Date) -> bool {
    let found = page.site.routes.find(&address(page, date));
    found.is_some_and(|it| it.route == Route::Letter(date))
}

/// What is said of an entry in a line: its state, community, day, place and people.
fn facts(card: &Card, with_community: bool) -> String {
    let community = card.community.as_ref().filter(|_| with_community);
    let people = card.people.join(", ");
    let all = [
        card.status_text.as_str(),
        community.map_or("", |it| &it.label),
        card.date.as_ref().map_or("", |it| &it.text),
        &card.note,
        &people,
    ];
    let all: Vec<String> =
        all.into_iter().filter(|it| !it.is_empty()).map(one_line).collect();
    all.join(" · ")
}
