//! Formulas: TeX between `$` or `$$` → MathML, which browsers set and screen readers read
//! without a script, a style sheet of 20 KB or fonts from elsewhere.
//!
//! The crate is `math-core`. Compared were:
//!
//! - `math-core` 0.5 (MIT): writes MathML Core, which is what browsers implement; says the place
//!   of a fault in bytes of the formula; several releases a year; its tests are the formulas
//!   of Wikipedia. Seven crates at run time, none of them heavy.
//! - `pulldown-latex` 0.8 (MIT): as complete and smaller, but its output needs a style sheet of its
//!   own and fonts, and a fault is a text in the output, without a place.
//! - `latex2mathml` 0.2 (MIT): no release since 2020; panics on unclosed groups.
//! - `katex-rs` 0.3 (MIT): a port of `KaTeX`; its HTML needs `style=`, which the policy of
//!   our pages forbids, and `KaTeX`'s fonts. It pulls in forty crates.
//!
//! What the crate writes is not trusted: [`tree`] takes it when it consists of nothing but an
//! allow-list, and else the formula is shown as it is written, whatever a later version does. It
//! writes `style=` for the columns of matrices and for colors, too: the first become classes of the
//! theme, and colors, which the theme gives, are dropped.

mod quiet;
mod tree;

use std::ops::Range;

use crate::sink::Html;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// Longest formula, in bytes: its tree is walked by recursion.
const MAX_LENGTH: usize = 4_000;

/// How many commands, groups, `^` and `_` may nest: no formula that can be read has more.
const MAX_NESTING: usize = 60;

/// Why a formula cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where, in bytes of the formula; empty at its end.
    pub(super) at: Range<usize>,
    /// What is wrong, as one fact in lower case.
    pub(super) message: String,
}

/// A formula as MathML: every element and attribute is one of the allow-list.
///
/// # Errors
/// The first thing in the formula that is no TeX, or none that is known.
pub(super) fn mathml(tex: &str, block: bool) -> Result<Html, Fault> {
    let whole = |message: &str| Fault { at: 0..tex.len(), message: message.to_owned() };
    if tex.len() > MAX_LENGTH {
        return Err(whole("the formula is longer than 4000 bytes"));
    }
    if nesting(tex) > MAX_NESTING {
        return Err(whole("the formula is nested too deep"));
    }
    let display = if block { MathDisplay::Block } else { MathDisplay::Inline };
    let made = quiet::caught(|| {
        let config = LatexToMathML::new(MathCoreConfig::default()).ok()?;
        Some(config.convert_with_local_counter(tex, display))
    });
    let fault = || whole("the formula cannot be set");
    match made {
        Some(Some(Ok(html))) => tree::checked(&html).ok_or_else(fault),
        Some(Some(Err(error))) => {
            Err(Fault { at: within(tex, &error.0), message: said(&error) })
        }
        Some(None) | None => Err(fault()),
    }
}

/// A place that the crate gave, on letters of the formula.
fn within(tex: &str, at: &Range<usize>) -> Range<usize> {
    let floor = |mut it: usize| {
        it = it.min(tex.len());
        while !tex.is_char_boundary(it) {
            it -= 1;
        }
        it
    };
    let start = floor(at.start);
    start..floor(at.end).max(start)
}

