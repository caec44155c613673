//! Signs that pulldown-cmark takes for markup, and nobody else.
//!
//! - A definition has white space behind its colon, as Pandoc and PHP Markdown Extra ask:
//!   `:tada:`, `:-)` and `:::note` are texts. Nor is it one where an editor broke the line of a
//!   French sentence before its colon.
//! - A single tilde is a tilde: `~5 h`, `~/bin`. Two strike through, and `H~2~O` is read later.
//! - A tab in the line below the head of a table is a space.

use memchr::{memchr, memchr_iter, memrchr};

/// What stands for signs: punctuation that means nothing, as theirs, so that emphasis beside it
/// begins and ends alike; or what no keyboard has. Only what the text does not have is used.
const STAND_INS: &str = "%{},;\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}";

/// From how many words on a line is a sentence, and no term.
const SENTENCE: usize = 7;

/// A sign with another in its place.
#[derive(Debug)]
pub(super) struct Stand {
    pub(super) at: usize,
    pub(super) sign: char,
}

/// Where other signs stand, in order; and each of these with the author's.
pub(super) fn find(text: &str) -> (Vec<Stand>, Vec<(char, char)>) {
    let bytes = text.as_bytes();
    let colons = colons(text);
    let alone = |at: &usize| {
        let other = |it: Option<usize>| it.and_then(|it| bytes.get(it)) != Some(&b'~');
        other(at.checked_sub(1)) && other(at.checked_add(1)) && !is_escaped(text, *at)
    };
    let tildes: Vec<usize> = memchr_iter(b'~', bytes).filter(alone).collect();
    let mut free = STAND_INS.chars().filter(|it| !text.contains(*it));
    let (mut stands, mut signs) = (Vec::new(), Vec::new());
    for (places, own) in [(colons, ':'), (tildes, '~')] {
        if let Some(sign) = free_for(&places, &mut free) {
            stands.extend(places.into_iter().map(|at| Stand { at, sign }));
            signs.push((sign, own));
        }
    }
    stands.extend(tabs(text).into_iter().map(|at| Stand { at, sign: ' ' }));
    stands.sort_by_key(|it| it.at);
    (stands, signs)
}

fn free_for(places: &[usize], free: &mut impl Iterator<Item = char>) -> Option<char> {
    if places.is_empty() { None } else { free.next() }
}

/// Whether backslashes before a place make a sign of it.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    before.iter().rev().take_while(|it| **it == b'\\').count() % 2 == 1
}

/// Colons that begin a line, and no definition.
fn colons(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in memchr_iter(b':', bytes) {
        // Of the colons of a text hardly any has a blank before it, and hardly one of these
        // begins its line.
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        if before.is_some_and(|it| !b"\n\r \t>".contains(it)) {
            continue;
        }
        let head = bytes.get(..at).unwrap_or(&[]);
        let prefix = head.iter().rev().take_while(|it| b" \t>".contains(it)).count();
        let start = at - prefix;
        if start
            .checked_sub(1)
            .and_then(|it| bytes.get(it))
            .is_some_and(|it| *it != b'\n' && *it != b'\r')
        {
            continue;
        }
        let behind = text.get(at + 1..).unwrap_or("");
        let is_apart = behind.chars().next().is_none_or(char::is_whitespace);
        if (!is_apart && !is_rule(behind)) || goes_on(text, start, behind, found.last()) {
            found.push(at);
        }
    }
    found
}

/// Whether a line that begins with a colon goes on with the sentence above it; `last` is the
/// colon before it that does.
fn goes_on(text: &str, start: usize, behind: &str, last: Option<&usize>) -> bool {
    let is_lower = behind.trim_start().starts_with(char::is_lowercase);
    let Some(above) = text.get(..start).and_then(|it| it.strip_suffix('\n')) else {
        return false;
    };
    // No term is longer, and no line is looked at as a whole for each colon below it.
    let from = memrchr(b'\n', above.as_bytes()).map_or(0, |it| it + 1);
    if last.is_some_and(|it| *it >= from) {
        return true;
    }
    let above = above.get(from..).unwrap_or("").trim_start_matches(['>', ' ', '\t']);
    let is_text = !above.starts_with([':', '#', '|', '`', '~']);
    is_lower && is_text && above.split_whitespace().nth(SENTENCE - 1).is_some()
}

/// Whether a line that begins with a colon is the one below the head of a table: `:-- | --:`.
fn is_rule(behind: &str) -> bool {
    let line = behind.split(['\n', '\r']).next().unwrap_or("");
    line.starts_with('-') && line.bytes().all(|it| b"-:| \t".contains(&it))
}

/// Tabs between the dashes below the head of a table.
fn tabs(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(next) = bytes.get(from..).and_then(|it| memchr(b'\t', it)) {
        let at = from + next;
        from = at + 1;
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        if !before.is_some_and(|it| b"-:| ".contains(it)) {
            continue;
        }
        let start =
            bytes.get(..at).and_then(|it| memrchr(b'\n', it)).map_or(0, |it| it + 1);
        let rest = bytes.get(at..).unwrap_or(&[]);
        let end = at + memchr(b'\n', rest).unwrap_or(rest.len());
        from = end;
        let line = text.get(start..end).unwrap_or("");
        let inner = line.trim_start_matches(['>', ' ', '\t']);
        let is_rule = inner.contains('|')
            && inner.contains('-')
            && inner.chars().all(|it| "|:- \t\r".contains(it));
        if is_rule {
            let first = end - inner.len();
            let own = memchr_iter(b'\t', inner.as_bytes());
            found.extend(own.map(|it| first + it));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{colons, find, tabs};

    #[test]
    fn a_definition_has_white_space_behind_its_colon() {
        for (text, places) in [
            ("a\n:tada: b", vec![2]),
            ("a\n\n:-) b", vec![3]),
            ("a\n:::note\nb\n:::", vec![2, 12]),
            ("> a\n> :b", vec![6]),
            ("- a\n  :30", vec![6]),
            (":", vec![]),
            ("a\n: b", vec![]),
            ("a\n:\tb", vec![]),
            ("a : b\nc :d", vec![]),
            ("a | b\n:-|-:\n1 | 2", vec![]),
            ("a\n:-)", vec![2]),
            ("un deux trois quatre cinq six sept\n: huit\n: neuf", vec![35, 42]),
            ("un deux trois quatre cinq six\n: huit", vec![]),
            ("un deux trois quatre cinq six sept\n: Huit", vec![]),
            ("un deux trois quatre cinq six sept\n\n: huit", vec![]),
        ] {
            assert_eq!(colons(text), places, "{text:?}");
        }
    }

    #[test]
    fn only_a_tilde_that_stands_alone_has_a_stand_in() {
        let places = |text| find(text).0.iter().map(|it| it.at).collect::<Vec<_>>();
        assert_eq!(places("~5 ~~a~~ ~~~ \\~ b~"), [0, 17]);
        assert_eq!(find("~ % {},;").1, [('\u{1}', '~')]);
        assert_eq!(find("a\n:b ~").1, [('%', ':'), ('{', '~')]);
    }

    #[test]
    fn tabs_below_the_head_of_a_table_are_spaces() {
        assert_eq!(tabs("|a|b|\n|-\t|-\t|\n"), [8, 11]);
        assert_eq!(tabs("\ta\t-\n-\tb\n|\t|\n"), [] as [usize; 0]);
        assert_eq!(tabs(&"-\t".repeat(100_000)).len(), 0);
    }
}
