//! CSV as RFC 4180 has it: UTF-8, commas, CRLF, a header.

use super::plain::plain;

/// CSV that is being written.
///
/// A cell that a spreadsheet would take for a formula is a text: `=`, `+`, `-`, `@`, their wide
/// forms, a tab and a line end at its beginning get an apostrophe before them, as OWASP says
/// (<https://owasp.org/www-community/attacks/CSV_Injection>). No byte-order mark is written: RFC
/// 4180 knows none, and programs would read it as a part of the first name.
///
/// A spreadsheet that splits at `;` or at a tab has cells where we have none: the same holds after
/// each of these, and after a line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    text: String,
    columns: usize,
}

impl Csv {
    /// Nothing but the names of the columns.
    pub fn new(columns: &[&'static str]) -> Self {
        let mut csv = Self { text: String::new(), columns: columns.len() };
        csv.row(columns);
        csv
    }

    /// Adds a row, which has a cell for each column.
    pub fn row(&mut self, cells: &[&str]) {
        debug_assert_eq!(cells.len(), self.columns, "a row has all columns");
        for (at, cell) in cells.iter().take(self.columns).enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        let formula = cell.starts_with(is_formula);
        let quoted = formula
            || cell.contains(['"', ',', '\r', '\n', ';', '\t'])
            || cell.trim() != cell;
        let mark = if quoted { "\"" } else { "" };
        self.text.push_str(mark);
        if formula {
            self.text.push('\'');
        }
        for (at, letter) in cell.char_indices() {
            match letter {
                '"' => self.text.push_str("\"\""),
                '\r' => self.text.push('\r'),
                other => self.text.push(plain(other)),
            }
            let behind = cell.get(at + letter.len_utf8()..).unwrap_or("");
            if matches!(letter, ';' | '\t' | '\n' | '\r') && begins_formula(behind) {
                self.text.push('\'');
            }
        }
        self.text.push_str(mark);
    }

    /// The finished document.
    pub fn into_string(self) -> String {
        self.text
    }
}

/// Whether a formula follows, were it in quotes.
fn begins_formula(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '"']);
    text.starts_with(|it: char| is_formula(it) && !it.is_control())
}

/// Whether a spreadsheet may compute what begins so.
fn is_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_texts_whatever_they_begin_with() {
        let mut csv = Csv::new(&["a", "b"]);
        csv.row(&["é, \"x\"", "a\r\nb"]);
        csv.row(&["=1+1", "@x"]);
        csv.row(&["-2", "+3"]);
        csv.row(&["\tx", "\rx"]);
        csv.row(&["＝1", " y"]);
        csv.row(&["a\u{0}\u{1b}", "a=b"]);
        csv.row(&["x;=1+1;y", "x;\"@a\"\t-2"]);
        csv.row(&["x\n =1", "x; y"]);
        assert_eq!(
            csv.into_string(),
            "a,b\r\n\"é, \"\"x\"\"\",\"a\r\nb\"\r\n\"'=1+1\",\"'@x\"\r\n\"'-2\",\"'+3\"\r\n\"'\tx\",\"'\rx\"\r\n\"'＝1\",\" y\"\r\na\u{fffd}\u{fffd},a=b\r\n\"x;'=1+1;y\",\"x;'\"\"@a\"\"\t'-2\"\r\n\"x\n' =1\",\"x; y\"\r\n"
        );
    }
}
