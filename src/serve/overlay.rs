//! A page in place of one that cannot be shown: what is wrong with it, and where.
//!
//! It needs no theme and no settings, because these may be what is broken. Every text of it
//! comes from a file that somebody wrote, and is shown as a terminal
//! would show it.

use std::path::Path;

use super::{client, editor::Editor};
use crate::{
    diag::{Diagnostic, Span, write},
    sink::{Html, Plain},
};

/// How many findings of the page are drawn.
const DRAWN: usize = 50;
/// How many errors of other files are listed.
const LISTED: usize = 30;

/// What cannot be shown.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    /// The page of an entry.
    Entry {
        /// Its title, or its address where it has none.
        title: &'a str,
        /// Its file, from the portal's root.
        file: &'a str,
    },
    /// The page of an entry that is held back.
    Unpublished {
        /// Its title.
        title: &'a str,
        /// Its file, from the portal's root.
        file: &'a str,
        /// Why it is not published.
        why: &'a str,
        /// The option with which it is shown.
        option: &'a str,
    },
    /// A page that no single file makes: a list, a feed.
    Page {
        /// Its address.
        address: &'a str,
    },
    /// All of it: settings, theme or folder were broken from the start.
    Portal,
}

/// What an error page is made of.
#[derive(Debug)]
pub(super) struct Overlay<'a> {
    /// What cannot be shown.
    pub(super) subject: Subject<'a>,
    /// Why: what was found in its file.
    pub(super) found: &'a [&'a Diagnostic],
    /// What was found anywhere; what is in `found` too is not said twice.
    pub(super) all: &'a [Diagnostic],
    /// The portal's folder on the disk.
    pub(super) root: &'a Path,
    /// How files are opened.
    pub(super) editor: &'a Editor,
    /// The base path, without a slash at its end.
    pub(super) base: &'a str,
    /// What the page's script compares; nothing when the script is put in by others.
    pub(super) hash: Option<&'a str>,
}

/// The page as HTML.
pub(super) fn page(view: &Overlay<'_>) -> Html {
    let mut out = Html::with_capacity(8192);
    let errors = view.found.iter().filter(|it| it.is_error()).count();
    let kind = match errors {
        0 if matches!(view.subject, Subject::Unpublished { .. }) => {
            "Not published".to_owned()
        }
        0 => "Not shown".to_owned(),
        1 => "1 error".to_owned(),
        n => format!("{n} errors"),
    };
    let heading = match view.subject {
        Subject::Entry { title, .. } => format!("“{title}” cannot be shown"),
        Subject::Unpublished { title, .. } => format!("“{title}” is not published"),
        Subject::Page { address } => format!("{address} cannot be shown"),
        Subject::Portal => "The portal cannot be shown".to_owned(),
    };
    out.push(HEAD);
    out.push("<title>");
    text(&mut out, &format!("{kind}: {heading}"));
    out.push("</title>\n<link rel=\"stylesheet\"");
    out.address("href", &client::address(view.base, "preview.css"));
    out.push(">\n<link rel=\"icon\"");
    out.address("href", &client::address(view.base, "icon.svg"));
    out.push(">\n</head>\n<body class=\"parvis\">\n<main>\n<p class=\"kind\">");
    text(&mut out, &kind);
    out.push("</p>\n<h1>");
    text(&mut out, &heading);
    out.push("</h1>\n");
    lead(&mut out, view);
    for it in view.found.iter().take(DRAWN) {
        drawn(&mut out, view, it);
    }
    if let Some(more) = view.found.len().checked_sub(DRAWN).filter(|it| *it > 0) {
        out.push("<p class=\"lead\">and ");
        out.number(more);
        out.push(" more</p>\n");
    }
    others(&mut out, view);
    out.push("</main>\n");
    if let Some(hash) = view.hash {
        out.append(&client::tag(view.base, hash));
        out.push("\n");
    }
    out.push("</body>\n</html>\n");
    out
}

/// The policy is what the page may load: our style, our script, and what the script asks for.
const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
    script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n\
    <meta name=\"robots\" content=\"noindex\">\n";

/// Adds a text of a file, as a terminal would show it.
fn text(out: &mut Html, text: &str) {
    out.text(Plain::new(text).as_str());
}

