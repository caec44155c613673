//! The text of a new entry: a template of its kind, filled. [`crate::content::stub`] has the
//! templates, in the languages of the reader's interface.

use jiff::civil::Date;

use crate::{
    content::{
        Kind,
        field::fields,
        stub::{FOR_DRAFTS, template},
    },
    yaml::as_value,
};

/// What fills a template.
#[derive(Debug)]
pub(super) struct Values<'a> {
    pub(super) title: &'a str,
    pub(super) slug: &'a str,
    pub(super) date: Date,
    pub(super) people: &'a [String],
    pub(super) communities: &'a [String],
}

/// A new entry, with comments in the portal's language.
pub(super) fn entry(kind: Kind, lang: &str, values: &Values<'_>) -> String {
    let ending = if kind == Kind::Topic { "yaml" } else { "md" };
    fill(template(&format!("{}.{ending}", kind.word()), lang), kind, values)
}

/// The stub of a translation.
pub(super) fn translation(kind: Kind, lang: &str, values: &Values<'_>) -> String {
    fill(template("translation.md", lang), kind, values)
}

fn fill(template: &str, kind: Kind, values: &Values<'_>) -> String {
    let has_draft = fields(kind).iter().any(|it| it.name == "draft");
    // What is marked so is only for kinds that have drafts.
    let lines = template.lines().filter(|it| has_draft || !it.starts_with(FOR_DRAFTS));
    let lines = lines.map(|it| it.trim_start_matches(FOR_DRAFTS));
    lines.map(|it| fill_line(it, kind, values) + "\n").collect()
}

/// A line has at most one name to fill, so that no value is looked at for names.
fn fill_line(line: &str, kind: Kind, values: &Values<'_>) -> String {
    let name = if kind == Kind::Person { "name" } else { "title" };
    let line = line.replace("{name}", name);
    for (name, list) in [("{people}", values.people), ("{communities}", values.communities)]
    {
        if line.contains(name) {
            let filled = line.replace(name, &format!("[{}]", list.join(", ")));
            return if list.is_empty() { format!("# {filled}") } else { filled };
        }
    }
    if line.contains("{title}") {
        return line.replace("{title}", &as_value(values.title));
    }
    line.replace("{slug}", values.slug).replace("{date}", &values.date.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::content::{Document, parse};

    fn values<'a>(people: &'a [String], title: &'a str) -> Values<'a> {
        let date = Date::constant(2026, 3, 14);
        Values { title, slug: "x", date, people, communities: people }
    }

    fn path(kind: Kind) -> Arc<str> {
        match kind {
            Kind::Topic => "topics.yaml",
            Kind::Community => "communities/x/index.md",
            Kind::Retex => "communities/x/retex/2026-03-14-x.md",
            Kind::Event => "events/x.md",
            Kind::Talk => "talks/x.md",
            Kind::Practice => "practices/x.md",
            Kind::Initiative => "initiatives/x.md",
            Kind::Person => "people/x.md",
            Kind::Page | Kind::Home => "pages/x.md",
        }
        .into()
    }

    fn said(documents: &[Document]) -> Vec<String> {
        // Marks of Markdown in a title are told, and published as they are.
        let all = documents.iter().flat_map(Document::found);
        all.filter(|it| it.code != "text-marks")
            .map(|it| format!("{}: {}", it.code, it.message))
            .collect()
    }

    /// A comment that begins in lower case is a field; one in upper case explains.
    fn uncomment(line: &str) -> String {
        let Some((indent, rest)) = line.split_once("# ") else { return line.to_owned() };
        let key = rest.split(':').next().unwrap_or("");
        let field = key.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        let inner = rest.starts_with(' ');
        if indent.trim().is_empty() && rest.contains(':') && (field || inner)
            || rest.trim_start().starts_with("- ")
        {
            format!("{indent}{rest}")
        } else {
            line.to_owned()
        }
    }

    #[test]
    fn every_field_that_a_template_offers_is_right_when_uncommented() {
        for kind in Kind::ALL {
            for lang in ["fr", "en"] {
                let text = entry(kind, lang, &values(&["a".to_owned()], "Le titre"));
                assert_eq!(
                    said(&parse(&path(kind), &text.as_str().into())),
                    [""; 0],
                    "{lang} {text}"
                );
                let bare: String = text.lines().map(|it| uncomment(it) + "\n").collect();
                assert_ne!(bare, text);
                assert_eq!(
                    said(&parse(&path(kind), &bare.as_str().into())),
                    [""; 0],
                    "{lang} {bare}"
                );
                assert!(!bare.contains("# -") && !bare.contains('{') || kind == Kind::Talk);
            }
        }
    }

    #[test]
    fn a_title_comes_back_as_it_was_typed() {
        for title in [
            "Un titre: deux points",
            "a # b",
            "- x",
            "{title} {people} {date}",
            "\"x\" \\ 'y'",
            "true",
            "2026-03-14",
            "12",
            "null",
            "@x",
            "L’été !",
            "*x*",
            "~",
            "yes",
            "!tag",
        ] {
            let text = entry(Kind::Page, "fr", &values(&[], title));
            let documents = parse(&path(Kind::Page), &text.as_str().into());
            assert_eq!(said(&documents), [""; 0], "{text}");
            let read = documents.first().and_then(|it| it.record.text("title"));
            assert_eq!(read, Some(title));
        }
    }
}
