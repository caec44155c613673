//! A feed as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::feed::{Feed, Item, moment};
use crate::{
    render::{page::Page, view::PersonCard},
    sink::{Href, Json},
};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a Href,
    feed_url: Href,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    language: &'a str,
    authors: Vec<Author>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Author {
    name: String,
    #[serde(skip_serializing_if = "Href::is_empty")]
    url: Href,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a Href,
    url: &'a Href,
    title: &'a str,
    /// Owed by each entry, as HTML or as text.
    content_html: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

pub(super) fn write(page: &Page<'_>, feed: &Feed) -> String {
    let settings = &page.site.settings;
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: page.absolute(page.address),
        description: page
            .words
            .setting(&settings.record, "description")
            .unwrap_or_default(),
        language: page.code,
        authors: vec![Author {
            name: page.words.portal(),
            url: page.absolute(&page.root()),
        }],
        items: feed.items.iter().map(|it| entry(page, it)).collect(),
    };
    Json::of(&document).into_string()
}

fn entry<'a>(page: &Page<'_>, item: &'a Item) -> Entry<'a> {
    let author = |it: &PersonCard| Author {
        name: it.name.clone(),
        url: it.url.absolute(&page.site.settings.origin),
    };
    Entry {
        id: &item.id,
        url: &item.url,
        title: &item.title,
        content_html: item.html.as_str(),
        summary: &item.summary,
        date_published: item.published.map(|it| moment(page, it)),
        date_modified: item.updated.map(|it| moment(page, it)),
        authors: item.people.iter().map(author).collect(),
        tags: &item.topics,
        language: item.lang.as_deref(),
    }
}
