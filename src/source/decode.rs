//! Bytes of a file → text, with a message that helps whoever saved it the wrong way.

use std::sync::Arc;

use crate::diag::{Checked, Diagnostic, Source, Span};

/// Largest text file that is read.
pub(super) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// Decodes a text file. Line ends become `\n`, a byte-order mark is taken away: neither may
/// change a byte of the output. Nothing comes out when the file is no text.
pub fn decode(path: &Arc<str>, bytes: &[u8]) -> Checked<Option<Arc<str>>> {
    let mut found = Vec::new();
    let fault = |diagnostic: Diagnostic| Checked::new(None, vec![diagnostic]);
    if bytes.len() > MAX_TEXT {
        let message =
            format!("the file has {} bytes, at most {MAX_TEXT} are read", bytes.len());
        return fault(Diagnostic::error("too-long", message).in_file(Arc::clone(path)));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let zeros = bytes.iter().take(64).filter(|it| **it == 0).count();
    if utf16 || (zeros >= 8 && zeros * 3 > bytes.len().min(64)) {
        let diagnostic = Diagnostic::error("not-utf-8", "the file is in UTF-16 or UTF-32");
        return fault(diagnostic.in_file(Arc::clone(path)).help("save it again as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return fault(not_utf8(path, bytes, error.valid_up_to())),
    };
    let text: Arc<str> = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    };
    if let Some(diagnostic) = lfs_pointer(path, &text) {
        return fault(diagnostic);
    }
    let broken = control_characters(path, &text, &mut found)
        | conflict_markers(path, &text, &mut found);
    Checked::new((!broken).then_some(text), found)
}

fn not_utf8(path: &Arc<str>, bytes: &[u8], at: usize) -> Diagnostic {
    let byte = bytes.get(at).copied().unwrap_or(0);
    // The rest of the file is shown as Windows-1252 would show it: mostly what was meant.
    let valid = bytes.get(..at).and_then(|it| std::str::from_utf8(it).ok()).unwrap_or("");
    let rest: String = bytes.iter().skip(at).map(|it| char::from(*it)).collect();
    let source = Arc::new(Source::new(
        Arc::clone(path),
        format!("{valid}{rest}").replace("\r\n", "\n"),
    ));
    let start = valid.replace("\r\n", "\n").len();
    let length = char::from(byte).len_utf8();
    let latin = byte >= 0xa0;
    let help = if latin {
        "the file seems to be in Windows-1252; save it again as UTF-8"
    } else {
        "save it again as UTF-8"
    };
    Diagnostic::error("not-utf-8", format!("the byte 0x{byte:02X} is not UTF-8"))
        .at(Span::new(&source, start..start + length))
        .help(help)
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

fn is_bidi(it: char) -> bool {
    matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Says the first control character as an error, the first bidi override as a warning.
fn control_characters(
    path: &Arc<str>,
    text: &Arc<str>,
    found: &mut Vec<Diagnostic>,
) -> bool {
    // Nearly every file passes this scan of bytes; only the others are looked at closely.
    let suspicious = text.bytes().any(|it| {
        (it < 0x20 && it != b'\n' && it != b'\t') || it == 0x7f || it == 0xe2 || it == 0xef
    });
    if !suspicious {
        return false;
    }
    let control = text
        .char_indices()
        .find(|it| (it.1 < ' ' && it.1 != '\n' && it.1 != '\t') || it.1 == '\u{7f}');
    let bidi = text.char_indices().find(|it| is_bidi(it.1));
    if control.is_none() && bidi.is_none() {
        return false;
    }
    let source = Arc::new(Source::new(Arc::clone(path), text.as_ref()));
    let span = |at: usize, it: char| Span::new(&source, at..at + it.len_utf8());
    if let Some((at, it)) = bidi {
        let message = format!(
            "the invisible character U+{:04X} can make text read other than it is",
            u32::from(it)
        );
        found.push(
            Diagnostic::warning("invisible-character", message)
                .at(span(at, it))
                .help("remove it"),
        );
    }
    if let Some((at, it)) = control {
        let message =
            format!("the control character U+{:04X} is not allowed", u32::from(it));
        found.push(
            Diagnostic::error("control-character", message)
                .at(span(at, it))
                .help("remove it"),
        );
    }
    control.is_some()
}

fn conflict_markers(path: &Arc<str>, text: &Arc<str>, found: &mut Vec<Diagnostic>) -> bool {
    if !text.contains("<<<<<<< ") || !text.contains("\n>>>>>>> ") {
        return false;
    }
    let starts = |marker: &str| {
        if text.starts_with(marker) {
            Some(0)
        } else {
            text.find(&format!("\n{marker}")).map(|it| it + 1)
        }
    };
    let (Some(from), Some(to)) = (starts("<<<<<<< "), starts(">>>>>>> ")) else {
        return false;
    };
    let source = Arc::new(Source::new(Arc::clone(path), text.as_ref()));
    found.push(
        Diagnostic::error("merge-conflict", "a Git conflict was not resolved")
            .at(Span::new(&source, from..from + 7))
            .label(Span::new(&source, to..to + 7), "it ends here")
            .help("keep one of the two versions and remove the lines of `<`, `=` and `>`"),
    );
    true
}
