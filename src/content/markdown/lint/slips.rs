//! Slips of the pen: what was meant as Markdown, and is shown as the text it is.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::{File, definitions::is_inside, foreign, no_table};
use crate::diag::{Diagnostic, Fix};

/// What is Markdown, and so is no slip.
#[derive(Debug, Default)]
pub(super) struct Slips {
    /// As they come; in order and apart when all are known.
    covered: Vec<Range<usize>>,
}

impl Slips {
    pub(super) fn see(&mut self, event: &Event<'_>, at: &Range<usize>) {
        let is_markup = match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::CodeBlock(_)
                    | Tag::Table(_)
                    | Tag::HtmlBlock
            ),
            Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => true,
            _ => false,
        };
        // What is inside another needs no place of its own.
        if is_markup && self.covered.last().is_none_or(|it| it.end < at.end) {
            self.covered.push(at.clone());
        }
    }

    /// All events were seen.
    pub(super) fn end(&mut self) {
        self.covered.sort_by_key(|it| it.start);
        let all = std::mem::take(&mut self.covered);
        for it in all {
            match self.covered.last_mut() {
                Some(last) if it.start < last.end => last.end = last.end.max(it.end),
                _ => self.covered.push(it),
            }
        }
    }

    /// Places of what is no plain text.
    pub(super) fn covered(&self) -> &[Range<usize>] {
        &self.covered
    }

    pub(super) fn finish(
        &self,
        file: File<'_>,
        body: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        let text = file.text(body).as_bytes();
        let hits = |mark: &'static str| {
            let all = memmem::find_iter(text, mark).map(|it| it + body.start);
            all.filter(|it| !is_inside(&self.covered, *it))
        };
        found.extend(hits("](").filter_map(|it| no_link(file, it)));
        found.extend(hits("] (").filter_map(|it| parted(file, it)));
        found.extend(hits(")[").filter_map(|it| reversed(file, it)));
        let first = text.starts_with(b"#").then_some(body.start);
        let first = first.filter(|it| !is_inside(&self.covered, *it));
        let lines = first.into_iter().chain(hits("\n#").map(|it| it + 1));
        found.extend(lines.filter_map(|it| heading(file, it)));
        no_table::find(file, body, &self.covered, found);
        foreign::find(file, body, &self.covered, found);
    }
}

/// Where the text in brackets begins that ends with the `]` at a place.
fn bracket(file: File<'_>, at: usize) -> Option<usize> {
    let line = file.line(at);
    let before = file.text(&(line.start..at));
    let open = before.rfind('[')?;
    let outside = before.get(..open)?.chars().next_back();
    // `a[0](x)` stands in programs.
    let is_program =
        outside.is_some_and(|it| it.is_alphanumeric() || matches!(it, '\\' | '_'));
    (!is_program && open + 1 < before.len()).then_some(line.start + open)
}

/// What stands between a place and a closing mark of the same line.
fn until(file: File<'_>, at: usize, close: char) -> Option<&str> {
    let rest = file.text(&(at..file.line(at).end));
    rest.split_once(close).map(|it| it.0).filter(|it| !it.trim().is_empty())
}

fn is_address(text: &str) -> bool {
    let beginnings = ["http://", "https://", "www.", "mailto:", "/", "./", "../", "#"];
    beginnings.iter().any(|it| text.starts_with(it))
        || text.rsplit_once('.').is_some_and(|it| {
            (2..=5).contains(&it.1.len())
                && it.1.bytes().all(|it| it.is_ascii_alphanumeric())
        })
}

