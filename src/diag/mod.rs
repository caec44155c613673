//! What we say about a user's files: plain data, drawn elsewhere.
//!
//! A [`Diagnostic`] is never printed where it is found. It is collected, sorted and handed to
//! one of the writers of [`mod@write`].

mod checked;
pub mod codes;
mod fix;
mod fold;
mod invisible;
pub mod patch;
mod source;
mod span;
mod suggest;
pub mod write;

use std::sync::Arc;

pub use checked::Checked;
pub use fix::{Edit, Fix};
pub use fold::fold;
pub use invisible::{called, invisible};
pub use source::{LineColumn, Source};
pub use span::Span;
pub use suggest::{Near, nearest, nearest_path, of_one_file};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// The portal is published; something in it is probably not meant.
    Warning,
}

impl Severity {
    /// The word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A second place that belongs to a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// One finding about the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable kebab-case name, such as `unknown-topic`.
    pub code: &'static str,
    /// One fact, lower case, no full stop, names in backticks.
    pub message: String,
    /// Where it is. Nothing when no file of the portal can be blamed.
    pub span: Option<Span>,
    /// A few words under the place.
    pub note: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What is sure to mend it, where that is mechanical.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        let (note, labels) = (String::new(), Vec::new());
        Self { severity, code, message, span: None, note, help: None, labels, fix: None }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says which file, where no line can be named (an image, a folder).
    #[must_use]
    pub fn in_file(self, path: impl Into<Arc<str>>) -> Self {
        let source = Arc::new(Source::unread(path));
        self.at(Span::new(&source, 0..0))
    }

    /// A few words under the place.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to write instead, when we know.
    #[must_use]
    pub fn help_if(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// What is sure to mend it: a text in place of what stands there. Called again, the fix has
    /// one edit more.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(self.fix.unwrap_or_default().and(span, text));
        self
    }

    /// What is sure to mend it, when we know.
    #[must_use]
    pub fn fix_if(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix.or(self.fix);
        self
    }

    /// Whether nothing may be published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How many places one finding shows beside its own, of those that were said apart.
const LABELS: usize = 5;

/// Sorts by path, place, code and message, and makes one of what is said twice, with the labels of
/// both.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup_by(|next, kept| {
        let is_same = key(next) == key(kept);
        if is_same {
            for label in next.labels.drain(..) {
                if kept.labels.len() < LABELS && !kept.labels.contains(&label) {
                    kept.labels.push(label);
                }
            }
        }
        is_same
    });
}

/// What is in one sorted list and not in another.
pub fn difference(list: &[Diagnostic], other: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut other = other.iter().peekable();
    let is_new = |it: &&Diagnostic| {
        while other.next_if(|old| key(old) < key(it)).is_some() {}
        other.peek().is_none_or(|old| key(old) != key(it))
    };
    list.iter().filter(is_new).cloned().collect()
}

fn key(it: &Diagnostic) -> (&str, usize, usize, &str, &str) {
    let (path, start, end) = it.span.as_ref().map_or(("", 0, 0), |span| {
        (span.source().path(), span.range().start, span.range().end)
    });
    (path, start, end, it.code, &it.message)
}
