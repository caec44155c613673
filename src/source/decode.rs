//! Bytes of a file → text, with a message that helps whoever saved it the wrong way.

use std::{borrow::Cow, ops::Range, sync::Arc};

use crate::{
    diag::{Checked, Diagnostic, Edit, Fix, Source, Span, invisible},
    sink::hidden::{hidden, runs_left},
};

/// Largest text file that is read: a list of entries.
pub(super) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// Largest one that is set: a text of three hundred printed pages, a style sheet. A page of it is
/// larger by far, and so is what is known of it while it is made.
const MAX_PAGE: usize = 1024 * 1024;

/// Largest template: what it is compiled to is five hundred times as large, at worst.
const MAX_TEMPLATE: usize = 256 * 1024;

/// How long a text file may be.
pub(super) fn longest(path: &str) -> usize {
    let ending = path.rsplit_once('.').map_or("", |it| it.1);
    let is_set = path == "portal.yaml" || path.starts_with("i18n/");
    let is_list = ending == "yaml" && !is_set;
    let is_picture = ending == "svg";
    let is_template = path.starts_with("themes/") && path.contains("/templates/");
    if is_template {
        return MAX_TEMPLATE;
    }
    if is_list || is_picture { MAX_TEXT } else { MAX_PAGE }
}

/// Most places of one kind that are said of one file.
const MAX_PLACES: usize = 20;

/// Decodes a text file. Line ends become `\n`, a byte-order mark is taken away: neither may
/// change a byte of the output. Nothing comes out when the file is no text.
pub fn decode(path: &Arc<str>, bytes: &[u8]) -> Checked<Option<Arc<str>>> {
    let mut found = Vec::new();
    let fault = |diagnostic: Diagnostic| Checked::new(None, vec![diagnostic]);
    if bytes.len() > longest(path) {
        return fault(too_long(path, bytes.len() as u64));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let zeros = bytes.iter().take(64).filter(|it| **it == 0).count();
    if utf16 || (zeros >= 8 && zeros * 3 > bytes.len().min(64)) {
        let diagnostic = Diagnostic::error("not-utf-8", "the file is in UTF-16 or UTF-32");
        let help = "save it again as UTF-8; Notepad and Excel call it \"UTF-8\"";
        return fault(diagnostic.in_file(Arc::clone(path)).help(help));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => return fault(not_utf8(path, bytes, error)),
        },
    };
    let text: Arc<str> = lines(text).into();
    if let Some(diagnostic) = lfs_pointer(path, &text) {
        return fault(diagnostic);
    }
    let broken =
        bad_characters(path, &text, &mut found) | conflict_markers(path, &text, &mut found);
    Checked::new((!broken).then_some(text), found)
}

/// A text as places in it are counted: each line ends with `\n`, and no mark stands before it.
pub fn lines(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text file that is too long to be read.
pub(super) fn too_long(path: &Arc<str>, size: u64) -> Diagnostic {
    let message = format!("the file has {size} bytes, at most {} are read", longest(path));
    Diagnostic::error("too-long", message)
        .in_file(Arc::clone(path))
        .help("divide it, or publish it as it is from `static/`")
}

fn not_utf8(path: &Arc<str>, bytes: &[u8], error: std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    let byte = bytes.get(at).copied().unwrap_or(0);
    // The rest of the file is shown as Windows-1252 would show it: mostly what was meant.
    let valid = bytes.get(..at).and_then(|it| std::str::from_utf8(it).ok()).unwrap_or("");
    let rest: String =
        bytes.iter().skip(at).take(2000).map(|it| windows_1252(*it)).collect();
    let source = Arc::new(Source::new(Arc::clone(path), format!("{valid}{rest}")));
    let letter = windows_1252(byte);
    let span = Span::new(&source, at..at + letter.len_utf8());
    let diagnostic =
        Diagnostic::error("not-utf-8", format!("the byte 0x{byte:02X} is not UTF-8"));
    if error.error_len().is_none() {
        return diagnostic
            .at(span)
            .note("the file ends within this letter")
            .help("the file is cut off: save it again, or copy it again");
    }
    let diagnostic = diagnostic.at(span);
    if letter == '\u{fffd}' {
        return diagnostic
            .help("open the file in its encoding, and save it again as UTF-8");
    }
    diagnostic
        .note(format!("in Windows-1252 this is `{letter}`"))
        .help("the file seems to be in Windows-1252: save it again as UTF-8")
}

/// The letter of a byte in Windows-1252; U+FFFD for the five that it leaves free.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}',
        'Ž', '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›',
        'œ', '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        it => char::from(it),
    }
}

