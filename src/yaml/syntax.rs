//! What a YAML parser says, in words for people who never read YAML's grammar.

use std::ops::Range;

use super::shorten;

/// A fault of syntax, explained.
#[derive(Debug)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// Where, in the text that was parsed.
    pub(super) range: Range<usize>,
    /// A few words under the place.
    pub(super) note: &'static str,
    /// What to write instead.
    pub(super) help: Option<String>,
}

/// The line around a place.
struct Line<'a> {
    text: &'a str,
    /// Where the place is in it.
    at: usize,
    /// The whole lines above, newest last.
    above: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = text.get(start..).and_then(|it| it.lines().next()).unwrap_or("");
        Self { text: line, at: at - start, above: text.get(..start).unwrap_or("") }
    }

    /// Key and value of `key: value`.
    fn pair(&self) -> Option<(&'a str, &'a str)> {
        let (key, value) = self.text.trim().trim_start_matches("- ").split_once(": ")?;
        Some((key.trim(), value.trim()))
    }

    /// The line with its value in quotes.
    fn quoted(&self) -> Option<String> {
        let (key, value) = self.pair()?;
        let value = value.trim_matches('"').replace('\\', "\\\\").replace('"', "\\\"");
        Some(format!("put the text in quotes: `{key}: \"{}\"`", shorten(&value)))
    }

    /// The line whose list is of names behind a sign, `[@ana]` or `[#rust]`, without the signs.
    fn unsigned(&self) -> Option<String> {
        let (key, value) = self.pair()?;
        let inner = value.strip_prefix('[')?.strip_suffix(']')?;
        let bare = |it: &str| {
            let it = it.trim().trim_start_matches(['@', '#']);
            let is_name = it.chars().all(|it| it.is_alphanumeric() || "-_/.".contains(it));
            (is_name && !it.is_empty()).then(|| it.to_owned())
        };
        let names = inner.split(',').map(bare).collect::<Option<Vec<_>>>()?.join(", ");
        Some(format!("write `{key}: [{}]`", shorten(&names)))
    }
}

/// Explains the parser's words by the text at their place.
pub(super) fn explain(info: &str, text: &str, at: usize) -> Fault {
    let line = Line::around(text, at);
    let letter = text.get(at..).and_then(|it| it.chars().next());
    let one = at..at + letter.map_or(0, char::len_utf8);
    let rest = at..at + line.text.len().saturating_sub(line.at).max(one.len());
    let fault = |message: &str, range: Range<usize>, help: Option<String>| Fault {
        message: message.to_owned(),
        range,
        note: "",
        help,
    };
    let says = |part: &str| info.contains(part);
    if says("unclosed quote") {
        let help = format!("add `{}` at the end of the text", letter.unwrap_or('"'));
        return fault("the quote is never closed", rest, Some(help));
    }
    if says("unclosed bracket") || says("illegal placement of ':'") {
        return open_bracket(text, at)
            .unwrap_or_else(|| fault("a `:` cannot stand here", one, line.quoted()));
    }
    if says("misplaced bracket") {
        let help = line
            .quoted()
            .map_or_else(|| "remove it".to_owned(), |it| format!("remove it, or {it}"));
        return fault("this bracket closes nothing", one, Some(help));
    }
    if says("invalid trailing content") {
        let help = if says("single") {
            "write an apostrophe inside `'…'` twice: `''`; or put the text in `\"…\"`"
                .into()
        } else {
            "write a quote inside `\"…\"` as `\\\"`; or use « » or `'…'`".to_owned()
        };
        let message = "the text goes on behind its closing quote";
        return fault(message, rest, Some(help));
    }
    if says("unknown escape") {
        let help = "write `\\\\` for a backslash, or put the text in `'…'`".to_owned();
        return fault("`\\` is followed by a letter that means nothing", rest, Some(help));
    }
    if says("unexpected character")
        || says("alphabetic or numeric")
        || says("parsing a block mapping") && letter == Some(',')
    {
        let message = format!("a text cannot begin with `{}`", letter.unwrap_or(' '));
        return fault(&message, one, line.unsigned().or_else(|| line.quoted()));
    }
    if says("block scalar") {
        let help = "write the text on the next line, indented".to_owned();
        let message = "nothing may stand behind `|` or `>`";
        return fault(message, rest, Some(help));
    }
    if says("block sequence entries") {
        let item = line.text.get(line.at..).unwrap_or("").trim_start_matches("- ").trim();
        let help = match line.pair() {
            Some((key, _)) => {
                format!("write `{key}: [{}]`, or the item on the next line", shorten(item))
            }
            None => "write the item on the next line".to_owned(),
        };
        return fault("a list cannot begin on the line of its field", rest, Some(help));
    }
    structure(info, text, &line, one, rest)
}

