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
//! | images and drawings | `diagnostics::c_images`, `tests/metadata.sh` |

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
mod fuel;
mod fuzz;
mod hostile;
mod payloads;
mod portal;
mod sources;
mod templates;
