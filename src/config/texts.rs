//! Texts of the interface in one language, and dates as that language writes them.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::{Date, Time};

use crate::{
    content::record::Moment,
    diag::{Checked, Source},
    yaml::{self, Value},
};

/// Texts of one language; what it lacks comes from another.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The language.
    pub lang: String,
    map: BTreeMap<String, String>,
}

impl Texts {
    /// Reads a table and lays it over another.
    pub fn parse(
        lang: &str,
        path: &str,
        text: &str,
        below: Option<&Texts>,
    ) -> Checked<Texts> {
        let source = Arc::new(Source::new(path, text));
        let mut map = below.map(|it| it.map.clone()).unwrap_or_default();
        let checked = yaml::parse(&source, 0..text.len());
        if let Some(Value::Map(pairs)) = checked.value.map(|it| it.value) {
            for (key, value) in pairs {
                if let (Some(key), Some(value)) = (key.text(), value.text()) {
                    map.insert(key.to_owned(), value.to_owned());
                }
            }
        }
        Checked::new(Texts { lang: lang.to_owned(), map }, checked.diagnostics)
    }

    /// A text; its key when nobody wrote it.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.map.get(key).map_or(key, String::as_str)
    }

    /// A text with its `{name}`s filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.get(key).to_owned();
        values
            .iter()
            .fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A text that depends on a number. In French 0 and 1 are singular, elsewhere only 1.
    pub fn count(&self, key: &str, n: usize) -> String {
        let one = n == 1 || (n == 0 && self.lang.starts_with("fr"));
        self.fill(
            &format!("{key}.{}", if one { "one" } else { "other" }),
            &[("n", &n.to_string())],
        )
    }

    fn word<'a>(&'a self, key: &'a str, idx: i8) -> &'a str {
        let idx = usize::try_from(idx).unwrap_or(1).saturating_sub(1);
        self.get(key).split_whitespace().nth(idx).unwrap_or("")
    }

    /// Name of a month, from 1.
    pub fn month(&self, month: i8) -> &str {
        self.word("months", month)
    }

    /// `1er mars 2026`.
    pub fn date(&self, date: Date) -> String {
        let day = if date.day() == 1 {
            self.get("day.first").to_owned()
        } else {
            date.day().to_string()
        };
        let year = date.year().to_string();
        self.fill(
            "date",
            &[("day", &day), ("month", self.month(date.month())), ("year", &year)],
        )
    }

    /// `mardi 8 décembre 2026 à 14 h`.
    pub fn moment(&self, moment: Moment) -> String {
        let weekday = self.word("weekdays", moment.date.weekday().to_monday_one_offset());
        let date = format!("{weekday} {}", self.date(moment.date));
        match moment.time {
            None => date,
            Some(time) => {
                self.fill("datetime", &[("date", &date), ("time", &self.time(time))])
            }
        }
    }

    /// `14 h 30`.
    pub fn time(&self, time: Time) -> String {
        let key = if time.minute() == 0 { "time.full" } else { "time" };
        self.fill(
            key,
            &[
                ("hour", &time.hour().to_string()),
                ("minute", &format!("{:02}", time.minute())),
            ],
        )
    }

    /// From a moment to another, as short as it can be said.
    pub fn range(&self, from: Moment, to: Option<Moment>) -> String {
        match to {
            None => self.moment(from),
            Some(to) if to.date == from.date => match to.time {
                Some(time) => format!("{} – {}", self.moment(from), self.time(time)),
                None => self.moment(from),
            },
            Some(to) => {
                let day = |it: Moment| self.date(it.date);
                self.fill("range", &[("from", &day(from)), ("to", &day(to))])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::record::parse_moment;

    #[test]
    fn french_dates_are_written_as_the_french_do() {
        let texts = Texts::parse(
            "fr",
            "fr.yaml",
            include_str!("../../themes/parvis/i18n/fr.yaml"),
            None,
        )
        .value;
        assert_eq!(texts.date("2026-03-01".parse().unwrap()), "1er mars 2026");
        assert_eq!(
            texts.moment(parse_moment("2026-12-08T14:00").unwrap()),
            "mardi 8 décembre 2026 à 14 h"
        );
        let range = texts
            .range(parse_moment("2026-03-12").unwrap(), parse_moment("2026-03-14").ok());
        assert_eq!(range, "du 12 mars 2026 au 14 mars 2026");
        assert_eq!(
            (texts.count("members", 0), texts.count("members", 2)),
            ("0 membre".into(), "2 membres".into())
        );
    }
}
