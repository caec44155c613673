//! What a page says of a talk: its JSON-LD first, then its oEmbed, then its head.

use jiff::civil::Date;
use serde_json::Value;

use super::{
    data::{Thing, things},
    words::{clean, edition_of, language, without_endings},
};
use crate::{
    content::media::{self, Provider},
    fetch::{Page, Url},
};

/// Something that is said of a talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact<T> {
    pub(super) value: T,
    /// Who says it, in words.
    pub(super) from: &'static str,
    /// Whether it is what is asked for, and not only near it: the day of a video is not that of
    /// its talk.
    pub(super) sure: bool,
}

/// Somebody whom a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) organisation: String,
    pub(super) url: Option<Url>,
}

impl Named {
    pub(super) fn new(name: &str) -> Self {
        Self { name: clean(name, 200), organisation: String::new(), url: None }
    }
}

/// What a page says of a talk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) title: Option<Fact<String>>,
    pub(super) summary: Option<Fact<String>>,
    pub(super) language: Option<Fact<String>>,
    pub(super) conference: Option<Fact<String>>,
    pub(super) edition: Option<Fact<String>>,
    pub(super) date: Option<Fact<Date>>,
    pub(super) city: Option<Fact<String>>,
    pub(super) country: Option<Fact<String>>,
    /// Who speaks.
    pub(super) speakers: Vec<Named>,
    /// Who may be a speaker, if the portal knows them: a channel, an author.
    pub(super) authors: Vec<Named>,
    pub(super) video: Option<Url>,
    pub(super) slides: Option<Url>,
    pub(super) page: Option<Url>,
}

/// What a page and its oEmbed say.
struct Sources<'a> {
    url: &'a Url,
    page: &'a Page,
    oembed: Option<&'a Value>,
    /// The talk, as an event.
    event: Option<Thing<'a>>,
    /// The conference.
    conference: Option<Thing<'a>>,
    slides: Option<Thing<'a>>,
    video: Option<Thing<'a>>,
}

const DATA: &str = "the page’s data";
const EMBED: &str = "its oEmbed";
const HEAD: &str = "the page’s head";

/// Reads a page.
pub(super) fn of(url: &Url, page: &Page, oembed: Option<&Value>) -> Facts {
    let all = things(&page.data);
    let events: Vec<Thing<'_>> = all.iter().filter(|it| it.is("*Event")).copied().collect();
    let has = |field: &'static str| {
        events.iter().find(move |it| !it.values(field).is_empty()).copied()
    };
    let event = has("performer").or_else(|| has("superEvent"));
    let conference = event
        .and_then(|it| it.things("superEvent").into_iter().next())
        .or_else(|| events.iter().find(|_| event.is_none()).copied());
    let find = |ty: &str| all.iter().find(|it| it.is(ty)).copied();
    let sources = Sources {
        url,
        page,
        oembed,
        event,
        conference,
        slides: find("PresentationDigitalDocument"),
        video: find("VideoObject"),
    };
    let mut facts = Facts::default();
    sources.addresses(&mut facts);
    sources.people(&mut facts);
    sources.place(&mut facts);
    sources.words(&mut facts);
    facts
}

