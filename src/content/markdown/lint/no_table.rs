//! Lines with bars that are shown as text, though a table was meant: its second line has another
//! number of cells than its first, other signs than hyphens, stands elsewhere, or is not there.

use std::ops::Range;

use super::{File, tables::cells};
use crate::{
    diag::{Diagnostic, Fix},
    yaml::shorten,
};

/// How many lines of one block are looked at.
const MOST: usize = 50;

/// A line of a block.
struct Row<'a> {
    /// Without its end.
    at: Range<usize>,
    /// Without what stands before it: signs of quotes and lists, blanks.
    text: &'a str,
    /// How many signs of quotes stand before it.
    quotes: usize,
}

/// Looks at all lines with bars outside of what is Markdown; `covered` is in order.
pub(super) fn find(
    file: File<'_>,
    body: &Range<usize>,
    covered: &[Range<usize>],
    found: &mut Vec<Diagnostic>,
) {
    let text = file.text(body).as_bytes();
    let mut from = 0;
    while let Some(next) = text.get(from..).and_then(|it| memchr::memchr(b'|', it)) {
        let at = body.start + from + next;
        let end = if let Some(end) = cover(covered, at) {
            end
        } else {
            let block = Block::around(file, body, covered, at);
            found.extend(block.judge());
            block.rows.last().map_or(at + 1, |it| it.at.end)
        };
        from = (end - body.start).max(from + next + 1);
    }
}

/// Where what covers a place ends.
fn cover(covered: &[Range<usize>], at: usize) -> Option<usize> {
    let next = covered.partition_point(|it| it.end <= at);
    covered.get(next).filter(|it| it.start <= at).map(|it| it.end)
}

/// Lines without an empty one between them.
struct Block<'a> {
    file: File<'a>,
    rows: Vec<Row<'a>>,
    /// The line above the empty one that is above them, and the place of the empty one.
    above: Option<(Row<'a>, Range<usize>)>,
    /// Whether a table begins below them.
    is_on_table: bool,
}

impl<'a> Block<'a> {
    fn around(
        file: File<'a>,
        body: &Range<usize>,
        covered: &[Range<usize>],
        at: usize,
    ) -> Self {
        let first = Row::at(file, body, at);
        let before = first.above(file, body);
        let is_head = before.as_ref().is_some_and(|it| {
            !it.text.is_empty() && cover(covered, it.at.end.saturating_sub(1)).is_none()
        });
        let mut above = None;
        let mut rows = vec![first];
        match before {
            Some(head) if is_head => rows.insert(0, head),
            Some(empty) if empty.text.is_empty() => {
                let line = empty.at.start..empty.at.end + 1;
                let other = empty.above(file, body);
                let other = other.filter(|it| cover(covered, it.at.start).is_none());
                above = other.map(|it| (it, line));
            }
            _ => {}
        }
        let mut is_on_table = false;
        while rows.len() < MOST {
            let Some(last) = rows.last() else { break };
            let next = last.at.end + 1;
            if next >= body.end {
                break;
            }
            let row = Row::at(file, body, next);
            // Code in a line is a part of it.
            let begin = row.at.end - row.text.len();
            if cover(covered, begin).is_some_and(|it| it > row.at.end) {
                is_on_table = row.text.contains('|');
                break;
            }
            if row.text.is_empty() {
                break;
            }
            rows.push(row);
        }
        Self { file, rows, above, is_on_table }
    }

    fn judge(&self) -> Option<Diagnostic> {
        match self.rows.iter().position(|it| is_rule(it.text)) {
            Some(0) => self.without_head(),
            Some(at) => self.other_rule(self.rows.get(at - 1)?, self.rows.get(at)?, at),
            None => self.without_rule(),
        }
    }

    fn warning(&self, row: &Row<'_>) -> Diagnostic {
        Diagnostic::warning("not-a-table", "this is shown as text: it is not a table")
            .at(self.file.span(row.at.end - row.text.len()..row.at.end))
    }

