//! Pages that list: home, retex by year, events, talks, people, topics, site plan; 404 and 403.

use jiff::civil::Date;

use super::{
    body,
    page::Page,
    view::{Link, PageView, Section},
};
use crate::{
    content::{Kind, record::Record, slug::slugify},
    portal::Id,
    route::Route,
};

/// Whether an event is over on a day.
pub(super) fn is_over(page: &Page<'_>, id: Id, today: Date) -> bool {
    page.entry(id).moments().is_some_and(|(from, to)| to.unwrap_or(from).date < today)
}

/// The page of a list.
pub(super) fn view(page: &Page<'_>, route: &Route) -> PageView {
    match route {
        Route::Home => home(page),
        Route::Communities => simple(page, Kind::Community, "communities"),
        Route::People => simple(page, Kind::Person, "people"),
        Route::Topics => simple(page, Kind::Topic, "topics"),
        Route::RetexList { community, year, page: number } => {
            retex(page, *community, *year, *number)
        }
        Route::Events => events(page),
        Route::PastEvents => past(page),
        Route::Month(year, month) => month_of(page, *year, *month),
        Route::Talks => talks(page, |_| true, page.t.get("talks").to_owned()),
        Route::TalksOfYear(year) => {
            let title = page.t.fill(
                "year-of",
                &[("name", page.t.get("talks")), ("year", &year.to_string())],
            );
            talks(page, |it| it.date("date").is_some_and(|it| it.year() == *year), title)
        }
        Route::TalksAt(slug) => {
            let conference =
                |it: &Record| it.text("conference").is_some_and(|it| slugify(it) == *slug);
            let name = deliveries(page)
                .into_iter()
                .find(|it| conference(&it.1))
                .and_then(|it| it.1.text("conference").map(str::to_owned));
            talks(
                page,
                conference,
                format!("{} · {}", page.t.get("talks"), name.unwrap_or_default()),
            )
        }
        Route::Plan => plan(page),
        Route::Accessibility => accessibility(page),
        Route::Forbidden => message(page, "forbidden"),
        _ => message(page, "not-found"),
    }
}

fn of_kind(page: &Page<'_>, kind: Kind) -> Vec<Id> {
    page.site.portal.of_kind(kind).collect()
}

fn home(page: &Page<'_>) -> PageView {
    let settings = &page.site.settings;
    let mut view = page.view("home", settings.title(page.code));
    view.lead = settings.record.local("description", page.code).unwrap_or("").to_owned();
    view.description.clone_from(&view.lead);
    if let Some(id) = of_kind(page, Kind::Home).first() {
        let entry = page.entry(*id);
        view.text_lang = page.foreign(entry);
        view.body =
            entry.variant(page.code).map(|it| body::html(page, it)).unwrap_or_default();
    }
    let today = page.site.today;
    let mut events = of_kind(page, Kind::Event);
    events.retain(|it| !is_over(page, *it, today));
    events.reverse();
    let mut section = |key: &str, ids: Vec<Id>, count: usize, more: &str, word: &str| {
        if !ids.is_empty() {
            let more = Some(page.word_link(more, &page.list(&[word])));
            view.sections.push(Section {
                title: page.t.get(key).to_owned(),
                cards: page.cards(ids.into_iter().take(count)),
                more,
                ..Section::default()
            });
        }
    };
    section("latest-retex", of_kind(page, Kind::Retex), 6, "all-retex", "retex");
    section("upcoming-events", events, 4, "all-events", "events");
    section(
        "communities",
        of_kind(page, Kind::Community),
        24,
        "communities",
        "communities",
    );
    section("latest-talks", of_kind(page, Kind::Talk), 3, "all-talks", "talks");
    for (lang, texts) in
        page.site.theme.texts.iter().enumerate().filter(|it| it.0 != page.lang)
    {
        let url = if lang == 0 { "/".to_owned() } else { format!("/{}/", texts.lang) };
        view.alternates.push(Link {
            label: texts.get("language").to_owned(),
            url: page.url(&url),
            lang: Some(texts.lang.clone()),
        });
    }
    view.feed = Some(page.word_link("feed", &format!("{}atom.xml", page.root())));
    view
}

fn listing(page: &Page<'_>, heading: &str, ids: Vec<Id>) -> PageView {
    let mut view = page.view("list", heading);
    view.description = heading.to_owned();
    view.empty = ids.is_empty();
    view.sections.push(Section { cards: page.cards(ids), ..Section::default() });
    view
}

fn simple(page: &Page<'_>, kind: Kind, key: &str) -> PageView {
    listing(page, page.t.get(key), of_kind(page, kind))
}

