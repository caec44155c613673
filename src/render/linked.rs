//! What a page says of itself to search engines and other programs: JSON-LD in the terms of
//! <https://schema.org/>. A block of data: nothing in it runs, and the page's policy need not open.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::{
    media::Video,
    page::Page,
    view::{Link, PageView, PersonCard, Thing},
};
use crate::{
    content::{
        Kind,
        record::{Moment, Record},
        recurrence::Frequency,
    },
    portal::{Entry, Id},
    sink::{Href, Json},
};

/// The data of a page: its own things, and the way to it from the home page.
pub(super) fn data(page: &Page<'_>, frame: &PageView) -> Json {
    let way = (!frame.breadcrumb.is_empty()).then(|| breadcrumb(page, frame));
    let graph: Vec<&Thing> = frame.linked.iter().chain(&way).collect();
    Json::in_html(&Graph { context: "https://schema.org", graph })
}

/// All that a page says of itself (<https://www.w3.org/TR/json-ld11/#named-graphs>).
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<&'a Thing>,
}

fn breadcrumb(page: &Page<'_>, frame: &PageView) -> Thing {
    let above = frame.breadcrumb.iter().map(|it| (&*it.label, absolute(page, &it.url)));
    let own = (&*frame.heading, page.absolute(page.address));
    let items = above.chain([own]).zip(1..).map(|((name, item), position)| {
        Thing::new("ListItem").set("position", position).set("name", name).set("item", item)
    });
    Thing::new("BreadcrumbList").list("itemListElement", items)
}

/// The portal, for its home page.
pub(super) fn portal(page: &Page<'_>) -> Vec<Thing> {
    let settings = &page.site.settings;
    let description = page.words.setting(&settings.record, "description");
    let site = Thing::new("WebSite")
        .set("name", page.words.portal())
        .set("url", page.absolute(&page.root()))
        .set("inLanguage", page.code)
        .text("description", description.unwrap_or_default());
    let mut all = vec![site];
    all.extend(company(page));
    all
}

/// The company whose portal it is.
fn company(page: &Page<'_>) -> Option<Thing> {
    let record = page.site.settings.record.map("organisation")?;
    let url = Href::outside(record.text("url").unwrap_or(""));
    let company = Thing::new("Organization")
        .text("name", page.words.setting(&record, "name").unwrap_or_default())
        .url("url", url);
    Some(company)
}

/// Whose an entry is: its community, else the company, else the portal.
fn owner(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    if let Some(community) = page.community_of(id).filter(|_| entry.kind != Kind::Community)
    {
        return organization(page, community);
    }
    let portal = || {
        let url = page.absolute(&page.root());
        Thing::new("Organization").set("name", page.words.portal()).set("url", url)
    };
    company(page).unwrap_or_else(portal)
}

fn organization(page: &Page<'_>, community: Id) -> Thing {
    Thing::new("Organization")
        .set("name", page.words.title_of(community))
        .set("url", page.absolute(page.address_of(community)))
}

/// An entry, for its page, with its picture and the videos that stand in its text.
pub(super) fn entry(
    page: &Page<'_>,
    id: Id,
    picture: &Href,
    videos: &[Video],
) -> Vec<Thing> {
    let entry = page.entry(id);
    let thing = match entry.kind {
        Kind::Retex => article(page, id, entry),
        Kind::Event => event(page, id, entry),
        Kind::Talk => talk(page, id, entry),
        Kind::Person => person(page, entry),
        Kind::Community => community(page, id, entry),
        Kind::Topic => about(page, entry, "DefinedTerm").drop("inLanguage"),
        Kind::Practice => {
            about(page, entry, "HowTo").set("publisher", owner(page, id, entry))
        }
        Kind::Initiative => initiative(page, id, entry),
        Kind::Page | Kind::Home => about(page, entry, "WebPage"),
    };
    let video = |it: &Video| {
        let poster = if it.poster.is_empty() { picture } else { &it.poster };
        Thing::new("VideoObject")
            .set("name", &*it.title)
            .text("description", page.words.summary(entry))
            .url("contentUrl", absolute(page, &it.file))
            .url("embedUrl", it.embed.clone())
            .url("url", it.page.clone())
            .url("thumbnailUrl", absolute(page, poster))
            .maybe("uploadDate", entry.date().map(|it| it.to_string()))
    };
    let thing = thing.url("image", picture.clone());
    std::iter::once(thing).chain(videos.iter().map(video)).collect()
}

