//! Parvis: a static site generator for the portals of communities of practice.
pub mod build;
pub mod cli;
pub mod config;
pub mod content;
pub mod diag;
pub mod portal;
pub mod render;
pub mod route;
pub mod snapshot;
pub mod source;
pub mod theme;
pub mod yaml;
