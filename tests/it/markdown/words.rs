//! Nothing is lost in silence: each word that GitHub's reading of a text shows is in ours as
//! often, and in the same order, or a finding names it.
//!
//! Comrak is a port of cmark-gfm by other authors. Compared are words, letters and digits beside
//! each other, since forms differ on purpose. `PARVIS_TEXTS=20000` reads so many generated texts,
//! `PARVIS_MARKDOWN=folder` all texts of a folder, and `PARVIS_COMMONMARK` all examples of
//! `CommonMark` (see [`super::commonmark`]).

use std::{collections::BTreeMap, sync::Arc};

use comrak::markdown_to_html;
use parvis::{
    content::markdown::outline,
    diag::{Diagnostic, Source, Span},
};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{
    commonmark,
    generated::generated,
    plain::{ours_with, without_between},
};

/// What GitHub shows of a text.
fn theirs(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let html = markdown_to_html(&with_plain_labels(text), &options);
    // Calls of notes are numbered, and what leads back from them.
    let html = without_between(&html, "<sup class=\"footnote-ref\"", "</sup>", " ");
    without_between(&html, "<a href=\"#fnref-", "</a>", "")
}

/// The labels of notes without blanks, which GitHub's have not.
fn with_plain_labels(text: &str) -> String {
    let mut parts = text.split("[^");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (label, rest) = part.split_once(']').unwrap_or(("", part));
        out.push_str("[^");
        if part.contains(']') && !label.contains(['\n', '[', '`', '|', '<', '(']) {
            out.push_str(&label.split_whitespace().collect::<Vec<_>>().join("-"));
            out.push(']');
            out.push_str(rest);
        } else {
            out.push_str(part);
        }
    }
    out
}

/// What a page shows of a text, but for what every page has.
fn ours(text: &str) -> String {
    let html = ours_with(text, |_| "");
    let html = without_between(&html, "<sup><a class=\"footnote-ref\"", "</sup>", " ");
    let html = without_between(&html, "<a class=\"anchor\"", "</a>", "");
    without_between(&html, "<a class=\"footnote-back\"", "</a>", "")
}

/// Elements that part no word.
const INLINE: &[&str] = &[
    "a", "b", "em", "i", "strong", "del", "sup", "sub", "code", "span", "mi", "mn", "mo",
    "mrow", "msub", "msup", "msubsup",
];

/// The text of some HTML. What is in a tag is none, but for what an image shows.
fn shown(html: &str) -> String {
    shown_with(html, &[" alt=\"", " title=\"", "ol start=\""])
}

/// The same, with some attributes.
fn shown_with(html: &str, attributes: &[&str]) -> String {
    let html = without_between(html, "<!--", "-->", "");
    let mut text = String::new();
    for part in html.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        for attribute in attributes {
            let is_own = !attribute.contains("alt") || tag.starts_with("img");
            if let Some((_, value)) = tag.split_once(attribute).filter(|_| is_own) {
                text.extend([" ", value.split('"').next().unwrap_or(""), " "]);
            }
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        let is_inline = INLINE.contains(&name);
        text.push_str(if is_inline { "" } else { " " });
        text.push_str(rest);
    }
    for number in html.split("&#").skip(1).filter_map(|it| it.split(';').next()) {
        if let Some(sign) = number.parse().ok().and_then(char::from_u32) {
            text = text.replace(&format!("&#{number};"), sign.encode_utf8(&mut [0; 4]));
        }
    }
    let named = [("quot", "\""), ("lt", "<"), ("gt", ">"), ("eacute", "é"), ("amp", "&")];
    for (name, sign) in named {
        text = text.replace(&format!("&{name};"), sign);
    }
    // For one reading they strike or raise what they stand around, for the other they do not.
    text.replace(['~', '^'], "")
}

fn words(text: &str) -> Vec<&str> {
    text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect()
}

/// How often each word stands in some.
fn counts<'a>(words: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(*word).or_default() += 1;
    }
    counts
}