/// `[text](an address.pdf)`: a space ends an address.
fn no_link(file: File<'_>, at: usize) -> Option<Diagnostic> {
    let before = file.text(&(file.line(at).start..at)).trim_start_matches([' ', '>']);
    if before.starts_with('[') && before.contains("]:") {
        // A line that gives an address a name is judged where the address is.
        return None;
    }
    let start = bracket(file, at)?;
    let address = until(file, at + 2, ')')?;
    let place = at + 2..at + 2 + address.len();
    let span = file.span(start..place.end + 1);
    let trimmed = address.trim();
    if !is_address(trimmed) {
        return None;
    }
    let warning = Diagnostic::warning("not-a-link", "this is shown as text: it is no link");
    let warning = warning.at(span);
    let is_plain = !trimmed.contains(['"', '\'', '<', '>', '(', '{']);
    if trimmed.contains(' ') && is_plain {
        let right = without_spaces(trimmed);
        return Some(
            warning
                .note("a space ends an address")
                .help(format!("write `{right}`"))
                .fix(file.span(place), right),
        );
    }
    Some(warning.help(
        "write `[text](address)`: no link stands in another, and each bracket has its pair",
    ))
}

/// An address without its spaces, as its kind is written.
fn without_spaces(address: &str) -> String {
    if address.starts_with("mailto:") {
        return address.replace(' ', "");
    }
    match address.split_once('#') {
        // An anchor is made of a heading's words.
        Some((path, anchor)) => {
            let anchor = anchor.trim().to_lowercase().replace(' ', "-");
            format!("{}#{anchor}", path.replace(' ', "%20"))
        }
        None => address.replace(' ', "%20"),
    }
}

/// `[text] (address)`: nothing stands between the two.
fn parted(file: File<'_>, at: usize) -> Option<Diagnostic> {
    let start = bracket(file, at)?;
    let text = file.text(&(start + 1..at));
    let address = until(file, at + 3, ')')?;
    // `[1] (https://…)` is how sources are given.
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    if is_number || address.contains(' ') || !is_address(address) {
        return None;
    }
    let end = at + 3 + address.len() + 1;
    Some(
        Diagnostic::warning("not-a-link", "this is shown as text: it is no link")
            .at(file.span(start..end))
            .note("a space parts the text from its address")
            .help(format!("write `[{text}]({address})`"))
            .fix(file.span(at + 1..at + 2), ""),
    )
}

/// `(text)[address]`: the other way round.
fn reversed(file: File<'_>, at: usize) -> Option<Diagnostic> {
    let line = file.line(at);
    let start = line.start + file.text(&(line.start..at)).rfind('(')?;
    let text = file.text(&(start + 1..at));
    let address = until(file, at + 2, ']')?;
    let is_web = address.starts_with("http://") || address.starts_with("https://");
    if !is_web || address.contains(' ') || text.contains(['[', ']', '<', '`']) {
        return None;
    }
    let end = at + 2 + address.len() + 1;
    let right = format!("[{text}]({address})");
    Some(
        Diagnostic::warning("not-a-link", "this is shown as text: it is no link")
            .at(file.span(start..end))
            .note("the brackets are the other way round")
            .help(format!("write `{right}`"))
            .fix(file.span(start..end), right),
    )
}

/// `##Title`, or `#` with a space that no line breaks at: no heading.
fn heading(file: File<'_>, start: usize) -> Option<Diagnostic> {
    let line = file.line(start);
    let text = file.text(&line);
    let marks = text.trim_start_matches('#');
    let count = text.len() - marks.len();
    let next = marks.chars().next()?;
    let (is_space, is_letter) =
        (matches!(next, '\u{a0}' | '\u{202f}'), next.is_alphabetic());
    // One mark without a space is a word to find others by: `#innersource`.
    let is_slip = (1..=6).contains(&count) && (is_space || is_letter && count > 1);
    let after = start + count;
    let gap = after..after + if is_space { next.len_utf8() } else { 0 };
    let fix = Fix::default().and(file.span(gap), " ");
    is_slip.then(|| {
        Diagnostic::warning("not-a-heading", "this is shown as text: it is no heading")
            .at(file.span(line))
            .note(if is_space {
                "the space behind the mark is one that does not break"
            } else {
                "a space is missing behind the marks"
            })
            .help(format!("write `{} …`", "#".repeat(count)))
            .fix_if(Some(fix))
    })
}
