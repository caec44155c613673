//! Tables: alignment by class, headers with their scope.

use pulldown_cmark::Alignment;

use super::{Hole, Pass};

/// A table that is being written.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
    /// Whether its tag is written.
    is_open: bool,
}

impl Pass<'_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.tables.push(Table {
            alignments,
            column: 0,
            in_head: true,
            has_rows: false,
            is_open: false,
        });
        self.tables_begun += 1;
    }

    /// Opens the table by its caption.
    pub(super) fn open_caption(&mut self) {
        self.open_scroll(true);
        let number = self.tables_begun;
        self.push("<caption id=\"tbl-");
        self.out().number(number);
        self.push("\">");
    }

    /// Wide tables scroll: the keyboard must reach them, and what is reached has a name.
    fn open_scroll(&mut self, is_named: bool) {
        let number = self.tables_begun;
        let Some(table) = self.tables.last_mut() else { return };
        if std::mem::replace(&mut table.is_open, true) {
            return;
        }
        self.push("<div class=\"table\" tabindex=\"0\" role=\"region\" ");
        if is_named {
            self.push("aria-labelledby=\"tbl-");
        } else {
            self.push("aria-label=\"");
            self.out().hole(Hole::Text("table"));
            self.push(" ");
        }
        self.out().number(number);
        self.push("\"><table>\n");
    }

    pub(super) fn open_head(&mut self) {
        self.open_scroll(false);
        self.push("<thead><tr>");
    }

    pub(super) fn open_row(&mut self) {
        let first = self.tables.last_mut().is_some_and(|it| {
            it.column = 0;
            !std::mem::replace(&mut it.has_rows, true)
        });
        self.push(if first { "<tbody>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let alignment = table.alignments.get(table.column).copied();
        table.column += 1;
        let in_head = table.in_head;
        self.push(if in_head { "<th scope=\"col\"" } else { "<td" });
        self.push(match alignment {
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        });
    }

    pub(super) fn close_cell(&mut self) {
        let in_head = self.tables.last().is_some_and(|it| it.in_head);
        self.push(if in_head { "</th>" } else { "</td>" });
    }

    pub(super) fn close_head(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_head = false;
        }
        self.push("</tr></thead>\n");
    }

    pub(super) fn close_table(&mut self) {
        let has_rows = self.tables.pop().is_some_and(|it| it.has_rows);
        self.push(if has_rows { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }
}
