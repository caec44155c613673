//! Texts of the interface in one language, and dates as that language writes them.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use jiff::civil::{Date, Time};

use super::endonym;
use crate::{
    content::record::Moment,
    diag::{Checked, Source},
    typography::{self, Style},
    yaml::{self, Value},
};

/// Texts of one language; what it lacks comes from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// Keys of all texts, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.map.keys().map(String::as_str)
    }

    /// Gives a text another wording.
    pub fn set(&mut self, key: &str, text: &str) {
        self.map.insert(key.to_owned(), text.to_owned());
    }

    /// Sets all texts as a style wants, but for the words of addresses.
    pub fn set_as(&mut self, style: Style) {
        for (key, text) in &mut self.map {
            if !key.starts_with("address.")
                && let Cow::Owned(set) = typography::set(text, style)
            {
                *text = set;
            }
        }
    }

    /// Whether somebody wrote a text.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// A text with its `{name}`s filled; `{de:name}` is French: `de mars`, `d’avril`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(key);
        // In one pass: a value that looks like a place to fill is text.
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            let (elide, name) = match name.strip_prefix("de:") {
                Some(name) => (true, name),
                None => (false, name),
            };
            let value = values.iter().find(|it| it.0 == name).map_or("", |it| it.1);
            if elide {
                out.push_str(if elides(value) { "d’" } else { "de " });
            }
            out.push_str(value);
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// A text that depends on a number. In French 0 and 1 are singular, elsewhere only 1.
    pub fn count(&self, key: &str, n: usize) -> String {
        let one = n == 1 || (n == 0 && self.lang.starts_with("fr"));
        self.fill(
            &format!("{key}.{}", if one { "one" } else { "other" }),
            &[("n", &n.to_string())],
        )
    }

    /// A number with decimals behind a dot, as the language writes it.
    pub fn decimals(&self, number: &str) -> String {
        let tongue = self.lang.split('-').next().unwrap_or("");
        // Where CLDR has a dot, of the languages that portals are likely to have.
        let dot = ["en", "ga", "he", "ja", "ko", "th", "zh"].contains(&tongue);
        if dot { number.to_owned() } else { number.replace('.', ",") }
    }

    fn word<'a>(&'a self, key: &'a str, idx: i8) -> &'a str {
        let idx = usize::try_from(idx).unwrap_or(1).saturating_sub(1);
        self.get(key).split_whitespace().nth(idx).unwrap_or("")
    }

    /// `A, B et C`; empty for none.
    pub fn and(&self, mut words: Vec<String>) -> String {
        let Some(last) = words.pop() else { return String::new() };
        if words.is_empty() {
            return last;
        }
        self.fill("rhythm.and", &[("first", &words.join(", ")), ("last", &last)])
    }

    /// A small number, from 2, in words.
    pub fn number(&self, n: usize) -> Option<&str> {
        self.get("numbers").split_whitespace().nth(n.checked_sub(2)?)
    }

    /// The name of a language; what it calls itself where these texts have no word for it, and its
    /// code when nobody knows.
    pub fn language<'a>(&'a self, code: &'a str) -> &'a str {
        let known = self.map.get(&format!("language.{code}")).map(String::as_str);
        known.or_else(|| endonym(code)).unwrap_or(code)
    }

    /// Name of a month, from 1.
    pub fn month(&self, month: i8) -> &str {
        self.word("months", month)
    }

    /// Name of a month as calendars shorten it, from 1: `févr.`, `mars`, `juil.`
    pub fn short_month(&self, month: i8) -> &str {
        self.word("months.short", month)
    }

    /// A weekday as calendars shorten it: `lun.`
    pub fn short_weekday(&self, date: Date) -> &str {
        self.word("weekdays.short", date.weekday().to_monday_one_offset())
    }

    /// A day of a meeting in a line: `lun. 7 déc. 2026`.
    pub fn short_date(&self, date: Date) -> String {
        self.fill(
            "date.short",
            &[
                ("weekday", self.short_weekday(date)),
                ("day", &self.day(date)),
                ("month", self.short_month(date.month())),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// `avril 2026`.
    pub fn month_of_year(&self, year: i16, month: i8) -> String {
        format!("{} {year}", self.month(month))
    }

    /// `1er`, `2`.
    fn day(&self, date: Date) -> String {
        let first = date.day() == 1;
        if first { self.get("day.first").to_owned() } else { date.day().to_string() }
    }

    /// `1er mars 2026`.
    pub fn date(&self, date: Date) -> String {
        let (day, year) = (self.day(date), date.year().to_string());
        let month = self.month(date.month());
        self.fill("date", &[("day", &day), ("month", month), ("year", &year)])
    }

    /// `mardi 8 décembre 2026 à 14 h`.
    pub fn moment(&self, moment: Moment) -> String {
        let weekday = self.word("weekdays", moment.date.weekday().to_monday_one_offset());
        let date = format!("{weekday} {}", self.date(moment.date));
        self.at(date, moment.time)
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
            Some(to) if to.date != from.date => self.days(from, to),
            Some(Moment { time: Some(end), .. }) => {
                let Some(start) = from.time else { return self.moment(from) };
                let date = self.moment(Moment { time: None, ..from });
                self.fill(
                    "datetime.range",
                    &[
                        ("date", &date),
                        ("from", &self.time(start)),
                        ("to", &self.time(end)),
                    ],
                )
            }
            _ => self.moment(from),
        }
    }

    /// `du 12 au 14 mars 2026`: the month and the year are said once. With hours the month is
    /// said twice: `du 22 décembre à 22 h au 23 décembre 2026 à 2 h`.
    fn days(&self, from: Moment, to: Moment) -> String {
        let (first, last) = (from.date, to.date);
        let timed = from.time.is_some() || to.time.is_some();
        let day = if first.year() != last.year() {
            self.date(first)
        } else if timed || first.month() != last.month() {
            let month = self.month(first.month());
            self.fill("date.month", &[("day", &self.day(first)), ("month", month)])
        } else {
            self.day(first)
        };
        let (from, to) = (self.at(day, from.time), self.at(self.date(last), to.time));
        self.fill("range", &[("from", &from), ("to", &to)])
    }

    /// A day with its hour, if there is one.
    fn at(&self, date: String, time: Option<Time>) -> String {
        let Some(time) = time else { return date };
        self.fill("datetime", &[("date", &date), ("time", &self.time(time))])
    }
}

/// Whether `de` before a word becomes `d’`: before a vowel, a mute h, and `Yv`, not `Ya`.
fn elides(word: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    match letters.next() {
        Some(it) if "aàâeéèêëiîïoôuùûœæ".contains(it) => true,
        Some('h') => !matches!(letters.next(), Some('a' | 'â')),
        Some('y') => letters.next().is_some_and(|it| !"aeiouéèêy".contains(it)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::record::parse_moment;

    #[test]
    fn de_is_elided_before_a_vowel_and_a_mute_h() {
        for (word, elided) in [
            ("Aline", true),
            ("Élodie", true),
            ("Hélène", true),
            ("Yves", true),
            ("Yanis", false),
            ("Hamid", false),
            ("Camille", false),
            ("", false),
        ] {
            assert_eq!(elides(word), elided, "{word}");
        }
    }

    #[test]
    fn decimals_have_the_sign_of_the_language_whatever_its_region() {
        for (lang, number) in
            [("en", "72.5"), ("en-gb", "72.5"), ("fr", "72,5"), ("de-at", "72,5")]
        {
            let texts = Texts { lang: lang.to_owned(), ..Texts::default() };
            assert_eq!(texts.decimals("72.5"), number, "{lang}");
        }
    }

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
            "mardi 8 décembre 2026 à 14\u{a0}h"
        );
        let of =
            |month| texts.fill("events-of", &[("name", &texts.month_of_year(2026, month))]);
        assert_eq!(
            (of(3), of(4)),
            ("Événements de mars 2026".into(), "Événements d’avril 2026".into())
        );
        let short: Vec<&str> = (1..=12).map(|it| texts.short_month(it)).collect();
        assert_eq!(
            short.join(" "),
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
        );
        let range = texts
            .range(parse_moment("2026-03-12").unwrap(), parse_moment("2026-03-14").ok());
        assert_eq!(range, "du 12 au 14 mars 2026");
        let range =
            |from, to| texts.range(parse_moment(from).unwrap(), parse_moment(to).ok());
        assert_eq!(range("2026-03-31", "2026-04-01"), "du 31 mars au 1er avril 2026");
        assert_eq!(
            range("2026-12-08T14:00", "2026-12-08T16:30"),
            "mardi 8 décembre 2026, de 14\u{a0}h à 16\u{a0}h\u{a0}30"
        );
        assert_eq!(
            (texts.count("members", 0), texts.count("members", 2)),
            ("0 membre".into(), "2 membres".into())
        );
    }
}
