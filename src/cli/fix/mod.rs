//! `parvis fix`: mends what is mechanical. Shows the patch, and writes it when asked to.
//!
//! Fixes are made in memory ([`mend`](mod@crate::snapshot::mend)), so that what is written needs
//! no second run.

pub(super) mod write;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    args::FixArgs,
    environment, load,
    new::place,
    terminal::{self, Terminal, count},
};
use crate::{
    diag::{
        Diagnostic,
        codes::{self, CODES},
        nearest,
        patch::{colored, unified},
    },
    snapshot::{
        Options,
        mend::{self, Mended, Stop},
    },
};

/// A file that is to be changed.
#[derive(Debug)]
pub(super) struct File {
    pub(super) disk: PathBuf,
    /// As it was on the disk.
    pub(super) old: String,
    /// As it is to be.
    pub(super) new: String,
}

/// What is to be mended.
struct Wanted<'a> {
    root: PathBuf,
    /// Files and folders, from the root with `/`; an empty one is the whole portal.
    paths: Vec<String>,
    /// Codes; none for all.
    rules: &'a [String],
}

pub(super) fn fix(args: &FixArgs) -> u8 {
    match run(args) {
        Ok(code) | Err(code) => code,
    }
}

fn run(args: &FixArgs) -> Result<u8, u8> {
    let wanted = wanted(args)?;
    let (files, made) = mend(&wanted)?;
    if files.is_empty() {
        Terminal::new(false).done("nothing to fix");
        return Ok(0);
    }
    let total = count(made.values().sum(), "fix").replace("fixs", "fixes");
    let rules: Vec<String> = made.iter().map(|(code, n)| format!("{code} {n}")).collect();
    let summary =
        format!("{total} in {}: {}", count(files.len(), "file"), rules.join(", "));
    if args.write {
        write::all(&files)?;
        Terminal::new(false).done(&format!("made {summary}"));
        return Ok(0);
    }
    let draw = if terminal::is_colored() { colored } else { unified };
    let patch: String =
        files.iter().map(|(path, it)| draw(path, &it.old, &it.new)).collect();
    if !terminal::exact(&patch) {
        return Err(3);
    }
    Terminal::new(false).done(&format!("{summary}; `parvis fix --write` makes them"));
    Ok(1)
}

fn wanted(args: &FixArgs) -> Result<Wanted<'_>, u8> {
    if let Some(code) = args.rules.iter().find(|it| codes::find(it).is_none()) {
        let near = nearest(code, CODES.iter().map(|it| it.code));
        let help = near.map(|it| format!("did you mean `{it}`?"));
        let help = help.unwrap_or_else(|| "`parvis explain` lists all codes".to_owned());
        return Err(terminal::usage(&format!("there is no code `{code}`"), Some(&help)));
    }
    let first = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_file() { first.parent() } else { None }.unwrap_or(first);
    let here = folder.as_os_str().is_empty();
    let root = load::find_root(if here { Path::new(".") } else { folder })?;
    let paths = args.paths.iter().map(|it| inside(&root, it)).collect::<Result<_, _>>()?;
    Ok(Wanted { root, paths, rules: &args.rules })
}

/// A path of the command line, from the portal's root.
fn inside(root: &Path, path: &Path) -> Result<String, u8> {
    let whole = path.canonicalize().map_err(|error| {
        let message = format!("cannot open `{}`: {error}", path.display());
        terminal::usage(&message, Some("name files or folders of one portal"))
    })?;
    let inside = whole.strip_prefix(root).map_err(|_| {
        let message = format!("`{}` is not in `{}`", path.display(), root.display());
        terminal::usage(&message, Some("name files or folders of one portal"))
    })?;
    Ok(inside.to_string_lossy().into_owned())
}

impl Wanted<'_> {
    fn has(&self, it: &Diagnostic) -> bool {
        let in_path = |path: &str| {
            self.paths.iter().any(|it| {
                let rest = path.strip_prefix(it.as_str());
                it.is_empty()
                    || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        let edits = it.fix.iter().flat_map(|it| &it.edits);
        (self.rules.is_empty() || self.rules.iter().any(|rule| rule == it.code))
            && edits.into_iter().all(|it| in_path(it.span.source().path()))
    }
}

pub(super) type Files = BTreeMap<Arc<str>, File>;
type Made = BTreeMap<&'static str, usize>;

/// Makes all fixes in memory: the files that differ, and how many fixes of each code.
fn mend(wanted: &Wanted<'_>) -> Result<(Files, Made), u8> {
    let found = load::read(&wanted.root, &wanted.root.join("public"))?;
    let date = environment::date(None).map_err(|it| terminal::usage(&it, None))?;
    let now = jiff::Timestamp::now();
    // What is to be published later is mended as well.
    let (drafts, future) = (true, true);
    let options = Options { drafts, future, date, now, ..Options::default() };
    let disk = |path: &str| place(&wanted.root, path);
    let mut read = |path: &str| write::read(&disk(path)?);
    let mended = mend::mend(found, options, &|it| wanted.has(it), &mut read);
    let outcome = mended.map_err(|stop| match stop {
        Stop::Unread(code) => code,
        Stop::Moved(path) => disk(&path).map_or_else(|it| it, |it| write::moved(&it)),
        Stop::Settings => {
            // Which rules are off is not known.
            let help = "`parvis check` says what is wrong with them";
            terminal::usage("the settings are broken", Some(help))
        }
    })?;
    let file = |(path, it): (Arc<str>, Mended)| {
        let disk = disk(&path)?;
        Ok((path, File { disk, old: it.old, new: it.new }))
    };
    let files: Result<_, u8> = outcome.files.into_iter().map(file).collect();
    Ok((files?, outcome.made))
}