/// Which file it is about, and what happens next.
fn lead(out: &mut Html, view: &Overlay<'_>) {
    out.push("<p class=\"lead\">");
    match view.subject {
        Subject::Entry { file, .. } => {
            out.push("Its file is <code>");
            text(out, file);
            out.push("</code>. ");
            out.push("The page comes back by itself when it is mended and saved.");
        }
        Subject::Unpublished { file, why, option, .. } => {
            out.push("Its file is <code>");
            text(out, file);
            out.push("</code>: ");
            text(out, why);
            out.push(". A preview with <code>");
            text(out, option);
            out.push("</code> shows it here.");
        }
        Subject::Page { .. } => {
            out.push("The page comes back by itself when this is mended and saved.");
        }
        Subject::Portal => {
            out.push("Every page needs what is broken here. ");
            out.push("The portal comes up by itself when it is mended and saved.");
        }
    }
    out.push("</p>\n");
}

/// A finding as the terminal draws it.
fn drawn(out: &mut Html, view: &Overlay<'_>, it: &Diagnostic) {
    let (word, start) = (it.severity.word(), it.span.as_ref().map(Span::start));
    out.push("<div class=\"drawn ");
    out.push(word);
    out.push("\">\n");
    let is_read = it.span.as_ref().is_some_and(|it| it.source().is_read());
    let place = match start {
        Some(at) if is_read => format!("Line {}, column {}", at.line, at.column),
        _ => it.span.as_ref().map_or("", |it| it.source().path()).to_owned(),
    };
    let href = editor_link(view, it);
    if !place.is_empty() || href.is_some() {
        out.push("<p><span>");
        text(out, &place);
        out.push("</span>");
        if let Some(href) = href {
            link(out, &href, "Open in editor");
        }
        out.push("</p>\n");
    }
    // Long lines scroll, so the box must be reachable by keys.
    out.push("<pre tabindex=\"0\" role=\"group\"");
    out.attribute("aria-label", &format!("{word}: {}", it.code));
    out.push(">");
    text(out, write::human(it, false).trim_end());
    out.push("</pre>\n</div>\n");
}

/// The errors of other files, one line each.
fn others(out: &mut Html, view: &Overlay<'_>) {
    let said: Vec<String> = view.found.iter().map(|it| write::short(it)).collect();
    let others: Vec<(&Diagnostic, String)> = view
        .all
        .iter()
        .filter(|it| it.is_error())
        .map(|it| (it, write::short(it)))
        .filter(|it| !said.contains(&it.1))
        .collect();
    if others.is_empty() {
        return;
    }
    out.push("<h2>Also wrong in the portal</h2>\n<ul class=\"others\">\n");
    for (it, line) in others.iter().take(LISTED) {
        let mark = format!(": {}[", it.severity.word());
        let (place, message) = match line.split_once(&mark) {
            Some((place, rest)) => (place, rest.split_once("]: ").map_or(rest, |it| it.1)),
            None => ("", line.split_once("]: ").map_or(line.as_str(), |it| it.1)),
        };
        out.push("<li>");
        text(out, message);
        if !place.is_empty() {
            out.push(" <span class=\"place\">");
            match editor_link(view, it) {
                Some(href) => link(out, &href, place),
                None => text(out, place),
            }
            out.push("</span>");
        }
        out.push("</li>\n");
    }
    out.push("</ul>\n");
    if let Some(more) = others.len().checked_sub(LISTED).filter(|it| *it > 0) {
        out.push("<p class=\"lead\">and ");
        out.number(more);
        out.push(" more; <code>parvis check</code> shows all</p>\n");
    }
}

fn editor_link(view: &Overlay<'_>, it: &Diagnostic) -> Option<String> {
    let span = it.span.as_ref()?;
    let at = span.start();
    view.editor.link(&view.root.join(span.source().path()), at.line, at.column)
}