/// What every entry has.
fn about(page: &Page<'_>, entry: &Entry, kind: &'static str) -> Thing {
    let lang = entry.variant(page.code).map_or(page.code, |it| &it.lang);
    Thing::new(kind)
        .set("name", page.words.title(entry))
        .set("url", page.absolute(page.address))
        .text("description", page.words.summary(entry))
        .set("inLanguage", lang)
        .list("keywords", entry.refs("topics").iter().map(|it| page.words.title_of(*it)))
}

fn article(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    let date = |it: jiff::civil::Date| it.to_string();
    let updated = entry.record().and_then(|it| it.date("updated"));
    let words = entry.variant(page.code).map_or(0, |it| it.document.outline().words);
    about(page, entry, "Article")
        .drop("name")
        .set("headline", page.words.title(entry))
        .maybe("datePublished", entry.date().map(date))
        .maybe("dateModified", updated.or(entry.date()).map(date))
        .list("author", page.people(entry, "authors").iter().map(|it| human(page, it)))
        .set("publisher", owner(page, id, entry))
        .set("wordCount", words)
}

fn event(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    let thing = about(page, entry, "Event");
    let Some((record, (from, to))) = entry.record().zip(entry.moments()) else {
        return thing;
    };
    let zone = record.text("timezone").and_then(|it| TimeZone::get(it).ok());
    let zone = zone.unwrap_or_else(|| page.site.settings.timezone.clone());
    let place = entry.map("place", page.code).map(|it| {
        let part = |name| page.words.part(entry, "place", &it, name).unwrap_or_default();
        Thing::new("Place").set("name", part("name")).text("address", part("address"))
    });
    let online = entry.map("online", page.code).map(|it| {
        let url = Href::outside(it.text("url").unwrap_or(""));
        Thing::new("VirtualLocation").url("url", url)
    });
    let mode = match (&place, &online) {
        (Some(_), Some(_)) => Some("MixedEventAttendanceMode"),
        (Some(_), None) => Some("OfflineEventAttendanceMode"),
        (None, Some(_)) => Some("OnlineEventAttendanceMode"),
        (None, None) => None,
    };
    let status = match record.text("status") {
        Some("cancelled") => "EventCancelled",
        Some("postponed") => "EventPostponed",
        _ => "EventScheduled",
    };
    let term = |it: &str| format!("https://schema.org/{it}");
    thing
        .set("startDate", moment(from, &zone))
        .maybe("endDate", to.map(|it| moment(it, &zone)))
        .set("eventStatus", term(status))
        .maybe("eventAttendanceMode", mode.map(term))
        .list("location", place.into_iter().chain(online))
        .set("organizer", owner(page, id, entry))
        .maybe("eventSchedule", schedule(entry, &zone))
        .list("performer", page.people(entry, "speakers").iter().map(|it| human(page, it)))
}

/// How an event repeats (<https://schema.org/Schedule>); its weekdays as iCalendar has them, since
/// schema.org has no word for the second Tuesday.
fn schedule(entry: &Entry, zone: &TimeZone) -> Option<Thing> {
    let series = entry.series()?;
    let rule = series.rule.as_ref()?;
    let unit = match rule.frequency {
        Frequency::Daily => 'D',
        Frequency::Weekly => 'W',
        Frequency::Monthly => 'M',
        Frequency::Yearly => 'Y',
    };
    let days = rule.by_day.iter().map(ToString::to_string);
    let time = |it: Option<Moment>| it.and_then(|it| it.time).map(|it| it.to_string());
    let schedule = Thing::new("Schedule")
        .set("repeatFrequency", format!("P{}{unit}", rule.interval))
        .list("byDay", days)
        .list("byMonth", rule.by_month.iter().copied())
        .list("byMonthDay", rule.by_month_day.iter().copied())
        .maybe("repeatCount", rule.count)
        .set("startDate", series.start.date.to_string())
        .maybe("endDate", series.last_day(zone).map(|it| it.to_string()))
        .maybe("startTime", time(Some(series.start)))
        .maybe("endTime", time(series.end))
        .maybe("scheduleTimezone", zone.iana_name())
        .list("exceptDate", series.exceptions.keys().map(ToString::to_string));
    Some(schedule)
}

