//! Slips of the pen: what was meant as Markdown, and is shown as the text it is.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag};

use super::{File, definitions::is_inside, foreign, no_table};
use crate::{
    content::web,
    diag::{Diagnostic, Fix},
};

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
        found.extend(hits("]\n(").filter_map(|it| parted(file, it)));
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
    let Some(address) = until(file, at + 2, ')') else { return open(file, start, at + 2) };
    let place = at + 2..at + 2 + address.len();
    let span = file.span(start..place.end + 1);
    let trimmed = address.trim();
    let (first, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
    let warning =
        Diagnostic::warning("not-a-link", "this is shown as text: it is not a link");
    let warning = warning.at(span);
    let mailbox = rest.trim();
    if first == "mailto" && mailbox.contains('@') && !mailbox.contains(' ') {
        let right = format!("mailto:{mailbox}");
        return Some(warning.help(format!("write `{right}`")).fix(file.span(place), right));
    }
    // `![text](x.png =100x20)`, `(x.png width=100)`
    if rest.contains('=') && !rest.contains(['"', '\'', '/', '#']) && is_address(first) {
        return Some(
            warning
                .note("nothing but a title follows an address")
                .help(format!("write `{first}`: the theme gives the size"))
                .fix(file.span(place), first),
        );
    }
    let has_title = rest.starts_with(['"', '\'']) && is_address(first);
    if !has_title && !is_address(trimmed) {
        return None;
    }
    let is_plain = !trimmed.contains(['"', '\'', '<', '>', '(', '{']);
    if trimmed.contains(' ') && is_plain {
        let found = warning.note("a space ends an address");
        return Some(match without_spaces(trimmed) {
            Some(right) => {
                found.help(format!("write `{right}`")).fix(file.span(place), right)
            }
            None => found.help(
                "an e-mail address has a name, `@` and a host, such as `ana@site.example`",
            ),
        });
    }
    Some(warning.help(
        "write `[text](address)`: no link stands in another, and each bracket and each quote has its pair",
    ))
}

/// `[text](https://a.example`: nothing closes the bracket of an address.
fn open(file: File<'_>, start: usize, at: usize) -> Option<Diagnostic> {
    let rest = file.text(&(at..file.line(at).end));
    let address = rest.split(char::is_whitespace).next()?;
    let is_web = ["http://", "https://", "www.", "mailto:"];
    if address.contains(['(', '<']) || !is_web.iter().any(|it| address.starts_with(it)) {
        return None;
    }
    let end = at + address.len();
    Some(
        Diagnostic::warning("not-a-link", "this is shown as text: it is not a link")
            .at(file.span(start..end))
            .note("its bracket is never closed")
            .help(format!("write `({address})`"))
            .fix_if(
                (address.len() == rest.len())
                    .then(|| Fix::default().and(file.span(end..end), ")")),
            ),
    )
}

/// An address without its spaces, as its kind is written; nothing where that is none.
fn without_spaces(address: &str) -> Option<String> {
    if let Some(rest) = address.strip_prefix("mailto:") {
        let (mailbox, query) = rest.split_once('?').unwrap_or((rest, ""));
        let sign = if query.is_empty() { "" } else { "?" };
        let right = format!(
            "mailto:{}{sign}{}",
            mailbox.replace(' ', ""),
            query.trim().replace(' ', "%20")
        );
        return web::fault(&right).is_none().then_some(right);
    }
    Some(match address.split_once('#') {
        // An anchor is made of a heading's words.
        Some((path, anchor)) => {
            let anchor = anchor.trim().to_lowercase().replace(' ', "-");
            format!("{}#{anchor}", path.replace(' ', "%20"))
        }
        None => address.replace(' ', "%20"),
    })
}

/// `[text] (address)`: nothing stands between the two, and no end of a line.
fn parted(file: File<'_>, at: usize) -> Option<Diagnostic> {
    let start = bracket(file, at)?;
    let text = file.text(&(start + 1..at));
    let address = until(file, at + 3, ')')?;
    // `[1] (https://…)` is how sources are given.
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    let is_line = file.text(&(at + 1..at + 2)) == "\n";
    let is_far = is_line && !address.starts_with("http");
    if is_number || is_far || address.contains(' ') || !is_address(address) {
        return None;
    }
    let what = if is_line { "the end of a line" } else { "a space" };
    let end = at + 3 + address.len() + 1;
    Some(
        Diagnostic::warning("not-a-link", "this is shown as text: it is not a link")
            .at(file.span(start..end))
            .note(format!("{what} parts the text from its address"))
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
    let is_web = |it: &str| it.starts_with("http://") || it.starts_with("https://");
    let (text, address) = if is_web(text) { (address, text) } else { (text, address) };
    if !is_web(address) || address.contains(' ') || text.contains(['[', ']', '<', '`']) {
        return None;
    }
    let end = start + text.len() + address.len() + 4;
    let right = format!("[{text}]({address})");
    Some(
        Diagnostic::warning("not-a-link", "this is shown as text: it is not a link")
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
        Diagnostic::warning("not-a-heading", "this is shown as text: it is not a heading")
            .at(file.span(line))
            .note(if is_space {
                "the space after the mark is a non-breaking one"
            } else {
                "a space is missing after the marks"
            })
            .help(format!("write `{} …`", "#".repeat(count)))
            .fix_if(Some(fix))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::outline;
    use crate::diag::{
        Source,
        patch::{Patch, apply},
    };

    /// The text with what is said of its links mended; nothing where nothing is said.
    fn mended(text: &str) -> Option<String> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        let mut found = found.into_iter().filter(|it| it.code == "not-a-link");
        let first = found.next()?;
        assert!(found.next().is_none(), "{text}");
        let Some(fix) = first.fix else { return Some(String::new()) };
        let mut patch = Patch::default();
        assert!(patch.take(&fix));
        apply(text, &patch.into_files().next().unwrap_or_default().1)
    }

    #[test]
    fn what_was_to_be_a_link_is_mended_as_its_kind_is_written() {
        for (text, right) in [
            ("[a](https://a.example", "[a](https://a.example)"),
            ("[a](https://a.example fin", ""),
            ("[a]\n(https://a.example/)", "[a](https://a.example/)"),
            ("(https://a.example/)[a]", "[a](https://a.example/)"),
            ("(a)[https://a.example/]", "[a](https://a.example/)"),
            ("![a](y.png =100x20)", "![a](y.png)"),
            ("![a](y.png width=100)", "![a](y.png)"),
            ("[a](y.md \"t)", ""),
            ("[a](mailto: ana@a.example)", "[a](mailto:ana@a.example)"),
            ("[a](mailto ana@a.example)", "[a](mailto:ana@a.example)"),
            ("[a](mailto:ana a.example)", ""),
            (
                "[a](mailto:a@b.example?subject=x y)",
                "[a](mailto:a@b.example?subject=x%20y)",
            ),
            ("[a](/b c.md#Ma partie)", "[a](/b%20c.md#ma-partie)"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(right), "{text}");
        }
        for text in ["a\n(https://a.example/)", "[1]\n(https://a.example/)", "f[0](x"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
