//! `portal.yaml`: what the settings mean.

mod address;
mod credits;
mod languages;
mod letters;
mod repository;
mod texts;

use std::sync::Arc;

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    content::{
        field::{SETTINGS, shape},
        is_language,
        markdown::RawHtml,
        media::is_video_host,
        record::{self, Reading, Record},
    },
    diag::{Checked, Diagnostic, Severity, Source, codes, nearest},
    typography::Style,
    yaml::{self, Node, Value},
};

pub use credits::{Credits, credits};
pub use languages::endonym;
pub use letters::Letter;
pub use texts::Texts;

/// The settings of a portal.
#[derive(Debug, Clone)]
pub struct Settings {
    /// All right values, for what is only shown.
    pub record: Record,
    /// Languages; the first is the default.
    pub languages: Vec<String>,
    /// Time zone of dates.
    pub timezone: TimeZone,
    /// Entries on a page of a list.
    pub page_size: usize,
    /// Scheme and host, without a slash at the end.
    pub origin: String,
    /// Path below the host: empty, or `/project`.
    pub base: String,
    /// Origin and path of `url`, wherever this build is published: what ids begin with.
    pub home: (String, String),
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
    /// Whether texts are set as a typographer does.
    pub typography: bool,
    /// Severities that the portal chose; nothing means off.
    pub checks: Vec<(String, Option<Severity>)>,
    /// Theme's name.
    pub theme: String,
    /// Letters that are kept as pages, in the order of their days.
    pub letters: Vec<Letter>,
    /// When a lack of life is said.
    pub vitality: Thresholds,
}

/// From when on a lack of life is said; nothing is said without a threshold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Thresholds {
    /// Whole quarters that a community may be silent.
    pub silent_quarters: Option<u64>,
    /// Days that the notes of an event may take.
    pub event_notes_days: Option<u64>,
    /// Events before this day need none.
    pub event_notes_since: Option<Date>,
}

impl Thresholds {
    fn of(record: &Record) -> Self {
        let own = record.map("vitality").unwrap_or_default();
        Self {
            silent_quarters: own.number("silent_quarters"),
            event_notes_days: own.number("event_notes_days"),
            event_notes_since: own.date("event_notes_since"),
        }
    }
}

impl Settings {
    /// Title in a language.
    pub fn title(&self, lang: &str) -> &str {
        self.record.local("title", lang).unwrap_or("")
    }

    /// Whether pages are read only with access, so that no calendar can subscribe to them.
    pub fn is_restricted(&self) -> bool {
        self.record.text("access") == Some("restricted")
    }

    /// Whether texts are published as Markdown too.
    pub fn has_markdown(&self) -> bool {
        self.record.bool("llms") == Some(true)
    }

    /// Whether the feeds of people and topics have whole texts.
    pub fn has_whole_feeds(&self) -> bool {
        self.record.text("feeds") == Some("whole")
    }

    /// Whether the maintainer has read a file of `static/`, and lets it act.
    pub fn allows(&self, below: &str) -> bool {
        let named = self.record.list("active_static").iter().filter_map(Node::text);
        named.map(|it| it.trim_start_matches('/')).any(|it| {
            let it = it.strip_prefix("static/").unwrap_or(it);
            it == below || it.ends_with('/') && below.starts_with(it)
        })
    }

    /// How texts of a language are set.
    pub fn style(&self, lang: &str) -> Style {
        if self.typography { Style::of(lang) } else { Style::AsWritten }
    }

    /// The language of what is not given per language.
    pub fn default_language(&self) -> &str {
        self.languages.first().map_or("", String::as_str)
    }

    /// Turns a rule of taste as the portal wants; nothing when it is off.
    pub fn judge(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        match self.checks.iter().find(|it| it.0 == diagnostic.code) {
            Some((_, None)) => None,
            Some((_, Some(severity))) => {
                diagnostic.severity = *severity;
                Some(diagnostic)
            }
            None => on_by_default(diagnostic),
        }
    }
}

/// A diagnostic, unless its rule is off until a portal turns it on.
pub fn on_by_default(diagnostic: Diagnostic) -> Option<Diagnostic> {
    let is_off = codes::find(diagnostic.code).is_some_and(|it| it.off);
    (!is_off).then_some(diagnostic)
}

/// Rules that `checks:` may turn: what would break the portal is not among them.
fn turnable() -> impl Iterator<Item = &'static str> {
    codes::CODES.iter().filter(|it| it.taste).map(|it| it.code)
}