    /// Its second line is none for Markdown.
    fn other_rule(&self, head: &Row<'_>, rule: &Row<'_>, at: usize) -> Option<Diagnostic> {
        let (in_head, in_rule) = (cells(head.text), cells(rule.text));
        let count = |n: usize| format!("{n} cell{} here", if n == 1 { "" } else { "s" });
        let right = hyphens(in_head);
        let place = self.file.span(rule.at.end - rule.text.len()..rule.at.end);
        let found = self.warning(rule);
        let bars = || head.text.contains('|');
        if rule.text.starts_with('+') || head.text.starts_with('+') {
            return Some(found.help(format!(
                "write `{right}` below the line of headers, and remove the other lines of `+---+`"
            )));
        }
        if !is_hyphens(rule.text) {
            let found = found.note("hyphens part the headers from the rows");
            if bars() {
                let help = format!("write `{}`", shorten(&right));
                return Some(found.help(help).fix(place, right));
            }
            let right = hyphens(in_rule);
            let help =
                format!("write a line of headers, with bars, and `{right}` below it");
            return rule.text.starts_with('|').then(|| found.help(help));
        }
        if in_head == in_rule && !bars() {
            let right = format!("| {} |", head.text.trim());
            let place = self.file.span(head.at.end - head.text.len()..head.at.end);
            return Some(
                found
                    .note("no bar stands in the line above")
                    .help(format!("write `{}` above it", shorten(&right)))
                    .fix(place, right),
            );
        }
        if in_head == in_rule {
            let help = if head.quotes == rule.quotes {
                "begin the lines of a table at the same column, at most three spaces in"
            } else {
                "write `> ` before each line of the table, or before none"
            };
            return Some(found.help(help));
        }
        let rows = self.rows.get(at + 1..).unwrap_or(&[]);
        let fits = |count: usize| rows.iter().all(|it| cells(it.text) == count);
        let found = found
            .note(count(in_rule))
            .label(self.file.span(head.at.clone()), count(in_head));
        if !bars() {
            return Some(
                found.help("write a line of headers above it, and an empty one above that"),
            );
        }
        let help = format!("give both lines as many cells, such as `{}`", shorten(&right));
        if !rows.is_empty() && fits(in_head) {
            return Some(found.help(help).fix(place, right));
        }
        let help = if !rows.is_empty() && fits(in_rule) {
            "give both lines as many cells: the rows have as many as this one".to_owned()
        } else {
            help
        };
        Some(found.help(help))
    }

    /// Its first line is the one of hyphens.
    fn without_head(&self) -> Option<Diagnostic> {
        let rule = self.rows.first()?;
        let is_head =
            |it: &Row<'_>| it.text.contains('|') && cells(it.text) == cells(rule.text);
        if let Some((head, empty)) = self.above.as_ref().filter(|it| is_head(&it.0)) {
            return Some(
                self.warning(rule)
                    .label(
                        self.file.span(head.at.clone()),
                        "and this, with an empty line between",
                    )
                    .help("leave no empty line between the lines of a table")
                    .fix(self.file.span(empty.clone()), ""),
            );
        }
        if self.is_on_table && self.rows.len() == 1 {
            let whole = self.file.span(rule.at.start..rule.at.end + 1);
            return Some(
                self.warning(rule)
                    .help("remove this line: a table begins with its headers")
                    .fix(whole, ""),
            );
        }
        let next = self.rows.get(1).filter(|it| it.text.contains('|'))?;
        let right = hyphens(cells(next.text));
        let help = if rule.text.starts_with('+') {
            format!(
                "write `{right}` below the line of headers, and remove the other lines of `+---+`"
            )
        } else {
            let headers = "| … ".repeat(cells(rule.text).min(9));
            format!("write above it what each column holds: `{headers}|`")
        };
        Some(self.warning(rule).note("a table begins with its headers").help(help))
    }

