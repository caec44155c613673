//! What other programs read and Markdown does not: shortcodes, tags of templates, lists of
//! attributes, wiki links, names of emoji.

use std::{collections::BTreeMap, ops::Range};

use memchr::memmem;

use super::{File, definitions::is_inside};
use crate::{
    diag::{Diagnostic, Fix},
    yaml::shorten,
};

/// What is said of something that stands in a text more than once.
struct Found {
    at: Range<usize>,
    count: usize,
    help: String,
    fix: Fix,
}

/// Collects by what is said, in order.
struct Search<'a> {
    file: File<'a>,
    covered: &'a [Range<usize>],
    all: BTreeMap<String, Found>,
}

/// Looks at a text outside of what is Markdown.
pub(super) fn find(
    file: File<'_>,
    body: &Range<usize>,
    covered: &[Range<usize>],
    found: &mut Vec<Diagnostic>,
) {
    let mut search = Search { file, covered, all: BTreeMap::new() };
    let text = file.text(body).as_bytes();
    for at in memchr::memchr2_iter(b'{', b':', text) {
        if text.get(at) == Some(&b'{') {
            search.brace(body.start + at);
        } else {
            search.emoji(body.start + at);
        }
    }
    for at in memmem::find_iter(text, "[[") {
        search.wiki(body.start + at);
    }
    for (sign, name) in [("==", "mark"), ("++", "ins")] {
        for at in memmem::find_iter(text, sign) {
            search.between(body.start + at, sign, name);
        }
    }
    for name in ["[TOC]", "[toc]"] {
        for at in memmem::find_iter(text, name) {
            search.contents(body.start + at..body.start + at + name.len());
        }
    }
    found.extend(search.all.into_iter().map(|(what, it)| {
        let times =
            if it.count > 1 { format!(" ({} times)", it.count) } else { String::new() };
        let fix = Some(it.fix).filter(|it| !it.edits.is_empty());
        Diagnostic::warning(
            "template-syntax",
            format!("`{}` means nothing here{times}", shorten(&what)),
        )
        .at(file.span(it.at))
        .note("shown as it is written")
        .help(it.help)
        .fix_if(fix)
    }));
}

impl<'a> Search<'a> {
    fn before(&self, at: usize) -> Option<char> {
        self.file.0.text().get(..at).and_then(|it| it.chars().next_back())
    }

