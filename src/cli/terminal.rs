//! What is printed, and where: findings and progress on standard error, asked-for output on
//! standard output.

use std::{
    io::{IsTerminal, Write},
    path::Path,
    time::Duration,
};

use super::args::Form;
use crate::{
    build::Summary,
    diag::{
        Diagnostic,
        write::{self, Format},
    },
};

pub(super) struct Terminal {
    quiet: bool,
}

fn form(form: Form) -> Format {
    match form {
        Form::Human => Format::Human,
        Form::Short => Format::Short,
        Form::Json => Format::Json,
    }
}

impl Terminal {
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// A line on standard error; nobody can be told when that fails.
    fn say(&self, line: &str) {
        let mut out = anstream::stderr();
        if writeln!(out, "{line}").is_err() {
            log::debug!("standard error is closed");
        }
    }

    pub(super) fn error(&self, message: &str, help: Option<&str>) {
        self.say(&format!("error: {message}"));
        if let Some(help) = help {
            self.say(&format!("  = help: {help}"));
        }
    }

    pub(super) fn diagnostics(&self, found: &[Diagnostic], as_: Form) {
        let shown: Vec<Diagnostic> =
            found.iter().filter(|it| it.is_error() || !self.quiet).cloned().collect();
        let mut out = anstream::stderr();
        if write::write(&mut out, &shown, form(as_), std::io::stderr().is_terminal())
            .is_err()
        {
            log::debug!("standard error is closed");
        }
    }

    /// Findings as the product of the command; false when they could not be written.
    pub(super) fn report(&self, found: &[Diagnostic], as_: Form) -> bool {
        let mut out = anstream::stdout();
        let color = std::io::stdout().is_terminal();
        let written =
            write::write(&mut out, found, form(as_), color).and_then(|()| out.flush());
        if as_ == Form::Human {
            self.say(&counts(found));
        }
        written.is_ok()
    }

    /// A line of good news.
    pub(super) fn done(&self, line: &str) {
        self.say(line);
    }

    pub(super) fn failed(&self, found: &[Diagnostic]) {
        self.say(&format!("nothing was published: {}", counts(found)));
    }

    pub(super) fn summary(
        &self,
        summary: &Summary,
        files: usize,
        time: Duration,
        output: &Path,
    ) {
        if self.quiet {
            return;
        }
        let published = &summary.published;
        let what = if published.unchanged {
            "nothing changed".to_owned()
        } else {
            format!("{} files changed, {} removed", published.changed, published.removed)
        };
        let megabytes = published.bytes / 1_000_000;
        self.say(&format!("{files} files read, {} pages, {} files and {megabytes} MB in `{}`: {what} ({:.2} s)", summary.pages, published.files, output.display(), time.as_secs_f64()));
    }

    pub(super) fn timings(&self, rows: &[(&str, Duration)]) {
        for (name, time) in rows {
            self.say(&format!("{:>20}  {:>8.1} ms", name, time.as_secs_f64() * 1000.0));
        }
    }
}

fn counts(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|it| it.is_error()).count();
    let plural =
        |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!("{}, {}", plural(errors, "error"), plural(found.len() - errors, "warning"))
}
