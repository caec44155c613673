//! SVG: what is drawn, without what a program writes beside it: comments, `<metadata>`, and
//! whatever has a name of another vocabulary (names of layers, paths of the author's disk).
//!
//! That nothing in a drawing acts was looked at when it was read. Titles and descriptions stay:
//! they are texts for readers.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::Format;
use crate::source::markup::{Piece, Tag, scan};

/// Vocabularies that a browser draws with: SVG, its links, and what XML itself has.
const DRAWN: &[&str] = &[
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
];

/// The drawing alone; nothing when its elements do not end.
pub(super) fn clean(text: &str) -> Option<String> {
    let mut cleaner = Cleaner { prefixes: vec!["xml".to_owned()], skipped: 0 };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tail) = rest.split_at_checked(open)?;
        if cleaner.skipped == 0 {
            out.push_str(before);
        }
        let length = length(tail)?;
        let (piece, behind) = tail.split_at_checked(length)?;
        cleaner.piece(piece, &mut out);
        rest = behind;
    }
    if cleaner.skipped > 0 {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// How long a piece is that begins with `<`.
fn length(tail: &str) -> Option<usize> {
    let closed = |end: &str| tail.find(end).map(|it| it + end.len());
    if tail.starts_with("<!--") {
        return closed("-->");
    }
    if tail.starts_with("<![CDATA[") {
        return closed("]]>");
    }
    if tail.starts_with("<?") {
        return closed("?>");
    }
    // In quotes, `>` ends nothing.
    let mut quote = None;
    tail.char_indices().find_map(|(at, it)| {
        match (quote, it) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(it),
            (Some(open), _) if open == it => quote = None,
            _ => {}
        }
        None
    })
}

struct Cleaner {
    /// Prefixes of names that a browser draws with.
    prefixes: Vec<String>,
    /// How many elements are open of one that is left out.
    skipped: usize,
}

impl Cleaner {
    fn piece(&mut self, piece: &str, out: &mut String) {
        let is_kept = self.skipped == 0;
        if piece.starts_with("<!--") {
            return;
        }
        if piece.starts_with("<?") {
            // What a packet of XMP begins and ends with is one, too.
            if is_kept && piece.strip_prefix("<?xml").is_some_and(|it| it.starts_with(' '))
            {
                out.push_str(piece);
            }
            return;
        }
        if piece.starts_with("</") {
            if is_kept {
                out.push_str(piece);
            }
            self.skipped = self.skipped.saturating_sub(1);
            return;
        }
        let is_open = !piece.ends_with("/>");
        match scan(piece).first() {
            Some(Piece::Open(tag)) if !is_kept || self.is_foreign(piece, tag) => {
                self.skipped += usize::from(is_open);
            }
            Some(Piece::Open(tag)) => self.tag(piece, tag, out),
            _ if is_kept => out.push_str(piece),
            _ => {}
        }
    }

    /// Whether an element draws nothing; learns which prefixes do.
    fn is_foreign(&mut self, piece: &str, tag: &Tag) -> bool {
        let mut is_other = false;
        for it in &tag.attributes {
            let name = name(piece.get(it.range.clone()).unwrap_or(""));
            let is_drawn = DRAWN.contains(&it.value.as_str());
            match name.strip_prefix("xmlns") {
                Some("") => is_other = !is_drawn,
                Some(rest) if is_drawn => {
                    self.prefixes.extend(rest.strip_prefix(':').map(str::to_owned));
                }
                _ => {}
            }
        }
        let written = name(piece.strip_prefix('<').unwrap_or(piece));
        is_other || tag.name == "metadata" || !self.is_drawn(written)
    }

    fn is_drawn(&self, name: &str) -> bool {
        name.split_once(':')
            .is_none_or(|it| self.prefixes.iter().any(|known| known == it.0))
    }

    /// A tag, less the attributes of other vocabularies.
    fn tag(&self, piece: &str, tag: &Tag, out: &mut String) {
        let mut from = 0;
        for it in &tag.attributes {
            let written = piece.get(it.range.clone()).unwrap_or("");
            let before = piece.get(from..it.range.start).unwrap_or("");
            from = it.range.end;
            let name = name(written);
            if !name.starts_with("xmlns:") && !self.is_drawn(name) {
                out.push_str(before.trim_end());
                continue;
            }
            out.push_str(before);
            match embedded(&it.value) {
                Some(picture) if it.name == "href" => {
                    out.extend([name, "=\"", &picture, "\""]);
                }
                _ => out.push_str(written),
            }
        }
        out.push_str(piece.get(from..).unwrap_or(""));
    }
}

/// The name that a tag or an attribute begins with.
fn name(written: &str) -> &str {
    let ends = |it: char| it.is_whitespace() || matches!(it, '=' | '>' | '/');
    written.split(ends).next().unwrap_or(written)
}

/// A picture within the drawing, cleaned as if it was a file.
fn embedded(address: &str) -> Option<String> {
    let (head, data) = address.trim().split_once(";base64,")?;
    let format = match head {
        "data:image/jpeg" | "data:image/jpg" => Format::Jpeg,
        "data:image/png" => Format::Png,
        "data:image/gif" => Format::Gif,
        "data:image/webp" => Format::Webp,
        _ => return None,
    };
    let data: String = data.split_whitespace().collect();
    let clean = super::clean(&STANDARD.decode(data).ok()?, format)?;
    Some(format!("{head};base64,{}", STANDARD.encode(clean)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_keeps_what_is_drawn_and_tells_nothing() {
        let told = r##"<?xml version="1.0"?>
<!-- SECRET > --><?xpacket begin="SECRET"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xmlns:ink="http://ink.example/" width="4" ink:file="/home/SECRET>" height="4">
<title>Un &amp; carré</title><metadata id="m"><r:RDF xmlns:r="urn:r"><r:li/><r:by>SECRET</r:by></r:RDF></metadata>
<ink:view ink:x="SECRET"><ink:grid/></ink:view><ink:none/>
<s:g ink:label='SECRET'><style>a > b { fill: red }</style><use x:href="#a" xml:space="preserve"/></s:g>
<private xmlns="urn:p"><rect>SECRET</rect></private>
<![CDATA[<metadata>]]></svg>
"##;
        let wanted = r##"<?xml version="1.0"?>

<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xmlns:ink="http://ink.example/" width="4" height="4">
<title>Un &amp; carré</title>

<s:g><style>a > b { fill: red }</style><use x:href="#a" xml:space="preserve"/></s:g>

<![CDATA[<metadata>]]></svg>
"##;
        assert_eq!(clean(told).as_deref(), Some(wanted));
        assert_eq!(clean(wanted).as_deref(), Some(wanted));
        assert_eq!(clean("<svg><metadata><a></svg>"), None);
        assert_eq!(clean("<svg><g"), None);
    }

    #[test]
    fn a_picture_in_a_drawing_tells_nothing_either() {
        let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0";
        let told = [gif.as_slice(), b"!\xfe\x06SECRET\0;"].concat();
        let kept = [gif.as_slice(), b";"].concat();
        let of = |it: &[u8]| {
            let data = STANDARD.encode(it);
            format!("<svg><image href=\"data:image/gif;base64,{data}\"/></svg>")
        };
        assert_eq!(clean(&of(&told)), Some(of(&kept)));
        // What is no picture is nothing that tells.
        let other = "<svg><image href=\"data:image/gif;base64,?\"/></svg>";
        assert_eq!(clean(other).as_deref(), Some(other));
    }
}
