//! Arguments as typed; data only.

mod digest;
mod kinds;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::schema::Part;
use crate::content::Kind;

pub(super) use digest::{Digest, DigestForm};

/// Turns a folder of communities into a portal.
#[derive(Debug, Parser)]
#[command(
    name = "parvis",
    version,
    about,
    after_help = "Examples:
  parvis init portal             a new portal to start from
  parvis build portal            renders it into portal/public/
  parvis check --format short    every finding, one per line

Exit codes: 0 fine, 1 errors in the content, 2 usage, settings, theme or a refusal,
3 disk, permission or lock, 70 a bug of ours, 130 and 143 interrupted"
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Writes a new portal to start from
    #[command(after_help = "Examples:
  parvis init portal             makes the folder `portal`
  parvis init .                  starts in this folder; nothing that exists is overwritten")]
    Init {
        /// Folder to create
        dir: PathBuf,
    },
    /// Writes a new entry with the right front matter
    #[command(after_help = "Examples:
  parvis new retex \"Un PI Planning à distance\" --community rte --author camille
  parvis new event \"Conseil des trains\" --community rte --date 2026-12-01
  parvis new person \"Camille Exemple\"
  parvis new retex un-pi-planning-a-distance --community rte --lang en    its translation")]
    New(New),
    /// Renders everything and publishes it, whole or not at all
    #[command(after_help = "Examples:
  parvis build                                    this portal, into public/
  parvis build portal --output site --drafts
  parvis build --base-url \"$CI_PAGES_URL\"         under the address of GitLab Pages")]
    Build(Build),
    /// Shows the portal in the browser while you write
    #[command(after_help = "Examples:
  parvis serve                                    this portal, at http://localhost:4040/
  parvis serve portal --open                      and opens it in the browser
  parvis serve --open communities/rte/index.md    opens the page of a file
  parvis serve --drafts --date 2026-12-07         what will be shown on Monday?
  parvis serve --host 0.0.0.0 --allow-host my-machine.example")]
    Serve(Serve),
    /// Reports everything that is wrong, and publishes nothing
    #[command(after_help = "Examples:
  parvis check                                    with the source lines
  parvis check --format short                     one per line, for editors
  parvis check --format json --strict             for programs; warnings count as errors
  parvis check --until 2027-12-31                 what changes on which day, if nobody writes")]
    Check {
        #[command(flatten)]
        content: Content,
        /// Format of the findings
        #[arg(long, default_value = "human")]
        format: Form,
        /// Also says what changes by itself up to this day, such as 2026-03-14
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<jiff::civil::Date>,
    },
    /// Writes the letter: what is new, and what comes next
    #[command(after_help = "Examples:
  parvis digest --since 2026-09-01                            as Markdown
  parvis digest --since 2026-09-01 --community rte --language en
  parvis digest --since 2026-09-01 --format eml --to tous@exemple.example --output lettre.eml
  parvis digest --until 2026-11-01 --format html              a letter of `letters:` in portal.yaml

The same content and the same days give the same bytes. Nothing is sent: Outlook and Thunderbird
open lettre.eml, `sendmail -t < lettre.eml` sends it.")]
    Digest(Box<Digest>),
    /// Fixes what can be fixed mechanically: shows the patch, or writes it
    #[command(after_help = "Examples:
  parvis fix                                      shows what would change
  parvis fix --write communities/rte              writes it, in one folder
  parvis fix --rule insecure-link > links.patch   for `git apply`

