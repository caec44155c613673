//! `parvis build`: renders everything and publishes it, whole or not at all.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::{
    BUG, args, environment,
    load::{Loaded, code_of, load},
    signals::Signals,
    terminal::{self, Terminal, count, size},
};
use crate::{
    build::{
        self, BuildError, Summary, Watch,
        staging::{Guard, Staging},
    },
    content::Kind,
};

/// Folders that a build reads from, and that its output must not replace.
const CONTENT: [&str; 8] =
    ["communities", "events", "talks", "pages", "people", "static", "themes", "i18n"];

pub(super) fn build(args: &args::Build) -> u8 {
    let terminal = Terminal::new(args.quiet);
    let start = Instant::now();
    let loaded = match load(&args.content, args.output.as_deref()) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let found = &loaded.snapshot.diagnostics;
    terminal.diagnostics(found, args.content.strict);
    let code = code_of(found, args.content.strict);
    if code != 0 {
        terminal::failed(found);
        return code;
    }
    let watch = Watch::default();
    let signals = Signals::watch(&watch.stop);
    match publish(&loaded, &watch, &terminal) {
        Ok(summary) => {
            say(&terminal, &loaded, &summary, start.elapsed());
            if args.timings {
                terminal::timings(&steps(&loaded, &summary, start.elapsed()));
            }
            0
        }
        Err(BuildError::Diagnostics(found)) => {
            terminal.diagnostics(&found, args.content.strict);
            terminal::failed(&found);
            if found.iter().any(|it| it.code == "bug") { BUG } else { 2 }
        }
        Err(BuildError::Publish(error)) => {
            terminal::error(&error.to_string(), error.help().as_deref());
            error.exit_code()
        }
        Err(BuildError::Interrupted) => {
            terminal::error("interrupted: nothing was published", None);
            signals.code()
        }
    }
}

fn publish(
    loaded: &Loaded,
    watch: &Watch,
    terminal: &Terminal,
) -> Result<Summary, BuildError> {
    let content: Vec<PathBuf> = CONTENT.iter().map(|it| loaded.root.join(it)).collect();
    let (home, cwd) = (environment::home(), environment::cwd());
    let guard = Guard {
        root: &loaded.root,
        content: &content,
        home: home.as_deref(),
        cwd: cwd.as_deref(),
    };
    let staging = Staging::open(&loaded.output, &guard)?;
    let total = loaded.snapshot.site.as_ref().map_or(0, |it| it.routes.iter().count());
    terminal.progress(&watch.done, total, || build::build(&loaded.snapshot, staging, watch))
}

/// One line: what was read, what was made of it, and how long that took.
fn say(terminal: &Terminal, loaded: &Loaded, summary: &Summary, time: Duration) {
    let published = &summary.published;
    let entries = loaded.snapshot.site.as_ref().map_or(0, |site| {
        Kind::ALL.into_iter().map(|it| site.portal.of_kind(it).count()).sum()
    });
    let what = if published.unchanged {
        "nothing changed".to_owned()
    } else {
        format!("{} files changed, {} removed", published.changed, published.removed)
    };
    terminal.done(&format!(
        "{entries} entries, {} pages, {} files and {} in `{}`: {what} ({:.2} s, {})",
        summary.pages,
        published.files,
        size(published.bytes),
        loaded.output.display(),
        time.as_secs_f64(),
        count(loaded.snapshot.diagnostics.len(), "warning"),
    ));
    if let Some(left) = &published.left {
        terminal.done(&format!("the old output is left in `{}`", left.display()));
    }
}

fn steps(
    loaded: &Loaded,
    summary: &Summary,
    total: Duration,
) -> Vec<(&'static str, Duration)> {
    let last = [("render", summary.render), ("publish", summary.publish), ("total", total)];
    loaded.steps.iter().copied().chain(last).collect()
}
