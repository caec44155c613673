//! Why a request is not answered by the service.

/// A status, and the text that says why to a human.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The status of the answer.
    pub(super) status: u16,
    /// The body of the answer, without the line's end.
    pub(super) text: String,
    /// Whether the rest of what the client sends cannot be told apart from a next request.
    pub(super) ends: bool,
}

impl Refusal {
    /// A request that was understood; the connection goes on.
    pub(super) fn new(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), ends: false }
    }

    /// Ends the connection.
    pub(super) fn last(status: u16, text: impl Into<String>) -> Self {
        Self { status, text: text.into(), ends: true }
    }

    /// What is not HTTP/1.1 as it is written.
    pub(super) fn malformed(text: &str) -> Self {
        Self::last(400, text)
    }
}