Exit codes: 0 nothing to fix, or all of it written; 1 a patch was shown and not written")]
    Fix(FixArgs),
    /// Adds a talk from its public page, or looks for dead links
    #[command(
        subcommand,
        after_help = "Examples:
  parvis talk add https://agora.example/2026/dire-non    writes its file
  parvis talk check                                      requests the links of all talks"
    )]
    Talk(Talk),
    /// Shows the activity of the portal and its communities, by quarter
    #[command(after_help = "Examples:
  parvis vitality                                 the portal and its communities
  parvis vitality --community rte                 one community
  parvis vitality --format csv > vitality.csv     for a spreadsheet: the file that is published
  parvis vitality --date 2026-06-30               as it was, by what is there today")]
    Vitality(Vitality),
    /// Explains what a diagnostic means and how to fix it
    #[command(after_help = "Examples:
  parvis explain unknown-topic
  parvis explain                 all codes, with the severity of each")]
    Explain {
        /// Code, as in the brackets of a finding [default: all of them]
        code: Option<String>,
    },
    /// Writes the JSON Schema of the settings and of every kind
    #[command(after_help = "Examples:
  parvis schema settings > .schemas/portal.json
  parvis schema retex
  parvis schema --format markdown                 the reference of the README")]
    Schema {
        /// Which one [default: all of them, under `$defs`]
        part: Option<Part>,
        /// Format
        #[arg(long, default_value = "json")]
        format: SchemaForm,
    },
    /// Writes the completions for a shell
    #[command(after_help = "Examples:
  parvis completions bash > ~/.local/share/bash-completion/completions/parvis
  parvis completions fish > ~/.config/fish/completions/parvis.fish")]
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
    /// Writes the licences of the grammars that color code
    Notices,
}

/// What is to be written, and whose it is.
#[derive(Debug, ClapArgs)]
pub(super) struct New {
    /// What it is
    #[arg(value_parser = kinds::Kinds)]
    pub(super) kind: Kind,
    /// Title; for a translation, the title or name of the original
    pub(super) title: String,
    /// Name in its address: a-z, 0-9 and hyphens [default: from the title]
    #[arg(long)]
    pub(super) slug: Option<String>,
    /// Community, by id [default: the only one]
    #[arg(long, short)]
    pub(super) community: Option<String>,
    /// Who wrote, gives or leads it, by id or name; may be repeated [default: the only person]
    #[arg(long, short)]
    pub(super) author: Vec<String>,
    /// In a folder of its own, with its pictures beside it
    #[arg(long, conflicts_with = "lang")]
    pub(super) folder: bool,
    /// Translates an entry into this language
    #[arg(long, short)]
    pub(super) lang: Option<String>,
    /// Day, such as 2026-03-14 [default: today]
    #[arg(long, value_parser = day)]
    pub(super) date: Option<jiff::civil::Date>,
    /// The portal's folder
    #[arg(long, short = 'C', default_value = ".")]
    pub(super) dir: PathBuf,
}

/// A day as everywhere in a portal.
fn day(text: &str) -> Result<jiff::civil::Date, String> {
    let day = text.parse::<jiff::civil::Date>().ok().filter(|it| it.to_string() == text);
    day.filter(|it| (1970..=2100).contains(&it.year()))
        .ok_or_else(|| "expected a day from 1970 to 2100, such as 2026-03-14".to_owned())
}

/// What is built, and what is said of it.
#[derive(Debug, ClapArgs)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) content: Content,
    /// Renders everything again, and neither reads nor writes `.parvis-cache/`
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Folder to publish into [default: public/ of the portal]
    #[arg(long, short)]
    pub(super) output: Option<PathBuf>,
    /// Says how long each step took
    #[arg(long)]
    pub(super) timings: bool,
    /// Prints only what is wrong
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// What is previewed, where, and for whom.
#[derive(Debug, ClapArgs)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) shown: Shown,
    /// Port [default: 4040, or the next one that is free]
    #[arg(long, short)]
    pub(super) port: Option<u16>,
    /// Address to listen on; may be repeated [default: 127.0.0.1 and `::1`]
    #[arg(long)]
    pub(super) host: Vec<std::net::IpAddr>,
    /// Name other than `localhost` by which browsers may open the preview; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(super) allow_host: Vec<String>,
    /// Opens the browser, at the page of FILE if one is named
    #[arg(long, value_name = "FILE", num_args = 0..=1)]
    pub(super) open: Option<Vec<PathBuf>>,
    /// Editor that links open: its name, `none`, or an address with {path}, {line}, {column}
    #[arg(long, default_value = "vscode")]
    pub(super) editor: String,
    /// Looks for changes every so many milliseconds, where the system does not report them
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500", value_parser = clap::value_parser!(u64).range(20..=60_000))]
    pub(super) poll: Option<u64>,
    /// Prints only what is wrong
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// What is done with talks.
#[derive(Debug, Subcommand)]
pub(super) enum Talk {
    /// Writes the file of a talk from what its public page says
    #[command(after_help = "Examples:
  parvis talk add https://agora.example/2026/dire-non
  parvis talk add https://tube.example/w/abc --conference \"Agora 2026\" --date 2026-03-18
  parvis talk add https://agora.example/2026/dire-non --yes    asks nothing

Only the host of the address is asked, over TLS, for 10 s and 2 MiB at most. A talk that is known
gets another delivery. Where the host does not answer, a draft is written to be completed.

Exit codes: 0 written, or known already; 2 something is missing or refused; 3 it cannot be written")]
    Add(Box<TalkAdd>),
    /// Requests each link of the talks, and says which are dead
    #[command(after_help = "Examples:
  parvis talk check                               with the source lines
  parvis talk check --format json                 for programs

Exit codes: 0 all of them work; 1 some are dead")]
    Check {
        /// The portal's folder
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Format of the findings
        #[arg(long, default_value = "human")]
        format: Form,
    },
}

