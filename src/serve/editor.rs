//! Links that open a file in the author's editor.
//!
//! Nothing is started here: a link has the scheme that an editor registers, and the browser asks
//! its user. So the server never runs a program because of a request.

use std::path::Path;

use thiserror::Error;

/// Editors known by name, and the addresses that they answer to.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscode-insiders", "vscode-insiders://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("webstorm", "webstorm://open?file={path}&line={line}&column={column}"),
    ("phpstorm", "phpstorm://open?file={path}&line={line}&column={column}"),
    ("pycharm", "pycharm://open?file={path}&line={line}&column={column}"),
    ("rustrover", "rustrover://open?file={path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// Schemes that run or show what stands behind them, instead of opening a file.
const REFUSED: &[&str] = &[
    "javascript",
    "data",
    "vbscript",
    "blob",
    "filesystem",
    "view-source",
    "about",
    "file",
];

/// How a file is opened from a page of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Editor {
    /// Not at all: places are plain text.
    None,
    /// By an address with `{path}`, `{line}` and `{column}`.
    Template(String),
}

/// Why a text names no editor.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum EditorError {
    /// Neither a name nor a template.
    #[error("unknown editor `{0}`; it is one of {names}, `none`, or an address with `{{path}}`", names = names())]
    Unknown(String),
    /// A template that would always open the same thing.
    #[error("the address `{0}` of the editor is missing `{{path}}`")]
    NoPath(String),
    /// A template without a scheme, or with one that no editor has.
    #[error(
        "the address `{0}` of the editor must begin with the scheme of an editor, such as `vscode:`"
    )]
    Scheme(String),
    /// Something else in braces, a space, a quote.
    #[error(
        "the address `{text}` of the editor may not have `{part}`; write `{{path}}`, `{{line}}`, `{{column}}`"
    )]
    Part {
        /// The template.
        text: String,
        /// What is wrong in it.
        part: String,
    },
}

fn names() -> String {
    let names: Vec<String> = KNOWN.iter().map(|it| format!("`{}`", it.0)).collect();
    names.join(", ")
}

/// Whether a template is an address of an editor, and nothing else.
fn check(text: &str) -> Result<(), EditorError> {
    let shown = || text.escape_debug().to_string();
    if !text.contains("{path}") {
        return Err(EditorError::NoPath(shown()));
    }
    let scheme = text.split_once(':').map_or("", |it| it.0).to_ascii_lowercase();
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_lowercase())
        && scheme.chars().all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    if !is_scheme || REFUSED.contains(&scheme.as_str()) {
        return Err(EditorError::Scheme(shown()));
    }
    let rest = text.replace("{path}", "").replace("{line}", "").replace("{column}", "");
    let strange = |it: &char| !it.is_ascii_graphic() || "{}\"'<>\\`".contains(*it);
    match rest.chars().find(strange) {
        Some(part) => {
            let part = part.escape_debug().to_string();
            Err(EditorError::Part { text: shown(), part })
        }
        None => Ok(()),
    }
}

impl Editor {
    /// Understands a name, a template, or `none`.
    ///
    /// # Errors
    /// For anything else, and for a template that is no address of an editor.
    pub fn parse(text: &str) -> Result<Self, EditorError> {
        if text == "none" {
            return Ok(Self::None);
        }
        if let Some((_, template)) = KNOWN.iter().find(|it| it.0 == text) {
            return Ok(Self::Template((*template).to_owned()));
        }
        if !text.contains([':', '{']) {
            return Err(EditorError::Unknown(text.escape_debug().to_string()));
        }
        check(text).map(|()| Self::Template(text.to_owned()))
    }

    /// The address that opens a file at a place, both counted from 1. Nothing without an editor,
    /// and for a path that depends on the folder one is in.
    pub(super) fn link(&self, path: &Path, line: usize, column: usize) -> Option<String> {
        let Self::Template(template) = self else { return None };
        if !path.is_absolute() {
            return None;
        }
        // A name of a file can hold `{line}`; its braces are encoded, so the order is no matter.
        let filled = template.replace("{path}", &encode(path));
        let filled = filled.replace("{line}", &line.to_string());
        Some(filled.replace("{column}", &column.to_string()))
    }
}

