//! One value where a mapping of fields is wanted: the field that it is meant for.

use super::{scalar::check_scalar, words::translated};
use crate::{
    content::field::{Field, Type},
    yaml::{Node, Value, in_brackets, plain_type, quoted},
};

/// `{name: Salle 12}`: a value as that of the field that takes it, with the others that must be
/// there.
pub(super) fn wrapped(text: &str, fields: &[Field]) -> Option<String> {
    let text = text.trim();
    // `10:00 Accueil`: what begins with a number is a time first.
    let timed = text.split_once(' ').and_then(|it| of_time(it, fields));
    if timed.is_some() {
        return timed;
    }
    let takes = |it: &&Field| check_scalar(text, it.ty).is_ok();
    // What has a form of its own is told by it; any text may be a name.
    let has_form = |it: &&Field| {
        matches!(it.ty, Type::Url | Type::Email | Type::Date | Type::DateTime | Type::Color)
    };
    let is_text = |it: &&Field| {
        let is_name = it.required && matches!(it.ty, Type::Reference(_));
        is_name
            || matches!(
                it.ty,
                Type::Title | Type::Text | Type::Word | Type::File | Type::Slug
            )
    };
    let required = || fields.iter().filter(|it| it.required);
    let field = required()
        .filter(has_form)
        .find(takes)
        .or_else(|| fields.iter().filter(has_form).find(takes))
        .or_else(|| required().filter(is_text).find(takes))
        .or_else(|| fields.iter().filter(is_text).find(takes))?;
    // A number may be what the field takes.
    let is_number = plain_type(text, true).is_some() && !is_text(&field);
    let value = if is_number { text.to_owned() } else { in_brackets(text) };
    let mut parts: Vec<String> = fields
        .iter()
        .filter(|it| it.required || it.name == field.name)
        .map(|it| {
            let value = if it.name == field.name { &value } else { "…" };
            format!("{}: {value}", it.name)
        })
        .collect();
    // A day alone says nothing: an exception is nearly always one that does not take place.
    if fields.iter().any(|it| it.name == "cancelled") {
        parts.push("cancelled: true".to_owned());
    }
    Some(whole(&parts))
}

/// `{2027-03-11: cancelled}`, `{10h: Accueil}`: a pair whose name is the value of a field, as
/// that field and the one for the other half.
pub(super) fn keyed(node: &Node, fields: &[Field]) -> Option<String> {
    let Value::Map(pairs) = &node.value else { return None };
    let [(key, value)] = pairs.as_slice() else { return None };
    let (key, value) = (key.text()?, value.text()?.trim());
    let has = |name: &str| fields.iter().any(|it| it.name == name);
    if has(key) {
        return None;
    }
    let day =
        fields.iter().find(|it| it.ty == Type::Date && check_scalar(key, it.ty).is_ok());
    if let Some(day) = day {
        let day = format!("{}: {key}", day.name);
        if has("cancelled") && check_scalar(value, Type::DateTime).is_ok() {
            return Some(whole(&[day, format!("moved_to: {value}")]));
        }
        let is_off = translated(value, &["cancelled"]).is_some();
        return (has("cancelled") && is_off)
            .then(|| whole(&[day, "cancelled: true".to_owned()]));
    }
    of_time((key, value), fields)
}

/// A time and what happens then, where a mapping has both.
fn of_time((time, title): (&str, &str), fields: &[Field]) -> Option<String> {
    let title = title.trim_matches([' ', ':', '-', '–']);
    let has = |name: &str| fields.iter().any(|it| it.name == name);
    let is_time = time.starts_with(|it: char| it.is_ascii_digit())
        && time.contains([':', 'h'])
        && time.chars().all(|it| it.is_ascii_digit() || ":h-–".contains(it));
    (is_time && has("time") && has("title") && !title.is_empty()).then(|| {
        whole(&[
            format!("time: {}", quoted(time)),
            format!("title: {}", in_brackets(title)),
        ])
    })
}

/// `{a: …, b: …}`.
pub(super) fn whole(parts: &[String]) -> String {
    format!("{{{}}}", parts.join(", "))
}
