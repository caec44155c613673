//! Code → spans with short classes: colors are the theme's, and the HTML stays small.

use std::{
    cell::RefCell,
    sync::{Arc, OnceLock},
};

use syntect::{
    easy::ScopeRegionIterator,
    parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet},
};

use crate::sink::{Allowed, Html};

/// Part of the cache's key: raise it when the same code gives other HTML.
pub const VERSION: u32 = 1;

/// Colors code of a language; nothing for an unknown one. The result keeps the line ends.
pub type Highlight<'a> = dyn Fn(&str, &str) -> Option<Arc<Html>> + 'a;

/// Names that "did you mean" knows.
pub const NAMES: &[&str] = &[
    "bash",
    "c",
    "cpp",
    "csharp",
    "css",
    "diff",
    "dockerfile",
    "go",
    "html",
    "ini",
    "java",
    "javascript",
    "json",
    "kotlin",
    "lua",
    "makefile",
    "markdown",
    "php",
    "python",
    "ruby",
    "rust",
    "scala",
    "scss",
    "sh",
    "sql",
    "swift",
    "text",
    "toml",
    "typescript",
    "tsx",
    "xml",
    "yaml",
];

/// What colored code consists of: a block from a disk that has anything else is none of ours.
pub const MARKUP: Allowed =
    Allowed { elements: &[("span", &["class"])], self_closing: false };

/// Longest code that is colored, in bytes.
const MAX_CODE: usize = 200_000;

fn set() -> &'static SyntaxSet {
    static SET: OnceLock<SyntaxSet> = OnceLock::new();
    SET.get_or_init(two_face::syntax::extra_newlines)
}

fn find(lang: &str) -> Option<&'static SyntaxReference> {
    let name = match lang {
        "gherkin" | "feature" => "Gherkin",
        "console" | "shell" | "zsh" | "shell-session" => "bash",
        "js" | "mjs" => "javascript",
        "yml" => "yaml",
        "csharp" => "cs",
        "dockerfile" => "Dockerfile",
        other => other,
    };
    set().find_syntax_by_token(name)
}

/// Whether code of a language is colored, or is plain on purpose.
pub fn is_known(lang: &str) -> bool {
    matches!(lang, "text" | "txt" | "plain" | "plaintext" | "mermaid" | "math")
        // All languages are looked through only for the rare ones.
        || NAMES.contains(&lang)
        || find(lang).is_some()
}

/// Whether there is something to color.
pub fn is_colored(lang: &str, code: &str) -> bool {
    code.len() <= MAX_CODE && !matches!(lang, "" | "text" | "txt" | "plain" | "plaintext")
}

/// Colors code of a language.
pub fn highlight(lang: &str, code: &str) -> Option<Html> {
    if !is_colored(lang, code) {
        return None;
    }
    let mut state = ParseState::new(find(lang)?);
    let mut stack = ScopeStack::new();
    let mut out = Html::with_capacity(code.len() * 2);
    for line in code.split_inclusive('\n') {
        let ops = state.parse_line(line, set()).ok()?;
        let mut open: Option<&'static str> = None;
        for (text, op) in ScopeRegionIterator::new(&ops, line) {
            stack.apply(op).ok()?;
            let text = text.trim_end_matches('\n');
            if text.is_empty() {
                continue;
            }
            let class = if text.trim().is_empty() { open } else { class_of(&stack) };
            if class != open {
                close(&mut out, open);
                if let Some(class) = class {
                    out.push("<span class=\"");
                    out.push(class);
                    out.push("\">");
                }
                open = class;
            }
            out.text(text);
        }
        close(&mut out, open);
        out.push("\n");
    }
    Some(out)
}

fn close(out: &mut Html, open: Option<&str>) {
    if open.is_some() {
        out.push("</span>");
    }
}

/// Prefixes of scopes and their classes; the first that fits the innermost scope wins.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("punctuation.definition.string", "s"),
    ("constant.numeric", "n"),
    ("constant.character.escape", "e"),
    ("constant", "n"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "t"),
    ("entity.name", "t"),
    ("entity.other.attribute-name", "a"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("storage.type", "k"),
    ("storage", "k"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("variable.parameter", "v"),
    ("variable.language", "k"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "t"),
    ("meta.diff.header", "c"),
];

fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    static SCOPES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    thread_local! {
        static SEEN: RefCell<std::collections::HashMap<Scope, Option<&'static str>>> = RefCell::default();
    }
    let scopes = SCOPES.get_or_init(|| {
        CLASSES
            .iter()
            .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)))
            .collect()
    });
    SEEN.with_borrow_mut(|seen| {
        stack.as_slice().iter().rev().find_map(|scope| {
            *seen.entry(*scope).or_insert_with(|| {
                scopes.iter().find(|it| it.0.is_prefix_of(*scope)).map(|it| it.1)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{NAMES, find, highlight};

    #[test]
    fn each_name_that_is_proposed_is_known() {
        let unknown = |it: &&&str| **it != "text" && find(it).is_none();
        assert_eq!(NAMES.iter().find(unknown), None);
    }

    #[test]
    fn spans_end_with_their_line() {
        let html = highlight("rust", "/* a\nb */ let x = \"<\";\n").unwrap();
        assert_eq!(
            html.as_str(),
            "<span class=\"c\">/* a</span>\n<span class=\"c\">b */ </span><span class=\"k\">let</span> x <span class=\"o\">= </span><span class=\"s\">&quot;&lt;&quot;</span>;\n"
        );
        assert_eq!(highlight("klingon", "x"), None);
    }
}
