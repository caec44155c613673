//! Pages and lists of practices, initiatives and series.

use serde::Serialize;

use crate::sink::Href;

use super::{
    DateView, Filter, Heading, Link, Pagination, PersonCard, Picture, Proposal, SharedCard,
};

/// `practice` in `practice.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PracticeView {
    /// Summary.
    pub lead: String,
    /// `proposed`, `tried`, `adopted`, `retired`.
    pub status: String,
    /// The state in words.
    pub status_text: String,
    /// For whom it is.
    pub audience: String,
    /// Whom to ask.
    pub owners: Vec<PersonCard>,
    /// Communities that work this way.
    pub applied_by: Vec<Link>,
    /// Communities that are trying it.
    pub tried_by: Vec<Link>,
    /// The table of practices and communities; none when no community is named anywhere.
    pub matrix: Option<Link>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Picture.
    pub cover: Option<Picture>,
    /// List of contents.
    pub contents: Vec<Heading>,
    /// Retex that speak for it.
    pub supported_by: Vec<SharedCard>,
    /// Retex that speak against it.
    pub contested_by: Vec<SharedCard>,
    /// Initiatives that work on it.
    pub initiatives: Vec<SharedCard>,
    /// Entries about the same subject.
    pub related: Vec<SharedCard>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
}

/// What comes out of an initiative.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Deliverable {
    /// What it is.
    pub title: String,
    /// Where it is; empty for nowhere yet.
    pub url: Href,
    /// Whether it is there.
    pub done: bool,
}

/// `initiative` in `initiative.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct InitiativeView {
    /// Summary.
    pub lead: String,
    /// `proposed`, `chosen`, `running`, `done`, `dropped`.
    pub status: String,
    /// The state in words.
    pub status_text: String,
    /// The day it begins.
    pub start: Option<DateView>,
    /// The day it ends.
    pub end: Option<DateView>,
    /// Whether it should be over by now, and is not.
    pub overdue: bool,
    /// For whom it is.
    pub audience: String,
    /// Who leads it.
    pub owners: Vec<PersonCard>,
    /// Topics.
    pub topics: Vec<Link>,
    /// Picture.
    pub cover: Option<Picture>,
    /// List of contents.
    pub contents: Vec<Heading>,
    /// What comes out of it.
    pub deliverables: Vec<Deliverable>,
    /// `2 sur 3`: how many of these are there; empty when there are none.
    pub delivered: String,
    /// Meetings to come, the next first.
    pub upcoming: Vec<SharedCard>,
    /// Meetings that are over, the last first.
    pub past: Vec<SharedCard>,
    /// Practices that it works on.
    pub practices: Vec<SharedCard>,
    /// Entries about the same subject.
    pub related: Vec<SharedCard>,
    /// Who refers or links to it.
    pub backlinks: Vec<Link>,
}

/// Practices or initiatives in one state.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StateGroup {
    /// The state in words; empty where the page's heading says it.
    pub title: String,
    /// Id of the heading.
    pub id: String,
    /// Entries.
    pub cards: Vec<SharedCard>,
}

/// `works` in `works.html`: practices or initiatives.
#[derive(Debug, Clone, Default, Serialize)]
pub struct WorksView {
    /// What such entries are.
    pub lead: String,
    /// `24 pratiques`.
    pub count: String,
    /// States.
    pub filters: Vec<Filter>,
    /// The table of practices and communities; none when no community is named anywhere.
    pub matrix: Option<Link>,
    /// Entries of this page, by state.
    pub groups: Vec<StateGroup>,
    /// Pages of the list; none when there is only one.
    pub pagination: Option<Pagination>,
}

/// What a practice is to a community.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixCell {
    /// `applied`, `tried`, `owned`; empty for nothing.
    pub kind: String,
    /// The same in words.
    pub text: String,
}

/// A practice in the table of practices and communities.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixRow {
    /// The practice.
    pub practice: Link,
    /// Its state in words.
    pub state: String,
    /// A cell for each community of the table.
    pub cells: Vec<MatrixCell>,
}

/// A table of practices and communities: one page may have several, so that none is too wide.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixTable {
    /// What it shows, in words.
    pub caption: String,
    /// Communities, by their short names.
    pub communities: Vec<Link>,
    /// Practices.
    pub rows: Vec<MatrixRow>,
}

/// `matrix` in `matrix.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixView {
    /// Tables.
    pub tables: Vec<MatrixTable>,
    /// Pages of practices; none when there is only one.
    pub pagination: Option<Pagination>,
}

/// `series` in `series.html`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SeriesView {
    /// `Une série de 3 retex.`
    pub lead: String,
    /// Parts of this page, in order, each with its number in words.
    pub parts: Vec<Proposal>,
    /// Pages of the list; none when there is only one.
    pub pagination: Option<Pagination>,
}
