//! Templates, style sheets and interface texts: the embedded theme, and what the portal lays
//! over it file by file.

use std::{collections::BTreeMap, sync::Arc};

use include_dir::{Dir, include_dir};
use tera::{ErrorKind, Tera};

use crate::{
    config::{Settings, Texts},
    diag::{Checked, Diagnostic, Source, Span},
};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/parvis");

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    /// Templates by name.
    pub tera: Tera,
    /// Address and text of each asset, by its path in `static/`.
    pub assets: BTreeMap<String, (String, String)>,
    /// Texts of each language of the portal, in the order of `languages:`.
    pub texts: Vec<Texts>,
    sources: BTreeMap<String, Arc<Source>>,
}

impl Theme {
    /// What a failed template says, at the template's line.
    pub fn diagnose(&self, error: &tera::Error, page: Option<&str>) -> Diagnostic {
        diagnose(error, &self.sources, page)
    }
}

/// Loads the theme; `files` are the portal's own texts of `themes/` and `i18n/`, `colors` the
/// communities' generated style sheet. Nothing comes out when a template cannot be used.
pub fn load(
    settings: &Settings,
    files: &BTreeMap<Arc<str>, Arc<str>>,
    colors: String,
) -> Checked<Option<Theme>> {
    let mut found = Vec::new();
    let own = format!("themes/{}/", settings.theme);
    let mine = |folder: &str| {
        let start = format!("{own}{folder}/");
        files
            .iter()
            .filter_map(move |(path, text)| {
                Some((
                    path.strip_prefix(&start)?.to_owned(),
                    (path.to_string(), text.to_string()),
                ))
            })
            .collect::<BTreeMap<_, _>>()
    };
    if settings.theme != "parvis"
        && mine("templates").is_empty()
        && mine("static").is_empty()
    {
        let span = settings.record.span("theme");
        let mut diagnostic = Diagnostic::error(
            "unknown-theme",
            format!("there is no theme `{}`", settings.theme),
        )
        .help(format!("write `theme: parvis`, or add templates to `{own}templates/`"));
        diagnostic.span = span;
        return Checked::new(None, vec![diagnostic]);
    }
    let mut templates = embedded("templates", "themes/parvis/templates/");
    for (name, (path, text)) in templates.clone() {
        // What is overridden can still be extended, as `parvis/…`.
        templates.insert(format!("parvis/{name}"), (path, text));
    }
    templates.extend(mine("templates"));
    let sources = templates
        .iter()
        .map(|(name, (path, text))| {
            (name.clone(), Arc::new(Source::new(path.as_str(), text.as_str())))
        })
        .collect();
    let mut tera = Tera::default();
    tera.autoescape_on(vec![".html", ".xml"]);
    let added = tera.add_raw_templates(
        templates
            .iter()
            .map(|(name, it)| (name.as_str(), it.1.as_str()))
            .collect::<Vec<_>>(),
    );
    if let Err(error) = added {
        found.push(diagnose(&error, &sources, None));
        return Checked::new(None, found);
    }
    let mut assets: BTreeMap<String, (String, String)> = embedded("static", "");
    assets.extend(mine("static"));
    assets.insert("communities.css".into(), (String::new(), colors));
    for (name, asset) in &mut assets {
        asset.0 = hashed(name, &asset.1);
    }
    let texts = settings
        .languages
        .iter()
        .map(|it| texts(it, settings, files, &mut found))
        .collect();
    Checked::new(Some(Theme { tera, assets, texts, sources }), found)
}

/// `/assets/style-1f3a9c2e.css`: a name that changes with the bytes.
fn hashed(name: &str, text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/assets/{stem}-{}.{ending}", hash.get(..8).unwrap_or(""))
}

fn embedded(folder: &str, prefix: &str) -> BTreeMap<String, (String, String)> {
    let files = EMBEDDED.get_dir(folder).map(Dir::files).into_iter().flatten();
    files
        .filter_map(|it| {
            let name = it.path().file_name()?.to_str()?.to_owned();
            Some((
                name.clone(),
                (format!("{prefix}{name}"), it.contents_utf8()?.to_owned()),
            ))
        })
        .collect()
}

fn texts(
    lang: &str,
    settings: &Settings,
    files: &BTreeMap<Arc<str>, Arc<str>>,
    found: &mut Vec<Diagnostic>,
) -> Texts {
    let embedded = |lang: &str| {
        EMBEDDED.get_file(format!("i18n/{lang}.yaml")).and_then(|it| it.contents_utf8())
    };
    let default = settings.languages.first().map_or("fr", String::as_str);
    let base = embedded(default).or(embedded("en")).unwrap_or("");
    let below = Texts::parse(lang, "i18n", base, None).value;
    let below = match embedded(lang) {
        Some(text) => Texts::parse(lang, "i18n", text, Some(&below)).value,
        None => below,
    };
    let path = format!("i18n/{lang}.yaml");
    if let Some(text) = files.get(path.as_str()) {
        Texts::parse(lang, &path, text, Some(&below)).unload(found)
    } else {
        if embedded(lang).is_none() {
            found.push(
                Diagnostic::warning("untranslated-interface", format!("the interface has no texts in `{lang}`; those in `{default}` are shown"))
                    .in_file("portal.yaml")
                    .help(format!("add `i18n/{lang}.yaml`")),
            );
        }
        below
    }
}

fn diagnose(
    error: &tera::Error,
    sources: &BTreeMap<String, Arc<Source>>,
    page: Option<&str>,
) -> Diagnostic {
    let on = page.map(|it| format!(" (page `{it}`)")).unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let diagnostic =
                Diagnostic::error("template", format!("{}{on}", report.message()));
            match sources.get(report.filename()) {
                Some(source) => {
                    diagnostic.at(Span::new(source, report.span().range.clone()))
                }
                None => diagnostic.in_file(report.filename().to_owned()),
            }
        }
        _ => Diagnostic::error("template", format!("{error}{on}")),
    }
}
