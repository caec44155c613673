//! stub
use crate::diag::Diagnostic;
pub(super) struct Overlay<'a> {
    pub(super) base: &'a str,
    pub(super) address: &'a str,
    pub(super) faults: &'a [&'a Diagnostic],
    pub(super) others: &'a [Diagnostic],
}
pub(super) fn page(_: &Overlay<'_>) -> String {
    String::new()
}
