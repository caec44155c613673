//! What lives in a portal or a community.

use serde::Serialize;

use super::{DateView, Link};

/// `vitality` in `vitality.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VitalityView {
    /// Where the figures come from, and up to which day.
    pub lead: String,
    /// The last sign of life; none where there is no sign at all.
    pub last: Option<LastSign>,
    /// What the figures say, a sentence each.
    pub facts: Vec<String>,
    /// Bars by quarter, each with its table.
    pub charts: Vec<Chart>,
    /// The communities of the portal, on its own page.
    pub communities: Vec<CommunityLife>,
    /// Who worked together, those with the most in common first.
    pub together: Vec<Pair>,
    /// The same for programs and spreadsheets.
    pub forms: Vec<Link>,
}

/// The last sign of life.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LastSign {
    /// `Dernier signe de vie il y a 12 jours`.
    pub text: String,
    /// When.
    pub date: DateView,
    /// The entry.
    pub link: Link,
}

/// Bars by quarter, and the same as a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Chart {
    /// Unique on the page.
    pub id: String,
    /// What is counted.
    pub title: String,
    /// What the bars show, for who does not see them.
    pub desc: String,
    /// A bar for each quarter.
    pub bars: Vec<Bar>,
    /// What the parts of bars are, where they have two.
    pub legend: Vec<String>,
    /// What the columns of the table count, one or two things.
    pub columns: Vec<String>,
    /// A row for each quarter, the newest first.
    pub rows: Vec<ChartRow>,
}

/// What was counted in a quarter.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChartRow {
    /// `T4 2026`.
    pub quarter: String,
    /// Whether it is not over.
    pub running: bool,
    /// One or two numbers.
    pub values: Vec<usize>,
}

/// A bar. Measures are shares of the drawing: `12.5%`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Bar {
    /// `T1`.
    pub label: String,
    /// `2026` below the first quarter of a year; else empty.
    pub year: String,
    /// What stands above it; 0 for nothing.
    pub total: usize,
    /// Its left edge.
    pub x: String,
    /// Its middle.
    pub middle: String,
    /// Its width.
    pub width: String,
    /// Its upper edge.
    pub top: String,
    /// What it is made of, from below.
    pub parts: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BarPart {
    /// `a` for the first thing that is counted, `b` for the second.
    pub class: &'static str,
    /// Its upper edge.
    pub y: String,
    /// Its height.
    pub height: String,
}

/// The last quarters as small bars.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Spark {
    /// Whose they are.
    pub title: String,
    /// The figures in words.
    pub desc: String,
    /// A bar for each quarter.
    pub bars: Vec<Bar>,
}

/// A community in the table of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct CommunityLife {
    /// Its own page of figures.
    pub link: Link,
    /// How it is doing, when it is not simply active.
    pub status: String,
    /// Its last quarters.
    pub spark: Spark,
    /// Retex of the last four quarters.
    pub retex: usize,
    /// Who wrote them.
    pub authors: usize,
    /// The last sign of life.
    pub last: Option<DateView>,
}

/// Two communities, or another one, and what is common.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pair {
    /// One or two communities.
    pub links: Vec<Link>,
    /// `3 publications en commun`.
    pub text: String,
    /// The last time.
    pub last: Option<DateView>,
}
