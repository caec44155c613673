//! Bars, drawn by us: all measures are shares of the drawing, so that it fits any width while its
//! letters keep their size.

use super::SHOWN;
use crate::{
    portal::{
        Id,
        vitality::{Figures, Quarter, Vitality},
    },
    render::{
        page::Page,
        view::{Bar, BarPart, Chart, ChartRow, Spark},
    },
};

/// Where bars stand, and how high the highest is; above and below are letters.
const GROUND: f64 = 80.0;
const HEIGHT: f64 = 68.0;

/// Which share of its place a bar takes.
const SHARE: f64 = 0.62;

/// The name of what is counted, and how many there are.
type Counted = (&'static str, fn(&Figures) -> usize);

/// What one chart counts.
struct Kind {
    id: &'static str,
    /// What is drawn, from below.
    parts: &'static [Counted],
    /// What the table says.
    columns: &'static [Counted],
}

const CHARTS: [Kind; 4] = [
    Kind {
        id: "vitality-retex",
        parts: &[("retex", |it| it.retex)],
        columns: &[("retex", |it| it.retex)],
    },
    Kind {
        id: "vitality-authors",
        parts: &[
            ("vitality-known-authors", |it| it.authors.saturating_sub(it.new_authors)),
            ("vitality-new-authors", |it| it.new_authors),
        ],
        columns: &[
            ("vitality-authors-column", |it| it.authors),
            ("vitality-new-authors", |it| it.new_authors),
        ],
    },
    Kind {
        id: "vitality-meetings",
        parts: &[("events", |it| it.events), ("talks", |it| it.talks)],
        columns: &[("events", |it| it.events), ("talks", |it| it.talks)],
    },
    Kind {
        id: "vitality-works",
        parts: &[
            ("vitality-practices", |it| it.practices),
            ("vitality-initiatives", |it| it.initiatives),
        ],
        columns: &[
            ("vitality-practices", |it| it.practices),
            ("vitality-initiatives", |it| it.initiatives),
        ],
    },
];

/// The charts of which there is anything to draw.
pub(super) fn all(page: &Page<'_>, quarters: &[(Quarter, Figures)]) -> Vec<Chart> {
    CHARTS.iter().filter_map(|it| chart(page, it, quarters)).collect()
}

fn chart(page: &Page<'_>, kind: &Kind, quarters: &[(Quarter, Figures)]) -> Option<Chart> {
    let values = |it: &Figures| kind.parts.iter().map(|part| (part.1)(it)).collect();
    let values: Vec<Vec<usize>> = quarters.iter().map(|it| values(&it.1)).collect();
    let totals: Vec<usize> = values.iter().map(|it| it.iter().sum()).collect();
    let most = totals.iter().copied().max().filter(|it| *it > 0)?;
    let at = totals.iter().rposition(|it| *it == most)?;
    let name = |it: Option<&(Quarter, Figures)>| {
        it.map(|it| quarter(page, it.0)).unwrap_or_default()
    };
    let title = page.t.get(kind.id).to_owned();
    let desc = page.t.fill(
        "vitality-desc",
        &[
            ("from", &name(quarters.first())),
            ("to", &name(quarters.last())),
            ("most", &most.to_string()),
            ("at", &name(quarters.get(at))),
        ],
    );
    let now = quarters.last().map(|it| it.0);
    let row = |(at, figures): &(Quarter, Figures)| ChartRow {
        quarter: quarter(page, *at),
        running: Some(*at) == now,
        values: kind.columns.iter().map(|it| (it.1)(figures)).collect(),
    };
    let names: Vec<Quarter> = quarters.iter().map(|it| it.0).collect();
    let legend = kind.parts.iter().map(|it| page.t.get(it.0).to_owned());
    Some(Chart {
        id: kind.id.to_owned(),
        title,
        desc,
        bars: bars(page, &names, &values, (GROUND, HEIGHT)),
        legend: legend.filter(|_| kind.parts.len() > 1).collect(),
        columns: kind.columns.iter().map(|it| page.t.get(it.0).to_owned()).collect(),
        rows: quarters.iter().rev().map(row).collect(),
    })
}

/// The last quarters of a community as small bars.
pub(super) fn spark(page: &Page<'_>, community: Id, life: &Vitality) -> Spark {
    let quarters = life.newest(page.site.today, (SHOWN.1, SHOWN.1));
    let names: Vec<Quarter> = quarters.iter().map(|it| it.0).collect();
    let values: Vec<Vec<usize>> = quarters.iter().map(|it| vec![it.1.signs()]).collect();
    let words: Vec<String> = values.iter().flatten().map(ToString::to_string).collect();
    let name = |it: Option<&Quarter>| it.map(|it| quarter(page, *it)).unwrap_or_default();
    let title = page.t.fill("vitality-spark", &[("name", &page.words.title_of(community))]);
    let (from, to) = (name(names.first()), name(names.last()));
    let values_in_words = words.join(", ");
    let desc = page.t.fill(
        "vitality-spark-desc",
        &[("from", &from), ("to", &to), ("values", &values_in_words)],
    );
    Spark { title, desc, bars: bars(page, &names, &values, (100.0, 100.0)) }
}

/// `T4 2026`.
pub(super) fn quarter(page: &Page<'_>, quarter: Quarter) -> String {
    let (n, year) = (quarter.number().to_string(), quarter.year().to_string());
    page.t.fill("quarter", &[("n", &n), ("year", &year)])
}

fn bars(
    page: &Page<'_>,
    quarters: &[Quarter],
    values: &[Vec<usize>],
    (ground, height): (f64, f64),
) -> Vec<Bar> {
    let most = values.iter().map(|it| it.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let place = 100.0 / number(quarters.len().max(1));
    // Few bars would be as wide as doors.
    let width = (place * SHARE).min(9.0);
    let all = quarters.iter().zip(values).enumerate();
    let bar = |(at, (quarter, values)): (usize, (&Quarter, &Vec<usize>))| {
        let middle = (number(at) + 0.5) * place;
        let mut y = ground;
        let mut parts = Vec::new();
        for (value, class) in values.iter().zip(["a", "b"]) {
            let own = number(*value) / number(most) * height;
            y -= own;
            if *value > 0 {
                parts.push(BarPart { class, y: share(y), height: share(own) });
            }
        }
        Bar {
            label: page.t.fill("quarter.short", &[("n", &quarter.number().to_string())]),
            year: year(at, *quarter, quarters),
            total: values.iter().sum(),
            x: share(middle - width / 2.0),
            middle: share(middle),
            width: share(width),
            top: share(y - 2.5),
            parts,
        }
    };
    all.map(bar).collect()
}

/// The year stands below the first bar of it; at the left edge only where there is room for it.
fn year(at: usize, quarter: Quarter, all: &[Quarter]) -> String {
    let next = all.get(at + 1).is_some_and(|it| it.year() != quarter.year());
    let shown = quarter.number() == 1 || (at == 0 && !next);
    if shown { quarter.year().to_string() } else { String::new() }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a drawing has no more than some hundred dots"
)]
fn number(value: usize) -> f64 {
    value as f64
}

fn share(value: f64) -> String {
    format!("{:.2}%", value.max(0.0))
}
