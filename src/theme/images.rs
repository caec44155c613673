//! In which widths pictures are published, and how wide a page shows them.

use super::palette::unknown;
use crate::{
    diag::Diagnostic,
    picture::Widths,
    yaml::{Node, Value},
};

/// Most widths of one picture: each of them is made, kept and published.
const MAX_WIDTHS: usize = 8;

/// Smallest and largest width, in pixels.
const RANGE: std::ops::RangeInclusive<u32> = 16..=4096;

/// What a theme says of pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Images {
    /// The widths in which pictures are published.
    pub widths: Widths,
    /// How wide a picture of a text is shown, for the browser's choice: the `sizes` of HTML.
    pub sizes: String,
}

impl Images {
    /// Takes what a file says of images over what was said before.
    pub(super) fn take(&mut self, node: &Node, prefix: &str, found: &mut Vec<Diagnostic>) {
        const KNOWN: [&str; 3] = ["widths", "face_widths", "sizes"];
        let Value::Map(pairs) = &node.value else { return };
        for (key, value) in pairs {
            match key.text().unwrap_or("") {
                "widths" => self.widths.text = widths(value, found),
                "face_widths" => self.widths.face = widths(value, found),
                "sizes" => self.sizes = sizes(value, found),
                name => {
                    let shown = format!("{prefix}images.{name}");
                    found.push(unknown(key, &shown, name, &KNOWN));
                }
            }
        }
    }
}

fn widths(node: &Node, found: &mut Vec<Diagnostic>) -> Vec<u32> {
    let one = |it: &Node| it.text()?.parse().ok().filter(|it| RANGE.contains(it));
    let list = match &node.value {
        Value::List(items) => items.iter().map(one).collect::<Option<Vec<u32>>>(),
        _ => None,
    };
    let Some(mut list) = list.filter(|it| it.len() <= MAX_WIDTHS) else {
        found.push(
            Diagnostic::error("bad-width", "these are not image widths")
                .at(node.span.clone())
                .help(
                    "write up to 8 numbers of pixels from 16 to 4096: `[480, 800, 1600]`",
                ),
        );
        return Vec::new();
    };
    list.sort_unstable();
    list.dedup();
    list
}

fn sizes(node: &Node, found: &mut Vec<Diagnostic>) -> String {
    let text = node.text().unwrap_or("");
    let harmless = |it: char| it.is_ascii_alphanumeric() || " .,:()+-*/%<>=".contains(it);
    if text.is_empty() || !text.chars().all(harmless) {
        let help = "write the `sizes` of HTML: `\"(min-width: 48rem) 44rem, 100vw\"`";
        found.push(
            Diagnostic::error("bad-width", "this does not say how wide images are shown")
                .at(node.span.clone())
                .help(help),
        );
    }
    text.to_owned()
}
