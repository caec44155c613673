//! Superscript and subscript, where nothing else can be meant: `10^3^`, `H~2~O`.
//!
//! pulldown-cmark's own reading is not used: it makes `2^10 or 3^5` a superscript. So a sign
//! belongs to the word before it, and holds only what stands in exponents, indices and
//! abbreviations. Elsewhere a single tilde is a text.

use std::{collections::VecDeque, ops::Range};

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{At, cut_before};

/// Longest script, in bytes: no sentence is one.
const MAX: usize = 40;

/// Cuts a text at its scripts.
pub(super) fn cut<'a>(text: CowStr<'a>, at: &Range<usize>, ready: &mut VecDeque<At<'a>>) {
    let (mut rest, mut from) = (text, at.start);
    while let Some((sign, Range { start, end })) = script(&rest) {
        let (tag, tag_end) = if sign == '^' {
            (Tag::Superscript, TagEnd::Superscript)
        } else {
            (Tag::Subscript, TagEnd::Subscript)
        };
        let part = |range: Range<usize>| {
            CowStr::from(rest.get(range).unwrap_or_default().to_owned())
        };
        let place = |range: Range<usize>| from + range.start..from + range.end;
        let around = place(start..end);
        ready.extend([
            (Event::Text(part(0..start)), place(0..start)),
            (Event::Start(tag), around.clone()),
            (Event::Text(part(start + 1..end - 1)), place(start + 1..end - 1)),
            (Event::End(tag_end), around),
        ]);
        let length = rest.len();
        rest = cut_before(rest, &(0..length), end);
        from += end;
    }
    if !rest.is_empty() {
        ready.push_back((Event::Text(rest), from..at.end));
    }
}

/// The sign of the first script of a text, and where it is.
fn script(text: &str) -> Option<(char, Range<usize>)> {
    let mut from = 0;
    loop {
        let start = from + text.get(from..)?.find(['^', '~'])?;
        from = start + 1;
        let before = text.get(..start)?.chars().next_back();
        let sign = text.get(start..)?.chars().next()?;
        let rest = text.get(from..)?;
        let Some(end) = rest.find(sign).filter(|it| *it <= MAX) else { continue };
        let inner = rest.get(..end)?;
        let after = rest.get(end + 1..)?.chars().next();
        // A formula goes on behind an index; behind an exponent it could be a second one.
        let apart =
            after.is_none_or(|it| it != sign && (sign == '~' || !it.is_alphanumeric()));
        if before.is_some_and(belongs) && is_script(inner) && apart {
            return Some((sign, start..from + end + 1));
        }
    }
}

/// Whether a script may belong to a letter before it.
fn belongs(before: char) -> bool {
    before.is_alphanumeric() || matches!(before, ')' | ']' | '}')
}

fn is_script(inner: &str) -> bool {
    let plain = |it: char| it.is_alphanumeric() || "+-−,.()".contains(it);
    !inner.is_empty() && inner.len() <= MAX && inner.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn a_script_belongs_to_a_word() {
        assert_eq!(script("m^2^"), Some(('^', 1..4)));
        assert_eq!(script("2^a 1^er^ mai"), Some(('^', 5..9)));
        assert_eq!(script("é(x)^−1^."), Some(('^', 5..11)));
        assert_eq!(script("a~ H~2~O"), Some(('~', 4..7)));
        let long = format!("a{}", "^b".repeat(100_000));
        assert_eq!(script(&long), None);
        for text in [
            "2^10 or 3^5",
            "2^10+3^5",
            "^a^",
            " ^^",
            "a^b c^",
            "a^^",
            "a^",
            "x^y^z",
            "a~~b~~",
            "a~b c~",
        ] {
            assert_eq!(script(text), None, "{text}");
        }
    }
}
