//! Files that belong to a video by their name: `talk.mp4` has its poster in `talk.jpg`, its
//! captions in `talk.vtt` or `talk.fr.vtt`, and what is said in it in `talk.txt`. A video elsewhere
//! has them beside the text, under its id.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    content::{join, kind::is_language},
    source::FileInfo,
};

/// Endings of a poster, the best first.
const POSTERS: &[&str] = &["avif", "webp", "jpg", "jpeg", "png", "svg"];

/// A file of words in a language; nothing when its name has none.
pub type Words<'a> = (Option<&'a str>, &'a Arc<str>);

/// What stands beside a video.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Companions<'a> {
    /// Shown before it is played.
    pub poster: Option<&'a Arc<str>>,
    /// Captions, in the order of their names.
    pub captions: Vec<Words<'a>>,
    /// What is said in it, in the order of their names.
    pub transcripts: Vec<Words<'a>>,
}

impl<'a> Companions<'a> {
    /// The files of a video whose path without its ending is `stem`.
    pub fn of(stem: &str, files: &'a BTreeMap<Arc<str>, FileInfo>) -> Self {
        let mut it = Self::default();
        let mut best = POSTERS.len();
        let start = format!("{stem}.");
        let names = files.range::<str, _>((
            std::ops::Bound::Included(start.as_str()),
            std::ops::Bound::Unbounded,
        ));
        for (path, _) in names.take_while(|it| it.0.starts_with(&start)) {
            let rest = path.get(start.len()..).unwrap_or("").to_ascii_lowercase();
            let (lang, ending) = match rest.rsplit_once('.') {
                Some((lang, ending)) if is_language(lang) => {
                    (path.get(start.len()..start.len() + lang.len()), ending)
                }
                Some(_) => continue,
                None => (None, rest.as_str()),
            };
            match ending {
                "vtt" => it.captions.push((lang, path)),
                "txt" => it.transcripts.push((lang, path)),
                _ => {
                    let rank = POSTERS.iter().position(|it| *it == ending);
                    if let Some(rank) = rank.filter(|it| lang.is_none() && *it < best) {
                        (it.poster, best) = (Some(path), rank);
                    }
                }
            }
        }
        it
    }

    /// Paths of all of them.
    pub fn paths(&self) -> impl Iterator<Item = &'a Arc<str>> {
        let words = self.captions.iter().chain(&self.transcripts).map(|it| it.1);
        self.poster.into_iter().chain(words)
    }

    /// What is said, in a language if there is such a file: a transcript, else captions.
    pub fn words(&self, lang: &str) -> Option<Words<'a>> {
        let of = |all: &[Words<'a>]| {
            let own = all.iter().find(|it| it.0 == Some(lang));
            own.or_else(|| all.iter().find(|it| it.0.is_none())).or(all.first()).copied()
        };
        of(&self.transcripts).or_else(|| of(&self.captions))
    }
}

/// The path of a video's file without its ending.
pub fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |it| it.0)
}

/// Where the files of a video elsewhere stand, for a text at `from`.
pub fn stem_of_id(from: &str, id: &str) -> Option<String> {
    // An id is a name here, whatever letters a file elsewhere has in its own.
    (!id.contains('/')).then_some(())?;
    join(from, id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_belongs_to_a_video() {
        let names = [
            "a/talk.avi",
            "a/talk.en.vtt",
            "a/talk.fr.txt",
            "a/talk.jpg",
            "a/talk.mp4",
            "a/talk.notes.txt",
            "a/talk.old.jpg",
            "a/talk.pt-br.vtt",
            "a/talk.vtt",
            "a/talk.webp",
            "a/talk2.vtt",
            "a/talks.vtt",
        ];
        let info = FileInfo {
            disk: "x".into(),
            size: 1,
            dimensions: None,
            raster: None,
            begins_as_page: false,
            details: crate::source::Details::None,
        };
        let files: BTreeMap<Arc<str>, FileInfo> =
            names.iter().map(|it| (Arc::from(*it), info.clone())).collect();
        let it = Companions::of(stem("a/talk.mp4"), &files);
        assert_eq!(it.poster.map(|it| &**it), Some("a/talk.webp"));
        let captions: Vec<_> = it.captions.iter().map(|it| (it.0, &**it.1)).collect();
        assert_eq!(
            captions,
            [
                (Some("en"), "a/talk.en.vtt"),
                (Some("pt-br"), "a/talk.pt-br.vtt"),
                (None, "a/talk.vtt"),
            ]
        );
        assert_eq!(it.words("fr").map(|it| &**it.1), Some("a/talk.fr.txt"));
        assert_eq!(it.paths().count(), 5);
        assert_eq!(Companions::of("a/tal", &files), Companions::default());
        assert_eq!(stem_of_id("a/b.md", "dQw4w9WgXcQ").as_deref(), Some("a/dQw4w9WgXcQ"));
        assert_eq!(stem_of_id("a/b.md", "../x"), None);
    }
}
