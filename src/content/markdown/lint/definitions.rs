//! Links by name, `[text][name]`: each name is defined, once, and used.
//!
//! Pulldown-cmark keeps definitions to itself, so a text that seems to have some is read again;
//! few have.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use memchr::memmem;
use pulldown_cmark::{BrokenLink, Event, LinkType, Parser, Tag};

use super::{
    super::reading::{Reading, options},
    File,
};
use crate::diag::{Diagnostic, nearest};

/// How many names without an address are said: each is compared with all that have one.
const MOST: usize = 100;

#[derive(Default)]
pub(super) struct Definitions {
    /// Names that links and images use, folded.
    used: BTreeSet<String>,
}

/// A name that is not defined.
struct Missing {
    name: String,
    at: Range<usize>,
}

/// Whether a text may define a name, or use one in brackets of its own: to read it again costs as
/// much as it did the first time. Footnotes have names of their own.
fn may_have_names(text: &str) -> bool {
    let defines = |at: usize| {
        let before = text.get(..at).unwrap_or("");
        let open = memchr::memrchr2(b'[', b'\n', before.as_bytes());
        open.and_then(|it| before.get(it..)).is_none_or(|it| !is_note(it))
    };
    memmem::find_iter(text.as_bytes(), "]:").any(defines) || text.contains("][")
}

/// Whether `[^1` begins what a footnote is named by: a name with spaces is one of a link.
fn is_note(open: &str) -> bool {
    let name = open.strip_prefix("[^");
    name.is_some_and(|it| !it.is_empty() && !it.contains(char::is_whitespace))
}

impl Definitions {
    pub(super) fn see(&mut self, event: &Event<'_>) {
        if let Event::Start(
            Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. },
        ) = event
            && matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            )
        {
            self.used.insert(fold(id));
        }
    }

    pub(super) fn finish(
        &self,
        file: File<'_>,
        body: &Range<usize>,
        covered: &[Range<usize>],
        found: &mut Vec<Diagnostic>,
    ) {
        let text = file.text(body);
        if !may_have_names(text) {
            return;
        }
        let missing = RefCell::new(Vec::new());
        let note = |link: BrokenLink<'_>| {
            if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
                let (name, at) = (link.reference.to_string(), link.span);
                missing.borrow_mut().push(Missing { name, at });
            }
            None
        };
        let reading = Reading::new(text);
        let places = reading.for_places();
        let mut parser =
            Parser::new_with_broken_link_callback(places, options(), Some(note));
        // A text may end before all of it is read: then nothing more is said of it.
        parser.by_ref().for_each(drop);
        let mut all: Vec<(Cow<'_, str>, Cow<'_, str>, Range<usize>)> = parser
            .reference_definitions()
            .iter()
            .map(|(name, it)| {
                (reading.letters(name), reading.letters(&it.dest), it.span.clone())
            })
            .collect();
        all.sort_by_key(|it| it.2.start);
        for (name, target, at) in &all {
            // `[//]: # (a remark)` is how remarks are written.
            let is_remark = target.is_empty() || target == "#";
            if !is_remark && !self.used.contains(&fold(name)) {
                let line = body.start + at.start..body.start + at.end;
                let message = format!("no link uses the address of `{name}`");
                let help = format!("write `[text][{name}]`, or remove the line");
                found.push(
                    Diagnostic::warning("definition-unused", message)
                        .at(file.first_line(&line))
                        .help(help),
                );
            }
        }
        for mut it in missing.take().into_iter().take(MOST) {
            it.name = reading.letters(&it.name).into_owned();
            let at = body.start + it.at.start..body.start + it.at.end;
            let is_known = is_inside(covered, at.start) || is_link(file, covered, &at);
            if is_known || is_index(file, &at, &it.name) {
                continue;
            }
            let near = nearest(&it.name, all.iter().map(|it| &*it.0));
            let help = near.map_or_else(
                || format!("add a line `[{}]: https://…`", it.name),
                |it| format!("did you mean `[{it}]`?"),
            );
            let message = format!("no address is given for `{}`", it.name);
            found.push(
                Diagnostic::warning("link-undefined", message).at(file.span(at)).help(help),
            );
        }
        twice(file, body, covered, &all, found);
    }
}

/// Lines that define a name again.
fn twice(
    file: File<'_>,
    body: &Range<usize>,
    covered: &[Range<usize>],
    all: &[(Cow<'_, str>, Cow<'_, str>, Range<usize>)],
    found: &mut Vec<Diagnostic>,
) {
    let firsts: BTreeMap<String, &Range<usize>> =
        all.iter().map(|(name, _, at)| (fold(name), at)).collect();
    let mut start = body.start;
    for line in file.text(body).split_inclusive('\n') {
        let (at, next) = (start, start + line.len());
        start = next;
        let inner = line.trim_start_matches([' ', '>']);
        let Some((name, _)) = inner.strip_prefix('[').and_then(|it| it.split_once("]:"))
        else {
            continue;
        };
        let at = at + line.len() - inner.len();
        let first = firsts.get(&fold(name)).filter(|_| !is_inside(covered, at));
        let Some(first) = first else { continue };
        let first = body.start + first.start..body.start + first.end;
        if !first.contains(&at) {
            let message = format!("the address of `{name}` is given twice");
            found.push(
                Diagnostic::warning("duplicate-definition", message)
                    .at(file.first_line(&(at..next)))
                    .note("never used")
                    .label(file.first_line(&first), "this one counts")
                    .help("remove one of the two, or give it another name"),
            );
        }
    }
}

/// Whether the second brackets are the text of a link: `[done][the report](report.md)`.
fn is_link(file: File<'_>, covered: &[Range<usize>], at: &Range<usize>) -> bool {
    file.text(&(at.end..at.end + 1)) == "(" && is_inside(covered, at.end)
}

/// Whether `a[i][j]` was meant: what stands in programs, and no link.
fn is_index(file: File<'_>, at: &Range<usize>, name: &str) -> bool {
    let before = file.text(&(0..at.start)).chars().next_back();
    let text = file.text(at);
    before.is_some_and(|it| it.is_alphanumeric() || matches!(it, '_' | ']' | ')' | '\\'))
        || text.starts_with("[ ]")
        || name.is_empty()
        || name.bytes().all(|it| it.is_ascii_digit())
}

pub(super) fn is_inside(covered: &[Range<usize>], at: usize) -> bool {
    let nth = covered.partition_point(|it| it.start <= at);
    nth.checked_sub(1).and_then(|it| covered.get(it)).is_some_and(|it| at < it.end)
}

fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::may_have_names;

    #[test]
    fn a_text_is_read_again_only_for_names() {
        for text in [
            "[a]: b",
            "x\n\n[a\nb]: c",
            "[x][a]",
            "[x][]",
            "[^1] [a]: b",
            "[a^b]: c",
            "[^a b]: c",
            "[^]: d",
        ] {
            assert!(may_have_names(text), "{text}");
        }
        for text in
            ["", "a [b](c): d", "x[^1]\n\n[^1]: a", "[^un]: a\n[^b]: [c](d)", "a[^1]: b"]
        {
            assert!(!may_have_names(text), "{text}");
        }
    }
}
