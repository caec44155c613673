//! Players and cards: what a link that stands alone is shown as.
//!
//! A player asks nothing of anyone until it is played. A video of the portal is a `video` that
//! loads nothing by itself; one elsewhere is a link that says where it leads, and that
//! `js/player.js` turns into a frame when somebody follows it. What a page needs for that of its
//! policy is in [`Opened`]: only those origins, and only on that page.

mod facts;
mod words;

use std::collections::BTreeSet;

use super::page::Page;
use crate::{
    content::{
        markdown::{Alone, urls},
        media::{self, Companions, Label, Player, Provider},
    },
    portal::{Target, Variant, video_stem},
    sink::{Href, Html},
};

/// The script of players elsewhere, by its path in the theme's `static/`.
pub(super) const SCRIPT: &str = "js/player.js";

/// What a page's policy opens.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// Origins of frames.
    pub(super) frames: BTreeSet<String>,
    /// Origins of videos.
    pub(super) media: BTreeSet<String>,
    /// The videos themselves.
    pub(super) videos: Vec<Video>,
}

/// A video that stands in a text.
#[derive(Debug, Default)]
pub(super) struct Video {
    /// What it is called.
    pub(super) title: String,
    /// The file, of a video that is one.
    pub(super) file: Href,
    /// The frame that plays it, of one elsewhere.
    pub(super) embed: Href,
    /// Its page, of one elsewhere.
    pub(super) page: Href,
    /// A picture of it, if there is one.
    pub(super) poster: Href,
}

impl Opened {
    fn add(&mut self, player: &Player) {
        let set = match player.provider {
            Provider::File => &mut self.media,
            _ => &mut self.frames,
        };
        set.insert(player.origin.clone());
    }

    /// Whether there is a player that needs the script.
    pub(super) fn any(&self) -> bool {
        !self.frames.is_empty() || !self.media.is_empty()
    }
}

/// What is shown of a link that stands alone.
pub(super) struct Media<'a> {
    page: &'a Page<'a>,
    /// The language of the text.
    lang: &'a str,
    /// The files of the video, if it is one.
    files: Companions<'a>,
    label: Label<'a>,
    /// The title of the link: what its text says, or what stands in the title's place.
    title: String,
}

impl<'a> Media<'a> {
    /// A link of a text.
    pub(super) fn of(
        page: &'a Page<'a>,
        variant: &'a Variant,
        alone: &'a Alone,
        target: &'a Target,
    ) -> Option<Self> {
        let link = variant.document.outline().links.get(alone.link)?;
        let from = variant.document.source.path();
        let stem = video_stem(&link.target, target, from);
        let files =
            stem.map(|it| Companions::of(&it, &page.site.files)).unwrap_or_default();
        let label = Label::of(&alone.title);
        let is_address = alone.label.trim().is_empty() || *alone.label == *link.target;
        let said = [label.title, if is_address { "" } else { alone.label.trim() }];
        let title = said.into_iter().find(|it| !it.is_empty()).unwrap_or("");
        let (lang, title) = (&*variant.lang, page.words.label(title, &variant.lang));
        Some(Self { page, lang, files, label, title })
    }

    /// A recording that front matter names, without files beside it.
    pub(super) fn named(page: &'a Page<'a>, title: &str) -> Self {
        let (files, label) = (Companions::default(), Label::default());
        Self { page, lang: page.code, files, label, title: title.to_owned() }
    }

    /// Writes the player or the card of a link; false when it is only a link.
    pub(super) fn write(
        &self,
        target: &Target,
        opened: &mut Opened,
        out: &mut Html,
    ) -> bool {
        let written = match target {
            Target::AsIs(url) => self.player(url).map(|player| {
                opened.add(&player);
                opened.videos.push(self.elsewhere(url, &player));
                self.link(url, &player, out);
            }),
            Target::Beside(path, _) => self.file(path, opened, out),
            Target::Static(path, _) => self.file(&format!("static/{path}"), opened, out),
            _ => None,
        };
        written.is_some()
    }

    /// A file of the portal, if it is a video or slides.
    fn file(&self, path: &str, opened: &mut Opened, out: &mut Html) -> Option<()> {
        let url = self.url(path)?;
        if media::is_video(path) {
            let file = url.clone();
            opened.videos.push(Video { file, ..self.known() });
            self.video(path, &url, out);
        } else if media::is_slides(path) {
            self.slides(path, &url, out);
        } else {
            return None;
        }
        Some(())
    }

    /// What is known of a video wherever it is.
    fn known(&self) -> Video {
        let poster = self.files.poster.and_then(|it| self.url(it)).unwrap_or_default();
        Video { title: self.caption().to_owned(), poster, ..Video::default() }
    }

    fn elsewhere(&self, url: &str, player: &Player) -> Video {
        let url = Href::outside(url);
        if player.provider == Provider::File {
            return Video { file: url, ..self.known() };
        }
        Video { page: url, embed: Href::outside(&player.embed), ..self.known() }
    }

