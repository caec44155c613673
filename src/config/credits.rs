//! `photo.jpg.yaml` beside `photo.jpg`: who made a picture, and what may be done with it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    content::{
        field::CREDIT,
        record::{self, Reading, Record},
    },
    diag::{Checked, Diagnostic, Source},
    source::{FileInfo, credited},
    yaml,
};

/// What is said of pictures, by their paths.
pub type Credits = BTreeMap<Arc<str>, Record>;

/// Reads all files beside pictures.
pub fn credits(
    texts: &BTreeMap<Arc<str>, Arc<str>>,
    files: &BTreeMap<Arc<str>, FileInfo>,
) -> Checked<Credits> {
    let mut credits = Credits::new();
    let mut found = Vec::new();
    for (path, text) in texts {
        let Some(picture) = credited(path) else { continue };
        let Some((picture, _)) = files.get_key_value(picture) else {
            found.push(alone(path, picture));
            continue;
        };
        let source = Arc::new(Source::new(Arc::clone(path), Arc::clone(text)));
        let Some(node) = yaml::parse(&source, 0..text.len()).unload(&mut found) else {
            continue;
        };
        let head = record::head(&source);
        let reading =
            Reading { what: "the credit", localized: true, complete: true, head: &head };
        let record = record::read(&node, CREDIT, reading).unload(&mut found);
        credits.insert(Arc::clone(picture), record);
    }
    Checked::new(credits, found)
}

fn alone(path: &Arc<str>, picture: &str) -> Diagnostic {
    let name = picture.rsplit('/').next().unwrap_or(picture);
    Diagnostic::warning(
        "ignored-file",
        format!("there is no image `{name}` beside this file"),
    )
    .in_file(Arc::clone(path))
    .help(format!("put `{name}` beside it, or remove the file"))
}
