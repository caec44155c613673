//! What of a text is no prose: addresses, e-mail addresses, what stands between backticks.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

use super::{edit::Around, scan::Within};

/// The longest e-mail address, before and behind its `@` (RFC 5321, 4.5.3.1).
const MAIL: (usize, usize) = (64, 255);

/// Places that are never touched, in order.
pub(super) fn skips(text: &str, within: Within) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let has_host = || memchr(b'w', bytes).is_some() && text.contains("www.");
    if memchr2(b'@', b'/', bytes).is_some() || has_host() {
        addresses(text, &mut out);
        mails(text, &mut out);
    }
    // In Markdown a backtick that is text was meant as one.
    if within == Within::Plain && Around(text).has(b'`') {
        code(text, &mut out);
    }
    if out.len() > 1 {
        out.sort_unstable_by_key(|it| it.start);
    }
    out
}

/// From `://` or `www.` to where an address of a text ends.
fn addresses(text: &str, out: &mut Vec<Range<usize>>) {
    let schemes = text.match_indices("://").map(|it| it.0);
    let mut starts: Vec<usize> =
        schemes.chain(text.match_indices("www.").map(|it| it.0)).collect();
    starts.sort_unstable();
    let mut done = 0;
    for start in starts {
        if start < done {
            continue;
        }
        let rest = text.get(start..).unwrap_or("");
        let is_end = |it: char| {
            it.is_whitespace() || matches!(it, '<' | '>' | '"' | '«' | '»' | '”')
        };
        let length = rest.find(is_end).unwrap_or(rest.len());
        let address = rest.get(..length).unwrap_or("");
        // What ends the sentence is not its.
        let kept = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '’', '…']);
        done = start + length;
        out.push(start..start + kept.len());
    }
}

fn mails(text: &str, out: &mut Vec<Range<usize>>) {
    let is_local =
        |it: &u8| it.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(it);
    let is_host = |it: &u8| it.is_ascii_alphanumeric() || b".-".contains(it);
    for at in memchr_iter(b'@', text.as_bytes()) {
        let head = text.as_bytes().get(..at).unwrap_or(&[]);
        let tail = text.as_bytes().get(at + 1..).unwrap_or(&[]);
        let before = head.iter().rev().take(MAIL.0).take_while(|it| is_local(it)).count();
        let after = tail.iter().take(MAIL.1).take_while(|it| is_host(it)).count();
        if before > 0 && after > 0 {
            out.push(at - before..at + 1 + after);
        }
    }
}

fn code(text: &str, out: &mut Vec<Range<usize>>) {
    let mut open = None;
    for at in memchr_iter(b'`', text.as_bytes()) {
        match open.take() {
            Some(start) => out.push(start..at + 1),
            None => open = Some(at),
        }
    }
}
