//! One value against its type, and the words for both.

use jiff::tz::TimeZone;

use super::{
    address::{check_color, check_file, check_path, check_slug, check_url, unknown_zone},
    date::{check_date, check_moment},
    number,
    words::{language_named, seen, translated},
};
use crate::{
    content::{field::Type, kind::is_language, slug::slugify, web::is_mail},
    diag::nearest,
};

/// Why a value is not what its field needs.
pub(super) enum Fault {
    /// The type: what to write instead.
    Type(Option<String>),
    /// The value is of the right type, and too small or too large: what to do instead.
    Range(String),
    /// Another fault: code, message, help.
    Other(&'static str, String, Option<String>),
}

pub(super) fn check_scalar(text: &str, ty: Type) -> Result<String, Fault> {
    let trimmed = text.trim();
    match ty {
        Type::Bool if matches!(trimmed, "true" | "false") => Ok(trimmed.to_owned()),
        Type::Bool => Err(Fault::Type(truth(trimmed).map(str::to_owned))),
        Type::Number => number::whole(trimmed, 0),
        Type::Positive => number::whole(trimmed, 1),
        Type::Percent => number::percent(trimmed),
        Type::Date => check_date(trimmed).map(|it| it.to_string()),
        Type::DateTime => check_moment(trimmed),
        Type::TimeZone => match TimeZone::get(trimmed) {
            Ok(_) => Ok(trimmed.to_owned()),
            Err(_) => Err(unknown_zone(trimmed)),
        },
        Type::Url => check_url(trimmed),
        Type::Email if is_mailbox(trimmed) => Ok(trimmed.to_owned()),
        Type::Email => {
            let words =
                trimmed.split(|it: char| it.is_whitespace() || "<>()[],;".contains(it));
            let mut bare = words.map(|it| it.strip_prefix("mailto:").unwrap_or(it));
            Err(Fault::Type(bare.find(|it| is_mailbox(it)).map(str::to_owned)))
        }
        Type::Color => check_color(trimmed),
        Type::Language if is_language(trimmed) => Ok(trimmed.to_owned()),
        Type::Language => {
            let lower = trimmed.to_lowercase().replace('_', "-");
            let named = || language_named(trimmed).map(str::to_owned);
            Err(Fault::Type(Some(lower).filter(|it| is_language(it)).or_else(named)))
        }
        Type::Slug => check_slug(trimmed),
        Type::Path => check_path(trimmed),
        Type::File => check_file(trimmed),
        Type::Choice(words) => {
            let known = |word: &str| words.iter().find(|it| **it == word).copied();
            known(trimmed).map(str::to_owned).ok_or_else(|| {
                let near = known(&slugify(trimmed)).or_else(|| translated(trimmed, words));
                let near = near.or_else(|| nearest(trimmed, words.iter().copied()));
                Fault::Type(near.map(str::to_owned))
            })
        }
        Type::Word | Type::Reference(_) | Type::AnyReference => check_word(text),
        _ => Ok(text.to_owned()),
    }
}

/// What a word says that is neither `true` nor `false`.
fn truth(text: &str) -> Option<&'static str> {
    match slugify(text).as_str() {
        "true" | "yes" | "on" | "oui" | "vrai" | "y" | "1" => Some("true"),
        "false" | "no" | "off" | "non" | "faux" | "n" | "0" => Some("false"),
        _ => None,
    }
}

/// Whether a text is the address of one mailbox of the web.
fn is_mailbox(text: &str) -> bool {
    is_mail(text) && text.rsplit_once('@').is_some_and(|it| it.1.contains('.'))
}

/// What a value was meant to be that stands between signs of something else: quotes of a word
/// processor, the brackets of a link, a comma behind it.
pub(super) fn unwrapped(text: &str, ty: Type) -> Option<String> {
    let signs = "“”„‘’‚«»\"'<>`".chars();
    let is_sign = |it: char| signs.clone().any(|sign| sign == it) || it.is_whitespace();
    let bare = text.trim_matches(is_sign).trim_end_matches([',', ';', '.']);
    let bare = bare.trim_matches(is_sign);
    let of_link = || text.strip_suffix(')')?.rsplit_once("](").map(|it| it.1);
    let takes = |it: &&str| *it != text && check_scalar(it, ty).is_ok();
    let found = [Some(bare), of_link(), bare.strip_prefix(['@', '#'])];
    found.into_iter().flatten().filter(|it| !it.is_empty()).find(takes).map(str::to_owned)
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
        Type::Number => "a whole number from 0".into(),
        Type::Positive => "a whole number from 1".into(),
        Type::Percent => "a number from 0 to 100".into(),
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
        Type::Reference(kind) => {
            let word = kind.word();
            let article = if word.starts_with(['e', 'i']) { "an" } else { "a" };
            format!("the id of {article} {word}")
        }
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
        Type::Number | Type::Positive => "1",
        Type::Percent => "72.5",
        Type::Color => "\"#1f6f54\"",
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
