//! Bare addresses in text become links, as GFM has it (which pulldown-cmark leaves to us).

use std::{borrow::Cow, ops::Range};

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// As it is.
    Text(&'a str),
    /// An address, as shown; `www.` lacks its scheme.
    Address(&'a str),
}

/// Cuts a text at its bare addresses.
pub(super) fn cut(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for Range { start, end } in addresses(text) {
        if start < done {
            continue;
        }
        if done < start {
            pieces.push(Piece::Text(text.get(done..start).unwrap_or("")));
        }
        pieces.push(Piece::Address(text.get(start..end).unwrap_or("")));
        done = end;
    }
    if done < text.len() {
        pieces.push(Piece::Text(text.get(done..).unwrap_or("")));
    }
    pieces
}

/// Where a bare address leads.
pub(super) fn target(address: &str) -> Cow<'_, str> {
    let scheme = match address {
        it if it.starts_with("www.") => "https://",
        it if it.contains("://") || it.starts_with(MAIL) => return Cow::Borrowed(it),
        _ => MAIL,
    };
    Cow::Owned(format!("{scheme}{address}"))
}

const MAIL: &str = "mailto:";

/// Whether an address may begin in a text.
pub(super) fn has_beginning(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b':', b'.', b'@', bytes).any(|at| match bytes.get(at) {
        Some(b':') => bytes.get(at + 1..at + 3) == Some(b"//"),
        Some(b'.') => bytes.get(at.saturating_sub(3)..at) == Some(b"www"),
        _ => true,
    })
}

/// Where addresses are, in the order of their beginnings.
fn addresses(text: &str) -> Vec<Range<usize>> {
    if !has_beginning(text) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut starts: Vec<usize> = ["https://", "http://", "www."]
        .iter()
        .flat_map(|it| text.match_indices(it).map(|found| found.0))
        .collect();
    starts.sort_unstable();
    let mut behind = 0;
    for start in starts {
        // An address within another is a part of it.
        if start < behind {
            continue;
        }
        let rest = text.get(start..).unwrap_or("");
        let end = start + length(rest);
        behind = end;
        let before = text.get(..start).and_then(|it| it.chars().next_back());
        let address = text.get(start..end).unwrap_or("");
        if before.is_none_or(|it| !it.is_alphanumeric()) && is_domain(host(address)) {
            found.push(start..end);
        }
    }
    found.extend(text.match_indices('@').filter_map(|it| mail(text, it.0)));
    found.sort_by_key(|it| it.start);
    found
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |it| it.1);
    rest.split(['/', ':', '?', '#']).next().unwrap_or("")
}

/// Parts with periods between them; the last two, which are registered, have no `_`.
fn is_domain(host: &str) -> bool {
    let mut parts = host.rsplit('.');
    let is_registered = |it: &str| !it.is_empty() && !it.contains('_');
    let last = [parts.next(), parts.next()];
    last.iter().all(|it| it.is_some_and(is_registered)) && parts.all(|it| !it.is_empty())
}

/// The address of mail around an `@`.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let plain = |it: char, more: &str| it.is_ascii_alphanumeric() || more.contains(it);
    let name = before.trim_end_matches(|it| plain(it, ".-_+"));
    let end = after.find(|it| !plain(it, "-_.")).unwrap_or(after.len());
    let domain = after.get(..end)?.trim_end_matches('.');
    // `git@host.example:path` is no mail.
    let is_path = after
        .get(domain.len()..)?
        .strip_prefix(':')
        .is_some_and(|it| it.starts_with(|it: char| it.is_alphanumeric() || it == '/'));
    let is_word = |it: char| it.is_ascii_alphanumeric();
    let is_mail = before.get(name.len()..)?.contains(is_word)
        && is_domain(domain)
        && domain.ends_with(|it: char| it.is_ascii_alphabetic())
        && !name.ends_with(['/', '@', ':'].as_slice())
        || name.ends_with(MAIL) && is_domain(domain);
    if !is_mail || is_path {
        return None;
    }
    let start = name.strip_suffix(MAIL).map_or(name.len(), str::len);
    Some(start..at + 1 + domain.len())
}

