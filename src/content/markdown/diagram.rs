//! Diagrams described as text: their source is shown, with a note that says what it is.
//!
//! They are not drawn. In November 2026 these crates could, and none well enough for a page that
//! its author cannot check line by line and whose authors are not trusted:
//!
//! - `mermaid-rs-renderer` 0.3.1 (MIT, 39 crates, kept): ten kinds of diagrams were tried.
//!   Charts of flows, classes and states came out well; in a sequence the frame of `alt` went around
//!   messages before it, which says something else than the author did; a pie had no size. A chart
//!   of 50 nodes and 100 edges took 3.6 s, one of 200 nodes 20 s: nothing can stop it, so
//!   one page of a stranger could stop a build. It measures texts with the fonts of the
//!   machine (unless told to guess), and publishes `click A "javascript:…"` as it is.
//! - `merman` 0.10 (MIT OR Apache-2.0, kept): an alpha; in the editor that uses it the layout of
//!   some chart did not end.
//! - `flowmaid` 0.33: GPL-3.0, which our licences exclude.
//! - `layout-rs` 0.1.3 (MIT) for `dot`: no nested graphs and no HTML in labels, as it says itself.
//!
//! A picture of the diagram beside the text (`![…](diagram.svg)`) is shown, and is checked to
//! be safe, as any image. The choice is worth another look when one of them can be bounded.

/// Languages of diagrams, in order.
const LANGUAGES: &[&str] =
    &["bpmn", "d2", "ditaa", "dot", "graphviz", "mermaid", "nomnoml", "plantuml", "puml"];

/// Whether a code block describes a diagram.
pub(super) fn is_diagram(lang: &str) -> bool {
    LANGUAGES.binary_search(&lang).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, is_diagram};

    #[test]
    fn languages_are_in_order() {
        assert!(LANGUAGES.is_sorted());
        assert!(is_diagram("mermaid") && !is_diagram("rust"));
    }
}
