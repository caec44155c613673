//! What `parvis check` says beside findings: what is held back, and what changes on days to come.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::terminal::count;
use crate::{
    diag::{Diagnostic, write},
    portal::{Held, HeldBack, Portal},
    sink::Plain,
    snapshot::{Shows, Turn},
};

/// What changes up to a day.
#[derive(Debug)]
pub(super) struct Ahead {
    pub(super) until: Date,
    pub(super) turns: Vec<Turn>,
}

impl Ahead {
    /// All that is said from some day on.
    pub(super) fn begins(&self) -> impl Iterator<Item = &Diagnostic> {
        self.turns.iter().flat_map(|it| &it.begins)
    }

    /// For people: each day, and what changes on it below.
    pub(super) fn human(&self) -> String {
        let day = |turn: &Turn| {
            let lines = lines(turn).into_iter();
            let lines: Vec<String> =
                lines.map(|(verb, what)| format!("  {verb:<11} {what}")).collect();
            format!("{}\n{}\n\n", turn.day, lines.join("\n"))
        };
        self.turns.iter().map(day).collect()
    }

    /// A line for each change, which begins with its day.
    pub(super) fn short(&self) -> String {
        let all = self.turns.iter().flat_map(|turn| {
            let day = turn.day;
            lines(turn)
                .into_iter()
                .map(move |(verb, what)| format!("{day}: {verb}: {what}\n"))
        });
        all.collect()
    }

    /// `2 days with changes until 2027-12-31`.
    pub(super) fn summary(&self) -> String {
        match self.turns.len() {
            0 => format!("nothing changes by itself until {}", self.until),
            n => format!("changes on {} until {}", count(n, "day"), self.until),
        }
    }

    /// Adds what programs are told.
    pub(super) fn add_to(&self, report: &mut Value) {
        let Some(report) = report.as_object_mut() else { return };
        report.insert("until".to_owned(), self.until.to_string().into());
        report.insert("days".to_owned(), self.turns.iter().map(day).collect());
    }
}

fn lines(turn: &Turn) -> Vec<(&'static str, String)> {
    let Turn { day: _, appears, disappears, begins, ends } = turn;
    let shows = |it: &Shows| Plain::line(&format!("{}: {}", it.path, it.title)).to_string();
    let appears = appears.iter().map(|it| ("appears", shows(it)));
    let disappears = disappears.iter().map(|it| ("disappears", shows(it)));
    let begins = begins.iter().map(|it| ("begins", write::short(it)));
    let ends = ends.iter().map(|it| ("ends", write::short(it)));
    appears.chain(disappears).chain(begins).chain(ends).collect()
}

fn day(turn: &Turn) -> Value {
    let Turn { day, appears, disappears, begins, ends } = turn;
    let shows = |all: &[Shows]| -> Vec<Value> {
        all.iter().map(|it| json!({ "path": it.path, "title": it.title })).collect()
    };
    let said =
        |all: &[Diagnostic]| -> Vec<Value> { all.iter().map(write::to_json).collect() };
    json!({
        "day": day.to_string(),
        "appears": shows(appears),
        "disappears": shows(disappears),
        "begins": said(begins),
        "ends": said(ends),
    })
}

/// What is held back, for programs.
pub(super) fn not_published(portal: &Portal) -> Value {
    let one = |it: HeldBack<'_>| {
        let (reason, day) = match it.why {
            Held::Draft => ("draft", None),
            Held::Future(day) => ("later", Some(day)),
            Held::Expired(day) => ("expired", Some(day)),
        };
        let day = day.map(|it| it.to_string());
        json!({ "path": it.path, "title": it.title, "reason": reason, "day": day })
    };
    portal.held_back().map(one).collect()
}
