//! Lists of practices and initiatives by state, the table of practices and communities, and
//! series of retex.

use std::collections::{BTreeMap, BTreeSet};

use super::pages;
use crate::{
    content::Kind,
    diag::Diagnostic,
    portal::{Entry, Id, states},
    render::{
        entry::{matrix_of, series_name},
        page::Page,
        shared,
        view::{
            Filter, Link, MatrixCell, MatrixRow, MatrixTable, MatrixView, PageView,
            Proposal, SeriesView, StateGroup, WorksView,
        },
    },
    route::Within,
    sink::Html,
};

/// How many communities one table shows beside each other.
const COLUMNS: usize = 12;

/// The names of what the interface says of a kind.
struct Names {
    list: &'static str,
    all: &'static str,
    of: &'static str,
    text: &'static str,
    count: &'static str,
}

const PRACTICES: Names = Names {
    list: "practices",
    all: "practices-all",
    of: "practices-of",
    text: "practices-text",
    count: "count.practices",
};

const INITIATIVES: Names = Names {
    list: "initiatives",
    all: "initiatives-all",
    of: "initiatives-of",
    text: "initiatives-text",
    count: "count.initiatives",
};

fn names(kind: Kind) -> &'static Names {
    if kind == Kind::Initiative { &INITIATIVES } else { &PRACTICES }
}

pub(super) fn html(
    page: &Page<'_>,
    kind: Kind,
    within: Within,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let ids = page.index.works(kind, within);
    let here = pages::first(page, number);
    let mut groups = by_state(page, pages::part(page, ids, number));
    if let (Within::State(_), Some(only)) = (within, groups.first_mut()) {
        // The heading of the page says it already.
        only.title.clear();
    }
    let lead = match within {
        Within::Portal => page.t.get(names(kind).text).to_owned(),
        _ => String::new(),
    };
    let view = WorksView {
        lead,
        count: page.t.count(names(kind).count, ids.len()),
        filters: filters(page, kind, here),
        matrix: matrix_of(page).filter(|_| kind == Kind::Practice),
        groups,
        pagination: pages::pagination(page, here, number, ids.len()),
    };
    let frame = frame(page, kind, within, number);
    page.html("works.html", &frame, "works", &view, &Html::new())
}

fn frame(page: &Page<'_>, kind: Kind, within: Within, number: usize) -> PageView {
    let Names { list: word, all, of, .. } = *names(kind);
    let heading = match within {
        Within::Portal => page.t.get(all).to_owned(),
        Within::State(state) => {
            let state = page.t.get(&format!("states.{state}")).to_lowercase();
            page.t.fill("in-state", &[("name", page.t.get(word)), ("state", &state)])
        }
        Within::Community(id) => page.t.fill(of, &[("name", &page.words.title_of(id))]),
    };
    let mut frame = page.view("works", &heading);
    frame.description.clone_from(&frame.heading);
    pages::name(page, &mut frame, number);
    let list = page.list(&[word]);
    frame.section = page.url(&list);
    match within {
        Within::Portal => {}
        Within::State(_) => frame.breadcrumb.push(page.word_link(word, &list)),
        Within::Community(id) => {
            let link = page.link(id);
            frame.class = page.class(id);
            frame.kicker = Some(link.clone());
            let all = page.list(&["communities"]);
            frame.breadcrumb.push(page.word_link("communities", &all));
            frame.breadcrumb.push(link);
        }
    }
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &[word]);
        let base = match within {
            Within::Portal => list,
            Within::State(state) => {
                format!("{list}{}/{}/", t.get("address.state"), t.get(&key(state)))
            }
            Within::Community(id) => {
                let home = page.site.routes.entry(id, lang);
                format!("{home}{}/", t.get(&format!("address.{word}")))
            }
        };
        Some(base + &pages::tail(number))
    });
    frame
}

/// The word of a state in addresses.
fn key(state: &str) -> String {
    format!("address.{state}")
}

