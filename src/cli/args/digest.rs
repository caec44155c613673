//! The arguments of `parvis digest`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::Content;

/// Of what a letter tells, and how it is written.
#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct Digest {
    #[command(flatten)]
    pub(in crate::cli) content: Content,
    /// First day that it covers [default: that of the letter of `--until` in portal.yaml]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(in crate::cli) since: Option<jiff::civil::Date>,
    /// Last day that it covers; what comes next begins on it [default: the day it is]
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(in crate::cli) until: Option<jiff::civil::Date>,
    /// Covers one community only, by id
    #[arg(long, short)]
    pub(in crate::cli) community: Option<String>,
    /// Language, such as `en` [default: the portal's first]
    #[arg(long, short)]
    pub(in crate::cli) language: Option<String>,
    /// Format
    #[arg(long, default_value = "markdown")]
    pub(in crate::cli) format: DigestForm,
    /// File to write, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Subject of the e-mail [default: the name of the letter]
    #[arg(long)]
    pub(in crate::cli) subject: Option<String>,
    /// Sender of the e-mail [default: `contact:` of portal.yaml]
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) from: Option<String>,
    /// Recipient of the e-mail; may be repeated
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) to: Vec<String>,
    /// Prints only what is wrong
    #[arg(long, short)]
    pub(in crate::cli) quiet: bool,
}

/// Form of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DigestForm {
    /// For chats and merge requests
    Markdown,
    /// HTML for e-mail
    Html,
    /// A whole e-mail
    Eml,
    /// Plain text
    Text,
}