fn retex(
    page: &Page<'_>,
    community: Option<Id>,
    year: Option<i16>,
    number: usize,
) -> PageView {
    let portal = &page.site.portal;
    let all: Vec<Id> = match community {
        Some(community) => portal.of_community(community, Kind::Retex).to_vec(),
        None => portal.of_kind(Kind::Retex).collect(),
    };
    let year_of = |it: &Id| page.entry(*it).date().map(Date::year);
    let mut years: Vec<i16> = all.iter().filter_map(year_of).collect();
    years.dedup();
    let chosen: Vec<Id> =
        all.into_iter().filter(|it| year.is_none() || year_of(it) == year).collect();
    let size = page.site.settings.page_size;
    let count = chosen.len().div_ceil(size).max(1);
    let name = community.map(|it| page.entry(it).title(page.code).to_owned());
    let mut heading = match &name {
        Some(name) => page.t.fill("retex-of", &[("name", name)]),
        None => page.t.get("retex").to_owned(),
    };
    if let Some(year) = year {
        heading =
            page.t.fill("year-of", &[("name", &heading), ("year", &year.to_string())]);
    }
    let mut view = listing(
        page,
        &heading,
        chosen.into_iter().skip((number - 1) * size).take(size).collect(),
    );
    if number > 1 {
        let n = page.t.fill("page-n", &[("n", &number.to_string())]);
        view.title = view.title.replacen(&heading, &format!("{heading}, {n}"), 1);
    }
    let mut base = page.list(&["retex"]);
    if let Some(id) = community {
        view.class = page.class(id);
        let link = page.link(id);
        base = format!(
            "{}{}/",
            page.site.routes.entry(id, page.lang),
            page.t.get("address.retex")
        );
        view.breadcrumb.push(page.word_link("communities", &page.list(&["communities"])));
        view.breadcrumb.push(link);
    }
    let links = years.iter().map(|it| Link {
        label: it.to_string(),
        url: page.url(&format!("{base}{it}/")),
        lang: None,
    });
    view.filters.push(Section {
        title: page.t.get("by-year").to_owned(),
        links: links.collect(),
        ..Section::default()
    });
    let base = year.map_or(base.clone(), |it| format!("{base}{it}/"));
    if count > 1 {
        let near = |it: &usize| *it <= 2 || *it + 1 >= count || it.abs_diff(number) <= 2;
        view.pages = (1..=count)
            .filter(near)
            .map(|it| {
                let address =
                    if it == 1 { base.clone() } else { format!("{base}page/{it}/") };
                let url = if it == number { String::new() } else { page.url(&address) };
                Link { label: it.to_string(), url, lang: None }
            })
            .collect();
    }
    view
}

fn months(page: &Page<'_>) -> Section {
    let mut months: Vec<(i16, i8)> = of_kind(page, Kind::Event)
        .iter()
        .filter_map(|it| page.entry(*it).date())
        .map(|it| (it.year(), it.month()))
        .collect();
    months.dedup();
    let links = months.into_iter().map(|(year, month)| Link {
        label: format!("{} {year}", page.t.month(month)),
        url: page.url(&format!("{}{year}/{month:02}/", page.list(&["events"]))),
        lang: None,
    });
    Section {
        title: page.t.get("by-month").to_owned(),
        links: links.collect(),
        ..Section::default()
    }
}

fn events(page: &Page<'_>) -> PageView {
    let mut ids = of_kind(page, Kind::Event);
    ids.retain(|it| !is_over(page, *it, page.site.today));
    ids.reverse();
    let mut view = listing(page, page.t.get("upcoming-events"), ids);
    if let Some(section) = view.sections.first_mut() {
        section.more =
            Some(page.word_link("all-past-events", &page.list(&["events", "past"])));
    }
    view.filters.push(months(page));
    view
}

fn past(page: &Page<'_>) -> PageView {
    let mut ids = of_kind(page, Kind::Event);
    ids.retain(|it| is_over(page, *it, page.site.today));
    let mut view = listing(page, page.t.get("past-events"), ids);
    view.breadcrumb.push(page.word_link("events", &page.list(&["events"])));
    view.filters.push(months(page));
    view
}

fn month_of(page: &Page<'_>, year: i16, month: i8) -> PageView {
    let mut ids = of_kind(page, Kind::Event);
    ids.retain(|it| {
        page.entry(*it).date().is_some_and(|it| it.year() == year && it.month() == month)
    });
    ids.reverse();
    let name = format!("{} · {} {year}", page.t.get("events"), page.t.month(month));
    let mut view = listing(page, &name, ids);
    view.breadcrumb.push(page.word_link("events", &page.list(&["events"])));
    view.filters.push(months(page));
    view
}

