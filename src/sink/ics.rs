//! iCalendar (RFC 5545): content lines.

use std::fmt::{self, Display};

/// Octets of a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// A calendar that is being written: lines end with CR LF, long ones are folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ics(String);

impl Ics {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line of ours: `BEGIN:VEVENT`.
    pub fn line(&mut self, line: &'static str) {
        self.fold(line);
    }

    /// `NAME:text`, with a text of an author: escaped (RFC 5545, 3.3.11).
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.fold(&format!("{name}:{}", escape(text)));
    }

    /// `NAME:text,text`: each value escaped, with commas of ours between.
    pub fn list(&mut self, name: &'static str, texts: &[String]) {
        let texts: Vec<String> = texts.iter().map(|it| escape(it)).collect();
        self.fold(&format!("{name}:{}", texts.join(",")));
    }

    /// `NAME:value`, with a value that has a syntax of its own: a time, a rule, an address. What
    /// would end the line is left out, as no such value holds it.
    pub fn value(&mut self, name: &'static str, value: impl Display) {
        let value = value.to_string();
        let legal: String = value.chars().filter(|it| !it.is_control()).collect();
        self.fold(&format!("{name}:{legal}"));
    }

    /// `NAME;PARAMETER=parameter:value`: a parameter that holds a mark is quoted, and cannot
    /// hold a quote (RFC 5545, 3.2).
    pub fn with(
        &mut self,
        name: &'static str,
        parameter: (&'static str, &str),
        value: impl Display,
    ) {
        let legal = |it: &char| !it.is_control() && *it != '"';
        let of: String = parameter.1.chars().filter(legal).collect();
        let quote = if of.contains([':', ';', ',']) { "\"" } else { "" };
        let value: String =
            value.to_string().chars().filter(|it| !it.is_control()).collect();
        self.fold(&format!("{name};{}={quote}{of}{quote}:{value}", parameter.0));
    }

    /// Writes a line in parts of at most 75 octets, none of which ends within a character; all
    /// but the first begin with a space.
    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// The finished calendar.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A text as a value: `\`, `;` and `,` are escaped, a line end is `\n`, and other control
/// characters, which RFC 5545 has no way to write, are left out. A tab is legal.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' => {
                letters.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            // Some readers take the last two for line ends.
            '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            it if it.is_control() => {}
            it => out.push(it),
        }
    }
    out
}

impl Display for Ics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut ics = Ics::new();
        ics.text("SUMMARY", text);
        ics.into_string()
    }

    #[test]
    fn no_text_leaves_its_line() {
        assert_eq!(
            text("a;b,c\\d\r\ne\rf\u{2028}g\tBEGIN:VEVENT\u{0}\u{1b}[1m\u{7f}\u{85}"),
            "SUMMARY:a\\;b\\,c\\\\d\\ne\\nf\\ng\tBEGIN:VEVENT[1m\r\n"
        );
        let mut ics = Ics::new();
        ics.value("URL", "https://x.example/\r\nEND:VCALENDAR");
        ics.with("DTSTART", ("TZID", "Europe/\"Paris\r\n;X"), "20261202T143000");
        ics.list("CATEGORIES", &["a,b".to_owned(), "c".to_owned()]);
        assert_eq!(
            ics.into_string(),
            "URL:https://x.example/END:VCALENDAR\r\nDTSTART;TZID=\"Europe/Paris;X\":20261202T143000\r\nCATEGORIES:a\\,b,c\r\n"
        );
    }

    #[test]
    fn lines_are_folded_at_octets_between_characters() {
        for long in ["é".repeat(100), "🎉".repeat(125), "a".repeat(500), "a🎉é".repeat(60)]
        {
            let written = text(&long);
            let lines: Vec<&str> = written.split_terminator("\r\n").collect();
            assert!(lines.len() > 1);
            assert!(lines.iter().all(|it| it.len() <= LINE), "{written}");
            assert!(lines.iter().skip(1).all(|it| it.starts_with(' ')), "{written}");
            assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{long}\r\n"));
        }
        assert_eq!(text(&"a".repeat(67)).matches("\r\n").count(), 1);
    }
}
