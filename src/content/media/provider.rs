//! Sites that publish videos: which address is a video, and where its player is.
//!
//! What reaches an address of a player is an id whose letters were looked at, never a part of
//! what an author wrote: an id of another form stays a plain link.

use crate::content::markdown::urls;

/// Who shows a video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// youtube.com.
    YouTube,
    /// vimeo.com.
    Vimeo,
    /// dailymotion.com.
    Dailymotion,
    /// A `PeerTube` that the portal trusts.
    PeerTube,
    /// A video file on another site.
    File,
}

/// How a video elsewhere is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// Who shows it.
    pub provider: Provider,
    /// Name of the provider, or its host: what a reader knows it by.
    pub name: String,
    /// The id, as the provider gives it; the file's name without its ending for a file.
    pub id: String,
    /// Address of the player, or of the file.
    pub embed: String,
    /// Scheme and host of that address: what the page's policy opens.
    pub origin: String,
}

impl Player {
    fn new(provider: Provider, name: &str, id: &str, origin: &str, path: &str) -> Self {
        Self {
            provider,
            name: name.to_owned(),
            id: id.to_owned(),
            embed: format!("{origin}{path}"),
            origin: origin.to_owned(),
        }
    }
}

/// An `https:` address, in parts.
struct Parts<'a> {
    host: String,
    path: Vec<&'a str>,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Parts<'a> {
    /// Nothing for a host with a port, a user or letters that no name of a host has.
    fn of(target: &'a str) -> Option<Self> {
        let (scheme, rest) = target.split_once("://")?;
        scheme.eq_ignore_ascii_case("https").then_some(())?;
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.to_ascii_lowercase();
        is_host(&host).then_some(())?;
        let path = path.split('/').filter(|it| !it.is_empty()).collect();
        Some(Self { host, path, query, fragment })
    }

    /// A value of the query.
    fn value(&self, name: &str) -> Option<&'a str> {
        let mut pairs = self.query.split('&').filter_map(|it| it.split_once('='));
        pairs.find(|it| it.0 == name).map(|it| it.1)
    }

    /// Where the video is to begin, in seconds: `t=90`, `t=1m30s`, `start=90`.
    fn start(&self) -> Option<u64> {
        let value = self.value("t").or_else(|| self.value("start"));
        let value = value.or_else(|| self.fragment.strip_prefix("t="))?;
        let (mut total, mut number) = (0_u64, 0_u64);
        for byte in value.bytes() {
            let unit = match byte {
                b'0'..=b'9' => {
                    number = number.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
                    continue;
                }
                b'h' => 3600,
                b'm' => 60,
                b's' => 1,
                _ => return None,
            };
            total = total.checked_add(number.checked_mul(unit)?)?;
            number = 0;
        }
        Some(total.checked_add(number)?).filter(|it| (1..=86_400).contains(it))
    }
}

