//! No fix makes a portal worse: after all of them, what is found is what was found before less
//! what was mended; a second run finds nothing to do; and no letter of a text is gone.
//!
//! `PARVIS_FIXES_SEEDS=n` looks at so many portals of each kind; `PARVIS_FIXES=folder` looks at
//! a portal on the disk too, as it is and with as much damage.

mod faults;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use parvis::{
    diag::{Checked, Diagnostic},
    snapshot::{
        Options, Snapshot, Workspace,
        mend::{Outcome, UNREAD, mend},
    },
    source::{Change, Contents, Walk, decode, lines, walk},
};

use crate::random::Random;

/// Texts by their path.
type Texts = BTreeMap<String, String>;

/// A portal: its texts as they are on the disk, and all else that was read.
#[derive(Clone, Default)]
struct Portal {
    texts: Texts,
    files: Vec<Change>,
}

impl Portal {
    fn read(root: &Path) -> Self {
        let mut portal = Self::default();
        let read = walk(&Walk { root, except: &[root.join("public")] }).unwrap();
        for it in read.value {
            if let Contents::File(_) = it.contents {
                portal.files.push(it);
                continue;
            }
            let bytes = std::fs::read(root.join(&*it.path)).unwrap();
            if let Ok(text) = String::from_utf8(bytes) {
                portal.texts.insert(it.path.to_string(), text);
            }
        }
        portal
    }

    fn changes(&self) -> Checked<Vec<Change>> {
        let mut found = Vec::new();
        let mut changes = self.files.clone();
        changes.extend(self.texts.iter().map(|(path, text)| {
            let path: Arc<str> = path.as_str().into();
            let text = decode(&path, text.as_bytes()).unload(&mut found);
            Change { path, contents: text.map_or(Contents::Broken, Contents::Text) }
        }));
        Checked::new(changes, found)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        let changes = self.changes();
        Workspace::new(options()).apply(changes.value, changes.diagnostics)
    }

    /// Makes the fixes that are wanted.
    fn mend(&mut self, wanted: &dyn Fn(&Diagnostic) -> bool) -> Option<Outcome> {
        let mut read = |path: &str| self.texts.get(path).cloned().ok_or(());
        let outcome = mend(self.changes(), options(), wanted, &mut read).ok()?;
        for (path, file) in &outcome.files {
            self.texts.insert(path.to_string(), file.new.clone());
        }
        Some(outcome)
    }
}

fn options() -> Options {
    let date = "2026-10-01".parse().ok();
    Options { date, drafts: true, future: true, ..Options::default() }
}

/// What a finding is about, wherever it stands: its file, its rule and what it says, but for
/// the numbers of levels and lines.
fn about(it: &Diagnostic) -> (String, &'static str, String) {
    let path = it.span.as_ref().map_or("", |it| it.source().path());
    let words = it.message.chars().filter(|it| !it.is_ascii_digit()).collect();
    (path.to_owned(), it.code, words)
}

/// Letters and digits as addresses write them.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(|it| {
        let folded = parvis::content::slug::slugify(it.encode_utf8(&mut [0; 4]));
        let folded = if folded.is_empty() { it.to_string() } else { folded };
        folded.chars().collect::<Vec<_>>()
    })
}

/// The letters of a text: of what readers see of it, not of its addresses.
fn letters(text: &str) -> BTreeMap<char, usize> {
    let text = lines(text);
    let body = text.strip_prefix("---\n").and_then(|it| it.split_once("\n---\n"));
    let body = body.map_or(&*text, |it| it.1);
    let mut count = BTreeMap::new();
    for (nth, part) in body.split("](").enumerate() {
        let text =
            if nth == 0 { part } else { part.split_once(')').map_or(part, |it| it.1) };
        let words = text.split(|it: char| it.is_whitespace() || "()[]<>".contains(it));
        let words = words.filter(|it| !it.contains("://") && !it.contains('@'));
        for it in words.flat_map(folded) {
            *count.entry(it).or_default() += 1;
        }
    }
    count
}

