//! What mends a fault: plain data on a [`Diagnostic`](super::Diagnostic).

use super::Span;

/// A change of texts that is sure to mend a fault, and changes nothing else that readers see.
/// What only may be meant is said in a help, and is no fix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fix {
    /// All of them are made, or none.
    pub edits: Vec<Edit>,
}

/// One place, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is taken away; empty where something is only put in.
    pub span: Span,
    /// What takes its place. A line ends with `\n`; in the file it ends as the file's lines do.
    pub text: String,
}

impl Fix {
    /// One edit more.
    #[must_use]
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit { span, text: text.into() });
        self
    }
}
