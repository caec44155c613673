//! A page in place of one that cannot be shown: what is wrong with it, and where.
//!
//! It needs no theme and no settings, because these may be what is broken. Every text of it
//! comes from a file that somebody wrote, so none gets into the page but through `Escaped`.

use std::{
    fmt::{self, Display, Formatter, Write},
    path::Path,
};

use super::{client, editor::Editor};
use crate::diag::{Diagnostic, Span, write};

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
pub(super) fn page(view: &Overlay<'_>) -> String {
    let mut out = String::with_capacity(8192);
    let written = document(&mut out, view);
    debug_assert!(written.is_ok(), "writing to a text cannot fail");
    out
}

fn document(out: &mut String, view: &Overlay<'_>) -> fmt::Result {
    let errors = view.found.iter().filter(|it| it.is_error()).count();
    let kind = match errors {
        0 => "Not shown".to_owned(),
        1 => "1 error".to_owned(),
        n => format!("{n} errors"),
    };
    let heading = match view.subject {
        Subject::Entry { title, .. } => format!("“{}” cannot be shown", Escaped(title)),
        Subject::Page { address } => format!("{} cannot be shown", Escaped(address)),
        Subject::Portal => "The portal cannot be shown".to_owned(),
    };
    let own = |name: &str| format!("{}/__parvis/{name}", Escaped(view.base));
    let (style, icon) = (own("preview.css"), own("icon.svg"));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>{kind}: {heading}</title>\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n\
         <link rel=\"icon\" href=\"{icon}\">\n\
         </head>\n<body class=\"parvis\">\n<main>\n\
         <p class=\"kind\">{kind}</p>\n<h1>{heading}</h1>\n"
    )?;
    lead(out, view)?;
    for it in view.found.iter().take(DRAWN) {
        drawn(out, view, it)?;
    }
    if let Some(more) = view.found.len().checked_sub(DRAWN).filter(|it| *it > 0) {
        writeln!(out, "<p class=\"lead\">and {more} more</p>")?;
    }
    others(out, view)?;
    out.push_str("</main>\n");
    if let Some(hash) = view.hash {
        writeln!(out, "{}", client::tag(view.base, hash))?;
    }
    out.push_str("</body>\n</html>\n");
    Ok(())
}

/// What the page may load: our style, our script, and what the script asks for.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// Which file it is about, and what happens next.
fn lead(out: &mut String, view: &Overlay<'_>) -> fmt::Result {
    out.push_str("<p class=\"lead\">");
    match view.subject {
        Subject::Entry { file, .. } => {
            write!(out, "Its file is <code>{}</code>. ", Escaped(file))?;
            out.push_str("The page comes back by itself when it is mended and saved.");
        }
        Subject::Page { .. } => {
            out.push_str("The page comes back by itself when this is mended and saved.");
        }
        Subject::Portal => {
            out.push_str("Every page needs what is broken here. ");
            out.push_str("The portal comes up by itself when it is mended and saved.");
        }
    }
    out.push_str("</p>\n");
    Ok(())
}

/// A finding as the terminal draws it.
fn drawn(out: &mut String, view: &Overlay<'_>, it: &Diagnostic) -> fmt::Result {
    let (word, start) = (it.severity.word(), it.span.as_ref().map(Span::start));
    writeln!(out, "<div class=\"drawn {word}\">")?;
    let is_read = it.span.as_ref().is_some_and(|it| it.source().is_read());
    let place = match start {
        Some(at) if is_read => format!("Line {}, column {}", at.line, at.column),
        _ => it.span.as_ref().map_or("", |it| it.source().path()).to_owned(),
    };
    let link = editor_link(view, it).map(|href| Link(href, "Open in editor".to_owned()));
    if !place.is_empty() || link.is_some() {
        writeln!(out, "<p><span>{}</span>{}</p>", Escaped(&place), Shown(link.as_ref()))?;
    }
    // Long lines scroll, so the box must be reachable by keys.
    let text = write::human(it, false);
    let label = format!("{word}: {}", it.code);
    let (label, text) = (Escaped(&label), Escaped(text.trim_end()));
    writeln!(
        out,
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{text}</pre>\n</div>"
    )
}

/// The errors of other files, one line each.
fn others(out: &mut String, view: &Overlay<'_>) -> fmt::Result {
    let said: Vec<String> = view.found.iter().map(|it| write::short(it)).collect();
    let others: Vec<(&Diagnostic, String)> = view
        .all
        .iter()
        .filter(|it| it.is_error())
        .map(|it| (it, write::short(it)))
        .filter(|it| !said.contains(&it.1))
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    out.push_str("<h2>Also wrong in the portal</h2>\n<ul class=\"others\">\n");
    for (it, line) in others.iter().take(LISTED) {
        let mark = format!(": {}[", it.severity.word());
        let (place, message) = match line.split_once(&mark) {
            Some((place, rest)) => (place, rest.split_once("]: ").map_or(rest, |it| it.1)),
            None => ("", line.split_once("]: ").map_or(line.as_str(), |it| it.1)),
        };
        write!(out, "<li>{}", Escaped(message))?;
        if !place.is_empty() {
            out.push_str(" <span class=\"place\">");
            match editor_link(view, it) {
                Some(href) => write!(out, "{}", Link(href, place.to_owned()))?,
                None => write!(out, "{}", Escaped(place))?,
            }
            out.push_str("</span>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    if let Some(more) = others.len().checked_sub(LISTED).filter(|it| *it > 0) {
        writeln!(
            out,
            "<p class=\"lead\">and {more} more; <code>parvis check</code> shows all</p>"
        )?;
    }
    Ok(())
}

fn editor_link(view: &Overlay<'_>, it: &Diagnostic) -> Option<String> {
    let span = it.span.as_ref()?;
    let at = span.start();
    view.editor.link(&view.root.join(span.source().path()), at.line, at.column)
}

/// An address and its text.
struct Link(String, String);

impl Display for Link {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "<a href=\"{}\">{}</a>", Escaped(&self.0), Escaped(&self.1))
    }
}

/// What is there, or nothing.
struct Shown<'a, T>(Option<&'a T>);

impl<T: Display> Display for Shown<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |it| it.fmt(f))
    }
}

/// A text that is text in HTML, in an element and in an attribute. Control characters and marks
/// that turn the direction of what follows are replaced.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|it| match it {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => f.write_char('\u{fffd}'),
            it if it.is_control() && it != '\n' && it != '\t' => f.write_char('\u{fffd}'),
            it => f.write_char(it),
        })
    }
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
        page(&Overlay { subject, found, all, root, editor, base, hash })
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
        let html = page(&Overlay { subject, found, all, root, editor, base: "", hash });
        assert!(!html.contains("<a ") && !html.contains("<script"), "{html}");
        assert!(html.contains("href=\"/__parvis/preview.css\""), "{html}");
    }
}
