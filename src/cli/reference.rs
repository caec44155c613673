//! The field tables as Markdown: the reference of the README.

use std::fmt::Write;

use clap::ValueEnum;

use super::schema::Part;
use crate::content::field::{Field, Type};

/// The reference of one part, or of all that authors write and that are not lists (a list has
/// its kind's fields).
pub(super) fn text(part: Option<Part>) -> String {
    let all = Part::value_variants().iter().copied();
    let written = || all.filter(|it| !it.is_list() && !it.is_data()).collect();
    let parts: Vec<Part> = part.map_or_else(written, |it| vec![it]);
    parts.into_iter().map(table).collect::<Vec<_>>().join("\n")
}

fn table(part: Part) -> String {
    let (title, file) = head(part);
    if part.is_data() {
        return format!("#### {title}\n\n{file}\n");
    }
    let mut out =
        format!("#### {title}\n\n{file}\n\n| field | value | meaning |\n|---|---|---|\n");
    if part.is_list() {
        out.push_str("| **`id`** | slug | Name in references and addresses. |\n");
    }
    rows(&mut out, part.fields(), "");
    out
}

fn head(part: Part) -> (&'static str, &'static str) {
    match part {
        Part::Settings => ("Settings", "`portal.yaml`"),
        Part::Home => ("Home page", "`index.md`, `index.<lang>.md`"),
        Part::Community => ("Community", "`communities/<id>/index.md`"),
        Part::Retex => (
            "Retex",
            "`communities/<id>/retex/<date>-<slug>.md`, or `<date>-<slug>/index.md` with its images beside it",
        ),
        Part::Event => ("Event", "`communities/<id>/events/<slug>.md`, `events/<slug>.md`"),
        Part::Talk => (
            "Talk",
            "`communities/<id>/talks/<slug>.md`, `talks/<slug>.md`, or an item of a `talks.yaml` beside these folders",
        ),
        Part::Practice => {
            ("Practice", "`communities/<id>/practices/<slug>.md`, `practices/<slug>.md`")
        }
        Part::Initiative => (
            "Initiative",
            "`communities/<id>/initiatives/<slug>.md`, `initiatives/<slug>.md`",
        ),
        Part::Person => ("Person", "`people/<id>.md`, or an item of `people.yaml`"),
        Part::Topic => ("Topic", "an item of `topics.yaml`, with its `id`"),
        Part::Page => ("Page", "`communities/<id>/pages/**/*.md`, `pages/**/*.md`"),
        Part::Topics => ("Topics", "`topics.yaml`, a list"),
        Part::People => ("People", "`people.yaml`, a list"),
        Part::Talks => ("Talks", "`talks.yaml`, a list"),
        Part::CommunitiesData
        | Part::RetexData
        | Part::EventsData
        | Part::PeopleData
        | Part::TopicsData
        | Part::PracticesData
        | Part::InitiativesData
        | Part::TalksData
        | Part::VitalityData => {
            ("Published lists", "for programs; their JSON Schema tells more")
        }
    }
}

fn rows(out: &mut String, fields: &[Field], above: &str) {
    for field in fields {
        let name = format!("{above}{}", field.name);
        let shown =
            if field.required { format!("**`{name}`**") } else { format!("`{name}`") };
        let row = format!("| {shown} | {} | {} |", words(field.ty), field.doc);
        // Writing to a String cannot fail.
        writeln!(out, "{row}").unwrap_or_default();
        if let Some((fields, path)) = inner(field.ty) {
            rows(out, fields, &format!("{name}{path}."));
        }
    }
}

/// Fields of a mapping, or of the mappings of a list.
fn inner(ty: Type) -> Option<(&'static [Field], &'static str)> {
    match ty {
        Type::Map(fields) | Type::PersonOr(fields) => Some((fields, "")),
        Type::List(item, _) => inner(*item).map(|it| (it.0, "[]")),
        _ => None,
    }
}

fn words(ty: Type) -> String {
    match ty {
        Type::Title => "plain text, one line".into(),
        Type::Text => "plain text".into(),
        Type::Markdown => "Markdown".into(),
        Type::Word => "short plain text".into(),
        Type::Bool => "`true` or `false`".into(),
        Type::Number => "number".into(),
        Type::Positive => "number from 1".into(),
        Type::Percent => "number from 0 to 100".into(),
        Type::Date => "day, `2026-03-14`".into(),
        Type::DateTime => "day or day and time, `2026-03-14T18:30`".into(),
        Type::TimeZone => "time zone, `Europe/Paris`".into(),
        Type::Url => "address, `https://…`".into(),
        Type::Email => "e-mail address".into(),
        Type::Color => "color, `\"#1f6f54\"`".into(),
        Type::Language => "language, `fr`".into(),
        Type::Slug => "slug: `a-z`, `0-9`, `-`".into(),
        Type::Path => "path from the portal's root, `/…`".into(),
        Type::File => "file".into(),
        Type::Reference(kind) => format!("id of a {}", kind.word()),
        Type::AnyReference => "id of an entry".into(),
        Type::Choice(choices) => {
            let list: Vec<String> = choices.iter().map(|it| format!("`{it}`")).collect();
            list.join(", ")
        }
        Type::List(item, _) => format!("list: {}", words(*item)),
        Type::Map(_) => "mapping".into(),
        Type::PersonOr(_) => "id of a person, or mapping".into(),
        Type::Extra => "free mapping".into(),
        Type::Choices(choices) => format!("mapping to `{}`", choices.join("`, `")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, text};

    #[test]
    fn each_field_of_words_says_whether_marks_mean_something_in_it() {
        let all = text(None);
        let values = all.lines().filter_map(|it| it.split(" | ").nth(1));
        let words = values.filter(|it| it.ends_with("text") || it.contains("text,"));
        let mut count = 0;
        for value in words {
            assert!(value.contains("plain text"), "{value}");
            count += 1;
        }
        assert!(count > 50 && all.contains("| Markdown |"), "{count}");
        assert!(text(Some(Part::Topic)).contains("| list: short plain text |"));
    }
}
