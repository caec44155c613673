//! SVG: what is drawn, written anew from what was read. So nothing is left of what programs write
//! beside it: comments, `<metadata>`, names of layers, paths of the author's disk.
//!
//! Titles and descriptions stay: they are texts for readers.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::Format;
use crate::{
    sink::Xml,
    source::svg::{Attribute, Piece, pieces},
};

/// The drawing alone; nothing when it is none, or would be read otherwise than it was.
pub fn clean(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut drawing = pieces(text)?;
    for piece in &mut drawing {
        let Piece::Open { attributes, .. } = piece else { continue };
        for it in attributes.iter_mut().filter(|it| it.name.ends_with("href")) {
            if let Some(picture) = embedded(&it.value) {
                it.value = picture;
            }
        }
    }
    let written = write(&drawing);
    (pieces(&written)? == drawing).then_some(written)
}

fn write(drawing: &[Piece]) -> String {
    let mut out = Xml::default();
    let mut open = Vec::new();
    let mut left = drawing.iter().peekable();
    while let Some(piece) = left.next() {
        match piece {
            Piece::Text(text) => out.text(text),
            Piece::Close => {
                out.push("</");
                out.push(open.pop().unwrap_or_default());
                out.push(">");
            }
            Piece::Open { name, attributes } => {
                out.push("<");
                out.push(name);
                if open.is_empty() {
                    out.push(" xmlns=\"http://www.w3.org/2000/svg\"");
                    if links(drawing) {
                        out.push(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
                    }
                }
                for Attribute { name, value } in attributes {
                    out.push(" ");
                    out.push(name);
                    out.push("=\"");
                    out.text(value);
                    out.push("\"");
                }
                if left.next_if_eq(&&Piece::Close).is_some() {
                    out.push("/>");
                } else {
                    out.push(">");
                    open.push(name);
                }
            }
        }
    }
    out.push("\n");
    out.into_string()
}

/// Whether a drawing links as SVG 1.1 did.
fn links(drawing: &[Piece]) -> bool {
    drawing.iter().any(|it| match it {
        Piece::Open { attributes, .. } => {
            attributes.iter().any(|it| it.name == "xlink:href")
        }
        Piece::Close | Piece::Text(_) => false,
    })
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
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
 "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- SECRET > --><?xpacket begin="SECRET"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" xmlns:ink="http://ink.example/" width="4" ink:file="/home/SECRET>" height="4" data-name="SECRET">
<title>Un &amp; carré&#x21;</title><metadata id="m"><r:RDF xmlns:r="urn:r"><r:li/><r:by>SECRET</r:by></r:RDF></metadata>
<ink:view ink:x="SECRET"><ink:grid/></ink:view><ink:none/>
<s:g ink:label='SECRET'><style>a &gt; b<!-- SECRET --> { fill: <![CDATA[red]]> }</style><use x:href="#a" xml:space="preserve"/></s:g>
<private xmlns="urn:p"><rect>SECRET</rect></private><path d='M0,0&#xa;&#x9;L1
1'></path>
<![CDATA[<metadata>]]></svg>
"##;
        let wanted = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="4" height="4">
<title>Un &amp; carré!</title>

<g><style>a &gt; b { fill: red }</style><use xlink:href="#a" xml:space="preserve"/></g>
<path d="M0,0  L1 1"/>
&lt;metadata&gt;</svg>
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
        let svg = |address: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"{address}\"/></svg>\n"
            )
        };
        let of = |it: &[u8]| svg(&format!("data:image/gif;base64,{}", STANDARD.encode(it)));
        assert_eq!(clean(&of(&told)), Some(of(&kept)));
        // What is no picture is nothing that tells.
        let other = svg("data:image/gif;base64,?");
        assert_eq!(clean(&other), Some(other));
    }
}
