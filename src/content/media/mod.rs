//! Links that a page shows more of: a video as a player, slides as a card.
//!
//! A paragraph that is only a link is looked at here, by its address alone. Nothing is asked of
//! anyone, neither when a portal is built nor when a page is opened: what a player needs to
//! know (title, length) is what the author wrote.

mod companions;
mod provider;

use super::markdown::urls::{self, Address};

pub use companions::{Companions, Words, stem, stem_of_id};
pub(crate) use provider::is_video_host;
pub use provider::{Player, Provider};

/// What a link that stands alone in its paragraph may be shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A video elsewhere, whose host is known by name.
    Hosted,
    /// Perhaps a video of a `PeerTube`, if the portal trusts the host (`video_hosts:`).
    PeerTube,
    /// A video file, of the portal or elsewhere.
    Video,
    /// A PDF of the portal.
    Slides,
}

/// What an address may be shown as, as far as it can tell.
pub fn shown(target: &str) -> Option<Shown> {
    match urls::classify(target) {
        Address::Web { insecure: false } => {
            if provider::of(target, &[]).is_some() {
                Some(Shown::Hosted)
            } else if provider::peertube_id(target).is_some() {
                Some(Shown::PeerTube)
            } else {
                provider::file(target).map(|_| Shown::Video)
            }
        }
        Address::Inner => {
            let path = target.split(['#', '?']).next().unwrap_or("");
            if is_video(path) {
                Some(Shown::Video)
            } else {
                is_slides(path).then_some(Shown::Slides)
            }
        }
        Address::Web { .. } | Address::Contact | Address::Unsafe => None,
    }
}

/// The player of a video elsewhere; `hosts` are the portal's `video_hosts:`.
pub fn player(target: &str, hosts: &[&str]) -> Option<Player> {
    match urls::classify(target) {
        Address::Web { insecure: false } => {
            provider::of(target, hosts).or_else(|| provider::file(target))
        }
        _ => None,
    }
}

/// The id of a video elsewhere, whoever may show it.
pub fn id(target: &str) -> Option<String> {
    let known = player(target, &[]).map(|it| it.id);
    known.or_else(|| provider::peertube_id(target))
}

/// The host of an address that looks like a video of a `PeerTube` and nothing else.
pub fn peertube_host(target: &str) -> Option<String> {
    (shown(target) == Some(Shown::PeerTube)).then(|| provider::peertube_host(target))?
}

/// Whether a file's name says that browsers can play it.
pub fn is_video(path: &str) -> bool {
    matches!(ending(path).as_str(), "mp4" | "m4v" | "webm")
}

/// Whether a file's name says that it is slides.
pub fn is_slides(path: &str) -> bool {
    ending(path) == "pdf"
}

fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or_else(String::new, |it| it.1.to_ascii_lowercase())
}

/// What an author wrote into the title's place of a player: `Title`, `Title, 42:10`, `1:02:30`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label<'a> {
    /// The title; empty for none.
    pub title: &'a str,
    /// The length as written; empty for none.
    pub duration: &'a str,
}

impl<'a> Label<'a> {
    /// Reads the text of a title's place.
    pub fn of(text: &'a str) -> Self {
        let text = text.trim();
        let inner = text.strip_suffix(')').unwrap_or(text);
        let start = inner.rfind(|it: char| !it.is_ascii_digit() && it != ':');
        let start = start.map_or(0, |at| at + inner.get(at..).map_or(1, first_length));
        let duration = inner.get(start..).unwrap_or("");
        if seconds(duration).is_none() {
            return Self { title: text, duration: "" };
        }
        let title = inner.get(..start).unwrap_or("").trim_end();
        let title = title.trim_end_matches(['(', ',', '·', '–', '—', '-', ';']).trim_end();
        Self { title, duration }
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// How long `42:10` and `1:02:30` are.
pub fn seconds(duration: &str) -> Option<u64> {
    let parts: Vec<&str> = duration.split(':').collect();
    let part = |it: &str, is_first: bool| {
        let fits = if is_first { (1..=3).contains(&it.len()) } else { it.len() == 2 };
        it.parse::<u64>().ok().filter(|value| fits && (is_first || *value < 60))
    };
    match parts.as_slice() {
        [minutes, seconds] => Some(part(minutes, true)? * 60 + part(seconds, false)?),
        [hours, minutes, seconds] => Some(
            (part(hours, true)? * 60 + part(minutes, false)?) * 60 + part(seconds, false)?,
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_what_it_is() {
        for (target, expected) in [
            ("https://youtu.be/dQw4w9WgXcQ", Some(Shown::Hosted)),
            ("https://vimeo.com/123456789", Some(Shown::Hosted)),
            ("https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv", Some(Shown::PeerTube)),
            ("https://a.example/talk.mp4", Some(Shown::Video)),
            ("talk.mp4", Some(Shown::Video)),
            ("/videos/Talk.MP4#t=30", Some(Shown::Video)),
            ("talk.pdf", Some(Shown::Slides)),
            ("/slides/talk.pdf#page=3", Some(Shown::Slides)),
            ("https://a.example/talk.pdf", None),
            ("http://a.example/talk.mp4", None),
            ("javascript:talk.mp4", None),
            ("talk.md", None),
            ("https://www.youtube.com/", None),
            ("", None),
        ] {
            assert_eq!(shown(target), expected, "{target}");
        }
    }

    #[test]
    fn a_title_may_end_with_a_length() {
        for (text, title, duration) in [
            ("Dire non, 42:10", "Dire non", "42:10"),
            ("Dire non (1:02:30)", "Dire non", "1:02:30"),
            ("Dire non · 42:10", "Dire non", "42:10"),
            ("42:10", "", "42:10"),
            ("  Dire non ", "Dire non", ""),
            ("Rendez-vous à 12:75", "Rendez-vous à 12:75", ""),
            ("Épisode 3", "Épisode 3", ""),
            ("Été:30", "Été:30", ""),
            ("", "", ""),
        ] {
            assert_eq!(Label::of(text), Label { title, duration }, "{text}");
        }
        assert_eq!(seconds("1:02:30"), Some(3750));
        assert_eq!(seconds("99999999999:00"), None);
    }
}
