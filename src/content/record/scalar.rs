//! One value against its type, and the words for both.

use jiff::tz::TimeZone;

use super::{
    address::{check_color, check_file, check_path, check_slug, check_url, unknown_zone},
    date::{check_date, check_moment},
    words::{seen, translated},
};
use crate::{
    content::{field::Type, kind::is_language},
    diag::nearest,
};

/// Why a value is not what its field needs.
pub(super) enum Fault {
    /// The type: what to write instead.
    Type(Option<String>),
    /// Another fault: code, message, help.
    Other(&'static str, String, Option<String>),
}

pub(super) fn check_scalar(text: &str, ty: Type) -> Result<String, Fault> {
    let trimmed = text.trim();
    match ty {
        Type::Bool => match trimmed {
            "true" | "false" => Ok(trimmed.to_owned()),
            "yes" | "on" | "Yes" | "True" | "TRUE" => Err(Fault::Type(Some("true".into()))),
            "no" | "off" | "No" | "False" | "FALSE" => {
                Err(Fault::Type(Some("false".into())))
            }
            _ => Err(Fault::Type(None)),
        },
        Type::Number => match trimmed.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(Fault::Type(ungrouped(trimmed))),
        },
        Type::Date => check_date(trimmed).map(|it| it.to_string()),
        Type::DateTime => check_moment(trimmed),
        Type::TimeZone => match TimeZone::get(trimmed) {
            Ok(_) => Ok(trimmed.to_owned()),
            Err(_) => Err(unknown_zone(trimmed)),
        },
        Type::Url => check_url(trimmed),
        Type::Email => match trimmed.split_once('@') {
            Some((user, host))
                if !user.is_empty()
                    && host.contains('.')
                    && !trimmed
                        .contains(|it: char| it.is_whitespace() || it.is_control()) =>
            {
                Ok(trimmed.to_owned())
            }
            _ => Err(Fault::Type(None)),
        },
        Type::Color => check_color(trimmed),
        Type::Language if is_language(trimmed) => Ok(trimmed.to_owned()),
        Type::Language => {
            let lower = trimmed.to_lowercase().replace('_', "-");
            Err(Fault::Type(Some(lower).filter(|it| is_language(it))))
        }
        Type::Slug => check_slug(trimmed),
        Type::Path => check_path(trimmed),
        Type::File => check_file(trimmed),
        Type::Choice(words) => {
            let known = |word: &str| words.iter().find(|it| **it == word).copied();
            known(trimmed).map(str::to_owned).ok_or_else(|| {
                let near = translated(trimmed).and_then(known);
                let near = near.or_else(|| nearest(trimmed, words.iter().copied()));
                Fault::Type(near.map(str::to_owned))
            })
        }
        Type::Word | Type::Reference(_) | Type::AnyReference => check_word(text),
        _ => Ok(text.to_owned()),
    }
}

/// A number whose thousands are apart: `1 200`, `1’200`.
fn ungrouped(text: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.split([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’', '_']).collect();
    let (first, rest) = parts.split_first()?;
    let is_grouped = !rest.is_empty()
        && (1..=3).contains(&first.len())
        && rest.iter().all(|it| it.len() == 3);
    let whole = parts.concat();
    (is_grouped && whole.bytes().all(|it| it.is_ascii_digit()))
        .then(|| whole.parse::<u32>().ok().map(|it| it.to_string()))
        .flatten()
}

fn check_word(text: &str) -> Result<String, Fault> {
    let length = text.chars().count();
    if length > 500 {
        let message = format!("{length} characters, at most 500 are allowed");
        return Err(Fault::Other("too-long", message, None));
    }
    Ok(seen(text.trim()))
}

pub(super) fn wanted(ty: Type) -> String {
    match ty {
        Type::Bool => "`true` or `false`".into(),
        Type::Number => "a whole number".into(),
        Type::Date => "a day such as `2026-03-14`".into(),
        Type::DateTime => "a day, or a day and a time such as `2026-03-14T18:30`".into(),
        Type::TimeZone => "a time zone such as `Europe/Paris`".into(),
        Type::Url => "an address".into(),
        Type::Email => "an e-mail address".into(),
        Type::Color => "a color such as `\"#1f6f54\"`".into(),
        Type::Language => "a language such as `fr`".into(),
        Type::Slug => "a slug".into(),
        Type::Path => "a path".into(),
        Type::File => "a file".into(),
        Type::Reference(kind) => format!("the id of a {}", kind.word()),
        Type::AnyReference => "the id of an entry".into(),
        Type::Choice(words) => {
            let list: Vec<String> = words.iter().map(|it| format!("`{it}`")).collect();
            format!("one of {}", list.join(", "))
        }
        _ => "a text".into(),
    }
}

/// What a value looks like, for help.
pub fn example(ty: Type) -> &'static str {
    match ty {
        Type::Bool => "true",
        Type::Number => "1",
        Type::Date => "2026-03-14",
        Type::DateTime => "2026-03-14T18:30",
        Type::TimeZone => "Europe/Paris",
        Type::Language => "fr",
        Type::Url => "https://…",
        Type::Email => "ana@exemple.example",
        Type::Reference(_) | Type::AnyReference => "an-id",
        Type::List(..) => "[…]",
        Type::Map(_) | Type::Extra | Type::Choices(_) => "{…}",
        _ => "…",
    }
}