/// The words that others lack, each as often as it lacks, in order.
fn missing<'a>(words: &[&'a str], others: &[&str]) -> Vec<&'a str> {
    let mut rest = counts(others);
    let is_missing = |it: &&str| match rest.get_mut(*it) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    words.iter().copied().filter(is_missing).collect()
}

/// Takes a word out of letters that have no blanks.
fn take(letters: &mut String, word: &str) -> bool {
    let at = letters.find(word);
    if let Some(at) = at {
        letters.replace_range(at..at + word.len(), "");
    }
    at.is_some()
}

/// Whether a word is shown as something else: what a box is for, the id of a heading, a command
/// of TeX, an entity, the label of a note, what a caption begins with.
fn is_form(text: &str, word: &str) -> bool {
    ["[!", "{#", "\\", "&", "[^"].iter().any(|it| text.contains(&format!("{it}{word}")))
        || matches!(word, "Table" | "decorative")
}

/// Findings that say of words that nobody reads them, or that they are read elsewhere.
const LOSSES: &[&str] = &[
    "raw-html",
    "broken-tag",
    "heading-attribute",
    "heading-id",
    "table-cells",
    "duplicate-definition",
    "unsafe-address",
    "unknown-language",
    "unclosed-fence",
    "definition-unused",
    "code-option",
];

fn found(text: &str) -> impl Iterator<Item = Diagnostic> {
    let source = Arc::new(Source::new("a.md", text));
    outline(&source, &(0..text.len()), None).diagnostics.into_iter()
}

/// The letters that findings say are not shown.
fn said(text: &str) -> String {
    // A comment is markup.
    let comments = text.split("<!--").skip(1).filter_map(|it| it.split_once("-->"));
    let mut said = comments.fold(String::new(), |said, it| said + " " + it.0);
    for it in found(text) {
        // Of a note its first line is shown.
        let place = it.span.as_ref().map(|it| it.range().start);
        let rest = place.and_then(|it| text.get(it..)).unwrap_or("");
        let note = match it.code {
            "footnote-unused" | "duplicate-definition" => {
                let note = note(text, place);
                format!("{note} {} {}", shown(&theirs(note)), shown(note))
            }
            "raw-html" if it.message.contains("never closed") => rest.to_owned(),
            "raw-html" if it.message.contains("declaration") => {
                rest.split('>').next().unwrap_or("").to_owned()
            }
            "raw-html" => {
                let end = if it.message.starts_with("`<") { "</" } else { "\n\n" };
                rest.split(end).next().unwrap_or("").to_owned()
            }
            _ => String::new(),
        };
        let spans = it.span.iter().chain(it.labels.iter().map(|it| &it.span));
        let spans = spans.map(Span::text).filter(|_| LOSSES.contains(&it.code));
        said.extend(spans.chain([note.as_str()]).flat_map(|it| [it, " "]));
    }
    letters(&words(&said))
}

/// The whole note that is defined at a place.
fn note(text: &str, place: Option<usize>) -> &str {
    let parser = Parser::new_ext(text, Options::ENABLE_GFM | Options::ENABLE_FOOTNOTES);
    let mut notes = parser.into_offset_iter().filter(|it| match &it.0 {
        Event::Start(Tag::FootnoteDefinition(_)) => Some(it.1.start) == place,
        _ => false,
    });
    notes.next().and_then(|it| text.get(it.1)).unwrap_or("")
}

/// The letters of addresses, tags and numbers of lists, which GitHub shows where it reads none.
fn addresses(html: &str) -> String {
    let mut all = String::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split([' ', '>']).next().unwrap_or("");
        all.extend([" ", if name == "ol" { "1" } else { name }]);
        for attribute in [" href=\"", " src=\""] {
            if let Some((_, value)) = tag.split_once(attribute) {
                all.extend([" ", value.split('"').next().unwrap_or("")]);
            }
        }
    }
    letters(&words(&all))
}

