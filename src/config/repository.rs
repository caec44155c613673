//! The repository of `portal.yaml`: what "edit this page" begins with.

use super::address::has_dots;
use crate::{content::record::Record, diag::Diagnostic, yaml::shorten};

/// A branch that is none, and an address that leads out of itself.
pub(super) fn check(record: &Record) -> Vec<Diagnostic> {
    let Some(repository) = record.map("repository") else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(branch) = repository.node("branch")
        && let Some(text) = branch.text().filter(|it| !is_branch(it))
    {
        let message = format!("`{}` is not the name of a branch", shorten(text));
        let help = "write the name as `git branch` shows it, such as `main`";
        let diagnostic = Diagnostic::error("wrong-type", message).help(help);
        found.push(diagnostic.at(branch.span.clone()));
    }
    if let Some(url) = repository.node("url")
        && url.text().is_some_and(has_dots)
    {
        let message =
            format!("`{}` has a path with `..`", shorten(url.text().unwrap_or("")));
        let diagnostic =
            Diagnostic::error("bad-url", message).help("write the path as it is");
        found.push(diagnostic.at(url.span.clone()));
    }
    found
}

/// Whether git takes a name for a branch (git-check-ref-format(1)).
fn is_branch(name: &str) -> bool {
    let is_bad =
        |it: char| it.is_control() || it.is_whitespace() || "~^:?*[\\".contains(it);
    let is_part = |it: &str| {
        let ending = it.rsplit_once('.').map_or("", |it| it.1);
        !it.is_empty() && !it.starts_with('.') && ending != "lock"
    };
    name != "@"
        && !name.starts_with('-')
        && !name.ends_with('.')
        && !name.contains(is_bad)
        && !name.contains("..")
        && !name.contains("@{")
        && name.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::{has_dots, is_branch};

    #[test]
    fn a_branch_is_what_git_takes_for_one() {
        for name in ["main", "release/2026.1", "a-b_c", "été", "feature#12", "a@b", "100%"]
        {
            assert!(is_branch(name), "{name}");
        }
        for name in [
            "",
            "@",
            ".",
            "..",
            "../../../../evil",
            "a/../b",
            "a/./b",
            "/a",
            "a/",
            "a//b",
            "-a",
            ".a",
            "a/.b",
            "a.",
            "a.lock",
            "a.lock/b",
            "a b",
            "a~1",
            "a^",
            "a:b",
            "a?b",
            "a*",
            "a[b",
            "a\\b",
            "a@{b",
            "a\tb",
        ] {
            assert!(!is_branch(name), "{name}");
        }
    }

    #[test]
    fn dots_are_seen_in_every_spelling() {
        for path in ["https://a.example/b/../c", "/.", "/%2E%2e/x", "/a/.%2e", "a\\..\\b"] {
            assert!(has_dots(path), "{path}");
        }
        assert!(!has_dots("https://a.example/a..b/.c/...") && !has_dots(""));
    }
}
