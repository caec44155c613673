//! Scripts of edits that chance writes: whatever was done to the folder, and however, within a
//! second every address is what a build would publish.
//!
//! `PARVIS_PREVIEW_SEED=… PARVIS_PREVIEW_SCRIPTS=1` runs the script again that a failure names.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::random::Random;

use super::{
    client::Client,
    edits::Author,
    folder::Folder,
    harness::{BAR, Running, options},
    oracle::Fresh,
};

/// How many edits a script has at most.
const EDITS: usize = 14;

/// Portals that are edited at once: most of the time is spent waiting for quiet.
const PORTALS: usize = 4;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[expect(clippy::print_stderr, reason = "a seed that nobody sees is of no use")]
#[test]
fn any_sequence_of_edits_gives_what_a_build_gives() {
    let scripts = number("PARVIS_PREVIEW_SCRIPTS").unwrap_or(12);
    let seed = number("PARVIS_PREVIEW_SEED").unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.unwrap().as_secs() * 1_000_000
    });
    eprintln!("PARVIS_PREVIEW_SEED={seed} PARVIS_PREVIEW_SCRIPTS={scripts}");
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(Vec::new());
    let (edits, looks) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let slowest = Mutex::new((Duration::ZERO, String::new()));
    let count = usize::try_from(scripts).unwrap();
    thread::scope(|scope| {
        for _ in 0..PORTALS.min(count) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count || failed.lock().unwrap().len() > 2 {
                        return;
                    }
                    let seed = seed + at as u64;
                    let mut script = Script::new(seed);
                    let done = catch_unwind(AssertUnwindSafe(|| script.run()));
                    edits.fetch_add(script.author.done.len(), Ordering::Relaxed);
                    looks.fetch_add(script.looks, Ordering::Relaxed);
                    let mut slowest = slowest.lock().unwrap();
                    *slowest = script.slowest.clone().max(slowest.clone());
                    let why = match done {
                        Ok(Ok(())) => continue,
                        Ok(Err(why)) => why,
                        Err(_) => "the test itself failed, see above".to_owned(),
                    };
                    let steps = script.author.done.join("\n  ");
                    failed.lock().unwrap().push(format!(
                        "PARVIS_PREVIEW_SEED={seed} PARVIS_PREVIEW_SCRIPTS=1\n  {steps}\n{why}"
                    ));
                }
            });
        }
    });
    let (edits, looks) = (edits.into_inner(), looks.into_inner());
    let slowest = slowest.into_inner().unwrap();
    eprintln!("{scripts} scripts, {edits} edits, {looks} comparisons, slowest {slowest:?}");
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// One portal, one preview, one sequence of edits.
struct Script {
    folder: Folder,
    running: Running,
    client: Client,
    author: Author,
    chance: Random,
    /// Addresses that were there once.
    known: BTreeSet<String>,
    looks: usize,
    bar: Duration,
    slowest: (Duration, String),
}

impl Script {
    fn new(seed: u64) -> Self {
        let folder = Folder::sample();
        // Now and then nobody tells the preview of anything.
        let poll = seed.is_multiple_of(8).then_some(Duration::from_millis(100));
        let running = Running::with(&folder.root, options(), poll);
        // Who is told nothing looks as often as it does not cost much.
        let bar = if poll.is_some() { BAR * 5 } else { BAR };
        let client = running.client();
        let chance = Random::new(seed);
        let author = Author::new(chance.clone());
        let (known, looks, slowest) = (BTreeSet::new(), 0, Default::default());
        Self { folder, running, client, author, chance, known, looks, bar, slowest }
    }

    fn run(&mut self) -> Result<(), String> {
        let edits = 4 + self.chance.below(EDITS - 4);
        for _ in 0..edits {
            self.author.edit(&self.folder);
            if self.chance.one_in(4) {
                self.look()?;
            }
        }
        self.look()?;
        self.author.mend(&self.folder);
        self.look()
    }

    /// Compares until all is right. What is asked for a second after the last edit must be.
    fn look(&mut self) -> Result<(), String> {
        let quiet = Instant::now();
        self.looks += 1;
        let fresh = Fresh::of(&self.folder.root, &self.running.options);
        loop {
            let asked = Instant::now();
            let compared = match &fresh {
                Ok(fresh) if fresh.is_sound() => self.compare(fresh),
                _ => self.is_alive(),
            };
            match compared {
                Ok(()) => {
                    let last = self.author.done.last().cloned().unwrap_or_default();
                    if self.bar == BAR {
                        self.slowest = (asked - quiet, last).max(self.slowest.clone());
                    }
                    return Ok(());
                }
                Err(why) if asked > quiet + self.bar => return Err(why),
                Err(_) => thread::sleep(Duration::from_millis(3)),
            }
        }
    }

    fn compare(&mut self, fresh: &Fresh) -> Result<(), String> {
        fresh.compare(&self.running, &mut self.client)?;
        let here = fresh.addresses();
        for gone in self.known.difference(&here).take(20) {
            let path = parvis::content::markdown::urls::encode_path(gone);
            let answer = self.client.get(&path);
            let folder = format!("{gone}/");
            let elsewhere = here.contains(&folder) && answer.status == 308;
            if answer.status != 404 && !elsewhere {
                return Err(format!("{gone} is gone, but {}", answer.status));
            }
        }
        self.known.extend(here);
        Ok(())
    }

    /// While what all pages need is broken, the last good ones are shown, and it is said.
    fn is_alive(&mut self) -> Result<(), String> {
        let answer = self.client.get("/");
        let said = self.running.diagnostics();
        let held = said["held"].as_array().unwrap();
        if matches!(answer.status, 200 | 404 | 500) && !held.is_empty() {
            return Ok(());
        }
        Err(format!("{} and held {held:?}, {}", answer.status, said["diagnostics"]))
    }
}
