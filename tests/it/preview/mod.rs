//! The preview, as a browser and an editor meet it: over its port and through its folder.
//!
//! - `oracle` knows what must be shown: what a workspace that never saw the folder before makes
//!   of it. Everything else is compared with that.
//! - `model` runs scripts of edits that chance writes, and compares after each.
//! - the other modules say one thing each that no comparison of pages can: what a tab is told,
//!   what a request costs, what many clients do to one another.

#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the names of these files are our own"
)]

mod client;
mod edits;
mod folder;
mod harness;
mod held;
mod load;
mod model;
mod moves;
mod oracle;
mod parity;
mod sample;
mod saves;
mod streams;
mod watching;
