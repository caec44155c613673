//! One value where a mapping of fields is wanted: the field that it is meant for.

use super::scalar::check_scalar;
use crate::{
    content::field::{Field, Type},
    yaml::{in_brackets, plain_type},
};

/// `{name: Salle 12}`: a value as that of the field that takes it, with the others that must be
/// there.
pub(super) fn wrapped(text: &str, fields: &[Field]) -> Option<String> {
    let text = text.trim();
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

/// `{a: …, b: …}`.
pub(super) fn whole(parts: &[String]) -> String {
    format!("{{{}}}", parts.join(", "))
}