/// Looks at a portal before and after. What is wrong with it, if anything is.
fn fault(portal: &Portal, must_keep: bool) -> Option<String> {
    let mut portal = portal.clone();
    // What is in a file is known when it is read.
    portal.mend(&|it| UNREAD.contains(&it.code))?;
    let old = portal.clone();
    let mut before: BTreeMap<_, usize> = BTreeMap::new();
    // What a fix says that it takes away.
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for it in &old.snapshot().diagnostics {
        *before.entry(about(it)).or_default() += 1;
        let removes = it.help.as_deref().is_some_and(|it| it.starts_with("remove"));
        let span = it.span.as_ref().filter(|_| removes && it.fix.is_some());
        if let Some(span) = span {
            *taken.entry(span.source().path().to_owned()).or_default() += span.text();
        }
    }
    let outcome = portal.mend(&|_| true)?;
    let fresh = portal.snapshot();
    if fresh.diagnostics != outcome.snapshot.diagnostics {
        return Some("a fresh look finds something else".into());
    }
    for it in &fresh.diagnostics {
        let left = before.entry(about(it)).or_default();
        if *left == 0 {
            let made = outcome.made;
            return Some(format!("new after {made:?}: {it:#?}"));
        }
        *left -= 1;
    }
    for (path, text) in old.texts.iter().filter(|_| must_keep) {
        let mut kept = letters(&portal.texts[path]);
        for it in folded(taken.get(path).map_or("", String::as_str)) {
            *kept.entry(it).or_default() += 1;
        }
        let lost: Vec<_> = letters(text)
            .into_iter()
            .filter(|(letter, count)| kept.get(letter).copied().unwrap_or(0) < *count)
            .collect();
        if !lost.is_empty() {
            return Some(format!("lost of {path}: {lost:?}"));
        }
    }
    let once = portal.clone();
    let again = portal.mend(&|_| true)?;
    if !again.files.is_empty() || once.texts != portal.texts {
        return Some(format!("a second run makes {:?}", again.made));
    }
    None
}

/// How many portals of each kind.
fn seeds(default: u64) -> u64 {
    let given = std::env::var("PARVIS_FIXES_SEEDS").ok();
    given.map_or(default, |it| it.parse().unwrap())
}

/// Fails with what was found, and the changed texts before and after.
#[track_caller]
fn holds(name: &str, portal: &Portal, must_keep: bool) {
    let Some(fault) = fault(portal, must_keep) else { return };
    let mut after = portal.clone();
    after.mend(&|_| true);
    let texts = portal.texts.iter().filter(|it| after.texts[it.0] != *it.1);
    let drawn: Vec<String> = texts
        .map(|(path, text)| parvis::diag::patch::unified(path, text, &after.texts[path]))
        .collect();
    panic!("{name}: {fault}\n{}", drawn.concat());
}

#[test]
fn no_fix_makes_a_portal_of_faults_worse() {
    for seed in 0..seeds(24) {
        let portal = faults::portal(&mut Random::new(seed));
        holds(&format!("seed {seed}"), &portal, true);
    }
}

fn damaged(root: &Path, count: u64) {
    let portal = Portal::read(root);
    holds("as it is", &portal, true);
    for seed in 0..count {
        let mut random = Random::new(seed);
        let mut portal = portal.clone();
        for _ in 0..4 + random.below(20) {
            faults::damage(&mut portal, &mut random);
        }
        holds(&format!("damage {seed}"), &portal, true);
    }
}

#[test]
fn no_fix_makes_the_example_worse() {
    damaged(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content-example"), seeds(2));
}

#[test]
fn no_fix_makes_a_portal_on_the_disk_worse() {
    let Some(folder) = std::env::var_os("PARVIS_FIXES") else { return };
    damaged(Path::new(&folder), seeds(2));
}
