//! Assets with hashed names; all style sheets of `static/css/` in one file.

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

/// The theme's assets: the portal's files win; style sheets are joined in the order of their names.
pub(super) fn load(own: &Own<'_>, generated: &str) -> BTreeMap<String, Asset> {
    let mut files = embedded("static");
    files.extend(own.folder("static/"));
    let mut assets = BTreeMap::new();
    let mut css = String::new();
    for (name, (_, text)) in files {
        if name.strip_prefix("css/").is_some_and(|it| it.rsplit('.').next() == Some("css"))
        {
            // Writing to a text cannot fail.
            let written = writeln!(css, "{}", squeeze(&text));
            debug_assert!(written.is_ok(), "writing to a text cannot fail");
        } else {
            let address = hashed(&name, &text);
            assets.insert(name, Asset { address, text });
        }
    }
    // What the portal chose comes last, and so wins.
    css.push_str(generated);
    for (name, asset) in &assets {
        let file = asset.address.trim_start_matches("/assets/");
        for quote in ["", "\"", "'"] {
            css =
                css.replace(&format!("url({quote}{name}{quote})"), &format!("url({file})"));
        }
    }
    let address = hashed("style.css", &css);
    assets.insert("style.css".into(), Asset { address, text: css });
    assets
}

fn hashed(name: &str, text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/assets/{}-{}.{ending}", stem.replace('/', "-"), hash.get(..8).unwrap_or(""))
}

/// Without comments and indentation: readers need neither.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |it| it.1);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(squeeze("/* a */\na {\n  b: c; /* d */\n}\n\n"), "a {\nb: c;\n}");
    }
}