impl<'a> Sources<'a> {
    fn oembed(&self, name: &str) -> Option<&'a str> {
        self.oembed?.get(name)?.as_str()
    }

    /// Whether the page is that of a recording.
    fn is_video(&self) -> bool {
        let of_video = |it: &str| it.starts_with("video");
        known_video(self.url).is_some()
            || self.event.is_none()
                && (self.page.meta("og:type").is_some_and(of_video)
                    || self.oembed("type").is_some_and(of_video)
                    || self.video.is_some() && self.slides.is_none())
    }

    fn addresses(&self, facts: &mut Facts) {
        if self.is_video() {
            facts.video = Some(self.url.clone());
        } else if self.slides.is_some() && self.event.is_none() {
            facts.slides = Some(self.url.clone());
        } else {
            facts.page = Some(self.url.clone());
        }
        let address = |it: &Thing<'_>| {
            ["url", "contentUrl", "embedUrl"].iter().find_map(|name| {
                let url = self.url.join(it.text(name)?).ok()?;
                (url.scheme() == self.url.scheme() && url != *self.url).then_some(url)
            })
        };
        if facts.video.is_none() {
            let frames = self.page.frames.iter().find_map(known_video);
            facts.video = self.video.as_ref().and_then(address).or(frames);
        }
        if facts.slides.is_none() {
            facts.slides = self.slides.as_ref().and_then(address);
        }
    }

    fn people(&self, facts: &mut Facts) {
        let named = |thing: Option<Thing<'a>>, fields: &[&str]| -> Vec<Named> {
            let thing = thing.as_ref();
            fields
                .iter()
                .flat_map(|it| thing.map(|of| people(of, it)).unwrap_or_default())
                .collect()
        };
        facts.speakers = named(self.event, &["performer"]);
        if facts.speakers.is_empty() {
            facts.speakers = named(self.slides, &["author", "creator"]);
        }
        if facts.speakers.is_empty() {
            facts.speakers = named(self.video, &["actor"]);
        }
        facts.authors = named(self.video, &["author", "creator"]);
        let heads = ["author", "article:author", "twitter:creator"];
        let heads = heads.iter().filter_map(|it| self.page.meta(it));
        facts
            .authors
            .extend(self.oembed("author_name").into_iter().chain(heads).map(Named::new));
        for list in [&mut facts.speakers, &mut facts.authors] {
            list.retain(|it| !it.name.is_empty());
            list.dedup_by(|a, b| a.name == b.name);
            list.truncate(20);
        }
    }

    fn place(&self, facts: &mut Facts) {
        let first = |all: &[(Option<&str>, &'static str, bool)], longest: usize| {
            all.iter().find_map(|it| fact(it.0, it.1, it.2, longest))
        };
        let of =
            |thing: &Option<Thing<'a>>, name| thing.as_ref().and_then(|it| it.text(name));
        // A channel is often the conference's; the name of a site of videos never is.
        let site = self.page.meta("og:site_name").filter(|_| !self.is_video());
        let conference = first(
            &[
                (of(&self.conference, "name"), DATA, self.event.is_some()),
                (of(&self.event, "organizer"), DATA, false),
                (self.oembed("author_name").filter(|_| self.is_video()), EMBED, false),
                (site, HEAD, false),
            ],
            200,
        );
        if let Some(mut name) = conference {
            let (bare, edition) = edition_of(&name.value);
            let (from, sure) = (name.from, name.sure);
            facts.edition = edition.map(|value| Fact { value, from, sure });
            name.value = bare;
            facts.conference = Some(name);
        }
        let head =
            ["video:release_date", "article:published_time", "datepublished", "uploaddate"];
        let days = [
            (of(&self.event, "startDate"), DATA, true),
            (of(&self.conference, "startDate"), DATA, false),
            (of(&self.slides, "datePublished"), DATA, false),
            (of(&self.video, "uploadDate"), DATA, false),
        ];
        let head = head.iter().map(|it| (self.page.meta(it), HEAD, false));
        facts.date = days
            .into_iter()
            .chain(head)
            .find_map(|(text, from, sure)| Some(Fact { value: day(text?)?, from, sure }));
        let event = self.event.or(self.conference);
        let location = event.and_then(|it| it.things("location").into_iter().next());
        let address = location.and_then(|it| it.things("address").into_iter().next());
        let part =
            |name| fact(address.as_ref().and_then(|it| it.text(name)), DATA, true, 100);
        facts.city = part("addressLocality");
        facts.country = part("addressCountry");
    }

    fn words(&self, facts: &mut Facts) {
        let of =
            |thing: &Option<Thing<'a>>, name| thing.as_ref().and_then(|it| it.text(name));
        let head = |name| self.page.meta(name);
        let window = Some(self.page.title.as_str());
        let titles = [
            (of(&self.event, "name"), DATA),
            (of(&self.slides, "name"), DATA),
            (of(&self.video, "name"), DATA),
            (self.oembed("title"), EMBED),
            (head("og:title"), HEAD),
            (head("twitter:title"), HEAD),
            (window, HEAD),
        ];
        let mut title = titles.into_iter().find_map(|it| fact(it.0, it.1, true, 400));
        if let Some(title) = &mut title {
            let site = [head("og:site_name"), self.oembed("provider_name")];
            let conference = facts.conference.as_ref().map(|it| it.value.as_str());
            let known: Vec<&str> = site.into_iter().flatten().chain(conference).collect();
            title.value = clean(&without_endings(&title.value, &known), 200);
        }
        facts.title = title;
        let summaries = [
            (of(&self.event, "description"), DATA),
            (of(&self.slides, "description").or(of(&self.slides, "abstract")), DATA),
            (of(&self.video, "description"), DATA),
            (head("og:description"), HEAD),
            (head("description"), HEAD),
        ];
        facts.summary = summaries.into_iter().find_map(|it| fact(it.0, it.1, true, 300));
        let languages = [&self.event, &self.video, &self.slides];
        facts.language = languages.into_iter().find_map(|it| {
            let value = language(of(it, "inLanguage")?)?;
            Some(Fact { value, from: DATA, sure: true })
        });
    }
}

