//! Writes what was planned: a new file, or new lines at the end of one, or nothing at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    super::{
        environment,
        terminal::{self, Terminal},
    },
    Known, Planned,
};
use crate::{
    diag::Diagnostic,
    source::{self, Astray},
};

pub(super) fn write(known: &Known, plan: &Planned) -> Result<u8, u8> {
    let file = place(&known.root, &plan.path)?;
    let old = known.text(&plan.path).filter(|_| plan.path == "topics.yaml");
    let added = match old {
        // As it is on the disk, for its line ends.
        Some(_) => item_for(&raw(&file)?, &plan.text),
        None => plan.text.clone(),
    };
    let whole = format!("{}{}", old.unwrap_or(""), added.replace("\r\n", "\n"));
    let found = known.errors_with(&plan.path, &whole);
    if !found.is_empty() {
        Terminal::new(false).diagnostics(&found, false);
        return Err(refused(&found, &plan.path));
    }
    let written = match old {
        Some(_) => append(&file, &added),
        None => create(&file, &added),
    };
    match written {
        Ok(()) => {
            let code = terminal::product(&shown(&file));
            if old.is_none() {
                next(&shown(&file), plan.text.contains("\ndraft: true\n"));
            }
            Ok(code)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(terminal::usage(
            &format!("`{}` exists already", plan.path),
            Some("give another title"),
        )),
        Err(error) => Err(unwritable(&file, &error)),
    }
}

/// Says what comes next; the file's name alone is what was asked for.
fn next(file: &str, is_draft: bool) {
    let terminal = Terminal::new(false);
    let quoted = if file.contains(char::is_whitespace) {
        format!("\"{file}\"")
    } else {
        file.to_owned()
    };
    let drafts = if is_draft { "--drafts " } else { "" };
    terminal
        .done(&format!("write into it, and see it: parvis serve {drafts}--open {quoted}"));
    if is_draft {
        terminal.done("it is a draft: remove its line `draft: true` to publish it");
    }
}

/// Writes a new file that causes no error; gives it as the user would type it.
pub(in crate::cli) fn create_right(
    known: &Known,
    path: &str,
    text: &str,
) -> Result<String, u8> {
    let found = known.errors_with(path, text);
    if !found.is_empty() {
        Terminal::new(false).diagnostics(&found, false);
        return Err(refused(&found, path));
    }
    let file = place(&known.root, path)?;
    match create(&file, text) {
        Ok(()) => Ok(shown(&file)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(terminal::usage(&format!("`{path}` exists already"), None))
        }
        Err(error) => Err(unwritable(&file, &error)),
    }
}

/// Where a file of the portal is or will be; refuses what a link leads out of it.
pub(in crate::cli) fn place(root: &Path, path: &str) -> Result<PathBuf, u8> {
    source::place(root, path)
        .map_err(|error| terminal::usage(&error.to_string(), Some(Astray::HELP)))
}

fn refused(found: &[Diagnostic], path: &str) -> u8 {
    let message = format!(
        "nothing was written: `{path}` would have {}",
        terminal::count(found.len(), "error")
    );
    terminal::usage(&message, None)
}

/// The item as the list is written: its line ends, its indentation.
fn item_for(old: &str, item: &str) -> String {
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let first = old.lines().find(|it| it.trim_start().starts_with("- "));
    let indent: String =
        first.map_or("", |it| it).chars().take_while(|it| *it == ' ').collect();
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { end };
    let lines = item.lines().map(|it| format!("{indent}{it}{end}"));
    std::iter::once(gap.to_owned()).chain(lines).collect()
}

fn raw(file: &Path) -> Result<String, u8> {
    let bytes = fs::read(file).map_err(|it| unwritable(file, &it))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn unwritable(file: &Path, error: &io::Error) -> u8 {
    terminal::error(&format!("cannot write `{}`: {error}", file.display()), None);
    3
}

fn create(file: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(file))?;
    let written = File::create_new(file)?.write_all(text.as_bytes());
    if written.is_err() {
        // Half a file would be an error of the portal.
        fs::remove_file(file)?;
    }
    written
}

fn append(file: &Path, text: &str) -> io::Result<()> {
    let mut open = OpenOptions::new().append(true).open(file)?;
    let length = open.metadata()?.len();
    let written = open.write_all(text.as_bytes());
    if written.is_err() {
        open.set_len(length)?;
    }
    written
}

/// As the user would type it.
pub(in crate::cli) fn shown(file: &Path) -> String {
    let cwd = environment::cwd().and_then(|it| it.canonicalize().ok());
    let inside = cwd.as_deref().and_then(|it| file.strip_prefix(it).ok());
    inside.unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::item_for;

    #[test]
    fn an_item_is_written_as_its_list_is() {
        assert_eq!(item_for("- id: a\n", "- id: b\n  label: B\n"), "- id: b\n  label: B\n");
        assert_eq!(item_for("  - id: a\r\n", "- id: b\n"), "  - id: b\r\n");
        assert_eq!(item_for("- id: a", "- id: b\n"), "\n- id: b\n");
        assert_eq!(item_for("", "- id: b\n"), "- id: b\n");
    }
}
