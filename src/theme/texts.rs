//! Texts of the interface: the theme's, the portal's over them, the default language below.

use std::sync::Arc;

use super::{EMBEDDED, Files};
use crate::{
    config::{Settings, Texts, endonym},
    content::slug::slugify,
    diag::{Diagnostic, Source, nearest},
    yaml::{self, Value, shorten},
};

fn embedded(lang: &str) -> Option<&'static str> {
    EMBEDDED.get_file(format!("i18n/{lang}.yaml"))?.contents_utf8()
}

/// Texts of one language of the portal.
pub(super) fn load(
    lang: &str,
    settings: &Settings,
    files: &Files,
    found: &mut Vec<Diagnostic>,
) -> Texts {
    let default = settings.languages.first().map_or("fr", String::as_str);
    let own =
        |lang: &str| own_text(lang, files).map(|text| (format!("i18n/{lang}.yaml"), text));
    let mut below = Texts::parse(lang, "", embedded("en").unwrap_or(""), None).value;
    let mut lay = |lang: &str, below: Texts| {
        let mut texts = below;
        if let Some(text) = embedded(lang) {
            texts = Texts::parse(&texts.lang, "", text, Some(&texts)).value;
        }
        if let Some((path, text)) = own(lang) {
            let checked = Texts::parse(&texts.lang, &path, &text, Some(&texts));
            let mut said = Vec::new();
            let below = std::mem::replace(&mut texts, checked.unload(&mut said));
            check(&path, &text, &below, &mut texts, &mut said);
            // Each file is said once: as its own language.
            if lang == texts.lang {
                found.append(&mut said);
            }
        }
        texts
    };
    below = lay(default, below);
    if lang != default {
        below = lay(lang, below);
    }
    let named = |text: &str| Texts::parse(lang, "", text, None).value.has("language");
    let own_name = embedded(lang).is_some_and(named)
        || own_text(lang, files).is_some_and(|it| named(&it));
    if !own_name {
        below.set("language", endonym(lang).unwrap_or(lang));
    }
    if embedded(lang).is_none() {
        missing(lang, default, own(lang), found);
    }
    below.set_as(settings.style(lang));
    below
}

/// Longest word of an address, in bytes.
const MAX_WORD: usize = 100;

/// Words of addresses must be able to stand in one; else the words below stay. A name that is
/// nearly right is said.
fn check(
    path: &str,
    text: &str,
    below: &Texts,
    texts: &mut Texts,
    found: &mut Vec<Diagnostic>,
) {
    let source = Arc::new(Source::new(path, text));
    let Some(Value::Map(pairs)) =
        yaml::parse(&source, 0..text.len()).value.map(|it| it.value)
    else {
        return;
    };
    for (key, value) in &pairs {
        let (Some(name), Some(word)) = (key.text(), value.text()) else { continue };
        // A template of the portal may ask for texts of its own.
        if !below.has(name)
            && let Some(near) = nearest(name, below.keys())
        {
            let message = format!("no page shows a text `{name}`");
            found.push(
                Diagnostic::warning("unknown-text", message)
                    .at(key.span.clone())
                    .help(format!("did you mean `{near}`?")),
            );
        }
        let slug = slugify(word);
        if !name.starts_with("address.")
            || (slug == word && (1..=MAX_WORD).contains(&word.len()))
        {
            continue;
        }
        let default = below.get(name);
        texts.set(name, default);
        let right = if slug.is_empty() || slug.len() > MAX_WORD { default } else { &slug };
        let wrong = match word {
            "" => "is empty".to_owned(),
            _ => format!("cannot be `{}`", shorten(word)),
        };
        let message = format!("`{name}` {wrong}: it stands in addresses");
        found.push(
            Diagnostic::error("bad-slug", message)
                .at(value.span.clone())
                .help(format!("write `{right}`, or another word of `a-z`, `0-9` and `-`")),
        );
    }
}

fn own_text(lang: &str, files: &Files) -> Option<String> {
    files.get(format!("i18n/{lang}.yaml").as_str()).map(ToString::to_string)
}

/// One warning for a language that the theme does not speak.
fn missing(
    lang: &str,
    default: &str,
    own: Option<(String, String)>,
    found: &mut Vec<Diagnostic>,
) {
    let all = Texts::parse(lang, "", embedded("fr").unwrap_or(""), None).value;
    let Some((path, text)) = own else {
        let message = format!(
            "the interface has no texts in `{lang}`; those in `{default}` are shown"
        );
        found.push(
            Diagnostic::warning("untranslated-interface", message)
                .in_file("portal.yaml")
                .help(format!("add `i18n/{lang}.yaml`")),
        );
        return;
    };
    let given = Texts::parse(lang, "", &text, None).value;
    let lacks: Vec<&str> = all.keys().filter(|it| !given.has(it)).collect();
    if lacks.is_empty() {
        return;
    }
    let shown: Vec<&str> = lacks.iter().take(5).copied().collect();
    let dots = if lacks.len() > shown.len() { " …" } else { "" };
    let message = format!(
        "{} of {} texts of the interface are not in `{lang}`; those in `{default}` are shown",
        lacks.len(),
        all.keys().count()
    );
    found.push(
        Diagnostic::warning("untranslated-interface", message)
            .in_file(path)
            .help(format!("add {}{dots}", shown.join(", "))),
    );
}
