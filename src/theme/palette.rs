//! Colors and custom properties: those of `theme.yaml`, and what `theme_settings:` changes.
//!
//! They are written into the style sheet, after the theme's own, so that one color is changed
//! without copying a file; pairs that readers could not read are errors.

use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use super::{EMBEDDED, Images, Own, Tint, Tone, Tones, color::Color};
use serde::Serialize;

use crate::{
    config::Settings,
    diag::{Diagnostic, Source, Span, nearest},
    yaml::{self, Node, Value},
};

/// The least contrast of a text and its ground.
const LEAST: f64 = 4.5;

/// How much of a community's color is in the ground behind its name.
const SHARE: f64 = 0.08;

/// The grounds of programs; `paper` is what they stand on in print.
const PROGRAM: &[&str] = &["code", "mark", "added", "removed", "paper"];

/// Texts and the grounds they stand on.
const PAIRS: &[(&str, &[&str])] = &[
    ("ink", &["ground", "paper", "code", "mark", "added", "removed"]),
    ("soft", &["ground", "paper", "code"]),
    ("accent", &["ground", "paper"]),
    ("warn", &["ground", "paper", "code", "mark", "removed"]),
    ("keyword", PROGRAM),
    ("string", PROGRAM),
    ("number", PROGRAM),
    ("function", PROGRAM),
    ("type", PROGRAM),
    ("comment", PROGRAM),
];

/// The two tables of colors, and what they are for.
const TABLES: [(&str, &str); 2] = [("colors", "light"), ("dark_colors", "dark")];

/// What the theme and the portal chose.
pub(super) struct Palette {
    colors: [Colors; 2],
    properties: Vec<(String, String)>,
    /// Free settings for templates.
    pub(super) extra: tera::Value,
    /// What is said of pictures.
    pub(super) images: Images,
}

/// Reads the theme's colors, then the portal's over them.
pub(super) fn read(
    settings: &Settings,
    own: &Own<'_>,
    found: &mut Vec<Diagnostic>,
) -> Palette {
    let mut palette = Palette {
        colors: [BTreeMap::new(), BTreeMap::new()],
        properties: Vec::new(),
        extra: Extra::default().0,
        images: Images::default(),
    };
    let base = EMBEDDED.get_file("theme.yaml").and_then(|it| it.contents_utf8());
    palette.take_file("", base.unwrap_or(""), found);
    if let Some((path, text)) = own.folder("").get("theme.yaml") {
        palette.take_file(path, text, found);
    }
    if let Some(node) = settings.record.node("theme_settings") {
        palette.take(node, "theme_settings.", found);
    }
    let [light, dark] = &mut palette.colors;
    follow(light, dark);
    follow(dark, light);
    palette.check(found);
    palette
}

impl Palette {
    fn take_file(&mut self, path: &str, text: &str, found: &mut Vec<Diagnostic>) {
        let source = Arc::new(Source::new(path, text));
        if let Some(node) = yaml::parse(&source, 0..text.len()).unload(found) {
            self.take(&node, "", found);
        }
    }

    fn take(&mut self, node: &Node, prefix: &str, found: &mut Vec<Diagnostic>) {
        const KNOWN: [&str; 7] = [
            "name",
            "description",
            "colors",
            "dark_colors",
            "properties",
            "images",
            "extra",
        ];
        let Value::Map(pairs) = &node.value else { return };
        for (key, value) in pairs {
            match key.text().unwrap_or("") {
                "name" | "description" => {}
                "colors" => self.colors(0, value, found),
                "dark_colors" => self.colors(1, value, found),
                "properties" => self.properties(value, found),
                "images" => self.images.take(value, prefix, found),
                "extra" => self.extra = free(value),
                name => found.push(unknown(key, &format!("{prefix}{name}"), name, &KNOWN)),
            }
        }
    }

