//! The home page.

use std::cmp::Reverse;

use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::Id,
    render::{
        body, linked,
        media::Opened,
        page::Page,
        view::{Card, HomeView, Link},
    },
    route::TEXT_FILE,
    sink::Html,
};

const RETEX: usize = 6;
const EVENTS: usize = 5;
const TALKS: usize = 4;
const TOPICS: usize = 14;

pub(super) fn html(page: &Page<'_>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let settings = &page.site.settings;
    let mut frame = page.view("home", &page.words.portal());
    let lead = page.words.setting(&settings.record, "description").unwrap_or_default();
    frame.description.clone_from(&lead);
    // The title of the window is unique: the portal's name, and what this page is.
    frame.title = format!("{} – {}", page.t.get("home"), frame.heading);
    frame.breadcrumb.clear();
    frame.alternates = page.alternates(&[]);
    frame.feeds = page.feeds(&page.root(), "");
    frame.linked = linked::portal(page);
    let mut text = Html::new();
    if let Some(id) = page.index.kind(Kind::Home).first() {
        let entry = page.entry(*id);
        frame.text_lang = page.foreign(entry);
        if let Some(variant) = entry.variant(page.code) {
            let mut opened = Opened::default();
            text = body::html(page, variant, &mut opened, None);
            page.open(&mut frame, &opened);
            frame.edit = page.edit(variant);
            if page.site.settings.has_markdown() {
                frame.markdown = page.url(&format!("{}{TEXT_FILE}", page.root()));
            }
        }
    }
    let retex = &page.index.retex.ids;
    let list = |key: &str, word: &str| page.word_link(key, &page.list(&[word]));
    let view = HomeView {
        lead,
        long: text.len() > 1_800,
        first: retex
            .first()
            .map(|it| Card { cover: page.cover(page.entry(*it)), ..page.card(*it) }),
        retex: page.cards(retex.iter().skip(1).take(RETEX)),
        all_retex: list("all-retex", "retex"),
        upcoming: page.next_meetings(&page.index.upcoming, 1, EVENTS),
        all_events: list("all-events", "events"),
        communities: page.tiles(page.index.kind(Kind::Community)),
        all_communities: list("all-communities", "communities"),
        talks: page.cards(page.index.kind(Kind::Talk).iter().take(TALKS)),
        all_talks: list("all-talks", "talks"),
        topics: topics(page),
    };
    page.html("home.html", &frame, "home", &view, &text)
}

/// Topics with the most retex, in the order of the list.
fn topics(page: &Page<'_>) -> Vec<Link> {
    let count = |id: &Id| page.index.shelf(Some(*id)).map_or(0, |it| it.ids.len());
    let mut ids: Vec<Id> =
        page.index.kind(Kind::Topic).iter().copied().filter(|it| count(it) > 0).collect();
    ids.sort_by_key(|it| (Reverse(count(it)), *it));
    ids.truncate(TOPICS);
    ids.sort_unstable();
    page.links(&ids)
}