fn is_host(host: &str) -> bool {
    let is_label = |it: &str| {
        !it.is_empty()
            && it.len() <= 63
            && !it.starts_with('-')
            && !it.ends_with('-')
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}

/// Whether a text is a name that `video_hosts:` may hold.
pub(crate) fn is_video_host(host: &str) -> bool {
    is_host(host) && host.bytes().all(|it| !it.is_ascii_uppercase())
}

/// The id, if all of its letters are those of ids and it is as long as they are.
fn id(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'_';
    (length.contains(&text.len()) && text.bytes().all(plain)).then_some(text)
}

fn digits(text: &str) -> Option<&str> {
    let is_number = text.bytes().all(|it| it.is_ascii_digit());
    (is_number && (6..=12).contains(&text.len())).then_some(text)
}

/// The player of an address of a site that is known, or one of `hosts`.
pub(super) fn of(target: &str, hosts: &[&str]) -> Option<Player> {
    let parts = Parts::of(target)?;
    let host = parts.host.as_str();
    let host =
        host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    match host {
        "youtube.com" | "youtu.be" | "youtube-nocookie.com" => youtube(&parts, host),
        "vimeo.com" | "player.vimeo.com" => vimeo(&parts),
        "dailymotion.com" | "dai.ly" | "geo.dailymotion.com" => dailymotion(&parts, host),
        _ if hosts.contains(&parts.host.as_str()) => {
            let origin = format!("https://{}", parts.host);
            let id = peertube(&parts)?;
            let start = parts.start().map(|it| format!("?start={it}s")).unwrap_or_default();
            let path = format!("/videos/embed/{id}{start}");
            Some(Player::new(Provider::PeerTube, &parts.host, id, &origin, &path))
        }
        _ => None,
    }
}

fn youtube(parts: &Parts<'_>, host: &str) -> Option<Player> {
    let found = match (host, parts.path.as_slice()) {
        ("youtu.be", [id]) | (_, ["embed" | "live" | "shorts" | "v", id]) => *id,
        ("youtube.com", ["watch"]) => parts.value("v")?,
        _ => return None,
    };
    let id = id(found, 11..=11)?;
    let start = parts.start().map(|it| format!("?start={it}")).unwrap_or_default();
    let (origin, path) =
        ("https://www.youtube-nocookie.com", format!("/embed/{id}{start}"));
    Some(Player::new(Provider::YouTube, "YouTube", id, origin, &path))
}

fn vimeo(parts: &Parts<'_>) -> Option<Player> {
    let (found, key) = match parts.path.as_slice() {
        [id] | ["video", id] | ["channels", _, id] => (*id, None),
        [id, key] => (*id, Some(*key)),
        _ => return None,
    };
    let number = digits(found)?;
    // A video that is not listed has a key, in the path or as `h=`.
    let key = match key.or_else(|| parts.value("h")) {
        Some(key) => format!("&h={}", id(key, 6..=20)?),
        None => String::new(),
    };
    let start = parts.start().map(|it| format!("#t={it}s")).unwrap_or_default();
    let path = format!("/video/{number}?dnt=1{key}{start}");
    Some(Player::new(Provider::Vimeo, "Vimeo", number, "https://player.vimeo.com", &path))
}

fn dailymotion(parts: &Parts<'_>, host: &str) -> Option<Player> {
    let found = match (host, parts.path.as_slice()) {
        ("dai.ly", [id]) | (_, ["video", id] | ["embed", "video", id]) => *id,
        ("geo.dailymotion.com", ["player.html"]) => parts.value("video")?,
        _ => return None,
    };
    // Old addresses go on with words of the title: `x8abcd_a-title`.
    let id = id(found.split('_').next()?, 5..=12)?;
    let start = parts.start().map(|it| format!("&startTime={it}")).unwrap_or_default();
    let (origin, path) =
        ("https://geo.dailymotion.com", format!("/player.html?video={id}{start}"));
    Some(Player::new(Provider::Dailymotion, "Dailymotion", id, origin, &path))
}

fn peertube<'a>(parts: &Parts<'a>) -> Option<&'a str> {
    match parts.path.as_slice() {
        ["w", id_] | ["videos", "watch" | "embed", id_] => {
            let id = id(id_, 22..=36)?;
            // A short id of 22 letters, or a UUID.
            (id.len() == 22 || id.len() == 36).then_some(id)
        }
        _ => None,
    }
}

/// The id of an address that looks like one of `PeerTube`.
pub(super) fn peertube_id(target: &str) -> Option<String> {
    peertube(&Parts::of(target)?).map(str::to_owned)
}

/// The host of an address that can hardly be anything but a video of a `PeerTube`: unlike
/// [`peertube_id`], this looks at each letter of the id.
pub(super) fn peertube_host(target: &str) -> Option<String> {
    let parts = Parts::of(target)?;
    let id = peertube(&parts)?;
    (is_short_uuid(id) || is_uuid(id)).then_some(parts.host)
}

/// 22 letters and digits, without those that look like others: 0, O, I and l.
fn is_short_uuid(id: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() && !b"0OIl".contains(&it);
    id.len() == 22 && id.bytes().all(plain)
}

/// 32 digits of base 16 in five groups (RFC 9562, section 4).
fn is_uuid(id: &str) -> bool {
    let groups = id.split('-').map(str::len);
    let digits = id.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit());
    digits && groups.eq([8, 4, 4, 4, 12])
}

