//! Tables: alignment by class, headers with their scope.

use pulldown_cmark::Alignment;

use super::Pass;

/// A table that is being written.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_rows: bool,
}

impl Pass<'_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.tables.push(Table { alignments, column: 0, in_head: true, has_rows: false });
        // Wide tables scroll: the keyboard must reach them.
        self.push("<div class=\"table\" tabindex=\"0\"><table>\n");
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
