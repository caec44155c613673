//! Markdown as others specify it: `CommonMark`, GFM, and inputs that other parsers choked on.

mod commonmark;
mod generated;
mod gfm;
mod pathological;
mod plain;
mod words;