/// A video file on another site.
pub(super) fn file(target: &str) -> Option<Player> {
    let parts = Parts::of(target)?;
    let name = parts.path.last().filter(|it| super::is_video(it))?;
    let stem = name.rsplit_once('.').map_or(*name, |it| it.0);
    let origin = format!("https://{}", parts.host);
    Some(Player {
        provider: Provider::File,
        name: parts.host,
        id: urls::decode(stem).unwrap_or_else(|| stem.to_owned()),
        embed: urls::encode(target),
        origin,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embed(target: &str) -> Option<String> {
        let player = super::super::player(target, &["tube.example.org"])?;
        assert!(player.embed.starts_with(&format!("{}/", player.origin)), "{player:?}");
        Some(player.embed)
    }

    #[test]
    fn videos_are_known_by_their_address() {
        for (target, expected) in [
            (
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            ),
            (
                "https://youtu.be/dQw4w9WgXcQ?si=xyz&t=1m30s",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90",
            ),
            (
                "https://m.youtube.com/watch?list=PL&v=dQw4w9WgXcQ&t=42",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42",
            ),
            (
                "HTTPS://www.YouTube.com/shorts/dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            ),
            (
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            ),
            ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
            (
                "https://vimeo.com/76979871/abcdef1234#t=30s",
                "https://player.vimeo.com/video/76979871?dnt=1&h=abcdef1234#t=30s",
            ),
            (
                "https://www.dailymotion.com/video/x8abcde_a-title",
                "https://geo.dailymotion.com/player.html?video=x8abcde",
            ),
            (
                "https://dai.ly/x8abcde",
                "https://geo.dailymotion.com/player.html?video=x8abcde",
            ),
            (
                "https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv?start=12s",
                "https://tube.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?start=12s",
            ),
            (
                "https://tube.example.org/videos/watch/9db9f3f1-9b54-44ed-9e91-461d262d2205",
                "https://tube.example.org/videos/embed/9db9f3f1-9b54-44ed-9e91-461d262d2205",
            ),
            ("https://a.example/x/talk 1.mp4", "https://a.example/x/talk%201.mp4"),
        ] {
            assert_eq!(embed(target).as_deref(), Some(expected), "{target}");
        }
    }

    #[test]
    fn what_is_no_video_stays_a_link() {
        for target in [
            "http://youtu.be/dQw4w9WgXcQ",
            "https://youtu.be/short",
            "https://youtu.be/dQw4w9WgXcQ\"onload=\"x",
            "https://youtu.be/dQw4w9WgXc%22",
            "https://youtu.be/../../../evil1",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ%26autoplay%3D1",
            "https://www.youtube.com/watch?x=dQw4w9WgXcQ",
            "https://www.youtube.com/@channel",
            "https://www.youtube.com/playlist?list=PLabcdefghijk",
            "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
            "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
            "https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ",
            "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
            "https://youtu.be\\dQw4w9WgXcQ",
            "https://vimeo.com/about",
            "https://vimeo.com/76979871/<script>",
            "https://www.dailymotion.com/user/x",
            "https://tube.example.org/w/short",
            "https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxb;",
            "https://tube.example.org/a/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://other.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://xtube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
            "https://a.example/talk.mp4x",
            "https://a_b.example/talk.mp4",
            "https://a.example;script-src/talk.mp4",
            "https://localhost/talk.mp4",
            "//youtu.be/dQw4w9WgXcQ",
            "data:video/mp4,x.mp4",
        ] {
            assert_eq!(embed(target), None, "{target}");
        }
    }

    #[test]
    fn a_peertube_is_guessed_by_its_ids_alone() {
        for path in [
            "w/kkGMgK9ZtnKfYAgnEtQxbv?start=12s",
            "videos/watch/9db9f3f1-9b54-44ed-9e91-461d262d2205",
            "videos/embed/9DB9F3F1-9B54-44ED-9E91-461D262D2205",
            "videos/watch/kkGMgK9ZtnKfYAgnEtQxbv",
        ] {
            let target = format!("https://Tube.example.org/{path}");
            let host = peertube_host(&target);
            assert_eq!(host.as_deref(), Some("tube.example.org"), "{target}");
        }
        for path in [
            "w/kkGMgK9ZtnKfYAgnEtQxb0",
            "w/kkGMgK9ZtnKfYAgnEtQ-bv",
            "w/how-to-mend-a-portal-x",
            "w/p/kkGMgK9ZtnKfYAgnEtQxbv",
            "w/kkGMgK9ZtnKfYAgnEtQxbv/more",
            "a/kkGMgK9ZtnKfYAgnEtQxbv",
            "videos/watch/9db9f3f1-9b54-44ed-9e914-61d262d2205",
            "videos/watch/9db9f3f1-9b54-44ed-9e91-461d262d220g",
            "videos/watch/9db9f3f19b5444ed9e91461d262d2205",
            "w/index.html",
        ] {
            let target = format!("https://tube.example.org/{path}");
            assert_eq!(peertube_host(&target), None, "{target}");
        }
    }

    #[test]
    fn an_origin_is_one_that_a_policy_may_hold() {
        for target in ["https://a.example/x.mp4", "https://youtu.be/dQw4w9WgXcQ"] {
            let origin = super::super::player(target, &[]).unwrap().origin;
            let host = origin.strip_prefix("https://").unwrap();
            assert!(is_video_host(host), "{origin}");
        }
        for host in
            ["*", "*.example", "a b.example", "a.example;", "'self'", "A.example", "a"]
        {
            assert!(!is_video_host(host), "{host}");
        }
    }
}
