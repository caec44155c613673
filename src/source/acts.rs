//! Which files a reader's browser, or the host, may do something with that nobody saw.

use std::io::{self, Read};

use super::{FileInfo, open, walk::Listed};

/// What a published file can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// A browser runs what is in it.
    Runs,
    /// By its first bytes, a host may say that it is a page.
    LooksLikePage,
    /// A host reads it, and does what it says.
    Steers,
}

/// Endings of files that a browser runs, or shows as a document that can.
const RUN: &[&str] = &[
    "atom", "hta", "htc", "htm", "html", "js", "mathml", "mht", "mhtml", "mjs", "mml",
    "rdf", "rss", "shtml", "svgz", "swf", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
];

/// Endings of a file that hosts answer with in the place of the one without it.
const PACKED: &[&str] = &["br", "gz", "zst"];

/// Endings whose type every host knows: nothing is guessed from the bytes of such files. Pictures
/// are what they say, or an error.
const TYPED: &[&str] =
    &["avif", "css", "gif", "jpeg", "jpg", "json", "pdf", "png", "svg", "webp"];

/// Endings of texts whose type a host may not know; then it guesses as browsers once did.
const TEXTS: &[&str] = &["csv", "ics", "log", "md", "srt", "tsv", "txt", "vtt", "yaml"];

/// What a text begins with that is taken for a page or for XML (Go's `http.DetectContentType`,
/// which hosts use, and the MIME Sniffing Standard, 7.1).
const PAGES: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a",
    "<style",
    "<title",
    "<b",
    "<p",
    "<!--",
    "<?xml",
];

/// How many bytes are guessed from.
const HEAD: u64 = 512;

/// What a published file can do, if anything.
pub fn acts(path: &str, file: &FileInfo) -> Option<Acts> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_root = path.strip_prefix("static/").is_some_and(|it| !it.contains('/'));
    let steers = is_root && matches!(name, "_redirects" | "_headers" | "CNAME");
    if steers || path.starts_with("static/.well-known/") {
        return Some(Acts::Steers);
    }
    let mut rest = name.to_ascii_lowercase();
    while let Some((before, ending)) = rest.rsplit_once('.') {
        if RUN.contains(&ending) {
            return Some(Acts::Runs);
        }
        if !PACKED.contains(&ending) {
            break;
        }
        rest.truncate(before.len());
    }
    file.begins_as_page.then_some(Acts::LooksLikePage)
}

/// The file in whose place a host may answer with this one: `a.html` of `a.html.gz`.
pub fn stands_for(path: &str) -> Option<&str> {
    let (before, ending) = path.rsplit_once('.')?;
    PACKED.iter().any(|it| ending.eq_ignore_ascii_case(it)).then_some(before)
}

/// Whether a host may take a file for a page because of its first bytes.
pub(super) fn begins_as_page(file: &Listed) -> io::Result<bool> {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    let ending = name.rsplit_once('.').map_or("", |it| it.1).to_ascii_lowercase();
    if TYPED.contains(&&*ending) || file.path.starts_with("themes/") {
        return Ok(false);
    }
    let mut head = Vec::new();
    open(&file.disk)?.0.take(HEAD).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(|it: char| it == '\u{feff}' || it.is_whitespace());
    let is_text = TEXTS.contains(&&*ending);
    Ok(if is_text {
        PAGES.iter().any(|it| head.starts_with(it))
    } else {
        // Any XML may hold elements of HTML.
        head.starts_with('<')
    })
}

#[cfg(test)]
mod tests {
    use super::{Acts, acts, stands_for};
    use crate::source::FileInfo;

    #[test]
    fn what_a_name_promises() {
        let file = FileInfo::default();
        for (path, expected) in [
            ("static/a.html", Some(Acts::Runs)),
            ("static/x/a.HTML.gz", Some(Acts::Runs)),
            ("static/a.js.br.gz", Some(Acts::Runs)),
            ("pages/x/a.rdf", Some(Acts::Runs)),
            ("static/_redirects", Some(Acts::Steers)),
            ("static/.well-known/acme-challenge/x", Some(Acts::Steers)),
            ("static/CNAME", Some(Acts::Steers)),
            ("static/x/CNAME", None),
            ("static/html", None),
            ("static/a.csv.gz", None),
            ("static/a.html.zip", None),
        ] {
            assert_eq!(acts(path, &file), expected, "{path}");
        }
        let page = FileInfo { begins_as_page: true, ..file };
        assert_eq!(acts("static/note", &page), Some(Acts::LooksLikePage));
        assert_eq!(stands_for("/a/index.html.GZ"), Some("/a/index.html"));
        assert_eq!(stands_for("/a/index.html"), None);
    }
}
