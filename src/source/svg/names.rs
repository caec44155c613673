//! What the prefixes of XML names stand for, where they are in force.

/// A vocabulary, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// What draws.
    Svg,
    /// Links of SVG 1.1.
    Xlink,
    /// What every document of XML has.
    Xml,
    /// Pages.
    Html,
    /// None: a name without a prefix where nothing was declared.
    None,
    /// Whatever programs write for themselves.
    Other,
}

impl Vocabulary {
    fn of(address: &str) -> Self {
        match address {
            "http://www.w3.org/2000/svg" => Self::Svg,
            "http://www.w3.org/1999/xlink" => Self::Xlink,
            "http://www.w3.org/1999/xhtml" => Self::Html,
            "" => Self::None,
            _ => Self::Other,
        }
    }
}

/// Most prefixes that are in force at once: each name is looked for among them.
const MAX_PREFIXES: usize = 64;

/// Prefixes in force, each with the depth of the element that declared it.
#[derive(Debug, Default)]
pub(super) struct Names<'a>(Vec<(usize, &'a str, Vocabulary)>);

impl<'a> Names<'a> {
    /// Declares a prefix for an element at a depth and all below it; false when there are too
    /// many.
    pub(super) fn declare(&mut self, depth: usize, prefix: &'a str, address: &str) -> bool {
        self.0.push((depth, prefix, Vocabulary::of(address.trim())));
        self.0.len() <= MAX_PREFIXES
    }

    /// Forgets what an element at a depth declared.
    pub(super) fn leave(&mut self, depth: usize) {
        self.0.retain(|it| it.0 < depth);
    }

    /// The vocabulary of an element's name, and the name in it; nothing for a prefix that was
    /// not declared.
    pub(super) fn element<'n>(&self, name: &'n str) -> Option<(Vocabulary, &'n str)> {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        Some((self.find(prefix)?, local))
    }

    /// The same of an attribute: without a prefix it belongs to its element.
    pub(super) fn attribute<'n>(&self, name: &'n str) -> Option<(Vocabulary, &'n str)> {
        match name.split_once(':') {
            Some((prefix, local)) => Some((self.find(prefix)?, local)),
            None => Some((Vocabulary::None, name)),
        }
    }

    fn find(&self, prefix: &str) -> Option<Vocabulary> {
        if prefix == "xml" {
            return Some(Vocabulary::Xml);
        }
        let known = self.0.iter().rev().find(|it| it.1 == prefix).map(|it| it.2);
        known.or(prefix.is_empty().then_some(Vocabulary::None))
    }
}
