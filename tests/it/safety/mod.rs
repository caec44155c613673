//! Nothing that an author writes runs: the types, the templates, and attacks on all of it.

mod bodies;
mod dom;
mod payloads;
mod sources;
mod templates;
