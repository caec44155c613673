//! Markup that another program wrote, or that was kept on a disk: taken when it is what a list
//! allows, and else not at all.

use super::Html;

/// What verified markup may consist of.
#[derive(Debug, Clone, Copy)]
pub struct Allowed {
    /// Elements, each with its attributes. None of them may act or hold an address: such lists
    /// allow nothing.
    pub elements: &'static [(&'static str, &'static [&'static str])],
    /// Whether `<name/>` is a whole element, as in `MathML` and SVG, but not in HTML.
    pub self_closing: bool,
}

/// Attributes that no list may have: they hold addresses or styles. Handlers come in addition.
const NEVER: &[&str] = &[
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "ping",
    "poster",
    "src",
    "srcdoc",
    "srcset",
    "style",
    "xlink:href",
    "xml:base",
];

/// Elements that no list may have: what they hold is no markup, or acts.
const NO_ELEMENT: &[&str] = &[
    "annotation-xml",
    "base",
    "embed",
    "foreignobject",
    "iframe",
    "link",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "style",
    "template",
    "textarea",
    "title",
    "xmp",
];

impl Allowed {
    fn attributes(&self, name: &str) -> Option<&'static [&'static str]> {
        self.elements.iter().find(|it| it.0 == name).map(|it| it.1)
    }

    fn is_harmless(&self) -> bool {
        let bad = |it: &&str| NEVER.contains(it) || it.starts_with("on");
        self.elements.iter().all(|it| !NO_ELEMENT.contains(&it.0) && !it.1.iter().any(bad))
    }
}

impl Html {
    /// Markup that consists of nothing but what the list allows, in its strictest spelling:
    /// lower or upper case as in the list, values in double quotes, every element closed, no
    /// comment, no `<` or `>` that is not a tag's.
    pub fn verified(markup: &str, allowed: &Allowed) -> Option<Self> {
        if !allowed.is_harmless() {
            return None;
        }
        let mut open: Vec<&str> = Vec::new();
        let mut rest = markup;
        while let Some(at) = memchr::memchr2(b'<', b'>', rest.as_bytes()) {
            let tail = rest.get(at..)?.strip_prefix('<')?;
            rest = if let Some(tail) = tail.strip_prefix('/') {
                let (name, tail) = tail.split_once('>')?;
                if open.pop() != Some(name) {
                    return None;
                }
                tail
            } else {
                tag(tail, allowed, &mut open)?
            };
        }
        open.is_empty().then(|| Self::trusted(markup.to_owned()))
    }
}

/// Reads a tag behind its `<`; what follows it.
fn tag<'a>(text: &'a str, allowed: &Allowed, open: &mut Vec<&'a str>) -> Option<&'a str> {
    let (name, mut rest) = word(text)?;
    let attributes = allowed.attributes(name)?;
    loop {
        if let Some(tail) = rest.strip_prefix('>') {
            open.push(name);
            return Some(tail);
        }
        if let Some(tail) = rest.strip_prefix("/>") {
            return allowed.self_closing.then_some(tail);
        }
        let (attribute, tail) = word(rest.strip_prefix(' ')?)?;
        if !attributes.contains(&attribute) {
            return None;
        }
        let (value, tail) = tail.strip_prefix("=\"")?.split_once('"')?;
        if value.contains(['<', '>', '`']) {
            return None;
        }
        rest = tail;
    }
}

/// A name, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | ':');
    let end = text.find(|it| !is_letter(it))?;
    text.split_at_checked(end).filter(|it| !it.0.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLORS: Allowed =
        Allowed { elements: &[("span", &["class"])], self_closing: false };
    const MATH: Allowed =
        Allowed { elements: &[("math", &[]), ("mspace", &["width"])], self_closing: true };

    #[test]
    fn only_what_the_list_allows_is_taken_as_it_is() {
        for text in ["", "a &amp; b", "<span class=\"k\">let</span> x", "<span>é</span>\n"]
        {
            assert_eq!(Html::verified(text, &COLORS).unwrap().as_str(), text);
        }
        assert!(Html::verified("<math><mspace width=\"1\"/></math>", &MATH).is_some());
        for text in [
            "<script>",
            "<span onclick=\"x\">a</span>",
            "<span class=\"k\">",
            "</span>",
            "<span></b>",
            "<span class='k'></span>",
            "<span class=k></span>",
            "<span class=\"<\"></span>",
            "<span/>",
            "<SPAN></SPAN>",
            "<span\tclass=\"k\"></span>",
            "<span  class=\"k\"></span>",
            "<!-- --><span></span>",
            "a > b",
            "a < b",
            "<span",
            "<span class=\"",
            "<svg></svg>",
            "<>",
        ] {
            assert_eq!(Html::verified(text, &COLORS), None, "{text}");
        }
    }

    #[test]
    fn a_list_that_allows_what_acts_allows_nothing() {
        for elements in [
            &[("a", &["href"] as &[&str])] as &[(&str, &[&str])],
            &[("b", &["onclick"])],
            &[("b", &["style"])],
            &[("script", &[])],
            &[("annotation-xml", &[])],
        ] {
            assert_eq!(
                Html::verified("a", &Allowed { elements, self_closing: false }),
                None
            );
        }
    }
}
