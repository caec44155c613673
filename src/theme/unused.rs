//! What a portal lays over the theme and changes nothing: a file that takes the place of none, a
//! property that no style sheet reads.

use std::{collections::BTreeSet, sync::Arc};

use super::{EMBEDDED, Files, Own, embedded, references};
use crate::{
    config::Settings,
    diag::{Diagnostic, nearest},
    yaml::{Node, Value},
};

/// Says all of it.
pub(super) fn check(
    settings: &Settings,
    own: &Own<'_>,
    files: &Files,
    found: &mut Vec<Diagnostic>,
) {
    if own.folder("").is_empty() && files.is_empty() && properties(settings).is_empty() {
        return;
    }
    found.extend(texts(settings, files));
    found.extend(forgotten(settings, files));
    let known: Vec<String> = themes_files();
    let texts = all_texts(own);
    for (name, (path, text)) in own.folder("") {
        if is_used(&name, &text, &known, &texts) {
            continue;
        }
        let help = help(own.name, &name, &known);
        found.push(unused(&path, &help));
    }
    let sheets: String = texts
        .iter()
        .filter(|it| it.0.rsplit('.').next() == Some("css"))
        .map(|it| &*it.1)
        .collect();
    let names = variables(&sheets);
    for key in properties(settings) {
        let name = key.text().unwrap_or("").trim_start_matches("--");
        if names.contains(name) {
            continue;
        }
        let near = nearest(name, names.iter().copied());
        let help = near.map_or_else(
            || format!("remove it, or write `var(--{name})` in a style sheet"),
            |it| format!("did you mean `{it}`?"),
        );
        let message = format!("no style sheet reads the property `{name}`");
        found.push(
            Diagnostic::warning("unknown-property", message)
                .at(key.span.clone())
                .help(help),
        );
    }
}

/// What to write instead of the name of a file.
fn help(theme: &str, name: &str, known: &[String]) -> String {
    if matches!(name, "static/style.css" | "static/lists.css") {
        return format!(
            "write `themes/{theme}/static/css/90-own.css`: style sheets are joined"
        );
    }
    let (folder, rest) = name.split_once('/').unwrap_or((name, ""));
    let folders = ["templates", "static"];
    let moved = nearest(folder, folders).filter(|it| *it != folder);
    let near = moved
        .map(|it| format!("{it}/{rest}"))
        .or_else(|| nearest(name, known.iter().map(String::as_str)).map(str::to_owned));
    near.map_or_else(
        || "name the file of the theme that it changes, or refer to it".to_owned(),
        |it| format!("did you mean `themes/{theme}/{it}`?"),
    )
}

fn unused(path: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(
        "unused-theme-file",
        "takes the place of no file, and is used by none",
    )
    .in_file(path.to_owned())
    .help(help)
}

/// Interface texts of languages that the portal has not.
fn texts(settings: &Settings, files: &Files) -> Vec<Diagnostic> {
    let of = |path: &Arc<str>| {
        let name = path.strip_prefix("i18n/")?;
        let is_known = settings.languages.iter().any(|it| name == format!("{it}.yaml"));
        if is_known {
            return None;
        }
        let right: Vec<String> =
            settings.languages.iter().map(|it| format!("{it}.yaml")).collect();
        let near = nearest(name, right.iter().map(String::as_str));
        let lang = name.trim_end_matches(".yaml");
        Some(unused(
            path,
            &near.map_or_else(
                || format!("add `{lang}` to `languages:`, or remove the file"),
                |it| format!("did you mean `i18n/{it}`?"),
            ),
        ))
    };
    files.keys().filter_map(of).collect()
}

/// Paths of the embedded theme.
fn themes_files() -> Vec<String> {
    let folders = ["templates", "static"];
    let of = |folder: &&str| {
        embedded(folder).into_keys().map(|it| format!("{folder}/{it}")).collect::<Vec<_>>()
    };
    let top = EMBEDDED.files().filter_map(|it| it.path().to_str().map(str::to_owned));
    folders.iter().flat_map(of).chain(top).collect()
}

/// Templates and style sheets of both themes: what may refer to a file.
fn all_texts(own: &Own<'_>) -> Vec<(String, String)> {
    let folders = ["templates", "static"].into_iter();
    let mut all: Vec<(String, String)> = folders
        .flat_map(|it| embedded(it).into_iter().map(|(name, it)| (name, it.1)))
        .collect();
    all.extend(own.folder("").into_iter().map(|(name, it)| (name, it.1)));
    all
}

fn is_used(name: &str, text: &str, known: &[String], texts: &[(String, String)]) -> bool {
    if known.iter().any(|it| it == name) {
        return true;
    }
    let by_others =
        |short: &str| texts.iter().any(|(from, it)| from != name && it.contains(short));
    if let Some(template) = name.strip_prefix("templates/") {
        let extended =
            |it: &str| references::references(it).iter().any(|(of, _)| *of == template);
        return text.contains("{% component")
            || text.contains("{%- component")
            || texts.iter().any(|it| extended(&it.1));
    }
    let Some(asset) = name.strip_prefix("static/") else { return false };
    asset.starts_with("css/") && asset.rsplit('.').next() == Some("css")
        || !matches!(asset, "style.css" | "lists.css") && by_others(asset)
}

/// The names of `properties:` of the settings.
fn properties(settings: &Settings) -> Vec<&Node> {
    let own = settings.record.pairs("theme_settings").iter();
    let mut all = own.filter(|it| it.0.text() == Some("properties"));
    match all.next().map(|it| &it.1.value) {
        Some(Value::Map(pairs)) => pairs.iter().map(|it| &it.0).collect(),
        _ => Vec::new(),
    }
}

/// What the sheets read and set, without their dashes.
fn variables(sheets: &str) -> BTreeSet<&str> {
    let end = |it: char| !it.is_ascii_alphanumeric() && it != '-' && it != '_';
    let all = sheets.split("--").skip(1).filter_map(|it| it.split(end).next());
    all.filter(|it| !it.is_empty()).collect()
}

/// Folders of themes that the portal has not chosen.
fn forgotten(settings: &Settings, files: &Files) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let of = |path: &Arc<str>| {
        let (theme, _) = path.strip_prefix("themes/")?.split_once('/')?;
        if theme == settings.theme || !seen.insert(theme.to_owned()) {
            return None;
        }
        let near = nearest(theme, [settings.theme.as_str()]);
        let help = near.map_or_else(
            || format!("write `theme: {theme}` in `portal.yaml`, or remove the folder"),
            |it| format!("did you mean `themes/{it}/`?"),
        );
        Some(unused(path, &help))
    };
    files.keys().filter_map(of).collect()
}
