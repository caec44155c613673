//! Code → spans with short classes: colors are the theme's, and the HTML stays small.

mod budget;

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use syntect::{
    easy::ScopeRegionIterator,
    parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet},
};

pub(super) use budget::Budget;
use budget::{MOST_OF_BLOCK, Pace};

use crate::sink::{Allowed, Html};

/// Part of the cache's key: raise it when the same code gives other HTML.
pub const VERSION: u32 = 3;

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

/// Names that grammars do not have for themselves, and the grammar that fits.
const ALIASES: &[(&str, &str)] = &[
    ("console", "bash"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("js", "javascript"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("mjs", "javascript"),
    ("node", "javascript"),
    ("python3", "python"),
    ("sh-session", "bash"),
    ("shell", "bash"),
    ("shell-session", "bash"),
    ("terminal", "bash"),
    ("yml", "yaml"),
    ("zsh", "bash"),
];

/// Names that mean: on purpose without colors, or drawn by others.
const PLAIN: &[&str] =
    &["text", "txt", "plain", "plaintext", "none", "mermaid", "math", "dot", "graphviz"];

/// A language by its name, an alias, or the name of a file in it.
fn find(lang: &str) -> Option<&'static SyntaxReference> {
    let name = ALIASES.iter().find(|it| it.0 == lang).map_or(lang, |it| it.1);
    let file = name.rsplit('/').next().unwrap_or(name);
    let ending = file.rsplit_once('.').map(|it| it.1);
    let known = Grammars::get();
    known
        .of_ending(name)
        .or_else(|| known.named(name))
        .or_else(|| known.of_ending(file))
        .or_else(|| known.of_ending(ending?))
}

/// All grammars by what they are called: a text may ask for ten thousand that do not exist.
struct Grammars {
    endings: HashMap<String, &'static SyntaxReference>,
    names: HashMap<String, &'static SyntaxReference>,
}

impl Grammars {
    fn get() -> &'static Self {
        static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
        GRAMMARS.get_or_init(|| {
            let all = set().syntaxes().iter();
            // The later of two with one name wins.
            let endings = all.clone().flat_map(|syntax| {
                syntax
                    .file_extensions
                    .iter()
                    .map(move |it| (it.to_ascii_lowercase(), syntax))
            });
            let names = all.map(|it| (it.name.to_ascii_lowercase(), it));
            Self { endings: endings.collect(), names: names.collect() }
        })
    }

    fn of_ending(&self, ending: &str) -> Option<&'static SyntaxReference> {
        self.endings.get(&ending.to_ascii_lowercase()).copied()
    }

    fn named(&self, name: &str) -> Option<&'static SyntaxReference> {
        self.names.get(&name.to_ascii_lowercase()).copied()
    }
}

/// Whether code of a language is a transcript of a shell, with prompts and answers.
pub(super) fn is_console(lang: &str) -> bool {
    matches!(lang, "console" | "shell-session" | "sh-session" | "terminal")
}

/// Whether code of a language is for a shell.
pub(super) fn is_shell(lang: &str) -> bool {
    matches!(lang, "bash" | "sh" | "shell" | "zsh" | "fish" | "ksh")
}

/// Whether code of a language is colored, or is plain on purpose.
pub fn is_known(lang: &str) -> bool {
    // All languages are looked through only for the rare ones.
    PLAIN.contains(&lang) || NAMES.contains(&lang) || find(lang).is_some()
}

/// All names that "did you mean" may propose, the usual ones first.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let endings = set().syntaxes().iter().flat_map(|it| it.file_extensions.iter());
    let endings = endings.map(String::as_str).filter(|it| it.len() > 3);
    NAMES.iter().copied().chain(ALIASES.iter().map(|it| it.0)).chain(endings)
}

/// Whether there is something to color.
pub fn is_colored(lang: &str, code: &str) -> bool {
    code.len() <= MAX_CODE && !lang.is_empty() && !PLAIN.contains(&lang)
}