/// Reads `portal.yaml`.
pub fn parse(
    path: &Arc<str>,
    text: &str,
    base_url: Option<&str>,
) -> Checked<Option<Settings>> {
    let source = Arc::new(Source::new(Arc::clone(path), text));
    let mut found = Vec::new();
    let shape = |name: &str| shape(SETTINGS, name);
    let node = yaml::parse_on(&source, 0..text.len(), &shape).unload(&mut found);
    // What was meant is not known for sure: its faults are said, and nothing is made of it.
    let is_broken = found.iter().any(yaml::is_syntax);
    let Some(node) = node else {
        if found.is_empty() {
            let head = record::head(&source);
            found.push(
                Diagnostic::error(
                    "missing-field",
                    "the settings are missing `title` and `url`",
                )
                .at(head)
                .help("add `title: …` and `url: https://…`"),
            );
        }
        return Checked::new(None, found);
    };
    let head = record::head(&source);
    let reading = Reading { what: "portal", localized: true, complete: true, head: &head };
    let record = record::read(&node, SETTINGS, reading).unload(&mut found);
    found.extend(languages_twice(&record));
    found.extend(video_hosts(&record));
    found.extend(repository::check(&record));
    if let (None, Some(url)) = (base_url, record.node("url")) {
        let fault = address::check(url.text().unwrap_or("")).err();
        found.extend(fault.map(|it| it.into_diagnostic("url").at(url.span.clone())));
    }
    if let Some(fault) = base_url.and_then(|it| address::check(it).err()) {
        found.push(fault.into_diagnostic("--base-url"));
        return Checked::new(None, found);
    }
    let checks = checks(&record, &mut found);
    let letters = letters::read(&record, &mut found);
    let url = base_url.or(record.text("url")).filter(|_| !is_broken);
    let Some(url) = url.map(str::to_owned) else {
        return Checked::new(None, found);
    };
    let (origin, base) = address::split(&url);
    let own = record.text("url").filter(|it| address::check(it).is_ok());
    let home = own.map_or_else(|| (origin.clone(), base.clone()), address::split);
    let languages = languages(&record, &node);
    let zone = record.text("timezone").unwrap_or("Europe/Paris");
    let settings = Settings {
        languages: if languages.is_empty() { vec!["fr".into()] } else { languages },
        timezone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
        page_size: record
            .number("page_size")
            .and_then(|it| usize::try_from(it).ok())
            .filter(|it| *it > 0)
            .unwrap_or(20),
        origin,
        base,
        home,
        raw_html: match record
            .map("markdown")
            .and_then(|it| it.text("raw_html").map(str::to_owned))
            .as_deref()
        {
            Some("text") => RawHtml::Text,
            _ => RawHtml::Sanitize,
        },
        typography: record.bool("typography").unwrap_or(true),
        checks,
        letters,
        vitality: Thresholds::of(&record),
        theme: record.text("theme").unwrap_or("parvis").to_owned(),
        record,
    };
    Checked::new(Some(settings), found)
}

/// What stands in a page's policy must be a host and nothing else.
fn video_hosts(record: &Record) -> Vec<Diagnostic> {
    let hosts = record.list("video_hosts").iter();
    let wrong = hosts.filter(|it| !it.text().is_some_and(is_video_host));
    wrong
        .map(|it| {
            let message =
                format!("`{}` is not the name of a host", it.text().unwrap_or(""));
            Diagnostic::error("wrong-type", message)
                .at(it.span.clone())
                .help("write the host alone, in lower case: `tube.example.org`")
        })
        .collect()
}

/// The portal's languages. Those of a list that is refused as a whole count as well: else each
/// of their texts would be said to be in none of them.
fn languages(record: &Record, settings: &Node) -> Vec<String> {
    let Value::Map(pairs) = &settings.value else { return Vec::new() };
    let written = pairs.iter().find(|it| it.0.text() == Some("languages"));
    let all = match (record.node("languages"), written.map(|it| &it.1.value)) {
        (None, Some(Value::List(all))) => all.as_slice(),
        _ => record.list("languages"),
    };
    let known = all.iter().filter_map(Node::text).filter(|it| is_language(it));
    known.take(MOST_LANGUAGES).map(str::to_owned).collect()
}

/// How many languages are looked at when there are too many.
const MOST_LANGUAGES: usize = 200;

fn languages_twice(record: &Record) -> Vec<Diagnostic> {
    let all = record.list("languages");
    let mut found = Vec::new();
    for (at, node) in all.iter().enumerate() {
        if let Some(first) = all.iter().take(at).find(|it| it.text() == node.text()) {
            let lang = node.text().unwrap_or("");
            found.push(
                Diagnostic::error(
                    "duplicate-key",
                    format!("the language `{lang}` is given twice"),
                )
                .at(node.span.clone())
                .note("again here")
                .label(first.span.clone(), "first here")
                .help("keep one of the two"),
            );
        }
    }
    found
}

fn checks(record: &Record, found: &mut Vec<Diagnostic>) -> Vec<(String, Option<Severity>)> {
    let mut checks = Vec::new();
    for (key, value) in record.pairs("checks") {
        let code = key.text().unwrap_or("");
        if !codes::find(code).is_some_and(|it| it.taste) {
            let near = nearest(code, turnable());
            let known = codes::find(code).is_some();
            let near = near.filter(|_| !known);
            let help = near.map_or_else(
                || "`parvis explain` lists all rules, and says which can be changed".into(),
                |it| format!("did you mean `{it}`?"),
            );
            found.push(
                Diagnostic::error(
                    "unknown-check",
                    if known {
                        format!(
                            "the rule `{code}` cannot be turned: it would break the portal"
                        )
                    } else {
                        format!("there is no rule `{code}`")
                    },
                )
                .at(key.span.clone())
                .help(help),
            );
            continue;
        }
        let severity = match value.text() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            _ => None,
        };
        checks.push((code.to_owned(), severity));
    }
    checks
}