/// Percent-encodes all but letters, digits and slashes: the path may stand in a query, and is
/// followed by a colon in others.
fn encode(path: &Path) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::new();
    let bytes = path.as_os_str().as_encoded_bytes();
    // `C:\x` is `/C:/x` in an address.
    if !bytes.starts_with(b"/") {
        out.push('/');
    }
    for byte in bytes {
        match char::from(*byte) {
            '\\' if cfg!(windows) => out.push('/'),
            it if it.is_ascii_alphanumeric() || "/-_.~".contains(it) => out.push(it),
            _ => {
                out.push('%');
                out.extend(
                    [byte >> 4, byte & 15].map(|it| char::from(HEX[usize::from(it)])),
                );
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(editor: &str, path: &str) -> Option<String> {
        Editor::parse(editor).unwrap().link(Path::new(path), 6, 5)
    }

    #[test]
    fn editors_are_known_by_name() {
        assert_eq!(
            link("vscode", "/home/ana/portal/a.md").as_deref(),
            Some("vscode://file/home/ana/portal/a.md:6:5")
        );
        assert_eq!(
            link("idea", "/home/ana/a.md").as_deref(),
            Some("idea://open?file=/home/ana/a.md&line=6&column=5")
        );
        assert_eq!(link("none", "/home/ana/a.md"), None);
        for (name, template) in KNOWN {
            assert_eq!(check(template), Ok(()), "{name}");
        }
    }

    #[test]
    fn a_path_cannot_be_more_than_a_path() {
        for (path, encoded) in [
            ("/a b/c#d?e.md", "/a%20b/c%23d%3Fe.md"),
            ("/é/100%.md", "/%C3%A9/100%25.md"),
            ("/a&line=9+1=2", "/a%26line%3D9%2B1%3D2"),
            ("/a:7:8\"<'\\\u{1b}\n", "/a%3A7%3A8%22%3C%27%5C%1B%0A"),
            ("/{line}{column}{path}", "/%7Bline%7D%7Bcolumn%7D%7Bpath%7D"),
        ] {
            assert_eq!(link("x:{path}", path), Some(format!("x:{encoded}")));
        }
        assert_eq!(link("vscode", "a.md"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_need_not_be_text() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let editor = Editor::parse("x:{path}").unwrap();
        let path = Path::new(OsStr::from_bytes(b"/\xff.md"));
        assert_eq!(editor.link(path, 1, 1).as_deref(), Some("x:/%FF.md"));
    }

    #[test]
    fn only_addresses_of_editors_are_taken() {
        let refused = [
            "vim",
            "vs code",
            "vscode://file/x",
            "{path}",
            "/usr/bin/vim:{path}",
            "javascript:alert(1)//{path}",
            "JavaScript:alert(1)//{path}",
            "java\tscript:alert(1)//{path}",
            " javascript:{path}",
            "\u{1}javascript:{path}",
            "data:text/html,{path}",
            "vbscript:{path}",
            "blob:{path}",
            "view-source:{path}",
            "file://{path}",
            "x:{path}\"onclick=",
            "x:{path} y",
            "x:{path}{lines}",
            "x:{path}\u{1b}[2J",
            "x:{path}é",
        ];
        for text in refused {
            let error = Editor::parse(text).unwrap_err().to_string();
            assert!(!error.contains('\u{1b}') && !error.contains('\t'), "{error:?}");
        }
        assert!(Editor::parse("http://localhost:63342/api/file{path}:{line}").is_ok());
    }

    #[test]
    fn an_error_names_what_there_is() {
        let error = Editor::parse("vim").unwrap_err().to_string();
        assert!(error.contains("`vscode`, `vscode-insiders`"), "{error}");
        assert!(error.contains("`none`, or an address with `{path}`"), "{error}");
    }
}
