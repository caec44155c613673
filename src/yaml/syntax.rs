//! What a YAML parser says, in words for people who never read YAML's grammar, and how the text
//! is read on.

use std::ops::Range;

use super::{
    flow,
    line::{Line, lines},
    quote::quoted,
    shorten,
    slip::{self, Shapes, Slip},
};

/// How many lines are mended at once.
const MOST_TABS: usize = 50;

/// A fault of syntax, explained.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// The code of the finding.
    pub(super) code: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// Where, in the text that was parsed.
    pub(super) range: Range<usize>,
    /// A few words under the place.
    pub(super) note: &'static str,
    /// What to write instead.
    pub(super) help: Option<String>,
    /// What is to stand where, so that the rest can be read.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// Whether the edits are what was meant.
    pub(super) sure: bool,
    /// The field whose value is not known then, by the place of its name.
    pub(super) left: Option<usize>,
}

impl From<Slip> for Fault {
    fn from(it: Slip) -> Self {
        let Slip { message, range, help, edits } = it;
        let help = Some(help);
        Self { message, range, help, edits, sure: true, ..fault("", 0..0) }
    }
}

fn fault(message: &str, range: Range<usize>) -> Fault {
    Fault { code: "yaml-syntax", message: message.to_owned(), range, ..Fault::default() }
}

impl Fault {
    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn sure(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { edits: vec![(range, text.into())], sure: true, ..self }
    }

    /// Reads on without what stands here: without the line, or the value of its field.
    fn skipped(self, text: &str, at: usize) -> Self {
        if !self.edits.is_empty() {
            return self;
        }
        let line = Line::around(text, at);
        let parts = line.parts();
        if parts.name.is_some() {
            let value = parts.range.start..below(text, line, parts.column);
            let left = Some(line.start + parts.column);
            let end = if text.get(value.clone()).is_some_and(|it| it.ends_with('\n')) {
                "\n"
            } else {
                ""
            };
            return Self { edits: vec![(value, end.to_owned())], left, ..self };
        }
        let left = slip::field_above(text, line);
        Self { edits: vec![(line.start..line.end(), String::new())], left, ..self }
    }
}

/// Where what belongs to a field of a column ends.
fn below(text: &str, line: Line<'_>, column: usize) -> usize {
    let from = (line.end() + 1).min(text.len());
    let rest = text.get(from..).unwrap_or("");
    let next = lines(rest).find(|it| {
        let is_item = it.text.trim_start().starts_with("- ") && it.indent() == column;
        !it.is_blank() && it.indent() <= column && !is_item
    });
    from + next.map_or(rest.len(), |it| it.start)
}

/// Explains the parser's words by the text at their place.
pub(super) fn explain(info: &str, text: &str, at: usize, shapes: Shapes<'_>) -> Fault {
    let until = if info.contains("tab") { text.len() } else { at };
    if let Some(tab) = indenting_tab(text, until) {
        return tabs(text, tab);
    }
    let line = Line::around(text, at);
    if matches!(info, "anchor" | "tag") || info.contains("unknown anchor") {
        // Who means anchors or tags is told once.
        return meant_as_text(text, line, shapes).unwrap_or_else(|| match info {
            "tag" => tag(text, at),
            _ => anchor(at),
        });
    }
    let open = open_bracket(text, at);
    let cut = open.and_then(|it| cut_bracket(text, it, shapes));
    let goes_on = || slip::over_lines(text, line, shapes).map(Fault::from);
    let found = cut.or_else(goes_on).or_else(|| slip_near(text, line, shapes));
    let found = found.unwrap_or_else(|| {
        if info.contains("unclosed quote") {
            return unclosed_quote(text, at, line);
        }
        if info.contains("unclosed bracket") || info.contains("illegal placement of ':'") {
            let meant = |it| slip::of_fault(text, Line::around(text, it), shapes);
            return open
                .and_then(meant)
                .map(Fault::from)
                .or_else(|| open.map(|it| never_closed(text, it)))
                .unwrap_or_else(|| fault("a `:` cannot stand here", at..at + 1));
        }
        other(info, text, at)
    });
    found.skipped(text, at)
}