    /// The player of an address, by the hosts that the portal trusts.
    fn player(&self, url: &str) -> Option<Player> {
        let hosts = self.page.site.settings.record.list("video_hosts");
        let hosts: Vec<&str> = hosts.iter().filter_map(|it| it.text()).collect();
        media::player(url, &hosts)
    }

    fn caption(&self) -> &str {
        if self.title.is_empty() { self.page.t.get("video-untitled") } else { &self.title }
    }

    /// A link that becomes a player when it is followed.
    fn link(&self, url: &str, player: &Player, out: &mut Html) {
        out.push("<div class=\"player\"><a class=\"player-link\"");
        out.address("href", &Href::outside(url));
        out.attribute("rel", "noopener noreferrer");
        out.address("data-player", &Href::outside(&player.embed));
        let is_file = player.provider == Provider::File;
        out.attribute("data-kind", if is_file { "video" } else { "frame" });
        out.attribute("data-title", self.caption());
        out.push("><span class=\"player-poster\">");
        self.poster(out);
        out.push("</span><span class=\"player-text\">");
        self.heading("player-title", self.caption(), out);
        out.push("<span class=\"player-by\">");
        if player.provider == Provider::PeerTube {
            out.push("PeerTube, ");
        }
        out.text(&player.name);
        if !self.label.duration.is_empty() {
            out.push(" · ");
            out.text(self.label.duration);
        }
        out.push("</span><span class=\"player-opens\">");
        out.text(&self.page.t.fill("player-opens", &[("name", &player.name)]));
        out.push("</span></span></a>");
        self.words(out);
        out.push("</div>\n");
    }

    /// A title; its language is the text's.
    fn heading(&self, class: &'static str, title: &str, out: &mut Html) {
        out.push("<b");
        out.attribute("class", class);
        lang_attribute(self.lang, self.page.code, out);
        out.push(">");
        out.text(title);
        out.push("</b>");
    }

    fn poster(&self, out: &mut Html) {
        let Some(path) = self.files.poster else { return };
        let Some(url) = self.url(path) else { return };
        out.push("<img");
        out.address("src", &url);
        out.push(" alt=\"\"");
        let info = self.page.site.files.get(path);
        if let Some((width, height)) = info.and_then(|it| it.dimensions) {
            out.push(" width=\"");
            out.number(width);
            out.push("\" height=\"");
            out.number(height);
            out.push("\"");
        }
        out.push(" loading=\"lazy\" decoding=\"async\">");
    }

    /// Where a file of the portal is published.
    fn url(&self, path: &str) -> Option<Href> {
        let site = self.page.site;
        let address = site.routes.file(path)?;
        Some(Href::own(&site.settings.base, &urls::encode_path(address)))
    }

    /// ` href` of a file of the portal, and its whole address for paper.
    fn address(&self, url: &Href, out: &mut Html) {
        out.address("href", url);
        out.address("data-address", &url.absolute(&self.page.site.settings.origin));
    }

    /// A video of the portal.
    fn video(&self, path: &str, url: &Href, out: &mut Html) {
        let is_webm = path.to_ascii_lowercase().ends_with("webm");
        out.push("<div class=\"player\"><video controls preload=\"none\" playsinline");
        if let Some(poster) = self.files.poster.and_then(|it| self.url(it)) {
            out.address("poster", &poster);
        }
        out.attribute("aria-label", self.caption());
        out.push("><source");
        out.address("src", url);
        out.attribute("type", if is_webm { "video/webm" } else { "video/mp4" });
        out.push(">");
        self.tracks(out);
        out.push("</video><div class=\"player-text\">");
        self.heading("player-title", self.caption(), out);
        out.push(" <span class=\"player-by\">");
        if !self.label.duration.is_empty() {
            out.text(self.label.duration);
            out.push(" · ");
        }
        out.push("<a");
        self.address(url, out);
        out.push(if is_webm { ">WebM, " } else { ">MP4, " });
        let size = self.page.site.files.get(path).map_or(0, |it| it.size);
        out.text(&facts::size(self.page.t, size));
        out.push("</a></span></div>");
        self.words(out);
        out.push("</div>\n");
    }

    /// A card of slides: their title, how many pages, how heavy.
    fn slides(&self, path: &str, url: &Href, out: &mut Html) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let title = if self.title.is_empty() { name } else { &self.title };
        out.push("<a class=\"slides\"");
        self.address(url, out);
        out.push(">");
        self.heading("slides-title", title, out);
        out.push(" <span class=\"slides-facts\">");
        out.text(&facts::slides(self.page, path));
        out.push("</span></a>\n");
    }
}

/// ` lang="…"` where a text's language is not the page's.
fn lang_attribute(lang: &str, page: &str, out: &mut Html) {
    if lang != page {
        out.attribute("lang", lang);
    }
}
