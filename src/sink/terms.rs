//! Abbreviations in finished HTML: what a portal's settings spell out is spelled out when a page
//! is made, so that no text has to be read again when a setting changes.

use std::collections::BTreeMap;

use super::{Html, escaped};

/// Abbreviations and what they stand for.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// By the first letter, the longest first.
    terms: BTreeMap<char, Vec<Term>>,
    count: usize,
}

#[derive(Debug, Clone)]
struct Term {
    /// As it stands in HTML.
    short: String,
    long: String,
    number: usize,
}

/// Elements in which nothing is spelled out: programs, formulas and drawings, and headings,
/// which are read one after another.
const QUIET: &[&str] = &[
    "abbr", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "math", "pre", "samp",
    "script", "style", "svg", "var",
];

impl Terms {
    /// Of pairs of an abbreviation and what it stands for; the first of two equal ones counts.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut terms = Self::default();
        for (short, long) in pairs {
            let Some(first) = short.chars().next() else { continue };
            let same = terms.terms.entry(first).or_default();
            let (short, long, number) = (escaped(short), escaped(long), terms.count);
            same.push(Term { short, long, number });
            same.sort_by_key(|it| std::cmp::Reverse(it.short.len()));
            terms.count += 1;
        }
        terms
    }

    /// For one text: each abbreviation is spelled out where it is first.
    pub fn marking(&self) -> Marking<'_> {
        Marking { terms: self, seen: vec![false; self.count], in_tag: false, quiet: 0 }
    }

    fn at(&self, text: &str) -> Option<&Term> {
        let same = self.terms.get(&text.chars().next()?)?;
        same.iter().find(|it| {
            let after = text.strip_prefix(it.short.as_str()).map(|it| it.chars().next());
            after.is_some_and(|it| it.is_none_or(|it| !it.is_alphanumeric()))
        })
    }
}

/// A text that is being marked; its HTML comes in pieces, which may end within a tag.
#[derive(Debug)]
pub struct Marking<'a> {
    terms: &'a Terms,
    seen: Vec<bool>,
    in_tag: bool,
    quiet: usize,
}

impl Marking<'_> {
    /// Whether there is nothing to mark.
    pub fn is_idle(&self) -> bool {
        self.seen.is_empty()
    }

    /// The next piece, with its abbreviations marked.
    pub fn mark(&mut self, html: &Html) -> Html {
        let (mut out, mut rest) = (String::with_capacity(html.len() + 64), html.as_str());
        while !rest.is_empty() {
            let (part, tail) = if self.in_tag {
                // No text in a tag has a bracket: those are escaped.
                let end = rest.find('>').map(|it| it + 1);
                self.in_tag = end.is_none();
                rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""))
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                let (text, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
                self.text(text, &mut out);
                self.in_tag = !tail.is_empty();
                self.tag(tail);
                ("", tail)
            };
            out.push_str(part);
            rest = tail;
        }
        Html::trusted(out)
    }

    /// Notes what a tag opens or closes.
    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let end = name.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(name.len());
        if !QUIET.contains(&name.get(..end).unwrap_or("")) {
            return;
        }
        if tag.starts_with("</") {
            self.quiet = self.quiet.saturating_sub(1);
        } else {
            self.quiet += 1;
        }
    }

    fn text(&mut self, text: &str, out: &mut String) {
        if self.quiet > 0 {
            return out.push_str(text);
        }
        let (mut done, mut behind, mut in_word) = (0, 0, false);
        for (at, letter) in text.char_indices() {
            if at < behind {
                continue;
            }
            let rest = text.get(at..).unwrap_or("");
            let found = if in_word { None } else { self.terms.at(rest) };
            if let Some(term) = found {
                behind = at + term.short.len();
                let seen = self.seen.get_mut(term.number);
                if !seen.is_none_or(|it| std::mem::replace(it, true)) {
                    out.push_str(text.get(done..at).unwrap_or(""));
                    out.extend([
                        "<abbr title=\"",
                        &term.long,
                        "\">",
                        &term.short,
                        "</abbr>",
                    ]);
                    done = behind;
                }
            } else if letter == '&' {
                // An entity is a sign, and no word.
                behind = at + rest.find(';').map_or(1, |it| it + 1);
            }
            in_word = letter.is_alphanumeric();
        }
        out.push_str(text.get(done..).unwrap_or(""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[&'static str]) -> String {
        let terms = Terms::of([
            ("CI", "intégration \"continue\""),
            ("CI/CD", "CI et déploiement"),
            ("R&D", "recherche"),
            ("amp", "ampère"),
            ("é", "x"),
        ]);
        let mut marking = terms.marking();
        let html = |it: &&'static str| {
            let mut html = Html::new();
            html.push(it);
            marking.mark(&html).as_str().to_owned()
        };
        pieces.iter().map(html).collect()
    }

    #[test]
    fn an_abbreviation_is_spelled_out_where_it_is_first() {
        assert_eq!(
            marked(&["<p>La CI, CI/CD, CI.</p>"]),
            "<p>La <abbr title=\"intégration &quot;continue&quot;\">CI</abbr>, <abbr title=\"CI et déploiement\">CI/CD</abbr>, CI.</p>"
        );
        assert_eq!(marked(&["R&amp;D"]), "<abbr title=\"recherche\">R&amp;D</abbr>");
    }

    #[test]
    fn words_entities_tags_and_programs_are_left_alone() {
        for text in [
            "CIA xCI 2CI CI2 été",
            "a &amp; b",
            "<a title=\"CI\" href=\"#CI\">x</a>",
            "<h2 id=\"CI\">CI <em>CI</em></h2>",
            "<pre><code>CI</code> CI</pre>",
            "<abbr title=\"y\">CI</abbr>",
        ] {
            assert_eq!(marked(&[text]), text);
        }
        let pieces = ["<p><a", " title=\"CI\">CI</a> <code", ">CI</code>"];
        assert_eq!(
            marked(&pieces),
            "<p><a title=\"CI\"><abbr title=\"intégration &quot;continue&quot;\">CI</abbr></a> <code>CI</code>"
        );
    }
}