/// A text that Git LFS has not fetched yet.
pub(super) fn lfs_pointer(path: &Arc<str>, text: &str) -> Option<Diagnostic> {
    text.starts_with("version https://git-lfs.github.com/spec/").then(|| {
        Diagnostic::error(
            "lfs-pointer",
            "the file is a Git LFS pointer, not the file itself",
        )
        .in_file(Arc::clone(path))
        .help("run `git lfs pull`; in CI set `GIT_LFS_SKIP_SMUDGE: \"0\"`")
    })
}

/// How many bytes are looked at together.
const PIECE: usize = 1024;

fn is_forbidden(it: char) -> bool {
    (it < ' ' && it != '\n' && it != '\t') || ('\u{7f}'..='\u{9f}').contains(&it)
}

/// Bytes that only control characters and invisible ones have: nearly every text has none.
fn suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut rest = bytes;
    // Pieces overlap: the last two bytes of each are the first of the next.
    while let Some(piece) = rest.get(..PIECE) {
        if has_suspicious(piece) {
            return true;
        }
        rest = rest.get(PIECE - 2..).unwrap_or(&[]);
    }
    has_suspicious(rest) || matches!(bytes, [.., a, b] if is_pair(*a, *b))
}

/// Letters of two bytes: control characters, what may part a word, joiners of accents, and what
/// turns Arabic.
#[expect(clippy::needless_bitwise_bool, reason = "a branch for each byte would be slow")]
fn is_pair(a: u8, b: u8) -> bool {
    let soft = (a == 0xc2) & ((b < 0xa0) | (b == 0xad));
    soft | ((a == 0xcd) & (b == 0x8f)) | ((a == 0xd8) & (b == 0x9c))
}

/// The same for a piece, but for a letter of two bytes at its end. Nothing in it branches, so
/// that the compiler looks at many bytes at once.
#[expect(clippy::needless_bitwise_bool, reason = "a branch for each byte would be slow")]
fn has_suspicious(piece: &[u8]) -> bool {
    let second = piece.get(1..).unwrap_or(&[]);
    let third = piece.get(2..).unwrap_or(&[]);
    let mut found = 0;
    for it in piece {
        let control = (*it < 0x20) & (*it != b'\n') & (*it != b'\t');
        found |= u8::from(control | (*it == 0x7f));
    }
    for ((a, b), c) in piece.iter().zip(second).zip(third) {
        let turn =
            (*b == 0x80) & (((*c >= 0x8b) & (*c <= 0x8f)) | ((*c >= 0xa8) & (*c <= 0xae)));
        let mark = turn | ((*b == 0x81) & (*c >= 0xa0));
        let mark = (*a == 0xe2) & mark;
        let filler = ((*a == 0xe1) & ((*b == 0x85) | (*b == 0xa0)))
            | ((*a == 0xe3) & (*b == 0x85))
            | ((*a == 0xef) & ((*b == 0xb8) | (*b >= 0xbb)))
            | ((*a == 0xf3) & (*b == 0xa0));
        found |= u8::from(is_pair(*a, *b) | mark | filler);
    }
    found != 0
}

/// Says control characters as errors, invisible ones as warnings.
fn bad_characters(path: &Arc<str>, text: &Arc<str>, found: &mut Vec<Diagnostic>) -> bool {
    if !suspicious(text) {
        return false;
    }
    let source = Arc::new(Source::new(Arc::clone(path), text.as_ref()));
    let span = |at: usize, it: char| Span::new(&source, at..at + it.len_utf8());
    say_hidden(&source, text, found);
    let before = found.len();
    let control = text.char_indices().filter(|it| is_forbidden(it.1));
    for (at, letter) in control.take(MAX_PLACES) {
        let (code, span) = (u32::from(letter), span(at, letter));
        let message = format!("the control character U+{code:04X} is not allowed");
        let diagnostic = Diagnostic::error("control-character", message).at(span.clone());
        // What stands here as the byte of an old encoding was meant as its letter.
        let meant = u8::try_from(code).ok().filter(|it| *it >= 0x80).map(windows_1252);
        let found_here = match meant.filter(|it| *it != '\u{fffd}') {
            Some(it) => diagnostic
                .note(format!("in Windows-1252 this is `{it}`"))
                .help(format!("write `{it}`"))
                .fix(span, it),
            None => diagnostic.note("here").help("remove it").fix(span, ""),
        };
        found.push(found_here);
    }
    found.len() > before
}

