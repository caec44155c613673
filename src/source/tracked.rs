//! What git tracks and must not: what a build makes, keeps or runs, so that a merge request
//! would choose it.
//!
//! The index is read, and git is not asked: a program of the `PATH`, with the settings of the
//! repository, is what a stranger may have brought. Its form is fixed (gitformat-index(5)).
//! An index that cannot be read says nothing.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use crate::diag::Diagnostic;

/// Largest index that is read, in bytes: that of half a million files.
const MAX_INDEX: u64 = 64 * 1024 * 1024;

/// An error for each file or folder at the portal's root that only this machine may make.
pub(super) fn check(root: &Path) -> Vec<Diagnostic> {
    let Some((repository, index)) = index_of(root) else { return Vec::new() };
    let Ok(below) = root.strip_prefix(&repository) else { return Vec::new() };
    let below = below.to_string_lossy().into_owned();
    let prefix = if below.is_empty() { below } else { format!("{below}/") };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in names(&index).unwrap_or_default() {
        let name = String::from_utf8_lossy(&name).into_owned();
        let Some(name) = name.strip_prefix(&prefix) else { continue };
        let top = name.split('/').next().unwrap_or(name);
        if is_made(top) {
            *counts.entry(top.to_owned()).or_default() += 1;
        }
    }
    let say = |(top, count): (String, usize)| {
        let files = if count == 1 { "a file" } else { "files" };
        let message = format!("git tracks {files} of `{top}`, which a build makes or runs");
        Diagnostic::error("tracked-output", message).in_file(top.clone()).help(format!(
            "run `git rm -r --cached {top}`, and add `/{top}` to `.gitignore`"
        ))
    };
    counts.into_iter().map(say).collect()
}

/// Whether a name at the root is for what a build makes, keeps or runs.
fn is_made(top: &str) -> bool {
    let top = top.to_ascii_lowercase();
    matches!(
        &*top,
        "public"
            | ".parvis-cache"
            | ".cargo"
            | ".rustup"
            | "rust-toolchain"
            | "rust-toolchain.toml"
    ) || top.starts_with(".public.")
}

/// The repository that a folder is in, and its index.
fn index_of(root: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let repository = root.ancestors().find(|it| it.join(".git").exists())?;
    let mut git = repository.join(".git");
    if git.is_file() {
        // A worktree: the file says where its folder is.
        let text = String::from_utf8(read(&git, 4096)?).ok()?;
        git = repository.join(text.strip_prefix("gitdir: ")?.trim_end());
    }
    Some((repository.to_owned(), read(&git.join("index"), MAX_INDEX)?))
}

fn read(path: &Path, most: u64) -> Option<Vec<u8>> {
    let (file, meta): (File, _) = super::place::open_anywhere(path).ok()?;
    let mut bytes = Vec::new();
    (meta.len() <= most).then_some(())?;
    file.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The names in an index.
fn names(index: &[u8]) -> Option<Vec<Vec<u8>>> {
    // The names of objects have 20 bytes, or 32 in a repository of SHA-256.
    [20, 32].iter().find_map(|it| names_with(index, *it))
}

fn names_with(index: &[u8], hash: usize) -> Option<Vec<Vec<u8>>> {
    let rest = index.strip_prefix(b"DIRC")?;
    let (version, rest) = rest.split_first_chunk::<4>()?;
    let (count, mut rest) = rest.split_first_chunk::<4>()?;
    let version = u32::from_be_bytes(*version);
    (2..=4).contains(&version).then_some(())?;
    let (mut all, mut last) = (Vec::new(), Vec::new());
    for _ in 0..u32::from_be_bytes(*count) {
        let start = rest;
        // Ten numbers of four bytes, the object, and the flags.
        let (_, tail) = rest.split_at_checked(40 + hash)?;
        let (flags, mut tail) = tail.split_first_chunk::<2>()?;
        if flags[0] & 0x40 != 0 {
            (_, tail) = tail.split_at_checked(2)?;
        }
        if version == 4 {
            let (strip, behind) = number(tail)?;
            last.truncate(last.len().checked_sub(strip)?);
            tail = behind;
        } else {
            last.clear();
        }
        let length = memchr::memchr(0, tail)?;
        let (name, behind) = tail.split_at_checked(length)?;
        last.extend(name);
        rest = behind.get(1..)?;
        if version != 4 {
            // Entries end at a multiple of eight bytes, with one zero at least.
            let used = start.len() - behind.len();
            rest = start.get(used / 8 * 8 + 8..)?;
        }
        let is_length = usize::from(u16::from_be_bytes(*flags) & 0xfff);
        (is_length == last.len().min(0xfff)).then_some(())?;
        all.push(last.clone());
    }
    Some(all)
}

/// A number as git packs it: seven bits a byte, one more for each byte that follows.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value = value.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
        if byte & 0x80 == 0 {
            return Some((value, bytes.get(at + 1..)?));
        }
        value += 1;
    }
    None
}
