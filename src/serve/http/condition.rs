//! Whether the client has what it asks for already (RFC 9110, section 13).

use super::request::Request;

/// What the conditions of a request come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The answer is sent.
    Send,
    /// 304: the client has it.
    NotModified,
    /// 412: what the client has is not this.
    Failed,
}

/// The strong `ETag` of these bytes, with its quotes.
pub(super) fn tag(of: &[u8]) -> String {
    let hash = blake3::hash(of).to_hex();
    format!("\"{}\"", hash.get(..32).unwrap_or(&hash))
}

/// Looks at the conditions in the order of the RFC. Those with a date never hold, because no
/// answer has one: the time of a file says nothing of a page.
pub(super) fn outcome(request: &Request, tag: &str) -> Outcome {
    if request.if_match.as_deref().is_some_and(|it| !matches(it, tag, true)) {
        return Outcome::Failed;
    }
    if request.if_none_match.as_deref().is_some_and(|it| matches(it, tag, false)) {
        return Outcome::NotModified;
    }
    Outcome::Send
}

/// Whether a range may be cut out, so that it fits to what the client has.
pub(super) fn range_holds(request: &Request, tag: &str) -> bool {
    request.if_range.as_deref().is_none_or(|it| it == tag)
}

/// Whether a list of tags has this one. A weak tag never matches where `strong` ones count.
fn matches(list: &str, tag: &str, strong: bool) -> bool {
    if list.trim() == "*" {
        return true;
    }
    // Our tags have no comma, so a foreign one that has is cut without harm.
    list.split(',').map(str::trim).any(|it| match it.strip_prefix("W/") {
        Some(weak) => !strong && weak == tag,
        None => it == tag,
    })
}
