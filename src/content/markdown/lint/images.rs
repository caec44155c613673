//! Alternative texts that say nothing of their image. That there is none is found elsewhere.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::File;
use crate::{diag::Diagnostic, source::is_image};

/// Longest alternative text, in characters: screen readers read it in one go.
const LONG: usize = 150;

/// What a text says that only names the kind of thing that it stands for.
const KINDS: &[&str] = &[
    "image de ",
    "image d'",
    "image d’",
    "image of ",
    "photo de ",
    "photo d'",
    "photo d’",
    "photo of ",
    "picture of ",
];

/// What cameras and programs call a picture, before its number.
const MAKERS: &[&str] = &[
    "capture",
    "capture d'écran",
    "capture d’écran",
    "dsc",
    "dscn",
    "figure",
    "image",
    "img",
    "photo",
    "picture",
    "pxl",
    "sans titre",
    "screen shot",
    "screenshot",
    "untitled",
];

/// An image that is being read.
struct Open {
    at: Range<usize>,
    target: String,
    title: String,
    alt: String,
}

pub(super) struct Images<'a> {
    file: File<'a>,
    open: Vec<Open>,
}

impl<'a> Images<'a> {
    pub(super) fn new(file: File<'a>) -> Self {
        Self { file, open: Vec::new() }
    }

    pub(super) fn see(
        &mut self,
        event: &Event<'_>,
        at: &Range<usize>,
        found: &mut Vec<Diagnostic>,
    ) {
        match event {
            Event::Start(Tag::Image { dest_url, title, .. }) => self.open.push(Open {
                at: at.clone(),
                target: dest_url.to_string(),
                title: title.to_string(),
                alt: String::new(),
            }),
            Event::Text(text) | Event::Code(text) => {
                if let Some(open) = self.open.last_mut() {
                    open.alt.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(open) = self.open.last_mut() {
                    open.alt.push(' ');
                }
            }
            Event::End(TagEnd::Image) => {
                let open = self.open.pop();
                found.extend(open.and_then(|it| judge(&it, self.file)));
            }
            _ => {}
        }
    }
}

fn judge(it: &Open, file: File<'_>) -> Option<Diagnostic> {
    let alt = it.alt.trim();
    if alt.is_empty() {
        return None;
    }
    let length = alt.chars().count();
    let lower = alt.to_lowercase();
    let (code, message, help) = if let Some(what) = name(alt, &it.target) {
        let message = format!("the alternative text `{alt}` is {what}");
        ("alt-file-name", message, "say what the image shows".to_owned())
    } else if lower == it.title.trim().to_lowercase() {
        let message = "the alternative text repeats the caption".to_owned();
        let help = "say what the image shows; the caption is read as well";
        ("alt-caption", message, help.to_owned())
    } else if length > LONG {
        let message = format!("the alternative text has {length} characters");
        let help = format!("say it in {LONG}, and the rest in the text beside it");
        ("alt-long", message, help)
    } else if let Some(kind) = KINDS.iter().find(|kind| lower.starts_with(**kind)) {
        let message = format!("the alternative text begins with `{}`", kind.trim_end());
        let help = "say what the image shows: screen readers say that it is one";
        ("alt-kind", message, help.to_owned())
    } else {
        return None;
    };
    let place = file.span(it.at.clone());
    let place = if place.text().contains(alt) { place.find(alt) } else { place };
    Some(Diagnostic::warning(code, message).at(place).help(help))
}

/// What a text is that is a file's name, or what cameras and programs call pictures.
fn name(alt: &str, target: &str) -> Option<&'static str> {
    let file = target.rsplit('/').next().unwrap_or(target);
    let stem = file.rsplit_once('.').map_or(file, |it| it.0);
    let is_one_word = !alt.contains(char::is_whitespace);
    let of_file = Some("the name of a file");
    if is_one_word && is_image(alt) {
        return of_file;
    }
    let is_technical =
        alt.contains(['_', '-']) || alt.chars().any(|it| it.is_ascii_digit());
    if is_one_word && is_technical && alt.eq_ignore_ascii_case(stem) {
        return of_file;
    }
    let lower = alt.to_lowercase();
    let number = [' ', '_', '-', '.', ':', '(', ')'];
    let word =
        lower.trim_end_matches(|it: char| it.is_ascii_digit() || number.contains(&it));
    MAKERS.contains(&word).then_some("what programs call any picture")
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn what_is_said_of_a_name_is_true() {
        let said = ["image", "Capture 2", "team.png"].map(|it| name(it, "team.png"));
        let (of_any, of_file) = ("what programs call any picture", "the name of a file");
        assert_eq!(said, [Some(of_any), Some(of_any), Some(of_file)]);
    }

    #[test]
    fn what_a_file_is_called_says_nothing_of_it() {
        for alt in
            ["IMG_2034", "photo.jpg", "team-2024", "Image 3", "Screenshot 2024-03-01"]
        {
            assert!(name(alt, "img/team-2024.png").is_some(), "{alt}");
        }
        for alt in ["Logo", "Scrum", "photo of the team", "2024", "3 boards", "JPG or PNG?"]
        {
            assert_eq!(name(alt, "scrum.png"), None, "{alt}");
        }
    }
}
