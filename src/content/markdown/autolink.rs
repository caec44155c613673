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
    while let Some(start) = next(text, at) {
        let end = start + length(text.get(start..).unwrap_or(""));
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
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

fn next(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    if !rest.contains("://") && !rest.contains("www.") {
        return None;
    }
    ["https://", "http://", "www."]
        .iter()
        .filter_map(|it| rest.find(it))
        .min()
        .map(|it| it + from)
}

/// Up to white space or `<`; punctuation at the end, and an unbalanced bracket, are not its.
fn length(text: &str) -> usize {
    let end = text
        .find(|it: char| it.is_whitespace() || matches!(it, '<' | '>' | '"' | '»' | '«'))
        .unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or("");
    loop {
        let open = address.matches('(').count() < address.matches(')').count();
        let shorter = address.trim_end_matches([
            '.', ',', ':', ';', '!', '?', '*', '_', '~', '\'', '’', '…',
        ]);
        let shorter =
            if open { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, cut};

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