/// Colors code of a language. A line that is too long, and what follows when a block has cost
/// too much, is left without colors.
pub fn highlight(lang: &str, code: &str) -> Option<Html> {
    if !is_colored(lang, code) {
        return None;
    }
    let syntax = find(lang)?;
    let (pace, mut left) = (Pace::of(syntax), MOST_OF_BLOCK);
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Html::with_capacity(code.len() * 2);
    for line in code.split_inclusive('\n') {
        let Some(cost) = pace.cost(line).filter(|it| *it <= left) else {
            out.text(line.trim_end_matches('\n'));
            out.push("\n");
            continue;
        };
        left -= cost;
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

/// Whether colored code has just the letters of a code, in spans as we write them.
pub(super) fn is_of(html: &Html, code: &str) -> bool {
    let mut wanted = Html::with_capacity(code.len() * 2);
    wanted.text(code);
    if !code.is_empty() && !code.ends_with('\n') {
        wanted.push("\n");
    }
    let (mut wanted, mut open) = (wanted.as_str(), false);
    let mut parts = html.as_str().split('<');
    let mut text = parts.next().unwrap_or("");
    loop {
        // No span goes over a line's end.
        let Some(rest) =
            wanted.strip_prefix(text).filter(|_| !open || !text.contains('\n'))
        else {
            return false;
        };
        wanted = rest;
        let Some(tag) = parts.next() else { return wanted.is_empty() && !open };
        let tail = if open { tag.strip_prefix("/span>") } else { opening(tag) };
        let Some(tail) = tail else { return false };
        (text, open) = (tail, !open);
    }
}

/// What follows the beginning of a span of ours, behind its `<`.
fn opening(tag: &str) -> Option<&str> {
    let (class, tail) = tag.strip_prefix("span class=\"")?.split_once("\">")?;
    CLASSES.iter().any(|it| it.1 == class).then_some(tail)
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
        static SEEN: RefCell<HashMap<Scope, Option<&'static str>>> = RefCell::default();
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
    use super::{MARKUP, NAMES, find, highlight, is_of};
    use crate::sink::Html;

    #[test]
    fn each_name_that_is_proposed_is_known() {
        let unknown = |it: &&&str| **it != "text" && find(it).is_none();
        assert_eq!(NAMES.iter().find(unknown), None);
    }

    #[test]
    fn a_language_is_known_by_name_alias_and_file() {
        for name in [
            "rust",
            "rs",
            "c++",
            "js",
            "yml",
            "docker",
            "Dockerfile",
            "src/main.rs",
            "Makefile",
            "Cargo.toml",
            "tsconfig.json",
            "shell-session",
            "terraform",
            "tf",
            "powershell",
            "graphql",
            "nginx",
            "kotlin",
            "groovy",
            "cmake",
            "protobuf",
            "vue",
            "elixir",
            "zig",
        ] {
            assert!(super::is_known(&name.to_lowercase()), "{name}");
        }
        for name in ["gherkin", "klingon", "", "x.", ".", "/"] {
            assert!(!super::is_known(name), "{name}");
        }
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

    #[test]
    fn colored_code_of_another_is_none_of_ours() {
        let code = "let x = \"<a>\"; // é & b\n\nfn";
        let html = highlight("rust", code).unwrap();
        assert!(is_of(&html, code) && is_of(&html, &format!("{code}\n")));
        assert!(is_of(&Html::default(), "") && !is_of(&html, "") && !is_of(&html, "let x"));
        for (old, new) in [
            ("let", "sudo"),
            ("&lt;", ""),
            ("\"k\"", "\"anything\""),
            ("\"k\"", "\"k t\""),
            ("x ", "x <span class=\"k\"></span"),
            ("</span> x", "</span> x\u{200b}"),
            ("let</span>", "<span class=\"k\">let</span></span>"),
            ("</span>\n\n", "\n</span>\n"),
            ("fn", "fn; rm"),
        ] {
            let other = html.as_str().replacen(old, new, 1);
            assert_ne!(other, html.as_str(), "{old}");
            if let Some(other) = Html::verified(&other, &MARKUP) {
                assert!(!is_of(&other, code), "{other:?}");
            }
        }
    }
}
