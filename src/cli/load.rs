//! From a folder on the command line to a snapshot of its portal.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use blake3::{Hash, Hasher};
use jiff::civil::Date;

use super::{
    BUG,
    args::{Content, Shown},
    environment, terminal,
};
use crate::{
    build::staging::{Guard, Staging},
    config::{self, Settings},
    content::markdown::Memo,
    diag::{Checked, Diagnostic, Severity},
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents, FOLDERS, Walk, fingerprint, walk},
};

/// How long each step took.
pub(super) type Steps = Vec<(&'static str, Duration)>;

/// A portal's files, and what was asked for.
pub(super) struct Files {
    pub(super) root: PathBuf,
    pub(super) output: PathBuf,
    /// Whether the user named the output.
    pub(super) chosen: bool,
    pub(super) steps: Steps,
    read: Checked<Vec<Change>>,
    options: Options,
}

/// A loaded portal.
pub(super) struct Loaded {
    pub(super) snapshot: Arc<Snapshot>,
    /// What made it, and can make it for another day.
    pub(super) workspace: Workspace,
    pub(super) steps: Steps,
}

/// Reads a portal's files; or says why it cannot, and gives the code to end with.
pub(super) fn open(content: &Content, output: Option<&Path>) -> Result<Files, u8> {
    let start = Instant::now();
    let root = find_root(&content.shown.dir)?;
    // Before anything is read: an output inside content would hide that content.
    if let Some(output) = output {
        refuse(&root, output)?;
    }
    let chosen = output.is_some();
    let output = output.map_or_else(|| root.join("public"), Path::to_owned);
    let read = read(&root, &output)?;
    let options = options(&content.shown)?;
    let steps = vec![("read", start.elapsed())];
    Ok(Files { root, output, chosen, steps, read, options })
}

/// What was asked to be shown.
pub(super) fn options(shown: &Shown) -> Result<Options, u8> {
    Ok(Options {
        base_url: shown.base_url.clone(),
        drafts: shown.drafts,
        future: shown.future,
        date: environment::date(shown.date).map_err(|it| terminal::usage(&it, None))?,
        now: jiff::Timestamp::now(),
        ..Options::default()
    })
}

impl Files {
    /// Makes the portal of the files.
    pub(super) fn load(self, colored: Arc<Memo>) -> Loaded {
        let mut workspace = Workspace::new(Options { colored, ..self.options });
        let snapshot = workspace.apply(self.read.value, self.read.diagnostics);
        let mut steps = self.steps;
        steps.extend(workspace.steps());
        Loaded { snapshot, workspace, steps }
    }

    /// Whether reading the files found nothing to say; what it passed over is in no fingerprint.
    pub(super) fn is_silent(&self) -> bool {
        self.read.diagnostics.is_empty()
    }

    /// A number for everything that pages depend on: program, options, day and files. Nothing
    /// when one of them cannot be told.
    pub(super) fn fingerprint(&self) -> Option<Hash> {
        let Options {
            base_url,
            drafts,
            future,
            date: _,
            now: _,
            colored: _,
            hold: _,
            bodies: _,
        } = &self.options;
        let today = self.today()?;
        let mut hasher = Hasher::new();
        hasher.update(environment::program()?.as_bytes());
        hasher.update(format!("{base_url:?} {drafts} {future} {today}").as_bytes());
        hasher.update(fingerprint(&self.read.value).ok()?.as_bytes());
        Some(hasher.finalize())
    }

    /// The day for which the portal is made; nothing without readable settings.
    pub(super) fn today(&self) -> Option<Date> {
        let Options { date, now, .. } = &self.options;
        date.or_else(|| Some(now.to_zoned_datetime(self.settings()?.timezone).date()))
    }

    fn settings(&self) -> Option<Settings> {
        let change = self.read.value.iter().find(|it| &*it.path == "portal.yaml")?;
        let Contents::Text(text) = &change.contents else { return None };
        config::parse(&change.path, text, self.options.base_url.as_deref()).value
    }
}

fn refuse(root: &Path, output: &Path) -> Result<(), u8> {
    with_guard(root, true, |guard| Staging::check(output, guard)).map_err(|error| {
        terminal::error(&error.to_string(), error.help().as_deref());
        error.exit_code()
    })
}

/// Runs something with the folders that an output must not replace.
pub(super) fn with_guard<T>(
    root: &Path,
    chosen: bool,
    run: impl FnOnce(&Guard<'_>) -> T,
) -> T {
    let content: Vec<PathBuf> = FOLDERS.iter().map(|it| root.join(it)).collect();
    let (home, cwd) = (environment::home(), environment::cwd());
    let (home, cwd) = (home.as_deref(), cwd.as_deref());
    run(&Guard { root, content: &content, chosen, home, cwd })
}

/// The folder with `portal.yaml`: this one, or one above it.
pub(super) fn find_root(dir: &Path) -> Result<PathBuf, u8> {
    let start = dir.canonicalize().map_err(|error| {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("there is no folder `{}`", dir.display())
            }
            _ => format!("cannot open `{}`: {error}", dir.display()),
        };
        terminal::usage(&message, Some("name the portal's folder"))
    })?;
    let root = start.ancestors().find(|it| it.join("portal.yaml").is_file());
    root.map(Path::to_owned).ok_or_else(|| {
        terminal::usage(
            &format!("there is no `portal.yaml` in `{}` or above it", dir.display()),
            Some("name the portal's folder, or make one with `parvis init portal`"),
        )
    })
}

/// All files of a portal but those of its output.
pub(super) fn read(root: &Path, output: &Path) -> Result<Checked<Vec<Change>>, u8> {
    let except: Vec<PathBuf> = output.canonicalize().into_iter().collect();
    walk(&Walk { root, except: &except }).map_err(|error| {
        terminal::error(&error.to_string(), None);
        3
    })
}

/// 0 when nothing stands against publishing; 2 for what the maintainer must mend, 1 for what
/// an author must.
pub(super) fn code_of(found: &[Diagnostic], strict: bool) -> u8 {
    let settings = |it: &Diagnostic| {
        // What names no file is about an option, such as `--base-url`.
        let Some(span) = &it.span else { return true };
        let path = span.source().path();
        it.code == "template"
            || path == "portal.yaml"
            || path.starts_with("themes/")
            || path.starts_with("i18n/")
    };
    let bad = |it: &&Diagnostic| it.severity == Severity::Error || strict;
    let code = |it: &Diagnostic| match it.code {
        "bug" => BUG,
        _ if settings(it) => 2,
        _ => 1,
    };
    found.iter().filter(bad).map(code).max().unwrap_or(0)
}
