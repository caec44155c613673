//! What an author wrote in a line that YAML reads otherwise, or not at all, and what was meant.

use std::ops::Range;

use super::{
    Shape, flow,
    line::{Line, begins_block, is_bullet, is_strange_blank, lines},
    quote::{quoted, requoted},
};

/// A line that was meant otherwise, and what mends it.
#[derive(Debug)]
pub(super) struct Slip {
    /// What is wrong.
    pub(super) message: String,
    /// Where.
    pub(super) range: Range<usize>,
    /// The line as it is meant.
    pub(super) help: String,
    /// What to write where.
    pub(super) edits: Vec<(Range<usize>, String)>,
}

/// What a field of a name takes.
pub(super) type Shapes<'a> = &'a dyn Fn(&str) -> Shape;

/// What a line holds that makes the parser stop.
fn of_line(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> Option<Slip> {
    let parts = line.parts();
    let name = parts.name.or_else(|| governing(text, line).map(|it| it.0)).unwrap_or("");
    let shape = shapes(name);
    let value = parts.value;
    // A text that goes on below is not ours to close.
    let goes_on = next(text, line).is_some_and(|it| it.indent() > line.indent());
    let mut right = meant(value, shape, goes_on)?;
    let is_list = matches!(shape, Shape::Names | Shape::List);
    if is_list && parts.name.is_some() && !right.starts_with('[') {
        right = format!("[{right}]");
    }
    let first = value.chars().next().unwrap_or(' ');
    let needs = right.trim_start_matches('[').starts_with(['"', '\'']);
    let message = match first {
        '“' | '”' | '„' | '‘' | '‚' => {
            "curly quotes are not those of YAML".to_owned()
        }
        '"' | '\'' if value.starts_with(right.as_str()) => {
            "nothing ends a line but its value".to_owned()
        }
        '"' | '\'' => format!("a text that goes on after `{first}` needs other quotes"),
        '[' if matches!(shape, Shape::Name | Shape::Names)
            && !right.contains(['@', '#', '"', '\'']) =>
        {
            let sign = if value.contains('@') { '@' } else { '#' };
            format!("an id has no `{sign}` before it")
        }
        '[' | '{' if right.starts_with(first) => {
            "a text within the brackets needs quotes".to_owned()
        }
        '-' if right.starts_with('[') && value.starts_with("- ") => {
            "a list cannot begin on the line of its field".to_owned()
        }
        '?' if value == "?" => "a text that is only `?` needs quotes".to_owned(),
        '-' | '?' if needs => format!("a text that begins with `{first} ` needs quotes"),
        '@' | '#' if !needs => format!("an id has no `{first}` before it"),
        _ if begins_badly(value) => {
            format!("a text that begins with {} needs quotes", shown(first))
        }
        _ => "a text that holds `: ` needs quotes".to_owned(),
    };
    let whole = parts.range.clone();
    Some(Slip {
        message,
        range: whole.clone(),
        help: format!("write `{}`", written(line, &whole, &right)),
        edits: vec![(whole, right)],
    })
}

/// Whether the field of a line takes a text, or its value can be nothing else: of several words,
/// or with signs on both sides.
pub(super) fn takes_text(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> bool {
    let parts = line.parts();
    let name = parts.name.or_else(|| governing(text, line).map(|it| it.0));
    let first = parts.value.chars().next();
    shapes(name.unwrap_or("")) != Shape::Other
        || first == Some('*') && parts.value.trim_start_matches('*').contains([' ', '*'])
}

/// A letter as a message shows it.
fn shown(letter: char) -> String {
    if letter == '`' { "a backtick".to_owned() } else { format!("`{letter}`") }
}

fn begins_badly(value: &str) -> bool {
    value.starts_with([
        '[', ']', '{', '}', '@', '`', '%', '&', '*', '!', ',', '|', '>', '#', ':',
    ])
}

/// Whether a value in brackets begins with a name: `{fr: …`.
fn is_map(value: &str) -> bool {
    let name = value.strip_prefix('{').and_then(|it| it.split_once(':'));
    name.is_some_and(|it| super::line::is_name(it.0.trim()))
}

/// Whether YAML takes the beginning of a value for the name of another.
fn names(value: &str) -> bool {
    value.contains(": ") || value.contains(":\t") || value.ends_with(':')
}

/// The line with another text in a place.
fn written(line: Line<'_>, range: &Range<usize>, right: &str) -> String {
    let before = line.text.get(..range.start - line.start).unwrap_or("").trim_start();
    super::shorten(&format!("{before}{right}")).into_owned()
}

/// A text of several lines of which one below the first holds `: `, so that YAML takes it for a
/// field. One that has the name of a field is a field that is indented too far.
pub(super) fn over_lines(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> Option<Slip> {
    let parts = line.parts();
    let before = line.text.split(':').next().unwrap_or("");
    let is_bare = |it: &str| it.chars().all(|it| it.is_ascii_lowercase() || it == '_');
    let is_field = parts.name.is_some_and(|it| {
        shapes(it) != Shape::Other || !before.ends_with(' ') && is_bare(it)
    });
    if is_field || parts.is_item || !line.text.contains(": ") {
        return None;
    }
    let mut first = line.above(text)?;
    let is_below = |it: Line<'_>| {
        let parts = it.parts();
        parts.name.is_none() && !parts.is_item && it.indent() >= line.indent()
    };
    while is_below(first) {
        first = first.above(text)?;
    }
    let head = first.parts();
    let signs = ['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#'];
    let is_plain = !head.value.is_empty() && !head.value.starts_with(signs);
    let column = if head.name.is_none() { first.indent() } else { head.column };
    if head.name.is_none() && !head.is_item || column >= line.indent() || !is_plain {
        return None;
    }
    let mut end = line;
    while let Some(below) = next(text, end).filter(|it| it.indent() > column) {
        end = below;
    }
    let range = head.range.start..end.end();
    let whole = text.get(range.clone())?;
    if whole.contains(" #") || whole.lines().any(|it| it.trim().is_empty()) {
        return None;
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    let right = quoted(&words.join(" "));
    Some(Slip {
        message: "a text that holds `: ` needs quotes".to_owned(),
        range: range.clone(),
        help: format!("write `{}`", written(first, &head.range, &right)),
        edits: vec![(range, right)],
    })
}

/// A value as it was meant, where YAML would take it for something else.
fn meant(value: &str, shape: Shape, goes_on: bool) -> Option<String> {
    let first = value.chars().next()?;
    match first {
        '[' | '{' => {
            let end = flow::closing(value);
            let rest = end.and_then(|it| value.get(it + 1..)).map(str::trim);
            match rest {
                // `{% x %}`, `[@x]`: no text in each language, though it is in brackets.
                Some("") if shape == Shape::Text && !is_map(value) => Some(quoted(value)),
                Some("") => flow::mended(value, shape),
                Some(_) => Some(quoted(value)),
                None if shape == Shape::Text && !goes_on => Some(quoted(value)),
                None => None,
            }
        }
        '"' | '\'' => {
            let rest = value.get(1..)?;
            let end = rest.find(first)?;
            let after = rest.get(end + 1..)?.trim();
            if matches!(after, "," | ";") {
                return value.get(..end + 2).map(str::to_owned);
            }
            let doubled = first == '\'' && rest.get(end + 1..)?.starts_with('\'');
            (!after.is_empty() && !doubled && !goes_on).then(|| requoted(value))
        }
        '-' => {
            let item = value.strip_prefix("- ")?.trim();
            match shape {
                Shape::Names | Shape::List if !goes_on => {
                    let item = flow::right(item, shape).unwrap_or_else(|| item.to_owned());
                    Some(format!("[{item}]"))
                }
                Shape::Text if !goes_on => Some(quoted(value)),
                _ => None,
            }
        }
        '|' | '>' => {
            let rest =
                value.get(1..)?.trim_start_matches(|it: char| "+-0123456789".contains(it));
            (!rest.trim().is_empty() && !goes_on).then(|| quoted(value))
        }
        _ if goes_on => None,
        '?' if value != "?" && !value.starts_with("? ") => None,
        _ if matches!(shape, Shape::Name | Shape::Names) => flow::right(value, shape),
        '?' => Some(quoted(value)),
        _ if begins_badly(value) || names(value) => Some(requoted(value)),
        _ => None,
    }
}

/// Where the name of the field stands that a line without one belongs to.
pub(super) fn field_above(text: &str, line: Line<'_>) -> Option<usize> {
    governing(text, line).map(|it| it.1)
}

/// The name of the field that a line without one belongs to, and where it stands.
fn governing<'a>(text: &'a str, line: Line<'a>) -> Option<(&'a str, usize)> {
    let indent = line.indent();
    let mut above = line.above(text);
    while let Some(it) = above {
        if !it.is_blank() {
            let parts = it.parts();
            let is_sibling = it.indent() == indent
                && (parts.is_item || it.text.trim_start().starts_with(is_bullet));
            if let (Some(name), "") = (parts.name, parts.value)
                && parts.column <= indent
            {
                return Some((name, it.start + parts.column));
            }
            if !is_sibling && it.indent() <= indent {
                return None;
            }
        }
        above = it.above(text);
    }
    None
}

fn next<'a>(text: &'a str, line: Line<'a>) -> Option<Line<'a>> {
    let rest = text.get(line.end()..)?;
    let found = lines(rest).skip(1).find(|it| !it.is_blank())?;
    Some(Line { text: found.text, start: line.end() + found.start })
}

/// What lines hold that YAML reads as a text, though a blank or a list was meant.
pub(super) fn quiet(text: &str, shapes: Shapes<'_>) -> Vec<Slip> {
    if !text.bytes().any(|it| matches!(it, 0xc2 | 0xe1..=0xe3 | 0xef)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    // The column of a text in several lines, and the field whose value is still to come.
    let mut block = None;
    let mut field = ("", 0);
    for line in lines(text).filter(|it| !it.is_blank()) {
        let parts = line.parts();
        let indent = line.indent();
        if block.is_some_and(|it| indent > it) {
            continue;
        }
        block = begins_block(parts.value).then_some(indent);
        let slip = if line.text.is_ascii() {
            None
        } else {
            let within = || blank_within(text, line);
            strange_blank(text, line)
                .or_else(within)
                .or_else(|| bullet(line, field.0, shapes))
        };
        let is_item = parts.is_item || slip.is_some();
        match parts.name {
            Some(name) if parts.value.is_empty() => field = (name, parts.column),
            _ if is_item && indent >= field.1 => {}
            _ => field = ("", 0),
        }
        found.extend(slip);
        if found.len() == super::MOST_ROUNDS {
            break;
        }
    }
    found
}

/// A blank that is none for YAML, where it wants one: before a line, after `-`, around the
/// colon of a field.
fn strange_blank(text: &str, line: Line<'_>) -> Option<Slip> {
    let mut places = Vec::new();
    let blank = |it: char| it == ' ' || is_strange_blank(it);
    let mut rest = line.text;
    let at = |rest: &str| line.end() - rest.len();
    let run = |rest: &str| rest.len() - rest.trim_start_matches(blank).len();
    // Behind a plain space, such a blank is left out where a text begins.
    let harmless = |blanks: &str, after: &str| {
        let is_text =
            !after.starts_with(['[', '{', '"', '\'', '|', '>', '-', '&', '*', '!']);
        blanks.starts_with(' ') && is_text
    };
    let mut take = |rest: &mut &str, is_value: bool| {
        let long = run(rest);
        let (blanks, after) = rest.split_at_checked(long).unwrap_or(("", rest));
        if blanks.contains(is_strange_blank) && !(is_value && harmless(blanks, after)) {
            places.push(at(rest)..at(rest) + long);
        }
        *rest = after;
    };
    take(&mut rest, false);
    let mut is_structure = false;
    while rest.strip_prefix('-').is_some_and(|it| it.starts_with(blank)) {
        is_structure = true;
        rest = rest.get(1..)?;
        take(&mut rest, true);
    }
    let name_end = rest.find(':');
    let name = name_end.and_then(|it| rest.get(..it)).unwrap_or("");
    let bare = name.trim_end_matches(blank);
    if super::line::is_name(bare) {
        let after = rest.get(name.len() + 1..)?;
        if after.is_empty() || after.starts_with(blank) {
            is_structure = true;
            let mut tail = rest.get(bare.len()..)?;
            take(&mut tail, false);
            let mut value = after;
            take(&mut value, true);
        }
    }
    let first = line.text.trim_start_matches(blank).chars().next()?;
    if !(is_structure || is_bullet(first)) || places.is_empty() {
        return None;
    }
    let place = places.first()?.clone();
    let strange =
        text.get(place.clone())?.char_indices().find(|it| is_strange_blank(it.1))?;
    let from = place.start + strange.0;
    let edits = places
        .iter()
        .map(|it| {
            let blanks = text.get(it.clone()).unwrap_or("");
            (
                it.clone(),
                " ".repeat(blanks.chars().filter(|it| !is_invisible(*it)).count().max(1)),
            )
        })
        .collect();
    Some(Slip {
        message: format!("{} stands where YAML wants a space", called(strange.1)),
        range: from..from + strange.1.len_utf8(),
        help: "write a plain space".to_owned(),
        edits,
    })
}

/// The same behind a name within brackets.
fn blank_within(text: &str, line: Line<'_>) -> Option<Slip> {
    let parts = line.parts();
    let strange = parts.value.match_indices(':').find_map(|(at, _)| {
        let (before, after) = parts.value.split_at_checked(at + 1)?;
        let after = after.chars().next()?;
        // What stands in quotes is text.
        let is_text = before.matches('"').count() % 2 == 1;
        (is_strange_blank(after) && !is_text).then_some((at + 1, after))
    })?;
    let right = flow::mended(parts.value, Shape::Other)?;
    let from = parts.range.start + strange.0;
    text.get(from..)?;
    Some(Slip {
        message: format!("{} stands where YAML wants a space", called(strange.1)),
        range: from..from + strange.1.len_utf8(),
        help: "write a plain space".to_owned(),
        edits: vec![(parts.range, right)],
    })
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{feff}')
}

/// What a blank is called.
fn called(letter: char) -> String {
    let name = match letter {
        '\u{a0}' => "a no-break space",
        '\u{202f}' => "a narrow no-break space",
        '\u{3000}' => "an ideographic space",
        '\u{2009}' => "a thin space",
        '\u{200b}' => "a zero-width space",
        '\u{feff}' => "a zero-width no-break space",
        _ => "a special space",
    };
    format!("{name} (U+{:04X})", u32::from(letter))
}

/// A dash or a bullet in place of the hyphen of a list.
fn bullet(line: Line<'_>, name: &str, shapes: Shapes<'_>) -> Option<Slip> {
    let bare = line.text.trim_start_matches(' ');
    let sign = bare.chars().next().filter(|it| is_bullet(*it))?;
    let item = bare.get(sign.len_utf8()..)?;
    let value = item.trim();
    let is_list = matches!(shapes(name), Shape::Names | Shape::List);
    let wide = item.starts_with(char::is_whitespace)
        || sign != '*' && shapes(name) == Shape::Names;
    if !is_list || !wide || value.is_empty() {
        return None;
    }
    let from = line.end() - bare.len();
    let until = line.end() - item.trim_start().len();
    Some(Slip {
        message: format!("a list has a hyphen before each item, not `{sign}`"),
        range: from..from + sign.len_utf8(),
        help: format!("write `- {}`", super::shorten(value)),
        edits: vec![(from..until, "- ".to_owned())],
    })
}

/// The same for a line at which the parser stopped.
pub(super) fn of_fault(text: &str, line: Line<'_>, shapes: Shapes<'_>) -> Option<Slip> {
    if line.is_blank() || line.is_in_block(text) {
        return None;
    }
    let name = governing(text, line).map_or("", |it| it.0);
    strange_blank(text, line)
        .or_else(|| bullet(line, name, shapes))
        .or_else(|| of_line(text, line, shapes))
}