    /// The text from a place to the end of its line.
    fn rest(&self, at: usize) -> &'a str {
        self.file.text(&(at..self.file.line(at).end))
    }

    fn add(&mut self, what: String, at: Range<usize>, help: String, right: Option<String>) {
        let edit = right.map(|it| (self.file.span(at.clone()), it));
        let fix = Fix::default();
        let found = self.all.entry(what).or_insert(Found { at, count: 0, help, fix });
        found.count += 1;
        if let Some((span, right)) = edit {
            found.fix = std::mem::take(&mut found.fix).and(span, right);
        }
    }

    /// `==words==`, `++words++`: marks of other programs around words of a line.
    fn between(&mut self, at: usize, sign: &str, name: &str) {
        if self.before(at).is_some_and(|it| !it.is_whitespace() && !"(«“‘\"'".contains(it))
            || is_inside(self.covered, at)
        {
            return;
        }
        let rest = self.rest(at + sign.len());
        let Some((words, behind)) = rest.split_once(sign) else { return };
        let is_apart = |it: Option<char>| it.is_some_and(|it| !it.is_whitespace());
        let letters = words.chars().filter(|it| it.is_alphabetic()).take(2).count();
        let is_meant = letters == 2
            && is_apart(words.chars().next())
            && is_apart(words.chars().next_back())
            && !words.contains(['=', '+', ';', '`', '<', '|'])
            && !behind.starts_with(|it: char| it.is_alphanumeric() || sign.contains(it));
        if is_meant {
            let end = at + 2 * sign.len() + words.len();
            let right = format!("<{name}>{words}</{name}>");
            let help = format!("write `{}`", shorten(&right));
            self.add(format!("{sign}…{sign}"), at..end, help, Some(right));
        }
    }

    fn brace(&mut self, at: usize) {
        let rest = self.rest(at);
        let ends = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];
        let before = self.before(at);
        if matches!(before, Some('\\' | '{' | '$')) || is_inside(self.covered, at) {
            return;
        }
        let tag = ends.iter().find(|it| rest.starts_with(it.0));
        let Some((open, close)) = tag else { return self.attributes(at, rest, before) };
        let Some(end) = rest.find(close) else { return };
        let inner = rest.get(open.len()..end).unwrap_or("");
        let words = inner.trim_start_matches(['-', ' ']);
        let is_name = |it: char| it.is_ascii_alphanumeric() || "_-./".contains(it);
        let name = words.split(|it| !is_name(it)).next().unwrap_or("");
        // What closes was said of what opens.
        let is_end = words.starts_with('/') || name.starts_with("end");
        if !is_end && name.starts_with(|it: char| it.is_ascii_alphabetic()) {
            let what = format!("{open} {name} {close}");
            self.add(what, at..at + end + close.len(), instead(name).to_owned(), None);
        }
    }

    /// `{: .note}`, `[a](x){title="t"}`, and a `{.note}` that ends a line.
    fn attributes(&mut self, at: usize, rest: &str, before: Option<char>) {
        let Some(end) = rest.find('}') else { return };
        let inner = rest.get(1..end).unwrap_or("");
        let words = inner.strip_prefix(':').unwrap_or(inner);
        let is_attribute = |it: &str| {
            let mark = it.strip_prefix(['.', '#']);
            let name = mark.or(it.split_once('=').map(|it| it.0)).unwrap_or("");
            name.starts_with(|it: char| it.is_ascii_alphabetic())
                || matches!(it, "toc" | "no_toc")
        };
        // A value in quotes may hold spaces.
        let mut quoted = words.split('"');
        let bare = quoted.by_ref().step_by(2).collect::<Vec<_>>().join("");
        if bare.trim().is_empty() || !bare.split_whitespace().all(is_attribute) {
            return;
        }
        let behind = rest.get(end + 1..).unwrap_or("").trim();
        let is_own = inner.starts_with(':') && !before.is_some_and(char::is_alphanumeric);
        let is_of_link = before == Some(']')
            || before == Some(')')
                && at.checked_sub(1).is_some_and(|it| is_inside(self.covered, it));
        let is_of_line = inner.starts_with('.')
            && behind.is_empty()
            && before.is_none_or(char::is_whitespace)
            && !self.is_heading(at);
        if !(is_own || is_of_link || is_of_line) {
            return;
        }
        let help = if words.contains("title=") && is_of_link {
            "write the title after the address: `[text](address \"title\")`"
        } else if words.contains("toc") {
            "remove it: a page has its contents from its headings"
        } else {
            "remove it: how a text looks is the theme's"
        };
        self.add(format!("{{{inner}}}"), at..at + end + 1, help.to_owned(), None);
    }

    /// Whether a place is in a heading, whose attributes are looked at elsewhere.
    fn is_heading(&self, at: usize) -> bool {
        let own = self.file.line(at);
        let next = self.file.text(&(own.end..own.end + 3)).trim_start();
        let is_ruled = next.starts_with(['=', '-']);
        is_ruled || self.file.text(&own).trim_start_matches(['>', ' ']).starts_with('#')
    }

    /// `[[page]]` and `![[picture.png]]`.
    fn wiki(&mut self, at: usize) {
        let rest = self.rest(at);
        let before = self.before(at);
        let is_program =
            before.is_some_and(|it| it.is_alphanumeric() || "\\[]_)".contains(it));
        let Some(end) = rest.find("]]").filter(|_| !is_program) else { return };
        let inner = rest.get(2..end).unwrap_or("");
        let is_name = inner.trim() == inner
            && inner.chars().any(char::is_alphabetic)
            && !inner.contains(['[', '"', '=', '`', '$']);
        if !is_name || is_inside(self.covered, at) {
            return;
        }
        if inner.eq_ignore_ascii_case("_toc_") || inner.eq_ignore_ascii_case("toc") {
            return self.contents(at..at + end + 2);
        }
        let (target, words) = inner.split_once('|').unwrap_or((inner, inner));
        if before == Some('!') {
            let help = format!("write an image: `![what it shows]({target})`");
            self.add(format!("![[{inner}]]"), at - 1..at + end + 2, help, None);
        } else {
            let help =
                format!("write a link to its file, such as `[{words}]({target}.md)`");
            self.add(format!("[[{inner}]]"), at..at + end + 2, help, None);
        }
    }

    /// `[TOC]` that is alone on its line.
    fn contents(&mut self, at: Range<usize>) {
        let own = self.file.line(at.start);
        let what = self.file.text(&at);
        if self.file.text(&own).trim() == what && !is_inside(self.covered, at.start) {
            let help = "remove it: a page has its contents from its headings";
            self.add(what.to_owned(), at, help.to_owned(), None);
        }
    }

    /// `:tada:`, where a character of that name is known.
    fn emoji(&mut self, at: usize) {
        let bytes = self.file.0.text().as_bytes();
        let is_name = |it: &u8| it.is_ascii_alphanumeric() || b"_+-".contains(it);
        let rest = bytes.get(at + 1..).unwrap_or(&[]);
        let length = rest.iter().take(LONG).take_while(|it| is_name(it)).count();
        // Most colons end a word.
        if length < 2 || rest.get(length) != Some(&b':') {
            return;
        }
        let end = at + length + 2;
        let Some(name) = self.file.0.text().get(at + 1..end - 1) else { return };
        let is_word = |it: Option<char>| {
            it.is_some_and(|it| it.is_alphanumeric() || "\\:/_".contains(it))
        };
        let behind = self.file.0.text().get(end..).and_then(|it| it.chars().next());
        let is_number = !matches!(name, "+1" | "-1")
            && !name.bytes().any(|it| it.is_ascii_alphabetic());
        if is_number
            || is_word(self.before(at))
            || is_word(behind)
            || is_inside(self.covered, at)
        {
            return;
        }
        if let Some(emoji) = emojis::get_by_shortcode(name) {
            let help = format!("write `{emoji}`");
            self.add(format!(":{name}:"), at..end, help, Some(emoji.to_string()));
        }
    }
}