/// What an author probably meant in the line of a fault, or in those of its field above.
fn slip_near(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> Option<Fault> {
    let mut at = Some(line);
    for _ in 0..8 {
        let line = at?;
        if let Some(found) = slip::of_fault(text, line, shapes) {
            return Some(found.into());
        }
        if !line.is_blank() && line.start < text.len() && line.indent() == 0 {
            // The parser stops at the line behind a value that is whole for it.
            let above = line.above(text).filter(|it| !it.is_blank())?;
            return slip::of_fault(text, above, shapes).map(Fault::from);
        }
        at = line.above(text);
    }
    None
}

/// A text that begins with `*`, `&` or `!`: its field takes texts, and no anchor of its name is
/// used.
fn meant_as_text(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> Option<Fault> {
    let value = line.parts().value;
    let bare = value.trim_start_matches('[').trim_start();
    let word = bare.strip_prefix(['&', '*']).unwrap_or("");
    let word = word.split([' ', ',', ']']).next().unwrap_or("");
    let has = |sign: char| text.contains(&format!("{sign}{word}"));
    let is_real = !word.is_empty() && has('&') && has('*') || line.text.contains("<<:");
    (!is_real && slip::takes_text(text, line, shapes))
        .then(|| slip::of_fault(text, line, shapes).map(Fault::from))?
}

fn anchor(at: usize) -> Fault {
    let help = "write the value out where it is needed; put a text that begins with `&` or `*` in quotes";
    let message = "anchors and aliases are not allowed";
    Fault { code: "yaml-anchor", ..fault(message, at..at + 1).help(help) }
}

fn tag(text: &str, at: usize) -> Fault {
    let word = text.get(at..).unwrap_or("").split([' ', '\n']).next().unwrap_or("");
    let help = "remove the word that starts with `!`, or put the value in quotes";
    let found = fault("YAML tags are not allowed", at..at + word.len()).help(help);
    Fault { code: "yaml-tag", ..found }
}

/// Whether what follows a line is a field beside it or further out, or nothing.
fn is_last(text: &str, line: Line<'_>) -> bool {
    let rest = text.get(line.end() + 1..).unwrap_or("");
    lines(rest).find(|it| !it.is_blank()).is_none_or(|it| {
        let parts = it.parts();
        it.indent() <= line.indent() && (parts.name.is_some() || parts.is_item)
    })
}

fn unclosed_quote(text: &str, at: usize, line: Line<'_>) -> Fault {
    let quote = text.get(at..).and_then(|it| it.chars().next()).unwrap_or('"');
    let help = format!("add `{quote}` at the end of the text");
    let found = fault("the quote is never closed", at..line.end().max(at + 1)).help(help);
    let range = line.parts().range;
    if range.start != at || !is_last(text, line) {
        return found;
    }
    found.sure(range.end..range.end, quote)
}

/// The last bracket before a place that nothing closes.
fn open_bracket(text: &str, until: usize) -> Option<usize> {
    let mut open = Vec::new();
    let until = until + 1;
    let (mut before, mut in_comment) = ('\n', false);
    for (at, letter) in text.char_indices().take_while(|it| it.0 < until) {
        in_comment = match letter {
            '\n' => false,
            '#' => in_comment || before.is_whitespace(),
            _ => in_comment,
        };
        before = letter;
        match letter {
            _ if in_comment => {}
            '[' | '{' => open.push(at),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

fn never_closed(text: &str, at: usize) -> Fault {
    let line = Line::around(text, at);
    let is_list = text.get(at..).is_some_and(|it| it.starts_with('['));
    let (open, close) = if is_list { ('[', "]") } else { ('{', "}") };
    let help = format!("add `{close}`, or put the text in quotes");
    let message = format!("the bracket `{open}` is never closed");
    let range = line.parts().range;
    let found = fault(&message, at..at + 1).help(help);
    let is_begin = range.start == at && is_last(text, line);
    if is_begin { found.sure(range.end..range.end, close) } else { found }
}

/// A `#` behind an open bracket makes a comment of the rest of its line, with the closing one.
fn cut_bracket(text: &str, open: usize, shapes: Shapes<'_>) -> Option<Fault> {
    let line = Line::around(text, open);
    let rest = text.get(open..line.end())?.trim_end();
    let from = rest.match_indices('#').map(|it| it.0).find(|at| {
        rest.get(..*at).is_some_and(|it| it.ends_with([' ', '\t', '[', '{', ',']))
    })?;
    if !rest.get(from..)?.contains([']', '}']) {
        return None;
    }
    let range = open + from..open + rest.len();
    let found = Fault {
        note: "the closing bracket is in it",
        ..fault("what follows `#` is a comment", range)
    };
    let parts = line.parts();
    let shape = shapes(parts.name.unwrap_or(""));
    let Some(right) = flow::mended(rest, shape) else {
        return Some(found.help("put the text in quotes: `\"#…\"`"));
    };
    let before = text.get(line.start + line.indent()..open).unwrap_or("");
    let help = format!("write `{}`", shorten(&format!("{before}{right}")));
    Some(found.help(help).sure(open..open + rest.len(), right))
}

/// What the line does not tell by itself.
fn other(info: &str, text: &str, at: usize) -> Fault {
    let line = Line::around(text, at);
    let parts = line.parts();
    let letter = text.get(at..).and_then(|it| it.chars().next());
    let one = at..at + letter.map_or(0, char::len_utf8);
    let rest = at..line.end().max(one.end);
    let says = |part: &str| info.contains(part);
    let write = |value: &str| {
        let name = parts.name.map_or_else(String::new, |it| format!("{it}: "));
        format!("write `{name}{}`", shorten(&quoted(value)))
    };
    if says("misplaced bracket") {
        return fault("this bracket closes nothing", one).help("remove it");
    }
    if says("invalid trailing content") {
        let help = if says("single") {
            "write an apostrophe inside `'…'` twice: `''`; or put the text in `\"…\"`"
        } else {
            "write a quote inside `\"…\"` as `\\\"`; or use « » or `'…'`"
        };
        return fault("the text goes on after its closing quote", rest).help(help);
    }
    if says("unknown escape") {
        let message = "`\\` is followed by a letter that means nothing";
        let help = "write `\\\\` for a backslash, or put the text in `'…'`";
        let inner = parts.value.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        let found = fault(message, rest).help(help);
        return match inner.filter(|it| !it.contains('"')) {
            Some(inner) => {
                found.help(write(inner)).sure(parts.range.clone(), quoted(inner))
            }
            None => found,
        };
    }
    if says("block scalar") {
        let help = "write the text on the next line, indented";
        return fault("nothing may stand after `|` or `>`", rest).help(help);
    }
    if says("block sequence entries") {
        let help = "write the item on the next line";
        return fault("a list cannot begin on the line of its field", rest).help(help);
    }
    structure(info, text, line, rest)
}

/// Faults of how lines stand to each other.
fn structure(info: &str, text: &str, line: Line<'_>, rest: Range<usize>) -> Fault {
    let bare = line.text.trim();
    let whole = line.start + line.indent()..line.start + line.indent() + bare.len();
    if info.contains("mapping values") {
        let above = line.above(text);
        if let Some(found) = above.and_then(glued).or_else(|| above.and_then(other_sign)) {
            return found;
        }
        let help = "begin the fields of one mapping at the same column, or put the text above in quotes";
        return outdented(
            text,
            line,
            fault("this line is indented too far", whole).help(help),
        );
    }
    if info.contains("expected ':'") {
        let near = [Some(line), line.above(text)];
        let mut near = near.into_iter().flatten();
        if let Some(found) = near.find_map(|it| glued(it).or_else(|| other_sign(it))) {
            return found;
        }
        let help =
            "write `name: value`; a text that goes on is indented deeper than its field";
        return fault("this line has no `: `", whole).help(help);
    }
    if info.contains("document start") {
        let help = "begin all fields at the same column";
        return fault("this line is indented less than the first one", whole).help(help);
    }
    if info.contains("'-' indicator") || info.contains("expected key") {
        if bare.starts_with('-') {
            let help = "indent it below the field whose list it belongs to, or remove it";
            return fault("a list item stands where a field is expected", whole).help(help);
        }
        let message = "this line is neither in the list above nor a field beside it";
        let help = "begin it at the column of the other fields, or with `- ` in the list";
        return outdented(text, line, fault(message, whole).help(help));
    }
    if let Some(open) =
        open_bracket(text, rest.start).filter(|_| line.parts().name.is_some())
    {
        return never_closed(text, open);
    }
    let help = "put texts that hold `: `, `#`, `[` or quotes in quotes";
    fault(&format!("this is not YAML: {info}"), rest).help(help)
}

/// A field that is indented deeper than those above it is read at their column.
fn outdented(text: &str, line: Line<'_>, found: Fault) -> Fault {
    let mut above = line.above(text);
    while let Some(it) = above {
        let parts = it.parts();
        if !it.is_blank() && it.indent() < line.indent() && parts.name.is_some() {
            let edit = (line.start..line.start + line.indent(), " ".repeat(parts.column));
            return Fault { edits: vec![edit], ..found };
        }
        above = it.above(text);
    }
    found
}

/// `title = X`, `title; X`, `title：X`: a name, and another sign than a colon.
fn other_sign(line: Line<'_>) -> Option<Fault> {
    let bare = line.text.trim_start_matches([' ', '-']);
    let is_name = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let rest = bare.trim_start_matches(is_name);
    let key = bare.get(..bare.len() - rest.len()).filter(|it| !it.is_empty())?;
    let sign = rest.trim_start();
    let value = sign.strip_prefix(['=', ';', '：', '∶', '꞉'])?.trim_start();
    let at = line.end() - rest.len();
    let place = at..line.end() - value.len();
    let is_value = !value.is_empty() && !value.starts_with(['=', '>']);
    is_value.then(|| {
        fault("a field has `: ` after its name", at..place.end)
            .help(format!("write `{key}: {}`", shorten(value)))
            .sure(place, ": ")
    })
}

/// `title:X`: a name, a colon, and no space.
fn glued(line: Line<'_>) -> Option<Fault> {
    let bare = line.text.trim_start_matches([' ', '-']);
    let (key, value) = bare.split_once(':')?;
    let named = !key.is_empty() && key.chars().all(|it| it.is_alphanumeric() || it == '_');
    let touching = value.starts_with(|it: char| !it.is_whitespace() && it != '/');
    (named && touching).then(|| {
        let at = line.end() - bare.len() + key.len();
        fault("a space is missing after `:`", at..at + 1)
            .help(format!("write `{key}: {}`", shorten(value)))
            .sure(at + 1..at + 1, " ")
    })
}

/// The first tab before the first letter of a line, up to the place of an error: within a block
/// text such a tab is right, so that it is looked for only when something is wrong.
fn indenting_tab(text: &str, until: usize) -> Option<usize> {
    lines(text).take_while(|it| it.start <= until).find_map(|it| {
        let tab = tab_of(it)?;
        (!it.text.trim().is_empty()).then_some(it.start + tab)
    })
}

fn tab_of(line: Line<'_>) -> Option<usize> {
    let indent = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
    line.text.get(..indent)?.find('\t')
}

/// The tabs of a line and of those that follow it: two spaces for each.
fn tabs(text: &str, tab: usize) -> Fault {
    let first = Line::around(text, tab);
    let rest = text.get(first.start..).unwrap_or("");
    let edits = lines(rest)
        .take_while(|it| tab_of(*it).is_some() || it.text.trim().is_empty())
        .filter(|it| tab_of(*it).is_some())
        .take(MOST_TABS)
        .map(|it| {
            let long = it.text.len() - it.text.trim_start_matches([' ', '\t']).len();
            let start = first.start + it.start;
            let indent = it.text.get(..long).unwrap_or("").replace('\t', "  ");
            (start..start + long, indent)
        })
        .collect();
    Fault {
        code: "yaml-tab",
        note: "a tab",
        edits,
        sure: true,
        ..fault("a tab cannot indent YAML", tab..tab + 1).help("indent with spaces")
    }
}