/// What the crate says, as one fact in lower case with names in backticks.
fn said(error: &math_core::LatexError) -> String {
    let text = error.error_message();
    let text = text.trim_end_matches('.').replace(['"', '\''], "`").replace("``", "`");
    if text == "Expected token `}`, but not found" {
        return "the brace `{` has no `}`".to_owned();
    }
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// At least how deep the tree of a formula becomes.
fn nesting(tex: &str) -> usize {
    let (mut depth, mut most, mut chain) = (0_usize, 0_usize, 0_usize);
    for byte in tex.bytes() {
        match byte {
            // `\sqrt\sqrt\sqrt x` and `x^y^z` nest without a bracket.
            b'\\' | b'^' | b'_' => chain += 1,
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                chain = 0;
            }
            b' ' | b'a'..=b'z' | b'A'..=b'Z' => {}
            _ => chain = 0,
        }
        most = most.max(depth).max(chain / 2);
    }
    let begun = tex.matches("\\begin").count().max(tex.matches("\\left").count());
    most.max(begun / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_mathml() {
        assert_eq!(
            mathml(r"x^2", false).unwrap().as_str(),
            "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
        );
        assert_eq!(
            mathml(r"\frac{a}{b}", true).unwrap().as_str(),
            "<math display=\"block\"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
        );
    }

    #[test]
    fn columns_have_classes_and_no_style() {
        let html = mathml(r"\begin{cases} 1 & x \\ 2 & y \end{cases}", true).unwrap();
        let html = html.as_str();
        assert!(html.contains("<mtd class=\"m-left m-pr0\">"), "{html}");
        let html = mathml(r"\begin{array}{l|r} a & b \end{array} \color{red} x", false);
        let html = html.unwrap();
        let html = html.as_str();
        assert!(!html.contains("style=") && !html.contains("#FF"), "{html}");
        let html = mathml(r"\textsc{a} \cancel{b} \text{<i>}", false).unwrap();
        let html = html.as_str();
        assert!(html.contains("class=\"m-caps\""), "{html}");
        assert!(html.contains("&lt;i&gt;"), "{html}");
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = mathml(r"a + \foo b", false).unwrap_err();
        assert_eq!(r"a + \foo b".get(fault.at), Some(r"\foo"));
        assert_eq!(fault.message, r"unknown command `\foo`");
        let fault = mathml(r"\frac{1", false).unwrap_err();
        assert_eq!(fault.at, 7..7);
        assert_eq!(fault.message, "the brace `{` has no `}`");
        assert!(mathml(r"\frac{é}{\bar", false).is_err());
    }

    #[test]
    fn no_formula_ends_the_program() {
        let deep = |open: &str, close: &str| open.repeat(1500) + "x" + &close.repeat(1500);
        for tex in [
            deep("{", "}"),
            deep(r"\sqrt", ""),
            deep("x^", ""),
            deep(r"\left(", r"\right)"),
            r"\begin{matrix}".repeat(250),
            deep(r"\text{", "}"),
            deep("_{", "}"),
            r"\frac".repeat(700),
            r"\over".repeat(700),
            "&".repeat(3000),
            r"\\".repeat(1500),
            "'".repeat(3000),
            r"\not".repeat(900),
            "\u{0}\u{feff}\u{202e}".repeat(100),
            r"\operatorname{\operatorname{x}}".into(),
            r"\begin{".into(),
            r"\color{".into(),
            // Panics where debug assertions of the crate are on.
            "`^<#".into(),
        ] {
            // The stack of a thread of a pool, which is smaller than the main one's.
            let run = std::thread::Builder::new().stack_size(1024 * 1024);
            let run = run.spawn(move || mathml(&tex, true).map(|it| it.len())).unwrap();
            drop(run.join().unwrap());
        }
    }

    #[test]
    fn what_an_author_writes_is_never_markup() {
        for tex in [
            r"\href{javascript:alert(1)}{x}",
            r"\text{<script>alert(1)</script>}",
            r#"\text{" onclick="x}"#,
            r"\htmlClass{x}{y}",
            r"<img src=x onerror=alert(1)>",
            r"\operatorname{<b>}",
            r"\mathrm{</math><script>}",
            r"\begin{array}{c@{<x>}c}1\end{array}",
            r#"\hspace{1em" onload="x}"#,
            r#"\color{red" onload="x}x"#,
            r"\text{\text{</mtext><img>}}",
            r"\unicode{x3c}script",
            r"\char`<",
            "x<!--y-->z",
            "]]><x>",
        ] {
            for block in [false, true] {
                let Ok(html) = mathml(tex, block) else { continue };
                let html = html.as_str();
                let lower = html.to_lowercase();
                for bad in
                    ["<script", "<img", "href", "onclick=\"", "onload=\"", "<!--", "style="]
                {
                    assert!(!lower.contains(bad), "{tex}: {html}");
                }
                // Writing it again changes nothing.
                let again = tree::checked(html).unwrap();
                assert_eq!(again.as_str(), html, "{tex}");
            }
        }
    }
}
