//! Sources of templates → the same with calls that count what they cost.
//!
//! Behind each tag that something may come again for (a loop, a block, a component, what is
//! included) stands a call of a step; behind each `set`, and where a component begins, one that
//! looks at the value. Tags are found as Tera finds them: in its order, past its strings,
//! comments and raw blocks.

use super::fuel::{CLASSES, HELD, STEP};

/// A metered source, and what was added to it.
#[derive(Debug)]
pub(super) struct Metered {
    pub(super) text: String,
    /// Where something was added, in the source as written, and how long it is.
    added: Vec<(usize, usize)>,
}

/// Why a template is not metered, and where.
pub(super) struct Refused {
    pub(super) at: std::ops::Range<usize>,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// What costs more than its letters: what is written, and what a filter makes.
const DEAR: usize = 512;

impl Metered {
    pub(super) fn of(source: &str) -> Result<Self, Refused> {
        let tags = tags(source);
        let mut calls: Vec<(usize, Call<'_>)> = Vec::new();
        let mut sets: Vec<&str> = Vec::new();
        for tag in &tags {
            refuse(tag)?;
            let (word, rest) = tag.words();
            let name = rest.split(|it: char| !it.is_alphanumeric() && it != '_').next();
            let name = name.unwrap_or("");
            let is_kept =
                rest.get(name.len()..).is_some_and(|it| it.trim_start().starts_with('='));
            let call = match word {
                "for" | "block" | "include" => Call::Step,
                "component" => Call::Begin,
                "set" | "set_global" if is_kept => Call::Held(name),
                "set" | "set_global" => {
                    sets.push(name);
                    continue;
                }
                "endset" => Call::Held(sets.pop().unwrap_or("")),
                _ => continue,
            };
            calls.push((tag.end, call));
        }
        let mut text = String::with_capacity(source.len() * 2);
        let (mut added, mut last) = (Vec::new(), 0);
        for (at, (place, call)) in calls.iter().enumerate() {
            let next = calls.get(at + 1).map_or(source.len(), |it| it.0);
            text.push_str(source.get(last..*place).unwrap_or(""));
            last = *place;
            let trims = text.ends_with("-%}");
            let before = text.len();
            call.write(cost(source.get(*place..next).unwrap_or("")), trims, &mut text);
            added.push((*place, text.len() - before));
        }
        text.push_str(source.get(last..).unwrap_or(""));
        Ok(Self { text, added })
    }

    /// Where in the source as written something is.
    pub(super) fn place(&self, metered: usize) -> usize {
        let mut more = 0;
        for (at, length) in &self.added {
            if metered <= at + more {
                break;
            }
            more += (*length).min(metered - at - more);
        }
        metered - more
    }
}

enum Call<'a> {
    Step,
    /// A component begins: what stands between its tags is a value.
    Begin,
    Held(&'a str),
}

impl Call<'_> {
    fn write(&self, class: u32, trims: bool, out: &mut String) {
        let step = format!("{STEP}{class}()");
        let call = match self {
            Self::Step => step,
            Self::Begin => format!("{step} or (body is defined and {HELD}(value=body))"),
            Self::Held(name) => {
                format!("{step} or ({name} is defined and {HELD}(value={name}))")
            }
        };
        out.push_str("{% if ");
        out.push_str(&call);
        out.push_str(" %}{% endif ");
        out.push_str(if trims { "-%}" } else { "%}" });
    }
}

/// What is between two steps, as a power of two.
fn cost(text: &str) -> u32 {
    let dear = text.matches("{{").count() + text.matches(['|', '~']).count();
    let cost = text.len() + dear * DEAR;
    cost.max(1).ilog2().saturating_add(1).clamp(*CLASSES.start(), *CLASSES.end())
}

/// A tag or what is written, with the place behind it.
struct Tag<'a> {
    start: usize,
    end: usize,
    is_block: bool,
    /// Between its signs.
    text: &'a str,
}

impl<'a> Tag<'a> {
    /// The first word of a block's tag, and what follows.
    fn words(&self) -> (&'a str, &'a str) {
        let text = self.text.trim_start_matches('-').trim_start();
        if !self.is_block {
            return ("", text);
        }
        let end = text.find(|it: char| !it.is_ascii_alphanumeric() && it != '_');
        let (word, rest) =
            text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""));
        (word, rest.trim_start())
    }
}

/// Loops inside expressions have no body that a step could stand in.
fn refuse(tag: &Tag<'_>) -> Result<(), Refused> {
    let (word, rest) = tag.words();
    let text = if word == "for" { rest } else { tag.text };
    let mut words = unquoted(text);
    if word != "component" && words.any(|it| it == "for") && word != "endfor" {
        return Err(Refused {
            at: tag.start..tag.end,
            message: "a loop inside `[…]` is not known here",
            help: "write `{% for … %}`",
        });
    }
    Ok(())
}

/// The words of an expression that are in no string.
fn unquoted(text: &str) -> impl Iterator<Item = String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(letter) = rest.chars().next() {
        let length = if matches!(letter, '"' | '\'' | '`') {
            out.push(' ');
            string(rest)
        } else {
            out.push(letter);
            letter.len_utf8()
        };
        rest = rest.get(length..).unwrap_or("");
    }
    let words = out.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    words.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// How long the string is that a text begins with.
fn string(text: &str) -> usize {
    let Some(quote) = text.chars().next() else { return 0 };
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            it if it == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// All tags of a template, less what is in comments and raw blocks.
fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(marker) {
        let start = at + found;
        let rest = source.get(start..).unwrap_or("");
        let is_block = rest.starts_with("{%");
        let inside = rest.get(2..).unwrap_or("");
        if rest.starts_with("{#") {
            at = start + 2 + inside.find("#}").map_or(inside.len(), |it| it + 2);
        } else if let Some(length) = named(inside, "raw").filter(|_| is_block) {
            at = start + 2 + length + end_of_raw(inside.get(length..).unwrap_or(""));
        } else {
            let length = tag_end(inside, if is_block { "%}" } else { "}}" });
            let end = start + 2 + length;
            let text = inside.get(..length.saturating_sub(2)).unwrap_or("");
            tags.push(Tag { start, end, is_block, text });
            at = end;
        }
    }
    tags
}

/// Where the next tag, comment or expression begins.
fn marker(text: &str) -> Option<usize> {
    let begins =
        |at: &usize| text.get(at + 1..).is_some_and(|it| it.starts_with(['{', '%', '#']));
    memchr::memchr_iter(b'{', text.as_bytes()).find(begins)
}

/// Where a tag ends, behind its sign.
fn tag_end(text: &str, sign: &str) -> usize {
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|it| it.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with(sign) {
            return at + 2;
        }
        at += if matches!(letter, '"' | '\'' | '`') {
            string(rest)
        } else {
            letter.len_utf8()
        };
    }
    text.len()
}

/// How long a tag of one word is, behind its `{%`.
fn named(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace());
    let rest = rest.strip_prefix(word)?;
    let rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace());
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(text.len() - rest.len())
}

fn end_of_raw(text: &str) -> usize {
    let ends = text.match_indices("{%").find_map(|(at, _)| {
        let length = named(text.get(at + 2..)?, "endraw")?;
        Some(at + 2 + length)
    });
    ends.unwrap_or(text.len())
}
