//! Nothing is lost in silence: each word that GitHub's reading of a text shows is in ours, or a
//! finding names it.
//!
//! Comrak is a port of cmark-gfm by other authors. Compared are words, letters and digits beside
//! each other, since forms differ on purpose. `PARVIS_TEXTS=20000` reads so many generated texts,
//! and `PARVIS_MARKDOWN=folder` all texts of a folder.

use std::{collections::BTreeSet, fmt::Write, sync::Arc};

use comrak::{Options, markdown_to_html};
use parvis::{content::markdown::outline, diag::Source};

use super::plain::{ours, without_between};
use crate::random::Random;

/// What GitHub shows of a text.
fn theirs(text: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let html = markdown_to_html(text, &options);
    // Calls of notes are numbered, and what leads back from them.
    let html = without_between(&html, "<sup class=\"footnote-ref\"", "</sup>", " ");
    without_between(&html, "<a href=\"#fnref-", "</a>", "")
}

/// The text of some HTML. What is in a tag is none, but for what an image shows.
fn shown(html: &str) -> String {
    let html = without_between(html, "<!--", "-->", "");
    let mut text = String::new();
    for part in html.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        for attribute in [" alt=\"", " title=\""] {
            if let Some((_, value)) = tag.split_once(attribute) {
                text.extend([" ", value.split('"').next().unwrap_or(""), " "]);
            }
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        let is_inline = matches!(
            name,
            "a" | "b" | "em" | "i" | "strong" | "del" | "sup" | "sub" | "code"
        );
        text.push_str(if is_inline { "" } else { " " });
        text.push_str(rest);
    }
    for (name, sign) in
        [("quot", "\""), ("#39", "'"), ("lt", "<"), ("gt", ">"), ("amp", "&")]
    {
        text = text.replace(&format!("&{name};"), sign);
    }
    text
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect()
}

/// Whether a word is shown as something else: what a box is for, the id of a heading, a command
/// of TeX, the language of code, a caption.
fn is_form(text: &str, word: &str) -> bool {
    ["[!", "{", "{#", "\\", "^"].iter().any(|it| text.contains(&format!("{it}{word}")))
        || word == "Table"
}

/// The words of a text that nobody is told of.
fn lost(text: &str) -> Vec<String> {
    let (theirs, html) = (shown(&theirs(text)), ours(text));
    // What parts words for one reading may join them for the other: `~`, a tag that is removed.
    let ours: String = shown(&html).chars().filter(|it| it.is_alphanumeric()).collect();
    let source = Arc::new(Source::new("a.md", text));
    let mut said = String::new();
    for it in outline(&source, &(0..text.len()), None).diagnostics {
        let spans = it.span.iter().chain(it.labels.iter().map(|it| &it.span));
        let lines = spans.map(parvis::diag::Span::text).collect::<Vec<_>>().join(" ");
        write!(said, "{} {} {lines} ", it.message, it.help.unwrap_or_default()).unwrap();
    }
    let is_lost =
        |it: &&str| !(ours.contains(*it) || said.contains(*it) || is_form(text, it));
    let mut lost: Vec<String> =
        words(&theirs).into_iter().filter(is_lost).map(str::to_owned).collect();
    lost.extend(dangling(&html));
    lost
}

/// Calls of notes that lead nowhere, and notes that are numbered otherwise than they are called.
fn dangling(html: &str) -> Vec<String> {
    let numbers = |mark: &str| -> Vec<usize> {
        let parts = html.split(mark).skip(1);
        parts.filter_map(|it| it.split('"').next()?.parse().ok()).collect()
    };
    let notes = numbers("<li id=\"fn-");
    let mut wrong: Vec<String> = numbers(" href=\"#fn-")
        .into_iter()
        .filter(|it| !notes.contains(it))
        .map(|it| format!("#fn-{it}"))
        .collect();
    let is_counted = notes.iter().enumerate().all(|(at, it)| at + 1 == *it);
    wrong.extend((!is_counted).then(|| format!("{notes:?}")));
    wrong
}

