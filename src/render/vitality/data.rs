//! `vitality.json` and `vitality.csv`: all quarters, for programs and spreadsheets.
//!
//! The shape is versioned as that of the lists is; `tests/it/data.rs` holds it to its schema.

use serde::Serialize;

use super::{address, count, home, life};
use crate::{
    portal::{
        Id,
        vitality::{self, Figures, Quarter, RECENT, Vitality, together},
    },
    render::{
        machine::{Named, identity},
        page::Page,
    },
    route::FiguresForm,
    sink::{Csv, Href, Json},
};

/// What changes when a program that reads the file would have to.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    kind: &'static str,
    language: &'a str,
    /// The day up to which is counted.
    day: String,
    url: Href,
    portal: Named,
    /// Of which community; nothing for the portal.
    #[serde(skip_serializing_if = "Option::is_none")]
    community: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_sign: Option<Sign>,
    recent: Recent,
    quarters: Vec<Row>,
    together: Vec<Pair>,
}

#[derive(Serialize)]
struct Sign {
    day: String,
    kind: &'static str,
    id: String,
    title: String,
    url: Href,
}

/// Retex of the last quarters, and who wrote them.
#[derive(Serialize)]
struct Recent {
    quarters: i32,
    retex: usize,
    authors: usize,
    new_authors: usize,
    of_one_author: usize,
}

#[derive(Serialize)]
struct Row {
    quarter: String,
    from: String,
    to: String,
    retex: usize,
    authors: usize,
    new_authors: usize,
    events: usize,
    talks: usize,
    practices: usize,
    initiatives: usize,
}

#[derive(Serialize)]
struct Pair {
    communities: [Named; 2],
    entries: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<String>,
}

/// The figures of the portal, or of a community, in a form.
pub(in crate::render) fn data(
    page: &Page<'_>,
    of: Option<Id>,
    form: FiguresForm,
) -> String {
    let life = life(page, of);
    match form {
        FiguresForm::Json => json(page, of, &life),
        FiguresForm::Csv => csv(page, of, &life),
    }
}

fn rows(life: &Vitality) -> impl Iterator<Item = Row> {
    life.quarters.iter().filter_map(|it| row(it.0, it.1))
}

fn row(quarter: Quarter, figures: Figures) -> Option<Row> {
    let (from, to) = quarter.days()?;
    let Figures { retex, authors, new_authors, events, talks, practices, initiatives } =
        figures;
    Some(Row {
        quarter: quarter.to_string(),
        from: from.to_string(),
        to: to.to_string(),
        retex,
        authors,
        new_authors,
        events,
        talks,
        practices,
        initiatives,
    })
}

fn json(page: &Page<'_>, of: Option<Id>, life: &Vitality) -> String {
    let named = |id: Id| Named {
        id: Some(page.entry(id).slug.to_string()),
        name: page.words.title_of(id),
        url: page.absolute(page.address_of(id)),
    };
    let sign = |it: vitality::Sign| {
        let entry = page.entry(it.id);
        Sign {
            day: it.day.to_string(),
            kind: entry.kind.word(),
            id: identity(page, it.id, entry),
            title: page.words.title(entry),
            url: page.absolute(page.address_of(it.id)),
        }
    };
    let pair = |it: &vitality::Together| Pair {
        communities: [named(it.communities.0), named(it.communities.1)],
        entries: it.entries,
        last: it.last.map(|it| it.to_string()),
    };
    let document = Document {
        version: VERSION,
        kind: "vitality",
        language: page.code,
        day: page.site.today.to_string(),
        url: page.absolute(&address(page, of)),
        portal: Named {
            id: None,
            name: page.words.portal(),
            url: page.absolute(&home(page, None)),
        },
        community: of.map(named),
        last_sign: life.last.map(sign),
        recent: Recent {
            quarters: RECENT,
            retex: life.recent.retex,
            authors: life.recent.authors,
            new_authors: life.recent.new_authors,
            of_one_author: life.recent.of_one,
        },
        quarters: rows(life).collect(),
        together: together(count(page), of).iter().map(pair).collect(),
    };
    Json::of(&document).into_string()
}

const COLUMNS: [&str; 11] = [
    "of",
    "quarter",
    "from",
    "to",
    "retex",
    "authors",
    "new_authors",
    "events",
    "talks",
    "practices",
    "initiatives",
];

/// A row for each quarter, which says of whom it is: rows of several files can stand together.
fn csv(page: &Page<'_>, of: Option<Id>, life: &Vitality) -> String {
    let name = of.map_or_else(|| page.words.portal(), |it| page.words.title_of(it));
    let mut csv = Csv::new(&COLUMNS);
    for (quarter, figures) in &life.quarters {
        let Some((from, to)) = quarter.days() else { continue };
        let figures = figures.all().map(|it| it.to_string());
        let words = [&name, &quarter.to_string(), &from.to_string(), &to.to_string()];
        let cells: Vec<&str> =
            words.into_iter().chain(&figures).map(String::as_str).collect();
        csv.row(&cells);
    }
    csv.into_string()
}