/// Faults of how lines stand to each other.
fn structure(
    info: &str,
    text: &str,
    line: &Line<'_>,
    one: Range<usize>,
    rest: Range<usize>,
) -> Fault {
    let start = line.above.len();
    let bare = line.text.trim();
    let indent = line.text.len() - line.text.trim_start().len();
    let whole = start + indent..start + indent + bare.len();
    let fault = |message: &str, range: Range<usize>, help: String| Fault {
        message: message.to_owned(),
        range,
        note: "",
        help: Some(help),
    };
    if info.contains("mapping values") {
        let before = line.text.get(..line.at).unwrap_or("");
        if before.trim_start().trim_start_matches("- ").contains(": ") {
            let message = "a text that holds `: ` needs quotes";
            let help = line.quoted().unwrap_or_else(|| "put the text in quotes".into());
            return fault(message, one, help);
        }
        if let Some(found) = glued(text, start) {
            return found;
        }
        let help = "begin the fields of one mapping at the same column, or put the text above in quotes";
        return fault("this line is indented too far", whole, help.into());
    }
    if info.contains("expected ':'") {
        if let Some(found) = glued(text, start + line.text.len()) {
            return found;
        }
        let help =
            "write `name: value`; a text that goes on is indented deeper than its field";
        return fault("this line has no `: `", whole, help.into());
    }
    if info.contains("document start") {
        let help = "begin all fields at the same column";
        return fault("this line is indented less than the first one", whole, help.into());
    }
    if info.contains("'-' indicator") || info.contains("expected key") {
        let (message, help) = if bare.starts_with('-') {
            (
                "a list item stands where a field is expected",
                "indent it below the field whose list it belongs to, or remove it",
            )
        } else {
            (
                "this line is neither in the list above nor a field beside it",
                "begin it at the column of the other fields, or with `- ` in the list",
            )
        };
        return fault(message, whole, help.into());
    }
    if let Some((found, _)) = open_bracket(text, start + line.at).zip(line.pair()) {
        return found;
    }
    let help = "put texts that hold `: `, `#`, `[` or quotes in quotes";
    fault(&format!("this is not YAML: {info}"), rest, help.into())
}

/// The last bracket before a place that nothing closes.
fn open_bracket(text: &str, until: usize) -> Option<Fault> {
    let mut open = Vec::new();
    let until = until + 1;
    for (at, letter) in text.char_indices().take_while(|it| it.0 < until) {
        match letter {
            '[' | '{' => open.push((at, letter)),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    let (at, letter) = open.pop()?;
    if let Some(found) = cut_bracket(text, at) {
        return Some(found);
    }
    let close = if letter == '[' { ']' } else { '}' };
    Some(Fault {
        message: format!("the bracket `{letter}` is never closed"),
        range: at..at + 1,
        note: "",
        help: Some(format!("add `{close}`, or put the text in quotes")),
    })
}

/// A `#` behind an open bracket makes a comment of the rest of its line, with the closing one.
fn cut_bracket(text: &str, open: usize) -> Option<Fault> {
    let rest = text.get(open..)?.lines().next()?.trim_end();
    let from = rest.match_indices('#').map(|it| it.0).find(|at| {
        rest.get(..*at).is_some_and(|it| it.ends_with([' ', '\t', '[', '{', ',']))
            && rest.get(at + 1..).is_some_and(|it| it.starts_with(char::is_alphanumeric))
    })?;
    rest.get(from..)?.contains([']', '}']).then(|| {
        let line = Line::around(text, open);
        let quotes = || "put the text in quotes: `\"#…\"`".to_owned();
        Fault {
            message: "what follows `#` is a comment".into(),
            range: open + from..open + rest.len(),
            note: "the closing bracket is in it",
            help: Some(line.unsigned().unwrap_or_else(quotes)),
        }
    })
}

/// `title:X`, in the last line above a place that has a colon at all.
fn glued(text: &str, until: usize) -> Option<Fault> {
    let above = text.get(..until)?;
    let line = above.lines().next_back()?;
    let start = above.trim_end_matches('\n').len() - line.len();
    let bare = line.trim_start_matches([' ', '-']);
    let (key, value) = bare.split_once(':')?;
    let named = !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || it == '_');
    let touching = value.starts_with(|it: char| !it.is_whitespace() && it != '/');
    (named && touching).then(|| {
        let at = start + line.len() - bare.len() + key.len();
        Fault {
            message: "a space is missing behind `:`".into(),
            range: at..at + 1,
            note: "",
            help: Some(format!("write `{key}: {}`", shorten(value))),
        }
    })
}
