//! A portal mended in memory: the fixes of its findings are made, as long as they make it no
//! worse.
//!
//! After each step the portal is looked at again. What was mended must be gone, and nothing may
//! have come in its place: else the step is taken back, and half as many fixes are tried. So a
//! fix is never worse than its fault, whatever stands beside it, and a second run finds nothing.
//!
//! What keeps a file from being read is mended first: only then is known what is wrong in it.

mod judge;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Options, Snapshot, Workspace};
use crate::{
    diag::{
        Checked, Diagnostic,
        patch::{Patch, apply},
    },
    source::{Change, Contents, decode, lines},
};

/// How often the portal is looked at: one look is one step, or one that was taken back.
const STEPS: usize = 400;

/// Codes of what keeps a file, or all that its front matter says, from being read.
pub const UNREAD: &[&str] = &[
    "control-character",
    "duplicate-key",
    "no-front-matter",
    "unclosed-front-matter",
    "yaml-anchor",
    "yaml-documents",
    "yaml-syntax",
    "yaml-tab",
    "yaml-tag",
];

/// A file that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// As it was.
    pub old: String,
    /// As it is to be.
    pub new: String,
}

/// Why nothing can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop<E> {
    /// A file cannot be read again.
    Unread(E),
    /// A file is another than the one that was read.
    Moved(Arc<str>),
    /// The settings are broken, and no fix mends them.
    Settings,
}

/// What was mended.
#[derive(Debug)]
pub struct Outcome {
    /// Files that differ.
    pub files: BTreeMap<Arc<str>, Mended>,
    /// How many fixes of each code were made.
    pub made: BTreeMap<&'static str, usize>,
    /// The portal as it is then.
    pub snapshot: Arc<Snapshot>,
}

/// Mends a portal that was read. `wanted` chooses among the findings that have a fix; `read`
/// gives a file as it is on the disk.
pub fn mend<E>(
    read_files: Checked<Vec<Change>>,
    options: Options,
    wanted: &dyn Fn(&Diagnostic) -> bool,
    read: &mut dyn FnMut(&str) -> Result<String, E>,
) -> Result<Outcome, Stop<E>> {
    let mut workspace = Workspace::new(options);
    let snapshot = workspace.apply(read_files.value, read_files.diagnostics);
    let mut mending = Mending {
        workspace,
        snapshot,
        wanted,
        read,
        files: BTreeMap::new(),
        made: BTreeMap::new(),
        refused: BTreeSet::new(),
        steps: 0,
    };
    loop {
        let before = mending.made.values().sum::<usize>();
        while mending.step()? {}
        if mending.made.values().sum::<usize>() == before || mending.steps >= STEPS {
            break;
        }
        // What was worse then may be right now.
        mending.refused.clear();
    }
    if mending.snapshot.site.is_none() {
        return Err(Stop::Settings);
    }
    let mut files = mending.files;
    files.retain(|_, it| it.old != it.new);
    Ok(Outcome { files, made: mending.made, snapshot: mending.snapshot })
}

struct Mending<'a, E> {
    workspace: Workspace,
    snapshot: Arc<Snapshot>,
    wanted: &'a dyn Fn(&Diagnostic) -> bool,
    read: &'a mut dyn FnMut(&str) -> Result<String, E>,
    files: BTreeMap<Arc<str>, Mended>,
    made: BTreeMap<&'static str, usize>,
    /// Fixes that made the portal worse.
    refused: BTreeSet<String>,
    steps: usize,
}

