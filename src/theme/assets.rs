//! Assets with hashed names; all style sheets of `static/css/` in one file, and those of
//! `static/css/lists/` in another that articles do not load.

use std::{collections::BTreeMap, fmt::Write};

use super::{Own, embedded};
use crate::{diag::Diagnostic, picture, source::svg};

/// A text file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// `/assets/style-1f3a9c2e.css`: a name that changes with the bytes.
    pub address: String,
    /// What is in it.
    pub text: String,
}

/// The sheet of all pages, and of those that are no articles.
const SHEETS: [(&str, &str); 2] = [("css/lists/", "lists.css"), ("css/", "style.css")];

/// The theme's assets: the portal's files win; style sheets are joined in the order of their names.
///
/// Its drawings are published as any drawing is: what was read of them, written anew.
pub(super) fn load(
    own: &Own<'_>,
    generated: &str,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Asset> {
    let mut files = embedded("static");
    for (name, (path, text)) in own.folder("static/") {
        let text = match name.rsplit('.').next() {
            Some("svg") => match drawing(&path, &text, found) {
                Some(it) => it,
                None => continue,
            },
            _ => text,
        };
        files.insert(name, (path, text));
    }
    let mut assets = BTreeMap::new();
    let mut sheets: BTreeMap<&str, String> = BTreeMap::new();
    for (name, (_, text)) in files {
        let sheet = SHEETS.iter().find(|it| name.starts_with(it.0)).map(|it| it.1);
        if let Some(sheet) = sheet.filter(|_| name.rsplit('.').next() == Some("css")) {
            let css = sheets.entry(sheet).or_default();
            // Writing to a text cannot fail.
            let written = writeln!(css, "{}", squeeze(&text));
            debug_assert!(written.is_ok(), "writing to a text cannot fail");
        } else {
            let address = hashed(&name, &text);
            assets.insert(name, Asset { address, text });
        }
    }
    // What the portal chose comes last, and so wins.
    sheets.entry("style.css").or_default().push_str(generated);
    let named: Vec<(String, Asset)> =
        sheets.into_iter().map(|it| sheet(it.0, it.1, &assets)).collect();
    assets.extend(named);
    assets
}

fn drawing(path: &str, text: &str, found: &mut Vec<Diagnostic>) -> Option<String> {
    svg::drawing(&path.into(), text, found)?;
    picture::drawing(text)
}

/// A sheet whose files have their hashed names.
fn sheet(name: &str, mut css: String, assets: &BTreeMap<String, Asset>) -> (String, Asset) {
    for (name, asset) in assets {
        let file = asset.address.trim_start_matches("/assets/");
        for quote in ["", "\"", "'"] {
            css =
                css.replace(&format!("url({quote}{name}{quote})"), &format!("url({file})"));
        }
    }
    let address = hashed(name, &css);
    (name.to_owned(), Asset { address, text: css })
}

fn hashed(name: &str, text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/assets/{}-{}.{ending}", stem.replace('/', "-"), hash.get(..8).unwrap_or(""))
}

/// Without comments, and without the white space that means nothing: readers need neither.
/// What stands in quotes stays.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |it| it.1);
            continue;
        }
        let length =
            if matches!(next, '"' | '\'') { quoted(rest) } else { next.len_utf8() };
        let (piece, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = tail;
        if next.is_whitespace() {
            space = true;
            continue;
        }
        let last = out.chars().next_back();
        if space
            && !matches!(next, '{' | '}' | ';' | ',' | '!')
            && last.is_some_and(|it| !matches!(it, '{' | '\n' | ';' | ',' | ':'))
        {
            out.push(' ');
        }
        space = false;
        if next == '}' && last == Some(';') {
            out.pop();
        }
        out.push_str(piece);
        // A line for each block: the sheet is looked at when something is wrong.
        if next == '}' {
            out.push('\n');
        }
    }
    out
}

/// The length of the string that a text begins with.
fn quoted(text: &str) -> usize {
    let mut letters = text.char_indices();
    let quote = letters.next().map(|it| it.1);
    let mut escaped = false;
    for (at, letter) in letters {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            it if Some(it) == quote => return at + it.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_white_space_go() {
        assert_eq!(squeeze("/* a */\na {\n  b: c; /* d */\n}\n\n"), "a{b:c}\n");
        assert_eq!(
            squeeze(
                "@media (width < 40em) {\n  a :hover, b > c {\n    d: calc(1px + 2px) !important;\n  }\n}"
            ),
            "@media (width < 40em){a :hover,b > c{d:calc(1px + 2px)!important}\n}\n"
        );
    }

    #[test]
    fn what_stands_in_quotes_stays() {
        assert_eq!(
            squeeze("a { content: \"{ /* é */ ; \\\" }\"; b: '  ' }"),
            "a{content:\"{ /* é */ ; \\\" }\";b:'  '}\n"
        );
    }
}