/// A link of the editor, whose schemes its own module guards, and its text.
fn link(out: &mut Html, href: &str, label: &str) {
    out.push("<a");
    out.attribute("href", href);
    out.push(">");
    text(out, label);
    out.push("</a>");
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diag::Source;

    const EVIL: &str = "<script>alert(1)</script>\"'&\u{1b}[2J\u{202e}";

    fn finding(path: &str, text: &str, message: &str) -> Diagnostic {
        let source = Arc::new(Source::new(path, text));
        let span = Span::new(&source, 7..12);
        Diagnostic::error("unknown-topic", message).at(span).help("did you mean `rust`?")
    }

    fn shown(subject: Subject<'_>, found: &[Diagnostic], all: &[Diagnostic]) -> String {
        let editor = Editor::parse("vscode").unwrap();
        let found: Vec<&Diagnostic> = found.iter().collect();
        let found = found.as_slice();
        let root = Path::new("/home/ana/por tal");
        let (editor, base, hash) = (&editor, "/base", Some("0f"));
        page(&Overlay { subject, found, all, root, editor, base, hash }).to_string()
    }

    /// Attributes and texts of a page, less what is fixed.
    fn tags(html: &str) -> Vec<&str> {
        let pieces = html.split('<').skip(1);
        pieces.map(|it| it.split([' ', '>', '\n']).next().unwrap_or("")).collect()
    }

    #[test]
    fn a_broken_entry_says_what_and_where() {
        let found = [finding("a/b c.md", "title: rsut\n", "unknown topic `rsut`")];
        let other = finding("x.md", "title: yyyy\n", "unknown topic `yyyy`");
        let all = [found[0].clone(), other];
        let subject = Subject::Entry { title: "Été", file: "a/b c.md" };
        let html = shown(subject, &found, &all);
        for part in [
            "<title>1 error: “Été” cannot be shown</title>",
            "<h1>“Été” cannot be shown</h1>",
            "<code>a/b c.md</code>",
            "Line 1, column 8",
            "<a href=\"vscode://file/home/ana/por%20tal/a/b%20c.md:1:8\">Open in editor</a>",
            "error[unknown-topic]: unknown topic `rsut`",
            "^^^^",
            "= help: did you mean `rust`?",
            "<li>unknown topic `yyyy` <span class=\"place\">",
            "href=\"/base/__parvis/preview.css\"",
            "<script src=\"/base/__parvis/preview.js\" defer data-base=\"/base\" \
             data-page=\"0f\"></script>\n</body>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert_eq!(html.matches("rsut`").count(), 1, "said twice");
        assert_eq!(html.matches("<h1").count(), 1);
    }

    #[test]
    fn no_text_becomes_markup() {
        let plain = finding("a.md", "title: rsut\n", "m");
        let evil = finding(EVIL, &format!("title: {EVIL}\n"), EVIL).help(EVIL).note(EVIL);
        let label = evil.span.clone().unwrap();
        let evil = evil.label(label, EVIL);
        let clean = shown(
            Subject::Entry { title: "t", file: "f" },
            std::slice::from_ref(&plain),
            &[],
        );
        let html = shown(
            Subject::Entry { title: EVIL, file: EVIL },
            std::slice::from_ref(&evil),
            &[],
        );
        assert_eq!(tags(&html), tags(&clean), "{html}");
        assert_eq!(html.matches('"').count(), clean.matches('"').count(), "{html}");
        let listed = shown(Subject::Page { address: EVIL }, &[], &[evil]);
        assert_eq!(tags(&listed), tags(&shown(Subject::Portal, &[], &[plain])), "{listed}");
        for html in [html, listed] {
            assert!(!html.contains(['\u{1b}', '\u{202e}']) && html.contains("alert(1)"));
        }
    }

    #[test]
    fn a_long_list_ends() {
        let many: Vec<Diagnostic> =
            (0..200).map(|n| finding(&format!("{n}.md"), "title: rsut\n", "m")).collect();
        let html = shown(Subject::Portal, &many, &[]);
        assert_eq!(html.matches("<pre").count(), DRAWN);
        assert!(html.contains("and 150 more"), "{html}");
        let html = shown(Subject::Portal, &[], &many);
        assert_eq!(html.matches("<li>").count(), LISTED);
        assert!(html.contains("and 170 more"), "{html}");
    }

    #[test]
    fn without_an_editor_and_without_a_place_there_is_no_link() {
        let found =
            [Diagnostic::error("missing-settings", "no files"), finding("a.md", "", "m")];
        let (root, hash) = (Path::new("/x"), None);
        let (subject, editor) = (Subject::Portal, &Editor::None);
        let (all, found) = (found.as_slice(), [&found[0], &found[1]]);
        let found = found.as_slice();
        let view = Overlay { subject, found, all, root, editor, base: "", hash };
        let html = page(&view).to_string();
        assert!(!html.contains("<a ") && !html.contains("<script"), "{html}");
        assert!(html.contains("href=\"/__parvis/preview.css\""), "{html}");
    }
}
