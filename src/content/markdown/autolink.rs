//! Bare addresses in text become links, as GFM has it (which pulldown-cmark leaves to us).

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
    let (mut done, mut at) = (0, 0);
    for start in starts(text) {
        if start < at {
            continue;
        }
        let end = start + length(text.get(start..).unwrap_or(""));
        at = end;
        let address = text.get(start..end).unwrap_or("");
        let host = address.split_once("://").map_or(address, |it| it.1);
        let boundary = text
            .get(..start)
            .and_then(|it| it.chars().next_back())
            .is_none_or(|it| !it.is_alphanumeric());
        if !boundary || !host.split('/').next().is_some_and(|it| it.contains('.')) {
            continue;
        }
        if done < start {
            pieces.push(Piece::Text(text.get(done..start).unwrap_or("")));
        }
        pieces.push(Piece::Address(address));
        done = end;
    }
    if done < text.len() {
        pieces.push(Piece::Text(text.get(done..).unwrap_or("")));
    }
    pieces
}

/// Whether an address may begin in a text; in nearly all there is not even a letter of one.
pub(super) fn has_beginning(text: &str) -> bool {
    let has = |letter, part: &str| {
        memchr::memchr(letter, text.as_bytes()).is_some() && text.contains(part)
    };
    has(b':', "://") || has(b'w', "www.")
}

/// Where addresses may begin, in order.
fn starts(text: &str) -> Vec<usize> {
    if !has_beginning(text) {
        return Vec::new();
    }
    let beginnings = ["https://", "http://", "www."];
    let mut starts: Vec<usize> = beginnings
        .iter()
        .flat_map(|it| text.match_indices(it).map(|found| found.0))
        .collect();
    starts.sort_unstable();
    starts
}

/// Up to white space or `<`; punctuation at the end, and an unbalanced bracket, are not its.
fn length(text: &str) -> usize {
    let end = text
        .find(|it: char| it.is_whitespace() || matches!(it, '<' | '>' | '"' | '»' | '«'))
        .unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or("");
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
        let outline = outline(&source, &(0..text.len())).value;
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
        let anchors = outline(&source, &(0..source.text().len())).value.anchors;
        assert_eq!(anchors.len(), 40_000);
        assert!(start.elapsed() < LONG, "notes: {:?}", start.elapsed());
        let start = Instant::now();
        let source =
            Arc::new(Source::new("a.md", "<p><style></style>".repeat(20_000).as_str()));
        assert!(!outline(&source, &(0..source.text().len())).diagnostics.is_empty());
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