fn deliveries(page: &Page<'_>) -> Vec<(Id, Record)> {
    of_kind(page, Kind::Talk)
        .into_iter()
        .flat_map(|id| {
            let record = page.entry(id).record();
            record
                .map(|it| it.list("deliveries"))
                .unwrap_or(&[])
                .iter()
                .filter_map(Record::of)
                .map(move |it| (id, it))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn talks(page: &Page<'_>, keep: impl Fn(&Record) -> bool, title: String) -> PageView {
    let all = deliveries(page);
    let mut ids: Vec<Id> = all.iter().filter(|it| keep(&it.1)).map(|it| it.0).collect();
    ids.dedup();
    let mut view = listing(page, &title, ids);
    let talks = page.list(&["talks"]);
    if page.address != talks {
        view.breadcrumb.push(page.word_link("talks", &talks));
    }
    let mut years: Vec<i16> =
        all.iter().filter_map(|it| it.1.date("date")).map(Date::year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    let links = years.into_iter().map(|it| Link {
        label: it.to_string(),
        url: page.url(&format!("{talks}{}/{it}/", page.t.get("address.year"))),
        lang: None,
    });
    view.filters.push(Section {
        title: page.t.get("by-year").to_owned(),
        links: links.collect(),
        ..Section::default()
    });
    let mut names: Vec<(String, String)> = all
        .iter()
        .filter_map(|it| it.1.text("conference"))
        .map(|it| (slugify(it), it.to_owned()))
        .filter(|it| !it.0.is_empty())
        .collect();
    names.sort();
    names.dedup_by(|a, b| a.0 == b.0);
    let links = names.into_iter().map(|(slug, label)| Link {
        label,
        url: page.url(&format!("{talks}{}/{slug}/", page.t.get("address.conference"))),
        lang: None,
    });
    view.filters.push(Section {
        title: page.t.get("by-conference").to_owned(),
        links: links.collect(),
        ..Section::default()
    });
    view
}

fn plan(page: &Page<'_>) -> PageView {
    let mut view = page.view("plan", page.t.get("plan"));
    view.description = page.t.get("plan").to_owned();
    for (kind, key, word) in [
        (Kind::Community, "communities", "communities"),
        (Kind::Retex, "retex", "retex"),
        (Kind::Event, "events", "events"),
        (Kind::Talk, "talks", "talks"),
        (Kind::Topic, "topics", "topics"),
        (Kind::Person, "people", "people"),
    ] {
        let ids = of_kind(page, kind);
        let links = page.links(&ids.iter().copied().take(200).collect::<Vec<_>>());
        let more = Some(page.word_link(key, &page.list(&[word])));
        view.sections.push(Section {
            title: page.t.get(key).to_owned(),
            links,
            more,
            ..Section::default()
        });
    }
    let pages = of_kind(page, Kind::Page);
    if !pages.is_empty() {
        view.sections.push(Section {
            title: page.t.get("pages").to_owned(),
            links: page.links(&pages),
            ..Section::default()
        });
    }
    view
}

fn accessibility(page: &Page<'_>) -> PageView {
    use crate::content::markdown::escaped;
    let mut view = page.view("statement", page.t.get("accessibility"));
    view.description = page.t.get("accessibility").to_owned();
    let record = &page.site.settings.record;
    let mut lines = Vec::new();
    match record.map("accessibility") {
        Some(audit) if audit.date("audited").is_some() => {
            let date = audit.date("audited").map(|it| page.t.date(it)).unwrap_or_default();
            let values = [
                ("date", date.as_str()),
                ("standard", audit.text("standard").unwrap_or("RGAA")),
                ("rate", audit.text("rate").unwrap_or("0")),
            ];
            lines.push(page.t.fill("accessibility-audited", &values));
            match audit.text("status") {
                Some("full") => lines.push(page.t.get("accessibility-full").to_owned()),
                Some("partial") => {
                    lines.push(page.t.get("accessibility-partial").to_owned());
                }
                _ => {}
            }
            let issues = audit
                .list("issues")
                .iter()
                .filter_map(|it| crate::content::record::local_text(it, page.code));
            view.takeaways.extend(issues.map(str::to_owned));
        }
        _ => lines.push(page.t.get("accessibility-none").to_owned()),
    }
    if let Some(email) = record.text("contact") {
        lines.push(page.t.fill("accessibility-contact", &[("email", email)]));
    }
    view.body = lines.iter().map(|it| format!("<p>{}</p>\n", escaped(it))).collect();
    view
}

fn message(page: &Page<'_>, key: &str) -> PageView {
    let mut view = page.view("message", page.t.get(key));
    view.lead = page.t.get(&format!("{key}-text")).to_owned();
    view.description.clone_from(&view.lead);
    view.hidden = true;
    view.sections.push(Section {
        links: vec![
            page.word_link("home", &page.root()),
            page.word_link("plan", &page.list(&["plan"])),
        ],
        ..Section::default()
    });
    view
}
