//! What links say: a reader who jumps from one to the next hears nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::File;
use crate::diag::Diagnostic;

/// Texts that say nothing of what the link leads to; sorted.
const VAGUE: &[&str] = &[
    "ce lien",
    "cette page",
    "clic",
    "click",
    "click here",
    "click this link",
    "cliquer",
    "cliquer ici",
    "cliquez",
    "cliquez ici",
    "cliquez là",
    "cliquez sur ce lien",
    "en savoir plus",
    "here",
    "ici",
    "learn more",
    "lien",
    "link",
    "lire",
    "lire la suite",
    "lire plus",
    "là",
    "more",
    "more info",
    "par ici",
    "plus",
    "plus d'infos",
    "plus d’infos",
    "read",
    "read more",
    "see here",
    "see more",
    "suite",
    "the link",
    "this",
    "this link",
    "this page",
    "voir",
    "voir ici",
    "voir plus",
];

/// Sites that send every reader to `https:` themselves, with all that is below them; sorted.
const SECURE: &[&str] = &[
    "apache.org",
    "archive.org",
    "arxiv.org",
    "cnil.fr",
    "codeberg.org",
    "confluence.atlassian.com",
    "crates.io",
    "creativecommons.org",
    "debian.org",
    "docs.rs",
    "doi.org",
    "eclipse.org",
    "framasoft.org",
    "github.com",
    "github.io",
    "gitlab.com",
    "gitlab.io",
    "gnu.org",
    "ietf.org",
    "innersourcecommons.org",
    "kubernetes.io",
    "legifrance.gouv.fr",
    "linkedin.com",
    "martinfowler.com",
    "medium.com",
    "meetup.com",
    "mozilla.org",
    "npmjs.com",
    "oreilly.com",
    "pypi.org",
    "python.org",
    "rfc-editor.org",
    "rust-lang.org",
    "scaledagileframework.com",
    "service-public.fr",
    "slack.com",
    "slideshare.net",
    "speakerdeck.com",
    "stackoverflow.com",
    "twitter.com",
    "vimeo.com",
    "w3.org",
    "wikimedia.org",
    "wikipedia.org",
    "youtu.be",
    "youtube.com",
];

/// Longest bare address that can still be heard: a host, and hardly more.
const SHORT: usize = 40;

/// A link that is being read.
struct Open {
    at: Range<usize>,
    target: String,
    words: String,
    /// Holds raw HTML, of which nothing is known here.
    is_raw: bool,
}

pub(super) struct Links<'a> {
    file: File<'a>,
    open: Option<Open>,
    /// Where each text leads, and where it stands first.
    said: BTreeMap<String, (String, Range<usize>)>,
    /// Texts that were found to lead to several places: said once of each.
    doubtful: BTreeSet<String>,
}

impl<'a> Links<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self { file, open: None, said: BTreeMap::new(), doubtful: BTreeSet::new() }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let (at, target) = (at.clone(), dest_url.to_string());
                let words = String::new();
                let open = Open { at, target, words, is_raw: false };
                // An address between `<` and `>` was meant to be shown.
                let is_shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.open = (!is_shown).then_some(open);
            }
            Event::End(TagEnd::Link) => {
                if let Some(open) = self.open.take() {
                    self.judge(&open, found);
                }
            }
            _ => {
                let Some(open) = &mut self.open else { return };
                match event {
                    Event::Text(text) | Event::Code(text) => open.words.push_str(text),
                    Event::SoftBreak | Event::HardBreak => open.words.push(' '),
                    Event::InlineHtml(_) => open.is_raw = true,
                    _ => {}
                }
            }
        }
    }

    fn judge(&mut self, link: &Open, found: &mut Vec<Diagnostic>) {
        let span = || self.file.span(link.at.clone());
        let warn = |code, message: String, help: &str| {
            Diagnostic::warning(code, message).at(span()).help(help)
        };
        let words = || link.words.split_whitespace();
        // That it leads nowhere is said elsewhere, and enough to be said of a link.
        if link.target.is_empty() {
            return;
        }
        let lower = lower(&link.words);
        if lower.is_empty() {
            if !link.is_raw {
                let help = "write between `[` and `]` what it leads to";
                found.push(warn("link-no-text", "the link has no text".into(), help));
            }
        } else if is_vague(&lower) {
            let words = words().collect::<Vec<_>>().join(" ");
            let message = format!("the link says only `{words}`");
            found.push(warn("link-vague", message, "say what it leads to"));
        } else if is_address(&lower) {
            if lower.len() > SHORT {
                let message = "the link shows a long address".to_owned();
                let help = "say what it leads to: a screen reader reads each letter";
                found.push(warn("link-bare", message, help));
            }
        } else {
            self.same_words(lower, link, found);
        }
    }

    /// Links of the same words should lead to the same place.
    fn same_words(&mut self, lower: String, link: &Open, found: &mut Vec<Diagnostic>) {
        let Some((target, first)) = self.said.get(&lower) else {
            self.said.insert(lower, (link.target.clone(), link.at.clone()));
            return;
        };
        if *target == link.target || !self.doubtful.insert(lower) {
            return;
        }
        let message = "two links say the same, and lead to different places";
        found.push(
            Diagnostic::warning("link-same-text", message)
                .at(self.file.span(link.at.clone()))
                .note("this one")
                .label(self.file.span(first.clone()), "and this one")
                .help("say of each what it leads to"),
        );
    }
}

/// Words in small letters, with one space between two.
fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.bytes().map(|it| char::from(it.to_ascii_lowercase())));
        } else {
            out.push_str(&word.to_lowercase());
        }
    }
    out
}

fn is_vague(lower: &str) -> bool {
    let ends = ['.', '…', ':', '!', '»', '«', '›', '→', '>', '(', ')', ' ', '\u{a0}'];
    VAGUE.binary_search(&lower.trim_matches(ends)).is_ok()
}

/// Whether an address is all that a link says.
fn is_address(lower: &str) -> bool {
    !lower.contains(' ')
        && ["https://", "http://", "www."].iter().any(|it| lower.starts_with(it))
}

/// Whether an `http:` address leads to a site that is known to answer with `https:` as well.
pub(in super::super) fn is_known_secure(target: &str) -> bool {
    let Some(rest) = target.strip_prefix("http://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("").to_ascii_lowercase();
    let mut above = Some(host.as_str());
    while let Some(it) = above {
        if SECURE.binary_search(&it).is_ok() {
            return true;
        }
        above = it.split_once('.').map(|it| it.1);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{SECURE, VAGUE, is_known_secure, is_vague};

    #[test]
    fn lists_are_sorted() {
        assert!(VAGUE.is_sorted() && SECURE.is_sorted());
    }

    #[test]
    fn what_only_begins_like_a_known_site_is_none() {
        for url in [
            "http://github.com",
            "http://fr.wikipedia.org/wiki/A?b#c",
            "http://www.W3.org/",
        ] {
            assert!(is_known_secure(url), "{url}");
        }
        for url in [
            "https://github.com",
            "http://github.com.evil.example/",
            "http://a.example/github.com",
            "http://notgithub.com/",
            "http://github.com:8080/",
            "http://me@evil.example",
        ] {
            assert!(!is_known_secure(url), "{url}");
        }
    }

    #[test]
    fn a_vague_text_stays_one_with_its_arrow() {
        assert!(is_vague("lire la suite →") && is_vague("(ici)") && is_vague("here."));
        assert!(!is_vague("lire la suite du retex"));
    }
}
