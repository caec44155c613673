//! Tables: alignment by class, headers with their scope.

use pulldown_cmark::Alignment;

use super::{Hole, Pass};

const RIGHT: &str = " class=\"right\">";
const CENTER: &str = " class=\"center\">";
const EMPTY_RIGHT: &str = "<th scope=\"col\" class=\"right\">";
const EMPTY_CENTER: &str = "<th scope=\"col\" class=\"center\">";

/// A table that is being written.
#[derive(Debug)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    stage: Stage,
    /// Which cells of the head have a text.
    named: Vec<bool>,
}

impl Table {
    /// Whether the first cell of each row names the row: the one above them is empty.
    fn names_rows(&self) -> bool {
        self.named.first() == Some(&false) && self.named.contains(&true)
    }

    /// Whether the cell that is being written is the head of its column or row.
    fn is_head(&self) -> bool {
        self.stage == Stage::Head || self.column == 1 && self.names_rows()
    }
}

/// How much of a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Nothing,
    Head,
    AllOfHead,
    Rows,
}

impl Pass<'_> {
    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        let (column, stage, named) = (0, Stage::Nothing, Vec::new());
        self.tables.push(Table { alignments, column, stage, named });
        self.tables_begun += 1;
    }

    /// Opens the table by its caption.
    pub(super) fn open_caption(&mut self) {
        self.open_scroll(true);
        let number = self.tables_begun;
        let id = self.within.id(&format!("tbl-{number}")).into_owned();
        self.push("<caption");
        self.out().attribute("id", &id);
        self.push(">");
    }

    /// Wide tables scroll: the keyboard must reach them, and what is reached has a name.
    fn open_scroll(&mut self, is_named: bool) {
        let number = self.tables_begun;
        let Some(table) = self.tables.last_mut() else { return };
        if std::mem::replace(&mut table.stage, Stage::Head) != Stage::Nothing {
            return;
        }
        self.push("<div class=\"table\" tabindex=\"0\" role=\"region\"");
        if is_named {
            let id = self.within.id(&format!("tbl-{number}")).into_owned();
            self.attribute("aria-labelledby", &id);
        } else {
            self.push(" aria-label=\"");
            self.out().hole(Hole::Text("table"));
            self.push(" ");
            self.out().number(number);
            self.push("\"");
        }
        self.push("><table>\n");
    }

    pub(super) fn open_head(&mut self) {
        self.open_scroll(false);
        self.push("<thead><tr>");
    }

    pub(super) fn open_row(&mut self) {
        let first = self.tables.last_mut().is_some_and(|it| {
            it.column = 0;
            std::mem::replace(&mut it.stage, Stage::Rows) != Stage::Rows
        });
        self.push(if first { "<tbody>\n<tr>" } else { "<tr>" });
    }

    pub(super) fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let alignment = table.alignments.get(table.column).copied();
        table.column += 1;
        let (stage, is_head) = (table.stage, table.is_head());
        self.push(match (stage, is_head) {
            (Stage::Head, _) => "<th scope=\"col\"",
            (_, true) => "<th scope=\"row\"",
            _ => "<td",
        });
        self.push(match alignment {
            Some(Alignment::Right) => RIGHT,
            Some(Alignment::Center) => CENTER,
            _ => ">",
        });
    }

    pub(super) fn close_cell(&mut self) {
        let is_head = self.tables.last().is_some_and(Table::is_head);
        let in_head = self.tables.last().is_some_and(|it| it.stage == Stage::Head);
        let is_empty = in_head
            && ["<th scope=\"col\">", EMPTY_RIGHT, EMPTY_CENTER]
                .into_iter()
                .any(|it| self.out().strip(it));
        if in_head && let Some(table) = self.tables.last_mut() {
            table.named.push(!is_empty);
        }
        self.push(match (is_empty, is_head) {
            // A head without words heads nothing.
            (true, _) => "<td></td>",
            (_, true) => "</th>",
            _ => "</td>",
        });
    }

    pub(super) fn close_head(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.stage = Stage::AllOfHead;
        }
        self.push("</tr></thead>\n");
    }

    pub(super) fn close_table(&mut self) {
        let has_rows = self.tables.pop().is_some_and(|it| it.stage == Stage::Rows);
        self.push(if has_rows { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }
}
