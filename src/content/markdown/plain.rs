//! Marks, tags and references in a text that is shown as it is written: titles and summaries.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::raw;

/// What in a plain text is meant as markup: where, and what is to stand there instead. Empty
/// for nearly all texts, which is found with one look at their bytes.
pub fn marks(text: &str) -> Vec<(Range<usize>, String)> {
    let bytes = text.as_bytes();
    let has_signs = memchr::memchr3(b'*', b'`', b'<', bytes).is_some()
        || memchr::memchr3(b'_', b'&', b'~', bytes).is_some()
        || memchr::memmem::find(bytes, b"](").is_some();
    if !has_signs {
        return Vec::new();
    }
    // Behind a word nothing begins a list or a heading, and no line begins one.
    let inline = format!("{WORD}{}", text.replace(['\n', '\r'], " "));
    let mut marks = Vec::new();
    let mut links = Vec::new();
    let mut last = 0;
    for (event, at) in
        Parser::new_ext(&inline, Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        let (start, end) = (at.start, at.end);
        let mut cut = |range: Range<usize>, to: &str| {
            marks.push((range.start - WORD.len()..range.end - WORD.len(), to.to_owned()));
        };
        match &event {
            Event::Start(Tag::Strong) => {
                around(&at, 2, &mut cut);
            }
            Event::Start(Tag::Strikethrough)
                if inline.get(start..).is_some_and(|it| it.starts_with("~~")) =>
            {
                around(&at, 2, &mut cut);
            }
            Event::Start(Tag::Emphasis) if is_apart(&inline, &at) => {
                around(&at, 1, &mut cut);
            }
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) => {
                around(&at, 1, &mut cut);
                links.push(None);
            }
            Event::Start(Tag::Link { .. }) => {
                cut(start..start + 1, "");
                links.push(Some(start + 1));
            }
            Event::Start(Tag::Image { .. }) => {
                cut(start..start + 2, "");
                links.push(Some(start + 2));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(Some(words)) = links.pop() {
                    cut(last.max(words)..end, "");
                }
            }
            Event::Code(code) => cut(at.clone(), code),
            Event::InlineHtml(tag) if raw::is_html(tag) => {
                let is_break = tag.to_ascii_lowercase().starts_with("<br");
                cut(at.clone(), if is_break { " " } else { "" });
            }
            Event::Text(text) => {
                let written = inline.get(at.clone()).unwrap_or("");
                if written.starts_with('&') && written.ends_with(';') && written != &**text
                {
                    cut(at.clone(), text);
                }
            }
            _ => {}
        }
        if !matches!(event, Event::Start(_)) {
            last = end;
        }
    }
    marks.sort_by_key(|it| it.0.start);
    marks
}

/// Stands before a text that is read.
const WORD: &str = "x ";

fn around(at: &Range<usize>, length: usize, cut: &mut impl FnMut(Range<usize>, &str)) {
    cut(at.start..at.start + length, "");
    cut(at.end - length..at.end, "");
}

/// Whether no letter touches a mark from outside: `2*3*4` is no emphasis.
fn is_apart(text: &str, at: &Range<usize>) -> bool {
    let before = text.get(..at.start).and_then(|it| it.chars().next_back());
    let behind = text.get(at.end..).and_then(|it| it.chars().next());
    let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    !is_word(before) && !is_word(behind)
}

/// The text with each mark replaced.
pub fn without(text: &str, marks: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, to) in marks {
        out.push_str(text.get(done..at.start).unwrap_or(""));
        out.push_str(to);
        done = at.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::{marks, without};

    #[test]
    fn marks_of_a_plain_text_are_found() {
        for (text, plain) in [
            (
                "Uses <b>bold</b>, &quot;quotes&quot; and **marks**",
                "Uses bold, \"quotes\" and marks",
            ),
            ("A game with `arcade`", "A game with arcade"),
            ("*Why* _we_ ~~do~~ __it__", "Why we do it"),
            ("R&amp;D, l&eacute;t&#233;&nbsp;!", "R&D, lété\u{a0}!"),
            ("[the plan](plan.md \"t\") ![a `b`](c.png)", "the plan a b"),
            ("<https://a.example/>", "https://a.example/"),
            ("one<br/>two\n**three**", "one two\nthree"),
            ("[**a**](b)", "a"),
        ] {
            assert_eq!(without(text, &marks(text)), plain, "{text}");
        }
        for text in [
            "R&D, AT&T; a & b",
            "2*3*4 and C* or D*",
            "snake_case and __init",
            "Vec<T> and <votre-nom>",
            "[RFC] a (b) [x] ~5 ~ 6~",
            "- a\n# b\n1. c",
            "C:\\*\\* 5 < 6 > 4",
            "L'été `",
        ] {
            assert_eq!(marks(text), [], "{text}");
        }
    }
}
