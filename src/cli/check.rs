//! `parvis check`: every finding, also those of rendering; nothing is published.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jiff::civil::Date;
use rayon::prelude::*;

use super::{
    ahead::{Ahead, not_published},
    args::{Content, Form},
    load::{Loaded, code_of, open},
    terminal::{self, Terminal},
};
use crate::{
    build::{Cache, Weight},
    diag::{self, Diagnostic, write},
    portal::HeldCounts,
    render::render_safely,
    snapshot::Site,
};

pub(super) fn check(content: &Content, form: Form, until: Option<Date>) -> u8 {
    run(content, form, until).unwrap_or_else(|code| code)
}

fn run(content: &Content, form: Form, until: Option<Date>) -> Result<u8, u8> {
    let terminal = Terminal::new(false);
    let files = open(content, None)?;
    if let (Some(until), Some(today)) = (until, files.today()) {
        later(until, today)?;
    }
    let colored = Cache::of(&files.root).memo();
    let mut loaded = files.load(Arc::new(colored));
    let mut found = loaded.snapshot.diagnostics.clone();
    if let Some(site) = &loaded.snapshot.site {
        let addresses: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
        let done = AtomicUsize::new(0);
        let rendered: Rendered = terminal.progress(&done, addresses.len(), || {
            let add = |all: Rendered, it: &&str| one(site, it, &done, all);
            let merge = |a: Rendered, b: Rendered| ([a.0, b.0].concat(), a.1.merge(b.1));
            addresses
                .par_iter()
                .fold(Rendered::default, add)
                .reduce(Rendered::default, merge)
        });
        found.extend(rendered.0);
        found.extend(rendered.1.check(&site.settings));
        found = diag::fold(found);
    }
    let ahead = until
        .and_then(|until| Some(Ahead { until, turns: loaded.workspace.ahead(until)? }));
    if !said(&loaded, &found, ahead.as_ref(), form) {
        return Err(3);
    }
    let now = code_of(&found, content.strict);
    let later = ahead.iter().flat_map(Ahead::begins).cloned().collect::<Vec<_>>();
    Ok(now.max(code_of(&later, content.strict)))
}

fn later(until: Date, today: Date) -> Result<(), u8> {
    if until > today {
        return Ok(());
    }
    let message = format!("`--until {until}` is not after {today}, the day of this check");
    Err(terminal::usage(&message, Some("name a later day")))
}

/// What rendering found, and how heavy its results are.
type Rendered = (Vec<Diagnostic>, Weight);

fn one(site: &Site, address: &str, done: &AtomicUsize, mut all: Rendered) -> Rendered {
    match render_safely(site, address) {
        Ok(output) => all.1.add(site, address, &output),
        Err(found) => all.0.extend(found),
    }
    done.fetch_add(1, Ordering::Relaxed);
    all
}

/// Says everything; false when it could not be written.
fn said(loaded: &Loaded, found: &[Diagnostic], ahead: Option<&Ahead>, form: Form) -> bool {
    let portal = loaded.snapshot.site.as_ref().map(|it| &it.portal);
    match form {
        Form::Human => {
            let all = ahead.map(Ahead::human).unwrap_or_default();
            let written = terminal::findings(found, form) && terminal::exact(&all);
            let held = portal.map(|it| HeldCounts::of(it)).unwrap_or_default();
            let texts = terminal::count(held.all(), "text");
            let back = match held.all() {
                0 => String::new(),
                _ => format!("; {texts} not published ({held})"),
            };
            terminal::say(&format!("{}{back}", terminal::counts(found)));
            if let Some(ahead) = ahead {
                terminal::say(&ahead.summary());
            }
            written
        }
        Form::Short => {
            let all = ahead.map(Ahead::short).unwrap_or_default();
            terminal::findings(found, form) && terminal::exact(&all)
        }
        Form::Json => {
            let mut report = write::json_report(found);
            if let (Some(portal), Some(report)) = (portal, report.as_object_mut()) {
                report.insert("not_published".to_owned(), not_published(portal));
            }
            if let Some(ahead) = ahead {
                ahead.add_to(&mut report);
            }
            terminal::exact(&(write::json_line(&report) + "\n"))
        }
    }
}
