//! The page of one entry.

use super::{
    body,
    page::Page,
    related,
    view::{Content, Fact, Link, PageView, Picture, Row, Section},
};
use crate::{
    content::{Kind, record::Record},
    portal::{Entry, Id},
};

/// The page of an entry.
pub(super) fn view(page: &Page<'_>, id: Id) -> PageView {
    let entry = page.entry(id);
    let mut view = page.view(entry.kind.word(), entry.title(page.code));
    view.text_lang = page.foreign(entry);
    view.class = page.class(id);
    view.lead = entry
        .text(if entry.kind == Kind::Topic { "description" } else { "summary" }, page.code)
        .unwrap_or("")
        .to_owned();
    view.description = page.summary(entry);
    view.takeaways =
        entry.texts("takeaways", page.code).into_iter().map(str::to_owned).collect();
    view.cover = cover(page, entry);
    view.facts = facts(page, entry);
    breadcrumb(page, id, entry, &mut view);
    if let Some(variant) = entry.variant(page.code) {
        view.body = body::html(page, variant);
        if entry.record().and_then(|it| it.bool("toc")) != Some(false)
            && matches!(entry.kind, Kind::Retex | Kind::Page)
        {
            let headings =
                variant.document.outline.headings.iter().filter(|it| it.level <= 3);
            view.contents = headings
                .map(|it| Content {
                    level: it.level,
                    text: it.text.clone(),
                    url: format!("#{}", it.id),
                })
                .collect();
        }
        view.edit = edit(page, variant.document.source.path());
    }
    for (lang, texts) in
        page.site.theme.texts.iter().enumerate().filter(|it| it.0 != page.lang)
    {
        if entry.variants.iter().any(|it| it.lang == texts.lang) {
            view.alternates.push(Link {
                label: texts.get("language").to_owned(),
                url: page.url(page.site.routes.entry(id, lang)),
                lang: Some(texts.lang.clone()),
            });
        }
    }
    match entry.kind {
        Kind::Retex => retex(page, id, entry, &mut view),
        Kind::Event => programme(page, entry, &mut view),
        Kind::Talk => deliveries(page, entry, &mut view),
        Kind::Community => community(page, id, &mut view),
        Kind::Topic | Kind::Person => backlinks_by_kind(page, id, entry, &mut view),
        Kind::Page | Kind::Home => {}
    }
    if matches!(entry.kind, Kind::Retex | Kind::Event | Kind::Talk | Kind::Page)
        && !entry.backlinks.is_empty()
    {
        let links =
            page.links(&entry.backlinks.iter().copied().take(12).collect::<Vec<_>>());
        view.sections.push(Section {
            title: page.t.get("backlinks").to_owned(),
            links,
            ..Section::default()
        });
    }
    if matches!(entry.kind, Kind::Community | Kind::Topic) {
        view.feed = Some(page.word_link("feed", &format!("{}atom.xml", page.address)));
    }
    view
}

fn breadcrumb(page: &Page<'_>, id: Id, entry: &Entry, view: &mut PageView) {
    let portal = page.site.settings.title(page.code);
    if let Some(community) = entry.community.filter(|it| *it != id) {
        let link = page.link(community);
        view.title = format!("{} – {} – {portal}", view.heading, link.label);
        view.breadcrumb.push(page.word_link("communities", &page.list(&["communities"])));
        view.kicker = Some(link.clone());
        view.breadcrumb.push(link);
    } else {
        let (key, word) = match entry.kind {
            Kind::Community => ("communities", "communities"),
            Kind::Event => ("events", "events"),
            Kind::Talk => ("talks", "talks"),
            Kind::Person => ("people", "people"),
            Kind::Topic => ("topics", "topics"),
            _ => return,
        };
        let link = page.word_link(key, &page.list(&[word]));
        view.title = format!("{} – {} – {portal}", view.heading, link.label);
        view.breadcrumb.push(link);
    }
}

fn edit(page: &Page<'_>, path: &str) -> Option<String> {
    let repository = page.site.settings.record.map("repository")?;
    let branch = repository.text("branch").unwrap_or("main");
    let url = repository.text("url")?.trim_end_matches('/').to_owned();
    Some(format!(
        "{url}/-/edit/{branch}/{}",
        crate::content::markdown::urls::encode_path(path)
    ))
}

fn cover(page: &Page<'_>, entry: &Entry) -> Option<Picture> {
    let cover = entry.record()?.map("cover")?;
    let from = entry.variants.first()?.document.source.path();
    let path = crate::portal::join(from, cover.text("image")?)?;
    let inside = format!("static/{path}");
    let path = if page.site.files.contains_key(inside.as_str()) { inside } else { path };
    let (width, height) = page.site.files.get(path.as_str())?.dimensions.unwrap_or((0, 0));
    let local = |field| cover.local(field, page.code).unwrap_or("").to_owned();
    Some(Picture {
        url: page.url(page.site.routes.file(&path)?),
        alt: local("alt"),
        credit: local("credit"),
        width,
        height,
    })
}