    fn colors(&mut self, table: usize, node: &Node, found: &mut Vec<Diagnostic>) {
        let Value::Map(pairs) = &node.value else { return };
        let Some(colors) = self.colors.get_mut(table) else { return };
        let first = colors.is_empty();
        for (key, value) in pairs {
            let name = key.text().unwrap_or("");
            let Some(color) = value.text().and_then(Color::parse) else {
                let message = format!("`{name}` is not a color");
                found.push(
                    Diagnostic::error("bad-color", message)
                        .at(value.span.clone())
                        .help("write six digits: `\"#1f6f54\"`"),
                );
                continue;
            };
            if !first && !colors.contains_key(name) {
                let names: Vec<&str> = colors.keys().map(String::as_str).collect();
                found.push(unknown(key, name, name, &names));
                continue;
            }
            let own = !value.span.source().path().is_empty();
            colors.insert(name.to_owned(), (color, own.then(|| value.span.clone())));
        }
    }

    fn properties(&mut self, node: &Node, found: &mut Vec<Diagnostic>) {
        let Value::Map(pairs) = &node.value else { return };
        for (key, value) in pairs {
            let (name, text) = (key.text().unwrap_or(""), value.text().unwrap_or(""));
            // As style sheets write it.
            let name = name.strip_prefix("--").unwrap_or(name);
            let safe = |it: char| it.is_ascii_alphanumeric() || it == '-';
            let harmless =
                |it: char| it.is_alphanumeric() || " .,%#()+-*/'\"_".contains(it);
            if name.is_empty() || !name.chars().all(safe) || !text.chars().all(harmless) {
                let message = format!("`{name}` is not a custom property");
                found.push(
                    Diagnostic::error("bad-property", message)
                        .at(value.span.clone())
                        .help("write a name and a value of one line: `radius: 0.25rem`"),
                );
                continue;
            }
            self.properties.push((name.to_owned(), text.to_owned()));
        }
    }

    /// Colors that the portal chose must be readable; the theme's own are tested.
    fn check(&self, found: &mut Vec<Diagnostic>) {
        for (colors, (_, mode)) in self.colors.iter().zip(TABLES) {
            for (text, ground) in
                PAIRS.iter().flat_map(|it| it.1.iter().map(move |ground| (it.0, *ground)))
            {
                let (Some(a), Some(b)) = (colors.get(text), colors.get(ground)) else {
                    continue;
                };
                let ratio = a.0.contrast(b.0);
                let Some(span) = a.1.as_ref().or(b.1.as_ref()).filter(|_| ratio < LEAST)
                else {
                    continue;
                };
                let ratio = (ratio * 100.0).floor() / 100.0;
                let message = format!(
                    "`{text}` {} on `{ground}` {} has a contrast of {ratio:.2}:1 in {mode} mode",
                    a.0, b.0
                );
                let better = a.0.readable(&[b.0], LEAST, 0.0);
                found.push(
                    Diagnostic::error("theme-contrast", message).at(span.clone()).help(
                        format!(
                            "a text needs {LEAST}:1; the nearest `{text}` is `{better}`"
                        ),
                    ),
                );
            }
        }
    }

    /// The generated end of the style sheet.
    pub(super) fn css(&self, tints: &[Tint]) -> String {
        let mut css = String::new();
        for (idx, colors) in self.colors.iter().enumerate() {
            let mut rules = String::from(":root{");
            for (name, (color, _)) in colors {
                push(&mut rules, format_args!("--{name}:{color};"));
            }
            if idx == 0 {
                for (name, value) in &self.properties {
                    push(&mut rules, format_args!("--{name}:{value};"));
                }
            }
            rules.push_str("}\n");
            for (slug, shade, soft) in shades(colors, tints) {
                push(
                    &mut rules,
                    format_args!(".c-{slug}{{--c:{shade};--c-soft:{soft}}}\n"),
                );
            }
            if idx == 0 {
                css.push_str(&rules);
            } else {
                push(
                    &mut css,
                    format_args!(
                        "@media screen and (prefers-color-scheme:dark){{\n{rules}}}\n"
                    ),
                );
            }
        }
        css
    }

    /// The same colors for what has no style sheet.
    pub(super) fn tones(&self, tints: &[Tint]) -> Tones {
        let table = |colors: &Colors| {
            let tone = |it: (&String, &(Color, _))| (it.0.clone(), Tone::of(it.1.0));
            colors.iter().map(tone).collect()
        };
        let [light, dark] = &self.colors;
        let communities = shades(light, tints).map(|it| (it.0.to_owned(), Tone::of(it.1)));
        Tones { light: table(light), dark: table(dark), communities: communities.collect() }
    }
}

