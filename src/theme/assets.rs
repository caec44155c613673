//! Assets with hashed names; the style sheets of `static/css/` in one file, and those of
//! `static/css/lists/` in another, which the page of a retex does without.

use std::{collections::BTreeMap, fmt::Write};

use super::{Own, embedded};

/// A text file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// `/assets/style-1f3a9c2e.css`: a name that changes with the bytes.
    pub address: String,
    /// What is in it.
    pub text: String,
}

/// Folders of style sheets and the file that they are joined in.
const SHEETS: [(&str, &str); 2] = [("css/lists/", "lists.css"), ("css/", "style.css")];

/// The theme's assets: the portal's files win; style sheets are joined in the order of their names.
pub(super) fn load(own: &Own<'_>, generated: &str) -> BTreeMap<String, Asset> {
    let mut files = embedded("static");
    files.extend(own.folder("static/"));
    let mut assets = BTreeMap::new();
    let mut sheets = SHEETS.map(|it| (it.1, String::new()));
    for (name, (_, text)) in files {
        let is_css = name.rsplit('.').next() == Some("css");
        let folder = SHEETS.iter().position(|it| is_css && name.starts_with(it.0));
        if let Some((_, css)) = folder.and_then(|it| sheets.get_mut(it)) {
            // Writing to a text cannot fail.
            let written = writeln!(css, "{}", squeeze(&text));
            debug_assert!(written.is_ok(), "writing to a text cannot fail");
        } else {
            let address = hashed(&name, &text);
            assets.insert(name, Asset { address, text });
        }
    }
    // What the portal chose comes last, and so wins.
    if let Some((_, css)) = sheets.last_mut() {
        css.push_str(generated);
    }
    for (_, css) in &mut sheets {
        for (name, asset) in &assets {
            let file = asset.address.trim_start_matches("/assets/");
            for quote in ["", "\"", "'"] {
                let written = format!("url({quote}{name}{quote})");
                *css = css.replace(&written, &format!("url({file})"));
            }
        }
    }
    for (name, text) in sheets {
        let address = hashed(name, &text);
        assets.insert(name.into(), Asset { address, text });
    }
    assets
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
