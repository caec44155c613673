//! The portal for programs that read Markdown: what there is (`llms.txt`, as
//! <https://llmstxt.org> describes it), and the text of each entry beside its page.

use std::collections::BTreeSet;

use crate::{
    content::{Kind, markdown::LinkKind, record::Record},
    portal::{Entry, Id, Target, Variant},
    render::{body, page::Page},
    route::{DATA, Route, TEXT_FILE},
    sink::{Href, Markdown},
};

/// How many entries of a kind are named; the JSON of the kind has all of them.
const MOST: usize = 100;

/// `llms.txt`: what a portal is, its texts, and where the rest is.
pub(in crate::render) fn llms(page: &Page<'_>) -> String {
    let mut out = Markdown::new();
    out.push("# ");
    out.text(&page.words.portal());
    out.push("\n");
    let settings = &page.site.settings.record;
    if let Some(description) = page.words.setting(settings, "description") {
        out.push("\n> ");
        out.text(&description);
        out.push("\n");
    }
    let kinds = [
        ("communities", Kind::Community),
        ("pages", Kind::Page),
        ("retex", Kind::Retex),
        ("talks", Kind::Talk),
        ("practices", Kind::Practice),
        ("initiatives", Kind::Initiative),
        ("topics", Kind::Topic),
    ];
    for (key, kind) in kinds {
        let all = page.index.kind(kind);
        // What the home page says is a page like others.
        let home = page.index.kind(Kind::Home).iter().filter(|_| kind == Kind::Page);
        section(page, key, home.chain(all).copied(), &mut out);
    }
    // Each event once, at its next date.
    let mut told = BTreeSet::new();
    let next = page.index.upcoming.iter().map(|it| it.id).filter(|it| told.insert(*it));
    section(page, "upcoming-events", next, &mut out);
    // The word is the format's: what a reader in a hurry may leave out.
    out.push("\n## Optional\n\n");
    for (_, name) in DATA {
        item(name, &page.absolute(&format!("{}{name}", page.root())), "", &mut out);
    }
    out.into_string()
}

/// The newest entries of a kind.
fn section(page: &Page<'_>, key: &str, ids: impl Iterator<Item = Id>, out: &mut Markdown) {
    // An address that this language does not have leads to another one's.
    let texts = ids.filter_map(|it| Some((it, file(page, it)?))).take(MOST);
    let mut texts = texts.peekable();
    if texts.peek().is_none() {
        return;
    }
    out.push("\n## ");
    out.text(page.t.get(key));
    out.push("\n\n");
    for (id, url) in texts {
        let entry = page.entry(id);
        item(&title(page, entry), &url, &page.words.summary(entry), out);
    }
}

fn item(title: &str, url: &Href, summary: &str, out: &mut Markdown) {
    out.push("- ");
    out.link(title, url);
    if !summary.is_empty() {
        out.push(": ");
        out.text(summary);
    }
    out.push("\n");
}

/// What an entry is called; the home page, as the portal is.
fn title(page: &Page<'_>, entry: &Entry) -> String {
    if entry.kind == Kind::Home { page.words.portal() } else { page.words.title(entry) }
}

/// Where the text of an entry is.
fn file(page: &Page<'_>, id: Id) -> Option<Href> {
    let is_home = page.entry(id).kind == Kind::Home;
    let beside = if is_home { page.root() } else { page.address_of(id).to_owned() };
    let address = format!("{beside}{TEXT_FILE}");
    let found = page.site.routes.find(&address)?;
    (found.route == Route::Markdown(id)).then(|| page.absolute(&address))
}

/// An entry: its title, what is known of it, and its text as it was written, with absolute
/// addresses.
pub(in crate::render) fn text(page: &Page<'_>, id: Id) -> String {
    let entry = page.entry(id);
    let own = page.absolute(page.address.trim_end_matches(TEXT_FILE));
    let mut out = Markdown::new();
    out.push("# ");
    out.text(&title(page, entry));
    out.push("\n\n");
    let summary = page.words.own_summary(entry).unwrap_or_default();
    if !summary.is_empty() {
        out.text(&summary);
        out.push("\n\n");
    }
    facts(page, id, entry, &mut out);
    out.push("- <");
    out.address(&own);
    out.push(">\n");
    if let Some(variant) = entry.variant(page.code) {
        let address = |at: usize| address(page, variant, &own, at);
        out.append_text(&variant.document.text_with(address));
    }
    minutes(page, entry, &own, &mut out);
    out.into_string()
}

/// What was said in the meetings of an event, each below its day.
fn minutes(page: &Page<'_>, entry: &Entry, own: &Href, out: &mut Markdown) {
    let Some(variant) = entry.given_by("occurrences", page.code) else { return };
    for it in variant.document.record.list("occurrences").iter().filter_map(Record::of) {
        let Some((date, value)) = it.date("date").zip(it.node("notes")) else { continue };
        let address = |at: usize| address(page, variant, own, at);
        let Some(text) = variant.document.minutes_with(&value.span, address) else {
            continue;
        };
        out.push("\n## ");
        out.text(&page.t.date(date));
        out.push("\n");
        out.append_text(&text);
    }
}

/// Where a link of a text leads, for readers elsewhere; nothing when it is right as it is written.
fn address(page: &Page<'_>, variant: &Variant, own: &Href, at: usize) -> Option<String> {
    let target = variant.targets.get(at)?;
    let link = variant.document.outline().links.get(at)?;
    if link.kind == LinkKind::Image
        && let Some(url) = body::picture(page, target, own)
    {
        return Some(Markdown::destination(&url));
    }
    let is_ours = |it: &Target| !matches!(it, Target::AsIs(it) if !it.starts_with('#'));
    let url = is_ours(target).then(|| body::address(page, target, own))?;
    (!url.is_empty()).then(|| Markdown::destination(&url))
}

/// Day, state and place, and who and what an entry is about.
fn facts(page: &Page<'_>, id: Id, entry: &Entry, out: &mut Markdown) {
    let card = page.card(id);
    let day = card.date.map(|it| it.text).unwrap_or_default();
    let words: Vec<&str> = [day.as_str(), &card.note, &card.status_text]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    if !words.is_empty() {
        out.push("- ");
        out.text(&words.join(" · "));
        out.push("\n");
    }
    let communities: Vec<Id> = entry.owners().filter(|it| *it != id).collect();
    let people = ["authors", "speakers", "leads", "owners"];
    let people = people.iter().flat_map(|it| page.people(entry, it));
    let people: Vec<(String, Href)> = people.map(|it| (it.name, it.url)).collect();
    let linked = |ids: &[Id]| -> Vec<(String, Href)> {
        ids.iter().map(|it| page.link(*it)).map(|it| (it.label, it.url)).collect()
    };
    let lines = [
        ("communities", linked(&communities)),
        ("people", people),
        ("topics", linked(entry.refs("topics"))),
    ];
    for (key, links) in lines {
        if links.is_empty() {
            continue;
        }
        out.push("- **");
        out.text(page.t.get(key));
        out.push("** ");
        for (at, (label, url)) in links.iter().enumerate() {
            out.push(if at == 0 { "" } else { ", " });
            out.link(label, &url.absolute(&page.site.settings.origin));
        }
        out.push("\n");
    }
}
