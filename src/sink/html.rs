//! HTML: markup of ours, texts that were escaped, and what a guard let through.

use std::fmt::{self, Display, Write};

use super::{Href, Srcset};

/// HTML that may be published: the only type that pages take as markup.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Nothing yet, with room for a number of bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds markup of ours.
    pub fn push(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Adds a text, as a text or in a double-quoted attribute.
    pub fn text(&mut self, text: &str) {
        escape(text, &mut self.0);
    }

    /// Adds a number.
    pub fn number(&mut self, number: impl Number) {
        let written = write!(self.0, "{number}");
        debug_assert!(written.is_ok(), "writing to a text cannot fail");
    }

    /// Adds ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) {
        self.0.extend([" ", name, "=\""]);
        self.text(value);
        self.0.push('"');
    }

    /// Adds ` name="address"`; nothing for none.
    pub fn address(&mut self, name: &'static str, address: &Href) {
        if !address.is_empty() {
            self.attribute(name, address.as_str());
        }
    }

    /// Adds ` srcset="…"`; nothing for none.
    pub fn srcset(&mut self, pictures: &Srcset) {
        if !pictures.is_empty() {
            self.attribute("srcset", pictures.as_str());
        }
    }

    /// Adds other HTML.
    pub fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Adds other HTML, with something of ours in the place of each occurrence of a mark. No
    /// text of an author can look like a mark that has a quote: quotes in texts are escaped.
    pub fn append_with(
        &mut self,
        other: &Self,
        mark: &'static str,
        replace: impl Fn(&mut Self),
    ) {
        let mut parts = other.0.split(mark);
        self.0.push_str(parts.next().unwrap_or(""));
        for part in parts {
            replace(self);
            self.0.push_str(part);
        }
    }

    /// Takes an ending away; whether it was there.
    pub fn strip(&mut self, ending: &'static str) -> bool {
        let Some(length) = self.0.strip_suffix(ending).map(str::len) else { return false };
        self.0.truncate(length);
        true
    }

    /// Its lines, for HTML in which no element goes over a line's end.
    pub fn lines(&self) -> impl Iterator<Item = Self> {
        self.0.lines().map(|it| Self(it.to_owned()))
    }

    /// What is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many bytes are written.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what a guard of this module let through.
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }
}

/// What ammonia cleaned.
impl From<ammonia::Document> for Html {
    fn from(clean: ammonia::Document) -> Self {
        Self(clean.to_string())
    }
}

/// A number: its digits are no markup.
pub trait Number: Copy + Display + private::Sealed {}

mod private {
    pub trait Sealed {}
    impl Sealed for u8 {}
    impl Sealed for u32 {}
    impl Sealed for u64 {}
    impl Sealed for usize {}
}

impl Number for u8 {}
impl Number for u32 {}
impl Number for u64 {}
impl Number for usize {}

/// As it is: HTML is written into pages without another escaping.
impl Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Escapes for text and double-quoted attributes.
pub fn escape(text: &str, out: &mut String) {
    let mut clean = 0;
    for (at, byte) in text.bytes().enumerate() {
        // All five stand between `"` and `>`, which few other bytes of a text do.
        if !(b'"'..=b'>').contains(&byte) {
            continue;
        }
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(text.get(clean..at).unwrap_or(""));
        out.push_str(escaped);
        clean = at + 1;
    }
    out.push_str(text.get(clean..).unwrap_or(""));
}

/// [`escape`], as a new text.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        let mut html = Html::new();
        html.push("<p");
        html.attribute("title", "\" onclick='x' <");
        html.push(">");
        html.text("é<a href=\"x\" b='y'>&amp;");
        html.number(7_u32);
        assert_eq!(
            html.as_str(),
            "<p title=\"&quot; onclick=&#39;x&#39; &lt;\">é&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;7"
        );
    }
}
