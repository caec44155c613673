//! What names of files say: what cannot stand on every machine, and what was probably not meant.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use super::{Document, Kind, kind::is_language};
use crate::diag::Diagnostic;

/// Letters that Windows refuses in a name.
const REFUSED: &[u8] = b":*?\"<>|\\";

/// What file managers, editors and programs that share folders put into the names of copies.
const COPIES: &[&str] = &[
    " - copie",
    " - copy",
    " (copie",
    " (copy",
    "copie de ",
    "copy of ",
    ".sync-conflict-",
    "conflicted copy",
    "copie en conflit",
    "_backup_",
    "_base_",
    "_local_",
    "_remote_",
];

/// Says which names cannot be kept on every machine; once for a folder.
pub fn check_paths<'a>(paths: impl Iterator<Item = &'a Arc<str>>) -> Vec<Diagnostic> {
    let mut said = BTreeSet::new();
    let mut found = Vec::new();
    for path in paths.filter(|it| is_refused(it)) {
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            let whole = path.get(..end).unwrap_or(path);
            end += 1;
            if is_refused(part) && said.insert(whole) {
                found.push(refused(whole, part));
            }
        }
    }
    found
}

fn is_refused(path: &str) -> bool {
    let bytes = path.as_bytes();
    let ends = |it: Option<&u8>| matches!(it, Some(b' ' | b'.'));
    bytes.iter().any(|it| REFUSED.contains(it))
        || ends(bytes.last())
        || bytes.windows(2).any(|it| ends(it.first()) && it.last() == Some(&b'/'))
}

fn refused(path: &str, name: &str) -> Diagnostic {
    let bad = name.chars().find(|it| it.is_ascii() && REFUSED.contains(&(*it as u8)));
    let message = match bad {
        Some(it) => format!("Windows refuses a name with `{it}`: nobody there can work on the portal"),
        None => "Windows refuses a name that ends with a space or a dot: nobody there can work on the portal".to_owned(),
    };
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_word(ending) => (stem, ending),
        _ => (name, ""),
    };
    let words: Vec<&str> = stem
        .split(|it: char| it.is_ascii() && REFUSED.contains(&(it as u8)))
        .map(|it| it.trim_matches([' ', '.', '-']))
        .filter(|it| !it.is_empty())
        .collect();
    let dot = if ending.is_empty() { "" } else { "." };
    let right = format!("{}{dot}{ending}", words.join("-"));
    let help = if words.is_empty() {
        "rename it: letters, digits, `-`, `_` and `.`".to_owned()
    } else {
        format!("rename it to `{right}`")
    };
    Diagnostic::error("bad-file-name", message).in_file(path.to_owned()).help(help)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric())
}

/// Says which names of texts look as if something else was meant. `is_there` tells whether the
/// portal has a file.
pub fn check_name(
    document: &Document,
    is_there: impl Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let path = document.source.path();
    let (folder, name) = path.rsplit_once('/')?;
    let place = &document.place;
    if place.is_list || folder.is_empty() {
        return None;
    }
    // A folder's own text is called as the folder is.
    let (folder, name) =
        if place.is_index { folder.rsplit_once('/')? } else { (folder, name) };
    let odd = |message: String, help: String| {
        Diagnostic::warning("odd-file-name", message).at(document.head.clone()).help(help)
    };
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let beside = |stem: &str| {
        let path = format!("{folder}/{stem}");
        is_there(&format!("{path}.md"))
            .then(|| format!("`{stem}.md`"))
            .or_else(|| is_there(&format!("{path}/index.md")).then(|| format!("`{stem}/`")))
    };
    // Most names have nothing that a copy's has.
    let is_plain = !stem.bytes().any(|it| matches!(it, b' ' | b'_' | b'.'))
        && !stem.ends_with("copie")
        && !stem.ends_with("copy");
    if is_plain {
        return dated(document, name, odd);
    }
    if let Some(what) = copied(stem, beside) {
        let message = format!("`{name}` is named as {what}");
        let help = "keep one of the two; or give an entry of its own a name of its own";
        return Some(odd(message, help.to_owned()));
    }
    if let Some((before, lang)) = stem.rsplit_once('.')
        && let lower = lang.to_lowercase().replace('_', "-")
        && lower != lang
        && is_language(&lower)
        && beside(before).is_some()
    {
        let message = format!("`{name}` is read as another entry, not as a translation");
        let help = format!("write the language in small letters: `{before}.{lower}.md`");
        return Some(odd(message, help));
    }
    dated(document, name, odd)
}

/// Words for what a name is that of a copy: with its original, where that stands beside it.
fn copied(stem: &str, beside: impl Fn(&str) -> Option<String>) -> Option<String> {
    let lower = stem.to_lowercase();
    let sign = COPIES.iter().find_map(|it| Some((*it, lower.find(it)?)));
    if let Some((sign, at)) = sign {
        let original = if at == 0 { stem.get(sign.len()..) } else { stem.get(..at) };
        let of =
            original.and_then(beside).map_or_else(String::new, |it| format!(" of {it}"));
        return Some(format!("a copy{of}"));
    }
    // ` (1)`, ` 2` and `-copy` may be part of a name: only what stands beside it tells.
    let counted = |it: char| it.is_ascii_digit() || "() ".contains(it);
    let bare = lower.trim_end_matches(counted);
    let is_counted = lower.get(bare.len()..).is_some_and(|it| it.starts_with(' '));
    let words = ["copie", "copy"].iter().find_map(|it| bare.strip_suffix(it));
    let words = words.and_then(|it| it.strip_suffix([' ', '-', '_']));
    let original = words.or(is_counted.then_some(bare))?;
    let original = stem.get(..original.len()).and_then(beside)?;
    Some(format!("a copy of {original}"))
}

/// A date at the start of a name that is not read as one, or is another than the entry's.
fn dated(
    document: &Document,
    name: &str,
    odd: impl Fn(String, String) -> Diagnostic,
) -> Option<Diagnostic> {
    if document.place.kind != Kind::Retex {
        return None;
    }
    if let Some(day) = document.place.date {
        let date = document.record.date("date").filter(|it| *it != day)?;
        let span = document.record.span("date")?;
        let message = format!("the file's name says {day}, and `date` says {date}");
        let help = "`date` is taken: rename the file, or correct `date`".to_owned();
        return Some(odd(message, help).at(span));
    }
    let end = name.len()
        - name
            .trim_start_matches(|it: char| it.is_ascii_digit() || "-_.".contains(it))
            .len();
    let (begin, rest) = name.split_at_checked(end)?;
    let begin = begin.trim_end_matches(['-', '_', '.']);
    let parts: Vec<&str> = match begin.split(['-', '_', '.']).collect::<Vec<_>>().as_slice()
    {
        [one] if one.len() == 8 => vec![one.get(..4)?, one.get(4..6)?, one.get(6..)?],
        parts => parts.to_vec(),
    };
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = match (a.len(), c.len()) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) => (c, b, a),
        _ => return None,
    };
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let year: i16 = year.parse().ok().filter(|it| (1970..=2100).contains(it))?;
    Some(match Date::new(year, month, day) {
        Ok(date) => odd(
            format!("the date at the start of `{name}` is not read"),
            format!("rename it to `{date}-{rest}`"),
        ),
        Err(_) => odd(
            format!("the name begins with `{begin}`, and there is no such day"),
            "rename it: the year, the month, the day, such as `2026-03-14-…`".to_owned(),
        ),
    })
}