    /// No line of hyphens is there.
    fn without_rule(&self) -> Option<Diagnostic> {
        let is_row = |it: &Row<'_>| {
            let bare = it.text.trim_end();
            bare.len() > 2 && bare.starts_with('|') && bare.ends_with('|')
        };
        let start = self.rows.iter().position(is_row)?;
        let rows = self.rows.get(start..)?;
        let count = rows.iter().take_while(|it| is_row(it)).count();
        let first = rows.first()?;
        let columns = cells(first.text);
        if count < 2 || columns < 2 && count < 3 {
            return None;
        }
        let right = hyphens(columns);
        let before = self.file.text(&(first.at.start..first.at.end - first.text.len()));
        let is_plain = before.chars().all(|it| matches!(it, ' ' | '>'));
        let edge = first.at.end..first.at.end;
        let fix = Fix::default().and(self.file.span(edge), format!("\n{before}{right}"));
        Some(
            self.warning(first)
                .note("no line of hyphens parts the headers from the rows")
                .help(format!("write `{}` below it", shorten(&right)))
                .fix_if(Some(fix).filter(|_| is_plain)),
        )
    }
}

impl<'a> Row<'a> {
    fn at(file: File<'a>, body: &Range<usize>, at: usize) -> Self {
        let text = file.text(body);
        let at = at - body.start;
        let before = text.get(..at).unwrap_or("").as_bytes();
        let start = memchr::memrchr(b'\n', before).map_or(0, |it| it + 1);
        let rest = text.get(start..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let line = line.strip_suffix('\r').unwrap_or(line);
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let before = line.get(..line.len() - bare.len()).unwrap_or("");
        let quotes = before.matches('>').count();
        let text = if is_rule(bare) { bare } else { without_mark(bare) };
        let start = body.start + start;
        Self { at: start..start + line.len(), text, quotes }
    }

    fn above(&self, file: File<'a>, body: &Range<usize>) -> Option<Self> {
        (self.at.start > body.start).then(|| Self::at(file, body, self.at.start - 1))
    }
}

/// A line without the sign of a list before it.
fn without_mark(line: &str) -> &str {
    let digits = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let rest = if digits.len() < line.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '+'])
    };
    let bare = rest.filter(|it| it.starts_with([' ', '\t'])).map(str::trim_start);
    bare.unwrap_or(line)
}

/// Whether a line parts the headers of a table from its rows, in any program or with a slip.
fn is_rule(line: &str) -> bool {
    let is_dash = |it: char| "-–—−=_".contains(it);
    let bare = line.trim_end();
    let is_grid = bare.len() > 2 && bare.starts_with('+') && bare.ends_with('+');
    let dashes = bare.chars().filter(|it| is_dash(*it)).take(2).count();
    let is_strict = bare.chars().all(|it| is_dash(it) || "|+: \t".contains(it));
    let may_slip = |it: char| is_dash(it) || it.is_ascii_punctuation() || it == ' ';
    (bare.contains('|') || is_grid)
        && dashes > 0
        && (is_strict || dashes > 1 && bare.contains(":-") && bare.chars().all(may_slip))
}

/// Whether it does so in Markdown.
fn is_hyphens(line: &str) -> bool {
    let bare = line.trim();
    let bare = bare.strip_prefix('|').unwrap_or(bare);
    let bare = bare.strip_suffix('|').unwrap_or(bare);
    bare.split('|').all(|it| {
        let it = it.trim();
        let it = it.strip_prefix(':').unwrap_or(it);
        let it = it.strip_suffix(':').unwrap_or(it);
        !it.is_empty() && it.bytes().all(|it| it == b'-')
    })
}

