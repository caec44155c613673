//! Links and images.

use pulldown_cmark::{LinkType, Tag};

use super::{
    super::{
        parts::DECORATIVE,
        urls::{Address, bare, classify},
    },
    Hole, Image, Pass,
};
use crate::typography::set;

impl Pass<'_> {
    pub(super) fn open_link(&mut self, title: &str) {
        self.push("<a");
        let link = self.links;
        self.links += 1;
        self.out().hole(Hole::Link(link));
        self.attribute("title", title);
        self.push(">");
    }

    /// An attribute with a text; nothing for an empty one.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.out().attribute(name, value);
        }
    }

    /// In an alternative text there is no markup; but links in it count.
    pub(super) fn start_in_image(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { .. } => self.links += 1,
            Tag::Image { title, .. } => self.start_image(title),
            _ => {}
        }
    }

    pub(super) fn start_image(&mut self, title: &str) {
        let link = self.links;
        self.links += 1;
        let title = set(title, self.style).into_owned();
        self.images.push(Image { link, title, alt: String::new() });
    }

    pub(super) fn start_link(&mut self, kind: LinkType, address: &str, title: &str) {
        if let Some(alone) = &mut self.alone {
            title.clone_into(&mut alone.title);
        }
        let is_safe =
            kind == LinkType::Email || classify(&bare(address)) != Address::Unsafe;
        let written = is_safe && !self.in_link();
        self.open_links.push(written);
        if written {
            self.open_link(&set(title, self.style));
        } else {
            self.links += 1;
        }
    }

    pub(super) fn close_image(&mut self) {
        let Some(image) = self.images.pop() else { return };
        match self.images.last_mut() {
            Some(outer) => outer.alt.push_str(&image.alt),
            None => self.image(image.link, &image.alt, &image.title),
        }
    }

    pub(super) fn open_figure(&mut self) {
        self.figure = Some((self.links, String::new()));
        self.push("<figure>");
    }

    pub(super) fn close_figure(&mut self) {
        let (link, caption) = self.figure.take().unwrap_or_default();
        self.push("<figcaption>");
        self.out().escaped(&caption);
        self.out().hole(Hole::Credit(link));
        self.push("</figcaption></figure>\n");
    }

    pub(super) fn image(&mut self, link: usize, alt: &str, title: &str) {
        let (alt, mut title) = if title == DECORATIVE { ("", "") } else { (alt, title) };
        if let Some((_, caption)) = &mut self.figure {
            title.clone_into(caption);
            title = "";
        }
        self.out().hole(Hole::Picture(link));
        self.push("<img");
        self.out().hole(Hole::Image(link));
        self.push(" alt=\"");
        self.out().escaped(alt);
        self.push("\"");
        self.attribute("title", title);
        self.push(" decoding=\"async\">");
        self.out().hole(Hole::PictureEnd);
        // A link cannot stand in a link; the caption of a figure says it there.
        if self.figure.is_none() && !self.in_link() {
            self.out().hole(Hole::Credit(link));
        }
    }
}
