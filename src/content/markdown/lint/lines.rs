//! Lines that run together in one paragraph, though each begins like an item of a list; and
//! boxes as other programs have them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::File;
use crate::{
    diag::{Diagnostic, Fix, nearest},
    yaml::shorten,
};

/// How a line of a paragraph begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// It is the first.
    First,
    /// It goes on with the line before it.
    Soft,
    /// It is shown below the line before it.
    Hard,
}

/// What a line begins with, that is no mark of Markdown's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `• `.
    Bullet(char),
    /// `– `, which also begins what somebody says.
    Dash(char),
    /// `-`, `*` or `+` without a space behind it, or with one that does not break.
    Sign(char),
    /// `[ ]` or `[x]`.
    Task,
    /// `1.` or `a)`: its number and its sign.
    Number(u32, char),
}

struct Line {
    mark: Mark,
    begins: Break,
    /// The mark.
    at: Range<usize>,
    /// What stands behind it and is to be a space.
    gap: Range<usize>,
}

pub(super) struct Lines<'a> {
    file: File<'a>,
    /// How the line begins that comes next.
    next: Option<Break>,
    /// Whether a quote has just begun.
    in_quote: bool,
    /// Whether an item of a list has.
    in_item: bool,
    /// Those of the paragraph that look like items.
    items: Vec<Line>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self { file, next: None, in_quote: false, in_item: false, items: Vec::new() }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        match event {
            Event::Text(_) => {
                if let Some(begins) = self.next.take() {
                    self.line(begins, at.start, found);
                }
                (self.in_quote, self.in_item) = (false, false);
                return;
            }
            Event::SoftBreak => self.next = Some(Break::Soft),
            Event::HardBreak => self.next = Some(Break::Hard),
            Event::Start(Tag::BlockQuote(_)) => {
                self.end(found);
                self.in_quote = true;
                return;
            }
            Event::Start(tag @ (Tag::Paragraph | Tag::Item)) => {
                self.end(found);
                self.next = Some(Break::First);
                self.in_item |= matches!(tag, Tag::Item);
                return;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.end(found),
            _ => self.next = None,
        }
        (self.in_quote, self.in_item) = (false, false);
    }

    /// `- [x]done`, `- []`: a task has a space or an `x` in its box, and a space behind it.
    fn task(&self, start: usize, text: &str) -> Option<Diagnostic> {
        let (inner, rest) = text.strip_prefix('[')?.split_once(']')?;
        let is_box = matches!(inner, "" | " " | "x" | "X");
        let words = rest.trim_start();
        if !is_box || words.is_empty() || rest.starts_with(['(', '[', ':', '{']) {
            return None;
        }
        let mark = if inner.is_empty() { " " } else { inner };
        let end = start + inner.len() + 2 + rest.len() - words.len();
        let right = format!("[{mark}] ");
        let place = self.file.span(start..end);
        (place.text() != right).then(|| {
            Diagnostic::warning("not-a-list", "this is shown as text: it is not a task")
                .at(place.clone())
                .help(format!("write `- {right}…`"))
                .fix(place, right)
        })
    }

    fn line(&mut self, begins: Break, start: usize, found: &mut Vec<Diagnostic>) {
        let rest = self.file.text(&(start..self.file.0.text().len()));
        let Some(first) = rest.chars().next() else { return };
        // Most lines begin with a word.
        let second = rest.as_bytes().get(1);
        if first.is_ascii_lowercase() && !matches!(second, Some(b')' | b'.')) {
            return;
        }
        let text = rest.split(['\n', '\r']).next().unwrap_or("");
        match first {
            '[' if self.in_item => found.extend(self.task(start, text)),
            '[' if begins == Break::First && text.starts_with("[!") => {
                found.extend(self.marker(start, text));
            }
            '!' | '?' => found.extend(self.admonition(start, text)),
            _ => {
                if let Some((mark, length, gap)) = mark(text) {
                    let (at, gap) =
                        (start..start + length, start + length..start + length + gap);
                    self.items.push(Line { mark, begins, at, gap });
                }
            }
        }
    }

    /// `[!INFO]`, and `[!NOTE]` where it begins no box.
    fn marker(&self, start: usize, text: &str) -> Option<Diagnostic> {
        let (inner, rest) = text.strip_prefix("[!")?.split_once(']')?;
        let name = inner.trim().to_ascii_uppercase();
        let is_name = !name.is_empty()
            && name.chars().all(|it| it.is_alphabetic() || "-_ ".contains(it));
        if !is_name || rest.starts_with(['(', '[']) {
            return None;
        }
        let end = start + inner.len() + 3;
        let warning = |message: String| {
            Diagnostic::warning("unknown-directive", message).at(self.file.span(start..end))
        };
        let is_known = BOXES.contains(&name.as_str());
        let title = rest.trim_start_matches(['-', '+']);
        if !is_known {
            let message = format!("there is no box `[!{}]`", shorten(inner));
            let meant =
                nearest(&name, BOXES.iter().copied()).unwrap_or_else(|| meant(&name));
            let names: Vec<String> = BOXES.iter().map(|it| format!("`[!{it}]`")).collect();
            let all = names.join(", ");
            return Some(
                warning(message).help(format!("write `[!{meant}]`; there are {all}")),
            );
        }
        if !self.in_quote {
            let message = format!("`[!{inner}]` begins no box: it is in no quote");
            return Some(
                warning(message)
                    .help("write `> ` before it, and before each line of the box"),
            );
        }
        let message = format!("`[!{inner}]` begins no box");
        if inner.trim() != inner {
            let fix = Fix::default().and(self.file.span(start + 2..end - 1), inner.trim());
            return Some(
                warning(message).help(format!("write `[!{name}]`")).fix_if(Some(fix)),
            );
        }
        let place = end + rest.len() - title.len();
        let fix = Fix::default().and(self.file.span(place..place), " ");
        Some(warning(message).help("leave a space before its title").fix_if(Some(fix)))
    }

    /// `!!! note "Title"` and `??? note`.
    fn admonition(&self, start: usize, text: &str) -> Option<Diagnostic> {
        let rest = text.strip_prefix("!!!").or_else(|| text.strip_prefix("???"))?;
        let open = rest.strip_prefix('+').unwrap_or(rest);
        let words = open.strip_prefix(' ')?.trim();
        let (name, title) = words.split_once(' ').unwrap_or((words, ""));
        let is_name = !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase());
        let is_title =
            title.is_empty() || title.contains('"') || title.starts_with("inline");
        if !is_name || !is_title {
            return None;
        }
        let mark = text.get(..text.len() - open.len()).unwrap_or("");
        let fold = if mark.starts_with('!') { "" } else { "+" };
        let title = title.split('"').nth(1).map(|it| format!(" {it}")).unwrap_or_default();
        let message = format!("`{mark} {name}` means nothing here");
        let help = format!(
            "for a box, write `> [!{}]{fold}{}`, and `> ` before each line of it",
            meant(&name.to_ascii_uppercase()),
            shorten(&title)
        );
        let place = self.file.span(start..start + text.trim_end().len());
        Some(Diagnostic::warning("unknown-directive", message).at(place).help(help))
    }

    /// The paragraph ends: whether it was to be a list.
    fn end(&mut self, found: &mut Vec<Diagnostic>) {
        self.next = None;
        let lines = std::mem::take(&mut self.items);
        let mut rest = lines.as_slice();
        while let [first, others @ ..] = rest {
            let mut before = first.mark;
            let same = others.iter().take_while(|it| {
                let goes_on = it.begins == Break::Soft && follows(before, it.mark);
                before = it.mark;
                goes_on
            });
            let count = same.count();
            let (own, others) = rest.split_at_checked(count + 1).unwrap_or((rest, &[]));
            if count > 0 {
                found.push(self.judge(first, own));
            }
            rest = others;
        }
    }

    fn judge(&self, first: &Line, lines: &[Line]) -> Diagnostic {
        let edit = |text: &str, whole: bool| {
            let mut fix = Fix::default();
            for it in lines {
                let start = if whole { it.at.start } else { it.gap.start };
                fix = fix.and(self.file.span(start..it.gap.end), text);
            }
            Some(fix).filter(|_| lines.iter().all(|it| self.may_begin(it)))
        };
        let (help, fix) = match first.mark {
            Mark::Bullet(_) => ("begin each with `- `", edit("- ", true)),
            Mark::Dash(_) => (
                "begin each with `- `; between what people say in turn, leave an empty line",
                None,
            ),
            Mark::Sign('*') => ("write a space after each `*`", edit(" ", false)),
            Mark::Sign('+') => ("write a space after each `+`", edit(" ", false)),
            Mark::Sign(_) => ("write a space after each `-`", edit(" ", false)),
            Mark::Task => ("begin each with `- [ ] ` or `- [x] `", edit("- ", true)),
            Mark::Number(1, '.' | ')') if self.is_short(first) => {
                ("write a space after each number", edit(" ", false))
            }
            Mark::Number(..) => (
                "begin each with its number, a period and a space (`1. `), and leave an empty line above the first",
                None,
            ),
        };
        let place = self.file.first_line(&(first.at.start..self.file.0.text().len()));
        Diagnostic::warning("not-a-list", "these lines run together: they are not a list")
            .at(place)
            .note(format!("and {} more", lines.len() - 1))
            .help(help)
            .fix_if(fix)
    }

    /// Whether a number has no space of its own.
    fn is_short(&self, line: &Line) -> bool {
        self.file.text(&line.gap) != " " && self.file.text(&line.at).starts_with('1')
    }

    /// Whether an item may begin at a line: deep below the line before it, none does.
    fn may_begin(&self, line: &Line) -> bool {
        let near = self.file.line(line.at.start).start..line.at.start;
        let indent = self.file.text(&near);
        indent.len() < 4 && indent.bytes().all(|it| it == b' ')
    }
}

