//! Markdown (`CommonMark`, GFM): markup of ours, and texts that are read as they were written.

use std::fmt::{self, Display};

use super::{Href, plain::one_line};

/// Markdown that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds markup of ours.
    pub fn push(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Adds a text of one line: marks that would be markup get a backslash.
    pub fn text(&mut self, text: &str) {
        let text = one_line(text);
        let starts = self.0.is_empty() || self.0.ends_with(['\n', ' ']);
        let mut before = None;
        let first = text.chars().find(|it| !it.is_ascii_digit());
        for (at, letter) in text.char_indices() {
            let after = || text.get(at + letter.len_utf8()..).unwrap_or("");
            let next = || after().chars().next();
            let is_markup = match letter {
                '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '$' | '|' => true,
                // Between letters it is a part of a name.
                '_' => {
                    let inside = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
                    !(inside(before) && inside(next()))
                }
                '&' => is_entity(after()),
                // Also the end of a heading.
                '#' => before.is_none_or(|it| it == ' ' || it == '#'),
                '+' | '-' | '=' | '>' | ':' => starts && at == 0,
                '.' | ')' => {
                    let number = before.is_some_and(|it| it.is_ascii_digit());
                    starts && number && first == Some(letter) && at <= 9
                }
                _ => false,
            };
            if is_markup {
                self.0.push('\\');
            }
            self.0.push(letter);
            before = Some(letter);
        }
    }

    /// Adds a link; its text where it has no address.
    pub fn link(&mut self, label: &str, url: &Href) {
        if url.is_empty() {
            return self.text(label);
        }
        self.0.push('[');
        self.text(label);
        self.0.extend(["](", &Self::destination(url), ")"]);
    }

    /// An address as the destination of a link.
    pub fn destination(url: &Href) -> String {
        url.as_str().replace('(', "%28").replace(')', "%29")
    }

    /// Adds an address between `<` and `>`, which are there already.
    pub fn address(&mut self, url: &Href) {
        self.0.push_str(url.as_str());
    }

    /// Adds a whole text that an author wrote as Markdown, as blocks of its own.
    pub fn append_text(&mut self, text: &str) {
        let text = text.trim_matches('\n');
        if !text.is_empty() {
            self.0.extend(["\n", text, "\n"]);
        }
    }

    /// The finished document.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Whether `&` before this would begin a character by its name or number.
fn is_entity(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let end = name.find(|it: char| !it.is_ascii_alphanumeric());
    end.is_some_and(|it| it > 0 && name.get(it..).is_some_and(|it| it.starts_with(';')))
}

impl Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    /// The text and the addresses that a reader of Markdown sees.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let (mut text, mut links) = (String::new(), Vec::new());
        let gfm = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_GFM
            | Options::ENABLE_MATH;
        for event in Parser::new_ext(markdown, gfm) {
            match event {
                Event::Text(it) => text.push_str(&it),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    links.push(dest_url.to_string());
                }
                Event::Start(
                    Tag::Paragraph | Tag::List(_) | Tag::Item | Tag::Heading { .. },
                )
                | Event::End(_)
                | Event::SoftBreak => {}
                other => panic!("{other:?} in {markdown}"),
            }
        }
        (text, links)
    }

    #[test]
    fn every_text_is_read_as_it_was_written() {
        for text in [
            "a*b*c **d** _e_ __f__ g_h_i ~~j~~ `k` ``l``",
            "[a](https://x.example) ![b](c) [d][e] [^f] [x]",
            "<script>alert(1)</script> </script> ]]> <!-- a --> <https://x.example>",
            "&amp; &#65; Q&A &nosemicolon",
            "=1+1",
            "=",
            "- a",
            "+ a",
            "> a",
            "# a #",
            "C# and a #b",
            "1. a",
            "12) a",
            "1.5 a 2. b",
            "--- a",
            "***",
            ": a",
            "| a | b |",
            "$a$ and $$b$$",
            "a\\*b \\ c",
            "\\",
            "a ~b~ ^c^",
            "{#id} a {.b}",
        ] {
            for start in ["", "- ", "# ", "- [x](y)\n  "] {
                let mut markdown = Markdown::new();
                markdown.0.push_str(start);
                markdown.text(text);
                let (read, links) = read(&markdown.0);
                let is_listed = start.ends_with("\n  ");
                let read = if is_listed { read.get(1..).unwrap() } else { &read };
                assert_eq!(read, text, "{markdown}");
                assert_eq!(links.len(), usize::from(is_listed), "{markdown}");
            }
            let mut markdown = Markdown::new();
            markdown.link(text, &Href::outside("https://x.example/a_(b)?c=[d]"));
            let read = read(&markdown.0);
            let url = "https://x.example/a_%28b%29?c=%5Bd%5D";
            assert_eq!(read, (text.to_owned(), vec![url.to_owned()]), "{markdown}");
        }
    }

    #[test]
    fn no_text_leaves_its_line() {
        let mut markdown = Markdown::new();
        markdown.text("a\r\n\r\n# b\u{2028}c\td\u{1b}[1m");
        assert_eq!(markdown.into_string(), "a # b c d \\[1m".replace("# b", "\\# b"));
    }
}
