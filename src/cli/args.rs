//! Arguments as typed; data only.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Turns a folder of communities into a portal.
#[derive(Debug, Parser)]
#[command(
    name = "parvis",
    version,
    about,
    after_help = "Examples:\n  parvis init portal          a new portal to start from\n  parvis build                the portal of this folder, into public/\n  parvis check --format short every finding, one a line\n\nExit codes: 0 fine, 1 errors in the content, 2 usage, settings or theme, 3 disk or lock, 70 a bug of ours"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Renders everything and publishes it, whole or not at all
    Build {
        #[command(flatten)]
        content: Content,
        /// Folder to publish into [default: public/ of the portal]
        #[arg(long, short)]
        output: Option<PathBuf>,
        /// Says how long each step took
        #[arg(long)]
        timings: bool,
        /// Says only what is wrong
        #[arg(long, short)]
        quiet: bool,
    },
    /// Says everything that is wrong, and publishes nothing
    Check {
        #[command(flatten)]
        content: Content,
        /// Form of the findings
        #[arg(long, default_value = "human")]
        format: Form,
    },
    /// Writes a new portal to start from
    Init {
        /// Folder to make
        dir: PathBuf,
    },
    /// Writes the completions of a shell
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

/// Form of a list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// With the source line underlined
    Human,
    /// One a line
    Short,
    /// One object
    Json,
}

/// What is read, and on which day.
#[derive(Debug, ClapArgs)]
pub(super) struct Content {
    /// The portal's folder
    #[arg(default_value = ".")]
    pub(super) dir: PathBuf,
    /// Address of the portal, instead of `url:`
    #[arg(long)]
    pub(super) base_url: Option<String>,
    /// Shows drafts
    #[arg(long)]
    pub(super) drafts: bool,
    /// Shows what is to be published later
    #[arg(long)]
    pub(super) future: bool,
    /// The day it is, 2026-03-14 [default: `SOURCE_DATE_EPOCH`, else today]
    #[arg(long)]
    pub(super) date: Option<jiff::civil::Date>,
    /// Warnings count as errors
    #[arg(long)]
    pub(super) strict: bool,
}