impl<E> Mending<'_, E> {
    /// Makes what fixes there are, or as many as make nothing worse. False when there are none.
    fn step(&mut self) -> Result<bool, Stop<E>> {
        let before = Arc::clone(&self.snapshot);
        let mut most = usize::MAX;
        loop {
            let (chosen, patch) = self.chosen(&before, most);
            if chosen.is_empty() || self.steps >= STEPS {
                return Ok(false);
            }
            let edits: Vec<_> = patch.into_files().collect();
            let old = self.make(&edits)?;
            let is_worse = judge::is_worse(&before, &self.snapshot, &chosen, &edits);
            if !is_worse {
                let codes = chosen.iter().filter_map(|it| before.diagnostics.get(*it));
                for it in codes {
                    *self.made.entry(it.code).or_default() += 1;
                }
                return Ok(true);
            }
            self.take_back(&old);
            most = chosen.len() / 2;
            if let [one] = chosen.as_slice() {
                self.refused.extend(before.diagnostics.get(*one).map(name_of));
                most = usize::MAX;
            }
        }
    }

    /// The findings that are mended together, by their place, and what mends them.
    fn chosen(&self, snapshot: &Snapshot, most: usize) -> (Vec<usize>, Patch) {
        let is_broken = snapshot.site.is_none();
        let all = || {
            let fits = |it: &Diagnostic| {
                let is_settings = it.span.as_ref().map(|it| it.source().path());
                it.fix.is_some()
                    && (!is_broken || is_settings == Some("portal.yaml"))
                    && (self.wanted)(it)
                    && !self.refused.contains(&name_of(it))
            };
            snapshot.diagnostics.iter().enumerate().filter(move |it| fits(it.1))
        };
        let is_unread = all().any(|it| UNREAD.contains(&it.1.code));
        let (mut chosen, mut patch) = (Vec::new(), Patch::default());
        for (nth, it) in all() {
            if is_unread && !UNREAD.contains(&it.code) {
                continue;
            }
            if chosen.len() < most && it.fix.as_ref().is_some_and(|it| patch.take(it)) {
                chosen.push(nth);
            }
        }
        (chosen, patch)
    }

    /// Makes edits, and looks at the portal again. Gives the files as they were.
    fn make(&mut self, edits: &[judge::Edits]) -> Result<Vec<(Arc<str>, String)>, Stop<E>> {
        let mut old = Vec::new();
        for (path, edits) in edits {
            if !self.files.contains_key(path) {
                let text = (self.read)(path).map_err(Stop::Unread)?;
                let file = Mended { old: text.clone(), new: text };
                self.files.insert(Arc::clone(path), file);
            }
            let Some(file) = self.files.get_mut(path) else { continue };
            let text = lines(&file.new);
            let is_same = edits.iter().all(|it| text == it.span.source().text());
            let new = apply(&file.new, edits).filter(|_| is_same);
            let new = new.ok_or_else(|| Stop::Moved(Arc::clone(path)))?;
            old.push((Arc::clone(path), std::mem::replace(&mut file.new, new)));
        }
        self.look(&old);
        Ok(old)
    }

    fn take_back(&mut self, old: &[(Arc<str>, String)]) {
        for (path, text) in old {
            if let Some(file) = self.files.get_mut(path) {
                file.new.clone_from(text);
            }
        }
        self.look(old);
    }

    /// Makes the portal anew from files that changed.
    fn look(&mut self, changed: &[(Arc<str>, String)]) {
        self.steps += 1;
        let mut found = Vec::new();
        let files = changed.iter().filter_map(|it| self.files.get_key_value(&it.0));
        let changes = files
            .map(|(path, file)| {
                let text = decode(path, file.new.as_bytes()).unload(&mut found);
                let contents = text.map_or(Contents::Broken, Contents::Text);
                Change { path: Arc::clone(path), contents }
            })
            .collect();
        self.snapshot = self.workspace.apply(changes, found);
    }
}

/// What tells a fix from others, wherever it moves.
fn name_of(it: &Diagnostic) -> String {
    let mut name = format!("{} {}", it.code, it.message);
    for edit in it.fix.iter().flat_map(|it| &it.edits) {
        let path = edit.span.source().path();
        name.extend(["\n", path, "\n", edit.span.text(), "\n", &edit.text]);
    }
    name
}
