//! Nothing that an author writes runs: the types, the templates, and attacks on all of it.

#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::collapsible_match,
    reason = "tests put texts together, and say what they look for plainly"
)]

mod allowed;
mod bodies;
mod dom;
mod fuzz;
mod payloads;
mod portal;
mod sources;
mod templates;
