//! Tags of raw HTML that are not closed, close nothing, or lack a quote.

use std::{collections::BTreeMap, mem, ops::Range};

use super::{
    super::raw::{REACH, ends_itself, is_balanced},
    File,
};
use crate::diag::Diagnostic;

/// What is open.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    /// An element of raw HTML, with its tag.
    Raw(&'static str, Range<usize>),
    Paragraph,
    /// Something else of Markdown.
    Markdown,
}

pub(in super::super) struct Tags<'a> {
    file: File<'a>,
    open: Vec<Open>,
    /// Closing tags in a paragraph of what is open around it: it is closed with the paragraph.
    around: Vec<(String, Range<usize>)>,
    /// How many of each were said to be never closed, or not to be published: their closing tags
    /// need no word.
    said: BTreeMap<String, usize>,
    found: Vec<Diagnostic>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        let (open, around) = (Vec::new(), Vec::new());
        Self { file, open, around, said: BTreeMap::new(), found: Vec::new() }
    }

    /// Something of Markdown begins.
    pub(super) fn begin(&mut self, is_paragraph: bool) {
        self.open.push(if is_paragraph { Open::Paragraph } else { Open::Markdown });
    }

    /// It ends, with all that raw HTML left open in it.
    pub(super) fn end(&mut self) {
        let ended = loop {
            match self.open.pop() {
                Some(Open::Raw(name, at)) => self.unclosed(name, at),
                other => break other,
            }
        };
        if ended == Some(Open::Paragraph) {
            for (name, at) in mem::take(&mut self.around) {
                self.close(&name, at);
            }
        }
    }

    pub(in super::super) fn open(&mut self, name: &'static str, at: Range<usize>) {
        self.open.push(Open::Raw(name, at));
    }

    /// An element that is not published.
    pub(in super::super) fn dropped(&mut self, name: &str) {
        *self.said.entry(name.to_owned()).or_insert(0) += 1;
    }

    pub(in super::super) fn close(&mut self, name: &str, at: Range<usize>) {
        if self.closes_around(name) {
            return self.around.push((name.to_owned(), at));
        }
        let depth = self.others(0, name);
        if !self.is_raw(depth, name) {
            return self.stray(name, at);
        }
        for _ in 0..depth {
            if let Some(Open::Raw(name, at)) = self.open.pop() {
                self.unclosed(name, at);
            }
        }
        self.open.pop();
    }

    /// A closing tag in a line of an element that no line can have: it may end what is open
    /// around its paragraph.
    pub(in super::super) fn close_block(&mut self, name: &str, at: Range<usize>) {
        if self.closes_around(name) {
            self.around.push((name.to_owned(), at));
        } else {
            self.is_said(name);
        }
    }

    /// Whether a closing tag stands in a paragraph inside of its element.
    fn closes_around(&self, name: &str) -> bool {
        let inside = self.others(0, name);
        let is_paragraph = self.open.iter().rev().nth(inside) == Some(&Open::Paragraph);
        is_paragraph && self.is_raw(inside + 1 + self.others(inside + 1, name), name)
    }

    /// How many elements of other names are open, from one on.
    fn others(&self, from: usize, name: &str) -> usize {
        let open = self.open.iter().rev().skip(from).take(REACH);
        open.take_while(|it| matches!(it, Open::Raw(own, _) if *own != name)).count()
    }

    fn is_raw(&self, depth: usize, name: &str) -> bool {
        let open = self.open.iter().rev().nth(depth);
        matches!(open, Some(Open::Raw(own, _)) if *own == name)
    }

    fn unclosed(&mut self, name: &'static str, at: Range<usize>) {
        if ends_itself(name) {
            return;
        }
        *self.said.entry(name.to_owned()).or_insert(0) += 1;
        self.found.push(
            Diagnostic::warning("broken-tag", format!("`<{name}>` is never closed"))
                .at(self.file.first_line(&at))
                .note("ends with the text around it")
                .help(format!(
                    "write `</{name}>` where it ends, in the same block of the text"
                )),
        );
    }

    /// A closing tag of what is not open.
    fn stray(&mut self, name: &str, at: Range<usize>) {
        if self.is_said(name) {
            return;
        }
        if let Some(tag) = self.without_quote(name, &at) {
            return self.found.push(lacks_quote(self.file, tag));
        }
        if is_balanced(name) {
            self.found.push(
                Diagnostic::warning("broken-tag", format!("`</{name}>` closes nothing"))
                    .at(self.file.span(at))
                    .help(format!("remove it, or write `<{name}>` where it begins, in the same block of the text")),
            );
        }
    }

    /// Whether the tag of a closing one was said, as each is once.
    fn is_said(&mut self, name: &str) -> bool {
        let count = self.said.get_mut(name).filter(|it| **it > 0);
        count.map(|it| *it -= 1).is_some()
    }

    /// A tag before a closing one on its line, which is text since a quote is missing.
    fn without_quote(&self, name: &str, at: &Range<usize>) -> Option<Range<usize>> {
        let near = self.file.line(at.start).start..at.start;
        let line = self.file.text(&near);
        let start = line.rfind(&format!("<{name} "))?;
        let tag = line.get(start..)?;
        let end = tag.find('>').map_or(tag.len(), |it| it + 1);
        let is_odd = quote(tag.get(..end)?).is_some();
        let start = near.start + start;
        is_odd.then_some(start..start + end)
    }

    pub(in super::super) fn broken(&mut self, at: Range<usize>) {
        *self.said.entry(name_of(self.file.text(&at))).or_insert(0) += 1;
        let diagnostic = lacks_quote(self.file, at);
        self.found.push(diagnostic);
    }

    pub(super) fn finish(&mut self, found: &mut Vec<Diagnostic>) {
        while !self.open.is_empty() {
            self.end();
        }
        found.append(&mut self.found);
    }
}

