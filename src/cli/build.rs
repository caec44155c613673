//! `parvis build`: renders everything and publishes it, whole or not at all.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use blake3::Hash;

use super::{
    args,
    load::{Files, Steps, code_of, open, with_guard},
    signals::Signals,
    terminal::{self, Terminal, count, size},
};
use crate::{
    build::{
        self, BuildError, Cache, Record, Summary, Watch, Weight,
        staging::{Guard, Staging},
    },
    content::{Kind, markdown::Memo},
    diag::Diagnostic,
    portal::HeldCounts,
    snapshot::Snapshot,
};

pub(super) fn build(args: &args::Build) -> u8 {
    let terminal = Terminal::new(args.quiet);
    let start = Instant::now();
    let files = match open(&args.content, args.output.as_deref()) {
        Ok(files) => files,
        Err(code) => return code,
    };
    let job = Job::new(&files, args);
    let today = files.today();
    // From here on there is a lock to remove, also when only looking at the last output.
    let watch = Watch::default();
    let signals = Signals::watch(&watch.stop);
    let before = job.done_before(&files);
    if watch.stop.load(Ordering::Relaxed) {
        return interrupted(&signals);
    }
    let done = match before {
        Some(done) => Done { steps: files.steps, ..done },
        None => match run(&job, files, args, &terminal, (&watch, &signals)) {
            Ok(done) => done,
            Err(code) => return code,
        },
    };
    let day = today.map(|it| format!(", for {it}")).unwrap_or_default();
    say(&terminal, &done, &job.output, start.elapsed(), &day);
    if args.timings {
        let last = [
            ("render", done.summary.render),
            ("publish", done.summary.publish),
            ("total", start.elapsed()),
        ];
        terminal::timings(&done.steps.into_iter().chain(last).collect::<Vec<_>>());
    }
    0
}

/// Where a build reads, writes and remembers.
struct Job {
    root: PathBuf,
    output: PathBuf,
    chosen: bool,
    strict: bool,
    cache: Option<Cache>,
    inputs: Option<Hash>,
    last: Option<Record>,
}

/// What a build has to say.
struct Done {
    steps: Steps,
    entries: usize,
    warnings: usize,
    held: HeldCounts,
    summary: Summary,
}

impl Job {
    fn new(files: &Files, args: &args::Build) -> Self {
        let cache = (!args.no_cache).then(|| Cache::of(&files.root));
        let inputs = cache.as_ref().and_then(|_| files.fingerprint());
        let last =
            cache.as_ref().and_then(Cache::last).filter(|it| Some(it.inputs) == inputs);
        let (root, output) = (files.root.clone(), files.output.clone());
        let (chosen, strict) = (files.chosen, args.content.strict);
        Self { root, output, chosen, strict, cache, inputs, last }
    }

    /// The last build, when nothing has changed since and there is nothing to say: neither of
    /// the texts then, nor of the files now.
    fn done_before(&self, files: &Files) -> Option<Done> {
        let last = self.last.filter(|it| it.warnings == 0 && files.is_silent())?;
        let summary = summary_of(&last, &mut self.staging().ok()?)?;
        let steps = files.steps.clone();
        Some(Done { steps, entries: last.entries, warnings: 0, held: last.held, summary })
    }

    fn staging(&self) -> Result<Staging, BuildError> {
        let open = |guard: &Guard<'_>| Staging::open(&self.output, guard);
        Ok(with_guard(&self.root, self.chosen, open)?)
    }

    /// Renders and publishes, unless something of what would be published stands against it; gives
    /// what is to be said, too.
    fn publish(
        &self,
        snapshot: &Snapshot,
        watch: &Watch,
        terminal: &Terminal,
    ) -> Result<(Summary, Vec<Diagnostic>), BuildError> {
        let look = |weight: Weight| {
            let site = snapshot.site.as_ref();
            let found: Vec<_> =
                site.and_then(|it| weight.check(&it.settings)).into_iter().collect();
            match code_of(&found, self.strict) {
                0 => Ok(found),
                _ => Err(BuildError::Diagnostics(found)),
            }
        };
        let mut staging = self.staging()?;
        if let Some(summary) = self.last.and_then(|it| summary_of(&it, &mut staging)) {
            return Ok((summary, look(staging.old_weight())?));
        }
        if self.cache.is_none() {
            // Whoever wants nothing believed wants that of the old output, too.
            staging.verify();
        }
        let total = snapshot.site.as_ref().map_or(0, |it| it.routes.iter().count());
        let pictures = self.cache.as_ref().map(Cache::pictures).unwrap_or_default();
        let rendered = terminal.progress(&watch.done, total, || {
            build::build(snapshot, staging, &pictures, watch)
        })?;
        let found = look(rendered.weight())?;
        let summary = rendered.publish()?;
        log::debug!("{} pictures were made", pictures.made());
        if let Err(error) = pictures.tidy() {
            log::debug!("the cache could not be tidied: {error}");
        }
        Ok((summary, found))
    }

