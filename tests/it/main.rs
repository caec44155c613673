//! All integration tests: one binary, through the command and through the library.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on must stop"
)]

mod ahead;
mod architecture;
mod calendars;
mod cli;
mod commands;
mod data;
mod days;
mod determinism;
mod diagnostics;
mod digest;
mod feeds;
mod fix;
mod fixes;
mod fuzz;
mod links;
mod lists;
mod llms;
mod markdown;
mod media;
mod minutes;
mod occurrences;
mod pages;
mod pictures;
mod preview;
mod programme;
mod random;
mod recurrence;
mod reference;
mod results;
mod safety;
mod series;
mod sheets;
mod signals;
mod snapshots;
mod snippets;
mod talks;
mod texts;
mod theme;
mod tracked;
mod tree;
mod typography;
mod upkeep;
mod vitality;
mod weight;
mod works;