/// What texts are made of: `µ` is another word each time.
const PIECES: &[&str] = &[
    "µ $",
    "$µ",
    "5$",
    "5 $, ",
    "**5$/mois**",
    "**$249**",
    "_6$_",
    "$x^2$",
    "\"$µ\"",
    "$HOME/µ",
    "$µ,",
    "**µ**",
    "*µ*",
    "_µ_",
    "~~µ~~",
    "~5 µ",
    "~/µ",
    "H~2~O",
    "**",
    "*",
    "_",
    "~~",
    "~",
    "[^1]",
    "[^Note]",
    "[^NOTE]",
    "[^a  b]",
    "[^none]",
    "\n\n[^1]: µ µ.\n\n",
    "\n\n[^note]: Voir µ.\n\n",
    "\n\n[^A B]: µ\n\n",
    "\n: µ",
    "\n\n: µ µ\n\n",
    "\n:tada: µ",
    "\n\n:-) µ\n\n",
    "\n:30 µ",
    "\n\n:::note\nµ\n:::\n\n",
    ":smile:",
    " : ",
    "(µ)",
    "« µ »",
    "\"µ\"",
    "l’µ",
    "éµ",
    "été",
    "\\$",
    "\\*",
    "`µ`",
    "`$µ`",
    "[µ](a.md)",
    "[µ][n]",
    "[n]",
    "![µ](b.png)",
    "<https://a.example/x>",
    "https://a.example/µ",
    "\n\n[n]: c.md\n\n",
    "\n\n| µ | µ |\n|---|---|\n| **5$** | µ |\n\n",
    "\n\n| µ |\n|---\t|\n| $µ |\n\n",
    "<b>µ</b>",
    "<br>",
    "<kbd>µ</kbd>",
    "<div>µ</div>",
    "\n\n<div>\nµ\n</div>\n\n",
    "<µ>",
    "\n- µ",
    "\n1. µ",
    "\n> µ",
    "\n## µ\n",
    "\n\n",
    "\n",
    " ",
    ", ",
    ". ",
    "$`x`$",
    "\n```math\nx\n```\n",
    "&amp;",
    "&lt;µ",
    "%",
    "{",
    "}",
    ";",
    "@µ",
];

/// A text of some pieces, each word another.
fn generated(seed: u64) -> String {
    let mut random = Random::new(seed);
    let (mut text, mut count) = (String::new(), 0);
    for _ in 0..4 + random.below(16) {
        let mut parts = PIECES[random.below(PIECES.len())].split('µ');
        text.push_str(parts.next().unwrap_or(""));
        for part in parts {
            let letter = |it: usize| char::from(b'a' + u8::try_from(it % 26).unwrap());
            text.extend(['m', 'o', 't', letter(count), letter(count / 26)]);
            text.push_str(part);
            count += 1;
        }
        text.push_str(["", " "][random.below(2)]);
    }
    text
}

#[track_caller]
fn check(texts: impl Iterator<Item = String>) {
    let mut wrong = Vec::new();
    for text in texts {
        let lost = lost(&text);
        if !lost.is_empty() && wrong.len() < 20 {
            wrong.push(format!("{lost:?} of {text:?}\n  {}", ours(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_word_of_a_generated_text_is_lost() {
    let count = std::env::var("PARVIS_TEXTS").ok().and_then(|it| it.parse().ok());
    check((0..count.unwrap_or(400)).map(generated));
}

#[test]
fn no_word_of_the_example_portal_is_lost() {
    check(texts("content-example".as_ref()));
}

#[test]
fn no_word_of_a_folder_is_lost() {
    let Ok(folder) = std::env::var("PARVIS_MARKDOWN") else { return };
    check(texts(folder.as_ref()));
}

/// The bodies of all Markdown files of a folder.
fn texts(folder: &std::path::Path) -> impl Iterator<Item = String> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = files.map(|it| it.unwrap().into_path());
    files.filter(|it| it.extension().is_some_and(|it| it == "md")).filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        let body = text.strip_prefix("---\n").and_then(|it| it.split_once("\n---\n"));
        Some(body.map_or(text.as_str(), |it| it.1).to_owned())
    })
}