/// The quote that a tag has an odd number of: where it has the other, an apostrophe is none.
fn quote(tag: &str) -> Option<char> {
    let is_odd = |it: char| tag.matches(it).count() % 2 == 1;
    let is_single = || !tag.contains('"') && tag.contains("='") && is_odd('\'');
    if is_odd('"') { Some('"') } else { is_single().then_some('\'') }
}

/// The name in a tag, in lower case.
fn name_of(tag: &str) -> String {
    let name = tag.chars().skip(1).take_while(char::is_ascii_alphanumeric);
    name.map(|it| it.to_ascii_lowercase()).collect()
}

/// Whether a tag goes on after an empty line, which ends what it stands in.
fn is_parted(file: File<'_>, at: &Range<usize>) -> bool {
    let first = file.line(at.start);
    let next = file.line((first.end + 1).max(at.end));
    let is_open = !file.text(&(at.start..first.end)).contains('>');
    is_open && first.end < next.start && file.text(&next).trim().is_empty()
}

/// A tag that is no tag, for a quote of an attribute is missing.
fn lacks_quote(file: File<'_>, at: Range<usize>) -> Diagnostic {
    let tag = file.text(&at).lines().next().unwrap_or("");
    let name = name_of(tag);
    if is_parted(file, &at) {
        let message = format!("an empty line parts the tag `<{name}>`");
        return Diagnostic::warning("broken-tag", message)
            .at(file.first_line(&at))
            .note("shown as text")
            .help("remove the empty line");
    }
    let message = format!("a quote is missing in the tag `<{name}>`");
    let right = tag.strip_suffix("/>").or(tag.strip_suffix('>')).unwrap_or(tag);
    let slash = if name == "a" && tag.ends_with("/>") { "/" } else { "" };
    let quote = quote(tag).unwrap_or('"');
    let right = format!("{right}{slash}{quote}>");
    Diagnostic::warning("broken-tag", message)
        .at(file.first_line(&at))
        .note("shown as text")
        .help(format!("write `{right}`"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::{RawHtml, body, outline};
    use crate::{diag::Source, sink::Html, typography::Style};

    fn said(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        found.into_iter().map(|it| format!("{}: {}", it.code, it.message)).collect()
    }

    fn html(text: &str) -> String {
        let source = Arc::new(Source::new("a.md", text));
        let style = Style::AsWritten;
        let made = body(&source, &(0..text.len()), RawHtml::Sanitize, style, &|_, _| None);
        made.segments.iter().map(Html::as_str).collect()
    }

    #[test]
    fn a_tag_has_its_other_one() {
        for (text, expected) in [
            ("<table><tr><td><b>x</td></tr></table>", "`<b>` is never closed"),
            ("| a |\n|---|\n| <b>x |", "`<b>` is never closed"),
            ("a </strong> b", "`</strong>` closes nothing"),
            ("*a <b>x* y</b>", "`<b>` is never closed"),
            ("<div>\n\nx\n", "`<div>` is never closed"),
            ("a\n\n</div>\n", "`</div>` closes nothing"),
            ("<div>\n\na\n      </b>\n</div>\n", "`</b>` closes nothing"),
            ("<div>\n\n*a\n      </div>*\n", "`<div>` is never closed"),
            (
                "<a href=\"https://x.example/>text</a>",
                "a quote is missing in the tag `<a>`",
            ),
            (
                "<p><a href=\"https://x.example/>text</a></p>",
                "a quote is missing in the tag `<a>`",
            ),
            ("<p title=\"x>text", "a quote is missing in the tag `<p>`"),
            ("<a href='https://x.example/>text</a>", "a quote is missing in the tag `<a>`"),
            (
                "<div>\n<img src=\"a\n\nb.png\" alt=\"x\">\n</div>",
                "an empty line parts the tag `<img>`",
            ),
        ] {
            assert_eq!(said(text), [format!("broken-tag: {expected}")], "{text}");
        }
        for text in [
            "<b>x</b> <i>y</i><br>z",
            "<ul><li>a<li>b</ul>",
            "<p>a\n\nb\n\n</p>",
            "<div>\n\na\n      </div>\n\nb\n",
            "<div><blockquote>\n\na <b>b</b>\n      </blockquote>\n   </div>\n",
            "<div>\n\n**x**\n\n</div>",
            "<details><summary>a</summary>\n\n- b\n</details>",
            "> [!NOTE] a <b>b</b>\n> <i>c</i>",
            "<a id=x></a> <a name=y>z</a>",
            "<table><tr><td>a<td>b</table>",
            "`<b>` \\<b>",
            "<img src=\"x.png\" alt=\"a > b\"><wbr>",
            "<!-- <b> -->",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_closing_tag_of_what_is_not_published_needs_no_word() {
        // Lines that are indented so far go on with the paragraph.
        let text = "<table>\n<tr>\n<td>a\n\nb</td>\n    </tr>\n    <tr>\n    <td>c</td>\n    </tr>\n    <tr>\n    <td>d</td>\n    </tr>\n\n</table>\n";
        assert_eq!(
            said(text),
            [
                "raw-html: `<td>` is not published (2 times)",
                "raw-html: `<tr>` is not published (2 times)"
            ]
        );
        assert_eq!(said("a <div>b</div> c"), ["raw-html: `<div>` is not published"]);
        let one_more = "a <div>b</div> c\n\n</div>";
        assert!(said(one_more).contains(&"broken-tag: `</div>` closes nothing".to_owned()));
    }

    #[test]
    fn what_a_paragraph_closes_around_it_ends_with_it() {
        for (text, expected) in [
            ("<div>\n\na\n      </div>\n\nb\n", "<div>\n<p>a\n </p>\n</div><p>b</p>\n"),
            ("<div>\n\na </div> b\n\nc\n", "<div>\n<p>a   b</p>\n</div><p>c</p>\n"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_element_is_text() {
        let text = "Tapez <votre-nom> dans Vec<T> ou Option<String>.";
        let shown =
            "<p>Tapez &lt;votre-nom&gt; dans Vec&lt;T&gt; ou Option&lt;String&gt;.</p>\n";
        assert_eq!(html(text), shown);
        let found = said(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.contains(&"raw-html: `<T>` is not an HTML element".to_owned()));
        let escaped = text.replace('<', "\\<");
        assert_eq!((html(&escaped).as_str(), said(&escaped)), (shown, Vec::new()));
        assert_eq!(html("<votre-nom>\nx"), "&lt;votre-nom&gt;\nx");
        assert!(html("## Le Vec<T>").starts_with("<h2 id=\"le-vec-t\">Le Vec&lt;T&gt;"));
        assert!(html("![un Vec<T>](x.png)").contains(" alt=\"un Vec&lt;T&gt;\""));
        assert!(
            html("<script>alert(1)</script><T onload=x>").ends_with("&lt;T onload=x&gt;")
        );
    }

    #[test]
    fn headings_of_html_are_headings() {
        assert_eq!(
            said("## A\n\n<h4>Skipped</h4>\n\n<h3></h3>\n"),
            [
                "heading-empty: the heading is empty",
                "heading-level: a heading of level 4 follows one of level 2",
            ]
        );
        assert_eq!(said("## A\n\n<h3><img src=\"a.png\" alt=\"B\"></h3>"), [""; 0]);
    }

    #[test]
    fn markdown_needs_an_empty_line_in_html() {
        let found = |text: &str| {
            let source = Arc::new(Source::new("a.md", text));
            let found = outline(&source, &(0..text.len()), None).diagnostics;
            let mut found = found.into_iter().filter(|it| it.code == "markdown-in-html");
            let first = found.next();
            assert!(found.next().is_none(), "{text}");
            first.map(|it| {
                let edits = it.fix.map(|it| it.edits).unwrap_or_default();
                edits.first().map(|it| it.span.range().start)
            })
        };
        for (text, fix) in [
            ("<details><summary>Voir</summary>\n**gras**\n- liste\n</details>", Some(33)),
            ("<div>\n**bold**\n</div>", Some(6)),
            ("<div>\n[a](b.md)\n</div>", None),
            ("<div>\n    **bold**\n</div>", None),
            ("<div>**bold**</div>", None),
            ("> <div>\n> **bold**\n> </div>", None),
        ] {
            assert_eq!(found(text), Some(fix), "{text}");
        }
        for text in [
            "<div>\n\n**bold**\n\n</div>",
            "<pre>\n**bold**\n- a\n</pre>",
            "<div>\n<code>a ** b ** c</code>\n</div>",
            "<table>\n<tr><td>2 * 3 - 4</td></tr>\n</table>",
            "<b>x</b>\n- y",
            "<p>a sentence\n- in two parts - goes\non and on\n</p>",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
