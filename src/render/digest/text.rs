//! A letter as plain text, for readers whose mail shows nothing else.

use super::{Digest, facts};
use crate::sink::plain::one_line;

/// How many letters a line has, if its words allow it.
const WIDTH: usize = 72;

pub(super) fn write(digest: &Digest<'_>) -> String {
    let view = &digest.view;
    let mut out = String::new();
    paragraph(&mut out, "", &digest.page.words.portal());
    paragraph(&mut out, "", &digest.heading);
    for text in
        [&view.lead, &view.intro, &view.empty].into_iter().filter(|it| !it.is_empty())
    {
        out.push('\n');
        paragraph(&mut out, "", text);
    }
    for part in &view.parts {
        out.push_str("\n\n");
        let title = one_line(&part.title);
        let line = "-".repeat(title.chars().count());
        out.extend([&title, "\n", &line, "\n"]);
        for card in &part.cards {
            out.push('\n');
            paragraph(&mut out, "* ", &card.title);
            for text in [&facts(card, true), &card.summary] {
                paragraph(&mut out, "  ", text);
            }
            out.extend(["  ", card.url.as_str(), "\n"]);
        }
        if let Some(more) = &part.more {
            out.extend(["\n", &one_line(&more.label), "\n", more.url.as_str(), "\n"]);
        }
    }
    // What readers of mail take for the beginning of a signature.
    out.push_str("\n-- \n");
    for link in &digest.links {
        let url = link.url.as_str();
        out.extend([&one_line(&link.label), "\n", url.trim_start_matches("mailto:"), "\n"]);
    }
    out
}

/// Adds a text in lines of some words each; all but the first begin with spaces instead of the
/// mark.
fn paragraph(out: &mut String, mark: &str, text: &str) {
    let text = one_line(text);
    let mut length = 0;
    for word in text.split(' ').filter(|it| !it.is_empty()) {
        let letters = word.chars().count();
        if length == 0 {
            out.push_str(mark);
            length = mark.len();
        } else if length + 1 + letters > WIDTH {
            out.extend(["\n", &" ".repeat(mark.len())]);
            length = mark.len();
        } else {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += letters;
    }
    if length > 0 {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words() {
        let mut out = String::new();
        paragraph(&mut out, "* ", &"mot é\u{a0}: ".repeat(20));
        assert!(out.lines().count() > 1 && out.starts_with("* mot"), "{out}");
        assert!(out.lines().all(|it| it.chars().count() <= WIDTH), "{out}");
        assert!(out.lines().skip(1).all(|it| it.starts_with("  ")), "{out}");
        let mut out = String::new();
        paragraph(&mut out, "", "");
        paragraph(&mut out, "", &"🎉".repeat(200));
        assert_eq!(out, format!("{}\n", "🎉".repeat(200)));
    }
}