type Colors = BTreeMap<String, (Color, Option<Span>)>;

/// An accent that was chosen for one mode only is the other's, too, in the nearest shade that can
/// be read there: else half of the readers would see the theme's.
fn follow(chosen: &Colors, other: &mut Colors) {
    let grounds: Vec<Color> =
        ["ground", "paper"].iter().filter_map(|it| other.get(*it)).map(|it| it.0).collect();
    let (Some((accent, Some(_))), Some((own, None))) =
        (chosen.get("accent"), other.get_mut("accent"))
    else {
        return;
    };
    *own = accent.readable(&grounds, LEAST, 0.0);
}

/// The communities' shades, readable on ground and paper, and their tint on paper.
fn shades<'a>(
    colors: &Colors,
    tints: &'a [Tint],
) -> impl Iterator<Item = (&'a str, Color, Color)> + use<'a> {
    let color = |name: &str| colors.get(name).map(|it| it.0);
    let all = color("ground").zip(color("paper")).zip(color("accent"));
    let shade = move |tint: &'a Tint| {
        let ((ground, paper), accent) = all?;
        let own = tint.color.as_deref().and_then(Color::parse).unwrap_or(accent);
        let shade = own.readable(&[ground, paper], LEAST + 0.1, SHARE);
        Some((tint.slug.as_str(), shade, shade.tint(paper, SHARE)))
    };
    tints.iter().filter_map(shade)
}

/// Writing to a text cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "writing to a text cannot fail");
}

pub(super) fn unknown(key: &Node, shown: &str, name: &str, known: &[&str]) -> Diagnostic {
    let near = nearest(name, known.iter().copied());
    let help = near.map_or_else(
        || format!("there are: {}", known.join(", ")),
        |it| format!("did you mean `{it}`?"),
    );
    Diagnostic::error("unknown-field", format!("unknown field `{shown}`"))
        .at(key.span.clone())
        .help(help)
}

/// `extra:` for templates; an empty mapping where there is none.
#[derive(Debug, Clone, Serialize)]
pub struct Extra(tera::Value);

impl Extra {
    /// What a node says.
    pub fn of(node: Option<&Node>) -> Self {
        node.map_or_else(Self::default, |it| Self(free(it)))
    }
}

impl Default for Extra {
    fn default() -> Self {
        Self(tera::Value::from_serializable(&BTreeMap::<String, String>::new()))
    }
}

/// A free value for templates.
fn free(node: &Node) -> tera::Value {
    match &node.value {
        Value::Scalar { text, .. } => tera::Value::from(text.as_str()),
        Value::List(items) => {
            tera::Value::from(items.iter().map(free).collect::<Vec<tera::Value>>())
        }
        Value::Map(pairs) => {
            let pairs: BTreeMap<String, tera::Value> = pairs
                .iter()
                .filter_map(|(key, value)| Some((key.text()?.to_owned(), free(value))))
                .collect();
            tera::Value::from_serializable(&pairs)
        }
        Value::Unread => tera::Value::none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_themes_own_colors_can_be_read() {
        let mut palette = Palette {
            colors: [BTreeMap::new(), BTreeMap::new()],
            properties: Vec::new(),
            extra: tera::Value::none(),
            images: Images::default(),
        };
        let mut found = Vec::new();
        let text = EMBEDDED.get_file("theme.yaml").unwrap().contents_utf8().unwrap();
        // With a path, each color counts as chosen and is checked.
        palette.take_file("theme.yaml", text, &mut found);
        palette.check(&mut found);
        assert_eq!(found.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [""; 0]);
        let names = |it: usize| palette.colors[it].keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(0), names(1));
        let used = PAIRS.iter().flat_map(|it| it.1.iter().chain(std::iter::once(&it.0)));
        used.for_each(|it| assert!(palette.colors[0].contains_key(*it), "{it}"));
    }
}
