//! Tables: each column has a header, and nothing of a row is lost.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::File;
use crate::diag::Diagnostic;

/// Most cells of a table.
const MOST: usize = 20_000;

#[derive(Default)]
struct Table {
    at: Range<usize>,
    columns: usize,
    cells: usize,
    /// Which headers are empty, while the head is read.
    empty: Vec<bool>,
    in_head: bool,
}

pub(super) struct Tables<'a> {
    file: File<'a>,
    table: Option<Table>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self { file, table: None }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        if let Event::Start(Tag::Table(columns)) = event {
            let (at, columns) = (at.clone(), columns.len());
            self.table = Some(Table { at, columns, ..Table::default() });
        }
        let Some(table) = &mut self.table else { return };
        match event {
            Event::Start(Tag::TableHead) => table.in_head = true,
            Event::End(TagEnd::TableHead) => {
                table.in_head = false;
                let span = self.file.first_line(&table.at);
                found.extend(headers(&table.empty).map(|it| it.at(span)));
            }
            Event::Start(Tag::TableRow) => {
                let line = self.file.first_line(at);
                let cells = cells(line.text());
                if cells > table.columns {
                    let more = cells - table.columns;
                    let what = if more == 1 { "cell" } else { "cells" };
                    let message = format!(
                        "the last {more} {what} of the row are not shown"
                    )
                    .replace("last 1 cell of the row are", "last cell of the row is");
                    let help = "give the first line of the table as many cells, or write `\\|` for a bar in a text";
                    found.push(
                        Diagnostic::warning("table-cells", message).at(line).help(help),
                    );
                }
            }
            Event::Start(Tag::TableCell) => {
                table.cells += 1;
                if table.in_head {
                    table.empty.push(true);
                }
            }
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::Start(_) => {
                if let (true, Some(last)) = (table.in_head, table.empty.last_mut()) {
                    *last = false;
                }
            }
            Event::End(TagEnd::Table) => {
                let span = self.file.first_line(&table.at);
                if table.cells > MOST {
                    let message = format!(
                        "the table has {} cells, at most {MOST} are read",
                        table.cells
                    );
                    let help = "publish it as a file beside the text, and link to it";
                    found
                        .push(Diagnostic::error("table-size", message).at(span).help(help));
                }
                self.table = None;
            }
            _ => {}
        }
    }
}

/// What is wrong with the headers; the first column of a table may have none, where its cells
/// are headers themselves.
fn headers(empty: &[bool]) -> Option<Diagnostic> {
    let help = "write in its first line what each column holds";
    if empty.iter().all(|it| *it) {
        let message = "the table has no headers";
        return Some(Diagnostic::warning("table-header", message).help(help));
    }
    let nth = empty.iter().skip(1).position(|it| *it)? + 2;
    let message = format!("column {nth} of the table has no header");
    Some(Diagnostic::warning("table-header", message).help(help))
}

/// How many cells a line of a table has: bars part them, but for those that are escaped.
pub(super) fn cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = 1;
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(letter) = rest.next() {
        // The bar at the end of a line closes its last cell.
        if letter == '|' && before != '\\' && rest.peek().is_some() {
            cells += 1;
        }
        before = letter;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn bars_part_cells() {
        let cases =
            [("| a | b |", 2), ("a | b", 2), ("|a|", 1), ("| a \\| b |", 1), ("|a||b|", 3)];
        for (line, count) in cases {
            assert_eq!(cells(line), count, "{line}");
        }
    }
}
