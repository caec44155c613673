//! The command line: arguments → options → library calls → exit code. The only printer.

mod args;
mod init;
mod terminal;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use clap::{CommandFactory, Parser};

use crate::{
    build::{
        self, BuildError,
        staging::{Guard, Staging},
    },
    diag::{Diagnostic, Severity},
    snapshot::{Options, Snapshot, Workspace},
    source::{Walk, WalkError, walk},
};
use args::{Args, Command, Content};
use terminal::Terminal;

/// Runs a command and says how it ended; see the README for the exit codes.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            return if error.print().is_ok() {
                ExitCode::from(code)
            } else {
                ExitCode::from(3)
            };
        }
    };
    let code = match args.command {
        Command::Build { content, output, timings, quiet } => {
            build(&content, output.as_deref(), timings, quiet)
        }
        Command::Check { content, format } => check(&content, format),
        Command::Init { dir } => init::init(&dir),
        Command::Completions { shell } => {
            clap_complete::generate(
                shell,
                &mut Args::command(),
                "parvis",
                &mut std::io::stdout(),
            );
            0
        }
    };
    ExitCode::from(code)
}

/// A loaded portal, or the code to end with.
struct Loaded {
    root: PathBuf,
    output: PathBuf,
    snapshot: Arc<Snapshot>,
    entries: usize,
}

fn load(
    content: &Content,
    output: Option<&Path>,
    terminal: &Terminal,
) -> Result<Loaded, u8> {
    let root = find_root(&content.dir).ok_or_else(|| {
        terminal.error(
            &format!(
                "there is no `portal.yaml` in `{}` or above it",
                content.dir.display()
            ),
            Some("name the portal's folder, or make one with `parvis init portal`"),
        );
        2
    })?;
    let output = output.map_or_else(|| root.join("public"), Path::to_owned);
    let except: Vec<PathBuf> = output.canonicalize().into_iter().collect();
    let read = walk(&Walk { root: &root, except: &except }).map_err(
        |WalkError { path, source }| {
            terminal.error(&format!("cannot read `{}`: {source}", path.display()), None);
            3
        },
    )?;
    let date =
        content.date.map_or_else(source_date, |it| Some(Ok(it))).transpose().map_err(
            |it| {
                terminal.error(&it, None);
                2
            },
        )?;
    let options = Options {
        base_url: content.base_url.clone(),
        drafts: content.drafts,
        future: content.future,
        date,
        now: jiff::Timestamp::now(),
        memo: Arc::default(),
    };
    let entries = read.value.len();
    let snapshot = Workspace::new(options).apply(read.value, read.diagnostics);
    Ok(Loaded { root, output, snapshot, entries })
}

/// The day of `SOURCE_DATE_EPOCH`, for reproducible builds.
#[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
fn source_date() -> Option<Result<jiff::civil::Date, String>> {
    let text = std::env::var("SOURCE_DATE_EPOCH").ok()?;
    let parsed =
        text.parse::<i64>().ok().and_then(|it| jiff::Timestamp::from_second(it).ok());
    Some(
        parsed.map(|it| it.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()).ok_or_else(
            || format!("SOURCE_DATE_EPOCH is `{text}`, not a number of seconds"),
        ),
    )
}

fn find_root(dir: &Path) -> Option<PathBuf> {
    let start = dir.canonicalize().ok()?;
    start.ancestors().find(|it| it.join("portal.yaml").is_file()).map(Path::to_owned)
}

/// 2 for what the maintainer must mend, 1 for what an author must.
fn code_of(diagnostics: &[Diagnostic], strict: bool) -> u8 {
    let bad = |it: &&Diagnostic| it.severity == Severity::Error || strict;
    let settings = |it: &Diagnostic| {
        it.code == "template"
            || it.code == "missing-settings"
            || it.span.as_ref().is_some_and(|it| it.source().path() == "portal.yaml")
    };
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(bad).collect();
    match errors.as_slice() {
        [] => 0,
        some if some.iter().any(|it| settings(it)) => 2,
        _ => 1,
    }
}

fn build(content: &Content, output: Option<&Path>, timings: bool, quiet: bool) -> u8 {
    let terminal = Terminal::new(quiet);
    let start = Instant::now();
    let loaded = match load(content, output, &terminal) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let load_time = start.elapsed();
    let snapshot = &loaded.snapshot;
    terminal.diagnostics(&snapshot.diagnostics, args::Form::Human);
    let code = code_of(&snapshot.diagnostics, content.strict);
    if code != 0 || snapshot.site.is_none() {
        terminal.failed(&snapshot.diagnostics);
        return code.max(1);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    if let Err(error) = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed)) {
        log::debug!("no signal handler: {error}");
    }
    let folders: Vec<PathBuf> =
        ["communities", "events", "talks", "pages", "people", "static", "themes", "i18n"]
            .iter()
            .map(|it| loaded.root.join(it))
            .collect();
    let (home, cwd) = places();
    let guard = Guard {
        root: &loaded.root,
        content: &folders,
        home: home.as_deref(),
        cwd: cwd.as_deref(),
    };
    let done = Staging::open(&loaded.output, &guard)
        .map_err(BuildError::from)
        .and_then(|it| build::build(snapshot, it, &stop));
    match done {
        Ok(summary) => {
            terminal.summary(&summary, loaded.entries, start.elapsed(), &loaded.output);
            if timings {
                terminal.timings(&[
                    ("load", load_time),
                    ("render and publish", start.elapsed().saturating_sub(load_time)),
                ]);
            }
            0
        }
        Err(BuildError::Diagnostics(found)) => {
            terminal.diagnostics(&found, args::Form::Human);
            terminal.failed(&found);
            if found.iter().any(|it| it.code == "bug") { 70 } else { 2 }
        }
        Err(BuildError::Publish(error)) => {
            terminal.error(&error.to_string(), error.help().as_deref());
            error.exit_code()
        }
        Err(BuildError::Interrupted) => 130,
    }
}

#[expect(clippy::disallowed_methods, reason = "the environment is read here, once")]
fn places() -> (Option<PathBuf>, Option<PathBuf>) {
    (std::env::var("HOME").ok().map(PathBuf::from), std::env::current_dir().ok())
}

fn check(content: &Content, format: args::Form) -> u8 {
    let terminal = Terminal::new(false);
    let loaded = match load(content, None, &terminal) {
        Ok(loaded) => loaded,
        Err(code) => return code,
    };
    let mut found = loaded.snapshot.diagnostics.clone();
    if let Some(site) = &loaded.snapshot.site {
        use rayon::prelude::*;
        let addresses: Vec<&str> = site.routes.iter().map(|it| it.0).collect();
        let rendered: Vec<Diagnostic> = addresses
            .par_iter()
            .filter_map(|it| crate::render::render(site, it).err())
            .flatten()
            .collect();
        found.extend(rendered);
        crate::diag::sort(&mut found);
    }
    if !terminal.report(&found, format) {
        return 3;
    }
    code_of(&found, content.strict)
}