fn talk(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    let deliveries = entry.list("deliveries", page.code).iter().filter_map(Record::of);
    let given = deliveries.map(|it| delivery(page, entry, &it));
    about(page, entry, "PresentationDigitalDocument")
        .list("author", page.people(entry, "speakers").iter().map(|it| human(page, it)))
        .set("publisher", owner(page, id, entry))
        .maybe("dateCreated", entry.date().map(|it| it.to_string()))
        .list("recordedAt", given)
}

fn delivery(page: &Page<'_>, entry: &Entry, it: &Record) -> Thing {
    let part = |name| page.words.part(entry, "deliveries", it, name);
    let place: Vec<String> = ["city", "country"].into_iter().filter_map(part).collect();
    let place =
        (!place.is_empty()).then(|| Thing::new("Place").set("name", place.join(", ")));
    let url = |name: &str| Href::outside(it.text(name).unwrap_or(""));
    let video = url("video");
    let video = (!video.is_empty()).then(|| {
        Thing::new("VideoObject")
            .set("name", page.words.title(entry))
            .text("description", page.words.summary(entry))
            .url("url", video)
            .maybe("uploadDate", it.text("date"))
    });
    Thing::new("Event")
        .text("name", part("conference").unwrap_or_default())
        .maybe("startDate", it.text("date"))
        .url("url", url("url"))
        .list("location", place)
        .list("recordedIn", video)
}

fn person(page: &Page<'_>, entry: &Entry) -> Thing {
    let links = page.labelled(entry, "links");
    let same = links.iter().map(|it: &Link| it.url.clone());
    let works = page.words.text(entry, "organisation");
    let company = works.map(|it| Thing::new("Organization").set("name", it));
    let portrait = entry.record().and_then(|it| it.text("avatar"));
    let portrait = portrait.and_then(|it| page.picture(entry, it)).map(|it| it.url);
    Thing::new("Person")
        .set("name", page.words.title(entry))
        .set("url", page.absolute(page.address))
        .text("jobTitle", page.words.text(entry, "role").unwrap_or_default())
        .maybe("worksFor", company)
        .url("image", absolute(page, &portrait.unwrap_or_default()))
        .list("sameAs", same)
}

fn community(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    let leads = entry.refs("leads").iter().map(|it| human(page, &page.person(*it)));
    let founded = entry.record().and_then(|it| it.date("founded"));
    about(page, entry, "Organization")
        .drop("inLanguage")
        .maybe("foundingDate", founded.map(|it| it.to_string()))
        .list("member", leads)
        .maybe("parentOrganization", Some(owner(page, id, entry)))
}

fn initiative(page: &Page<'_>, id: Id, entry: &Entry) -> Thing {
    let owners = entry.refs("owners").iter().map(|it| human(page, &page.person(*it)));
    let day = |name| entry.record().and_then(|it| it.date(name)).map(|it| it.to_string());
    about(page, entry, "Project")
        .drop("inLanguage")
        .maybe("foundingDate", day("start"))
        .maybe("dissolutionDate", day("end"))
        .list("member", owners)
        .set("parentOrganization", owner(page, id, entry))
}

/// Somebody who wrote or speaks.
fn human(page: &Page<'_>, it: &PersonCard) -> Thing {
    Thing::new("Person").set("name", &*it.name).url("url", absolute(page, &it.url))
}

fn absolute(page: &Page<'_>, url: &Href) -> Href {
    url.absolute(&page.site.settings.origin)
}

/// ISO 8601: a day, or a moment with the offset that its zone has then.
fn moment(it: Moment, zone: &TimeZone) -> String {
    let Some(_) = it.time else { return it.date.to_string() };
    let there = it.to_datetime().to_zoned_datetime(zone.clone());
    there.map_or_else(
        |_| it.to_datetime().to_string(),
        |it| it.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}
