//! The recording of a talk or an event, played below its text.

use std::cmp::Reverse;

use crate::{
    content::{Kind, record::Record},
    portal::{Entry, Target},
    render::{
        media::{Media, Opened},
        page::Page,
    },
    sink::Html,
};

/// Adds the newest recording that can be played, unless the text plays one itself.
pub(super) fn append(page: &Page<'_>, entry: &Entry, opened: &mut Opened, text: &mut Html) {
    if opened.any() {
        return;
    }
    let media = Media::named(page, &page.words.title(entry));
    for url in recordings(page, entry) {
        let mut player = Html::new();
        if media.write(&Target::AsIs(url.into()), opened, &mut player) {
            text.push("<div class=\"media\">");
            text.append(&player);
            text.push("</div>\n");
            return;
        }
    }
}

/// Addresses of recordings, the newest first.
fn recordings(page: &Page<'_>, entry: &Entry) -> Vec<String> {
    let record = entry.record();
    match entry.kind {
        Kind::Event => record
            .and_then(|it| it.text("recording"))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        Kind::Talk => {
            let list = entry.list("deliveries", page.code).iter();
            let mut all: Vec<Record> = list.filter_map(Record::of).collect();
            all.sort_by_key(|it| Reverse(it.date("date")));
            all.iter().filter_map(|it| it.text("video")).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