fn facts(page: &Page<'_>, entry: &Entry) -> Vec<Fact> {
    let Some(record) = entry.record() else { return Vec::new() };
    let mut facts = Vec::new();
    let text = |key: &str, text: String| Fact {
        label: page.t.get(key).to_owned(),
        text,
        ..Fact::default()
    };
    let links = |key: &str, links: Vec<Link>| Fact {
        label: page.t.get(key).to_owned(),
        links,
        ..Fact::default()
    };
    let outside = |label: &str, url: &str| {
        vec![Link { label: label.to_owned(), url: url.to_owned(), lang: None }]
    };
    if let Some((from, to)) = entry.moments() {
        facts.push(Fact {
            iso: record.text("start").unwrap_or("").to_owned(),
            ..text("when", page.t.range(from, to))
        });
    }
    let people = page.people(entry);
    if !people.is_empty() {
        facts.push(links(
            if entry.kind == Kind::Retex { "authors" } else { "speakers" },
            people,
        ));
    }
    if let (Kind::Retex, Some(date)) = (entry.kind, entry.date()) {
        facts.push(Fact { iso: date.to_string(), ..text("published", page.t.date(date)) });
    }
    if let Some(date) = record.date("updated") {
        facts.push(Fact { iso: date.to_string(), ..text("updated", page.t.date(date)) });
    }
    if let (Kind::Retex, Some(variant)) = (entry.kind, entry.variant(page.code)) {
        let minutes = variant.document.outline.words.div_ceil(220).max(1);
        facts.push(text("", page.t.count("reading", minutes)));
    }
    for (field, key) in
        [("context", "context"), ("audience", "audience"), ("meeting", "meeting")]
    {
        if let Some(value) = entry.text(field, page.code) {
            facts.push(text(key, value.to_owned()));
        }
    }
    if let Some(count) = record.number("members").and_then(|it| usize::try_from(it).ok()) {
        facts.push(text("", page.t.count("members", count)));
    }
    if let Some(date) = record.date("founded") {
        facts.push(Fact { iso: date.to_string(), ..text("founded", page.t.date(date)) });
    }
    if let Some(status) =
        record.text("status").filter(|it| !matches!(*it, "planned" | "active"))
    {
        facts.push(text("status", page.t.get(&format!("status.{status}")).to_owned()));
    }
    if let Some(place) = record.map("place") {
        let address = place
            .local("address", page.code)
            .map(|it| format!(", {it}"))
            .unwrap_or_default();
        facts.push(text(
            "place",
            format!("{}{address}", place.local("name", page.code).unwrap_or("")),
        ));
    }
    for (field, key) in
        [("online", "online"), ("registration", "registration"), ("join", "join")]
    {
        if let Some(map) = record.map(field) {
            let url = map.text("url").unwrap_or("");
            facts.push(links(
                key,
                outside(map.local("label", page.code).unwrap_or(url), url),
            ));
        }
    }
    for (field, key) in
        [("recording", "recording"), ("slides", "slides"), ("canonical", "first-published")]
    {
        if let Some(url) = record.text(field) {
            facts.push(links(key, outside(url, url)));
        }
    }
    for (field, key) in [
        ("leads", "leads"),
        ("topics", "topics-label"),
        ("event", "events"),
        ("talks", "talks"),
        ("parent", "topics"),
    ] {
        if !entry.refs(field).is_empty() {
            facts.push(links(key, page.links(entry.refs(field))));
        }
    }
    if entry.kind == Kind::Person && !entry.refs("communities").is_empty() {
        facts.push(links("member-of", page.links(entry.refs("communities"))));
    }
    let contacts = |field: &str| {
        record
            .list(field)
            .iter()
            .filter_map(Record::of)
            .filter_map(|it| {
                let url = it
                    .text("url")
                    .map(str::to_owned)
                    .or_else(|| it.text("email").map(|it| format!("mailto:{it}")))?;
                Some(Link {
                    label: it.local("label", page.code)?.to_owned(),
                    url,
                    lang: None,
                })
            })
            .collect::<Vec<_>>()
    };
    for (field, key) in [("contacts", "contacts"), ("links", "links")] {
        let list = contacts(field);
        if !list.is_empty() {
            facts.push(links(key, list));
        }
    }
    if let (Some(true), Some(email)) = (record.bool("show_email"), record.text("email")) {
        facts.push(links("contacts", outside(email, &format!("mailto:{email}"))));
    }
    facts
}

