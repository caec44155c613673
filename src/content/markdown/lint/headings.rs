//! Headings: their order, their words.

use std::{collections::BTreeMap, ops::Range};

use super::File;
use crate::diag::{Diagnostic, Fix};

/// How many words must be in capitals before they are said: fewer are mostly names of things.
const WORDS: usize = 3;

/// Letters that such a word has: shorter ones are mostly abbreviations.
const LONG: usize = 5;

/// Files that are called by their names.
const FILES: &[&str] = &[
    "AUTHORS",
    "CHANGELOG",
    "CODEOWNERS",
    "CONTRIBUTING",
    "GOVERNANCE",
    "LICENSE",
    "MAINTAINERS",
    "NOTICE",
    "README",
    "SECURITY",
    "SUPPORT",
];

/// How many headings are said to repeat another: whoever has more of them knows by then.
const MOST: usize = 100;

#[derive(Debug)]
struct Heading {
    level: u8,
    /// Markup included.
    at: Range<usize>,
}

pub(super) struct Headings<'a> {
    file: File<'a>,
    all: Vec<Heading>,
    /// The last heading of each level.
    last: [Option<usize>; 7],
    /// Where each text is, below each heading: by the place of that one.
    words: BTreeMap<(Option<usize>, String), Range<usize>>,
    found: Vec<Diagnostic>,
    /// How many repeat another.
    twice: usize,
    /// What the page is called, and where its text begins.
    page: Page<'a>,
}

/// What a page shows above its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    /// Its title.
    pub(super) title: Option<&'a str>,
    /// Where its text begins.
    pub(super) start: usize,
}

impl<'a> Headings<'a> {
    pub(super) fn new(file: File<'a>, page: Page<'a>) -> Self {
        Self {
            file,
            page,
            all: Vec::new(),
            last: [None; 7],
            words: BTreeMap::new(),
            found: Vec::new(),
            twice: 0,
        }
    }

    pub(super) fn see(&mut self, level: u8, text: &str, at: Range<usize>) {
        let line = self.file.first_line(&at);
        let warn = |code, message: &str, help: &str| {
            Diagnostic::warning(code, message).at(line.clone()).help(help)
        };
        let words = text.trim();
        if let Some(repeated) = self.repeated(level, words, &at) {
            self.found.push(repeated);
            return;
        }
        if words.is_empty() {
            let help = "write its text, or remove it";
            self.found.push(warn("heading-empty", "the heading is empty", help));
        } else if is_loud(words) {
            let help = "write it in small letters: some screen readers spell capitals out";
            self.found.push(warn("all-caps", "the heading is all in capitals", help));
        }
        // Below other headings, the same words are told apart by those.
        let above = self.last.iter().take(usize::from(level)).copied().max().flatten();
        let key = (above, words.to_owned());
        match self.words.get(&key) {
            Some(first) if !words.is_empty() => {
                self.twice += 1;
                if self.twice <= MOST {
                    self.found.push(
                        warn(
                            "heading-twice",
                            "two headings say the same",
                            "give each heading words of its own",
                        )
                        .note("again here")
                        .label(self.file.span(first.clone()), "first here"),
                    );
                }
            }
            _ => {
                self.words.insert(key, line.range());
            }
        }
        if !words.is_empty() {
            if let Some(last) = self.last.get_mut(usize::from(level)) {
                *last = Some(self.all.len());
            }
            self.all.push(Heading { level, at });
        }
    }

    /// Says of the first heading that it is the page's title, which stands above it already.
    fn repeated(&self, level: u8, words: &str, at: &Range<usize>) -> Option<Diagnostic> {
        let title = self.page.title.filter(|it| is_same(it, words))?;
        let above = self.file.text(&(self.page.start..at.start));
        if level > 2 || !self.all.is_empty() || !above.trim().is_empty() {
            return None;
        }
        let line = self.file.first_line(at);
        let bare = line.text().trim_matches(['#', ' ', '\t']);
        let rest = self.file.0.text().get(at.end..).unwrap_or("");
        let blank = rest.len() - rest.trim_start_matches('\n').len();
        let fix = Fix::default().and(self.file.span(at.start..at.end + blank), "");
        Some(
            Diagnostic::warning("heading-twice", "the heading repeats the page's title")
                .at(line.clone())
                .help("remove it: the page shows its title above the text")
                .fix_if(is_same(title, bare).then_some(fix)),
        )
    }

    pub(super) fn finish(&mut self, found: &mut Vec<Diagnostic>) {
        found.append(&mut self.found);
        let count = |level| self.all.iter().filter(|it| it.level == level).count();
        let together = count(1) > 1 && count(2) > 0;
        let mut lowered = together.then(|| self.lowered()).flatten();
        let mut last = 1;
        for (nth, heading) in self.all.iter().enumerate() {
            let line = self.file.first_line(&heading.at);
            let is_raw = line.text().starts_with('<');
            // A page's title is above all, whatever the text says.
            let level = heading.level.max(2);
            if heading.level == 1 {
                let message = "the title is the page's only heading of level 1";
                let warning = Diagnostic::warning("heading-level", message).at(line);
                found.push(warning.help("write `##`").fix_if(if together {
                    lowered.take()
                } else {
                    self.lower(heading)
                }));
            } else if level > last + 1 {
                let message =
                    format!("a heading of level {level} follows one of level {last}");
                let help = if is_raw {
                    format!("write `h{}` in both of its tags", last + 1)
                } else {
                    format!("write `{}`", "#".repeat(usize::from(last) + 1))
                };
                let warning = Diagnostic::warning("heading-level", message).at(line);
                found.push(warning.help(help).fix_if(self.raised(nth, last + 1)));
            }
            last = level;
        }
    }