/// What is known of a talk beside its address: it counts more than what the page says.
#[derive(Debug, ClapArgs)]
pub(super) struct TalkAdd {
    /// Address of the talk's page, of its recording or of its slides
    pub(super) url: String,
    /// Community, by id [default: the only one]
    #[arg(long, short)]
    pub(super) community: Option<String>,
    /// Title
    #[arg(long)]
    pub(super) title: Option<String>,
    /// Who speaks, by id, or by name for people from outside; may be repeated
    #[arg(long, short)]
    pub(super) speaker: Vec<String>,
    /// Conference; a year after it is its edition
    #[arg(long)]
    pub(super) conference: Option<String>,
    /// Day, such as 2026-03-14
    #[arg(long, value_parser = day)]
    pub(super) date: Option<jiff::civil::Date>,
    /// City
    #[arg(long)]
    pub(super) city: Option<String>,
    /// Country
    #[arg(long)]
    pub(super) country: Option<String>,
    /// Language of the talk, such as `fr`
    #[arg(long, short)]
    pub(super) lang: Option<String>,
    /// Address of the recording
    #[arg(long)]
    pub(super) video: Option<String>,
    /// Address of the slides
    #[arg(long)]
    pub(super) slides: Option<String>,
    /// Accepts what the page says, even where it is a guess, and asks nothing
    #[arg(long, short)]
    pub(super) yes: bool,
    /// Prints only what is wrong
    #[arg(long, short)]
    pub(super) quiet: bool,
    /// The portal's folder
    #[arg(long, short = 'C', default_value = ".")]
    pub(super) dir: PathBuf,
}

/// Of whom figures are, and their form.
#[derive(Debug, ClapArgs)]
pub(super) struct Vitality {
    #[command(flatten)]
    pub(super) shown: Shown,
    /// Community, by id [default: the portal]
    #[arg(long, short)]
    pub(super) community: Option<String>,
    /// Format of the figures
    #[arg(long, default_value = "human")]
    pub(super) format: FiguresForm,
}

/// Form of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FiguresForm {
    /// A table with bars
    Human,
    /// What is published as `vitality.json`
    Json,
    /// What is published as `vitality.csv`
    Csv,
}

/// What is mended, and whether it is written.
#[derive(Debug, ClapArgs)]
pub(super) struct FixArgs {
    /// Files or folders of a portal
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Fixes only findings with this code; may be repeated
    #[arg(long = "rule", value_name = "CODE")]
    pub(super) rules: Vec<String>,
    /// Writes the files
    #[arg(long)]
    pub(super) write: bool,
}

/// Form of a list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// With the source line underlined
    Human,
    /// One per line
    Short,
    /// One object
    Json,
}

/// Form of the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaForm {
    /// JSON Schema, draft 2020-12
    Json,
    /// Tables for people
    Markdown,
}

/// Which portal is shown, and on which day.
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct Shown {
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
    /// Day to take as today, such as 2026-03-14 [default: today]
    #[arg(long, value_parser = day)]
    pub(super) date: Option<jiff::civil::Date>,
}

/// What is read, and what is said of it.
#[derive(Debug, ClapArgs)]
pub(super) struct Content {
    #[command(flatten)]
    pub(super) shown: Shown,
    /// Warnings count as errors
    #[arg(long)]
    pub(super) strict: bool,
}
