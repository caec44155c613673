//! The part of an answer that a client asks for (RFC 9110, section 14).

/// What of a whole is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: nothing else was asked for, or not so that it can be understood, or several
    /// parts, which would be more than the whole.
    Whole,
    /// 206.
    Span {
        /// The first byte.
        start: u64,
        /// How many.
        length: u64,
    },
    /// 416: it begins behind the end.
    Outside,
}

/// Reads the value of `Range` for a whole of `size` bytes.
pub(super) fn part(value: &str, size: u64) -> Part {
    let Some((unit, spec)) = value.split_once('=') else { return Part::Whole };
    let Some((first, last)) = spec.trim().split_once('-') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    match (number(first), number(last)) {
        (None, Some(suffix)) if first.is_empty() => {
            let length = suffix.min(size);
            if length == 0 {
                return Part::Outside;
            }
            Part::Span { start: size - length, length }
        }
        (Some(start), None) if last.is_empty() => span(start, u64::MAX, size),
        (Some(start), Some(last)) if start <= last => span(start, last, size),
        _ => Part::Whole,
    }
}

fn span(start: u64, last: u64, size: u64) -> Part {
    if start >= size {
        return Part::Outside;
    }
    Part::Span { start, length: last.min(size - 1) - start + 1 }
}

/// A number of digits; one that is too large is the largest.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}
