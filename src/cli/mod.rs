//! The command line: arguments → options → library calls → exit code.
//!
//! One file per command. Only `terminal` prints; only `environment` reads the environment.

mod ahead;
mod args;
mod build;
mod check;
mod digest;
mod environment;
mod explain;
mod fix;
mod init;
mod load;
mod new;
mod print;
mod reference;
mod schema;
mod serve;
mod signals;
mod talk;
mod terminal;
mod vitality;

use std::{
    ffi::OsString,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use clap::Parser;

use args::{Args, Command};

use crate::fetch::{Network, Reach};

/// Code of a bug of ours.
const BUG: u8 = 70;

/// Runs a command and says how it ended; see the README for the exit codes.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    ExitCode::from(run_on(args, &Network::of(Reach::Public)))
}

/// [`run`] with another network than the public one: for tests, which have a server of their own.
pub fn run_on(args: impl IntoIterator<Item = OsString>, network: &Network) -> u8 {
    environment::bound_threads();
    match Args::try_parse_from(args) {
        Ok(args) => catch_unwind(AssertUnwindSafe(|| run_command(args.command, network)))
            .unwrap_or_else(|_| {
                terminal::error("this is a bug of parvis", None);
                BUG
            }),
        // Help and version come this way too.
        Err(error) => match error.print() {
            Ok(()) if error.use_stderr() => 2,
            Ok(()) => 0,
            Err(_) => 3,
        },
    }
}

fn run_command(command: Command, network: &Network) -> u8 {
    match command {
        Command::Init { dir } => init::init(&dir),
        Command::New(new) => new::new(&new),
        Command::Build(build) => build::build(&build),
        Command::Serve(serve) => serve::serve(&serve),
        Command::Check { content, format, until } => check::check(&content, format, until),
        Command::Digest(args) => digest::digest(&args),
        Command::Fix(args) => fix::fix(&args),
        Command::Talk(talk) => talk::talk(&talk, network),
        Command::Vitality(args) => vitality::vitality(&args),
        Command::Explain { code } => explain::explain(code.as_deref()),
        Command::Schema { part, format } => print::schema(part, format),
        Command::Completions { shell } => print::completions(shell),
        Command::Notices => print::notices(),
    }
}