fn hyphens(columns: usize) -> String {
    format!("{}|", "|---".repeat(columns.min(200)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::outline;
    use crate::diag::{
        Source,
        patch::{Patch, apply},
    };

    /// The help for a text, and the text with its fix made.
    fn said(text: &str) -> Option<(String, Option<String>)> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        let mut found = found.into_iter().filter(|it| it.code == "not-a-table");
        let first = found.next()?;
        assert!(found.next().is_none(), "{text}");
        let mended = first.fix.map(|it| {
            let mut patch = Patch::default();
            assert!(patch.take(&it));
            let edits = patch.into_files().next().unwrap_or_default().1;
            apply(text, &edits).unwrap_or_default()
        });
        Some((first.help.unwrap_or_default(), mended))
    }

    fn is_table(text: &str) -> bool {
        let source = Arc::new(Source::new("a.md", text));
        let mut options = comrak::Options::default();
        options.extension.table = true;
        let theirs = comrak::markdown_to_html(text, &options).contains("<table");
        let reading = super::super::super::reading::Reading::new(source.text());
        let ours = reading.events().any(|it| {
            matches!(it.0, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Table(_)))
        });
        assert!(ours || !theirs || said(text).is_some(), "{text}");
        ours
    }

    #[test]
    fn who_tried_a_table_has_one_or_is_told() {
        let heads = ["|a|b|", "| a | b", "a | b", "|a|b|c|", "| a |", "a"];
        let rules = [
            "|-|-|",
            "|---|---|",
            "---|---",
            "|:-:|--:|",
            "|---|",
            "|-|",
            "|---|---|---|",
            "|===|===|",
            "|—|—|",
            "|---+---|",
            "|:-;|--:|",
            "| -\t| -\t|",
        ];
        for place in ["", "> ", "- ", "1. ", "-\t", "x\n", "x\n\n", "> - "] {
            for below in ["", "  ", "\t", "> ", "    ", "   "] {
                for head in heads {
                    for rule in rules {
                        let text = format!("{place}{head}\n{below}{rule}\n{below}|1|2|\n");
                        let is_tried = head.contains('|') || rule.starts_with('|');
                        let is_code = place.ends_with("\n\n") && below.len() > 3;
                        if is_tried && !is_code && !is_table(&text) {
                            assert!(said(&text).is_some(), "{text}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_help_says_what_to_write() {
        for (text, help, mended) in [
            ("|a|b|\n|-|\n|1|2|", "such as `|---|---|`", Some("|a|b|\n|---|---|\n|1|2|")),
            ("|a|\n|-|-|\n|1|2|", "the rows have as many as this one", None),
            ("mot\n|-|", "`| mot |` above it", Some("| mot |\n|-|")),
            ("|a|b|\n|1|2|", "`|---|---|` below it", Some("|a|b|\n|---|---|\n|1|2|")),
            ("> |a|b|\n> |1|2|", "`|---|---|`", Some("> |a|b|\n> |---|---|\n> |1|2|")),
            ("|a|b|\n|=|=|", "write `|---|---|`", Some("|a|b|\n|---|---|")),
            ("|a|b|\n|–|–|", "write `|---|---|`", Some("|a|b|\n|---|---|")),
            ("|a|b|\n|:-;|--|", "write `|---|---|`", Some("|a|b|\n|---|---|")),
            ("|a|b|\n\n|-|-|\n|1|2|", "no empty line", Some("|a|b|\n|-|-|\n|1|2|")),
            ("|-|-|\n|a|b|\n|-|-|", "remove this line", Some("|a|b|\n|-|-|")),
            ("|-|-|\n|1|2|", "what each column holds: `| … | … |`", None),
            ("+---+---+\n| a | b |\n+---+---+", "remove the other lines", None),
            ("> |a|b|\n|-|-|", "write `> ` before each line", None),
            ("- |a|b|\n|-|-|", "at the same column", None),
        ] {
            let found = said(text);
            let (own, fixed) = found.unwrap_or_default();
            assert!(own.contains(help), "{text}: {own}");
            assert_eq!(fixed.as_deref(), mended, "{text}");
            assert!(mended.is_none_or(is_table), "{text}");
        }
    }

    #[test]
    fn bars_of_other_things_are_no_table() {
        for text in [
            "a | b et c | d\ne | f",
            "|x| + |y| > 1",
            "|x|\n|y|",
            "`a` | `b`\n`c` | `d`",
            "ls | grep x\n\nls | wc",
            "    |a|b|\n    |1|2|",
            "```\n|a|b|\n|1|2|\n```",
            "a -- b\n\n--|--\n",
            "|a|b|\n|-|-|\n|1|2|",
            "a | b\n\n- c",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn many_bars_are_read_in_linear_time() {
        for text in ["|a", "|a|b|\n", "|-", "|\n\n", "`|`", "|-|\n\n"] {
            let text = text.repeat(20_000);
            let source = Arc::new(Source::new("a.md", text.as_str()));
            outline(&source, &(0..text.len()), None);
        }
    }
}
