//! The page of what lives in the portal, or in a community.

use jiff::civil::Date;

use super::{SHOWN, chart, forms, heading};
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::{
        Id,
        vitality::{Recent, Together, Vitality, together},
    },
    render::{
        page::Page,
        view::{CommunityLife, LastSign, PageView, Pair, VitalityView},
    },
    sink::Html,
};

/// How many pairs of communities are named.
const PAIRS: usize = 12;

/// Fewer retex say nothing about who writes.
const ENOUGH: usize = 4;

pub(in crate::render) fn html(
    page: &Page<'_>,
    of: Option<Id>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let life = super::life(page, of);
    let today = page.site.today;
    let together = together(super::count(page), of).into_iter().take(PAIRS);
    let all = page.index.kind(Kind::Community).iter().filter(|_| of.is_none());
    let view = VitalityView {
        lead: page.t.fill("vitality-lead", &[("date", &page.t.date(today))]),
        last: life.last.map(|it| LastSign {
            text: page.t.fill("vitality-last", &[("ago", &ago(page, it.day))]),
            date: page.date(it.day),
            link: page.link(it.id),
        }),
        facts: facts(page, &life),
        charts: chart::all(page, &life.newest(today, SHOWN)),
        communities: all.map(|it| community(page, *it)).collect(),
        together: together.map(|it| pair(page, &it, of)).collect(),
        forms: forms(page, of),
    };
    page.html("vitality.html", &frame(page, of), "vitality", &view, &Html::new())
}

fn frame(page: &Page<'_>, of: Option<Id>) -> PageView {
    let mut frame = page.view("vitality", &heading(page, of));
    frame.description = format!("{} – {}", frame.heading, page.t.get("vitality-text"));
    let communities = page.list(&["communities"]);
    frame.section = page.url(&communities);
    frame.breadcrumb.push(page.word_link("communities", &communities));
    if let Some(id) = of {
        let link = page.link(id);
        frame.class = page.class(id);
        frame.kicker = Some(link.clone());
        frame.breadcrumb.push(link);
    }
    frame.alternates = page.other_languages(|lang, t| {
        let word = t.get("address.vitality");
        let home = match of {
            Some(id) => page.site.routes.entry(id, lang).to_owned(),
            None => crate::render::shared::root(lang, t),
        };
        Some(format!("{home}{word}/"))
    });
    frame
}

/// `il y a 12 jours`.
fn ago(page: &Page<'_>, day: Date) -> String {
    let days = (page.site.today - day).get_days();
    let days = usize::try_from(days).unwrap_or(0);
    match days {
        0 => page.t.get("ago.today").to_owned(),
        1..60 => page.t.count("ago.days", days),
        60..730 => page.t.count("ago.months", days / 30),
        _ => page.t.count("ago.years", days / 365),
    }
}

/// What the figures say, in sentences.
fn facts(page: &Page<'_>, life: &Vitality) -> Vec<String> {
    let year = life.year(page.site.today);
    let counted = [
        ("count.retex", year.retex),
        ("count.held", year.events),
        ("count.talks", year.talks),
        ("count.adopted", year.practices),
        ("count.done", year.initiatives),
    ];
    let counted: Vec<String> =
        counted.iter().filter(|it| it.1 > 0).map(|it| page.t.count(it.0, it.1)).collect();
    let mut facts = Vec::new();
    if !counted.is_empty() {
        let all = page.t.and(counted);
        facts.push(page.t.fill("vitality-year", &[("all", &all)]));
    } else if !life.quarters.is_empty() {
        facts.push(page.t.get("vitality-silence").to_owned());
    }
    let Recent { authors, new_authors, .. } = life.recent;
    if authors > 0 {
        let who = page.t.count("count.wrote", authors);
        let new = (new_authors > 0).then(|| page.t.count("count.first-time", new_authors));
        let new = new.unwrap_or_default();
        facts.push(page.t.fill("vitality-authors-text", &[("who", &who), ("new", &new)]));
    }
    facts.extend(concentration(page, life.recent));
    facts
}

/// How much rests on one author, whom nobody names.
fn concentration(page: &Page<'_>, recent: Recent) -> Option<String> {
    let Recent { retex, of_one, .. } = recent;
    if retex < ENOUGH {
        return None;
    }
    let key = if of_one == retex {
        "vitality-all-of-one"
    } else if of_one * 2 > retex {
        "vitality-much-of-one"
    } else {
        "vitality-shared"
    };
    // Words and digits do not go together.
    let (of_one, all) = match (number(page, of_one), number(page, retex)) {
        (Some(of_one), Some(all)) => (of_one.to_owned(), all.to_owned()),
        _ => (of_one.to_string(), retex.to_string()),
    };
    let said = page.t.fill(key, &[("one", &of_one), ("all", &all)]);
    let mut letters = said.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// A small number in words.
fn number<'a>(page: &Page<'a>, n: usize) -> Option<&'a str> {
    if n == 1 { Some(page.t.get("vitality-one")) } else { page.t.number(n) }
}

fn community(page: &Page<'_>, id: Id) -> CommunityLife {
    let life = super::life(page, Some(id));
    let mut link = super::link(page, Some(id));
    let name = page.link(id);
    (link.label, link.lang, link.class) = (name.label, name.lang, name.class);
    CommunityLife {
        link,
        status: page.status(page.entry(id)).1,
        spark: chart::spark(page, id, &life),
        retex: life.recent.retex,
        authors: life.recent.authors,
        last: life.last.map(|it| page.date(it.day)),
    }
}

fn pair(page: &Page<'_>, pair: &Together, of: Option<Id>) -> Pair {
    let (first, second) = pair.communities;
    let others = [first, second].into_iter().filter(|it| Some(*it) != of);
    Pair {
        links: others.map(|it| page.link(it)).collect(),
        text: page.t.count("count.common", pair.entries),
        last: pair.last.map(|it| page.date(it)),
    }
}