fn fact(
    text: Option<&str>,
    from: &'static str,
    sure: bool,
    longest: usize,
) -> Option<Fact<String>> {
    let value = clean(text?, longest);
    (!value.is_empty()).then_some(Fact { value, from, sure })
}

/// A day, alone or before a time.
fn day(text: &str) -> Option<Date> {
    let day: Date = text.trim().get(..10)?.parse().ok()?;
    (1970..=2100).contains(&day.year()).then_some(day)
}

/// The people of a field: things with a name, or names.
fn people(thing: &Thing<'_>, field: &str) -> Vec<Named> {
    let things = thing.things(field).into_iter().map(|it| {
        let at = it.text("affiliation").or_else(|| it.text("worksFor"));
        let url = it.text("url").and_then(|it| Url::parse(it).ok());
        Named {
            organisation: clean(at.unwrap_or(""), 200),
            url: url.filter(|it| it.scheme() == "https"),
            ..Named::new(it.text("name").unwrap_or(""))
        }
    });
    let names = thing.values(field).into_iter().filter_map(Value::as_str);
    things.chain(names.map(Named::new)).collect()
}

/// Where a site of videos gives its oEmbed (<https://oembed.com/#section7>): on the host of its
/// pages, and also to who is not let see the page itself.
pub(super) fn known_oembed(url: &Url) -> Option<Url> {
    let endpoint = match media::player(url.as_str(), &[])?.provider {
        Provider::YouTube => "https://www.youtube.com/oembed",
        Provider::Vimeo => "https://vimeo.com/api/oembed.json",
        Provider::Dailymotion => "https://www.dailymotion.com/services/oembed",
        Provider::PeerTube | Provider::File => return None,
    };
    let query = [("format", "json"), ("url", url.as_str())];
    Url::parse_with_params(endpoint, query).ok()
}

/// The address of a video's page, of that or of its player.
pub(super) fn known_video(url: &Url) -> Option<Url> {
    let player = media::player(url.as_str(), &[])?;
    let page = match player.provider {
        Provider::YouTube => format!("https://www.youtube.com/watch?v={}", player.id),
        Provider::Vimeo => format!("https://vimeo.com/{}", player.id),
        Provider::Dailymotion => format!("https://www.dailymotion.com/video/{}", player.id),
        Provider::PeerTube | Provider::File => url.to_string(),
    };
    Url::parse(&page).ok()
}
