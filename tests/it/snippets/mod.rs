//! What the README, the help, `init` and the manual show is true: each command runs, each piece
//! of YAML and Markdown is read without a finding.
//!
//! There is one reader of pieces for all of them, and one way to run commands: in a folder that
//! is thrown away, with [`FAKES`] in the place of what would build, publish or wait.

mod help;
mod manual;
mod readme;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use parvis::{
    diag::Diagnostic,
    snapshot::{Options, Snapshot, Workspace},
    source::{Change, Contents, Walk, walk},
};

use crate::cli::{example, read_tree};

/// Programs that are not run, and what stands in their place: `cargo` would build for minutes.
const FAKES: &[(&str, &str)] = &[("cargo", "#!/bin/sh\nexit 0\n")];

/// A piece of a text between fences.
pub(super) struct Piece {
    /// The line of its fence, from 1.
    pub(super) line: usize,
    /// `sh`, `yaml`, `markdown` …
    pub(super) language: String,
    /// `title="…"` of the fence.
    pub(super) title: Option<String>,
    pub(super) text: String,
}

/// The pieces of a Markdown text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<(usize, Piece)> = None;
    for (idx, line) in text.lines().enumerate() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            Some((fence, _)) if ticks >= *fence && line.trim_matches('`').is_empty() => {
                pieces.extend(open.take().map(|it| it.1));
            }
            Some((_, piece)) => {
                piece.text.push_str(line);
                piece.text.push('\n');
            }
            None if ticks > 2 => {
                let info = line.trim_start_matches('`');
                let language = info.split_whitespace().next().unwrap_or("").to_owned();
                let title = info.split_once("title=\"").and_then(|it| it.1.split_once('"'));
                let title = title.map(|it| it.0.to_owned());
                let piece = Piece { line: idx + 1, language, title, text: String::new() };
                open = Some((ticks, piece));
            }
            None => {}
        }
    }
    pieces
}

/// A folder in which commands are run, thrown away afterwards.
pub(super) struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    /// A folder with the example portal in it.
    pub(super) fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let made = Self { temp };
        for (path, bytes) in read_tree(Path::new(&example())) {
            let is_made = path.starts_with("public") || path.starts_with(".parvis-cache");
            if !is_made {
                made.write(&Path::new("content-example").join(path), &bytes);
            }
        }
        for (name, script) in FAKES {
            let path = Path::new("fakes").join(name);
            made.write(&path, script.as_bytes());
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(made.path(path.to_str().unwrap()), mode).unwrap();
        }
        for folder in
            [".local/share/bash-completion/completions", ".config/fish/completions"]
        {
            fs::create_dir_all(made.path("home").join(folder)).unwrap();
        }
        made
    }

    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.temp.path().join(below)
    }

    fn write(&self, path: &Path, bytes: &[u8]) {
        let path = self.temp.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs a script as a reader would paste it, and stops at its first failure. What would wait
    /// or open a browser is only parsed.
    pub(super) fn run(&self, folder: &str, script: &str) -> Output {
        let programs = Path::new(env!("CARGO_BIN_EXE_parvis")).parent().unwrap();
        let fakes = self.path("fakes");
        let path = format!("{}:{}:/usr/bin:/bin", fakes.display(), programs.display());
        let lines = script.lines().map(|it| match it.split_once('#') {
            Some((command, _)) if it.starts_with("parvis serve") => {
                format!("{command} --help")
            }
            None if it.starts_with("parvis serve") => format!("{it} --help"),
            _ => it.to_owned(),
        });
        let script: Vec<String> = lines.collect();
        Command::new("/bin/sh")
            .args(["-ec", &script.join("\n")])
            .current_dir(self.path(folder))
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("CI_PAGES_URL", "https://pages.example/portail/")
            .env("PARVIS_REPOSITORY", "https://git.example/parvis.git")
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap()
    }
}

/// The example portal, to which a file is added at a time.
pub(super) struct Portal {
    workspace: Workspace,
}

impl Portal {
    pub(super) fn new() -> Self {
        let root = example();
        let read = walk(&Walk { root: Path::new(&root), except: &[] }).unwrap();
        let options = Options { date: "2026-11-24".parse().ok(), ..Options::default() };
        let mut workspace = Workspace::new(options);
        workspace.apply(read.value, read.diagnostics);
        Self { workspace }
    }

    fn change(&mut self, path: &str, contents: Contents) -> Arc<Snapshot> {
        let change = Change { path: path.into(), contents };
        self.workspace.apply(vec![change], Vec::new())
    }

    /// Adds a file, and says what is found in it.
    pub(super) fn add(&mut self, path: &str, text: &str) -> Vec<String> {
        in_file(&self.change(path, Contents::Text(text.into())), path)
    }

    /// What would be found in a file.
    pub(super) fn found(&mut self, path: &str, text: &str) -> Vec<String> {
        let found = self.add(path, text);
        self.change(path, Contents::Gone);
        found
    }
}

/// What is found in a file of a portal.
pub(super) fn in_file(snapshot: &Snapshot, path: &str) -> Vec<String> {
    let at =
        |it: &&Diagnostic| it.span.as_ref().is_some_and(|it| it.source().path() == path);
    let found = snapshot.diagnostics.iter().filter(at);
    found.map(|it| format!("{}: {}", it.code, it.message)).collect()
}