/// Longest name of an emoji.
const LONG: usize = 50;

/// What a text has in the place of a shortcode.
fn instead(name: &str) -> &'static str {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let name = name.split('.').next().unwrap_or("");
    match name {
        "figure" | "image" | "img" | "picture" | "gallery" => {
            "write an image: `![what it shows](file.png \"caption\")`"
        }
        "youtube" | "vimeo" | "video" | "peertube" | "embed" => {
            "put the video's address alone into a paragraph"
        }
        "include" | "include_relative" | "render" | "import" | "partial" => {
            "write the text itself, or a link to it"
        }
        "ref" | "relref" | "link" | "post_url" | "button" => {
            "write a link to the file, such as `[text](file.md)`"
        }
        "highlight" | "code" | "gist" => {
            "write a block of code between two lines ```` ``` ````"
        }
        "note" | "tip" | "info" | "warning" | "alert" | "callout" | "notice" | "hint"
        | "admonition" | "important" | "danger" | "caution" => {
            "for a box, write a quote that begins with `[!NOTE]`: `> [!NOTE]`"
        }
        "details" | "expand" | "collapse" => {
            "for a box that opens, write a quote that begins with `[!NOTE]+`: `> [!NOTE]+ Title`"
        }
        "toc" => "remove it: a page has its contents from its headings",
        _ => "write it as Markdown; what is to be shown stands between backticks",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::outline;
    use crate::diag::Source;

    fn said(text: &str) -> Vec<String> {
        let source = Arc::new(Source::new("a.md", text));
        let found = outline(&source, &(0..text.len()), None).diagnostics;
        let own = found.into_iter().filter(|it| it.code == "template-syntax");
        own.map(|it| format!("{} | {}", it.message, it.help.unwrap_or_default())).collect()
    }

    #[test]
    fn what_other_programs_read_is_said() {
        for (text, part) in [
            (
                "{{< figure src=\"x\" >}}",
                "`{{< figure >}}` means nothing here | write an image",
            ),
            ("{{<figure src=\"x\">}}", "`{{< figure >}}`"),
            ("{{< youtube x >}}", "the video's address alone"),
            (
                "{{% note %}}\nx\n{{% /note %}}",
                "`{{% note %}}` means nothing here | for a box",
            ),
            (
                "a {% include x.html %} b {% include y.html %}",
                "`{% include %}` means nothing here (2 times)",
            ),
            ("{%- if x -%}a{%- endif -%}", "`{% if %}`"),
            ("[a](https://example.org/){title=\"t u\"}", "`[text](address \"title\")`"),
            ("![a](x.png){width=50% .wide}", "remove it"),
            ("A note.\n{: .note}", "`{: .note}` means"),
            ("{:.note}\n\nx", "`{:.note}`"),
            ("* toc\n{:toc}", "has its contents"),
            ("A note. {.lead}", "`{.lead}`"),
            ("[[wiki]] there", "such as `[wiki](wiki.md)`"),
            ("[[page|words]]", "such as `[words](page.md)`"),
            ("![[img.png]]", "`![what it shows](img.png)`"),
            ("[[_TOC_]]\n\nx", "has its contents"),
            ("[TOC]\n\nx", "has its contents"),
            ("==un mot== ici", "write `<mark>un mot</mark>`"),
            ("(++ajout++)", "write `<ins>ajout</ins>`"),
            (":tada: a", "`:tada:` means nothing here | write `🎉`"),
            ("- done :+1:, :white_check_mark:", "`:+1:`"),
        ] {
            let found = said(text);
            assert!(found.iter().any(|it| it.contains(part)), "{text}: {found:?}");
            assert!(found.len() == 1 || text.contains(":+1:"), "{text}: {found:?}");
        }
    }

    #[test]
    fn braces_and_colons_of_other_things_are_theirs() {
        for text in [
            "`{{< figure >}}` and `:tada:`",
            "a == b et c == d, i++ et j++, C++ ou C++",
            "`==x==` ====\n\n++x; y++",
            "```\n{% raw %}\n```",
            "`{{ x }}` or {{ page.title }} or {{ x | upper }}",
            "\\{% x %} 5{%} {% %}",
            "## Title {#id}",
            "the set {a, b}, {x} and {.5, .6}, f(x){y}",
            "printf(\"{:?}\", x) and {:>8}",
            "12:30:45 and a:tada:b, ::tada::, http://x:100:y",
            ":100: :1234: :nothing_like_this:",
            "if [[ -f x ]] and a[[1]] and [[1, 2], [3, 4]] and [[1]](https://a.example/)",
            "[the TOC] or see [TOC] here",
            "[:tada:](https://a.example/)",
            "std::x::y",
        ] {
            assert_eq!(said(text), Vec::<String>::new(), "{text}");
        }
    }
}