/// Neighbors in a list that are in one state, together.
fn by_state(page: &Page<'_>, ids: &[Id]) -> Vec<StateGroup> {
    let mut groups: Vec<StateGroup> = Vec::new();
    for id in ids {
        let state = page.entry(*id).state().unwrap_or("");
        if groups.last().is_none_or(|it| it.id != state) {
            let title = page.t.get(&format!("states.{state}")).to_owned();
            groups.push(StateGroup { title, id: state.to_owned(), cards: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.cards.push(page.shared_card(*id));
        }
    }
    groups
}

/// The lists of each state.
fn filters(page: &Page<'_>, kind: Kind, here: &str) -> Vec<Filter> {
    let list = page.list(&[names(kind).list]);
    let all = Link { current: here == list, ..page.word_link("all-states", &list) };
    let of = |state: &&'static str| {
        let count = page.index.works(kind, Within::State(state)).len();
        let base = page.list(&[names(kind).list, "state"]);
        let address = format!("{base}{}/", page.t.get(&key(state)));
        let label = format!("{} ({count})", page.t.get(&format!("states.{state}")));
        let link = page.named_link(&label, &address);
        (count > 0).then(|| Link { current: here == address, ..link })
    };
    let states = states(kind).iter().filter_map(of);
    let links = std::iter::once(all).chain(states).collect();
    vec![Filter { title: page.t.get("by-state").to_owned(), links }]
}

pub(super) fn matrix(page: &Page<'_>, number: usize) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let mut frame = page.view("matrix", page.t.get("matrix"));
    page.t.get("matrix-text").clone_into(&mut frame.description);
    pages::name(page, &mut frame, number);
    let list = page.list(&["practices"]);
    frame.section = page.url(&list);
    frame.breadcrumb.push(page.word_link("practices", &list));
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &["practices", "matrix"]);
        Some(list + &pages::tail(number))
    });
    let ids = page.index.works(Kind::Practice, Within::Portal);
    let here = pages::first(page, number);
    let view = MatrixView {
        tables: tables(page, pages::part(page, ids, number)),
        pagination: pages::pagination(page, here, number, ids.len()),
    };
    page.html("matrix.html", &frame, "matrix", &view, &Html::new())
}

/// The communities that have anything to do with some practices, a few in each table; further
/// tables have only the practices that their communities have to do with.
fn tables(page: &Page<'_>, practices: &[Id]) -> Vec<MatrixTable> {
    let involved: BTreeMap<Id, BTreeSet<Id>> =
        practices.iter().map(|it| (*it, page.entry(*it).involved())).collect();
    let all: BTreeSet<Id> = involved.values().flatten().copied().collect();
    let all: Vec<Id> = all.into_iter().collect();
    let tables = all.chunks(COLUMNS).enumerate().map(|(at, communities)| {
        let has_any = |it: &&Id| {
            let own = involved.get(*it);
            at == 0 || own.is_some_and(|own| communities.iter().any(|it| own.contains(it)))
        };
        let row = |id: &Id| {
            let entry = page.entry(*id);
            MatrixRow {
                practice: page.link(*id),
                state: page.status(entry).1,
                cells: communities.iter().map(|it| cell(page, entry, *it)).collect(),
            }
        };
        let links: Vec<Link> = communities.iter().map(|it| page.short_link(*it)).collect();
        MatrixTable {
            caption: caption(page, &links),
            communities: links,
            rows: practices.iter().filter(has_any).map(row).collect(),
        }
    });
    tables.collect()
}

/// Which communities a table is of: tables of one page have different names.
fn caption(page: &Page<'_>, communities: &[Link]) -> String {
    let name = |it: Option<&Link>| it.map(|it| it.label.clone()).unwrap_or_default();
    let (first, last) = (name(communities.first()), name(communities.last()));
    if communities.len() < 2 {
        return page.t.fill("matrix-one", &[("name", &first)]);
    }
    page.t.fill("matrix-caption", &[("from", &first), ("to", &last)])
}

/// What a practice is to a community. Who works this way says more than whose it is.
fn cell(page: &Page<'_>, practice: &Entry, community: Id) -> MatrixCell {
    let kind = if practice.refs("applied_by").contains(&community) {
        "applied"
    } else if practice.refs("tried_by").contains(&community) {
        "tried"
    } else if practice.owners().any(|it| it == community) {
        "owned"
    } else {
        return MatrixCell::default();
    };
    let text = page.t.get(&format!("matrix.{kind}")).to_owned();
    MatrixCell { kind: kind.to_owned(), text }
}

pub(super) fn series(
    page: &Page<'_>,
    id: &str,
    number: usize,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let parts = page.index.series(id);
    let ids: Vec<Id> = parts.iter().map(|it| it.1).collect();
    let heading = page.t.fill("series-named", &[("name", &series_name(page, id))]);
    let mut frame = page.view("series", &heading);
    let count = page.t.count("count.retex", parts.len());
    let lead = page.t.fill("series-of", &[("count", &count)]);
    frame.description = format!("{heading} – {lead}");
    pages::name(page, &mut frame, number);
    let list = page.list(&["retex"]);
    frame.section = page.url(&list);
    frame.breadcrumb.push(page.word_link("retex", &list));
    frame.alternates = page.other_languages(|lang, t| {
        let list = shared::list(lang, t, &["retex", "series"]);
        Some(format!("{list}{id}/{}", pages::tail(number)))
    });
    let part = |it: &Id| {
        let at = ids.iter().position(|other| other == it).unwrap_or(0) + 1;
        let why = page.t.fill("part-n", &[("n", &at.to_string())]);
        Proposal { card: page.shared_card(*it), why }
    };
    let here = pages::first(page, number);
    let view = SeriesView {
        lead,
        parts: pages::part(page, &ids, number).iter().map(part).collect(),
        pagination: pages::pagination(page, here, number, ids.len()),
    };
    page.html("series.html", &frame, "series", &view, &Html::new())
}
