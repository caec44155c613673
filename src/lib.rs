//! Parvis: a static site generator for the portals of communities of practice.
pub mod diag;
pub mod yaml;