/// The boxes that there are.
const BOXES: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The box that is nearest to one of another program.
fn meant(name: &str) -> &'static str {
    match name {
        "HINT" | "SUCCESS" | "CHECK" | "DONE" | "TIPS" | "ASTUCE" | "CONSEIL" => "TIP",
        "ATTENTION" | "WARN" | "AVERTISSEMENT" => "WARNING",
        "DANGER" | "ERROR" | "BUG" | "FAILURE" | "FAIL" | "ERREUR" => "CAUTION",
        _ => BOXES.iter().find(|it| **it == name).unwrap_or(&"NOTE"),
    }
}

fn follows(before: Mark, next: Mark) -> bool {
    match (before, next) {
        (Mark::Number(a, sign), Mark::Number(b, other)) => sign == other && b == a + 1,
        _ => before == next,
    }
}

/// What a line begins with: the mark, its length, and that of the gap behind it.
fn mark(text: &str) -> Option<(Mark, usize, usize)> {
    let first = text.chars().next()?;
    let rest = text.get(first.len_utf8()..)?;
    let gap = rest.len() - rest.trim_start().len();
    let is_word = |it: &str| it.starts_with(char::is_alphabetic);
    match first {
        '•' | '◦' | '▪' | '●' | '○' | '‣' | '·' | '\u{f0b7}' => {
            let is_item = !rest.trim().is_empty();
            is_item.then_some((Mark::Bullet(first), first.len_utf8(), gap))
        }
        '–' | '—' if gap > 0 => Some((Mark::Dash(first), first.len_utf8(), gap)),
        '-' => (is_word(rest) || gap > 0).then_some((Mark::Sign('-'), 1, gap)),
        '*' | '+' => {
            let is_item = is_word(rest) && !rest.contains(first);
            is_item.then_some((Mark::Sign(first), 1, gap))
        }
        '[' => {
            let is_task = ["[ ] ", "[x] ", "[X] "].iter().any(|it| text.starts_with(it));
            is_task.then_some((Mark::Task, 0, 0))
        }
        'a'..='z' | '0'..='9' => {
            let digits = text.find(|it: char| !it.is_ascii_digit())?;
            let length = digits.max(1);
            let number = text.get(..length)?;
            let value = number.parse().ok().or_else(|| Some(u32::from(first)));
            let rest = text.get(length..)?;
            let sign = rest.chars().next()?;
            let behind = rest.get(sign.len_utf8()..)?;
            let is_sign = match sign {
                ')' => true,
                '.' => digits > 0 || behind.starts_with(' '),
                '/' => digits > 0,
                _ => false,
            };
            let gap = behind.len() - behind.trim_start().len();
            let is_item = is_sign && digits < 4 && (gap > 0 || is_word(behind));
            is_item.then_some((Mark::Number(value?, sign), length + 1, gap))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::outline;
    use crate::diag::Source;

    fn said(text: &str) -> Vec<(&'static str, String, String)> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        found
            .into_iter()
            .map(|it| {
                let edits = it.fix.map(|it| it.edits).unwrap_or_default();
                let edits: Vec<_> = edits.into_iter().map(|it| it.text).collect();
                (it.code, it.help.unwrap_or_default(), edits.join("|"))
            })
            .collect()
    }

    #[test]
    fn lines_that_run_together_are_no_list() {
        for (text, part, fix) in [
            ("• un\n• deux\n• trois", "begin each with `- `", "- |- |- "),
            ("Voici :\n•\tun\n•\tdeux", "begin each with `- `", "- |- "),
            ("– Bonjour.\n– Bonsoir.", "leave an empty line", ""),
            ("— Bonjour.\n— Bonsoir.", "leave an empty line", ""),
            ("-un\n-deux", "a space after each `-`", " | "),
            ("-\u{a0}un\n-\u{a0}deux", "a space after each `-`", " | "),
            ("1.un\n2.deux", "a space after each number", " | "),
            ("Voici :\n2. deux\n3. trois", "leave an empty line above", ""),
            ("1/ un\n2/ deux", "its number, a period and a space", ""),
            ("a) un\nb) deux", "its number, a period and a space", ""),
            ("a. un\nb. deux", "its number, a period and a space", ""),
            ("*un\n*deux", "a space after each `*`", " | "),
            ("+un\n+deux", "a space after each `+`", " | "),
            ("[x] un\n[ ] deux", "begin each with `- [ ] `", "- |- "),
            ("- [x]un", "write `- [x] …`", "[x] "),
            ("- [] un", "write `- [ ] …`", "[ ] "),
            ("1. a\n\n2. [X]un", "write `- [X] …`", "[X] "),
            ("> • un\n> • deux", "begin each with `- `", ""),
        ] {
            let found = said(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, "not-a-list", "{text}");
            assert!(found[0].1.contains(part), "{text}: {found:?}");
            assert_eq!(found[0].2, fix, "{text}");
        }
        for text in [
            "– Bonjour.\n\n– Bonsoir.",
            "• un  \n• deux\\\n• trois",
            "En\n2026. Puis en\n1998. Fin",
            "Le – mot –\n– seul",
            "-5\n-6",
            "- un\n- deux\n\n1. un\n2. deux",
            "`• un`\n`• deux`",
            "a\n• b",
            "1.5\n2.5",
            "*un*\n*deux*",
            "+1\n+2",
            "- [ ] un\n- [x] deux",
            "- [x](https://a.example/)",
            "- []",
            "c. 5\np. 7",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }

    #[test]
    fn boxes_have_five_names() {
        for (text, part, fix) in [
            ("> [!INFO]\n> Un mot", "write `[!NOTE]`; there are `[!NOTE]`, `[!TIP]`", ""),
            ("> [!WARNNG] x\n> Un mot", "write `[!WARNING]`", ""),
            ("> [!danger]- x", "write `[!CAUTION]`", ""),
            ("> [! NOTE]\n> Un mot", "write `[!NOTE]`", "NOTE"),
            ("> [!NOTE]Titre\n> Un mot", "leave a space", " "),
            ("[!NOTE]\nUn mot", "write `> ` before it", ""),
            ("!!! note \"Titre\"\n    Un mot", "write `> [!NOTE] Titre`", ""),
            ("??? danger\n    Un mot", "write `> [!CAUTION]+`", ""),
        ] {
            let found = said(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, "unknown-directive", "{text}");
            assert!(found[0].1.contains(part), "{text}: {found:?}");
            assert_eq!(found[0].2, fix, "{text}");
        }
        for text in [
            "> [!NOTE]\n> a",
            "> [!TIP]- a b\n> a",
            "!!! Attention !!!",
            "> [!INFO](https://a.example/)",
            "`[!INFO]`",
            "??? why not",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
