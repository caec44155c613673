//! Nothing that an author writes runs: the types, the templates, and attacks on all of it.
//!
//! Each syntax that is written, and where its guard is tested:
//!
//! | syntax | tests |
//! |---|---|
//! | text and attributes of HTML | [`fuzz`] (what is escaped reads as what it was), [`sources`], [`templates`] |
//! | addresses in HTML | [`crate::fuzz`] (followed as browsers do), `diagnostics::b_addresses` (each spelling, each place) |
//! | raw HTML in Markdown, cleaned and as text | [`bodies`], [`fuzz`] (cleaned twice), [`portal`] |
//! | info strings, ids, labels, names of files, alternative texts, titles | [`payloads`] (each is a place), [`portal`] |
//! | JSON in a page | [`dom`] (read as a browser does), [`portal`] (its escaper broken), `parvis::sink` |
//! | JSON of feeds and lists | [`portal`] (each file is read), `crate::data` (hostile titles) |
//! | XML of feeds and maps | [`fuzz`] (read by another parser), `tests/browser` (two parsers of feeds) |
//! | names of files of the output | [`crate::fuzz`] (a slug is never a path), `diagnostics::a_slugs` |
//! | Markdown, plain text, HTML and headers of e-mail | `crate::digest` (what a letter consists of stays the same), `parvis::sink`, `tests/mail.py` |
//! | headers of HTTP | `parvis::serve::http` (targets with line ends are refused) |
//! | a terminal | [`crate::fuzz`] (no text steers it), `parvis::sink::plain` |
//! | the page of an error in the preview | `parvis::serve::overlay` (no text becomes markup) |
//! | images and drawings | `diagnostics::c_images`, [`attacks`], `tests/metadata.sh` |
//!
//! What else a merge request, or a machine, was seen to try:
//!
//! | attack | tests |
//! |---|---|
//! | drawings that act | [`attacks`] |
//! | `.gz`, `.br`, bytes that a host takes for a page, `_redirects`, `.well-known`, `CNAME` | `diagnostics::d_active` |
//! | files that git tracks of an output, a cache or a tool | `crate::tracked`, `tests/gitlab-ci.sh` |
//! | files without an end of work | [`hostile`], [`fuel`], `diagnostics::a_limits` |
//! | folders with hidden names of ours, links as outputs, links to write through | [`attacks`], `parvis::build::staging` |
//! | links in the cache, code and pictures of others in it | `parvis::build`, `parvis::picture`, `parvis::content::markdown` |
//! | links that take the place of a file while it is read | `parvis::source` |
//! | profiles of pictures that grow when they are unpacked | `parvis::picture` |
//! | cells of a table that a spreadsheet takes for formulas | `parvis::sink` |
//! | pages, drawings and workers in the preview | `parvis::serve::http`, `tests/preview-blind.sh` |

#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::collapsible_match,
    reason = "tests put texts together, and say what they look for plainly"
)]

mod allowed;
mod attacks;
mod bodies;
mod dom;
mod fuel;
mod fuzz;
mod hostile;
mod payloads;
mod portal;
mod sources;
mod templates;
