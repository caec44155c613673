//! All rules: what each code means, how it is mended, and whether a portal may turn it.
//!
//! A test keeps this table and the code of the program equal: a code that is used stands here,
//! and a code that stands here is used.

mod content;
pub mod examples;
mod files;
mod portal;
mod text;
mod works;

use std::sync::LazyLock;

use super::Severity;

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable kebab-case name.
    pub code: &'static str,
    /// Severity, unless `checks:` turns it.
    pub severity: Severity,
    /// Whether it is a matter of taste, so that `checks:` may turn it.
    pub taste: bool,
    /// Whether it is off unless `checks:` turns it on: what it finds is often meant so.
    pub off: bool,
    /// What is wrong, and why it matters; one or two sentences.
    pub meaning: &'static str,
    /// What to write instead; one or two sentences.
    pub mend: &'static str,
}

/// A rule that keeps the portal from being published.
const fn error(code: &'static str, meaning: &'static str, mend: &'static str) -> Rule {
    Rule { code, severity: Severity::Error, taste: false, off: false, meaning, mend }
}

/// A rule that says what is probably not meant.
const fn warning(code: &'static str, meaning: &'static str, mend: &'static str) -> Rule {
    Rule { code, severity: Severity::Warning, taste: false, off: false, meaning, mend }
}

/// A rule that a portal may harden, soften or turn off.
const fn taste(code: &'static str, meaning: &'static str, mend: &'static str) -> Rule {
    Rule { code, severity: Severity::Warning, taste: true, off: false, meaning, mend }
}

/// A rule that a portal may turn on.
const fn off(code: &'static str, meaning: &'static str, mend: &'static str) -> Rule {
    Rule { off: true, ..taste(code, meaning, mend) }
}

/// All rules, sorted by code.
pub static CODES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let mut all =
        [files::RULES, content::RULES, portal::RULES, text::RULES, works::RULES].concat();
    all.sort_by_key(|it| it.code);
    all
});

impl Rule {
    /// The severity in words, if nothing turns it.
    pub fn word(&self) -> &'static str {
        if self.off { "off" } else { self.severity.word() }
    }
}

/// The rule of a code.
pub fn find(code: &str) -> Option<&'static Rule> {
    let at = CODES.binary_search_by_key(&code, |it| it.code).ok()?;
    CODES.get(at)
}
