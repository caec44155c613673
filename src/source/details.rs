//! What a page says of a file beside the texts: pages of slides, words of a video.

use std::io::{self, Read};

use super::{Details, captions, decode::decode, document, open, walk::Listed};
use crate::diag::Diagnostic;

/// Longest captions or transcript that are read, in bytes: a day of talk.
const MAX_WORDS: u64 = 1024 * 1024;

/// What is in a file that pages describe; the findings say what is wrong with it.
pub(super) fn of(file: &Listed, found: &mut Vec<Diagnostic>) -> io::Result<Details> {
    let ending = file.path.rsplit_once('.').map_or("", |it| it.1).to_ascii_lowercase();
    let size = file.stamp.size;
    match ending.as_str() {
        "pdf" => {
            let (file, _) = open(&file.disk)?;
            Ok(document::pages(file, size)?.map_or(Details::None, Details::Pages))
        }
        "vtt" if size <= MAX_WORDS => {
            let text = decode(&file.path, &all(file)?).unload(found);
            let words = text.map(|it| captions::read(&file.path, &it, found));
            Ok(words.map_or(Details::None, |it| Details::Words(it.into())))
        }
        // Any text may end so; what is none is published as it is.
        "txt" if size <= MAX_WORDS && !file.path.starts_with("static/") => {
            let text = decode(&file.path, &all(file)?).value;
            let words = text.map(|it| captions::paragraphs(&it));
            Ok(words.map_or(Details::None, |it| Details::Words(it.into())))
        }
        _ => Ok(Details::None),
    }
}

fn all(file: &Listed) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(&file.disk)?.0.take(MAX_WORDS).read_to_end(&mut bytes)?;
    Ok(bytes)
}
