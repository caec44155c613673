//! A value together with what was found while making it.

use super::Diagnostic;

/// A value together with what was found while making it.
///
/// Loading never fails as a whole: a broken file costs its own page only.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The value, as complete as the input allowed.
    pub value: T,
    /// In the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with findings.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Changes the value, keeps the findings.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Checked<U> {
        Checked { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// Takes the value, and appends the findings to a list.
    pub fn unload(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}