fn letters(words: &[&str]) -> String {
    words.concat()
}

/// What is wrong with the words of a text, where nobody is told of it.
fn wrong(text: &str) -> Vec<String> {
    let (html, other) = (ours(text), theirs(text));
    let (theirs, ours) = (shown(&other), shown(&html));
    let (theirs, ours) = (words(&theirs), words(&ours));
    // What parts words for one reading may join them for the other: `~`, a tag that is removed.
    let (mut more, mut said) = (letters(&missing(&ours, &theirs)), said(text));
    let mut addresses = addresses(&html);
    let mut is_found = |it: &str| {
        let hidden = [&mut more, &mut said, &mut addresses];
        is_form(text, it) || hidden.into_iter().any(|letters| take(letters, it))
    };
    let mut wrong: Vec<String> = missing(&theirs, &ours)
        .into_iter()
        .filter(|it| !is_found(it))
        .map(|it| format!("{it} is lost"))
        .collect();
    wrong.extend(moved(text, &other, &html));
    wrong.extend(dangling(&html));
    wrong.extend(fewer(text, &html, &other));
    wrong
}

/// Forms that stand less often, though nothing is said of links and tags.
fn fewer(text: &str, ours: &str, theirs: &str) -> Vec<String> {
    const FORMS: &[&str] = &["<table", "<a href", "<img", "<input"];
    const REFUSED: &[&str] =
        &["raw-html", "broken-tag", "unsafe-address", "unknown-scheme", "footnote-unused"];
    let theirs = without_between(theirs, "<!--", "-->", "");
    let is_fewer = |it: &&&str| ours.matches(**it).count() < theirs.matches(**it).count();
    // pulldown-cmark reads no table in an item that a tab indents.
    let is_known = |it: &&&str| text.contains('\t') && **it == "<table";
    let fewer: Vec<_> = FORMS.iter().filter(is_fewer).filter(|it| !is_known(it)).collect();
    if fewer.is_empty() || found(text).any(|it| REFUSED.contains(&it.code)) {
        return Vec::new();
    }
    fewer.into_iter().map(|it| format!("{it} is lost")).collect()
}

/// The first words that stand in another order; those of notes have the order of their calls.
fn moved(text: &str, theirs: &str, ours: &str) -> Option<String> {
    // A caption is read before its table.
    if text.contains("Table:") {
        return None;
    }
    let without_notes = |html: &str, begin: &str| {
        shown_with(html.split_once(begin).map_or(html, |it| it.0), &[])
    };
    let theirs = without_notes(theirs, "<section class=\"footnotes\"");
    let ours = without_notes(ours, "<div class=\"footnotes\"");
    let (theirs, ours) = (words(&theirs), words(&ours));
    let (in_theirs, in_ours) = (counts(&theirs), counts(&ours));
    let once = |it: &&str| in_theirs.get(*it) == Some(&1) && in_ours.get(*it) == Some(&1);
    let mut both =
        theirs.iter().filter(|it| once(it)).zip(ours.iter().filter(|it| once(it)));
    both.find(|(a, b)| a != b).map(|(a, b)| format!("{b} stands before {a}"))
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

#[track_caller]
fn check(texts: impl Iterator<Item = String>) {
    let (mut failed, mut count) = (Vec::new(), 0);
    for text in texts {
        let wrong = wrong(&text);
        count += usize::from(!wrong.is_empty());
        if !wrong.is_empty() && failed.len() < 20 {
            failed.push(format!(
                "{wrong:?} of {text:?}\n  {}\n  {}",
                ours(&text),
                theirs(&text)
            ));
        }
    }
    assert!(failed.is_empty(), "{count} texts:\n{}", failed.join("\n"));
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

#[test]
fn no_word_of_commonmarks_examples_is_lost() {
    let Some(examples) = commonmark::examples() else { return };
    check(examples.into_iter().map(|it| it.text));
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