    /// Keeps what the next build can use; a build that stands does not fail for that.
    fn remember(&self, done: &Done, colored: &Memo) {
        let Some(cache) = &self.cache else { return };
        let noted = match self.inputs {
            Some(inputs) => cache.note(&Record {
                inputs,
                output: done.summary.published.manifest,
                entries: done.entries,
                pages: done.summary.pages,
                warnings: done.warnings,
                held: done.held,
            }),
            None => Ok(()),
        };
        if let Err(error) = noted.and_then(|()| cache.keep(colored)) {
            log::debug!("the cache could not be written: {error}");
        }
    }
}

/// What a build of the same inputs would end with, if the output is as the last one left it.
fn summary_of(last: &Record, staging: &mut Staging) -> Option<Summary> {
    let published = staging.untouched().filter(|it| it.manifest == last.output)?;
    let (render, publish) = (Duration::ZERO, Duration::ZERO);
    Some(Summary { pages: last.pages, render, publish, published })
}

/// Renders and publishes; or says why not, and gives the code to end with.
fn run(
    job: &Job,
    files: Files,
    args: &args::Build,
    terminal: &Terminal,
    (watch, signals): (&Watch, &Signals),
) -> Result<Done, u8> {
    let colored = Arc::new(job.cache.as_ref().map(Cache::memo).unwrap_or_default());
    let loaded = files.load(Arc::clone(&colored));
    if watch.stop.load(Ordering::Relaxed) {
        return Err(interrupted(signals));
    }
    let found = &loaded.snapshot.diagnostics;
    terminal.diagnostics(found, args.content.strict);
    let code = code_of(found, args.content.strict);
    if code != 0 {
        terminal::failed(found);
        return Err(code);
    }
    let built = job.publish(&loaded.snapshot, watch, terminal).map_err(|error| {
        let code = failed(terminal, error, args.content.strict);
        code.unwrap_or_else(|| interrupted(signals))
    });
    let (summary, heavy) = built?;
    terminal.diagnostics(&heavy, false);
    let entries = loaded.snapshot.site.as_ref().map_or(0, |site| {
        Kind::ALL.into_iter().map(|it| site.portal.of_kind(it).len()).sum()
    });
    let portal = loaded.snapshot.site.as_ref().map(|it| &it.portal);
    let held = portal.map(|it| HeldCounts::of(it)).unwrap_or_default();
    let (steps, warnings) = (loaded.steps, found.len() + heavy.len());
    let done = Done { steps, entries, warnings, held, summary };
    job.remember(&done, &colored);
    // The process ends: to take a large portal apart would only cost its user time.
    std::mem::forget((loaded.snapshot, loaded.workspace, colored));
    Ok(done)
}

fn interrupted(signals: &Signals) -> u8 {
    terminal::error("interrupted: nothing was published", None);
    signals.code()
}

/// Says why nothing was published, and gives the code; nothing for an interruption, which is
/// [`interrupted`]'s to say.
fn failed(terminal: &Terminal, error: BuildError, strict: bool) -> Option<u8> {
    match error {
        BuildError::Diagnostics(found) => {
            terminal.diagnostics(&found, strict);
            terminal::failed(&found);
            Some(code_of(&found, strict))
        }
        BuildError::Publish(error) => {
            terminal::error(&error.to_string(), error.help().as_deref());
            Some(error.exit_code())
        }
        BuildError::Interrupted => None,
    }
}

/// One line: what was read, what was made of it, and how long that took.
/// Drafts, dated entries and events depend on the day: it is said.
fn say(terminal: &Terminal, done: &Done, output: &Path, time: Duration, day: &str) {
    let Summary { pages, published, .. } = &done.summary;
    let what = if published.unchanged {
        "nothing changed".to_owned()
    } else {
        format!(
            "{} changed, {} removed",
            count(published.changed, "file"),
            published.removed
        )
    };
    terminal.done(&format!(
        "{} entries{}, {pages} pages, {} and {} in `{}`: {what} ({:.2} s, {}{day})",
        done.entries,
        terminal::not_published(&done.held),
        count(published.files, "file"),
        size(published.bytes),
        output.display(),
        time.as_secs_f64(),
        count(done.warnings, "warning"),
    ));
    if let Some(left) = &published.left {
        terminal.done(&format!("the old output is left in `{}`", left.display()));
    }
}
