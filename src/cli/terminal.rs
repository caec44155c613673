//! What is printed, and where: what was asked for on standard output, everything else on
//! standard error.

use std::{
    io::{IsTerminal, Write},
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{RecvTimeoutError, channel},
    },
    time::Duration,
};

use super::args::Form;
use crate::{
    diag::{
        Diagnostic,
        write::{self, Format},
    },
    portal::HeldCounts,
    sink::Plain,
};

/// How long a command may be silent.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the bar is drawn.
const FRAME: Duration = Duration::from_millis(100);
/// Letters of the bar.
const WIDTH: usize = 30;

pub(super) struct Terminal {
    quiet: bool,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Human => Self::Human,
            Form::Short => Self::Short,
            Form::Json => Self::Json,
        }
    }
}

impl Terminal {
    /// A terminal that says everything, or only what is wrong.
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// Findings on the way; a quiet command says only what stands against publishing.
    pub(super) fn diagnostics(&self, found: &[Diagnostic], strict: bool) {
        let keep = |it: &&Diagnostic| it.is_error() || strict || !self.quiet;
        let shown: Vec<Diagnostic> = found.iter().filter(keep).cloned().collect();
        let color = std::io::stderr().is_terminal();
        let mut out = anstream::stderr();
        unheard(write::write(&mut out, &shown, Format::Human, color));
    }

    /// A line of good news.
    pub(super) fn done(&self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }

    /// Runs something; when it takes long and somebody watches, shows how far it is.
    pub(super) fn progress<T>(
        &self,
        done: &AtomicUsize,
        total: usize,
        work: impl FnOnce() -> T,
    ) -> T {
        if self.quiet || !std::io::stderr().is_terminal() {
            return work();
        }
        let (end, ended) = channel::<()>();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let mut wait = PATIENCE;
                while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                    draw(&bar(done.load(Ordering::Relaxed), total));
                    wait = FRAME;
                }
                if wait == FRAME {
                    draw("");
                }
            });
            let result = work();
            drop(end);
            result
        })
    }
}

pub(super) fn error(message: &str, help: Option<&str>) {
    say(&format!("error: {message}"));
    if let Some(help) = help {
        say(&format!("  = help: {help}"));
    }
}

/// What went wrong, but did not stop the command.
pub(super) fn warning(message: &str) {
    say(&format!("warning: {message}"));
}

/// An error of whoever typed the command, with its code.
pub(super) fn usage(message: &str, help: Option<&str>) -> u8 {
    error(message, help);
    2
}

/// Findings as the product of the command; false when they could not be written.
pub(super) fn report(found: &[Diagnostic], form: Form) -> bool {
    let written = findings(found, form);
    if form == Form::Human {
        say(&counts(found));
    }
    written
}

/// The same, without counting them.
pub(super) fn findings(found: &[Diagnostic], form: Form) -> bool {
    let mut out = anstream::stdout();
    let color = std::io::stdout().is_terminal();
    let written = write::write(&mut out, found, form.into(), color);
    written.and_then(|()| out.flush()).is_ok()
}

pub(super) fn failed(found: &[Diagnostic]) {
    say(&format!("nothing was published: {}", counts(found)));
}

pub(super) fn timings(rows: &[(&str, Duration)]) {
    for (name, time) in rows {
        say(&format!("{name:>10}  {:>9.1} ms", time.as_secs_f64() * 1000.0));
    }
}

/// What was asked for; 3 when it could not be written.
pub(super) fn product(text: &str) -> u8 {
    let mut out = anstream::stdout();
    let text = Plain::new(text.trim_end());
    if writeln!(out, "{text}").and_then(|()| out.flush()).is_ok() { 0 } else { 3 }
}

/// What was asked for, to the last byte; false when it could not be written.
pub(super) fn exact(text: &str) -> bool {
    let mut out = anstream::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_ok()
}

/// Whether what was asked for is shown to a person.
pub(super) fn is_colored() -> bool {
    std::io::stdout().is_terminal()
}

/// A question on standard error; the answer is typed behind it.
pub(super) fn prompt(question: &str) {
    let mut out = anstream::stderr();
    unheard(write!(out, "{}", Plain::line(question)).and_then(|()| out.flush()));
}

/// A line on standard error, whatever else is said.
pub(super) fn say(line: &str) {
    unheard(writeln!(anstream::stderr(), "{}", Plain::new(line)));
}

/// Nobody can be told that standard error is closed.
fn unheard(written: std::io::Result<()>) {
    if let Err(error) = written {
        log::debug!("standard error: {error}");
    }
}

/// Replaces the line that the cursor is on. Only for a terminal, whatever `NO_COLOR` says.
fn draw(line: &str) {
    let mut out = std::io::stderr();
    unheard(write!(out, "\r\x1b[K{line}").and_then(|()| out.flush()));
}

fn bar(done: usize, total: usize) -> String {
    let filled = (done * WIDTH).checked_div(total).unwrap_or(0).min(WIDTH);
    let (full, empty) = ("█".repeat(filled), "░".repeat(WIDTH - filled));
    format!("rendering {full}{empty} {done} of {total}")
}

/// `1 error, 2 warnings`.
pub(super) fn counts(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|it| it.is_error()).count();
    format!("{}, {}", count(errors, "error"), count(found.len() - errors, "warning"))
}

/// `, 3 more not published (1 draft, 2 for later, the first on 2026-12-07)`; empty for nothing.
pub(super) fn not_published(held: &HeldCounts) -> String {
    match held.all() {
        0 => String::new(),
        all => format!(", {all} more not published ({held})"),
    }
}

/// `1 error`, `2 errors`.
pub(super) fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// `3.1 MB`, `12 kB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::{bar, count, size};

    #[test]
    fn numbers_are_said_as_people_say_them() {
        assert_eq!(
            (count(1, "error"), count(0, "error")),
            ("1 error".into(), "0 errors".into())
        );
        assert_eq!(
            [size(12), size(12_999), size(3_149_000)],
            ["12 bytes", "12 kB", "3.1 MB"]
        );
    }

    #[test]
    fn the_bar_is_never_longer_than_itself() {
        for (done, total) in [(0, 0), (1, 3), (3, 3), (4, 3)] {
            let bar = bar(done, total);
            let letters = bar.chars().filter(|it| "█░".contains(*it)).count();
            assert_eq!(letters, super::WIDTH, "{bar}");
        }
    }
}
