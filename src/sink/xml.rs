//! XML 1.0: feeds and maps of the site.

use std::fmt::{self, Display};

use super::html::escape;

/// XML that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml(String);

impl Xml {
    /// Nothing but the declaration.
    pub fn document() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    /// Adds markup of ours.
    pub fn push(&mut self, markup: &'static str) {
        self.0.push_str(markup);
    }

    /// Adds a text, as a text or in a double-quoted attribute: escaped, and without what XML 1.0
    /// has no way to write (<https://www.w3.org/TR/xml/#charsets>).
    pub fn text(&mut self, text: &str) {
        if text.chars().all(is_legal) {
            return escape(text, &mut self.0);
        }
        let legal: String = text.chars().filter(|it| is_legal(*it)).collect();
        escape(&legal, &mut self.0);
    }

    /// Adds `<name>text</name>` and a line end.
    pub fn element(&mut self, name: &'static str, text: &str) {
        self.0.extend(["<", name, ">"]);
        self.text(text);
        self.0.extend(["</", name, ">\n"]);
    }

    /// The finished document.
    pub fn into_string(self) -> String {
        self.0
    }
}

fn is_legal(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

impl Display for Xml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_say_is_left_out_and_the_rest_is_escaped() {
        let mut xml = Xml::document();
        xml.element("title", "a\u{0}\u{1b}[1m\u{fffe} <b> ]]> & \"é\"\t");
        assert_eq!(
            xml.into_string(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<title>a[1m &lt;b&gt; ]]&gt; &amp; &quot;é&quot;\t</title>\n"
        );
    }
}