/// An address ends in its host where brackets are closed around it: `[https://a.example]`.
fn host_end(address: &str) -> usize {
    let start = address.find("://").map_or(0, |it| it + 3);
    let rest = address.get(start..).unwrap_or("");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    host.find(['[', ']', '{', '}', '|', '\\', '`']).map_or(address.len(), |it| start + it)
}

/// Up to white space or `<`; punctuation at the end, and an unbalanced bracket, are not its.
fn length(text: &str) -> usize {
    let end = text
        .find(|it: char| it.is_whitespace() || matches!(it, '<' | '>' | '"' | '»' | '«'))
        .unwrap_or(text.len());
    let end = host_end(text.get(..end).unwrap_or(""));
    let mut address = without_entity(text.get(..end).unwrap_or(""));
    let open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    loop {
        let shorter = address.trim_end_matches([
            '.', ',', ':', ';', '!', '?', '*', '_', '~', '\'', '’', '…',
        ]);
        let bracket = shorter.strip_suffix(')').filter(|_| open < closed);
        closed -= usize::from(bracket.is_some());
        let shorter = bracket.unwrap_or(shorter);
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}

/// What looks like an entity at the end is not a part of an address.
fn without_entity(address: &str) -> &str {
    let Some(rest) = address.strip_suffix(';') else { return address };
    let word = rest.trim_end_matches(|it: char| it.is_ascii_alphanumeric());
    let is_entity = word.len() < rest.len() && word.ends_with('&');
    if is_entity { word.trim_end_matches('&') } else { address }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::Arc,
        time::{Duration, Instant},
    };

    use super::{super::outline, Piece, cut};
    use crate::diag::Source;

    /// Far more than a text of this length needs, and far less than a quadratic pass takes.
    const LONG: Duration = Duration::from_secs(5);

    fn links(text: &str) -> Vec<std::ops::Range<usize>> {
        let source = Arc::new(Source::new("a.md", text));
        let outline = outline(&source, &(0..text.len()), None).value;
        outline.links.into_iter().map(|it| it.range).collect()
    }

    #[test]
    fn an_address_is_found_where_it_stands() {
        assert_eq!(
            links("voir https://a.example, https://a.example &amp; www.b.example"),
            [5..22, 24..41, 48..61]
        );
    }

    #[test]
    fn long_lines_take_no_longer_than_their_length() {
        let start = Instant::now();
        let text = format!("https://a.example/{}", ")".repeat(200_000));
        assert_eq!(cut(&text).first(), Some(&Piece::Address("https://a.example/")));
        assert!(start.elapsed() < LONG, "brackets: {:?}", start.elapsed());
        let start = Instant::now();
        let text = (0..20_000)
            .map(|it| format!("https://a.example/{it} "))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(links(&text).len(), 20_000);
        assert!(start.elapsed() < LONG, "addresses: {:?}", start.elapsed());
        let start = Instant::now();
        let text = (0..20_000).map(|it| format!("[^n{it}] ")).collect::<Vec<_>>().concat();
        let notes =
            (0..20_000).map(|it| format!("\n\n[^n{it}]: n")).collect::<Vec<_>>().concat();
        let source = Arc::new(Source::new("a.md", format!("{text}{notes}").as_str()));
        let anchors = outline(&source, &(0..source.text().len()), None).value.anchors;
        assert_eq!(anchors.len(), 40_000);
        assert!(start.elapsed() < LONG, "notes: {:?}", start.elapsed());
        let start = Instant::now();
        let source =
            Arc::new(Source::new("a.md", "<p><style></style>".repeat(20_000).as_str()));
        assert!(!outline(&source, &(0..source.text().len()), None).diagnostics.is_empty());
        assert!(start.elapsed() < LONG, "elements: {:?}", start.elapsed());
    }

    #[test]
    fn punctuation_stays_outside() {
        let it = cut("voir https://a.example/x(1), et (www.b.example).");
        let addresses: Vec<_> =
            it.iter().filter(|it| matches!(it, Piece::Address(_))).collect();
        assert_eq!(
            addresses,
            [&Piece::Address("https://a.example/x(1)"), &Piece::Address("www.b.example")]
        );
        assert_eq!(cut("http://x et rien"), [Piece::Text("http://x et rien")]);
    }
}