    /// Makes all headings of the next level, from the first of level 1 on. Headings of level 1 are
    /// published as of level 2; where the text has several with others below them, these stay
    /// below. One that skips a level is as deep as it is shown; nothing when another beside it
    /// would no longer be told from it.
    fn lowered(&self) -> Option<Fix> {
        let mut fix = Fix::default();
        let mut above: Vec<(u8, u8)> = Vec::new();
        for heading in self.all.iter().skip_while(|it| it.level > 1) {
            let old = heading.level;
            let mut beside = None;
            while let Some(last) = above.pop_if(|it| it.0 >= old) {
                beside = Some(last);
            }
            let next = above.last().map_or(2, |it| it.1 + 1);
            let new = next.min(old + 1);
            if beside.is_some_and(|it| it.0 != old && it.1 == new) {
                return None;
            }
            match new.checked_sub(old) {
                Some(0) => {}
                Some(_) => fix.edits.extend(self.lower(heading)?.edits),
                None => fix.edits.extend(self.cut(heading, old - new)?.edits),
            }
            above.push((old, new));
        }
        Some(fix)
    }

    /// Takes marks away from a heading.
    fn cut(&self, heading: &Heading, count: u8) -> Option<Fix> {
        let text = self.file.text(&heading.at);
        let marks = text.bytes().take_while(|it| *it == b'#').count();
        let start = heading.at.start;
        let span = self.file.span(start..start + usize::from(count));
        (marks == usize::from(heading.level)).then(|| Fix::default().and(span, ""))
    }

    /// Makes a heading one of the next level.
    fn lower(&self, heading: &Heading) -> Option<Fix> {
        let text = self.file.text(&heading.at);
        let start = heading.at.start;
        // Underlined, a heading may begin with a `#` of its own.
        let marks = text.trim_start_matches('#');
        if marks.len() < text.len() && marks.starts_with([' ', '\t']) {
            let fits = text.len() - marks.len() < 6;
            return fits.then(|| Fix::default().and(self.file.span(start..start), "#"));
        }
        // Underlined with `=`, by as many as the author wrote; one with `-` has no next level
        // of its kind.
        let text = text.trim_end();
        let line = text.trim_end_matches('=').len();
        let rule = "-".repeat(text.len() - line);
        let is_underlined = line < text.len() && text.get(..line)?.contains('\n');
        let span = self.file.span(start + line..start + text.len());
        is_underlined.then(|| Fix::default().and(span, rule))
    }

    /// Raises a heading to a level, with all headings below it. Nothing when one that follows
    /// was above it, and would no longer be.
    fn raised(&self, nth: usize, to: u8) -> Option<Fix> {
        let top = self.all.get(nth)?.level;
        let mut fix = Fix::default();
        for heading in self.all.iter().skip(nth) {
            if heading.level < top {
                return (heading.level < to).then_some(fix);
            }
            fix.edits.extend(self.cut(heading, top - to)?.edits);
        }
        Some(fix)
    }
}

/// Whether two texts are the same to readers.
fn is_same(a: &str, b: &str) -> bool {
    let plain = |it: &str| {
        let words: Vec<String> = it.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ").replace('’', "'")
    };
    plain(a) == plain(b)
}

/// Whether words are all in capitals, and are words.
fn is_loud(words: &str) -> bool {
    let is_cased = |it: char| it.is_uppercase() && !it.is_lowercase();
    // Where one letter knows no capitals, nobody chose them for all.
    if !words.chars().filter(|it| it.is_alphabetic()).all(is_cased) {
        return false;
    }
    let all = words.split(|it: char| it.is_whitespace() || "'’-/".contains(it));
    let long = all.clone().filter(|it| is_word(it)).count();
    // The small words between them make a sentence of few long ones.
    long >= WORDS || long + 1 == WORDS && all.count() >= WORDS
}

/// Whether a word is neither an abbreviation nor the name of a file.
fn is_word(word: &str) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric());
    let letters = word.chars().count();
    letters >= LONG && word.chars().all(char::is_alphabetic) && !FILES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::is_loud;

    #[test]
    fn names_of_things_are_not_loud() {
        for text in [
            "API REST",
            "RTE SAFE PI",
            "SAFE",
            "日本語の見出しです。これは長い",
            "README を憲法のように扱おう LICENSE MAINTAINERS DOCUMENTATION",
            "ISO 27001",
            "README.md CONTRIBUTING.md CODE_OF_CONDUCT.md",
            "README, CONTRIBUTING, LICENSE, CHANGELOG",
            "NASA, UNESCO, OTAN : SAFE",
            "INNERSOURCE SUMMIT",
            "LE BILAN",
        ] {
            assert!(!is_loud(text), "{text}");
        }
        assert!(is_loud("BILAN DE L'ANNÉE ÉCOULÉE"));
        assert!(is_loud("HOW TO CONTRIBUTE YOUR CHANGES (2027)"));
    }
}