fn retex(page: &Page<'_>, id: Id, entry: &Entry, view: &mut PageView) {
    let related = related::related(page, id);
    if !related.is_empty() {
        let cards = related
            .into_iter()
            .map(|(id, why)| super::view::Card { note: why, ..page.card(id) })
            .collect();
        view.sections.push(Section {
            title: page.t.get("related").to_owned(),
            cards,
            ..Section::default()
        });
    }
    let portal = &page.site.portal;
    let same = |it: &Id| {
        entry
            .community
            .is_none_or(|community| portal.entry(*it).community == Some(community))
    };
    // Ids are in the order of lists: newest first.
    let neighbor = |it: Option<Id>| it.map(|it| page.link(it));
    view.newer = neighbor(portal.before(id).find(same));
    view.older = neighbor(portal.after(id).find(same));
}

fn programme(page: &Page<'_>, entry: &Entry, view: &mut PageView) {
    let Some(record) = entry.record() else { return };
    view.rows_title = page.t.get("programme").to_owned();
    view.rows = record
        .list("programme")
        .iter()
        .filter_map(Record::of)
        .map(|it| Row {
            when: it.text("time").unwrap_or("").to_owned(),
            title: it.local("title", page.code).unwrap_or("").to_owned(),
            ..Row::default()
        })
        .collect();
}

fn deliveries(page: &Page<'_>, entry: &Entry, view: &mut PageView) {
    let Some(record) = entry.record() else { return };
    view.rows_title = page.t.get("deliveries").to_owned();
    let mut all: Vec<Record> =
        record.list("deliveries").iter().filter_map(Record::of).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.date("date")));
    view.rows = all
        .iter()
        .map(|it| {
            let edition = it.text("edition").map(|it| format!(" {it}")).unwrap_or_default();
            let place: Vec<&str> =
                [it.text("city"), it.text("country")].into_iter().flatten().collect();
            let links = [("url", "links"), ("video", "video"), ("slides", "slides")]
                .into_iter()
                .filter_map(|(field, key)| {
                    Some(Link {
                        label: page.t.get(key).to_owned(),
                        url: it.text(field)?.to_owned(),
                        lang: None,
                    })
                });
            Row {
                when: it.date("date").map(|it| page.t.date(it)).unwrap_or_default(),
                title: format!(
                    "{}{edition}",
                    it.local("conference", page.code).unwrap_or("")
                ),
                detail: place.join(", "),
                links: links.collect(),
            }
        })
        .collect();
}

fn community(page: &Page<'_>, id: Id, view: &mut PageView) {
    let portal = &page.site.portal;
    let own = |kind: Kind| portal.of_community(id, kind).to_vec();
    let retex = own(Kind::Retex);
    let events = own(Kind::Event);
    let today = page.site.today;
    let mut upcoming: Vec<Id> = events
        .iter()
        .copied()
        .filter(|it| !super::list::is_over(page, *it, today))
        .collect();
    upcoming.reverse();
    let past: Vec<Id> =
        events.into_iter().filter(|it| super::list::is_over(page, *it, today)).collect();
    let more = page.word_link(
        "all-retex",
        &format!("{}{}/", page.address, page.t.get("address.retex")),
    );
    let mut section = |key: &str, ids: Vec<Id>, count: usize, more: Option<Link>| {
        if !ids.is_empty() {
            let more = more.filter(|_| ids.len() > count);
            view.sections.push(Section {
                title: page.t.get(key).to_owned(),
                cards: page.cards(ids.into_iter().take(count)),
                more,
                ..Section::default()
            });
        }
    };
    section("upcoming-events", upcoming, 6, None);
    section("latest-retex", retex, 6, Some(more));
    section("latest-talks", own(Kind::Talk), 200, None);
    section("past-events", past, 200, None);
    let pages = own(Kind::Page);
    if !pages.is_empty() {
        view.sections.push(Section {
            title: page.t.get("pages").to_owned(),
            links: page.links(&pages),
            ..Section::default()
        });
    }
}

fn backlinks_by_kind(page: &Page<'_>, id: Id, entry: &Entry, view: &mut PageView) {
    if entry.kind == Kind::Person
        && entry.record().and_then(|it| it.bool("former")) == Some(true)
    {
        view.lead = page.t.get("former").to_owned();
    }
    let person = entry.kind == Kind::Person;
    for (kind, key) in [
        (Kind::Retex, if person { "wrote" } else { "retex" }),
        (Kind::Talk, if person { "spoke" } else { "talks" }),
        (Kind::Event, "events"),
        (Kind::Community, if person { "leads-communities" } else { "communities" }),
        (Kind::Page, "pages"),
        (Kind::Topic, "topics"),
    ] {
        let ids: Vec<Id> = entry
            .backlinks
            .iter()
            .copied()
            .filter(|it| *it != id && page.entry(*it).kind == kind)
            .collect();
        if !ids.is_empty() {
            view.sections.push(Section {
                title: page.t.get(key).to_owned(),
                cards: page.cards(ids),
                ..Section::default()
            });
        }
    }
}
