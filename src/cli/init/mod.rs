//! `parvis init`: a small portal with comments that teach. Its files are real ones, in the folder
//! `portal` beside this file. All of them are written, or none; nothing is overwritten.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use include_dir::{Dir, include_dir};
use jiff::{
    ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};

use super::{
    environment,
    schema::{self, Part},
    terminal::{self, Terminal},
};
use crate::source::{Astray, place};

static PORTAL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init/portal");

/// The day on which the files were written; they are brought to today's.
const WRITTEN: Date = date(2026, 6, 16);
/// The time zone of the new portal.
const ZONE: &str = "Europe/Paris";

/// Schemas that the modelines of the files name.
const SCHEMAS: [(&str, Part); 3] = [
    (".schemas/portal.json", Part::Settings),
    (".schemas/topics.json", Part::Topics),
    (".schemas/people.json", Part::People),
];

/// What stands in many a new clone, and what a portal does without.
const LEFT_ALONE: &str = ".gitignore";

pub(super) fn init(dir: &Path) -> u8 {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let today = match environment::today(None, &zone) {
        Ok(today) => today,
        Err(error) => return terminal::usage(&error, None),
    };
    let is_taken = |it: &&(String, String)| dir.join(&it.0).symlink_metadata().is_ok();
    let (left, files): (Vec<_>, Vec<_>) =
        files(today).into_iter().partition(|it| it.0 == LEFT_ALONE && is_taken(&it));
    let taken = files.iter().find(is_taken).map(|it| dir.join(&it.0));
    if let Some(taken) = taken {
        let message = format!("`{}` exists already", taken.display());
        return terminal::usage(&message, Some("name a new folder; nothing was written"));
    }
    if let Err(astray) = places(dir, &files) {
        return terminal::usage(&astray.to_string(), Some(Astray::HELP));
    }
    match write(dir, &files) {
        Ok(()) => {
            for it in &left {
                Terminal::new(false).done(&advice(it));
            }
            Terminal::new(false).done(&format!(
                "made a portal in `{0}`; next: parvis serve {0} --open",
                dir.display()
            ));
            0
        }
        Err((path, error)) => {
            terminal::error(&format!("cannot write `{}`: {error}", path.display()), None);
            if error.kind() == io::ErrorKind::AlreadyExists { 2 } else { 3 }
        }
    }
}

/// Looks for links that would lead files out of the folder, which may be a clone.
fn places(dir: &Path, files: &[(String, String)]) -> Result<(), Astray> {
    // What is not there has no links in it.
    let Ok(root) = dir.canonicalize() else { return Ok(()) };
    files.iter().try_for_each(|(path, _)| place(&root, path).map(drop))
}

/// What a file of the folder should have of ours.
fn advice((path, text): &(String, String)) -> String {
    let lines = text.lines().filter(|it| it.starts_with('/'));
    let lines: Vec<String> = lines.map(|it| format!("`{it}`")).collect();
    format!("`{path}` was left as it is: it needs {}", lines.join(", "))
}

fn files(today: Date) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&PORTAL, today, &mut files);
    files.extend(SCHEMAS.map(|(path, part)| (path.to_owned(), schema::text(Some(part)))));
    files
}

fn collect(dir: &Dir<'_>, today: Date, files: &mut Vec<(String, String)>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy();
        let text = file.contents_utf8().unwrap_or_default();
        files.push((brought_to(&path, today), brought_to(text, today)));
    }
    dir.dirs().for_each(|it| collect(it, today, files));
}

/// Moves every date by the same number of weeks, so that the meeting is still to come, on the
/// same day of the week, and the retex are recent.
fn brought_to(text: &str, today: Date) -> String {
    let weeks = (today - WRITTEN).get_days().div_euclid(7);
    let (mut moved, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let day = rest.get(..10).and_then(|it| it.parse::<Date>().ok());
        let later = day.and_then(|it| it.checked_add(weeks.weeks()).ok());
        let length = if let Some(later) = later {
            moved.push_str(&later.to_string());
            10
        } else {
            moved.push(first);
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or("");
    }
    moved
}

/// Writes all files; when one cannot be written, takes back what was.
fn write(dir: &Path, files: &[(String, String)]) -> Result<(), (PathBuf, io::Error)> {
    let mut made = Vec::new();
    let done = files.iter().try_for_each(|(path, text)| {
        let file = dir.join(path);
        one(&file, text, &mut made).map_err(|error| (file, error))
    });
    if done.is_err() {
        for path in made.iter().rev() {
            let removed =
                if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
            if let Err(error) = removed {
                log::debug!("{}: {error}", path.display());
            }
        }
    }
    done
}

fn one(file: &Path, text: &str, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let above: Vec<&Path> = file.ancestors().skip(1).collect();
    for folder in above.into_iter().rev().filter(|it| !it.as_os_str().is_empty()) {
        if !folder.exists() {
            fs::create_dir(folder)?;
            made.push(folder.to_owned());
        }
    }
    let mut open = File::create_new(file)?;
    made.push(file.to_owned());
    open.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_brought_to_today_and_keep_their_weekday() {
        let text = "start: 2026-07-07T12:30 é 2026-13-01 12026-07-07";
        let moved = brought_to(text, date(2027, 1, 1));
        assert_eq!(moved, "start: 2027-01-19T12:30 é 2026-13-01 12027-01-19");
        assert_eq!(date(2027, 1, 19).weekday(), date(2026, 7, 7).weekday());
        assert_eq!(brought_to(text, WRITTEN), text);
        assert_eq!(brought_to("2026-07-07", date(2026, 6, 15)), "2026-06-30");
    }
}
