//! `portal.yaml`: what the settings mean.

mod texts;

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::{
    content::{
        field::SETTINGS,
        markdown::RawHtml,
        record::{self, Reading, Record},
    },
    diag::{Checked, Diagnostic, Severity, Source, codes, nearest},
    yaml,
};

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
    /// What happens to raw HTML.
    pub raw_html: RawHtml,
    /// Severities that the portal chose; nothing means off.
    pub checks: Vec<(String, Option<Severity>)>,
    /// Theme's name.
    pub theme: String,
}

impl Settings {
    /// Title in a language.
    pub fn title(&self, lang: &str) -> &str {
        self.record.local("title", lang).unwrap_or("")
    }

    /// Turns a rule of taste as the portal wants; nothing when it is off.
    pub fn judge(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        match self.checks.iter().find(|it| it.0 == diagnostic.code) {
            Some((_, None)) => None,
            Some((_, Some(severity))) => {
                diagnostic.severity = *severity;
                Some(diagnostic)
            }
            None => Some(diagnostic),
        }
    }
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
    let Some(node) = yaml::parse(&source, 0..text.len()).unload(&mut found) else {
        if found.is_empty() {
            let head = record::head(&source);
            found.push(
                Diagnostic::error("missing-field", "the settings lack `title` and `url`")
                    .at(head)
                    .help("add `title: …` and `url: https://…`"),
            );
        }
        return Checked::new(None, found);
    };
    let head = record::head(&source);
    let reading = Reading { what: "portal", localized: true, complete: true, head: &head };
    let record = record::read(&node, SETTINGS, reading).unload(&mut found);
    let Some(url) = base_url.or(record.text("url")).map(str::to_owned) else {
        return Checked::new(None, found);
    };
    let checks = checks(&record, &mut found);
    let (origin, base) = split_url(&url);
    if url.contains(['?', '#']) {
        let diagnostic = Diagnostic::error(
            "bad-url",
            format!("`url`: `{url}` has a query or an anchor"),
        );
        found.push(
            diagnostic
                .at(record.span("url").unwrap_or(head))
                .help("write scheme, host and path only"),
        );
    }
    let languages: Vec<String> = record
        .list("languages")
        .iter()
        .filter_map(|it| it.text().map(str::to_owned))
        .collect();
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
        raw_html: match record
            .map("markdown")
            .and_then(|it| it.text("raw_html").map(str::to_owned))
            .as_deref()
        {
            Some("text") => RawHtml::Text,
            _ => RawHtml::Sanitize,
        },
        checks,
        theme: record.text("theme").unwrap_or("parvis").to_owned(),
        record,
    };
    Checked::new(Some(settings), found)
}

fn split_url(url: &str) -> (String, String) {
    let host = url.find("://").map_or(0, |it| it + 3);
    let path =
        url.get(host..).and_then(|it| it.find('/')).map_or(url.len(), |it| it + host);
    let (origin, base) = url.split_at_checked(path).unwrap_or((url, ""));
    (origin.to_owned(), base.trim_end_matches('/').to_owned())
}

fn checks(record: &Record, found: &mut Vec<Diagnostic>) -> Vec<(String, Option<Severity>)> {
    let mut checks = Vec::new();
    for (key, value) in record.pairs("checks") {
        let code = key.text().unwrap_or("");
        if !codes::find(code).is_some_and(|it| it.taste) {
            let near = nearest(code, turnable());
            let help = near.map_or_else(
                || {
                    let all: Vec<&str> = turnable().collect();
                    format!("rules that can be turned: {}", all.join(", "))
                },
                |it| format!("did you mean `{it}`?"),
            );
            found.push(
                Diagnostic::error(
                    "unknown-check",
                    format!("no rule `{code}` can be turned"),
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
