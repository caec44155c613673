//! Files that are heavy for who follows a link to them.

use crate::diag::{Diagnostic, Span};

/// From how many bytes on a link to a file is said to be heavy.
const HEAVY: u64 = 10_000_000;

/// Says that a link leads to a heavy file; `size` in bytes.
pub(super) fn heavy(size: u64, span: impl FnOnce() -> Span) -> Option<Diagnostic> {
    (size > HEAVY).then(|| {
        let (whole, tenth) = (size / 1_000_000, size / 100_000 % 10);
        let message = format!("the link leads to a file of {whole}.{tenth} MB");
        Diagnostic::warning("heavy-file", message)
            .at(span())
            .help("export it smaller, or say its weight in the link's text")
    })
}
