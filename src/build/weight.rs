//! How heavy a portal is, beside what its host takes: GitLab Pages has a largest size, and a
//! pipeline that passes it fails long after the build was right.

use std::cmp::Reverse;

use crate::{
    config::Settings, diag::Diagnostic, picture::Form, render::Output, route::Route,
    snapshot::Site,
};

/// What GitLab takes where its administrator says nothing, in megabytes.
const USUAL: u64 = 100;

/// A megabyte, in bytes.
const MEGABYTE: u64 = 1_000_000;

/// From this part of the limit on it is said, in hundredths.
const NEAR: u64 = 80;

/// How many of the largest files are named.
const NAMED: usize = 10;

/// What is published, by path and length.
#[derive(Debug, Default)]
pub struct Weight {
    files: Vec<(String, u64)>,
    /// Whether something is published of which the length is not known.
    is_least: bool,
}

impl Weight {
    /// Of files whose lengths are known.
    pub fn of(files: impl Iterator<Item = (String, u64)>) -> Self {
        Self { files: files.collect(), is_least: false }
    }

    /// Adds what is at an address and is not written. A picture weighs what is made of it, which
    /// is not known; that of its file where all of it is published.
    pub fn add(&mut self, site: &Site, address: &str, output: &Output) {
        let file = |path: &str| site.files.get(path).map(|it| it.size);
        let length = match output {
            Output::Bytes(bytes) => Some(bytes.len() as u64),
            Output::Picture(path, Form::Clean) => file(path),
            Output::Picture(..) => None,
            Output::File(_) => match site.routes.find(address).map(|it| &it.route) {
                Some(Route::File(path)) => file(path),
                _ => None,
            },
        };
        match length {
            Some(length) => {
                self.files.push((crate::route::file_path(address), length));
            }
            None => self.is_least = true,
        }
    }

    /// Adds all of another.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.is_least |= other.is_least;
        self
    }

    /// What is to be said of it, as the settings judge it.
    pub fn check(&self, settings: &Settings) -> Option<Diagnostic> {
        let given = settings.record.number("size_limit");
        let limit = given.unwrap_or(USUAL);
        let total: u64 = self.files.iter().map(|it| it.1).sum();
        if limit == 0 || total < limit.saturating_mul(MEGABYTE / 100 * NEAR) {
            return None;
        }
        let least = if self.is_least { "at least " } else { "" };
        let whose = if given.is_some() {
            format!("the {limit} MB of `size_limit`")
        } else {
            format!("the {limit} MB that GitLab Pages takes where nobody says otherwise")
        };
        let message = format!("the portal weighs {least}{}, of {whose}", said(total));
        let mut files: Vec<&(String, u64)> = self.files.iter().collect();
        files.sort_unstable_by_key(|it| (Reverse(it.1), &it.0));
        let largest = files.iter().take(NAMED);
        let largest: Vec<String> =
            largest.map(|it| format!("`{}` ({})", it.0, said(it.1))).collect();
        let help = format!(
            "make what is large smaller: {}; or set `size_limit` to what the host takes",
            largest.join(", ")
        );
        let diagnostic = Diagnostic::warning("portal-size", message).help(help);
        settings.judge(match settings.record.span("size_limit") {
            Some(span) => diagnostic.at(span),
            None => diagnostic.in_file("portal.yaml"),
        })
    }
}

/// A number of bytes in words.
fn said(bytes: u64) -> String {
    if bytes < MEGABYTE {
        return format!("{} kB", bytes.div_ceil(1000));
    }
    format!("{}.{} MB", bytes / MEGABYTE, bytes / (MEGABYTE / 10) % 10)
}