/// Says what nobody sees.
fn say_hidden(source: &Arc<Source>, text: &str, found: &mut Vec<Diagnostic>) {
    // Those that stand beside each other are one.
    let mut runs: Vec<(char, Range<usize>)> = Vec::new();
    for (at, letter) in hidden(text) {
        match runs.last_mut() {
            Some((_, last)) if last.end == at => last.end += letter.len_utf8(),
            _ => runs.push((letter, at..at + letter.len_utf8())),
        }
    }
    // Texts that run from right to left may need what turns them.
    let is_rtl = !runs.is_empty() && text.contains(runs_left);
    let turns = |it: char| matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_sure = |it: &char| !(is_rtl && turns(*it));
    let mut runs = runs.into_iter().map(|(it, at)| (it, Span::new(source, at)));
    for (letter, span) in runs.by_ref().take(MAX_PLACES) {
        let fix = is_sure(&letter).then(|| Fix::default().and(span.clone(), ""));
        found.push(invisible(letter, span).fix_if(fix));
    }
    // What is mended is mended everywhere.
    if let Some(last) = found.last_mut()
        && let Some(mut fix) = last.fix.take()
    {
        let runs = runs.filter(|it| is_sure(&it.0));
        fix.edits.extend(runs.map(|it| Edit { span: it.1, text: String::new() }));
        last.fix = Some(fix);
    }
}

/// Says each conflict with both of its ends. A text about Git that shows such lines must indent
/// them: what stands at the start of a line cannot be told from a true conflict.
fn conflict_markers(path: &Arc<str>, text: &Arc<str>, found: &mut Vec<Diagnostic>) -> bool {
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return false;
    }
    let source = Arc::new(Source::new(Arc::clone(path), text.as_ref()));
    let before = found.len();
    let (mut at, mut open) = (0, None);
    let mut say = |from: Span, to: Option<Span>| {
        let mut diagnostic =
            Diagnostic::error("merge-conflict", "a Git conflict was not resolved").at(from);
        if let Some(to) = to {
            diagnostic = diagnostic.note("it starts here").label(to, "it ends here");
        }
        found.push(diagnostic.help(
            "keep one of the two versions and remove the lines of `<`, `=` and `>`; indent such lines where a text shows them",
        ));
    };
    for line in text.split_inclusive('\n') {
        let span = || Span::new(&source, at..at + line.trim_end().len());
        if line.starts_with("<<<<<<< ") {
            if let Some(earlier) = open.replace(span()) {
                say(earlier, None);
            }
        } else if line.starts_with(">>>>>>> ") {
            match open.take() {
                Some(start) => say(start, Some(span())),
                None => say(span(), None),
            }
        }
        at += line.len();
    }
    if let Some(start) = open {
        say(start, None);
    }
    found.len() > before
}

#[cfg(test)]
mod tests {
    use super::{PIECE, is_forbidden, suspicious};
    use crate::sink::hidden::may_hide;

    #[test]
    fn no_forbidden_letter_is_passed_over_wherever_it_stands() {
        let all = ('\0'..=char::MAX).filter(|it| is_forbidden(*it) || may_hide(*it));
        for letter in all {
            for before in [0, 1, PIECE - 4, PIECE - 3, PIECE - 2, PIECE - 1, PIECE] {
                for after in ["", "a", "ab"] {
                    let text = format!("{}{letter}{after}", "a".repeat(before));
                    assert!(suspicious(&text), "{before} {letter:?} {after}");
                }
            }
        }
        assert!(!suspicious(&"L’été « à » – \n\t".repeat(PIECE)));
    }
}
